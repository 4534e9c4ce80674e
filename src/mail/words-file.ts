import { isCollection, isNode, LineCounter, parseDocument } from 'yaml'
import { z } from 'zod'
import { TEMPLATE_KEYS, type TemplateKey } from '../core/words.ts'
import { type EmailWords, findWordFaults, wordsOfLayout } from './email-words.ts'
import type { Template } from './render.ts'

export type Layouts = Record<TemplateKey, Template>

/** What is wrong with a words file, and on which line, counted from 1. */
export type WordsFileFault = { line: number; message: string }

export type ParsedWords =
  | { kind: 'ok'; words: Record<TemplateKey, EmailWords> }
  | { kind: 'bad'; faults: WordsFileFault[] }

const texts = z.record(z.string(), z.string())
const wordsFile = z.strictObject({
  emails: z.strictObject({
    shared: texts,
    ...(Object.fromEntries(TEMPLATE_KEYS.map((key) => [key, texts])) as Record<TemplateKey, typeof texts>),
  }),
})
type WordsFile = z.infer<typeof wordsFile>

type Fault = { path: PropertyKey[]; message: string }

/** A template's words: those of its own, and of the shared ones what its layout shows and it has not itself. */
function wordsOf(key: TemplateKey, layout: Template, { emails }: WordsFile): EmailWords {
  const shown = wordsOfLayout(layout)
  const shared = Object.entries(emails.shared).filter(([word]) => shown.includes(word))
  return { ...Object.fromEntries(shared), ...emails[key] }
}

/** Shared words that no layout shows, or that are nowhere used since every template has its own. */
function unusedShared(layouts: Layouts, { emails }: WordsFile): Fault[] {
  const isUsed = (word: string): boolean =>
    TEMPLATE_KEYS.some((key) => wordsOfLayout(layouts[key]).includes(word) && !(word in emails[key]))
  const unused = Object.keys(emails.shared).filter((word) => !isUsed(word))
  return unused.map((word) => ({ path: ['emails', 'shared', word], message: `emails.shared.${word} is not known` }))
}

function faultsOf(key: TemplateKey, layouts: Layouts, file: WordsFile): Fault[] {
  const own = file.emails[key]
  return findWordFaults(key, layouts[key], wordsOf(key, layouts[key], file)).map(({ word, problem }) => {
    const section = word in own || !(word in file.emails.shared) ? key : 'shared'
    return { path: ['emails', section, word], message: `emails.${section}.${word} ${problem} (template ${key})` }
  })
}

/** Reads `templates/words/<language>.yaml` for the layouts it is to fill; every fault is named at once. */
export function parseWordsFile(source: string, layouts: Layouts): ParsedWords {
  const lines = new LineCounter()
  const document = parseDocument(source, { lineCounter: lines })
  const lineAt = (offset: number): number => Math.max(1, lines.linePos(offset).line)
  const lineOf = (path: readonly PropertyKey[]): number => {
    for (let depth = path.length; depth > 0; depth -= 1) {
      const parent: unknown = depth === 1 ? document.contents : document.getIn(path.slice(0, depth - 1), true)
      const node: unknown = isCollection(parent) ? parent.get(path[depth - 1], true) : undefined
      if (isNode(node) && node.range) return lineAt(node.range[0])
    }
    return 1
  }
  const bad = (faults: readonly Fault[]): ParsedWords => ({
    kind: 'bad',
    faults: faults
      .map(({ path, message }) => ({ line: lineOf(path), message }))
      .sort((one, other) => one.line - other.line),
  })
  if (document.errors.length > 0) {
    const faults = document.errors.map((error) => ({
      line: lineAt(error.pos[0]),
      message: error.message.split(/ at line \d+/)[0] ?? error.message,
    }))
    return { kind: 'bad', faults }
  }
  const parsed = wordsFile.safeParse(document.toJS())
  if (!parsed.success) {
    return bad(parsed.error.issues.map(({ path, message }) => ({ path, message: `${path.join('.')}: ${message}` })))
  }
  const file = parsed.data
  const faults = [...unusedShared(layouts, file), ...TEMPLATE_KEYS.flatMap((key) => faultsOf(key, layouts, file))]
  if (faults.length > 0) return bad(faults)
  const words = TEMPLATE_KEYS.map((key) => [key, wordsOf(key, layouts[key], file)] as const)
  return { kind: 'ok', words: Object.fromEntries(words) as Record<TemplateKey, EmailWords> }
}
