import { describe, expect, it } from 'vitest'
import { labelHeights, ReliabilityPicture } from '../../src/views/score/reliability-picture.tsx'
import { checkWords } from '../../src/views/score/score-check.ts'
import { TrustPage, type TrustProps } from '../../src/views/score/trust.tsx'
import { TwoRanges } from '../../src/views/score/two-ranges.tsx'
import { frame, html as rendered, scored } from './sample.ts'

const bin = { from: 0.6, to: 0.8, n: 15, called: 10, meanStated: 0.68, observed: 10 / 15, low: 0.42, high: 0.85 }

const trust = (change: Partial<TrustProps>) =>
  rendered(
    TrustPage({
      frame,
      check: { n: 41, standing: 'checked' },
      outcomes: 45,
      called: 30,
      brier: 0.18,
      logLoss: 0.55,
      bins: [bin],
      byAnswer: [{ answer: 8, n: 15, called: 10 }],
      firm: { stated: scored(68), calibrated: { value: 64, low: 55, high: 73 } },
      accounts: [{ id: 7, name: 'Halden Energy', stated: scored(72), calibrated: { value: 66, low: 54, high: 78 } }],
      page: 1,
      pages: 1,
      ...change,
    }),
  )

describe('the reliability picture', () => {
  const html = rendered(<ReliabilityPicture bins={[bin]} />)

  it('has a title that says all, the counts as text, and a table', () => {
    expect(html).toMatch(/<svg[^>]*role="img"[^>]*><title>What clients said and what they did\./)
    expect(html).toContain(
      'Of those who said 60 to 80 in 100, 68 on average, 10 of 15 called us first, likely between 42 and 85 in 100.',
    )
    expect(html).toMatch(/<text[^>]*>10 of 15<\/text>/)
    expect(html).toContain('<details')
    expect(html).toContain('10 of 15 needs')
  })

  it('writes no figure over its neighbour’s', () => {
    const near = { from: 0.4, to: 0.6, n: 9, called: 5, observed: 0.5, low: 0.3, high: 0.8 }
    const [first = 0, second = 0, third = 0] = labelHeights([
      { ...near, meanStated: 0.5 },
      { ...near, meanStated: 0.62, high: 0.79 },
      { ...near, meanStated: 0.9 },
    ])
    expect(first - second).toBeGreaterThanOrEqual(16)
    expect(third).toBe(first)
  })

  it('draws the line of those who do as often as they say', () => {
    expect(html).toMatch(/<line class="firm" x1="12.00%" x2="96.00%"/)
  })
})

describe('the page on trust', () => {
  it('shows a page of accounts and leads to the others', () => {
    expect(trust({})).not.toContain('Pages of the list')
    expect(trust({ page: 2, pages: 3 })).toMatch(
      /\/trust">Previous page<\/a> Page 2 of 3 <a href="\/trust\?page=3">Next page/,
    )
  })

  it('says what the figures are out of, and what they mean', () => {
    const html = trust({})
    expect(html).toContain('Checked against 41 recorded outcomes.')
    expect(html).toContain('0 is perfect, 0.25 is what a coin would score')
    expect(html).toContain('4 had no answer in the year before')
    expect(html).toContain('foretold better than by a coin')
    expect(html).not.toMatch(/NaN|undefined|Infinity|\sstyle=/)
  })

  it('does not call a check better than a coin where it is not', () => {
    expect(trust({ brier: 0.26 })).toContain('no better than by a coin')
  })

  it('shows stated and checked scores side by side with their ranges', () => {
    const html = trust({})
    expect(html).toContain(
      'Halden Energy: clients say 72 in 100, likely between 65 and 79; checked, 66 in 100, likely between 54 and 78.',
    )
    expect(html).toContain('Kestrel &amp; Co., the firm')
  })

  it('shows no calibrated score while it is only what clients say', () => {
    const html = trust({ check: { n: 29, standing: 'stated' }, firm: { stated: scored(68), calibrated: null } })
    expect(html).toContain('So far it is what clients say. 30 of 45 clients with a need called us first.')
    expect(html).not.toContain('What the scores are worth')
  })

  it('says so where those who said more called less', () => {
    const html = trust({ check: { n: 41, standing: 'contradicted' } })
    expect(html).toContain('Those who said more called us less often')
    expect(html).not.toContain('What the scores are worth')
  })
})

describe('the caption of a score', () => {
  it('names the recorded outcomes that it was checked against', () => {
    expect(checkWords({ n: 29, standing: 'stated' })).toBe('what clients say')
    expect(checkWords({ n: 30, standing: 'checked' })).toBe('checked against 30 recorded outcomes')
  })
})

describe('two ranges', () => {
  it('tell stated from checked by more than colour', () => {
    const range = { value: 60, low: 50, high: 70 }
    const html = rendered(<TwoRanges of="Halden" stated={range} checked={range} />)
    expect(html).toContain('class="stated"')
    expect(html).toContain('class="checked"')
  })
})
