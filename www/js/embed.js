// <migration-sandbox>: a sandbox inside another page, for documentation.
//
//   <script type="module" src="https://HOST/embed.js"></script>
//   <migration-sandbox>
//     <pre data-file="shop/models.py">from django.db import models …</pre>
//     <pre data-run>python manage.py makemigrations</pre>
//     <pre data-run>python manage.py migrate</pre>
//   </migration-sandbox>
//
// Without this script, or in a feed, the reader sees what stands inside. With it, a frame takes its
// place, in which the files are written and the commands run. `link="1.…"`, the end of a shared
// link, does the same with a project made in the sandbox; `height` is the frame's.
//
// The frame is sandboxed and has no origin: it can reach neither the page around it nor storage.

import { pack } from "./pack.js";

const VERSION = 1;
const DEFAULT_HEIGHT = "36rem";
const HOME = new URL("./", import.meta.url);

class MigrationSandbox extends HTMLElement {
  async connectedCallback() {
    if (this.querySelector("iframe")) return;
    const link = this.getAttribute("link") ?? `${VERSION}.${await pack(JSON.stringify(this.#journal()))}`;
    const frame = document.createElement("iframe");
    frame.src = `${HOME}#${link}`;
    frame.title = this.getAttribute("title") ?? "Migration sandbox";
    frame.loading = "lazy";
    frame.setAttribute("sandbox", "allow-scripts");
    frame.style.cssText = `width: 100%; height: ${this.getAttribute("height") ?? DEFAULT_HEIGHT}; border: 0`;
    this.replaceChildren(frame);
  }

  /** What stands inside, as the entries of a journal: see src/ui/journal.rs. */
  #journal() {
    const entries = Array.from(this.querySelectorAll("[data-file], [data-run]"), (element) => {
      const text = element.textContent;
      if (element.dataset.file) return { do: "write", path: element.dataset.file, text: `${text.trim()}\n` };
      return { do: "run", line: text.trim(), answers: answersOf(element), at: Date.now() };
    });
    return { entries };
  }
}

/** `data-answers="1|0"` answers the questions of the command. */
function answersOf(element) {
  return element.dataset.answers?.split("|") ?? [];
}

customElements.define("migration-sandbox", MigrationSandbox);
