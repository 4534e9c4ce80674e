import { request } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { LANGUAGES } from '../../src/core/languages.ts'
import { type Running, startServer } from '../../src/node.ts'
import { useDatabase } from '../support/database.ts'
import { createTestDeps, TEST_CONFIG } from '../support/deps.ts'
import { createContact, createInvitation, createWorld } from '../support/factories.ts'

const database = useDatabase()
let running: Running

beforeEach(async () => {
  running = await startServer(createTestDeps(database.db, { deps: { config: { ...TEST_CONFIG, port: 0 } } }), {
    ticking: null,
  })
})
afterEach(() => running.stop())

type Loaded = { bytes: number; text: string }

/** The bytes as they come, as a browser asks for them. */
const load = (path: string): Promise<Loaded> =>
  new Promise((done, fail) => {
    const headers = { 'accept-encoding': 'gzip, deflate, br, zstd' }
    request({ port: running.port, host: '127.0.0.1', path, headers }, (response) => {
      buffer(response).then((body) => {
        const isBrotli = response.headers['content-encoding'] === 'br'
        done({ bytes: body.length, text: (isBrotli ? brotliDecompressSync(body) : gunzipSync(body)).toString() })
      }, fail)
    })
      .on('error', fail)
      .end()
  })

it('the first view of every shipped survey comes in 14 kB in every language, styles and script included, all from here', async () => {
  const world = await createWorld(database.db)
  const assets = new Map<string, Loaded>()
  const heavy: string[] = []
  for (const survey of ['kickoff', 'midpoint', 'delivery', 'close', 'aftercare']) {
    const contact = await createContact(database.db, { accountId: world.account.id, name: 'Jo Meyer' })
    const keys = { milestoneId: world.milestone.id, contactId: contact.id, pmId: world.pm.id }
    const { token } = await createInvitation(database.db, { ...keys, survey })
    for (const language of LANGUAGES) {
      const page = await load(`/s/${token}?call_first=8&lang=${language}`)
      expect(page.text).toContain(`<html lang="${language}"`)
      const addresses = [...page.text.matchAll(/<(?:link|script|img)\b[^>]*(?:href|src)="([^"]+)"/g)].map(
        ([, address]) => address ?? '',
      )
      expect(addresses.filter((address) => !address.startsWith('/survey/'))).toEqual([])
      expect(addresses).toHaveLength(3)
      let bytes = page.bytes
      for (const address of addresses) {
        const asset = assets.get(address) ?? (await load(address))
        assets.set(address, asset)
        expect(asset.text).not.toMatch(/https?:|@import|url\(/)
        bytes += asset.bytes
      }
      if (bytes > 14_000) heavy.push(`${survey} in ${language}: ${bytes}`)
    }
  }
  expect(heavy).toEqual([])
})
