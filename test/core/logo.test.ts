import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readLogo, shownSize } from '../../src/core/sending/logo.ts'
import { jpegHeadOf, pngOf } from '../support/pictures.ts'

const bytesOf = (text: string) => new TextEncoder().encode(text)

describe('a logo', () => {
  test('is read by its bytes: format and size', () => {
    expect(readLogo(pngOf(240, 80))).toEqual({ kind: 'ok', format: 'png', width: 240, height: 80 })
    expect(readLogo(jpegHeadOf(600, 300))).toEqual({ kind: 'ok', format: 'jpg', width: 600, height: 300 })
  })

  test.each([
    ['an SVG', bytesOf('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'), /not a PNG or JPEG/],
    ['a GIF', bytesOf('GIF89a....'), /not a PNG or JPEG/],
    ['nothing', new Uint8Array(), /not a PNG or JPEG/],
    ['a page that says it is a picture', bytesOf('<html>logo.png</html>'), /not a PNG or JPEG/],
    ['half a PNG', pngOf(20, 20).slice(0, 20), /damaged/],
    ['a JPEG without a frame', new Uint8Array([0xff, 0xd8, 0xff, 0xd9]), /damaged/],
    ['a picture of no height', pngOf(20, 0), /20 × 0 pixels/],
    ['a huge picture', jpegHeadOf(5000, 100), /5000 × 100 pixels/],
    ['a heavy picture', new Uint8Array(204_801), /larger than 200 kB/],
  ])('is refused where it is %s', (_, bytes, reason) => {
    expect(readLogo(bytes)).toEqual({ kind: 'bad', reason: expect.stringMatching(reason) as string })
  })

  test('of any bytes at all is read or refused, and never fails or hangs', () => {
    const starts = fc.constantFrom([0xff, 0xd8, 0xff], [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], [])
    fc.assert(
      fc.property(starts, fc.uint8Array({ maxLength: 200 }), (start, rest) => {
        expect(['ok', 'bad']).toContain(readLogo(new Uint8Array([...start, ...rest])).kind)
      }),
    )
  })
})

test.each([
  [
    { width: 240, height: 80 },
    { width: 120, height: 40 },
  ],
  [
    { width: 1000, height: 50 },
    { width: 200, height: 10 },
  ],
  [
    { width: 30, height: 30 },
    { width: 30, height: 30 },
  ],
  [
    { width: 4000, height: 16 },
    { width: 200, height: 1 },
  ],
])('a logo of %j is shown as %j: in its box, never blown up', (size, shown) => {
  expect(shownSize(size)).toEqual(shown)
})
