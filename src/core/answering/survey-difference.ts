import { type Language, LANGUAGES } from '../languages.ts'
import { conditionOf } from './survey-condition.ts'
import { nameOf, type Question } from './survey-question.ts'
import type { SurveyText } from './survey-text.ts'
import type { SurveyDefinition } from './survey.ts'

/** A text in one language before and after; '' where there was or is none. */
export type Rewording = { part: string; language: Language; was: string; is: string }

/**
 * What became of one question, by its name; 'title' and 'experiences' are the page's own texts. `from` and `to` are
 * places, such as 'ask 3'. A rewording's part is 'text', or the key of an answer.
 */
export type SurveyChange =
  | { kind: 'added' | 'removed'; name: string; text: SurveyText; place: string }
  | { kind: 'moved'; name: string; text: SurveyText; from: string; to: string }
  | { kind: 'reworded'; name: string; text: SurveyText; rewordings: Rewording[] }
  | {
      kind: 'options'
      name: string
      text: SurveyText
      added: SurveyText[]
      removed: SurveyText[]
      isReordered: boolean
    }
  | { kind: 'condition'; name: string; text: SurveyText; was: string | null; is: string | null }
  | { kind: 'input'; name: string; text: SurveyText; was: string; is: string }
  | { kind: 'language'; name: 'language'; text: SurveyText; was: Language; is: Language }

type Placed = { question: Question; page: 'ask' | 'after'; place: string }

const placed = (survey: SurveyDefinition): Map<string, Placed> =>
  new Map(
    (['ask', 'after'] as const).flatMap((page) =>
      survey[page].map((question, at): [string, Placed] => [
        nameOf(question),
        { question, page, place: `${page} ${at + 1}` },
      ]),
    ),
  )

const words = (text: SurveyText, own: Language, language: Language): string =>
  typeof text === 'string' ? (language === own ? text : '') : (text[language] ?? '')

type Spoken = { survey: SurveyDefinition; text: SurveyText }

const rewordingsOf = (part: string, before: Spoken, after: Spoken): Rewording[] =>
  LANGUAGES.flatMap((language) => {
    const was = words(before.text, before.survey.language, language)
    const is = words(after.text, after.survey.language, language)
    return was === is ? [] : [{ part, language, was, is }]
  })

/** The longest run of `names` that stands in the same order in `others`: what did not move. */
function steady(names: readonly string[], others: readonly string[]): ReadonlySet<string> {
  const positions = names.map((name) => others.indexOf(name))
  const best: number[][] = positions.map(() => [])
  for (let at = 0; at < positions.length; at += 1) {
    let longest: number[] = []
    for (let earlier = 0; earlier < at; earlier += 1) {
      const run = best[earlier] ?? []
      if ((positions[earlier] ?? 0) < (positions[at] ?? 0) && run.length > longest.length) longest = run
    }
    best[at] = [...longest, at]
  }
  const kept = best.reduce((one, other) => (other.length > one.length ? other : one), [])
  return new Set(kept.map((at) => names[at] ?? ''))
}

function unmoved(before: ReadonlyMap<string, Placed>, after: ReadonlyMap<string, Placed>): ReadonlySet<string> {
  const pages = (['ask', 'after'] as const).map((page) => {
    const stays = (name: string): boolean => before.get(name)?.page === page && after.get(name)?.page === page
    return steady([...after.keys()].filter(stays), [...before.keys()].filter(stays))
  })
  return new Set(pages.flatMap((page) => [...page]))
}

const optionsOf = (question: Question) => ('options' in question ? question.options : [])

const conditionIn = (question: Question): string | null => {
  if (!('when' in question) || !question.when) return null
  const { on, operator, value } = conditionOf(question.when)
  return `${on} ${operator} ${value}`
}

function changesOfQuestion(
  name: string,
  [before, was]: [SurveyDefinition, Question],
  [after, is]: [SurveyDefinition, Question],
): SurveyChange[] {
  const [old, fresh] = [optionsOf(was), optionsOf(is)]
  const common = fresh.filter(({ key }) => old.some((option) => option.key === key)).map(({ key }) => key)
  const rewordings = [
    ...rewordingsOf('text', { survey: before, text: was.text }, { survey: after, text: is.text }),
    ...fresh.flatMap(({ key, text }) => {
      const earlier = old.find((option) => option.key === key)
      return earlier ? rewordingsOf(key, { survey: before, text: earlier.text }, { survey: after, text }) : []
    }),
  ]
  const added = fresh.filter(({ key }) => !common.includes(key)).map(({ text }) => text)
  const removed = old.filter(({ key }) => !common.includes(key)).map(({ text }) => text)
  const isReordered =
    old
      .map(({ key }) => key)
      .filter((key) => common.includes(key))
      .join() !== common.join()
  const { text } = is
  const conditions = { was: conditionIn(was), is: conditionIn(is) }
  return [
    ...(was.input === is.input ? [] : [{ kind: 'input' as const, name, text, was: was.input, is: is.input }]),
    ...(rewordings.length > 0 ? [{ kind: 'reworded' as const, name, text, rewordings }] : []),
    ...(added.length + removed.length > 0 || isReordered
      ? [{ kind: 'options' as const, name, text, added, removed, isReordered }]
      : []),
    ...(conditions.was === conditions.is ? [] : [{ kind: 'condition' as const, name, text, ...conditions }]),
  ]
}

/** What changed from one survey to another, question by question: first its own texts, then in the order of the newer one, what was removed last. */
export function surveyDifference(before: SurveyDefinition, after: SurveyDefinition): SurveyChange[] {
  const [old, fresh] = [placed(before), placed(after)]
  const still = unmoved(old, fresh)
  const ofTexts = (['title', 'experiences'] as const).flatMap((name): SurveyChange[] => {
    const rewordings = rewordingsOf(
      'text',
      { survey: before, text: before[name] },
      { survey: after, text: after[name] },
    )
    return rewordings.length > 0 ? [{ kind: 'reworded', name, text: after[name], rewordings }] : []
  })
  const ofQuestions = [...fresh].flatMap(([name, { question, place }]): SurveyChange[] => {
    const earlier = old.get(name)
    if (!earlier) return [{ kind: 'added', name, text: question.text, place }]
    const moves: SurveyChange[] = still.has(name)
      ? []
      : [{ kind: 'moved', name, text: question.text, from: earlier.place, to: place }]
    return [...moves, ...changesOfQuestion(name, [before, earlier.question], [after, question])]
  })
  const removed = [...old].flatMap(([name, { question, place }]): SurveyChange[] =>
    fresh.has(name) ? [] : [{ kind: 'removed', name, text: question.text, place }],
  )
  const language: SurveyChange[] =
    before.language === after.language
      ? []
      : [{ kind: 'language', name: 'language', text: after.title, was: before.language, is: after.language }]
  return [...language, ...ofTexts, ...ofQuestions, ...removed]
}
