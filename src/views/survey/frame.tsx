import { raw } from 'hono/html'
import type { Child } from 'hono/jsx'

/** What a client's page shows of the firm. */
type Face = { name: string; accentColor: string; email: string }

/** What every client's page needs: the firm and the nonce under which its colour may be set. */
export type SurveyFrameProps = { firm: Face; nonce: string | undefined }

/** Two, so that a phone asks for little before it shows the first question. */
const STYLESHEETS = ['page', 'questions']

const isColor = (color: string): boolean => /^#[0-9a-f]{6}$/i.test(color)

/** The frame of a page that clients see: the firm's name and colour, nothing of ours, no script. */
export function SurveyFrame({
  firm,
  nonce,
  title,
  eyebrow,
  children,
}: SurveyFrameProps & { title: string; eyebrow?: string; children?: Child }) {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex, nofollow" />
        <meta name="referrer" content="no-referrer" />
        <meta name="color-scheme" content="light dark" />
        <title>{`${title} · ${firm.name}`}</title>
        {STYLESHEETS.map((name) => (
          <link rel="stylesheet" href={`/survey/${name}.css`} />
        ))}
        {isColor(firm.accentColor) && <style nonce={nonce}>{raw(`:root{--firm:${firm.accentColor}}`)}</style>}
      </head>
      <body>
        <main>
          <p class="eyebrow">{eyebrow ?? firm.name}</p>
          {children}
        </main>
      </body>
    </html>
  )
}
