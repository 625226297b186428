/* Runs before the page is painted: puts on the theme that was chosen last, and gives the switch its job. */
(() => {
  const KEY = 'shardwatch.theme';
  const root = document.documentElement;

  /* A browser may forbid storage; then the choice holds for this page only. */
  function remembered() {
    try {
      return localStorage.getItem(KEY);
    } catch {
      return null;
    }
  }

  function remember(theme) {
    try {
      localStorage.setItem(KEY, theme);
    } catch {
      return;
    }
  }

  function wear(theme) {
    root.dataset.bsTheme = theme === 'light' ? 'light' : 'dark';
    for (const label of document.querySelectorAll('[data-theme-switch] span')) {
      label.textContent = root.dataset.bsTheme === 'light' ? 'Dark theme' : 'Light theme';
    }
  }

  wear(remembered());
  document.addEventListener('DOMContentLoaded', () => {
    wear(remembered());
    for (const button of document.querySelectorAll('[data-theme-switch]')) {
      button.hidden = false;
      button.addEventListener('click', () => {
        const next = root.dataset.bsTheme === 'light' ? 'dark' : 'light';
        remember(next);
        wear(next);
      });
    }
  });
})();
