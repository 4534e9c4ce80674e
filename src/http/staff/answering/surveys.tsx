import { type Context, Hono } from 'hono'
import { draftOf } from '../../../core/answering/survey-draft.ts'
import { createSurvey, createSurveyFrom, uploadSurvey } from '../../../domain/answering/create-survey.ts'
import { followShippedSurvey } from '../../../domain/answering/publish-survey.ts'
import {
  previewSurvey,
  readSurveyDraft,
  readSurveyVersion,
  showSurveyVersion,
} from '../../../domain/answering/show-survey-version.ts'
import { showSurvey, showSurveys, writeSurveysTable } from '../../../domain/answering/show-surveys.ts'
import { discardSurveyDraft, replaceSurveyDraft } from '../../../domain/answering/survey-drafts.ts'
import { NewSurveyPage } from '../../../views/answering/survey-new.tsx'
import { SurveyVersionPage } from '../../../views/answering/survey-version.tsx'
import { SurveyAdminPage } from '../../../views/answering/survey.tsx'
import { SurveysPage } from '../../../views/answering/surveys.tsx'
import type { Fault } from '../../../views/field.tsx'
import { page } from '../../../views/layout.tsx'
import type { Notice } from '../../../views/notice.tsx'
import { paths } from '../../../views/paths.ts'
import type { AppEnv } from '../../env.ts'
import { frameOf } from '../../frame.ts'
import { refuse } from '../../refusals.tsx'
import { fieldsIn, numberIn } from './survey-form.ts'
import { table } from '../table.ts'
import { lookOf, previewPage } from './survey-preview.tsx'

const ONE = `${paths.surveys}/:key`
const VERSION = `${ONE}/versions/:version{[1-9][0-9]{0,8}}`

const keyOf = (c: Context<AppEnv>): string => c.req.param('key') ?? ''
const versionOf = (c: Context<AppEnv>): number => Number(c.req.param('version'))

const NOTICES = new Map<string | undefined, Notice>([
  ['published', { tone: 'done', text: 'Published. Whoever is invited from now on gets this version.' }],
  ['shipped', { tone: 'done', text: 'The shipped survey is in force, and newer ones will follow by themselves.' }],
  ['discarded', { tone: 'done', text: 'The draft is given up. The version in force stays as it is.' }],
  ['changed', { tone: 'fault', text: 'Somebody has changed the draft in between. Look at it, and try again.' }],
])

type Refused = { source: string; faults: readonly Fault[] }

async function surveyPage(c: Context<AppEnv>, refused?: Refused): Promise<Response> {
  const shown = await showSurvey(c.var.deps, c.var.signedIn.viewer, keyOf(c))
  if (shown.kind !== 'shown') return refuse(c, shown)
  const frame = await frameOf(c, NOTICES.get(c.req.query('done')))
  return c.html(page(SurveyAdminPage({ frame, ...shown, ...refused })), refused ? 422 : 200)
}

type Typed = { name: string; copy: string; source: string }

async function newPage(c: Context<AppEnv>, typed: Partial<Typed>, faults: readonly Fault[] = []): Promise<Response> {
  const shown = await showSurveys(c.var.deps, c.var.signedIn.viewer)
  if (shown.kind !== 'shown' || !shown.mayChange) return refuse(c, { kind: 'not_yours' })
  const keys = shown.surveys.flatMap(({ key, inForce }) => (inForce ? [key] : []))
  const content = NewSurveyPage({
    frame: await frameOf(c),
    typed: { name: '', copy: '', source: '', ...typed },
    keys,
    faults,
  })
  return c.html(page(content), faults.length > 0 ? 422 : 200)
}

/** The text of an upload: of the file where one was chosen, else as it stands in the box. */
async function uploaded(c: Context<AppEnv>): Promise<{ source: string; revision: number }> {
  const { file, source, revision } = await c.req.parseBody()
  const text = file instanceof File && file.size > 0 ? await file.text() : typeof source === 'string' ? source : ''
  return {
    source: text.replaceAll('\r\n', '\n').replaceAll('\0', ''),
    revision: numberIn(typeof revision === 'string' ? revision : '', 0),
  }
}

function asFile(c: Context<AppEnv>, name: string, source: string) {
  c.header('content-type', 'application/yaml; charset=utf-8')
  c.header('content-disposition', `attachment; filename="${name}"`)
  return c.body(source)
}

/** A version becomes the draft. */
async function goBack(c: Context<AppEnv>): Promise<Response> {
  const { deps, signedIn } = c.var
  const found = await readSurveyVersion(deps, signedIn.viewer, keyOf(c), versionOf(c))
  if (found.kind !== 'found') return refuse(c, found)
  const revision = numberIn((await fieldsIn(c))['revision'], 0)
  const result = await replaceSurveyDraft(deps, signedIn.viewer, keyOf(c), draftOf(found.definition), revision)
  if (result.kind === 'saved') return c.redirect(`${paths.surveyEditor(keyOf(c))}?done=back`, 303)
  return result.kind === 'changed_meanwhile'
    ? c.redirect(`${paths.survey(keyOf(c))}?done=changed`, 303)
    : refuse(c, result)
}

async function discard(c: Context<AppEnv>): Promise<Response> {
  const revision = numberIn((await fieldsIn(c))['revision'], 0)
  const result = await discardSurveyDraft(c.var.deps, c.var.signedIn.viewer, keyOf(c), revision)
  if (result.kind === 'discarded')
    return c.redirect(result.isGone ? paths.surveys : `${paths.survey(keyOf(c))}?done=discarded`, 303)
  return result.kind === 'changed_meanwhile' || result.kind === 'saved'
    ? c.redirect(`${paths.survey(keyOf(c))}?done=changed`, 303)
    : refuse(c, result)
}

async function upload(c: Context<AppEnv>): Promise<Response> {
  const given = await uploaded(c)
  const result = await uploadSurvey(c.var.deps, c.var.signedIn.viewer, keyOf(c), given)
  if (result.kind === 'saved') return c.redirect(`${paths.surveyEditor(keyOf(c))}?done=uploaded`, 303)
  if (result.kind === 'faults') return surveyPage(c, { source: given.source, faults: result.faults })
  if (result.kind !== 'changed_meanwhile') return refuse(c, result)
  const message =
    'Somebody has changed the draft in between. The text stands below; take it as the draft once more to replace theirs'
  return surveyPage(c, { source: given.source, faults: [{ field: 'source', message }] })
}

/** The surveys, for leadership to read and administrators to change. */
export const surveyAdminRoutes = new Hono<AppEnv>()
  .get(paths.surveys, async (c) => {
    const shown = await showSurveys(c.var.deps, c.var.signedIn.viewer)
    if (shown.kind !== 'shown') return refuse(c, shown)
    return c.html(page(SurveysPage({ frame: await frameOf(c), ...shown })))
  })
  .get(paths.surveysTable, async (c) => {
    const text = await writeSurveysTable(c.var.deps, c.var.signedIn.viewer)
    return text === undefined ? refuse(c, { kind: 'not_yours' }) : table(c, 'surveys', text)
  })
  .get(paths.newSurvey, (c) => newPage(c, {}))
  .post(paths.newSurvey, async (c) => {
    const { name = '', copy = '' } = await fieldsIn(c)
    const result = await createSurvey(c.var.deps, c.var.signedIn.viewer, { name, copy })
    if (result.kind === 'faults') return newPage(c, { name, copy }, result.faults)
    return result.kind === 'created'
      ? c.redirect(`${paths.surveyEditor(result.key)}?done=begun`, 303)
      : refuse(c, result)
  })
  .post(paths.newSurveyFile, async (c) => {
    const { source } = await uploaded(c)
    const result = await createSurveyFrom(c.var.deps, c.var.signedIn.viewer, source)
    if (result.kind === 'faults') return newPage(c, { source }, result.faults)
    return result.kind === 'created'
      ? c.redirect(`${paths.surveyEditor(result.key)}?done=uploaded`, 303)
      : refuse(c, result)
  })
  .get(ONE, (c) => surveyPage(c))
  .get(`${ONE}/draft.yaml`, async (c) => {
    const found = await readSurveyDraft(c.var.deps, c.var.signedIn.viewer, keyOf(c))
    return found.kind === 'found' ? asFile(c, `${keyOf(c)}-draft.yaml`, found.source) : refuse(c, found)
  })
  .post(`${ONE}/file`, upload)
  .post(`${ONE}/shipped`, async (c) => {
    const result = await followShippedSurvey(c.var.deps, c.var.signedIn.viewer, keyOf(c))
    if (result.kind === 'published' || result.kind === 'same')
      return c.redirect(`${paths.survey(keyOf(c))}?done=shipped`, 303)
    return refuse(c, result.kind === 'not_yours' ? result : { kind: 'unknown' })
  })
  .post(`${ONE}/discard`, discard)
  .get(VERSION, async (c) => {
    const compared = { version: versionOf(c), against: numberIn(c.req.query('against'), null) }
    const shown = await showSurveyVersion(c.var.deps, c.var.signedIn.viewer, keyOf(c), compared)
    if (shown.kind !== 'shown') return refuse(c, shown)
    return c.html(page(SurveyVersionPage({ frame: await frameOf(c), ...shown })))
  })
  .get(`${VERSION}/preview`, async (c) => {
    const found = await readSurveyVersion(c.var.deps, c.var.signedIn.viewer, keyOf(c), versionOf(c))
    if (found.kind !== 'found') return refuse(c, found)
    const wanted = { page: c.req.query('page'), lang: c.req.query('lang') }
    return previewPage(c, await previewSurvey(c.var.deps, found.definition), lookOf(wanted, found.definition.language))
  })
  .get(`${VERSION}/survey.yaml`, async (c) => {
    const found = await readSurveyVersion(c.var.deps, c.var.signedIn.viewer, keyOf(c), versionOf(c))
    if (found.kind !== 'found') return refuse(c, found)
    return asFile(c, `${keyOf(c)}-${versionOf(c)}.yaml`, found.source)
  })
  .post(`${VERSION}/draft`, goBack)
