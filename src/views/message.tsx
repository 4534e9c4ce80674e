import { Layout, type Frame } from './layout.tsx'

export type MessageProps = {
  frame: Frame
  /** What a person would say: 'This page is not here'. */
  title: string
  /** What it means and what to do. */
  text: string
  next?: { label: string; path: string }
}

/** A plain page for what was not found, is not the viewer's to see, failed or is done. */
export function MessagePage({ frame, title, text, next }: MessageProps) {
  return (
    <Layout frame={frame} title={title} narrow>
      <h1>{title}</h1>
      <p class="standfirst">{text}</p>
      {next && (
        <p>
          <a class="button" href={next.path}>
            {next.label}
          </a>
        </p>
      )}
    </Layout>
  )
}
