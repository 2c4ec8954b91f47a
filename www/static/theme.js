// Sets the language, the theme and the panes' sizes of the last visit before the first paint. The
// page's code, which arrives later, keeps them under this key.

{
  let kept = {};
  try {
    kept = JSON.parse(localStorage.getItem("migration-sandbox.preferences")) ?? {};
  } catch {
    // Storage is denied or holds nothing readable: the style sheet's own values stand.
  }
  const { theme, sizes, presentation, language } = kept;
  const root = document.documentElement;
  // The page speaks the document's language until another one is chosen.
  root.lang = ["en", "es"].includes(language) ? language : /^es\b/.test(navigator.language) ? "es" : "en";
  if (["light", "dark", "contrast"].includes(theme)) root.dataset.theme = theme;
  if (presentation === true) root.dataset.letters = "large";
  for (const [pane, share] of Object.entries(sizes ?? {})) {
    root.style.setProperty(`--pane-${pane}`, `${Number(share)}%`);
  }
}
