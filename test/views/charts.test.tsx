import { describe, expect, it } from 'vitest'
import { EngagementTimeline, offTheLine } from '../../src/views/asking/engagement-timeline.tsx'
import { HeatTable } from '../../src/views/score/heat-table.tsx'
import { MilestoneDots } from '../../src/views/asking/milestone-dots.tsx'
import { RangeDot } from '../../src/views/score/range-dot.tsx'
import { ScoreSteps } from '../../src/views/score/score-steps.tsx'
import { Trend } from '../../src/views/score/trend.tsx'
import { frame, html as rendered, scored, tooEarly } from './sample.ts'

const names = { pm: 'You', score: 'Your score' }

const point = (asOf: string, value: number) => ({ asOf, enough: true, value, low: value - 5, high: value + 5 })

describe('a range dot', () => {
  it('says too early to say, with no dot and no number, where there is not enough', () => {
    const html = rendered(<RangeDot score={tooEarly} firmAverage={68} of="Kim" />)
    expect(html).toContain('too early to say')
    expect(html).not.toContain('<svg')
    expect(html).not.toMatch(/\d/)
  })

  it.each([
    ['above', 'clearly above the firm'],
    ['same', 'about the same as the firm'],
    ['below', 'clearly below the firm'],
  ] as const)('of the tier %s says so in words', (tone, words) => {
    const html = rendered(<RangeDot score={scored(72, { tier: tone })} firmAverage={68} of="Kim" />)
    expect(html).toContain(`class="range-dot ${tone}"`)
    expect(html).toContain(words)
  })

  it('names the value, the range and the firm in its title', () => {
    const html = rendered(<RangeDot score={scored(72)} firmAverage={68} of="Kim" />)
    expect(html).toContain('Kim: 72 in 100, likely between 65 and 79')
    expect(html).toContain('The firm’s average is 68.')
  })
})

describe('every chart', () => {
  const line = {
    id: 1,
    name: 'Claims portal',
    formerPms: [],
    pmName: 'Kim',
    milestones: [{ kind: 'kickoff', name: null, state: 'low' as const, answer: 4, on: '2026-10-01' }],
  }
  it.each([
    [
      'the trend',
      <Trend
        history={[point('2026-05-01', 60), point('2026-11-20', 70)]}
        firmAverage={68}
        of="Score"
        setting={frame}
      />,
    ],
    ['the steps', <ScoreSteps score={scored(72)} names={names} />],
    ['the timeline', <EngagementTimeline lines={[line]} setting={frame} />],
  ])('has a title and a table: %s', (_, chart) => {
    const html = rendered(chart)
    expect(html).toMatch(/<svg[^>]*role="img"[^>]*><title>[^<]+<\/title>/)
    expect(html).toContain('<details')
    expect(html).toContain('<table')
  })

  it('draws nothing that is not a number', () => {
    const sameDay = [point('2026-11-20', 70), point('2026-11-20', 71)]
    const html = rendered(<Trend history={sameDay} firmAverage={68} of="Score" setting={frame} />)
    expect(html).not.toMatch(/NaN|undefined|Infinity/)
  })

  it('says a single score in a sentence and draws no empty picture around it', () => {
    const html = rendered(<Trend history={[point('2026-11-20', 70)]} firmAverage={68} of="Score" setting={frame} />)
    expect(html).toContain('One score so far: 70 in 100 on Fri 20 Nov, likely between 65 and 75.')
    expect(html).not.toContain('<svg')
  })

  it('says the state of each milestone in the title of the dots', () => {
    const html = rendered(
      <MilestoneDots of="Claims portal" marks={[{ kind: 'kickoff', name: null, state: 'low', answer: 4 }]} />,
    )
    expect(html).toContain('Kickoff: low answer, 4 of 10')
  })
})

describe('marks of the time line', () => {
  it('stand on the line, and off it in turn where they would hide each other', () => {
    expect(offTheLine([5, 20, 40])).toEqual([0, 0, 0])
    expect(offTheLine([5, 40, 42, 44, 80])).toEqual([0, -12, 12, -12, 0])
  })
})

describe('the heat table', () => {
  const row = {
    name: 'Halden',
    cells: { kickoff: { value: 44.4, answers: 3 }, midpoint: { value: 80, answers: 1 }, close: 'held back' },
  }
  const html = rendered(
    <HeatTable
      caption="Accounts"
      heading="Account"
      kinds={['kickoff', 'midpoint', 'close', 'aftercare']}
      rows={[row]}
      colourFrom={3}
    />,
  )

  it('says the number, its out of and its evidence in each cell', () => {
    expect(html).toContain('44<span class="heard"> in 100, 3 answers</span>')
    expect(html).toContain('80<span class="heard"> in 100, 1 answer</span>')
  })

  it('leaves a cell on too few answers uncoloured', () => {
    expect(html.match(/<td[^>]* class="heat-[a-z0-9]+"/g)).toEqual([expect.stringContaining('heat-l3')])
  })

  it('says a word where there is no number', () => {
    expect(html).toContain('held back')
    expect(html).toContain('no answer')
  })
})
