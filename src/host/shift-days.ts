import { StringDecoder } from 'node:string_decoder'
import { addDays } from '../core/calendar.ts'

const DAY = /\b\d{4}-\d{2}-\d{2}/g

/** Every calendar day in a stream of UTF-8 text, moved by whole days, line by line. */
export async function* shiftDays(text: AsyncIterable<Uint8Array>, days: number): AsyncIterable<Uint8Array> {
  const decoder = new StringDecoder('utf8')
  const encoder = new TextEncoder()
  let rest = ''
  const shifted = (line: string) => encoder.encode(line.replaceAll(DAY, (day) => addDays(day, days)))
  for await (const chunk of text) {
    const lines = (rest + decoder.write(Buffer.from(chunk))).split('\n')
    rest = lines.pop() ?? ''
    if (lines.length > 0) yield shifted(`${lines.join('\n')}\n`)
  }
  if (rest !== '') yield shifted(rest)
}
