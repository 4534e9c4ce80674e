import { addDays, daysBetween, isDay } from '../calendar.ts'

/** The months in English, German, French, Spanish and Portuguese, by the beginnings that tell them apart. */
const MONTHS: readonly RegExp[] = [
  /^(jan|jän|ene)/,
  /^(feb|fév|fev)/,
  /^(mar|mär|mrz)/,
  /^(apr|avr|abr)/,
  /^(may|mai|mayo|maio)/,
  /^(jun|juin)/,
  /^(jul|juil)/,
  /^(aug|aoû|aou|ago)/,
  /^(sep|set)/,
  /^(oct|okt|out)/,
  /^(nov)/,
  /^(dec|dez|déc|dic)/,
]

const monthOf = (name: string): number => MONTHS.findIndex((beginning) => beginning.test(name.toLowerCase())) + 1

/** From here on a reply quotes what it replies to. */
const QUOTED_BELOW =
  /^\s*(>|-{2,} ?(original|ursprüngliche|message d'origine|mensaje original|mensagem original)|_{8,}|(on|am|le|el|em) .{5,80}(wrote|schrieb|écrit|escribió|escreveu)\s*:)/im

const MONTH = String.raw`(\p{L}{3,12})\.?`
const YEAR = String.raw`(?:(?:,|\s+de|\s+del)?\s+(\d{4}))?`
const ORDINAL = String.raw`(?:st|nd|rd|th|er|º|\.)?`

/** Each way to write a date, and where in it day, month and year stand. */
const WAYS: readonly { pattern: RegExp; read: (parts: readonly string[]) => Written[] }[] = [
  { pattern: /(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)/gu, read: ([y, m, d]) => [written(d, m, y)] },
  {
    pattern: /(?<!\d)(\d{1,2})\.\s?(\d{1,2})\.(?:\s?(\d{4}|\d{2}))?(?!\d)/gu,
    read: ([d, m, y]) => [written(d, m, y)],
  },
  {
    // Day before month, save where only the American order can be meant.
    pattern: /(?<![\d/-])(\d{1,2})[/-](\d{1,2})(?:[/-](\d{4}|\d{2}))?(?!\d)/gu,
    read: ([a, b, y]) => [written(a, b, y), written(b, a, y)],
  },
  {
    pattern: new RegExp(String.raw`(?<!\d)(\d{1,2})${ORDINAL}\s+(?:of\s+|de\s+)?${MONTH}${YEAR}`, 'giu'),
    read: ([d, m = '', y]) => [written(d, String(monthOf(m)), y)],
  },
  {
    pattern: new RegExp(String.raw`(?<!\p{L})${MONTH}\s+(\d{1,2})${ORDINAL}(?!\d)${YEAR}`, 'giu'),
    read: ([m = '', d, y]) => [written(d, String(monthOf(m)), y)],
  },
]

type Written = { day: number; month: number; year: number | null }

const written = (day = '', month = '', year?: string): Written => ({
  day: Number(day),
  month: Number(month),
  year: year === undefined ? null : Number(year) + (year.length === 2 ? 2000 : 0),
})

/** Nobody is away for longer without saying so in other words. */
const LONGEST_DAYS = 60

const isoOf = ({ day, month }: Written, year: number): string =>
  `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`

/** The day that is meant, where it lies ahead and not too far; without a year it is the next such day. */
function aheadOf(today: string, meant: Written): string | undefined {
  const thisYear = Number(today.slice(0, 4))
  const years = meant.year === null ? [thisYear, thisYear + 1] : [meant.year]
  return years
    .map((year) => isoOf(meant, year))
    .find((day) => isDay(day) && day > today && daysBetween(today, day) <= LONGEST_DAYS)
}

/** Words before a date that make it the last day away, or the first day back; the end of what stands before the date is looked at. */
const LAST_DAY =
  /(until|till|through|thru|\bto\b|bis|jusqu['’]?\s?(au|à)?|hasta|até|\bau\b|\bal\b|\ba\b|[–—-])[^.!?\n\d]{0,30}$/iu
const FIRST_DAY_BACK =
  /(back|return|again|available|wieder|zurück|ab dem|de retour|retour|reviendrai|serai de|vuelvo|volver|regres|retorn|volt|de volta|disponible|disponível|erreichbar)[^.!?\n\d]{0,40}$/iu

type Found = { back: string; isCued: boolean }

function datesIn(text: string, today: string): Found[] {
  return WAYS.flatMap(({ pattern, read }) =>
    [...text.matchAll(pattern)].flatMap((match) => {
      const day = read(match.slice(1))
        .map((meant) => aheadOf(today, meant))
        .find((each) => each !== undefined)
      if (day === undefined) return []
      const before = text.slice(Math.max(0, match.index - 60), match.index)
      const isBack = FIRST_DAY_BACK.test(before)
      const isLast = !isBack && LAST_DAY.test(before)
      return [{ back: isLast ? addDays(day, 1) : day, isCued: isBack || isLast }]
    }),
  )
}

/**
 * The day, `YYYY-MM-DD`, on which somebody is back by the words of an automatic reply, written in English, German, French,
 * Spanish or Portuguese; null where none can be read that lies ahead of `today` and within 60 days. 'Until' a day means
 * the day after. Of several days the latest counts, those that words such as 'until' or 'back on' stand before alone where
 * there are any. What the reply quotes is left out.
 */
export function absenceEnd(text: string, today: string): string | null {
  const own = text.slice(0, QUOTED_BELOW.exec(text)?.index ?? text.length)
  const found = datesIn(own, today)
  const cued = found.filter(({ isCued }) => isCued)
  const backs = (cued.length > 0 ? cued : found).map(({ back }) => back).sort()
  return backs.at(-1) ?? null
}
