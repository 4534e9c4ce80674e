import type { Language } from '../core/languages.ts'
import type { TemplateKey } from '../core/words.ts'
import type { FirmProps } from './email-props.ts'
import { placeholdersOf } from './placeholders.ts'
import { renderTemplate, type Template } from './render.ts'
import { samplePropsOf } from './sample-props.ts'

/** A template with made-up content, as it looks at this firm; its links lead nowhere. */
export const renderSample = (key: TemplateKey, template: Template, firm: FirmProps, language: Language): Template =>
  renderTemplate(template, placeholdersOf(key, samplePropsOf(key, firm, language)))
