import { describe, expect, it } from 'vitest'
import type { AnswerFault } from '../../src/core/answering/form-reader.ts'
import { LANGUAGE_NAMES } from '../../src/core/languages.ts'
import { readSurvey } from '../../src/core/answering/survey-source.ts'
import type { SurveyDefinition } from '../../src/core/answering/survey.ts'
import { NotOpenPage, type NotOpenReason } from '../../src/views/survey/not-open-page.tsx'
import type { Speech } from '../../src/views/survey/speech.ts'
import { SurveyPage } from '../../src/views/survey/survey-page.tsx'
import { MyDataPage } from '../../src/views/survey/my-data-page.tsx'
import { TestimonialPage } from '../../src/views/survey/testimonial-page.tsx'
import { ThanksPage } from '../../src/views/survey/thanks-page.tsx'
import { UnsubscribePage } from '../../src/views/survey/unsubscribe-page.tsx'
import { en } from '../../src/views/survey/words/en.ts'
import { ownSurveySource } from '../support/own-survey.ts'
import { html } from './sample.ts'

/** The same words, each text between marks: what stands outside of them on a page was not taken from the words. */
function marked<Words>(words: Words): Words {
  if (typeof words === 'string') return `⟦${words}⟧` as Words
  if (typeof words === 'function') return ((...given: unknown[]) => marked(words(...given))) as Words
  if (Array.isArray(words)) return words.map((each) => marked(each)) as Words
  const entries = Object.entries(words as object).map(([key, value]) => [key, marked(value)])
  return Object.fromEntries(entries) as Words
}

/** A survey with each text between marks; keys stay. */
function markedSurvey(source: string): SurveyDefinition {
  const read = readSurvey(source)
  if (read.kind === 'bad') throw new Error(JSON.stringify(read.faults))
  const texts = new Set(['text', 'title', 'experiences'])
  const json = JSON.stringify(read.definition, (key, value: unknown) => (texts.has(key) ? marked(value) : value))
  return JSON.parse(json) as SurveyDefinition
}

/** What somebody reads or hears on a page, outside of the marks. */
function outside(page: string): string {
  const spoken = [...page.matchAll(/(?:aria-label|alt|title|placeholder)="([^"]*)"/g)].map(([, text]) => text)
  let text = [page.replaceAll(/<style[^]*?<\/style>/g, '').replaceAll(/<[^>]*>/g, ' '), ...spoken].join(' ')
  for (let before = ''; before !== text;) {
    before = text
    text = text.replaceAll(/⟦[^⟦⟧]*⟧/g, ' ')
  }
  return text
}

const speech: Speech = { language: 'ar', locale: 'ar', words: marked(en) }
const names = { pm: 'Ω', pm_name: 'Ω', firm: 'Ψ', engagement: 'Λ', contact: 'Δ', contact_name: 'Δ' }
const frame = {
  firm: { name: 'Ψ', accentColor: '#0e5a5a', logo: null, email: '@' },
  nonce: 'n',
  assetVersion: 'test',
  speech,
  otherLanguages: [{ language: 'de' as const, path: '/s/x?lang=de' }],
}
const page = {
  ...frame,
  survey: markedSurvey(
    ownSurveySource.replace(
      'input: short_text',
      'input: call_me\n    text: Call?\n  - input: first_call_rank\n    text: Who?\n  - input: short_text',
    ),
  ),
  fields: names,
  milestone: { kind: 'delivery', name: null },
  closesAt: null,
  timeZone: 'UTC',
}
const answered = { call_first: '3', comment: 'ψ', visibility: 'team', call_me: 'true', 'tools.notes': 'true' }
const nothingKept = { keptAt: null, isFromElsewhere: false, elsewhere: {}, keepAction: '/s/x/partial' }
const asking = { ...page, ...nothingKept, values: {}, faults: [], tapped: null, isAnswered: false, action: '/s/x' }
const offer = { days: ['2026-11-23'], wish: { day: null, half: null, words: null, number: null } }
const pathsAfter = {
  surveyPath: '/s/x',
  morePath: '/s/x/more',
  quotePath: '/s/x/quote',
}
const after = { ...pathsAfter, copyPath: '/s/x/copy', dataPath: '/s/x/data', call: offer, hasTestimonial: false }
const thanks = { ...page, values: answered, faults: [], saved: null, ...after }
const testimonial = {
  ...frame,
  values: {},
  faults: [],
  inForce: null,
  timeZone: 'UTC',
  said: null,
  action: '',
  backPath: '',
}
const NOW = new Date(0)
const about = { engagementName: 'ψ', milestoneKind: 'delivery', milestoneName: null }
const held = {
  person: { name: 'ψ', email: 'ψ', phone: null, accountName: 'ψ', locale: 'ψ', timeZone: null, readsIn: 'UTC' },
  engagements: [{ name: 'ψ', pmName: 'ψ' }],
  invitations: [
    { ...about, state: 'sent' as const, sentAt: NOW },
    { ...about, state: 'held_back' as const, sentAt: null },
  ],
  answers: [
    {
      ...about,
      id: 1,
      answeredAt: NOW,
      callFirst: 3,
      comment: 'ψ',
      needsNext: null,
      visibility: 'team' as const,
      experiences: { steward: 3 },
      answers: {},
    },
  ],
  unsent: [{ ...about, keptAt: NOW, fields: { comment: 'ψ' }, saidElsewhere: {} }],
  calls: [{ day: '1970-01-01', half: 'morning' as const, words: 'ψ', number: null }],
  testimonials: [{ words: 'ψ', signature: 'ψ', consent: 'ψ', givenAt: NOW, withdrawnAt: NOW }],
  followUps: [{ openedAt: NOW, ownerName: 'ψ', whatWeDid: null, toldThem: null }],
  notes: [],
  mails: [{ kind: 'copy', createdAt: NOW, sentAt: null }],
  suppressions: [{ address: 'ψ', at: NOW }],
}
const FAULTS: AnswerFault[] = [
  { field: 'call_first', kind: 'callFirst' },
  { field: 'fair_price', kind: 'rating' },
  { field: 'channel', kind: 'choice' },
  { field: 'tools', kind: 'tick' },
  { field: 'visibility', kind: 'visibility' },
  { field: 'comment', kind: 'tooLong', over: 1, most: 5000 },
]
const typed = { ...answered, steward: '4', why: 'ψ', needs_next: 'ψ' }

const STATES: [string, string][] = [
  ['the survey', html(<SurveyPage {...asking} />)],
  [
    'the survey with a tapped number',
    html(<SurveyPage {...asking} values={{ call_first: '8' }} tapped={{ answer: '8', stands: null }} />),
  ],
  [
    'the survey with a tapped number beside one sent',
    html(
      <SurveyPage
        {...asking}
        values={{ call_first: '3' }}
        tapped={{ answer: '8', stands: { answer: '3', as: 'sent' } }}
      />,
    ),
  ],
  [
    'the survey with a tapped number beside one kept',
    html(
      <SurveyPage
        {...asking}
        values={{ call_first: '3' }}
        tapped={{ answer: '8', stands: { answer: '3', as: 'kept' } }}
      />,
    ),
  ],

  ['the survey, answered', html(<SurveyPage {...asking} closesAt={new Date(0)} isAnswered={true} values={answered} />)],
  ['the survey with what was kept', html(<SurveyPage {...asking} keptAt={new Date(0)} />)],
  ['the survey with changes kept', html(<SurveyPage {...asking} keptAt={new Date(0)} isAnswered={true} />)],
  ['the survey with words from elsewhere', html(<SurveyPage {...asking} isFromElsewhere={true} />)],
  [
    'the survey with other words from elsewhere',
    html(<SurveyPage {...asking} isFromElsewhere={true} elsewhere={{ comment: ['ψ'], visibility: ['leadership'] }} />),
  ],
  ['the survey with faults', html(<SurveyPage {...asking} values={{ comment: 'ψ' }} faults={FAULTS} />)],
  ['thanks', html(<ThanksPage {...thanks} />)],
  ['thanks from leadership', html(<ThanksPage {...thanks} values={{ ...answered, visibility: 'leadership' }} />)],
  ['thanks, saved', html(<ThanksPage {...thanks} closesAt={new Date(0)} saved="saved" />)],
  [
    'thanks with a fault',
    html(<ThanksPage {...thanks} faults={[{ field: 'role', kind: 'tooLong', over: 2, most: 300 }]} />),
  ],
  ...(['unknown', 'closed', 'spent', 'tooLong'] as NotOpenReason[]).map((reason): [string, string] => [
    `a link that is ${reason}`,
    html(<NotOpenPage {...frame} reason={reason} typed={typed} />),
  ]),
  ['a testimonial', html(<TestimonialPage {...testimonial} />)],
  [
    'a testimonial with faults',
    html(
      <TestimonialPage
        {...testimonial}
        faults={[
          { field: 'testimonial', kind: 'consent' },
          { field: 'testimonial_role', kind: 'role' },
        ]}
      />,
    ),
  ],
  [
    'what is held',
    html(
      <MyDataPage
        {...frame}
        data={held}
        expiresAt={new Date(0)}
        path="/me/x"
        surveyPath="/s/x"
        keep={(path) => path}
      />,
    ),
  ],
  ['unsubscribe', html(<UnsubscribePage {...frame} isUnsubscribed={false} action="/u/x" dataPath="/s/x/data" />)],
  ['unsubscribed', html(<UnsubscribePage {...frame} isUnsubscribed={true} action="/u/x" dataPath="/s/x/data" />)],
]

describe('no English leaks into another language', () => {
  it.each(STATES)('on %s', (_, shown) => {
    const left = outside(shown)
      .replaceAll(LANGUAGE_NAMES.de, '')
      .replaceAll(new Intl.DateTimeFormat('ar', { day: 'numeric', month: 'long', timeZone: 'UTC' }).format(0), '')
    expect(left.replaceAll(/&\w+;/g, '')).not.toMatch(/[a-z]{2}/i)
    expect(shown).toContain('<html lang="ar" dir="rtl">')
  })

  it('and it would be seen', () => {
    expect(outside(STATES[0]![1].replace('⟦', ''))).toMatch(/[a-z]{2}/i)
  })
})

describe('a survey with questions of every kind', () => {
  it('hides by style alone what only some are asked', () => {
    const shown = html(<SurveyPage {...asking} />)
    expect(shown).toContain('form:not(:has([name="call_first"][value="0"]:checked,')
    expect(shown).toContain(':is(#why,.question:has(>#why),.card:has(')
  })

  it('asks on the page after sending only what the answers call for', () => {
    const needs = (values: Record<string, string>) =>
      html(<ThanksPage {...thanks} values={values} />).includes('name="needs_next"')
    expect(needs(answered)).toBe(true)
    expect(needs({ ...answered, 'tools.notes': '' })).toBe(false)
  })

  it('shows the switch as links in each language’s own name', () => {
    expect(html(<SurveyPage {...asking} />)).toContain('<a href="/s/x?lang=de" lang="de" hreflang="de">Deutsch</a>')
  })
})
