// Projects of the visitor's own: a folder, an archive, and back to the disk.

import assert from "node:assert/strict";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, describe, it } from "node:test";
import { strFromU8, unzipSync } from "fflate";
import { site } from "./support.js";

const MODELS = `from django.db import models


class Recipe(models.Model):
    name = models.CharField(max_length=80)
`;
const INITIAL = `from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name='Recipe',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80)),
            ],
        ),
    ]
`;

const built = site();
let folder;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "own-files-"));
  const files = {
    "kitchen/recipes/__init__.py": "",
    "kitchen/recipes/models.py": MODELS,
    "kitchen/recipes/migrations/__init__.py": "",
    "kitchen/recipes/migrations/0001_initial.py": INITIAL,
    "kitchen/.git/config": "[core]",
    "kitchen/cover.png": "not text",
  };
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
});
after(async () => {
  await rm(folder, { recursive: true });
});

async function choose(sandbox, item) {
  await sandbox.page.getByRole("button", { name: "Project" }).click();
  await sandbox.page.getByRole("menuitem", { name: item }).click();
}

async function open(sandbox, item, path) {
  const chooser = sandbox.page.waitForEvent("filechooser");
  await choose(sandbox, item);
  await (await chooser).setFiles(path);
}

describe("a project of one's own", () => {
  it("opens from a folder, with settings when it has none", async () => {
    const sandbox = await built.visit();
    await open(sandbox, "Open a folder", join(folder, "kitchen"));
    await sandbox.hook("migration:recipes.0001_initial").first().waitFor();
    assert.match(await sandbox.log(), /4 files opened \(1 file left out/);
    await sandbox.run("python manage.py makemigrations --check");
    assert.match(await sandbox.log(), /No changes detected/);
    await sandbox.run("python manage.py migrate recipes");
    await sandbox.hook("table:recipes_recipe").first().waitFor();
  });

  it("goes to the disk as an archive, and comes back from it", async () => {
    const sandbox = await built.visit();
    await sandbox.write("books/models.py", MODELS);
    await sandbox.run("python manage.py makemigrations");
    const download = sandbox.page.waitForEvent("download");
    await choose(sandbox, "Download as zip");
    const archive = join(folder, "project.zip");
    await (await download).saveAs(archive);
    const entries = unzipSync(new Uint8Array(await readFile(archive)));
    assert.equal(strFromU8(entries["books/models.py"]), MODELS);
    assert.ok("books/migrations/0001_initial.py" in entries);

    await sandbox.hook("button-reset").first().click();
    await sandbox.hook("confirm-reset").click();
    await sandbox.hook("migration:books.0001_initial").first().waitFor({ state: "detached" });
    await open(sandbox, "Open a zip", archive);
    await sandbox.hook("migration:books.0001_initial").first().waitFor();
  });

  it("asks before it takes the place of work, and says what it cannot read", async () => {
    const sandbox = await built.visit();
    await sandbox.run("python manage.py makemigrations");
    await open(sandbox, "Open a zip", join(folder, "kitchen/cover.png"));
    await sandbox.page.getByText("cover.png is not a zip archive").waitFor();
    await open(sandbox, "Open a folder", join(folder, "kitchen"));
    await sandbox.hook("confirm-open").click();
    await sandbox.hook("migration:recipes.0001_initial").first().waitFor();
    await sandbox.hook("migration:books.0001_initial").first().waitFor({ state: "detached" });
    assert.deepEqual(sandbox.complaints, []);
  });
});
