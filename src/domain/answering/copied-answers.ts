import { fieldsOf } from '../../core/answering/answer-content.ts'
import { boxName, isTicked } from '../../core/answering/survey-condition.ts'
import { nameOf, type Question } from '../../core/answering/survey-question.ts'
import { firstNameOf, mergeText, type SurveyText } from '../../core/answering/survey-text.ts'
import { questionsOf, wordsOf } from '../../core/answering/survey.ts'
import type { Language } from '../../core/languages.ts'
import type { CopiedResponse } from '../../db/sending/email-content.ts'
import type { CopiedAnswer } from '../../mail/email-props.ts'

/** What is chosen on the page in its own words, not in those of the survey. */
const UNWORDED: ReadonlySet<Question['input']> = new Set(['call_me', 'visibility', 'first_call_rank'])

/** An answer question by question, in the survey's words; what was left blank is left out. */
export function copiedAnswers(copied: CopiedResponse, firm: string, language: Language): CopiedAnswer[] {
  const { survey, content, pmName, contactName, engagementName } = copied
  const names = {
    pm: firstNameOf(pmName),
    pm_name: pmName,
    firm,
    engagement: engagementName,
    contact: firstNameOf(contactName),
    contact_name: contactName,
  }
  const read = (text: SurveyText): string => mergeText(wordsOf(survey, text, language), names)
  const fields: Readonly<Record<string, string>> = fieldsOf(content)
  const said = (asked: Question): string => {
    const value = fields[nameOf(asked)] ?? ''
    if (asked.input === 'call_first') return `${value} / 10`
    if (asked.input === 'experience') return value && `${value} / 5`
    if (!('options' in asked)) return value
    const { key } = asked as { key: string }
    const chosen = asked.options.filter((option) => option.key === value || isTicked(fields[boxName(key, option.key)]))
    return chosen.map((option) => read(option.text)).join(', ')
  }
  return questionsOf(survey)
    .filter(({ input }) => !UNWORDED.has(input))
    .flatMap((asked) => {
      const answer = said(asked)
      return answer === '' ? [] : [{ question: read(asked.text), answer }]
    })
}
