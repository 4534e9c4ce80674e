import type { Page } from 'playwright-core'
import type { Deps } from '../../src/deps.ts'
import { startServer } from '../../src/node.ts'

/** Serves everything, as Node does, on a port of its own. */
export async function serveSurveys(deps: Deps): Promise<{ base: string; close: () => Promise<void> }> {
  const config = { ...deps.config, port: 0 }
  const { port, stop } = await startServer({ ...deps, config }, { ticking: null })
  return { base: `http://127.0.0.1:${port}`, close: stop }
}

/** What is too small to be touched. */
export const tooSmall = (page: Page): Promise<string[]> =>
  page.locator('label:has(input), button, textarea, input[type=text], summary, a.link').evaluateAll((targets) =>
    targets.flatMap((target) => {
      const { width, height } = target.getBoundingClientRect()
      const isShown = width > 0 || height > 0
      return isShown && (width < 44 || height < 44) ? [`${target.outerHTML.slice(0, 80)} is ${width} x ${height}`] : []
    }),
  )
