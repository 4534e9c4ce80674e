import { type BenchFirm, openBenchFirm, type Reader } from './pages/open-firm.ts'
import type { FirmShape } from './pages/firm.ts'

/**
 * What `npm run bench -- pages` measures: each staff page, asked in turn of a firm with 10,000 answers and of one with
 * 1,000,000, from the request to the last byte, in milliseconds. Aims: 95 in 100 under 60 ms, medians within 1.5 times.
 * Both firms have the same PMs, accounts and engagements, and as much that waits for somebody; in the small one, half of the
 * engagements have asked nobody, and those whose pages are read have asked as many as a page shows.
 */
const SMALL: FirmShape = { pms: 200, accounts: 1000, engagements: 2000, engagementsAsked: 900, peopleAsked: 1 }
const LARGE: FirmShape = { ...SMALL, engagementsAsked: SMALL.engagements, peopleAsked: 100 }
/** Until each connection has prepared what it is asked, as in a server that has been up for a while. */
const UNMEASURED = 15
const REQUESTS = 40
const AIM = { p95Ms: 60, ratio: 1.5 }

const PAGES: Record<Reader, readonly string[]> = {
  pm: ['/my-score', '/engagements', '/follow-ups', '/answers', '/opportunities', '/my-guesses'],
  leader: [
    '/overview',
    '/overview/asked',
    '/overview/milestones',
    '/overview/revenue',
    '/overview/needs',
    '/overview/accounts',
    '/answers',
    '/coverage',
    '/pms',
    '/pms/7',
    '/pms/compare?a=7&b=8',
    '/accounts',
    '/accounts/7',
    '/engagements',
    '/engagements/7',
    '/responses/7',
    '/follow-ups',
    '/follow-ups?show=closed',
    '/opportunities',
    '/report',
    '/trust',
    '/holds',
    '/testimonials',
  ],
  account_manager: ['/my-accounts', '/accounts', '/accounts/7', '/opportunities', '/follow-ups'],
  admin: ['/outbox', '/suppressions', '/plan', '/surveys', '/settings'],
}

const say = (text: string): void => void process.stdout.write(`${text}\n`)

async function timeOf(firm: BenchFirm, reader: Reader, path: string): Promise<number> {
  const start = performance.now()
  const response = await firm.get(reader, path)
  await response.text()
  if (response.status !== 200) throw new Error(`${path} answered ${response.status}`)
  return performance.now() - start
}

const at = (times: readonly number[], share: number): number =>
  times.toSorted((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))]!

/** Both firms in turn, so that whatever else the machine does meets both. */
async function measure(firms: { small: BenchFirm; large: BenchFirm }, reader: Reader, path: string) {
  const times = { small: [] as number[], large: [] as number[] }
  for (let request = -UNMEASURED; request < REQUESTS; request += 1) {
    const few = await timeOf(firms.small, reader, path)
    const many = await timeOf(firms.large, reader, path)
    if (request < 0) continue
    times.small.push(few)
    times.large.push(many)
  }
  return times
}

async function measureAll(firms: { small: BenchFirm; large: BenchFirm }): Promise<void> {
  say(`${REQUESTS} requests a page and firm; milliseconds\n`)
  say('| reader | page | median, 10,000 | median, 1,000,000 | ratio | p95, 10,000 | p95, 1,000,000 | |')
  say('| --- | --- | ---: | ---: | ---: | ---: | ---: | --- |')
  for (const reader of Object.keys(PAGES) as Reader[]) {
    for (const path of PAGES[reader]) {
      const times = await measure(firms, reader, path)
      const [few, many] = [at(times.small, 0.5), at(times.large, 0.5)]
      const [p95Few, p95Many] = [at(times.small, 0.95), at(times.large, 0.95)]
      const isGood = p95Many < AIM.p95Ms && many / few <= AIM.ratio
      const figures = [few.toFixed(1), many.toFixed(1), (many / few).toFixed(2), p95Few.toFixed(1), p95Many.toFixed(1)]
      say(`| ${reader} | ${path} | ${figures.join(' | ')} | ${isGood ? 'ok' : 'MISSED'} |`)
    }
  }
}

async function main(): Promise<void> {
  const start = performance.now()
  const small = await openBenchFirm(SMALL)
  const large = await openBenchFirm(LARGE, small)
  say(`set up in ${Math.round((performance.now() - start) / 1000)} s`)
  try {
    await measureAll({ small, large })
  } finally {
    await small.close()
    await large.close()
  }
}

await main()
