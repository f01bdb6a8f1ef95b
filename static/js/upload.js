// A large file in pieces: what breaks off goes on where it was. Without this the form sends a small one by itself.

const TRIES = 8
const PAUSE = 1500

const wait = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds))

class Refused extends Error {}

async function send(address, options) {
  const answer = await fetch(address, { method: 'POST', credentials: 'same-origin', ...options })
  const said = await answer.json().catch(() => ({}))
  if (answer.status >= 500) throw new Error(String(answer.status))
  if (!answer.ok) throw new Refused(said.detail || '')
  return said
}

async function sendPiece(upload, file, headers, said) {
  const piece = file.slice(upload.received, upload.received + upload.piece)
  for (let tried = 1; ; tried += 1) {
    try {
      const answer = await send(`${upload.address}?start=${upload.received}`, {
        headers: { ...headers, 'Content-Type': 'application/octet-stream' },
        body: piece,
      })
      return answer.received
    } catch (error) {
      if (error instanceof Refused || tried === TRIES) throw error
      said()
      await wait(PAUSE * tried)
    }
  }
}

async function upload(form, file) {
  const headers = { 'X-CSRFToken': form.elements.csrfmiddlewaretoken.value }
  const bar = form.querySelector('progress')
  const status = form.querySelector('[role=status]')
  const announced = new URLSearchParams({ name: file.name, size: file.size })
  const begun = await send(form.dataset.upload, { headers, body: announced })
  bar.hidden = false
  while (begun.received < file.size) {
    begun.received = await sendPiece(begun, file, headers, () => {
      status.textContent = form.dataset.broken
    })
    bar.value = (100 * begun.received) / file.size
    status.textContent = `${Math.floor(bar.value)} %`
  }
  await send(`${begun.address}finish/`, { headers })
}

for (const form of document.querySelectorAll('form[data-upload]')) {
  form.hidden = false // one that sends nothing without this
  form.addEventListener('submit', async (event) => {
    const [file] = form.elements.file.files
    if (!file) return
    event.preventDefault()
    const button = form.querySelector('button')
    button.disabled = true
    try {
      await upload(form, file)
      window.location.reload()
    } catch (error) {
      form.querySelector('[role=status]').textContent = error.message || form.dataset.failed
      button.disabled = false
    }
  })
}
