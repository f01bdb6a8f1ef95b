// Without a network a page of the portal says as of when it is and sends nothing; what is typed is kept as ever
// (draft.js). The service worker keeps the pages (keeping.js), a page what it is made of. On the page for what is not
// kept, #kept lists what is.
import { tellMoment } from './moment.js'

const root = document.documentElement
const SIGN_OUT = '/accounts/logout/'
const MOST_PARTS = 150 // of some releases of ours
const ASK_AGAIN = 2_000 // ms
const isStatic = (address) => new URL(address).pathname.startsWith('/static/') && address.startsWith(location.origin)

const keepParts = async () => {
  const parts = await caches.open('static')
  const had = new Set((await parts.keys()).map(({ url }) => url))
  const brought = performance.getEntriesByType('resource').map(({ name }) => name)
  const missing = [...new Set(brought)].filter((address) => isStatic(address) && !had.has(address))
  await Promise.all(missing.map((address) => parts.add(address)))
  await Promise.all([...had].slice(0, Math.max(0, had.size + missing.length - MOST_PARTS)).map((url) => parts.delete(url)))
}

// Saying that nothing can be sent

let bar
const stopped = new Set()

const stop = () => {
  for (const form of document.querySelectorAll('form[method=post]')) {
    if (new URL(form.action).pathname === SIGN_OUT) continue // forgets what is kept here, network or not
    for (const button of form.elements) {
      if (button.type !== 'submit' || button.disabled) continue
      button.disabled = true
      stopped.add(button)
    }
  }
}

const say = (at) => {
  const template = document.getElementById('offline-notice')
  if (bar || !template) return
  bar = template.content.firstElementChild.cloneNode(true)
  tellMoment(bar.querySelector('time'), at)
  bar.querySelector('button').addEventListener('click', () => location.reload())
  document.querySelector('.skip').after(bar)
  stop()
}

const goOn = () => {
  bar?.remove()
  bar = undefined
  for (const button of stopped) button.disabled = false
  stopped.clear()
}

// What was typed comes back with the page (draft.js). A browser says that it is online before anything answers, and
// where nothing does: the page asks until the server answers, or the line goes again.
const comeAnew = async () => {
  const { ok } = await fetch('/health/live').catch(() => ({}))
  if (ok) location.reload()
  else if (navigator.onLine) setTimeout(comeAnew, ASK_AGAIN)
}

document.addEventListener('submit', (event) => {
  const { method, action } = event.target
  if (!bar || method !== 'post' || new URL(action).pathname === SIGN_OUT) return
  event.preventDefault()
  event.stopImmediatePropagation()
}, true)

// What is kept here

const titleOf = (page) => new DOMParser().parseFromString(page, 'text/html').title.replace(/ · Xtreme Support$/, '')

const keptPages = async () => {
  const found = []
  for (const name of (await caches.keys()).filter((each) => each.startsWith('pages:'))) {
    const pages = await caches.open(name)
    for (const { url } of (await pages.keys()).reverse()) {
      const page = await pages.match(url, { ignoreVary: true })
      found.push({ url, at: Number(page.headers.get('Kept-At')), title: titleOf(await page.text()) })
    }
  }
  return found
}

const list = async (place) => {
  for (const { url, at, title } of await keptPages()) {
    const row = place.querySelector('template').content.firstElementChild.cloneNode(true)
    Object.assign(row.querySelector('a'), { href: url, textContent: title })
    tellMoment(row.querySelector('time'), at)
    place.append(row)
  }
  const unsent = new URLSearchParams(location.search).get('unsent')
  const said = location.search === '?sign-out' ? 'sign-out' : unsent ? 'unsent' : place.querySelector('li') ? 'some' : 'none'
  if (unsent?.startsWith('/')) document.getElementById('back').href = location.origin + unsent
  for (const each of document.querySelectorAll('[data-offline]')) each.hidden = each.dataset.offline !== said
}

const place = document.getElementById('kept')
if (!('serviceWorker' in navigator && 'caches' in window)) {
  // Not over plain HTTP, nor in every private window: the portal is what it is without us.
} else if (place) {
  list(place)
  document.getElementById('again').addEventListener('click', () => location.reload())
} else {
  if (root.dataset.kept) {
    say(Number(root.dataset.kept))
    addEventListener('online', comeAnew)
    if (navigator.onLine) setTimeout(comeAnew, ASK_AGAIN) // it is the server that does not answer
  } else {
    if (!navigator.onLine) say(performance.timeOrigin)
    addEventListener('offline', () => say(performance.timeOrigin))
    addEventListener('online', goOn)
    navigator.serviceWorker.register('/sw.js').catch(() => {})
    addEventListener('load', () => setTimeout(() => keepParts().catch(() => {}), 500))
  }
}
