//! The project's files as a tree.

use std::rc::Rc;

use yew::prelude::*;

use crate::protocol::{FileView, Severity, View};
use crate::ui::components::mark::{Mark, MarkSign};
use crate::ui::components::tree::{Tree, TreeRow};
use crate::ui::dispatch::use_dispatch;
use crate::ui::state::{Action, Dialog};
use crate::ui::texts::texts;

#[derive(PartialEq, Properties)]
pub(crate) struct FileTreeProps {
    pub(crate) view: Rc<View>,
    pub(crate) active: Option<String>,
}

/// The project's files as a tree.
#[component]
pub(crate) fn FileTree(props: &FileTreeProps) -> Html {
    let dispatch = use_dispatch();
    let files = props.view.files.iter().map(|file| row(&props.view, file));
    let on_change = dispatch.on(|(path, renaming): (AttrValue, bool)| {
        let path = path.to_string();
        Action::DialogOpened(if renaming {
            Dialog::RenameFile(path)
        } else {
            Dialog::DeleteFile(path)
        })
    });
    html! {
        <div class="file-tree">
            <Tree
                label={texts().files.tree}
                testid="file-tree"
                files={files.collect::<Vec<_>>()}
                selected={props.active.clone().map(AttrValue::from)}
                on_open={dispatch.on(|path: AttrValue| Action::FileOpened(path.to_string()))}
                {on_change}
            />
        </div>
    }
}

fn row(view: &View, file: &FileView) -> TreeRow {
    let mut problems = view.diagnostics.iter().filter(|d| d.path == file.path);
    let failing = problems.any(|diagnostic| diagnostic.severity == Severity::Error);
    let mark = match (failing, &file.committed) {
        (true, _) => Some(html! { <MarkSign mark={Mark::Error} /> }),
        (false, Some(_)) => Some(html! { <MarkSign mark={Mark::Changed} /> }),
        (false, None) => None,
    };
    TreeRow {
        path: file.path.clone().into(),
        mark,
    }
}
