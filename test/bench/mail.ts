import { generateKeyPairSync } from 'node:crypto'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type { Kysely } from 'kysely'
import type { Schema } from '../../src/db/schema.ts'
import { planInvitations } from '../../src/domain/asking/plan-invitations.ts'
import { sendDue } from '../../src/domain/sending/send-due.ts'
import { createSmtpMailer } from '../../src/mail/smtp-mailer.ts'
import { createTestDeps } from '../support/deps.ts'
import { addContacts, openFirm, queueInvitations } from './mail/firm.ts'
import { renderAll, sendBare, sendOutbox, type Setting } from './mail/senders.ts'
import { type SinkProcess, startSink } from './mail/sink-process.ts'

/** `npm run bench -- mail` takes a minute or two; `npm run bench -- mail long` also sends and plans 100,000. */
const isLong = process.argv.includes('long')
const MESSAGES = 3000
const ROUNDS = 3
const TARGETS = { unsigned: 0.8, signed: 0.9 }
const MANY = 100_000
const STEP = 10_000
/** What the heap may grow by, medians of three steps against each other. */
const FLAT_MB = 10
const PLANNED_SECONDS = 30

const NOW = '2026-11-18T12:00:00Z'
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const KEY = {
  domain: 'kestrel.example',
  selector: 'fc',
  privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
}

const say = (line: string): boolean => process.stdout.write(`${line}\n`)
const verdict = (isGood: boolean): string => {
  if (!isGood) process.exitCode = 1
  return isGood ? 'ok' : 'MISSED'
}
const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!

async function compareSpeed(db: Kysely<Schema>, sink: SinkProcess): Promise<void> {
  const messages = await renderAll(db)
  const bytes = messages[0]!.html.length + messages[0]!.text.length
  say(`${messages.length} invitations of ${bytes} bytes; median of ${ROUNDS} rounds, one after the other\n`)
  say('| connections | DKIM | FirstCall /s | bare pool /s | ratio | target | |')
  say('| ---: | --- | ---: | ---: | ---: | ---: | --- |')
  for (const connections of [5, 20]) {
    for (const dkim of [null, KEY]) {
      const setting: Setting = { smtpUrl: sink.url, connections, dkim }
      const ours: number[] = []
      const bare: number[] = []
      for (let round = 0; round < ROUNDS; round += 1) {
        bare.push(await sendBare(messages, setting))
        ours.push(await sendOutbox(db, setting))
      }
      const [oursPerSecond, barePerSecond] = [ours, bare].map((seconds) => messages.length / median(seconds))
      const ratio = oursPerSecond! / barePerSecond!
      const target = dkim ? TARGETS.signed : TARGETS.unsigned
      const rates = `${oursPerSecond!.toFixed(0)} | ${barePerSecond!.toFixed(0)}`
      say(
        `| ${connections} | ${dkim ? 'on' : 'off'} | ${rates} | ${ratio.toFixed(2)} | ${target} | ${verdict(ratio >= target)} |`,
      )
    }
  }
  const expected = 2 * 2 * 2 * ROUNDS * messages.length
  const taken = await sink.count()
  if (taken !== expected) throw new Error(`the sink took ${taken} messages in place of ${expected}`)
}

function memory(): { rss: number; heap: number } {
  setFlagsFromString('--expose-gc')
  ;(runInNewContext('gc') as () => void)()
  const { rss, heapUsed } = process.memoryUsage()
  return { rss: rss / 2 ** 20, heap: heapUsed / 2 ** 20 }
}

async function watchMemory(db: Kysely<Schema>, sink: SinkProcess): Promise<void> {
  say(
    `\n${MANY} messages, signed, at 20 connections\n\n| sent | /s | RSS MB | heap MB |\n| ---: | ---: | ---: | ---: |`,
  )
  const mailer = createSmtpMailer({ smtpUrl: `${sink.url}?maxConnections=20`, dkim: KEY })
  const deps = createTestDeps(db, { now: NOW, deps: { mailer } })
  const heaps: number[] = []
  for (let sent = STEP; sent <= MANY; sent += STEP) {
    await addContacts(db, STEP, '2026-11-15')
    await queueInvitations(db, deps.now())
    const start = performance.now()
    const { invitation } = await sendDue(deps)
    const perSecond = invitation / ((performance.now() - start) / 1000)
    const { rss, heap } = memory()
    heaps.push(heap)
    say(`| ${sent} | ${perSecond.toFixed(0)} | ${rss.toFixed(0)} | ${heap.toFixed(1)} |`)
  }
  await mailer.close()
  const growth = median(heaps.slice(-3)) - median(heaps.slice(2, 5))
  say(
    `\nthe heap grew by ${growth.toFixed(1)} MB from the third to fifth step to the last three: ${verdict(growth < FLAT_MB)}`,
  )
}

async function measurePlanning(): Promise<void> {
  const { db, close } = await openFirm()
  try {
    await addContacts(db, MANY, '2026-11-15')
    const start = performance.now()
    const { planned } = await planInvitations(createTestDeps(db, { now: NOW }))
    const seconds = (performance.now() - start) / 1000
    const isGood = planned === MANY && seconds < PLANNED_SECONDS
    say(
      `\n${planned} invitations planned in ${seconds.toFixed(1)} s (target: ${PLANNED_SECONDS} s): ${verdict(isGood)}`,
    )
  } finally {
    await close()
  }
}

async function main(): Promise<void> {
  const sink = await startSink()
  const { db, close } = await openFirm()
  try {
    await addContacts(db, MESSAGES, '2026-11-15')
    await queueInvitations(db, new Date(NOW))
    await compareSpeed(db, sink)
    if (isLong) await watchMemory(db, sink)
  } finally {
    await close()
    sink.close()
  }
  if (isLong) await measurePlanning()
}

await main()
