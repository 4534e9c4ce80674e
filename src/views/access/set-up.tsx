import { Button, FaultSummary, TextField, type Fault } from '../field.tsx'
import { Layout, type Frame } from '../layout.tsx'

export type SetUpProps = {
  frame: Frame
  /** Where the form goes: the one-time address that this page has. */
  action: string
  values: { yourName: string; yourEmail: string; name: string; fromName: string; fromEmail: string; timeZone: string }
  faults: readonly Fault[]
  /** Every zone that is known, to choose from. */
  timeZones: readonly string[]
}

/** The first run: name the firm, its sender and its time zone. */
export function SetUpPage({ frame, action, values, faults, timeZones }: SetUpProps) {
  return (
    <Layout frame={frame} title="Name your firm" narrow>
      <h1>Name your firm</h1>
      <p class="standfirst">
        A few lines, then FirstCall is ready for your staff, accounts and engagements. All of it can be changed later.
      </p>
      <FaultSummary faults={faults} />
      <form class="card" method="post" action={action}>
        <TextField
          name="your_name"
          label="Your name"
          hint="You become the first administrator."
          value={values.yourName}
          faults={faults}
          autocomplete="name"
        />
        <TextField
          name="your_email"
          label="Your e-mail"
          type="email"
          hint="Sign-in links go there."
          value={values.yourEmail}
          faults={faults}
          autocomplete="email"
        />
        <TextField
          name="name"
          label="The firm’s name"
          hint="As clients know it."
          value={values.name}
          faults={faults}
          autocomplete="organization"
        />
        <TextField
          name="from_name"
          label="Survey mail comes from"
          hint="A person’s name is answered more often than a firm’s. Left empty, the firm’s name is used."
          value={values.fromName}
          faults={faults}
          optional
        />
        <TextField
          name="from_email"
          label="Sender’s address"
          type="email"
          hint="An address of your own domain that may send mail."
          value={values.fromEmail}
          faults={faults}
        />
        <TextField
          name="time_zone"
          label="Time zone"
          hint="Such as Europe/London. Working hours and due times follow it."
          value={values.timeZone}
          suggestions={timeZones}
          faults={faults}
        />
        <Button>Start</Button>
      </form>
    </Layout>
  )
}
