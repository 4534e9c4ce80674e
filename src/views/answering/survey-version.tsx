import type { SurveyChange } from '../../core/answering/survey-difference.ts'
import { languagesOf, type SurveyDefinition } from '../../core/answering/survey.ts'
import { moment } from '../dates.ts'
import { Button } from '../field.tsx'
import { Layout, type Frame } from '../layout.tsx'
import { milestoneKindName } from '../names.ts'
import { Section } from '../notice.tsx'
import { paths } from '../paths.ts'
import { SurveyChanges } from './survey-changes.tsx'
import { SurveyFrameBox } from './survey-frame.tsx'

export type SurveyVersionProps = {
  frame: Frame
  key: string
  version: number
  survey: SurveyDefinition
  mayChange: boolean
  /** The version it is compared with, and how it differs from that one. */
  against: number | null
  changes: readonly SurveyChange[]
  /** Every version there is, to compare with. */
  versions: readonly number[]
  draft: { changedBy: string | null; changedAt: Date; revision: number } | undefined
}

function Compare({ props }: { props: SurveyVersionProps }) {
  const { key, version, versions, against, changes, survey } = props
  const others = versions.filter((each) => each !== version)
  if (others.length === 0) return <p class="quiet">There is no other version.</p>
  return (
    <>
      <form class="filter" method="get" action={paths.surveyVersion(key, version)}>
        <div class="field">
          <label for="against">Compared with</label>
          <select id="against" name="against">
            {others.map((each) => (
              <option value={String(each)} selected={each === against}>
                Version {each}
              </option>
            ))}
          </select>
        </div>
        <Button quiet>Compare</Button>
      </form>
      {against !== null &&
        (changes.length === 0 ? (
          <p class="quiet">Both say the same.</p>
        ) : (
          <SurveyChanges changes={changes} language={survey.language} />
        ))}
    </>
  )
}

/** One version as its clients read it, and how it differs from another. */
export function SurveyVersionPage(props: SurveyVersionProps) {
  const { frame, key, version, survey, mayChange, draft } = props
  const name = milestoneKindName(key)
  return (
    <Layout frame={frame} title={`${name}, version ${version}`} current="plan">
      <p class="kicker">
        <a href={paths.surveys}>Surveys</a> · <a href={paths.survey(key)}>{name}</a>
      </p>
      <h1>
        {name}, version {version}
      </h1>
      <div class="pair">
        <div>
          <Section title="What is different">
            <Compare props={props} />
          </Section>
          <Section title="Use it">
            <p>
              <a href={paths.surveyVersionFile(key, version)} download>
                Download it as a file
              </a>
            </p>
            {mayChange && (
              <form method="post" action={paths.surveyVersionDraft(key, version)}>
                <p>
                  {draft
                    ? `It takes the place of the draft${draft.changedBy ? ` that ${draft.changedBy} changed` : ''}, ${moment(draft.changedAt, frame)}. `
                    : 'It becomes a draft. '}
                  Nothing changes for clients until that is published.
                </p>
                <input type="hidden" name="revision" value={String(draft?.revision ?? 0)} />
                <Button quiet>{draft ? 'Replace the draft with it' : 'Go back to it as a draft'}</Button>
              </form>
            )}
          </Section>
        </div>
        <Section title="How it looks">
          <SurveyFrameBox
            src={paths.surveyVersionPreview(key, version, `?lang=${survey.language}`)}
            languages={languagesOf(survey)}
            language={survey.language}
            form={null}
          />
        </Section>
      </div>
    </Layout>
  )
}
