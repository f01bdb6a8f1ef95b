// Light, dark or the system's choice, kept in this browser. Loaded before the first paint, so it is no module.
(() => {
  const root = document.documentElement
  const key = 'theme'
  const kept = () => { try { return localStorage.getItem(key) } catch { return null } }
  const apply = (theme) => {
    if (theme === 'light' || theme === 'dark') root.dataset.theme = theme
    else delete root.dataset.theme
    for (const button of document.querySelectorAll('[data-theme-choice]')) {
      button.setAttribute('aria-pressed', String(button.dataset.themeChoice === (root.dataset.theme || 'system')))
    }
  }
  root.dataset.js = ''
  apply(kept())
  document.addEventListener('DOMContentLoaded', () => apply(kept()))
  window.addEventListener('storage', (event) => { if (event.key === key) apply(event.newValue) })
  document.addEventListener('click', (event) => {
    const button = event.target.closest?.('[data-theme-choice]')
    if (!button) return
    try { localStorage.setItem(key, button.dataset.themeChoice) } catch { /* then it lasts for this page */ }
    apply(button.dataset.themeChoice)
  })
})()
