// Keeps a survey's draft as one types and redraws the page beside it; every button works without.

/** How long somebody stops typing before the draft is kept. */
const PAUSE_MS = 600

/** @typedef {{ revision: number, opened: string | null, state: string, said: string, notes: Record<string, string>, preview: string }} Kept */

const form = /** @type {HTMLFormElement | null} */ (document.querySelector('form[data-keep]'))
const frame = /** @type {HTMLIFrameElement | null} */ (document.querySelector('iframe[name=preview]'))
const status = document.querySelector('[data-kept]')

/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer
/** One request after the other, so that none overtakes another. */
let queue = Promise.resolve()
let queued = 0
let isDirty = false
let isLeaving = false

/** While something is pressed, nothing moves under the finger. @type {Promise<void>} */
let released = Promise.resolve()
let release = () => {}

function pressing() {
  release()
  released = new Promise((resolve) => {
    release = resolve
  })
}

/** The click comes after the key or the button is let go. */
const letGo = () => setTimeout(() => release(), 0)

/** @param {string} text */
function say(text) {
  if (status && status.textContent !== text) status.textContent = text
}

/** What is said about each field, beside it; what is no longer said goes. @param {Record<string, string>} notes */
function annotate(notes) {
  for (const place of document.querySelectorAll('[data-notes]')) {
    const field = place.getAttribute('data-notes') ?? ''
    const html = notes[field] ?? ''
    if (place.innerHTML !== html) place.innerHTML = html
    const isWrong = html.includes('class="fault"')
    const input = document.getElementById(field)
    if (!input?.matches('input, textarea, select')) continue
    if (isWrong) input.setAttribute('aria-invalid', 'true')
    else input.removeAttribute('aria-invalid')
    input.closest('.field')?.classList.toggle('field-wrong', isWrong)
  }
}

/** Puts `html` into the frame in place: it keeps its scroll, its styles and what was chosen in it. @param {string} html */
function draw(html) {
  const shown = frame?.contentDocument
  if (!shown?.body) return
  // A document of the frame's own making, so that the frame's policy judges its styles, not this page's.
  const fresh = shown.implementation.createHTMLDocument('')
  fresh.documentElement.innerHTML = html
  const [, language = '', direction = ''] = /<html lang="([^"]*)" dir="([^"]*)"/.exec(html) ?? []
  const chosen = [...shown.querySelectorAll('input:checked')].map((each) => /** @type {HTMLInputElement} */ (each))
  for (const { name, value } of chosen) {
    const same = `input[name="${CSS.escape(name)}"][value="${CSS.escape(value)}"]`
    fresh.querySelector(same)?.setAttribute('checked', '')
  }
  shown.documentElement.lang = language
  shown.documentElement.dir = direction
  for (const style of shown.head.querySelectorAll('style')) style.remove()
  shown.head.append(...fresh.head.querySelectorAll('style'))
  shown.body.replaceWith(shown.adoptNode(fresh.body))
}

/** Sends the form as it stands; `last` as the page goes. @param {HTMLFormElement} from */
const send = (from, last = false) =>
  fetch(from.dataset['keep'] ?? '', { method: 'POST', body: new FormData(from), keepalive: last, redirect: 'manual' })

/** @param {HTMLFormElement} from */
async function keepOnce(from) {
  isDirty = false
  const answer = await send(from).catch(() => undefined)
  if (!answer?.ok) {
    isDirty = true
    return say(
      answer
        ? 'Not kept: sign in again in another tab, then go on typing here.'
        : 'Not kept: there is no connection. It is tried again as you go on typing.',
    )
  }
  const { revision, opened, state, said, notes, preview } = /** @type {Kept} */ (await answer.json())
  // A button that waits must post the revision that this made, whatever is held back below.
  for (const [name, value] of Object.entries({ revision, opened })) {
    const field = from.elements.namedItem(name)
    if (field instanceof HTMLInputElement) field.value = String(value ?? '')
  }
  void released.then(() => {
    if (isLeaving) return
    say(said)
    const standing = document.querySelector('[data-state]')
    if (standing) standing.textContent = state
    annotate(notes)
    draw(preview)
  })
  return undefined
}

/** @param {HTMLFormElement} from */
function keep(from) {
  clearTimeout(timer)
  queued += 1
  queue = queue
    .then(() => keepOnce(from))
    .finally(() => {
      queued -= 1
    })
}

/** @param {HTMLFormElement} from @param {number} afterMs */
function keepSoon(from, afterMs) {
  isDirty = true
  clearTimeout(timer)
  timer = setTimeout(() => keep(from), afterMs)
}

/** A button waits for what is being kept, so that nobody is in their own way; a preview needs no new page. @param {SubmitEvent} event @param {HTMLFormElement} from */
function onSubmit(event, from) {
  const button = event.submitter
  if (isLeaving || button?.getAttribute('aria-disabled') === 'true') return event.preventDefault()
  if (button?.getAttribute('formtarget') === frame?.name) {
    event.preventDefault()
    return keep(from)
  }
  clearTimeout(timer)
  isLeaving = true
  if (queued === 0) return undefined
  event.preventDefault()
  return void queue.then(() => {
    isLeaving = false
    from.requestSubmit(button)
  })
}

/** The preview shows the question that is being written. @param {EventTarget | null} target */
function follow(target) {
  const question = target instanceof Element ? target.closest('[data-question]') : null
  const name = question?.getAttribute('data-question')
  const shown = name ? frame?.contentDocument?.getElementById(name) : null
  const view = frame?.contentWindow
  if (!shown || !view) return
  const box = (shown.closest('.question, .row') ?? shown).getBoundingClientRect()
  if (box.top < 0 || box.bottom > view.innerHeight) view.scrollBy({ top: box.top - view.innerHeight / 4 })
}

if (form) {
  /** @param {Event} event */
  const isOurs = ({ target }) => /** @type {HTMLInputElement} */ (target).form === form
  document.addEventListener('input', (event) => {
    if (isOurs(event)) keepSoon(form, PAUSE_MS)
  })
  document.addEventListener('change', (event) => {
    if (isOurs(event)) keepSoon(form, 0)
  })
  for (const down of ['pointerdown', 'keydown']) {
    document.addEventListener(down, ({ target }) => {
      if (target instanceof Element && target.closest('button, summary, a')) pressing()
    })
  }
  for (const up of ['pointerup', 'pointercancel', 'keyup', 'blur']) addEventListener(up, letGo)
  form.addEventListener('submit', (event) => onSubmit(event, form))
  form.addEventListener('focusin', ({ target }) => follow(target))
  addEventListener('pagehide', () => {
    if (isDirty && !isLeaving) void send(form, true)
  })
  // What was kept as the page went is newer than what a page brought back from memory says.
  addEventListener('pageshow', ({ persisted }) => {
    if (persisted) location.reload()
  })
}
