// Files to be sent along can also be pasted into the text (a screenshot, a log too long for it) or dragged onto the page;
// what was chosen is listed and can be taken out again. [data-attached] stands beside input[type=file][multiple] and brings the words.
// Without scripts files are chosen, and what is chosen anew takes the place of what was.
const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] // of 1,024 each, as the pages say it
const language = { en: 'en-GB' }[document.documentElement.lang] ?? document.documentElement.lang
const places = [...document.querySelectorAll('[data-attached]')]
const inputOf = (place) => place.closest('form').querySelector('input[type=file][multiple]')
const shown = (place) => place.closest('form').checkVisibility()
const same = (one, other) => one.name === other.name && one.size === other.size && one.lastModified === other.lastModified

const bytes = (size) => {
  const power = Math.min(Math.floor(Math.log2(Math.max(size, 1)) / 10), UNITS.length - 1)
  const style = { style: 'unit', unit: UNITS[power], maximumFractionDigits: power ? 1 : 0 }
  return new Intl.NumberFormat(language, style).format(size / 1024 ** power)
}

const held = new Map(places.map((place) => [place, []]))

const show = (place) => {
  const list = place.querySelector('ul')
  const row = place.querySelector('template').content.firstElementChild
  list.replaceChildren(...held.get(place).map((file) => {
    const line = row.cloneNode(true)
    line.querySelector('[data-name]').textContent = file.name
    line.querySelector('[data-size]').textContent = bytes(file.size)
    line.querySelector('[data-of]').textContent = file.name
    line.querySelector('button').addEventListener('click', () => {
      hold(place, held.get(place).filter((each) => each !== file))
      inputOf(place).focus()
    })
    return line
  }))
}

const hold = (place, files) => {
  const brought = new DataTransfer()
  for (const file of files) brought.items.add(file)
  held.set(place, files)
  inputOf(place).files = brought.files
  show(place)
}

const add = (place, files) => {
  const before = held.get(place)
  hold(place, [...before, ...[...files].filter((file) => !before.some((each) => same(each, file)))])
}

const nameOf = (place, kind, ending) => {
  const number = held.get(place).filter((each) => each.name.startsWith(`${kind}-`)).length + 1
  return `${kind}-${number}.${ending}`
}

// What is pasted is called image.png by every browser: it gets a name of its own.
const named = (place, file) => file.name === 'image.png'
  ? new File([file], nameOf(place, place.dataset.screenshot, 'png'), { type: file.type, lastModified: Date.now() })
  : file

// A log of thousands of lines is more than a text may have.
const isTooLong = (area, text, most) =>
  area instanceof HTMLTextAreaElement && area.value.length - (area.selectionEnd - area.selectionStart) + text.length > most

const attachLog = (place, text) => {
  const name = nameOf(place, place.dataset.log, 'txt')
  add(place, [new File([text], name, { type: 'text/plain', lastModified: Date.now() })])
  const said = place.querySelector('.said')
  said.textContent = said.dataset.tooLong.replace('{name}', name)
}

const bringsFiles = (event) => [...event.dataTransfer.types].includes('Files')
const placeOf = (target) => {
  const form = target instanceof Element ? target.closest('form') : null
  return places.find((place) => place.closest('form') === form) ?? places.find(shown)
}

for (const place of places) {
  inputOf(place).addEventListener('change', () => add(place, inputOf(place).files))
  place.closest('form').addEventListener('paste', (event) => {
    const { files } = event.clipboardData
    const text = event.clipboardData.getData('text/plain')
    if (text && isTooLong(event.target, text, Number(place.dataset.most))) {
      event.preventDefault()
      attachLog(place, text)
    } else if (files.length && !text) { // a part of a document brings its picture along
      event.preventDefault()
      for (const file of files) add(place, [named(place, file)])
    }
  })
}

const dropping = (on) => document.documentElement.classList.toggle('dropping', on)

if (places.length) {
  document.addEventListener('dragover', (event) => {
    if (!bringsFiles(event)) return
    event.preventDefault() // the browser would leave the page for the file
    dropping(true)
  })
  document.addEventListener('dragleave', (event) => { if (!event.relatedTarget) dropping(false) })
  document.addEventListener('drop', (event) => {
    if (!bringsFiles(event)) return
    event.preventDefault()
    dropping(false)
    const place = placeOf(event.target)
    if (place) add(place, event.dataTransfer.files)
  })
}
