import { LANGUAGES } from '../../core/languages.ts'
import type { DraftNote } from '../../core/answering/survey-draft-notes.ts'
import type { Translation } from '../../core/answering/survey-draft-reading.ts'
import { type DraftQuestion, draftQuestionsOf, type SurveyDraft } from '../../core/answering/survey-draft.ts'
import type { SurveyChange } from '../../core/answering/survey-difference.ts'
import { LANGUAGE_NAMES } from '../../core/languages.ts'
import { Button } from '../field.tsx'
import { Layout, type Frame } from '../layout.tsx'
import { counted, listed, milestoneKindName } from '../names.ts'
import { Section } from '../notice.tsx'
import { paths } from '../paths.ts'
import { SurveyChanges } from './survey-changes.tsx'
import { INPUT_NAMES, PLACE_NAMES, shortText } from './survey-names.ts'

export type SurveyPublishProps = {
  frame: Frame
  key: string
  draft: SurveyDraft
  revision: number
  notes: readonly DraftNote[]
  translations: readonly Translation[]
  /** The version in force that the draft is compared with. */
  against: number | null
  nextVersion: number
  /** Invitations that are planned with an earlier version and not sent yet. */
  planned: number
  changes: readonly SurveyChange[]
  askedAt: readonly string[]
}

const partName = (draft: SurveyDraft, part: string): string => {
  if (part === 'title') return 'The title'
  if (part === 'experiences') return 'The heading above the ratings'
  const question: DraftQuestion | undefined = draftQuestionsOf(draft).find(({ id }) => id === part)
  if (!question) return PLACE_NAMES[part === 'after' ? 'after' : 'ask']
  return shortText(question.text, draft.language) || INPUT_NAMES[question.input]
}

/** The languages beside which a note is best read. */
const besideOf = (draft: SurveyDraft, { field }: DraftNote): string => {
  const language = LANGUAGES.find((each) => field.endsWith(`.${each}`))
  return language === undefined || language === draft.language ? '' : `?beside=${language}`
}

function Notes({ props, notes }: { props: SurveyPublishProps; notes: readonly DraftNote[] }) {
  return (
    <ul class="plain-list">
      {notes.map((note) => (
        <li>
          <a href={`${paths.surveyEditor(props.key)}${besideOf(props.draft, note)}#${note.field}`}>
            {partName(props.draft, note.question)}
          </a>
          : {note.message}.
        </li>
      ))}
    </ul>
  )
}

function Consequences({ props }: { props: SurveyPublishProps }) {
  const { nextVersion, planned, askedAt, translations } = props
  const partial = translations.filter(({ missing }) => missing.length > 0)
  const where = listed(askedAt.map((kind) => milestoneKindName(kind).toLowerCase()))
  return (
    <ul class="plain-list">
      <li>
        {askedAt.length === 0
          ? 'No rule of the plan asks this survey yet, so nobody gets it until one does.'
          : `Whoever is invited at ${where} from now on gets version ${nextVersion}.`}
      </li>
      {planned > 0 && (
        <li>
          {counted(planned, 'invitation')} planned before now will still be sent with the version they were planned
          with.
        </li>
      )}
      <li>Answers that came in keep the words they were given to.</li>
      {partial.map(({ language, missing }) => (
        <li>
          {LANGUAGE_NAMES[language]}: {counted(missing.length, 'text')} not translated.
        </li>
      ))}
    </ul>
  )
}

/** Before publishing: what changes for clients, what stands in the way, and what is advised. */
export function SurveyPublishPage(props: SurveyPublishProps) {
  const { frame, key, notes, draft, against, nextVersion, changes, revision } = props
  const name = milestoneKindName(key)
  const faults = notes.filter(({ tone }) => tone === 'fault')
  const advice = notes.filter(({ tone }) => tone === 'advice')
  const isSame = against !== null && changes.length === 0
  const isReady = faults.length === 0 && !isSame
  return (
    <Layout frame={frame} title={`Publish ${name}`} current="plan">
      <p class="kicker">
        <a href={paths.surveys}>Surveys</a> · <a href={paths.survey(key)}>{name}</a> ·{' '}
        <a href={paths.surveyEditor(key)}>Draft</a>
      </p>
      <h1>{isReady ? `Shall ${name.toLowerCase()} ask this from now on?` : 'Not ready to publish'}</h1>
      {faults.length > 0 && (
        <div class="faults" role="alert" tabindex={-1} autofocus>
          <h2>{faults.length === 1 ? 'One thing to put right first' : `${faults.length} things to put right first`}</h2>
          <Notes props={props} notes={faults} />
        </div>
      )}
      {isSame && <p class="standfirst">The draft says what version {against} says already.</p>}
      <div class="pair">
        <Section title={against === null ? 'What it is' : `What differs from version ${against}`}>
          {against === null ? (
            <p>
              The first version: {counted(draft.ask.length, 'question')} on the survey page, {draft.after.length} after
              sending.
            </p>
          ) : isSame ? (
            <p class="quiet">Nothing.</p>
          ) : (
            <SurveyChanges changes={changes} language={draft.language} />
          )}
        </Section>
        <div>
          <Section title="What it means">
            <Consequences props={props} />
          </Section>
          {advice.length > 0 && (
            <Section title="Advice" lead="From what is known about surveys. You may publish all the same.">
              <Notes props={props} notes={advice} />
            </Section>
          )}
        </div>
      </div>
      {isReady && (
        <form method="post" action={paths.surveyPublish(key)}>
          <input type="hidden" name="revision" value={String(revision)} />
          <input type="hidden" name="against" value={against === null ? '' : String(against)} />
          <Button>Publish version {nextVersion}</Button>
        </form>
      )}
      <p class="more">
        <a href={paths.surveyEditor(key)}>Back to the draft</a>
      </p>
    </Layout>
  )
}
