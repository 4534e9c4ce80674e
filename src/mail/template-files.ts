import type { EmailKind } from '../core/words.ts'

/** The shipped files of one template: its MJML, its text part, and the head that all templates share. */
export type TemplateFiles = { mjml: string; text: string; head: string }

export const EMAIL_KINDS = ['invitation', 'reminder', 'alert', 'sign_in'] as const satisfies EmailKind[]

/** Languages with a full set of templates. */
export const TEMPLATE_LOCALES = ['en'] as const

/** Where the files of a template lie within `templates/emails`. */
export const templateFileNames = (kind: EmailKind, locale: string): TemplateFiles => ({
  mjml: `${kind}.${locale}.mjml`,
  text: `${kind}.${locale}.txt`,
  head: 'head.mjml',
})

/** Everything a compiled template depends on, as one text: as long as it stays the same, no new version is needed. */
export const templateSource = (files: TemplateFiles): string => [files.mjml, files.head, files.text].join('\n\n')
