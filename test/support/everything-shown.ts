import { createApp } from '../../src/app.ts'
import type { Row } from '../../src/db/schema.ts'
import type { TestDeps } from './deps.ts'
import { apiAddresses, openApi } from './every-page.ts'
import { signInAs } from './sign-in.ts'

/** What changes from one request to the next, whatever is shown. */
const withoutChance = (text: string): string =>
  text.replaceAll(/nonce="[^"]*"/g, '').replaceAll(/name="(csrf|once)" value="[^"]*"/g, '')

/** A form opened by its link shows nothing that the page before it does not. */
const isForm = (path: string): boolean => path.endsWith('/hold')

/** The pages and tables that links lead to from somebody's first page, by path: all, or those at most so many links away. */
async function crawl(deps: TestDeps, staff: Row<'staff'>, most: number): Promise<Map<string, string>> {
  const browser = await signInAs(deps, staff)
  const pages = new Map<string, string>()
  let waiting = ['/']
  for (let depth = 0; depth <= most && waiting.length > 0; depth += 1) {
    const found: string[] = []
    for (const path of waiting) {
      if (pages.has(path)) continue
      const response = await browser.get(path)
      const text = withoutChance(await response.text())
      pages.set(path, `${response.status} ${text}`)
      const target = response.headers.get('location')
      if (target !== null) found.push(new URL(target, deps.config.baseUrl).pathname)
      found.push(...[...text.matchAll(/href="(\/[^"#?.]*(?="|\.csv)(?:\.csv)?)/g)].map((match) => match[1] ?? ''))
    }
    waiting = found.filter((path) => !isForm(path))
  }
  return pages
}

/** Every list and figure of the API, by address, as the person's own key reads them. */
async function readApi(deps: TestDeps, staff: Row<'staff'>): Promise<Map<string, string>> {
  const get = await openApi(deps, staff)
  const answers = new Map<string, string>()
  for (const address of await apiAddresses(get)) answers.set(`/api/v1${address}`, await (await get(address)).text())
  return answers
}

/**
 * What can be read by somebody of the firm: each page that at most so many links lead to, each list of the API, the mails they got
 * and the metrics, by where it stands.
 */
export async function everythingShown(
  deps: TestDeps,
  staff: Row<'staff'>,
  links = Number.POSITIVE_INFINITY,
): Promise<Record<string, string>> {
  const mails = deps.delivered.filter(({ to }) => to.address === staff.email)
  const metrics = await createApp(() => deps).request('/metrics')
  return {
    ...Object.fromEntries(await crawl(deps, staff, links)),
    ...Object.fromEntries(await readApi(deps, staff)),
    ...Object.fromEntries(mails.map(({ subject, text, html }, at) => [`mail ${at}`, `${subject}\n${text}\n${html}`])),
    metrics: await metrics.text(),
  }
}
