// The page in Spanish: by choice, by the browser's language, and back.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { PHONE, site, violations } from "./support.js";

const built = site();

const language = (sandbox, tag) => sandbox.page.locator(`html[lang="${tag}"]`).waitFor();
const label = (sandbox, hook) => sandbox.hook(hook).getAttribute("aria-label");

async function choose(sandbox, typed) {
  await sandbox.page.keyboard.press("ControlOrMeta+k");
  await sandbox.hook("palette-input").fill(typed);
  await sandbox.hook("palette-option").first().waitFor();
  await sandbox.page.keyboard.press("Enter");
}

describe("the language", () => {
  it("is the browser's", async () => {
    const sandbox = await built.visit({ locale: "es-ES" });
    await language(sandbox, "es");
    assert.equal(await label(sandbox, "button-undo"), "Deshacer");
    await sandbox.page.getByText("Prueba:").waitFor();
    assert.deepEqual(sandbox.complaints, []);
  });

  it("is the browser's before the page's code is there, too", async () => {
    const page = await (await built.browser.newContext({ locale: "es-ES" })).newPage();
    await page.route("**/*.wasm", (route) => route.abort());
    await page.goto(built.address);
    await page.getByText("Las migraciones de Django").waitFor();
    await page.getByText("No se pudo cargar el sandbox").waitFor();
    await page.getByRole("heading", { name: "base de datos" }).waitFor();
    await page.close();
  });

  it("is English where the page does not speak the browser's", async () => {
    const sandbox = await built.visit({ locale: "et-EE" });
    await language(sandbox, "en");
    assert.equal(await label(sandbox, "button-undo"), "Undo");
  });

  it("is chosen by the palette, remembered, and changed back", async () => {
    const sandbox = await built.visit({ locale: "en-US" });
    await language(sandbox, "en");
    await choose(sandbox, "espanol");
    await language(sandbox, "es");
    assert.equal(await label(sandbox, "button-undo"), "Deshacer");
    assert.equal(await label(sandbox, "button-share"), "Compartir");
    await sandbox.page.getByRole("heading", { name: "migraciones" }).waitFor();
    await sandbox.page.reload();
    await sandbox.ready();
    await language(sandbox, "es");
    assert.equal(await label(sandbox, "button-undo"), "Deshacer");
    await choose(sandbox, "english");
    await language(sandbox, "en");
    assert.equal(await label(sandbox, "button-undo"), "Undo");
  });

  it("is chosen in the toolbar's menu, which keeps the focus", async () => {
    const sandbox = await built.visit({ locale: "en-US" });
    await sandbox.page.getByRole("button", { name: "Layout" }).click();
    await sandbox.page.getByRole("menuitem", { name: "Español" }).click();
    await language(sandbox, "es");
    await sandbox.page.locator('[aria-label="Disposición"]:focus').waitFor();
    await sandbox.page.keyboard.press("Enter");
    const chosen = sandbox.page.getByRole("menuitem", { name: "Español" });
    assert.match(await chosen.innerText(), /\(elegido\)/);
  });

  it("leaves what was typed, and what Django and SQLite say", async () => {
    const sandbox = await built.visit({ locale: "en-US" });
    await sandbox.hook("console-input").fill("python manage.py makemig");
    await choose(sandbox, "espanol");
    await language(sandbox, "es");
    assert.equal(await sandbox.hook("console-input").inputValue(), "python manage.py makemig");
    await sandbox.run("python manage.py makemigrations");
    await sandbox.run("python manage.py migrate");
    const log = await sandbox.log();
    for (const said of ["Migrations for 'books':", "+ Create model Author", "Operations to perform:", "Running migrations:"]) {
      assert.ok(log.includes(said), said);
    }
    await sandbox.page.getByText("Todas las migraciones están aplicadas").waitFor();
    await sandbox.hook("applied:books.0001_initial").waitFor();
  });

  it("counts in both languages", async () => {
    const sandbox = await built.visit({ locale: "es-MX" });
    await sandbox.run("python manage.py makemigrations");
    await sandbox.page.getByText("1 migración por aplicar").waitFor();
    await sandbox.run("python manage.py migrate");
    const table = sandbox.hook("table:books_author");
    assert.match(await table.innerText(), /sin filas/);
    await sandbox.run(`sqlite3 db.sqlite3 "INSERT INTO books_author (name) VALUES ('Ana')"`);
    await table.getByText("1 fila", { exact: true }).waitFor();
    await sandbox.run(`sqlite3 db.sqlite3 "INSERT INTO books_author (name) VALUES ('Eva')"`);
    await table.getByText("2 filas", { exact: true }).waitFor();
  });

  it("is that of what opens over the page", async () => {
    const sandbox = await built.visit({ locale: "es", bypassCSP: true });
    await sandbox.run("python manage.py makemigrations");
    await sandbox.hook("button-inspect").click();
    const microscope = sandbox.hook("microscope");
    await microscope.getByText("No está aplicada.").waitFor();
    assert.deepEqual(await violations(sandbox.page), []);
    await sandbox.page.keyboard.press("Escape");
    await microscope.waitFor({ state: "detached" });
    await sandbox.hook("button-undo").focus();
    await sandbox.page.keyboard.press("?");
    const sheet = await sandbox.hook("key-sheet").innerText();
    for (const key of ["Ctrl K", "Ctrl Mayús Intro", "Supr"]) assert.ok(sheet.includes(key), key);
    assert.deepEqual(await violations(sandbox.page), []);
  });

  it("has no violation on a laptop, with a project that has tables", async () => {
    const sandbox = await built.visit({ locale: "es-ES", bypassCSP: true });
    await sandbox.run("python manage.py makemigrations");
    await sandbox.run("python manage.py migrate");
    assert.deepEqual(await violations(sandbox.page), []);
  });

  it("has no violation on a phone", async () => {
    const sandbox = await built.visit({ locale: "es-ES", viewport: PHONE, bypassCSP: true });
    for (const piece of ["models", "migrations", "database", "console"]) {
      await sandbox.hook(`tab:${piece}`).click();
      assert.deepEqual(await violations(sandbox.page), []);
    }
  });

  it("scrolls sideways nowhere, though its words are longer", async () => {
    const sandbox = await built.visit({ locale: "es-ES", viewport: { width: 320, height: 640 } });
    const { scrollWidth, clientWidth } = await sandbox.widths();
    assert.equal(scrollWidth > clientWidth, false);
  });
});
