import type { SubjectKind } from '../words.ts'

/**
 * What a score that is too early to say still lacks. Both 0: there are answers enough, but they say too little beside what all
 * others say.
 */
export type MissingEvidence = { answers: number; accounts: number }

/** What is missing by the firm's thresholds; null where there is enough. Only a PM's score asks for several accounts. */
export function missingEvidence(
  subjectKind: SubjectKind,
  score: { enough: boolean; answers: number; accounts: number } | null,
  thresholds: { minAnswers: number; minAccounts: number },
): MissingEvidence | null {
  if (score?.enough) return null
  const accounts = subjectKind === 'pm' ? thresholds.minAccounts : 0
  return {
    answers: Math.max(0, thresholds.minAnswers - (score?.answers ?? 0)),
    accounts: Math.max(0, accounts - (score?.accounts ?? 0)),
  }
}
