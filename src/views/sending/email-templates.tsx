import { type Language, LANGUAGE_NAMES } from '../../core/languages.ts'
import type { TemplateKey } from '../../core/words.ts'
import { Layout, type Frame } from '../layout.tsx'
import { TEMPLATE_NAMES } from '../names.ts'
import { Section } from '../notice.tsx'
import { paths } from '../paths.ts'

export type EmailTemplatesProps = {
  frame: Frame
  templates: readonly { key: TemplateKey; languages: readonly { language: Language; isOwn: boolean }[] }[]
}

const WHEN: Record<TemplateKey, string> = {
  invitation: 'To a client at a milestone, from the project manager.',
  reminder_1: 'To a client who has not answered, some days later.',
  reminder_2: 'To a client who still has not answered: the last one, with the closing day.',
  sign_in: 'To a member of staff who wants to sign in.',
  alert: 'To the owner of a follow-up: a low answer, a fall, or a wish to be called.',
  you_said_we_did: 'To a client whose answer led to something.',
  confirm_spoken: 'To a client whose words were noted after a call, to confirm them.',
  digest: 'To staff, once a week.',
  copy: 'To a client who asks for a copy of the answers just sent.',
  my_data: 'To a client who asks what we hold about them.',
}

/** Every e-mail in every language, and where the firm has words of its own. */
export function EmailTemplatesPage({ frame, templates }: EmailTemplatesProps) {
  return (
    <Layout frame={frame} title="What do our e‑mails say?" current="settings">
      <p class="kicker">
        <a href={paths.settings}>Settings</a>
      </p>
      <h1>What do our e‑mails say?</h1>
      <p class="standfirst">
        Each reader gets the language of the contact, else of the account, else of the firm. Choose a language to read,
        change and try an e-mail.
      </p>
      <Section title="The e-mails">
        <ul class="rules">
          {templates.map(({ key, languages }) => (
            <li>
              <h3>{TEMPLATE_NAMES[key]}</h3>
              <p>{WHEN[key]}</p>
              <p class="languages">
                {languages.map(({ language, isOwn }) => (
                  <a href={paths.email(key, language)} hreflang={language}>
                    <span class="heard">{TEMPLATE_NAMES[key]} in </span>
                    <span lang={language}>{LANGUAGE_NAMES[language]}</span>
                    {isOwn && ' (our words)'}
                  </a>
                ))}
              </p>
            </li>
          ))}
        </ul>
      </Section>
    </Layout>
  )
}
