import { SurveyFrame, type SurveyFrameProps } from './frame.tsx'

/** Whether to get surveys at all. Opening the page changes nothing; pressing its button does. */
export function UnsubscribePage({
  isUnsubscribed,
  action,
  ...frame
}: SurveyFrameProps & { isUnsubscribed: boolean; action: string }) {
  const { name } = frame.firm
  const title = isUnsubscribed ? 'You get no more surveys' : 'No more surveys?'
  return (
    <SurveyFrame {...frame} title={title}>
      <h1>{title}</h1>
      <p class="standfirst">
        {isUnsubscribed
          ? `${name} sends no more survey e-mails to your address, for this project or any other.`
          : `${name} then sends no more survey e-mails to your address, for this project or any other. Other e-mails from your project team are not affected.`}
      </p>
      <form method="post" action={action}>
        <input type="hidden" name="action" value={isUnsubscribed ? 'resubscribe' : 'unsubscribe'} />
        <p class="send">
          <button type="submit" class={isUnsubscribed ? 'second' : undefined}>
            {isUnsubscribed ? 'Send me surveys again' : 'Send me no more surveys'}
          </button>
        </p>
      </form>
    </SurveyFrame>
  )
}
