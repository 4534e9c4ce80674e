import { type Language, LANGUAGES } from '../languages.ts'
import type { Condition } from './survey-condition.ts'
import { conditionOf } from './survey-condition.ts'
import { nameOf, type Question } from './survey-question.ts'
import type { SurveyText } from './survey-text.ts'
import { questionsOf, type SurveyDefinition } from './survey.ts'

/** A text as typed so far, by language; a language without words is absent. */
export type DraftText = Partial<Record<Language, string>>

/** An answer to choose. A blank `key` is made from its text when the draft is read as a survey. */
export type DraftOption = { id: string; key: string; text: DraftText }

/** `on` is the id of another question; `value` a number, a word of the product's, or the id of one of its answers. */
export type DraftCondition = { on: string; operator: Condition['operator']; value: string }

/** A question under work. Its `id` stays the same however it is worded, moved or keyed: `q` with a number. */
export type DraftQuestion = {
  id: string
  input: Question['input']
  key: string
  text: DraftText
  options: DraftOption[]
  when: DraftCondition | null
}

/** Where a question of a draft stands: on the survey page, on the page after sending, or set aside. */
export const DRAFT_PLACES = ['ask', 'after', 'aside'] as const
export type DraftPlace = (typeof DRAFT_PLACES)[number]

/** A survey under work: it may have any fault, and what was set aside can be put back. */
export type SurveyDraft = {
  language: Language
  title: DraftText
  experiences: DraftText
} & Record<DraftPlace, DraftQuestion[]>

/** Inputs that a firm gives a key of its own. */
export const KEYED_INPUTS = ['experience', 'choice', 'choices', 'short_text', 'long_text'] as const
export const isKeyed = (input: Question['input']): boolean => (KEYED_INPUTS as readonly string[]).includes(input)

export const hasOptions = (input: Question['input']): boolean => input === 'choice' || input === 'choices'

/** The questions that the survey asks, in their order; those set aside are left out. */
export const askedOf = (draft: SurveyDraft): DraftQuestion[] => [...draft.ask, ...draft.after]

/** Every question, those set aside too. */
export const draftQuestionsOf = (draft: SurveyDraft): DraftQuestion[] => DRAFT_PLACES.flatMap((place) => draft[place])

const textOf = (text: SurveyText, own: Language): DraftText =>
  typeof text === 'string' ? { [own]: text } : { ...text }

function whenOf(asked: Question, earlier: readonly { question: Question; draft: DraftQuestion }[]) {
  if (!('when' in asked) || !asked.when) return null
  const { on, operator, value } = conditionOf(asked.when)
  const source = earlier.find(({ question }) => nameOf(question) === on)
  const option = source?.draft.options.find(({ key }) => key === String(value))
  return { on: source?.draft.id ?? on, operator, value: option?.id ?? String(value) }
}

/** A survey opened for work: `language` of the texts stays, every question gets an id. */
export function draftOf(survey: SurveyDefinition): SurveyDraft {
  const own = survey.language
  const made: { question: Question; draft: DraftQuestion }[] = []
  for (const [index, question] of questionsOf(survey).entries()) {
    const options = 'options' in question ? question.options : []
    const draft: DraftQuestion = {
      id: `q${index + 1}`,
      input: question.input,
      key: 'key' in question ? question.key : '',
      text: textOf(question.text, own),
      options: options.map(({ key, text }, at) => ({ id: `o${at + 1}`, key, text: textOf(text, own) })),
      when: whenOf(question, made),
    }
    made.push({ question, draft })
  }
  const drafts = made.map(({ draft }) => draft)
  return {
    language: own,
    title: textOf(survey.title, own),
    experiences: textOf(survey.experiences, own),
    ask: drafts.slice(0, survey.ask.length),
    after: drafts.slice(survey.ask.length),
    aside: [],
  }
}

const textsOfQuestion = (question: DraftQuestion): DraftText[] => [
  question.text,
  ...(hasOptions(question.input) ? question.options.map(({ text }) => text) : []),
]

/** Every text that a draft asks with. */
export const textsOfDraft = (draft: SurveyDraft): DraftText[] => [
  draft.title,
  draft.experiences,
  ...askedOf(draft).flatMap(textsOfQuestion),
]

/** The languages that any text of a draft is written in, its own among them. */
export const languagesInDraft = (draft: SurveyDraft): Language[] =>
  LANGUAGES.filter((each) => each === draft.language || textsOfDraft(draft).some((text) => text[each] !== undefined))
