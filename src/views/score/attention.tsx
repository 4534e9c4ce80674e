import { closingWords } from '../acting/follow-ups.tsx'
import { FollowUpTable, type FollowUpLine } from '../acting/follow-up-list.tsx'
import type { Frame } from '../layout.tsx'
import { counted } from '../names.ts'
import { Pill, Section } from '../notice.tsx'
import { paths } from '../paths.ts'

/** An account at which many of those whom the plan would have asked were not. */
type HeldBack = { accountId: number; accountName: string; heldBack: number; held: number; wanted: number }

export type Attention = {
  followUps: readonly FollowUpLine[]
  heldBack: readonly HeldBack[]
}

export type OpenFollowUps = { open: number; overdue: number; hoursToClose: number | null; closedByPeople: number }

type Props = { frame: Frame; attention: Attention; path: string } & OpenFollowUps

function HeldBackLine({ line }: { line: HeldBack }) {
  const parts = [
    line.heldBack > 0 && `${line.heldBack} held back by the rules`,
    line.held > 0 && `${line.held} left out by a hold`,
  ].filter(Boolean)
  return (
    <li>
      <Pill tone="act">held back often</Pill> <a href={paths.account(line.accountId)}>{line.accountName}</a>:{' '}
      {line.heldBack + line.held} of {line.wanted} people were not asked, {parts.join(', ')}.{' '}
      {line.held > 0 && <a href={paths.holds}>See the holds</a>}
    </li>
  )
}

/** `path`: where it stands. What somebody has to do about today: what clients said or did not say, and whom we do not ask. */
export function AttentionSection({ frame, attention, path, open, overdue, ...closing }: Props) {
  const { followUps, heldBack } = attention
  const lead = open === 0 ? undefined : `${counted(open, 'follow-up')} open, ${overdue} of them overdue.`
  return (
    <Section title="Needs attention today" lead={lead}>
      {(followUps.length > 0 || heldBack.length === 0) && (
        <FollowUpTable
          lines={followUps}
          setting={frame}
          takeFrom={path}
          empty="Nothing is open. A low answer, a fall, a call asked for or silence appears here at once."
        />
      )}
      {heldBack.length > 0 && (
        <ul class="plain-list signals">
          {heldBack.map((line) => (
            <HeldBackLine line={line} />
          ))}
        </ul>
      )}
      {closing.hoursToClose !== null && <p class="quiet small">{closingWords(closing, 90)}</p>}
      {open > followUps.length && (
        <p class="more">
          <a href={paths.followUps}>All {open} follow-ups</a>
        </p>
      )}
    </Section>
  )
}
