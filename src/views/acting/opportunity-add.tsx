import { Button, FaultSummary, SelectField, TextArea, TextField, type Fault } from '../field.tsx'
import { Layout, type Frame } from '../layout.tsx'
import { Empty } from '../notice.tsx'
import { paths } from '../paths.ts'

type Named = { id: number; name: string }

export type TypedNeedProps = Record<'need' | 'contact' | 'engagement' | 'value' | 'currency' | 'note', string> & {
  faults: readonly Fault[]
}

const TITLE = 'What did a client say they need?'

/** Where a need was heard: the account comes first, its people after it. */
export function ChooseAccountPage({ frame, accounts }: { frame: Frame; accounts: readonly Named[] }) {
  return (
    <Layout frame={frame} title={TITLE} current="opportunities" narrow>
      <h1>{TITLE}</h1>
      {accounts.length === 0 ? (
        <Empty>You look after no account yet, so there is nowhere to add a need.</Empty>
      ) : (
        <form method="get" action={paths.newOpportunity}>
          <SelectField
            name="account"
            label="Account"
            value=""
            options={accounts.map(({ id, name }) => ({ value: `${id}`, label: name }))}
          />
          <Button>Go on</Button>
        </form>
      )}
    </Layout>
  )
}

/** A need heard on a call or a visit. */
export function AddOpportunityPage(props: {
  frame: Frame
  account: Named
  contacts: readonly Named[]
  engagements: readonly Named[]
  /** In which the account's revenue is counted, else the firm's; null: not known. */
  usualCurrency: string | null
  typed?: TypedNeedProps
}) {
  const { frame, account, contacts, engagements } = props
  const currency = props.usualCurrency ?? ''
  const nothing = { need: '', contact: '', engagement: '', value: '', currency, note: '', faults: [] }
  const typed: TypedNeedProps = props.typed ?? nothing
  const named = (list: readonly Named[]) => list.map(({ id, name }) => ({ value: `${id}`, label: name }))
  return (
    <Layout frame={frame} title={TITLE} current="opportunities" narrow>
      <p class="kicker">
        <a href={paths.opportunities}>Opportunities</a> · {account.name}
      </p>
      <h1>{TITLE}</h1>
      <FaultSummary faults={typed.faults} />
      <form method="post" action={`${paths.newOpportunity}?account=${account.id}`}>
        <TextArea
          name="need"
          label={`What ${account.name} needs`}
          hint="As close to their words as you can."
          value={typed.need}
          faults={typed.faults}
        />
        <SelectField
          name="contact"
          label="Who said it"
          value={typed.contact}
          options={[{ value: '', label: 'Nobody in particular' }, ...named(contacts)]}
          faults={typed.faults}
          optional
        />
        <SelectField
          name="engagement"
          label="Engagement"
          value={typed.engagement}
          options={[{ value: '', label: 'None in particular' }, ...named(engagements)]}
          faults={typed.faults}
          optional
        />
        <div class="fields-beside">
          <TextField name="value" label="Value" value={typed.value} faults={typed.faults} optional />
          <TextField
            name="currency"
            label="Currency"
            value={typed.currency}
            faults={typed.faults}
            optional="needed with a value"
          />
        </div>
        <TextArea
          name="note"
          label="Note"
          hint="For colleagues: the next step, whom to bring."
          rows={3}
          value={typed.note}
          faults={typed.faults}
          optional
        />
        <Button>Add the need</Button>
      </form>
    </Layout>
  )
}
