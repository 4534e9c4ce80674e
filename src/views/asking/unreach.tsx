import { day } from '../dates.ts'
import { Button } from '../field.tsx'
import { type Frame, Layout } from '../layout.tsx'
import { milestoneKindName } from '../names.ts'
import { paths } from '../paths.ts'
import { type Unsent, unsentWords } from './unsent-words.ts'

export type UnreachProps = {
  frame: Frame
  milestone: {
    id: number
    kind: string
    name: string | null
    reachedOn: string
    engagementId: number
    engagementName: string
  }
  unsent: Unsent
}

/** Before a milestone is said not to be reached after all: what will not be sent. */
export function UnreachPage({ frame, milestone, unsent }: UnreachProps) {
  const name = milestone.name ?? milestoneKindName(milestone.kind).toLowerCase()
  const title = `Was ${name} not reached after all?`
  return (
    <Layout frame={frame} title={title} current="engagements" narrow>
      <p class="kicker">
        <a href={paths.engagement(milestone.engagementId)}>{milestone.engagementName}</a>
      </p>
      <h1>{title}</h1>
      <p class="standfirst">
        It is marked reached on {day(milestone.reachedOn, frame)}.{' '}
        {unsentWords(unsent, 'Nothing is waiting to be sent.')} Surveys that were sent stay open, without reminders.
        Once it is reached, it is asked about afresh.
      </p>
      <form method="post" action={paths.milestoneUnreached(milestone.id)}>
        <Button>Not reached after all</Button>
      </form>
    </Layout>
  )
}
