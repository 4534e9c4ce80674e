import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { lintSurvey } from '../core/answering/survey-lint.ts'
import { readSurvey, type SurveyNote } from '../core/answering/survey-source.ts'
import { languagesOf, questionsOf } from '../core/answering/survey.ts'
import { listSurveysInForce } from '../db/answering/survey-versions.ts'
import type { Deps } from '../deps.ts'
import { loadSurveys, type SurveySource } from '../domain/answering/load-surveys.ts'
import { counted } from './counted.ts'
import { EXIT, out, type Register, withDeps } from './context.ts'
import type { Output } from './output.ts'

type Exit = (typeof EXIT)['done' | 'refused']
type Options = { json?: boolean }
type Note = SurveyNote & { file: string; kind: 'fault' | 'warning' }

/** The surveys of these files; undefined where one can't be read, which is said. */
async function readFiles(files: readonly string[], output: Output): Promise<SurveySource[] | undefined> {
  const read = await Promise.all(
    files.map(async (name) => ({ name, text: await readFile(name, 'utf8').catch((error: Error) => error) })),
  )
  for (const { name, text } of read) {
    if (text instanceof Error) output.stderr(`${name} can't be read: ${text.message}`)
  }
  const sources = read.filter((each): each is SurveySource => typeof each.text === 'string')
  return sources.length === read.length ? sources : undefined
}

function notesOn({ name: file, text }: SurveySource): Note[] {
  const read = readSurvey(text)
  if (read.kind === 'bad') return read.faults.map((fault) => ({ file, kind: 'fault' as const, ...fault }))
  return lintSurvey(read.definition, read.placeOf).map((note) => ({ file, kind: 'warning' as const, ...note }))
}

const lineOf = ({ file, kind, line, column, message }: Note): string =>
  `${file}:${line}:${column}: ${kind === 'warning' ? 'warning: ' : ''}${message}`

/** Names the faults and warnings of survey files; needs no database. 1: there are faults. */
export async function checkSurveys(files: readonly string[], options: Options, output: Output): Promise<Exit> {
  const sources = await readFiles(files, output)
  if (!sources) return EXIT.refused
  const notes = sources.flatMap(notesOn)
  const faults = notes.filter(({ kind }) => kind === 'fault').length
  if (options.json) output.stdout(JSON.stringify(notes))
  else {
    const summary = `${counted(sources.length, 'survey')}: ${counted(faults, 'fault')}, ${counted(notes.length - faults, 'warning')}`
    output.stdout([...notes.map(lineOf), summary].join('\n'))
  }
  return faults > 0 ? EXIT.refused : EXIT.done
}

/** Makes files the newest versions of their surveys. 1: one of them has faults, and none was taken. */
export async function pushSurveys(
  deps: Deps,
  files: readonly string[],
  options: Options,
  output: Output,
): Promise<Exit> {
  const sources = await readFiles(files, output)
  if (!sources) return EXIT.refused
  const loaded = await loadSurveys(deps.db, sources, { origin: 'firm', now: deps.now() })
  if (loaded.kind === 'bad') {
    for (const { name, ...fault } of loaded.faults) output.stderr(lineOf({ file: name, kind: 'fault', ...fault }))
    return EXIT.refused
  }
  for (const warning of sources.flatMap(notesOn)) output.stderr(lineOf(warning))
  if (options.json)
    output.stdout(JSON.stringify(loaded.surveys.map(({ name, ...survey }) => ({ file: name, ...survey }))))
  else {
    const lines = loaded.surveys.map(({ name, key, version, isNew }) =>
      isNew ? `${key}: version ${version} added` : `${key}: ${basename(name)} is version ${version} already`,
    )
    output.stdout(lines.join('\n'))
  }
  return EXIT.done
}

/** The version in force of every survey. */
export async function printSurveys(deps: Deps, options: Options, output: Output): Promise<Exit> {
  const surveys = (await listSurveysInForce(deps.db)).map(({ surveyKey, version, origin, definition, createdAt }) => ({
    key: surveyKey,
    version,
    origin,
    questions: questionsOf(definition).length,
    languages: languagesOf(definition),
    created_at: createdAt.toISOString(),
  }))
  if (options.json) output.stdout(JSON.stringify(surveys))
  else {
    const lines = surveys.map(
      ({ key, version, origin, questions, languages }) =>
        `${key}: version ${version}, ${origin === 'firm' ? "the firm's own" : 'as shipped'}, ${counted(questions, 'question')}, ${languages.join(' ')}`,
    )
    output.stdout(lines.join('\n'))
  }
  return EXIT.done
}

export const registerSurveys: Register = (program) => {
  const surveys = program
    .command('surveys')
    .description('check, push and list surveys; docs/surveys.md describes their form')
  surveys
    .command('check')
    .argument('<file...>', 'YAML files')
    .option('--json', 'print for machines')
    .description('name faults, and what the wording rules advise against; needs no database')
    .action(async (files: string[], options: Options) => {
      process.exitCode = await checkSurveys(files, options, out)
    })
  surveys
    .command('push')
    .argument('<file...>', 'YAML files')
    .option('--json', 'print for machines')
    .description('make files the newest versions of their surveys; what was sent never changes')
    .action((files: string[], options: Options) => withDeps(({ deps }) => pushSurveys(deps, files, options, out)))
  surveys
    .command('list')
    .option('--json', 'print for machines')
    .description('the version in force of every survey')
    .action((options: Options) => withDeps(({ deps }) => printSurveys(deps, options, out)))
}
