const MINUTE_MS = 60_000

/** Milliseconds that double from `first` on with each failure, capped, and up to a quarter more so that servers don't knock together. */
const doubling = (first: number, failures: number, most: number, jitter: number): number =>
  Math.min(first * 2 ** (failures - 1), most) * (1 + jitter / 4)

/** How long a message waits that failed for the `failures`th time: 2, 4, 8 … minutes, at most four hours. `jitter`: 0–1. */
export const retryAfterMs = (failures: number, jitter: number): number =>
  doubling(2 * MINUTE_MS, failures, 240 * MINUTE_MS, jitter)

/** How long all mail waits for a server that took nothing for the `failures`th time in a row: 10, 20, 40 … seconds, at most five minutes. */
export const pauseMs = (failures: number, jitter: number): number => doubling(10_000, failures, 5 * MINUTE_MS, jitter)

/** Nothing is ever put off for longer than this, so what is has been put off by a clock that was wrong. */
export const LONGEST_WAIT_MS = 5 * 60 * MINUTE_MS

/** Mail that waited longer than this, as in a database restored from a backup, is no longer news. */
export const FRESH_MS = 3 * 86_400_000
