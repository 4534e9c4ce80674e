/** Where a command writes: results to one, messages to the other. */
export type Output = {
  stdout(text: string): void
  stderr(text: string): void
  /** Whether somebody watches the messages, so that progress is worth showing. */
  isTerminal: boolean
}
