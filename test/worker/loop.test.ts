import { afterEach, describe, expect, it } from 'vitest'
import { useBrowser } from '../support/browser.ts'
import { useDatabase } from '../support/database.ts'
import { createSmtpSink } from '../support/smtp-sink.ts'
import { walkTheLoop } from '../support/walk.ts'
import { startOnWorkerd } from '../support/worker.ts'

describe('on workerd, with Hyperdrive, SMTP and a real browser', () => {
  const database = useDatabase()
  const browser = useBrowser()
  const endings: (() => Promise<void>)[] = []
  afterEach(async () => {
    for (const end of endings.splice(0)) await end()
  })

  it('a firm walks the same loop, its cron trigger doing the due work', { timeout: 300_000 }, async () => {
    const sink = await createSmtpSink()
    const installation = await startOnWorkerd(database, sink)
    endings.push(installation.stop, sink.close)
    await walkTheLoop({ ...installation, db: database.db, sink, open: browser.open })
    const followUps = await database.db.selectFrom('followUp').select(['state', 'reasons']).execute()
    expect(followUps).toEqual([{ state: 'closed', reasons: ['low', 'call_me'] }])
  })
})
