import { raw } from 'hono/html'
import type { Child } from 'hono/jsx'
import { directionOf, type Language, LANGUAGE_NAMES } from '../../core/languages.ts'
import { assetPath } from '../assets.ts'
import { nameIn, type Speech } from './speech.ts'

/** What a client's page shows of the firm. */
type Face = {
  name: string
  accentColor: string
  /** Its size in CSS pixels. */
  logo: { path: string; width: number; height: number } | null
  email: string
}

/** The same page in another language. */
export type OtherLanguage = { language: Language; path: string }

/** What every client's page needs: the firm, the nonce under which its styles may be set, which styles and scripts are current, and how it speaks. */
export type SurveyFrameProps = {
  firm: Face
  nonce: string | undefined
  assetVersion: string
  speech: Speech
  /** None where what was typed would be lost on the way. */
  otherLanguages: readonly OtherLanguage[]
}

/** Two, so that a phone asks for little before it shows the first question. */
const STYLESHEETS = ['page', 'questions']

const isColor = (color: string): boolean => /^#[0-9a-f]{6}$/i.test(color)

function LanguageSwitch({ speech, otherLanguages }: Pick<SurveyFrameProps, 'speech' | 'otherLanguages'>) {
  if (otherLanguages.length === 0) return null
  return (
    <details class="languages">
      <summary>
        <span class="hidden">{speech.words.languages}: </span>
        {LANGUAGE_NAMES[speech.language]}
      </summary>
      <nav aria-label={speech.words.languages}>
        {otherLanguages.map(({ language, path }) => (
          <a href={path} lang={language} hreflang={language}>
            {LANGUAGE_NAMES[language]}
          </a>
        ))}
      </nav>
    </details>
  )
}

/** The frame of a page that clients see: the firm's name and colour, nothing of ours. `scripts` of `src/public/survey` may add to a page that is whole without them. */
export function SurveyFrame({
  firm,
  nonce,
  assetVersion,
  speech,
  otherLanguages,
  title,
  description,
  eyebrow,
  styles = '',
  scripts = [],
  children,
}: SurveyFrameProps & {
  title: string
  /** What a mail program shows of the page beside its link. */
  description?: string
  eyebrow?: string
  styles?: string
  scripts?: readonly string[]
  children?: Child
}) {
  const color = isColor(firm.accentColor) ? `:root{--firm:${firm.accentColor}}` : ''
  return (
    <html lang={speech.language} dir={directionOf(speech.language)}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex, nofollow" />
        <meta name="referrer" content="no-referrer" />
        <meta name="color-scheme" content="light dark" />
        {description && <meta name="description" content={description} />}
        <title>{`${title} · ${firm.name}`}</title>
        {STYLESHEETS.map((name) => (
          <link rel="stylesheet" href={assetPath(`survey/${name}.css`, { assetVersion })} />
        ))}
        {scripts.map((name) => (
          <script type="module" src={assetPath(`survey/${name}.js`, { assetVersion })} />
        ))}
        {color + styles && <style nonce={nonce}>{raw(color + styles)}</style>}
      </head>
      <body>
        <main>
          <LanguageSwitch speech={speech} otherLanguages={otherLanguages} />
          {firm.logo && (
            <p class="logo">
              <img src={firm.logo.path} width={firm.logo.width} height={firm.logo.height} alt={firm.name} />
            </p>
          )}
          <p class="eyebrow">{eyebrow ?? nameIn(firm.name, speech)}</p>
          {children}
        </main>
      </body>
    </html>
  )
}
