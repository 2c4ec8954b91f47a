//! The four pieces and what divides them.

use yew::prelude::*;

use crate::ui::components::icon::Icon;
use crate::ui::components::splitter::Splitter;
use crate::ui::components::tabs::{Tab, Tabs};
use crate::ui::dispatch::use_dispatch;
use crate::ui::state::layout::{Layout, Pane, Piece, Sizes};
use crate::ui::state::{Action, EngineStatus, State};
use crate::ui::texts::texts;

use super::console::ConsolePanel;
use super::database::DatabasePanel;
use super::migrations::MigrationsPanel;
use super::models::ModelsPanel;

/// How many panels there are, which show a project that opens one after the other.
pub(crate) const PANELS: u8 = 4;

#[derive(PartialEq, Properties)]
pub(crate) struct WorkbenchProps {
    pub(crate) state: State,
    /// How many panels may show the project.
    pub(crate) turn: u8,
}

/// The four pieces and what divides them. Style sheets decide which of them are seen.
#[component]
pub(crate) fn Workbench(props: &WorkbenchProps) -> Html {
    let state = &props.state;
    let before = use_mut_ref(|| state.clone());
    if state.engine != EngineStatus::Ready {
        before.replace(state.clone());
    }
    let seen_by = |panel: u8| match panel <= props.turn {
        true => state.clone(),
        false => before.borrow().clone(),
    };
    let middle = match state.layout {
        Layout::Middle => Pane::Left,
        Layout::Wide | Layout::Narrow => Pane::Migrations,
    };
    html! {
        <>
            <main class="workbench">
                <PieceTabs class="piece-tabs" pieces={&Piece::ALL[..2]} piece={column_piece(state)} shown={state.layout == Layout::Middle} />
                <ModelsPanel state={seen_by(1)} />
                <PaneSplitter pane={Pane::Models} sizes={state.preferences.sizes} />
                <MigrationsPanel state={seen_by(2)} />
                <PaneSplitter pane={middle} sizes={state.preferences.sizes} />
                <DatabasePanel state={seen_by(3).without_files()} />
                <PaneSplitter pane={Pane::Console} sizes={state.preferences.sizes} />
                <ConsolePanel state={seen_by(4).without_files()} />
            </main>
            <PieceTabs class="tab-bar" pieces={&Piece::ALL[..]} piece={state.piece} shown={state.layout == Layout::Narrow} />
        </>
    }
}

/// The piece of the column that two pieces share.
fn column_piece(state: &State) -> Piece {
    match state.piece {
        Piece::Migrations => Piece::Migrations,
        _ => Piece::Models,
    }
}

#[derive(PartialEq, Properties)]
struct PieceTabsProps {
    class: &'static str,
    pieces: &'static [Piece],
    piece: Piece,
    shown: bool,
}

#[component]
fn PieceTabs(props: &PieceTabsProps) -> Html {
    let dispatch = use_dispatch();
    if !props.shown {
        return html! {};
    }
    let tab = |piece: &Piece| Tab {
        id: piece.id().into(),
        label: piece.label().into(),
        title: None,
        icon: Some(icon(*piece)),
        mark: None,
        panel: format!("piece-{}", piece.id()).into(),
        testid: Some(format!("tab:{}", piece.id()).into()),
    };
    let pieces = props.pieces;
    let on_select = dispatch.on(move |id: AttrValue| {
        let piece = pieces.iter().find(|piece| piece.id() == id.as_str());
        Action::PieceChosen(piece.copied().unwrap_or_default())
    });
    html! {
        <nav class={props.class} aria-label={texts().pieces.all}><Tabs label={texts().pieces.all} tabs={pieces.iter().map(tab).collect::<Vec<_>>()} selected={props.piece.id()} {on_select} /></nav>
    }
}

fn icon(piece: Piece) -> Icon {
    match piece {
        Piece::Models => Icon::Models,
        Piece::Migrations => Icon::Graph,
        Piece::Database => Icon::Database,
        Piece::Console => Icon::Console,
    }
}

#[derive(PartialEq, Properties)]
pub(crate) struct PaneSplitterProps {
    pub(crate) pane: Pane,
    pub(crate) sizes: Sizes,
}

/// The line that sets the size of a pane.
#[component]
pub(crate) fn PaneSplitter(props: &PaneSplitterProps) -> Html {
    let dispatch = use_dispatch();
    let pane = props.pane;
    let words = &texts().pieces;
    let (label, class) = match pane {
        Pane::Models => (words.width_of_models, "splitter-models"),
        Pane::Migrations => (words.width_of_migrations, "splitter-migrations"),
        Pane::Left => (words.width_of_left, "splitter-migrations"),
        Pane::Tracking => (words.height_of_tracking, "splitter-tracking"),
        Pane::Console => (words.height_of_console, "splitter-console"),
    };
    let behind = matches!(pane, Pane::Tracking | Pane::Console);
    let start = if pane == Pane::Migrations {
        props.sizes.get(Pane::Models)
    } else {
        0.0
    };
    let initial = Sizes::default().get(pane);
    html! {
        <Splitter
            {label}
            {class}
            value={props.sizes.get(pane)}
            range={pane.range()}
            {start}
            lying={behind}
            {behind}
            on_resize={dispatch.on(move |share| Action::PaneResized(pane, share))}
            on_reset={dispatch.always(Action::PaneResized(pane, initial))}
        />
    }
}
