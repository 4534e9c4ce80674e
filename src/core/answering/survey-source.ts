import { isCollection, isNode, isPair, isScalar, LineCounter, parseDocument, type Document } from 'yaml'
import { readDefinition, type SurveyDefinition } from './survey.ts'

/** Something about a survey's text, and where: line and column count from 1. */
export type SurveyNote = { line: number; column: number; message: string }

type Path = readonly PropertyKey[]

/** Where something of the definition stands in its YAML. */
export type Place = (path: Path) => { line: number; column: number }

export type ReadSurvey =
  | { kind: 'ok'; definition: SurveyDefinition; placeOf: Place }
  | { kind: 'bad'; faults: SurveyNote[] }

/** The start of what a path leads to, or of the nearest thing above it that is there. */
function startOf(document: Document, path: Path): number {
  for (let depth = path.length; depth > 0; depth -= 1) {
    const parent: unknown = depth === 1 ? document.contents : document.getIn(path.slice(0, depth - 1), true)
    if (!isCollection(parent)) continue
    const node: unknown = parent.get(path[depth - 1], true)
    if (isNode(node) && node.range) return node.range[0]
    const pair = parent.items.find((item) => isPair(item) && isScalar(item.key) && item.key.value === path[depth - 1])
    if (isPair(pair) && isScalar(pair.key) && pair.key.range) return pair.key.range[0]
  }
  return 0
}

/** Faults of unknown keys are placed at the key. */
const placedAt = (issue: { code: string; path: Path; keys?: readonly string[] }): Path =>
  issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys?.[0] ?? ''] : issue.path

const SEVERAL = 'holds more than one survey; put each into a file of its own'
const TOO_MANY_ALIASES = 'repeats itself by aliases (*name) too often; write the texts out'

/** The document as plain values; undefined where aliases would blow it up, which the library throws for. */
function plainOf(document: Document): { value: unknown } | undefined {
  try {
    return { value: document.toJS({ maxAliasCount: 20 }) }
  } catch (error) {
    if (error instanceof ReferenceError) return undefined
    throw error
  }
}

/** Reads a survey from YAML; every fault is named at once, in the order of its lines. */
export function readSurvey(source: string): ReadSurvey {
  const lines = new LineCounter()
  const document = parseDocument(source, { lineCounter: lines })
  const at = (offset: number): { line: number; column: number } => {
    const { line, col } = lines.linePos(offset)
    return { line: Math.max(1, line), column: Math.max(1, col) }
  }
  if (document.errors.length > 0) {
    const faults = document.errors.map((error) => ({
      ...at(error.pos[0]),
      message: error.code === 'MULTIPLE_DOCS' ? SEVERAL : (error.message.split(/ at line \d+/)[0] ?? error.message),
    }))
    return { kind: 'bad', faults }
  }
  const placeOf: Place = (path) => at(startOf(document, path))
  const plain = plainOf(document)
  if (!plain) return { kind: 'bad', faults: [{ line: 1, column: 1, message: TOO_MANY_ALIASES }] }
  const read = readDefinition(plain.value)
  if (read.kind === 'ok') return { ...read, placeOf }
  const faults = [...read.faults, ...read.between].map((fault) => ({
    ...placeOf('code' in fault ? placedAt(fault) : fault.path),
    message: fault.path.length === 0 ? fault.message : `${fault.path.join('.')}: ${fault.message}`,
  }))
  return { kind: 'bad', faults: faults.sort((one, other) => one.line - other.line || one.column - other.column) }
}
