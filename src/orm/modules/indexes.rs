//! `django.db.models.indexes` and `.constraints`: reading their calls.

use std::rc::Rc;

use super::ModuleSet;
use super::expressions::expression_of;
use crate::orm::constraints::{Constraint, ConstraintKind, ConstraintObject};
use crate::orm::expressions::Q;
use crate::orm::expressions::q::is_conditional;
use crate::orm::indexes::{Index, IndexObject};
use crate::python::value::{Dict, Instance};
use crate::python::{
    Arguments, Bound, Class, Interpreter, NativeClass, PyResult, Signature, Value,
};

const INDEXES: &str = "django.db.models.indexes";
const CONSTRAINTS: &str = "django.db.models.constraints";

/// Adds the classes.
pub(super) fn add(modules: &mut ModuleSet, interpreter: &Interpreter) {
    let index = interpreter
        .class_builder("Index", INDEXES)
        .native(Rc::new(IndexClass))
        .attribute("suffix", Value::str("idx"))
        .method("deconstruct", |interpreter, arguments| {
            deconstruct(interpreter, &arguments)
        })
        .method("clone", |_, arguments| Ok(super::utils::nth(&arguments, 0)))
        .method("__repr__", |interpreter, arguments| {
            const SHOWN: &[&str] = &[
                "fields",
                "expressions",
                "name",
                "db_tablespace",
                "condition",
                "include",
                "opclasses",
            ];
            represent(interpreter, &arguments, SHOWN)
        })
        .build();
    modules.class(&index).export("django.db.models", &index);
    postgres_indexes(modules, interpreter, &index);
    let base = interpreter
        .class_builder("BaseConstraint", CONSTRAINTS)
        .method("deconstruct", |interpreter, arguments| {
            deconstruct(interpreter, &arguments)
        })
        .method("__repr__", |interpreter, arguments| {
            let is_check = super::utils::nth(&arguments, 0)
                .native::<ConstraintObject>()
                .is_some_and(|it| matches!(it.0.kind, ConstraintKind::Check { .. }));
            let shown: &[&str] = match is_check {
                true => &[
                    "condition",
                    "name",
                    "violation_error_code",
                    "violation_error_message",
                ],
                false => &[
                    "fields",
                    "expressions",
                    "name",
                    "condition",
                    "deferrable",
                    "include",
                    "opclasses",
                    "nulls_distinct",
                    "violation_error_code",
                    "violation_error_message",
                ],
            };
            represent(interpreter, &arguments, shown)
        })
        .build();
    modules.class(&base).export("django.db.models", &base);
    for (name, check) in [("CheckConstraint", true), ("UniqueConstraint", false)] {
        let class = interpreter
            .class_builder(name, CONSTRAINTS)
            .base(&base)
            .native(Rc::new(ConstraintClass { check }))
            .build();
        modules.class(&class).export("django.db.models", &class);
    }
}

fn postgres_indexes(modules: &mut ModuleSet, interpreter: &Interpreter, index: &Rc<Class>) {
    const MODULE: &str = "django.contrib.postgres.indexes";
    let suffixes = [
        ("BloomIndex", "bloom"),
        ("BrinIndex", "brin"),
        ("BTreeIndex", "btree"),
        ("GinIndex", "gin"),
        ("GistIndex", "gist"),
        ("HashIndex", "hash"),
        ("SpGistIndex", "spgist"),
    ];
    for (name, suffix) in suffixes {
        let class = interpreter
            .class_builder(name, MODULE)
            .base(index)
            .attribute("suffix", Value::str(suffix))
            .native(Rc::new(PostgresIndexClass))
            .build();
        modules.class(&class);
    }
}

fn deconstruct(interpreter: &mut Interpreter, arguments: &Arguments) -> PyResult<Value> {
    let this = super::utils::nth(arguments, 0);
    let Some(call) = crate::orm::deconstruct::deconstruct_value(&this) else {
        return Err(
            interpreter.type_error("descriptor 'deconstruct' requires an index or constraint")
        );
    };
    let kwargs = Value::dict(Dict::from_text_keys(call.kwargs));
    Ok(Value::tuple(vec![
        Value::Str(call.path),
        Value::tuple(call.args),
        kwargs,
    ]))
}

/// `repr()` of an index or a constraint: what it was made of, as far as it is there, in this order.
fn represent(
    interpreter: &mut Interpreter,
    arguments: &Arguments,
    shown: &[&str],
) -> PyResult<Value> {
    let this = super::utils::nth(arguments, 0);
    let mut text = format!("<{}:", interpreter.class_of(&this).qualname);
    if let Some(call) = crate::orm::deconstruct::deconstruct_value(&this) {
        let expressions = (!call.args.is_empty()).then(|| Value::tuple(call.args.clone()));
        for name in shown {
            let value = match *name {
                "expressions" => expressions.clone(),
                name => call.kwargs.get(name).cloned(),
            };
            let Some(value) = value.filter(|it| it.as_str() != Some("")) else {
                continue;
            };
            let value = match *name {
                // A member of `Deferrable` is shown by its name alone.
                "condition" | "deferrable" => interpreter.str(&value)?,
                _ => interpreter.repr(&value)?,
            };
            text.push_str(&format!(" {name}={value}"));
        }
    }
    text.push('>');
    Ok(Value::str(text))
}

/// `models.Index`.
struct IndexClass;

impl NativeClass for IndexClass {
    fn init(
        &self,
        interpreter: &mut Interpreter,
        instance: &Rc<Instance>,
        arguments: Arguments,
    ) -> PyResult<()> {
        let index = read_index(interpreter, &instance.class, arguments)?;
        // The cell is empty, except for a second `__init__` of the same object.
        let _ = instance.native.set(Rc::new(IndexObject(index)));
        Ok(())
    }
}

/// An index class of `django.contrib.postgres`, which has options of its own.
struct PostgresIndexClass;

impl NativeClass for PostgresIndexClass {
    fn init(
        &self,
        interpreter: &mut Interpreter,
        instance: &Rc<Instance>,
        mut arguments: Arguments,
    ) -> PyResult<()> {
        let own = [
            "length",
            "columns",
            "autosummarize",
            "pages_per_range",
            "fillfactor",
            "deduplicate_items",
            "fastupdate",
            "gin_pending_list_limit",
            "buffering",
        ];
        let extra = own
            .into_iter()
            .filter_map(|name| Some((name.into(), arguments.take(name)?)));
        let extra = extra
            .filter(|(_, value): &(Rc<str>, Value)| !value.is_none())
            .collect();
        let index = read_index(interpreter, &instance.class, arguments)?;
        // The cell is empty, except for a second `__init__` of the same object.
        let _ = instance
            .native
            .set(Rc::new(IndexObject(Index { extra, ..index })));
        Ok(())
    }
}

fn read_index(
    interpreter: &mut Interpreter,
    class: &Rc<Class>,
    arguments: Arguments,
) -> PyResult<Index> {
    let signature = Signature::new(
        "Index.__init__",
        "*expressions, fields=(), name=None, db_tablespace=None, opclasses=(), condition=None, \
         include=None",
    );
    let mut bound = signature.bind(interpreter, arguments)?;
    check_index(interpreter, &bound)?;
    let mut expressions = Vec::new();
    let mut expression_texts = Vec::new();
    for expression in std::mem::take(&mut bound.rest) {
        let expression = expression_of(interpreter, expression)?;
        expression_texts.push(interpreter.str(&expression)?);
        expressions.push(expression);
    }
    let path = class
        .path()
        .replace("django.db.models.indexes", "django.db.models");
    Ok(Index {
        path: path.into(),
        fields: texts(bound.take("fields")),
        name: bound
            .take("name")
            .and_then(|name| name.as_text())
            .unwrap_or_default(),
        expressions,
        expression_texts,
        condition: bound.take("condition").filter(|it| !it.is_none()),
        db_tablespace: bound.take("db_tablespace").and_then(|it| it.as_text()),
        opclasses: texts(bound.take("opclasses")),
        include: texts(bound.take("include")),
        suffix: class
            .lookup("suffix")
            .and_then(|it| it.as_text())
            .unwrap_or_else(|| "idx".into()),
        extra: indexmap::IndexMap::default(),
    })
}

/// The checks of `Index.__init__`, in Django's order.
fn check_index(interpreter: &mut Interpreter, bound: &Bound) -> PyResult<()> {
    let named = bound
        .get("name")
        .and_then(Value::as_str)
        .is_some_and(|name| !name.is_empty());
    let count = |name: &str| {
        bound
            .get(name)
            .and_then(Value::as_sequence)
            .map(|it| it.len())
    };
    let given = |name: &str| bound.get(name).filter(|value| !value.is_none());
    let is_sequence = |name: &str| given(name).is_none_or(|value| value.as_sequence().is_some());
    let some = |name: &str| count(name).is_some_and(|count| count > 0);
    let expressions = !bound.rest.is_empty();
    let condition = given("condition").map(|value| value.native::<Q>());
    let has_condition = matches!(&condition, Some(Some(q)) if !q.children.is_empty());
    let strings = bound
        .get("fields")
        .and_then(Value::as_sequence)
        .unwrap_or_default();
    let message = if some("opclasses") && !named {
        "An index must be named to use opclasses."
    } else if matches!(condition, Some(None)) {
        "Index.condition must be a Q instance."
    } else if has_condition && !named {
        "An index must be named to use condition."
    } else if !is_sequence("fields") {
        "Index.fields must be a list or tuple."
    } else if !is_sequence("opclasses") {
        "Index.opclasses must be a list or tuple."
    } else if !expressions && !some("fields") {
        "At least one field or expression is required to define an index."
    } else if expressions && some("fields") {
        "Index.fields and expressions are mutually exclusive."
    } else if expressions && !named {
        "An index must be named to use expressions."
    } else if expressions && some("opclasses") {
        "Index.opclasses cannot be used with expressions. Use \
         django.contrib.postgres.indexes.OpClass() instead."
    } else if some("opclasses") && count("fields") != count("opclasses") {
        "Index.fields and Index.opclasses must have the same number of elements."
    } else if strings.iter().any(|field| field.as_str().is_none()) {
        "Index.fields must contain only strings with field names."
    } else if some("include") && !named {
        "A covering index must be named."
    } else if !is_sequence("include") {
        "Index.include must be a list or tuple."
    } else {
        return Ok(());
    };
    Err(interpreter.value_error(message))
}

/// `models.CheckConstraint` and `models.UniqueConstraint`.
struct ConstraintClass {
    check: bool,
}

impl NativeClass for ConstraintClass {
    fn init(
        &self,
        interpreter: &mut Interpreter,
        instance: &Rc<Instance>,
        arguments: Arguments,
    ) -> PyResult<()> {
        let constraint = match self.check {
            true => read_check(interpreter, &instance.class, arguments)?,
            false => read_unique(interpreter, &instance.class, arguments)?,
        };
        // The cell is empty, except for a second `__init__` of the same object.
        let _ = instance.native.set(Rc::new(ConstraintObject(constraint)));
        Ok(())
    }
}

fn constraint(class: &Class, bound: &mut Bound, kind: ConstraintKind) -> Constraint {
    let path = class
        .path()
        .replace("django.db.models.constraints", "django.db.models");
    let given = |value: Option<Value>| value.filter(|value| !value.is_none());
    let message = given(bound.take("violation_error_message"));
    let default = "Constraint “%(name)s” is violated.";
    Constraint {
        path: path.into(),
        name: bound
            .take("name")
            .and_then(|name| name.as_text())
            .unwrap_or_default(),
        kind,
        violation_error_code: given(bound.take("violation_error_code")),
        violation_error_message: message
            .filter(|it| crate::orm::lazy::lazy_text(it).as_deref() != Some(default)),
    }
}

fn read_check(
    interpreter: &mut Interpreter,
    class: &Rc<Class>,
    arguments: Arguments,
) -> PyResult<Constraint> {
    let signature = Signature::new(
        "CheckConstraint.__init__",
        "*, name, condition=None, check=None, violation_error_code=None, \
         violation_error_message=None",
    );
    let mut bound = signature.bind(interpreter, arguments)?;
    let condition = match bound.take("check").filter(|it| !it.is_none()) {
        Some(check) => check,
        None => bound.take_or_none("condition"),
    };
    if !is_conditional(interpreter, &condition)? {
        return Err(interpreter
            .type_error("CheckConstraint.condition must be a Q instance or boolean expression."));
    }
    Ok(constraint(
        class,
        &mut bound,
        ConstraintKind::Check { condition },
    ))
}

fn read_unique(
    interpreter: &mut Interpreter,
    class: &Rc<Class>,
    arguments: Arguments,
) -> PyResult<Constraint> {
    let signature = Signature::new(
        "UniqueConstraint.__init__",
        "*expressions, fields=(), name=None, condition=None, deferrable=None, include=None, \
         opclasses=(), nulls_distinct=None, violation_error_code=None, \
         violation_error_message=None",
    );
    let mut bound = signature.bind(interpreter, arguments)?;
    check_unique(interpreter, &bound)?;
    let mut expressions = Vec::new();
    for expression in std::mem::take(&mut bound.rest) {
        expressions.push(expression_of(interpreter, expression)?);
    }
    let kind = ConstraintKind::Unique {
        fields: texts(bound.take("fields")),
        expressions,
        condition: bound.take("condition").filter(|it| !it.is_none()),
        deferrable: bound.take("deferrable").filter(|it| !it.is_none()),
        include: texts(bound.take("include")),
        opclasses: texts(bound.take("opclasses")),
        nulls_distinct: bound.take("nulls_distinct").and_then(|it| it.as_bool()),
    };
    Ok(constraint(class, &mut bound, kind))
}

/// The checks of `UniqueConstraint.__init__`, in Django's order.
fn check_unique(interpreter: &mut Interpreter, bound: &Bound) -> PyResult<()> {
    let count = |name: &str| {
        bound
            .get(name)
            .and_then(Value::as_sequence)
            .map(|it| it.len())
    };
    let given = |name: &str| bound.get(name).filter(|value| !value.is_none());
    let is_sequence = |name: &str| given(name).is_none_or(|value| value.as_sequence().is_some());
    let some = |name: &str| count(name).is_some_and(|count| count > 0);
    let named = bound
        .get("name")
        .and_then(Value::as_str)
        .is_some_and(|name| !name.is_empty());
    let expressions = !bound.rest.is_empty();
    let deferrable = given("deferrable").is_some();
    let condition = given("condition");
    let value_error = if !named {
        "A unique constraint must be named."
    } else if !expressions && !some("fields") {
        "At least one field or expression is required to define a unique constraint."
    } else if expressions && some("fields") {
        "UniqueConstraint.fields and expressions are mutually exclusive."
    } else if condition.is_some_and(|value| value.native::<Q>().is_none()) {
        "UniqueConstraint.condition must be a Q instance."
    } else if condition.is_some() && deferrable {
        "UniqueConstraint with conditions cannot be deferred."
    } else if some("include") && deferrable {
        "UniqueConstraint with include fields cannot be deferred."
    } else if some("opclasses") && deferrable {
        "UniqueConstraint with opclasses cannot be deferred."
    } else if expressions && deferrable {
        "UniqueConstraint with expressions cannot be deferred."
    } else if expressions && some("opclasses") {
        "UniqueConstraint.opclasses cannot be used with expressions. Use \
         django.contrib.postgres.indexes.OpClass() instead."
    } else {
        ""
    };
    if !value_error.is_empty() {
        return Err(interpreter.value_error(value_error));
    }
    let is_deferrable = |value: &Value| {
        value
            .as_instance()
            .is_some_and(|it| it.class.name.as_ref() == "Deferrable")
    };
    let type_error = if given("deferrable").is_some_and(|value| !is_deferrable(value)) {
        "UniqueConstraint.deferrable must be a Deferrable instance."
    } else if !is_sequence("include") {
        "UniqueConstraint.include must be a list or tuple."
    } else if !is_sequence("opclasses") {
        "UniqueConstraint.opclasses must be a list or tuple."
    } else if given("nulls_distinct").is_some_and(|value| value.as_bool().is_none()) {
        "UniqueConstraint.nulls_distinct must be a bool."
    } else if some("opclasses") && count("fields") != count("opclasses") {
        return Err(interpreter.value_error(
            "UniqueConstraint.fields and UniqueConstraint.opclasses must have the same number of \
             elements.",
        ));
    } else {
        return Ok(());
    };
    Err(interpreter.type_error(type_error))
}

fn texts(value: Option<Value>) -> Vec<Rc<str>> {
    let items = value
        .and_then(|value| value.as_sequence())
        .unwrap_or_default();
    items.iter().filter_map(Value::as_text).collect()
}
