import type { Child } from 'hono/jsx'
import type { Role } from '../../core/words.ts'
import { Layout, type Frame } from '../layout.tsx'
import { counted } from '../names.ts'
import { Empty, Pill } from '../notice.tsx'
import { paths } from '../paths.ts'

export type FirstStepsProps = {
  frame: Frame
  /** How many there are; none: the spreadsheets are still to be brought in. */
  engagements: number
  /** Whether messages leave over SMTP. */
  sending: boolean
  /** Milestones reached so far. */
  reached: number
}

/** Where nothing has been brought in yet: what to do first, or who does. */
export function NothingYet({ what, role }: { what: string; role: Role | undefined }) {
  return (
    <Empty>
      {what}{' '}
      {role === 'admin' ? (
        <>
          Bring in your spreadsheets first: <a href={paths.firstSteps}>the first steps</a> say how.
        </>
      ) : (
        'An administrator of your firm brings in its spreadsheets first.'
      )}
    </Empty>
  )
}

function Step({ title, done, children }: { title: string; done: string | null; children?: Child }) {
  return (
    <li class="card">
      <h2>
        {title} {done === null ? <Pill>to do</Pill> : <Pill tone="good">✓ {done}</Pill>}
      </h2>
      {children}
    </li>
  )
}

/** What stands between an empty installation and the first answer; each step is ticked once it is done. */
export function FirstStepsPage({ frame, engagements, sending, reached }: FirstStepsProps) {
  return (
    <Layout frame={frame} title="Three steps to the first answer" narrow>
      <h1>Three steps to the first answer</h1>
      <ol>
        <Step
          title="1. Bring in your spreadsheets"
          done={engagements === 0 ? null : counted(engagements, 'engagement is here', 'engagements are here')}
        >
          <p>
            Save your people, accounts, contacts, engagements and milestones as CSV files in one folder.{' '}
            <code>templates/sample-firm</code> shows each file; the section ‘From your spreadsheets to the first answer’
            of <code>README.md</code> lists the columns. Then, where FirstCall is installed:
          </p>
          <pre class="command" tabindex={0}>{`npx firstcall import DIR --dry-run\nnpx firstcall import DIR`}</pre>
          <p>
            The first line only checks and names each fault by file and line. Importing again changes what has changed
            and asks nobody twice.
          </p>
        </Step>
        <Step title="2. Let mail leave" done={sending ? 'SMTP_URL is set' : null}>
          <p>
            Set <code>SMTP_URL</code> where FirstCall is started and start it again. Until then no mail leaves: what
            would have been sent is kept in the <a href={paths.outbox}>outbox</a>.{' '}
            <a href={paths.settings}>The settings</a> name the sender and the working hours.
          </p>
        </Step>
        <Step
          title="3. Say that a milestone is reached"
          done={reached === 0 ? null : counted(reached, 'milestone reached', 'milestones reached')}
        >
          <p>
            Open <a href={paths.engagements}>an engagement</a> and enter the day on which its milestone was reached, or
            let <code>reached_on</code> of milestones.csv say it. From then on <a href={paths.plan}>the plan</a> decides
            whom to ask, and when.
          </p>
        </Step>
      </ol>
    </Layout>
  )
}
