//! Where one types a value of a row, or a new row.

use std::rc::Rc;

use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::protocol::{ColumnView, TableView};
use crate::ui::components::button::{Button, Tone};
use crate::ui::dispatch::use_language;
use crate::ui::texts::later;

#[derive(PartialEq, Properties)]
pub(crate) struct CellEditorProps {
    pub(crate) label: AttrValue,
    pub(crate) text: AttrValue,
    /// Whether what was sent was refused.
    pub(crate) wrong: bool,
    /// Id of the element that says why.
    pub(crate) problem: AttrValue,
    /// What was typed, or nothing when it is to stay.
    pub(crate) on_done: Callback<Option<String>>,
}

/// A field in place of a value. Enter runs the statement, Escape leaves the value as it is.
#[component]
pub(crate) fn CellEditor(props: &CellEditorProps) -> Html {
    use_language();
    let field = use_node_ref();
    // Kept here, so that what was refused can be mended.
    let typed = use_state(|| props.text.to_string());
    let oninput = {
        let typed = typed.clone();
        move |event: InputEvent| {
            typed.set(event.target_unchecked_into::<HtmlInputElement>().value());
        }
    };
    use_effect_with(field.clone(), |field| {
        if let Some(field) = field.cast::<HtmlInputElement>() {
            let _ = field.focus();
            field.select();
        }
    });
    let done = props.on_done.clone();
    let onkeydown = move |event: KeyboardEvent| {
        let typed = match event.key().as_str() {
            "Enter" => Some(event.target_unchecked_into::<HtmlInputElement>().value()),
            "Escape" => None,
            _ => return,
        };
        event.prevent_default();
        done.emit(typed);
    };
    // Who goes elsewhere without Enter has changed nothing; after an error the field waits.
    let (done, wrong, initial) = (props.on_done.clone(), props.wrong, props.text.clone());
    let onblur = move |event: FocusEvent| {
        let typed = event.target_unchecked_into::<HtmlInputElement>().value();
        if !wrong && typed == initial.as_str() {
            done.emit(None);
        }
    };
    html! {
        <input
            class="data-field"
            type="text"
            ref={field}
            aria-label={props.label.clone()}
            title={later().row_editor.hint}
            value={(*typed).clone()}
            aria-invalid={props.wrong.to_string()}
            aria-describedby={props.wrong.then(|| props.problem.clone())}
            autocomplete="off"
            spellcheck="false"
            data-testid="cell-input"
            {oninput}
            {onkeydown}
            {onblur}
        />
    }
}

#[derive(PartialEq, Properties)]
pub(crate) struct NewRowProps {
    pub(crate) table: Rc<TableView>,
    /// Whether what was sent was refused.
    pub(crate) wrong: bool,
    /// Id of the element that says why.
    pub(crate) problem: AttrValue,
    /// What was typed for each column, or nothing when no row is to be added.
    pub(crate) on_done: Callback<Option<Vec<String>>>,
}

/// A row of fields. What is left empty is left to the table.
#[component]
pub(crate) fn NewRow(props: &NewRowProps) -> Html {
    use_language();
    let words = &later().row_editor;
    let row = use_node_ref();
    let typed = use_state(|| vec![String::new(); props.table.columns.len()]);
    use_effect_with(row.clone(), |row| {
        let row = row.cast::<web_sys::Element>();
        let fields = row.and_then(|row| row.query_selector_all("input").ok());
        // A key that counts up is seldom typed.
        let field = fields.and_then(|fields| fields.item(1).or_else(|| fields.item(0)));
        if let Some(field) = field {
            let _ = wasm_bindgen::JsCast::unchecked_into::<HtmlInputElement>(field).focus();
        }
    });
    let save = {
        let (done, typed) = (props.on_done.clone(), typed.clone());
        Callback::from(move |()| done.emit(Some((*typed).clone())))
    };
    let onkeydown = {
        let (done, save) = (props.on_done.clone(), save.clone());
        move |event: KeyboardEvent| {
            let in_field = event.target_dyn_into::<HtmlInputElement>().is_some();
            match event.key().as_str() {
                "Enter" if in_field => save.emit(()),
                "Escape" => done.emit(None),
                _ => return,
            }
            event.prevent_default();
        }
    };
    let columns = props.table.columns.iter().enumerate();
    html! {
        <tr class="data-new" ref={row} {onkeydown}>
            <td class="data-mark"></td>
            { for columns.map(|(index, column)| field(props, &typed, index, column)) }
            <td class="data-save">
                <Button label={words.add} tone={Tone::Accent} testid="new-row-add" on_press={save.reform(|_| ())} />
                <Button label={words.cancel} on_press={props.on_done.reform(|_| None)} />
            </td>
        </tr>
    }
}

fn field(
    props: &NewRowProps,
    typed: &UseStateHandle<Vec<String>>,
    index: usize,
    column: &ColumnView,
) -> Html {
    let oninput = {
        let typed = typed.clone();
        move |event: InputEvent| {
            let mut next = (*typed).clone();
            if let Some(text) = next.get_mut(index) {
                *text = event.target_unchecked_into::<HtmlInputElement>().value();
            }
            typed.set(next);
        }
    };
    let words = &later().row_editor;
    let hint = match (column.primary_key, &column.default) {
        (true, _) => words.auto.to_owned(),
        (false, Some(default)) => default.clone(),
        (false, None) if column.not_null => column.declared_type.clone(),
        (false, None) => "NULL".to_owned(),
    };
    html! {
        <td class="data-edit">
            <input
                class="data-field"
                type="text"
                aria-label={words.of_new_row.with([&column.name])}
                title={later().row_editor.hint}
                placeholder={hint}
                value={typed.get(index).cloned()}
                aria-invalid={props.wrong.to_string()}
                aria-describedby={props.wrong.then(|| props.problem.clone())}
                autocomplete="off"
                spellcheck="false"
                data-testid={format!("new-cell:{}", column.name)}
                {oninput}
            />
        </td>
    }
}
