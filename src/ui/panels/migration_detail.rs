//! The chosen migration: what changed in models.py, the operations it became, the file.

use yew::prelude::*;

use crate::protocol::{AdviceNote, MigrationView};
use crate::ui::components::badge::Badge;
use crate::ui::components::button::Button;
use crate::ui::components::code::Code;
use crate::ui::components::diff_view::DiffView;
use crate::ui::components::icon::Icon;
use crate::ui::components::mark::{Mark, MarkSign, OperationSign};
use crate::ui::components::menu::{MenuButton, MenuItem};
use crate::ui::dispatch::{Dispatch, use_dispatch, use_language};
use crate::ui::highlight::Language;
use crate::ui::panels::insight::advice::AdviceList;
use crate::ui::state::insight::InsightAction;
use crate::ui::state::{Action, ModelsChange};
use crate::ui::texts::texts;

#[derive(PartialEq, Properties)]
pub(crate) struct DetailProps {
    pub(crate) migration: MigrationView,
    /// What to beware of in it.
    pub(crate) notes: Vec<AdviceNote>,
    pub(crate) file: Option<AttrValue>,
    pub(crate) change: Option<ModelsChange>,
    /// The migrations that it replaces, each with its file if that is still there.
    pub(crate) replaces: Vec<(String, Option<String>)>,
    pub(crate) idle: bool,
}

/// The chosen migration.
#[component]
pub(crate) fn MigrationDetail(props: &DetailProps) -> Html {
    use_language();
    let words = &texts().migrations;
    let migration = &props.migration;
    html! {
        <article class="detail" aria-labelledby="detail-title">
            <Head migration={migration.clone()} idle={props.idle} />
            if !props.replaces.is_empty() { <Replaced migrations={props.replaces.clone()} /> }
            <ul class="operations" aria-label={words.operations}>
                { for migration.operations.iter().map(|operation| html! {
                    <li><OperationSign symbol={operation.symbol.clone()} />{ operation.description.clone() }</li>
                }) }
                if migration.operations.is_empty() { <li class="dim">{ words.no_operations }</li> }
            </ul>
            if !props.notes.is_empty() { <AdviceList notes={props.notes.clone()} /> }
            <div class="detail-texts">
                if let Some(change) = &props.change {
                    <section class="detail-text">
                        <h4>{ words.what_changed }</h4>
                        <DiffView old={change.before.clone()} new={change.after.clone()} label={words.what_changed} />
                    </section>
                }
                <section class="detail-text">
                    <h4>{ migration.path.clone().unwrap_or_else(|| words.comes_with_django.to_owned()) }</h4>
                    if let Some(text) = &props.file {
                        <Code text={text.clone()} language={Language::Python} label={words.file_of.with([&migration.name])} numbered=true />
                    }
                </section>
            </div>
        </article>
    }
}

#[derive(PartialEq, Properties)]
struct ReplacedProps {
    migrations: Vec<(String, Option<String>)>,
}

/// The migrations that a squashed one replaces.
#[component]
fn Replaced(props: &ReplacedProps) -> Html {
    let dispatch = use_dispatch();
    let words = &texts().migrations;
    let shown = |(name, path): &(String, Option<String>)| match path {
        Some(path) => html! {
            <li><button type="button" class="detail-replaced" title={words.edit_title.with([path])} onclick={dispatch.always(Action::FileOpened(path.clone()))}>{ name.clone() }</button></li>
        },
        None => html! { <li>{ name.clone() }</li> },
    };
    html! {
        <div class="detail-replaces">
            <p class="dim">{ words.replaces_these }</p>
            <ul>{ for props.migrations.iter().map(shown) }</ul>
        </div>
    }
}

#[derive(PartialEq, Properties)]
struct HeadProps {
    migration: MigrationView,
    idle: bool,
}

#[component]
fn Head(props: &HeadProps) -> Html {
    let dispatch = use_dispatch();
    let migration = &props.migration;
    let words = &texts().migrations;
    let key = (migration.app.clone(), migration.name.clone());
    let look = Action::Insight(InsightAction::MigrationOpened(key));
    let mark = if migration.applied {
        Mark::Applied
    } else {
        Mark::Pending
    };
    html! {
        <header class="detail-head">
            <h3 id="detail-title"><MarkSign {mark} /><span class="detail-name" title={migration.name.clone()}>{ migration.name.clone() }</span></h3>
            if !migration.replaces.is_empty() {
                <Badge title={words.replaces_others}>{ words.squashes.with([&migration.replaces.len().to_string()]) }</Badge>
            }
            <div class="detail-tools">
                <Button
                    label={words.look_inside}
                    title={words.look_inside_title}
                    icon={Icon::Lens}
                    disabled={!props.idle}
                    on_press={dispatch.always(look)}
                    testid="button-inspect"
                />
                <MenuButton
                    label="SQL"
                    title={words.sql_title}
                    icon={Icon::Database}
                    items={sql_items(migration, &dispatch)}
                    disabled={!props.idle}
                />
                if let Some(path) = migration.path.clone() {
                    <Button label={words.edit} title={words.edit_title.with([&path])} icon={Icon::Pencil} on_press={dispatch.always(Action::FileOpened(path))} />
                }
            </div>
        </header>
    }
}

/// The databases in whose SQL the migration can be shown. What a preview shows is never executed.
fn sql_items(migration: &MigrationView, dispatch: &Dispatch) -> Vec<MenuItem> {
    let sqlmigrate = format!(
        "python manage.py sqlmigrate {} {}",
        migration.app, migration.name
    );
    let item = |label: &'static str, detail: &'static str, options: &str| MenuItem {
        label: label.into(),
        detail: Some(detail.into()),
        checked: false,
        on_choose: dispatch.run(format!("{sqlmigrate}{options}")),
    };
    let words = &texts().migrations;
    vec![
        item("SQLite", words.executed, ""),
        item("PostgreSQL", words.preview, " --database postgresql"),
        item("MySQL", words.preview, " --database mysql"),
    ]
}
