// What a browser with JavaScript adds to a survey; the page is whole without it.

const TEN_WITHIN_MS = 1500

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

document.addEventListener('keydown', chooseByKey)
