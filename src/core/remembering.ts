/** The most answers that are remembered; one more, and all are forgotten. */
const MOST = 1000

/** A function that remembers what it has made: for what takes long and goes by its arguments alone, which are written as JSON. */
export function remembering<Args extends readonly unknown[], Made>(make: (...args: Args) => Made) {
  const made = new Map<string, Made>()
  return (...args: Args): Made => {
    const key = JSON.stringify(args)
    const known = made.get(key) ?? make(...args)
    if (made.size >= MOST) made.clear()
    made.set(key, known)
    return known
  }
}
