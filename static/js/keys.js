// Keys. [data-key="n"] on a button, link or radio: the key presses it. [data-focus-key="/"]: the key goes there.
// A radio that stands behind another one names it in [data-key-first]; [data-focus-after="names"] is where writing goes on.
// From a list with [data-enter-to="#next"] Enter goes there, so that the keys work again.
// J and K walk along [data-row], Enter opens the row's first link, ? shows every key, Ctrl or Cmd + Enter sends the
// form that is being written. Nothing happens while typing, and single keys can be switched off on the sheet.
const sheet = document.getElementById('keys')
const isOn = () => { try { return localStorage.getItem('keys') !== 'off' } catch { return true } }
const shown = (element) => element.checkVisibility ? element.checkVisibility() : element.offsetParent !== null
const find = (selector) => [...document.querySelectorAll(selector)].find(shown) ?? document.querySelector(selector)

const typing = (element) =>
  element.isContentEditable || element.tagName === 'TEXTAREA' || element.tagName === 'SELECT' ||
  (element.tagName === 'INPUT' && !['checkbox', 'radio', 'button', 'submit'].includes(element.type))

const labelOf = (element) => {
  if (element.dataset.keyLabel) return element.dataset.keyLabel
  const copy = element.cloneNode(true)
  copy.querySelectorAll('kbd, .count, svg').forEach((part) => part.remove())
  return copy.textContent.trim() || element.getAttribute('aria-label') || ''
}

const keyOf = (element) => element.dataset.key ?? element.dataset.focusKey

const line = (element) => {
  const row = document.createElement('div')
  const what = document.createElement('dt')
  const key = document.createElement('dd')
  const cap = document.createElement('kbd')
  what.textContent = labelOf(element)
  cap.textContent = keyOf(element).toUpperCase()
  key.append(cap)
  row.append(what, key)
  row.dataset.filled = ''
  return row
}

const open = () => {
  if (!sheet || sheet.open) return
  const list = sheet.querySelector('.keys')
  list.querySelectorAll('[data-filled]').forEach((row) => row.remove())
  const seen = new Set(['/']) // stands there already
  for (const element of document.querySelectorAll('[data-key], [data-focus-key]')) {
    if (seen.has(keyOf(element))) continue
    seen.add(keyOf(element))
    list.prepend(line(element))
  }
  const rows = document.querySelector('[data-row]') !== null
  list.querySelectorAll('[data-key-rows]').forEach((row) => { row.hidden = !rows })
  sheet.querySelector('[data-keys-on]').checked = isOn()
  sheet.showModal()
}

const rows = () => [...document.querySelectorAll('[data-row]')].filter(shown)
const walk = (step) => {
  const all = rows()
  if (!all.length) return
  const now = all.findIndex((row) => row.classList.contains('selected'))
  const next = Math.min(Math.max(now + step, 0), all.length - 1)
  all[now]?.classList.remove('selected')
  all[next].classList.add('selected')
  const link = all[next].querySelector('a[href]')
  link?.focus({ preventScroll: true })
  all[next].scrollIntoView({ block: 'nearest' })
}

// The first field of what was opened, at once or when its form has come.
const focusFirst = (opened) => {
  const field = opened.querySelector('input:not([type="hidden"]), select, textarea')
  if (field) field.focus()
  else opened.addEventListener('htmx:load', () => focusFirst(opened), { once: true })
}

const press = (element) => {
  if (element.type === 'radio') {
    const first = element.dataset.keyFirst && document.querySelector(element.dataset.keyFirst)
    for (const radio of first ? [first, element] : [element]) {
      radio.checked = true
      radio.dispatchEvent(new Event('change', { bubbles: true }))
    }
    find(`[data-focus-after~="${CSS.escape(element.name)}"]`)?.focus()
    return
  }
  element.click()
  if (element.matches('details[open] > summary')) focusFirst(element.parentElement)
}

const send = (event) => {
  const form = event.target.form
  if (!form) return
  const buttons = [...form.querySelectorAll('button:not([type="button"])')].filter(shown)
  const button = buttons.find((each) => 'submit' in each.dataset) ?? buttons.at(-1)
  event.preventDefault()
  form.requestSubmit(button)
}

document.addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && event.target.form) return send(event)
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || event.isComposing) return
  if (event.key === 'Escape' && typing(event.target)) return event.target.blur()
  if (event.key === 'Escape') for (const each of document.querySelectorAll('details.over[open]')) each.open = false
  if (event.key === 'Enter' && event.target.dataset?.enterTo) {
    event.preventDefault() // it would send the form
    return document.querySelector(event.target.dataset.enterTo)?.focus()
  }
  if (typing(event.target) || document.querySelector('dialog[open]') || !isOn()) return
  const key = event.key.toLowerCase()
  if (key === '?') open()
  else if (key === 'j') walk(1)
  else if (key === 'k') walk(-1)
  else if (!event.repeat) { // a key that is held presses once: each page that came would take the next one
    const field = find(`[data-focus-key="${CSS.escape(key)}"]`)
    const element = field ?? find(`[data-key="${CSS.escape(key)}"]`)
    if (!element) return
    if (field) { field.focus(); field.select?.() } else press(element)
  }
  event.preventDefault()
})

document.addEventListener('click', (event) => {
  if (event.target.closest?.('[data-keys-open]')) {
    document.querySelector('.rail:popover-open')?.hidePopover()
    open()
  }
  if (event.target === sheet) sheet.close()
})
sheet?.querySelector('[data-keys-on]').addEventListener('change', (event) => {
  try { localStorage.setItem('keys', event.target.checked ? 'on' : 'off') } catch { /* then it lasts for this page */ }
})
