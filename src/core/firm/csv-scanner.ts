/** One record of a CSV file. */
export type CsvRecord = {
  /** The physical line the record starts on, from 1. */
  line: number
  /** A field that is not valid UTF-8 is null. */
  fields: (string | null)[]
  /** Why the record can't be read to its end; `field` is the index of the field at fault. */
  broken: { field: number; reason: 'unclosed' | 'text after quote' | 'too long' } | null
}

export type CsvScanner = {
  /** The records that `bytes` completes, in the file's order. */
  push(bytes: Uint8Array): CsvRecord[]
  /** What is left when the file ends. */
  end(): CsvRecord[]
}

const QUOTE = 0x22
const COMMA = 0x2c
const CR = 0x0d
const LF = 0x0a
const BOM = [0xef, 0xbb, 0xbf]

/** A quote that never closes swallows the rest of the file: this bounds what is kept of it. */
const RECORD_MAX_BYTES = 1_048_576

/**
 * Reads CSV (RFC 4180, with or without BOM, CRLF, LF or CR) byte by byte, so that a bad byte spoils one field and an
 * unclosed quote keeps the fields before it. Empty lines are left out; a quote inside an unquoted field is text.
 */
export function createCsvScanner(): CsvScanner {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  let state: 'start' | 'plain' | 'quoted' | 'after quote' | 'skip' = 'start'
  let buffer = new Uint8Array(256)
  let length = 0
  let recordBytes = 0
  let line = 1
  let record: CsvRecord = { line, fields: [], broken: null }
  let bomBytes = 0
  let isAfterCr = false
  let records: CsvRecord[] = []

  function keep(byte: number): void {
    if (length === buffer.length) {
      const larger = new Uint8Array(buffer.length * 2)
      larger.set(buffer)
      buffer = larger
    }
    buffer[length++] = byte
    recordBytes++
    if (recordBytes > RECORD_MAX_BYTES && record.broken === null) {
      record.broken = { field: record.fields.length, reason: 'too long' }
      state = 'skip'
    }
  }

  function endField(): void {
    try {
      record.fields.push(decoder.decode(buffer.subarray(0, length)))
    } catch {
      record.fields.push(null)
    }
    length = 0
    recordBytes++
    state = 'start'
  }

  function endRecord(): void {
    const isEmptyLine = record.fields.length === 0 && state === 'start'
    if (!isEmptyLine) {
      if (state !== 'skip') endField()
      records.push(record)
    }
    state = 'start'
    length = 0
    recordBytes = 0
    record = { line, fields: [], broken: null }
  }

  function isLineEnd(byte: number): boolean {
    const isSecondOfPair = byte === LF && isAfterCr
    isAfterCr = byte === CR
    if (byte !== CR && byte !== LF) return false
    if (!isSecondOfPair) line++
    return true
  }

  function take(byte: number): void {
    const isPair = byte === LF && isAfterCr
    const endsLine = isLineEnd(byte)
    if (state === 'skip') return
    if (state === 'quoted') {
      if (byte === QUOTE) state = 'after quote'
      else keep(byte)
    } else if (endsLine) {
      if (!isPair) endRecord()
    } else if (byte === COMMA) endField()
    else if (byte === QUOTE && state === 'start') state = 'quoted'
    else if (state === 'after quote') takeAfterQuote(byte)
    else {
      state = 'plain'
      keep(byte)
    }
  }

  function takeAfterQuote(byte: number): void {
    if (byte !== QUOTE) record.broken ??= { field: record.fields.length, reason: 'text after quote' }
    state = byte === QUOTE ? 'quoted' : 'plain'
    keep(byte)
  }

  function takeAll(bytes: Uint8Array): CsvRecord[] {
    records = []
    for (const byte of bytes) {
      if (bomBytes >= 0 && byte === BOM[bomBytes]) bomBytes = bomBytes === 2 ? -1 : bomBytes + 1
      else {
        // A file that begins like a BOM and goes on otherwise is text from its first byte.
        for (let kept = 0; kept < bomBytes; kept++) take(BOM[kept]!)
        bomBytes = -1
        take(byte)
      }
    }
    return records
  }

  return {
    push: takeAll,
    end() {
      records = []
      if (state === 'quoted') record.broken ??= { field: record.fields.length, reason: 'unclosed' }
      if (state === 'skip') records.push(record)
      else endRecord()
      return records
    },
  }
}
