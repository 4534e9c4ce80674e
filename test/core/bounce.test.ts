import { describe, expect, it } from 'vitest'
import { bounceDetail, classifyBounce } from '../../src/core/sending/bounce.ts'

describe('a refusal', () => {
  it.each([
    ['5.1.1', null, 'hard'],
    ['5.1.2', 'Bad destination system address', 'hard'],
    ['5.1.10', 'Recipient not found by SMTP address lookup', 'hard'],
    ['5.2.1', 'mailbox disabled, not accepting messages', 'hard'],
    ['5.4.4', 'Host or domain name not found', 'hard'],
    ['5.4.1', '550 5.4.1 Recipient address rejected: Access denied', 'hard'],
    ['5.0.0', 'smtp; 550 No such user here', 'hard'],
    ['5.0.0', 'smtp; 550 5.1.1 gone', 'hard'],
    ['5.5.0', '550 5.5.0 Requested action not taken: mailbox unavailable', 'hard'],
    [null, '554 delivery error: This user doesn’t have an account'.replace('’', "'"), 'hard'],
    [null, '550 Unrouteable address', 'hard'],
    ['5.1.7', 'Bad sender mailbox address', 'soft'],
    ['5.1.8', 'Access denied, bad outbound sender', 'soft'],
    ['5.2.2', 'mailbox full', 'soft'],
    ['5.2.3', 'message too large', 'soft'],
    ['5.4.1', 'no answer from host', 'soft'],
    ['5.7.1', 'user unknown to our spam policy', 'soft'],
    ['5.7.26', 'unauthenticated mail', 'soft'],
    ['4.2.2', 'over quota', 'soft'],
    ['4.4.7', 'user unknown, or not: message expired', 'soft'],
    ['5.0.0', '554 blocked by our policy', 'soft'],
    [null, '451 user unknown for now', 'soft'],
    [null, null, 'soft'],
  ])('%s %s is %s', (status, diagnostic, kind) => {
    expect(classifyBounce({ status, diagnostic })).toBe(kind)
  })

  it('that says nothing is what its reporter takes it for', () => {
    expect(classifyBounce({ status: null, diagnostic: null }, 'hard')).toBe('hard')
    expect(classifyBounce({ status: '5.7.1', diagnostic: null }, 'hard')).toBe('soft')
  })

  it('is kept in one short line that names nobody', () => {
    const diagnostic = `smtp; 550 <ann@client.example>:\n user\tunknown, see https://x.example/ann ${'x'.repeat(300)}`
    const detail = bounceDetail({ status: '5.1.1', diagnostic })
    expect(detail).toMatch(/^5\.1\.1 smtp; 550 …: user unknown, see … x+$/)
    expect(detail).toHaveLength(160)
    expect(bounceDetail({ status: null, diagnostic: null })).toBeNull()
  })
})
