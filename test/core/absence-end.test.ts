import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { absenceEnd } from '../../src/core/asking/absence-end.ts'
import { addDays } from '../../src/core/calendar.ts'

const TODAY = '2026-11-22'

describe('the end of an absence', () => {
  it.each([
    ['I am out of the office until 5 December 2026.', '2026-12-06'],
    ['Away from Nov 23 to December 1st, back on December 2nd', '2026-12-02'],
    ['I return 12/05/2026', '2026-12-05'],
    ['Back in on January 4', '2027-01-04'],
    ['Away 23–27 November', '2026-11-28'],
    ['On leave, 2026-12-24', '2026-12-24'],
    ['Ich bin bis einschließlich 04.12.2026 nicht im Büro', '2026-12-05'],
    ['Ab dem 7. Dezember bin ich wieder erreichbar', '2026-12-07'],
    ['Vom 23.11. bis 30.11. im Urlaub', '2026-12-01'],
    ['Je suis absent jusqu’au 1er décembre 2026 inclus', '2026-12-02'],
    ['De retour le 03/12/2026', '2026-12-03'],
    ['Estaré fuera de la oficina hasta el 10 de diciembre de 2026', '2026-12-11'],
    ['Volveré el 1 de diciembre', '2026-12-01'],
    ['Estarei ausente até 15 de dezembro.', '2026-12-16'],
    ['Retornarei em 30/11/2026', '2026-11-30'],
  ])('%s', (words, day) => {
    expect(absenceEnd(words, TODAY)).toBe(day)
  })

  it.each([
    'I am away and read no mail.',
    'Back on 5 May 2026',
    'Until 5 May 2027',
    'Call 0203 11 22 33 or room 12/4711',
    'Until 31 February',
    'I am away.\n\nOn Mon, Nov 16, 2026 Dana wrote:\n> This survey closes on 10 December',
  ])('is not known from: %s', (words) => {
    expect(absenceEnd(words, TODAY)).toBeNull()
  })

  it('lies ahead and within two months, whatever the words', () => {
    const number = fc.integer({ min: 0, max: 40 })
    const words = fc.array(
      fc.oneof(
        fc.constantFrom(
          'until',
          'back on',
          'bis',
          'Dezember',
          'janvier',
          '.',
          '/',
          '-',
          ' ',
          '2026',
          '2027',
          '\n',
          '>',
        ),
        number.map(String),
        fc.string({ maxLength: 8 }),
      ),
      { maxLength: 40 },
    )
    fc.assert(
      fc.property(words, (parts) => {
        const end = absenceEnd(parts.join(' '), TODAY)
        expect(end === null || (end > TODAY && end <= addDays(TODAY, 61)), parts.join(' ')).toBe(true)
      }),
    )
  })
})
