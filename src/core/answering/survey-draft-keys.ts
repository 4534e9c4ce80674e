import { TAKEN_KEYS } from './survey-question.ts'
import { EXPERIENCE_KEYS } from '../words.ts'
import { askedOf, type DraftOption, type DraftQuestion, isKeyed, type SurveyDraft } from './survey-draft.ts'

const MOST_CHARACTERS = 40

const RESERVED: ReadonlySet<string> = new Set([...TAKEN_KEYS, ...EXPERIENCE_KEYS])

/** Words as a key: 'Wie erreichen wir Sie?' gives `wie_erreichen_wir_sie`; '' where they have no Latin letter. */
export function keyFrom(words: string): string {
  const plain = words
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/\{[^{}]*\}/g, ' ')
    .toLowerCase()
    .replaceAll(/['’]/g, '')
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^[_0-9]+|_+$/g, '')
  if (plain.length <= MOST_CHARACTERS) return plain
  const cut = plain.slice(0, MOST_CHARACTERS)
  return cut.includes('_') ? cut.slice(0, cut.lastIndexOf('_')) : cut
}

/** `key` itself, or with a number behind it where it is taken. */
function freeKey(key: string, taken: ReadonlySet<string>): string {
  let free = key
  for (let number = 2; taken.has(free); number += 1) free = `${key}_${number}`
  return free
}

function withKeys<Item extends DraftQuestion | DraftOption>(
  items: readonly Item[],
  fallback: string,
  reserved: ReadonlySet<string>,
  wordsOf: (item: Item) => string,
): Map<string, string> {
  const taken = new Set([...reserved, ...items.map(({ key }) => key)])
  const keys = new Map<string, string>()
  for (const [at, item] of items.entries()) {
    const key = item.key === '' ? freeKey(keyFrom(wordsOf(item)) || `${fallback}_${at + 1}`, taken) : item.key
    taken.add(key)
    keys.set(item.id, key)
  }
  return keys
}

const ownWords = ({ text }: DraftQuestion | DraftOption, draft: SurveyDraft): string =>
  text[draft.language] ?? text.en ?? ''

/** The names that a survey's questions go by, by id: what is keyed by its key, one made from its words where that is blank; the others by their input. */
export function questionNames(draft: SurveyDraft): Map<string, string> {
  const asked = askedOf(draft)
  const keyed = withKeys(
    asked.filter(({ input }) => isKeyed(input)),
    'question',
    RESERVED,
    (question) => ownWords(question, draft),
  )
  return new Map(asked.map(({ id, input }) => [id, keyed.get(id) ?? input]))
}

/** The keys of a question's answers, by their ids. */
export const optionKeys = (draft: SurveyDraft, question: DraftQuestion): Map<string, string> =>
  withKeys(question.options, 'answer', new Set(), (option) => ownWords(option, draft))
