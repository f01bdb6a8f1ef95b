// All or none of the boxes of a form at once: [data-choose="all"] and [data-choose="none"].
document.addEventListener('click', (event) => {
  const button = event.target.closest?.('[data-choose]')
  if (!button) return
  const on = button.dataset.choose === 'all'
  for (const box of button.form.querySelectorAll('input[type=checkbox]')) box.checked = on
})
