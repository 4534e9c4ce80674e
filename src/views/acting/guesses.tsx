import { ago, day, dateOf } from '../dates.ts'
import { Button, FaultSummary, SelectField, type Fault } from '../field.tsx'
import { Layout, type Frame } from '../layout.tsx'
import { counted, milestoneKindName } from '../names.ts'
import { Empty, Section } from '../notice.tsx'
import { paths } from '../paths.ts'
import { Table } from '../table.tsx'
import { gapWords, GUESS_OPTIONS, summaryWords } from './guess-words.ts'

type Asked = {
  invitationId: number
  contactName: string
  accountName: string
  engagementName: string
  milestoneKind: string
  /** What the PM thinks the answer will be, or is. */
  guess: number | null
}

type Summary = { answers: number; mean: number; off: number }

/** A PM's own guesses. Nobody else ever gets these props. */
export type OwnGuesses = {
  /** New answers wait until they are opened. */
  isOn: boolean
  fresh: readonly (Asked & { responseId: number; answeredAt: Date })[]
  open: readonly (Asked & { closesAt: Date | null })[]
  summary: Summary | null
  guessed: readonly (Omit<Asked, 'invitationId'> & {
    guess: number
    responseId: number
    callFirst: number
    answeredAt: Date
  })[]
}

const whereOf = ({ engagementName, milestoneKind }: Pick<Asked, 'engagementName' | 'milestoneKind'>): string =>
  `${engagementName}, ${milestoneKindName(milestoneKind).toLowerCase()}`

/** On a PM's own pages: answers that have come and wait to be opened, and how the guesses go. Nothing to tell, no words. */
export function NewAnswers({ guesses, frame }: { guesses: OwnGuesses | null; frame: Frame }) {
  if (guesses === null || (guesses.fresh.length === 0 && guesses.open.length === 0)) return null
  const { fresh, open, summary } = guesses
  return (
    <Section title={fresh.length === 0 ? 'Answers to come' : counted(fresh.length, 'new answer')}>
      {fresh.length > 0 && (
        <ul class="plain-list">
          {fresh.map((answer) => (
            <li>
              <a href={paths.response(answer.responseId)}>{answer.contactName}</a>, {answer.accountName}{' '}
              <span class="quiet">
                {whereOf(answer)}, {ago(answer.answeredAt, frame)}
                {answer.guess !== null && ` · you guessed ${answer.guess}`}
              </span>
            </li>
          ))}
        </ul>
      )}
      <p class="quiet small">
        {open.length > 0 && `${counted(open.length, 'question is', 'questions are')} open. `}
        {summary !== null && `${summaryWords(summary)} `}
        <a href={paths.guesses}>Your guesses</a>
      </p>
    </Section>
  )
}

/** On an answer: what its PM had guessed. */
export const GuessBeside = ({ guess, callFirst }: { guess: number | null; callFirst: number }) =>
  guess === null ? null : (
    <p class="quiet">
      You guessed {guess}: {gapWords(guess, callFirst)}. <a href={paths.guesses}>Your guesses</a>
    </p>
  )

type SealedProps = {
  frame: Frame
  answer: OwnGuesses['fresh'][number]
  faults: readonly Fault[]
}

/** In place of an answer that has not been opened: one press opens it, with a guess or without. */
export function SealedAnswerPage({ frame, answer, faults }: SealedProps) {
  const title = `${answer.contactName} has answered`
  return (
    <Layout frame={frame} title={title} narrow>
      <p class="kicker">
        {whereOf(answer)} · {answer.accountName}
      </p>
      <h1>{title}</h1>
      <FaultSummary faults={faults} />
      <p>
        {answer.guess === null ? 'Before you look: what do you think the answer is?' : `You guessed ${answer.guess}.`}{' '}
        Only you ever see your guess.
      </p>
      <form method="post" action={paths.openResponse(answer.responseId)}>
        <SelectField
          name="guess"
          label="Will they call us first?"
          value={`${answer.guess ?? ''}`}
          options={[{ value: '', label: 'No guess' }, ...GUESS_OPTIONS]}
          faults={faults}
        />
        <Button>Open the answer</Button>
      </form>
      <p class="quiet small">
        New answers stand closed for two weeks. <a href={paths.guesses}>Show them to me at once</a>
      </p>
    </Layout>
  )
}

function OpenQuestions({ frame, open, faulty }: Pick<GuessesProps, 'frame' | 'open' | 'faulty'>) {
  if (open.length === 0) return <Empty>No question of yours is open. Guesses can be made once a survey is sent.</Empty>
  return (
    <ul class="plain-list guesses">
      {open.map((asked) => {
        const id = `guess-${asked.invitationId}`
        const faults = faulty?.invitationId === asked.invitationId ? faulty.faults : []
        return (
          <li>
            <form class="beside" method="post" action={paths.guess(asked.invitationId)}>
              <SelectField
                name="guess"
                id={id}
                label={`${asked.contactName}, ${asked.accountName}`}
                hint={`${whereOf(asked)}${asked.closesAt === null ? '' : `; open until ${day(dateOf(new Date(asked.closesAt.getTime() - 1), frame), frame)}`}`}
                value={`${asked.guess ?? ''}`}
                options={[{ value: '', label: 'No guess yet' }, ...GUESS_OPTIONS]}
                faults={faults}
              />
              <Button quiet>
                {asked.guess === null ? 'Guess' : 'Guess anew'}
                <span class="heard"> what {asked.contactName} will answer</span>
              </Button>
            </form>
          </li>
        )
      })}
    </ul>
  )
}

function Choice({ isOn }: { isOn: boolean }) {
  return (
    <form method="post" action={paths.guessing}>
      <p>
        {isOn
          ? 'New answers wait until you open them, for two weeks at most, so that you can guess first. Low ones never wait.'
          : 'New answers are shown to you at once. You can still guess while a survey is open.'}
      </p>
      <input type="hidden" name="guesses" value={isOn ? 'false' : 'true'} />
      <Button quiet>{isOn ? 'Show me answers at once' : 'Let new answers wait for my guess'}</Button>
    </form>
  )
}

export type GuessesProps = OwnGuesses & {
  frame: Frame
  quarters: readonly (Summary & { quarter: string })[]
  faulty?: { invitationId: number; faults: readonly Fault[] }
}

function signed(value: number): string {
  const size = Math.abs(value).toFixed(1)
  if (size === '0.0') return '0'
  return value > 0 ? `+${size}` : `−${size}`
}

function Quarters({ quarters }: Pick<GuessesProps, 'quarters'>) {
  return (
    <Table
      caption="Guesses quarter by quarter"
      columns={[
        {
          label: 'Quarter',
          kind: 'name',
          cell: ({ quarter }: Summary & { quarter: string }) => quarter.replace('-', ' '),
        },
        { label: 'Answers', kind: 'number', cell: ({ answers }) => answers },
        { label: 'Guessed too high (+) or low (−)', kind: 'number', cell: ({ mean }) => signed(mean) },
        { label: 'Off either way', kind: 'number', cell: ({ off }) => off.toFixed(1) },
      ]}
      rows={quarters}
    />
  )
}

/** How well do I know my clients? A PM's own guesses beside what clients said. */
export function GuessesPage(props: GuessesProps) {
  const { frame, fresh, open, guessed, quarters, summary, faulty } = props
  const title = 'How well do you know your clients?'
  return (
    <Layout frame={frame} title={title} current="my-score">
      <h1>{title}</h1>
      <p class="standfirst">{summaryWords(summary)} Nobody but you sees your guesses.</p>
      <FaultSummary
        faults={(faulty?.faults ?? []).map(({ message }) => ({ message, field: `guess-${faulty?.invitationId}` }))}
      />
      <NewAnswers guesses={{ ...props, open: [] }} frame={frame} />
      <Section title={`What will they say? ${open.length === 0 ? '' : counted(open.length, 'open question')}`}>
        <OpenQuestions frame={frame} open={open} {...(faulty && { faulty })} />
      </Section>
      {guessed.length > 0 && (
        <Section title="What you guessed, and what they said">
          <Quarters quarters={quarters} />
          <p class="more">
            <a href={paths.guessQuartersTable}>The quarters as a CSV file</a>
          </p>
          <Table
            caption="Guesses, newest answer first"
            columns={[
              {
                label: 'Client',
                kind: 'name',
                typed: true,
                cell: (row: OwnGuesses['guessed'][number]) => (
                  <>
                    <a href={paths.response(row.responseId)}>{row.contactName}</a>
                    <span class="quiet small block">
                      {row.accountName}, {whereOf(row)}
                    </span>
                  </>
                ),
              },
              { label: 'You guessed', kind: 'number', cell: (row) => row.guess },
              { label: 'They said', kind: 'number', cell: (row) => row.callFirst },
              { label: 'Your guess was', cell: (row) => gapWords(row.guess, row.callFirst) },
              { label: 'Answered', cell: (row) => ago(row.answeredAt, frame) },
            ]}
            rows={guessed.slice(0, 50)}
          />
          <p class="more">
            <a href={paths.guessesTable}>All as a CSV file</a>
          </p>
        </Section>
      )}
      <Section title={fresh.length === 0 ? 'Guess first?' : 'Guess first, or see answers at once?'}>
        <Choice isOn={props.isOn} />
      </Section>
    </Layout>
  )
}
