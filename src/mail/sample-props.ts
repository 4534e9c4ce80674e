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

const { surveyUrl: _, ...ASKED } = INVITATION

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
    call: {
      day: 'Mon 23 Nov',
      half: 'afternoon',
      zone: 'Europe/Lisbon',
      words: 'After three, please',
      number: '+351 21 345 6789',
    },
    followUpUrl: `${SITE}/f/1-0123456789abcdefghijklmnopqrstuv`,
    dueBy: 'Tue 24 Nov, 15:00',
    silentSince: 'Sat 12 Sep',
    ownerName: 'Priya Raman',
    isOverdue: false,
  },
  you_said_we_did: {
    ...CLIENT,
    youSaid: 'The hand-over felt rushed.\nNobody told us.',
    weDid: 'Your team has a second hand-over session on Thursday, and Ana stays on the project for another month.',
    senderName: 'Dana Whitfield',
    senderRole: 'pm',
  },
  confirm_spoken: {
    ...ASKED,
    reporterName: 'Dana Whitfield',
    saidOn: 'Tue 24 Nov',
    confirmUrl: `${SITE}/c/0123456789abcdefghijklmnopqrstuv`,
  },
  digest: {
    ...FIRM,
    readerName: 'Dana Whitfield',
    until: 'Fri 4 Dec',
    cameIn: {
      lines: [
        {
          contactName: 'Marta Silva',
          accountName: 'Northwind Insurance',
          callFirst: 9,
          previousCallFirst: null,
          url: `${SITE}/responses/1`,
        },
        {
          contactName: 'Ben Osei',
          accountName: 'Harbour Foods',
          callFirst: 4,
          previousCallFirst: 8,
          url: `${SITE}/responses/2`,
        },
        {
          contactName: 'Lea Brandt',
          accountName: 'Harbour Foods',
          callFirst: null,
          previousCallFirst: null,
          url: `${SITE}/responses/3`,
        },
      ],
      more: 4,
    },
    due: {
      lines: [
        {
          contactName: 'Ben Osei',
          accountName: 'Harbour Foods',
          overdue: false,
          dueBy: 'Mon 7 Dec, 12:00',
          url: `${SITE}/follow-ups/1`,
        },
        {
          contactName: 'Ivo Kern',
          accountName: 'Lindqvist AB',
          overdue: true,
          dueBy: 'Thu 3 Dec, 10:00',
          url: `${SITE}/follow-ups/2`,
        },
      ],
      more: 1,
    },
    moved: {
      lines: [
        { name: 'Kestrel & Co.', value: 72, low: 66, high: 78, before: 66, url: `${SITE}/overview` },
        { name: 'Harbour Foods', value: 58, low: 44, high: 71, before: null, url: `${SITE}/accounts/2` },
        { name: 'Lindqvist AB', value: null, low: null, high: null, before: null, url: `${SITE}/accounts/3` },
      ],
      more: 1,
    },
    homeUrl: `${SITE}/score`,
    settingsUrl: `${SITE}/settings/digest`,
  },
  copy: {
    ...FIRM,
    readerName: 'Marta Silva',
    postalAddress: CLIENT.postalAddress,
    engagementName: 'Claims portal',
    answers: [
      {
        question: 'Next time you have a problem like this one, how likely is it that you call us first?',
        answer: '8 / 10',
      },
      {
        question: 'What is the one thing we should do differently?',
        answer: 'The hand-over felt rushed.\nNobody told us.',
      },
    ],
  },
  my_data: {
    ...FIRM,
    readerName: 'Marta Silva',
    postalAddress: CLIENT.postalAddress,
    dataUrl: `${SITE}/me/0123456789abcdefghijklmnopqrstuv`,
  },
}

const DATES: Readonly<Record<string, string>> = {
  closesOn: '2026-12-04T12:00Z',
  until: '2026-12-04T12:00Z',
  saidOn: '2026-11-24T12:00Z',
  dueBy: '2026-11-24T15:00Z',
  silentSince: '2026-09-12T12:00Z',
}

/** The dates of a sample, wherever it has them, as somebody who reads `language` writes them. */
function datedIn<Value>(value: Value, language: Language): Value {
  if (Array.isArray(value)) return value.map((item: unknown) => datedIn(item, language)) as Value
  if (typeof value !== 'object' || value === null) return value
  const reader = { timeZone: 'UTC', locales: [] }
  const dated = Object.entries(value).map(([name, inside]: [string, unknown]) => {
    const at = DATES[name]
    return [name, at ? writtenDay(new Date(at), language, reader, name === 'dueBy') : datedIn(inside, language)]
  })
  return Object.fromEntries(dated) as Value
}

/** The sample of a template as it looks at this firm, its dates as somebody who reads `language` writes them. */
export const samplePropsOf = <Key extends TemplateKey>(
  key: Key,
  firm: FirmProps,
  language: Language,
): EmailProps[Key] => ({ ...datedIn(SAMPLE_PROPS[key], language), ...firm })
