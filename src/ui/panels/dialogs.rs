//! Dialogs: help, keys, starting over, and names of files.

use std::rc::Rc;

use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::protocol::View;
use crate::ui::components::button::{Button, Tone};
use crate::ui::components::dialog::Dialog as Frame;
use crate::ui::dispatch::use_dispatch;
use crate::ui::keys::{self, KEYS, KeyCommand, Place};
use crate::ui::state::{Action, Dialog, State};

use super::palette::Palette;

#[derive(PartialEq, Properties)]
pub(crate) struct DialogsProps {
    pub(crate) state: State,
}

/// The dialog that is open, if one is.
#[component]
pub(crate) fn Dialogs(props: &DialogsProps) -> Html {
    let view = &props.state.view;
    match &props.state.dialog {
        None => html! {},
        Some(Dialog::Help) => html! { <Help /> },
        Some(Dialog::Keys) => html! { <KeySheet /> },
        Some(Dialog::Palette) => html! { <Palette state={props.state.clone()} /> },
        Some(Dialog::Reset) => html! {
            <Replace title="Start over?" button="Start over" testid="confirm-reset" action={Action::SampleConfirmed(None)} />
        },
        Some(Dialog::OpenProject(sample)) => html! {
            <Replace title={format!("Open “{}”?", sample.title)} button="Open" testid="confirm-open" action={Action::SampleConfirmed(Some(sample))} />
        },
        Some(Dialog::OpenFiles(chosen)) => html! {
            <Replace title="Open your files?" button="Open" testid="confirm-open" action={Action::FilesConfirmed(chosen.clone())} />
        },
        Some(Dialog::NewFile(folder)) => {
            html! { <FileName title="New file" path={folder.clone()} from={None::<String>} view={view.clone()} /> }
        }
        Some(Dialog::RenameFile(path)) => {
            html! { <FileName title="Rename file" path={path.clone()} from={Some(path.clone())} view={view.clone()} /> }
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
    html! {
        <Frame title="How this works" class="dialog-help" on_close={dispatch.always(Action::DialogClosed)}>
            <ol class="help-steps">
                <li><strong>{ "models.py" }</strong>{ " says what your data should look like. Edit it." }</li>
                <li><strong>{ "makemigrations" }</strong>{ " compares it with what the migrations add up to, and writes the difference as a file. It does not look at the database." }</li>
                <li><strong>{ "migrate" }</strong>{ " runs the migrations that are not applied yet, and adds a row to " }<code>{ "django_migrations" }</code>{ " for each." }</li>
                <li>{ "The " }<strong>{ "database" }</strong>{ " has the tables. " }<code>{ "migrate books zero" }</code>{ " and “roll back” go the other way." }</li>
            </ol>
            <p>{ "The console takes Django’s commands and more: " }<code>{ "python manage.py help" }</code>{ ", " }<code>{ "showmigrations" }</code>{ ", " }<code>{ "sqlmigrate" }</code>{ ", " }<code>{ "ls" }</code>{ ", " }<code>{ "cat" }</code>{ ". Undo takes back the last command, database and files and all. Everything stays in this browser." }</p>
            <h3>{ "Marks" }</h3>
            <p class="help-marks">
                <span class="mark is-applied">{ "●" }</span>{ " applied  " }
                <span class="mark is-pending">{ "○" }</span>{ " not applied  " }
                <span class="mark is-added">{ "+" }</span>{ " new  " }
                <span class="mark is-changed">{ "~" }</span>{ " changed  " }
                <span class="mark is-removed">{ "−" }</span>{ " removed  " }
                <span class="mark is-error">{ "✕" }</span>{ " error" }
            </p>
            <div class="dialog-actions">
                <Button label="All keys" tone={Tone::Plain} on_press={dispatch.always(Action::DialogOpened(Dialog::Keys))} />
                <Button label={format!("Everything by name ({})", keys::shown(KeyCommand::Palette))} tone={Tone::Plain} on_press={dispatch.always(Action::DialogOpened(Dialog::Palette))} />
            </div>
        </Frame>
    }
}

/// All keys, from the table by which the page listens.
#[component]
fn KeySheet() -> Html {
    let dispatch = use_dispatch();
    html! {
        <Frame title="Keys" class="dialog-help" on_close={dispatch.always(Action::DialogClosed)}>
            <p>{ "On a Mac, Cmd does what Ctrl does here, and Option is Alt." }</p>
            <div class="key-sheet" data-testid="key-sheet">{ for Place::ALL.iter().map(|place| keys_of(*place)) }</div>
        </Frame>
    }
}

fn keys_of(place: Place) -> Html {
    html! {
        <section>
            <h3>{ place.title() }</h3>
            <dl class="help-keys">
                { for KEYS.iter().filter(|key| key.place == place).map(|key| html! {
                    <div><dt><kbd>{ key.shown }</kbd></dt><dd>{ key.what }</dd></div>
                }) }
            </dl>
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
    html! {
        <Frame title={props.title.clone()} on_close={dispatch.always(Action::DialogClosed)}>
            <p>{ "The files, the database and the timeline of the present project are lost. To keep them, close this, and copy a link with Share or download the files." }</p>
            <div class="dialog-actions">
                <Button label="Keep my work" tone={Tone::Plain} on_press={dispatch.always(Action::DialogClosed)} />
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
    let path = props.path.to_string();
    html! {
        <Frame title={format!("Delete {path}?")} on_close={dispatch.always(Action::DialogClosed)}>
            if path.contains("/migrations/") {
                <p>{ "If this migration is applied, the database keeps its tables and its row in " }<code>{ "django_migrations" }</code>{ ". Rolling back first is the usual way." }</p>
            } else {
                <p>{ "The file goes. After the next command, undo brings it back." }</p>
            }
            <div class="dialog-actions">
                <Button label="Keep it" tone={Tone::Plain} on_press={dispatch.always(Action::DialogClosed)} />
                <Button label="Delete" tone={Tone::Danger} on_press={dispatch.always(Action::FileDeleted(path))} />
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
    let shown_problem = problem.filter(|_| path.as_str() != props.path.as_str());
    html! {
        <Frame title={props.title.clone()} on_close={dispatch.always(Action::DialogClosed)}>
            <label class="field">
                <span>{ "Path in the project" }</span>
                <input type="text" value={(*path).clone()} {oninput} {onkeydown} autocomplete="off" spellcheck="false" autofocus=true aria-invalid={shown_problem.is_some().to_string()} aria-describedby="path-problem" />
            </label>
            <p id="path-problem" class="field-problem" role="status">{ shown_problem.unwrap_or_default() }</p>
            <div class="dialog-actions">
                <Button label="Cancel" tone={Tone::Plain} on_press={dispatch.always(Action::DialogClosed)} />
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
    html! {
        <Frame title="Name this step" on_close={dispatch.always(Action::DialogClosed)}>
            <label class="field">
                <span>{ "Name; leave it empty to take it away" }</span>
                <input type="text" ref={field} value={props.name.clone()} {onkeydown} autocomplete="off" maxlength="80" autofocus=true data-testid="step-name" />
            </label>
            <div class="dialog-actions">
                <Button label="Cancel" tone={Tone::Plain} on_press={dispatch.always(Action::DialogClosed)} />
                <Button label="Keep" tone={Tone::Accent} on_press={accept.reform(|_| ())} />
            </div>
        </Frame>
    }
}

fn problem(path: &str, from: Option<&str>, view: &View) -> Option<&'static str> {
    let parts = || path.split('/');
    match () {
        () if path.is_empty() || path.ends_with('/') => {
            Some("give the file a name, as books/admin.py")
        }
        () if path.starts_with('/') => Some("begin with a folder or a name, without a slash"),
        () if parts().any(|part| part.is_empty() || part == "." || part == "..") => {
            Some("leave out empty parts and dots")
        }
        () if Some(path) == from => Some("give it another path"),
        () if view.files.iter().any(|file| file.path == path) => {
            Some("a file with this path exists")
        }
        () => None,
    }
}
