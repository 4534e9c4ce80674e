import type { Frame } from '../layout.tsx'

/**
 * What figures of the team rest on, said to those who don't read every answer: leadership's own may be others. The words are the
 * same whether there is an answer for leadership only or none.
 */
export function TeamFigures({ frame }: { frame: Pick<Frame, 'viewer'> }) {
  if (frame.viewer === null || frame.viewer.role === 'leader' || frame.viewer.role === 'admin') return null
  return (
    <p class="quiet small team-figures">
      Counted from what clients let the team read; leadership reads every answer, so its figures may differ.
    </p>
  )
}
