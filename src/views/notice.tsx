import type { Child } from 'hono/jsx'

/** What just happened, or why it did not. */
export type Notice = { tone: 'done' | 'fault' | 'note'; text: string }

/** Takes the focus: whoever pressed something goes on from what came of it, not from the top of the page. */
export function NoticeBox({ notice }: { notice: Notice }) {
  return (
    <p
      class={`notice notice-${notice.tone}`}
      role={notice.tone === 'fault' ? 'alert' : 'status'}
      tabindex={-1}
      autofocus
    >
      {notice.text}
    </p>
  )
}

/** A short state in words; its outline repeats what its colour says. */
export function Pill({ tone = 'plain', children }: { tone?: 'plain' | 'act' | 'good'; children?: Child }) {
  return <span class={`pill pill-${tone}`}>{children}</span>
}

/** An empty list says what to do first. */
export function Empty({ children }: { children?: Child }) {
  return <p class="empty">{children}</p>
}

/** A titled part of a page. */
export function Section({
  title,
  lead,
  wide,
  children,
}: {
  title: string
  lead?: Child
  wide?: boolean
  children?: Child
}) {
  return (
    <section class={wide ? 'card wide' : 'card'}>
      <h2>{title}</h2>
      {lead && <p class="lead">{lead}</p>}
      {children}
    </section>
  )
}
