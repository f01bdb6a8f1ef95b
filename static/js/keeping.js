// The pages a person read last, readable without a network (R5). The server says with each answer whose it is and
// whether it may be kept (xtreme/offline.py). Kept pages belong to one reader: an answer to somebody else or to nobody
// makes them forgotten, and so does signing out. A part of the service worker (sw.js); no page loads it.
const PAGES = 30
const BYTES = 4_000_000
const LONGEST = 14 * 86_400_000 // as long as a session
const DAY = 86_400_000
const OFFLINE = '/offline/'
const SIGN_OUT = '/accounts/logout/'
const GONE = [403, 404, 410] // what she may not read any more is not kept for her either
const FILES = /\/files\/\d/ // the browser fetches them without us: they may be large, and are never kept
const LOOSELY = { ignoreVary: true } // what an answer varies by, we have seen to

let reader // of the last answer: null for nobody, undefined while we have heard none
let changes = 0 // of the reader: what was asked for before the last one is not kept
let turn = Promise.resolve()
const inTurn = (act) => (turn = turn.then(act).catch(() => {})) // a full disk keeps nobody from reading

const placeOf = (whose) => `pages:${whose}`
const places = async () => (await caches.keys()).filter((name) => name.startsWith('pages:'))
const forgetAllBut = (whose) => inTurn(async () => {
  for (const name of await places()) if (name !== placeOf(whose)) await caches.delete(name)
})

const prune = async (pages) => {
  let count = 0
  let bytes = 0
  for (const request of (await pages.keys()).reverse()) {
    count += 1
    bytes += Number((await pages.match(request, LOOSELY)).headers.get('Kept-Bytes'))
    if (count > PAGES || bytes > BYTES) await pages.delete(request, LOOSELY)
  }
}

const stamped = async (response) => {
  const body = await response.arrayBuffer()
  const headers = new Headers(response.headers)
  for (const name of ['Content-Encoding', 'Content-Length']) headers.delete(name)
  headers.set('Kept-At', Date.now())
  headers.set('Kept-Bytes', body.byteLength)
  return new Response(body, { headers })
}
const keptAt = (response) => Number(response.headers.get('Kept-At'))

// The page for what is not kept names nobody: it is fetched as a stranger, in the reader's language.
const keepOfflinePage = async (language) => {
  const parts = await caches.open('static')
  const old = await parts.match(OFFLINE, LOOSELY)
  if (old?.headers.get('Content-Language') === language && Date.now() - keptAt(old) < DAY) return
  const fresh = await fetch(OFFLINE, { credentials: 'omit', headers: { 'Accept-Language': language } })
  if (fresh.ok) await parts.put(OFFLINE, await stamped(fresh))
}

const keep = async (response, address, whose) => {
  const copy = await stamped(response)
  const pages = await caches.open(placeOf(whose))
  await pages.delete(address, LOOSELY) // the last one read is the last one in order
  await pages.put(address, copy)
  await prune(pages)
  await keepOfflinePage(response.headers.get('Content-Language'))
}

const forget = async (address, whose) => (await caches.open(placeOf(whose))).delete(address, LOOSELY)

// What an answer says of its reader; `asked` is `changes` at the time of asking.
const heed = async (response, address, asked) => {
  if (response.type !== 'basic' || response.status >= 500) return // a redirect, a proxy whose server is away
  const whose = response.headers.get('Offline-Reader')
  if (reader && whose !== reader) changes += 1
  reader = whose
  const copy = whose && asked === changes && response.headers.has('Offline-Keep') ? response.clone() : null
  forgetAllBut(whose)
  const gone = whose && GONE.includes(response.status)
  await inTurn(() => gone ? forget(address, whose) : copy && asked === changes && keep(copy, address, whose))
}

const marked = async (response) => {
  const page = (await response.text()).replace('<html ', `<html data-kept="${keptAt(response)}" `)
  return new Response(page, { headers: response.headers })
}

const keptPage = async (address) => {
  for (const name of await places()) {
    const found = await (await caches.open(name)).match(address, LOOSELY)
    if (found && Date.now() - keptAt(found) < LONGEST) return marked(found)
  }
}

const kept = async (address) => (await caches.match(address, LOOSELY)) ?? Response.error()

// No navigation preload: it would ask twice for the files that we leave to the browser.
const answerPage = async (event) => {
  const asked = changes
  const { url } = event.request
  try {
    const response = await fetch(event.request)
    event.waitUntil(heed(response, url, asked))
    return response
  } catch {
    return (await keptPage(url)) ?? kept(OFFLINE)
  }
}

const answerSignOut = async (request) => {
  changes += 1
  reader = null
  await forgetAllBut(null)
  return fetch(request).catch(() => Response.redirect(`${OFFLINE}?sign-out`, 303))
}

// The line goes while something is sent: whether it arrived nobody knows. What was typed is kept (draft.js), and the same
// sent again is done once.
const sendPage = (request) => fetch(request).catch(() => {
  const { pathname, search } = new URL(request.referrer || '/', self.location.origin)
  return Response.redirect(`${OFFLINE}?${new URLSearchParams({ unsent: pathname + search })}`, 303)
})

// A part of a page, or the page asked for again: only a session that has ended matters.
const answerPart = async (event) => {
  const response = await fetch(event.request)
  if (response.redirected || response.status === 401) event.waitUntil(heed(response, event.request.url, changes))
  return response
}

self.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  const read = request.method === 'GET'
  if (origin !== self.location.origin) return
  if (pathname.startsWith('/static/')) {
    event.respondWith(fetch(request).catch(() => kept(request.url)))
  } else if (request.mode === 'navigate') {
    if (pathname === SIGN_OUT && !read) event.respondWith(answerSignOut(request))
    else if (!read) event.respondWith(sendPage(request))
    else if (!FILES.test(pathname)) event.respondWith(answerPage(event))
  } else if (read && request.destination === '' && request.headers.get('Accept') !== 'text/event-stream') {
    event.respondWith(answerPart(event))
  }
})

// The first pages were read before there was a service worker. X-Live leaves them the messages they are to show.
const keepOpenPages = async () => {
  for (const { url } of await self.clients.matchAll({ type: 'window' })) {
    if (FILES.test(url)) continue
    await fetch(url, { headers: { 'X-Live': '1' } }).then((page) => heed(page, url, changes)).catch(() => {})
  }
}
