//! Lookups and transforms: from the names after a field and a value to a comparison.

use std::rc::Rc;

use indexmap::IndexMap;

use super::failure::{Outcome, field_error, unsupported, value_error};
use super::generic;
use super::node::{Call, Lookup, Node, Operand, Rhs};
use super::sql::Query;
use crate::database::SqlValue;
use crate::orm::exceptions::Exception;
use crate::orm::expressions::classes;
use crate::orm::expressions::object::Expression;
use crate::orm::fields::{Field, FieldKind, to_sql};
use crate::orm::names::close_matches;
use crate::orm::settings::Settings;
use crate::python::value::Instance;
use crate::python::{Arguments, Class, Interpreter, Value};

/// The name of a lookup with the class of `django.db.models.lookups` that does the same.
const LOOKUPS: &[(&str, &str)] = &[
    ("exact", "Exact"),
    ("iexact", "IExact"),
    ("gt", "GreaterThan"),
    ("gte", "GreaterThanOrEqual"),
    ("lt", "LessThan"),
    ("lte", "LessThanOrEqual"),
    ("in", "In"),
    ("contains", "Contains"),
    ("icontains", "IContains"),
    ("startswith", "StartsWith"),
    ("istartswith", "IStartsWith"),
    ("endswith", "EndsWith"),
    ("iendswith", "IEndsWith"),
    ("range", "Range"),
    ("isnull", "IsNull"),
    ("regex", "Regex"),
    ("iregex", "IRegex"),
];

/// Parts of dates, and parts of times.
const DATE_PARTS: &[&str] = &[
    "year",
    "month",
    "day",
    "week_day",
    "iso_week_day",
    "week",
    "iso_year",
    "quarter",
];
const TIME_PARTS: &[&str] = &["hour", "minute", "second"];
/// What only JSON values have.
const JSON_LOOKUPS: &[&str] = &["contained_by", "has_key", "has_keys", "has_any_keys"];

/// The right side of a comparison before it is prepared for the left one.
#[derive(Clone)]
pub enum Given {
    /// A value, or a collection of them.
    Value(Value),
    /// An expression.
    Node(Node),
    /// A queryset.
    Query(Rc<Query>),
    /// A collection with expressions in it.
    Items(Vec<Given>),
}

/// Whether `field__<name>` is a lookup that every field has.
pub fn is_lookup_name(name: &str) -> bool {
    LOOKUPS.iter().any(|(lookup, _)| *lookup == name)
}

/// Whether an expression class is a comparison.
pub fn is_lookup_class(class: &str) -> bool {
    LOOKUPS.iter().any(|(_, name)| *name == class)
}

/// The class that does a lookup that every field has.
pub fn class_of_lookup(name: &str) -> Option<&'static str> {
    let found = LOOKUPS.iter().find(|(lookup, _)| *lookup == name);
    found.map(|(_, class)| *class)
}

/// The lookup that a class of `django.db.models.lookups` does.
pub fn lookup_of_class(class: &str) -> Option<&'static str> {
    let found = LOOKUPS.iter().find(|(_, name)| *name == class);
    found.map(|(name, _)| *name)
}

/// The values of a collection, or the value itself.
pub fn splits(value: &Value) -> Vec<Value> {
    match value.unboxed() {
        Value::Set(set) => set.borrow().keys().cloned().collect(),
        Value::FrozenSet(set) => set.keys().cloned().collect(),
        other => other.as_sequence().unwrap_or_else(|| vec![value.clone()]),
    }
}

fn lookup_name(name: &str, field: Option<&Field>) -> Option<&'static str> {
    let common = LOOKUPS.iter().map(|(lookup, _)| *lookup);
    let json = JSON_LOOKUPS.iter().copied();
    let json = json.filter(|_| is_kind(field, FieldKind::JSONField));
    common.chain(json).find(|lookup| *lookup == name)
}

/// Whether a field is of a class or of one that inherits from it.
pub fn is_kind(field: Option<&Field>, kind: FieldKind) -> bool {
    field.is_some_and(|field| field.kind.is_subclass(kind))
}

impl Query {
    /// `build_lookup`: transforms, then the comparison.
    ///
    /// # Errors
    ///
    /// `FieldError` for a name that is neither; what the field raises for the value.
    pub fn build_lookup(
        &self,
        interpreter: &mut Interpreter,
        lookups: &[String],
        lhs: Node,
        given: Given,
    ) -> Outcome<Node> {
        if let Node::Call(call) = &lhs
            && let Some(mixed) = &call.mixed
        {
            return Err(field_error(mixed.as_ref()));
        }
        let (last, transforms) = match lookups.split_last() {
            Some((last, transforms)) => (last.as_str(), transforms),
            None => ("exact", &[][..]),
        };
        let mut lhs = lhs;
        for name in transforms {
            lhs = self.try_transform(&lhs, name, Some(lookups))?;
        }
        if let Some(class) = self.registered(&lhs, last, "Lookup") {
            return own_lookup(interpreter, &self.apps.settings, &class, lhs, given);
        }
        let name = match lookup_name(last, lhs.output_field().as_ref()) {
            Some(name) if self.registered(&lhs, last, "Transform").is_none() => name,
            _ => {
                lhs = self.try_transform(&lhs, last, None)?;
                "exact"
            }
        };
        let given = bilateral(&lhs, given);
        comparison(interpreter, &self.apps.settings, name, lhs, given)
    }

    /// A class that the project has registered, when it is of the kind.
    fn registered(&self, lhs: &Node, name: &str, kind: &str) -> Option<Rc<Class>> {
        let lookups = &self.apps.settings.lookups;
        let of_transform = match lhs {
            Node::Call(call) => lookups.of_class(&call.instance.class, name),
            _ => None,
        };
        let found = of_transform.or_else(|| lookups.find(&lhs.output_field()?, name))?;
        is_of(&found, kind).then_some(found)
    }

    /// `try_transform`: `__year`, `__date`, a key of a JSON value.
    ///
    /// # Errors
    ///
    /// `FieldError` when the values have no such part.
    pub fn try_transform(
        &self,
        lhs: &Node,
        name: &str,
        lookups: Option<&[String]>,
    ) -> Outcome<Node> {
        if let Some(class) = self.registered(lhs, name, "Transform") {
            return Ok(own_transform(&class, lhs));
        }
        let field = lhs.output_field();
        let field = field.as_ref();
        if is_transform(field, name) {
            return Ok(Node::Transform {
                name: name.into(),
                source: Rc::new(lhs.clone()),
                zone: None,
            });
        }
        if is_kind(field, FieldKind::JSONField) {
            return Ok(lhs.key(name, false));
        }
        let class = field.map_or("Field", |field| match &*field.path == generic::RELATION {
            true => "GenericRel",
            false => field.kind.name(),
        });
        let names = field.map(|field| self.apps.settings.lookups.names(field));
        let names = names.unwrap_or_default();
        let mut known: Vec<&str> = known_lookups(field);
        if class != "GenericRel" {
            known.extend(names.iter().map(|(name, _)| &**name));
        }
        let suggestion = match close_matches(name, &known).as_slice() {
            [] => ".".to_owned(),
            matches => format!(", perhaps you meant {}?", matches.join(" or ")),
        };
        let whole = match lookups {
            Some(lookups) => {
                let from = lookups.iter().position(|it| it == name).unwrap_or_default();
                lookups[from..].join("__")
            }
            None => name.to_owned(),
        };
        Err(field_error(format!(
            "Unsupported lookup '{whole}' for {class} or join on the field not permitted{suggestion}"
        )))
    }

    /// Whether the names are transforms that a field has.
    pub(super) fn has_transforms(&self, field: &Field, names: &[String]) -> bool {
        let node = Node::Constant {
            value: Value::None,
            field: Some(field.clone()),
        };
        let applied = names
            .iter()
            .try_fold(node, |node, name| self.try_transform(&node, name, None));
        applied.is_ok()
    }
}

fn is_transform(field: Option<&Field>, name: &str) -> bool {
    let is_datetime = is_kind(field, FieldKind::DateTimeField);
    match name {
        "date" | "time" => is_datetime,
        name if DATE_PARTS.contains(&name) => is_kind(field, FieldKind::DateField),
        name if TIME_PARTS.contains(&name) => is_datetime || is_kind(field, FieldKind::TimeField),
        _ => false,
    }
}

/// The lookups and parts that a field has by itself.
pub fn lookup_names(field: Option<&Field>) -> Vec<&'static str> {
    known_lookups(field)
}

fn known_lookups(field: Option<&Field>) -> Vec<&'static str> {
    let common = LOOKUPS.iter().map(|(name, _)| *name);
    let parts = DATE_PARTS.iter().chain(TIME_PARTS).chain(&["date", "time"]);
    let parts = parts.copied().filter(|name| is_transform(field, name));
    common.chain(parts).collect()
}

fn is_of(class: &Rc<Class>, kind: &str) -> bool {
    let mut bases = class.mro();
    bases.any(|base| *base.name == *kind && *base.module == *classes::LOOKUPS)
}

/// An instance of a class that Django's own code makes.
fn instance_of(class: &Rc<Class>, rhs: Option<Value>) -> Rc<Instance> {
    let known = class.mro().find_map(|base| {
        let found = classes::find(&base.name)?;
        (*base.module == *found.module).then_some(found.name)
    });
    let mut options = IndexMap::default();
    if let Some(rhs) = rhs {
        options.insert("rhs".into(), rhs);
    }
    let native = Expression {
        class: known.unwrap_or("Func"),
        sources: Vec::new(),
        options,
        extra: IndexMap::default(),
        output_field: None,
    };
    Instance::with_native(class, Rc::new(native))
}

fn call_of(instance: Rc<Instance>, sources: Vec<Node>) -> Node {
    let mut call = Call {
        instance,
        sources,
        filter: None,
        output: None,
        mixed: None,
        summary: false,
    };
    match super::output_field::output_field(&call) {
        Ok(field) => call.output = field,
        Err(mixed) => call.mixed = Some(mixed.into()),
    }
    Node::Call(Rc::new(call))
}

fn own_transform(class: &Rc<Class>, lhs: &Node) -> Node {
    call_of(instance_of(class, None), vec![lhs.clone()])
}

/// A comparison that the project wrote, with its right side prepared for it.
fn own_lookup(
    interpreter: &mut Interpreter,
    settings: &Settings,
    class: &Rc<Class>,
    lhs: Node,
    given: Given,
) -> Outcome<Node> {
    // Its methods are Python's.
    interpreter.import_module(classes::LOOKUPS)?;
    let flag = |name: &str| matches!(class.lookup(name), Some(Value::Bool(true)));
    let mut sources = vec![lhs.clone()];
    let rhs = match bilateral(&lhs, given) {
        Given::Value(Value::None) if !flag("can_use_none_as_rhs") => {
            return Err(value_error("Cannot use None as a query value"));
        }
        Given::Value(value) => {
            if crate::orm::fields::has_own(class, "get_prep_lookup") {
                let instance = Value::Instance(instance_of(class, Some(value)));
                let left = crate::orm::expressions::own::part(interpreter, &lhs)?;
                interpreter.set_attribute(&instance, "lhs", left)?;
                interpreter.call_method(&instance, "get_prep_lookup", Arguments::default())?
            } else if matches!(class.lookup("prepare_rhs"), Some(Value::Bool(false))) {
                value
            } else if let Some(items) = value.as_sequence() {
                let mut prepared = Vec::with_capacity(items.len());
                for item in items {
                    let item = value_of(interpreter, settings, &lhs, "", &item)?;
                    prepared.push(super::convert::plain(item));
                }
                Value::list(prepared)
            } else {
                super::convert::plain(value_of(interpreter, settings, &lhs, "", &value)?)
            }
        }
        Given::Items(items) => {
            let mut parts = Vec::with_capacity(items.len());
            for item in items {
                let Operand::Node(node) = operand(interpreter, settings, &lhs, "", item)? else {
                    return Err(unsupported("a list with expressions in it as one value"));
                };
                parts.push(crate::orm::expressions::own::part(interpreter, &node)?);
            }
            Value::list(parts)
        }
        given => {
            if let Operand::Node(node) = operand(interpreter, settings, &lhs, "", given)? {
                sources.push(node);
            }
            Value::None
        }
    };
    Ok(call_of(instance_of(class, Some(rhs)), sources))
}

/// What is compared with a transform that is `bilateral` is transformed too.
fn bilateral(lhs: &Node, given: Given) -> Given {
    let mut transforms = Vec::new();
    let mut node = lhs;
    while let Node::Call(call) = node {
        let class = &call.instance.class;
        if matches!(class.lookup("bilateral"), Some(Value::Bool(true))) {
            transforms.push(class.clone());
        }
        match call.sources.first() {
            Some(source) => node = source,
            None => break,
        }
    }
    if transforms.is_empty() {
        return given;
    }
    let apply = |node: Node| {
        let transforms = transforms.iter().rev();
        transforms.fold(node, |node, class| own_transform(class, &node))
    };
    match given {
        Given::Value(value @ (Value::List(_) | Value::Tuple(_))) => {
            let items = value.as_sequence().unwrap_or_default();
            let item = |value: Value| {
                Given::Node(apply(Node::Constant {
                    value,
                    field: lhs.output_field(),
                }))
            };
            Given::Items(items.into_iter().map(item).collect())
        }
        Given::Value(value) if !matches!(value, Value::None | Value::Bool(_)) => {
            Given::Node(apply(Node::Constant {
                value,
                field: lhs.output_field(),
            }))
        }
        Given::Node(node) => Given::Node(apply(node)),
        other => other,
    }
}

/// A comparison, with its right side prepared for the left one.
///
/// # Errors
///
/// What the field raises for the value.
pub fn comparison(
    interpreter: &mut Interpreter,
    settings: &Settings,
    name: &'static str,
    lhs: Node,
    given: Given,
) -> Outcome<Node> {
    let lookup = |name, lhs, rhs| Node::Lookup(Rc::new(Lookup { name, lhs, rhs }));
    // Of a key there is a lookup of its own, whatever it is read as.
    let is_json = is_kind(lhs.output_field().as_ref(), FieldKind::JSONField)
        || matches!(lhs, Node::KeyTransform { .. });
    if let Given::Value(Value::None) = given
        && !(is_json && name == "exact")
    {
        return match name {
            "exact" | "iexact" => Ok(lookup("isnull", lhs, Rhs::Flag(true))),
            "isnull" => Err(not_a_flag()),
            _ => Err(value_error("Cannot use None as a query value")),
        };
    }
    let rhs = match name {
        "isnull" => match given {
            Given::Value(Value::Bool(flag)) => Rhs::Flag(flag),
            _ => return Err(not_a_flag()),
        },
        "in" => items(interpreter, settings, &lhs, given)?,
        "has_key" => Rhs::Many(vec![operand(interpreter, settings, &lhs, name, given)?]),
        "range" | "has_keys" | "has_any_keys" => {
            Rhs::Many(operands(interpreter, settings, &lhs, name, given)?)
        }
        _ => match given {
            Given::Value(Value::Bool(flag)) if name == "exact" && lhs.is_conditional() => {
                Rhs::Flag(flag)
            }
            given => Rhs::One(operand(interpreter, settings, &lhs, name, given)?),
        },
    };
    Ok(lookup(name, lhs, rhs))
}

fn not_a_flag() -> super::failure::Failure {
    value_error("The QuerySet value for an isnull lookup must be True or False.")
}

/// The right side of `in`: a list, or a query of one column.
fn items(
    interpreter: &mut Interpreter,
    settings: &Settings,
    lhs: &Node,
    given: Given,
) -> Outcome<Rhs> {
    if let Given::Node(node @ Node::Subquery(_)) = given {
        return Ok(Rhs::One(Operand::Node(node)));
    }
    let Given::Query(query) = given else {
        return Ok(Rhs::Many(operands(
            interpreter,
            settings,
            lhs,
            "in",
            given,
        )?));
    };
    let mut query = Query::clone(&query);
    query.clear_ordering(false);
    if !query.has_select_fields() {
        let name = key_name(lhs);
        query.clear_select_clause();
        query.add_fields(&[name], true)?;
    }
    let columns = query.selected.as_ref().map_or(1, IndexMap::len);
    let of_keys = query.select.iter().filter_map(Node::composite);
    let columns = columns + of_keys.map(|parts| parts.len() - 1).sum::<usize>();
    if columns != 1 {
        return Err(value_error(format!(
            "The QuerySet value for the 'in' lookup must have 1 selected fields (received \
             {columns})"
        )));
    }
    Ok(Rhs::One(Operand::Node(subquery(query))))
}

/// The field of the related model that a relation refers to.
fn key_name(lhs: &Node) -> String {
    let Node::Col(col) = lhs else {
        return "pk".to_owned();
    };
    let relation = col.output.relation.as_ref();
    let to_field = relation.and_then(|relation| relation.to_field.as_ref());
    match to_field.filter(|_| col.related.is_some() && col.output.kind.is_foreign_key()) {
        Some(name) if col.output.name == col.target.name => name.to_string(),
        _ => "pk".to_owned(),
    }
}

fn subquery(query: Query) -> Node {
    Node::Subquery(Rc::new(super::node::Subquery {
        query: Rc::new(query),
        exists: false,
        output: None,
    }))
}

fn operands(
    interpreter: &mut Interpreter,
    settings: &Settings,
    lhs: &Node,
    name: &'static str,
    given: Given,
) -> Outcome<Vec<Operand>> {
    let given = match given {
        Given::Items(items) => items,
        Given::Value(value) => {
            let values = interpreter.iterate(&value)?;
            values.into_iter().map(Given::Value).collect()
        }
        Given::Node(_) | Given::Query(_) => vec![given],
    };
    let mut operands = Vec::with_capacity(given.len());
    for item in given {
        interpreter.charge(1)?;
        operands.push(operand(interpreter, settings, lhs, name, item)?);
    }
    Ok(operands)
}

fn operand(
    interpreter: &mut Interpreter,
    settings: &Settings,
    lhs: &Node,
    name: &'static str,
    given: Given,
) -> Outcome<Operand> {
    match given {
        Given::Node(node) => Ok(Operand::Node(node)),
        Given::Query(query) => single_row(&query, name).map(Operand::Node),
        Given::Value(value) => {
            prepared(interpreter, settings, lhs, name, &value).map(Operand::Value)
        }
        Given::Items(_) => Err(unsupported("a list with expressions in it as one value")),
    }
}

/// A query that is compared with must have one row and one column.
fn single_row(query: &Query, name: &str) -> Outcome<Node> {
    let mut query = query.clone();
    if name == "exact" {
        if !query.has_limit_one() {
            return Err(value_error(
                "The QuerySet value for an exact lookup must be limited to one result using \
                 slicing.",
            ));
        }
        if !query.has_select_fields() {
            query.clear_select_clause();
            query.add_fields(&["pk".to_owned()], true)?;
        }
    }
    Ok(subquery(query))
}

/// The value as the database compares it with the left side.
fn prepared(
    interpreter: &mut Interpreter,
    settings: &Settings,
    lhs: &Node,
    name: &str,
    value: &Value,
) -> Outcome<SqlValue> {
    let text = |interpreter: &mut Interpreter| -> Outcome<String> {
        Ok(interpreter.str(value)?.to_string())
    };
    let pattern = |before: &str, text: String, after: &str| {
        SqlValue::Text(format!("{before}{}{after}", escaped(&text)).into())
    };
    let json = is_kind(lhs.output_field().as_ref(), FieldKind::JSONField);
    let is_key = matches!(lhs, Node::KeyTransform { .. });
    Ok(match name {
        "iexact" if !json => pattern("", text(interpreter)?, ""),
        "contains" if json => {
            return Err(Exception::new(
                "django.db.utils.NotSupportedError",
                "contains lookup is not supported on this database backend.",
            )
            .into());
        }
        "contained_by" => {
            return Err(Exception::new(
                "django.db.utils.NotSupportedError",
                "contained_by lookup is not supported on this database backend.",
            )
            .into());
        }
        "has_key" | "has_keys" | "has_any_keys" => SqlValue::Text(text(interpreter)?.into()),
        "exact" if (json || is_key) && value.is_none() => SqlValue::Text("null".into()),
        "iexact" => pattern("", text(interpreter)?, ""),
        "contains" | "icontains" => pattern("%", text(interpreter)?, "%"),
        "startswith" | "istartswith" => pattern("", text(interpreter)?, "%"),
        "endswith" | "iendswith" => pattern("%", text(interpreter)?, ""),
        "regex" | "iregex" => SqlValue::Text(text(interpreter)?.into()),
        _ => value_of(interpreter, settings, lhs, name, value)?,
    })
}

fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\")
        .replace('%', "\\%")
        .replace('_', "\\_")
}

fn value_of(
    interpreter: &mut Interpreter,
    settings: &Settings,
    lhs: &Node,
    name: &str,
    value: &Value,
) -> Outcome<SqlValue> {
    let value = match lhs {
        Node::Col(col) if col.related.is_some() => {
            crate::orm::model::instance::normalized(interpreter, col, value)?
        }
        _ => value.clone(),
    };
    let Some(field) = lhs.value_field() else {
        return Ok(to_sql(interpreter, &value)?);
    };
    if is_kind(Some(&field), FieldKind::IntegerField)
        && let Some(number) = value.as_f64()
        && matches!(name, "gte" | "lt")
    {
        // An integer is at least 1.5 when it is at least 2.
        return Ok(SqlValue::Integer(number.ceil() as i64));
    }
    if matches!(lhs, Node::KeyTransform { .. }) && matches!(name, "gt" | "gte" | "lt" | "lte") {
        // What is less or more than a key is a plain value, no JSON.
        return Ok(to_sql(interpreter, &value)?);
    }
    match lhs {
        Node::Col(col) => {
            let (apps, model) = (&col.owner.apps, &col.owner.model);
            Ok(field.get_db_prep_save(interpreter, apps, model, &value)?)
        }
        _ if value.is_none() => Ok(SqlValue::Null),
        _ => Ok(field.prepare_by_class(interpreter, settings, &value)?),
    }
}
