import { caniemail } from 'caniemail'
import { expect, test } from 'vitest'
import { TEMPLATE_KEYS, type TemplateKey } from '../../src/core/words.ts'
import { renderSample } from '../../src/mail/render-sample.ts'
import { shippedTemplate } from './sample-emails.ts'

/** Gmail in a phone's browser is left out: it takes no styles from anybody, and the inline ones hold without the rest. */
const CLIENTS: Parameters<typeof caniemail>[0]['clients'] = [
  'outlook.windows',
  'gmail.desktop-webmail',
  'gmail.ios',
  'gmail.android',
  'apple-mail.macos',
  'apple-mail.ios',
]

/** What some of them do not know, and why the mail reads as well without it. */
const ENHANCEMENTS: Record<string, string> = {
  ':hover': 'a number or button fades under a mouse; without, it stays as it is',
  opacity: 'the same fading',
  '@media': 'dark colours, and one row of numbers or two; without, light colours and rows of the width at hand',
  'Chaining selectors': 'only inside the media query for dark colours',
  'border-radius': 'corners are square',
  overflow: 'keeps the square corners of the card behind its round ones',
  'table-layout': 'the cells of the numbers have widths in percent, too',
  'text-wrap': 'lines of the question are of uneven length',
  'white-space': 'a date or phone number may break at the end of a line',
  outline: 'of pictures that are links; none is',
  'word-spacing': 'MJML sets it to what it is anyway',
}

const LOGO = { url: 'https://surveys.example/logo/1.png', width: 120, height: 40 }

async function unsupported(key: TemplateKey): Promise<string[]> {
  const firm = { firmName: 'Kestrel & Co.', accentColor: '#0e5a5a', logo: LOGO }
  const { html } = renderSample(key, await shippedTemplate(key), firm, 'en')
  const { issues } = caniemail({ clients: CLIENTS, html })
  return [...issues.errors.values()].flatMap((features) => features.map(({ title }) => title))
}

test('every e-mail does with what Outlook on Windows, Gmail and Apple Mail know, save enhancements that none needs', async () => {
  const found = new Set((await Promise.all(TEMPLATE_KEYS.map(unsupported))).flat())
  expect([...found].toSorted()).toEqual(Object.keys(ENHANCEMENTS).toSorted())
})
