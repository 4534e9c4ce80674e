import { createServer, type Socket } from 'node:net'

/** A process of its own that takes in any mail and throws it away; on standard input 'count' asks how many, on standard output it first says its port. */
let messages = 0

const END = Buffer.from('\r\n.\r\n')

/** Answers commands as Postfix would, pipelined ones too, without looking at what they say. */
function serve(socket: Socket): void {
  let isData = false
  let tail: Buffer = Buffer.alloc(0)
  const answer = (line: string): string => {
    const verb = line.slice(0, 4).toUpperCase()
    if (verb === 'EHLO') return '250-sink\r\n250-PIPELINING\r\n250-8BITMIME\r\n250 SIZE 52428800\r\n'
    if (verb === 'DATA') {
      isData = true
      return '354 go on\r\n'
    }
    return verb === 'QUIT' ? '221 bye\r\n' : '250 2.0.0 fine\r\n'
  }
  const takeLine = (): string | undefined => {
    const end = tail.indexOf('\r\n')
    if (end < 0) return undefined
    const line = tail.toString('latin1', 0, end)
    tail = tail.subarray(end + 2)
    return answer(line)
  }
  const takeMessage = (): string | undefined => {
    const end = tail.indexOf(END)
    if (end < 0) {
      // Nothing before its last few bytes can belong to the end any more.
      tail = tail.subarray(Math.max(0, tail.length - END.length + 1))
      return undefined
    }
    tail = tail.subarray(end + END.length)
    isData = false
    messages += 1
    return '250 2.0.0 taken\r\n'
  }
  socket.setNoDelay(true)
  socket.on('error', () => {})
  socket.on('data', (chunk) => {
    tail = tail.length > 0 ? Buffer.concat([tail, chunk]) : chunk
    let said = ''
    for (;;) {
      const reply = isData ? takeMessage() : takeLine()
      if (reply === undefined) break
      said += reply
    }
    if (said) socket.write(said)
  })
  socket.write('220 sink ESMTP\r\n')
}

const server = createServer(serve)
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  if (address !== null && typeof address === 'object') process.stdout.write(`${address.port}\n`)
})
process.stdin.on('data', () => process.stdout.write(`${messages}\n`))
process.stdin.on('end', () => process.exit(0))
