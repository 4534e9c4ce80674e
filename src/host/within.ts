/** Waits for `work`, but no longer than so many milliseconds. */
export async function within(limitMs: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const limit = new Promise<void>((done) => (timer = setTimeout(done, limitMs)))
  try {
    await Promise.race([work, limit])
  } finally {
    clearTimeout(timer)
  }
}
