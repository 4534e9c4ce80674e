import { type Language, LANGUAGE_NAMES } from '../../core/languages.ts'
import { moment } from '../dates.ts'
import { Layout, type Frame } from '../layout.tsx'
import { counted, listed, milestoneKindName } from '../names.ts'
import { Pill, Section } from '../notice.tsx'
import { paths } from '../paths.ts'

export type SurveysProps = {
  frame: Frame
  surveys: readonly {
    key: string
    inForce: { version: number; isOwn: boolean; questions: number; languages: readonly Language[] } | undefined
    askedAt: readonly string[]
    draft: { changedBy: string | null; changedAt: Date } | undefined
  }[]
  mayChange: boolean
}

type Survey = SurveysProps['surveys'][number]

const askedAtWords = (kinds: readonly string[]): string =>
  kinds.length === 0
    ? 'The plan asks it nowhere.'
    : `The plan asks it at ${listed(kinds.map((kind) => milestoneKindName(kind).toLowerCase()))}.`

function Line({ survey, frame, mayChange }: { survey: Survey; frame: Frame; mayChange: boolean }) {
  const { key, inForce, askedAt, draft } = survey
  const name = milestoneKindName(key)
  return (
    <li>
      <h3>
        <a href={paths.survey(key)}>{name}</a>{' '}
        {inForce ? (
          <span class="quiet small">
            version {inForce.version}, {inForce.isOwn ? 'our own' : 'as shipped'}
          </span>
        ) : (
          <Pill tone="act">Not published yet</Pill>
        )}
      </h3>
      <p>
        {inForce && `${counted(inForce.questions, 'question')}. `}
        {askedAtWords(askedAt)}
      </p>
      {inForce && (
        <p class="quiet small">
          {inForce.languages.map((language, at) => (
            <>
              {at > 0 && ' · '}
              <span lang={language}>{LANGUAGE_NAMES[language]}</span>
            </>
          ))}
        </p>
      )}
      {draft && (
        <p>
          <Pill>Draft</Pill>{' '}
          <span class="small">
            last changed{draft.changedBy && ` by ${draft.changedBy}`}, {moment(draft.changedAt, frame)}
          </span>
        </p>
      )}
      {mayChange && (
        <a href={paths.surveyEditor(key)}>
          {draft ? 'Go on with the draft' : 'Edit'}
          <span class="heard"> of {name}</span>
        </a>
      )}
    </li>
  )
}

/** Every survey, what is in force, and where the plan asks it. */
export function SurveysPage({ frame, surveys, mayChange }: SurveysProps) {
  return (
    <Layout frame={frame} title="What do we ask?" current="plan">
      <p class="kicker">
        <a href={paths.plan}>Plan</a>
      </p>
      <h1>What do we ask?</h1>
      <p class="standfirst">
        Each survey is yours to word, translate and add to. Clients get a change once it is published; what they have
        answered keeps the words they read.
      </p>
      <Section title="Surveys" {...(mayChange ? {} : { lead: 'Administrators change them.' })}>
        <ul class="rules">
          {surveys.map((survey) => (
            <Line survey={survey} frame={frame} mayChange={mayChange} />
          ))}
        </ul>
        <p class="more">
          <a href={paths.surveysTable}>The list as a CSV file</a>
        </p>
      </Section>
      {mayChange && (
        <p>
          <a class="button" href={paths.newSurvey}>
            Begin a survey of your own
          </a>
        </p>
      )}
    </Layout>
  )
}
