//! The managers of many-to-many relations: `book.tags.add(…)`.

use std::rc::Rc;

use super::{
    Kind, ManyToMany, check_kind, flag, forget_prefetched, position, related_value, state,
};
use crate::orm::expressions::object::make;
use crate::orm::fields::{Field, is_callable, text_keys};
use crate::orm::model::classes::{class_beside, classes_of};
use crate::orm::model::instance::ModelObject;
use crate::orm::modules::signals;
use crate::orm::query::convert::Converter;
use crate::orm::query::manager::default_manager;
use crate::orm::query::queryset::Method;
use crate::python::{Arguments, Dict, Interpreter, PyResult, Value};

pub(super) const MANY_TO_MANY: &[Method] = &[
    (
        "add",
        "*objs, through_defaults=None",
        |interpreter, this, mut bound| {
            let (instance, relation) = many(interpreter, this)?;
            let defaults = bound.take_or_none("through_defaults");
            forget_prefetched(interpreter, this)?;
            let connection = connection(interpreter, &instance)?;
            connection.atomic(interpreter, false, |interpreter| {
                let (source, target) = (&relation.source, &relation.target);
                relation.add(
                    interpreter,
                    &instance,
                    source,
                    target,
                    &bound.rest,
                    &defaults,
                )?;
                if relation.symmetrical {
                    relation.add(
                        interpreter,
                        &instance,
                        target,
                        source,
                        &bound.rest,
                        &defaults,
                    )?;
                }
                Ok(())
            })?;
            Ok(Value::None)
        },
    ),
    ("remove", "*objs", |interpreter, this, bound| {
        let (instance, relation) = many(interpreter, this)?;
        forget_prefetched(interpreter, this)?;
        if bound.rest.is_empty() {
            return Ok(Value::None);
        }
        let mut keys = Vec::new();
        for object in &bound.rest {
            keys.push(match object.native::<ModelObject>() {
                Some(_) => related_value(interpreter, object, &relation.through, &relation.target)?,
                None => object.clone(),
            });
        }
        relation.remove(interpreter, &instance, Some(keys))?;
        Ok(Value::None)
    }),
    ("clear", "", |interpreter, this, _| {
        let (instance, relation) = many(interpreter, this)?;
        forget_prefetched(interpreter, this)?;
        relation.remove(interpreter, &instance, None)?;
        Ok(Value::None)
    }),
    (
        "set",
        "objs, *, clear=False, through_defaults=None",
        |interpreter, this, mut bound| {
            let (_, relation) = many(interpreter, this)?;
            let objects = interpreter.iterate(&bound.take_or_none("objs"))?;
            let defaults = bound.take_or_none("through_defaults");
            let add = |objects: Vec<Value>| {
                Arguments::positional(objects).with("through_defaults", defaults.clone())
            };
            if flag(interpreter, &mut bound, "clear", false)? {
                interpreter.call_method(this, "clear", Arguments::default())?;
                interpreter.call_method(this, "add", add(objects))?;
                return Ok(Value::None);
            }
            let through = &relation.through;
            let target = relation.target.target_field(&through.apps, &through.model);
            let name = target.map_or_else(|| "pk".into(), |target| target.name());
            let flat =
                Arguments::positional(vec![Value::Str(name)]).with("flat", Value::Bool(true));
            let old = interpreter.call_method(this, "values_list", flat)?;
            let mut old = interpreter.iterate(&old)?;
            let mut new = Vec::new();
            for object in objects {
                let key = match object.native::<ModelObject>() {
                    Some(_) => related_value(interpreter, &object, through, &relation.target)?,
                    None => object.clone(),
                };
                match position(interpreter, &old, &key)? {
                    Some(index) => drop(old.remove(index)),
                    None => new.push(object),
                }
            }
            interpreter.call_method(this, "remove", Arguments::positional(old))?;
            interpreter.call_method(this, "add", add(new))?;
            Ok(Value::None)
        },
    ),
];

fn connection(
    interpreter: &mut Interpreter,
    instance: &Value,
) -> PyResult<Rc<crate::orm::connection::DatabaseConnection>> {
    let class = interpreter.class_of(instance);
    Ok(classes_of(interpreter, &class)?.connection.clone())
}

impl ManyToMany {
    fn through_manager(&self, interpreter: &mut Interpreter, instance: &Value) -> PyResult<Value> {
        let own = interpreter.class_of(instance);
        let class = class_beside(interpreter, &own, &self.through.key())?;
        default_manager(interpreter, &class)
    }

    /// `_add_items`: the pairs that are not there yet.
    fn add(
        &self,
        interpreter: &mut Interpreter,
        instance: &Value,
        source: &Field,
        target: &Field,
        objects: &[Value],
        defaults: &Value,
    ) -> PyResult<()> {
        let mut given = Vec::new();
        for (name, value) in text_keys(defaults) {
            let value = match is_callable(interpreter, &value)? {
                true => interpreter.call(&value, Arguments::default())?,
                false => value,
            };
            given.push((name, value));
        }
        let mut keys: Dict = Dict::default();
        for object in objects {
            let key = self.key_of(interpreter, object, target)?;
            keys.insert(interpreter.hash_key(&key)?, key, Value::None);
        }
        if keys.is_empty() {
            return Ok(());
        }
        let own = related_value(interpreter, instance, &self.through, source)?;
        let manager = self.through_manager(interpreter, instance)?;
        let wanted: Vec<Value> = keys.keys_in_set_order();
        if self.may_add_fast(interpreter, instance, source)? {
            let links = self.links(
                interpreter,
                instance,
                (source, &own),
                (target, &wanted),
                &[],
            )?;
            let links = Arguments::positional(vec![Value::list(links)])
                .with("ignore_conflicts", Value::Bool(true));
            interpreter.call_method(&manager, "bulk_create", links)?;
            return Ok(());
        }
        let by = Arguments::default()
            .with(source.attname(), own.clone())
            .with(format!("{}__in", target.name()), Value::list(wanted));
        let known = Arguments::positional(vec![Value::Str(target.attname())])
            .with("flat", Value::Bool(true));
        let rows = interpreter.call_method(&manager, "values_list", known)?;
        let rows = interpreter.call_method(&rows, "filter", by)?;
        for known in interpreter.iterate(&rows)? {
            let hash = interpreter.hash_key(&known)?;
            keys.entries.shift_remove(&hash);
        }
        let missing: Vec<Value> = keys.keys_in_set_order();
        self.changed(interpreter, instance, "pre_add", Some(&missing))?;
        let links = self.links(
            interpreter,
            instance,
            (source, &own),
            (target, &missing),
            &given,
        )?;
        let links = Arguments::positional(vec![Value::list(links)]);
        interpreter.call_method(&manager, "bulk_create", links)?;
        self.changed(interpreter, instance, "post_add", Some(&missing))
    }

    /// Whether pairs that exist may be left to the database: of a table that Django made, when no
    /// signal has to name them (`_get_add_plan`).
    fn may_add_fast(
        &self,
        interpreter: &mut Interpreter,
        instance: &Value,
        source: &Field,
    ) -> PyResult<bool> {
        if self.through.model.auto_created().is_none() {
            return Ok(false);
        }
        let own = interpreter.class_of(instance);
        let through = class_beside(interpreter, &own, &self.through.key())?;
        let is_told = self.reverse || source.name() == self.source.name();
        Ok(!(is_told && signals::has_listeners(interpreter, "m2m_changed", &through)?))
    }

    /// Objects of the model between, one for each target.
    fn links(
        &self,
        interpreter: &mut Interpreter,
        instance: &Value,
        (source, own): (&Field, &Value),
        (target, keys): (&Field, &[Value]),
        defaults: &[(Rc<str>, Value)],
    ) -> PyResult<Vec<Value>> {
        let class = interpreter.class_of(instance);
        let through = Value::Class(class_beside(interpreter, &class, &self.through.key())?);
        let mut links = Vec::new();
        for key in keys {
            let mut link = Arguments::default();
            for (name, value) in defaults {
                link = link.with(name.clone(), value.clone());
            }
            let link = link
                .with(source.attname(), own.clone())
                .with(target.attname(), key.clone());
            links.push(interpreter.call(&through, link)?);
        }
        Ok(links)
    }

    fn key_of(
        &self,
        interpreter: &mut Interpreter,
        object: &Value,
        target: &Field,
    ) -> PyResult<Value> {
        if object.native::<ModelObject>().is_none() {
            let referred = target.target(&self.through.apps, &self.through.model);
            let Some((model, field)) = referred else {
                return Ok(object.clone());
            };
            let prepared = field.get_db_prep_save(interpreter, &self.through.apps, &model, object);
            let prepared = prepared.map_err(|exception| exception.into_python(interpreter))?;
            let settings = self.through.apps.settings.clone();
            return Converter::of_field(&field, &settings).apply(interpreter, prepared);
        }
        check_kind(interpreter, object, &self.model)?;
        let key = related_value(interpreter, object, &self.through, target)?;
        if key.is_none() {
            let shown = interpreter.repr(object)?;
            return Err(interpreter.value_error(format!(
                "Cannot add \"{shown}\": the value for field \"{}\" is None",
                target.name()
            )));
        }
        Ok(key)
    }

    /// Removes the pairs with these objects; with all when there is no list.
    fn remove(
        &self,
        interpreter: &mut Interpreter,
        instance: &Value,
        keys: Option<Vec<Value>>,
    ) -> PyResult<()> {
        let (before, after) = match &keys {
            Some(_) => ("pre_remove", "post_remove"),
            None => ("pre_clear", "post_clear"),
        };
        self.changed(interpreter, instance, before, keys.as_deref())?;
        let own = related_value(interpreter, instance, &self.through, &self.source)?;
        let mut filters = self.filter(interpreter, &self.source, &self.target, &own, &keys)?;
        if self.symmetrical {
            let back = self.filter(interpreter, &self.target, &self.source, &own, &keys)?;
            let operator = crate::python::BinaryOperator::BitOr;
            filters = interpreter.binary(operator, &filters, &back)?;
        }
        let manager = self.through_manager(interpreter, instance)?;
        let by = Arguments::positional(vec![filters]);
        let rows = interpreter.call_method(&manager, "filter", by)?;
        interpreter.call_method(&rows, "delete", Arguments::default())?;
        self.changed(interpreter, instance, after, keys.as_deref())
    }

    fn filter(
        &self,
        interpreter: &mut Interpreter,
        source: &Field,
        target: &Field,
        own: &Value,
        keys: &Option<Vec<Value>>,
    ) -> PyResult<Value> {
        let mut arguments = Arguments::default().with(source.name(), own.clone());
        if let Some(keys) = keys {
            let name = format!("{}__in", target.name());
            arguments = arguments.with(name, Value::list(keys.clone()));
        }
        make(interpreter, "Q", arguments)
    }

    /// `m2m_changed`.
    fn changed(
        &self,
        interpreter: &mut Interpreter,
        instance: &Value,
        action: &str,
        keys: Option<&[Value]>,
    ) -> PyResult<()> {
        let own = interpreter.class_of(instance);
        let through = class_beside(interpreter, &own, &self.through.key())?;
        let model = class_beside(interpreter, &own, &self.model.key())?;
        let keys = match keys {
            Some(keys) => {
                let mut set = Dict::default();
                for key in keys {
                    set.insert(interpreter.hash_key(key)?, key.clone(), Value::None);
                }
                Value::set(set)
            }
            None => Value::None,
        };
        let arguments = Arguments::default()
            .with("action", Value::str(action))
            .with("instance", instance.clone())
            .with("reverse", Value::Bool(self.reverse))
            .with("model", Value::Class(model))
            .with("pk_set", keys)
            .with("using", Value::str("default"));
        signals::send(interpreter, "m2m_changed", &through, arguments)
    }
}

fn many(interpreter: &Interpreter, this: &Value) -> PyResult<(Value, ManyToMany)> {
    let state = state(interpreter, this)?;
    match &state.kind {
        Kind::ManyToMany(relation) => Ok((state.instance.clone(), ManyToMany::clone(relation))),
        Kind::Reverse { .. } => {
            Err(interpreter.type_error("the receiver is no ManyRelatedManager"))
        }
    }
}
