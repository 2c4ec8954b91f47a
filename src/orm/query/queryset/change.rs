//! Methods that change rows: `create()`, `update()`, `delete()`, `bulk_create()`.

use crate::python::value::Namespace;
use std::rc::Rc;

use indexmap::IndexMap;

use super::get::get;
use super::{Method, classes, not_combined, object};
use crate::orm::exceptions::Exception;
use crate::orm::expressions::object::{is_expression, make};
use crate::orm::fields::{Field, is_callable, text_keys};
use crate::orm::model::classes::{classes_of, opts_of};
use crate::orm::model::instance::{ModelObject, pk_of, set_pk};
use crate::orm::model::save::{or_raise, pre_save, prepare_related, run_update};
use crate::orm::query::convert::Converter;
use crate::orm::query::deletion::Collector;
use crate::orm::query::opts::{Member, Opts};
use crate::orm::query::sql::Query;
use crate::orm::query::sql::subqueries::{OnConflict, UpdateQuery, bulk_batch_size};
use crate::python::types::descriptor::Property;
use crate::python::{Arguments, Bound, Interpreter, PyResult, Value};

pub(super) const METHODS: &[Method] = &[
    ("create", "**kwargs", |interpreter, this, bound| {
        create(interpreter, this, bound.keywords)
    }),
    (
        "get_or_create",
        "defaults=None, **kwargs",
        |interpreter, this, mut bound| {
            let defaults = bound.take_or_none("defaults");
            let (found, created) = get_or_create(interpreter, this, &defaults, bound.keywords)?;
            Ok(Value::tuple(vec![found, Value::Bool(created)]))
        },
    ),
    (
        "update_or_create",
        "defaults=None, create_defaults=None, **kwargs",
        update_or_create,
    ),
    (
        "bulk_create",
        "objs, batch_size=None, ignore_conflicts=False, update_conflicts=False, \
         update_fields=None, unique_fields=None",
        bulk_create,
    ),
    ("bulk_update", "objs, fields, batch_size=None", bulk_update),
    ("update", "**kwargs", |interpreter, this, bound| {
        not_combined(interpreter, this, "update")?;
        update(interpreter, this, bound.keywords)
    }),
    ("delete", "", |interpreter, this, _| {
        delete(interpreter, this)
    }),
    ("_raw_delete", "using", |interpreter, this, _| {
        let query = object(interpreter, this)?.query();
        let connection = classes(interpreter, this)?.connection.clone();
        let count = raw_delete(interpreter, &connection, &query)?;
        Ok(Value::Int(i64::try_from(count).unwrap_or(i64::MAX)))
    }),
];

/// Runs a DELETE; answers how many rows are gone.
///
/// # Errors
///
/// The database's.
pub(crate) fn raw_delete(
    interpreter: &mut Interpreter,
    connection: &Rc<crate::orm::connection::DatabaseConnection>,
    query: &Query,
) -> PyResult<u64> {
    let compiled = match query.delete(interpreter) {
        Ok(compiled) => compiled,
        Err(failure) if super::is_nothing(&failure) => return Ok(0),
        Err(failure) => return Err(failure.into_python(interpreter)),
    };
    let result = connection.execute(interpreter, &compiled.sql, &compiled.params)?;
    Ok(result.changes)
}

fn create(interpreter: &mut Interpreter, this: &Value, keywords: Namespace) -> PyResult<Value> {
    let model = object(interpreter, this)?.model.clone();
    let opts = opts_of(interpreter, &model)?;
    let reverse = opts.related_objects().into_iter();
    let reverse = reverse.filter(|related| !related.multiple());
    let names: Vec<Rc<str>> = reverse
        .filter_map(|related| related.accessor_name())
        .filter(|name| keywords.contains_key(name))
        .collect();
    if !names.is_empty() {
        return Err(interpreter.value_error(format!(
            "The following fields do not exist in this model: {}",
            names.join(", ")
        )));
    }
    let arguments = Arguments {
        positional: Vec::new(),
        keywords,
    };
    let created = interpreter.call(&Value::Class(model), arguments)?;
    let save = Arguments::default()
        .with("force_insert", Value::Bool(true))
        .with("using", Value::str("default"));
    interpreter.call_method(&created, "save", save)?;
    Ok(created)
}

fn get_or_create(
    interpreter: &mut Interpreter,
    this: &Value,
    defaults: &Value,
    keywords: Namespace,
) -> PyResult<(Value, bool)> {
    let wanted = || Arguments {
        positional: Vec::new(),
        keywords: keywords.clone(),
    };
    match interpreter.call_method(this, "get", wanted()) {
        Ok(found) => return Ok((found, false)),
        Err(error) if is_missing(interpreter, this, &error)? => {}
        Err(error) => return Err(error),
    }
    let params = model_params(interpreter, this, defaults, &keywords)?;
    let connection = classes(interpreter, this)?.connection.clone();
    let made = connection.atomic(interpreter, true, |interpreter| {
        let params = called(interpreter, params)?;
        let arguments = Arguments {
            positional: Vec::new(),
            keywords: params,
        };
        interpreter.call_method(this, "create", arguments)
    });
    match made {
        Ok(made) => Ok((made, true)),
        Err(error) if &*error.class_path() == "django.db.utils.IntegrityError" => {
            match get(interpreter, this, wanted()) {
                Ok(found) => Ok((found, false)),
                Err(missing) if is_missing(interpreter, this, &missing)? => Err(error),
                Err(other) => Err(other),
            }
        }
        Err(error) => Err(error),
    }
}

fn is_missing(
    interpreter: &mut Interpreter,
    this: &Value,
    error: &crate::python::PyError,
) -> PyResult<bool> {
    let model = object(interpreter, this)?.model.clone();
    let missing = model.lookup("DoesNotExist");
    let missing = missing.as_ref().and_then(Value::as_class);
    Ok(!error.uncatchable && missing.is_some_and(|class| error.is(class)))
}

/// `resolve_callables`.
fn called(interpreter: &mut Interpreter, params: Namespace) -> PyResult<Namespace> {
    let mut called = IndexMap::default();
    for (name, value) in params {
        let value = match is_callable(interpreter, &value)? {
            true => interpreter.call(&value, Arguments::default())?,
            false => value,
        };
        called.insert(name, value);
    }
    Ok(called)
}

/// `_extract_model_params`.
fn model_params(
    interpreter: &mut Interpreter,
    this: &Value,
    defaults: &Value,
    keywords: &Namespace,
) -> PyResult<Namespace> {
    let model = object(interpreter, this)?.model.clone();
    let opts = opts_of(interpreter, &model)?;
    let plain = keywords.iter().filter(|(name, _)| !name.contains("__"));
    let mut params: Namespace = plain
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect();
    params.extend(text_keys(defaults));
    let is_known = |name: &str| {
        let settable = model.lookup(name).is_some_and(|attribute| {
            attribute
                .native::<Property>()
                .is_some_and(|property| property.setter.is_some())
        });
        name == "pk" || settable || opts.get_field(name).is_some()
    };
    let mut unknown: Vec<&str> = params.keys().map(AsRef::as_ref).collect();
    unknown.retain(|name| !is_known(name));
    if unknown.is_empty() {
        return Ok(params);
    }
    unknown.sort_unstable();
    let message = format!(
        "Invalid field name(s) for model {}: '{}'.",
        opts.model.name,
        unknown.join("', '")
    );
    let class = "django.core.exceptions.FieldError";
    Err(Exception::new(class, message).into_python(interpreter))
}

fn update_or_create(
    interpreter: &mut Interpreter,
    this: &Value,
    mut bound: Bound,
) -> PyResult<Value> {
    let defaults = bound.take_or_none("defaults");
    let create_defaults = match bound.take_or_none("create_defaults") {
        Value::None => defaults.clone(),
        given => given,
    };
    let keywords = bound.keywords;
    let connection = classes(interpreter, this)?.connection.clone();
    let pair = connection.atomic(interpreter, true, |interpreter| {
        let (found, created) =
            get_or_create(interpreter, this, &create_defaults, keywords.clone())?;
        if created {
            return Ok((found, true));
        }
        let updates = called(interpreter, text_keys(&defaults))?;
        let mut names: Vec<Rc<str>> = updates.keys().cloned().collect();
        for (name, value) in updates {
            interpreter.set_attribute(&found, &name, value)?;
        }
        let model = object(interpreter, this)?.model.clone();
        let opts = opts_of(interpreter, &model)?;
        let mut save = Arguments::default().with("using", Value::str("default"));
        if add_changing_fields(&opts, &mut names) {
            let names = Value::set(set_of(interpreter, &names)?);
            save = save.with("update_fields", names);
        }
        interpreter.call_method(&found, "save", save)?;
        Ok((found, false))
    });
    let (found, created) = pair?;
    Ok(Value::tuple(vec![found, Value::Bool(created)]))
}

fn set_of(interpreter: &mut Interpreter, names: &[Rc<str>]) -> PyResult<crate::python::Dict> {
    let mut set = crate::python::Dict::default();
    for name in names {
        let value = Value::Str(name.clone());
        set.insert(interpreter.hash_key(&value)?, value, Value::None);
    }
    Ok(set)
}

/// Whether only columns change, so that only they need to be saved; those that change by
/// themselves are added.
fn add_changing_fields(opts: &Opts, names: &mut Vec<Rc<str>>) -> bool {
    let pk: Vec<Rc<str>> = opts.model.pk_fields().iter().map(Field::name).collect();
    let columns: Vec<&Field> = opts
        .model
        .concrete_fields()
        .filter(|field| !pk.contains(&field.name()))
        .collect();
    let known = |name: &Rc<str>| {
        columns
            .iter()
            .any(|field| field.name() == *name || field.attname() == *name)
    };
    if !names.iter().all(known) {
        return false;
    }
    let changing = opts.model.local_concrete_fields().filter(|field| {
        let own = field.instance.as_ref().and_then(Value::as_instance);
        let own = own.is_some_and(|it| crate::orm::fields::has_own(&it.class, "pre_save"));
        let is_file = field
            .kind
            .is_subclass(crate::orm::fields::FieldKind::FileField);
        !pk.contains(&field.name()) && (own || is_file || is_moment(field))
    });
    names.extend(changing.map(Field::name).collect::<Vec<_>>());
    true
}

/// Whether the class of the field has a `pre_save()` of its own: the dates have.
fn is_moment(field: &Field) -> bool {
    use crate::orm::fields::FieldKind::{DateField, TimeField};
    field.kind.is_subclass(DateField) || field.kind.is_subclass(TimeField)
}

fn update(interpreter: &mut Interpreter, this: &Value, keywords: Namespace) -> PyResult<Value> {
    let own = object(interpreter, this)?;
    let query = own.query();
    if query.is_sliced() {
        let message = "Cannot update a query once a slice has been taken.";
        return Err(interpreter.type_error(message));
    }
    let mut update = UpdateQuery::new(&query);
    let added = update.add_update_values(keywords.into_iter().collect());
    or_raise(interpreter, added)?;
    let checked = update.check_values(interpreter);
    or_raise(interpreter, checked)?;
    let ordered_by_aggregate = query.order_by.iter().find_map(|item| {
        let name = item.as_str()?;
        let name = name.strip_prefix('-').unwrap_or(name);
        let node = query.annotations.get(name)?;
        node.contains_aggregate().then(|| name.to_owned())
    });
    if let Some(name) = ordered_by_aggregate {
        let message = format!("Cannot update when ordering by an aggregate: {name}");
        let class = "django.core.exceptions.FieldError";
        return Err(Exception::new(class, message).into_python(interpreter));
    }
    update.query.clear_select_clause();
    let connection = classes(interpreter, this)?.connection.clone();
    let count = connection.marking(interpreter, |interpreter| {
        run_update(interpreter, &connection, update)
    })?;
    own.forget_results();
    Ok(Value::Int(i64::try_from(count).unwrap_or(i64::MAX)))
}

fn delete(interpreter: &mut Interpreter, this: &Value) -> PyResult<Value> {
    not_combined(interpreter, this, "delete")?;
    let own = object(interpreter, this)?;
    let query = own.query();
    if query.is_sliced() {
        let message = "Cannot use 'limit' or 'offset' with delete().";
        return Err(interpreter.type_error(message));
    }
    if !query.distinct_fields.is_empty() {
        let message = "Cannot call delete() after .distinct(*fields).";
        return Err(interpreter.type_error(message));
    }
    if own.fields.borrow().is_some() {
        let message = "Cannot call delete() after .values() or .values_list()";
        return Err(interpreter.type_error(message));
    }
    let mut query = query.chain();
    query.select_related = crate::orm::query::sql::SelectRelated::No;
    query.clear_ordering(true);
    let mut collector = Collector::new(interpreter, &own.model, this)?;
    collector.collect_query(interpreter, &own.model, query)?;
    let result = collector.delete(interpreter)?;
    own.forget_results();
    Ok(result)
}

fn flag(interpreter: &mut Interpreter, bound: &mut Bound, name: &str) -> PyResult<bool> {
    match bound.take(name) {
        Some(value) => interpreter.truthy(&value),
        None => Ok(false),
    }
}

fn batch_size(interpreter: &mut Interpreter, bound: &mut Bound) -> PyResult<Option<usize>> {
    match bound.take_or_none("batch_size").as_i64() {
        Some(size) if size <= 0 => {
            Err(interpreter.value_error("Batch size must be a positive integer."))
        }
        Some(size) => Ok(usize::try_from(size).ok()),
        None => Ok(None),
    }
}

fn bulk_create(interpreter: &mut Interpreter, this: &Value, mut bound: Bound) -> PyResult<Value> {
    let size = batch_size(interpreter, &mut bound)?;
    let model = object(interpreter, this)?.model.clone();
    let opts = opts_of(interpreter, &model)?;
    let concrete = opts.model.concrete_key();
    if opts.model.parents().iter().any(|(key, _)| *key != concrete) {
        let message = "Can't bulk create a multi-table inherited model";
        return Err(interpreter.value_error(message));
    }
    let given = bound.take_or_none("objs");
    let objects = interpreter.iterate(&given)?;
    if objects.is_empty() {
        return Ok(given);
    }
    let on_conflict = on_conflict(interpreter, &opts, &mut bound)?;
    for object in &objects {
        let pk = opts.model.pk().filter(Field::has_default);
        if let Some(pk) = pk
            && pk_of(interpreter, &opts, object)?.is_none()
        {
            let value = pk.get_default(interpreter)?;
            set_pk(interpreter, &opts, object, &value)?;
        }
        prepare_related(interpreter, object, &opts, "bulk_create", None)?;
    }
    let connection = classes_of(interpreter, &model)?.connection.clone();
    connection.atomic(interpreter, false, |interpreter| {
        let (mut with_pk, mut without_pk) = (Vec::new(), Vec::new());
        for object in &objects {
            match pk_of(interpreter, &opts, object)?.is_none() {
                true => without_pk.push(object.clone()),
                false => with_pk.push(object.clone()),
            }
        }
        let mut batch = Batch {
            opts: &opts,
            connection: &connection,
            size,
            on_conflict: &on_conflict,
        };
        batch.insert(interpreter, &with_pk, true)?;
        batch.insert(interpreter, &without_pk, false)
    })?;
    Ok(match given {
        Value::List(_) => given,
        _ => Value::list(objects),
    })
}

/// `_check_bulk_create_options`.
fn on_conflict(
    interpreter: &mut Interpreter,
    opts: &Opts,
    bound: &mut Bound,
) -> PyResult<OnConflict> {
    let ignore = flag(interpreter, bound, "ignore_conflicts")?;
    let update = flag(interpreter, bound, "update_conflicts")?;
    if ignore && update {
        let message = "ignore_conflicts and update_conflicts are mutually exclusive.";
        return Err(interpreter.value_error(message));
    }
    if ignore {
        return Ok(OnConflict::Ignore);
    }
    if !update {
        return Ok(OnConflict::Raise);
    }
    let mut fields = |interpreter: &mut Interpreter, name: &str| -> PyResult<Vec<Field>> {
        let names = match bound.take_or_none(name) {
            Value::None => return Ok(Vec::new()),
            names => interpreter.iterate(&names)?,
        };
        let mut fields = Vec::new();
        for name in names.iter().filter_map(Value::as_str) {
            let field = match name {
                "pk" => opts.model.pk(),
                name => match opts.model.get_field(name) {
                    Ok(field) => Some(field),
                    Err(exception) => return Err(exception.into_python(interpreter)),
                },
            };
            fields.extend(field);
        }
        Ok(fields)
    };
    let update = fields(interpreter, "update_fields")?;
    let unique = fields(interpreter, "unique_fields")?;
    let refused = match () {
        () if update.is_empty() => {
            "Fields that will be updated when a row insertion fails on conflicts must be provided."
        }
        () if unique.is_empty() => "Unique fields that can trigger the upsert must be provided.",
        () if update
            .iter()
            .any(|field| field.many_to_many() || !field.concrete()) =>
        {
            "bulk_create() can only be used with concrete fields in update_fields."
        }
        () if update.iter().any(|field| field.options.primary_key) => {
            "bulk_create() cannot be used with primary keys in update_fields."
        }
        () if unique
            .iter()
            .any(|field| field.many_to_many() || !field.concrete()) =>
        {
            "bulk_create() can only be used with concrete fields in unique_fields."
        }
        () => return Ok(OnConflict::Update { update, unique }),
    };
    Err(interpreter.value_error(refused))
}

/// Objects that are inserted together.
struct Batch<'a> {
    opts: &'a Opts,
    connection: &'a Rc<crate::orm::connection::DatabaseConnection>,
    size: Option<usize>,
    on_conflict: &'a OnConflict,
}

impl Batch<'_> {
    /// `_batched_insert`.
    fn insert(
        &mut self,
        interpreter: &mut Interpreter,
        objects: &[Value],
        with_pk: bool,
    ) -> PyResult<()> {
        if objects.is_empty() {
            return Ok(());
        }
        let fields: Vec<Field> = self
            .opts
            .model
            .concrete_fields()
            .filter(|field| !field.generated() && (with_pk || !field.kind.is_auto()))
            .cloned()
            .collect();
        let returning: Vec<Field> = match self.on_conflict {
            OnConflict::Ignore => Vec::new(),
            _ => self
                .opts
                .model
                .concrete_fields()
                .filter(|field| field.db_returning())
                .cloned()
                .collect(),
        };
        let most = bulk_batch_size(fields.len(), objects.len());
        let size = self.size.map_or(most, |size| size.min(most));
        for chunk in objects.chunks(size) {
            self.insert_chunk(interpreter, chunk, &fields, &returning)?;
        }
        Ok(())
    }

    fn insert_chunk(
        &mut self,
        interpreter: &mut Interpreter,
        objects: &[Value],
        fields: &[Field],
        returning: &[Field],
    ) -> PyResult<()> {
        let mut rows = Vec::with_capacity(objects.len());
        for object in objects {
            let mut row = Vec::with_capacity(fields.len());
            for field in fields {
                row.push(pre_save(interpreter, object, self.opts, field, true)?);
            }
            rows.push(row);
        }
        let query = Query::new(self.opts);
        let compiled = query.insert(interpreter, fields, &rows, self.on_conflict, returning);
        let compiled = or_raise(interpreter, compiled)?;
        let result = self
            .connection
            .execute(interpreter, &compiled.sql, &compiled.params)?;
        let settings = self.opts.apps.settings.clone();
        for (object, row) in objects.iter().zip(result.rows) {
            for (field, value) in returning.iter().zip(row) {
                let value = Converter::of_field(field, &settings).apply(interpreter, value)?;
                interpreter.set_attribute(object, &field.attname(), value)?;
            }
        }
        for object in objects
            .iter()
            .filter_map(|object| object.native::<ModelObject>())
        {
            object.adding.set(false);
            *object.db.borrow_mut() = Some("default".into());
        }
        Ok(())
    }
}

fn bulk_update(interpreter: &mut Interpreter, this: &Value, mut bound: Bound) -> PyResult<Value> {
    let size = batch_size(interpreter, &mut bound)?;
    let names = bound.take_or_none("fields");
    let names = match names.is_none() {
        true => Vec::new(),
        false => interpreter.iterate(&names)?,
    };
    if names.is_empty() {
        let message = "Field names must be given to bulk_update().";
        return Err(interpreter.value_error(message));
    }
    let objects = interpreter.iterate(&bound.take_or_none("objs"))?;
    let model = object(interpreter, this)?.model.clone();
    let opts = opts_of(interpreter, &model)?;
    for object in &objects {
        if pk_of(interpreter, &opts, object)?.is_none() {
            let message = "All bulk_update() objects must have a primary key set.";
            return Err(interpreter.value_error(message));
        }
    }
    let fields = updatable(interpreter, &opts, &names)?;
    if objects.is_empty() {
        return Ok(Value::Int(0));
    }
    let field_names: Vec<Rc<str>> = fields.iter().map(Field::name).collect();
    for object in &objects {
        prepare_related(
            interpreter,
            object,
            &opts,
            "bulk_update",
            Some(&field_names),
        )?;
    }
    // Each object takes two parameters for its key and two for each field.
    let most = bulk_batch_size(fields.len() + 2, objects.len());
    let size = size.map_or(most, |size| size.min(most));
    let connection = classes_of(interpreter, &model)?.connection.clone();
    let mut updates = Vec::new();
    for chunk in objects.chunks(size) {
        updates.push(update_of(interpreter, &opts, chunk, &fields)?);
    }
    let count = connection.atomic(interpreter, false, |interpreter| {
        let mut count = 0;
        for (keys, values) in updates {
            let by_key = Arguments::default().with("pk__in", Value::list(keys));
            let rows = interpreter.call_method(this, "filter", by_key)?;
            let values = Arguments {
                positional: Vec::new(),
                keywords: values,
            };
            let updated = interpreter.call_method(&rows, "update", values)?;
            count += updated.as_i64().unwrap_or_default();
        }
        Ok(count)
    })?;
    Ok(Value::Int(count))
}

fn updatable(interpreter: &mut Interpreter, opts: &Opts, names: &[Value]) -> PyResult<Vec<Field>> {
    let mut fields = Vec::new();
    for name in names.iter().filter_map(Value::as_str) {
        match opts.get_field(name) {
            Some(Member::Field(field)) if !field.many_to_many() && field.concrete() => {
                fields.push(field);
            }
            Some(_) => {
                let message = "bulk_update() can only be used with concrete fields.";
                return Err(interpreter.value_error(message));
            }
            None => {
                let missing = opts.model.get_field(name);
                if let Err(exception) = missing {
                    return Err(exception.into_python(interpreter));
                }
            }
        }
    }
    if fields.iter().any(|field| field.options.primary_key) {
        let message = "bulk_update() cannot be used with primary key fields.";
        return Err(interpreter.value_error(message));
    }
    Ok(fields)
}

type Update = (Vec<Value>, Namespace);

/// `CASE WHEN pk = … THEN … END` for each field of some objects.
fn update_of(
    interpreter: &mut Interpreter,
    opts: &Opts,
    objects: &[Value],
    fields: &[Field],
) -> PyResult<Update> {
    let mut keys = Vec::new();
    for object in objects {
        keys.push(pk_of(interpreter, opts, object)?);
    }
    let mut values = IndexMap::default();
    for field in fields {
        let output = crate::orm::modules::fields::field_value(interpreter, field)?;
        let mut cases = Vec::new();
        for (object, key) in objects.iter().zip(&keys) {
            let attribute = interpreter.get_attribute(object, &field.attname())?;
            let attribute = match is_expression(&attribute) {
                true => attribute,
                false => {
                    let value =
                        Arguments::positional(vec![attribute]).with("output_field", output.clone());
                    make(interpreter, "Value", value)?
                }
            };
            let when = Arguments::default()
                .with("pk", key.clone())
                .with("then", attribute);
            cases.push(make(interpreter, "When", when)?);
        }
        let case = Arguments::positional(cases).with("output_field", output);
        values.insert(field.attname(), make(interpreter, "Case", case)?);
    }
    Ok((keys, values))
}
