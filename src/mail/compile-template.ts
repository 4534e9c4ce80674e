import mjml2html from 'mjml'
import Mustache from 'mustache'
import type { EmailKind } from '../core/words.ts'
import { placeholderNames } from './placeholders.ts'
import type { Template } from './render.ts'
import { templateFileNames, type TemplateFiles } from './template-files.ts'

/** Type, value, start, end and, for a section, what it encloses; as `Mustache.parse` returns them. */
type Token = [type: string, value: string, start: number, end: number, inner?: Token[] | string]

const HEAD_INCLUDE = '<mj-include path="head.mjml" />'

const lineAt = (source: string, offset: number): number => source.slice(0, offset).split('\n').length

function faultyToken(tokens: Token[], known: ReadonlySet<string>): { offset: number; problem: string } | undefined {
  for (const [type, value, offset, , inner] of tokens) {
    if (type === 'text') continue
    if (type !== 'name' && type !== '#' && type !== '^')
      return { offset, problem: `{{${type}${value}}} is not allowed` }
    if (value !== '.' && !known.has(value)) return { offset, problem: `{{${value}}} is not known` }
    const fault = Array.isArray(inner) ? faultyToken(inner, known) : undefined
    if (fault) return fault
  }
  return undefined
}

function parseTemplate(source: string, file: string): Token[] {
  try {
    return Mustache.parse(source) as Token[]
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    const offset = Number(/ at (\d+)$/.exec(message)?.[1] ?? 0)
    throw new Error(`${file}:${lineAt(source, offset)}: ${message}`, { cause: error })
  }
}

function checkPlaceholders(source: string, file: string, kind: EmailKind): void {
  const fault = faultyToken(parseTemplate(source, file), placeholderNames(kind))
  if (fault) throw new Error(`${file}:${lineAt(source, fault.offset)}: ${fault.problem} in an e-mail of kind ${kind}`)
}

async function compileMjml(files: TemplateFiles, file: string): Promise<string> {
  // The head goes in as one line, so that the line of an error is the line in the file.
  const whole = files.mjml.replace(HEAD_INCLUDE, () => files.head.replaceAll('\n', ' '))
  const result = await mjml2html(whole, { validationLevel: 'soft', fonts: {} }).catch((error: unknown) => {
    throw new Error(`${file}:1: ${error instanceof Error ? error.message : String(error)}`, { cause: error })
  })
  const [first] = result.errors
  if (first) throw new Error(`${file}:${first.line}: ${first.message}`)
  return result.html
}

function subjectOf(mjml: string, file: string): string {
  const subject = /<mj-title>([^<]+)<\/mj-title>/.exec(mjml)?.[1]
  if (subject === undefined) throw new Error(`${file}:1: <mj-title>, which holds the subject, is missing`)
  return subject.trim()
}

/**
 * A template with its placeholders still in it, made once per version and never per recipient.
 * @throws an Error that names file and line where the MJML or a placeholder is wrong
 */
export async function compileTemplate(kind: EmailKind, locale: string, files: TemplateFiles): Promise<Template> {
  const names = templateFileNames(kind, locale)
  checkPlaceholders(files.head, names.head, kind)
  checkPlaceholders(files.mjml, names.mjml, kind)
  checkPlaceholders(files.text, names.text, kind)
  const html = await compileMjml(files, names.mjml)
  return { subject: subjectOf(files.mjml, names.mjml), html, text: files.text }
}
