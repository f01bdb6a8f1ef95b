// An instant in the words of the page's language, in the zone of this device.
const language = { en: 'en-GB' }[document.documentElement.lang] ?? document.documentElement.lang

export const tellMoment = (time, at) => {
  time.dateTime = new Date(at).toISOString()
  time.textContent = new Date(at).toLocaleString(language, { dateStyle: 'medium', timeStyle: 'short' })
}
