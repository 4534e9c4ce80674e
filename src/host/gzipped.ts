import { promisify } from 'node:util'
import { gzip, gzipSync } from 'node:zlib'

/** Up to here handing a text to another thread takes longer than compressing it, in characters. */
const SHORT = 32_768

/** A tenth longer than the best, in a third of the time. */
const QUICK = { level: 3 }

const gzipElsewhere = promisify<string, { level: number }, Uint8Array<ArrayBuffer>>(gzip)

/** A text compressed by gzip. */
export const gzipped = async (text: string): Promise<Uint8Array<ArrayBuffer>> =>
  text.length <= SHORT ? gzipSync(text, QUICK) : gzipElsewhere(text, QUICK)
