//! A tree of folders and files: <https://www.w3.org/WAI/ARIA/apg/patterns/treeview/>.

use std::collections::BTreeSet;

use web_sys::Element;
use yew::prelude::*;

use crate::ui::dom::{Rove, rove};

use super::icon::{Icon, Picture};

/// A row of the tree.
#[derive(Clone, PartialEq)]
pub(crate) struct TreeRow {
    /// Whole path; a folder's ends with `/`.
    pub(crate) path: AttrValue,
    /// A mark behind the name.
    pub(crate) mark: Option<Html>,
}

#[derive(PartialEq, Properties)]
pub(crate) struct TreeProps {
    pub(crate) label: AttrValue,
    /// Files, sorted by path.
    pub(crate) files: Vec<TreeRow>,
    pub(crate) selected: Option<AttrValue>,
    pub(crate) on_open: Callback<AttrValue>,
    /// Delete or F2 on a file: its path, and whether it is to be renamed.
    pub(crate) on_change: Callback<(AttrValue, bool)>,
    #[prop_or_default]
    pub(crate) testid: Option<AttrValue>,
}

/// A tree of folders and files. Arrows walk and fold, Enter opens, F2 renames, Delete deletes.
#[component]
pub(crate) fn Tree(props: &TreeProps) -> Html {
    let folded = use_state(BTreeSet::<String>::new);
    let root = use_node_ref();
    let rows = rows(&props.files, &folded);
    let toggle = {
        let folded = folded.clone();
        Callback::from(move |path: String| {
            let mut next = (*folded).clone();
            if !next.remove(&path) {
                next.insert(path);
            }
            folded.set(next);
        })
    };
    let onkeydown = {
        let root = root.clone();
        move |event: KeyboardEvent| {
            let step = Rove::vertical(&event.key());
            if let (Some(step), Some(root)) = (step, root.cast::<Element>()) {
                event.prevent_default();
                rove(&root, "[role=treeitem]", step);
            }
        }
    };
    // Only one row is a stop of the Tab key.
    let stop = rows
        .iter()
        .position(|row| Some(&row.path) == props.selected.as_deref().map(str::to_owned).as_ref());
    let stop = stop.unwrap_or(0);
    html! {
        <div class="tree" role="tree" aria-label={props.label.clone()} ref={root} {onkeydown} data-testid={props.testid.clone()}>
            { for rows.into_iter().enumerate().map(|(index, row)| shown(row, index == stop, props, &toggle)) }
        </div>
    }
}

struct Row {
    path: String,
    name: String,
    level: usize,
    /// Folded or not, for a folder.
    folded: Option<bool>,
    mark: Option<Html>,
}

fn rows(files: &[TreeRow], folded: &BTreeSet<String>) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    let mut seen = BTreeSet::new();
    let mut ordered: Vec<&TreeRow> = files.iter().collect();
    ordered.sort_by_key(|file| sort_key(&file.path));
    for file in ordered {
        let path = file.path.as_str();
        let ends: Vec<usize> = path
            .match_indices('/')
            .map(|(index, _)| index + 1)
            .collect();
        let hidden = |end: usize| {
            ends.iter()
                .any(|e| *e < end && path.get(..*e).is_some_and(|p| folded.contains(p)))
        };
        for (level, end) in ends.iter().enumerate() {
            let folder = path.get(..*end).unwrap_or_default();
            if seen.insert(folder.to_owned()) && !hidden(*end) {
                rows.push(row(folder, level, Some(folded.contains(folder)), None));
            }
        }
        if !hidden(usize::MAX) {
            rows.push(row(path, ends.len(), None, file.mark.clone()));
        }
    }
    rows
}

/// Folders stand before the files beside them.
fn sort_key(path: &str) -> Vec<(bool, String)> {
    let parts: Vec<&str> = path.split('/').collect();
    let last = parts.len() - 1;
    parts
        .iter()
        .enumerate()
        .map(|(index, part)| (index == last, (*part).to_owned()))
        .collect()
}

fn row(path: &str, level: usize, folded: Option<bool>, mark: Option<Html>) -> Row {
    let name = path
        .trim_end_matches('/')
        .rsplit('/')
        .next()
        .unwrap_or(path);
    Row {
        path: path.to_owned(),
        name: name.to_owned(),
        level,
        folded,
        mark,
    }
}

fn shown(row: Row, stop: bool, props: &TreeProps, toggle: &Callback<String>) -> Html {
    let selected = props.selected.as_deref() == Some(row.path.as_str());
    let icon = if row.folded.is_some() {
        None
    } else {
        Some(Icon::File)
    };
    let level = row.level.min(6);
    let onclick = {
        let (path, folder) = (row.path.clone(), row.folded.is_some());
        let (open, toggle) = (props.on_open.clone(), toggle.clone());
        move |_| match folder {
            true => toggle.emit(path.clone()),
            false => open.emit(path.clone().into()),
        }
    };
    let onkeydown = on_row_key(&row, props, toggle);
    html! {
        <button
            key={row.path.clone()}
            type="button"
            role="treeitem"
            class={classes!("tree-row", format!("tree-level-{level}"))}
            aria-level={(row.level + 1).to_string()}
            aria-expanded={row.folded.map(|folded| (!folded).to_string())}
            aria-selected={selected.to_string()}
            tabindex={if stop { "0" } else { "-1" }}
            title={row.path.clone()}
            data-testid={row.folded.is_none().then(|| format!("file:{}", row.path))}
            {onclick}
            {onkeydown}
        >
            if let Some(folded) = row.folded {
                <Picture icon={if folded { Icon::ChevronRight } else { Icon::ChevronDown }} />
            }
            if let Some(icon) = icon { <Picture {icon} /> }
            <span class="tree-name">{ row.name.clone() }</span>
            { row.mark.clone() }
        </button>
    }
}

fn on_row_key(row: &Row, props: &TreeProps, toggle: &Callback<String>) -> Callback<KeyboardEvent> {
    let (path, folded) = (row.path.clone(), row.folded);
    let (change, toggle) = (props.on_change.clone(), toggle.clone());
    Callback::from(
        move |event: KeyboardEvent| match (event.key().as_str(), folded) {
            ("ArrowRight", Some(true)) | ("ArrowLeft", Some(false)) => toggle.emit(path.clone()),
            ("F2", None) => change.emit((path.clone().into(), true)),
            ("Delete", None) => change.emit((path.clone().into(), false)),
            _ => {}
        },
    )
}
