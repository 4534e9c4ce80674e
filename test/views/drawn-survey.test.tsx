import fc from 'fast-check'
import { expect, it } from 'vitest'
import { readSurvey } from '../../src/core/answering/survey-source.ts'
import { LANGUAGES } from '../../src/core/languages.ts'
import { page as document } from '../../src/views/layout.tsx'
import { drawnSurvey } from '../../src/views/survey/drawn-survey.tsx'
import { speechFor } from '../../src/views/survey/speech.ts'
import { SurveyPage } from '../../src/views/survey/survey-page.tsx'
import { ownSurveySource } from '../support/own-survey.ts'

const read = readSurvey(ownSurveySource)
if (read.kind === 'bad') throw new Error(JSON.stringify(read.faults))
const { definition: survey } = read

const text = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom('', '</style>', `"><script>'&amp;`, '{pm}', '$&', '\uE0000\uE001', '=HYPERLINK("x")'),
)
const page = fc.record({
  survey: fc.constant(survey),
  firm: fc.record({
    name: text,
    accentColor: fc.constantFrom('#0e5a5a', ''),
    logo: fc.constantFrom(null, { path: '/logo/x', width: 10, height: 20 }),
    email: text,
  }),
  fields: fc.record({ pm: text, pm_name: text, firm: text, engagement: text, contact: text, contact_name: text }),
  nonce: fc.option(text, { nil: undefined }),
  assetVersion: fc.constant('test'),
  speech: fc.constantFrom(...LANGUAGES).map((language) => speechFor([language], LANGUAGES)),
  otherLanguages: fc.array(fc.record({ language: fc.constantFrom(...LANGUAGES), path: text }), { maxLength: 2 }),
  milestone: fc.record({ kind: fc.constantFrom('delivery', 'own_kind'), name: fc.option(text) }),
  closesAt: fc.option(fc.date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true })),
  timeZone: fc.constantFrom('UTC', 'Asia/Tokyo'),
  values: fc.constantFrom({}, { call_first: '8' }, { call_first: '3', comment: 'words <b>' }),
  faults: fc.constantFrom([], [{ field: 'call_first', kind: 'callFirst' as const }]),
  tapped: fc.constantFrom(
    null,
    { answer: '8', stands: null },
    { answer: '8', stands: { answer: '3', as: 'sent' as const } },
  ),
  isAnswered: fc.boolean(),
  keptAt: fc.constantFrom(null, new Date(0)),
  isFromElsewhere: fc.boolean(),
  elsewhere: fc.constantFrom({}, { comment: ['other words <b>'] }),
  action: text,
  keepAction: text,
})

it('a page that is drawn once and filled in for each reader is the page that would have been drawn for them', () => {
  fc.assert(
    fc.property(page, (shown) => {
      expect(drawnSurvey(shown).toString()).toBe(document(<SurveyPage {...shown} />).toString())
    }),
    { numRuns: 150 },
  )
})
