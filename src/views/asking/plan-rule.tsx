import { CONTACT_ROLES, type DelayUnit } from '../../core/words.ts'
import type { TypedPlanRule } from '../../core/asking/plan-form.ts'
import { Button, CheckBoxes, type Fault, FaultSummary, SelectField, TextField } from '../field.tsx'
import { Layout, type Frame } from '../layout.tsx'
import { CONTACT_ROLE_NAMES, counted, milestoneKindName, WEEKDAY_OPTIONS } from '../names.ts'
import { Section } from '../notice.tsx'
import { paths } from '../paths.ts'

export type PlanRuleProps = {
  frame: Frame
  typed: TypedPlanRule
  faults: readonly Fault[]
  surveyKeys: readonly string[]
  /** The rule as it stands; null for one that is being added. */
  stored: { id: number; words: string; planned: number } | null
}

const ROLE_OPTIONS = CONTACT_ROLES.map((value) => ({ value, label: CONTACT_ROLE_NAMES[value] }))

const DELAY_UNIT_OPTIONS: { value: DelayUnit; label: string }[] = [
  { value: 'calendar', label: 'Calendar days' },
  { value: 'business', label: 'Business days' },
]

/** Left empty, a rule asks as the firm works. */
function AskingHours({ typed, faults }: Pick<PlanRuleProps, 'typed' | 'faults'>) {
  return (
    <>
      <CheckBoxes
        name="ask_days"
        label="Only on"
        hint="With none chosen, on the firm’s working days. Never on a holiday."
        values={typed.ask_days.split(' ')}
        options={WEEKDAY_OPTIONS}
        faults={faults}
      />
      <TextField
        name="ask_from"
        label="Not before"
        hint="Where the contact is. Left empty with the next, in the firm’s working hours."
        type="number"
        min={0}
        max={23}
        unit="o’clock"
        value={typed.ask_from}
        faults={faults}
        optional
      />
      <TextField
        name="ask_until"
        label="Not after"
        type="number"
        min={1}
        max={24}
        unit="o’clock"
        value={typed.ask_until}
        faults={faults}
        optional
      />
    </>
  )
}

function RuleFields({ typed, faults, surveyKeys }: PlanRuleProps) {
  return (
    <>
      <SelectField
        name="survey_key"
        label="Which survey"
        value={typed.survey_key}
        options={surveyKeys.map((value) => ({ value, label: milestoneKindName(value) }))}
        faults={faults}
      />
      <CheckBoxes
        name="contact_roles"
        label="Who is asked"
        values={typed.contact_roles.split(' ')}
        options={ROLE_OPTIONS}
        faults={faults}
      />
      <TextField
        name="delay_days"
        label="How long after it was reached"
        hint="0 is the same day."
        type="number"
        min={0}
        max={365}
        unit="days"
        value={typed.delay_days}
        faults={faults}
      />
      <SelectField
        name="delay_unit"
        label="Counted in"
        hint="Business days are the weekdays on which this rule asks, without the firm’s holidays."
        value={typed.delay_unit}
        options={DELAY_UNIT_OPTIONS}
        faults={faults}
      />
      <AskingHours typed={typed} faults={faults} />
      <TextField
        name="reminder_after_days"
        label="Reminders after"
        hint="Days after the invitation, such as 5 or 5, 10. At most two; left empty, nobody is reminded."
        unit="days"
        value={typed.reminder_after_days}
        faults={faults}
        optional
      />
      <TextField
        name="closes_after_days"
        label="Closes after"
        hint="Days after the invitation."
        type="number"
        min={1}
        max={365}
        unit="days"
        value={typed.closes_after_days}
        faults={faults}
      />
    </>
  )
}

function Removal({ id, kind, planned }: { id: number; kind: string; planned: number }) {
  const staying =
    planned === 0
      ? 'No invitation is planned by it now.'
      : `${counted(planned, 'planned invitation', 'planned invitations')} will not be sent; what was sent stays open, without reminders.`
  return (
    <Section title="Remove this rule">
      <p>
        {staying} Where {kind} is reached from now on, nobody is asked about it.
      </p>
      <details>
        <summary>Remove it …</summary>
        <form method="post" action={paths.removePlanRule(id)}>
          <Button quiet>Yes, remove the rule for {kind}</Button>
        </form>
      </details>
    </Section>
  )
}

/** One rule of the plan, to change, to remove, or to add. */
export function PlanRulePage(props: PlanRuleProps) {
  const { frame, typed, faults, stored } = props
  const kind = milestoneKindName(typed.milestone_kind).toLowerCase()
  const title = stored ? `What happens after ${kind}?` : 'What else should be asked about?'
  return (
    <Layout frame={frame} title={title} current="plan" narrow>
      <p class="kicker">
        <a href={paths.plan}>The plan</a>
      </p>
      <h1>{title}</h1>
      {stored && <p class="standfirst">{stored.words}</p>}
      <FaultSummary faults={faults} />
      <form method="post" action={stored ? paths.planRule(stored.id) : paths.planRules}>
        {!stored && (
          <TextField
            name="milestone_kind"
            label="Milestone kind"
            hint="As milestones.csv has it: small letters, digits and _, such as go_live."
            value={typed.milestone_kind}
            faults={faults}
          />
        )}
        <RuleFields {...props} />
        <p class="quiet">
          Who, what and how long after holds for milestones decided from now on; invitations planned already stay as
          they are. Reminders follow the new days at once, closing holds for what is sent from now on.
        </p>
        <Button>{stored ? 'Save the rule' : 'Add the rule'}</Button>
      </form>
      {stored && <Removal id={stored.id} kind={kind} planned={stored.planned} />}
    </Layout>
  )
}
