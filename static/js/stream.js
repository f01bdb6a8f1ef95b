// The one stream of events of a page. Each element with [data-url][data-token] names a topic that the page may hear of:
// #live the page itself (live.js), #bell what its reader is told (bell.js). Who wants to know listens on the document:
// stream:change and stream:told with what was sent, stream:present with the names of who else reads the page, stream:here
// (missed: whether it may have missed something since it was read), stream:away, stream:lost (refused: the tokens that
// were, fetch others within so many ms), and stream:seen when the tab is looked at again (missed: the same). A tab nobody
// sees closes its stream: a browser opens six connections to a host.
const SILENCE = 40_000 // the stream beats every 15 s
const HIDDEN = 5_000
const LONGEST_PAUSE = 30_000
const BACK = 3_000 // at random: all pages may have been refused together
const LONGEST_BACK = 3_600_000 // and it may not be the tokens

let stream, silence, again, leaving
let pause = 1_000
let within = BACK
let brought = [] // the tokens of the stream
let refused = []

const topics = () => [...document.querySelectorAll('[data-url][data-token]')]
const isRefused = () => stream?.readyState === EventSource.CLOSED // by its answer; what is cut off goes on trying
const tell = (kind, detail) => document.dispatchEvent(new CustomEvent(`stream:${kind}`, { detail }))

const close = () => {
  for (const each of [silence, again, leaving]) clearTimeout(each)
  stream?.close()
  stream = undefined
}

const lost = () => {
  const isAgain = `${brought}` === `${refused}`
  refused = isRefused() ? brought : []
  close()
  tell('lost', { refused, within })
  if (refused.length && !isAgain) {
    pause = 1_000
    within = Math.min(within * 2, LONGEST_BACK)
  }
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
  brought = named.map((each) => each.dataset.token)
  const tokens = brought.map((each) => `token=${encodeURIComponent(each)}`)
  stream = new EventSource(`${named[0].dataset.url}?${tokens.join('&')}`)
  alive()
  const on = (kind, act) => stream.addEventListener(kind, (event) => { alive(); act(event) })
  on('beat', () => {})
  on('change', (event) => tell('change', JSON.parse(event.data)))
  on('present', (event) => tell('present', JSON.parse(event.data)))
  on('told', (event) => tell('told', { within: Number(event.data) }))
  on('here', (event) => {
    pause = 1_000
    within = BACK
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
