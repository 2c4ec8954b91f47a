//! The chosen migration: what changed in models.py, the operations it became, the file.

use yew::prelude::*;

use crate::protocol::MigrationView;
use crate::ui::components::badge::Badge;
use crate::ui::components::button::Button;
use crate::ui::components::code::Code;
use crate::ui::components::diff_view::DiffView;
use crate::ui::components::icon::Icon;
use crate::ui::components::mark::{Mark, MarkSign, OperationSign};
use crate::ui::components::menu::{MenuButton, MenuItem};
use crate::ui::dispatch::{Dispatch, use_dispatch};
use crate::ui::highlight::Language;
use crate::ui::state::insight::InsightAction;
use crate::ui::state::{Action, ModelsChange};

#[derive(PartialEq, Properties)]
pub(crate) struct DetailProps {
    pub(crate) migration: MigrationView,
    pub(crate) file: Option<AttrValue>,
    pub(crate) change: Option<ModelsChange>,
    pub(crate) idle: bool,
}

/// The chosen migration.
#[component]
pub(crate) fn MigrationDetail(props: &DetailProps) -> Html {
    let migration = &props.migration;
    html! {
        <article class="detail" aria-labelledby="detail-title">
            <Head migration={migration.clone()} idle={props.idle} />
            <ul class="operations" aria-label="Operations">
                { for migration.operations.iter().map(|operation| html! {
                    <li><OperationSign symbol={operation.symbol.clone()} />{ operation.description.clone() }</li>
                }) }
                if migration.operations.is_empty() { <li class="dim">{ "No operations" }</li> }
            </ul>
            <div class="detail-texts">
                if let Some(change) = &props.change {
                    <section class="detail-text">
                        <h4>{ "What changed in models.py" }</h4>
                        <DiffView old={change.before.clone()} new={change.after.clone()} label="What changed in models.py" />
                    </section>
                }
                <section class="detail-text">
                    <h4>{ migration.path.clone().unwrap_or_else(|| "Comes with Django".to_owned()) }</h4>
                    if let Some(text) = &props.file {
                        <Code text={text.clone()} language={Language::Python} label={format!("File of {}", migration.name)} numbered=true />
                    }
                </section>
            </div>
        </article>
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
                <Badge title="It replaces other migrations">{ format!("squashes {}", migration.replaces.len()) }</Badge>
            }
            <div class="detail-tools">
                <Button
                    label="Look inside"
                    title="What each operation does to the models, in SQL, and to the rows"
                    icon={Icon::Lens}
                    disabled={!props.idle}
                    on_press={dispatch.always(look)}
                    testid="button-inspect"
                />
                <MenuButton
                    label="SQL"
                    title="What this migration is in SQL"
                    icon={Icon::Database}
                    items={sql_items(migration, &dispatch)}
                    disabled={!props.idle}
                />
                if let Some(path) = migration.path.clone() {
                    <Button label="Edit" title={format!("Open {path} in the editor")} icon={Icon::Pencil} on_press={dispatch.always(Action::FileOpened(path))} />
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
    vec![
        item("SQLite", "what migrate executes here", ""),
        item(
            "PostgreSQL",
            "preview, not executed",
            " --database postgresql",
        ),
        item("MySQL", "preview, not executed", " --database mysql"),
    ]
}
