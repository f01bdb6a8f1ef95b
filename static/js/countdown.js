// How long a window still lasts, counted down where <time data-countdown> names its end. Without scripts the instant
// itself stands there. data-left and data-over are the words; {time} is what is left. A page that shows changes by
// itself is told that the window is over, and again for a minute while it stands there: our clock may be ahead.
const SECOND = 1_000
const AGAIN = 5 // seconds
const LONGEST = 60

const two = (number) => String(number).padStart(2, '0')

const left = (seconds) => {
  const hours = Math.floor(seconds / 3600)
  const rest = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
  return hours ? `${hours}:${rest}` : rest
}

const ends = () => [...document.querySelectorAll('time[data-countdown]')].map((end) =>
  [end, Math.ceil((new Date(end.dateTime) - Date.now()) / SECOND)])

const write = () => {
  for (const [end, seconds] of ends()) {
    const words = seconds > 0 ? end.dataset.left.replace('{time}', left(seconds)) : end.dataset.over
    if (end.textContent !== words) end.textContent = words
  }
}

const tick = () => {
  write()
  const over = ends().some(([, seconds]) => seconds <= 0 && seconds > -LONGEST && seconds % AGAIN === 0)
  if (over) document.dispatchEvent(new CustomEvent('live:over'))
}

write()
setInterval(tick, SECOND)
document.addEventListener('live:put', write)
