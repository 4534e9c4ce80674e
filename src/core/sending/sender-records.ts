import { type Finding, findingsOf } from './finding.ts'

/** What the DNS says to one question. `unknown`: it did not answer, which says nothing about the record. */
export type DnsAnswer = { kind: 'found'; records: string[] } | { kind: 'none' } | { kind: 'unknown'; why: string }

const { ok, warning, fault } = findingsOf('sender')

const notAsked = (name: string, why: string): Finding =>
  warning(`${name}: the DNS did not answer (${why})`, {
    means: 'Nothing can be said about this record.',
    todo: 'Try again from a machine with a working DNS.',
  })

const recordsStarting = (answer: DnsAnswer, start: RegExp): string[] =>
  answer.kind === 'found' ? answer.records.filter((record) => start.test(record)) : []

/** The `tag=value` pairs of a DKIM or DMARC record. */
function tagsOf(record: string): Map<string, string> {
  const pairs = record.split(';').map((part) => {
    const at = part.indexOf('=')
    return [part.slice(0, at).trim().toLowerCase(), part.slice(at + 1).replace(/\s/g, '')] as const
  })
  return new Map(pairs.filter(([name]) => name !== ''))
}

/** A receiver gives up on a policy that asks for more lookups than this (RFC 7208, 4.6.4). */
const SPF_LOOKUPS = 10

/** The SPF policy of the sender's domain (RFC 7208), as far as the record itself tells. */
export function judgeSpf(domain: string, answer: DnsAnswer): Finding {
  if (answer.kind === 'unknown') return notAsked(`SPF of ${domain}`, answer.why)
  const [policy, ...others] = recordsStarting(answer, /^v=spf1(\s|$)/i)
  if (policy === undefined) {
    return warning(`${domain} has no SPF record`, {
      means: 'Receivers can’t tell your mail server from a forger; Gmail and Yahoo refuse or hide much of such mail.',
      todo: `Add a TXT record at ${domain} such as “v=spf1 include:… -all”; your mail provider says what to include.`,
    })
  }
  if (others.length > 0) {
    return fault(`${domain} has ${others.length + 1} SPF records`, {
      means: 'With more than one, receivers use none (RFC 7208, 4.5).',
      todo: 'Join them into one TXT record.',
    })
  }
  const terms = policy.toLowerCase().split(/\s+/).slice(1)
  if (terms.some((term) => /^\+?all$/.test(term))) {
    return warning(`SPF of ${domain} lets anybody send: ${policy}`, {
      means: 'The record protects nothing, and receivers know.',
      todo: 'End it with -all or ~all.',
    })
  }
  const lookups = terms.filter((term) => /^[+~?-]?(include:|a\b|mx\b|ptr\b|exists:|redirect=)/.test(term)).length
  if (lookups > SPF_LOOKUPS) {
    return fault(`SPF of ${domain} needs ${lookups} lookups, and ${SPF_LOOKUPS} are allowed`, {
      means: 'Receivers give up on it.',
      todo: 'Remove what no longer sends for you.',
    })
  }
  return ok(`SPF of ${domain}: ${policy}. Whether it covers your mail server only your provider can say`)
}

export type DkimCase = {
  selector: string
  domain: string
  fromDomain: string
  /** The public half of our key, as the record holds it in `p=`; several where it may be written in several ways. */
  publicKeys: readonly string[]
}

/** The DKIM record of our key (RFC 6376): there, the same, and for the domain that the reader sees. */
export function judgeDkim({ selector, domain, fromDomain, publicKeys }: DkimCase, answer: DnsAnswer): Finding[] {
  const name = `${selector}._domainkey.${domain}`
  return [judgeDkimRecord(name, publicKeys, answer), judgeAlignment(domain, fromDomain)]
}

function judgeDkimRecord(name: string, publicKeys: readonly string[], answer: DnsAnswer): Finding {
  if (answer.kind === 'unknown') return notAsked(`DKIM key ${name}`, answer.why)
  const [record] = recordsStarting(answer, /(^|;)\s*p\s*=/i)
  const published = record === undefined ? undefined : tagsOf(record).get('p')
  const publish = `Publish at ${name} the TXT record “v=DKIM1; k=…; p=${publicKeys[0]?.slice(0, 12) ?? ''}…” with the public half of DKIM_PRIVATE_KEY.`
  const means = 'Every signature of ours fails, which is worse than none.'
  if (published === undefined) return fault(`There is no DKIM key at ${name}`, { means, todo: publish })
  if (published === '') return fault(`The DKIM key at ${name} is withdrawn (p= is empty)`, { means, todo: publish })
  return publicKeys.includes(published)
    ? ok(`The DKIM key at ${name} is the public half of DKIM_PRIVATE_KEY`)
    : fault(`The DKIM key at ${name} is another than DKIM_PRIVATE_KEY`, { means, todo: publish })
}

const isWithin = (domain: string, parent: string): boolean => domain === parent || domain.endsWith(`.${parent}`)

/** Relaxed alignment, as far as names alone tell: one domain stands under the other (RFC 7489, 3.1.1). */
function judgeAlignment(domain: string, fromDomain: string): Finding {
  const [signing, from] = [domain.toLowerCase(), fromDomain.toLowerCase()]
  return isWithin(signing, from) || isWithin(from, signing)
    ? ok(`Mail from ${from} is signed by ${signing}`)
    : warning(`Mail from ${from} is signed by ${signing}`, {
        means: 'The signature is not for the domain that readers see, so DMARC does not count it.',
        todo: `Set DKIM_DOMAIN to ${from}, or the sender’s address to one at ${signing}.`,
      })
}

/** The DMARC policy (RFC 7489) at the sender's domain, else at the domain above it. */
export function judgeDmarc(domain: string, answer: DnsAnswer): Finding {
  if (answer.kind === 'unknown') return notAsked(`DMARC of ${domain}`, answer.why)
  const policies = recordsStarting(answer, /^v=DMARC1\s*(;|$)/i)
  const todo = `Publish one TXT record at _dmarc.${domain}, to begin with “v=DMARC1; p=none; rua=mailto:…”.`
  const [policy] = policies
  if (policy === undefined || policies.length > 1) {
    const count = policy === undefined ? 'no DMARC record' : `${policies.length} DMARC records, so that none counts`
    const means = 'Gmail, Yahoo and Outlook expect one from everybody who sends more than a little.'
    return warning(`${domain} has ${count}`, { means, todo })
  }
  const action = tagsOf(policy).get('p')
  if (action === undefined)
    return fault(`The DMARC record of ${domain} has no p=`, { means: 'It counts for nothing.', todo })
  return ok(`DMARC of ${domain}: p=${action}`)
}

/** Whether replies and bounces to the sender's domain can arrive. */
export function judgeMailExchange(domain: string, answer: DnsAnswer): Finding {
  if (answer.kind === 'unknown') return notAsked(`Mail exchange of ${domain}`, answer.why)
  return answer.kind === 'found'
    ? ok(`${domain} takes mail: ${answer.records.join(', ')}`)
    : warning(`${domain} takes no mail (no MX record)`, {
        means: 'Replies and bounces are lost, and receivers distrust such senders.',
        todo: 'Set the sender’s address to one that can receive, or publish an MX record.',
      })
}
