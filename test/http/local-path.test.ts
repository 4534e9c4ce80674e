import { expect, it } from 'vitest'
import { localPath } from '../../src/http/require-staff.ts'

it.each([
  ['/engagements/E1?tab=2', '/engagements/E1?tab=2'],
  [undefined, '/'],
  ['', '/'],
  ['https://evil.test/', '/'],
  ['//evil.test/', '/'],
  ['/\\evil.test', '/'],
  ['/\t/evil.test', '/'],
  ['/.//evil.test', '/'],
  ['javascript:alert(1)', '/'],
])('the page after signing in for next=%j is %s', (next, path) => {
  expect(localPath(next)).toBe(path)
})
