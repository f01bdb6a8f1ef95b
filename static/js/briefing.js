// A recorded briefing: times lead to their second without another page, the page's address names it (#t=65), and where
// its watcher stopped is remembered.
// Without scripts a time is a link to the page that begins there, and nothing is remembered.
const EACH = 10_000 // ms between two positions that are sent while it plays
const video = document.getElementById('video')

const remember = () => {
  if (!video.dataset.position || !video.currentTime) return
  const body = new FormData(document.getElementById('position'))
  body.set('second', String(Math.floor(video.ended ? video.duration : video.currentTime)))
  fetch(video.dataset.position, { method: 'POST', body, keepalive: true }).catch(() => {}) // sent again with the next
}

const named = () => {
  const found = /^#t=(\d+)/.exec(location.hash)
  return found && Number(found[1])
}

const goTo = (second) => {
  video.currentTime = second
  video.focus()
  video.play().catch(() => {}) // a browser may want a press of its own
}

const markChapter = () => {
  const times = [...document.querySelectorAll('.chapters [data-second]')]
  const current = times.findLast((each) => Number(each.dataset.second) <= video.currentTime)
  for (const each of times) {
    if (each === current) each.setAttribute('aria-current', 'true')
    else each.removeAttribute('aria-current')
  }
}

const attend = () => {
  let sentAt = 0
  if (named() !== null) {
    video.currentTime = named()
    document.getElementById('goes-on')?.remove()
  }
  addEventListener('hashchange', () => {
    if (named() !== null) goTo(named())
  })
  document.addEventListener('click', (event) => {
    const time = event.target.closest('[data-second]')
    if (!time || event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    history.replaceState(null, '', `#t=${time.dataset.second}`)
    goTo(Number(time.dataset.second))
  })
  video.addEventListener('timeupdate', () => {
    markChapter()
    if (video.paused || Date.now() - sentAt < EACH) return
    sentAt = Date.now()
    remember()
  })
  for (const kind of ['pause', 'ended']) video.addEventListener(kind, remember)
  addEventListener('pagehide', remember)
}

if (video) attend()
