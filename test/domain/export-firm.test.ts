import { parse } from 'csv-parse/sync'
import * as fc from 'fast-check'
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { CSV_FILES } from '../../src/core/firm/csv-columns.ts'
import { importFirm } from '../../src/domain/firm/import-firm.ts'
import { useDatabase } from '../support/database.ts'
import { createTestDeps } from '../support/deps.ts'
import { createFollowUp, createResponse, createWorld } from '../support/factories.ts'
import { exportedFiles, textOf, sampleSources, sourcesOf } from '../support/firm-files.ts'

const database = useDatabase()
const otherDatabase = useDatabase()

const isPrintable = (text: string): boolean => text.trim() !== '' && !/[\p{Cc}\p{Cs}]/u.test(text)
const name = fc.string({ unit: 'grapheme', maxLength: 40 }).filter(isPrintable)
const odd = fc.constantFrom(
  '=1+1',
  '+1',
  '@x',
  '-1',
  '"',
  '""',
  ',',
  "'",
  ' a ',
  '\uFEFFa',
  '<b>&amp;',
  'null',
  '\\N',
  '👩‍💻',
)
const note = fc.array(fc.oneof(name, fc.constantFrom('\n', '\r\n', '\r', '\t', '"', ',')), { minLength: 1 })
const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`

/** The records in the order of their text, each with the columns that hold something. */
function recordsOf(csv: string): string[] {
  const [header = [], ...records] = parse(csv, { bom: true })
  const columns = header.map((name, at) => ({ name, at })).sort((one, other) => (one.name < other.name ? -1 : 1))
  return records
    .map((fields) => columns.flatMap(({ name, at }) => (fields[at] === '' ? [] : [`${name}=${fields[at]}`])).join('|'))
    .sort()
}

/** What an import brings in again: all but the history, answers to own questions, and the surveys that were answered. */
async function ownFiles(deps: Parameters<typeof exportedFiles>[0]): Promise<Record<string, string>> {
  const files = await exportedFiles(deps)
  return Object.fromEntries(CSV_FILES.map((file) => [file, files[file] ?? '']))
}

describe('an export', () => {
  it('gives back what came in, columns the firm left out being empty', async () => {
    const deps = createTestDeps(database.db)
    const sources = await sampleSources('sample-firm')
    await importFirm(deps, sources)
    const exported = await exportedFiles(deps)
    for (const source of sources) {
      expect(recordsOf(exported[source.name]!)).toEqual(recordsOf(await textOf(source)))
    }
  })

  it('changes nothing when it is imported where it comes from', async () => {
    const deps = createTestDeps(database.db)
    await importFirm(deps, await sampleSources('sample-firm'))
    const report = await importFirm(deps, sourcesOf(await exportedFiles(deps)))
    expect(report).toMatchObject({ faults: [], warnings: [] })
    expect(report.files.map(({ file }) => file)).toEqual([...CSV_FILES])
    expect(report.files.filter(({ created, updated }) => created + updated > 0)).toEqual([])
  })

  it('makes the same firm of an empty database', async () => {
    const deps = createTestDeps(database.db)
    const otherDeps = createTestDeps(otherDatabase.db)
    await importFirm(deps, await sampleSources('sample-firm'))
    const exported = await ownFiles(deps)
    const report = await importFirm(otherDeps, sourcesOf(exported))
    expect(report).toMatchObject({ faults: [], written: true })
    expect(await ownFiles(otherDeps)).toEqual(exported)
  })

  it('holds answers given in FirstCall, which only their client changes', async () => {
    const deps = createTestDeps(database.db)
    const otherDeps = createTestDeps(otherDatabase.db)
    const { invitation } = await createWorld(deps.db)
    await createResponse(deps.db, { invitationId: invitation.id, ref: 'r-1', comment: 'Good work' })
    const exported = await ownFiles(deps)
    expect(await importFirm(deps, sourcesOf(exported))).toMatchObject({ faults: [], written: true })
    expect(await importFirm(otherDeps, sourcesOf(exported))).toMatchObject({ faults: [], written: true })
    expect(await ownFiles(otherDeps)).toEqual(exported)
    const changed = exported['responses.csv']!.replace('Good work', 'Great work')
    expect(await importFirm(deps, sourcesOf({ 'responses.csv': changed }))).toMatchObject({
      faults: [{ line: 2, column: 'ref' }],
      written: false,
    })
  })

  it('brings the suppression list along, so that moving house loses no opt-out', async () => {
    const deps = createTestDeps(database.db)
    const otherDeps = createTestDeps(otherDatabase.db, { now: '2027-01-01T10:00:00Z' })
    const row = { source: 'one_click', at: new Date('2026-10-01T10:00:00.123Z') }
    await deps.db
      .insertInto('suppression')
      .values([
        { ...row, address: 'a@client.example', reason: 'unsubscribed', note: null },
        { ...row, address: 'a@client.example', reason: 'complained', note: '=1+1, "quoted"\nin two lines' },
      ])
      .execute()
    const exported = await ownFiles(deps)
    const report = await importFirm(otherDeps, sourcesOf(exported))
    expect(report).toMatchObject({ faults: [], written: true })
    expect(await ownFiles(otherDeps)).toEqual(exported)
  })

  it('tells answers to questions of the firm’s own, a row for each answer chosen', async () => {
    const deps = createTestDeps(database.db)
    const { invitation } = await createWorld(deps.db)
    const { id: responseId } = await createResponse(deps.db, { invitationId: invitation.id, ref: 'r-1' })
    const answers = [
      { key: 'tools', value: ['board', 'notes'] },
      { key: 'why', value: '[Slow], "=1+1"' },
    ]
    for (const { key, value } of answers) {
      await deps.db
        .insertInto('answer')
        .values({ responseId, key, value: sql<string>`${JSON.stringify(value)}::text::jsonb` })
        .execute()
    }
    const rating = (key: string) => ({ responseId, key, rating: 4 })
    await deps.db.insertInto('experience').values(['steward', 'fair_price'].map(rating)).execute()
    const exported = await exportedFiles(deps)
    expect(parse(exported['answers.csv'] ?? '')).toEqual([
      ['response_ref', 'key', 'value'],
      ['r-1', 'fair_price', '4'],
      ['r-1', 'tools', 'board'],
      ['r-1', 'tools', 'notes'],
      ['r-1', 'why', '[Slow], "=1+1"'],
    ])
    expect(parse(exported['answered_versions.csv'] ?? '')).toEqual([
      ['response_ref', 'survey', 'version'],
      ['r-1', 'delivery', '1'],
    ])
    expect(exported['survey_versions.csv']).toContain('I could speak for the project to my own people')
    expect(await importFirm(deps, sourcesOf(exported))).toMatchObject({ faults: [], warnings: [] })
  })

  it('tells what was decided and held, which an import passes over without a word', async () => {
    const deps = createTestDeps(database.db)
    const { pm, leader, contact, milestone, engagement } = await createWorld(deps.db)
    const at = deps.now()
    const about = { milestoneId: milestone.id, contactId: contact.id }
    await deps.db
      .insertInto('decision')
      .values([
        { ...about, kind: 'held_back', reason: 'contact_cap', nextAllowedOn: '2026-12-01', at },
        { ...about, contactId: null, kind: 'held', reason: 'milestone_held', note: 'In court, sadly', at },
      ])
      .execute()
    const who = { placedBy: pm.id, placedAt: at, liftedBy: leader.id, liftedAt: at }
    await deps.db
      .insertInto('hold')
      .values({ milestoneId: milestone.id, reason: 'In court, sadly', ...who })
      .execute()
    const exported = await exportedFiles(deps)
    const refs = `${engagement.ref},${milestone.ref}`
    expect(exported['decisions.csv']?.split('\r\n').slice(0, 3)).toEqual([
      'id,engagement_ref,milestone_ref,contact_ref,kind,reason,next_allowed_on,due_at,note,at',
      `1,${refs},${contact.ref},held_back,contact_cap,2026-12-01,,,2026-11-20T10:00:00Z`,
      `2,${refs},,held,milestone_held,,,"In court, sadly",2026-11-20T10:00:00Z`,
    ])
    const times = [`${pm.ref},2026-11-20T10:00:00Z`, `${leader.ref},2026-11-20T10:00:00Z`]
    expect(exported['holds.csv']).toContain(`1,${refs},,"In court, sadly",${times.join(',')}\r\n`)
    expect(await importFirm(deps, sourcesOf(exported))).toMatchObject({ faults: [], warnings: [], written: true })
    expect(await exportedFiles(deps)).toEqual(exported)
  })

  it('tells follow-ups with what was noted and done about them', async () => {
    const deps = createTestDeps(database.db)
    const { pm, leader, contact, milestone, engagement, invitation } = await createWorld(deps.db)
    const { id: responseId } = await createResponse(deps.db, { invitationId: invitation.id, ref: 'r-1', callFirst: 2 })
    const about = { ownerId: leader.id, invitationId: invitation.id }
    const { id: followUpId } = await createFollowUp(deps.db, { ...about, responseId, reasons: ['low', 'call_me'] })
    const at = deps.now()
    await deps.db
      .insertInto('followUpNote')
      .values({ followUpId, staffId: leader.id, note: '=1+1, said "once"', at })
      .execute()
    const until = new Date('2026-11-24T08:00:00Z')
    await deps.db
      .insertInto('followUpStep')
      .values([
        { followUpId, kind: 'taken', staffId: leader.id, at },
        { followUpId, kind: 'snoozed', staffId: leader.id, note: 'Away', until, at },
        { followUpId, kind: 'escalated', toStaffId: pm.id, at },
      ])
      .execute()
    const exported = await exportedFiles(deps)
    const now = '2026-11-20T10:00:00Z'
    const refs = `r-1,${engagement.ref},${milestone.ref},${contact.ref}`
    expect(exported['follow_ups.csv']?.split('\r\n')[1]).toBe(
      `${followUpId},${refs},low call_me,${leader.ref},open,${now},2026-11-24T10:00:00Z,,,0,,,`,
    )
    expect(exported['follow_up_notes.csv']).toContain(`${followUpId},${now},${leader.ref},"=1+1, said ""once"""\r\n`)
    expect(exported['follow_up_steps.csv']?.split('\r\n').slice(1, 4)).toEqual([
      `${followUpId},${now},taken,${leader.ref},,,`,
      `${followUpId},${now},snoozed,${leader.ref},,Away,2026-11-24T08:00:00Z`,
      `${followUpId},${now},escalated,,${pm.ref},,`,
    ])
    expect(await importFirm(deps, sourcesOf(exported))).toMatchObject({ faults: [], warnings: [], written: true })
    expect(await exportedFiles(deps)).toEqual(exported)
  })

  it('of an empty database is the headers, and imports', async () => {
    const deps = createTestDeps(database.db)
    const exported = await exportedFiles(deps)
    expect(exported['outcomes.csv']).toBe('ref,account_ref,engagement_ref,needed_on,called_first,note\r\n')
    expect(await importFirm(deps, sourcesOf(exported))).toMatchObject({ faults: [], written: true })
    expect(await deps.db.selectFrom('firm').select('setUpAt').execute()).toEqual([{ setUpAt: null }])
  })

  it('brings every printable name and comment back unharmed', async () => {
    const deps = createTestDeps(database.db)
    const otherDeps = createTestDeps(otherDatabase.db)
    const row = fc.tuple(
      fc.oneof(name, odd),
      note.map((parts) => parts.join('')).filter((text) => text.trim() !== ''),
    )
    const rows = fc.sample(row, { numRuns: 300, seed: 20_261_120 })
    const report = await importFirm(
      deps,
      sourcesOf({
        'accounts.csv': `ref,name\n${rows.map(([name], at) => `a${at},${quoted(name)}\n`).join('')}`,
        'outcomes.csv': `ref,account_ref,needed_on,called_first,note\n${rows
          .map(([, note], at) => `o${at},a${at},2026-01-01,true,${quoted(note)}\n`)
          .join('')}`,
      }),
    )
    expect(report.faults).toEqual([])
    await importFirm(otherDeps, sourcesOf(await exportedFiles(deps)))
    const accounts = await otherDeps.db.selectFrom('account').select('name').orderBy('id').execute()
    const outcomes = await otherDeps.db.selectFrom('outcome').select('note').orderBy('id').execute()
    const inOrder = rows.map((row, at) => ({ row, ref: `a${at}` })).sort((a, b) => (a.ref < b.ref ? -1 : 1))
    expect(accounts.map(({ name }) => name)).toEqual(inOrder.map(({ row }) => row[0]))
    expect(outcomes.map(({ note }) => note)).toEqual(inOrder.map(({ row }) => row[1]))
  })
})
