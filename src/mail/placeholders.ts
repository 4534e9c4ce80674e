import { MILESTONE_KINDS, ROLES, type TemplateKey } from '../core/words.ts'
import type { AlertCall, DigestList, EmailProps, FirmProps } from './email-props.ts'
import { commaLine, plainLine, plainLines } from './plain-line.ts'
import type { Placeholders } from './render.ts'

const DEFAULT_ACCENT = '#0e5a5a'
const HEX_COLOR = /^#[0-9a-f]{6}$/i
const TITLES = /^(dr|prof|mr|mrs|ms|mx|sir|dame)\.?$/i

/** The name to greet with. A name that begins with a title or an initial is kept whole. */
export function firstName(name: string): string {
  const whole = plainLine(name)
  const first = whole.split(' ')[0] ?? whole
  return TITLES.test(first) || /^.\.?$/u.test(first) || first.endsWith(',') ? whole : first
}

type Plain = Record<string, string | number | null>

const plainValues = (props: Plain): Placeholders =>
  Object.fromEntries(
    Object.entries(props).map(([name, value]) => {
      const oneLine = name === 'postalAddress' ? commaLine : plainLine
      return [name, value === null ? null : oneLine(String(value)) || null]
    }),
  )

type ToReader = FirmProps & { readerName: string }

/** What every e-mail speaks of. */
const readerValues = ({ firmName, accentColor, logo, readerName }: ToReader): Placeholders => ({
  ...plainValues({ firmName, logoUrl: logo?.url ?? null }),
  // The colour and the sizes stand inside attributes, where more than a colour could load a picture.
  accentColor: accentColor !== null && HEX_COLOR.test(accentColor) ? accentColor : DEFAULT_ACCENT,
  logoWidth: String(logo?.width ?? 0),
  logoHeight: String(logo?.height ?? 0),
  firstName: firstName(readerName),
  fullName: plainLine(readerName),
})

/** The reader's values and the rest of the props, each as one plain line. */
function valuesOf(props: ToReader): Placeholders {
  const { firmName, accentColor, logo, readerName, ...rest } = props
  return { ...plainValues(rest), ...readerValues({ firmName, accentColor, logo, readerName }) }
}

const pascal = (name: string): string => name.replaceAll(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase())

/** `isDelivery` and its like: which of `names` it is. */
const flags = (names: readonly string[], which: string): Placeholders =>
  Object.fromEntries(names.map((name) => [`is${pascal(name)}`, name === which]))

/** A milestone that is no kind of every firm's is named, by its kind at least; the others are where they have a name. */
function milestoneValues(kind: string, name: string | null): Placeholders {
  const isOther = !MILESTONE_KINDS.some((each) => each === kind)
  return {
    ...flags(MILESTONE_KINDS, kind),
    isOtherMilestone: isOther,
    isOver: kind === 'close' || kind === 'aftercare',
    ...plainValues({ milestoneName: name ?? (isOther ? kind.replaceAll('_', ' ') : null) }),
  }
}

function surveyValues({ milestoneKind, milestoneName, ...rest }: EmailProps['invitation']): Placeholders {
  return { ...valuesOf(rest), ...milestoneValues(milestoneKind, milestoneName) }
}

/** A list, whether it holds anything, and how many more there are where there are more. */
function listValues<Line>(
  name: string,
  { lines, more }: DigestList<Line>,
  valuesOfLine: (line: Line) => Placeholders,
): Placeholders {
  return {
    [name]: lines.map(valuesOfLine),
    [`has${pascal(name)}`]: lines.length > 0,
    [`more${pascal(name)}`]: more > 0 ? [{ count: String(more) }] : [],
  }
}

/** A call that was asked for: it is told of where something is known of when, where or why. */
const callValues = (call: AlertCall | null): Placeholders => ({
  ...plainValues({
    callDay: call?.day ?? null,
    callZone: call?.zone ?? null,
    callNumber: call?.number ?? null,
    callUrl: call?.number ? `tel:${call.number.replaceAll(/[^+\d]/g, '')}` : null,
    callWords: call?.words ?? null,
  }),
  hasCall: call !== null && [call.day, call.number, call.words].some((each) => each !== null),
  isCallMorning: call?.half === 'morning',
  isCallAfternoon: call?.half === 'afternoon',
})

const VALUES: { [Key in TemplateKey]: (props: EmailProps[Key]) => Placeholders } = {
  invitation: surveyValues,
  reminder_1: surveyValues,
  reminder_2: surveyValues,
  sign_in: valuesOf,
  alert: ({ milestoneKind, milestoneName, comment, call, reasons, isOverdue, ...rest }) => ({
    ...valuesOf(rest),
    ...callValues(call),
    ...milestoneValues(milestoneKind, milestoneName),
    comment: comment === null ? null : plainLines(comment),
    callMe: reasons.includes('call_me'),
    isSilent: reasons.includes('silence'),
    isOverdue,
  }),
  you_said_we_did: ({ youSaid, weDid, senderRole, ...rest }) => ({
    ...valuesOf(rest),
    ...flags(ROLES, senderRole),
    youSaid: plainLines(youSaid ?? ''),
    hasYouSaid: youSaid !== null,
    weDid: plainLines(weDid),
  }),
  confirm_spoken: ({ milestoneKind, milestoneName, ...rest }) => ({
    ...valuesOf(rest),
    ...milestoneValues(milestoneKind, milestoneName),
  }),
  digest: ({ cameIn, due, moved, ...rest }) => ({
    ...valuesOf(rest),
    ...listValues('cameIn', cameIn, ({ callFirst, ...line }) => ({
      ...plainValues({ ...line, callFirst }),
      isUnread: callFirst === null,
    })),
    ...listValues('due', due, ({ overdue, ...line }) => ({ ...plainValues(line), overdue })),
    ...listValues('moved', moved, ({ value, before, ...line }) => ({
      ...plainValues({ ...line, value, before }),
      isFirst: value !== null && before === null,
      isLost: value === null,
    })),
  }),
  copy: ({ answers, ...rest }) => ({
    ...valuesOf(rest),
    answers: answers.map(({ question, answer }) => ({ question: plainLine(question), answer: plainLines(answer) })),
  }),
  my_data: valuesOf,
}

/** What a template's placeholders stand for; the same names for all props of a template. */
export const placeholdersOf = <Key extends TemplateKey>(key: Key, props: EmailProps[Key]): Placeholders =>
  VALUES[key](props)
