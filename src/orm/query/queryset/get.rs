//! Methods that ask the database: `get()`, `count()`, `first()`, `aggregate()`.

use crate::python::value::Namespace;
use std::rc::Rc;

use indexmap::IndexMap;

use super::{
    Iterable, Method, chained, changed, classes, is_nothing, is_ordered, not_combined, object,
};
use crate::orm::exceptions::Exception;
use crate::orm::expressions::is_expression;
use crate::orm::model::instance::{model_error, opts_of_instance, pk_of};
use crate::orm::model::save::{has_rows, or_raise};
use crate::orm::modules::QUERYING;
use crate::orm::query::convert::Converter;
use crate::orm::query::resolve::default_alias;
use crate::orm::query::sql::aggregation::Aggregation;
use crate::orm::query::sql::{Combinator, GroupBy, Query};
use crate::orm::query::{explain, prefetch, raw};
use crate::python::{Arguments, Dict, Interpreter, PyResult, Value};

/// `get()` looks at no more objects than it takes to say that there are too many.
const MAX_GET_RESULTS: usize = 21;

pub(super) const METHODS: &[Method] = &[
    ("get", "*args, **kwargs", |interpreter, this, bound| {
        let arguments = Arguments {
            positional: bound.rest,
            keywords: bound.keywords,
        };
        get(interpreter, this, arguments)
    }),
    ("count", "", |interpreter, this, _| {
        if let Some(results) = object(interpreter, this)?.results() {
            return Ok(Value::Int(i64::try_from(results.len()).unwrap_or(i64::MAX)));
        }
        let models = interpreter.import_module("django.db.models")?;
        let count = models.get("Count").unwrap_or(Value::None);
        let star = Arguments::positional(vec![Value::str("*")]);
        let count = interpreter.call(&count, star)?;
        let aggregates = Namespace::from_iter([("__count".into(), count)]);
        let values = aggregated(interpreter, this, &aggregates)?;
        Ok(values.into_values().next().unwrap_or(Value::Int(0)))
    }),
    ("exists", "", |interpreter, this, _| {
        let own = object(interpreter, this)?;
        if let Some(results) = own.results() {
            return Ok(Value::Bool(!results.is_empty()));
        }
        let exists = own.query().exists();
        let exists = or_raise(interpreter, exists)?;
        let connection = classes(interpreter, this)?.connection.clone();
        has_rows(interpreter, &connection, &exists).map(Value::Bool)
    }),
    ("contains", "obj", |interpreter, this, mut bound| {
        contains(interpreter, this, &bound.take_or_none("obj"))
    }),
    ("first", "", |interpreter, this, _| {
        let queryset = match is_ordered(&object(interpreter, this)?.query()) {
            true => this.clone(),
            false => by_key(interpreter, this, "pk", "first")?,
        };
        first_of(interpreter, &queryset)
    }),
    ("last", "", |interpreter, this, _| {
        let queryset = match is_ordered(&object(interpreter, this)?.query()) {
            true => interpreter.call_method(this, "reverse", Arguments::default())?,
            false => by_key(interpreter, this, "-pk", "last")?,
        };
        first_of(interpreter, &queryset)
    }),
    ("earliest", "*fields", |interpreter, this, bound| {
        earliest(interpreter, this, bound.rest)
    }),
    ("latest", "*fields", |interpreter, this, bound| {
        check_unsliced(interpreter, this)?;
        let reversed = interpreter.call_method(this, "reverse", Arguments::default())?;
        earliest(interpreter, &reversed, bound.rest)
    }),
    (
        "in_bulk",
        "id_list=None, *, field_name='pk'",
        |interpreter, this, mut bound| {
            let ids = bound.take_or_none("id_list");
            let name = bound.take("field_name").and_then(|name| name.as_text());
            in_bulk(
                interpreter,
                this,
                &ids,
                &name.unwrap_or_else(|| "pk".into()),
            )
        },
    ),
    (
        "iterator",
        "chunk_size=None",
        |interpreter, this, mut bound| {
            let size = bound.take_or_none("chunk_size");
            let module = interpreter.import_module(QUERYING)?;
            let class = module.get("QuerySet").unwrap_or(Value::None);
            let arguments = Arguments::positional(vec![this.clone(), size]);
            interpreter.call_method(&class, "iterator", arguments)
        },
    ),
    (
        "aggregate",
        "*args, **kwargs",
        |interpreter, this, bound| {
            let mut aggregates: Namespace = bound.keywords;
            let mut wrong = Vec::new();
            for value in bound.rest.iter().chain(aggregates.values()) {
                if !is_expression(value) {
                    wrong.push(interpreter.str(value)?.to_string());
                }
            }
            if !wrong.is_empty() {
                wrong.sort();
                return Err(interpreter.type_error(format!(
                    "QuerySet.aggregate() received non-expression(s): {}.",
                    wrong.join(", ")
                )));
            }
            for value in bound.rest {
                let Ok(alias) = default_alias(&value) else {
                    return Err(interpreter.type_error("Complex aggregates require an alias"));
                };
                aggregates.insert(alias.into(), value);
            }
            let values = aggregated(interpreter, this, &aggregates)?;
            Ok(Value::dict(Dict::from_text_keys(values)))
        },
    ),
    (
        "raw",
        "raw_query, params=(), translations=None, using=None",
        |interpreter, this, bound| {
            let model = object(interpreter, this)?.model.clone();
            raw::create(interpreter, &model, bound)
        },
    ),
    (
        "explain",
        "*, format=None, **options",
        |interpreter, this, mut bound| {
            let format = bound.take_or_none("format");
            if interpreter.truthy(&format)? {
                let name = interpreter.str(&format)?.to_uppercase();
                let message = format!(
                    "{name} is not a recognized format. SQLite does not support any formats."
                );
                return Err(interpreter.value_error(message));
            }
            let mut options: Vec<&str> = bound.keywords.keys().map(|name| &**name).collect();
            options.sort_unstable();
            if !options.is_empty() {
                let message = format!("Unknown options: {}", options.join(", "));
                return Err(interpreter.value_error(message));
            }
            let query = object(interpreter, this)?.query();
            let connection = classes(interpreter, this)?.connection.clone();
            let plan = explain::explain(interpreter, &connection, &query);
            or_raise(interpreter, plan).map(Value::str)
        },
    ),
    (
        "resolve_expression",
        "*args, **kwargs",
        |interpreter, _, _| Err(interpreter.unsupported("resolve_expression()")),
    ),
    ("_prefetch_related_objects", "", |interpreter, this, _| {
        let own = object(interpreter, this)?;
        let results = own.results().unwrap_or_default();
        let lookups = own.prefetch.borrow().clone();
        prefetch::prefetch_related_objects(interpreter, &results, &lookups)?;
        Ok(Value::None)
    }),
];

/// `get(*args, **kwargs)`.
pub(super) fn get(
    interpreter: &mut Interpreter,
    this: &Value,
    arguments: Arguments,
) -> PyResult<Value> {
    let own = object(interpreter, this)?;
    if own.query().combinator.is_some() && !arguments.is_empty() {
        let combinator = own.query().combinator.map_or("", Combinator::name);
        let message = format!(
            "Calling QuerySet.get(...) with filters after {combinator}() is not supported."
        );
        let error = Exception::new("django.db.utils.NotSupportedError", message);
        return Err(error.into_python(interpreter));
    }
    let filtered = match own.query().combinator {
        Some(_) => chained(this)?,
        None => interpreter.call_method(this, "filter", arguments)?,
    };
    let sliced = own.query().is_sliced();
    let limited = changed(interpreter, &filtered, &mut |_, query| {
        if !sliced {
            query.clear_ordering(true);
        }
        query.set_limits(None, Some(MAX_GET_RESULTS));
        Ok(())
    })?;
    let results = object(interpreter, &limited)?.fetch_all(interpreter)?;
    let model = own.model.clone();
    let name = &model.name;
    match results.as_slice() {
        [only] => Ok(only.clone()),
        [] => {
            let message = format!("{name} matching query does not exist.");
            Err(model_error(interpreter, &model, "DoesNotExist", message))
        }
        several => {
            let count = match several.len() {
                count if count < MAX_GET_RESULTS => count.to_string(),
                _ => format!("more than {}", MAX_GET_RESULTS - 1),
            };
            let message = format!("get() returned more than one {name} -- it returned {count}!");
            Err(model_error(
                interpreter,
                &model,
                "MultipleObjectsReturned",
                message,
            ))
        }
    }
}

/// The values of aggregates by name.
pub(super) fn aggregated(
    interpreter: &mut Interpreter,
    this: &Value,
    aggregates: &Namespace,
) -> PyResult<Namespace> {
    if aggregates.is_empty() {
        return Ok(IndexMap::default());
    }
    let query = object(interpreter, this)?.query().chain();
    let aggregation = match query.aggregation(interpreter, aggregates) {
        Ok(aggregation) => aggregation,
        Err(failure) if is_nothing(&failure) => {
            return over_nothing(interpreter, &query, aggregates);
        }
        Err(failure) => return Err(failure.into_python(interpreter)),
    };
    let connection = classes(interpreter, this)?.connection.clone();
    let compiled = &aggregation.compiled;
    let result = connection.execute(interpreter, &compiled.sql, &compiled.params)?;
    let row = result.rows.into_iter().next().unwrap_or_default();
    let mut values = IndexMap::default();
    for ((alias, node), value) in aggregation.nodes.iter().zip(row) {
        let converter = Converter::of_node(interpreter, node, &query.apps.settings);
        let converter = or_raise(interpreter, converter)?;
        values.insert(alias.clone(), converter.apply(interpreter, value)?);
    }
    Ok(values)
}

/// The values of aggregates over a query that has no rows for certain.
fn over_nothing(
    interpreter: &mut Interpreter,
    query: &Query,
    aggregates: &Namespace,
) -> PyResult<Namespace> {
    let mut query = query.clone();
    let mut values = IndexMap::default();
    for (alias, aggregate) in aggregates {
        let node = query.resolve(interpreter, aggregate);
        let node = or_raise(interpreter, node)?;
        values.insert(alias.clone(), Aggregation::over_nothing(&node));
    }
    Ok(values)
}

fn contains(interpreter: &mut Interpreter, this: &Value, other: &Value) -> PyResult<Value> {
    not_combined(interpreter, this, "contains")?;
    let own = object(interpreter, this)?;
    if own.fields.borrow().is_some() {
        let message = "Cannot call QuerySet.contains() after .values() or .values_list().";
        return Err(interpreter.type_error(message));
    }
    let opts = opts_of_instance(interpreter, other);
    let Some(opts) = or_raise(interpreter, opts)? else {
        return Err(interpreter.type_error("'obj' must be a model instance."));
    };
    let own_key = own.query().opts.map(|opts| opts.model.concrete_key());
    if own_key != Some(opts.model.concrete_key()) {
        return Ok(Value::Bool(false));
    }
    let pk = pk_of(interpreter, &opts, other)?;
    if pk.is_none() {
        let message = "QuerySet.contains() cannot be used on unsaved objects.";
        return Err(interpreter.value_error(message));
    }
    if let Some(results) = own.results() {
        let found = interpreter.contains(&Value::list(results), other)?;
        return Ok(Value::Bool(found));
    }
    let filtered = interpreter.call_method(this, "filter", Arguments::default().with("pk", pk))?;
    interpreter.call_method(&filtered, "exists", Arguments::default())
}

/// The queryset in the order of its key, which `first()` and `last()` take when there is none.
fn by_key(
    interpreter: &mut Interpreter,
    this: &Value,
    order: &str,
    method: &str,
) -> PyResult<Value> {
    let query = object(interpreter, this)?.query();
    if let (GroupBy::Expressions(nodes), Some(opts)) = (&query.group_by, &query.opts) {
        let pk = opts.model.pk().and_then(|pk| pk.name.clone());
        let by_pk = nodes.iter().any(|node| {
            let column = crate::orm::query::sql::compiler::column_of(node);
            column.is_some_and(|column| column.target.name == pk)
        });
        if !by_pk {
            return Err(interpreter.type_error(format!(
                "Cannot use QuerySet.{method}() on an unordered queryset performing aggregation. \
                 Add an ordering with order_by()."
            )));
        }
    }
    let order = Arguments::positional(vec![Value::str(order)]);
    interpreter.call_method(this, "order_by", order)
}

fn first_of(interpreter: &mut Interpreter, queryset: &Value) -> PyResult<Value> {
    let one = Value::Slice(Rc::new((Value::None, Value::Int(1), Value::None)));
    let sliced = interpreter.get_item(queryset, &one)?;
    let results = interpreter.iterate(&sliced)?;
    Ok(results.into_iter().next().unwrap_or(Value::None))
}

fn check_unsliced(interpreter: &mut Interpreter, this: &Value) -> PyResult<()> {
    let message = "Cannot change a query once a slice has been taken.";
    match object(interpreter, this)?.query().is_sliced() {
        true => Err(interpreter.type_error(message)),
        false => Ok(()),
    }
}

fn earliest(interpreter: &mut Interpreter, this: &Value, fields: Vec<Value>) -> PyResult<Value> {
    check_unsliced(interpreter, this)?;
    let mut fields = fields;
    if fields.is_empty() {
        let opts = object(interpreter, this)?.query().opts;
        let declared =
            opts.and_then(|opts| opts.model.options.values.get("get_latest_by").cloned());
        fields = match declared {
            Some(Value::None) | None => {
                return Err(interpreter.value_error(
                    "earliest() and latest() require either fields as positional arguments or \
                     'get_latest_by' in the model's Meta.",
                ));
            }
            Some(one @ Value::Str(_)) => vec![one],
            Some(several) => interpreter.iterate(&several)?,
        };
    }
    let limited = changed(interpreter, this, &mut |interpreter, query| {
        query.set_limits(None, Some(1));
        query.clear_ordering(true);
        query.add_ordering(interpreter, fields.clone())
    })?;
    interpreter.call_method(&limited, "get", Arguments::default())
}

fn in_bulk(
    interpreter: &mut Interpreter,
    this: &Value,
    ids: &Value,
    name: &Rc<str>,
) -> PyResult<Value> {
    let own = object(interpreter, this)?;
    if own.query().is_sliced() {
        let message = "Cannot use 'limit' or 'offset' with in_bulk().";
        return Err(interpreter.type_error(message));
    }
    if own.iterable.get() != Iterable::Models {
        let message = "in_bulk() cannot be used with values() or values_list().";
        return Err(interpreter.type_error(message));
    }
    if &**name != "pk" {
        check_unique(interpreter, &own.query(), name)?;
    }
    let queryset = if ids.is_none() {
        chained(this)?
    } else {
        let ids = interpreter.iterate(ids)?;
        if ids.is_empty() {
            return Ok(Value::dict(Dict::default()));
        }
        let lookup = format!("{name}__in");
        let arguments = Arguments::default().with(lookup, Value::tuple(ids));
        interpreter.call_method(this, "filter", arguments)?
    };
    let mut dict = Dict::default();
    for found in interpreter.iterate(&queryset)? {
        let key = interpreter.get_attribute(&found, name)?;
        dict.insert(interpreter.hash_key(&key)?, key, found);
    }
    Ok(Value::dict(dict))
}

fn check_unique(interpreter: &mut Interpreter, query: &Query, name: &Rc<str>) -> PyResult<()> {
    let Some(opts) = &query.opts else {
        return Ok(());
    };
    let field = match opts.model.get_field(name) {
        Ok(field) => field,
        Err(exception) => return Err(exception.into_python(interpreter)),
    };
    let constraints = opts.model.constraints().iter();
    let mut alone = constraints.filter(|constraint| constraint.is_total_unique_of(name));
    if field.unique() || alone.next().is_some() {
        return Ok(());
    }
    let message = format!("in_bulk()'s field_name must be a unique field but '{name}' isn't.");
    Err(interpreter.value_error(message))
}
