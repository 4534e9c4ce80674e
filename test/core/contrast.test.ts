import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { contrastRatio, isReadableAccent, readableShade } from '../../src/core/contrast.ts'

const css = (name: string): string => readFileSync(new URL(`../../src/public/${name}`, import.meta.url), 'utf8')

/** What a stylesheet says of dark pages: how much of the firm's colour is mixed with white, and what it stands beside. */
function darkOf(name: string) {
  const sheet = css(name)
  const dark = sheet.slice(sheet.indexOf('prefers-color-scheme: dark'))
  const valueOf = (property: string): string => new RegExp(`--${property}: (#[0-9a-f]{6})`).exec(dark)?.[1] ?? ''
  const share = Number(/color-mix\(in srgb, var\(--[^%]* (\d+)%, #fff\)/.exec(dark)?.[1]) / 100
  return { share, beside: ['paper', name.startsWith('staff') ? 'sheet' : 'card', 'on-accent'].map(valueOf) }
}

const mixedWithWhite = (color: string, share: number): string =>
  `#${[1, 3, 5]
    .map((from) => Math.round(Number.parseInt(color.slice(from, from + 2), 16) * share + 255 * (1 - share)))
    .map((channel) => channel.toString(16).padStart(2, '0'))
    .join('')}`

const colors = fc.integer({ min: 0, max: 0xffffff }).map((rgb) => `#${rgb.toString(16).padStart(6, '0')}`)

describe("the firm's colour", () => {
  it.each([
    ['#ffff00', false],
    ['#fefefe', false],
    ['#777777', false],
    ['#000001', true],
    ['#0e5a5a', true],
  ])('%s is readable: %s', (color, expected) => {
    expect(isReadableAccent(color)).toBe(expected)
  })

  it('is refused with a shade of it that is taken', () => {
    expect(readableShade('#0e5a5a')).toBe('#0e5a5a')
    expect(readableShade('#ffff00')).toBe('#757500')
    fc.assert(fc.property(colors, (color) => isReadableAccent(readableShade(color))))
  })

  it.each(['survey/page.css', 'staff/ink.css'])('can be read on dark pages of %s, whatever was taken', (name) => {
    const { share, beside } = darkOf(name)
    const contrasts = (color: string) => beside.map((other) => contrastRatio(mixedWithWhite(color, share), other))
    expect(Math.min(...contrasts('#000001'))).toBeGreaterThanOrEqual(4.5)
    fc.assert(fc.property(colors.map(readableShade), (color) => Math.min(...contrasts(color)) >= 4.5))
  })

  it.each(['survey/page.css', 'staff/ink.css'])('is checked against the paper of %s', (name) => {
    const paper = /--paper: (#[0-9a-f]{6})/.exec(css(name))?.[1] ?? ''
    expect(contrastRatio('#0e5a5a', paper)).toBeGreaterThan(4.5)
    fc.assert(fc.property(colors.map(readableShade), (color) => contrastRatio(color, paper) >= 4.5))
  })
})
