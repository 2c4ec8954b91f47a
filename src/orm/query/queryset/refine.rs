//! Methods that answer another queryset: `filter()`, `order_by()`, `annotate()`, `values()`.

use crate::python::value::Namespace;
use std::rc::Rc;

use indexmap::IndexMap;

use super::{Iterable, Method, QuerySetObject, chained, changed, condition, not_combined, object};
use crate::orm::exceptions::Exception;
use crate::orm::expressions::object::{is_expression, make};
use crate::orm::expressions::{Connector, Q};
use crate::orm::model::save::or_raise;
use crate::orm::query::node::Node;
use crate::orm::query::resolve::default_alias;
use crate::orm::query::sql::filtered::FilteredObject;
use crate::orm::query::sql::{Combinator, GroupBy, Query, SelectRelated};
use crate::python::{Arguments, Bound, Interpreter, PyResult, Value};

pub(super) const METHODS: &[Method] = &[
    ("all", "", |_, this, _| chained(this)),
    ("using", "alias", |interpreter, this, mut bound| {
        let alias = bound.take_or_none("alias");
        match alias.as_text() {
            Some(name) if &*name != "default" => {
                let message = format!("The connection '{name}' doesn't exist.");
                let class = "django.utils.connection.ConnectionDoesNotExist";
                Err(Exception::new(class, message).into_python(interpreter))
            }
            _ => chained(this),
        }
    }),
    ("filter", "*args, **kwargs", |interpreter, this, bound| {
        not_combined(interpreter, this, "filter")?;
        filtered(interpreter, this, bound, false)
    }),
    ("exclude", "*args, **kwargs", |interpreter, this, bound| {
        not_combined(interpreter, this, "exclude")?;
        filtered(interpreter, this, bound, true)
    }),
    (
        "complex_filter",
        "filter_obj",
        |interpreter, this, mut bound| {
            let given = bound.take_or_none("filter_obj");
            let arguments = match given.native::<Q>() {
                Some(_) => Arguments::positional(vec![given]),
                None => Arguments {
                    positional: Vec::new(),
                    keywords: crate::orm::fields::text_keys(&given),
                },
            };
            interpreter.call_method(this, "filter", arguments)
        },
    ),
    ("none", "", |interpreter, this, _| {
        changed(interpreter, this, &mut |_, query| {
            query.set_empty();
            Ok(())
        })
    }),
    ("order_by", "*field_names", |interpreter, this, bound| {
        check_unsliced(
            interpreter,
            this,
            "Cannot reorder a query once a slice has been taken.",
        )?;
        let names = bound.rest;
        changed(interpreter, this, &mut |interpreter, query| {
            query.clear_ordering(true);
            query.default_ordering = true;
            query.add_ordering(interpreter, names.clone())
        })
    }),
    ("reverse", "", |interpreter, this, _| {
        check_unsliced(
            interpreter,
            this,
            "Cannot reverse a query once a slice has been taken.",
        )?;
        changed(interpreter, this, &mut |_, query| {
            query.standard_ordering = !query.standard_ordering;
            Ok(())
        })
    }),
    ("distinct", "*field_names", |interpreter, this, bound| {
        not_combined(interpreter, this, "distinct")?;
        let refused = "Cannot create distinct fields once a slice has been taken.";
        check_unsliced(interpreter, this, refused)?;
        changed(interpreter, this, &mut |_, query| {
            query.distinct = true;
            query.distinct_fields.clone_from(&bound.rest);
            Ok(())
        })
    }),
    ("annotate", "*args, **kwargs", |interpreter, this, bound| {
        not_combined(interpreter, this, "annotate")?;
        annotated(interpreter, this, bound, true)
    }),
    ("alias", "*args, **kwargs", |interpreter, this, bound| {
        not_combined(interpreter, this, "alias")?;
        annotated(interpreter, this, bound, false)
    }),
    (
        "values",
        "*fields, **expressions",
        |interpreter, this, bound| {
            let mut fields = Vec::new();
            for field in &bound.rest {
                fields.push(field_name(interpreter, field)?);
            }
            fields.extend(bound.keywords.keys().cloned());
            values(interpreter, this, fields, bound.keywords, Iterable::Values)
        },
    ),
    (
        "values_list",
        "*fields, flat=False, named=False",
        |interpreter, this, bound| values_list(interpreter, this, bound),
    ),
    ("select_related", "*fields", |interpreter, this, bound| {
        not_combined(interpreter, this, "select_related")?;
        if object(interpreter, this)?.fields.borrow().is_some() {
            let message = "Cannot call select_related() after .values() or .values_list()";
            return Err(interpreter.type_error(message));
        }
        let names = bound.rest;
        changed(interpreter, this, &mut |_, query| {
            query.select_related = select_related(&query.select_related, &names);
            Ok(())
        })
    }),
    (
        "prefetch_related",
        "*lookups",
        |interpreter, this, bound| {
            not_combined(interpreter, this, "prefetch_related")?;
            let copy = chained(this)?;
            let lookups = &object(interpreter, &copy)?.prefetch;
            match bound.rest.as_slice() {
                [Value::None] => lookups.borrow_mut().clear(),
                given => lookups.borrow_mut().extend(given.iter().cloned()),
            }
            Ok(copy)
        },
    ),
    ("defer", "*fields", |interpreter, this, bound| {
        not_combined(interpreter, this, "defer")?;
        loading(interpreter, this, bound.rest, "defer")
    }),
    ("only", "*fields", |interpreter, this, bound| {
        not_combined(interpreter, this, "only")?;
        loading(interpreter, this, bound.rest, "only")
    }),
    (
        "select_for_update",
        "nowait=False, skip_locked=False, of=(), no_key=False",
        // SQLite has no locks on rows, so Django leaves this out of the SQL.
        |interpreter, this, mut bound| {
            let [nowait, skip_locked] =
                ["nowait", "skip_locked"].map(|name| bound.take_or_none(name));
            if interpreter.truthy(&nowait)? && interpreter.truthy(&skip_locked)? {
                let message = "The nowait option cannot be used with skip_locked.";
                return Err(interpreter.value_error(message));
            }
            chained(this)
        },
    ),
    (
        "union",
        "*other_qs, all=False",
        |interpreter, this, mut bound| {
            let all = match bound.take("all") {
                Some(value) => interpreter.truthy(&value)?,
                None => false,
            };
            let kind = if all {
                Combinator::UnionAll
            } else {
                Combinator::Union
            };
            let mut querysets = vec![this.clone()];
            querysets.extend(bound.rest);
            querysets.retain(|it| !is_nothing(it));
            match querysets.split_first() {
                None => Ok(this.clone()),
                Some((only, [])) => Ok(only.clone()),
                Some((first, others)) => combine(interpreter, first, others, kind),
            }
        },
    ),
    ("intersection", "*other_qs", |interpreter, this, bound| {
        let mut all = std::iter::once(this).chain(&bound.rest);
        match all.find(|it| is_nothing(it)) {
            Some(empty) => Ok(empty.clone()),
            None => combine(interpreter, this, &bound.rest, Combinator::Intersection),
        }
    }),
    (
        "difference",
        "*other_qs",
        |interpreter, this, bound| match is_nothing(this) {
            true => Ok(this.clone()),
            false => combine(interpreter, this, &bound.rest, Combinator::Difference),
        },
    ),
    (
        "dates",
        "field_name, kind, order='ASC'",
        |interpreter, this, bound| dates(interpreter, this, bound, "DateField", "datefield"),
    ),
    (
        "datetimes",
        "field_name, kind, order='ASC', tzinfo=None",
        |interpreter, this, bound| {
            dates(interpreter, this, bound, "DateTimeField", "datetimefield")
        },
    ),
    (
        "extra",
        "select=None, where=None, params=None, tables=None, order_by=None, select_params=None",
        extra,
    ),
];

/// `extra(…)`: SQL in the words of the program.
fn extra(interpreter: &mut Interpreter, this: &Value, mut bound: Bound) -> PyResult<Value> {
    not_combined(interpreter, this, "extra")?;
    check_unsliced(
        interpreter,
        this,
        "Cannot change a query once a slice has been taken.",
    )?;
    let mut list = |interpreter: &mut Interpreter, name: &str| match bound.take_or_none(name) {
        Value::None => Ok(Vec::new()),
        value => interpreter.iterate(&value),
    };
    let mut select_params = list(interpreter, "select_params")?.into_iter();
    let mut params = list(interpreter, "params")?.into_iter();
    let tables = list(interpreter, "tables")?;
    let order_by = list(interpreter, "order_by")?;
    let mut conditions = Vec::new();
    for sql in list(interpreter, "where")? {
        conditions.push(raw_node(interpreter, &sql, &mut params)?);
    }
    let mut columns: Vec<(Rc<str>, Node)> = Vec::new();
    let select = bound.take_or_none("select");
    for (name, sql) in crate::orm::fields::text_keys(&select) {
        columns.push((name, raw_node(interpreter, &sql, &mut select_params)?));
    }
    changed(interpreter, this, &mut |_, query| {
        for (name, node) in &columns {
            query.check_alias(name)?;
            query.extra.insert(name.clone());
            query.add_resolved_annotation(node.clone(), name, true);
        }
        for node in &conditions {
            query.where_.add_leaf(node.clone(), Connector::And);
        }
        query
            .extra_tables
            .extend(tables.iter().filter_map(Value::as_text));
        if !order_by.is_empty() {
            query.order_by.clone_from(&order_by);
        }
        Ok(())
    })
}

/// SQL with as many of the parameters as it has places for.
fn raw_node(
    interpreter: &mut Interpreter,
    sql: &Value,
    params: &mut impl Iterator<Item = Value>,
) -> PyResult<Node> {
    let sql = interpreter.str(sql)?;
    let places = sql.replace("%%", "").matches("%s").count();
    let mut values = Vec::with_capacity(places);
    for value in params.take(places) {
        values.push(crate::orm::fields::to_sql(interpreter, &value)?);
    }
    Ok(Node::Raw {
        sql,
        params: values,
        field: None,
    })
}

fn is_nothing(queryset: &Value) -> bool {
    queryset
        .native::<QuerySetObject>()
        .is_some_and(|object| object.query().is_empty())
}

fn check_unsliced(interpreter: &mut Interpreter, this: &Value, message: &str) -> PyResult<()> {
    match object(interpreter, this)?.query().is_sliced() {
        true => Err(interpreter.type_error(message)),
        false => Ok(()),
    }
}

fn filtered(
    interpreter: &mut Interpreter,
    this: &Value,
    bound: Bound,
    negated: bool,
) -> PyResult<Value> {
    if !(bound.rest.is_empty() && bound.keywords.is_empty()) {
        let message = "Cannot filter a query once a slice has been taken.";
        check_unsliced(interpreter, this, message)?;
    }
    let mut q = condition(interpreter, bound)?;
    if negated {
        q.negated = true;
    }
    let q = match negated {
        // `~Q(…)` in a `Q` of its own, as `add_q` is given it.
        true => q,
        false => Q {
            connector: Connector::And,
            ..q
        },
    };
    changed(interpreter, this, &mut |interpreter, query| {
        query.add_q(interpreter, &q)
    })
}

/// `_annotate(args, kwargs, select)`.
fn annotated(
    interpreter: &mut Interpreter,
    this: &Value,
    bound: Bound,
    select: bool,
) -> PyResult<Value> {
    let mut annotations: Namespace = IndexMap::default();
    let given = bound.rest.iter().chain(bound.keywords.values());
    let mut wrong = Vec::new();
    for value in given {
        let is_relation = value.native::<FilteredObject>().is_some();
        if !is_expression(value) && value.native::<QuerySetObject>().is_none() && !is_relation {
            wrong.push(interpreter.str(value)?.to_string());
        }
    }
    if !wrong.is_empty() {
        wrong.sort();
        return Err(interpreter.type_error(format!(
            "QuerySet.annotate() received non-expression(s): {}.",
            wrong.join(", ")
        )));
    }
    for value in bound.rest {
        let alias = match default_alias(&value) {
            Ok(alias) => alias,
            Err(_) => {
                return Err(interpreter.type_error("Complex annotations require an alias"));
            }
        };
        if bound.keywords.contains_key(alias.as_str()) {
            return Err(interpreter.type_error(format!(
                "The named annotation '{alias}' conflicts with the default name for another \
                 annotation."
            )));
        }
        annotations.insert(alias.into(), value);
    }
    annotations.extend(bound.keywords);
    let copy = chained(this)?;
    let own = object(interpreter, &copy)?;
    let mut query = own.query();
    let names = known_names(own, &query);
    let mut aggregates = false;
    for (alias, annotation) in annotations {
        if names.iter().any(|name| *name == *alias) {
            return Err(interpreter.value_error(format!(
                "The annotation '{alias}' conflicts with a field on the model."
            )));
        }
        let added = match annotation.native::<FilteredObject>() {
            Some(relation) => query.add_filtered_relation(interpreter, relation, &alias),
            None => query.add_annotation(interpreter, &annotation, &alias, select),
        };
        or_raise(interpreter, added)?;
        aggregates |= query
            .annotations
            .get(&alias)
            .is_some_and(Node::contains_aggregate);
    }
    if aggregates {
        match own.fields.borrow().is_none() {
            true => query.group_by = GroupBy::All,
            false => query.set_group_by(true),
        }
    }
    *own.query.borrow_mut() = query;
    Ok(copy)
}

/// The names that annotations must not have.
fn known_names(own: &QuerySetObject, query: &Query) -> Vec<String> {
    match (own.fields.borrow().as_ref(), &query.opts) {
        (Some(fields), _) => fields.iter().map(ToString::to_string).collect(),
        (None, Some(opts)) => opts.field_names(),
        (None, None) => Vec::new(),
    }
}

fn field_name(interpreter: &mut Interpreter, field: &Value) -> PyResult<Rc<str>> {
    match field.as_text() {
        Some(name) => Ok(name),
        None => {
            let name = interpreter.type_name(field);
            let message = format!("expected string or bytes-like object, got '{name}'");
            Err(interpreter.type_error(message))
        }
    }
}

/// `_values(fields, expressions)`.
fn values(
    interpreter: &mut Interpreter,
    this: &Value,
    fields: Vec<Rc<str>>,
    expressions: Namespace,
    iterable: Iterable,
) -> PyResult<Value> {
    let mut queryset = this.clone();
    if !expressions.is_empty() {
        let arguments = Arguments {
            positional: Vec::new(),
            keywords: expressions,
        };
        queryset = interpreter.call_method(this, "annotate", arguments)?;
    }
    let copy = changed(interpreter, &queryset, &mut |_, query| {
        query.set_values(&fields)
    })?;
    let own = object(interpreter, &copy)?;
    *own.fields.borrow_mut() = Some(fields);
    own.iterable.set(iterable);
    Ok(copy)
}

fn values_list(interpreter: &mut Interpreter, this: &Value, mut bound: Bound) -> PyResult<Value> {
    let mut flag = |interpreter: &mut Interpreter, name: &str| match bound.take(name) {
        Some(value) => interpreter.truthy(&value),
        None => Ok(false),
    };
    let (flat, named) = (flag(interpreter, "flat")?, flag(interpreter, "named")?);
    if flat && named {
        return Err(interpreter.type_error("'flat' and 'named' can't be used together."));
    }
    if flat && bound.rest.len() > 1 {
        let message = "'flat' is not valid when values_list is called with more than one field.";
        return Err(interpreter.type_error(message));
    }
    let mut names: Vec<Rc<str>> = Vec::new();
    let mut expressions = IndexMap::default();
    let given: Vec<Rc<str>> = bound.rest.iter().filter_map(Value::as_text).collect();
    let mut counter = 1;
    for field in bound.rest {
        let (base, expression, seen) = match field.as_text() {
            Some(name) if names.contains(&name) => {
                let by_name = Arguments::positional(vec![Value::Str(name.clone())]);
                (name, Some(make(interpreter, "F", by_name)?), true)
            }
            Some(name) => (name, None, false),
            None => {
                let alias = default_alias(&field)
                    .unwrap_or_else(|_| interpreter.type_name(&field).to_lowercase());
                (alias.into(), Some(field), true)
            }
        };
        let mut name = base.clone();
        if seen {
            loop {
                name = format!("{base}{counter}").into();
                if !names.contains(&name) && !given.contains(&name) {
                    break;
                }
                counter += 1;
            }
        }
        if let Some(expression) = expression {
            expressions.insert(name.clone(), expression);
        }
        names.push(name);
    }
    let iterable = match (flat, named) {
        (true, _) => Iterable::Flat,
        (_, true) => Iterable::Named,
        _ => Iterable::ValuesList,
    };
    values(interpreter, this, names, expressions, iterable)
}

fn select_related(known: &SelectRelated, names: &[Value]) -> SelectRelated {
    match names {
        [Value::None] => SelectRelated::No,
        [] => SelectRelated::All,
        names => {
            let mut tree = match known {
                SelectRelated::Names(tree) => tree.clone(),
                _ => super::super::sql::Names::default(),
            };
            for name in names.iter().filter_map(Value::as_str) {
                tree.add(name);
            }
            SelectRelated::Names(tree)
        }
    }
}

fn loading(
    interpreter: &mut Interpreter,
    this: &Value,
    fields: Vec<Value>,
    method: &str,
) -> PyResult<Value> {
    if object(interpreter, this)?.fields.borrow().is_some() {
        let message = format!("Cannot call {method}() after .values() or .values_list()");
        return Err(interpreter.type_error(message));
    }
    if let [Value::None] = fields.as_slice() {
        if method == "only" {
            let message = "Cannot pass None as an argument to only().";
            return Err(interpreter.type_error(message));
        }
        return changed(interpreter, this, &mut |_, query| {
            query.deferred_loading = (std::collections::BTreeSet::new(), true);
            Ok(())
        });
    }
    let mut names = Vec::new();
    for field in &fields {
        names.push(field_name(interpreter, field)?);
    }
    changed(interpreter, this, &mut |_, query| {
        match method {
            "only" => query.add_immediate_loading(&names),
            _ => query.add_deferred_loading(&names),
        }
        Ok(())
    })
}

/// `_combinator_query`.
fn combine(
    interpreter: &mut Interpreter,
    this: &Value,
    others: &[Value],
    combinator: Combinator,
) -> PyResult<Value> {
    let mut queries = Vec::new();
    for queryset in std::iter::once(this).chain(others) {
        queries.push(object(interpreter, queryset)?.query());
    }
    changed(interpreter, this, &mut |_, query| {
        query.clear_ordering(true);
        query.clear_limits();
        query.combined_queries.clone_from(&queries);
        query.combinator = Some(combinator);
        Ok(())
    })
}

fn dates(
    interpreter: &mut Interpreter,
    this: &Value,
    mut bound: Bound,
    output: &str,
    alias: &str,
) -> PyResult<Value> {
    let field = bound.take_or_none("field_name");
    let kind = bound.take_or_none("kind");
    let order = bound.take("order").unwrap_or_else(|| Value::str("ASC"));
    let allowed: &[&str] = match output {
        "DateField" => &["year", "month", "week", "day"],
        _ => &["year", "month", "week", "day", "hour", "minute", "second"],
    };
    if !allowed.contains(&kind.as_str().unwrap_or_default()) {
        let (last, first) = allowed.split_last().unwrap_or((&"", &[]));
        let first: Vec<String> = first.iter().map(|kind| format!("'{kind}'")).collect();
        return Err(interpreter.value_error(format!(
            "'kind' must be one of {}, or '{last}'.",
            first.join(", ")
        )));
    }
    let descending = match order.as_str() {
        Some("ASC") => "",
        Some("DESC") => "-",
        _ => return Err(interpreter.value_error("'order' must be either 'ASC' or 'DESC'.")),
    };
    let models = interpreter.import_module("django.db.models")?;
    let output = models.get(output).unwrap_or(Value::None);
    let output = interpreter.call(&output, Arguments::default())?;
    let functions = interpreter.import_module("django.db.models.functions.datetime")?;
    let trunc = functions.get("Trunc").unwrap_or(Value::None);
    let arguments = Arguments::positional(vec![field.clone(), kind]).with("output_field", output);
    let trunc = interpreter.call(&trunc, arguments)?;
    let plain = make(interpreter, "F", Arguments::positional(vec![field]))?;
    let annotations = Arguments::default()
        .with(alias, trunc)
        .with("plain_field", plain);
    let queryset = interpreter.call_method(this, "annotate", annotations)?;
    let only = Arguments::positional(vec![Value::str(alias)]).with("flat", Value::Bool(true));
    let queryset = interpreter.call_method(&queryset, "values_list", only)?;
    let queryset = interpreter.call_method(&queryset, "distinct", Arguments::default())?;
    let not_null = Arguments::default().with("plain_field__isnull", Value::Bool(false));
    let queryset = interpreter.call_method(&queryset, "filter", not_null)?;
    let order = Value::str(format!("{descending}{alias}"));
    interpreter.call_method(&queryset, "order_by", Arguments::positional(vec![order]))
}
