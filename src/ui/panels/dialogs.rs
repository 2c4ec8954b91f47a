//! Dialogs: help, keys, starting over, and names of files.

use std::rc::Rc;

use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::protocol::View;
use crate::ui::components::button::{Button, Tone};
use crate::ui::components::dialog::Dialog as Frame;
use crate::ui::dispatch::use_dispatch;
use crate::ui::keys::{KEYS, Key, Place};
use crate::ui::state::{Action, Dialog, State};
use crate::ui::texts::{later, texts};

use super::palette::Palette;

#[derive(PartialEq, Properties)]
pub(crate) struct DialogsProps {
    pub(crate) state: State,
}

/// The dialog that is open, if one is.
#[component]
pub(crate) fn Dialogs(props: &DialogsProps) -> Html {
    let view = &props.state.view;
    let words = &later().dialogs;
    match &props.state.dialog {
        None => html! {},
        Some(Dialog::Help) => html! { <Help /> },
        Some(Dialog::Keys) => html! { <KeySheet /> },
        Some(Dialog::Palette) => html! { <Palette state={props.state.clone()} /> },
        Some(Dialog::Reset) => html! {
            <Replace title={words.start_over} button={texts().toolbar.start_over} testid="confirm-reset" action={Action::SampleConfirmed(None)} />
        },
        Some(Dialog::OpenProject(sample)) => html! {
            <Replace title={words.open_sample.with([sample.words().title])} button={words.open} testid="confirm-open" action={Action::SampleConfirmed(Some(sample))} />
        },
        Some(Dialog::OpenFiles(chosen)) => html! {
            <Replace title={words.open_files} button={words.open} testid="confirm-open" action={Action::FilesConfirmed(chosen.clone())} />
        },
        Some(Dialog::NewFile(folder)) => {
            html! { <FileName title={texts().files.new} path={folder.clone()} from={None::<String>} view={view.clone()} /> }
        }
        Some(Dialog::RenameFile(path)) => {
            html! { <FileName title={words.rename_file} path={path.clone()} from={Some(path.clone())} view={view.clone()} /> }
        }
        Some(Dialog::NameStep(step)) => {
            let step_view = props.state.view.timeline.get(*step as usize);
            let name = step_view.and_then(|step| step.name.clone());
            html! { <NameStep step={*step} name={name.unwrap_or_default()} /> }
        }
        Some(Dialog::DeleteFile(path)) => html! { <DeleteFile path={path.clone()} /> },
    }
}

#[component]
fn Help() -> Html {
    let dispatch = use_dispatch();
    let (words, signs) = (&later().dialogs, &texts().marks);
    html! {
        <Frame title={words.help} class="dialog-help" on_close={dispatch.always(Action::DialogClosed)}>
            <ol class="help-steps">
                <li>{ marked(words.help_models) }</li>
                <li>{ marked(words.help_makemigrations) }</li>
                <li>{ marked(words.help_migrate) }</li>
                <li>{ marked(words.help_database) }</li>
            </ol>
            <p>{ marked(words.help_console) }</p>
            <h3>{ words.marks }</h3>
            <p class="help-marks">
                <span class="mark is-applied">{ "●" }</span>{ format!(" {}  ", signs.applied) }
                <span class="mark is-pending">{ "○" }</span>{ format!(" {}  ", signs.pending) }
                <span class="mark is-added">{ "+" }</span>{ format!(" {}  ", signs.added) }
                <span class="mark is-changed">{ "~" }</span>{ format!(" {}  ", signs.changed) }
                <span class="mark is-removed">{ "−" }</span>{ format!(" {}  ", signs.removed) }
                <span class="mark is-error">{ "✕" }</span>{ format!(" {}", signs.error) }
            </p>
            <div class="dialog-actions">
                <Button label={words.all_keys} tone={Tone::Plain} on_press={dispatch.always(Action::DialogOpened(Dialog::Keys))} />
                <Button label={texts().toolbar.everything_by_name} tone={Tone::Plain} on_press={dispatch.always(Action::DialogOpened(Dialog::Palette))} />
            </div>
        </Frame>
    }
}

/// A text in which `*` surrounds what is said loudly, and `` ` `` code.
fn marked(text: &str) -> Html {
    let mut shown = Vec::new();
    for (number, piece) in text.split('`').enumerate() {
        if number % 2 == 1 {
            shown.push(html! { <code>{ piece.to_owned() }</code> });
            continue;
        }
        for (number, piece) in piece.split('*').enumerate() {
            shown.push(match number % 2 {
                0 => piece.to_owned().into(),
                _ => html! { <strong>{ piece.to_owned() }</strong> },
            });
        }
    }
    shown.into_iter().collect()
}

/// All keys, from the table by which the page listens.
#[component]
fn KeySheet() -> Html {
    let dispatch = use_dispatch();
    html! {
        <Frame title={texts().toolbar.keys} class="dialog-help" on_close={dispatch.always(Action::DialogClosed)}>
            <p>{ later().keys.mac }</p>
            <div class="key-sheet" data-testid="key-sheet">{ for Place::ALL.iter().map(|place| keys_of(*place)) }</div>
        </Frame>
    }
}

fn keys_of(place: Place) -> Html {
    let shown = |key: &Key| {
        let (shown, what) = key.does.words();
        html! { <div><dt><kbd>{ shown }</kbd></dt><dd>{ what }</dd></div> }
    };
    html! {
        <section>
            <h3>{ place.title() }</h3>
            <dl class="help-keys">{ for KEYS.iter().filter(|key| key.place == place).map(shown) }</dl>
        </section>
    }
}

#[derive(PartialEq, Properties)]
struct ReplaceProps {
    title: AttrValue,
    button: AttrValue,
    testid: AttrValue,
    action: Action,
}

/// Confirms what takes the place of the project.
#[component]
fn Replace(props: &ReplaceProps) -> Html {
    let dispatch = use_dispatch();
    let words = &later().dialogs;
    html! {
        <Frame title={props.title.clone()} on_close={dispatch.always(Action::DialogClosed)}>
            <p>{ words.loss }</p>
            <div class="dialog-actions">
                <Button label={words.keep_work} tone={Tone::Plain} on_press={dispatch.always(Action::DialogClosed)} />
                <Button label={props.button.clone()} tone={Tone::Danger} testid={props.testid.clone()} on_press={dispatch.always(props.action.clone())} />
            </div>
        </Frame>
    }
}

#[derive(PartialEq, Properties)]
struct DeleteFileProps {
    path: AttrValue,
}

#[component]
fn DeleteFile(props: &DeleteFileProps) -> Html {
    let dispatch = use_dispatch();
    let words = &later().dialogs;
    let path = props.path.to_string();
    html! {
        <Frame title={words.delete_file.with([&path])} on_close={dispatch.always(Action::DialogClosed)}>
            <p>{ marked(if path.contains("/migrations/") { words.delete_migration } else { words.delete_other }) }</p>
            <div class="dialog-actions">
                <Button label={words.keep_it} tone={Tone::Plain} on_press={dispatch.always(Action::DialogClosed)} />
                <Button label={words.delete} tone={Tone::Danger} on_press={dispatch.always(Action::FileDeleted(path))} />
            </div>
        </Frame>
    }
}

#[derive(PartialEq, Properties)]
struct FileNameProps {
    title: AttrValue,
    path: AttrValue,
    /// The file's present path, if it has one.
    from: Option<AttrValue>,
    view: Rc<View>,
}

/// Asks for a path and says at once what is wrong with it.
#[component]
fn FileName(props: &FileNameProps) -> Html {
    let dispatch = use_dispatch();
    let path = use_state(|| props.path.to_string());
    let problem = problem(&path, props.from.as_deref(), &props.view);
    let oninput = {
        let path = path.clone();
        move |event: InputEvent| path.set(event.target_unchecked_into::<HtmlInputElement>().value())
    };
    let accept = {
        let (path, from, wrong) = (path.clone(), props.from.clone(), problem.is_some());
        let dispatch = dispatch.clone();
        Callback::from(move |()| {
            let to = (*path).clone();
            match &from {
                _ if wrong => {}
                Some(from) => dispatch.send(Action::FileRenamed {
                    from: from.to_string(),
                    to,
                }),
                None => dispatch.send(Action::FileCreated(to)),
            }
        })
    };
    let onkeydown = {
        let accept = accept.clone();
        move |event: KeyboardEvent| {
            if event.key() == "Enter" {
                event.prevent_default();
                accept.emit(());
            }
        }
    };
    let words = &later().dialogs;
    let shown_problem = problem.filter(|_| path.as_str() != props.path.as_str());
    html! {
        <Frame title={props.title.clone()} on_close={dispatch.always(Action::DialogClosed)}>
            <label class="field">
                <span>{ words.path }</span>
                <input type="text" value={(*path).clone()} {oninput} {onkeydown} autocomplete="off" spellcheck="false" autofocus=true aria-invalid={shown_problem.is_some().to_string()} aria-describedby="path-problem" />
            </label>
            <p id="path-problem" class="field-problem" role="status">{ shown_problem.unwrap_or_default() }</p>
            <div class="dialog-actions">
                <Button label={words.cancel} tone={Tone::Plain} on_press={dispatch.always(Action::DialogClosed)} />
                <Button label={props.title.clone()} tone={Tone::Accent} on_press={accept.reform(|_| ())} />
            </div>
        </Frame>
    }
}

#[derive(PartialEq, Properties)]
struct NameStepProps {
    step: u32,
    name: AttrValue,
}

/// Asks for the name of a checkpoint.
#[component]
fn NameStep(props: &NameStepProps) -> Html {
    let dispatch = use_dispatch();
    let field = use_node_ref();
    let step = props.step;
    let accept = {
        let (field, dispatch) = (field.clone(), dispatch.clone());
        Callback::from(move |()| {
            let field = field.cast::<HtmlInputElement>();
            let name = field.map(|field| field.value()).unwrap_or_default();
            dispatch.send(Action::StepNamed { step, name });
        })
    };
    let onkeydown = {
        let accept = accept.clone();
        move |event: KeyboardEvent| {
            if event.key() == "Enter" {
                event.prevent_default();
                accept.emit(());
            }
        }
    };
    let words = &later().dialogs;
    html! {
        <Frame title={words.name_step} on_close={dispatch.always(Action::DialogClosed)}>
            <label class="field">
                <span>{ words.step_name }</span>
                <input type="text" ref={field} value={props.name.clone()} {onkeydown} autocomplete="off" maxlength="80" autofocus=true data-testid="step-name" />
            </label>
            <div class="dialog-actions">
                <Button label={words.cancel} tone={Tone::Plain} on_press={dispatch.always(Action::DialogClosed)} />
                <Button label={words.keep} tone={Tone::Accent} on_press={accept.reform(|_| ())} />
            </div>
        </Frame>
    }
}

fn problem(path: &str, from: Option<&str>, view: &View) -> Option<&'static str> {
    let words = &later().dialogs;
    let parts = || path.split('/');
    match () {
        () if path.is_empty() || path.ends_with('/') => Some(words.path_unfinished),
        () if path.starts_with('/') => Some(words.path_absolute),
        () if parts().any(|part| part.is_empty() || part == "." || part == "..") => {
            Some(words.path_dots)
        }
        () if Some(path) == from => Some(words.path_same),
        () if view.files.iter().any(|file| file.path == path) => Some(words.path_taken),
        () => None,
    }
}
