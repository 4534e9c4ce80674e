// Embedding, override and isolate marks would turn around the words that follow a name.
const DIRECTION_MARKS = /[\u202A-\u202E\u2066-\u2069\u200E\u200F\u061C]/gu
const LINE_BREAKS_AND_CONTROLS = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]+/gu

/** A text from outside as one harmless line: no line breaks, no control characters, no marks that turn the direction. */
export const plainLine = (text: string): string =>
  text.replace(DIRECTION_MARKS, '').replace(LINE_BREAKS_AND_CONTROLS, ' ').replace(/ {2,}/g, ' ').trim()

/** A text typed over several lines, such as an address, as one line with commas between them. */
export const commaLine = (text: string): string =>
  plainLines(text)
    .map((line) => line.replace(/[,;]$/u, ''))
    .join(', ')

/** The lines of a longer text, each harmless; blank lines are left out. */
export const plainLines = (text: string): string[] =>
  text
    .split(/\r\n|[\n\r\u2028\u2029]/u)
    .map(plainLine)
    .filter((line) => line !== '')
