import { ago, type DateSetting } from '../dates.ts'
import { milestoneKindName } from '../names.ts'
import { paths } from '../paths.ts'

/** What a client wrote, for those who may read it. */
export type Comment = {
  responseId: number
  comment: string
  callFirst: number
  contactName: string
  accountName: string
  engagementName: string
  milestoneKind: string
  leadershipOnly: boolean
  /** Noted after a call, and confirmed by the client. */
  reportedByUs: boolean
  answeredAt: Date
}

/** Comments as quotations with where they come from. */
export function Comments({ comments, setting }: { comments: readonly Comment[]; setting: DateSetting }) {
  if (comments.length === 0)
    return <p class="empty">Nobody has written a comment yet. They appear here as answers come in.</p>
  return (
    <ul class="quotes">
      {comments.map((comment) => (
        <li>
          <blockquote>{comment.comment}</blockquote>
          <p class="quiet small">
            {comment.contactName}, {comment.accountName} ·{' '}
            <a href={paths.response(comment.responseId)}>
              {comment.engagementName}, {milestoneKindName(comment.milestoneKind).toLowerCase()}
            </a>{' '}
            · {comment.callFirst} of 10 · <span class="one-line">{ago(comment.answeredAt, setting)}</span>
            {comment.leadershipOnly && ' · leadership only'}
            {comment.reportedByUs && ' · reported by us, confirmed'}
          </p>
        </li>
      ))}
    </ul>
  )
}
