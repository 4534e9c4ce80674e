import { describe, expect, it } from 'vitest'
import { importFirm, type ImportReport } from '../../src/domain/firm/import-firm.ts'
import { useDatabase } from '../support/database.ts'
import { createTestDeps } from '../support/deps.ts'
import { exportedFiles, sampleSources, sourcesOf } from '../support/firm-files.ts'

const database = useDatabase()

const countsOf = (report: ImportReport): Record<string, number[]> =>
  Object.fromEntries(
    report.files.map(({ file, created, updated, unchanged, rejected }) => [
      file,
      [created, updated, unchanged, rejected],
    ]),
  )
const placesOf = (report: ImportReport): string[] =>
  report.faults.map(({ file, line, column }) => `${file}:${line}: ${column}`)

/** A small firm that imports cleanly; a test overwrites the file it is about. */
const FIRM = {
  'staff.csv':
    'ref,name,email,role,leader_ref\npm-1,Ann,ann@firm.example,pm,lead-1\nlead-1,Lea,lea@firm.example,leader,\n',
  'accounts.csv': 'ref,name,account_manager_ref\nacc-1,One,\nacc-2,Two,\n',
  'contacts.csv': 'ref,account_ref,name,email\nc-1,acc-1,Cy,cy@one.example\nc-2,acc-2,Di,di@two.example\n',
  'engagements.csv':
    'ref,account_ref,name,pm_ref,started_on\ne-1,acc-1,Shop,pm-1,2026-01-05\ne-2,acc-2,Site,pm-1,2026-01-05\n',
  'engagement_contacts.csv': 'engagement_ref,contact_ref,role\ne-1,c-1,sponsor\n',
  'milestones.csv': 'ref,engagement_ref,kind,reached_on\nm-1,e-1,close,2026-06-01\nm-2,e-2,close,\n',
}
const RESPONSE_HEADER =
  'ref,engagement_ref,contact_ref,milestone_ref,answered_at,call_first,delivered,comment,needs_next,visibility'
const RESPONSE = 'r-1,e-1,c-1,m-1,2026-06-03T10:00:00Z,8,4,"Well, thanks",A new shop,'

const firmOf = (name: string) =>
  sourcesOf({ 'firm.csv': `name,from_email,time_zone\n${name},a@k.example,Asia/Tokyo\n` })
const withResponses = (...rows: string[]) => sourcesOf({ 'responses.csv': [RESPONSE_HEADER, ...rows, ''].join('\n') })

describe('a firm', () => {
  it('goes in whole', async () => {
    const report = await importFirm(createTestDeps(database.db), await sampleSources('sample-firm'))
    expect(report).toMatchObject({ faults: [], warnings: [], written: true })
    expect(countsOf(report)).toEqual({
      'firm.csv': [1, 0, 0, 0],
      'staff.csv': [19, 0, 0, 0],
      'accounts.csv': [36, 0, 0, 0],
      'contacts.csv': [94, 0, 0, 0],
      'engagements.csv': [96, 0, 0, 0],
      'engagement_contacts.csv': [174, 0, 0, 0],
      'milestones.csv': [480, 0, 0, 0],
      'responses.csv': [335, 0, 0, 0],
      'outcomes.csv': [33, 0, 0, 0],
    })
  })

  it('changes nothing when it goes in again', async () => {
    const deps = createTestDeps(database.db)
    await importFirm(deps, await sampleSources('sample-firm'))
    const report = await importFirm(deps, await sampleSources('sample-firm'))
    expect(report.files.map(({ created, updated, rejected }) => [created, updated, rejected])).toEqual(
      report.files.map(() => [0, 0, 0]),
    )
    expect(report.files.reduce((sum, { unchanged }) => sum + unchanged, 0)).toBe(1268)
  })

  it('is only looked at in a dry run', async () => {
    const deps = createTestDeps(database.db)
    const report = await importFirm(deps, await sampleSources('sample-firm'), { dryRun: true })
    expect(report).toMatchObject({ faults: [], written: false })
    expect(await deps.db.selectFrom('staff').selectAll().execute()).toEqual([])
  })

  it('is set up once its own row has come', async () => {
    const deps = createTestDeps(database.db)
    expect(countsOf(await importFirm(deps, firmOf('Kestrel')))).toEqual({ 'firm.csv': [1, 0, 0, 0] })
    expect(countsOf(await importFirm(deps, firmOf('Kestrel')))).toEqual({ 'firm.csv': [0, 0, 1, 0] })
    deps.setNow('2026-11-21T10:00:00Z')
    expect(countsOf(await importFirm(deps, firmOf('Falcon')))).toEqual({ 'firm.csv': [0, 1, 0, 0] })
    expect(await deps.db.selectFrom('firm').selectAll().executeTakeFirst()).toMatchObject({
      name: 'Falcon',
      timeZone: 'Asia/Tokyo',
      setUpAt: new Date('2026-11-20T10:00:00Z'),
    })
  })
})

describe('the firm with faults', () => {
  const FAULTS = [
    'firm.csv:2: from_email',
    'firm.csv:2: time_zone',
    'firm.csv:2: accent_color',
    'staff.csv:3: ref',
    'staff.csv:4: email',
    'staff.csv:5: name',
    'staff.csv:6: role',
    'accounts.csv:4: time_zone',
    'contacts.csv:3: account_ref',
    'contacts.csv:4: name',
    'contacts.csv:6: email',
    'contacts.csv:7: email',
    'contacts.csv:8: locale',
    'engagements.csv:3: ended_on',
    'engagements.csv:4: started_on',
    'engagements.csv:5: pm_ref',
    'engagements.csv:6: started_on',
    'engagements.csv:7: value',
    'engagement_contacts.csv:3: contact_ref',
    'engagement_contacts.csv:4: contact_ref',
    'engagement_contacts.csv:4: role',
    'milestones.csv:3: kind',
    'milestones.csv:4: engagement_ref',
    'milestones.csv:5: reached_on',
    'responses.csv:2: call_first',
    'responses.csv:3: call_first',
    'responses.csv:4: answered_at',
    'responses.csv:5: call_first',
    'responses.csv:5: delivered',
    'responses.csv:5: comment',
    'outcomes.csv:2: called_first',
    'outcomes.csv:3: note',
  ]

  it('is refused with every fault named, and nothing is written', async () => {
    const deps = createTestDeps(database.db)
    const before = await deps.db.selectFrom('firm').selectAll().execute()
    const report = await importFirm(deps, await sampleSources('bad-firm'))
    expect(placesOf(report)).toEqual(FAULTS)
    expect(report.warnings).toEqual(["accounts.csv: column 'favourite_colour' is unknown and left out"])
    expect(report.written).toBe(false)
    expect(await deps.db.selectFrom('firm').selectAll().execute()).toEqual(before)
    expect(await deps.db.selectFrom('staff').selectAll().execute()).toEqual([])
    expect(await deps.db.selectFrom('account').selectAll().execute()).toEqual([])
  })

  it('says of each fault what to do', async () => {
    const report = await importFirm(createTestDeps(database.db), await sampleSources('bad-firm'))
    const reasons = new Map(
      report.faults.map(({ file, line, column, reason }) => [`${file}:${line}: ${column}`, reason]),
    )
    expect(reasons.get('staff.csv:3: ref')).toBe('is already on line 2; give each row a ref of its own')
    expect(reasons.get('engagement_contacts.csv:4: contact_ref')).toBe(
      "'c-2' is rejected itself (contacts.csv:3); mend that row first",
    )
    expect(reasons.get('outcomes.csv:3: note')).toBe('is not valid UTF-8; save the file as UTF-8')
  })

  it('sends its good rows on when the bad are skipped, odd ones unharmed', async () => {
    const deps = createTestDeps(database.db)
    const report = await importFirm(deps, await sampleSources('bad-firm'), { skipBad: true })
    expect(report.written).toBe(true)
    expect(placesOf(report)).toEqual(FAULTS)
    expect(countsOf(report)).toEqual({
      'firm.csv': [0, 0, 0, 1],
      'staff.csv': [1, 0, 0, 4],
      'accounts.csv': [2, 0, 0, 1],
      'contacts.csv': [1, 0, 0, 5],
      'engagements.csv': [1, 0, 0, 5],
      'engagement_contacts.csv': [1, 0, 0, 2],
      'milestones.csv': [1, 0, 0, 3],
      'responses.csv': [0, 0, 0, 4],
      'outcomes.csv': [0, 0, 0, 2],
    })
    const accounts = await deps.db.selectFrom('account').select('name').orderBy('ref').execute()
    expect(accounts.map(({ name }) => name)).toEqual(['Comma, Inc.', '=HYPERLINK("http://example.test")'])
    const contact = await deps.db.selectFrom('contact').select('name').executeTakeFirst()
    expect(contact?.name).toBe('Zoë Ünï')
    const engagement = await deps.db.selectFrom('engagement').select('value').executeTakeFirst()
    expect(engagement?.value).toBe('12000.00')
  })
})

describe('rows that come again', () => {
  it('are updated where they differ, and keep what a file leaves out', async () => {
    const deps = createTestDeps(database.db)
    await importFirm(deps, sourcesOf(FIRM))
    const report = await importFirm(
      deps,
      sourcesOf({
        'staff.csv': 'role,email,name,ref\nleader,lea@firm.example,Léa,lead-1\npm,ann@firm.example,Ann,pm-1\n',
      }),
    )
    expect(countsOf(report)).toEqual({ 'staff.csv': [0, 1, 1, 0] })
    expect((await exportedFiles(deps))['staff.csv']).toBe(
      'ref,name,email,role,leader_ref,phone,time_zone,locale\r\n' +
        'lead-1,Léa,lea@firm.example,leader,,,,\r\npm-1,Ann,ann@firm.example,pm,lead-1,,,\r\n',
    )
  })

  it('count a change of leader as an update', async () => {
    const deps = createTestDeps(database.db)
    await importFirm(deps, sourcesOf(FIRM))
    const staff = 'ref,name,email,role,leader_ref\npm-1,Ann,ann@firm.example,pm,\n'
    expect(countsOf(await importFirm(deps, sourcesOf({ 'staff.csv': staff })))).toEqual({ 'staff.csv': [0, 1, 0, 0] })
  })

  it('can swap the addresses of two people', async () => {
    const deps = createTestDeps(database.db)
    await importFirm(deps, sourcesOf(FIRM))
    const staff = 'ref,name,email,role\npm-1,Ann,lea@firm.example,pm\nlead-1,Lea,ann@firm.example,leader\n'
    const report = await importFirm(deps, sourcesOf({ 'staff.csv': staff }))
    expect(report.faults).toEqual([])
    expect(countsOf(report)).toEqual({ 'staff.csv': [0, 2, 0, 0] })
  })

  it('are decided afresh where the day a milestone was reached changes', async () => {
    const deps = createTestDeps(database.db)
    await importFirm(deps, sourcesOf(FIRM))
    await deps.db.updateTable('milestone').set({ decidedAt: deps.now() }).execute()
    const milestones = 'ref,engagement_ref,kind,reached_on\nm-1,e-1,close,2026-06-01\nm-2,e-2,close,2026-11-19\n'
    await importFirm(deps, sourcesOf({ 'milestones.csv': milestones }))
    const decided = await deps.db.selectFrom('milestone').select(['ref', 'decidedAt']).orderBy('ref').execute()
    expect(decided).toEqual([
      { ref: 'm-1', decidedAt: deps.now() },
      { ref: 'm-2', decidedAt: null },
    ])
  })
})

describe('rows that do not fit', () => {
  it.each<[string, Record<string, string>, string[]]>([
    [
      'an address that somebody has',
      { 'staff.csv': 'ref,name,email,role\npm-2,Al,ANN@firm.example,pm\n' },
      ['staff.csv:2: email'],
    ],
    [
      'a leader who is rejected, and whoever is led by one who is',
      { 'staff.csv': 'ref,name,email,role,leader_ref\na,A,a@f.test,pm,b\nb,B,b@f.test,pm,c\nc,C,c@f.test,boss,\n' },
      ['staff.csv:2: leader_ref', 'staff.csv:3: leader_ref', 'staff.csv:4: role'],
    ],
    [
      'a leader who is nobody, or oneself',
      { 'staff.csv': 'ref,name,email,role,leader_ref\na,A,a@f.test,pm,z\nb,B,b@f.test,pm,b\n' },
      ['staff.csv:2: leader_ref', 'staff.csv:3: leader_ref'],
    ],
    [
      'a contact of another account in an engagement',
      { 'engagement_contacts.csv': 'engagement_ref,contact_ref,role\ne-1,c-2,user\n' },
      ['engagement_contacts.csv:2: contact_ref'],
    ],
    [
      'a contact that moves to another account',
      { 'contacts.csv': 'ref,account_ref,name,email\nc-1,acc-2,Cy,cy@one.example\n' },
      ['contacts.csv:2: account_ref'],
    ],
    [
      "an answer at another engagement's milestone, and by another account's contact",
      { 'responses.csv': `${RESPONSE_HEADER}\nr,e-1,c-2,m-2,2026-06-03T10:00:00Z,8,,,,\n` },
      ['responses.csv:2: contact_ref', 'responses.csv:2: milestone_ref'],
    ],
    [
      "an outcome with another account's engagement, and one of tomorrow",
      { 'outcomes.csv': 'ref,account_ref,engagement_ref,needed_on,called_first\no,acc-1,e-2,2026-11-21,true\n' },
      ['outcomes.csv:2: engagement_ref', 'outcomes.csv:2: needed_on'],
    ],
    [
      'an engagement that ended before it now starts',
      { 'engagements.csv': 'ref,account_ref,name,pm_ref,started_on\ne-9,acc-1,Old,pm-1,2026-03-01\n' },
      ['engagements.csv:2: started_on'],
    ],
    [
      'a second firm',
      { 'firm.csv': 'name,from_email,time_zone\nA,a@a.test,UTC\nB,b@b.test,UTC\n' },
      ['firm.csv:3: row'],
    ],
    [
      'too few and too many fields',
      { 'accounts.csv': 'ref,name\na\nb,B,x\nc,C\n' },
      ['accounts.csv:2: row', 'accounts.csv:3: row'],
    ],
    ['a missing column', { 'accounts.csv': 'ref\na\nb\n' }, ['accounts.csv:1: name']],
    ['a column that is there twice', { 'accounts.csv': 'ref,name,name\na,A,B\n' }, ['accounts.csv:1: name']],
    ['semicolons', { 'accounts.csv': 'ref;name\na;A\n' }, ['accounts.csv:1: header']],
    ['an empty file', { 'accounts.csv': '' }, ['accounts.csv:1: header']],
  ])('%s: named', async (_, files, places) => {
    const deps = createTestDeps(database.db)
    const ended = {
      'engagements.csv': 'ref,account_ref,name,pm_ref,started_on,ended_on\ne-9,acc-1,Old,pm-1,2026-01-01,2026-02-01\n',
    }
    await importFirm(deps, sourcesOf(FIRM))
    await importFirm(deps, sourcesOf(ended))
    const report = await importFirm(deps, sourcesOf(files))
    expect(placesOf(report)).toEqual(places)
    expect(report.written).toBe(false)
  })

  it('may stand beside rows without a value, which are passed over', async () => {
    const accounts = '\uFEFFref,name\r\n\r\na,"A ""1"""\r\n,\r\n'
    const report = await importFirm(createTestDeps(database.db), sourcesOf({ 'accounts.csv': accounts }))
    expect(countsOf(report)).toEqual({ 'accounts.csv': [1, 0, 0, 0] })
  })
})

describe('answers from an earlier tool', () => {
  it('become history that sends nothing', async () => {
    const deps = createTestDeps(database.db)
    await importFirm(deps, sourcesOf(FIRM))
    await importFirm(deps, withResponses(RESPONSE))
    const answeredAt = new Date('2026-06-03T10:00:00Z')
    const { db } = deps
    expect(await db.selectFrom('invitation').selectAll().execute()).toMatchObject([
      { origin: 'import', state: 'answered', surveyVersionId: null, sentAt: null, tokenHash: null },
    ])
    expect(await db.selectFrom('response').selectAll().execute()).toMatchObject([
      { ref: 'r-1', answeredAt, changedAt: deps.now(), callFirst: 8, comment: 'Well, thanks', visibility: 'team' },
    ])
    expect(await db.selectFrom('experience').select(['key', 'rating']).execute()).toEqual([
      { key: 'delivered', rating: 4 },
    ])
    expect(await db.selectFrom('opportunity').selectAll().execute()).toMatchObject([
      { need: 'A new shop', openedAt: answeredAt, ownerId: null, state: 'new' },
    ])
    expect(await db.selectFrom('decision').selectAll().execute()).toMatchObject([
      { kind: 'answered', reason: 'imported', at: answeredAt },
    ])
    expect(await db.selectFrom('email').selectAll().execute()).toEqual([])
    expect(await db.selectFrom('followUp').selectAll().execute()).toEqual([])
  })

  it('are rewritten where they differ', async () => {
    const deps = createTestDeps(database.db)
    await importFirm(deps, sourcesOf(FIRM))
    await importFirm(deps, withResponses(RESPONSE))
    const report = await importFirm(
      deps,
      withResponses('r-1,e-1,c-1,m-1,2026-06-03T10:00:00Z,9,,,Two shops,leadership'),
    )
    expect(countsOf(report)).toEqual({ 'responses.csv': [0, 1, 0, 0] })
    expect(await deps.db.selectFrom('response').selectAll().execute()).toMatchObject([
      { callFirst: 9, comment: null, visibility: 'leadership' },
    ])
    expect(await deps.db.selectFrom('experience').selectAll().execute()).toEqual([])
    expect(await deps.db.selectFrom('opportunity').select('need').execute()).toEqual([{ need: 'Two shops' }])
  })

  it('stand once for a contact and milestone', async () => {
    const deps = createTestDeps(database.db)
    await importFirm(deps, sourcesOf(FIRM))
    await importFirm(deps, withResponses(RESPONSE))
    const report = await importFirm(deps, withResponses(RESPONSE.replace('r-1', 'r-2')))
    expect(report.faults).toMatchObject([
      { column: 'contact_ref', reason: "has already answered at this milestone as 'r-1'; leave the row out" },
    ])
  })
})

describe('a rejected row', () => {
  const importSound = async (deps: ReturnType<typeof createTestDeps>, files: Record<string, string>) => {
    const report = await importFirm(deps, sourcesOf(files), { skipBad: true })
    return { places: placesOf(report), counts: report.files.map(({ created, rejected }) => [created, rejected]) }
  }

  it.each<[string, Record<string, string>, string[]]>([
    ['its ref', { 'accounts.csv': 'ref,name,locale\na,A,klingon\na,A,en\n' }, ['accounts.csv:2: locale']],
    [
      'its address',
      { 'staff.csv': 'ref,name,email,role\nx,X,x@firm.example,boss\ny,Y,X@firm.example,pm\n' },
      ['staff.csv:2: role'],
    ],
    [
      'its ref where only its leader is at fault',
      { 'staff.csv': 'ref,name,email,role,leader_ref\nx,X,x@f.example,pm,nobody\nx,X,x@f.example,pm,\n' },
      ['staff.csv:2: leader_ref'],
    ],
    [
      'its place as the firm',
      { 'firm.csv': 'name,from_email,time_zone\nA,a,UTC\nB,b@b.test,UTC\n' },
      ['firm.csv:2: from_email'],
    ],
    [
      'its contact in an engagement',
      { 'engagement_contacts.csv': 'engagement_ref,contact_ref,role\ne-2,c-2,boss\ne-2,c-2,user\n' },
      ['engagement_contacts.csv:2: role'],
    ],
    [
      'its answer, nor its ref',
      { 'responses.csv': `${RESPONSE_HEADER}\n${RESPONSE.replace(',8,', ',11,')}\n${RESPONSE}\n` },
      ['responses.csv:2: call_first'],
    ],
  ])('does not keep %s from a later sound one', async (_, files, places) => {
    const deps = createTestDeps(database.db)
    await importFirm(deps, sourcesOf(FIRM))
    expect(await importSound(deps, files)).toEqual({ places, counts: [[1, 1]] })
  })

  it('gives its place to the first sound one only', async () => {
    const deps = createTestDeps(database.db)
    const rows = 'ref,name,locale\na,A,klingon\na,B,\na,C,\n'
    expect(await importSound(deps, { 'accounts.csv': rows })).toEqual({
      places: ['accounts.csv:2: locale', 'accounts.csv:4: ref'],
      counts: [[1, 2]],
    })
    expect(await deps.db.selectFrom('account').select('name').execute()).toEqual([{ name: 'B' }])
  })

  it("takes the led with it where its address is another one's", async () => {
    const deps = createTestDeps(database.db)
    const staff = 'ref,name,email,role,leader_ref\na,A,a@f.test,pm,\nb,B,a@f.test,leader,\nc,C,c@f.test,pm,b\n'
    expect(await importSound(deps, { 'staff.csv': staff })).toEqual({
      places: ['staff.csv:3: email', 'staff.csv:4: leader_ref'],
      counts: [[1, 2]],
    })
  })
})

it('a row far down that repeats an answer is told once where the first one is', async () => {
  const deps = createTestDeps(database.db)
  await importFirm(deps, sourcesOf(FIRM))
  const faulty = Array.from({ length: 1000 }, (_, at) => `bad-${at},e-1,c-1,m-1,yesterday,8,,,,`)
  const report = await importFirm(deps, withResponses(RESPONSE, ...faulty, RESPONSE.replace('r-1', 'r-2'), RESPONSE))
  expect(report.faults.slice(-3)).toMatchObject([
    { line: 1003, column: 'contact_ref', reason: expect.stringContaining('on line 2') as string },
    { line: 1004, column: 'ref', reason: expect.stringContaining('on line 2') as string },
    { line: 1004, column: 'contact_ref', reason: expect.stringContaining('on line 2') as string },
  ])
})
