import type { Child } from 'hono/jsx'
import type { Half } from '../../core/answering/call-wish.ts'
import type { InvitationState, Visibility } from '../../core/words.ts'
import { LANGUAGE_NAMES, languageFor, LANGUAGES } from '../../core/languages.ts'
import { SurveyFrame, type SurveyFrameProps } from './frame.tsx'
import { dayOf, milestoneName, nameIn } from './speech.ts'
import type { MailToContact, SurveyWords } from './words/survey-words.ts'

type Milestone = { engagementName: string; milestoneKind: string; milestoneName: string | null }

/** What is shown of everything that is held; the download has all of it. */
export type ShownData = {
  person: {
    name: string
    email: string
    phone: string | null
    accountName: string
    locale: string | null
    timeZone: string | null
    readsIn: string
  }
  engagements: readonly { name: string; pmName: string }[]
  invitations: readonly (Milestone & { state: InvitationState; sentAt: Date | null })[]
  answers: readonly (Milestone & {
    id: number
    answeredAt: Date
    callFirst: number
    comment: string | null
    needsNext: string | null
    visibility: Visibility
    experiences: Readonly<Record<string, number>>
    answers: Readonly<Record<string, string | readonly string[]>>
  })[]
  unsent: readonly (Milestone & {
    keptAt: Date
    fields: Readonly<Record<string, string>>
    /** What other windows or devices said in the same fields. */
    saidElsewhere: Readonly<Record<string, readonly string[]>>
  })[]
  calls: readonly { day: string | null; half: Half | null; words: string | null; number: string | null }[]
  testimonials: readonly {
    words: string
    signature: string
    consent: string
    givenAt: Date
    withdrawnAt: Date | null
  }[]
  followUps: readonly { openedAt: Date; ownerName: string; whatWeDid: string | null; toldThem: string | null }[]
  notes: readonly { at: Date; note: string }[]
  mails: readonly { kind: string; createdAt: Date; sentAt: Date | null }[]
  suppressions: readonly { address: string; at: Date }[]
}

export type MyDataPageProps = SurveyFrameProps & {
  data: ShownData
  expiresAt: Date
  path: string
  /** The survey that is still open; null: none is. */
  surveyPath: string | null
  keep: (path: string) => string
}

type Labels = SurveyWords['mine']['labels']

function mailName(kind: string, { mails }: SurveyWords['mine']): string | undefined {
  const key = kind.startsWith('reminder') ? 'reminder' : kind
  return Object.hasOwn(mails, key) ? mails[key as MailToContact] : undefined
}

function List({ title, labels, items }: { title: string; labels: Labels; items: readonly Child[] }) {
  return (
    <section class="card">
      <h2>{title}</h2>
      {items.length === 0 ? (
        <p class="hint">{labels.nothing}</p>
      ) : (
        <ul class="held">
          {items.map((child) => (
            <li>{child}</li>
          ))}
        </ul>
      )}
    </section>
  )
}

/** Parts of one line, each in its own direction: a name from left to right takes no date with it. */
const joined = (parts: readonly (string | null | undefined | false)[]): Child =>
  parts.filter(Boolean).map((part, at) => (
    <>
      {at > 0 && ' · '}
      <bdi>{part}</bdi>
    </>
  ))

/** In itself, as on the switch of languages; one that no page speaks stays as the firm wrote it. */
function languageName(locale: string): string {
  const language = languageFor([locale], LANGUAGES)
  return language ? LANGUAGE_NAMES[language] : locale
}

/** What was typed or chosen; boxes without a tick say nothing. */
const wordsIn = (fields: Readonly<Record<string, string>>): string[] =>
  Object.values(fields).filter((value) => value !== '' && value !== 'false')

function Answers({ page }: { page: MyDataPageProps }) {
  const { data, speech, path, keep } = page
  const { mine, readers, letter, experiences } = speech.words
  const ratingName = (key: string): string => (experiences as Readonly<Record<string, string>>)[key] ?? key
  return (
    <List
      title={mine.labels.answers}
      labels={mine.labels}
      items={data.answers.map((answer) => (
        <>
          <p>
            {joined([
              answer.engagementName,
              milestoneName({ kind: answer.milestoneKind, name: answer.milestoneName }, speech),
              dayOf(answer.answeredAt, data.person.readsIn, speech),
              letter.callFirst(String(answer.callFirst)),
            ])}
          </p>
          {Object.entries(answer.experiences).map(([key, rating]) => (
            <p>{letter.rating(ratingName(key), String(rating))}</p>
          ))}
          {[
            answer.comment,
            answer.needsNext,
            ...Object.values(answer.answers).map((value) => [value].flat().join(', ')),
          ]
            .filter(Boolean)
            .map((words) => (
              <blockquote dir="auto">{words}</blockquote>
            ))}
          <p class="hint">{readers[answer.visibility]}</p>
          {answer.visibility === 'team' && (
            <form method="post" action={keep(`${path}/narrow`)}>
              <input type="hidden" name="response" value={String(answer.id)} />
              <button type="submit" class="second">
                {mine.narrow}
              </button>
            </form>
          )}
        </>
      ))}
    />
  )
}

const NEVER_SENT: ReadonlySet<InvitationState> = new Set(['planned', 'withdrawn', 'held_back'])

/** Everything that the firm holds about the reader. */
export function MyDataPage(page: MyDataPageProps) {
  const { data, speech, firm, expiresAt, path, surveyPath, keep } = page
  const { mine, call } = speech.words
  const { labels } = mine
  const unsent = data.invitations.filter(({ state }) => NEVER_SENT.has(state))
  const sent = data.invitations.filter(({ state }) => !NEVER_SENT.has(state))
  const { person } = data
  const day = (at: Date): string => dayOf(at, person.readsIn, speech)
  const title = mine.title(nameIn(firm.name, speech))
  const about: [string, string | null][] = [
    [labels.name, person.name],
    [labels.email, person.email],
    [labels.phone, person.phone],
    [labels.account, person.accountName],
    [labels.language, person.locale && languageName(person.locale)],
    [labels.timeZone, person.timeZone],
  ]
  const of = (each: Milestone) =>
    [each.engagementName, milestoneName({ kind: each.milestoneKind, name: each.milestoneName }, speech)] as const
  return (
    <SurveyFrame {...page} title={title}>
      <h1>{title}</h1>
      <p class="standfirst">{mine.until(nameIn(firm.name, speech), day(expiresAt))}</p>
      <p class="send">
        {surveyPath && (
          <a class="link" href={keep(surveyPath)}>
            {mine.back}
          </a>
        )}
        <a class="link" href={`${path}/data.json`} download="data.json">
          {mine.download}
        </a>
        <a class="link" href={keep(`${path}/erase`)}>
          {mine.erase.open}
        </a>
      </p>
      <section class="card">
        <dl class="held">
          {about.map(([label, value]) => (
            <div>
              <dt>{label}</dt>
              <dd>
                <bdi>{value ?? '–'}</bdi>
              </dd>
            </div>
          ))}
        </dl>
      </section>
      <List
        title={labels.projects}
        labels={labels}
        items={data.engagements.map(({ name, pmName }) => joined([name, pmName]))}
      />
      <List
        title={labels.asked}
        labels={labels}
        items={sent.map((each) => joined([...of(each), each.sentAt && day(each.sentAt)]))}
      />
      {unsent.length > 0 && (
        <List title={labels.notSent} labels={labels} items={unsent.map((each) => joined(of(each)))} />
      )}
      <Answers page={page} />
      {data.unsent.length > 0 && (
        <List
          title={speech.words.keeping.kept}
          labels={labels}
          items={data.unsent.map((each) => (
            <>
              {joined([...of(each), day(each.keptAt)])}
              {[...wordsIn(each.fields), ...Object.values(each.saidElsewhere).flat()].map((words) => (
                <blockquote dir="auto">{words}</blockquote>
              ))}
            </>
          ))}
        />
      )}
      <List
        title={labels.calls}
        labels={labels}
        items={data.calls.map(({ day: on, half, words, number }) =>
          joined([on && half && call.half[half](dayOf(new Date(`${on}T12:00:00Z`), 'UTC', speech)), words, number]),
        )}
      />
      <List
        title={labels.testimonials}
        labels={labels}
        items={data.testimonials.map((each) => (
          <>
            <blockquote dir="auto">{each.words}</blockquote>
            <p class="hint">
              {joined([
                each.signature,
                day(each.givenAt),
                each.withdrawnAt && `${labels.withdrawn}: ${day(each.withdrawnAt)}`,
              ])}
            </p>
            <p class="hint" dir="auto">
              {each.consent}
            </p>
          </>
        ))}
      />
      <List
        title={labels.followUps}
        labels={labels}
        items={data.followUps.map((each) =>
          joined([day(each.openedAt), each.ownerName, each.whatWeDid, each.toldThem]),
        )}
      />
      <List title={labels.notes} labels={labels} items={data.notes.map((each) => joined([day(each.at), each.note]))} />
      <List
        title={labels.mails}
        labels={labels}
        items={data.mails.map((each) => joined([mailName(each.kind, mine), day(each.sentAt ?? each.createdAt)]))}
      />
      <List
        title={labels.noMail}
        labels={labels}
        items={data.suppressions.map((each) => joined([each.address, day(each.at)]))}
      />
    </SurveyFrame>
  )
}
