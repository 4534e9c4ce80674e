import { type Condition, conditionOf } from './survey-condition.ts'
import { nameOf, type Question } from './survey-question.ts'
import { CALL_FIRST_RANKS, VISIBILITIES } from '../words.ts'

/** What the answer to a question can be compared with. */
function comparable(asked: Question): { operators: readonly Condition['operator'][]; values: readonly string[] } {
  const scale = (low: number, high: number) => Array.from({ length: high - low + 1 }, (_, step) => String(low + step))
  switch (asked.input) {
    case 'call_first':
      return { operators: ['at_most', 'at_least', 'is'], values: scale(0, 10) }
    case 'experience':
      return { operators: ['at_most', 'at_least', 'is'], values: scale(1, 5) }
    case 'choice':
      return { operators: ['is'], values: asked.options.map((option) => option.key) }
    case 'choices':
      return { operators: ['includes'], values: asked.options.map((option) => option.key) }
    case 'first_call_rank':
      return { operators: ['is'], values: CALL_FIRST_RANKS }
    case 'visibility':
      return { operators: ['is'], values: VISIBILITIES }
    case 'call_me':
      return { operators: ['is'], values: ['true', 'false'] }
    default:
      return { operators: [], values: [] }
  }
}

/** What is wrong with a question's condition, given the questions before it, and what to do. */
export function conditionFaults(asked: Question, earlier: readonly Question[]): string[] {
  if (!('when' in asked) || !asked.when) return []
  const { on, operator, value } = conditionOf(asked.when)
  const source = earlier.find((each) => nameOf(each) === on)
  if (!source) return [`${on} is not asked before; name a question that stands above`]
  if ('when' in source && source.when) return [`${on} has a condition itself; name a question that everybody is asked`]
  const { operators, values } = comparable(source)
  if (operators.length === 0) return [`${on} is answered in words, which are not compared; name another question`]
  if (!operators.includes(operator)) return [`${operator} does not fit ${on}; use ${operators.join(', ')}`]
  if (!values.includes(String(value))) return [`${value} is no answer to ${on}; use one of ${values.join(', ')}`]
  return []
}
