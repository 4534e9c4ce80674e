import { draftQuestionsOf, type SurveyDraft } from '../../core/answering/survey-draft.ts'
import type { Question } from '../../core/answering/survey-question.ts'
import { isOnPageAlone } from '../../core/answering/survey.ts'
import { EXPERIENCE_KEYS } from '../../core/words.ts'
import { experienceName } from '../names.ts'
import { INPUT_HINTS, INPUT_NAMES } from './survey-names.ts'

type Input = Question['input']

const OURS: readonly Input[] = ['choice', 'choices', 'short_text', 'long_text']
const SINGLE: readonly Input[] = ['call_first', 'comment', 'needs_next', 'call_me', 'first_call_rank', 'visibility']

type Offer = { action: string; name: string; hint: string }

const offerOf = (page: string, input: Input): Offer => ({
  action: `add:${page}:${input}`,
  name: INPUT_NAMES[input],
  hint: INPUT_HINTS[input],
})

function Offers({ title, offers }: { title: string; offers: readonly Offer[] }) {
  if (offers.length === 0) return null
  return (
    <>
      <h4>{title}</h4>
      <ul class="offers">
        {offers.map(({ action, name, hint }) => (
          <li>
            <button class="offer" type="submit" name="do" value={action}>
              <b>{name}</b> <span>{hint}</span>
            </button>
          </li>
        ))}
      </ul>
    </>
  )
}

/** What can be added to a page: questions of the firm's own, and those of the product that the survey does not ask yet. */
export function Adder({ draft, page }: { draft: SurveyDraft; page: 'ask' | 'after' }) {
  const all = draftQuestionsOf(draft)
  const isFree = (input: Input): boolean => !all.some((each) => each.input === input)
  const fits = (input: Input): boolean => page === 'ask' || !isOnPageAlone(input)
  const experiences = EXPERIENCE_KEYS.filter((key) => !all.some((each) => each.key === key)).map((key) => ({
    action: `add:ask:experience.${key}`,
    name: experienceName(key),
    hint: 'Worded in every language.',
  }))
  const own: Offer = { action: 'add:ask:experience', name: 'Rating of your own', hint: '1 to 5.' }
  return (
    <details class="adder" id={page}>
      <summary>{page === 'ask' ? 'Add a question to the survey page' : 'Add a question after sending'}</summary>
      {page === 'ask' && <Offers title="Ratings that compare over time" offers={experiences} />}
      <Offers
        title="Questions of your own"
        offers={[...(page === 'ask' ? [own] : []), ...OURS.map((input) => offerOf(page, input))]}
      />
      <Offers
        title="Questions with a purpose"
        offers={SINGLE.filter((input) => isFree(input) && fits(input)).map((input) => offerOf(page, input))}
      />
    </details>
  )
}
