import { describedBy, FaultLine } from './fault.tsx'
import type { QuestionProps } from './question-props.ts'

/** A question answered in words: on one line, or in a box of several. */
export function WordsQuestion({ name, text, values, faults, words, isShort }: QuestionProps & { isShort: boolean }) {
  const isWrong = faults.some(({ field }) => field === name)
  const field = { id: name, name, dir: 'auto' as const, 'aria-invalid': isWrong ? ('true' as const) : undefined }
  return (
    <div class="question">
      <label for={name}>{text}</label>
      <FaultLine field={name} faults={faults} words={words} />
      {isShort ? (
        <input type="text" {...field} value={values[name] ?? ''} {...describedBy(name, faults)} />
      ) : (
        <textarea {...field} rows={4} {...describedBy(name, faults)}>
          {
            // A parser drops one line break after the tag, so words that begin with one need a second.
            `\n${values[name] ?? ''}`
          }
        </textarea>
      )}
    </div>
  )
}
