import { isCollection, isNode, LineCounter, parseDocument } from 'yaml'
import { z } from 'zod'

/** What a survey's texts may mention; each stands in braces, as in `{pm}`. */
const MERGE_FIELDS = ['pm', 'firm', 'engagement', 'contact'] as const
export type MergeFields = Record<(typeof MERGE_FIELDS)[number], string>

/** The most inputs on one page, so that a survey takes under two minutes; each rated experience counts as one. */
export const MAX_INPUTS = 8

const braces = /\{([^{}]*)\}/g
const isMergeField = (name: string): boolean => (MERGE_FIELDS as readonly string[]).includes(name)

const text = z
  .string()
  .trim()
  .min(1, 'is empty')
  .max(300, 'is longer than 300 characters')
  .superRefine((value, context) => {
    for (const [whole, name = ''] of value.matchAll(braces)) {
      if (!isMergeField(name))
        context.addIssue(`${whole} is not known; use ${MERGE_FIELDS.map((f) => `{${f}}`).join(', ')}`)
    }
  })

const SINGLE_INPUTS = ['call_first', 'comment', 'needs_next', 'call_me', 'visibility', 'first_call_rank'] as const
const TAKEN_KEYS: ReadonlySet<string> = new Set([...SINGLE_INPUTS, 'testimonial', 'action', 'part'])

const key = z.string().regex(/^[a-z][a-z0-9_]*$/, 'must be lower-case letters, digits and _')
const single = <Input extends (typeof SINGLE_INPUTS)[number]>(input: Input) =>
  z.strictObject({ input: z.literal(input), text })

const question = z.discriminatedUnion('input', [
  single('call_first'),
  z.strictObject({
    input: z.literal('experience'),
    key: key.refine((name) => !TAKEN_KEYS.has(name), 'is the name of another field'),
    text,
  }),
  single('comment'),
  single('needs_next'),
  single('call_me'),
  single('visibility'),
  single('first_call_rank'),
])
export type Question = z.infer<typeof question>

const page = z.array(question).max(MAX_INPUTS, `has more than ${MAX_INPUTS} inputs on one page`)

/** A questionnaire: the questions of the survey page, then those of the page after sending. */
const surveyDefinition = z
  .strictObject({
    key,
    title: text,
    /** The heading above the rated experiences. */
    experiences: text,
    ask: page,
    after: page.default([]),
  })
  .superRefine((survey, context) => {
    const fault = (path: (string | number)[], message: string): void =>
      context.addIssue({ code: 'custom', path, message })
    if (survey.ask[0]?.input !== 'call_first') fault(['ask', 0], 'the call-first question must come first')
    const names = [...survey.ask, ...survey.after].map(nameOf)
    for (const name of ['comment', 'visibility']) {
      if (!survey.ask.some((asked) => asked.input === name)) fault(['ask'], `has no ${name}`)
    }
    for (const [index, asked] of [...survey.ask, ...survey.after].entries()) {
      const isAfter = index >= survey.ask.length
      const path = isAfter ? ['after', index - survey.ask.length] : ['ask', index]
      if (names.indexOf(nameOf(asked)) < index) fault(path, `${nameOf(asked)} is asked twice`)
      else if (isAfter && !isAfterInput(asked)) fault(path, `${asked.input} must be asked before sending`)
    }
  })
export type SurveyDefinition = z.infer<typeof surveyDefinition>

const isAfterInput = (asked: Question): boolean =>
  asked.input === 'needs_next' || asked.input === 'call_me' || asked.input === 'first_call_rank'

/** The name of the form field that answers a question. */
export const nameOf = (asked: Question): string => (asked.input === 'experience' ? asked.key : asked.input)

/** The keys of the experiences that a survey asks to rate, in its order. */
export const experienceKeysOf = (survey: SurveyDefinition): string[] =>
  survey.ask.flatMap((asked) => (asked.input === 'experience' ? [asked.key] : []))

/** What is wrong with a survey's text, and on which line, counted from 1. */
export type SurveyFault = { line: number; message: string }
export type ParsedSurvey = { kind: 'ok'; definition: SurveyDefinition } | { kind: 'bad'; faults: SurveyFault[] }

/** Reads a survey from YAML; every fault is named at once. */
export function parseSurvey(source: string): ParsedSurvey {
  const lines = new LineCounter()
  const document = parseDocument(source, { lineCounter: lines })
  const lineAt = (offset: number): number => Math.max(1, lines.linePos(offset).line)
  if (document.errors.length > 0) {
    const faults = document.errors.map((error) => ({
      line: lineAt(error.pos[0]),
      message: error.message.split(/ at line \d+/)[0] ?? error.message,
    }))
    return { kind: 'bad', faults }
  }
  const parsed = surveyDefinition.safeParse(document.toJS())
  if (parsed.success) return { kind: 'ok', definition: parsed.data }
  const lineOf = (path: PropertyKey[]): number => {
    for (let depth = path.length; depth > 0; depth -= 1) {
      const parent: unknown = depth === 1 ? document.contents : document.getIn(path.slice(0, depth - 1), true)
      const node: unknown = isCollection(parent) ? parent.get(path[depth - 1], true) : undefined
      if (isNode(node) && node.range) return lineAt(node.range[0])
    }
    return 1
  }
  const faults = parsed.error.issues.map((issue) => ({
    line: lineOf(issue.path),
    message: issue.path.length === 0 ? issue.message : `${issue.path.join('.')}: ${issue.message}`,
  }))
  return { kind: 'bad', faults: faults.sort((one, other) => one.line - other.line) }
}

/** `template` with its merge fields filled in; braces inside a value stay as they are. */
export const mergeText = (template: string, fields: MergeFields): string =>
  template.replaceAll(braces, (whole, name: string) => (isMergeField(name) ? fields[name as keyof MergeFields] : whole))

/** The name to greet somebody by: the first word of the full name. */
export const firstNameOf = (fullName: string): string => fullName.trim().split(/\s+/)[0] ?? ''
