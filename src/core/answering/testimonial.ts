import { cleanWords, MAX_WORDS } from './clean-words.ts'
import type { PostedFields } from './answer-form.ts'
import { type AnswerFault, MAX_LINE } from './form-reader.ts'

/** How much of a name stands beneath published words. */
export const NAME_FORMS = ['full', 'first', 'role', 'anonymous'] as const
export type NameForm = (typeof NAME_FORMS)[number]

/** Which wording of the sentence of consent our pages show. */
export const CONSENT_VERSION = '2026-11'

/** Days in which a firm takes down what it may publish no more. */
export const TAKE_DOWN_DAYS = 14

export type TestimonialForm = { words: string; nameForm: NameForm; signature: string }

/** Whom published words can be signed as. `name` is the contact's whole name. */
export type Signer = { name: string; firstName: string; firm: string; role: string }

/** What stands beneath published words; empty for anonymous ones. */
export function signatureOf(form: NameForm, { name, firstName, firm, role }: Signer): string {
  const first = { full: name, first: firstName, role, anonymous: '' }[form]
  return first === '' ? '' : `${first}, ${firm}`
}

const isNameForm = (value: string): value is NameForm => NAME_FORMS.some((form) => form === value)

/** Reads leave to publish: nothing is given without words, a name form and the tick beneath them. */
export function parseTestimonial(
  posted: PostedFields,
  signer: Omit<Signer, 'role'>,
): { kind: 'ok'; testimonial: TestimonialForm } | { kind: 'faults'; faults: AnswerFault[] } {
  const words = cleanWords(posted['testimonial_words'] ?? '')
  const role = cleanWords(posted['testimonial_role'] ?? '') ?? ''
  const nameForm = posted['name_form'] ?? ''
  const faults: AnswerFault[] = []
  if (words === null) faults.push({ field: 'testimonial_words', kind: 'words' })
  else if (words.length > MAX_WORDS) {
    faults.push({ field: 'testimonial_words', kind: 'tooLong', over: words.length - MAX_WORDS, most: MAX_WORDS })
  }
  if (!isNameForm(nameForm)) faults.push({ field: 'name_form', kind: 'signature' })
  if (nameForm === 'role' && role === '') faults.push({ field: 'testimonial_role', kind: 'role' })
  if (role.length > MAX_LINE) {
    faults.push({ field: 'testimonial_role', kind: 'tooLong', over: role.length - MAX_LINE, most: MAX_LINE })
  }
  if (posted['testimonial'] !== 'true') faults.push({ field: 'testimonial', kind: 'consent' })
  if (faults.length > 0 || words === null || !isNameForm(nameForm)) return { kind: 'faults', faults }
  return { kind: 'ok', testimonial: { words, nameForm, signature: signatureOf(nameForm, { ...signer, role }) } }
}
