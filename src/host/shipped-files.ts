import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Kysely } from 'kysely'
import type { Schema } from '../db/schema.ts'
import { TEMPLATE_KEYS } from '../core/words.ts'
import { findNewestLayout, insertLayout } from '../db/sending/email-layouts.ts'
import { loadEmailWords } from '../domain/sending/load-email-words.ts'
import { loadSurveys } from '../domain/answering/load-surveys.ts'
import { loadShippedPlan } from '../domain/asking/shipped-plan.ts'
import { LAYOUT_FILE_NAMES, layoutFilesOf, layoutSource } from '../mail/layout-files.ts'
import { migrateSchema } from './migrate.ts'
import { packagePath } from './package-files.ts'

const EMAILS = packagePath('templates/emails')
const WORDS = packagePath('templates/words')
const SURVEYS = packagePath('templates/surveys')

async function filesIn(folder: string, names: readonly string[]): Promise<Record<string, string>> {
  const read = async (name: string) => [name, await readFile(join(folder, name), 'utf8')] as const
  return Object.fromEntries(await Promise.all(names.map(read)))
}

const yamlFilesIn = async (folder: string): Promise<{ name: string; text: string }[]> => {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.yaml')).sort()
  return Object.entries(await filesIn(folder, names)).map(([name, text]) => ({ name, text }))
}

/** Compiles only what has changed, and loads MJML only then: 50 MB and most of a start's time. */
async function loadLayouts(db: Kysely<Schema>, createdAt: Date): Promise<void> {
  const all = await filesIn(EMAILS, LAYOUT_FILE_NAMES)
  for (const templateKey of TEMPLATE_KEYS) {
    const files = layoutFilesOf(templateKey, all)
    const source = layoutSource(files)
    for (const direction of ['ltr', 'rtl'] as const) {
      const newest = await findNewestLayout(db, templateKey, direction)
      if (newest?.source === source) continue
      const { compileLayout } = await import('../mail/compile-layout.ts')
      const compiled = await compileLayout(templateKey, direction, files)
      await insertLayout(db, newest?.version ?? 0, { templateKey, direction, source, createdAt, ...compiled })
    }
  }
}

async function loadWords(db: Kysely<Schema>, now: Date): Promise<void> {
  const loaded = await loadEmailWords(db, await yamlFilesIn(WORDS), now)
  if (loaded.kind === 'bad') throw new Error(`templates/words:\n${loaded.faults.join('\n')}`)
}

async function loadSurveyFiles(db: Kysely<Schema>, now: Date): Promise<void> {
  const loaded = await loadSurveys(db, await yamlFilesIn(SURVEYS), { origin: 'shipped', now })
  if (loaded.kind === 'bad') throw new Error(`templates/surveys: ${JSON.stringify(loaded.faults)}`)
}

/** Brings the schema, the shipped surveys, e-mail templates and plan up to date; names the migrations it applied. */
export async function bringUpToDate(db: Kysely<Schema>, now: Date): Promise<string[]> {
  const applied = await migrateSchema(db)
  await loadSurveyFiles(db, now)
  await loadLayouts(db, now)
  await loadWords(db, now)
  await loadShippedPlan(db)
  return applied
}
