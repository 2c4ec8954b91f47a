//! Piece 1: the files of the project.

use std::rc::Rc;

use yew::prelude::*;

use crate::protocol::{DiagnosticView, FileView, Severity};
use crate::ui::components::button::Button;
use crate::ui::components::empty::Empty;
use crate::ui::components::icon::Icon;
use crate::ui::components::mark::{Mark, MarkSign};
use crate::ui::components::tabs::{Tab, Tabs};
use crate::ui::dispatch::use_dispatch;
use crate::ui::state::layout::{Layout, Piece};
use crate::ui::state::{Action, Dialog, State};
use crate::ui::texts::texts;

use super::editor::EditorPane;
use super::file_diff::FileDiff;
use super::file_tree::FileTree;
use super::insight::advice::as_problems;
use super::pending::ModelsStrip;
use super::piece::PieceFrame;
use super::problems::Problems;

#[derive(PartialEq, Properties)]
pub(crate) struct ModelsProps {
    pub(crate) state: State,
}

/// Piece 1: the files of the project.
#[component]
pub(crate) fn ModelsPanel(props: &ModelsProps) -> Html {
    let state = &props.state;
    let active = state
        .files
        .active
        .as_ref()
        .and_then(|path| file(state, path));
    let mut problems = state.view.diagnostics.clone();
    if !state.advised.notes.is_empty() {
        problems.extend(as_problems(&state.advised.notes));
    }
    html! {
        <PieceFrame piece={Piece::Models} number=1 title="models.py" tabbed={state.layout != Layout::Wide}>
            <ModelsStrip view={state.view.clone()} engine={state.engine.clone()} idle={state.idle()} />
            <div class="files">
                if state.tree_shown() {
                    <FileTree view={state.view.clone()} active={state.files.active.clone()} />
                }
                <div class="files-open">
                    <OpenFiles state={state.clone()} />
                    <p class="sr-only" id="editor-way-out">{ texts().files.way_out }</p>
                    <div class="editors" id="editors">{ editors(state, &problems) }</div>
                    <Problems diagnostics={problems} view={state.view.clone()} idle={state.idle()} />
                    if let Some(file) = active {
                        if let Some(committed) = &file.committed {
                            <FileDiff path={file.path.clone()} old={committed.clone()} new={file.text.clone()} />
                        }
                    }
                </div>
            </div>
        </PieceFrame>
    }
}

/// One editor per open file, since its undo history is the file's.
fn editors(state: &State, problems: &[DiagnosticView]) -> Html {
    let editor = |path: &String| {
        let text: AttrValue = match state.files.unconfirmed(path) {
            Some(text) => Rc::clone(text).into(),
            None => state.text_of(path).unwrap_or_default().to_owned().into(),
        };
        let diagnostics = problems.iter().filter(|d| d.path == *path);
        html! {
            <EditorPane
                key={path.clone()}
                path={path.clone()}
                {text}
                diagnostics={diagnostics.cloned().collect::<Vec<_>>()}
                dark={state.dark()}
                shown={state.files.active.as_ref() == Some(path)}
                reveal={state.reveal.clone().filter(|reveal| reveal.path == *path)}
            />
        }
    };
    if state.files.open.is_empty() && !state.view.files.is_empty() {
        return html! { <Empty text={texts().files.none_open} /> };
    }
    state.files.open.iter().map(editor).collect()
}

#[derive(PartialEq, Properties)]
struct OpenFilesProps {
    state: State,
}

#[component]
fn OpenFiles(props: &OpenFilesProps) -> Html {
    let state = &props.state;
    let dispatch = use_dispatch();
    let words = &texts().files;
    let active = state.files.active.clone();
    let tabs: Vec<Tab> = state
        .files
        .open
        .iter()
        .map(|path| tab(state, path))
        .collect();
    html! {
        <div class="files-tabs">
            <Button label={words.files} title={words.toggle} icon={Icon::Sidebar} words=false pressed={state.tree_shown()} on_press={dispatch.always(Action::TreeToggled)} />
            <Tabs
                label={words.open}
                class="tabs-files"
                {tabs}
                selected={active.clone().unwrap_or_default()}
                on_select={dispatch.on(|path: AttrValue| Action::FileOpened(path.to_string()))}
                on_close={dispatch.on(|path: AttrValue| Action::FileClosed(path.to_string()))}
            />
            <Button label={words.new} icon={Icon::Plus} words=false on_press={dispatch.always(Action::DialogOpened(Dialog::NewFile(folder(state))))} />
            if let Some(active) = active { <FileTools path={active} closable={state.files.open.len() > 1} /> }
        </div>
    }
}

#[derive(PartialEq, Properties)]
struct FileToolsProps {
    path: String,
    closable: bool,
}

/// What can be done with the file in the editor.
#[component]
fn FileTools(props: &FileToolsProps) -> Html {
    let dispatch = use_dispatch();
    let path = &props.path;
    let words = &texts().files;
    let open = |dialog| dispatch.always(Action::DialogOpened(dialog));
    html! {
        <>
            <Button label={words.rename.with([path])} title={words.rename_title} icon={Icon::Pencil} words=false on_press={open(Dialog::RenameFile(path.clone()))} />
            <Button label={words.delete.with([path])} title={words.delete_title} icon={Icon::Trash} words=false on_press={open(Dialog::DeleteFile(path.clone()))} />
            if props.closable {
                <Button label={words.close.with([path])} title={words.close_title} icon={Icon::Close} words=false on_press={dispatch.always(Action::FileClosed(path.clone()))} />
            }
        </>
    }
}

fn tab(state: &State, path: &str) -> Tab {
    let name = path.rsplit('/').next().unwrap_or(path);
    let same_name = state
        .files
        .open
        .iter()
        .filter(|other| other.rsplit('/').next() == Some(name));
    // Two models.py are told apart by their folder.
    let label = match same_name.count() {
        0 | 1 => name,
        _ => path
            .rmatch_indices('/')
            .nth(1)
            .map_or(path, |(index, _)| path.get(index + 1..).unwrap_or(path)),
    };
    Tab {
        id: path.to_owned().into(),
        label: label.to_owned().into(),
        title: Some(path.to_owned().into()),
        icon: None,
        mark: file_mark(state, path),
        panel: "editors".into(),
        testid: None,
    }
}

fn file_mark(state: &State, path: &str) -> Option<Html> {
    let mut problems = state.view.diagnostics.iter().filter(|d| d.path == path);
    let failing = problems.any(|diagnostic| diagnostic.severity == Severity::Error);
    let edited = file(state, path).is_some_and(|file| file.committed.is_some());
    match (failing, edited) {
        (true, _) => Some(html! { <MarkSign mark={Mark::Error} /> }),
        (false, true) => Some(html! { <MarkSign mark={Mark::Changed} /> }),
        (false, false) => None,
    }
}

fn file<'a>(state: &'a State, path: &str) -> Option<&'a FileView> {
    state.view.files.iter().find(|file| file.path == path)
}

/// The folder that a new file is likely meant for.
fn folder(state: &State) -> String {
    let active = state.files.active.as_deref().unwrap_or_default();
    active
        .rsplit_once('/')
        .map(|(folder, _)| format!("{folder}/"))
        .unwrap_or_default()
}
