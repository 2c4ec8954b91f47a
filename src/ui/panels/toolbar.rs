//! The toolbar: the project, the commands, the timeline, the page's own affairs.

use yew::prelude::*;

use crate::ui::components::button::{Button, Tone};
use crate::ui::components::icon::Icon;
use crate::ui::components::menu::{MenuButton, MenuItem};
use crate::ui::dispatch::{Dispatch, use_dispatch};
use crate::ui::samples::{SAMPLES, Sample};
use crate::ui::state::insight::InsightAction;
use crate::ui::state::layout::{Layout, Pane, Theme};
use crate::ui::state::{Action, Dialog, DiskSource, State};
use crate::ui::texts::{Language, texts};

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
    let words = &texts().toolbar;
    let narrow = state.layout == Layout::Narrow;
    html! {
        <header class="toolbar">
            <h1 class="brand"><span class="brand-mark" aria-hidden="true" /><span class="brand-words">{ "migration sandbox" }</span></h1>
            <MenuButton label={words.project} icon={Icon::Folder} class="toolbar-project" items={project_items(state.has_kept, &dispatch)} />
            <div class="toolbar-group" role="group" aria-label={words.commands}>
                <CommandButton label="makemigrations" idle={state.idle()} />
                <CommandButton label="migrate" idle={state.idle()} />
            </div>
            <div class="toolbar-group toolbar-time" role="group" aria-label={words.time}>
                <Button label={words.undo} title={words.undo_title} icon={Icon::Undo} words=false disabled={!state.can_undo()} testid="button-undo" on_press={dispatch.always(Action::UndoPressed)} />
                <Timeline steps={state.view.timeline.clone()} present={state.place()} idle={state.idle()} />
                <Button label={words.redo} title={words.redo_title} icon={Icon::Redo} words=false disabled={!state.can_redo()} testid="button-redo" on_press={dispatch.always(Action::RedoPressed)} />
                { play_button(state, &dispatch) }
                <TimeMenu steps={state.view.timeline.clone()} present={state.view.present} idle={state.idle()} />
            </div>
            <div class="toolbar-group toolbar-end">
                if !narrow { <Button label={words.compare} title={words.compare_title} icon={Icon::Compare} words=false disabled={!state.idle()} testid="button-compare" on_press={dispatch.always(Action::Insight(InsightAction::ComparisonOpened))} /> }
                <Button label={words.commands} title={words.everything_by_name} icon={Icon::Search} words=false testid="button-palette" on_press={dispatch.always(Action::DialogOpened(Dialog::Palette))} />
                if narrow {
                    <MenuButton label={words.more} icon={Icon::More} words=false testid="toolbar-more" items={more_items(state, &dispatch)} />
                } else {
                    { page_buttons(state, &dispatch) }
                }
            </div>
        </header>
    }
}

/// The page's own affairs.
fn page_buttons(state: &State, dispatch: &Dispatch) -> Html {
    let words = &texts().toolbar;
    html! {
        <>
            <Button label={words.share} title={words.share_title} icon={Icon::Share} words=false testid="button-share" on_press={dispatch.always(Action::SharePressed)} />
            <Button label={words.start_over} title={words.start_over_title} icon={Icon::Reset} words=false testid="button-reset" on_press={dispatch.always(Action::DialogOpened(Dialog::Reset))} />
            <MenuButton label={words.layout} icon={Icon::Layout} words=false items={layout_items(state, dispatch)} />
            <ThemeToggle theme={state.theme()} next={state.next_theme()} />
            <Button label={words.help} title={words.help_title} icon={Icon::Help} words=false on_press={dispatch.always(Action::DialogOpened(Dialog::Help))} />
        </>
    }
}

/// The same where there is no room for buttons.
fn more_items(state: &State, dispatch: &Dispatch) -> Vec<MenuItem> {
    let words = &texts().toolbar;
    let (theme, _) = theme_words(state.theme());
    let mut items = vec![
        item(words.share, dispatch.always(Action::SharePressed)),
        item(
            words.compare,
            dispatch.always(Action::Insight(InsightAction::ComparisonOpened)),
        ),
        item(
            words.start_over,
            dispatch.always(Action::DialogOpened(Dialog::Reset)),
        ),
        item(
            theme,
            dispatch.always(Action::ThemeChosen(state.next_theme())),
        ),
        item(
            words.help,
            dispatch.always(Action::DialogOpened(Dialog::Help)),
        ),
    ];
    items.extend(reading_items(state, dispatch));
    items
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

/// Shows the steps of the timeline one after the other.
fn play_button(state: &State, dispatch: &Dispatch) -> Html {
    let words = &texts().toolbar;
    let (label, title, icon) = match state.playing {
        false => (words.play, words.play_title, Icon::Play),
        true => (words.pause, words.pause_title, Icon::Pause),
    };
    html! {
        <Button {label} {title} {icon} words=false disabled={!state.can_play()} testid="button-play" on_press={dispatch.always(Action::PlayToggled)} />
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
    let (label, icon) = theme_words(props.theme);
    html! {
        <Button {label} {icon} words=false testid="theme-toggle" on_press={dispatch.always(Action::ThemeChosen(props.next))} />
    }
}

/// What the theme after this one is called.
fn theme_words(theme: Theme) -> (&'static str, Icon) {
    let words = &texts().toolbar;
    match theme {
        Theme::Auto | Theme::Light => (words.dark_theme, Icon::Moon),
        Theme::Dark => (words.contrast_theme, Icon::Contrast),
        Theme::Contrast => (words.light_theme, Icon::Sun),
    }
}

fn project_items(has_kept: bool, dispatch: &Dispatch) -> Vec<MenuItem> {
    let words = &texts().toolbar;
    let item = |sample: &'static Sample| MenuItem {
        label: sample.words().title.into(),
        detail: Some(sample.words().about.into()),
        checked: false,
        on_choose: dispatch.always(Action::SampleChosen(sample)),
    };
    let disk = |label: &'static str, detail: &'static str, action: Action| MenuItem {
        detail: Some(detail.into()),
        ..self::item(label, dispatch.always(action))
    };
    let own = [
        disk(
            words.open_folder,
            words.open_folder_about,
            Action::DiskPressed(DiskSource::Folder),
        ),
        disk(
            words.open_zip,
            words.open_zip_about,
            Action::DiskPressed(DiskSource::Zip),
        ),
        disk(
            words.download,
            words.download_about,
            Action::DownloadPressed,
        ),
    ];
    let kept = has_kept.then(|| disk(words.kept, words.kept_about, Action::KeptPressed));
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
    let words = &texts().toolbar;
    let mut items = vec![
        larger(words.wider_models, Pane::Models, STEP),
        larger(words.narrower_models, Pane::Models, -STEP),
        larger(words.wider_migrations, Pane::Migrations, STEP),
        larger(words.narrower_migrations, Pane::Migrations, -STEP),
        larger(words.taller_console, Pane::Console, STEP),
        larger(words.lower_console, Pane::Console, -STEP),
        larger(words.taller_tracking, Pane::Tracking, STEP),
        larger(words.lower_tracking, Pane::Tracking, -STEP),
        item(words.reset_sizes, dispatch.always(Action::PanesReset)),
    ];
    items.extend(reading_items(state, dispatch));
    items
}

/// Letters, keys and languages.
fn reading_items(state: &State, dispatch: &Dispatch) -> Vec<MenuItem> {
    let words = &texts().toolbar;
    let mut items = vec![
        MenuItem {
            checked: state.preferences.presentation,
            ..item(
                words.large_letters,
                dispatch.always(Action::PresentationToggled),
            )
        },
        item(
            words.keys,
            dispatch.always(Action::DialogOpened(Dialog::Keys)),
        ),
    ];
    items.extend(Language::ALL.map(|language| MenuItem {
        detail: Some(words.language.into()),
        checked: state.language() == language,
        ..item(
            language.own_name(),
            dispatch.always(Action::LanguageChosen(language)),
        )
    }));
    items
}

fn item(label: &'static str, on_choose: Callback<()>) -> MenuItem {
    MenuItem {
        label: label.into(),
        detail: None,
        checked: false,
        on_choose,
    }
}
