// Sets the theme and the panes' sizes of the last visit before the first paint. The page's code,
// which arrives later, keeps them under this key.

try {
  const { theme, sizes, presentation } = JSON.parse(localStorage.getItem("migration-sandbox.preferences")) ?? {};
  const root = document.documentElement;
  if (["light", "dark", "contrast"].includes(theme)) root.dataset.theme = theme;
  if (presentation === true) root.dataset.letters = "large";
  for (const [pane, share] of Object.entries(sizes ?? {})) {
    root.style.setProperty(`--pane-${pane}`, `${Number(share)}%`);
  }
} catch {
  // Storage is denied or holds nothing readable: the style sheet's own values stand.
}
