// The published engine, outside of a browser: what the build took out of it is reached by nothing, and
// what it moved to the second module is there when it is called.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { runInThisContext } from "node:vm";

const PROJECT = new URL("../../", import.meta.url);
const NOW = Date.UTC(2025, 0, 1);

const read = (path) => readFileSync(new URL(path, PROJECT));
const names = (folder) => readdirSync(fileURLToPath(new URL(folder, PROJECT))).sort();
const built = (pattern) => `dist/${names("dist").find((name) => pattern.test(name))}`;

// `ENGINE=target/xtask/engine` tries the modules before their optimization, with the names of their
// functions in what went wrong.
const ENGINE = process.env.ENGINE;

// How often, and by whom, the second module was fetched.
let fetched = [];

// A worker has these; Node has the rest.
globalThis.self = globalThis;
globalThis.XMLHttpRequest = class {
  open(method, path) {
    this.path = path;
  }
  send() {
    fetched.push(ENGINE ? new Error().stack : "once");
    this.response = read(this.path);
  }
};

function send(message) {
  let answer;
  globalThis.postMessage = (data) => (answer = data);
  globalThis.onmessage({ data: message });
  return answer;
}

let id = 0;
function ask(command) {
  id += 1;
  const answer = send({ id, now: NOW, command });
  assert.equal(answer.failure, undefined, JSON.stringify(command).slice(0, 300));
  return answer;
}

function run(line, answers = []) {
  const { outcome } = ask({ kind: "run", line, answers, interrupt: null });
  return { ...outcome, text: (outcome.output ?? []).map(({ text }) => text).join("") };
}

function shellWord(text) {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

before(() => {
  const worker = read(built(/^worker-\w+\.js$/)).toString();
  runInThisContext(ENGINE ? worker.replace(/String\((\w+)\?\.message[^)]*\)/, "$1.stack") : worker);
  const engine = ENGINE ? `${ENGINE}/engine_bg.wasm` : built(/^engine-[0-9a-f]{10}\.wasm$/);
  const rest = ENGINE ? `${ENGINE}/rest.wasm` : built(/^engine-rest-\w+\.wasm$/);
  send({ module: new WebAssembly.Module(read(engine)), rest });
});

describe("what a first visit does", () => {
  it("needs no second module", () => {
    ask({ kind: "open", snapshot: null, sample: null });
    const lines = [
      "python manage.py makemigrations", "python manage.py migrate", "python manage.py showmigrations",
      "python manage.py sqlmigrate books 0001", "python manage.py check", "python manage.py migrate books zero",
      'sqlite3 db.sqlite3 "select * from django_migrations"', "ls", "cat books/models.py",
    ];
    for (const line of lines) assert.equal(run(line).exit, 0, line);
    assert.deepEqual(fetched, []);
  });
});

describe("SQL", () => {
  for (const name of names("tests/database").filter((name) => name.endsWith(".sql"))) {
    it(`answers ${name}`, () => {
      ask({ kind: "open", snapshot: null, sample: null });
      const text = read(`tests/database/${name}`).toString();
      const statements = text.split("\n").filter((line) => !line.startsWith("--"));
      const { text: output } = run("sqlite3 db.sqlite3", ["PRAGMA foreign_keys = ON;", ...statements, ".quit"]);
      for (const [, message] of text.matchAll(/^-- ! \w+: (.*)$/gm)) {
        assert.ok(output.includes(message), `${name}: no ${message}`);
      }
    });
  }
});

describe("the ORM", () => {
  const folder = "tests/orm/project";
  function open() {
    const paths = readdirSync(fileURLToPath(new URL(folder, PROJECT)), { recursive: true });
    const files = paths.filter((path) => path.endsWith(".py"));
    ask({ kind: "open_files", files: files.map((path) => ({ path, text: read(`${folder}/${path}`).toString() })) });
    assert.equal(run("python manage.py makemigrations library").exit, 0);
    assert.equal(run("python manage.py migrate").exit, 0);
    const rows = run(`python manage.py shell -c ${shellWord(read("tests/orm/rows.py").toString())}`);
    assert.equal(rows.exit, 0, rows.text);
  }
  for (const name of names("tests/orm/cases").filter((name) => name.endsWith(".py"))) {
    it(`runs ${name}`, () => {
      open();
      for (const statement of read(`tests/orm/cases/${name}`).toString().split(/\n\n+(?=\S)/)) {
        run(`python manage.py shell -c ${shellWord(statement)}`);
      }
      assert.equal(fetched.length, 1);
    });
  }
});
