import { Resolver as NodeResolver, lookup } from 'node:dns/promises'
import type { DnsAnswer } from '../../core/sending/sender-records.ts'

/** What the doctor asks the DNS. */
export type Resolver = {
  txt(name: string): Promise<DnsAnswer>
  /** Names of mail exchanges, most preferred first. */
  mailExchange(domain: string): Promise<DnsAnswer>
  /** Addresses as this machine finds them, its own list of hosts included. */
  addresses(host: string): Promise<DnsAnswer>
}

const NOTHING_THERE = new Set(['ENOTFOUND', 'ENODATA'])

async function answerOf(asked: Promise<string[]>): Promise<DnsAnswer> {
  try {
    const records = await asked
    return records.length > 0 ? { kind: 'found', records } : { kind: 'none' }
  } catch (error) {
    const { code = 'no reason given' } = error as NodeJS.ErrnoException
    return NOTHING_THERE.has(code) ? { kind: 'none' } : { kind: 'unknown', why: code }
  }
}

/** The DNS that this machine is set up to use. */
export function createResolver(): Resolver {
  const dns = new NodeResolver({ timeout: 3000, tries: 2 })
  return {
    // A long record comes in pieces that belong together.
    txt: (name) => answerOf(dns.resolveTxt(name).then((records) => records.map((pieces) => pieces.join('')))),
    mailExchange: (domain) =>
      answerOf(
        dns
          .resolveMx(domain)
          .then((found) => found.sort((a, b) => a.priority - b.priority).map(({ exchange }) => exchange)),
      ),
    addresses: (host) => answerOf(lookup(host, { all: true }).then((found) => found.map(({ address }) => address))),
  }
}
