import type { AnswerFilter } from '../../core/score/answer-filter.ts'
import type { ContactRole, Visibility } from '../../core/words.ts'
import { day, dateOf } from '../dates.ts'
import { Layout, type Frame } from '../layout.tsx'
import { CONTACT_ROLE_NAMES, counted, milestoneKindName } from '../names.ts'
import { Empty, Pill } from '../notice.tsx'
import { paths } from '../paths.ts'
import { AnswerFilterForm, type FilterChoices } from '../score/answer-filter-form.tsx'
import { filterQuery, periodWords } from '../score/filter-query.ts'
import { Table } from '../table.tsx'

/** One answer of a list. */
type AnswerLine = {
  id: number
  answeredAt: Date
  callFirst: number
  comment: string | null
  visibility: Visibility
  /** Noted after a call, and confirmed by the client. */
  reportedByUs: boolean
  contactName: string
  contactRole: ContactRole | null
  accountId: number
  accountName: string
  engagementId: number
  engagementName: string
  milestoneKind: string
  milestoneName: string | null
  pmName: string
}

export type AnswersProps = {
  frame: Frame
  filter: AnswerFilter
  choices: FilterChoices
  /** What beside the filter narrows the list, as the address says it: 'low', 'words', 'contact'. */
  narrowed: Readonly<Record<string, string>>
  lowAnswer: number
  /** How many there are; null where nobody counts that. */
  total: number | null
  answers: readonly AnswerLine[]
  /** Where the next page begins, as the address says it; null on the last. */
  older: string | null
  isFirstPage: boolean
}

function headline({ narrowed, total, lowAnswer }: AnswersProps): string {
  const what = 'low' in narrowed ? `Answers of ${lowAnswer} or less` : 'What did clients answer?'
  return total === null || !('low' in narrowed) ? what : `${what}: ${total}`
}

function standfirst(props: AnswersProps): string {
  const { frame, filter, narrowed, total, answers } = props
  const period = periodWords(filter.months, frame)
  const more = [
    'words' in narrowed && 'with words',
    'contact' in narrowed && answers[0] && `from ${answers[0].contactName}`,
    filter.engagementId !== null && answers[0] && `on ${answers[0].engagementName}`,
  ].filter(Boolean)
  const count = total === null ? 'Answers' : counted(total, 'answer')
  return `${[count, ...more].join(' ')}, given ${period}; the newest first.`
}

const mayOpenAccount = ({ viewer }: Frame): boolean => viewer !== null && viewer.role !== 'pm'

function AnswersTable({ frame, answers, lowAnswer }: Pick<AnswersProps, 'frame' | 'answers' | 'lowAnswer'>) {
  return (
    <Table
      caption="Answers"
      columns={[
        {
          label: 'Answer',
          kind: 'name',
          cell: (line: AnswerLine) => (
            <>
              <a class="one-line" href={paths.response(line.id)}>
                {line.callFirst} of 10
              </a>{' '}
              {line.callFirst <= lowAnswer && <Pill tone="act">low</Pill>}
            </>
          ),
        },
        {
          label: 'Who',
          typed: true,
          cell: (line) => (
            <>
              {line.contactName}
              {line.contactRole && (
                <span class="quiet small block">{CONTACT_ROLE_NAMES[line.contactRole].toLowerCase()}</span>
              )}
            </>
          ),
        },
        {
          label: 'Words',
          typed: true,
          cell: (line) => (
            <>
              {line.comment ? <q class="clip">{line.comment}</q> : <span class="quiet">none</span>}
              {line.visibility === 'leadership' && <span class="quiet small block">leadership only</span>}
              {line.reportedByUs && <span class="quiet small block">reported by us, confirmed</span>}
            </>
          ),
        },
        {
          label: 'Engagement',
          typed: true,
          cell: (line) => (
            <>
              <a href={paths.engagement(line.engagementId)}>{line.engagementName}</a>
              <span class="quiet small block">
                {mayOpenAccount(frame) ? (
                  <a href={paths.account(line.accountId)}>{line.accountName}</a>
                ) : (
                  line.accountName
                )}
              </span>
            </>
          ),
        },
        { label: 'Milestone', cell: (line) => line.milestoneName ?? milestoneKindName(line.milestoneKind) },
        { label: 'PM', cell: (line) => line.pmName },
        { label: 'Day', kind: 'moment', cell: (line) => day(dateOf(line.answeredAt, frame), frame) },
      ]}
      rows={answers}
    />
  )
}

/** The answers behind a figure, as far as the viewer may read them. */
export function AnswersPage(props: AnswersProps) {
  const { frame, filter, narrowed, answers, older } = props
  const title = headline(props)
  const shown = { ...narrowed }
  return (
    <Layout frame={frame} title={title}>
      <h1>{title}</h1>
      <p class="standfirst">{standfirst(props)}</p>
      <AnswerFilterForm path={paths.answers} filter={filter} choices={props.choices} kept={shown} />
      <section class="card" aria-label="Answers">
        {answers.length === 0 ? (
          <Empty>No answer that you may read fits. Choose a longer period, or narrow less.</Empty>
        ) : (
          <AnswersTable {...props} />
        )}
        <p class="more do">
          {!props.isFirstPage && <a href={`${paths.answers}${filterQuery(filter, shown)}`}>Newest answers</a>}
          {older !== null && (
            <a href={`${paths.answers}${filterQuery(filter, { ...shown, after: older })}`}>Older answers</a>
          )}
          {answers.length > 0 && <a href={`${paths.answersTable}${filterQuery(filter, shown)}`}>All of these as CSV</a>}
        </p>
      </section>
    </Layout>
  )
}
