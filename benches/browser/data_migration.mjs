// Times one data migration in the built page in headless Chromium and in real Django on a SQLite file,
// in one run that takes turns.
//
// usage: node data_migration.mjs PYTHON_WITH_DJANGO     (`cargo xtask bench browser` does all of this)
//
// The page is timed from Enter until the console takes the next command. Django is timed twice: the
// whole command, which is what a person waits for, and `call_command("migrate")` alone, which is
// without the start of Python and Django.

import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { launch, leave, serve, visit } from "../../tests/browser/support.js";

const RUNS = 5;
const ROWS = 10_000;
const MODELS = `from django.db import models


class Product(models.Model):
    name = models.CharField(max_length=200)
    slug = models.CharField(max_length=200, default="")
`;
const MIGRATION = `from django.db import migrations
from django.utils.text import slugify


def fill(apps, schema_editor):
    Product = apps.get_model("books", "Product")
    for p in Product.objects.all():
        p.slug = slugify(p.name)
        p.save()


class Migration(migrations.Migration):
    dependencies = [("books", "0001_initial")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
`;
const FILL = `from books.models import Product; Product.objects.bulk_create([Product(name=f"Product number {i} & more") for i in range(${ROWS})])`;
const SETTINGS = `SECRET_KEY = "only for this benchmark"
INSTALLED_APPS = ["books"]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "db.sqlite3"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
`;
const INSIDE = `import django, time
django.setup()
from django.core.management import call_command
begin = time.perf_counter()
call_command("migrate", verbosity=0)
print(time.perf_counter() - begin)
`;

const python = process.argv[2];
const project = mkdtempSync(join(tmpdir(), "data-migration-"));
const server = await serve();
const browser = await launch();
try {
  startProject();
  const times = { command: [], inside: [], page: [] };
  for (let run = 0; run < RUNS; run += 1) {
    times.command.push(timed(() => django("-m", "django", "migrate")));
    backToFirst();
    times.inside.push(Number(django("-c", INSIDE)));
    backToFirst();
    times.page.push(await inPage());
  }
  console.log(`| ${ROWS} rows, s | least | median |\n|---|---|---|`);
  for (const [name, seconds] of Object.entries({
    "Django, whole command": times.command, "Django, migrate alone": times.inside, "the page": times.page,
  })) {
    const sorted = seconds.sort((a, b) => a - b);
    console.log(`| ${name} | ${sorted[0].toFixed(2)} | ${sorted[RUNS >> 1].toFixed(2)} |`);
  }
} finally {
  await browser.close();
  server.close();
  rmSync(project, { recursive: true });
}

function startProject() {
  for (const [path, text] of Object.entries({
    "settings.py": SETTINGS,
    "books/__init__.py": "",
    "books/models.py": MODELS,
    "books/migrations/__init__.py": "",
  })) {
    mkdirSync(dirname(join(project, path)), { recursive: true });
    writeFileSync(join(project, path), text);
  }
  django("-m", "django", "makemigrations");
  django("-m", "django", "migrate");
  django("-m", "django", "shell", "-c", FILL);
  writeFileSync(join(project, "books/migrations/0002_slugs.py"), MIGRATION);
  copyFileSync(join(project, "db.sqlite3"), join(project, "first.sqlite3"));
}

function backToFirst() {
  copyFileSync(join(project, "first.sqlite3"), join(project, "db.sqlite3"));
}

function django(...words) {
  const env = { ...process.env, DJANGO_SETTINGS_MODULE: "settings", PYTHONPATH: "." };
  return execFileSync(python, words, { cwd: project, env, encoding: "utf8" });
}

function timed(work) {
  const start = performance.now();
  work();
  return (performance.now() - start) / 1000;
}

async function inPage() {
  const sandbox = await visit(browser, server.address);
  sandbox.page.setDefaultTimeout(120_000);
  await sandbox.write("books/models.py", MODELS);
  await sandbox.run("python manage.py makemigrations");
  await sandbox.run("python manage.py migrate");
  await sandbox.run(`python manage.py shell -v 0 -c '${FILL}'`);
  await sandbox.run("python manage.py makemigrations books --empty --name slugs");
  await sandbox.write("books/migrations/0002_slugs.py", MIGRATION);
  const start = performance.now();
  await sandbox.run("python manage.py migrate");
  const seconds = (performance.now() - start) / 1000;
  if (!/Applying books.0002_slugs... OK/.test(await sandbox.log())) throw new Error("the migration did not run");
  await leave();
  return seconds;
}
