export type LogoFormat = 'png' | 'jpg'

export type LogoSize = { width: number; height: number }

export type ReadLogo = ({ kind: 'ok'; format: LogoFormat } & LogoSize) | { kind: 'bad'; reason: string }

/** The most that a logo may weigh, in bytes; mail programs fetch it for every reader. */
export const MAX_LOGO_BYTES = 204_800

const MAX_SIDE = 4000
const MIN_SIDE = 16

/** The box that a logo is shown in, in CSS pixels. */
const SHOWN_IN: LogoSize = { width: 200, height: 40 }

const PNG_SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]

const startsWith = (bytes: Uint8Array, signature: readonly number[]): boolean =>
  signature.every((byte, index) => bytes[index] === byte)

/** A PNG's IHDR always comes first (https://www.w3.org/TR/png-3/#11IHDR). */
function pngSize(view: DataView): LogoSize | undefined {
  return view.byteLength < 24 ? undefined : { width: view.getUint32(16), height: view.getUint32(20) }
}

/** The JPEG markers that start a frame: C0 to CF, save the tables C4, C8 and CC (ITU-T T.81, table B.1). */
const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc

/** Walks from marker to marker to the frame header, which says the size. */
function jpegSize(view: DataView): LogoSize | undefined {
  let at = 2
  while (at + 9 <= view.byteLength) {
    if (view.getUint8(at) !== 0xff) return undefined
    const marker = view.getUint8(at + 1)
    if (isFrame(marker)) return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) }
    // Any number of fill bytes may stand before a marker.
    at += marker === 0xff ? 1 : 2 + view.getUint16(at + 2)
  }
  return undefined
}

const isSane = ({ width, height }: LogoSize): boolean =>
  Math.min(width, height) >= MIN_SIDE && Math.max(width, height) <= MAX_SIDE

/** What a picture is, by its own bytes, whatever its name says. Other formats are refused: SVG runs, GIF moves. */
export function readLogo(bytes: Uint8Array): ReadLogo {
  if (bytes.length > MAX_LOGO_BYTES) return { kind: 'bad', reason: 'is larger than 200 kB; save it smaller' }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const format = startsWith(bytes, PNG_SIGNATURE) ? 'png' : startsWith(bytes, [0xff, 0xd8, 0xff]) ? 'jpg' : undefined
  if (format === undefined) return { kind: 'bad', reason: 'is not a PNG or JPEG picture; choose one of these' }
  const size = format === 'png' ? pngSize(view) : jpegSize(view)
  if (size === undefined) return { kind: 'bad', reason: 'is damaged; save the picture anew' }
  if (!isSane(size)) {
    return { kind: 'bad', reason: `is ${size.width} × ${size.height} pixels; ${MIN_SIDE} to ${MAX_SIDE} are good` }
  }
  return { kind: 'ok', format, ...size }
}

/** The size at which a logo is shown, in whole CSS pixels: never larger than it is or than its box. */
export function shownSize({ width, height }: LogoSize): LogoSize {
  const scale = Math.min(1, SHOWN_IN.width / width, SHOWN_IN.height / height)
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
}
