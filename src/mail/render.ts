import Mustache from 'mustache'
import { plainLine } from './plain-line.ts'
import { wrapText } from './wrap-text.ts'

/** A subject, an HTML part and a text part that still hold `{{placeholders}}`. */
export type Template = { subject: string; html: string; text: string }

/** What placeholders stand for. Strings, never numbers: to mustache a 0 is 'nothing', and it is an answer. */
export type Placeholders = { [name: string]: string | boolean | null | string[] | Placeholders[] }

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** Unlike mustache's own escaping it leaves `/` and `=` alone, so that links stay readable. */
export const escapeHtml = (value: unknown): string =>
  String(value).replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign)

const writer = new Mustache.Writer()

function fill(template: string, placeholders: Placeholders, escape: (value: unknown) => string): string {
  return writer.render(template, placeholders, undefined, { escape })
}

/** A template filled in: its subject in one line, its text in lines of a readable width. */
export function renderTemplate(template: Template, placeholders: Placeholders): Template {
  return {
    subject: plainLine(fill(template.subject, placeholders, String)),
    html: fill(template.html, placeholders, escapeHtml),
    text: wrapText(fill(template.text, placeholders, String)),
  }
}
