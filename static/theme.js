// The theme this device chose, put on the page before anything is drawn, so that nothing flashes.
// A plain file of our own, because the content policy allows no script written into the page.
try {
  const theme = localStorage.getItem('parley-theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  // Storage may be blocked; the system's own theme is then the right one.
}
