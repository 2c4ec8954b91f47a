// Python, as CodeMirror knows it.
export { python } from "@codemirror/lang-python";
