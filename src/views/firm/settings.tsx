import { snakeCase } from '../../core/snake-case.ts'
import { Button, CheckBoxes, FaultSummary, TextArea, TextField, type Fault, type TextFieldProps } from '../field.tsx'
import { Layout, type Frame } from '../layout.tsx'
import { OwnerFields, type OwnerSettings } from './owner-fields.tsx'
import { WEEKDAY_OPTIONS } from '../names.ts'
import { Section } from '../notice.tsx'
import { paths } from '../paths.ts'

/** The settings as typed; the field's name in the form is the same in snake_case. */
export type SettingsValues = {
  name: string
  fromName: string
  fromEmail: string
  replyTo: string
  timeZone: string
  locale: string
  accentColor: string
  postalAddress: string
  workFrom: string
  workUntil: string
  workDays: string
  /** One `YYYY-MM-DD name` a line. */
  holidays: string
  contactCapDays: string
  accountCapCount: string
  accountCapDays: string
  staleAfterDays: string
  lowAnswer: string
  fall: string
  minAnswers: string
  minAccounts: string
  privacyThreshold: string
  mailsPerMinute: string
  mailsPerMinutePerDomain: string
  /** `YYYY-MM-DD`, or empty. */
  warmUpFrom: string
  silenceAfterDays: string
  /** Months, or empty. */
  retentionMonths: string
} & OwnerSettings

export type SettingsProps = {
  frame: Frame
  values: SettingsValues
  faults: readonly Fault[]
  /** Every zone that is known, to choose from. */
  timeZones: readonly string[]
}

type NumberSetting = { key: keyof SettingsValues; label: string; hint: string; unit: string; min: number; max: number }

const HOURS: readonly NumberSetting[] = [
  {
    key: 'workFrom',
    label: 'Work begins at',
    hint: 'Where the contact is: nobody is written to earlier.',
    unit: 'o’clock',
    min: 0,
    max: 23,
  },
  {
    key: 'workUntil',
    label: 'Work ends at',
    hint: 'Nobody is written to later.',
    unit: 'o’clock',
    min: 1,
    max: 24,
  },
]

const CAPS: readonly NumberSetting[] = [
  {
    key: 'contactCapDays',
    label: 'One survey per contact in',
    hint: 'Across all engagements and PMs.',
    unit: 'days',
    min: 0,
    max: 365,
  },
  {
    key: 'accountCapCount',
    label: 'At most, at one account',
    hint: 'People asked in the days below.',
    unit: 'people',
    min: 1,
    max: 1000,
  },
  {
    key: 'accountCapDays',
    label: 'Counted over',
    hint: 'For the people at one account.',
    unit: 'days',
    min: 0,
    max: 365,
  },
  {
    key: 'staleAfterDays',
    label: 'A milestone is too old to ask about after',
    hint: 'It is then refused, not sent late.',
    unit: 'days',
    min: 1,
    max: 365,
  },
]

const THRESHOLDS: readonly NumberSetting[] = [
  {
    key: 'lowAnswer',
    label: 'A low answer is',
    hint: 'It opens a follow-up.',
    unit: 'of 10, or less',
    min: 0,
    max: 10,
  },
  {
    key: 'fall',
    label: 'A fall is',
    hint: 'Against the same contact’s last answer; it opens a follow-up.',
    unit: 'steps, or more',
    min: 1,
    max: 10,
  },
  {
    key: 'minAnswers',
    label: 'A score needs at least',
    hint: 'Below, it is too early to say.',
    unit: 'answers',
    min: 1,
    max: 100,
  },
  {
    key: 'minAccounts',
    label: 'A PM’s score needs answers from at least',
    hint: 'Below, it is too early to say.',
    unit: 'accounts',
    min: 1,
    max: 100,
  },
  {
    key: 'privacyThreshold',
    label: 'Answers for leadership only count in a PM’s score among at least',
    hint: 'Never fewer than 3.',
    unit: 'people',
    min: 3,
    max: 100,
  },
]

const PACE: readonly NumberSetting[] = [
  {
    key: 'mailsPerMinute',
    label: 'Survey mail leaves at',
    hint: 'Your mail provider may set a limit. 0 is as fast as it goes.',
    unit: 'a minute, or fewer',
    min: 0,
    max: 100_000,
  },
  {
    key: 'mailsPerMinutePerDomain',
    label: 'To addresses of one company at',
    hint: 'Many at once look like spam to its mail server. 0 is no limit.',
    unit: 'a minute, or fewer',
    min: 0,
    max: 100_000,
  },
]

const SILENCE: readonly NumberSetting[] = [
  {
    key: 'silenceAfterDays',
    label: 'A decision maker or sponsor is silent after',
    hint: 'Without any answer since the first survey they let pass; it opens a follow-up. 0 is never.',
    unit: 'days',
    min: 0,
    max: 730,
  },
]

/** The firm's settings. */
export function SettingsPage({ frame, values, faults, timeZones }: SettingsProps) {
  const text = (key: keyof SettingsValues, props: Omit<TextFieldProps, 'name' | 'value'>) => (
    <TextField name={snakeCase(key)} value={values[key]} faults={faults} {...props} />
  )
  const numbers = (settings: readonly NumberSetting[]) =>
    settings.map(({ key, label, hint, unit, min, max }) => text(key, { label, hint, unit, min, max, type: 'number' }))
  return (
    <Layout frame={frame} title="How should FirstCall work for you?" current="settings">
      <h1>How should FirstCall work for you?</h1>
      <FaultSummary faults={faults} />
      <form method="post" action={paths.settings}>
        <div class="pair">
          <div>
            <Section title="The firm">
              {text('name', { label: 'Name' })}
              <TextArea
                name="postal_address"
                label="Postal address"
                hint="Stands at the foot of survey mail."
                rows={2}
                value={values.postalAddress}
                faults={faults}
                optional
              />
              {text('timeZone', { label: 'Time zone', hint: 'Such as Europe/London.', suggestions: timeZones })}
              {text('locale', { label: 'Language', hint: 'Such as en, fr or pt-BR.' })}
              {text('accentColor', {
                label: 'Colour',
                hint: 'Six digits, such as #0e5a5a. White text must be readable on it.',
              })}
              <p>
                <a href={paths.logo}>Choose a logo</a>, <a href={paths.emails}>change what e-mails say</a>, or{' '}
                <a href={paths.webhooks}>tell Slack or Teams</a>, or <a href={paths.surveys}>what surveys ask</a>
              </p>
            </Section>
            <Section title="Who mail comes from">
              {text('fromName', { label: 'Sender’s name', optional: true })}
              {text('fromEmail', { label: 'Sender’s address', type: 'email' })}
              {text('replyTo', {
                label: 'Replies go to',
                hint: 'Left empty, they go to the PM.',
                type: 'email',
                optional: true,
              })}
            </Section>
          </div>
          <div class="numbers">
            <Section title="When people are asked">
              {numbers(HOURS)}
              <CheckBoxes
                name="work_days"
                label="On"
                hint="Due times of follow-ups go by these days too."
                values={values.workDays.split(' ')}
                options={WEEKDAY_OPTIONS}
                faults={faults}
              />
              <TextArea
                name="holidays"
                label="Except on holidays"
                hint="One a line, such as 2026-12-25 Christmas. Nobody is asked, reminded or due on them."
                rows={6}
                value={values.holidays}
                faults={faults}
                optional
              />
            </Section>
            <Section title="How often people are asked">{numbers(CAPS)}</Section>
            <Section title="How fast mail leaves">
              {numbers(PACE)}
              {text('warmUpFrom', {
                label: 'A new sender’s address warms up from',
                hint: '50 survey mails on that day, twice as many each day after. Sign-in links and alerts never wait.',
                type: 'date',
                optional: true,
              })}
            </Section>
            <Section title="When a number counts">{numbers(THRESHOLDS)}</Section>
            <Section title="Who acts">
              <OwnerFields values={values} faults={faults} />
              {numbers(SILENCE)}
            </Section>
            <Section title="How long answers are kept">
              {text('retentionMonths', {
                label: 'Answers are deleted after',
                hint: 'With their follow-ups and needs. Left empty, they are kept. Scores look back 36 months.',
                unit: 'months',
                type: 'number',
                min: 1,
                max: 240,
                optional: true,
              })}
            </Section>
          </div>
        </div>
        <Button>Save the settings</Button>
      </form>
    </Layout>
  )
}
