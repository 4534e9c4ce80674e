import type { Language } from '../core/languages.ts'
import type { TemplateKey } from '../core/words.ts'
import type { EmailProps, FirmProps } from './email-props.ts'
import { writtenDay } from './written-day.ts'

const FIRM: FirmProps = { firmName: 'Kestrel & Co.', accentColor: '#0e5a5a', logo: null }
const SITE = 'https://surveys.example'

const CLIENT = {
  ...FIRM,
  readerName: 'Marta Silva',
  postalAddress: '12 Wharf Street, Portland, ME 04101',
  engagementName: 'Claims portal',
  unsubscribeUrl: `${SITE}/u/0123456789abcdefghijklmnopqrstuv`,
}

const INVITATION: EmailProps['invitation'] = {
  ...CLIENT,
  pmName: 'Dana Whitfield',
  pmPhone: '+1 207 555 0142',
  milestoneKind: 'delivery',
  milestoneName: 'Delivery',
  surveyUrl: `${SITE}/s/0123456789abcdefghijklmnopqrstuv`,
}

const REMINDER: EmailProps['reminder_1'] = { ...INVITATION, closesOn: 'Fri 4 Dec' }

/** Made-up content for each template, with something for every placeholder; nothing in it leads anywhere. */
export const SAMPLE_PROPS: EmailProps = {
  invitation: INVITATION,
  reminder_1: REMINDER,
  reminder_2: REMINDER,
  sign_in: { ...FIRM, readerName: 'Dana Whitfield', signInUrl: `${SITE}/sign-in/confirm?token=abc&next=/score` },
  alert: {
    ...FIRM,
    readerName: 'Dana Whitfield',
    contactName: 'Marta Silva',
    accountName: 'Northwind Insurance',
    engagementName: 'Claims portal',
    milestoneKind: 'delivery',
    milestoneName: 'Delivery',
    callFirst: 0,
    previousCallFirst: 8,
    reasons: ['low', 'fall'],
    comment: 'The hand-over felt rushed.\nNobody told us.',
    followUpUrl: `${SITE}/follow-ups/1`,
    dueBy: 'Tue 24 Nov, 15:00',
  },
  you_said_we_did: {
    ...CLIENT,
    youSaid: 'The hand-over felt rushed.\nNobody told us.',
    weDid: 'Your team has a second hand-over session on Thursday, and Ana stays on the project for another month.',
    senderName: 'Dana Whitfield',
    senderRole: 'pm',
  },
  digest: {
    ...FIRM,
    readerName: 'Dana Whitfield',
    until: 'Fri 4 Dec',
    cameIn: [
      { text: 'Marta Silva, Northwind Insurance: 9 of 10', url: `${SITE}/responses/1` },
      { text: 'Ben Osei, Harbour Foods: 4 of 10, was 8', url: `${SITE}/responses/2` },
    ],
    due: [{ text: 'Call Ben Osei about the hand-over, until Mon 7 Dec, 12:00', url: `${SITE}/follow-ups/1` }],
    moved: [],
    homeUrl: `${SITE}/score`,
    settingsUrl: `${SITE}/settings/digest`,
  },
}

const DATES = { closesOn: '2026-12-04T12:00Z', until: '2026-12-04T12:00Z', dueBy: '2026-11-24T15:00Z' }

/** The dates that a sample has, as somebody who reads `language` writes them. */
const datesIn = (props: object, language: Language): Record<string, string> =>
  Object.fromEntries(
    Object.entries(DATES)
      .filter(([name]) => name in props)
      .map(([name, at]) => [
        name,
        writtenDay(new Date(at), language, { timeZone: 'UTC', locales: [] }, name === 'dueBy'),
      ]),
  )

/** The sample of a template as it looks at this firm, its dates as somebody who reads `language` writes them. */
export const samplePropsOf = <Key extends TemplateKey>(
  key: Key,
  firm: FirmProps,
  language: Language,
): EmailProps[Key] => ({ ...SAMPLE_PROPS[key], ...firm, ...datesIn(SAMPLE_PROPS[key], language) })
