import { OPERATORS } from '../../core/answering/survey-draft-form.ts'
import { askedOf, type DraftQuestion, hasOptions, type SurveyDraft } from '../../core/answering/survey-draft.ts'
import type { DraftNote } from '../../core/answering/survey-draft-notes.ts'
import { NotesOn } from './survey-notes.tsx'
import { FIXED_ANSWERS, INPUT_NAMES, OPERATOR_NAMES, shortText } from './survey-names.ts'

type Props = { draft: SurveyDraft; question: DraftQuestion; notes: ReadonlyMap<string, DraftNote[]> }

/** The questions whose answers a condition can name: those above that everybody is asked and that are not answered in words. */
export const comparableBefore = (draft: SurveyDraft, { id }: DraftQuestion): DraftQuestion[] => {
  const asked = askedOf(draft)
  const at = asked.findIndex((each) => each.id === id)
  return asked
    .slice(0, Math.max(0, at))
    .filter(
      ({ input, when }) =>
        when === null &&
        (input === 'call_first' || input === 'experience' || hasOptions(input) || input in FIXED_ANSWERS),
    )
}

const nameIn = (draft: SurveyDraft, { input, text }: DraftQuestion): string => {
  const words = shortText(text, draft.language)
  return words === '' ? INPUT_NAMES[input] : `${INPUT_NAMES[input]}: ${words}`
}

/** The answers of one question, as a group of the list; `numbers` are shared by all scales. */
function AnswerGroup({ draft, source, value }: { draft: SurveyDraft; source: DraftQuestion; value: string }) {
  const fixed = Object.entries(FIXED_ANSWERS[source.input] ?? {})
  const answers = hasOptions(source.input)
    ? source.options.map(({ id, text }): [string, string] => [id, shortText(text, draft.language) || '…'])
    : fixed
  if (answers.length === 0) return null
  return (
    <optgroup label={nameIn(draft, source)}>
      {answers.map(([answer, label]) => (
        <option value={answer} selected={answer === value}>
          {label}
        </option>
      ))}
    </optgroup>
  )
}

const NUMBERS = Array.from({ length: 11 }, (_, number) => String(number))

/** Of whom a question is asked: everybody, or those whose answer to an earlier one fits. Nothing to choose where no earlier question can be compared. */
export function ConditionField({ draft, question, notes }: Props) {
  const { id, when } = question
  const sources = comparableBefore(draft, question)
  const gone = when !== null && !sources.some((source) => source.id === when.on)
  if (sources.length === 0 && when === null) return null
  const chosen = sources.find((source) => source.id === when?.on)
  // Only answers that can be meant: those of the chosen question, of every one as long as none is chosen.
  const answering = chosen ? [chosen] : sources
  const isScale = answering.some(({ input }) => input === 'call_first' || input === 'experience')
  const about = notes.get(`${id}.on`)
  return (
    <details class="asked-of" open={when !== null || about !== undefined}>
      <summary>{when === null ? 'Asked of everybody' : 'Asked of some'}</summary>
      <div class="condition">
        <label>
          <span>Ask only if</span>
          <select id={`${id}.on`} name={`${id}.on`} aria-describedby={`${id}.on-notes`}>
            <option value="">– ask everybody –</option>
            {gone && (
              <option value={when.on} selected>
                a question that is not above
              </option>
            )}
            {sources.map((source) => (
              <option value={source.id} selected={source.id === when?.on}>
                {nameIn(draft, source)}
              </option>
            ))}
          </select>
        </label>
        <label>
          <span class="heard">Comparison</span>
          <select name={`${id}.operator`}>
            {OPERATORS.map((operator) => (
              <option value={operator} selected={operator === (when?.operator ?? 'at_most')}>
                {OPERATOR_NAMES[operator]}
              </option>
            ))}
          </select>
        </label>
        <label>
          <span class="heard">Answer</span>
          <select name={`${id}.value`}>
            {isScale && (
              <optgroup label="Numbers">
                {NUMBERS.map((number) => (
                  <option value={number} selected={number === (when?.value ?? '6')}>
                    {number}
                  </option>
                ))}
              </optgroup>
            )}
            {answering.map((source) => (
              <AnswerGroup draft={draft} source={source} value={when?.value ?? ''} />
            ))}
          </select>
        </label>
        <NotesOn field={`${id}.on`} notes={about} />
      </div>
    </details>
  )
}
