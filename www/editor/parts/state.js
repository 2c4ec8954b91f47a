// What the editor uses of CodeMirror's state.
export { Compartment, EditorState, Transaction } from "@codemirror/state";
