import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Kysely } from 'kysely'
import type { Schema } from '../db/schema.ts'
import { insertTemplateIfChanged, findNewestTemplate } from '../db/email-templates.ts'
import { loadSurveys } from '../domain/load-surveys.ts'
import { loadShippedPlan } from '../domain/shipped-plan.ts'
import { EMAIL_KINDS, TEMPLATE_LOCALES, templateFileNames, templateSource } from '../mail/template-files.ts'
import { migrateSchema } from './migrate.ts'
import { packagePath } from './package-files.ts'

const EMAILS = packagePath('templates/emails')
const SURVEYS = packagePath('templates/surveys')

const readEmail = (name: string): Promise<string> => readFile(join(EMAILS, name), 'utf8')

/** Compiles only what has changed, and loads MJML only then: 50 MB and most of a start's time. */
async function loadEmailTemplates(db: Kysely<Schema>, createdAt: Date): Promise<void> {
  for (const locale of TEMPLATE_LOCALES) {
    for (const kind of EMAIL_KINDS) {
      const names = templateFileNames(kind, locale)
      const [mjml, text, head] = await Promise.all([
        readEmail(names.mjml),
        readEmail(names.text),
        readEmail(names.head),
      ])
      const source = templateSource({ mjml, text, head })
      const newest = await findNewestTemplate(db, kind, [locale])
      if (newest?.source === source) continue
      const { compileTemplate } = await import('../mail/compile-template.ts')
      const compiled = await compileTemplate(kind, locale, { mjml, text, head })
      await insertTemplateIfChanged(db, { templateKey: kind, locale, source, createdAt, ...compiled })
    }
  }
}

async function loadSurveyFiles(db: Kysely<Schema>, now: Date): Promise<void> {
  const names = (await readdir(SURVEYS)).filter((name) => name.endsWith('.yaml')).sort()
  const sources = await Promise.all(
    names.map(async (name) => ({ name, text: await readFile(join(SURVEYS, name), 'utf8') })),
  )
  const loaded = await loadSurveys(db, sources, now)
  if (loaded.kind === 'bad') throw new Error(`templates/surveys: ${JSON.stringify(loaded.faults)}`)
}

/** Brings the schema, the shipped surveys, e-mail templates and plan up to date; names the migrations it applied. */
export async function bringUpToDate(db: Kysely<Schema>, now: Date): Promise<string[]> {
  const applied = await migrateSchema(db)
  await loadSurveyFiles(db, now)
  await loadEmailTemplates(db, now)
  await loadShippedPlan(db)
  return applied
}
