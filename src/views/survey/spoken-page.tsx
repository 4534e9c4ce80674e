import type { JusterAnswer } from '../../core/answering/juster.ts'
import { EXPERIENCE_KEYS, type SpokenState } from '../../core/words.ts'
import { SurveyFrame, type SurveyFrameProps } from './frame.tsx'
import { nameIn } from './speech.ts'

type Report = {
  reporterName: string
  callFirst: number | null
  comment: string | null
  experiences: Readonly<Record<string, number>>
  state: SpokenState
}

export type SpokenPageProps = SurveyFrameProps & {
  report: Report
  engagementName: string
  /** Such as '13 December'. */
  saidOn: string
  action: string
  surveyPath: string
  /** Whether an answer is stored. */
  isAnswered: boolean
}

function Said({ report, speech }: Pick<SpokenPageProps, 'report' | 'speech'>) {
  const { spoken, callFirst, experiences, letter } = speech.words
  const { callFirst: number, comment } = report
  const anchor = number === null ? null : callFirst.anchors[number as JusterAnswer]
  const rated = EXPERIENCE_KEYS.flatMap((key) => {
    const rating = report.experiences[key]
    return rating === undefined ? [] : [letter.rating(experiences[key], `${rating}`)]
  })
  return (
    <div class="card">
      <div class="question">
        {anchor !== null && (
          <p>
            <b>{spoken.number(`${number} — ${anchor.label} ${callFirst.inBrackets(anchor.odds)}`)}</b>
          </p>
        )}
        {comment !== null && (
          <blockquote class="said" dir="auto">
            {comment}
          </blockquote>
        )}
        {rated.map((line) => (
          <p>{line}</p>
        ))}
      </div>
    </div>
  )
}

const Press = ({
  action,
  value,
  second,
  words,
}: {
  action: string
  value: string
  second?: boolean
  words: string
}) => (
  <form method="post" action={action}>
    <input type="hidden" name="action" value={value} />
    <p class="send">
      <button type="submit" class={second ? 'second' : undefined}>
        {words}
      </button>
    </p>
  </form>
)

/** What somebody of the firm wrote down, for the one who said it. Opening the page confirms nothing; the press does. */
export function SpokenPage(props: SpokenPageProps) {
  const { report, speech, action, surveyPath } = props
  const words = speech.words.spoken
  if (report.state !== 'reported') {
    const { title, text } = words[report.state]
    return (
      <SurveyFrame {...props} title={title}>
        <h1>{title}</h1>
        <p class="standfirst">{text}</p>
        <p>
          <a href={surveyPath}>{props.isAnswered ? words.change : words.own}</a>
        </p>
      </SurveyFrame>
    )
  }
  return (
    <SurveyFrame {...props} title={words.title}>
      <h1>{words.title}</h1>
      <p class="standfirst">
        {words.text(nameIn(report.reporterName, speech), props.saidOn, nameIn(props.engagementName, speech))}
      </p>
      <Said report={report} speech={speech} />
      <Press action={action} value="confirm" words={words.confirm} />
      <p class="note">{words.counts}</p>
      <p>
        <a href={surveyPath}>{words.correct}</a>
      </p>
      <Press action={action} value="refuse" second words={words.refuse} />
    </SurveyFrame>
  )
}
