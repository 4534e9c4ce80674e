import type { JusterAnswer } from '../../core/answering/juster.ts'
import type { CallFirstRank, FollowUpState, Visibility } from '../../core/words.ts'
import { dayOf, moment } from '../dates.ts'
import { Layout, type Frame } from '../layout.tsx'
import { CALL_FIRST_RANK_NAMES, experienceName, FOLLOW_UP_STATE_NAMES, milestoneKindName } from '../names.ts'
import { Section } from '../notice.tsx'
import { ReportedByUs, type SpokenLine } from './spoken-reports.tsx'
import { GuessBeside } from './guesses.tsx'
import { paths } from '../paths.ts'
import { type ReplyLine, replyWords } from './follow-up-history.tsx'
import { en } from '../survey/words/en.ts'
import { Table } from '../table.tsx'

/** One experience with the sentence that was rated, where it is known. */
export type ExperienceRating = { key: string; statement: string | null; rating: number }

/** An answer to a question of the firm's own, both in words. */
type OwnAnswerShown = { question: string; answer: string }

export type ResponseProps = {
  frame: Frame
  response: {
    id: number
    callFirst: number
    comment: string | null
    needsNext: string | null
    callMe: boolean
    visibility: Visibility
    firstCallRank: CallFirstRank | null
    testimonial: boolean
    imported: boolean
    answeredAt: Date
    changedAt: Date
  }
  contactName: string
  account: { id: number; name: string }
  engagement: { id: number; name: string }
  pmName: string
  milestoneKind: string
  /** Which version of which survey was answered; null for history from an earlier tool. */
  asked: { survey: string; version: number } | null
  experiences: readonly ExperienceRating[]
  answers: readonly OwnAnswerShown[]
  previous: { responseId: number; callFirst: number; milestoneKind: string; answeredAt: Date } | null
  /** What the firm had noted of it after a call. */
  report: SpokenLine | null
  /** What its PM had guessed; null for everybody else. */
  guess: number | null
  followUp: { id: number; state: FollowUpState; ownerName: string; dueAt: Date } | null
  /** What was written back to the contact. */
  reply: (ReplyLine & { weDid: string }) | null
}

/** The eleven answers of the scale with the given one marked. */
function ScaleMark({ answer }: { answer: number }) {
  return (
    <div class="scale" role="img" aria-label={`${answer} on the scale from 0 to 10`}>
      {Array.from({ length: 11 }, (_, step) => (
        <span class={step === answer ? 'given' : undefined} aria-hidden="true">
          {step}
        </span>
      ))}
    </div>
  )
}

/** A rating as filled and empty squares beside its number. */
function Rating({ rating }: { rating: number }) {
  return (
    <span class="rating">
      <span aria-hidden="true">
        {'■'.repeat(rating)}
        <span class="rest">{'□'.repeat(5 - rating)}</span>
      </span>{' '}
      {rating} of 5
    </span>
  )
}

function Terms({
  response,
  frame,
  followUp,
  asked,
  reply,
}: Pick<ResponseProps, 'response' | 'frame' | 'followUp' | 'asked' | 'reply'>) {
  const readsSurveys = frame.viewer?.role === 'leader' || frame.viewer?.role === 'admin'
  const version = asked && `${milestoneKindName(asked.survey)}, version ${asked.version}`
  const terms: [string, string][] = [
    ['Who may read it', response.visibility === 'team' ? 'The team and leadership' : 'Leadership only'],
    ['Asked for a call', response.callMe ? 'Yes' : 'No'],
    ...(response.firstCallRank
      ? [['Would call first tomorrow', CALL_FIRST_RANK_NAMES[response.firstCallRank]] as [string, string]]
      : []),
    ['Testimonial', response.testimonial ? 'May be published' : 'No leave given'],
    ['Answered', moment(response.answeredAt, frame)],
    ...(response.changedAt.getTime() > response.answeredAt.getTime()
      ? [['Changed', moment(response.changedAt, frame)] as [string, string]]
      : []),
  ]
  return (
    <dl class="terms">
      {terms.map(([term, text]) => (
        <div>
          <dt>{term}</dt>
          <dd>{text}</dd>
        </div>
      ))}
      {asked && (
        <div>
          <dt>Survey</dt>
          <dd>{readsSurveys ? <a href={paths.surveyVersion(asked.survey, asked.version)}>{version}</a> : version}</dd>
        </div>
      )}
      <div>
        <dt>Follow-up</dt>
        <dd>
          {followUp ? (
            <>
              <a href={paths.followUp(followUp.id)}>{FOLLOW_UP_STATE_NAMES[followUp.state]}</a>, {followUp.ownerName},
              due {dayOf(followUp.dueAt, frame)}
            </>
          ) : (
            'None needed'
          )}
        </dd>
      </div>
      {followUp && reply && (
        <div>
          <dt>You said, we did</dt>
          <dd>
            {replyWords(reply)}
            {reply.state === 'sent' && <q class="block">{reply.weDid}</q>}
          </dd>
        </div>
      )}
    </dl>
  )
}

/** Whoever may not read every answer can't be told that there is none before. */
function firstWords({ viewer }: Frame): string {
  const seesAll = viewer?.role === 'leader' || viewer?.role === 'admin'
  return seesAll
    ? 'This is the first answer of this contact.'
    : 'It is the first answer of this contact that you can read.'
}

/** One response: what this person said, and what it was the last time. */
export function ResponsePage(props: ResponseProps) {
  const { frame, response, previous } = props
  const anchor = en.callFirst.anchors[response.callFirst as JusterAnswer]
  const title = `What ${props.contactName} said`
  return (
    <Layout frame={frame} title={title}>
      <p class="kicker">
        {milestoneKindName(props.milestoneKind)} ·{' '}
        <a href={paths.engagement(props.engagement.id)}>{props.engagement.name}</a> ·{' '}
        {frame.viewer?.role === 'pm' ? (
          props.account.name
        ) : (
          <a href={paths.account(props.account.id)}>{props.account.name}</a>
        )}{' '}
        · PM {props.pmName}
      </p>
      <h1>{title}</h1>
      <div class="pair">
        <Section title="Would they call us first?">
          <p class="big">
            <span class="big-number">{response.callFirst}</span> <span>of 10</span>
          </p>
          <ScaleMark answer={response.callFirst} />
          <p>
            “{anchor.label} ({anchor.odds})”
          </p>
          <ReportedByUs report={props.report} frame={frame} />
          <GuessBeside guess={props.guess} callFirst={response.callFirst} />
          <p class="quiet">
            {previous ? (
              <>
                The answer before: <a href={paths.response(previous.responseId)}>{previous.callFirst} of 10</a> at{' '}
                {milestoneKindName(previous.milestoneKind).toLowerCase()}, {dayOf(previous.answeredAt, frame)}.
              </>
            ) : (
              firstWords(frame)
            )}
            {response.imported && ' It came in with the firm’s history.'}
          </p>
        </Section>
        <Section title="About this answer">
          <Terms response={response} frame={frame} followUp={props.followUp} asked={props.asked} reply={props.reply} />
        </Section>
      </div>
      <div class="pair">
        <Section title="In their words">
          {response.comment ? (
            <blockquote class="quote">{response.comment}</blockquote>
          ) : (
            <p class="quiet">No comment was left.</p>
          )}
          <h3>What they need next</h3>
          {response.needsNext ? (
            <blockquote class="quote">{response.needsNext}</blockquote>
          ) : (
            <p class="quiet">No need was mentioned.</p>
          )}
        </Section>
        <Section title="Experiences">
          {props.experiences.length === 0 ? (
            <p class="quiet">No experience was rated.</p>
          ) : (
            <>
              <Table
                caption="Experiences, rated 1 to 5"
                columns={[
                  {
                    label: 'Experience',
                    kind: 'name',
                    cell: (row: ExperienceRating) => (
                      <>
                        {experienceName(row.key)}
                        {row.statement && <span class="quiet small block">{row.statement}</span>}
                      </>
                    ),
                  },
                  { label: 'Rating', cell: (row) => <Rating rating={row.rating} /> },
                ]}
                rows={props.experiences}
              />
              <p class="more">
                <a href={paths.ratingsTable(response.id)}>The ratings as a CSV file</a>
              </p>
            </>
          )}
        </Section>
      </div>
      {props.answers.length > 0 && (
        <Section title="Your own questions">
          <dl class="terms">
            {props.answers.map(({ question, answer }) => (
              <div>
                <dt>{question}</dt>
                <dd dir="auto">{answer}</dd>
              </div>
            ))}
          </dl>
        </Section>
      )}
    </Layout>
  )
}
