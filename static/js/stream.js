// The one stream of events of a page. Each element with [data-url][data-token] names a topic that the page may hear of:
// #live the page itself (live.js), #bell what its reader is told (bell.js). Who wants to know listens on the document:
// stream:change and stream:told with what was sent, stream:here (missed: whether it may have missed something since it
// was read), stream:away, stream:lost, and stream:seen when the tab is looked at again (missed: the same). A tab nobody
// sees closes its stream: a browser opens six connections to a host.
const SILENCE = 40_000 // the stream beats every 15 s
const HIDDEN = 5_000
const LONGEST_PAUSE = 30_000

let stream, silence, again, leaving
let pause = 1_000

const topics = () => [...document.querySelectorAll('[data-url][data-token]')]
const tell = (kind, detail) => document.dispatchEvent(new CustomEvent(`stream:${kind}`, { detail }))

const close = () => {
  for (const each of [silence, again, leaving]) clearTimeout(each)
  stream?.close()
  stream = undefined
}

const lost = () => {
  close()
  tell('lost')
  again = setTimeout(listen, pause * (0.5 + Math.random()))
  pause = Math.min(pause * 2, LONGEST_PAUSE)
}

const alive = () => {
  clearTimeout(silence)
  silence = setTimeout(lost, SILENCE)
}

const listen = () => {
  close()
  if (document.hidden) return
  const named = topics()
  const tokens = named.map((each) => `token=${encodeURIComponent(each.dataset.token)}`)
  stream = new EventSource(`${named[0].dataset.url}?${tokens.join('&')}`)
  alive()
  const on = (kind, act) => stream.addEventListener(kind, (event) => { alive(); act(event) })
  on('beat', () => {})
  on('change', (event) => tell('change', JSON.parse(event.data)))
  on('told', (event) => tell('told', { readers: Number(event.data) }))
  on('here', (event) => {
    pause = 1_000
    tell('here', { missed: event.data === '1' })
  })
  on('away', () => tell('away'))
  stream.addEventListener('error', lost)
}

if (topics().length) {
  document.addEventListener('visibilitychange', () => {
    clearTimeout(leaving)
    if (document.hidden) {
      leaving = setTimeout(close, HIDDEN)
      return
    }
    const missed = !stream
    if (missed) listen()
    tell('seen', { missed })
  })
  addEventListener('pagehide', close)
  addEventListener('pageshow', (event) => { if (event.persisted) listen() })
  listen()
}
