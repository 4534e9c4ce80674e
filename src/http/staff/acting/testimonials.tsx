import { Hono } from 'hono'
import { showTestimonials, writeTestimonialsTable } from '../../../domain/acting/show-testimonials.ts'
import { TestimonialsPage } from '../../../views/acting/testimonials.tsx'
import { page } from '../../../views/layout.tsx'
import { paths } from '../../../views/paths.ts'
import type { AppEnv } from '../../env.ts'
import { frameOf } from '../../frame.ts'
import { refuse } from '../../refusals.tsx'
import { table } from '../table.ts'

/** What clients let the firm publish. */
export const testimonialListRoutes = new Hono<AppEnv>()
  .get(paths.testimonials, async (c) => {
    const shown = await showTestimonials(c.var.deps, c.var.signedIn.viewer)
    if (shown.kind === 'not_yours') return refuse(c, shown)
    return c.html(page(TestimonialsPage({ frame: await frameOf(c), testimonials: shown.testimonials })))
  })
  .get(paths.testimonialsTable, async (c) => {
    const written = await writeTestimonialsTable(c.var.deps, c.var.signedIn.viewer)
    if (written.kind === 'not_yours') return refuse(c, written)
    return table(c, 'testimonials', written.text)
  })
