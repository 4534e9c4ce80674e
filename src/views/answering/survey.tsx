import type { SurveyChange } from '../../core/answering/survey-difference.ts'
import { languagesOf, type SurveyDefinition } from '../../core/answering/survey.ts'
import { moment } from '../dates.ts'
import { Button, type Fault, FaultSummary } from '../field.tsx'
import { Layout, type Frame } from '../layout.tsx'
import { counted, listed, milestoneKindName } from '../names.ts'
import { Pill, Section } from '../notice.tsx'
import { paths } from '../paths.ts'
import { SurveyChanges } from './survey-changes.tsx'
import { SurveyFrameBox } from './survey-frame.tsx'
import { SourceFields } from './survey-new.tsx'

type Version = {
  version: number
  origin: 'shipped' | 'firm'
  madeBy: string | null
  createdAt: Date
  survey: SurveyDefinition
  asked: number | null
  answered: number | null
  changes: readonly SurveyChange[]
}

export type SurveyProps = {
  frame: Frame
  key: string
  mayChange: boolean
  askedAt: readonly string[]
  inForce: { version: number; isOwn: boolean; survey: SurveyDefinition } | undefined
  shipped: { exists: boolean; isNewer: boolean }
  draft: { changedBy: string | null; changedAt: Date; revision: number } | undefined
  versions: readonly Version[]
  /** What was uploaded and refused. */
  source?: string
  faults?: readonly Fault[]
}

function State({ props }: { props: SurveyProps }) {
  const { inForce, askedAt, shipped, draft, frame } = props
  const where = listed(askedAt.map((kind) => milestoneKindName(kind).toLowerCase()))
  return (
    <p class="standfirst">
      {inForce
        ? `Version ${inForce.version} is in force, ${inForce.isOwn ? 'our own' : 'as shipped'}. `
        : 'Nothing is published yet. '}
      {askedAt.length > 0 ? `The plan asks it at ${where}.` : 'The plan asks it nowhere.'}
      {inForce?.isOwn && shipped.isNewer && ' A newer shipped version has come since; ours stays until we take it.'}
      {draft &&
        ` A draft waits, last changed${draft.changedBy ? ` by ${draft.changedBy}` : ''}, ${moment(draft.changedAt, frame)}.`}
    </p>
  )
}

function Versions({ props }: { props: SurveyProps }) {
  const { frame, key, versions, inForce } = props
  return (
    <ol class="versions">
      {versions.map(({ version, origin, madeBy, createdAt, asked, answered, changes, survey }, at) => (
        <li id={`version-${version}`}>
          <p>
            <a href={paths.surveyVersion(key, version)}>Version {version}</a>{' '}
            {origin === 'firm' ? 'our own' : 'as shipped'}
            {madeBy && `, published by ${madeBy}`}, {moment(createdAt, frame)}{' '}
            {version === inForce?.version && <Pill tone="good">In force</Pill>}
          </p>
          <p class="quiet small">
            {asked ? `${counted(asked, 'contact')} asked, ${answered ?? 0} answered` : 'Nobody was asked with it yet'}
          </p>
          {changes.length > 0 && (
            <details>
              <summary>
                {counted(new Set(changes.map(({ name }) => name)).size, 'text')} changed from version{' '}
                {versions[at + 1]?.version}
              </summary>
              <SurveyChanges changes={changes} language={survey.language} />
            </details>
          )}
        </li>
      ))}
    </ol>
  )
}

function Upload({ props }: { props: SurveyProps }) {
  const { key, draft, source = '', faults = [], frame } = props
  return (
    <details open={faults.length > 0}>
      <summary>Upload a file as the draft</summary>
      {draft && (
        <p>
          It takes the place of the draft
          {draft.changedBy && ` that ${draft.changedBy} changed`}, {moment(draft.changedAt, frame)}.
        </p>
      )}
      <form method="post" action={paths.surveyUpload(key)} enctype="multipart/form-data">
        <input type="hidden" name="revision" value={String(draft?.revision ?? 0)} />
        <SourceFields source={source} faults={faults} />
        <Button quiet>Take it as the draft</Button>
      </form>
    </details>
  )
}

function Files({ props }: { props: SurveyProps }) {
  const { key, inForce, draft, mayChange } = props
  return (
    <Section title="As a file" lead="The same YAML that firstcall surveys check reads.">
      <ul class="plain-list">
        {inForce && (
          <li>
            <a href={paths.surveyVersionFile(key, inForce.version)} download>
              Download version {inForce.version}
            </a>
          </li>
        )}
        {draft && mayChange && (
          <li>
            <a href={paths.surveyDraftFile(key)} download>
              Download the draft
            </a>
          </li>
        )}
      </ul>
      {mayChange && <Upload props={props} />}
    </Section>
  )
}

function GivingUp({ props }: { props: SurveyProps }) {
  const { key, inForce, shipped, draft } = props
  const mayFollow = inForce?.isOwn && shipped.exists
  if (!draft && !mayFollow) return null
  return (
    <Section title="Going back">
      {draft && (
        <form method="post" action={paths.surveyDiscard(key)}>
          <p>
            {inForce
              ? `Give up the draft: version ${inForce.version} stays in force, and the words of the draft are gone.`
              : 'Give up the draft: nothing of this survey is published, so all of it is gone.'}
          </p>
          <input type="hidden" name="revision" value={String(draft.revision)} />
          <Button quiet>Give up the draft</Button>
        </form>
      )}
      {mayFollow && (
        <form method="post" action={paths.surveyShipped(key)}>
          <p>
            Follow the shipped survey again: it is in force at once, and newer ones come by themselves. Our versions
            stay in the list.
          </p>
          <Button quiet>Follow the shipped survey</Button>
        </form>
      )}
    </Section>
  )
}

/** One survey: what is in force, how it looks, and how it came about. */
export function SurveyAdminPage(props: SurveyProps) {
  const { frame, key, mayChange, inForce, draft, faults = [] } = props
  const name = milestoneKindName(key)
  return (
    <Layout frame={frame} title={`The ${name.toLowerCase()} survey`} current="plan">
      <p class="kicker">
        <a href={paths.surveys}>Surveys</a>
      </p>
      <h1>The {name.toLowerCase()} survey</h1>
      <State props={props} />
      <FaultSummary faults={faults} />
      {mayChange && (
        <p class="actions">
          <a class="button" href={paths.surveyEditor(key)}>
            {draft ? 'Go on with the draft' : 'Edit'}
          </a>
          {draft && (
            <a class="button quiet-button" href={paths.surveyPublish(key)}>
              Publish …
            </a>
          )}
        </p>
      )}
      <div class="pair">
        <div>
          <Section
            title="Versions"
            lead="A version that was sent never changes; every answer keeps the one it was given to."
          >
            {props.versions.length === 0 ? <p class="quiet">None yet.</p> : <Versions props={props} />}
          </Section>
          <Files props={props} />
          {mayChange && <GivingUp props={props} />}
        </div>
        {inForce && (
          <Section title={`How version ${inForce.version} looks`}>
            <SurveyFrameBox
              src={paths.surveyVersionPreview(key, inForce.version, `?lang=${inForce.survey.language}`)}
              languages={languagesOf(inForce.survey)}
              language={inForce.survey.language}
              form={null}
            />
          </Section>
        )}
      </div>
    </Layout>
  )
}
