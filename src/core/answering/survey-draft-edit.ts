import type { Question } from './survey-question.ts'
import { QUESTION_INPUTS } from './survey-question.ts'
import {
  DRAFT_PLACES,
  type DraftOption,
  type DraftPlace,
  type DraftQuestion,
  draftQuestionsOf,
  type DraftText,
  hasOptions,
  isKeyed,
  type SurveyDraft,
} from './survey-draft.ts'
import { isOnPageAlone } from './survey.ts'

/** The words that a new question begins with, in every language there are some; `key` tells experiences apart. */
export type FirstWords = (input: Question['input'], key: string) => DraftText

/** A draft after an edit, and the form's field to go on with. */
export type Edited = { draft: SurveyDraft; field: string }

const firstFree = (letter: string, taken: readonly string[]): string => {
  let number = 1
  while (taken.includes(`${letter}${number}`)) number += 1
  return `${letter}${number}`
}

function swapped<Item extends { id: string }>(items: readonly Item[], id: string, step: 1 | -1): Item[] {
  const at = items.findIndex((item) => item.id === id)
  const [one, other] = [items[at], items[at + step]]
  if (!one || !other) return [...items]
  return items.map((item) => (item === one ? other : item === other ? one : item))
}

const placeOf = (draft: SurveyDraft, id: string): DraftPlace | undefined =>
  DRAFT_PLACES.find((place) => draft[place].some((question) => question.id === id))

/** Where a new question fits: the score first, ratings together, who may read the words last. */
function positionIn(page: readonly DraftQuestion[], input: Question['input']): number {
  if (input === 'call_first') return 0
  const last = page.at(-1)?.input === 'visibility' ? page.length - 1 : page.length
  if (input !== 'experience') return last
  const rated = page.findLastIndex((each) => each.input === 'experience' || each.input === 'call_first')
  return rated === -1 ? last : rated + 1
}

const inserted = (page: readonly DraftQuestion[], question: DraftQuestion): DraftQuestion[] =>
  page.toSpliced(positionIn(page, question.input), 0, question)

const blankOption = (taken: readonly string[]): DraftOption => ({ id: firstFree('o', taken), key: '', text: {} })

function newQuestion(draft: SurveyDraft, input: Question['input'], key: string, words: FirstWords): DraftQuestion {
  const ids = draftQuestionsOf(draft).map(({ id }) => id)
  const options = hasOptions(input) ? [blankOption([]), blankOption(['o1'])] : []
  return { id: firstFree('q', ids), input, key, text: words(input, key), options, when: null }
}

function withQuestion(draft: SurveyDraft, id: string, change: (question: DraftQuestion) => DraftQuestion): SurveyDraft {
  const changed = DRAFT_PLACES.map((place) => [
    place,
    draft[place].map((question) => (question.id === id ? change(question) : question)),
  ])
  return { ...draft, ...(Object.fromEntries(changed) as Pick<SurveyDraft, DraftPlace>) }
}

function moved(draft: SurveyDraft, id: string, to: DraftPlace): SurveyDraft {
  const from = placeOf(draft, id)
  const question = draftQuestionsOf(draft).find((each) => each.id === id)
  if (!from || !question || from === to) return draft
  const left = { ...draft, [from]: draft[from].filter((each) => each !== question) }
  return { ...left, [to]: to === 'aside' ? [...left.aside, question] : inserted(left[to], question) }
}

function added(draft: SurveyDraft, page: string, name: string, words: FirstWords): Edited | undefined {
  const [kind = '', key = ''] = name.split('.')
  const input = QUESTION_INPUTS.find((each) => each === kind)
  if (!input) return undefined
  const question = newQuestion(draft, input, isKeyed(input) ? key : '', words)
  const place = page === 'after' && !isOnPageAlone(input) ? 'after' : 'ask'
  return {
    draft: { ...draft, [place]: inserted(draft[place], question) },
    field: `${question.id}.text.${draft.language}`,
  }
}

function withOptions(draft: SurveyDraft, id: string, change: (options: DraftOption[]) => DraftOption[]): SurveyDraft {
  return withQuestion(draft, id, (question) => ({ ...question, options: change(question.options) }))
}

/** After one of `items` has gone, the one that stands where it stood, or before. */
const neighbour = (items: readonly { id: string }[], id: string): string | undefined => {
  const at = items.findIndex((item) => item.id === id)
  return (items[at + 1] ?? items[at - 1])?.id
}

function editQuestion(draft: SurveyDraft, verb: string, id: string): Edited | undefined {
  const place = placeOf(draft, id)
  if (!place) return undefined
  const text = `${id}.text.${draft.language}`
  switch (verb) {
    case 'up':
    case 'down':
      return { draft: { ...draft, [place]: swapped(draft[place], id, verb === 'up' ? -1 : 1) }, field: `${id}.${verb}` }
    case 'ask':
    case 'after':
      return { draft: moved(draft, id, verb), field: text }
    case 'remove': {
      const next = neighbour(draft[place], id)
      return { draft: moved(draft, id, 'aside'), field: next ? `${next}.remove` : place }
    }
    case 'back':
      return { draft: moved(draft, id, 'ask'), field: text }
    case 'option': {
      const options = draftQuestionsOf(draft).find((each) => each.id === id)?.options ?? []
      const option = blankOption(options.map((each) => each.id))
      return {
        draft: withOptions(draft, id, (all) => [...all, option]),
        field: `${id}.${option.id}.text.${draft.language}`,
      }
    }
    default:
      return undefined
  }
}

function editOption(draft: SurveyDraft, verb: string, id: string, option: string): Edited | undefined {
  const options = draftQuestionsOf(draft).find((each) => each.id === id)?.options ?? []
  if (!options.some((each) => each.id === option)) return undefined
  if (verb === 'option_up' || verb === 'option_down') {
    const step = verb === 'option_up' ? -1 : 1
    return { draft: withOptions(draft, id, (all) => swapped(all, option, step)), field: `${id}.${option}.${verb}` }
  }
  if (verb !== 'option_remove') return undefined
  const next = neighbour(options, option)
  return {
    draft: withOptions(draft, id, (all) => all.filter((each) => each.id !== option)),
    field: next ? `${id}.${next}.text.${draft.language}` : `${id}.option`,
  }
}

/**
 * Does what a button of the editor says: `up:q3`, `down:q3`, `after:q3`, `ask:q3`, `remove:q3`, `back:q3`, `option:q3`,
 * `option_up:q3:o2`, `option_down:q3:o2`, `option_remove:q3:o2`, `add:ask:choice`, `add:ask:experience.delivered`.
 * Undefined where it says nothing of these.
 */
export function editDraft(draft: SurveyDraft, action: string, words: FirstWords): Edited | undefined {
  const [verb = '', id = '', detail = ''] = action.split(':')
  if (verb === 'add') return added(draft, id, detail, words)
  return detail === '' ? editQuestion(draft, verb, id) : editOption(draft, verb, id, detail)
}
