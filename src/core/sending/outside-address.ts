/** Four numbers of an IPv4 address; undefined where it is none. */
function ipv4(text: string): number[] | undefined {
  const parts = text.split('.').map((part) => (/^\d{1,3}$/.test(part) ? Number(part) : Number.NaN))
  return parts.length === 4 && parts.every((part) => part >= 0 && part <= 255) ? parts : undefined
}

/** Not of the public internet: RFC 6890 and its successors. */
function isPrivateIpv4([a = 0, b = 0, c = 0]: readonly number[]): boolean {
  if (a === 0 || a === 10 || a === 127 || a >= 224) return true
  if (a === 100) return b >= 64 && b < 128
  if (a === 169) return b === 254
  if (a === 172) return b >= 16 && b < 32
  if (a === 192) return b === 168 || (b === 0 && (c === 0 || c === 2)) || (b === 88 && c === 99)
  if (a === 198) return b === 18 || b === 19 || (b === 51 && c === 100)
  return a === 203 && b === 0 && c === 113
}

/** Eight groups of an IPv6 address; undefined where it is none. */
function ipv6(text: string): number[] | undefined {
  if (!/^[\da-f:.]+$/i.test(text) || !text.includes(':')) return undefined
  const tail = ipv4(text.slice(text.lastIndexOf(':') + 1))
  const [x = 0, y = 0, z = 0, w = 0] = tail ?? []
  const plain = tail
    ? `${text.slice(0, text.lastIndexOf(':') + 1)}${((x << 8) | y).toString(16)}:${((z << 8) | w).toString(16)}`
    : text
  const [head = '', rest] = plain.split('::')
  const groups = (part: string): number[] =>
    part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16))
  const [before, after] = [groups(head), rest === undefined ? [] : groups(rest)]
  const missing = 8 - before.length - after.length
  if (rest === undefined ? missing !== 0 : missing < 1) return undefined
  return [...before, ...Array.from({ length: missing }, () => 0), ...after]
}

/** Only 2000::/3 is given out, and of it documentation, 6to4 and Teredo lead elsewhere. */
function isPrivateIpv6(groups: readonly number[]): boolean {
  const [first = 0, second = 0] = groups
  if (groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xff_ff) {
    return isPrivateIpv4([(groups[6] ?? 0) >> 8, (groups[6] ?? 0) & 255, (groups[7] ?? 0) >> 8])
  }
  if (first >> 13 !== 1) return true
  return (first === 0x2001 && (second === 0 || second === 0xdb8)) || first === 0x2002
}

/** Whether an IP address, as a resolver writes it, is not of the public internet; what is no address counts as such. */
export function isPrivateAddress(address: string): boolean {
  const four = ipv4(address)
  if (four) return isPrivateIpv4(four)
  const six = ipv6(address)
  return six === undefined || isPrivateIpv6(six)
}

const INSIDE = /(^|\.)(localhost|local|internal|intranet|lan|home|corp|private|test|invalid|example|onion|home\.arpa)$/

/** The address of a webhook as typed, if it leads to the public internet by https; what is wrong with it otherwise. */
export function parseOutsideUrl(typed: string): { url: string } | { fault: string } {
  const text = typed.trim()
  if (!URL.canParse(text)) return { fault: 'Paste the whole address, https://… to its end' }
  const url = new URL(text)
  if (url.protocol !== 'https:') return { fault: 'The address must begin with https://' }
  if (url.username !== '' || url.password !== '') return { fault: 'Leave out the name and password in the address' }
  const host = url.hostname.replace(/\.$/, '')
  const bare = host.startsWith('[') ? host.slice(1, -1) : host
  const isNumber = bare.includes(':') || ipv4(bare) !== undefined
  const isInside = isNumber ? isPrivateAddress(bare) : !host.includes('.') || INSIDE.test(host)
  if (isInside) return { fault: 'This leads into a private network; only addresses of the public internet are called' }
  if (url.port !== '' && url.port !== '443') return { fault: 'Only port 443 is called' }
  return { url: url.href }
}
