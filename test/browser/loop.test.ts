import { afterEach, describe, expect, it } from 'vitest'
import { useBrowser } from '../support/browser.ts'
import { useDatabase } from '../support/database.ts'
import { startOnNode } from '../support/installation.ts'
import { createSmtpSink } from '../support/smtp-sink.ts'
import { walkTheLoop } from '../support/walk.ts'

describe('on Node, with real SMTP and a real browser', () => {
  const database = useDatabase()
  const browser = useBrowser()
  const endings: (() => Promise<void>)[] = []
  afterEach(async () => {
    for (const end of endings.splice(0)) await end()
  })

  it('a firm plans, asks, hears a low answer, acts on it and reads it', { timeout: 300_000 }, async () => {
    const sink = await createSmtpSink()
    const installation = await startOnNode(database, sink)
    endings.push(installation.stop, sink.close)
    await walkTheLoop({ ...installation, db: database.db, sink, open: browser.open })
    const followUps = await database.db.selectFrom('followUp').select(['state', 'reasons']).execute()
    expect(followUps).toEqual([{ state: 'closed', reasons: ['low', 'call_me'] }])
  })
})
