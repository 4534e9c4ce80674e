import { boxName, type Condition, conditionOf } from '../../core/answering/survey-condition.ts'
import { nameOf, type Question } from '../../core/answering/survey-question.ts'

const numbers = (from: number, to: number): string[] =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, step) => String(from + step))

const chosen = (name: string, values: readonly string[]): string =>
  values.map((value) => `[name="${name}"][value="${value}"]:checked`).join()

/** What is chosen on the page where a condition holds. */
function choiceThatMeets({ on, operator, value }: Condition): string {
  switch (operator) {
    case 'at_most':
      return chosen(on, numbers(0, value))
    case 'at_least':
      return chosen(on, numbers(value, 10))
    case 'includes':
      return chosen(boxName(on, value), ['true'])
    default:
      return chosen(on, [value])
  }
}

function ruleOf(asked: Question, { on, operator, value }: Condition): string {
  const isUnticked = on === 'call_me' && value === 'false'
  const meets = isUnticked ? chosen(on, ['true']) : choiceThatMeets({ on, operator, value } as Condition)
  const form = isUnticked ? `form:has(${meets})` : `form:not(:has(${meets}))`
  const name = nameOf(asked)
  // With its box, and with its card where it stands there alone.
  const hidden = `#${name},.question:has(>#${name}),.card:has(>#${name}:only-child,>.question:only-child>#${name})`
  return `${form} :is(${hidden}){display:none}`
}

/** Hides each question of a form as long as its condition is not met there. Browsers that can't tell show them all. */
export function conditionStyles(questions: readonly Question[]): string {
  const names = questions.map(nameOf)
  const rules = questions.flatMap((asked) => {
    if (!('when' in asked) || !asked.when) return []
    const condition = conditionOf(asked.when)
    return names.includes(condition.on) ? [ruleOf(asked, condition)] : []
  })
  return rules.length === 0 ? '' : `@supports selector(:has(a)){${rules.join('')}}`
}
