//! `Window` and what stands in its parentheses.

use std::rc::Rc;

use super::super::ModuleSet;
use crate::orm::expressions::classes;
use crate::orm::expressions::object::{EXPRESSIONS, Expression, is_expression, make};
use crate::python::{Arguments, Bound, Interpreter, PyResult, Value};

/// The module of the functions that windows are for.
const FUNCTIONS: &str = "django.db.models.functions.window";
const AGGREGATES: &str = "django.db.models.aggregates";

/// Adds `WindowFrameExclusion`, which Django has as an enumeration.
pub(super) fn add(modules: &mut ModuleSet, interpreter: &Interpreter) {
    let mut class = interpreter.class_builder("WindowFrameExclusion", EXPRESSIONS);
    for (name, text) in [
        ("CURRENT_ROW", "CURRENT ROW"),
        ("GROUP", "GROUP"),
        ("TIES", "TIES"),
        ("NO_OTHERS", "NO OTHERS"),
    ] {
        class = class.attribute(name, Value::str(text));
    }
    let class = class.build();
    modules.class(&class).export("django.db.models", &class);
}

/// Refuses the arguments that Django refuses.
pub(super) fn check(interpreter: &mut Interpreter, class: &str, bound: &Bound) -> PyResult<()> {
    let positive = |name: &str| match bound.get(name) {
        None => true,
        Some(value) => value.as_i64().is_some_and(|number| number > 0),
    };
    let is_none = || bound.get("expression").is_some_and(Value::is_none);
    let message = match class {
        "Lag" | "Lead" | "NthValue" if is_none() => {
            format!("{class} requires a non-null source expression.")
        }
        "Lag" | "Lead" if !positive("offset") => {
            format!("{class} requires a positive integer for the offset.")
        }
        "NthValue" if !positive("nth") => {
            format!("{class} requires a positive integer as for nth.")
        }
        "Ntile" if !positive("num_buckets") => "num_buckets must be greater than 0.".to_owned(),
        "Window" => {
            let expression = bound.get("expression").unwrap_or(&Value::None);
            if is_compatible(expression) {
                return Ok(());
            }
            let name = interpreter.type_name(expression);
            format!("Expression '{name}' isn't compatible with OVER clauses.")
        }
        _ => return Ok(()),
    };
    Err(interpreter.value_error(message))
}

fn is_compatible(value: &Value) -> bool {
    let Some(expression) = value.native::<Expression>() else {
        return false;
    };
    let module = classes::find(expression.class).map_or("", |class| class.module);
    let declared = || {
        let class = value.as_instance().map(|instance| &instance.class);
        class.and_then(|class| class.lookup("window_compatible"))
    };
    matches!(module, FUNCTIONS | AGGREGATES) || matches!(declared(), Some(Value::Bool(true)))
}

/// Adds `PARTITION BY`, `ORDER BY` and the frame to what a window is made of.
pub(super) fn parts(
    interpreter: &mut Interpreter,
    bound: &mut Bound,
    sources: &mut Vec<Value>,
) -> PyResult<()> {
    let several = |value: &Value| match value {
        Value::List(_) | Value::Tuple(_) => value.as_sequence(),
        _ => None,
    };
    let partition = bound.take_or_none("partition_by");
    if !partition.is_none() {
        let items = several(&partition).unwrap_or_else(|| vec![partition]);
        sources.push(list(interpreter, "PARTITION BY %(expressions)s", items)?);
    }
    let order = bound.take_or_none("order_by");
    if !order.is_none() {
        let items = match several(&order) {
            Some(items) => items,
            None if order.as_str().is_some() || is_expression(&order) => vec![order],
            None => {
                return Err(interpreter.value_error(
                    "Window.order_by must be either a string reference to a field, an \
                     expression, or a list or tuple of them.",
                ));
            }
        };
        let mut terms = Vec::with_capacity(items.len());
        for item in items {
            let name = item.as_str().and_then(|name| name.strip_prefix('-'));
            terms.push(match name {
                Some(name) => descending(interpreter, name)?,
                None => item,
            });
        }
        sources.push(list(interpreter, "ORDER BY %(expressions)s", terms)?);
    }
    let frame = bound.take_or_none("frame");
    if !frame.is_none() {
        sources.push(frame);
    }
    Ok(())
}

fn list(interpreter: &mut Interpreter, template: &str, items: Vec<Value>) -> PyResult<Value> {
    let arguments = Arguments::positional(items).with("template", Value::str(template));
    make(interpreter, "ExpressionList", arguments)
}

fn descending(interpreter: &mut Interpreter, name: &str) -> PyResult<Value> {
    let field = Arguments::positional(vec![Value::Str(Rc::from(name))]);
    let field = make(interpreter, "F", field)?;
    let arguments = Arguments::positional(vec![field]).with("descending", Value::Bool(true));
    make(interpreter, "OrderBy", arguments)
}
