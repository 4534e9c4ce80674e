import { readdirSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { JUSTER_ANSWERS } from '../../src/core/answering/juster.ts'
import { directionOf, type Language, LANGUAGES } from '../../src/core/languages.ts'
import { TEMPLATE_KEYS } from '../../src/core/words.ts'
import { fillWords, findWordFaults } from '../../src/mail/email-words.ts'
import { renderSample } from '../../src/mail/render-sample.ts'
import { SAMPLE_PROPS } from '../../src/mail/sample-props.ts'
import { type Layouts, parseWordsFile } from '../../src/mail/words-file.ts'
import { wordsIn } from '../../src/views/survey/words/registry.ts'
import { surveyDefinitionOf } from '../support/factories.ts'
import { shippedLayout, shippedLayouts, shippedTemplate, shippedWords, wordsSource } from './sample-emails.ts'

const FILES = readdirSync(new URL('../../templates/words/', import.meta.url))
const SHIPPED = LANGUAGES.filter((language) => FILES.includes(`${language}.yaml`))

let layouts: Record<'ltr' | 'rtl', Layouts>
beforeAll(async () => {
  layouts = { ltr: await shippedLayouts('ltr'), rtl: await shippedLayouts('rtl') }
})

const faultsOf = (source: string, language: Language = 'en'): string[] => {
  const parsed = parseWordsFile(source, layouts[directionOf(language)])
  return parsed.kind === 'ok' ? [] : parsed.faults.map(({ line, message }) => `${line}: ${message}`)
}

/** The English file with one line changed, and that line's number. */
function changed(from: string, to: string): { faults: string[]; line: number } {
  const lines = wordsSource('en').split('\n')
  const index = lines.findIndex((line) => line.includes(from))
  expect(index, from).toBeGreaterThan(0)
  lines[index] = (lines[index] ?? '').replace(from, to)
  return { faults: faultsOf(lines.join('\n')), line: index + 1 }
}

test('every file of words is named after a language', () => {
  expect(FILES.toSorted()).toEqual(SHIPPED.map((language) => `${language}.yaml`).toSorted())
  expect(SHIPPED).toContain('en')
})

describe.each(SHIPPED)('the words in %s', (language) => {
  test('are complete, and use only merge fields that their templates know', () => {
    expect(faultsOf(wordsSource(language), language)).toEqual([])
  })

  test.each(TEMPLATE_KEYS)('make a %s of under 60 kB with a short subject and no placeholder left', async (key) => {
    const { firmName, accentColor, logo } = SAMPLE_PROPS[key]
    const template = await shippedTemplate(key, language)
    const { subject, html, text } = renderSample(key, template, { firmName, accentColor, logo }, language)
    expect(subject.length).toBeLessThanOrEqual(90)
    expect(Buffer.byteLength(html)).toBeLessThan(60_000)
    expect(subject + html + text).not.toMatch(/\{\{|\[\[|\]\]|undefined/)
    expect(html).toContain(`lang="${language}"`)
    expect(html).toContain(`dir="${directionOf(language)}"`)
  })

  test('put the question and the answers as the survey page does', async () => {
    const words = await shippedWords('invitation', language)
    const { anchors, inBrackets } = wordsIn(language).callFirst
    for (const answer of JUSTER_ANSWERS) {
      const { label, odds } = anchors[answer]
      expect(words[`number_${answer}`]).toBe(`${label} ${inBrackets(odds)}`)
    }
    const question = surveyDefinitionOf('delivery').ask[0]?.text
    expect(question).toHaveProperty(language, words['question']?.replace('{{firmName}}', '{firm}'))
  })

  test('ask within 120 words', async () => {
    for (const key of ['invitation', 'reminder_1', 'reminder_2'] as const) {
      const words = await shippedWords(key, language)
      const openings = Object.keys(words).filter((word) => word.startsWith('opening'))
      for (const opening of openings) {
        const before = [words['greeting'], words[opening], words['open_until'] ?? ''].join(' ')
        const segments = new Intl.Segmenter(language, { granularity: 'word' }).segment(before)
        expect([...segments].filter((segment) => segment.isWordLike).length).toBeLessThan(120)
      }
    }
  })
})

describe('a file of words', () => {
  test('that lacks a word is refused by line, with the word and its template', () => {
    const { faults } = changed('    asks_for_call:', '    # asks_for_call:')
    expect(faults).toEqual([expect.stringMatching(/^\d+: emails\.alert\.asks_for_call is missing \(template alert\)$/)])
  })

  test('with a word that no layout shows is refused by line', () => {
    const { faults, line } = changed('    title:', '    tilte:')
    expect(faults).toContain(`${line}: emails.digest.tilte is not known (template digest)`)
    const shared = changed('    scale_low:', '    scale_middle: So so\n    scale_low:')
    expect(shared.faults).toEqual([`${shared.line}: emails.shared.scale_middle is not known`])
  })

  test('with a merge field that the template does not know is refused by line', () => {
    const { faults, line } = changed('The survey closes after {{closesOn}}', 'The survey closes after {{closesAt}}')
    expect(faults).toEqual([`${line}: emails.reminder_2.open_until {{closesAt}} is not known (template reminder_2)`])
  })

  test.each(['{{{firstName}}}', '{{surveyUrl}}', '{{accentColor}}', '{{#firstName}}', '{{> x}}', '{{firstName'])(
    'with %s in a word is refused by line',
    (tag) => {
      const { faults, line } = changed('After this I will not ask again.', `'${tag}'`)
      expect(faults).toEqual([expect.stringMatching(new RegExp(`^${line}: emails\\.reminder_2\\.preview `))])
    },
  )

  test('with an empty word, a section of another name or broken YAML is refused by line', () => {
    expect(changed('Open FirstCall', "''").faults).toHaveLength(1)
    expect(changed('  digest:', '  digests:').faults.join('\n')).toMatch(/digest/)
    expect(changed('  shared:', '  shared: [').faults[0]).toMatch(/^\d+: /)
  })
})

test('a sample has its dates as its language writes them', async () => {
  const { firmName, accentColor, logo } = SAMPLE_PROPS.alert
  const template = await shippedTemplate('alert')
  const subject = { ...template, subject: '{{dueBy}}' }
  const dueIn = (language: Language) =>
    renderSample('alert', subject, { firmName, accentColor, logo }, language).subject
  expect(dueIn('en')).toBe('Tue 24 Nov, 15:00')
  expect(dueIn('de')).toMatch(/^Dienstag, 24\. November.* 15:00$/)
  expect(dueIn('ar')).toContain('24')
})

describe('words in a layout', () => {
  const signIn = async (words: Record<string, string>) =>
    fillWords(await shippedLayout('sign_in'), { ...(await shippedWords('sign_in')), ...words }, 'en')

  test('are text, never markup, whatever somebody writes', async () => {
    const { html, text } = await signIn({ opening: '<b>Now</b> & "then"', ignore: '[[subject]] $& $1' })
    expect(html).toContain('&lt;b&gt;Now&lt;/b&gt; &amp; &quot;then&quot;')
    expect(html).toContain('[[subject]] $&amp; $1')
    expect(text).toContain('<b>Now</b> & "then"')
  })

  test('keep their line breaks, and a subject is one line', async () => {
    const { html, text, subject } = await signIn({ opening: 'One.\n\nTwo.', subject: ' One\n line ' })
    expect(html).toContain('One.<br />Two.')
    expect(text).toContain('One.\n\nTwo.')
    expect(subject).toBe('One line')
  })

  test('too long for a subject or an e-mail are refused', async () => {
    const layout = await shippedLayout('sign_in')
    const words = { ...(await shippedWords('sign_in')), subject: 'x'.repeat(151), opening: 'x'.repeat(601) }
    expect(findWordFaults('sign_in', layout, words).map(({ word }) => word)).toEqual(['subject', 'opening'])
  })

  test('leave a name in another script whole: each merge field stands in a shell of its own', async () => {
    const { html } = await shippedTemplate('invitation')
    expect(html).toContain('Dear <span dir="auto">{{firstName}}</span>,')
    const layout = await shippedLayout('sign_in', 'rtl')
    const { text, subject } = fillWords(layout, await shippedWords('sign_in'), 'ar')
    expect(text).toContain('Dear \u2068{{firstName}}\u2069,')
    expect(subject).not.toMatch(/[\u2066-\u2069]/)
  })
})
