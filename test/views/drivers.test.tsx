import { describe, expect, it } from 'vitest'
import type { DriverLine } from '../../src/core/score/driver-line.ts'
import { whereToLook, type DriversProps } from '../../src/views/score/driver-words.ts'
import { Drivers } from '../../src/views/score/drivers.tsx'
import { html as rendered } from './sample.ts'

const line = (key: string, share: number, mean: number, change: Partial<DriverLine> = {}): DriverLine => ({
  key,
  share,
  low: share - 0.05,
  high: share + 0.05,
  leftOut: null,
  mean,
  ratings: 20,
  firmMean: 4,
  ...change,
})

const none = { share: null, low: null, high: null }

const firm = { enough: true, answers: 128, accounts: 22, milestoneKinds: ['delivery', 'close'] }

const sample = (change: Partial<DriversProps> = {}): DriversProps => ({
  kind: 'pm',
  sharesOf: 'pm',
  firm,
  pm: { ...firm, answers: 64, accounts: 12 },
  needed: { answersPerDriver: 10, accounts: 10 },
  lines: [line('delivered', 0.2, 4.6), line('had_my_back', 0.5, 3.9), line('prepared', 0.3, 4.4)],
  ...change,
})

const page = (props: DriversProps | null) =>
  rendered(<Drivers frame={{ viewer: null }} drivers={props} whose="your" file="/my-score/drivers.csv" />)
const words = (props: DriversProps) => page(props).replaceAll(/<[^>]+>/g, '')

describe('what goes together with being called first', () => {
  it('is a bar for each experience with its title, largest share first, and a table', () => {
    const html = page(sample())
    const titles = [...html.matchAll(/<title>([^<]+)/g)].map(([, title]) => title)
    expect(titles.filter((title) => title?.includes('likely'))).toEqual([
      'Had my back: 50 %, likely between 45 % and 55 %.',
      'Kept me prepared: 30 %, likely between 25 % and 35 %.',
      'Delivered: 20 %, likely between 15 % and 25 %.',
    ])
    expect(titles).toContain('Had my back: 3.9 of 5. The firm’s average is 4.0.')
    expect(html).toContain('<table')
    expect(html).not.toMatch(/\sstyle=|\bcaus/i)
  })

  it('says what it rests on', () => {
    expect(words(sample())).toContain(
      'From 64 answers at 12 clients that rate all three together, given at delivery and close.',
    )
  })

  it('shows a PM with few answers the firm’s shares, and says what is missing', () => {
    const text = words(sample({ sharesOf: 'firm', pm: { ...firm, enough: false, answers: 12, accounts: 4 } }))
    expect(text).toContain('Too early to say for your own clients: 12 answers at 4 clients rate all three experiences')
    expect(text).toContain('it takes 30 answers at 10 clients')
    expect(text).toContain('The shares are the firm’s, from 128 answers at 22 clients')
  })

  it('shows no share and no bar where it is too early to say', () => {
    const lines = sample().lines.map((each) => ({ ...each, ...none }))
    const html = page(sample({ kind: 'firm', sharesOf: 'firm', firm: { ...firm, enough: false, answers: 9 }, lines }))
    expect(html).toContain('Too early to say: 9 answers at 22 clients')
    expect(html).not.toContain(' %')
    expect(html).not.toContain('class="share"')
    expect(html).toContain('3.9 of 5')
  })

  it('names what is left out, and why', () => {
    const lines = [
      ...sample().lines,
      line('advised', 0, 4, { ...none, leftOut: 'often_missing' }),
      line('steward', 0, 4, { ...none, leftOut: 'no_variance' }),
    ]
    expect(words(sample({ lines }))).toContain(
      'Left out: Advised, missing in more than 4 of 10 of these answers; Steward of our budget, rated the same in all of them.',
    )
  })

  it('gives no average of one or two ratings', () => {
    const html = page(sample({ lines: [line('delivered', 0.4, 1.5, { ratings: 2 }), line('prepared', 0.6, 4)] }))
    expect(html).not.toContain('1.5')
    expect(html).toContain('too few')
  })

  it('says so before the first rating', () => {
    expect(page(null)).toContain('No experience has been rated yet.')
  })
})

describe('where to look first', () => {
  it('is the experience of a clearly large share with most room to improve', () => {
    expect(whereToLook([line('delivered', 0.5, 4.7), line('advised', 0.4, 3.5), line('details', 0.1, 2)])?.key).toBe(
      'advised',
    )
  })

  it('is nowhere where the ranges include an equal share, or where nothing is left to improve', () => {
    expect(whereToLook([line('delivered', 0.52, 3), line('details', 0.48, 3)])).toBeUndefined()
    expect(whereToLook([line('delivered', 0.8, 4.9), line('details', 0.2, 3)])).toBeUndefined()
  })
})
