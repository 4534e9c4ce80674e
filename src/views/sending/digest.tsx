import type { DigestDay } from '../../core/words.ts'
import { Button, FaultSummary, SelectField, type Fault } from '../field.tsx'
import { Layout, type Frame } from '../layout.tsx'
import { paths } from '../paths.ts'

const DAYS: { value: DigestDay; label: string }[] = [
  { value: 'mon', label: 'Monday' },
  { value: 'tue', label: 'Tuesday' },
  { value: 'wed', label: 'Wednesday' },
  { value: 'thu', label: 'Thursday' },
  { value: 'fri', label: 'Friday' },
  { value: 'sat', label: 'Saturday' },
  { value: 'sun', label: 'Sunday' },
  { value: 'none', label: 'No digest' },
]

export type DigestPageProps = { frame: Frame; day: string; hour: number; faults: readonly Fault[] }

/** Everybody of the firm chooses the day of their weekly e-mail, or none. */
export function DigestPage({ frame, day, hour, faults }: DigestPageProps) {
  return (
    <Layout frame={frame} title="Your weekly digest" narrow>
      <h1>On which day do you want your week in one e-mail?</h1>
      <p class="standfirst">
        What came in, what is due and what moved, at {hour}:00 where you are. In a week in which nothing happened,
        nothing comes.
      </p>
      <FaultSummary faults={faults} />
      <form method="post" action={paths.digest}>
        <SelectField name="day" label="Day" value={day} options={DAYS} faults={faults} />
        <Button>Save</Button>
      </form>
    </Layout>
  )
}
