import { expect } from 'vitest'
import type { StaffBrowser } from './sign-in.ts'

/** Every link of a page to another page of the app opens for whoever reads it. */
export async function expectLinksToOpen(browser: StaffBrowser, html: string): Promise<void> {
  const paths = new Set(
    [...html.matchAll(/<a [^>]*href="(\/[^"#]*)"/g)].map(([, path]) => path!.replaceAll('&amp;', '&')),
  )
  for (const path of paths) {
    const { status } = await browser.get(path)
    expect({ path, opens: status < 400 }).toEqual({ path, opens: true })
  }
}
