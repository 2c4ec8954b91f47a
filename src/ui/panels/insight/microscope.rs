//! A migration under the microscope: its operations, and of the chosen one the Python, what it
//! changes in the models, its SQL, what it does to the rows, and what to beware of.

use std::rc::Rc;

use yew::prelude::*;

use crate::protocol::{
    ChangeLine, DataEffect, DataEffectKind, FunctionSource, InspectionView, LeftView,
    OperationInspection, OperationSql,
};
use crate::ui::components::badge::Badge;
use crate::ui::components::button::{Button, Tone};
use crate::ui::components::code::{Code, colored};
use crate::ui::components::mark::OperationSign;
use crate::ui::components::tabs::{Tab, Tabs};
use crate::ui::dispatch::{Dispatch, use_dispatch, use_language};
use crate::ui::highlight::Language;
use crate::ui::state::Action;
use crate::ui::state::insight::{Failure, InsightAction, Microscope, SqlDatabase};
use crate::ui::texts::{later, texts};

use super::advice::item;

#[derive(PartialEq, Properties)]
pub(super) struct MicroscopeProps {
    pub(super) microscope: Rc<Microscope>,
    pub(super) idle: bool,
}

/// A migration under the microscope.
#[component]
pub(super) fn MicroscopeView(props: &MicroscopeProps) -> Html {
    use_language();
    let microscope = &props.microscope;
    let inspection = &microscope.inspection;
    let direction = match inspection.backwards {
        true => later().microscope.direction_backwards,
        false => later().microscope.direction_forwards,
    };
    html! {
        <div class="microscope" data-testid="microscope">
            <Head inspection={inspection.clone()} idle={props.idle} />
            <div class="microscope-panes" id="microscope-panes" role="tabpanel" aria-label={direction}>
                <nav class="microscope-operations" aria-label={texts().migrations.operations}>
                    <ol>
                        { for inspection.operations.iter().enumerate().map(|(place, operation)| html! {
                            <li><OperationButton {place} operation={operation.clone()} chosen={place == microscope.operation} /></li>
                        }) }
                    </ol>
                    if inspection.operations.is_empty() { <p class="dim">{ texts().migrations.no_operations }</p> }
                </nav>
                if let Some(operation) = inspection.operations.get(microscope.operation) {
                    <Operation operation={operation.clone()} database={microscope.database} backwards={inspection.backwards} hindered={inspection.hindered} />
                }
            </div>
            <Statements inspection={inspection.clone()} failure={microscope.failure.clone()} />
        </div>
    }
}

#[derive(PartialEq, Properties)]
struct HeadProps {
    inspection: InspectionView,
    idle: bool,
}

#[component]
fn Head(props: &HeadProps) -> Html {
    let dispatch = use_dispatch();
    let inspection = &props.inspection;
    let said = &later().microscope;
    let words = match (inspection.backwards, inspection.applied) {
        (true, true) => said.backwards,
        (true, false) => said.backwards_once_applied,
        (false, true) => said.forwards_again,
        (false, false) => said.forwards,
    };
    let close = dispatch.always::<()>(Action::Insight(InsightAction::Closed));
    let apply = {
        let run = dispatch.run::<()>(format!(
            "python manage.py migrate {} {}",
            inspection.app, inspection.name
        ));
        Callback::from(move |_: MouseEvent| {
            close.emit(());
            run.emit(());
        })
    };
    html! {
        <div class="microscope-head">
            { directions(inspection.backwards, &dispatch) }
            <p>{ words }</p>
            if !inspection.atomic { <Badge title={said.not_atomic_title}>{ said.not_atomic }</Badge> }
            if !inspection.backwards && !inspection.applied {
                <Button label={texts().migrations.apply_to_here} tone={Tone::Accent} disabled={!props.idle} on_press={apply} testid="microscope-apply" />
            }
            if let Some(error) = &inspection.error {
                <p class="microscope-error" role="alert">
                    { if inspection.hindered { later().microscope.hindered.with([error]) } else { error.clone() } }
                </p>
            }
        </div>
    }
}

/// The choice of the direction, and which one is shown.
fn directions(backwards: bool, dispatch: &Dispatch) -> Html {
    let said = &later().microscope;
    let tab = |id: &'static str, label: &'static str| Tab {
        id: id.into(),
        label: label.into(),
        title: None,
        icon: None,
        mark: None,
        panel: "microscope-panes".into(),
        testid: Some(format!("direction:{id}").into()),
    };
    let tabs = vec![
        tab("forwards", said.direction_forwards),
        tab("backwards", said.direction_backwards),
    ];
    let selected = if backwards { "backwards" } else { "forwards" };
    let on_select = dispatch
        .on(|id: AttrValue| Action::Insight(InsightAction::DirectionChosen(&*id == "backwards")));
    html! { <Tabs label={said.direction} {tabs} {selected} {on_select} /> }
}

#[derive(PartialEq, Properties)]
struct OperationButtonProps {
    place: usize,
    operation: OperationInspection,
    chosen: bool,
}

#[component]
fn OperationButton(props: &OperationButtonProps) -> Html {
    let dispatch = use_dispatch();
    let view = &props.operation.operation;
    let choose = Action::Insight(InsightAction::OperationChosen(props.place));
    html! {
        <button class="microscope-operation" aria-current={props.chosen.then_some("true")} onclick={dispatch.always(choose)} data-testid={format!("inspected:{}", props.operation.number)}>
            <OperationSign symbol={view.symbol.clone()} />
            <span>{ view.description.clone() }</span>
            if !props.operation.advice.is_empty() {
                <span class="microscope-advised" title={later().microscope.beware_of}>{ "!" }</span>
            }
        </button>
    }
}

#[derive(PartialEq, Properties)]
struct OperationProps {
    operation: OperationInspection,
    database: SqlDatabase,
    backwards: bool,
    hindered: bool,
}

#[component]
fn Operation(props: &OperationProps) -> Html {
    use_language();
    let words = &later().microscope;
    let operation = &props.operation;
    html! {
        <article class="microscope-detail" aria-label={operation.operation.description.clone()}>
            if !operation.advice.is_empty() {
                <ul class="advice" aria-label={words.beware}>{ for operation.advice.iter().map(item) }</ul>
            }
            <section>
                <h3>{ "Python" }</h3>
                <Code text={operation.python.clone()} language={Language::Python} label={words.python} />
                if let Some(function) = &operation.function { { function_view(function) } }
            </section>
            <section>
                <h3>{ words.models }</h3>
                <ul class="change-lines">{ for operation.state.iter().map(change_line) }</ul>
                if operation.state.is_empty() { <p class="dim">{ words.models_stay }</p> }
            </section>
            <section>
                <h3>{ words.rows }</h3>
                <ul class="change-lines">{ for operation.data.iter().map(effect) }</ul>
                if operation.data.is_empty() { <p class="dim">{ if props.hindered { words.rows_unknown } else { words.rows_stay } }</p> }
            </section>
            <Sql sql={operation.sql.clone()} database={props.database} reversible={operation.reversible} backwards={props.backwards} />
        </article>
    }
}

/// The function of the project that the operation runs.
fn function_view(function: &FunctionSource) -> Html {
    let place = later()
        .microscope
        .function
        .with([&*function.path, &function.line.to_string()]);
    html! {
        <>
            <h4 class="microscope-place">{ place.clone() }</h4>
            <Code text={function.text.clone()} language={Language::Python} label={place} />
        </>
    }
}

/// What two states do not have alike, which the engine tells in English.
pub(super) fn difference(line: &ChangeLine) -> Html {
    let text = (later().change)(&line.text);
    change_line(&ChangeLine {
        text,
        ..line.clone()
    })
}

fn change_line(line: &ChangeLine) -> Html {
    html! { <li><OperationSign symbol={line.symbol.clone()} /><code>{ line.text.clone() }</code></li> }
}

pub(crate) fn effect(effect: &DataEffect) -> Html {
    let table = &effect.table;
    let column = effect.column.as_ref();
    let place = column.map_or(table.clone(), |column| format!("{table}.{column}"));
    let words = &later().microscope;
    let (symbol, words) = match effect.kind {
        DataEffectKind::Rewritten => ("~", &words.rewritten),
        DataEffectKind::Added => ("+", &words.added),
        DataEffectKind::Removed => ("-", &words.removed),
        DataEffectKind::Changed => ("~", &words.changed),
        DataEffectKind::Lost => ("-", &words.lost),
        DataEffectKind::Filled => ("+", &words.filled),
    };
    let text = words.with(effect.count, [&effect.count.to_string(), &place]);
    html! { <li><OperationSign {symbol} /><span>{ text }</span></li> }
}

#[derive(PartialEq, Properties)]
struct SqlProps {
    sql: Vec<OperationSql>,
    database: SqlDatabase,
    reversible: bool,
    backwards: bool,
}

#[component]
fn Sql(props: &SqlProps) -> Html {
    let dispatch = use_dispatch();
    let tabs: Vec<Tab> = SqlDatabase::ALL
        .iter()
        .map(|database| Tab {
            id: database.id().into(),
            label: database.label().into(),
            title: None,
            icon: None,
            mark: None,
            panel: "microscope-sql".into(),
            testid: Some(format!("sql:{}", database.id()).into()),
        })
        .collect();
    let on_select = dispatch.on(|id: AttrValue| {
        let mut all = SqlDatabase::ALL.into_iter();
        let database = all
            .find(|database| *database.id() == *id)
            .unwrap_or_default();
        Action::Insight(InsightAction::DatabaseChosen(database))
    });
    let words = &later().microscope;
    let chosen = props.database.id();
    let sql = props.sql.iter().find(|sql| sql.database == chosen);
    html! {
        <section>
            <div class="microscope-sql-head">
                <h3>{ "SQL" }</h3>
                <Tabs label={words.database} {tabs} selected={chosen} {on_select} />
                if props.database != SqlDatabase::Sqlite { <span class="dim">{ words.preview }</span> }
            </div>
            <div id="microscope-sql" role="tabpanel" aria-label={props.database.label()}>
                if let Some(sql) = sql {
                    if !props.backwards {
                        <Code text={sql.forwards.join("\n")} language={Language::Sql} label={words.forwards_sql} />
                    } else if let Some(backwards) = &sql.backwards {
                        <Code text={backwards.join("\n")} language={Language::Sql} label={words.backwards_sql} />
                    } else if props.reversible {
                        <p class="dim">{ words.another_cannot }</p>
                    } else {
                        <p class="dim">{ words.cannot }</p>
                    }
                }
            </div>
        </section>
    }
}

#[derive(PartialEq, Properties)]
struct StatementsProps {
    inspection: InspectionView,
    failure: Option<Failure>,
}

/// Every statement that would run, each of which can be made to fail.
#[component]
fn Statements(props: &StatementsProps) -> Html {
    let dispatch = use_dispatch();
    let words = &later().microscope;
    let statement = |(number, (_, sql)): (u32, &(Option<u32>, String))| {
        let fail = Action::Insight(InsightAction::FailureChosen(number));
        let failure = props.failure.as_ref().filter(|it| it.statement == number);
        html! {
            <li>
                <div class="statement">
                    <code>{ colored(sql, Language::Sql) }</code>
                    <Button label={words.fail} title={words.fail_title} testid={format!("fail:{number}")} on_press={dispatch.always(fail)} />
                </div>
                if let Some(failure) = failure { { left(failure) } }
            </li>
        }
    };
    html! {
        <details class="microscope-statements">
            <summary>{ words.statements.with([&props.inspection.run.len().to_string()]) }</summary>
            <ol>{ for (0..).zip(&props.inspection.run).map(statement) }</ol>
        </details>
    }
}

fn left(failure: &Failure) -> Html {
    html! {
        <div class="left" role="status" data-testid="left">
            { left_of(later().microscope.in_transaction, failure.atomic.as_ref()) }
            { left_of(later().microscope.without, failure.bare.as_ref()) }
        </div>
    }
}

fn left_of(title: &str, left: Option<&LeftView>) -> Html {
    let words = &later().microscope;
    html! {
        <section>
            <h4>{ title }</h4>
            if let Some(left) = left {
                if left.changes.is_empty() {
                    <p>{ words.nothing_left }</p>
                } else {
                    <ul class="change-lines">{ for left.changes.iter().map(difference) }</ul>
                }
                <p>{ if left.recorded { words.recorded } else { words.not_recorded } }</p>
                if let Some(again) = &left.again {
                    <p class="microscope-error">{ words.again_fails }{ again.clone() }</p>
                } else {
                    <p>{ words.again_ends }</p>
                }
            } else {
                <p class="dim">{ "…" }</p>
            }
        </section>
    }
}
