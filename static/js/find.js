// What the search field offers while somebody types: titles that begin like it. Enter without a choice searches as ever.
import { answerOf, offer } from './options.js'

const SHORTEST = 3

for (const field of document.querySelectorAll('.find input[data-suggestions]')) {
  field.setAttribute('role', 'combobox')
  field.setAttribute('aria-expanded', 'false')
  field.autocomplete = 'off'
  offer(field, {
    label: field.getAttribute('aria-label'),
    first: false,
    typed: () => (field.value.trim().length < SHORTEST ? null : field.value.trim()),
    ask: async (typed) => (await answerOf(`${field.dataset.suggestions}?q=${encodeURIComponent(typed)}`)).suggestions,
    take: ({ address }) => { location.href = address },
  })
}
