//! `Collector`: what goes with the objects that are deleted.

use std::collections::BTreeSet;
use std::rc::Rc;

use indexmap::IndexMap;

use super::manager::base_manager;
use super::opts::{Opts, Related};
use super::queryset::{QuerySetObject, raw_delete};
use super::sql::subqueries::BATCH;
use super::sql::{Query, SelectRelated};
use crate::orm::connection::DatabaseConnection;
use crate::orm::exceptions::Exception;
use crate::orm::expressions::Q;
use crate::orm::fields::Field;
use crate::orm::model::classes::{class_beside, classes_of, opts_of};
use crate::orm::model::instance::{pk_of, set_pk};
use crate::orm::model::save::{or_raise, run_update};
use crate::orm::model::{ModelKey, meta_of};
use crate::orm::modules::deletion::{OnDelete, on_delete};
use crate::orm::modules::{contrib, signals};
use crate::orm::query::sql::subqueries::UpdateQuery;
use crate::python::{
    Arguments, BinaryOperator, Class, Dict, HashKey, Interpreter, PyResult, Value,
};

/// Collects objects with all that refers to them, and deletes them in an order in which no row ever
/// refers to a missing one.
pub struct Collector {
    connection: Rc<DatabaseConnection>,
    /// Objects by model, by key.
    data: IndexMap<ModelKey, Objects>,
    /// Foreign keys to set, with the value and the rows.
    updates: Vec<Update>,
    /// Rows that nothing refers to, deleted without looking at them.
    fast: Vec<(Rc<Class>, Query)>,
    /// Models whose rows must go before those of others.
    dependencies: IndexMap<ModelKey, BTreeSet<ModelKey>>,
    /// Objects that `RESTRICT` keeps, unless they go for another reason.
    restricted: Vec<(Rc<Class>, Field, Vec<Value>)>,
    /// The object or the queryset whose `delete()` was called.
    origin: Value,
}

/// A foreign key to set.
struct Update {
    owner: Rc<Class>,
    field: Field,
    value: Value,
    /// Querysets that nobody has looked at, and objects.
    rows: Vec<Value>,
}

/// Objects of one model.
struct Objects {
    class: Rc<Class>,
    by_key: IndexMap<HashKey, Value>,
}

/// How objects came to be collected.
#[derive(Clone, Default)]
struct Collecting {
    /// The model of the objects that they go with.
    source: Option<ModelKey>,
    /// Whether the foreign key may be NULL, so that the order does not matter.
    nullable: bool,
    /// Whether the source must go first.
    reverse_dependency: bool,
    keep_parents: bool,
    /// Whether only the objects themselves are meant.
    alone: bool,
}

impl Collector {
    /// A collector for objects of a model.
    ///
    /// # Errors
    ///
    /// `AppRegistryNotReady`.
    pub fn new(interpreter: &mut Interpreter, class: &Rc<Class>, origin: &Value) -> PyResult<Self> {
        Ok(Self {
            origin: origin.clone(),
            connection: classes_of(interpreter, class)?.connection.clone(),
            data: IndexMap::new(),
            updates: Vec::new(),
            fast: Vec::new(),
            dependencies: IndexMap::new(),
            restricted: Vec::new(),
        })
    }

    /// `collect(objs)`.
    ///
    /// # Errors
    ///
    /// `ProtectedError`, `RestrictedError`.
    pub fn collect_objects(
        &mut self,
        interpreter: &mut Interpreter,
        objects: Vec<Value>,
        keep_parents: bool,
    ) -> PyResult<()> {
        let collecting = Collecting {
            keep_parents,
            ..Collecting::default()
        };
        self.collect(interpreter, objects, collecting)?;
        self.check_restricted(interpreter)
    }

    /// `collect(queryset)`.
    ///
    /// # Errors
    ///
    /// See [`Collector::collect_objects`].
    pub fn collect_query(
        &mut self,
        interpreter: &mut Interpreter,
        class: &Rc<Class>,
        query: Query,
    ) -> PyResult<()> {
        if self.can_fast_delete(interpreter, class, None)? {
            self.fast.push((class.clone(), query));
            return Ok(());
        }
        let objects = QuerySetObject::new(class, query).fetch_all(interpreter)?;
        self.collect_objects(interpreter, objects, false)
    }

    /// Whether rows of a model can be deleted without looking at them.
    fn can_fast_delete(
        &self,
        interpreter: &mut Interpreter,
        class: &Rc<Class>,
        from: Option<&Field>,
    ) -> PyResult<bool> {
        if let Some(field) = from
            && !matches!(on_delete(field), OnDelete::Cascade)
        {
            return Ok(false);
        }
        for signal in ["pre_delete", "post_delete"] {
            if signals::has_listeners(interpreter, signal, class)? {
                return Ok(false);
            }
        }
        let opts = opts_of(interpreter, class)?;
        let concrete = opts.concrete();
        let links = concrete.model.parents().iter();
        let only_from = links
            .filter_map(|(_, link)| link.as_ref())
            .all(|link| from.is_some_and(|from| from.name.as_ref() == Some(link)));
        let nothing_refers = candidates(&opts)
            .iter()
            .all(|related| matches!(on_delete(&related.field), OnDelete::DoNothing));
        let has_generic = class.mro().filter_map(meta_of).any(|meta| {
            let fields = meta.private_fields.borrow();
            fields.values().any(contrib::is_generic_relation)
        });
        Ok(only_from && nothing_refers && !has_generic)
    }

    /// `add(objs)`: those that were not there.
    fn add(
        &mut self,
        interpreter: &mut Interpreter,
        objects: Vec<Value>,
        collecting: &Collecting,
    ) -> PyResult<Vec<Value>> {
        let Some(first) = objects.first() else {
            return Ok(Vec::new());
        };
        let class = interpreter.class_of(first);
        let opts = opts_of(interpreter, &class)?;
        let key = opts.key();
        let entry = self.data.entry(key.clone()).or_insert_with(|| Objects {
            class: class.clone(),
            by_key: IndexMap::new(),
        });
        let mut new = Vec::new();
        for object in objects {
            let hash = interpreter.hash_key(&object)?;
            if entry.by_key.insert(hash, object.clone()).is_none() {
                new.push(object);
            }
        }
        if let Some(source) = collecting.source.clone().filter(|_| !collecting.nullable) {
            let (model, dependency) = match collecting.reverse_dependency {
                true => (key, source),
                false => (source, key),
            };
            let concrete = |key: &ModelKey| {
                let opts = Opts::get(&opts.apps, key);
                opts.map_or_else(|| key.clone(), |opts| opts.model.concrete_key())
            };
            let (model, dependency) = (concrete(&model), concrete(&dependency));
            self.dependencies
                .entry(model)
                .or_default()
                .insert(dependency);
        }
        Ok(new)
    }

    fn collect(
        &mut self,
        interpreter: &mut Interpreter,
        objects: Vec<Value>,
        collecting: Collecting,
    ) -> PyResult<()> {
        interpreter.enter_native("")?;
        let collected = self.collect_all(interpreter, objects, &collecting);
        interpreter.leave_native();
        collected
    }

    fn collect_all(
        &mut self,
        interpreter: &mut Interpreter,
        objects: Vec<Value>,
        collecting: &Collecting,
    ) -> PyResult<()> {
        let new = self.add(interpreter, objects, collecting)?;
        let Some(first) = new.first() else {
            return Ok(());
        };
        let class = interpreter.class_of(first);
        let opts = opts_of(interpreter, &class)?;
        if !collecting.keep_parents {
            self.collect_parents(interpreter, &opts, &new)?;
        }
        if collecting.alone {
            return Ok(());
        }
        let mut fast: IndexMap<ModelKey, Vec<Field>> = IndexMap::new();
        let mut protected: Vec<(String, Vec<Value>)> = Vec::new();
        for related in candidates(&opts) {
            let own = related.field.remote_key(&related.owner);
            let of_parent = own.is_some_and(|own| {
                own != opts.model.concrete_key() && !opts.base_chain(&own).is_empty()
            });
            if collecting.keep_parents && of_parent {
                continue;
            }
            let field = &related.field;
            let action = on_delete(field);
            if matches!(action, OnDelete::DoNothing) {
                continue;
            }
            let owner = class_beside(interpreter, &class, &related.owner.key())?;
            if self.can_fast_delete(interpreter, &owner, Some(field))? {
                fast.entry(related.owner.key())
                    .or_default()
                    .push(field.clone());
                continue;
            }
            for batch in new.chunks(BATCH * 9) {
                let found =
                    related_objects(interpreter, &owner, std::slice::from_ref(field), batch)?;
                let step = Reached {
                    opts: &opts,
                    owner: &owner,
                    field,
                };
                if matches!(action, OnDelete::SetNull | OnDelete::Set(_)) {
                    // Nobody has to look at these rows.
                    self.act(interpreter, &action, step, vec![found])?;
                    continue;
                }
                let found = only_referenced(interpreter, &owner, found)?;
                let found = interpreter.iterate(&found)?;
                if found.is_empty() {
                    continue;
                }
                if let Some(kept) = self.act(interpreter, &action, step, found)? {
                    let name = format!("'{}.{}'", related.owner.name, field.name());
                    protected.push((name, kept));
                }
            }
        }
        if !protected.is_empty() {
            let message = format!(
                "Cannot delete some instances of model '{}' because they are referenced through \
                 protected foreign keys: {}.",
                opts.model.name,
                names(&protected)
            );
            return Err(referenced(
                interpreter,
                "ProtectedError",
                message,
                protected,
            ));
        }
        for (key, fields) in fast {
            let owner = class_beside(interpreter, &class, &key)?;
            for batch in new.chunks(BATCH * 9) {
                let rows = related_objects(interpreter, &owner, &fields, batch)?;
                if let Some(object) = rows.native::<QuerySetObject>() {
                    self.fast.push((owner.clone(), object.query()));
                }
            }
        }
        self.collect_generic(interpreter, &class, &new)
    }

    /// What refers to the objects by a generic foreign key (`bulk_related_objects`).
    fn collect_generic(
        &mut self,
        interpreter: &mut Interpreter,
        class: &Rc<Class>,
        objects: &[Value],
    ) -> PyResult<()> {
        let mut relations: Vec<Value> = Vec::new();
        for meta in class.mro().filter_map(meta_of) {
            relations.extend(meta.private_fields.borrow().values().cloned());
        }
        for relation in relations {
            let method = interpreter.find_attribute(&relation, "bulk_related_objects")?;
            let Some(method) = method else { continue };
            let arguments = Arguments::positional(vec![Value::list(objects.to_vec())]);
            let found = interpreter.call(&method, arguments)?;
            if let Some(object) = found.native::<QuerySetObject>()
                && self.can_fast_delete(interpreter, &object.model, None)?
            {
                self.fast.push((object.model.clone(), object.query()));
                continue;
            }
            let found = interpreter.iterate(&found)?;
            let collecting = Collecting {
                nullable: true,
                ..Collecting::default()
            };
            self.collect(interpreter, found, collecting)?;
        }
        Ok(())
    }

    /// The rows of the parents' tables.
    fn collect_parents(
        &mut self,
        interpreter: &mut Interpreter,
        opts: &Opts,
        objects: &[Value],
    ) -> PyResult<()> {
        let concrete = opts.concrete();
        for (_, link) in concrete.model.parents().to_vec() {
            let Some(link) = link else { continue };
            let mut parents = Vec::new();
            for object in objects {
                parents.push(interpreter.get_attribute(object, &link)?);
            }
            let collecting = Collecting {
                source: Some(opts.key()),
                reverse_dependency: true,
                alone: true,
                ..Collecting::default()
            };
            self.collect(interpreter, parents, collecting)?;
        }
        Ok(())
    }

    /// What `on_delete` says about objects that refer to those that go; answers them when they must
    /// not lose what they refer to.
    fn act(
        &mut self,
        interpreter: &mut Interpreter,
        action: &OnDelete,
        reached: Reached<'_>,
        objects: Vec<Value>,
    ) -> PyResult<Option<Vec<Value>>> {
        let Reached { opts, owner, field } = reached;
        let value = match action {
            OnDelete::DoNothing => return Ok(None),
            OnDelete::Cascade => {
                let collecting = Collecting {
                    source: Some(opts.key()),
                    nullable: field.options.null,
                    ..Collecting::default()
                };
                return match self.collect(interpreter, objects, collecting) {
                    Ok(()) => Ok(None),
                    Err(error) if error.class_path().ends_with(".ProtectedError") => {
                        let exception = error.exception.clone();
                        let kept = interpreter.get_attribute(&exception, "protected_objects")?;
                        interpreter.iterate(&kept).map(Some)
                    }
                    Err(error) => Err(error),
                };
            }
            OnDelete::Protect => return Ok(Some(objects)),
            OnDelete::Restrict => {
                let entry = (owner.clone(), field.clone(), objects.clone());
                self.restricted.push(entry);
                // They may be collected for another reason, which must come first.
                let owner = opts_of(interpreter, owner)?.model.concrete_key();
                let source = opts.model.concrete_key();
                self.dependencies.entry(source).or_default().insert(owner);
                return Ok(None);
            }
            OnDelete::SetNull => Value::None,
            OnDelete::SetDefault => field.get_default(interpreter)?,
            OnDelete::Set(value) => match crate::orm::fields::is_callable(interpreter, value)? {
                true => interpreter.call(value, Arguments::default())?,
                false => value.clone(),
            },
            OnDelete::Own(function) => {
                let _ = function;
                return Err(interpreter.unsupported("an on_delete function of your own"));
            }
        };
        let same = |update: &&mut Update| {
            Rc::ptr_eq(&update.owner, owner)
                && update.field.name() == field.name()
                && same_value(&update.value, &value)
        };
        match self.updates.iter_mut().find(same) {
            Some(update) => update.rows.extend(objects),
            None => self.updates.push(Update {
                owner: owner.clone(),
                field: field.clone(),
                value,
                rows: objects,
            }),
        }
        Ok(None)
    }

    fn check_restricted(&mut self, interpreter: &mut Interpreter) -> PyResult<()> {
        let mut kept: Vec<(String, Vec<Value>)> = Vec::new();
        let mut model = String::new();
        for (class, field, objects) in std::mem::take(&mut self.restricted) {
            let opts = opts_of(interpreter, &class)?;
            let mut left = Vec::new();
            for object in objects {
                let hash = interpreter.hash_key(&object)?;
                let goes = self.data.values().any(|it| it.by_key.contains_key(&hash));
                if !goes && !self.goes_fast(interpreter, &opts, &class, &object)? {
                    left.push(object);
                }
            }
            if !left.is_empty() {
                kept.push((format!("'{}.{}'", opts.model.name, field.name()), left));
                let remote = opts.remote(&field);
                model = remote.map_or_else(String::new, |remote| remote.model.name.to_string());
            }
        }
        if kept.is_empty() {
            return Ok(());
        }
        let message = format!(
            "Cannot delete some instances of model '{model}' because they are referenced through \
             restricted foreign keys: {}.",
            names(&kept)
        );
        Err(referenced(interpreter, "RestrictedError", message, kept))
    }

    fn goes_fast(
        &self,
        interpreter: &mut Interpreter,
        opts: &Opts,
        class: &Rc<Class>,
        object: &Value,
    ) -> PyResult<bool> {
        for (owner, query) in &self.fast {
            if !Rc::ptr_eq(owner, class) {
                continue;
            }
            let pk = pk_of(interpreter, opts, object)?;
            let mut query = query.chain();
            let added = query.add_filter(interpreter, "pk", pk);
            or_raise(interpreter, added)?;
            let exists = query.exists();
            let exists = or_raise(interpreter, exists)?;
            if crate::orm::model::save::has_rows(interpreter, &self.connection, &exists)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// `sort()`: models whose rows are referred to come last.
    fn sort(&mut self) {
        let mut sorted: Vec<ModelKey> = Vec::new();
        let models: Vec<ModelKey> = self.data.keys().cloned().collect();
        while sorted.len() < models.len() {
            let before = sorted.len();
            for model in &models {
                let waits = self.dependencies.get(model).is_some_and(|needed| {
                    needed
                        .iter()
                        .any(|it| !sorted.contains(it) && models.contains(it))
                });
                if !sorted.contains(model) && !waits {
                    sorted.push(model.clone());
                }
            }
            if sorted.len() == before {
                return;
            }
        }
        let mut data = std::mem::take(&mut self.data);
        for model in sorted {
            if let Some(objects) = data.shift_remove(&model) {
                self.data.insert(model, objects);
            }
        }
    }

    /// `delete()`: how many rows are gone, in all and by model.
    ///
    /// # Errors
    ///
    /// The database's, and what receivers of signals raise.
    pub fn delete(mut self, interpreter: &mut Interpreter) -> PyResult<Value> {
        for objects in self.data.values_mut() {
            let mut sorted: Vec<(HashKey, Value)> = objects.by_key.drain(..).collect();
            let opts = opts_of(interpreter, &objects.class)?;
            let mut keyed = Vec::new();
            for (hash, object) in sorted.drain(..) {
                let pk = pk_of(interpreter, &opts, &object)?;
                let place = interpreter.hash_key(&pk)?;
                keyed.push((place, hash, object));
            }
            keyed.sort_by(|one, other| one.0.cmp(&other.0));
            objects.by_key = keyed
                .into_iter()
                .map(|(_, hash, object)| (hash, object))
                .collect();
        }
        self.sort();
        let connection = self.connection.clone();
        if let Some(alone) = self.delete_alone(interpreter)? {
            return Ok(alone);
        }
        let mut counts: IndexMap<String, u64> = IndexMap::new();
        connection.atomic(interpreter, false, |interpreter| {
            self.send(interpreter, "pre_delete", None)?;
            for (class, query) in std::mem::take(&mut self.fast) {
                let count = raw_delete(interpreter, &connection, &query)?;
                if count > 0 {
                    let label = opts_of(interpreter, &class)?.model.label();
                    *counts.entry(label).or_default() += count;
                }
            }
            for update in std::mem::take(&mut self.updates) {
                update.run(interpreter, &connection)?;
            }
            for objects in self.data.values() {
                let opts = opts_of(interpreter, &objects.class)?;
                let mut keys = Vec::new();
                for object in objects.by_key.values().rev() {
                    keys.push(pk_of(interpreter, &opts, object)?);
                }
                let count = delete_rows(interpreter, &connection, &opts, &keys)?;
                if count > 0 {
                    *counts.entry(opts.model.label()).or_default() += count;
                }
                self.send(interpreter, "post_delete", Some(&objects.class))?;
            }
            Ok(())
        })?;
        for objects in self.data.values() {
            let opts = opts_of(interpreter, &objects.class)?;
            for object in objects.by_key.values() {
                set_pk(interpreter, &opts, object, &Value::None)?;
            }
        }
        let total: u64 = counts.values().sum();
        let counts = counts
            .into_iter()
            .map(|(label, count)| (label, number(count)));
        let counts = Value::dict(Dict::from_text_keys(counts));
        Ok(Value::tuple(vec![number(total), counts]))
    }

    /// A single object that nothing refers to needs no transaction.
    fn delete_alone(&self, interpreter: &mut Interpreter) -> PyResult<Option<Value>> {
        let [(_, objects)] = self.data.iter().collect::<Vec<_>>()[..] else {
            return Ok(None);
        };
        let [(_, object)] = objects.by_key.iter().collect::<Vec<_>>()[..] else {
            return Ok(None);
        };
        if !self.can_fast_delete(interpreter, &objects.class, None)? {
            return Ok(None);
        }
        let opts = opts_of(interpreter, &objects.class)?;
        let key = pk_of(interpreter, &opts, object)?;
        let connection = self.connection.clone();
        let count = connection.marking(interpreter, |interpreter| {
            delete_rows(interpreter, &connection, &opts, &[key])
        })?;
        set_pk(interpreter, &opts, object, &Value::None)?;
        let count = number(count);
        let counts = Dict::from_text_keys([(opts.model.label(), count.clone())]);
        Ok(Some(Value::tuple(vec![count, Value::dict(counts)])))
    }

    fn send(
        &self,
        interpreter: &mut Interpreter,
        name: &str,
        only: Option<&Rc<Class>>,
    ) -> PyResult<()> {
        for objects in self.data.values() {
            let wanted = only.is_none_or(|class| Rc::ptr_eq(class, &objects.class));
            if !wanted || !signals::has_listeners(interpreter, name, &objects.class)? {
                continue;
            }
            let opts = opts_of(interpreter, &objects.class)?;
            if opts.model.auto_created().is_some() {
                continue;
            }
            let mut all: Vec<&Value> = objects.by_key.values().collect();
            if name == "post_delete" {
                all.reverse();
            }
            for object in all {
                let arguments = Arguments::default()
                    .with("instance", object.clone())
                    .with("using", Value::str("default"))
                    .with("origin", self.origin.clone());
                signals::send(interpreter, name, &objects.class, arguments)?;
            }
        }
        Ok(())
    }
}

/// A relation that leads to what is deleted.
struct Reached<'a> {
    opts: &'a Opts,
    owner: &'a Rc<Class>,
    field: &'a Field,
}

/// `get_candidate_relations_to_delete`: foreign keys that point here.
fn candidates(opts: &Opts) -> Vec<Related> {
    let related = opts.all_related_objects().into_iter();
    related
        .filter(|related| !related.field.many_to_many())
        .collect()
}

/// The rows of a model that refer to some objects by one of these fields.
fn related_objects(
    interpreter: &mut Interpreter,
    owner: &Rc<Class>,
    fields: &[Field],
    objects: &[Value],
) -> PyResult<Value> {
    let manager = base_manager(interpreter, owner)?;
    let pairs = fields.iter().map(|field| {
        let lookup = Value::str(format!("{}__in", field.name()));
        Value::tuple(vec![lookup, Value::list(objects.to_vec())])
    });
    let q = Q {
        children: pairs.collect(),
        connector: crate::orm::expressions::Connector::Or,
        negated: false,
    };
    let module = interpreter.import_module("django.db.models.query_utils")?;
    let class = module.get("Q").unwrap_or(Value::None);
    let Some(class) = class.as_class() else {
        return Err(interpreter.unsupported("a Q of your own"));
    };
    let by = Arguments::positional(vec![q.into_value(class)]);
    interpreter.call_method(&manager, "filter", by)
}

fn names(kept: &[(String, Vec<Value>)]) -> String {
    let mut names: Vec<&str> = Vec::new();
    for (name, _) in kept {
        if !names.contains(&name.as_str()) {
            names.push(name);
        }
    }
    names.join(", ")
}

/// `ProtectedError` and `RestrictedError`: the text, and the objects that are in the way.
fn referenced(
    interpreter: &mut Interpreter,
    class: &str,
    message: String,
    kept: Vec<(String, Vec<Value>)>,
) -> Box<crate::python::PyError> {
    let mut objects = Dict::default();
    for object in kept.into_iter().flat_map(|(_, objects)| objects) {
        match interpreter.hash_key(&object) {
            Ok(hash) => objects.insert(hash, object, Value::None),
            Err(error) => return error,
        }
    }
    let module = match interpreter.import_module("django.db.models.deletion") {
        Ok(module) => module,
        Err(error) => return error,
    };
    let attribute = match class {
        "ProtectedError" => "protected_objects",
        _ => "restricted_objects",
    };
    let found = module.get(class);
    let Some(class) = found.as_ref().and_then(Value::as_class) else {
        return Exception::new("django.db.utils.IntegrityError", message).into_python(interpreter);
    };
    let objects = Value::set(objects);
    let error = interpreter.raise_with(class, vec![Value::str(message), objects.clone()]);
    if let Some(instance) = error.exception.as_instance() {
        instance.set(attribute, objects);
    }
    error
}

impl Update {
    fn run(
        self,
        interpreter: &mut Interpreter,
        connection: &Rc<DatabaseConnection>,
    ) -> PyResult<()> {
        let is_queryset = |row: &Value| row.native::<QuerySetObject>().is_some();
        let (querysets, objects): (Vec<Value>, Vec<Value>) =
            self.rows.into_iter().partition(is_queryset);
        let mut querysets = querysets.into_iter();
        if let Some(mut all) = querysets.next() {
            for more in querysets {
                all = interpreter.binary(BinaryOperator::BitOr, &all, &more)?;
            }
            let values = Arguments::default().with(self.field.name(), self.value.clone());
            interpreter.call_method(&all, "update", values)?;
        }
        let opts = opts_of(interpreter, &self.owner)?;
        let mut keys = Vec::new();
        for object in &objects {
            keys.push(pk_of(interpreter, &opts, object)?);
        }
        for chunk in keys.chunks(BATCH) {
            let mut query = Query::new(&opts);
            let added = query.add_filter(interpreter, "pk__in", Value::list(chunk.to_vec()));
            or_raise(interpreter, added)?;
            let mut update = UpdateQuery::new(&query);
            update.add_value(&opts, self.field.clone(), self.value.clone());
            run_update(interpreter, connection, update)?;
        }
        Ok(())
    }
}

/// The rows with no more of them than others refer to, unless receivers of signals see them.
fn only_referenced(
    interpreter: &mut Interpreter,
    owner: &Rc<Class>,
    rows: Value,
) -> PyResult<Value> {
    let selects_related = rows
        .native::<QuerySetObject>()
        .is_some_and(|rows| !matches!(rows.query().select_related, SelectRelated::No));
    for signal in ["pre_delete", "post_delete"] {
        if selects_related || signals::has_listeners(interpreter, signal, owner)? {
            return Ok(rows);
        }
    }
    let opts = opts_of(interpreter, owner)?;
    let mut names: Vec<Rc<str>> = Vec::new();
    for related in candidates(&opts) {
        let to = related.field.target_field(&opts.apps, &related.owner);
        let to = to.map(|to| to.attname());
        names.extend(to.filter(|to| !names.contains(to)));
    }
    let names: Vec<Value> = names.into_iter().map(Value::Str).collect();
    interpreter.call_method(&rows, "only", Arguments::positional(names))
}

fn same_value(one: &Value, other: &Value) -> bool {
    matches!((one, other), (Value::None, Value::None)) || one.is(other)
}

fn number(count: u64) -> Value {
    Value::Int(i64::try_from(count).unwrap_or(i64::MAX))
}

fn delete_rows(
    interpreter: &mut Interpreter,
    connection: &Rc<DatabaseConnection>,
    opts: &Opts,
    keys: &[Value],
) -> PyResult<u64> {
    let pk = opts
        .concrete()
        .model
        .pk()
        .map_or_else(|| "pk".into(), |pk| pk.attname());
    let mut count = 0;
    for chunk in keys.chunks(BATCH) {
        let mut query = Query::new(&opts.concrete());
        let lookup = format!("{pk}__in");
        let added = query.add_filter(interpreter, &lookup, Value::list(chunk.to_vec()));
        or_raise(interpreter, added)?;
        count += raw_delete(interpreter, connection, &query)?;
    }
    Ok(count)
}
