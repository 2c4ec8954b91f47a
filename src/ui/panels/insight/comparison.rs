//! Models, migrations and database side by side.

use std::rc::Rc;

use yew::prelude::*;

use crate::protocol::{ComparedField, ComparedModel, Remedy};
use crate::ui::components::button::Button;
use crate::ui::components::mark::OperationSign;
use crate::ui::dispatch::{Dispatch, use_dispatch};
use crate::ui::state::Action;
use crate::ui::state::insight::{Comparison, InsightAction};
use crate::ui::texts::later;

#[derive(PartialEq, Properties)]
pub(super) struct ComparisonProps {
    pub(super) comparison: Rc<Comparison>,
    pub(super) idle: bool,
}

/// Models, migrations and database side by side.
#[component]
pub(super) fn ComparisonView(props: &ComparisonProps) -> Html {
    let dispatch = use_dispatch();
    let comparison = &props.comparison;
    let words = &later().comparison;
    html! {
        <div class="comparison" data-testid="comparison">
            if comparison.remedies.is_empty() {
                <p>{ words.all_agree }</p>
            } else {
                <ul class="remedies" aria-label={words.remedies}>
                    { for comparison.remedies.iter().map(|remedy| remedy_item(remedy, props.idle, &dispatch)) }
                </ul>
            }
            <div class="comparison-tables">
                { for comparison.models.iter().map(model) }
                if comparison.models.is_empty() { <p class="dim">{ words.no_models }</p> }
            </div>
        </div>
    }
}

fn remedy_item(remedy: &Remedy, idle: bool, dispatch: &Dispatch) -> Html {
    let (close, run) = (
        dispatch.always::<()>(Action::Insight(InsightAction::Closed)),
        dispatch.run::<()>(remedy.command.clone()),
    );
    let on_press = Callback::from(move |_: MouseEvent| {
        close.emit(());
        run.emit(());
    });
    html! {
        <li>
            <span>{ (later().remedy)(remedy) }</span>
            <code>{ remedy.command.clone() }</code>
            <Button label={later().comparison.run} disabled={!idle} {on_press} />
        </li>
    }
}

fn model(model: &ComparedModel) -> Html {
    let words = &later().comparison;
    let [models, migrations, database] = model.present;
    let differs =
        model.present != [true; 3] || model.fields.iter().any(|field| field.ahead || field.behind);
    html! {
        <table class={classes!("compared", differs.then_some("has-differences"))} data-testid={format!("compared:{}", model.name)}>
            <caption>
                <code>{ model.name.clone() }</code>
                if model.table != model.name { <span class="dim">{ words.table.with([&model.table]) }</span> }
            </caption>
            <thead>
                <tr>
                    <th scope="col">{ words.field }</th>
                    <th scope="col">{ presence("models.py", models) }</th>
                    <th scope="col">{ presence(words.migrations, migrations) }</th>
                    <th scope="col">{ presence(words.database, database) }</th>
                </tr>
            </thead>
            <tbody>{ for model.fields.iter().map(field) }</tbody>
        </table>
    }
}

fn presence(name: &str, present: bool) -> Html {
    html! {
        <>
            { name }
            if !present { <span class="compared-missing">{ later().comparison.has_it_not }</span> }
        </>
    }
}

fn field(field: &ComparedField) -> Html {
    let words = &later().comparison;
    let class = (field.ahead || field.behind).then_some("is-different");
    let said = |text: &Option<String>| match text {
        Some(text) => html! { <code>{ text.clone() }</code> },
        None => html! { <span class="dim" title={words.nothing}>{ "–" }</span> },
    };
    html! {
        <tr {class}>
            <th scope="row">
                if class.is_some() { <OperationSign symbol="~" /> }
                <code>{ field.name.clone() }</code>
            </th>
            <td data-of="models.py" class={field.ahead.then_some("is-ahead")}>{ said(&field.models) }</td>
            <td data-of={words.migrations}>{ said(&field.migrations) }</td>
            <td data-of={words.database} class={field.behind.then_some("is-behind")}>{ said(&field.database) }</td>
        </tr>
    }
}
