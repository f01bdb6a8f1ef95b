// "Show on this device": asks the person, then the browser for an address at its push service, and sends both with the
// form. Where the browser cannot do it, or she has said no, the page says what to do instead.
const form = document.getElementById('add-device')
const said = (name) => {
  for (const each of document.querySelectorAll('[data-device]')) each.hidden = each.dataset.device !== name
}

const key = (text) => {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(binary, (sign) => sign.charCodeAt(0))
}

const subscribe = async () => {
  const worker = await navigator.serviceWorker.register('/sw.js')
  await navigator.serviceWorker.ready
  const old = await worker.pushManager.getSubscription()
  if (old) await old.unsubscribe() // it may be of a key that is no more
  return worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key(form.dataset.pushKey) })
}

const add = async () => {
  if (await Notification.requestPermission() !== 'granted') return said('denied')
  const { endpoint, keys } = (await subscribe()).toJSON()
  Object.assign(form.elements.endpoint, { value: endpoint })
  Object.assign(form.elements.p256dh, { value: keys.p256dh })
  Object.assign(form.elements.auth, { value: keys.auth })
  form.submit()
}

const begin = () => {
  if (!('serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window)) return said('unable')
  if (Notification.permission === 'denied') return said('denied')
  said('able')
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    const button = form.querySelector('button')
    button.setAttribute('aria-busy', 'true')
    add().catch(() => said('failed')).finally(() => button.removeAttribute('aria-busy'))
  })
}

// Stopped here, the browser forgets its address as well.
document.querySelector('form[data-this-device]')?.addEventListener('submit', async () => {
  const worker = await navigator.serviceWorker?.getRegistration('/')
  await (await worker?.pushManager.getSubscription())?.unsubscribe()
})

if (form) begin()
