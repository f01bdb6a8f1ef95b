// How long a window still lasts, counted down where <time data-countdown> names its end. Without scripts the instant
// itself stands there. data-left and data-over are the words; {time} is what is left.
const SECOND = 1_000

const two = (number) => String(number).padStart(2, '0')

const left = (seconds) => {
  const hours = Math.floor(seconds / 3600)
  const rest = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
  return hours ? `${hours}:${rest}` : rest
}

const tick = () => {
  for (const end of document.querySelectorAll('time[data-countdown]')) {
    const seconds = Math.ceil((new Date(end.dateTime) - Date.now()) / SECOND)
    const words = seconds > 0 ? end.dataset.left.replace('{time}', left(seconds)) : end.dataset.over
    if (end.textContent !== words) end.textContent = words
  }
}

tick()
setInterval(tick, SECOND)
document.addEventListener('live:put', tick)
