// The bell stays true on an open page: when its reader is told something, or has read it elsewhere, it is fetched again,
// and heard where there is more. The title of the page says no number: a tab nobody sees hears nothing, and its title is
// what is looked at then. Without scripts the number is that of the moment at which the page was read.
const NEAR = 400 // ms, at random: many tabs do not come at once; for what many are told the event says how long
const OLD = 3_600_000 // a page this old fetches its token again when its stream ends

const bell = document.getElementById('bell')

const numberOf = (node) => parseInt(node.querySelector('.bell-count')?.textContent ?? '0')

const attend = () => {
  let timer, fetching, again
  let fetchedAt = Date.now()

  const put = (fresh) => {
    const [link, freshLink] = [bell, fresh].map((each) => each.querySelector('a'))
    const more = numberOf(fresh) > numberOf(bell)
    link.setAttribute('aria-label', freshLink.getAttribute('aria-label'))
    link.replaceChildren(...freshLink.childNodes)
    Object.assign(bell.dataset, fresh.dataset)
    bell.querySelector('[role=status]').textContent = more ? link.getAttribute('aria-label') : ''
  }

  const fetchBell = async () => {
    timer = undefined
    fetching = true
    again = false
    try {
      const answer = await fetch(bell.dataset.address, { headers: { 'X-Live': '1' }, cache: 'no-store' })
      const fresh = answer.ok && !answer.redirected &&
        new DOMParser().parseFromString(await answer.text(), 'text/html').getElementById('bell')
      if (fresh) put(fresh)
    } catch {
      // the next event or the next page brings the number
    }
    fetching = false
    fetchedAt = Date.now()
    if (again) want(NEAR)
  }

  const want = (within) => {
    if (fetching) again = true
    else timer ??= setTimeout(fetchBell, Math.random() * within)
  }

  document.addEventListener('stream:told', ({ detail }) => want(detail.within))
  document.addEventListener('stream:here', ({ detail }) => { if (detail.missed) want(NEAR) })
  document.addEventListener('stream:seen', ({ detail }) => { if (detail.missed) want(NEAR) })
  document.addEventListener('stream:lost', ({ detail }) => {
    if (detail.refused.includes(bell.dataset.token)) want(detail.within)
    else if (Date.now() - fetchedAt > OLD) want(NEAR)
  })
  addEventListener('pageshow', (event) => { if (event.persisted) want(NEAR) })
}

if (bell?.dataset.token) attend()
