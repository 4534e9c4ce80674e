import { type Difference, wordDifference } from '../../core/word-difference.ts'
import { directionOf, type Language, LANGUAGE_NAMES } from '../../core/languages.ts'
import type { TemplateKey, TemplateOrigin } from '../../core/words.ts'
import { moment } from '../dates.ts'
import { Button, type Fault, FaultSummary } from '../field.tsx'
import { Layout, type Frame } from '../layout.tsx'
import { counted, TEMPLATE_NAMES } from '../names.ts'
import { Pill, Section } from '../notice.tsx'
import { paths } from '../paths.ts'

type Version = {
  version: number
  origin: TemplateOrigin
  madeBy: string | null
  createdAt: Date
  changes: readonly { word: string; was: string; is: string }[]
}

export type EmailTemplateProps = {
  frame: Frame
  key: TemplateKey
  language: Language
  words: readonly { word: string; text: string; shipped: string }[]
  mergeFields: readonly string[]
  inForce: { version: number; isOwn: boolean }
  newerShipped: boolean
  /** The older version whose words stand in the form; null: those in force. */
  from: number | null
  versions: readonly Version[]
  faults?: readonly Fault[]
}

/** How a preview can be looked at. */
export const LOOKS = ['light', 'dark', 'phone', 'no_images', 'text'] as const
export type Look = (typeof LOOKS)[number]

const LOOK_NAMES: Record<Look, string> = {
  light: 'Light',
  dark: 'Dark',
  phone: 'Phone',
  no_images: 'Images off',
  text: 'Plain text',
}

const FRAME = 'preview'

const WORD_NAMES: Record<string, string> = {
  subject: 'Subject',
  subject_over: 'Subject, at the close or later',
  subject_before: 'Subject, where there was an answer before',
  subject_call: 'Subject, where a call is wished for',
  preview: 'Beside the subject in a list of mails',
  text_hint: 'Before the link, in plain text',
  hint: 'Small print',
  hint_numbers: 'Small print beneath the numbers',
  thanks_phone: 'Thanks, where there is a phone number',
  thanks_reply: 'Thanks, where there is none',
  scale_low: 'Beneath the number 0',
  scale_high: 'Beneath the number 10',
  sign_off: 'Beneath the name',
  unsubscribe: 'The link that ends this mail',
  open_until: 'The closing day',
  why: 'Why this e-mail came, at its foot',
}

/** `opening_kickoff` reads 'Opening: kickoff'. */
function wordName(word: string): string {
  if (WORD_NAMES[word]) return WORD_NAMES[word]
  const [first = '', ...rest] = word.split('_')
  const head = first.charAt(0).toUpperCase() + first.slice(1)
  return rest.length === 0 ? head : `${head}: ${rest.join(' ')}`
}

const PARTS: Record<Difference['kind'], 'span' | 'del' | 'ins'> = { same: 'span', gone: 'del', new: 'ins' }

function Change({ change, language }: { change: Version['changes'][number]; language: Language }) {
  return (
    <li>
      <b>{wordName(change.word)}</b>{' '}
      <span lang={language} dir={directionOf(language)}>
        {wordDifference(change.was, change.is).map(({ kind, text }) => {
          const Part = PARTS[kind]
          return <Part>{text}</Part>
        })}
      </span>
    </li>
  )
}

function Versions({ props }: { props: EmailTemplateProps }) {
  const { frame, key, language, versions, inForce } = props
  return (
    <ol class="versions">
      {versions.map(({ version, origin, madeBy, createdAt, changes }) => (
        <li>
          <p>
            <b>Version {version}</b> {origin === 'firm' ? 'our words' : 'as shipped'}
            {madeBy && `, chosen by ${madeBy}`}, {moment(createdAt, frame)}{' '}
            {version === inForce.version ? (
              <Pill tone="good">In force</Pill>
            ) : (
              <a href={`${paths.email(key, language)}?from=${version}`}>Use these words again</a>
            )}
          </p>
          {changes.length > 0 && (
            <details>
              <summary>{counted(changes.length, 'text')} changed</summary>
              <ul class="changes">
                {changes.map((change) => (
                  <Change change={change} language={language} />
                ))}
              </ul>
            </details>
          )}
        </li>
      ))}
    </ol>
  )
}

function WordField({ props, word, text }: { props: EmailTemplateProps; word: string; text: string }) {
  const fault = props.faults?.find(({ field }) => field === word)
  return (
    <div class={fault ? 'field field-wrong' : 'field'}>
      <label for={word}>{wordName(word)}</label>
      {fault && (
        <p class="fault" id={`${word}-fault`}>
          {fault.message}
        </p>
      )}
      <textarea
        id={word}
        name={word}
        rows={text.length > 120 ? 4 : text.length > 60 ? 2 : 1}
        lang={props.language}
        dir={directionOf(props.language)}
        required
        aria-invalid={fault ? 'true' : undefined}
        aria-describedby={fault ? `${word}-fault` : undefined}
      >
        {text}
      </textarea>
    </div>
  )
}

function State({ props }: { props: EmailTemplateProps }) {
  const { key, language, inForce, newerShipped, from } = props
  return (
    <>
      <p class="standfirst">
        {inForce.isOwn ? 'Our own words are in force.' : 'The words that came with FirstCall are in force.'}
        {newerShipped && ' Newer words have come with FirstCall since; ours stay until we take them.'}
        {from !== null && ` The words of version ${from} stand in the form; nothing changes until they are saved.`}
      </p>
      {inForce.isOwn && (
        <form method="post" action={paths.emailShipped(key, language)}>
          <Button quiet>Take the shipped words</Button>
        </form>
      )}
    </>
  )
}

/** One e-mail in one language: its words, how it looks with them, and its versions. Previews go to the frame and store nothing. */
export function EmailTemplatePage(props: EmailTemplateProps) {
  const { frame, key, language, words, faults = [] } = props
  const name = TEMPLATE_NAMES[key]
  return (
    <Layout frame={frame} title={`${name}, ${LANGUAGE_NAMES[language]}`} current="settings">
      <p class="kicker">
        <a href={paths.emails}>E-mails</a> · <span lang={language}>{LANGUAGE_NAMES[language]}</span>
      </p>
      <h1>What does the {name.toLowerCase()} say?</h1>
      <State props={props} />
      <FaultSummary faults={faults} />
      <div class="pair beside-preview">
        <Section title="The words">
          <p class="hint merge-fields">
            Names are filled in for each reader where these stand:{' '}
            {props.mergeFields.map((field) => (
              <>
                <code>{`{{${field}}}`}</code>{' '}
              </>
            ))}
          </p>
          <form id="words" method="post" action={paths.email(key, language)}>
            {words.map(({ word, text }) => (
              <WordField props={props} word={word} text={text} />
            ))}
            <p class="actions">
              <Button>Save as the next version</Button>
              <button class="button quiet-button" type="submit" formaction={paths.emailTest(key, language)}>
                Send a test to me
              </button>
            </p>
          </form>
        </Section>
        <Section title="How it looks">
          <p class="looks">
            {LOOKS.map((look) => (
              <button
                class="button quiet-button"
                type="submit"
                form="words"
                formaction={paths.emailPreview(key, language, look)}
                formtarget={FRAME}
                formnovalidate
              >
                {LOOK_NAMES[look]}
              </button>
            ))}
          </p>
          <iframe
            class="mail"
            name={FRAME}
            title={`Preview of the ${name.toLowerCase()}`}
            src={paths.emailPreview(key, language, 'light')}
            sandbox=""
          />
          <p class="quiet">Names, numbers and links of the preview are made up.</p>
        </Section>
      </div>
      <Section title="Versions" lead="An e-mail that was sent keeps the words it was sent with.">
        <Versions props={props} />
      </Section>
    </Layout>
  )
}
