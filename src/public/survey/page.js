// What a browser with JavaScript adds to a survey; the page is whole without it.

const TEN_WITHIN_MS = 1500
const KEEP_AFTER_MS = 800
/** A page that is left may send no more than 64 KiB behind itself. */
const MAX_SENT_BEHIND = 60_000

const form = /** @type {HTMLFormElement} */ (document.querySelector('form[data-keep]'))
const says = JSON.parse(form.dataset['says'] ?? '{}')
const [count, status] = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('.progress span'))

/** @typedef {HTMLInputElement | HTMLTextAreaElement} Control */

const controls = () =>
  /** @type {Control[]} */ ([...form.elements]).filter(({ name, type }) => name !== '' && type !== 'hidden')

/** @param {Control} control @param {boolean} isAsServed */
function valueOf(control, isAsServed) {
  if (!(control instanceof HTMLInputElement) || control.type === 'text')
    return isAsServed ? control.defaultValue : control.value
  const isChecked = isAsServed ? control.defaultChecked : control.checked
  if (control.type === 'checkbox') return String(isChecked)
  return isChecked ? control.value : undefined
}

/** What stands in each field, or stood there when the page came. */
function fields(isAsServed = false) {
  const values = new Map(controls().map(({ name }) => [name, '']))
  for (const control of controls()) {
    const value = valueOf(control, isAsServed)
    if (value !== undefined) values.set(control.name, value)
  }
  return values
}

/** What our side has, as far as this page knows. */
const known = fields(true)
// A number tapped in the e-mail is shown and not kept until something is done here.
if ('tapped' in form.dataset) known.set('call_first', '')

let isTouched = false
let isSending = false
let isOver = false
let isBusy = false
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer

/** How many of the questions that are shown have an answer. */
function showProgress() {
  const asked = (form.dataset['counts'] ?? '').split(' ').filter((name) => document.getElementById(name)?.offsetParent)
  const values = [...fields()].filter(([, value]) => value.trim() !== '' && value !== 'false').map(([name]) => name)
  const answered = asked.filter((name) => values.some((each) => each === name || each.startsWith(`${name}.`)))
  if (count) count.textContent = says.progress.replace('{n}', answered.length).replace('{of}', asked.length)
}

/** @param {string} what */
function say(what) {
  if (status && status.textContent !== says[what]) status.textContent = says[what]
}

/**
 * Fills in what was kept elsewhere, where nothing was changed here.
 * @param {Record<string, string>} kept
 */
function takeOver(kept) {
  const here = fields()
  for (const [name, value] of Object.entries(kept)) {
    if (here.get(name) !== known.get(name) || here.get(name) === value) continue
    known.set(name, value)
    for (const control of controls().filter((each) => each.name === name)) {
      if (control instanceof HTMLInputElement && control.type !== 'text')
        control.checked = control.type === 'checkbox' ? value === 'true' : control.value === value
      else control.value = value
    }
  }
  showProgress()
}

/**
 * Shows beside its field what was said elsewhere that differs.
 * @param {Record<string, string[]>} elsewhere
 */
function showElsewhere(elsewhere) {
  for (const [name, said] of Object.entries(elsewhere)) {
    const control = controls().find((each) => each.name === name)
    const note = document.getElementById(`${name}-elsewhere`) ?? document.createElement('div')
    note.id = `${name}-elsewhere`
    note.className = 'note'
    const lines = said.map((value) => {
      const radio = controls().find((each) => each.name === name && each.type === 'radio' && each.value === value)
      return radio?.closest('.choices label')?.textContent ?? value
    })
    note.replaceChildren(
      ...[says.elsewhere, ...lines].map((textContent) =>
        Object.assign(document.createElement('p'), { textContent, dir: /^\d+$/.test(textContent) ? '' : 'auto' }),
      ),
    )
    control?.closest('fieldset, .question')?.after(note)
  }
}

/** @param {number} revision */
function nowKnown(revision) {
  const replaced = (/** @type {string} */ address) => address.replace(/known=\d+/, `known=${revision}`)
  form.action = replaced(form.action)
  form.dataset['keep'] = replaced(form.dataset['keep'] ?? '')
}

/** @param {[string, string][]} changed */
async function keepChanged(changed) {
  const body = String(new URLSearchParams(changed))
  const response = await fetch(form.dataset['keep'] ?? '', {
    method: 'POST',
    body,
    headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
    keepalive: body.length < MAX_SENT_BEHIND,
  })
  if (!response.ok) {
    isOver = [404, 409, 410].includes(response.status)
    return say({ 409: 'sentSince', 410: 'closed' }[response.status] ?? 'notKept')
  }
  const kept = await response.json()
  for (const [name, value] of changed) known.set(name, value)
  nowKnown(kept.known)
  takeOver(kept.fields)
  showElsewhere(kept.elsewhere)
  if (changed.length > 0) say('kept')
}

/** Keeps what differs from what our side has. An empty keep stores nothing and learns what was kept elsewhere. */
async function keep({ evenIfSame = false } = {}) {
  clearTimeout(timer)
  if (isSending || isOver || isBusy) return
  const changed = isTouched ? [...fields()].filter(([name, value]) => known.get(name) !== value) : []
  if (changed.length === 0 && !evenIfSame) return
  isBusy = true
  await keepChanged(changed).catch(() => say('notKept'))
  isBusy = false
  // What was typed meanwhile; a failure waits for the next change.
  if (isTouched && status?.textContent === says.kept) keepSoon()
}

function keepSoon() {
  clearTimeout(timer)
  timer = setTimeout(() => void keep(), KEEP_AFTER_MS)
}

/** When 1 was last pressed, so that 0 right after it means 10. */
let oneAt = -TEN_WITHIN_MS

/**
 * The value that a key chooses in a group of numbers: its digit, or 10 for x and for 1 with 0 right after it.
 * @param {KeyboardEvent} event
 */
function numberOf({ key, timeStamp }) {
  if (key.toLowerCase() === 'x') return '10'
  const isTen = key === '0' && timeStamp - oneAt < TEN_WITHIN_MS
  oneAt = key === '1' ? timeStamp : -TEN_WITHIN_MS
  return isTen ? '10' : key
}

/**
 * In a group of numbers, and only while the focus is there, a key chooses its number.
 * @param {KeyboardEvent} event
 */
function chooseByKey(event) {
  const { target } = event
  if (event.ctrlKey || event.metaKey || event.altKey || !(target instanceof HTMLInputElement)) return
  const group = target.closest('.scale, .rating')
  if (!group || !/^[0-9x]$/i.test(event.key)) return
  const number = numberOf(event)
  const radio = [...group.querySelectorAll('input')].find(({ value }) => value === number)
  if (!radio) return
  event.preventDefault()
  radio.focus()
  radio.click()
}

/** The keys are named to screen readers, too: with the group, where there is a keyboard. */
function describeKeys() {
  const keys = form.querySelector('.keys')
  const group = keys?.closest('fieldset')
  if (!keys || !group || !matchMedia('(min-width: 40rem)').matches) return
  keys.id = 'keys'
  const before = group.getAttribute('aria-describedby')
  group.setAttribute('aria-describedby', before ? `${before} keys` : 'keys')
}

describeKeys()
form.addEventListener('input', () => {
  isTouched = true
  showProgress()
  keepSoon()
})
form.addEventListener('submit', () => {
  isSending = true
  clearTimeout(timer)
})
form.addEventListener('keydown', chooseByKey)
document.addEventListener('visibilitychange', () => void keep({ evenIfSame: document.visibilityState === 'visible' }))
// Back from another page, with everything as it was left.
addEventListener('pageshow', () => {
  isSending = false
  showProgress()
})
