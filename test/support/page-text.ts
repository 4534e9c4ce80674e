import type { StaffBrowser } from './sign-in.ts'

/** A page's text without its tags, as a reader meets it. */
export async function pageText(browser: StaffBrowser, path: string): Promise<string> {
  const html = await (await browser.get(path)).text()
  return html
    .replaceAll(/<head>.*?<\/head>/gs, ' ')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ')
}
