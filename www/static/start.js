// Says what is wrong when the page's code does not arrive; until then there is nobody else to say it.

addEventListener("error", ({ target }) => {
  if (target instanceof HTMLScriptElement && target.id === "boot") reportStart();
}, true);

/** Writes into the page's first strip why it did not start. */
function reportStart(reason) {
  const words = self.origin === "null"
    ? "The sandbox cannot start in this frame: the server that it comes from has to send “Access-Control-Allow-Origin: *” with its files, or the frame needs “allow-same-origin”."
    : `The sandbox could not be loaded${reason ? `: ${reason}` : ""}. Check the connection and reload the page.`;
  if (document.readyState === "loading") return addEventListener("DOMContentLoaded", () => reportStart(reason));
  const strip = document.querySelector(".strip:has([role=status])");
  strip?.classList.replace("is-quiet", "is-failed");
  const status = strip?.querySelector("[role=status]");
  if (status) status.textContent = words;
}
