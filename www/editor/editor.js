// The code editor: CodeMirror 6 behind six functions, so that nothing else knows it.
//
// Positions that arrive from Rust are UTF-8 byte offsets; `toUtf16` is the only place that turns
// them into CodeMirror's UTF-16 ones.

import { closeBrackets, closeBracketsKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentLess, insertTab } from "@codemirror/commands";
import { lintGutter, lintKeymap, setDiagnostics as lintTransaction } from "@codemirror/lint";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { tags } from "@lezer/highlight";
import { bracketMatching, HighlightStyle, indentOnInput, indentUnit, syntaxHighlighting } from "./parts/language.js";
import { python } from "./parts/python.js";
import { Compartment, EditorState, Transaction } from "./parts/state.js";
import {
  drawSelection, EditorView, highlightActiveLine, highlightSpecialChars, keymap, lineNumbers,
} from "./parts/view.js";

/**
 * Puts an editor into `parent`.
 *
 * `options`: `text`, `language` ("python" or anything else for plain text), `label` (its accessible
 * name), `readOnly`, `dark`, and `onChange(text)`, which is called for the user's edits only.
 */
export function create(parent, options) {
  const editor = { theme: new Compartment(), dark: options.dark, hasDiagnostics: false };
  const onChange = options.onChange ?? (() => {});
  editor.view = new EditorView({
    parent,
    state: EditorState.create({
      doc: options.text ?? "",
      extensions: [
        base,
        languageOf(options.language),
        editor.theme.of(themeOf(options.dark)),
        accessOf(options.readOnly, options.label),
        EditorView.cspNonce.of(styleNonce()),
        EditorView.updateListener.of((update) => {
          if (update.docChanged && !update.transactions.some((one) => one.annotation(Transaction.remote))) {
            onChange(update.state.doc.toString());
          }
        }),
      ],
    }),
  });
  return editor;
}

/** Shows another text. A different file starts with an empty undo history: create an editor per file. */
export function setText(editor, text) {
  const { view } = editor;
  const present = view.state.doc.toString();
  if (present === text) return;
  view.dispatch({
    changes: smallestChange(present, text),
    annotations: [Transaction.remote.of(true), Transaction.addToHistory.of(false)],
  });
}

/** Shows problems: `[{ from, to, severity: "error" | "warning", message }]`, offsets in bytes. */
export function setDiagnostics(editor, diagnostics) {
  const { view } = editor;
  if (diagnostics.length === 0 && !editor.hasDiagnostics) return;
  editor.hasDiagnostics = diagnostics.length > 0;
  const convert = toUtf16(view.state.doc.toString());
  const found = Array.from(diagnostics, (one) => {
    const from = convert(one.from);
    return { ...one, from, to: Math.max(from, convert(one.to)) };
  });
  view.dispatch(lintTransaction(view.state, found));
}

/** Light or dark. */
export function setTheme(editor, dark) {
  if (editor.dark === dark) return;
  editor.dark = dark;
  editor.view.dispatch({ effects: editor.theme.reconfigure(themeOf(dark)) });
}

/** Puts the keyboard focus in it; at the byte `offset`, scrolled into view, when one is given. */
export function focus(editor, offset) {
  const { view } = editor;
  if (offset !== undefined && offset !== null) {
    const anchor = toUtf16(view.state.doc.toString())(offset);
    view.dispatch({ selection: { anchor }, effects: EditorView.scrollIntoView(anchor, { y: "center" }) });
  }
  view.focus();
}

/** Removes it. */
export function destroy(editor) {
  editor.view.destroy();
}

// CodeMirror lets Tab go for two seconds after Escape, so a keyboard user is never trapped.
const indentWithTab = { key: "Tab", run: insertTab, shift: indentLess };

const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.self, tags.null, tags.bool], color: "var(--code-keyword)" },
  { tag: [tags.string, tags.special(tags.string)], color: "var(--code-string)" },
  { tag: tags.comment, color: "var(--code-comment)", fontStyle: "italic" },
  { tag: [tags.number, tags.atom], color: "var(--code-number)" },
  { tag: [tags.definition(tags.variableName), tags.className, tags.function(tags.variableName)], color: "var(--code-name)" },
  { tag: [tags.propertyName, tags.meta], color: "var(--code-property)" },
]);

const look = EditorView.theme({
  "&": { height: "100%", color: "var(--code-text)", backgroundColor: "var(--code-background)", fontSize: "var(--code-size, 13px)" },
  ".cm-scroller": { fontFamily: "ui-monospace, SFMono-Regular, Menlo, Consolas, monospace", lineHeight: "1.5" },
  ".cm-content": { caretColor: "var(--code-text)" },
  ".cm-gutters": { color: "var(--code-gutter)", backgroundColor: "var(--code-background)", border: "none" },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "var(--code-active-line)" },
  "&.cm-focused": { outline: "2px solid var(--code-focus)", outlineOffset: "-2px" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    backgroundColor: "var(--code-selection)",
  },
});

const base = [
  lineNumbers(),
  highlightSpecialChars(),
  history(),
  drawSelection(),
  indentOnInput(),
  indentUnit.of("    "),
  EditorState.tabSize.of(4),
  bracketMatching(),
  closeBrackets(),
  highlightActiveLine(),
  highlightSelectionMatches(),
  search({ top: true }),
  lintGutter(),
  syntaxHighlighting(colours),
  look,
  keymap.of([
    ...closeBracketsKeymap, ...defaultKeymap, ...searchKeymap, ...historyKeymap, ...lintKeymap, indentWithTab,
  ]),
];

function languageOf(language) {
  return language === "python" ? python() : [];
}

function themeOf(dark) {
  return EditorView.theme({}, { dark: Boolean(dark) });
}

// The page says under this name how the keyboard leaves an editor.
const WAY_OUT = "editor-way-out";

function accessOf(readOnly, label) {
  return [
    EditorState.readOnly.of(Boolean(readOnly)),
    EditorView.contentAttributes.of({
      tabindex: "0",
      "aria-label": label ?? "Code",
      ...(!readOnly && { "aria-describedby": WAY_OUT }),
      spellcheck: "false",
      autocapitalize: "off",
    }),
  ];
}

// The page's policy allows style elements with this nonce only, and CodeMirror adds one.
function styleNonce() {
  return document.querySelector('meta[name="style-nonce"]')?.content ?? "";
}

// Keeps the cursor and the folded ranges of what did not change.
function smallestChange(before, after) {
  const limit = Math.min(before.length, after.length);
  let start = 0;
  while (start < limit && before[start] === after[start]) start += 1;
  let end = 0;
  while (end < limit - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end += 1;
  return { from: start, to: before.length - end, insert: after.slice(start, after.length - end) };
}

// Text that is all ASCII, as most is, has equal offsets.
function toUtf16(text) {
  if (/^[\x00-\x7f]*$/.test(text)) return (byte) => Math.min(byte, text.length);
  const bytes = new TextEncoder().encode(text);
  const decoder = new TextDecoder();
  return (byte) => decoder.decode(bytes.subarray(0, byte)).length;
}
