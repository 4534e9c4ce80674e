import { raw } from 'hono/html'
import type { Child } from 'hono/jsx'
import type { HtmlEscapedString } from 'hono/utils/html'
import type { PauseReason } from '../core/sending/fence.ts'
import type { Role } from '../core/words.ts'
import { assetPath } from './assets.ts'
import type { DateSetting } from './dates.ts'
import { ROLE_NAMES } from './names.ts'
import { NoticeBox, type Notice } from './notice.tsx'
import { PAUSE_NAMES } from './sending/pause-words.ts'
import { paths } from './paths.ts'

/** What every page knows: the firm, who is looking, and how dates are written. */
export type Frame = DateSetting & {
  firmName: string
  /** '#rrggbb'; anything else falls back to the default. */
  accentColor: string
  nonce: string
  assetVersion: string
  /** Null where nobody has signed in. */
  viewer: { name: string; role: Role } | null
  notice?: Notice
  /** Where the scores shown are older than they should be: since when, and why. */
  stale?: string
  /** Why surveys are paused, for administrators. */
  paused?: PauseReason
}

type Place =
  | 'my-score'
  | 'overview'
  | 'pms'
  | 'accounts'
  | 'engagements'
  | 'follow-ups'
  | 'opportunities'
  | 'my-accounts'
  | 'testimonials'
  | 'plan'
  | 'outbox'
  | 'settings'

const PLACES: Record<Place, { name: string; path: string }> = {
  'my-score': { name: 'My score', path: paths.myScore },
  overview: { name: 'Overview', path: paths.overview },
  pms: { name: 'Project managers', path: paths.pms },
  accounts: { name: 'Accounts', path: paths.accounts },
  engagements: { name: 'Engagements', path: paths.engagements },
  'follow-ups': { name: 'Follow-ups', path: paths.followUps },
  opportunities: { name: 'Opportunities', path: paths.opportunities },
  'my-accounts': { name: 'My accounts', path: paths.myAccounts },
  testimonials: { name: 'Testimonials', path: paths.testimonials },
  plan: { name: 'Plan', path: paths.plan },
  outbox: { name: 'Outbox', path: paths.outbox },
  settings: { name: 'Settings', path: paths.settings },
}

const PLACES_OF: Record<Role, readonly Place[]> = {
  pm: ['my-score', 'engagements', 'follow-ups', 'opportunities'],
  leader: ['overview', 'pms', 'accounts', 'engagements', 'follow-ups', 'opportunities', 'testimonials', 'plan'],
  account_manager: ['my-accounts', 'accounts', 'engagements', 'follow-ups', 'opportunities'],
  admin: [
    'overview',
    'pms',
    'accounts',
    'engagements',
    'follow-ups',
    'opportunities',
    'testimonials',
    'plan',
    'outbox',
    'settings',
  ],
}

/** So many pages have room beside the firm's name. */
const FEW = 5

/** Where the installation is looked after; they stand apart, at the end. */
const UPKEEP: ReadonlySet<Place> = new Set(['plan', 'outbox', 'settings'])

export type LayoutProps = {
  frame: Frame
  title: string
  current?: Place
  narrow?: boolean
  /** Scripts of `src/public/staff` that add to a page which is whole without them. */
  scripts?: readonly string[]
  children?: Child
}

function PageLinks({ role, current }: { role: Role; current: Place | undefined }) {
  const [upkeep, daily] = [
    PLACES_OF[role].filter((place) => UPKEEP.has(place)),
    PLACES_OF[role].filter((place) => !UPKEEP.has(place)),
  ]
  const link = (place: Place) => (
    <a href={PLACES[place].path} aria-current={place === current ? 'page' : undefined}>
      {PLACES[place].name}
    </a>
  )
  return (
    <nav class="nav" aria-label="Pages">
      {daily.map(link)}
      {upkeep.length > 0 && <span class="nav-upkeep">{upkeep.map(link)}</span>}
    </nav>
  )
}

function Who({ viewer }: { viewer: NonNullable<Frame['viewer']> }) {
  return (
    <form class="who" method="post" action={paths.signOut}>
      <span class="who-name">
        {viewer.name}
        <span class="heard">, {ROLE_NAMES[viewer.role]}</span>
      </span>
      <a href={paths.digest}>Digest</a>
      <a href={paths.password}>Password</a>
      <button class="link" type="submit">
        Sign out
      </button>
    </form>
  )
}

/** Few pages stand between the firm and the reader; many have a line of their own below both. */
function Header({ frame, current }: { frame: Frame; current: Place | undefined }) {
  const { viewer } = frame
  const links = viewer && <PageLinks role={viewer.role} current={current} />
  const isMany = viewer !== null && PLACES_OF[viewer.role].length > FEW
  return (
    <header class="top">
      <div class={isMany ? 'top-in many' : 'top-in'}>
        <a class="brand" href="/">
          <span aria-hidden="true">☎</span> {frame.firmName}
        </a>
        {!isMany && links}
        {viewer && <Who viewer={viewer} />}
        {isMany && links}
      </div>
    </header>
  )
}

function PausedBanner({ reason }: { reason: PauseReason }) {
  return (
    <p class="notice notice-fault">
      {PAUSE_NAMES[reason]}: surveys are paused. <a href={paths.paused}>See what waits, and go on</a>
    </p>
  )
}

/** In the order in which they overrule each other. */
const STYLES = [
  'ink',
  'page',
  'scores',
  'pictures',
  'drivers',
  'tables',
  'words',
  'forms',
  'filters',
  'emails',
  'surveys',
  'survey-editor',
  'devices',
  'print',
] as const

/** The frame around every staff page. */
export function Layout({ frame, title, current, narrow, scripts = [], children }: LayoutProps) {
  const accent = /^#[0-9a-f]{6}$/i.test(frame.accentColor) ? frame.accentColor : '#0e5a5a'
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <title>{`${title} · ${frame.firmName}`}</title>
        {STYLES.map((name) => (
          <link rel="stylesheet" href={assetPath(`staff/${name}.css`, frame)} />
        ))}
        {scripts.map((name) => (
          <script type="module" src={assetPath(`staff/${name}.js`, frame)} />
        ))}
        <style nonce={frame.nonce}>{raw(`:root{--accent:${accent}}`)}</style>
      </head>
      <body>
        <a class="skip" href="#main">
          Skip to the page
        </a>
        <Header frame={frame} current={current} />
        <main id="main" class={narrow ? 'narrow' : undefined}>
          {frame.paused && <PausedBanner reason={frame.paused} />}
          {frame.stale && <p class="notice notice-note">{frame.stale}</p>}
          {frame.notice && <NoticeBox notice={frame.notice} />}
          {children}
        </main>
      </body>
    </html>
  )
}

/**
 * What a view gives, as text.
 * @throws TypeError for one that waits for something: views are plain functions of their props.
 */
export function markup(content: HtmlEscapedString | Promise<HtmlEscapedString>): string {
  if (content instanceof Promise) throw new TypeError('A page must not wait for anything')
  return content.toString()
}

/** A page as the document that is sent. */
export const page = (content: HtmlEscapedString | Promise<HtmlEscapedString>): HtmlEscapedString =>
  raw(`<!doctype html>${markup(content)}`)
