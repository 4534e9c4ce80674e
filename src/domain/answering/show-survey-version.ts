import { surveyDifference } from '../../core/answering/survey-difference.ts'
import { shownSurveyOf, surveyOfDraft } from '../../core/answering/survey-draft-reading.ts'
import type { SurveyDraft } from '../../core/answering/survey-draft.ts'
import { firstNameOf, type MergeFields } from '../../core/answering/survey-text.ts'
import { surveyYaml } from '../../core/answering/survey-yaml.ts'
import type { SurveyDefinition } from '../../core/answering/survey.ts'
import { seesEverything, type Viewer } from '../../core/viewer.ts'
import { findSurveyDraft } from '../../db/answering/survey-drafts.ts'
import { findSurveyVersion, listSurveyVersions } from '../../db/answering/survey-versions.ts'
import { getFirm } from '../../db/firm/firms.ts'
import type { Deps } from '../../deps.ts'
import { faceOf, type FirmFace } from './asked-survey.ts'
import { openDraft } from './survey-drafts.ts'

/** One version of a survey, how it differs from `against` (else from the one before), and what a draft of it would replace. */
export async function showSurveyVersion(
  deps: Deps,
  viewer: Viewer,
  key: string,
  { version, against }: { version: number; against: number | null },
) {
  if (!seesEverything(viewer)) return { kind: 'not_yours' as const }
  const versions = await listSurveyVersions(deps.db, key)
  const found = versions.find((each) => each.version === version)
  if (!found) return { kind: 'unknown' as const }
  const others = versions.filter((each) => each !== found)
  const compared =
    others.find((each) => each.version === against) ?? others.find((each) => each.version < version) ?? others.at(-1)
  const draft = await findSurveyDraft(deps.db, key)
  return {
    kind: 'shown' as const,
    key,
    version,
    survey: found.definition,
    mayChange: viewer.role === 'admin',
    against: compared?.version ?? null,
    changes: compared ? surveyDifference(compared.definition, found.definition) : [],
    versions: versions.map((each) => each.version),
    draft: draft && { changedBy: draft.changedBy, changedAt: draft.changedAt, revision: draft.revision },
  }
}

/** A version's text as it came, comments included. */
export async function readSurveyVersion(deps: Deps, viewer: Viewer, key: string, version: number) {
  if (!seesEverything(viewer)) return { kind: 'not_yours' as const }
  const found = await findSurveyVersion(deps.db, key, version)
  return found ? { kind: 'found' as const, ...found } : { kind: 'unknown' as const }
}

/** The draft's text; it may have faults. */
export async function readSurveyDraft(deps: Deps, viewer: Viewer, key: string) {
  if (viewer.role !== 'admin') return { kind: 'not_yours' as const }
  const opened = await openDraft(deps.db, key)
  return opened
    ? { kind: 'found' as const, source: surveyYaml(surveyOfDraft(key, opened.draft)) }
    : { kind: 'unknown' as const }
}

/** What the pages of a preview are rendered from: the survey, the real firm, and people who do not exist. */
export type SurveyPreview = { survey: SurveyDefinition; firm: FirmFace; timeZone: string; fields: MergeFields }

const PM = 'Dana Whitfield'
const CONTACT = 'Ellen Marsh'

/** A survey as a client would see it. */
export async function previewSurvey(deps: Deps, survey: SurveyDefinition): Promise<SurveyPreview> {
  const firm = await getFirm(deps.db)
  const fields = {
    pm: firstNameOf(PM),
    pm_name: PM,
    firm: firm.name,
    engagement: 'Dealer site refresh',
    contact: firstNameOf(CONTACT),
    contact_name: CONTACT,
  }
  return { survey, firm: faceOf(firm), timeZone: firm.timeZone, fields }
}

/** A draft as a client would see it: as typed, else as stored. */
export async function previewSurveyDraft(
  deps: Deps,
  viewer: Viewer,
  key: string,
  typed?: SurveyDraft,
): Promise<({ kind: 'shown' } & SurveyPreview) | { kind: 'unknown' | 'not_yours' }> {
  if (viewer.role !== 'admin') return { kind: 'not_yours' }
  const draft = typed ?? (await openDraft(deps.db, key))?.draft
  if (!draft) return { kind: 'unknown' }
  return { kind: 'shown', ...(await previewSurvey(deps, shownSurveyOf(key, draft))) }
}
