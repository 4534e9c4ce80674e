import mjml2html from 'mjml'
import type { Direction } from '../core/languages.ts'
import type { TemplateKey } from '../core/words.ts'
import type { LayoutFiles } from './layout-files.ts'
import { findPlaceholderFault, layoutFields } from './merge-fields.ts'
import type { Template } from './render.ts'

const INCLUDE = /<mj-include path="([^"]+)" \/>/g

/** What a layout writes instead of a side. */
const SIDES = {
  ltr: { $dir: 'ltr', $start: 'left', $end: 'right' },
  rtl: { $dir: 'rtl', $start: 'right', $end: 'left' },
}

const lineAt = (source: string, offset: number): number => source.slice(0, offset).split('\n').length

function checkPlaceholders(source: string, file: string, key: TemplateKey): void {
  const fault = findPlaceholderFault(source, layoutFields(key))
  if (fault) throw new Error(`${file}:${lineAt(source, fault.offset)}: ${fault.problem} in the template ${key}`)
}

function inDirection(source: string, direction: Direction): string {
  return Object.entries(SIDES[direction]).reduce((text, [name, side]) => text.replaceAll(name, side), source)
}

/** The whole MJML. A part goes in as one line, so that the line of an error is the line in the file. */
function withParts({ mjml, parts }: LayoutFiles, file: string): string {
  return mjml.replaceAll(INCLUDE, (whole, name: string, offset: number) => {
    const part = parts[name]
    if (part === undefined) throw new Error(`${file}:${lineAt(mjml, offset)}: ${whole}: there is no such part`)
    return part.replaceAll('\n', ' ')
  })
}

async function compileMjml(mjml: string, file: string): Promise<string> {
  const result = await mjml2html(mjml, { validationLevel: 'soft', fonts: {} }).catch((error: unknown) => {
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

/** Word's engine takes the direction of a table from the table alone. */
const turnTables = (html: string, direction: Direction): string =>
  direction === 'rtl' ? html.replaceAll(/<table\b/g, '<table dir="rtl"') : html

/** MJML indents its tables by more than half of the bytes. */
const withoutIndents = (html: string): string => html.replaceAll(/^\s+/gm, '')

/**
 * A layout with its slots for words and its placeholders still in it, made once per version and direction.
 * @throws an Error that names file and line where the MJML or a placeholder is wrong
 */
export async function compileLayout(key: TemplateKey, direction: Direction, files: LayoutFiles): Promise<Template> {
  const file = `${key}.mjml`
  checkPlaceholders(files.mjml, file, key)
  checkPlaceholders(files.text, `${key}.txt`, key)
  for (const [name, part] of Object.entries(files.parts)) {
    if (files.mjml.includes(name)) checkPlaceholders(part, name, key)
  }
  const mjml = inDirection(withParts(files, file), direction)
  const html = turnTables(withoutIndents(await compileMjml(mjml, file)), direction)
  return { subject: subjectOf(mjml, file), html, text: files.text }
}
