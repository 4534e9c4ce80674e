import type { Child } from 'hono/jsx'
import type { AnswerFault } from '../../core/answering/form-reader.ts'
import type { SurveyWords } from './words/survey-words.ts'

type Said = { faults: readonly AnswerFault[]; words: SurveyWords }

const sentenceOf = (fault: AnswerFault, { faults }: SurveyWords): string =>
  fault.kind === 'tooLong' ? faults.tooLong(fault.over, fault.most) : faults[fault.kind]

/** What is wrong with a field, beside it. */
export function FaultLine({ field, faults, words }: Said & { field: string }) {
  const fault = faults.find((each) => each.field === field)
  if (!fault) return null
  return (
    <p class="fault" id={`${field}-fault`}>
      {sentenceOf(fault, words)}
    </p>
  )
}

/** Refers a field to what is wrong with it, for screen readers. */
export const describedBy = (field: string, faults: readonly AnswerFault[]): { 'aria-describedby'?: string } =>
  faults.some((each) => each.field === field) ? { 'aria-describedby': `${field}-fault` } : {}

/** Everything that is wrong, on top of the page; each line leads to its field, where the page asks it. */
export function FaultSummary({
  faults,
  words,
  names,
  standing = words.faults.nothingSent,
}: Said & {
  names: Record<string, Child>
  /** What became of what was typed: that nothing was sent, unless the page says otherwise. */
  standing?: string
}) {
  if (faults.length === 0) return null
  return (
    <div class="summary" role="alert" tabindex={-1} autofocus>
      <h2>{words.faults.heading(faults.length)}</h2>
      <p>{standing}</p>
      <ul>
        {faults.map((fault) => (
          <li>
            {names[fault.field] === undefined ? (
              `${fault.field} — ${sentenceOf(fault, words)}`
            ) : (
              <a href={`#${fault.field}`}>
                {names[fault.field]} — {sentenceOf(fault, words)}
              </a>
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}
