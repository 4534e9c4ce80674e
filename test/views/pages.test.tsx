import { describe, expect, it } from 'vitest'
import { countedSoFar, MOST_COUNTED } from '../../src/core/most-counted.ts'
import { missingEvidence } from '../../src/core/score/missing-evidence.ts'
import { day, moment } from '../../src/views/dates.ts'
import { decisionWords } from '../../src/views/asking/decision-words.ts'
import { page } from '../../src/views/layout.tsx'
import { MessagePage } from '../../src/views/message.tsx'
import { OverviewPage } from '../../src/views/score/overview.tsx'
import { PmScorePage } from '../../src/views/score/pm-score.tsx'
import { PmTiers, tiersOf } from '../../src/views/score/pm-tiers.tsx'
import { SettingsPage, type SettingsValues } from '../../src/views/firm/settings.tsx'
import { coverage, frame, html as rendered, scored, tooEarly } from './sample.ts'

const hostile = '<script>alert(1)</script>"\'&'

const months = { from: '2025-12-01', until: '2026-12-01' }
const filter = {
  period: 'm12',
  months,
  pmId: null,
  accountId: null,
  engagementId: null,
  industry: null,
  milestoneKind: null,
  surveyKey: null,
}
const sums = {
  asked: 40,
  answered: 23,
  held: 0,
  heldBack: 1,
  answers: 23,
  low: 3,
  needs: 3,
  newNeeds: 1,
  reached: 21,
  surveyed: 18,
}

const overview = (name: string) =>
  OverviewPage({
    frame: { ...frame, firmName: name },
    filter,
    before: { from: '2024-12-01', until: '2025-12-01' },
    choices: { pms: [], accounts: [], industries: [], milestoneKinds: [], surveyKeys: [], quarters: [] },
    subject: { kind: 'firm', name: null, score: scored(68), history: [], moved: null },
    firmAverage: 68,
    check: { n: 12, standing: 'stated' },
    sums,
    said: { mean: 66, meanBefore: 60, moved: { change: 6, low: 2, high: 10 } },
    saidBefore: 20,
    revenue: [{ currency: 'USD', value: 1_200_000, heard: 900_000, engagements: 6, heardEngagements: 4 }],
    followUps: { today: 2, snoozed: 0, overdue: 1, hoursToClose: null, closedByPeople: 0 },
    attention: { followUps: [], heldBack: [] },
    needs: [],
    drivers: null,
    pms: [{ id: 1, name, score: scored(80), moved: null, coverage }],
    hasPms: true,
    milestoneKinds: ['kickoff'],
    accounts: [{ id: 1, name, score: scored(60), cells: { kickoff: { value: 70, answers: 4 } } }],
    accountCount: 1,
  })

const pmPage = (score: typeof tooEarly) =>
  PmScorePage({
    frame,
    pm: { id: 1, name: 'Kim Doyle' },
    own: true,
    score,
    missing: missingEvidence('pm', score, { minAnswers: 5, minAccounts: 2 }),
    leaning: { high: 0, low: 0 },
    moved: null,
    firmAverage: 68,
    coverage,
    history: [],
    drivers: null,
    engagements: [],
    comments: [],
    followUpsDue: [],
  })

const pm = (id: number, name: string, score: typeof tooEarly) => ({ id, name, score, moved: null, coverage })

describe('a page', () => {
  it('is a whole document with its doctype', () => {
    expect(rendered(page(overview('Kestrel')))).toMatch(/^<!doctype html><html lang="en">/)
  })

  it('escapes a hostile name wherever it stands', () => {
    const html = rendered(page(overview(hostile)))
    expect(html).not.toContain('<script')
    expect(html).toContain('&lt;script&gt;')
  })

  it('has no inline style attribute and no script', () => {
    const html = rendered(page(overview('Kestrel')))
    expect(html).not.toMatch(/\sstyle=|<script|\son[a-z]+=/)
  })

  it('lets no colour but six hexadecimal digits into the style sheet', () => {
    const html = rendered(
      page(MessagePage({ frame: { ...frame, accentColor: 'red}</style><b>' }, title: 'Done', text: 'Saved.' })),
    )
    expect(html).toContain(':root{--accent:#0e5a5a}')
    expect(html).not.toContain('</style><b>')
  })

  it.each([
    ['pm', ['My score', 'Engagements', 'Follow-ups'], ['Project managers', 'Plan', 'Outbox']],
    ['leader', ['Overview', 'Project managers', 'Accounts', 'Plan'], ['My score', 'Outbox', 'Settings']],
    ['admin', ['Overview', 'Plan', 'Outbox', 'Settings'], ['My score']],
  ] as const)('shows a %s the pages of that role alone', (role, shown, hidden) => {
    const html = rendered(
      page(MessagePage({ frame: { ...frame, viewer: { name: 'Kim', role } }, title: 'Done', text: 'Saved.' })),
    )
    const nav = html.slice(html.indexOf('<nav'), html.indexOf('</nav>'))
    for (const name of shown) expect(nav).toContain(name)
    for (const name of hidden) expect(nav).not.toContain(name)
  })
})

describe('the header', () => {
  it('leads to the own password by a word that says so', () => {
    expect(rendered(page(overview('Kestrel')))).toContain('<a href="/password">Password</a>')
  })
})

describe("a PM's page", () => {
  it('says too early to say, with evidence and no score, where there is not enough', () => {
    const html = rendered(pmPage(tooEarly))
    expect(html).toContain('Too early to say')
    expect(html).toContain('3 answers from 1 client')
    expect(html).not.toContain('big-number')
    expect(html).not.toContain('in 100 would')
  })

  it('says value, range, evidence and coverage', () => {
    const html = rendered(pmPage(scored(72)))
    expect(html).toContain('Likely between 65 and 79, from 14 answers by 9 people at 6 clients')
    expect(html).toContain('23 of 40 asked have answered')
  })
})

describe('the tiers of PMs', () => {
  const tiers = tiersOf([
    pm(1, 'Zoe', { ...scored(90), tier: 'above' }),
    pm(2, 'Ada', { ...scored(78), tier: 'above' }),
    pm(3, 'Mia', { ...scored(85), tier: 'above' }),
    pm(4, 'Ben', { ...scored(50), tier: 'below' }),
    pm(5, 'Cy', tooEarly),
  ])

  it('are sorted by name inside, whatever the values', () => {
    expect(tiers[0]!.pms.map((pm) => pm.name)).toEqual(['Ada', 'Mia', 'Zoe'])
  })

  it('leave out a tier without PMs', () => {
    expect(tiers.map((tier) => tier.standing)).toEqual(['above', 'below', 'early'])
  })
})

describe('a long tier', () => {
  const pms = ['Ada', 'Ben', 'Cy', 'Mia', 'Zoe'].map((name, i) => pm(i + 1, name, { ...scored(80), tier: 'above' }))

  it('is cut by name, and says so', () => {
    const html = rendered(<PmTiers pms={pms} firmAverage={70} most={4} />)
    expect(html).toContain('Mia')
    expect(html).not.toContain('Zoe')
    expect(html).toContain('The first 4 of 5 by name.')
  })

  it('is whole where nothing cuts it', () => {
    expect(rendered(<PmTiers pms={pms} firmAverage={70} />)).toContain('Zoe')
  })
})

describe('what is over', () => {
  it('is counted so far and no further', () => {
    expect(countedSoFar(MOST_COUNTED - 1)).toBe('999')
    expect(countedSoFar(MOST_COUNTED)).toBe('1000+')
  })
})

describe('the words', () => {
  it('give the next allowed day of what was held back', () => {
    const held = { kind: 'held_back' as const, reason: 'contact_cap', note: null, dueAt: null }
    const decision = { ...held, nextAllowedOn: '2026-11-24' }
    expect(decisionWords(decision, frame)).toMatch(/allowed again Tue 24 Nov\.$/)
  })

  it('write days as Tue 24 Nov, and another year with its year', () => {
    expect(day('2026-11-24', frame)).toBe('Tue 24 Nov')
    expect(day('2025-11-24', frame)).toBe('24 Nov 2025')
  })

  it('write an instant in the time zone of the reader', () => {
    expect(moment(new Date('2026-11-24T02:30:00Z'), frame)).toBe('Mon 23 Nov, 21:30')
  })
})

describe('the settings', () => {
  it('keep what was typed and name each fault beside its field and on top', () => {
    const values = new Proxy({}, { get: (_, key) => (key === 'accentColor' ? '#ffff00' : '5') }) as SettingsValues
    const html = rendered(
      SettingsPage({
        frame,
        values,
        faults: [{ field: 'accent_color', message: 'Choose a darker colour.' }],
        timeZones: [],
      }),
    )
    expect(html.split('Choose a darker colour.')).toHaveLength(3)
    expect(html).toContain('href="#accent_color"')
    expect(html).toContain('value="#ffff00"')
    expect(html).toContain('aria-invalid="true"')
  })
})
