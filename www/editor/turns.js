// Makes the editor in turns. Evaluating CodeMirror and the parser's tables at once would keep a phone from
// painting and answering for as long as all the rest of the start; esbuild evaluates what `import()` asks
// for when it is asked for, so each part has a task of its own.

const nextTask = () => new Promise((resolve) => setTimeout(resolve));

const PARTS = [
  () => import("./parts/state.js"),
  () => import("./parts/view.js"),
  () => import("./parts/language.js"),
  () => import("./parts/parser.js"),
  () => import("./parts/python.js"),
];

/** The functions of editor.js, when they are there. */
export const editor = (async () => {
  for (const part of PARTS) {
    await nextTask();
    await part();
  }
  await nextTask();
  return import("./editor.js");
})();
