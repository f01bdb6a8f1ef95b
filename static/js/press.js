// What moves a page waits while a mouse or a finger is down: a button that moved away between down and up is not pressed.
// Answers that htmx puts in wait here, the fresh page of live.js and lists that close (options.js) ask for it.
const TAP = 300 // ms from lifting a finger to the click that a browser makes of it, at most

let isDown = false
let timer
const waiting = []

const over = () => {
  timer = undefined
  isDown = false
  for (const act of waiting.splice(0)) act()
}
const overIn = (pause) => {
  clearTimeout(timer)
  timer = setTimeout(over, pause)
}

addEventListener('pointerdown', () => {
  clearTimeout(timer)
  timer = undefined
  isDown = true
}, true)
for (const name of ['pointerup', 'pointercancel']) addEventListener(name, () => overIn(TAP), true)
addEventListener('click', () => overIn(0), true) // once it has been heard
addEventListener('pointermove', ({ buttons }) => { // let go where nobody tells, as over a scroll bar
  if (isDown && !buttons && !timer) overIn(TAP)
}, true)

// Act now, or when nothing is pressed any more.
export const afterPress = (act) => {
  if (isDown) waiting.push(act)
  else act()
}

document.addEventListener('htmx:beforeOnLoad', (event) => {
  if (!isDown) return
  event.preventDefault()
  waiting.push(() => event.detail.xhr.onload())
})
