//! `save()`, `delete()` and `refresh_from_db()`.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::classes::{class_beside, classes_of, opts_of};
use super::instance::{ModelObject, pk_of};
use super::related;
use crate::orm::connection::DatabaseConnection;
use crate::orm::exceptions::Exception;
use crate::orm::fields::{Field, FieldKind};
use crate::orm::model::ModelKey;
use crate::orm::modules::signals;
use crate::orm::query::convert::Converter;
use crate::orm::query::deletion::Collector;
use crate::orm::query::manager::base_manager;
use crate::orm::query::opts::Opts;
use crate::orm::query::sql::Query;
use crate::orm::query::sql::subqueries::{OnConflict, UpdateQuery};
use crate::orm::query::{Failure, Outcome};
use crate::python::{Arguments, Class, Interpreter, PyResult, Signature, Value};

const SAVE_BASE: Signature = Signature::new(
    "Model.save_base",
    "raw=False, force_insert=False, force_update=False, using=None, update_fields=None",
);
const SAVE: Signature = Signature::new(
    "Model.save",
    "force_insert=False, force_update=False, using=None, update_fields=None",
);
const DELETE: Signature = Signature::new("Model.delete", "using=None, keep_parents=False");
const REFRESH: Signature = Signature::new(
    "Model.refresh_from_db",
    "using=None, fields=None, from_queryset=None",
);

/// How an object is saved.
#[derive(Clone, Default)]
struct Saving {
    force_insert: bool,
    force_update: bool,
    update_fields: Option<Vec<Rc<str>>>,
    /// Whether the row is stored as it is, without those of the parents.
    raw: bool,
}

/// `Model.save_base(…)`.
///
/// # Errors
///
/// The database's errors.
pub fn save_base_method(
    interpreter: &mut Interpreter,
    this: &Value,
    arguments: Arguments,
) -> PyResult<()> {
    let mut bound = SAVE_BASE.bind(interpreter, arguments)?;
    let mut flag = |name: &str| matches!(bound.take(name), Some(Value::Bool(true)));
    let saving = Saving {
        raw: flag("raw"),
        force_insert: flag("force_insert"),
        force_update: flag("force_update"),
        update_fields: None,
    };
    let class = interpreter.class_of(this);
    let opts = opts_of(interpreter, &class)?;
    save_base(interpreter, this, &class, &opts, &saving)
}

/// `Model.save(…)`.
///
/// # Errors
///
/// `ValueError` for unsaved related objects; the database's errors.
pub fn save(interpreter: &mut Interpreter, this: &Value, arguments: Arguments) -> PyResult<()> {
    let mut bound = SAVE.bind(interpreter, arguments)?;
    let mut flag = |interpreter: &mut Interpreter, name: &str| match bound.take(name) {
        Some(value) => interpreter.truthy(&value),
        None => Ok(false),
    };
    let mut saving = Saving {
        force_insert: flag(interpreter, "force_insert")?,
        force_update: flag(interpreter, "force_update")?,
        update_fields: None,
        raw: false,
    };
    let class = interpreter.class_of(this);
    let opts = opts_of(interpreter, &class)?;
    prepare_related(interpreter, this, &opts, "save", None)?;
    let update_fields = bound.take_or_none("update_fields");
    let given = !update_fields.is_none();
    if saving.force_insert && (saving.force_update || given) {
        let message = "Cannot force both insert and updating in model saving.";
        return Err(interpreter.value_error(message));
    }
    if given {
        let names = interpreter.iterate(&update_fields)?;
        let names: Vec<Rc<str>> = names.iter().filter_map(Value::as_text).collect();
        if names.is_empty() {
            return Ok(());
        }
        check_updatable(interpreter, &opts, &names)?;
        saving.update_fields = Some(names);
    } else if !saving.force_insert {
        saving.update_fields = loaded_fields(this, &opts);
    }
    save_base(interpreter, this, &class, &opts, &saving)
}

fn check_updatable(interpreter: &Interpreter, opts: &Opts, names: &[Rc<str>]) -> PyResult<()> {
    let pk: Vec<Rc<str>> = opts.model.pk_fields().iter().map(Field::name).collect();
    let known: BTreeSet<Rc<str>> = opts
        .model
        .concrete_fields()
        .filter(|field| !pk.contains(&field.name()))
        .flat_map(|field| [field.name(), field.attname()])
        .collect();
    let unknown: Vec<&str> = names
        .iter()
        .filter(|name| !known.contains(*name))
        .map(AsRef::as_ref)
        .collect();
    if unknown.is_empty() {
        return Ok(());
    }
    Err(interpreter.value_error(format!(
        "The following fields do not exist in this model, are m2m fields, primary keys, or are \
         non-concrete fields: {}",
        unknown.join(", ")
    )))
}

/// What an object with deferred fields saves: those that it has.
fn loaded_fields(this: &Value, opts: &Opts) -> Option<Vec<Rc<str>>> {
    let Value::Instance(instance) = this else {
        return None;
    };
    let object = this.native::<ModelObject>()?;
    object.db.borrow().as_ref()?;
    let fields: Vec<&Field> = opts.model.concrete_fields().collect();
    let attributes = instance.attributes.borrow();
    let is_loaded = |field: &&Field| attributes.contains_key(&field.attname());
    if fields
        .iter()
        .all(|field| field.generated() || is_loaded(field))
    {
        return None;
    }
    let pk: Vec<Rc<str>> = opts.model.pk_fields().iter().map(Field::name).collect();
    let loaded: Vec<Rc<str>> = fields
        .into_iter()
        .filter(|field| !pk.contains(&field.name()))
        .filter(is_loaded)
        .map(Field::attname)
        .collect();
    (!loaded.is_empty()).then_some(loaded)
}

/// `_prepare_related_fields_for_save`: a related object must be saved before what refers to it.
///
/// # Errors
///
/// `ValueError`.
pub fn prepare_related(
    interpreter: &mut Interpreter,
    this: &Value,
    opts: &Opts,
    operation: &str,
    only: Option<&[Rc<str>]>,
) -> PyResult<()> {
    let (Value::Instance(instance), Some(object)) = (this, this.native::<ModelObject>()) else {
        return Ok(());
    };
    if object.cache.borrow().is_empty() {
        return Ok(());
    }
    for field in opts.model.concrete_fields() {
        let name = field.name();
        if !field.is_relation() || only.is_some_and(|only| !only.contains(&name)) {
            continue;
        }
        let cached = object.cache.borrow().get(&name).cloned();
        let Some(related) = cached.filter(|related| !related.is_none()) else {
            continue;
        };
        let owner = opts.owner_of(field);
        let Some(remote) = owner.remote(field) else {
            continue;
        };
        let attname = field.attname();
        if pk_of(interpreter, &remote, &related)?.is_none() {
            if !field.one_to_one() || !field.relation.as_ref().is_some_and(|it| it.parent_link) {
                object.cache.borrow_mut().shift_remove(&name);
            }
            return Err(interpreter.value_error(format!(
                "{operation}() prohibited to prevent data loss due to unsaved related object \
                 '{name}'."
            )));
        }
        let target = field.target_field(&owner.apps, &owner.model);
        let target = target.map_or_else(|| "pk".into(), |target| target.attname());
        let key = interpreter.get_attribute(&related, &target)?;
        let own = instance.get(&attname).unwrap_or(Value::None);
        let empty = own.is_none() || own.as_str() == Some("");
        if empty {
            instance.set(&attname, key);
        } else if !interpreter.equals(&own, &key)? {
            object.cache.borrow_mut().shift_remove(&name);
        }
    }
    Ok(())
}

fn save_base(
    interpreter: &mut Interpreter,
    this: &Value,
    class: &Rc<Class>,
    opts: &Opts,
    saving: &Saving,
) -> PyResult<()> {
    let classes = classes_of(interpreter, class)?;
    let connection = classes.connection.clone();
    let concrete = opts.concrete();
    let auto_created = concrete.model.auto_created().is_some();
    let updated_names = saving.update_fields.clone();
    if !auto_created {
        signals::send_save(
            interpreter,
            "pre_save",
            class,
            this,
            (None, saving.raw),
            &updated_names,
        )?;
    }
    let has_parents = !concrete.model.parents().is_empty();
    let work = |interpreter: &mut Interpreter| {
        let parent_inserted =
            !saving.raw && save_parents(interpreter, &connection, this, &concrete, saving)?;
        let saving = Saving {
            force_insert: saving.force_insert || parent_inserted,
            ..saving.clone()
        };
        save_table(interpreter, &connection, this, &concrete, &saving)
    };
    let updated = match has_parents {
        true => connection.atomic(interpreter, false, work)?,
        false => connection.marking(interpreter, work)?,
    };
    if let Some(object) = this.native::<ModelObject>() {
        object.adding.set(false);
        *object.db.borrow_mut() = Some("default".into());
    }
    if !auto_created {
        let created = Some(!updated);
        signals::send_save(
            interpreter,
            "post_save",
            class,
            this,
            (created, saving.raw),
            &updated_names,
        )?;
    }
    Ok(())
}

/// `_save_parents`: answers whether a parent's row is new.
fn save_parents(
    interpreter: &mut Interpreter,
    connection: &Rc<DatabaseConnection>,
    this: &Value,
    opts: &Opts,
    saving: &Saving,
) -> PyResult<bool> {
    let mut inserted = false;
    for (key, link) in opts.model.parents().to_vec() {
        let Some(parent) = Opts::get(&opts.apps, &key) else {
            continue;
        };
        let field = link.and_then(|link| opts.model.get_field(&link).ok());
        let parent_pk = parent.model.pk();
        if let (Some(field), Some(pk)) = (&field, &parent_pk) {
            let own = interpreter.get_attribute(this, &field.attname())?;
            let known = interpreter.get_attribute(this, &pk.attname())?;
            if known.is_none() && !own.is_none() {
                interpreter.set_attribute(this, &pk.attname(), own)?;
            }
        }
        let parent_inserted = save_parents(interpreter, connection, this, &parent, saving)?;
        let parent_saving = Saving {
            force_insert: parent_inserted,
            force_update: false,
            update_fields: saving.update_fields.clone(),
            raw: saving.raw,
        };
        let updated = save_table(interpreter, connection, this, &parent, &parent_saving)?;
        inserted |= !updated;
        if let (Some(field), Some(pk)) = (&field, &parent_pk) {
            let value = interpreter.get_attribute(this, &pk.attname())?;
            interpreter.set_attribute(this, &field.attname(), value)?;
            related::forget(this, &field.name());
        }
    }
    Ok(inserted)
}

/// `_save_table`: UPDATE or INSERT in one table; answers whether the row was there.
fn save_table(
    interpreter: &mut Interpreter,
    connection: &Rc<DatabaseConnection>,
    this: &Value,
    opts: &Opts,
    saving: &Saving,
) -> PyResult<bool> {
    let pk_fields = opts.model.pk_fields();
    let is_pk = |field: &Field| pk_fields.iter().any(|pk| pk.name == field.name);
    let mut others: Vec<Field> = opts
        .model
        .local_concrete_fields()
        .filter(|field| !is_pk(field) && !field.generated())
        .cloned()
        .collect();
    if let Some(names) = &saving.update_fields {
        others.retain(|field| names.contains(&field.name()) || names.contains(&field.attname()));
    }
    let mut pk_value = pk_of(interpreter, opts, this)?;
    if is_unset(&pk_value)
        && let [pk] = pk_fields.as_slice()
    {
        // A key with a default gets it when it is saved.
        pk_value = match pk.has_default() {
            true => pk.get_default(interpreter)?,
            false => Value::None,
        };
        interpreter.set_attribute(this, &pk.attname(), pk_value.clone())?;
    }
    let pk_set = !is_unset(&pk_value);
    if !pk_set && (saving.force_update || saving.update_fields.is_some()) {
        let message = "Cannot force an update in save() with no primary key.";
        return Err(interpreter.value_error(message));
    }
    let adding = this
        .native::<ModelObject>()
        .is_some_and(|it| it.adding.get());
    let has_default = |field: &Field| field.has_default() || field.has_db_default();
    let force_insert = saving.force_insert
        || (!saving.raw && !saving.force_update && adding && pk_fields.iter().all(has_default));
    let mut updated = false;
    if pk_set && !force_insert {
        updated = update_row(interpreter, connection, this, opts, &others, saving)?;
        let missing = match () {
            () if updated => "",
            () if saving.force_update => "Forced update did not affect any rows.",
            () if saving.update_fields.is_some() => {
                "Save with update_fields did not affect any rows."
            }
            () => "",
        };
        if !missing.is_empty() {
            let class = "django.db.utils.DatabaseError";
            return Err(Exception::new(class, missing).into_python(interpreter));
        }
    }
    if !updated {
        insert_row(interpreter, connection, this, opts, (pk_set, saving.raw))?;
    }
    Ok(updated)
}

fn is_unset(pk: &Value) -> bool {
    match pk {
        Value::Tuple(values) => values.iter().any(Value::is_none),
        other => other.is_none(),
    }
}

/// `_do_update`.
fn update_row(
    interpreter: &mut Interpreter,
    connection: &Rc<DatabaseConnection>,
    this: &Value,
    opts: &Opts,
    fields: &[Field],
    saving: &Saving,
) -> PyResult<bool> {
    let pk = pk_of(interpreter, opts, this)?;
    let mut values = Vec::with_capacity(fields.len());
    for field in fields {
        values.push((
            field.clone(),
            stored(interpreter, this, opts, field, (false, saving.raw))?,
        ));
    }
    let mut query = Query::new(opts);
    let filtered = query.add_filter(interpreter, "pk", pk);
    or_raise(interpreter, filtered)?;
    if values.is_empty() {
        if saving.update_fields.is_some() {
            return Ok(true);
        }
        let exists = query.exists();
        let exists = or_raise(interpreter, exists)?;
        return has_rows(interpreter, connection, &exists);
    }
    let mut update = UpdateQuery::new(&query);
    update.values = values;
    let count = run_update(interpreter, connection, update)?;
    Ok(count > 0)
}

/// Runs an UPDATE; answers how many rows it changed.
///
/// # Errors
///
/// The database's, and what the values raise.
pub fn run_update(
    interpreter: &mut Interpreter,
    connection: &Rc<DatabaseConnection>,
    update: UpdateQuery,
) -> PyResult<u64> {
    let mut select = |interpreter: &mut Interpreter, sql: &crate::orm::expressions::Compiled| {
        let result = connection.execute(interpreter, &sql.sql, &sql.params)?;
        Ok(result.rows)
    };
    let statements = match update.statements(interpreter, &mut select) {
        Ok(statements) => statements,
        Err(Failure::Empty) => return Ok(0),
        Err(failure) => return Err(failure.into_python(interpreter)),
    };
    let mut count = 0;
    for (index, statement) in statements.into_iter().enumerate() {
        let result = connection.execute(interpreter, &statement.sql, &statement.params)?;
        if index == 0 || count == 0 {
            count = result.changes;
        }
    }
    Ok(count)
}

/// Whether a query has a row.
///
/// # Errors
///
/// The database's.
pub fn has_rows(
    interpreter: &mut Interpreter,
    connection: &Rc<DatabaseConnection>,
    query: &Query,
) -> PyResult<bool> {
    let mut compiler = crate::orm::query::sql::SQLCompiler::new(query, true);
    let compiled = match compiler.as_sql(interpreter, true, false) {
        Ok(compiled) => compiled,
        Err(Failure::Empty) => return Ok(false),
        Err(failure) => return Err(failure.into_python(interpreter)),
    };
    let result = connection.execute(interpreter, &compiled.sql, &compiled.params)?;
    Ok(!result.rows.is_empty())
}

fn insert_row(
    interpreter: &mut Interpreter,
    connection: &Rc<DatabaseConnection>,
    this: &Value,
    opts: &Opts,
    (pk_set, raw): (bool, bool),
) -> PyResult<()> {
    set_order(interpreter, connection, this, opts)?;
    let fields: Vec<Field> = opts
        .model
        .local_concrete_fields()
        .filter(|field| !field.generated() && (pk_set || !field.kind.is_auto()))
        .cloned()
        .collect();
    let mut row = Vec::with_capacity(fields.len());
    for field in &fields {
        row.push(stored(interpreter, this, opts, field, (true, raw))?);
    }
    let returning: Vec<Field> = opts
        .model
        .local_concrete_fields()
        .filter(|field| field.db_returning())
        .cloned()
        .collect();
    let query = Query::new(opts);
    let rows = [row];
    let compiled = query.insert(interpreter, &fields, &rows, &OnConflict::Raise, &returning);
    let compiled = or_raise(interpreter, compiled)?;
    let result = connection.execute(interpreter, &compiled.sql, &compiled.params)?;
    let Some(row) = result.rows.into_iter().next() else {
        return Ok(());
    };
    let settings = opts.apps.settings.clone();
    for (field, value) in returning.iter().zip(row) {
        let value = Converter::of_field(field, &settings).apply(interpreter, value)?;
        interpreter.set_attribute(this, &field.attname(), value)?;
    }
    Ok(())
}

/// `order_with_respect_to`: a new object comes last.
fn set_order(
    interpreter: &mut Interpreter,
    connection: &Rc<DatabaseConnection>,
    this: &Value,
    opts: &Opts,
) -> PyResult<()> {
    let wanted = opts.model.options.text("order_with_respect_to");
    let field = wanted.and_then(|name| opts.model.get_field(&name).ok());
    let Some(field) = field else { return Ok(()) };
    let key = interpreter.get_attribute(this, &field.attname())?;
    let table = crate::orm::expressions::compiler::quote_name(&opts.model.db_table());
    let column = crate::orm::expressions::compiler::quote_name(&field.column().unwrap_or_default());
    let owner = opts.owner_of(&field);
    let key = field.get_db_prep_save(interpreter, &owner.apps, &owner.model, &key);
    let key = key.map_err(|exception| exception.into_python(interpreter))?;
    let sql = format!(
        "SELECT COALESCE((MAX({table}.\"_order\") + %s), %s) AS \"_order__max\" FROM {table} WHERE \
         {table}.{column} = %s"
    );
    let params = [
        crate::database::SqlValue::Integer(1),
        crate::database::SqlValue::Integer(0),
        key,
    ];
    let result = connection.execute(interpreter, &sql, &params)?;
    let first = result
        .rows
        .into_iter()
        .next()
        .and_then(|row| row.into_iter().next());
    if let Some(order) = first {
        let order = crate::orm::query::convert::plain(order);
        interpreter.set_attribute(this, "_order", order)?;
    }
    Ok(())
}

fn stored(
    interpreter: &mut Interpreter,
    this: &Value,
    opts: &Opts,
    field: &Field,
    (add, raw): (bool, bool),
) -> PyResult<Value> {
    match raw {
        true => interpreter.get_attribute(this, &field.attname()),
        false => pre_save(interpreter, this, opts, field, add),
    }
}

/// `field.pre_save(instance, add)`: the value to store, which `auto_now` changes.
///
/// # Errors
///
/// What a project's own `pre_save()` raises.
pub fn pre_save(
    interpreter: &mut Interpreter,
    this: &Value,
    opts: &Opts,
    field: &Field,
    add: bool,
) -> PyResult<Value> {
    if let Some(instance) = &field.instance {
        let class = interpreter.class_of(instance);
        if crate::orm::fields::has_own(&class, "pre_save") {
            let arguments = Arguments::positional(vec![this.clone(), Value::Bool(add)]);
            return interpreter.call_method(instance, "pre_save", arguments);
        }
    }
    let set = |name: &str| matches!(field.extra.get(name), Some(Value::Bool(true)));
    if set("auto_now") || (set("auto_now_add") && add) {
        let now = field.now(interpreter, &opts.apps.settings)?;
        interpreter.set_attribute(this, &field.attname(), now.clone())?;
        return Ok(now);
    }
    let value = interpreter.get_attribute(this, &field.attname())?;
    if field.kind.is_subclass(FieldKind::FileField) {
        let committed = interpreter.find_attribute(&value, "_committed")?;
        if matches!(committed, Some(Value::Bool(false))) {
            let name = interpreter.get_attribute(&value, "name")?;
            let arguments = Arguments::positional(vec![name, Value::None]);
            let arguments = arguments.with("save", Value::Bool(false));
            interpreter.call_method(&value, "save", arguments)?;
        }
    }
    Ok(value)
}

/// The value, or the failure as a Python exception.
///
/// # Errors
///
/// The failure.
pub fn or_raise<T>(interpreter: &mut Interpreter, outcome: Outcome<T>) -> PyResult<T> {
    outcome.map_err(|failure| failure.into_python(interpreter))
}

/// `Model.delete(…)`.
///
/// # Errors
///
/// `ValueError` for an object without key; `ProtectedError` and its like.
pub fn delete(
    interpreter: &mut Interpreter,
    this: &Value,
    arguments: Arguments,
) -> PyResult<Value> {
    let mut bound = DELETE.bind(interpreter, arguments)?;
    let keep_parents = match bound.take("keep_parents") {
        Some(value) => interpreter.truthy(&value)?,
        None => false,
    };
    let class = interpreter.class_of(this);
    let opts = opts_of(interpreter, &class)?;
    if is_unset(&pk_of(interpreter, &opts, this)?) {
        let pk = opts
            .model
            .pk()
            .map_or_else(|| "id".into(), |pk| pk.attname());
        return Err(interpreter.value_error(format!(
            "{} object can't be deleted because its {pk} attribute is set to None.",
            opts.model.name
        )));
    }
    let mut collector = Collector::new(interpreter, &class, this)?;
    collector.collect_objects(interpreter, vec![this.clone()], keep_parents)?;
    collector.delete(interpreter)
}

/// `Model.refresh_from_db(…)`.
///
/// # Errors
///
/// `DoesNotExist` when the row is gone.
pub fn refresh(interpreter: &mut Interpreter, this: &Value, arguments: Arguments) -> PyResult<()> {
    let mut bound = REFRESH.bind(interpreter, arguments)?;
    let class = interpreter.class_of(this);
    let opts = opts_of(interpreter, &class)?;
    let names = bound.take_or_none("fields");
    let mut wanted: Option<Vec<Rc<str>>> = None;
    if !names.is_none() {
        let names = interpreter.iterate(&names)?;
        let names: Vec<Rc<str>> = names.iter().filter_map(Value::as_text).collect();
        if names.is_empty() {
            return Ok(());
        }
        if names.iter().any(|name| name.contains("__")) {
            return Err(interpreter.value_error(
                "Found \"__\" in fields argument. Relations and transforms are not allowed in fields.",
            ));
        }
        wanted = Some(names);
    }
    if let Some(object) = this.native::<ModelObject>() {
        match &mut wanted {
            None => object.prefetched.borrow_mut().clear(),
            Some(names) => {
                names.retain(|name| object.prefetched.borrow_mut().shift_remove(name).is_none());
            }
        }
        if wanted.as_ref().is_some_and(Vec::is_empty) {
            return Ok(());
        }
    }
    let queryset = match bound.take_or_none("from_queryset") {
        Value::None => base_manager(interpreter, &class)?,
        given => given,
    };
    let pk = pk_of(interpreter, &opts, this)?;
    let by_pk = Arguments::default().with("pk", pk);
    let mut queryset = interpreter.call_method(&queryset, "filter", by_pk)?;
    let loaded = wanted.clone().or_else(|| loaded_with_pk(this, &opts));
    if let Some(names) = &loaded {
        let names: Vec<Value> = names.iter().cloned().map(Value::Str).collect();
        queryset = interpreter.call_method(&queryset, "only", Arguments::positional(names))?;
    }
    let fresh = interpreter.call_method(&queryset, "get", Arguments::default())?;
    copy_fields(this, &fresh, &opts, wanted.as_deref());
    Ok(())
}

/// The fields of an object of which some are deferred.
fn loaded_with_pk(this: &Value, opts: &Opts) -> Option<Vec<Rc<str>>> {
    let Value::Instance(instance) = this else {
        return None;
    };
    let attributes = instance.attributes.borrow();
    let fields: Vec<Rc<str>> = opts.model.concrete_fields().map(Field::attname).collect();
    let loaded: Vec<Rc<str>> = fields
        .iter()
        .filter(|name| attributes.contains_key(*name))
        .cloned()
        .collect();
    (loaded.len() < fields.len()).then_some(loaded)
}

fn copy_fields(this: &Value, fresh: &Value, opts: &Opts, wanted: Option<&[Rc<str>]>) {
    let (Value::Instance(own), Value::Instance(fresh)) = (this, fresh) else {
        return;
    };
    for field in opts.model.concrete_fields() {
        let (name, attname) = (field.name(), field.attname());
        let asked = wanted.is_none_or(|names| names.contains(&name) || names.contains(&attname));
        let value = fresh.get(&attname);
        if let Some(value) = value.filter(|_| asked) {
            own.set(&attname, value);
            related::forget(this, &name);
        }
    }
    let related = opts.related_objects();
    for relation in related.into_iter().filter(|_| wanted.is_none()) {
        if let Some(name) = relation.accessor_name() {
            related::forget(this, &name);
        }
    }
    if let Some(object) = this.native::<ModelObject>() {
        object.adding.set(false);
        *object.db.borrow_mut() = Some("default".into());
    }
}

/// The class of the model with this key, seen from an object.
///
/// # Errors
///
/// `LookupError`.
pub fn class_of_key(
    interpreter: &mut Interpreter,
    this: &Value,
    key: &ModelKey,
) -> PyResult<Rc<Class>> {
    let class = interpreter.class_of(this);
    class_beside(interpreter, &class, key)
}
