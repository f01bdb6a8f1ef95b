// Who else reads this page (R9): #beside says so, in the words that it brings. Two who read need not write the same.
const chip = document.getElementById('beside')
const said = chip.querySelector('[role=status]')
const lists = new Intl.ListFormat(document.documentElement.lang, { type: 'conjunction' })

const show = (names) => {
  const words = names.length === 1 ? chip.dataset.one : chip.dataset.many
  said.textContent = names.length ? words.replace('{names}', lists.format(names)) : ''
  chip.hidden = !names.length
}

document.addEventListener('stream:present', ({ detail }) => show(detail))
for (const kind of ['here', 'lost']) document.addEventListener(`stream:${kind}`, () => show([])) // it is told anew
