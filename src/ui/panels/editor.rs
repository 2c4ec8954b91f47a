//! A file in the code editor.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::timers::callback::Timeout;
use web_sys::Element;
use yew::prelude::*;

use crate::protocol::DiagnosticView;
use crate::ui::dispatch::{Dispatch, use_dispatch};
use crate::ui::editor::{CodeEditor, CodeEditorOptions};
use crate::ui::state::{Action, Reveal};

#[derive(PartialEq, Properties)]
pub(crate) struct EditorProps {
    pub(crate) path: AttrValue,
    pub(crate) text: AttrValue,
    pub(crate) diagnostics: Vec<DiagnosticView>,
    pub(crate) dark: bool,
    /// Whether it is seen; the others keep their undo history out of sight.
    pub(crate) shown: bool,
    /// Where to put the cursor.
    pub(crate) reveal: Option<Reveal>,
}

type Slot = Rc<RefCell<Option<CodeEditor>>>;

/// A file in the code editor.
#[component]
pub(crate) fn EditorPane(props: &EditorProps) -> Html {
    let parent = use_node_ref();
    let slot: Slot = use_mut_ref(|| None);
    let dispatch = use_dispatch();
    let is_made = use_editor(props, &parent, &slot, dispatch);
    use_updates(props, &slot, is_made);
    html! {
        <div
            class="editor"
            ref={parent}
            hidden={!props.shown}
            data-testid={props.shown.then_some("editor")}
            data-path={props.path.clone()}
        />
    }
}

/// Makes the editor once, and removes it with the component; answers whether it is there. It is made
/// when the rest of the page is on its way to the screen.
#[hook]
fn use_editor(props: &EditorProps, parent: &NodeRef, slot: &Slot, dispatch: Dispatch) -> bool {
    let (parent, slot) = (parent.clone(), slot.clone());
    let (text, dark) = (props.text.clone(), props.dark);
    let is_made = use_state(|| false);
    let made = is_made.setter();
    use_effect_with(props.path.clone(), move |path| {
        let path = path.clone();
        let own = slot.clone();
        let make = Timeout::new(0, move || {
            if let Some(parent) = parent.cast::<Element>() {
                own.replace(Some(editor(&parent, path, &text, dark, dispatch)));
                made.set(true);
            }
        });
        move || drop((make, slot.take()))
    });
    *is_made
}

fn editor(
    parent: &Element,
    path: AttrValue,
    text: &str,
    dark: bool,
    dispatch: Dispatch,
) -> CodeEditor {
    let file = path.to_string();
    let edited = move |text| {
        dispatch.send(Action::Edited {
            path: file.clone(),
            text,
        });
    };
    let options = CodeEditorOptions {
        text,
        python: path.ends_with(".py"),
        label: &path,
        read_only: false,
        dark,
        on_change: Box::new(edited),
    };
    CodeEditor::new(parent, options)
}

/// Tells the editor what changed around it.
#[hook]
fn use_updates(props: &EditorProps, slot: &Slot, is_made: bool) {
    let editor = slot.clone();
    use_effect_with((props.text.clone(), is_made), move |(text, _)| {
        with(&editor, |editor| editor.set_text(text));
    });
    let editor = slot.clone();
    use_effect_with(
        (props.diagnostics.clone(), is_made),
        move |(diagnostics, _)| {
            with(&editor, |editor| editor.set_diagnostics(diagnostics));
        },
    );
    let editor = slot.clone();
    use_effect_with((props.dark, is_made), move |(dark, _)| {
        with(&editor, |editor| editor.set_theme(*dark));
    });
    let editor = slot.clone();
    use_effect_with((props.reveal.clone(), is_made), move |(reveal, _)| {
        if let Some(reveal) = reveal {
            with(&editor, |editor| editor.focus(Some(reveal.offset)));
        }
    });
}

fn with(slot: &Slot, act: impl FnOnce(&CodeEditor)) {
    // An editor that is telling of an edit is busy; the text that it has is the newest anyway.
    if let Ok(editor) = slot.try_borrow()
        && let Some(editor) = editor.as_ref()
    {
        act(editor);
    }
}
