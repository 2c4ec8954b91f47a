// What the page says before its code arrives: that it starts, in the language that theme.js has chosen,
// and what is wrong when the code does not arrive.

const SPANISH = document.documentElement.lang === "es" && {
  "Starting…": "Iniciando…",
  migrations: "migraciones",
  database: "base de datos",
  console: "consola",
  "Django’s migrations, from models.py to the database, in your browser: change a model, make a migration, apply it, roll it back, and see at each step what moves.":
    "Las migraciones de Django, de models.py a la base de datos, en tu navegador: cambia un modelo, crea una migración, aplícala, deshazla y mira en cada paso qué se mueve.",
};

addEventListener("error", ({ target }) => {
  if (target instanceof HTMLScriptElement && target.id === "boot") reportStart();
}, true);

addEventListener("DOMContentLoaded", () => {
  for (const element of document.querySelectorAll("main[aria-busy] :is(h2, p)")) {
    if (SPANISH?.[element.textContent]) element.textContent = SPANISH[element.textContent];
  }
});

/** Writes into the page's first strip why it did not start. */
function reportStart(reason) {
  const words = SPANISH ? inSpanish(reason) : inEnglish(reason);
  if (document.readyState === "loading") return addEventListener("DOMContentLoaded", () => reportStart(reason));
  const strip = document.querySelector(".strip:has([role=status])");
  strip?.classList.replace("is-quiet", "is-failed");
  const status = strip?.querySelector("[role=status]");
  if (status) status.textContent = words;
}

function inEnglish(reason) {
  return self.origin === "null"
    ? "The sandbox cannot start in this frame: the server that it comes from has to send “Access-Control-Allow-Origin: *” with its files, or the frame needs “allow-same-origin”."
    : `The sandbox could not be loaded${reason ? `: ${reason}` : ""}. Check the connection and reload the page.`;
}

function inSpanish(reason) {
  return self.origin === "null"
    ? "El sandbox no puede arrancar en este marco: el servidor del que viene tiene que enviar «Access-Control-Allow-Origin: *» con sus archivos, o el marco necesita «allow-same-origin»."
    : `No se pudo cargar el sandbox${reason ? `: ${reason}` : ""}. Comprueba la conexión y recarga la página.`;
}
