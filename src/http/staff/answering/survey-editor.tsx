import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { fingerprintsOf } from '../../../core/answering/survey-draft-merge.ts'
import { surveyDifference } from '../../../core/answering/survey-difference.ts'
import { surveyOfDraft } from '../../../core/answering/survey-draft-reading.ts'
import { LANGUAGES } from '../../../core/languages.ts'
import { publishSurvey } from '../../../domain/answering/publish-survey.ts'
import { describeDraft, showPublication, showSurveyDraft } from '../../../domain/answering/show-surveys.ts'
import { previewSurveyDraft } from '../../../domain/answering/show-survey-version.ts'
import {
  editSurveyDraft,
  openDraft,
  type SavedDraft,
  saveSurveyDraft,
} from '../../../domain/answering/survey-drafts.ts'
import { notesInWords, stateInWords, SurveyEditorPage } from '../../../views/answering/survey-editor.tsx'
import { notesAt, shownLanguages } from '../../../views/answering/survey-editor-props.ts'
import { NoteLines } from '../../../views/answering/survey-notes.tsx'
import { SurveyPublishPage } from '../../../views/answering/survey-publish.tsx'
import { markup, page } from '../../../views/layout.tsx'
import type { Notice } from '../../../views/notice.tsx'
import { paths } from '../../../views/paths.ts'
import type { AppEnv } from '../../env.ts'
import { frameOf } from '../../frame.ts'
import { refuse, showTooLong } from '../../refusals.tsx'
import { besideIn, fieldsIn, numberIn, type TypedDraft, typedDraft } from './survey-form.ts'
import { lookOf, previewDocument, previewPage } from './survey-preview.tsx'

/** Thirty questions with twelve answers each, in seven languages, and room. */
const MAX_BODY_BYTES = 2 * 1024 * 1024

const keyOf = (c: Context<AppEnv>): string => c.req.param('key') ?? ''

const NOTICES = new Map<string | undefined, Notice>([
  ['saved', { tone: 'done', text: 'The draft is saved. Clients get it once you publish it.' }],
  ['begun', { tone: 'done', text: 'The draft has begun. Word it, look at it, and publish it when it is ready.' }],
  ['uploaded', { tone: 'done', text: 'The file is the draft now. Look at it, and publish it when it is ready.' }],
  ['back', { tone: 'done', text: 'The older version is the draft now. Clients get it once you publish it.' }],
  [
    'changed',
    { tone: 'fault', text: 'Somebody has saved or published in between. Look at it again before you publish.' },
  ],
])

async function editorPage(c: Context<AppEnv>): Promise<Response> {
  const shown = await showSurveyDraft(c.var.deps, c.var.signedIn.viewer, keyOf(c))
  if (shown.kind !== 'shown') return refuse(c, shown)
  // Coming back to it shows what was kept since.
  c.header('cache-control', 'no-store')
  const beside = besideIn(c.req.query('beside'))
  const language = beside === '' || beside === 'all' ? shown.draft.language : beside
  const content = SurveyEditorPage({
    frame: await frameOf(c, NOTICES.get(c.req.query('done'))),
    ...shown,
    opened: fingerprintsOf(shown.draft),
    beside,
    focus: c.req.query('at') ?? '',
    conflict: null,
    look: lookOf({ page: c.req.query('page') }, language),
  })
  return c.html(page(content))
}

/** Somebody else has changed the same: what was typed there stays in the form, beside what differs from theirs. */
async function conflictPage(
  c: Context<AppEnv>,
  typed: TypedDraft,
  { theirs, merge }: Extract<SavedDraft, { kind: 'changed_meanwhile' }>,
): Promise<Response> {
  const key = keyOf(c)
  const changes = surveyDifference(surveyOfDraft(key, theirs.draft), surveyOfDraft(key, merge?.both ?? typed.draft))
  const content = SurveyEditorPage({
    frame: await frameOf(c),
    ...(await describeDraft(c.var.deps.db, key, { ...theirs, draft: merge?.merged ?? typed.draft })),
    opened: fingerprintsOf(theirs.draft),
    beside: typed.beside,
    focus: '',
    conflict: { by: theirs.changedBy, changes },
    look: typed.look,
  })
  return c.html(page(content), 409)
}

const NEXT: Record<string, (key: string, beside: string) => string> = {
  save: (key, beside) => `${paths.surveyEditor(key)}?done=saved${beside}`,
  look: (key, beside) => `${paths.surveyEditor(key)}?done=saved${beside}#preview`,
  publish: (key) => paths.surveyPublish(key),
}

/** Keeps the draft, does what the pressed button says, and goes on where that leads. */
async function edit(c: Context<AppEnv>): Promise<Response> {
  const key = keyOf(c)
  const typed = await typedDraft(c)
  const { action } = typed
  const beside = action.startsWith('beside:') ? besideIn(action.slice('beside:'.length)) : typed.beside
  const query = beside === '' ? '' : `&beside=${beside}`
  const edited = await editSurveyDraft(c.var.deps, c.var.signedIn.viewer, key, typed)
  if (edited.kind === 'changed_meanwhile') return conflictPage(c, typed, edited)
  if (edited.kind !== 'edited') return refuse(c, edited)
  const next = NEXT[action]?.(key, query) ?? `${paths.surveyEditor(key)}?at=${encodeURIComponent(edited.field)}${query}`
  return c.redirect(action.startsWith('beside:') ? `${paths.surveyEditor(key)}?${query.slice(1)}` : next, 303)
}

/** The same for a script: what is typed is kept, shown and commented on while the page stays. */
async function keep(c: Context<AppEnv>): Promise<Response> {
  const { deps, signedIn } = c.var
  const key = keyOf(c)
  const { draft, opened, beside, look } = await typedDraft(c)
  const saved = await saveSurveyDraft(deps, signedIn.viewer, key, draft, opened)
  const preview = await previewSurveyDraft(deps, signedIn.viewer, key, draft)
  if (preview.kind !== 'shown' || saved.kind === 'unknown' || saved.kind === 'not_yours') return c.json({}, 403)
  const isKept = saved.kind === 'saved'
  const stands = isKept ? await openDraft(deps.db, key) : saved.theirs
  const state = isKept ? { ...opened, revision: saved.revision } : saved.theirs
  const { notes } = await describeDraft(deps.db, key, { ...state, draft, changedBy: null, changedAt: null })
  const placed = [...notesAt(notes, shownLanguages(draft, beside, LANGUAGES))]
  return c.json({
    revision: isKept ? saved.revision : opened.revision,
    // What others changed is not on this page, which is told apart from what it changes itself.
    opened: isKept ? fingerprintsOf(draft) : opened.fields,
    state: stands && stateInWords(stands, await frameOf(c)),
    said: isKept
      ? `Draft kept. ${notesInWords(notes)}`
      : `Not kept: ${saved.theirs.changedBy ?? 'somebody'} has saved meanwhile. Save the draft to see both.`,
    notes: Object.fromEntries(placed.map(([field, each]) => [field, markup(<NoteLines notes={each} />)])),
    preview: previewDocument(preview, look, deps).toString(),
  })
}

async function publishPage(c: Context<AppEnv>): Promise<Response> {
  const shown = await showPublication(c.var.deps, c.var.signedIn.viewer, keyOf(c))
  if (shown.kind !== 'shown') return refuse(c, shown)
  const frame = await frameOf(c, NOTICES.get(c.req.query('done')))
  return c.html(page(SurveyPublishPage({ frame, ...shown })))
}

async function publish(c: Context<AppEnv>): Promise<Response> {
  const key = keyOf(c)
  const fields = await fieldsIn(c)
  const seen = { revision: numberIn(fields['revision'], 0), against: numberIn(fields['against'], null) }
  const result = await publishSurvey(c.var.deps, c.var.signedIn.viewer, key, seen)
  switch (result.kind) {
    case 'published':
      return c.redirect(`${paths.survey(key)}?done=published`, 303)
    case 'changed_meanwhile':
      return c.redirect(`${paths.surveyPublish(key)}?done=changed`, 303)
    case 'same':
    case 'faults':
      return c.redirect(paths.surveyPublish(key), 303)
    default:
      return refuse(c, result)
  }
}

const ONE = `${paths.surveys}/:key`

/** The page on which administrators write a survey. */
export const surveyEditorRoutes = new Hono<AppEnv>()
  .use(`${ONE}/*`, bodyLimit({ maxSize: MAX_BODY_BYTES, onError: (c) => showTooLong(c) }))
  .get(`${ONE}/edit`, editorPage)
  .post(`${ONE}/edit`, edit)
  .post(`${ONE}/keep`, keep)
  .get(`${ONE}/preview`, async (c) => {
    const shown = await previewSurveyDraft(c.var.deps, c.var.signedIn.viewer, keyOf(c))
    if (shown.kind !== 'shown') return refuse(c, shown)
    return previewPage(
      c,
      shown,
      lookOf({ page: c.req.query('page'), lang: c.req.query('lang') }, shown.survey.language),
    )
  })
  .post(`${ONE}/preview`, async (c) => {
    const { draft, look } = await typedDraft(c)
    const shown = await previewSurveyDraft(c.var.deps, c.var.signedIn.viewer, keyOf(c), draft)
    return shown.kind === 'shown' ? previewPage(c, shown, look) : refuse(c, shown)
  })
  .get(`${ONE}/publish`, publishPage)
  .post(`${ONE}/publish`, publish)
