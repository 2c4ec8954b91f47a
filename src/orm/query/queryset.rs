//! `QuerySet` as Python code sees it.

mod change;
mod get;
mod refine;

pub(crate) use change::raw_delete;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use super::iterables::{self, Iterable};
use super::opts::Opts;
use super::prefetch;
use super::sql::Query;
use super::{Failure, Outcome};
use crate::orm::expressions::{Connector, Q};
use crate::orm::fields::Field;
use crate::orm::model::classes::{ModelClasses, classes_of, opts_of};
use crate::orm::model::save::or_raise;
use crate::python::object::NativeObject;
use crate::python::value::Instance;
use crate::python::{
    Arguments, BinaryOperator, Bound, Class, ClassBuilder, Interpreter, NativeClass, PyResult,
    Signature, Value,
};

/// How many objects `repr()` shows.
const REPR_OUTPUT_SIZE: usize = 20;

/// The host's part of a queryset.
pub struct QuerySetObject {
    /// The class of its objects.
    pub model: Rc<Class>,
    query: RefCell<Query>,
    /// What it gave, once it was asked.
    cache: RefCell<Option<Vec<Value>>>,
    /// What it gives.
    pub iterable: Cell<Iterable>,
    /// The names that `values()` was given.
    pub fields: RefCell<Option<Vec<Rc<str>>>>,
    /// Objects that the results refer to and that are known already.
    pub known_related: RefCell<Vec<(Field, Value)>>,
    /// What `prefetch_related()` was given.
    pub prefetch: RefCell<Vec<Value>>,
    prefetch_done: Cell<bool>,
    /// Whether the next `filter()` counts as the same as the one before.
    sticky: Cell<bool>,
}

impl QuerySetObject {
    /// A queryset of a query.
    pub fn new(model: &Rc<Class>, query: Query) -> Self {
        Self {
            model: model.clone(),
            query: RefCell::new(query),
            cache: RefCell::default(),
            iterable: Cell::new(Iterable::Models),
            fields: RefCell::default(),
            known_related: RefCell::default(),
            prefetch: RefCell::default(),
            prefetch_done: Cell::new(false),
            sticky: Cell::new(false),
        }
    }

    /// A copy of the query.
    pub fn query(&self) -> Query {
        self.query.borrow().clone()
    }

    /// Lets the next `filter()` be a part of the one before (`_next_is_sticky`).
    pub fn next_is_sticky(&self) {
        self.sticky.set(true);
    }

    /// Puts what it will give in its place: a prefetched result.
    pub fn set_results(&self, results: Vec<Value>) {
        *self.cache.borrow_mut() = Some(results);
        self.prefetch_done.set(true);
    }

    /// Selects a column of the model between the two of a many-to-many relation as well.
    pub fn add_column(&self, through: &Opts, field: &Field, alias: &Rc<str>) {
        let mut query = self.query.borrow_mut();
        let table = through.model.db_table();
        let joined = query.alias_map.values().find(|joined| joined.name == table);
        let Some(name) = joined.map(|joined| joined.alias.clone()) else {
            return;
        };
        let node = query.col(through, field, &name);
        query.add_resolved_annotation(node, alias, true);
    }

    /// Forgets what it gave.
    pub fn forget_results(&self) {
        *self.cache.borrow_mut() = None;
    }

    /// What it gave, if it was asked.
    pub fn results(&self) -> Option<Vec<Value>> {
        self.cache.borrow().clone()
    }

    fn copied(&self) -> Self {
        let query = self.query.borrow().chain();
        let copy = Self::new(&self.model, query);
        if self.sticky.get() {
            copy.query.borrow_mut().filter_is_sticky = true;
        }
        copy.iterable.set(self.iterable.get());
        copy.fields.borrow_mut().clone_from(&self.fields.borrow());
        copy.known_related
            .borrow_mut()
            .clone_from(&self.known_related.borrow());
        copy.prefetch
            .borrow_mut()
            .clone_from(&self.prefetch.borrow());
        copy
    }

    /// `_fetch_all()`: asks once.
    ///
    /// # Errors
    ///
    /// What compiling raises, and the database's errors.
    pub fn fetch_all(&self, interpreter: &mut Interpreter) -> PyResult<Vec<Value>> {
        let known = self.cache.borrow().clone();
        let results = match known {
            Some(results) => results,
            None => {
                let results = self.fetch(interpreter)?;
                *self.cache.borrow_mut() = Some(results.clone());
                results
            }
        };
        if !self.prefetch_done.get() && !self.prefetch.borrow().is_empty() {
            self.prefetch_done.set(true);
            let lookups = self.prefetch.borrow().clone();
            prefetch::prefetch_related_objects(interpreter, &results, &lookups)?;
        }
        Ok(results)
    }

    fn fetch(&self, interpreter: &mut Interpreter) -> PyResult<Vec<Value>> {
        let classes = classes_of(interpreter, &self.model)?;
        let query = self.query();
        let fields = self.fields.borrow().clone();
        let known = self.known_related.borrow().clone();
        iterables::fetch(
            interpreter,
            &classes,
            &self.model,
            &query,
            self.iterable.get(),
            fields.as_deref(),
            &known,
        )
    }
}

impl NativeObject for QuerySetObject {
    fn as_any(&self) -> &dyn std::any::Any {
        self
    }

    fn get_attribute(
        &self,
        interpreter: &mut Interpreter,
        _this: &Value,
        name: &str,
    ) -> Option<PyResult<Value>> {
        Some(Ok(match name {
            "model" => Value::Class(self.model.clone()),
            "db" | "_db" => Value::str("default"),
            "ordered" => Value::Bool(is_ordered(&self.query.borrow())),
            "_result_cache" => match self.cache.borrow().as_ref() {
                Some(results) => Value::list(results.clone()),
                None => Value::None,
            },
            "_prefetch_related_lookups" => Value::tuple(self.prefetch.borrow().clone()),
            "query" => {
                let module = match interpreter.import_module("django.db.models.sql.query") {
                    Ok(module) => module,
                    Err(error) => return Some(Err(error)),
                };
                let class = module
                    .get("Query")
                    .as_ref()
                    .and_then(Value::as_class)
                    .cloned()?;
                let query = Rc::new(QueryObject(self.query()));
                Value::Instance(Instance::with_native(&class, query))
            }
            _ => return None,
        }))
    }

    fn iterate(&self, interpreter: &mut Interpreter) -> Option<PyResult<Vec<Value>>> {
        Some(self.fetch_all(interpreter))
    }

    fn binary(
        &self,
        interpreter: &mut Interpreter,
        operator: BinaryOperator,
        this: &Value,
        other: &Value,
        reflected: bool,
    ) -> Option<PyResult<Value>> {
        let connector = match operator {
            BinaryOperator::BitAnd => Connector::And,
            BinaryOperator::BitOr => Connector::Or,
            BinaryOperator::BitXor => Connector::Xor,
            _ => return None,
        };
        let other = other.native::<Self>().filter(|_| !reflected)?;
        Some(self.combined(interpreter, this, other, connector))
    }

    fn release(&mut self, values: &mut Vec<Value>) {
        values.extend(self.cache.get_mut().take().unwrap_or_default());
    }
}

impl QuerySetObject {
    fn combined(
        &self,
        interpreter: &mut Interpreter,
        this: &Value,
        other: &Self,
        connector: Connector,
    ) -> PyResult<Value> {
        let operator = match connector {
            Connector::And => "&",
            Connector::Or => "|",
            Connector::Xor => "^",
        };
        let mut other_query = other.query();
        if self.query.borrow().combinator.is_some() || other_query.combinator.is_some() {
            let message = format!("Cannot use {operator} operator with combined queryset.");
            return Err(interpreter.type_error(message));
        }
        let mut chained = chained(this)?;
        if connector != Connector::And {
            if self.query.borrow().is_sliced() {
                chained = self.of_keys(interpreter, &chained)?;
            }
            if other_query.is_sliced() {
                let sliced = self.of_keys(interpreter, &queryset_of(this, other_query))?;
                other_query = sliced.native::<Self>().map_or(other.query(), Self::query);
            }
        }
        if let Some(object) = chained.native::<Self>() {
            let (own_empty, other_empty) = (self.query.borrow().is_empty(), other_query.is_empty());
            let is_and = connector == Connector::And;
            if own_empty && !is_and || other_empty && is_and {
                *object.query.borrow_mut() = other_query;
            } else if !(own_empty || other_empty) {
                let combined = object.query.borrow_mut().combine(&other_query, connector);
                or_raise(interpreter, combined)?;
            }
        }
        Ok(chained)
    }
}

impl QuerySetObject {
    /// The objects of a slice by their keys, which can be filtered.
    fn of_keys(&self, interpreter: &mut Interpreter, sliced: &Value) -> PyResult<Value> {
        let keys = Arguments::positional(vec![Value::str("pk")]);
        let keys = interpreter.call_method(sliced, "values", keys)?;
        let manager = super::manager::base_manager(interpreter, &self.model)?;
        interpreter.call_method(
            &manager,
            "filter",
            Arguments::default().with("pk__in", keys),
        )
    }
}

/// A queryset like this one with another query.
fn queryset_of(this: &Value, query: Query) -> Value {
    let copy = chained(this).unwrap_or_else(|_| this.clone());
    if let Some(object) = copy.native::<QuerySetObject>() {
        *object.query.borrow_mut() = query;
    }
    copy
}

/// `queryset.query`, for `str()`.
struct QueryObject(Query);

impl NativeObject for QueryObject {
    fn as_any(&self) -> &dyn std::any::Any {
        self
    }

    fn str(&self, interpreter: &mut Interpreter) -> Option<PyResult<String>> {
        let text = self.0.text(interpreter);
        Some(or_raise(interpreter, text))
    }

    fn repr(&self, interpreter: &mut Interpreter) -> Option<PyResult<String>> {
        let _ = interpreter;
        None
    }
}

fn is_ordered(query: &Query) -> bool {
    if query.is_empty() || !query.order_by.is_empty() {
        return true;
    }
    let by_meta = query
        .opts
        .as_ref()
        .is_some_and(|opts| !opts.ordering().is_empty());
    query.default_ordering && by_meta && !query.is_grouped()
}

/// A copy to go on with (`_chain()`), of the same class.
///
/// # Errors
///
/// Never for a queryset.
pub fn chained(this: &Value) -> PyResult<Value> {
    let (Value::Instance(instance), Some(object)) = (this, this.native::<QuerySetObject>()) else {
        return Ok(this.clone());
    };
    let copy = Instance::with_native(&instance.class, Rc::new(object.copied()));
    Ok(Value::Instance(copy))
}

/// A copy with its query changed.
fn changed(
    interpreter: &mut Interpreter,
    this: &Value,
    change: &mut dyn FnMut(&mut Interpreter, &mut Query) -> Outcome<()>,
) -> PyResult<Value> {
    let copy = chained(this)?;
    if let Some(object) = copy.native::<QuerySetObject>() {
        let result = {
            let mut query = object.query();
            let result = change(interpreter, &mut query);
            *object.query.borrow_mut() = query;
            result
        };
        or_raise(interpreter, result)?;
    }
    Ok(copy)
}

/// The host's part of a receiver.
fn object<'a>(interpreter: &Interpreter, this: &'a Value) -> PyResult<&'a QuerySetObject> {
    this.native::<QuerySetObject>()
        .ok_or_else(|| interpreter.type_error("descriptor requires a 'QuerySet' object"))
}

/// A new queryset of a class of querysets.
///
/// # Errors
///
/// What a queryset's own `__init__` raises; `AppRegistryNotReady`.
pub fn create(
    interpreter: &mut Interpreter,
    class: &Rc<Class>,
    model: &Rc<Class>,
) -> PyResult<Value> {
    if matches!(class.lookup("__init__"), Some(Value::Function(_))) {
        let arguments = Arguments::default()
            .with("model", Value::Class(model.clone()))
            .with("using", Value::None)
            .with("hints", Value::dict(crate::python::Dict::default()));
        return interpreter.call(&Value::Class(class.clone()), arguments);
    }
    let opts = opts_of(interpreter, model)?;
    let object = QuerySetObject::new(model, Query::new(&opts));
    Ok(Value::Instance(Instance::with_native(
        class,
        Rc::new(object),
    )))
}

/// `QuerySet`.
pub(crate) struct QuerySetClass;

const INIT: Signature = Signature::new(
    "QuerySet.__init__",
    "model=None, query=None, using=None, hints=None",
);

impl NativeClass for QuerySetClass {
    fn init(
        &self,
        interpreter: &mut Interpreter,
        instance: &Rc<Instance>,
        arguments: Arguments,
    ) -> PyResult<()> {
        let mut bound = INIT.bind(interpreter, arguments)?;
        let model = bound.take_or_none("model");
        let Some(model) = model.as_class() else {
            return Err(interpreter.unsupported("QuerySet() without a model"));
        };
        let query = match bound.take_or_none("query").native::<QueryObject>() {
            Some(query) => query.0.clone(),
            None => Query::new(&opts_of(interpreter, model)?),
        };
        // The cell of a new instance is empty.
        let _ = instance
            .native
            .set(Rc::new(QuerySetObject::new(model, query)));
        Ok(())
    }
}

/// A method of querysets: its name, its parameters, its code.
pub(crate) type Method = (
    &'static str,
    &'static str,
    fn(&mut Interpreter, &Value, Bound) -> PyResult<Value>,
);

/// Adds methods to a class.
pub(crate) fn with_methods(
    builder: ClassBuilder,
    qualname: &'static str,
    methods: &'static [Method],
) -> ClassBuilder {
    methods
        .iter()
        .fold(builder, |builder, (name, parameters, code)| {
            builder.method(name, move |interpreter, mut arguments| {
                let receiver = arguments.take_receiver().unwrap_or(Value::None);
                let signature = Signature {
                    name: qualname,
                    parameters,
                };
                let bound = signature.bind_method(interpreter, name, arguments)?;
                code(interpreter, &receiver, bound)
            })
        })
}

/// The class `QuerySet`, without the class methods.
pub(crate) fn class(interpreter: &Interpreter) -> ClassBuilder {
    let builder = interpreter
        .class_builder("QuerySet", "django.db.models.query")
        .native(Rc::new(QuerySetClass));
    let builder = with_methods(builder, "QuerySet", PROTOCOL);
    let builder = with_methods(builder, "QuerySet", refine::METHODS);
    let builder = with_methods(builder, "QuerySet", get::METHODS);
    with_methods(builder, "QuerySet", change::METHODS)
}

const PROTOCOL: &[Method] = &[
    ("__len__", "", |interpreter, this, _| {
        let results = object(interpreter, this)?.fetch_all(interpreter)?;
        Ok(Value::Int(i64::try_from(results.len()).unwrap_or(i64::MAX)))
    }),
    ("__bool__", "", |interpreter, this, _| {
        let results = object(interpreter, this)?.fetch_all(interpreter)?;
        Ok(Value::Bool(!results.is_empty()))
    }),
    ("__getitem__", "k", |interpreter, this, mut bound| {
        item(interpreter, this, &bound.take_or_none("k"))
    }),
    ("__repr__", "", |interpreter, this, _| {
        let queryset = slice(interpreter, this, None, Some(REPR_OUTPUT_SIZE + 1))?;
        let mut results = object(interpreter, &queryset)?.fetch_all(interpreter)?;
        if results.len() > REPR_OUTPUT_SIZE {
            results.truncate(REPR_OUTPUT_SIZE);
            results.push(Value::str("...(remaining elements truncated)..."));
        }
        let shown = interpreter.repr(&Value::list(results))?;
        let class = interpreter.class_of(this);
        Ok(Value::str(format!("<{} {shown}>", class.name)))
    }),
    ("_fetch_all", "", |interpreter, this, _| {
        object(interpreter, this)?.fetch_all(interpreter)?;
        Ok(Value::None)
    }),
    ("_clone", "", |_, this, _| chained(this)),
    ("_chain", "", |_, this, _| chained(this)),
];

/// `queryset[k]`
fn item(interpreter: &mut Interpreter, this: &Value, key: &Value) -> PyResult<Value> {
    let negative = |value: &Value| value.as_i64().is_some_and(|number| number < 0);
    let refused = "Negative indexing is not supported.";
    let this_object = object(interpreter, this)?;
    if let Value::Slice(parts) = key {
        let (start, stop, step) = parts.as_ref();
        if negative(start) || negative(stop) {
            return Err(interpreter.value_error(refused));
        }
        if let Some(results) = this_object.results() {
            return interpreter.get_item(&Value::list(results), key);
        }
        let bound = |value: &Value| value.as_i64().and_then(|it| usize::try_from(it).ok());
        let sliced = slice(interpreter, this, bound(start), bound(stop))?;
        if step.is_none() {
            return Ok(sliced);
        }
        let results = object(interpreter, &sliced)?.fetch_all(interpreter)?;
        let step = Value::Slice(Rc::new((Value::None, Value::None, step.clone())));
        return interpreter.get_item(&Value::list(results), &step);
    }
    let Some(index) = key.as_i64() else {
        let type_name = interpreter.type_name(key);
        return Err(interpreter.type_error(format!(
            "QuerySet indices must be integers or slices, not {type_name}."
        )));
    };
    let Ok(index) = usize::try_from(index) else {
        return Err(interpreter.value_error(refused));
    };
    let results = match this_object.results() {
        Some(results) => return interpreter.get_item(&Value::list(results), key),
        None => {
            let sliced = slice(interpreter, this, Some(index), Some(index + 1))?;
            object(interpreter, &sliced)?.fetch_all(interpreter)?
        }
    };
    interpreter.get_item(&Value::list(results), &Value::Int(0))
}

/// The queryset of some of its rows.
fn slice(
    interpreter: &mut Interpreter,
    this: &Value,
    low: Option<usize>,
    high: Option<usize>,
) -> PyResult<Value> {
    if let Some(results) = object(interpreter, this)?.results() {
        let copy = chained(this)?;
        let low = low.unwrap_or_default().min(results.len());
        let high = high.unwrap_or(results.len()).clamp(low, results.len());
        object(interpreter, &copy)?.set_results(results[low..high].to_vec());
        return Ok(copy);
    }
    changed(interpreter, this, &mut |_, query| {
        query.set_limits(low, high);
        Ok(())
    })
}

/// `Q(*args, **kwargs)`
fn condition(interpreter: &mut Interpreter, bound: Bound) -> PyResult<Q> {
    for name in ["_connector", "_negated"] {
        if bound.keywords.contains_key(name) {
            let message = format!("The following kwargs are invalid: '{name}'");
            return Err(interpreter.type_error(message));
        }
    }
    let arguments = Arguments {
        positional: bound.rest,
        keywords: bound.keywords,
    };
    Q::from_arguments(interpreter, arguments)
}

/// The registry of a queryset's model.
fn classes(interpreter: &mut Interpreter, this: &Value) -> PyResult<Rc<ModelClasses>> {
    let model = object(interpreter, this)?.model.clone();
    classes_of(interpreter, &model)
}

/// Refuses what combined querysets cannot do.
fn not_combined(interpreter: &mut Interpreter, this: &Value, operation: &str) -> PyResult<()> {
    let Some(combinator) = object(interpreter, this)?.query().combinator else {
        return Ok(());
    };
    let message = format!(
        "Calling QuerySet.{operation}() after {}() is not supported.",
        combinator.name()
    );
    let class = "django.db.utils.NotSupportedError";
    Err(crate::orm::Exception::new(class, message).into_python(interpreter))
}

/// Whether nothing can match.
fn is_nothing(failure: &Failure) -> bool {
    matches!(failure, Failure::Empty)
}
