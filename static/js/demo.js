// The demo's accounts: one press fills the sign-in form.
document.addEventListener('click', (event) => {
  const button = event.target.closest?.('[data-demo-login]')
  if (!button) return
  const form = document.querySelector('form input[name="login"]').form
  form.elements.login.value = button.dataset.demoLogin
  form.elements.password.value = button.dataset.demoPassword
  form.requestSubmit()
})
