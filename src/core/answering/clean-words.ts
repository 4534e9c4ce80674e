/** The most characters of what somebody writes into a box. */
export const MAX_WORDS = 5000

/** Words as they can be stored: no control characters but line breaks and tabs, no half of a surrogate pair; null where nothing is left. */
export function cleanWords(typed: string): string | null {
  const words = typed
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/[^\P{Cc}\n\t]/gu, '')
    .replaceAll(/\p{Surrogate}/gu, '\uFFFD')
    .trim()
  return words === '' ? null : words
}
