// A list of options under a field that keeps the focus, as a combobox has it (WAI-ARIA): arrows walk, Enter takes, Escape
// closes. `ask(typed)` gives the options, each with `name` and `more`; `typed()` what to ask for, or null for nothing;
// `take(option)` acts on the one taken; `first`: whether the first one is chosen by itself, which Tab takes too. `waits`: Enter
// before the answer is there takes the first one of the answer, not of what was offered before. So does Enter where the first
// one of what was offered before is chosen by itself; one that somebody walked to stays chosen where the answer offers it too.
import { afterPress } from './press.js'

const PAUSE = 120 // ms of typing before somebody is asked

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other)

let lists = 0

export const offer = (field, { label, typed, ask, take, first, waits }) => {
  const list = document.createElement('ul')
  list.className = 'offered'
  list.id = `offered-${lists += 1}`
  list.hidden = true
  list.setAttribute('role', 'listbox')
  list.setAttribute('aria-label', label)
  field.after(list)
  field.setAttribute('aria-autocomplete', 'list')
  field.setAttribute('aria-controls', list.id)

  let timer
  let asked = 0
  let awaited = false // something was typed, and its answer is not there
  let taking = false // Enter was pressed meanwhile
  let chosen = -1
  let walked = false // to the one chosen, since something was typed
  let options = []

  const close = () => {
    clearTimeout(timer)
    asked += 1
    awaited = taking = walked = false
    list.hidden = true
    list.replaceChildren()
    options = []
    chosen = -1
    field.removeAttribute('aria-activedescendant')
    if (field.role === 'combobox') field.setAttribute('aria-expanded', 'false')
  }

  const choose = (number) => {
    chosen = (number + options.length) % options.length
    const rows = [...list.children]
    rows.forEach((row, at) => row.setAttribute('aria-selected', String(at === chosen)))
    field.setAttribute('aria-activedescendant', rows[chosen].id)
    rows[chosen].scrollIntoView({ block: 'nearest' })
  }

  const walk = (number) => {
    walked = true
    choose(number)
  }

  const taken = (option) => {
    close()
    take(option)
  }

  const rowOf = (option, at) => {
    const row = document.createElement('li')
    row.id = `${list.id}-${at}`
    row.setAttribute('role', 'option')
    row.setAttribute('aria-selected', 'false')
    if (option.language) row.lang = option.language
    const name = document.createElement('b')
    name.textContent = option.name
    const more = document.createElement('span')
    more.className = 'sub'
    more.textContent = option.more
    row.append(name, ' ', more)
    row.addEventListener('mousedown', (event) => {
      event.preventDefault()
      taken(option)
    })
    return row
  }

  const show = async (words) => {
    const question = asked += 1
    try {
      const found = await ask(words)
      if (question !== asked) return
      const again = walked ? found.findIndex((each) => same(each, options[chosen])) : -1
      options = found
      list.replaceChildren(...options.map(rowOf))
      list.hidden = options.length === 0
      if (field.role === 'combobox') field.setAttribute('aria-expanded', String(!list.hidden))
      chosen = -1
      field.removeAttribute('aria-activedescendant')
      if (again >= 0) choose(again)
      else if (first && options.length) choose(0)
      const takes = taking && chosen >= 0
      awaited = taking = false
      if (takes) taken(options[chosen])
    } catch {
      close() // what is meant is typed by hand
    }
  }

  field.addEventListener('input', () => {
    const words = typed()
    if (words === null) return close()
    clearTimeout(timer)
    awaited = true
    taking = walked = false
    timer = setTimeout(() => show(words), PAUSE)
  })
  field.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const isChosenBefore = first && chosen >= 0 && !walked
    if (awaited && (event.key === 'Enter' ? waits || isChosenBefore : event.key === 'Tab' && isChosenBefore)) {
      taking = true
      return event.preventDefault()
    }
    if (list.hidden) return
    const act = {
      ArrowDown: () => walk(chosen + 1),
      ArrowUp: () => walk(chosen < 0 ? options.length - 1 : chosen - 1),
      Enter: chosen < 0 ? null : () => taken(options[chosen]),
      Tab: first ? () => taken(options[chosen]) : null,
      Escape: close,
    }[event.key]
    if (!act) return
    event.preventDefault()
    event.stopPropagation()
    act()
  })
  field.addEventListener('blur', () => afterPress(() => { if (document.activeElement !== field) close() }))
}

// What a page of ours answers as JSON; fails where it answers anything else.
export const answerOf = async (address) => {
  const answer = await fetch(address)
  if (!answer.ok || answer.redirected) throw new Error(address)
  return answer.json()
}
