import type { InvitationState, SpokenState } from '../../core/words.ts'
import { day, dayOf } from '../dates.ts'
import type { Frame } from '../layout.tsx'
import { milestoneKindName } from '../names.ts'
import { Pill, Section } from '../notice.tsx'
import { paths } from '../paths.ts'

/** What somebody of the firm wrote down of what a client said. */
export type SpokenLine = {
  invitationId: number
  contactName: string
  milestoneKind: string
  reporterName: string
  saidOn: string
  callFirst: number | null
  comment: string | null
  state: SpokenState
  decidedAt: Date | null
  invitationState: InvitationState
  /** The answer that it became. */
  responseId: number | null
}

/** Where it stands, in words: only the client's press makes it count. */
export function spokenWords({ state, invitationState, decidedAt }: SpokenLine, frame: Frame): string {
  const on = decidedAt === null ? '' : ` ${dayOf(decidedAt, frame)}`
  if (state === 'confirmed') return `confirmed by the client${on}`
  if (state === 'corrected') return `answered by the client in their own words${on}`
  if (state === 'refused') return `not what was said, says the client${on}`
  const waiting: Partial<Record<InvitationState, string>> = {
    planned: 'not confirmed; the client is asked in the hours of asking',
    sent: 'not confirmed yet; the client has been asked',
    closed: 'never confirmed',
    held_back: 'not confirmed; the client could not be asked',
    withdrawn: 'not confirmed; the client is not being asked',
    bounced: 'not confirmed; the mail came back',
    answered: 'answered by the client',
  }
  return waiting[invitationState] ?? 'not confirmed'
}

/** What clients said on calls and visits, marked as ours until they confirm it. */
export function SpokenReports({
  frame,
  engagementId,
  spoken,
  mayReport,
}: {
  frame: Frame
  engagementId: number
  spoken: readonly SpokenLine[]
  mayReport: boolean
}) {
  if (spoken.length === 0 && !mayReport) return null
  return (
    <Section
      title="Said on a call or a visit"
      lead="Reported by us. It counts in no score until the client has confirmed it."
    >
      <ul class="quotes">
        {spoken.map((line) => (
          <li>
            {line.comment !== null && <blockquote dir="auto">{line.comment}</blockquote>}
            <p class="quiet small">
              <Pill tone={line.state === 'refused' ? 'act' : line.state === 'reported' ? 'plain' : 'good'}>
                reported by us
              </Pill>{' '}
              {line.contactName}, {milestoneKindName(line.milestoneKind).toLowerCase()}, {day(line.saidOn, frame)}
              {line.callFirst !== null && ` · ${line.callFirst} of 10, as we noted it`} · noted by {line.reporterName} ·{' '}
              {line.responseId === null ? (
                spokenWords(line, frame)
              ) : (
                <a href={paths.response(line.responseId)}>{spokenWords(line, frame)}</a>
              )}
            </p>
          </li>
        ))}
      </ul>
      {mayReport && (
        <p class="more">
          <a href={paths.reportSpoken(engagementId)}>Log what a client said</a>
        </p>
      )}
    </Section>
  )
}

/** On an answer: that it was reported, by whom, and that the client stood by it or said it anew. */
export const ReportedByUs = ({ report, frame }: { report: SpokenLine | null; frame: Frame }) =>
  report === null ? null : (
    <p>
      <Pill>reported by us</Pill>{' '}
      <span class="quiet">
        Said on {day(report.saidOn, frame)}, noted by {report.reporterName}, {spokenWords(report, frame)}.
      </span>
    </p>
  )
