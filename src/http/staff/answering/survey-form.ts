import type { Context } from 'hono'
import { draftOfFields } from '../../../core/answering/survey-draft-form.ts'
import type { SurveyDraft } from '../../../core/answering/survey-draft.ts'
import { isLanguage } from '../../../core/languages.ts'
import type { Opened } from '../../../domain/answering/survey-drafts.ts'
import type { Beside } from '../../../views/answering/survey-editor-props.ts'
import type { AppEnv } from '../../env.ts'
import { type Look, lookOf } from './survey-preview.tsx'

/** What the editor's form posts: the whole draft, what it was opened with, and what to do. */
export type TypedDraft = { draft: SurveyDraft; opened: Opened; action: string; beside: Beside; look: Look }

/** A number that a form carries along; `none` where it carries none. */
export const numberIn = <None>(typed: string | undefined, none: None): number | None =>
  /^\d{1,15}$/.test(typed ?? '') ? Number(typed) : none

export const besideIn = (typed: string | undefined): Beside =>
  typed === 'all' || (typed !== undefined && isLanguage(typed)) ? typed : ''

/** The text fields of a form. */
export async function fieldsIn(c: Context<AppEnv>): Promise<Record<string, string>> {
  const form = await c.req.parseBody()
  return Object.fromEntries(
    Object.entries(form).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
}

export async function typedDraft(c: Context<AppEnv>): Promise<TypedDraft> {
  const fields = await fieldsIn(c)
  const draft = draftOfFields(fields)
  return {
    draft,
    opened: {
      revision: numberIn(fields['revision'], 0),
      basedOn: numberIn(fields['based_on'], null),
      fields: fields['opened'] ?? null,
    },
    action: fields['do'] ?? '',
    beside: besideIn(fields['beside']),
    look: lookOf({ page: fields['page'], lang: fields['lang'] }, draft.language),
  }
}
