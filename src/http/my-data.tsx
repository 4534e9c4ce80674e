import { type Context, Hono } from 'hono'
import { askForMyData, viewDataRequest } from '../domain/answering/ask-for-my-data.ts'
import { eraseMyself, type MyData, narrowMyAnswer, type NoData, viewMyData } from '../domain/answering/my-data.ts'
import { page as document } from '../views/layout.tsx'
import { MyDataPage } from '../views/survey/my-data-page.tsx'
import { MyDataStep } from '../views/survey/my-data-step.tsx'
import { NotOpenPage } from '../views/survey/not-open-page.tsx'
import { nameIn } from '../views/survey/speech.ts'
import { keepPrivate, limitBody, pageKeys, postedFields, tidyLink } from './client-pages.ts'
import type { AppEnv } from './env.ts'
import { keepingLanguage, otherLanguages, speechOf } from './speech.ts'

type DataContext = Context<AppEnv>

const MAX_BODY_BYTES = 16 * 1024

const tokenOf = (c: DataContext): string => c.req.param('token') ?? ''
const pathOf = (c: DataContext): string => `/me/${encodeURIComponent(tokenOf(c))}`

const frameOf = (c: DataContext, { firm, locales }: Pick<NoData, 'firm' | 'locales'>, path: string) => {
  const speech = speechOf(c, locales)
  return { firm, ...pageKeys(c), speech, otherLanguages: otherLanguages(path, speech) }
}

const readerOf = ({ firm, data }: MyData) => ({ firm, locales: data.person.locales })

function expired(c: DataContext, nothing: NoData) {
  const frame = frameOf(c, nothing, pathOf(c))
  const { title, text } = frame.speech.words.mine.expired
  return c.html(document(<MyDataStep {...frame} title={title} text={text} />), 404)
}

/** What the firm holds about a contact: asked for behind a survey's link, opened by a link mailed to the contact alone. */
export const myDataRoutes = new Hono<AppEnv>()

myDataRoutes.use('/me/*', keepPrivate, tidyLink)
myDataRoutes.use('/me/*', limitBody(MAX_BODY_BYTES))

myDataRoutes.get('/s/:token/data', async (c) => {
  const { kind, ...reader } = await viewDataRequest(c.get('deps'), tokenOf(c))
  const path = `/s/${encodeURIComponent(tokenOf(c))}/data`
  const frame = frameOf(c, reader, path)
  if (kind === 'unknown') return c.html(document(<NotOpenPage {...frame} reason="unknown" />), 404)
  const { mine, copy } = frame.speech.words
  const said = c.req.query('sent') === undefined ? null : mine.sent
  const refused = c.req.query('undeliverable') === undefined ? null : copy.undeliverable
  return c.html(
    document(
      <MyDataStep
        {...frame}
        title={mine.title(nameIn(reader.firm.name, frame.speech))}
        text={said ?? refused ?? mine.ask}
        button={said === null ? mine.send : undefined}
        action={keepingLanguage(c, path)}
        back={{ label: mine.back, path: keepingLanguage(c, path.replace(/\/data$/, '')) }}
      />,
    ),
  )
})

myDataRoutes.post('/s/:token/data', async (c) => {
  const result = await askForMyData(c.get('deps'), tokenOf(c))
  const path = `/s/${encodeURIComponent(tokenOf(c))}/data`
  return c.redirect(keepingLanguage(c, result === 'unknown' ? path : `${path}?${result}`), 303)
})

myDataRoutes.get('/me/:token', async (c) => {
  const shown = await viewMyData(c.get('deps'), tokenOf(c))
  if (shown.kind === 'unknown') return expired(c, shown)
  const frame = frameOf(c, readerOf(shown), pathOf(c))
  const { data, expiresAt, openToken } = shown
  const surveyPath = openToken === null ? null : `/s/${openToken}`
  const page = {
    ...frame,
    data,
    expiresAt,
    surveyPath,
    path: pathOf(c),
    keep: (path: string) => keepingLanguage(c, path),
  }
  return c.html(document(<MyDataPage {...page} />))
})

myDataRoutes.get('/me/:token/data.json', async (c) => {
  const shown = await viewMyData(c.get('deps'), tokenOf(c))
  if (shown.kind === 'unknown') return expired(c, shown)
  const { locales: _, readsIn: __, ...person } = shown.data.person
  c.header('content-disposition', 'attachment; filename="data.json"')
  return c.json({ ...shown.data, person })
})

myDataRoutes.post('/me/:token/narrow', async (c) => {
  const posted = await postedFields(c)
  const id = /^[1-9]\d{0,14}$/.test(posted['response'] ?? '') ? Number(posted['response']) : 0
  const result = await narrowMyAnswer(c.get('deps'), tokenOf(c), id)
  return result === 'narrowed' ? c.redirect(keepingLanguage(c, pathOf(c)), 303) : expired(c, result)
})

myDataRoutes.get('/me/:token/erase', async (c) => {
  const shown = await viewMyData(c.get('deps'), tokenOf(c))
  if (shown.kind === 'unknown') return expired(c, shown)
  const frame = frameOf(c, readerOf(shown), `${pathOf(c)}/erase`)
  const { erase } = frame.speech.words.mine
  const back = { label: erase.keep, path: keepingLanguage(c, pathOf(c)) }
  const action = keepingLanguage(c, `${pathOf(c)}/erase`)
  return c.html(
    document(
      <MyDataStep {...frame} title={erase.title} text={erase.text} button={erase.button} action={action} back={back} />,
    ),
  )
})

myDataRoutes.post('/me/:token/erase', async (c) => {
  const shown = await viewMyData(c.get('deps'), tokenOf(c))
  const result = await eraseMyself(c.get('deps'), tokenOf(c))
  if (result.kind === 'unknown' || shown.kind === 'unknown') {
    return expired(c, result.kind === 'unknown' ? result : { kind: 'unknown', firm: result.firm, locales: [] })
  }
  const { doneTitle, doneText } = speechOf(c, shown.data.person.locales).words.mine.erase
  const frame = { ...frameOf(c, readerOf(shown), '/'), otherLanguages: [] }
  return c.html(document(<MyDataStep {...frame} title={doneTitle} text={doneText} />))
})

myDataRoutes.get('/me/*', async (c) => {
  const shown = await viewMyData(c.get('deps'), '')
  return shown.kind === 'unknown' ? expired(c, shown) : c.notFound()
})
