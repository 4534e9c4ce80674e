import { followUpQuery } from '../../core/acting/follow-up-filter.ts'
import type { AnswerFilter } from '../../core/score/answer-filter.ts'
import { closingWords } from '../acting/follow-ups.tsx'
import { FollowUpTable, type FollowUpLine } from '../acting/follow-up-list.tsx'
import type { Frame } from '../layout.tsx'
import { counted } from '../names.ts'
import { Pill, Section } from '../notice.tsx'
import { paths } from '../paths.ts'
import { coveragePath, filterQuery } from './filter-query.ts'

/** An account at which many of those whom the plan would have asked were not. */
type HeldBack = { accountId: number; accountName: string; heldBack: number; held: number; wanted: number }

export type Attention = {
  followUps: readonly FollowUpLine[]
  heldBack: readonly HeldBack[]
}

export type OpenFollowUps = {
  today: number
  snoozed: number
  overdue: number
  hoursToClose: number | null
  closedByPeople: number
}

type Props = { frame: Frame; attention: Attention; filter: AnswerFilter } & OpenFollowUps

function HeldBackLine({ line, filter }: { line: HeldBack; filter: AnswerFilter }) {
  const people = (standing: 'held' | 'held_back') => coveragePath({ ...filter, accountId: line.accountId }, standing)
  return (
    <li>
      <Pill tone="act">held back often</Pill> <a href={paths.account(line.accountId)}>{line.accountName}</a>:{' '}
      {line.heldBack + line.held} of {line.wanted} people were not asked,{' '}
      {line.heldBack > 0 && <a href={people('held_back')}>{line.heldBack} held back by the rules</a>}
      {line.heldBack > 0 && line.held > 0 && ', '}
      {line.held > 0 && <a href={people('held')}>{line.held} left out by a hold</a>}.
    </li>
  )
}

/** What somebody has to do about today: what clients said or did not say, and whom we do not ask. */
export function AttentionSection({ frame, attention, filter, today, snoozed, overdue, ...closing }: Props) {
  const { followUps, heldBack } = attention
  const { pmId, accountId, industry } = filter
  const list = (show: 'today' | 'overdue' | 'snoozed') =>
    `${paths.followUps}${followUpQuery({ show, pmId, accountId, industry })}`
  return (
    <Section
      title="Needs attention today"
      lead={
        today + snoozed > 0 && (
          <>
            {today > 0 && (
              <>
                <a href={list('today')}>{counted(today, 'follow-up')} open</a>,{' '}
                {overdue === 0 ? 'none of them overdue' : <a href={list('overdue')}>{overdue} of them overdue</a>}.{' '}
              </>
            )}
            {snoozed > 0 && (
              <>
                <a href={list('snoozed')}>{snoozed} snoozed</a> until later.
              </>
            )}
          </>
        )
      }
    >
      {(followUps.length > 0 || heldBack.length === 0) && (
        <FollowUpTable
          lines={followUps}
          setting={frame}
          takeFrom={`${paths.overview}${filterQuery(filter)}`}
          empty="Nothing is open today. A low answer, a fall, a call asked for or silence appears here at once."
        />
      )}
      {heldBack.length > 0 && (
        <ul class="plain-list signals">
          {heldBack.map((line) => (
            <HeldBackLine line={line} filter={filter} />
          ))}
        </ul>
      )}
      {closing.hoursToClose !== null && <p class="quiet small">{closingWords(closing, 90)}</p>}
      {today > followUps.length && (
        <p class="more">
          <a href={list('today')}>All {today} follow-ups</a>
        </p>
      )}
    </Section>
  )
}
