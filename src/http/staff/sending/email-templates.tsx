import { type Context, Hono } from 'hono'
import { html, raw } from 'hono/html'
import { isLanguage } from '../../../core/languages.ts'
import {
  followShippedTemplate,
  saveTemplateVersion,
  type TemplateName,
} from '../../../domain/sending/save-template-version.ts'
import { isTemplateKey, showEmailTemplate, showEmailTemplates } from '../../../domain/sending/show-email-templates.ts'
import { previewEmail, sendTestEmail } from '../../../domain/sending/try-email-template.ts'
import { EmailTemplatePage, type Look, LOOKS } from '../../../views/sending/email-template.tsx'
import { EmailTemplatesPage } from '../../../views/sending/email-templates.tsx'
import { page } from '../../../views/layout.tsx'
import type { Notice } from '../../../views/notice.tsx'
import { paths } from '../../../views/paths.ts'
import type { AppEnv } from '../../env.ts'
import { frameOf } from '../../frame.ts'
import { refuse } from '../../refusals.tsx'
import { MAIL_POLICY } from './mail-policy.ts'

const ONE = `${paths.emails}/:key/:language`

function nameOf(c: Context<AppEnv>): TemplateName | undefined {
  const [key = '', language = ''] = [c.req.param('key'), c.req.param('language')]
  return isTemplateKey(key) && isLanguage(language) ? { key, language } : undefined
}

/** The words as typed; browsers end lines with CR and LF. */
async function typedWords(c: Context<AppEnv>): Promise<Record<string, string>> {
  const form = await c.req.parseBody()
  const words = Object.entries(form).filter((entry): entry is [string, string] => typeof entry[1] === 'string')
  return Object.fromEntries(words.map(([word, text]) => [word, text.replaceAll('\r\n', '\n').replaceAll('\0', '')]))
}

type Typed = { words: Record<string, string>; problems: readonly { word: string; problem: string }[] }

async function templatePage(c: Context<AppEnv>, name: TemplateName, typed?: Typed, notice?: Notice) {
  const from = Number(c.req.query('from') ?? Number.NaN)
  const shown = await showEmailTemplate(c.var.deps, c.var.signedIn.viewer, name, from)
  if (shown.kind !== 'shown') return refuse(c, shown)
  const words = shown.words.map((each) => ({ ...each, text: typed?.words[each.word] ?? each.text }))
  const faults = (typed?.problems ?? []).map(({ word, problem }) => ({ field: word, message: `${word} ${problem}` }))
  const content = EmailTemplatePage({ frame: await frameOf(c, notice), ...shown, words, faults })
  return c.html(page(content), faults.length > 0 ? 422 : 200)
}

const DARK = '@media (prefers-color-scheme: dark)'

/** The reader's own setting would decide between light and dark; here the button does. */
function lookedAt(look: Look, mail: { html: string; text: string }) {
  if (look === 'text')
    return html`<!doctype html><meta charset="utf-8" /><title>Plain text</title>
      <pre>${mail.text}</pre>`
  if (look !== 'dark') {
    const light = mail.html.replaceAll(DARK, '@media not all')
    if (look !== 'phone') return raw(light)
    return html`<!doctype html><meta charset="utf-8" /><title>Phone</title>
      <iframe
        title="On a phone"
        srcdoc="${light}"
        style="width:360px;height:95vh;border:1px solid #8f8b82;display:block;margin:0 auto"
      ></iframe>`
  }
  return raw(
    mail.html.replaceAll(DARK, '@media all').replace('<head>', '<head><style>:root{color-scheme:dark}</style>'),
  )
}

async function preview(c: Context<AppEnv>, name: TemplateName, words: Record<string, string>) {
  const look = LOOKS.find((each) => each === c.req.query('look')) ?? 'light'
  const result = await previewEmail(c.var.deps, c.var.signedIn.viewer, name, words)
  c.header('content-security-policy', look === 'no_images' ? MAIL_POLICY.replace("img-src 'self'; ", '') : MAIL_POLICY)
  if (result.kind === 'rendered') return c.html(lookedAt(look, result.rendered))
  if (result.kind !== 'faults') return refuse(c, result)
  const problems = result.faults.map(({ word, problem }) => html`<li>${word} ${problem}</li>`)
  return c.html(
    html`<!doctype html><meta charset="utf-8" /><title>To put right</title>
      <ul>
        ${problems}
      </ul>`,
    422,
  )
}

function tried({ to, delivery }: { to: string; delivery: { kind: string; reason?: string } }): Notice {
  if (delivery.kind === 'sent') return { tone: 'done', text: `The test was sent to ${to}. Its links lead nowhere.` }
  if (delivery.kind === 'kept')
    return { tone: 'note', text: 'No mail leaves without SMTP_URL; the preview shows the e-mail.' }
  return { tone: 'fault', text: `The test was not sent: ${delivery.reason ?? 'see the log'}.` }
}

const NOTICES = new Map<string | undefined, Notice>([
  ['saved', { tone: 'done', text: 'Saved. E-mails say this from now on.' }],
  ['shipped', { tone: 'done', text: 'The shipped words are in force, and newer ones will follow by themselves.' }],
])

/** What e-mails say, for administrators. */
export const emailTemplateRoutes = new Hono<AppEnv>()
  .get(paths.emails, async (c) => {
    const shown = await showEmailTemplates(c.var.deps, c.var.signedIn.viewer)
    if (shown.kind !== 'shown') return refuse(c, shown)
    return c.html(page(EmailTemplatesPage({ frame: await frameOf(c), templates: shown.templates })))
  })
  .get(ONE, async (c) => {
    const name = nameOf(c)
    if (!name) return refuse(c, { kind: 'unknown' })
    return templatePage(c, name, undefined, NOTICES.get(c.req.query('done')))
  })
  .post(ONE, async (c) => {
    const name = nameOf(c)
    if (!name) return refuse(c, { kind: 'unknown' })
    const words = await typedWords(c)
    const saved = await saveTemplateVersion(c.var.deps, c.var.signedIn.viewer, name, words)
    if (saved.kind === 'faults') return templatePage(c, name, { words, problems: saved.faults })
    if (saved.kind === 'changed_meanwhile') {
      const text = 'Somebody has just saved another version. Your words stand below; save them to put them in force.'
      return templatePage(c, name, { words, problems: [] }, { tone: 'fault', text })
    }
    if (saved.kind !== 'saved') return refuse(c, saved)
    return c.redirect(`${paths.email(name.key, name.language)}?done=saved`, 303)
  })
  .get(`${ONE}/preview`, async (c) => {
    const name = nameOf(c)
    if (!name) return refuse(c, { kind: 'unknown' })
    const shown = await showEmailTemplate(c.var.deps, c.var.signedIn.viewer, name)
    if (shown.kind !== 'shown') return refuse(c, shown)
    return preview(c, name, Object.fromEntries(shown.words.map(({ word, text }) => [word, text])))
  })
  .post(`${ONE}/preview`, async (c) => {
    const name = nameOf(c)
    return name ? preview(c, name, await typedWords(c)) : refuse(c, { kind: 'unknown' })
  })
  .post(`${ONE}/test`, async (c) => {
    const name = nameOf(c)
    if (!name) return refuse(c, { kind: 'unknown' })
    const words = await typedWords(c)
    const result = await sendTestEmail(c.var.deps, c.var.signedIn.viewer, name, words)
    if (result.kind === 'faults') return templatePage(c, name, { words, problems: result.faults })
    if (result.kind !== 'tried') return refuse(c, result)
    return templatePage(c, name, { words, problems: [] }, tried(result))
  })
  .post(`${ONE}/shipped`, async (c) => {
    const name = nameOf(c)
    if (!name) return refuse(c, { kind: 'unknown' })
    const taken = await followShippedTemplate(c.var.deps, c.var.signedIn.viewer, name)
    if (taken.kind !== 'saved') return refuse(c, taken.kind === 'not_yours' ? taken : { kind: 'unknown' })
    return c.redirect(`${paths.email(name.key, name.language)}?done=shipped`, 303)
  })
