import { draftOfFields, fieldsOfDraft } from './survey-draft-form.ts'
import type { SurveyDraft } from './survey-draft.ts'

/** What a form was opened with, field by field, as `name=fingerprint` with spaces between; blank fields are left out. */
export type Fingerprints = string

/** FNV-1a, 32 bits: tells whether a field has changed, at a few bytes a field. */
function fingerprint(text: string): string {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return (hash >>> 0).toString(36)
}

export const fingerprintsOf = (draft: SurveyDraft): Fingerprints =>
  Object.entries(fieldsOfDraft(draft))
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name}=${fingerprint(value)}`)
    .join(' ')

/** `merged` has what either side changed; where both did, differently, it has `typed`. `both` is `theirs` but for these fields. */
export type MergedDraft = { merged: SurveyDraft; both: SurveyDraft; isConflict: boolean }

/** Merges what was typed into what others have saved since, field by field; `opened` is what the form that typed was opened with. */
export function mergeDrafts(opened: Fingerprints, typed: SurveyDraft, theirs: SurveyDraft): MergedDraft {
  const base = new Map(opened.split(' ').map((pair) => pair.split('=') as [string, string]))
  const [mine, other] = [fieldsOfDraft(typed), fieldsOfDraft(theirs)]
  const isAsOpened = (name: string, value = ''): boolean =>
    base.get(name) === (value === '' ? undefined : fingerprint(value))
  const names = [...new Set([...Object.keys(mine), ...Object.keys(other)])]
  const own = names.filter((name) => (mine[name] ?? '') !== (other[name] ?? '') && !isAsOpened(name, mine[name]))
  const clashing = own.filter((name) => !isAsOpened(name, other[name]))
  const withMine = (changed: readonly string[]): SurveyDraft =>
    draftOfFields({ ...other, ...Object.fromEntries(changed.map((name) => [name, mine[name] ?? ''])) })
  return { merged: withMine(own), both: withMine(clashing), isConflict: clashing.length > 0 }
}
