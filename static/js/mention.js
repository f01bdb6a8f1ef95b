// Choosing whom an @ means while writing (textarea[data-mentions], its address asks the server for names). The text stays
// plain: what is chosen is typed into it, and without scripts the name is typed by hand.
import { answerOf, offer } from './options.js'

const BEGUN = /(?:^|[^\w.@/+-])@([\p{L}\p{N}_.+-]*)$/u

const attend = (area) => {
  const begun = () => area.selectionStart === area.selectionEnd && BEGUN.exec(area.value.slice(0, area.selectionStart))
  offer(area, {
    label: area.dataset.mentionsLabel,
    first: true,
    typed: () => begun()?.[1] ?? null,
    ask: async (typed) => {
      const { people } = await answerOf(`${area.dataset.mentions}&q=${encodeURIComponent(typed)}`)
      return people.map(({ mention, name, where }) => ({ mention, name, more: [mention, where].filter(Boolean).join(' · ') }))
    },
    take: ({ mention }) => {
      const found = begun()
      if (found) {
        const start = area.selectionStart - found[1].length - 1
        area.setRangeText(`${mention} `, start, area.selectionStart, 'end')
        area.dispatchEvent(new Event('input', { bubbles: true }))
      }
      area.focus()
    },
  })
}

for (const area of document.querySelectorAll('textarea[data-mentions]')) attend(area)
