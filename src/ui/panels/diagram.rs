//! The tables as a diagram: one may zoom it, walk it and choose a table in it.

use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{Element, WheelEvent};
use yew::prelude::*;

use crate::protocol::TableView;
use crate::ui::components::button::{Button, Tone};
use crate::ui::components::icon::Icon;
use crate::ui::components::mark::Mark;
use crate::ui::diagram::{Change, Diagram, HEAD, LINE, Line, Relation, TableBox, cut, draw};
use crate::ui::dispatch::use_dispatch;
use crate::ui::dom::{Rove, rove};
use crate::ui::state::{Action, State, is_contrib};
use crate::ui::texts::{later, texts};

/// By how much a press makes it larger.
const STEP: f64 = 1.25;
/// The largest and the smallest size.
const RANGE: (f64, f64) = (0.25, 4.0);
/// The drawing's units in a rem: its letters grow with those of the page.
const REM: f64 = 16.0;

#[derive(PartialEq, Properties)]
pub(crate) struct DiagramProps {
    pub(crate) state: State,
}

/// The tables as a diagram. As long as nobody zooms, all of it is in sight.
#[component]
pub(crate) fn DiagramView(props: &DiagramProps) -> Html {
    let state = &props.state;
    let canvas = use_node_ref();
    let zoom = use_state(|| None::<f64>);
    let chosen = use_state(|| None::<String>);
    let diagram = use_memo((state.view.clone(), state.changes.clone()), |_| of(state));
    let step = {
        let (zoom, canvas, width) = (zoom.clone(), canvas.clone(), diagram.width);
        Callback::from(move |factor: f64| {
            let present = zoom.unwrap_or_else(|| scale(&canvas, width));
            zoom.set(Some((present * factor).clamp(RANGE.0, RANGE.1)));
        })
    };
    let fit = {
        let zoom = zoom.clone();
        Callback::from(move |()| zoom.set(None))
    };
    use_wheel(&canvas, &step);
    let onkeydown = on_key(&canvas, &step, &fit);
    let table = chosen.as_ref().and_then(|name| {
        let mut tables = state.view.tables.iter();
        tables.find(|table| table.name == *name)
    });
    let size = |units: usize| format!("{:.3}rem", units as f64 * zoom.unwrap_or(1.0) / REM);
    let first = diagram.boxes.first().map(|table| table.name.clone());
    let stop = table.map(|table| table.name.clone()).or(first);
    let words = &later().diagram;
    let pick = Callback::from(move |name| chosen.set(Some(name)));
    html! {
        <div class="diagram" data-testid="diagram">
            <div class={classes!("diagram-canvas", zoom.is_some().then_some("is-zoomed"))} ref={canvas} {onkeydown}>
                <svg
                    class="diagram-drawing"
                    width={size(diagram.width)}
                    height={size(diagram.height)}
                    viewBox={format!("0 0 {} {}", diagram.width, diagram.height)}
                    role="group"
                    aria-label={words.about.of(diagram.boxes.len() as u64)}
                >
                    { for diagram.relations.iter().map(|relation| line(relation, table.map(Rc::as_ref))) }
                    { for diagram.boxes.iter().map(|found| table_box(found, &diagram, stop.as_deref(), table.map(Rc::as_ref), &pick)) }
                </svg>
            </div>
            <div class="diagram-foot">
                <Chosen table={table.cloned()} />
                <Button label={words.smaller} icon={Icon::Minus} words=false on_press={step.reform(|_| 1.0 / STEP)} />
                <Button label={words.larger} icon={Icon::Plus} words=false testid="diagram-larger" on_press={step.reform(|_| STEP)} />
                <Button label={words.fit} title={words.fit_title} testid="diagram-fit" on_press={fit.reform(|_| ())} />
            </div>
        </div>
    }
}

/// The project's own tables, and those of Django's apps that they refer to.
fn of(state: &State) -> Diagram {
    let tables = state.view.tables.iter().map(Rc::as_ref);
    let (contrib, own): (Vec<&TableView>, Vec<&TableView>) =
        tables.partition(|table| is_contrib(&state.view, table));
    let columns = own.iter().flat_map(|table| &table.columns);
    let targets: Vec<&str> = columns
        .filter_map(|column| column.references.as_deref()?.rsplit_once('.'))
        .map(|(table, _)| table)
        .collect();
    let is_referred_to = |table: &&TableView| targets.contains(&table.name.as_str());
    let referred = contrib.iter().copied().filter(is_referred_to);
    let tables: Vec<&TableView> = own.iter().copied().chain(referred).collect();
    draw(&tables, &state.changes)
}

/// How large the drawing is on screen.
fn scale(canvas: &NodeRef, width: usize) -> f64 {
    let canvas = canvas.cast::<Element>();
    let drawing = canvas.and_then(|canvas| canvas.first_element_child());
    let shown = drawing.map_or(1.0, |drawing| {
        let shape = drawing.get_bounding_client_rect();
        (shape.width() / width.max(1) as f64).max(RANGE.0)
    });
    // In rem, which may be larger than usual.
    let root = gloo::utils::document().document_element();
    let style = root.and_then(|root| {
        gloo::utils::window()
            .get_computed_style(&root)
            .ok()
            .flatten()
    });
    let rem = style.and_then(|style| style.get_property_value("font-size").ok());
    let rem = rem.and_then(|rem| rem.trim_end_matches("px").parse::<f64>().ok());
    shown * REM / rem.unwrap_or(REM).max(1.0)
}

/// The wheel with Ctrl, and two fingers on a touchpad, zoom; without, they scroll.
#[hook]
fn use_wheel(canvas: &NodeRef, step: &Callback<f64>) {
    let deps = (canvas.clone(), step.clone());
    use_effect_with(deps, |(canvas, step)| {
        let step = step.clone();
        let listener = canvas.cast::<Element>().map(|canvas| {
            let options = EventListenerOptions::enable_prevent_default();
            EventListener::new_with_options(&canvas, "wheel", options, move |event| {
                if let Some(event) = event
                    .dyn_ref::<WheelEvent>()
                    .filter(|event| event.ctrl_key())
                {
                    event.prevent_default();
                    step.emit(if event.delta_y() < 0.0 {
                        1.1
                    } else {
                        1.0 / 1.1
                    });
                }
            })
        });
        move || drop(listener)
    });
}

fn on_key(canvas: &NodeRef, step: &Callback<f64>, fit: &Callback<()>) -> Callback<KeyboardEvent> {
    let (canvas, step, fit) = (canvas.clone(), step.clone(), fit.clone());
    Callback::from(move |event: KeyboardEvent| {
        let key = event.key();
        let walk = Rove::vertical(&key).or_else(|| Rove::horizontal(&key));
        match (key.as_str(), walk, canvas.cast::<Element>()) {
            _ if event.ctrl_key() || event.meta_key() || event.alt_key() => return,
            ("+" | "=", ..) => step.emit(STEP),
            ("-", ..) => step.emit(1.0 / STEP),
            ("0", ..) => fit.emit(()),
            (_, Some(walk), Some(canvas)) => rove(&canvas, ".diagram-box", walk),
            _ => return,
        }
        event.prevent_default();
    })
}

fn line(relation: &Relation, chosen: Option<&TableView>) -> Html {
    let touches = |table: &TableView| relation.from == table.name || relation.to == table.name;
    let class = classes!(
        "relation",
        relation.change.map(|change| mark(change).class()),
        chosen.is_some_and(touches).then_some("is-chosen"),
    );
    html! {
        <g {class}>
            <path class="relation-line" d={relation.path.clone()} />
            <path class="relation-tip" d={relation.tip.clone()} />
        </g>
    }
}

fn mark(change: Change) -> Mark {
    match change {
        Change::Added => Mark::Added,
        Change::Changed => Mark::Changed,
        Change::Removed => Mark::Removed,
    }
}

/// A table: its box is a button to who walks with keys or hears the page, and has all in words.
fn table_box(
    table: &TableBox,
    diagram: &Diagram,
    stop: Option<&str>,
    chosen: Option<&TableView>,
    pick: &Callback<String>,
) -> Html {
    let is = |name: &str| name == table.name;
    let is_chosen = chosen.is_some_and(|chosen| is(&chosen.name));
    let onclick = {
        let (pick, name) = (pick.clone(), table.name.clone());
        move |_: MouseEvent| pick.emit(name.clone())
    };
    let onkeydown = {
        let (pick, name) = (pick.clone(), table.name.clone());
        move |event: KeyboardEvent| {
            if matches!(event.key().as_str(), "Enter" | " ") {
                event.prevent_default();
                pick.emit(name.clone());
            }
        }
    };
    let class = classes!(
        "diagram-table",
        table.change.map(|change| mark(change).class()),
        is_chosen.then_some("is-chosen"),
    );
    let below = table.y + HEAD;
    let sign = table.change.map_or("", |change| mark(change).sign());
    let known = diagram.relations.iter().filter(|relation| is(&relation.to));
    let users: std::collections::BTreeSet<&str> =
        known.map(|relation| relation.from.as_str()).collect();
    let users = match users.is_empty() {
        true => String::new(),
        false => {
            let users: Vec<&str> = users.into_iter().collect();
            later().diagram.referred_to_by.with([&users.join(", ")])
        }
    };
    html! {
        <g {class} key={table.name.clone()}>
            <rect
                class="diagram-box"
                x={table.x.to_string()}
                y={table.y.to_string()}
                width={table.width.to_string()}
                height={table.height.to_string()}
                rx="6"
                role="button"
                tabindex={if stop.is_some_and(is) { "0" } else { "-1" }}
                aria-pressed={is_chosen.to_string()}
                aria-label={format!("{}{users}", table.in_words())}
                data-testid={format!("diagram-table:{}", table.name)}
                {onclick}
                {onkeydown}
            />
            if !table.lines.is_empty() {
                <path class="diagram-rule" d={format!("M{} {below}h{}", table.x, table.width)} />
            }
            { text("diagram-sign", table.x + 14, table.y + 18, sign) }
            { text("diagram-name", table.x + 24, table.y + 18, &cut(&table.name, 30)) }
            { for table.lines.iter().enumerate().map(|(index, line)| column(table, index, line)) }
            if table.more > 0 {
                { text("diagram-kind", table.x + 24, below + table.lines.len() * LINE + 17, &later().diagram.more.with([&table.more.to_string()])) }
            }
        </g>
    }
}

fn column(table: &TableBox, index: usize, line: &Line) -> Html {
    let y = table.y + HEAD + index * LINE + 17;
    let key = match (line.primary, &line.target) {
        (true, _) => "pk",
        (false, Some(_)) => "fk",
        (false, None) => "",
    };
    html! {
        <g class={classes!("diagram-column", line.change.map(|change| mark(change).class()))}>
            if line.change.is_some() {
                <rect class="diagram-change" x={(table.x + 1).to_string()} y={(y - 14).to_string()} width={(table.width - 2).to_string()} height={LINE.to_string()} />
            }
            { text("diagram-sign", table.x + 14, y, line.change.map_or("", |change| mark(change).sign())) }
            { text("diagram-field", table.x + 24, y, &line.name) }
            { text("diagram-key", table.x + table.width - 10, y, key) }
            { text("diagram-kind", table.x + table.width - 30, y, &line.kind) }
        </g>
    }
}

fn text(class: &'static str, x: usize, y: usize, words: &str) -> Html {
    if words.is_empty() {
        return html! {};
    }
    html! { <text {class} aria-hidden="true" x={x.to_string()} y={y.to_string()}>{ words.to_owned() }</text> }
}

#[derive(PartialEq, Properties)]
struct ChosenProps {
    table: Option<Rc<TableView>>,
}

/// What the chosen table is, and the way to its rows.
#[component]
fn Chosen(props: &ChosenProps) -> Html {
    let dispatch = use_dispatch();
    let words = &later().diagram;
    let Some(table) = &props.table else {
        return html! { <p class="diagram-chosen dim" role="status">{ words.choose }</p> };
    };
    html! {
        <p class="diagram-chosen" role="status">
            <Button label={words.show_in_list.with([&table.name])} tone={Tone::Plain} testid="diagram-show" on_press={dispatch.always(Action::TableShown(table.name.clone()))} />
            <span class="dim">{ texts().tables.rows.of(table.row_count) }</span>
        </p>
    }
}
