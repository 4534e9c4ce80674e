import { parse } from 'csv-parse/sync'
import { stringify } from 'csv-stringify/sync'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createCsvScanner, type CsvRecord } from '../../src/core/firm/csv-scanner.ts'

function scan(...chunks: (string | Uint8Array)[]): CsvRecord[] {
  const scanner = createCsvScanner()
  const bytes = chunks.map((chunk) => (typeof chunk === 'string' ? new TextEncoder().encode(chunk) : chunk))
  return [...bytes.flatMap((chunk) => scanner.push(chunk)), ...scanner.end()]
}

const fieldsOf = (records: readonly CsvRecord[]) => records.map((record) => record.fields)
const linesOf = (records: readonly CsvRecord[]) => records.map((record) => record.line)

describe('a CSV file', () => {
  it.each([
    ['LF', 'a,b\nc,d\n'],
    ['CRLF', 'a,b\r\nc,d\r\n'],
    ['CR', 'a,b\rc,d\r'],
    ['no line break at its end', 'a,b\nc,d'],
    ['a BOM', '\uFEFFa,b\nc,d'],
    ['quotes around everything', '"a","b"\n"c","d"\n'],
    ['empty lines', '\n\na,b\r\n\r\nc,d\n\n'],
  ])('with %s has the same records', (_, text) => {
    expect(fieldsOf(scan(text))).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ])
  })

  it('keeps commas, doubled quotes and line breaks inside quotes', () => {
    expect(fieldsOf(scan('"a, b","say ""x""","one\r\ntwo"'))).toEqual([['a, b', 'say "x"', 'one\r\ntwo']])
  })

  it('keeps empty fields, and a quote inside an unquoted one', () => {
    expect(fieldsOf(scan(',5" pipe,,'))).toEqual([['', '5" pipe', '', '']])
  })

  it('tells the physical line on which each record starts', () => {
    expect(linesOf(scan('a\n\n"b\r\nb\nb"\r\nc\n'))).toEqual([1, 3, 6])
  })

  it('spoils only the field whose bytes are not UTF-8', () => {
    const latin1 = Uint8Array.of(0x63, 0x61, 0x66, 0xe9)
    expect(fieldsOf(scan('a,', latin1, ',c\nd,e,f'))).toEqual([
      ['a', null, 'c'],
      ['d', 'e', 'f'],
    ])
  })

  it('keeps the fields before a quote that never closes', () => {
    expect(scan('a,b\n1,"two\n3,4\n')).toEqual([
      { line: 1, fields: ['a', 'b'], broken: null },
      { line: 2, fields: ['1', 'two\n3,4\n'], broken: { field: 1, reason: 'unclosed' } },
    ])
  })

  it('names text after a closing quote', () => {
    expect(scan('"a"b,c')[0]?.broken).toEqual({ field: 0, reason: 'text after quote' })
  })

  it('keeps no more than a megabyte of a record', () => {
    const text = 'x'.repeat(65_536)
    const records = scan('a,b\n1,"', ...Array.from({ length: 64 }, () => text))
    expect(records.at(-1)).toEqual({ line: 2, fields: ['1'], broken: { field: 1, reason: 'too long' } })
  })

  it('is read as csv-parse reads it, wherever its chunks end', () => {
    const field = fc.string({ unit: fc.constantFrom('a', 'é', '😀', ',', '"', '\n', '\r\n', ' ', ';') })
    const table = fc.array(fc.array(field, { minLength: 2, maxLength: 4 }), { minLength: 1 })
    fc.assert(
      fc.property(table, fc.integer({ min: 1, max: 7 }), (rows, size) => {
        const bytes = new TextEncoder().encode(stringify(rows, { quoted_match: /[\r\n]/ }))
        const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) =>
          bytes.subarray(at * size, (at + 1) * size),
        )
        const expected: string[][] = parse(Buffer.from(bytes), { relax_column_count: true })
        expect(fieldsOf(scan(...chunks))).toEqual(expected)
      }),
    )
  })
})
