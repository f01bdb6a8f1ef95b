// A page that shows changes by itself (R9). #live names its address and the place of its last row; stream.js hears what
// changed. That is fetched as the page itself and put into its [data-live] parts: nodes that stay the same stay the very
// same, so that focus, scroll, selection and what is open are kept, and no form somebody may be typing in is touched. A
// page that shows what its reader is told (data-told) is fetched when she is told something. Without scripts, or while no
// changes arrive, the page is as it was and a line offers to reload it.
import { afterPress } from './press.js'

const NEAR = 400 // ms, at random: many tabs do not come at once; for what many hear of the event says how long
const BACK = 3_000 // the same after an absence, when all of them were cut off
const NUMBERS = 30_000 // what changed elsewhere matters only for the numbers in the rail
const PATIENCE = 4_000 // without a connection, before the line is shown
const LONGEST_PAUSE = 30_000
const OLD = 3_600_000 // a page this old is fetched again when its stream ends: its token may have ended, at 12 h

const line = document.getElementById('live')

// Putting a fresh page into this one

const keyOf = (node) => node.nodeType === 1 ? node.id || node.dataset.live || '' : ''
const alike = (one, other) => one.nodeName === other.nodeName && keyOf(one) === keyOf(other)
const written = (node) => node.nodeType === 1 && node.matches('form[data-draft], [data-live-not]')
const inUse = (node) => node.nodeType === 1 && (
  node.querySelector('details[open] form[data-draft]') !== null ||
  (node.contains(document.activeElement) && document.activeElement.matches('input, select, textarea')))
const OURS = new Set(['open', 'aria-busy', 'data-submitted'])

const copyAttributes = (old, fresh) => {
  const selected = old.classList.contains('selected')
  for (const { name } of [...old.attributes]) if (!OURS.has(name) && !fresh.hasAttribute(name)) old.removeAttribute(name)
  for (const { name, value } of fresh.attributes) {
    if (!OURS.has(name) && old.getAttribute(name) !== value) old.setAttribute(name, value)
  }
  if (selected) old.classList.add('selected')
}

const follow = (node, wanted) => {
  while (node && !alike(node, wanted)) node = node.nextSibling
  return node
}

const become = (old, fresh) => {
  if (old.isEqualNode(fresh) || written(old)) return
  if (old.nodeType !== 1) {
    old.nodeValue = fresh.nodeValue
    return
  }
  copyAttributes(old, fresh)
  let here = old.firstChild
  for (const wanted of fresh.childNodes) {
    const found = follow(here, wanted)
    if (!found) old.insertBefore(document.importNode(wanted, true), here)
    else {
      if (found === here) here = here.nextSibling
      else old.insertBefore(found, here)
      become(found, wanted)
    }
  }
  while (here) {
    const gone = here
    here = here.nextSibling
    if (!inUse(gone)) gone.remove()
  }
}

const put = (page) => {
  const focused = document.activeElement
  let changed = false
  for (const part of document.querySelectorAll('[data-live]')) {
    const fresh = page.querySelector(`[data-live="${CSS.escape(part.dataset.live)}"]`)
    if (!fresh) continue
    const before = part.textContent
    become(part, fresh)
    changed ||= before !== part.textContent
    window.htmx?.process(part)
  }
  if (document.activeElement !== focused && focused?.isConnected) focused.focus({ preventScroll: true })
  document.dispatchEvent(new CustomEvent('live:put'))
  return changed
}

// Attending

const attend = () => {
  const said = line.querySelector('[data-live-said]')
  const away = line.querySelector('[data-live-away]')
  const ofBell = 'told' in line.dataset
  let patience
  let cutOff = true // from the stream
  let failed = false // to fetch the page
  let timer, due, fetching, stale
  let fetchedAt = Date.now()

  const tellState = () => {
    const here = !cutOff && !failed
    line.dataset.state = here ? 'here' : 'away'
    if (here) {
      clearTimeout(patience)
      patience = undefined
      away.hidden = true
    } else patience ??= setTimeout(() => { away.hidden = false }, PATIENCE)
  }

  const want = (within, from = 0) => {
    if (document.hidden || fetching) {
      stale = true
      return
    }
    const at = performance.now() + from + Math.random() * within
    if (timer && due <= at) return
    clearTimeout(timer)
    due = at
    timer = setTimeout(fetchPage, at - performance.now())
  }

  const fetchPage = async () => {
    timer = undefined
    if (document.querySelector('form[data-submitted]')) return want(NEAR, 1_000) // the answer is the next page
    fetching = true
    stale = false
    try {
      const answer = await fetch(line.dataset.address, { headers: { 'X-Live': '1' }, cache: 'no-store' })
      if (!answer.ok || answer.redirected) throw new Error(answer.status)
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
      await new Promise(afterPress)
      if (put(page)) said.textContent = line.dataset.said
      Object.assign(line.dataset, page.getElementById('live')?.dataset)
      failed = false
    } catch {
      failed = true
    }
    fetching = false
    fetchedAt = Date.now()
    tellState()
    if (failed) want(NEAR, LONGEST_PAUSE)
    else if (stale) want(NEAR)
  }

  const concerns = ([number, place]) =>
    line.dataset.rows === undefined || document.getElementById(`row-${number}`) !== null ||
    !line.dataset.last || (place !== '' && place <= line.dataset.last)

  const hear = ({ changes, within }) => {
    if (changes === null || changes.some(concerns)) want(within)
    else want(NEAR, Math.max(0, fetchedAt + NUMBERS - Date.now()))
  }

  const attached = (isCutOff) => {
    cutOff = isCutOff
    tellState()
  }

  const on = (kind, act) => document.addEventListener(`stream:${kind}`, ({ detail }) => act(detail))
  if (ofBell) on('told', ({ within }) => want(within))
  else on('change', hear)
  on('here', ({ missed }) => {
    if (missed) want(BACK)
    attached(false)
  })
  on('away', () => attached(true))
  on('lost', ({ refused, within }) => {
    attached(true)
    if (ofBell ? refused.length : refused.includes(line.dataset.token)) want(within)
    else if (Date.now() - fetchedAt > OLD) want(LONGEST_PAUSE)
  })
  document.addEventListener('live:over', () => want(NEAR))
  on('seen', ({ missed }) => {
    stale ||= missed
    if (stale) want(NEAR)
  })
  tellState()
}

if (line) attend()
