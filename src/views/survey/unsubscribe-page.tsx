import { SurveyFrame, type SurveyFrameProps } from './frame.tsx'
import { nameIn } from './speech.ts'

/** Whether to get surveys at all. Opening the page changes nothing; pressing its button does. */
export function UnsubscribePage({
  isUnsubscribed,
  action,
  dataPath,
  ...frame
}: SurveyFrameProps & { isUnsubscribed: boolean; action: string; dataPath: string }) {
  const { ask, done } = frame.speech.words.unsubscribe
  const { title, text, button } = isUnsubscribed ? done : ask
  return (
    <SurveyFrame {...frame} title={title}>
      <h1>{title}</h1>
      <p class="standfirst">{text(nameIn(frame.firm.name, frame.speech))}</p>
      <form method="post" action={action}>
        <input type="hidden" name="action" value={isUnsubscribed ? 'resubscribe' : 'unsubscribe'} />
        <p class="send">
          <button type="submit" class={isUnsubscribed ? 'second' : undefined}>
            {button}
          </button>
          <a class="link" href={dataPath}>
            {frame.speech.words.mine.link}
          </a>
        </p>
      </form>
    </SurveyFrame>
  )
}
