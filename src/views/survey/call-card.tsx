import { type CallWish, HALVES, halfDay } from '../../core/answering/call-wish.ts'
import { dateFormat } from '../../core/formats.ts'
import type { AnswerFault } from '../../core/answering/form-reader.ts'
import { describedBy, FaultLine } from './fault.tsx'
import type { Speech } from './speech.ts'

export type CallOffer = { days: readonly string[]; wish: CallWish }

type CallCardProps = {
  offer: CallOffer
  speech: Speech
  timeZone: string
  faults: readonly AnswerFault[]
}

/** A calendar day with its weekday, such as 'Tue 24 November'. */
const weekdayOf = (day: string, { locale }: Speech): string =>
  dateFormat(locale, { weekday: 'short', day: 'numeric', month: 'long', timeZone: 'UTC' }).format(
    new Date(`${day}T00:00:00Z`),
  )

/** When and where to call somebody who asked for it. All of it may be left out. */
export function CallCard({ offer, speech, timeZone, faults }: CallCardProps) {
  const { call } = speech.words
  const { days, wish } = offer
  const chosen = wish.day && wish.half ? halfDay(wish.day, wish.half) : ''
  const shown = wish.day === null || days.includes(wish.day) ? days : [wish.day, ...days]
  return (
    <section class="card">
      <h2>{call.title}</h2>
      <p class="hint">{call.hint(timeZone)}</p>
      <div class="question">
        <label for="call_at">{call.when}</label>
        <select id="call_at" name="call_at">
          <option value="">{call.anyTime}</option>
          {shown.flatMap((day) =>
            HALVES.map((half) => (
              <option value={halfDay(day, half)} selected={chosen === halfDay(day, half)}>
                {call.half[half](weekdayOf(day, speech))}
              </option>
            )),
          )}
        </select>
      </div>
      <div class="question">
        <label for="call_words">{call.words}</label>
        <FaultLine field="call_words" faults={faults} words={speech.words} />
        <input
          type="text"
          id="call_words"
          name="call_words"
          dir="auto"
          value={wish.words ?? ''}
          {...describedBy('call_words', faults)}
        />
      </div>
      <div class="question">
        <label for="call_number">{call.number}</label>
        <FaultLine field="call_number" faults={faults} words={speech.words} />
        <input
          type="tel"
          id="call_number"
          name="call_number"
          dir="ltr"
          autocomplete="tel"
          value={wish.number ?? ''}
          {...describedBy('call_number', faults)}
        />
      </div>
      <button type="submit" class="second">
        {call.save}
      </button>
    </section>
  )
}
