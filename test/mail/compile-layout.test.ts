import { expect, test } from 'vitest'
import { TEMPLATE_KEYS } from '../../src/core/words.ts'
import { compileLayout } from '../../src/mail/compile-layout.ts'
import { layoutSource } from '../../src/mail/layout-files.ts'
import { shippedFiles, shippedLayout } from './sample-emails.ts'

const compileChanged = async (part: 'mjml' | 'text', from: string, to: string) => {
  const files = shippedFiles('sign_in')
  return compileLayout('sign_in', 'ltr', { ...files, [part]: files[part].replace(from, to) })
}

test('a compiled layout still holds its slots for words and its placeholders', async () => {
  const layout = await shippedLayout('sign_in')
  expect(layout.subject).toBe('[[subject]]')
  expect(layout.html).toContain('href="{{signInUrl}}"')
  expect(layout.html).toContain('lang="[[lang]]"')
  expect(layout.text).toContain('{{signInUrl}}')
})

test.each(TEMPLATE_KEYS)('%s has no words of its own, so that every language can have it', async (key) => {
  for (const direction of ['ltr', 'rtl'] as const) {
    const { html, text, subject } = await shippedLayout(key, direction)
    const shown = html
      .replace(/<style[^]*?<\/style>/g, '')
      .replace(/<!--[^]*?-->/g, '')
      .replace(/<[^>]*>/g, ' ')
    for (const part of [shown, text, subject]) {
      expect(part.replace(/\{\{[^}]*\}\}|\[\[\w+\]\]|&\w+;|&#\w+;/g, ' ')).not.toMatch(/\p{L}/u)
    }
  }
})

test('the same layout compiles to the same bytes', async () => {
  const files = shippedFiles('invitation')
  expect(await compileLayout('invitation', 'ltr', files)).toEqual(await shippedLayout('invitation'))
})

test('right to left everything is mirrored: direction, sides and each table', async () => {
  const { html } = await shippedLayout('invitation', 'rtl')
  expect(html).not.toMatch(/\$(dir|start|end)/)
  expect(html).not.toMatch(/direction:\s*ltr/)
  expect(html).not.toMatch(/<table(?! dir="rtl")/)
  expect(html).toMatch(/<td align="right"[^>]*><b>0<\/b>/)
})

test('a placeholder that the template does not have is named with file and line', async () => {
  await expect(compileChanged('mjml', '{{signInUrl}}', '{{surveyUrl}}')).rejects.toThrow(
    /^sign_in\.mjml:\d\d: \{\{surveyUrl\}\} is not known in the template sign_in$/,
  )
  await expect(compileChanged('text', '{{signInUrl}}', '{{name}}')).rejects.toThrow('sign_in.txt:5: {{name}}')
})

test.each(['{{{firstName}}}', '{{&firstName}}', '{{> other}}', '{{=<% %>=}}'])('%s is not allowed', async (tag) => {
  await expect(compileChanged('text', '{{signInUrl}}', tag)).rejects.toThrow('sign_in.txt:5: ')
})

test('an unclosed section is named with file and line', async () => {
  await expect(compileChanged('text', '{{signInUrl}}', '{{#signInUrl}}')).rejects.toThrow(/^sign_in\.txt:\d+: Unclosed/)
})

test('an MJML tag that does not exist is named with file and line, wherever the shared parts end', async () => {
  const { mjml } = shippedFiles('sign_in')
  const line = mjml.split('\n').findIndex((text) => text.includes('[[greeting]]')) + 1
  await expect(compileChanged('mjml', '<mj-text>[[greeting]]', '<mj-text colour="red">[[greeting]]')).rejects.toThrow(
    new RegExp(`^sign_in\\.mjml:${line}: .*colour`),
  )
})

test('a part that does not exist is named with file and line', async () => {
  await expect(compileChanged('mjml', 'top.mjml', 'tip.mjml')).rejects.toThrow(
    /^sign_in\.mjml:\d+: .*tip\.mjml.*no such part/,
  )
})

test('a layout without a subject is refused', async () => {
  await expect(compileChanged('mjml', 'mj-title>', 'mj-preview>')).rejects.toThrow('sign_in.mjml:')
})

test('a change in any file that it shows changes the source, so that a new layout is compiled', () => {
  const files = shippedFiles('alert')
  const parts = { ...files.parts, 'head.mjml': '' }
  const sources = [files, { ...files, parts }, { ...files, text: '' }, { ...files, mjml: '' }].map(layoutSource)
  expect(new Set(sources).size).toBe(4)
  expect(layoutSource({ ...files, parts: { ...files.parts, 'numbers.mjml': '' } })).toBe(sources[0])
})
