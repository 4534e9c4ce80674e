/** Where a quotation leaves something out, and where one sentence ends on its line. */
const GAP = /\[?(?:…|\.{3})\]?|[\r\n]+/

const plain = (text: string): string => text.normalize('NFC').replaceAll(/\s+/g, ' ').trim()

/** Whether `quote` holds nothing that `said` does not: passages of it, with '…' or a new line between them. */
export function isQuoteOf(quote: string, said: string): boolean {
  const whole = plain(said)
  return quote.split(GAP).every((passage) => whole.includes(plain(passage)))
}
