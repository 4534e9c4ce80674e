import { SurveyFrame, type SurveyFrameProps } from './frame.tsx'

/** One card of words and what can be pressed: before the mailed page, before erasing, and after it. */
export function MyDataStep({
  title,
  text,
  button,
  action,
  back,
  ...frame
}: SurveyFrameProps & {
  title: string
  text: string
  button?: string | undefined
  action?: string
  back?: { label: string; path: string }
}) {
  const leave = back && (
    <a class="link" href={back.path}>
      {back.label}
    </a>
  )
  return (
    <SurveyFrame {...frame} title={title}>
      <h1>{title}</h1>
      <p class="standfirst">{text}</p>
      {button ? (
        <form method="post" action={action}>
          <p class="send">
            <button type="submit">{button}</button>
            {leave}
          </p>
        </form>
      ) : (
        leave && <p class="send">{leave}</p>
      )}
    </SurveyFrame>
  )
}
