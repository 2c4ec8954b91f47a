//! The toolbar: the project, the commands, the timeline, the page's own affairs.

use yew::prelude::*;

use crate::ui::components::button::{Button, Tone};
use crate::ui::components::icon::Icon;
use crate::ui::components::menu::{MenuButton, MenuItem};
use crate::ui::dispatch::{Dispatch, use_dispatch};
use crate::ui::keys::{self, KeyCommand};
use crate::ui::samples::{SAMPLES, Sample};
use crate::ui::state::insight::InsightAction;
use crate::ui::state::layout::{Pane, Theme};
use crate::ui::state::{Action, Dialog, DiskSource, State};

use super::time_menu::TimeMenu;
use super::timeline::Timeline;

/// By how many percent a step of the layout menu changes a pane.
const STEP: f64 = 6.0;

#[derive(PartialEq, Properties)]
pub(crate) struct ToolbarProps {
    pub(crate) state: State,
}

/// The toolbar.
#[component]
pub(crate) fn Toolbar(props: &ToolbarProps) -> Html {
    let state = &props.state;
    let dispatch = use_dispatch();
    html! {
        <header class="toolbar">
            <h1 class="brand"><span class="brand-mark" aria-hidden="true" /><span class="brand-words">{ "migration sandbox" }</span></h1>
            <MenuButton label="Project" icon={Icon::Folder} class="toolbar-project" items={project_items(state.has_kept, &dispatch)} />
            <div class="toolbar-group" role="group" aria-label="Commands">
                <CommandButton label="makemigrations" idle={state.idle()} />
                <CommandButton label="migrate" idle={state.idle()} />
            </div>
            <div class="toolbar-group toolbar-time" role="group" aria-label="Time">
                <Button label="Undo" title="Undo the last command (Alt+Left)" icon={Icon::Undo} words=false disabled={!state.can_undo()} testid="button-undo" on_press={dispatch.always(Action::UndoPressed)} />
                <Timeline steps={state.view.timeline.clone()} present={state.view.present} idle={state.idle()} />
                <Button label="Redo" title="Redo (Alt+Right)" icon={Icon::Redo} words=false disabled={!state.can_redo()} testid="button-redo" on_press={dispatch.always(Action::RedoPressed)} />
                <TimeMenu steps={state.view.timeline.clone()} present={state.view.present} idle={state.idle()} />
            </div>
            <div class="toolbar-group toolbar-end">
                <Button label="Compare" title="models.py, the migrations and the database, side by side" icon={Icon::Compare} words=false disabled={!state.idle()} testid="button-compare" on_press={dispatch.always(Action::Insight(InsightAction::ComparisonOpened))} />
                <Button label="Commands" title={format!("Everything by name ({})", keys::shown(KeyCommand::Palette))} icon={Icon::Search} words=false testid="button-palette" on_press={dispatch.always(Action::DialogOpened(Dialog::Palette))} />
                <Button label="Share" title="Copy a link that opens this project with its migrations and rows" icon={Icon::Share} words=false testid="button-share" on_press={dispatch.always(Action::SharePressed)} />
                <Button label="Start over" title="Start over with the first project" icon={Icon::Reset} words=false testid="button-reset" on_press={dispatch.always(Action::DialogOpened(Dialog::Reset))} />
                <MenuButton label="Layout" icon={Icon::Layout} words=false class="toolbar-layout" items={layout_items(state, &dispatch)} />
                <ThemeToggle theme={state.theme()} next={state.next_theme()} />
                <Button label="Help" title="Help (?)" icon={Icon::Help} words=false on_press={dispatch.always(Action::DialogOpened(Dialog::Help))} />
            </div>
        </header>
    }
}

#[derive(PartialEq, Properties)]
struct CommandProps {
    label: &'static str,
    idle: bool,
}

#[component]
fn CommandButton(props: &CommandProps) -> Html {
    let dispatch = use_dispatch();
    let line = format!("python manage.py {}", props.label);
    html! {
        <Button
            label={props.label}
            title={line.clone()}
            class="button-command"
            tone={Tone::Plain}
            disabled={!props.idle}
            testid={format!("button-{}", props.label)}
            on_press={dispatch.run(line)}
        />
    }
}

#[derive(PartialEq, Properties)]
struct ThemeProps {
    theme: Theme,
    next: Theme,
}

#[component]
fn ThemeToggle(props: &ThemeProps) -> Html {
    let dispatch = use_dispatch();
    let (label, icon) = match props.theme {
        Theme::Auto | Theme::Light => ("Dark theme", Icon::Moon),
        Theme::Dark => ("High contrast theme", Icon::Contrast),
        Theme::Contrast => ("Light theme", Icon::Sun),
    };
    html! {
        <Button {label} {icon} words=false testid="theme-toggle" on_press={dispatch.always(Action::ThemeChosen(props.next))} />
    }
}

fn project_items(has_kept: bool, dispatch: &Dispatch) -> Vec<MenuItem> {
    let item = |sample: &'static Sample| MenuItem {
        label: sample.title.into(),
        detail: Some(sample.about.into()),
        checked: false,
        on_choose: dispatch.always(Action::SampleChosen(sample)),
    };
    let disk = |label: &'static str, detail: &'static str, action: Action| MenuItem {
        detail: Some(detail.into()),
        ..self::item(label, dispatch.always(action))
    };
    let own = [
        disk(
            "Open a folder…",
            "your own Django project; it stays on this machine",
            Action::DiskPressed(DiskSource::Folder),
        ),
        disk(
            "Open a zip…",
            "an archive of a project",
            Action::DiskPressed(DiskSource::Zip),
        ),
        disk(
            "Download as zip",
            "the files with their migrations",
            Action::DownloadPressed,
        ),
    ];
    let kept = has_kept.then(|| {
        disk(
            "Back to your earlier project",
            "the one that a link took the place of",
            Action::KeptPressed,
        )
    });
    kept.into_iter()
        .chain(SAMPLES.iter().map(item))
        .chain(own)
        .collect()
}

/// What splitters do, for who cannot drag.
fn layout_items(state: &State, dispatch: &Dispatch) -> Vec<MenuItem> {
    let larger = |label: &'static str, pane: Pane, step: f64| {
        let share = state.preferences.sizes.get(pane) + step;
        item(label, dispatch.always(Action::PaneResized(pane, share)))
    };
    vec![
        larger("Wider models", Pane::Models, STEP),
        larger("Narrower models", Pane::Models, -STEP),
        larger("Wider migrations", Pane::Migrations, STEP),
        larger("Narrower migrations", Pane::Migrations, -STEP),
        larger("Taller console", Pane::Console, STEP),
        larger("Lower console", Pane::Console, -STEP),
        larger("Taller django_migrations", Pane::Tracking, STEP),
        larger("Lower django_migrations", Pane::Tracking, -STEP),
        item("Reset sizes", dispatch.always(Action::PanesReset)),
        MenuItem {
            checked: state.preferences.presentation,
            ..item(
                "Large letters",
                dispatch.always(Action::PresentationToggled),
            )
        },
        item("Keys", dispatch.always(Action::DialogOpened(Dialog::Keys))),
    ]
}

fn item(label: &'static str, on_choose: Callback<()>) -> MenuItem {
    MenuItem {
        label: label.into(),
        detail: None,
        checked: false,
        on_choose,
    }
}
