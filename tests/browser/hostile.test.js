// Nothing that somebody writes becomes markup or script: names, values, comments, files, errors.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { site, visit } from "./support.js";

const MARKUP = "<img src=x onerror=window.broken=1>";
const MODELS = `from django.db import models

# ${MARKUP} </textarea><script>window.broken = 2</script>


class Book(models.Model):
    title = models.CharField("${MARKUP}", max_length=100, db_column="${MARKUP}", help_text="${MARKUP}")
    price = models.IntegerField(default=0)

    class Meta:
        db_table = "<svg onload=window.broken=3>"
        verbose_name = "${MARKUP}"
        constraints = [models.CheckConstraint(condition=models.Q(price__lt=10), name="</style>${MARKUP}")]

    def __str__(self):
        return "${MARKUP}"
`;
const CODE = `from django.db import migrations


def run(apps, schema_editor):
    print("${MARKUP}")
    raise ValueError("</pre>${MARKUP}")


class Migration(migrations.Migration):
    dependencies = [("books", "0001_initial")]
    operations = [
        migrations.RunPython(run),
        migrations.RunSQL("SELECT '${MARKUP}'", "SELECT 'javascript:window.broken=4'"),
    ]
`;

const built = site();

/** Looks for what would be there if a text had become markup. */
async function check(sandbox, where) {
  const found = await sandbox.page.evaluate(() => ({
    broken: window.broken,
    images: document.querySelectorAll("img:not(.cm-widgetBuffer), [onerror], [onload], #app script, a[href^='javascript:']").length,
  }));
  assert.deepEqual(found, { broken: undefined, images: 0 }, where);
  assert.deepEqual(sandbox.complaints, [], where);
}

/** A project all of whose names and values are markup. */
async function desk() {
  const sandbox = await built.visit({ viewport: { width: 1440, height: 900 } });
  await sandbox.write("books/models.py", MODELS);
  await sandbox.run("python manage.py makemigrations");
  await sandbox.run("python manage.py migrate");
  await sandbox.run(`python manage.py shell -c "Book.objects.create(title='${MARKUP}'); Book.objects.create(title='</td><script>window.broken=5</script>'); print(Book.objects.all())"`);
  await sandbox.page.locator('[data-testid^="table:"]').first().waitFor();
  return sandbox;
}

describe("what somebody writes stays text", () => {
  it("in files, the console, the tables, the diagram and the explanations", async () => {
    const sandbox = await desk();
    assert.ok((await sandbox.log()).includes(`<QuerySet [<Book: ${MARKUP}>`));
    assert.ok((await sandbox.hook("tables-panel").innerText()).includes("<svg onload=window.broken=3>"));
    await check(sandbox, "rows");
    for (const line of [
      `echo "${MARKUP}"`, MARKUP, `python manage.py migrate ${MARKUP}`, `sqlite3 db.sqlite3 "SELECT '${MARKUP}' AS \\"${MARKUP}\\""`,
      `python manage.py shell -c "Book.objects.filter(price=1).get()"`, `python manage.py "${MARKUP}"`,
      `python manage.py shell -c "import sys; Book(price=99).save()"`,
    ]) {
      await sandbox.run(line);
      for (const closed of await sandbox.page.locator("details.explanation:not([open]) > summary").all()) await closed.click();
      await check(sandbox, line);
    }
    await sandbox.hook("view:diagram").click();
    await sandbox.hook("diagram").waitFor();
    await check(sandbox, "the diagram");
  });

  it("in the microscope, the comparison, the palette and the timeline", async () => {
    const sandbox = await desk();
    await sandbox.run("python manage.py makemigrations books --empty --name code");
    await sandbox.write("books/migrations/0002_code.py", CODE);
    await sandbox.run("python manage.py migrate");
    assert.ok((await sandbox.log()).includes(`ValueError: </pre>${MARKUP}`));
    await check(sandbox, "a failed migration");
    await sandbox.hook("migration:books.0002_code").click();
    await sandbox.hook("button-inspect").click();
    await sandbox.hook("microscope").waitFor();
    await check(sandbox, "the microscope");
    await sandbox.page.keyboard.press("Escape");
    await sandbox.hook("button-compare").click();
    await sandbox.hook("comparison").waitFor();
    await check(sandbox, "the comparison");
    await sandbox.page.keyboard.press("Escape");
    await sandbox.page.keyboard.press("ControlOrMeta+k");
    await sandbox.hook("palette-input").fill(MARKUP);
    await check(sandbox, "the palette");
    await sandbox.page.keyboard.press("Escape");
    await sandbox.hook("button-undo").click();
    await sandbox.idle();
    await check(sandbox, "the timeline");
  });

  it("in the names of files", async () => {
    const sandbox = await desk();
    await sandbox.run(`echo "x = 1" > "books/${MARKUP.replaceAll("/", "")}.py"`);
    await check(sandbox, "a file's name");
    await sandbox.run("echo 'class (:' > books/models.py");
    await check(sandbox, "an error's text");
  });

  it("in the link that somebody sends", async () => {
    const sandbox = await visit(built.browser, `${built.address}#${encodeURIComponent(MARKUP)}`);
    await check(sandbox, "a link");
  });
});
