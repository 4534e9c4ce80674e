import { readFileSync } from 'node:fs'
import type { Selectable } from 'kysely'
import { addDays } from '../../src/core/calendar.ts'
import { readSurvey } from '../../src/core/answering/survey-source.ts'
import type { SurveyDefinition } from '../../src/core/answering/survey.ts'
import { deriveToken, hashToken } from '../../src/core/token.ts'
import type { Db } from '../../src/db/database.ts'
import { findNewestLayout, insertLayout } from '../../src/db/sending/email-layouts.ts'
import { findTemplateInForce } from '../../src/db/sending/email-templates.ts'
import { findSurveyInForce, insertSurveyIfChanged } from '../../src/db/answering/survey-versions.ts'
import type { NewRow, Row, Schema } from '../../src/db/schema.ts'
import { TEST_CONFIG } from './deps.ts'

/** The instant at which a test's clock stands by default. */
const NOW = new Date('2026-11-20T10:00:00Z')

let counter = 0
const nextRef = (prefix: string): string => `${prefix}-${(counter += 1)}`

type Given<Table extends keyof Schema> = Partial<NewRow<Table>>

async function insert<Table extends keyof Schema>(
  db: Db,
  table: Table,
  values: Record<string, unknown>,
): Promise<Selectable<Schema[Table]>> {
  // The builder can't follow a table name that is itself a type parameter.
  const rows = await db
    .insertInto(table as 'staff')
    .values(values as NewRow<'staff'>)
    .returningAll()
    .execute()
  return rows[0] as unknown as Selectable<Schema[Table]>
}

export function createStaff(db: Db, given: Given<'staff'> = {}): Promise<Row<'staff'>> {
  const ref = given.ref ?? nextRef('staff')
  return insert(db, 'staff', { name: `Staff ${ref}`, email: `${ref}@kestrel.example`, role: 'pm', ...given, ref })
}

export function createAccount(db: Db, given: Given<'account'> = {}): Promise<Row<'account'>> {
  const ref = given.ref ?? nextRef('account')
  return insert(db, 'account', { name: `Account ${ref}`, ...given, ref })
}

export function createContact(
  db: Db,
  given: Given<'contact'> & Pick<NewRow<'contact'>, 'accountId'>,
): Promise<Row<'contact'>> {
  const ref = given.ref ?? nextRef('contact')
  return insert(db, 'contact', { name: `Contact ${ref}`, email: `${ref}@client.example`, ...given, ref })
}

export function createEngagement(
  db: Db,
  given: Given<'engagement'> & Pick<NewRow<'engagement'>, 'accountId' | 'pmId'>,
): Promise<Row<'engagement'>> {
  const ref = given.ref ?? nextRef('engagement')
  return insert(db, 'engagement', { name: `Engagement ${ref}`, startedOn: '2026-06-01', ...given, ref })
}

/** Makes a contact take part in an engagement of its account. */
export async function addParticipant(
  db: Db,
  engagement: Row<'engagement'>,
  contact: Row<'contact'>,
  role: NewRow<'engagementContact'>['role'] = 'sponsor',
): Promise<void> {
  await db
    .insertInto('engagementContact')
    .values({ engagementId: engagement.id, contactId: contact.id, accountId: engagement.accountId, role })
    .execute()
}

export function createMilestone(
  db: Db,
  given: Given<'milestone'> & Pick<NewRow<'milestone'>, 'engagementId'>,
): Promise<Row<'milestone'>> {
  const ref = given.ref ?? nextRef('milestone')
  return insert(db, 'milestone', { kind: 'delivery', reachedOn: '2026-11-16', ...given, ref })
}

/** A shipped survey's YAML text. */
export const surveySource = (key: string): string =>
  readFileSync(new URL(`../../templates/surveys/${key}.yaml`, import.meta.url), 'utf8')

/** A shipped survey's definition. */
export function surveyDefinitionOf(key: string): SurveyDefinition {
  const parsed = readSurvey(surveySource(key))
  if (parsed.kind === 'bad') throw new Error(`templates/surveys/${key}.yaml: ${JSON.stringify(parsed.faults)}`)
  return parsed.definition
}

/** The newest version of a shipped survey, loaded where the database has none. */
async function createSurveyVersion(db: Db, key = 'delivery'): Promise<Row<'surveyVersion'>> {
  const newest = await findSurveyInForce(db, key)
  if (newest) return newest
  const survey = { source: surveySource(key), definition: surveyDefinitionOf(key), origin: 'shipped' as const }
  await insertSurveyIfChanged(db, { ...survey, createdAt: NOW })
  return createSurveyVersion(db, key)
}

/** The newest version of a template; one that says nothing much where the database has none. */
async function createEmailTemplate(
  db: Db,
  given: Given<'emailTemplateVersion'> = {},
): Promise<Row<'emailTemplateVersion'>> {
  const { templateKey = 'alert', locale = 'en' } = given
  const inForce = await findTemplateInForce(db, templateKey, locale)
  if (inForce) return inForce
  const words = { subject: 'A client waits', html: '<p>A client waits</p>', text: 'A client waits', createdAt: NOW }
  const layout =
    (await findNewestLayout(db, templateKey, 'ltr')) ??
    (await insertLayout(db, 0, { templateKey, direction: 'ltr', source: '<mjml></mjml>', ...words }))
  return insert(db, 'emailTemplateVersion', {
    version: 1,
    layoutId: layout.id,
    words: '{}',
    origin: 'shipped',
    ...words,
    ...given,
    templateKey,
    locale,
  })
}

/** An invitation with the token that opens it; sent, and open for another three weeks, unless `given` says otherwise. */
export async function createInvitation(
  db: Db,
  given: Given<'invitation'> & Pick<NewRow<'invitation'>, 'milestoneId' | 'contactId' | 'pmId'> & { survey?: string },
): Promise<Row<'invitation'> & { token: string }> {
  const { survey = 'delivery', ...columns } = given
  const invitation = await insert(db, 'invitation', {
    origin: 'plan',
    surveyVersionId: columns.origin === 'import' ? null : (await createSurveyVersion(db, survey)).id,
    state: 'sent',
    dueAt: new Date('2026-11-18T09:00:00Z'),
    sentAt: new Date('2026-11-18T09:00:00Z'),
    closesAt: new Date(`${addDays('2026-11-20', 23)}T17:00:00Z`),
    ...columns,
  })
  const token = deriveToken(TEST_CONFIG.secret, 'survey', invitation.id)
  const tokenHash = hashToken(token)
  await db.updateTable('invitation').set({ tokenHash }).where('id', '=', invitation.id).execute()
  return { ...invitation, tokenHash, token }
}

/** An answer as it stands in the database; eight of ten, readable by the team, unless `given` says otherwise. */
export function createResponse(
  db: Db,
  given: Given<'response'> & Pick<NewRow<'response'>, 'invitationId'>,
): Promise<Row<'response'>> {
  const answeredAt = given.answeredAt ?? NOW
  return insert(db, 'response', {
    ref: given.ref ?? nextRef('response'),
    answeredAt,
    changedAt: answeredAt,
    callFirst: 8,
    visibility: 'team',
    ...given,
  })
}

/** A follow-up of an answer, open and due in the future, as it stands in the database; of a silence without one. */
export async function createFollowUp(
  db: Db,
  given: Given<'followUp'> & Pick<NewRow<'followUp'>, 'ownerId' | 'invitationId'>,
): Promise<Row<'followUp'>> {
  const openedAt = given.openedAt ?? NOW
  const dueAt = given.dueAt ?? new Date('2026-11-24T10:00:00Z')
  const isClosed = given.state === 'closed'
  return insert(db, 'followUp', {
    reasons: [given.responseId ? 'low' : 'silence'],
    state: 'open',
    openedAt,
    dueAt,
    escalateAt: isClosed ? null : dueAt,
    ...given,
  })
}

/** A message that has left; about nothing and two days ago unless `given` says otherwise. */
export async function createSentEmail(
  db: Db,
  given: Given<'email'> & Pick<NewRow<'email'>, 'toAddress'>,
): Promise<Row<'email'>> {
  const kind = given.kind ?? (given.invitationId ? 'invitation' : 'sign_in')
  const template = await createEmailTemplate(db, { templateKey: kind })
  const sentAt = given.sentAt ?? new Date('2026-11-18T09:00:00Z')
  return insert(db, 'email', {
    kind,
    templateVersionId: template.id,
    toName: 'Somebody',
    messageId: `<${nextRef('message')}@kestrel.example>`,
    state: 'sent',
    dueAt: sentAt,
    createdAt: sentAt,
    sentAt,
    ...given,
  })
}

export type World = Awaited<ReturnType<typeof createWorld>>

/** A firm with one of everything: Dana Reyes leads a project for Northwind, and Marta Weber has been asked about it. */
export async function createWorld(db: Db, given: { survey?: string; invitation?: Given<'invitation'> } = {}) {
  await db
    .updateTable('firm')
    .set({ name: 'Kestrel & Co.', fromEmail: 'hello@kestrel.example', timeZone: 'Europe/Berlin', setUpAt: NOW })
    .execute()
  const admin = await createStaff(db, { name: 'Ada Okoye', role: 'admin' })
  const leader = await createStaff(db, { name: 'Lena Brandt', role: 'leader' })
  const pm = await createStaff(db, { name: 'Dana Reyes', role: 'pm', leaderId: leader.id })
  const accountManager = await createStaff(db, { name: 'Amir Haddad', role: 'account_manager' })
  const account = await createAccount(db, { name: 'Northwind Insurance', accountManagerId: accountManager.id })
  const contact = await createContact(db, {
    accountId: account.id,
    name: 'Marta Weber',
    email: 'Marta.Weber@northwind.example',
  })
  const engagement = await createEngagement(db, { accountId: account.id, pmId: pm.id, name: 'Claims portal rebuild' })
  await addParticipant(db, engagement, contact)
  const milestone = await createMilestone(db, { engagementId: engagement.id, kind: given.survey ?? 'delivery' })
  const invitation = await createInvitation(db, {
    milestoneId: milestone.id,
    contactId: contact.id,
    pmId: pm.id,
    survey: given.survey ?? 'delivery',
    ...given.invitation,
  })
  const alertTemplate = await createEmailTemplate(db)
  return { admin, leader, pm, accountManager, account, contact, engagement, milestone, invitation, alertTemplate }
}
