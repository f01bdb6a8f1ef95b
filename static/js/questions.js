// The questions of a session are fetched again while it lasts; not while somebody writes an answer in them.
document.addEventListener('htmx:beforeRequest', (event) => {
  if (event.target.id === 'question-list' && event.target.querySelector('details[open]')) event.preventDefault()
})
