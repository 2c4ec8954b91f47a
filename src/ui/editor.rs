//! The code editor: CodeMirror, as a value that removes itself when dropped.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, Object, Reflect};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::{Closure, wasm_bindgen};
use web_sys::Element;

use crate::protocol::{DiagnosticView, Severity};

/// How an editor begins.
pub struct CodeEditorOptions<'a> {
    /// Its text.
    pub text: &'a str,
    /// Whether it is Python; plain text otherwise.
    pub python: bool,
    /// Its accessible name.
    pub label: &'a str,
    /// Whether typing is refused.
    pub read_only: bool,
    /// Dark theme.
    pub dark: bool,
    /// Called with the whole text after an edit of the user's; not after [`CodeEditor::set_text`].
    pub on_change: Box<dyn Fn(Rc<str>)>,
}

/// An editor on the page. One per file: its undo history is the file's.
pub struct CodeEditor {
    editor: js::Editor,
    _on_change: Closure<dyn Fn(String)>,
    /// The text that it told of last: handing it back at every key would cost as much as the key.
    told: Rc<RefCell<Rc<str>>>,
}

impl CodeEditor {
    /// Puts an editor into `parent`.
    pub fn new(parent: &Element, options: CodeEditorOptions<'_>) -> Self {
        let told = Rc::new(RefCell::new(Rc::from(options.text)));
        let on_change = {
            let told = Rc::clone(&told);
            Closure::new(move |text: String| {
                let text: Rc<str> = text.into();
                told.replace(Rc::clone(&text));
                (options.on_change)(text);
            })
        };
        let object = Object::new();
        set(&object, "text", options.text.into());
        set(
            &object,
            "language",
            if options.python { "python" } else { "text" }.into(),
        );
        set(&object, "label", options.label.into());
        set(&object, "readOnly", options.read_only.into());
        set(&object, "dark", options.dark.into());
        set(&object, "onChange", on_change.as_ref().clone());
        Self {
            editor: js::MODULE.with(|module| module.create(parent, &object)),
            _on_change: on_change,
            told,
        }
    }

    /// Shows another text and keeps the cursor; nothing happens when it is the same.
    pub fn set_text(&self, text: &str) {
        if **self.told.borrow() != *text {
            self.told.replace(text.into());
            js::MODULE.with(|module| module.set_text(&self.editor, text));
        }
    }

    /// Shows these problems and no other.
    pub fn set_diagnostics<'a>(&self, diagnostics: impl IntoIterator<Item = &'a DiagnosticView>) {
        let list: Array = diagnostics.into_iter().map(lint_diagnostic).collect();
        js::MODULE.with(|module| module.set_diagnostics(&self.editor, &list));
    }

    /// Light or dark.
    pub fn set_theme(&self, dark: bool) {
        js::MODULE.with(|module| module.set_theme(&self.editor, dark));
    }

    /// Puts the keyboard focus in it, at `byte` when one is given.
    pub fn focus(&self, byte: Option<u32>) {
        js::MODULE.with(|module| module.focus(&self.editor, byte));
    }
}

impl Drop for CodeEditor {
    fn drop(&mut self) {
        js::MODULE.with(|module| module.destroy(&self.editor));
    }
}

fn lint_diagnostic(view: &DiagnosticView) -> JsValue {
    let object = Object::new();
    let severity = match view.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let message = match &view.hint {
        Some(hint) => format!("{}\n{hint}", view.message),
        None => view.message.clone(),
    };
    set(&object, "from", view.start.into());
    set(&object, "to", view.end.into());
    set(&object, "severity", severity.into());
    set(&object, "message", message.as_str().into());
    object.into()
}

fn set(object: &Object, key: &str, value: JsValue) {
    // Setting a property of a plain object never throws.
    let _ = Reflect::set(object, &key.into(), &value);
}

mod js {
    use super::{Array, Element, Object, wasm_bindgen};

    #[wasm_bindgen]
    extern "C" {
        /// `www/editor/editor.js`.
        pub(super) type EditorModule;
        /// What it makes.
        pub(super) type Editor;

        // The page's first script shows the page when it has loaded it.
        #[wasm_bindgen(thread_local_v2, js_name = migrationSandboxEditor)]
        pub(super) static MODULE: EditorModule;

        #[wasm_bindgen(method)]
        pub(super) fn create(this: &EditorModule, parent: &Element, options: &Object) -> Editor;
        #[wasm_bindgen(method, js_name = setText)]
        pub(super) fn set_text(this: &EditorModule, editor: &Editor, text: &str);
        #[wasm_bindgen(method, js_name = setDiagnostics)]
        pub(super) fn set_diagnostics(this: &EditorModule, editor: &Editor, diagnostics: &Array);
        #[wasm_bindgen(method, js_name = setTheme)]
        pub(super) fn set_theme(this: &EditorModule, editor: &Editor, dark: bool);
        #[wasm_bindgen(method)]
        pub(super) fn focus(this: &EditorModule, editor: &Editor, byte: Option<u32>);
        #[wasm_bindgen(method)]
        pub(super) fn destroy(this: &EditorModule, editor: &Editor);
    }
}
