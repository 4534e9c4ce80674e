/** Where a milestone stands: to come, asked without an answer, answered, answered low, held back, or nobody asked. */
export type MilestoneState = 'to_come' | 'asked' | 'answered' | 'low' | 'held_back' | 'not_asked'

/** What became of the invitations of one milestone, as one viewer sees them. */
export type MilestoneFacts = {
  reached: boolean
  answered: boolean
  /** Somebody was written to. */
  sent: boolean
  heldBack: boolean
  /** Somebody is still going to be asked. */
  planned: boolean
  /** The lowest answer that the viewer may read; null where there is none. */
  lowest: number | null
}

/** One word for a milestone; an answer counts before silence, silence before what was held back. */
export function milestoneState(facts: MilestoneFacts, lowAnswer: number): MilestoneState {
  if (facts.answered) return facts.lowest !== null && facts.lowest <= lowAnswer ? 'low' : 'answered'
  if (facts.sent) return 'asked'
  if (!facts.reached || facts.planned) return 'to_come'
  return facts.heldBack ? 'held_back' : 'not_asked'
}
