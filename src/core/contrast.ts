function luminance(color: string): number {
  const channel = (from: number): number => {
    const share = Number.parseInt(color.slice(from, from + 2), 16) / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  }
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
}

/** Contrast ratio of two colours `#rrggbb`, 1 to 21 (WCAG 2.2, https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio). */
export function contrastRatio(one: string, other: string): number {
  const [darker, lighter] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number]
  return (lighter + 0.05) / (darker + 0.05)
}

/** What text needs to be read: WCAG 2.2, level AA. */
const READABLE_CONTRAST = 4.5

/** White, which stands on the accent colour, and the papers of clients' and staff pages, which the accent colour stands on. */
const BESIDE_THE_ACCENT = ['#ffffff', '#faf9f5', '#f9f7f2']

/** Whether white text on the accent colour, and the accent colour as text on the page, can be read. */
export const isReadableAccent = (color: string): boolean =>
  BESIDE_THE_ACCENT.every((other) => contrastRatio(color, other) >= READABLE_CONTRAST)

/** The nearest darker shade of a colour that is a readable accent; the colour itself where it is one. */
export function readableShade(color: string): string {
  const channels = [1, 3, 5].map((from) => Number.parseInt(color.slice(from, from + 2), 16))
  const shade = (percent: number): string =>
    `#${channels
      .map((channel) =>
        Math.floor((channel * percent) / 100)
          .toString(16)
          .padStart(2, '0'),
      )
      .join('')}`
  const percents = Array.from({ length: 101 }, (_, at) => 100 - at)
  return percents.map(shade).find(isReadableAccent) ?? '#000000'
}
