import { z } from '@hono/zod-openapi'
import { columnsOf } from '../../core/firm/csv-columns.ts'
import { CONTACT_ROLES, ROLES } from '../../core/words.ts'
import type { RecordKind } from '../../domain/firm/read-lists.ts'
import { plainly, strictly } from './reasons.ts'

const error = plainly
const text = () => z.string({ error })
const optionalText = () => text().nullable()
const oneOf = <const Words extends readonly string[]>(words: Words) => z.enum(words, { error })

/** A day of the calendar, as text. */
export const day = () =>
  z.iso.date({ error: (issue) => plainly(issue) ?? 'is not a day of the calendar; write it as YYYY-MM-DD' })

const participant = z.object({ contact_ref: text(), role: oneOf(CONTACT_ROLES) }, { error }).openapi('Participant')

const SHAPES = {
  staff: {
    ref: text(),
    name: text(),
    email: text(),
    role: oneOf(ROLES),
    leader_ref: optionalText(),
    phone: optionalText(),
    time_zone: optionalText(),
    locale: optionalText(),
  },
  accounts: {
    ref: text(),
    name: text(),
    time_zone: optionalText(),
    locale: optionalText(),
    industry: optionalText(),
    account_manager_ref: optionalText(),
  },
  contacts: {
    ref: text(),
    account_ref: text(),
    name: text(),
    email: text(),
    locale: optionalText(),
    time_zone: optionalText(),
    phone: optionalText(),
  },
  engagements: {
    ref: text(),
    account_ref: text(),
    name: text(),
    pm_ref: text(),
    started_on: day(),
    ended_on: day().nullable(),
    value: z.number({ error }).nullable(),
    currency: optionalText(),
    contacts: z.array(participant, { error }).openapi({
      description: 'Who takes part, in which role. A PUT adds or changes those it names and takes nobody out.',
    }),
  },
  milestones: {
    ref: text(),
    engagement_ref: text(),
    kind: text().openapi({ example: 'delivery' }),
    name: optionalText(),
    planned_on: day().nullable(),
    reached_on: day().nullable(),
  },
  outcomes: {
    ref: text(),
    account_ref: text(),
    engagement_ref: optionalText(),
    needed_on: day(),
    called_first: z.boolean({ error }),
    note: optionalText(),
  },
} satisfies Record<RecordKind, Record<string, z.ZodType>>

const NAMES = {
  staff: 'Staff',
  accounts: 'Account',
  contacts: 'Contact',
  engagements: 'Engagement',
  milestones: 'Milestone',
  outcomes: 'Outcome',
} as const satisfies Record<RecordKind, string>

export type JsonRecord = Record<string, unknown>

/** Only the JSON type is checked here; what a text must look like is for the rules that the import shares. */
const givenShape = (kind: RecordKind): Record<string, z.ZodType> => {
  const columns = columnsOf(`${kind}.csv`)
  return Object.fromEntries(
    Object.entries<z.ZodType>(SHAPES[kind]).map(([name, described]) => {
      const isRequired = name !== 'ref' && name !== 'contacts' && columns[name]?.whenEmpty === undefined
      return [name, isRequired ? described : described.optional()]
    }),
  )
}

/** A kind of record: how it is described, what a PUT may carry, and how both are called. */
export type RecordDescription = {
  kind: RecordKind
  name: string
  shown: z.ZodType<JsonRecord>
  given: z.ZodType<JsonRecord>
}

export const describeRecord = (kind: RecordKind): RecordDescription => ({
  kind,
  name: NAMES[kind],
  shown: z.object(SHAPES[kind]).openapi(NAMES[kind]),
  given: strictly(givenShape(kind)).openapi(`${NAMES[kind]}Input`),
})

export const participantInput = strictly({ role: oneOf(CONTACT_ROLES) }).openapi('ParticipantInput')
export const participantSchema = participant
