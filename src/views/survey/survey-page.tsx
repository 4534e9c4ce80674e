import { nameOf, type Question } from '../../core/answering/survey-question.ts'
import { conditionStyles } from './condition-styles.ts'
import { FaultSummary } from './fault.tsx'
import { SurveyFrame, type SurveyFrameProps } from './frame.tsx'
import { type AskingPage, faultNames, OneQuestion } from './one-question.tsx'
import { Said } from './said.tsx'
import type { Tapped } from './scales.tsx'
import { dayOf, milestoneName, nameIn, readerOf, spaceIn } from './speech.ts'

/** Which milestone a page asks about, and until when. */
export type AskedAbout = {
  milestone: { kind: string; name: string | null }
  /** When the survey closes; null where that is not fixed. */
  closesAt: Date | null
  timeZone: string
}

export type SurveyPageProps = SurveyFrameProps &
  AskingPage &
  AskedAbout & {
    /** The number that was tapped in the e-mail. */
    tapped: Tapped | null
    isAnswered: boolean
    /** When what stands in the form was kept without being sent; null where nothing was. */
    keptAt: Date | null
    /** Something was filled in from another window or device, and nothing was sent. */
    isFromElsewhere: boolean
    /** What was filled in from other windows or devices, by field, where the page says something else. */
    elsewhere: Readonly<Record<string, readonly string[]>>
    action: string
    /** Where what is filled in is kept before it is sent. */
    keepAction: string
  }

/** What a page is about, above its title. */
export const eyebrowOf = ({ fields, milestone, speech }: AskingPage & AskedAbout): string =>
  [fields.firm, fields.engagement, milestoneName(milestone, speech)].map((name) => nameIn(name, speech)).join(' · ')

type Family = 'call_first' | 'experience' | 'words'

const familyOf = ({ input }: Question): Family => (input === 'call_first' || input === 'experience' ? input : 'words')

/** The questions in their order, those of one family that follow each other together. */
function blocksOf(questions: readonly Question[]): { family: Family; questions: Question[] }[] {
  const blocks: { family: Family; questions: Question[] }[] = []
  for (const question of questions) {
    const last = blocks.at(-1)
    const family = familyOf(question)
    if (last?.family === family) last.questions.push(question)
    else blocks.push({ family, questions: [question] })
  }
  return blocks
}

type BlockProps = { block: ReturnType<typeof blocksOf>[number]; isFirst: boolean; page: SurveyPageProps }

/** Questions of one family. Only the first block of it has the heading or the label: names of landmarks are unique. */
function Block({ block, isFirst, page }: BlockProps) {
  const questions = block.questions.map((question) => (
    <OneQuestion question={question} page={page} tapped={page.tapped} elsewhere={page.elsewhere[nameOf(question)]} />
  ))
  const { words } = page.speech
  if (block.family === 'call_first') return <>{questions}</>
  if (!isFirst) return <div class="card">{questions}</div>
  if (block.family === 'words') {
    return (
      <section class="card" aria-label={words.inYourWords}>
        {questions}
      </section>
    )
  }
  return (
    <section class="card" aria-labelledby="experiences-heading">
      <h2 id="experiences-heading">
        <Said text={readerOf(page)(page.survey.experiences)} speech={page.speech} />
      </h2>
      <p class="hint">{words.rating.hint}</p>
      {questions}
    </section>
  )
}

/** What is said under the title. */
function Standfirst({ page }: { page: SurveyPageProps }) {
  const { words } = page.speech
  if (page.isFromElsewhere) {
    return (
      <p class="saved" role="alert">
        {words.keptElsewhere}
      </p>
    )
  }
  if (page.keptAt !== null) {
    const day = dayOf(page.keptAt, page.timeZone, page.speech)
    return <p class="standfirst">{page.isAnswered ? words.keptChange(day) : words.keptSince(day)}</p>
  }
  return (
    <p class="standfirst">
      {page.isAnswered ? words.answered : words.intro}
      {spaceIn(words)}
      <span class="scripted">{words.keptAsYouGo}</span>
    </p>
  )
}

/** What is answered or not; who may read and a call nobody asks for are neither. */
const countedNames = ({ survey }: SurveyPageProps): string =>
  survey.ask
    .filter(({ input }) => input !== 'visibility' && input !== 'call_me')
    .map(nameOf)
    .join(' ')

/** What the page's script says, in the page's language. */
const scriptWords = ({ speech: { words } }: SurveyPageProps): string =>
  JSON.stringify({ progress: words.progress('{n}', '{of}'), elsewhere: words.elsewhere, ...words.keeping })

/** The survey: one form, which stores nothing until it is sent. */
export function SurveyPage(page: SurveyPageProps) {
  const { survey, faults, closesAt, speech } = page
  const { words } = speech
  const title = readerOf(page)(survey.title)
  return (
    <SurveyFrame
      {...page}
      title={faults.length > 0 ? words.toCorrect(title.words) : title.words}
      description={words.intro}
      eyebrow={eyebrowOf(page)}
      styles={conditionStyles(survey.ask)}
      scripts={['page']}
    >
      <h1>
        <Said text={title} speech={speech} />
      </h1>
      {faults.length === 0 && <Standfirst page={page} />}
      <FaultSummary faults={faults} words={words} names={faultNames(page, [...survey.ask, ...survey.after])} />
      <form
        method="post"
        action={page.action}
        data-keep={page.keepAction}
        data-says={scriptWords(page)}
        data-counts={countedNames(page)}
        data-tapped={page.tapped?.stands === null ? '' : undefined}
      >
        {blocksOf(survey.ask).map((block, at, blocks) => (
          <Block block={block} isFirst={blocks.findIndex(({ family }) => family === block.family) === at} page={page} />
        ))}
        <p class="send">
          <button type="submit">{words.send}</button>
          {closesAt && <span>{words.changeUntil(dayOf(closesAt, page.timeZone, speech))}</span>}
        </p>
        <p class="progress">
          <span /> <span role="status" />
        </p>
        <noscript>
          <button type="submit" class="second" formaction={page.keepAction}>
            {words.keepForLater}
          </button>
        </noscript>
      </form>
    </SurveyFrame>
  )
}
