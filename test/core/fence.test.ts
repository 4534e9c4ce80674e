import { describe, expect, it } from 'vitest'
import { type FenceCase, whyPaused } from '../../src/core/sending/fence.ts'

const AT_HOME = {
  databaseIdentity: '7577/16384',
  baseUrl: 'https://ask.kestrel.example',
  markId: 'ours',
  sendings: 40,
  idleHours: 0.01,
}

const found = (change: Partial<FenceCase> = {}, remembered: Partial<typeof AT_HOME> = {}): FenceCase => ({
  remembered: { ...AT_HOME, ...remembered },
  databaseIdentity: AT_HOME.databaseIdentity,
  baseUrl: AT_HOME.baseUrl,
  mark: { id: 'ours', sendings: 40 },
  ...change,
})

describe('surveys', () => {
  it.each<[string, FenceCase]>([
    ['where mail never left from anywhere', found({ remembered: null })],
    ['where nothing has changed', found()],
    ['where this machine has sent nothing yet', found({ mark: null })],
    ['where another machine has sent more than this one', found({ mark: { id: 'ours', sendings: 12 } })],
    ['where the mark is another installation’s', found({ mark: { id: 'theirs', sendings: 900 } })],
    ['after a long week-end', found({}, { idleHours: 71 })],
    ['where the first real address comes', found({}, { baseUrl: 'http://localhost:3000' })],
    ['where a local port changes', found({ baseUrl: 'http://127.0.0.1:3001' }, { baseUrl: 'http://localhost:3000' })],
  ])('go on %s', (_, fence) => {
    expect(whyPaused(fence)).toBeNull()
  })

  it.each<[string, FenceCase, string]>([
    ['the dump was restored elsewhere', found({ databaseIdentity: '9999/16384' }), 'other_database'],
    ['it was restored beside the old one', found({ databaseIdentity: '7577/90210' }), 'other_database'],
    ['links lead elsewhere', found({ baseUrl: 'https://staging.kestrel.example' }), 'other_address'],
    ['a copy runs on a desk', found({ baseUrl: 'http://localhost:3000' }), 'other_address'],
    ['more was sent than the database knows', found({ mark: { id: 'ours', sendings: 41 } }), 'older_than_sent'],
    ['nothing was done for days', found({}, { idleHours: 73 }), 'idle'],
  ])('are paused where %s', (_, fence, reason) => {
    expect(whyPaused(fence)).toBe(reason)
  })
})
