export type Address = { name: string; address: string }

/** One e-mail as it goes to one person; sent again it keeps its `messageId`, so that a repeat can be recognised. */
export type Message = {
  /** With its angle brackets. */
  messageId: string
  from: Address
  to: Address
  replyTo: Address | null
  subject: string
  html: string
  text: string
  /** Further headers, written as they stand: each value is printable ASCII on one line. */
  headers: Record<string, string>
}

/**
 * What became of a message. `bounced`: the recipient was refused for good. `unavailable`: the server can't be reached, or
 * takes nothing from us at the moment, whatever the message. `failed`: anything else that may go better later, or that is
 * no fault of the recipient. A reason is one short line without addresses.
 */
export type Delivery =
  | { kind: 'sent' }
  | { kind: 'kept' }
  | { kind: 'bounced'; reason: string }
  | { kind: 'unavailable'; reason: string }
  | { kind: 'failed'; reason: string }

export type Mailer = {
  /** How many messages it can deliver at the same time; more than that would only wait. */
  connections: number
  /** Begins to build and sign a message that will be delivered soon; without it `deliver` does all at once. */
  prepare?(message: Message): void
  /** Ends within minutes, whatever the server does. */
  deliver(message: Message): Promise<Delivery>
  close(): Promise<void>
}
