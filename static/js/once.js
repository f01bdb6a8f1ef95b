// A form is submitted once, however often its button is pressed; the button shows that it works.
// The server is what makes a second submission harmless. Leave a form out with data-many (e.g. downloads).
const LONGEST = 20_000

const release = (form) => {
  delete form.dataset.submitted
  for (const button of form.querySelectorAll('[aria-busy]')) button.removeAttribute('aria-busy')
  for (const button of document.querySelectorAll(`[form="${CSS.escape(form.id)}"][aria-busy]`)) button.removeAttribute('aria-busy')
}

document.addEventListener('submit', (event) => {
  const form = event.target
  if (form.method !== 'post' || 'many' in form.dataset || event.defaultPrevented) return
  if ('submitted' in form.dataset) {
    event.preventDefault()
    return
  }
  form.dataset.submitted = ''
  event.submitter?.setAttribute('aria-busy', 'true')
  setTimeout(release, LONGEST, form)
})

for (const name of ['htmx:afterRequest', 'htmx:sendError']) {
  document.addEventListener(name, (event) => {
    const form = event.target.closest?.('form')
    if (form) release(form)
  })
}

// Back from the browser's cache: the page is as it was left, pressed buttons and all.
window.addEventListener('pageshow', (event) => {
  if (event.persisted) document.querySelectorAll('form[data-submitted]').forEach(release)
})

// In a text that is gone on with the caret stands behind what is there.
const first = document.querySelector('[data-autofocus]')
first?.focus()
if (first instanceof HTMLTextAreaElement) {
  first.setSelectionRange(first.value.length, first.value.length)
  first.scrollTop = first.scrollHeight
}

// Tabs that are wider than the screen begin at the one that is open.
for (const tab of document.querySelectorAll('.tabs [aria-current]')) tab.scrollIntoView({ block: 'nearest', inline: 'center' })
