// What a field offers while somebody types in it: input[data-offered], whose address asks the server. What is taken stands in
// the field; with [data-offered-sends] its form is sent too, with [data-offered-at-once] it offers before anything is typed.
// Without scripts it is typed in full, or chosen on a page.
import { answerOf, offer } from './options.js'

const attend = (field) => {
  const atOnce = 'offeredAtOnce' in field.dataset
  field.setAttribute('role', 'combobox')
  field.setAttribute('aria-expanded', 'false')
  offer(field, {
    label: field.labels[0]?.textContent.trim() ?? field.getAttribute('aria-label'),
    first: false,
    typed: () => field.value.trim() || (atOnce ? '' : null),
    ask: async (typed) => (await answerOf(`${field.dataset.offered}?q=${encodeURIComponent(typed)}`)).offered,
    take: ({ value }) => {
      field.value = value
      if ('offeredSends' in field.dataset) field.form.requestSubmit()
      else field.dispatchEvent(new Event('change', { bubbles: true }))
    },
  })
  if (atOnce) field.addEventListener('focus', () => { if (!field.value) field.dispatchEvent(new Event('input')) })
}

const attended = new WeakSet()
const attendAll = () => {
  for (const field of document.querySelectorAll('input[data-offered]')) {
    if (attended.has(field)) continue
    attended.add(field)
    attend(field)
  }
}
attendAll()
document.addEventListener('htmx:load', attendAll)
