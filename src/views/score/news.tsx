import { dayOf } from '../dates.ts'
import { Button } from '../field.tsx'
import type { Frame } from '../layout.tsx'
import { counted } from '../names.ts'
import { Section } from '../notice.tsx'
import { paths } from '../paths.ts'
import { points } from './score.ts'

/** What came since the reader last said what they had seen. */
export type News = {
  since: Date
  /** When the page was made: what the press says is seen. */
  until: Date
  answers: readonly {
    id: number
    contactName: string
    accountName: string
    /** Null: not opened yet. */
    callFirst: number | null
    previousCallFirst: number | null
  }[]
  asked: number
  reached: number
  /** What the score read then; null where it was too early to say. */
  scoreThen: number | null
}

const MOST = 6

function answerWords({ callFirst, previousCallFirst }: News['answers'][number]): string {
  if (callFirst === null) return 'answered; open it to see'
  return previousCallFirst === null || previousCallFirst === callFirst
    ? `${callFirst} of 10`
    : `${callFirst} of 10, ${previousCallFirst} before`
}

function scoreNews(then: number | null, now: number | null): string | null {
  if (then === null) return now === null ? null : `There is a score now: ${points(now)} in 100.`
  if (now === null) return 'It is too early to say again: there are fewer answers of the last three years.'
  if (points(then) === points(now)) return `Your score reads ${points(now)} in 100 as it did then.`
  return `Your score reads ${points(now)} in 100; it read ${points(then)} then.`
}

/** `unopened`: answers that wait to be opened, which stand apart. */
type NewsProps = { news: News; scoreNow: number | null; unopened: number; frame: Frame }

/** What has changed since last time, and the press that says so. */
export function NewsSection({ news, scoreNow, unopened, frame }: NewsProps) {
  const { answers, asked, reached } = news
  const lines = [
    scoreNews(news.scoreThen, scoreNow),
    reached > 0 && `${counted(reached, 'milestone')} reached.`,
    asked > 0 && `${counted(asked, 'contact')} asked for you.`,
    answers.length === 0 && unopened === 0 && 'No new answer.',
    unopened > 0 && `${counted(unopened, 'new answer waits', 'new answers wait')} below to be opened.`,
  ].filter((line): line is string => typeof line === 'string')
  return (
    <Section title={`Since ${dayOf(news.since, frame)}`}>
      <ul class="plain-list news">
        {answers.slice(0, MOST).map((answer) => (
          <li>
            <a href={paths.response(answer.id)}>{answer.contactName}</a>, {answer.accountName}:{' '}
            <b>{answerWords(answer)}</b>
          </li>
        ))}
        {answers.length > MOST && (
          <li>
            <a href={paths.answers}>{answers.length - MOST} more answers</a>
          </li>
        )}
        {lines.map((line) => (
          <li>{line}</li>
        ))}
      </ul>
      <form class="seen" method="post" action={paths.seen}>
        <input type="hidden" name="until" value={news.until.toISOString()} />
        <Button quiet>Seen up to here</Button>
      </form>
    </Section>
  )
}
