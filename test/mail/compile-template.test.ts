import { expect, test } from 'vitest'
import { compileTemplate } from '../../src/mail/compile-template.ts'
import { templateSource } from '../../src/mail/template-files.ts'
import { shippedFiles } from './sample-emails.ts'

const compileChanged = async (part: 'mjml' | 'text' | 'head', from: string, to: string) => {
  const files = await shippedFiles('sign_in')
  return compileTemplate('sign_in', 'en', { ...files, [part]: files[part].replace(from, to) })
}

test('a compiled template still holds its placeholders', async () => {
  const template = await compileTemplate('sign_in', 'en', await shippedFiles('sign_in'))
  expect(template.subject).toBe('Sign in to FirstCall for {{firmName}}')
  expect(template.html).toContain('href="{{signInUrl}}"')
  expect(template.text).toContain('{{signInUrl}}')
})

test('the same template compiles to the same bytes', async () => {
  const files = await shippedFiles('invitation')
  expect(await compileTemplate('invitation', 'en', files)).toEqual(await compileTemplate('invitation', 'en', files))
})

test('a placeholder that the kind does not have is named with file and line', async () => {
  await expect(compileChanged('mjml', '{{signInUrl}}', '{{surveyUrl}}')).rejects.toThrow(
    /^sign_in\.en\.mjml:\d\d: \{\{surveyUrl\}\} is not known in an e-mail of kind sign_in$/,
  )
  await expect(compileChanged('text', '{{firstName}}', '{{name}}')).rejects.toThrow('sign_in.en.txt:1: {{name}}')
})

test.each(['{{{firstName}}}', '{{&firstName}}', '{{> other}}', '{{=<% %>=}}'])('%s is not allowed', async (tag) => {
  await expect(compileChanged('text', '{{firstName}}', tag)).rejects.toThrow('sign_in.en.txt:1: ')
})

test('an unclosed section is named with file and line', async () => {
  await expect(compileChanged('text', '{{signInUrl}}', '{{#signInUrl}}')).rejects.toThrow(
    /^sign_in\.en\.txt:\d+: Unclosed/,
  )
})

test('an MJML tag that does not exist is named with file and line, wherever the shared head ends', async () => {
  const { mjml } = await shippedFiles('sign_in')
  const line = mjml.split('\n').findIndex((text) => text.includes('Dear ')) + 1
  await expect(compileChanged('mjml', '<mj-text>Dear', '<mj-text colour="red">Dear')).rejects.toThrow(
    new RegExp(`^sign_in\\.en\\.mjml:${line}: .*colour`),
  )
})

test('a template without a subject is refused', async () => {
  await expect(compileChanged('mjml', 'mj-title>', 'mj-preview>')).rejects.toThrow('sign_in.en.mjml:')
})

test('a change in any file changes the source, so that a new version is made', async () => {
  const files = await shippedFiles('alert')
  const sources = [files, { ...files, head: '' }, { ...files, text: '' }, { ...files, mjml: '' }].map(templateSource)
  expect(new Set(sources).size).toBe(4)
})
