// The service worker: shows what is pushed to this device, and opens what it leads to; what it keeps of pages to read
// without a network is keeping.js's to say.
importScripts('{% static "js/keeping.js" %}')

const shown = (event) => {
  try {
    return event.data.json()
  } catch {
    return {}
  }
}

self.addEventListener('install', () => self.skipWaiting())
// Open pages are kept beside it: what is pushed and where a page leads to waits until this is over.
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim().then(() => { keepOpenPages() })))

self.addEventListener('push', (event) => {
  const { title = 'Xtreme Support', body = '', url = '/notifications/', tag, lang, urgent = false } = shown(event)
  event.waitUntil(self.registration.showNotification(title, {
    body,
    tag,
    lang,
    icon: '{% static "img/icon-192.png" %}',
    badge: '{% static "img/badge-96.png" %}',
    requireInteraction: urgent,
    data: { url },
  }))
})

self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  const target = new URL(event.notification.data?.url ?? '/notifications/', self.location.origin)
  if (target.origin !== self.location.origin) return
  event.waitUntil((async () => {
    const pages = await self.clients.matchAll({ type: 'window' })
    const open = pages.find((page) => new URL(page.url).origin === target.origin && page.visibilityState === 'visible')
    if (open) {
      await open.focus()
      await open.navigate(target.href)
    } else {
      await self.clients.openWindow(target.href)
    }
  })())
})
