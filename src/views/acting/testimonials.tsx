import type { NameForm } from '../../core/answering/testimonial.ts'
import { dayOf } from '../dates.ts'
import { Layout, type Frame } from '../layout.tsx'
import { counted } from '../names.ts'
import { Section } from '../notice.tsx'
import { paths } from '../paths.ts'

type Testimonial = {
  responseId: number
  accountName: string
  contactName: string
  words: string
  nameForm: NameForm
  /** Empty: anonymous. */
  signature: string
  consent: string | null
  givenAt: Date
  withdrawnAt: Date | null
  /** `YYYY-MM-DD`; null while it may be published. */
  takeDownBy: string | null
}

export type TestimonialsProps = { frame: Frame; testimonials: readonly Testimonial[] }

function Line({ frame, line }: { frame: Frame; line: Testimonial }) {
  return (
    <li>
      <blockquote class="quote" dir="auto">
        {line.words}
      </blockquote>
      <p>
        {line.signature === '' ? 'Anonymous: name nobody' : <>Signed as: {line.signature}</>} ·{' '}
        <a href={paths.response(line.responseId)}>
          {line.contactName} of {line.accountName}
        </a>
        , {dayOf(line.givenAt, frame)}
      </p>
      {line.withdrawnAt && (
        <p>
          <strong>
            Withdrawn on {dayOf(line.withdrawnAt, frame)}: take it down by{' '}
            {dayOf(new Date(`${line.takeDownBy}T12:00:00Z`), frame)}
          </strong>
        </p>
      )}
      <p class="quiet" dir="auto">
        {line.consent ?? 'Agreed to with the answer, for its comment with the full name.'}
      </p>
    </li>
  )
}

const Lines = ({ frame, lines }: { frame: Frame; lines: readonly Testimonial[] }) => (
  <ul class="rules">
    {lines.map((line) => (
      <Line frame={frame} line={line} />
    ))}
  </ul>
)

/** What may be published, exactly so, and what must be taken down. */
export function TestimonialsPage({ frame, testimonials }: TestimonialsProps) {
  const given = testimonials.filter(({ withdrawnAt }) => withdrawnAt === null)
  const withdrawn = testimonials.filter(({ withdrawnAt }) => withdrawnAt !== null)
  return (
    <Layout frame={frame} title="What may we publish?" current="testimonials">
      <h1>What may we publish?</h1>
      <p class="standfirst">
        {counted(given.length, 'testimonial')} may be published, word for word and signed as it says.{' '}
        <a href={paths.testimonialsTable}>Take all as CSV</a>
      </p>
      {withdrawn.length > 0 && (
        <Section title="Withdrawn">
          <Lines frame={frame} lines={withdrawn} />
        </Section>
      )}
      <Section title="May be published">
        {given.length === 0 ? (
          <p class="quiet">
            None yet. After sending their answers, clients are asked for leave to publish, as a step of its own.
          </p>
        ) : (
          <Lines frame={frame} lines={given} />
        )}
      </Section>
    </Layout>
  )
}
