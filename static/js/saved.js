// Putting a saved reply into the text that is being written: [data-saved-reply] opens the list, whose field offers titles;
// what is taken stands at the cursor, behind a text as a paragraph of its own, with what it says of the time after, and is
// sent by nobody but the writer.
import { answerOf, offer } from './options.js'

const dialog = document.getElementById('saved-replies')
const field = dialog?.querySelector('input')
let form // of the text that is being written

const say = (name) => dialog.querySelectorAll('[data-said]').forEach((each) => { each.hidden = each.dataset.said !== name })

const ask = async (typed) => {
  try {
    const { replies } = await answerOf(`${dialog.dataset.offered}?q=${encodeURIComponent(typed)}`)
    say(replies.length ? '' : 'none')
    return replies
  } catch (error) {
    say('failed')
    throw error
  }
}

const insert = ({ text, after }) => {
  dialog.close()
  const radio = after && form.querySelector(`[name="after"][value="${CSS.escape(after)}"]`)
  if (radio) {
    radio.checked = true
    radio.dispatchEvent(new Event('change', { bubbles: true }))
  }
  const area = form.elements.body
  const goesOn = area.selectionEnd === area.value.length && area.value.trim() !== '' && text.includes('\n')
  const apart = goesOn ? '\n'.repeat(2 - /\n{0,2}$/.exec(area.value)[0].length) : ''
  area.setRangeText(apart + text, area.selectionEnd, area.selectionEnd, 'end')
  area.dispatchEvent(new Event('input', { bubbles: true }))
  area.focus()
}

if (dialog) {
  offer(field, { label: field.dataset.label, first: true, waits: true, typed: () => field.value.trim(), ask, take: insert })
  field.addEventListener('focus', () => field.dispatchEvent(new Event('input')))
  dialog.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return
    event.preventDefault()
    event.stopPropagation() // the list alone would close
    dialog.close()
  }, true)
  for (const button of document.querySelectorAll('[data-saved-reply]')) {
    button.addEventListener('click', (event) => {
      event.preventDefault()
      form = button.form
      field.value = ''
      say('')
      dialog.showModal()
      field.focus()
    })
  }
}
