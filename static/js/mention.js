// Choosing whom an @ means while writing (textarea[data-mentions], its address asks the server for names). The text stays
// plain: what is chosen is typed into it, and without scripts the name is typed by hand. Arrows walk, Enter or Tab takes,
// Escape closes; the textarea keeps the focus, as a combobox with a list does (WAI-ARIA).
const BEGUN = /(?:^|[^\w.@/+-])@([\p{L}\p{N}_.+-]*)$/u
const PAUSE = 120 // ms of typing before the server is asked

const attend = (area) => {
  const list = document.createElement('ul')
  list.className = 'mentions'
  list.id = `${area.id}-mentions`
  list.hidden = true
  list.setAttribute('role', 'listbox')
  list.setAttribute('aria-label', area.dataset.mentionsLabel)
  area.after(list)
  area.setAttribute('aria-autocomplete', 'list')
  area.setAttribute('aria-controls', list.id)

  let timer
  let asked = 0
  let chosen = -1

  const close = () => {
    clearTimeout(timer)
    asked += 1
    list.hidden = true
    list.replaceChildren()
    chosen = -1
    area.removeAttribute('aria-activedescendant')
  }

  const choose = (number) => {
    const options = [...list.children]
    chosen = (number + options.length) % options.length
    options.forEach((option, at) => option.setAttribute('aria-selected', String(at === chosen)))
    area.setAttribute('aria-activedescendant', options[chosen].id)
    options[chosen].scrollIntoView({ block: 'nearest' })
  }

  const begun = () => area.selectionStart === area.selectionEnd && BEGUN.exec(area.value.slice(0, area.selectionStart))

  const take = (option) => {
    const found = begun()
    if (found) {
      const start = area.selectionStart - found[1].length - 1
      area.setRangeText(`${option.dataset.mention} `, start, area.selectionStart, 'end')
      area.dispatchEvent(new Event('input', { bubbles: true }))
    }
    close()
    area.focus()
  }

  const optionOf = ({ mention, name, where }, at) => {
    const option = document.createElement('li')
    option.id = `${list.id}-${at}`
    option.dataset.mention = mention
    option.setAttribute('role', 'option')
    const who = document.createElement('b')
    who.textContent = name
    const more = document.createElement('span')
    more.className = 'sub'
    more.textContent = [mention, where].filter(Boolean).join(' · ')
    option.append(who, ' ', more)
    option.addEventListener('mousedown', (event) => {
      event.preventDefault()
      take(option)
    })
    return option
  }

  const ask = async (typed) => {
    const question = asked += 1
    try {
      const answer = await fetch(`${area.dataset.mentions}&q=${encodeURIComponent(typed)}`)
      if (!answer.ok || answer.redirected || question !== asked) return
      const { people } = await answer.json()
      if (question !== asked) return
      list.replaceChildren(...people.map(optionOf))
      list.hidden = people.length === 0
      if (people.length) choose(0)
    } catch {
      close() // the name is typed by hand
    }
  }

  area.addEventListener('input', () => {
    const found = begun()
    if (!found) return close()
    clearTimeout(timer)
    timer = setTimeout(() => ask(found[1]), PAUSE)
  })
  area.addEventListener('keydown', (event) => {
    if (list.hidden || event.ctrlKey || event.metaKey || event.altKey) return
    const act = {
      ArrowDown: () => choose(chosen + 1),
      ArrowUp: () => choose(chosen - 1),
      Enter: () => take(list.children[chosen]),
      Tab: () => take(list.children[chosen]),
      Escape: close,
    }[event.key]
    if (!act) return
    event.preventDefault()
    event.stopPropagation()
    act()
  })
  area.addEventListener('blur', close)
}

for (const area of document.querySelectorAll('textarea[data-mentions]')) attend(area)
