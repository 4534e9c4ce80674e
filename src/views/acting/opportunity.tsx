import { day, dayOf, moment } from '../dates.ts'
import { Button, FaultSummary, SelectField, TextArea, TextField, type Fault } from '../field.tsx'
import { Layout, type Frame } from '../layout.tsx'
import { money } from '../money.ts'
import { OPPORTUNITY_STATE_NAMES } from '../names.ts'
import { Pill, Section } from '../notice.tsx'
import { paths } from '../paths.ts'
import { NeedOutcome, type TypedNeedOutcome } from './opportunity-outcome.tsx'
import { AccountName, type OpportunityLine, NeedPill } from './opportunity-list.tsx'

type Move = {
  at: Date
  state: OpportunityLine['state']
  value: string | null
  currency: string | null
  note: string | null
  ownerName: string | null
  /** Null for both: by nobody of the firm. */
  moverName: string | null
  keyName: string | null
  changed: readonly ('state' | 'owner' | 'value' | 'note')[]
}

export type OpportunityProps = {
  frame: Frame
  need: OpportunityLine & {
    responseId: number | null
    engagementId: number | null
    ownerId: number | null
    note: string | null
    openedAt: Date
    pmName: string | null
    addedByName: string | null
    contactEmail: string | null
    contactPhone: string | null
    /** The outcome that is linked; the day is null where none is. */
    calledFirst: boolean | null
    neededOn: string | null
    outcomeNote: string | null
  }
  /** Which pages open for the viewer. */
  opens: { answer: boolean; engagement: boolean }
  moves: readonly Move[]
  mayMove: boolean
  /** In which the account's revenue is counted, else the firm's; null: not known. */
  usualCurrency: string | null
  mayRecord: boolean
  owners: readonly { id: number; name: string }[]
  typed?: { state: string; owner: string; value: string; currency: string; note: string; faults: readonly Fault[] }
  typedOutcome?: TypedNeedOutcome
}

const STATES = Object.entries(OPPORTUNITY_STATE_NAMES).map(([value, label]) => ({ value, label }))

function MoveForm({
  need,
  owners,
  usualCurrency,
  typed,
}: Pick<OpportunityProps, 'need' | 'owners' | 'usualCurrency' | 'typed'>) {
  const faults = typed?.faults ?? []
  return (
    <form method="post" action={paths.opportunity(need.id)}>
      <SelectField name="state" label="State" value={typed?.state ?? need.state} options={STATES} faults={faults} />
      <SelectField
        name="owner"
        label="Owner"
        hint={need.leadershipOnly ? 'Told to leadership only, so a leader looks after it.' : undefined}
        value={typed?.owner ?? `${need.ownerId ?? ''}`}
        options={[
          { value: '', label: 'Nobody yet' },
          ...owners.map(({ id, name }) => ({ value: `${id}`, label: name })),
        ]}
        faults={faults}
      />
      <div class="fields-beside">
        <TextField
          name="value"
          label="Value"
          value={typed?.value ?? (need.value ?? '').replace(/\.00$/, '')}
          faults={faults}
          optional
        />
        <TextField
          name="currency"
          label="Currency"
          value={typed?.currency ?? need.currency ?? usualCurrency ?? ''}
          faults={faults}
          optional="needed with a value"
        />
      </div>
      <TextArea
        name="note"
        label="Note"
        hint="For colleagues: the next step, whom to bring."
        rows={3}
        value={typed?.note ?? need.note ?? ''}
        faults={faults}
        optional
      />
      <Button>Save</Button>
    </form>
  )
}

function Standing({ need, frame }: Pick<OpportunityProps, 'need' | 'frame'>) {
  const terms: [string, string][] = [
    ['Owner', need.ownerName ?? 'nobody yet'],
    [
      'Value',
      need.value === null || need.currency === null ? 'not known' : money(need.value, need.currency, frame.locale),
    ],
    ['Note', need.note ?? 'none'],
  ]
  return (
    <dl class="terms">
      {terms.map(([term, text]) => (
        <div>
          <dt>{term}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  )
}

function moveWords(move: Move, locale: string): string[] {
  const words = {
    state: `now ${OPPORTUNITY_STATE_NAMES[move.state].toLowerCase()}`,
    owner: move.ownerName === null ? 'owned by nobody' : `owned by ${move.ownerName}`,
    value:
      move.value === null || move.currency === null
        ? 'value taken away'
        : `worth ${money(move.value, move.currency, locale)}`,
    note: move.note === null ? 'note taken away' : `note: ${move.note}`,
  }
  return move.changed.map((change) => words[change])
}

function History({ frame, need, moves }: Pick<OpportunityProps, 'frame' | 'need' | 'moves'>) {
  const heard = need.responseId === null ? `Added by ${need.addedByName ?? 'a key of the API'}` : 'Named in an answer'
  return (
    <ol class="decisions">
      <li>
        <time datetime={need.heardAt.toISOString()}>{moment(need.heardAt, frame)}</time>
        <span>{heard}</span>
      </li>
      {moves.map((move) => (
        <li>
          <time datetime={move.at.toISOString()}>{moment(move.at, frame)}</time>
          <span>
            {move.moverName ?? `The API key ${move.keyName ?? ''}`}: {moveWords(move, frame.locale).join('; ')}
          </span>
        </li>
      ))}
    </ol>
  )
}

function Client({ need, opens }: Pick<OpportunityProps, 'need' | 'opens'>) {
  return (
    <>
      <blockquote class="quote" dir="auto">
        {need.need}
      </blockquote>
      <p class="quiet">
        {need.contactName ?? 'Somebody'} at <AccountName of={need} />
        {need.engagementId !== null && (
          <>
            , on{' '}
            {opens.engagement ? (
              <a href={paths.engagement(need.engagementId)}>{need.engagementName}</a>
            ) : (
              need.engagementName
            )}
          </>
        )}
        {need.pmName !== null && `, PM ${need.pmName}`}
      </p>
      <ul class="plain-list">
        {need.contactPhone !== null && (
          <li>
            <a href={`tel:${need.contactPhone.replaceAll(/[^+\d]/g, '')}`}>{need.contactPhone}</a>
          </li>
        )}
        {need.contactEmail !== null && (
          <li>
            <a href={`mailto:${encodeURIComponent(need.contactEmail).replace('%40', '@')}`}>{need.contactEmail}</a>
          </li>
        )}
        {need.responseId !== null && opens.answer && (
          <li>
            <a href={paths.response(need.responseId)}>The whole answer</a>
          </li>
        )}
      </ul>
    </>
  )
}

function Outcome({ frame, need }: Pick<OpportunityProps, 'frame' | 'need'>) {
  if (need.neededOn === null) return null
  return (
    <Section title="What really happened">
      <p>
        <Pill tone={need.calledFirst ? 'good' : 'act'}>outcome</Pill>{' '}
        {need.calledFirst ? 'They called us first.' : 'They did not call us first.'} {need.outcomeNote}{' '}
        <span class="quiet">{day(need.neededOn, frame)}</span>
      </p>
    </Section>
  )
}

/** One need: what the client said, where it stands, and what to do next. */
export function OpportunityPage(props: OpportunityProps) {
  const { frame, need, typed, typedOutcome } = props
  const title = `What ${need.accountName} needs next`
  const isOver = need.state === 'won' || need.state === 'lost'
  return (
    <Layout frame={frame} title={title} current="opportunities">
      <p class="kicker">
        <a href={paths.opportunities}>Opportunities</a> · {need.accountName}
      </p>
      <h1>{title}</h1>
      <p class="standfirst">
        <NeedPill state={need.state} /> Heard {dayOf(need.heardAt, frame)}
        {need.responseId === null && ', on a call'}
        {need.leadershipOnly && ', told to leadership only'}.
      </p>
      <FaultSummary faults={[...(typed?.faults ?? []), ...(typedOutcome?.faults ?? [])]} />
      {isOver && need.neededOn === null && props.mayRecord && (
        <NeedOutcome frame={frame} need={need} typed={typedOutcome} />
      )}
      <Outcome frame={frame} need={need} />
      <div class="pair">
        <Section title="In their words">
          <Client need={need} opens={props.opens} />
        </Section>
        <Section title="Where it stands">
          {props.mayMove ? (
            <MoveForm need={need} owners={props.owners} usualCurrency={props.usualCurrency} {...(typed && { typed })} />
          ) : (
            <Standing need={need} frame={frame} />
          )}
        </Section>
      </div>
      <Section title="So far">
        <History frame={frame} need={need} moves={props.moves} />
      </Section>
    </Layout>
  )
}
