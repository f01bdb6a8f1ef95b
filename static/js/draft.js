// What is typed into form[data-draft="name"] is kept in this browser until it was sent: it survives an error, a lost
// session and a closed tab. [data-draft-done="name"] on a page says that it arrived. Kept per person; files, passwords
// and hidden fields are not kept, but for the `submission` of a form that was sent: where the line went before its answer
// came it may have arrived, and what is sent again is the same once more.
import { tellMoment } from './moment.js'

const DAYS = 30
const LATENCY = 400
const user = document.documentElement.dataset.user || '-'
const place = (name) => `draft:${user}:${name}`

const read = (name) => {
  try { return JSON.parse(localStorage.getItem(place(name))) } catch { return null }
}
const write = (name, kept) => {
  try {
    localStorage.setItem(place(name), JSON.stringify({ at: Date.now(), ...kept }))
    return true
  } catch { return false }
}
const forget = (name) => { try { localStorage.removeItem(place(name)) } catch { /* nothing was kept */ } }

const SKIPPED = new Set(['hidden', 'password', 'file', 'submit', 'button', 'reset', 'image'])
const hasFiles = (form) => [...form.elements].some((field) => field.files?.length)
const fieldsOf = (form) => [...form.elements].filter((field) => field.name && field.type && !SKIPPED.has(field.type))
const chosen = (field) => field.type === 'checkbox' || field.type === 'radio'
const valueOf = (field) => chosen(field) ? field.checked : field.value
const initialOf = (field) => {
  if (chosen(field)) return field.defaultChecked
  if (field.tagName !== 'SELECT') return field.defaultValue
  return ([...field.options].find((option) => option.defaultSelected) ?? field.options[0])?.value ?? ''
}
const idOf = (field) => chosen(field) ? `${field.name}=${field.value}` : field.name

const collect = (form) => {
  const fields = {}
  for (const field of fieldsOf(form)) if (valueOf(field) !== initialOf(field)) fields[idOf(field)] = valueOf(field)
  return fields
}

const put = (field, value) => {
  if (chosen(field)) field.checked = value
  else field.value = value
  field.dispatchEvent(new Event('change', { bubbles: true }))
}

const sent = new WeakSet() // forms whose submission may have arrived

const restore = (form, fields) => {
  let restored = false
  for (const field of fieldsOf(form)) {
    const value = fields[idOf(field)]
    if (value === undefined || value === valueOf(field)) continue
    put(field, value)
    restored = true
  }
  return restored
}

const discard = (form, notice, submission) => {
  forget(form.dataset.draft)
  for (const field of fieldsOf(form)) put(field, initialOf(field))
  if (submission) form.elements.submission.value = submission
  sent.delete(form)
  notice.remove()
}

const sendsAgain = (form, submission) => {
  if (!submission || !form.elements.submission) return
  form.elements.submission.value = submission
  sent.add(form)
}

const tell = (form, { at, files }, submission) => {
  const template = document.getElementById('draft-notice')
  if (!template) return
  const notice = template.content.firstElementChild.cloneNode(true)
  tellMoment(notice.querySelector('time'), at)
  notice.querySelector('[data-files]').hidden = !files
  notice.querySelector('button').addEventListener('click', () => discard(form, notice, submission))
  form.prepend(notice) // beside other columns it would be one of its own
}

const keep = (form) => {
  const fields = collect(form)
  const submission = sent.has(form) ? form.elements.submission?.value : undefined
  if (Object.keys(fields).length) write(form.dataset.draft, { fields, submission, files: hasFiles(form) })
  else forget(form.dataset.draft)
}

const watch = (form) => {
  let timer
  form.addEventListener('input', () => {
    clearTimeout(timer)
    timer = setTimeout(keep, LATENCY, form)
  })
  form.addEventListener('submit', () => {
    sent.add(form)
    keep(form)
  })
  window.addEventListener('pagehide', () => { if (timer) keep(form) })
}

for (const done of document.querySelectorAll('[data-draft-done]')) forget(done.dataset.draftDone)

const watched = new WeakSet()
const watchAll = () => {
  for (const form of document.querySelectorAll('form[data-draft]')) {
    if (watched.has(form)) continue
    watched.add(form)
    const kept = read(form.dataset.draft)
    const fresh = kept && Date.now() - kept.at < DAYS * 86_400_000
    // A form that came back with errors already holds what was typed.
    if (fresh && !('draftBound' in form.dataset)) {
      if (restore(form, kept.fields)) tell(form, kept, form.elements.submission?.value)
      sendsAgain(form, kept.submission)
    }
    watch(form)
  }
}
watchAll()
for (const brought of ['live:put', 'htmx:load']) document.addEventListener(brought, watchAll)
