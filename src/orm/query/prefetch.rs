//! `prefetch_related()`: the related objects of many objects in one query each.

use std::rc::Rc;

use indexmap::IndexMap;

use super::manager::{base_manager, default_manager};
use super::opts::{Member, Opts};
use super::queryset::{QuerySetObject, chained};
use super::related_managers;
use crate::orm::fields::Field;
use crate::orm::model::classes::{class_beside, opts_of};
use crate::orm::model::instance::{ModelObject, opts_of_instance};
use crate::orm::model::related::{self, relation};
use crate::orm::model::{has_private_field, private_field};
use crate::python::object::NativeObject;
use crate::python::value::Instance;
use crate::python::{
    Arguments, ClassBuilder, HashKey, Interpreter, NativeClass, PyResult, Signature, Value,
};

const INIT: Signature = Signature::new("Prefetch.__init__", "lookup, queryset=None, to_attr=None");

/// The host's part of a `Prefetch`.
#[derive(Clone)]
struct PrefetchObject {
    /// The names to follow.
    through: Rc<str>,
    /// Where the last of them is kept.
    to: Rc<str>,
    queryset: Option<Value>,
    to_attr: Option<Rc<str>>,
}

impl NativeObject for PrefetchObject {
    fn as_any(&self) -> &dyn std::any::Any {
        self
    }

    fn attribute(&self, name: &str) -> Option<Value> {
        Some(match name {
            "prefetch_through" => Value::Str(self.through.clone()),
            "prefetch_to" => Value::Str(self.to.clone()),
            "queryset" => self.queryset.clone().unwrap_or(Value::None),
            "to_attr" => self.to_attr.clone().map_or(Value::None, Value::Str),
            _ => return None,
        })
    }
}

struct PrefetchClass;

impl NativeClass for PrefetchClass {
    fn init(
        &self,
        interpreter: &mut Interpreter,
        instance: &Rc<Instance>,
        arguments: Arguments,
    ) -> PyResult<()> {
        let mut bound = INIT.bind(interpreter, arguments)?;
        let through = bound.take_or_none("lookup").as_text().unwrap_or_default();
        let to_attr = bound.take_or_none("to_attr").as_text();
        let queryset = bound.take("queryset").filter(|it| !it.is_none());
        let gives_models = queryset.as_ref().is_none_or(|queryset| {
            queryset
                .native::<QuerySetObject>()
                .is_some_and(|object| object.iterable.get() == super::iterables::Iterable::Models)
        });
        if !gives_models {
            let message = "Prefetch querysets cannot use raw(), values(), and values_list().";
            return Err(interpreter.value_error(message));
        }
        let to = match (&to_attr, through.rsplit_once("__")) {
            (Some(to_attr), Some((before, _))) => format!("{before}__{to_attr}").into(),
            (Some(to_attr), None) => to_attr.clone(),
            (None, _) => through.clone(),
        };
        let object = PrefetchObject {
            through,
            to,
            queryset,
            to_attr,
        };
        // The cell of a new instance is empty.
        let _ = instance.native.set(Rc::new(object));
        Ok(())
    }
}

/// The class `Prefetch`.
pub(crate) fn class(interpreter: &Interpreter) -> ClassBuilder {
    interpreter
        .class_builder("Prefetch", "django.db.models.query")
        .native(Rc::new(PrefetchClass))
}

/// `prefetch_related_objects(instances, *lookups)`.
///
/// # Errors
///
/// See [`prefetch_related_objects`].
pub(crate) fn function(interpreter: &mut Interpreter, arguments: Arguments) -> PyResult<Value> {
    let mut arguments = arguments;
    let instances = arguments.take_receiver().unwrap_or(Value::None);
    let instances = interpreter.iterate(&instances)?;
    prefetch_related_objects(interpreter, &instances, &arguments.positional)?;
    Ok(Value::None)
}

fn normalized(lookups: &[Value], prefix: Option<&str>) -> Vec<PrefetchObject> {
    let normalized = lookups.iter().filter_map(|lookup| {
        let mut lookup = match lookup.native::<PrefetchObject>() {
            Some(object) => object.clone(),
            None => {
                let through = lookup.as_text()?;
                PrefetchObject {
                    to: through.clone(),
                    through,
                    queryset: None,
                    to_attr: None,
                }
            }
        };
        if let Some(prefix) = prefix {
            lookup.through = format!("{prefix}__{}", lookup.through).into();
            lookup.to = format!("{prefix}__{}", lookup.to).into();
        }
        Some(lookup)
    });
    normalized.collect()
}

/// Looks up related objects of objects and keeps them with these.
///
/// # Errors
///
/// `AttributeError` for a name that is none, `ValueError` for one that is no relation.
pub fn prefetch_related_objects(
    interpreter: &mut Interpreter,
    instances: &[Value],
    lookups: &[Value],
) -> PyResult<()> {
    // Rows of `values()` have no place for what is fetched, so that nothing is.
    if instances
        .first()
        .is_none_or(|first| first.native::<ModelObject>().is_none())
    {
        return Ok(());
    }
    let mut done: IndexMap<Rc<str>, Vec<Value>> = IndexMap::new();
    let mut waiting = normalized(lookups, None);
    waiting.reverse();
    while let Some(lookup) = waiting.pop() {
        if done.contains_key(&lookup.to) {
            if lookup.queryset.is_some() {
                return Err(interpreter.value_error(format!(
                    "'{}' lookup was already seen with a different queryset. You may need to \
                     adjust the ordering of your lookups.",
                    lookup.to
                )));
            }
            continue;
        }
        let mut objects = instances.to_vec();
        let names: Vec<&str> = lookup.through.split("__").collect();
        for (level, name) in names.iter().enumerate() {
            let Some(first) = objects.first().cloned() else {
                break;
            };
            let to: Vec<&str> = lookup.to.split("__").take(level + 1).collect();
            let to: Rc<str> = to.join("__").into();
            if let Some(known) = done.get(&to) {
                objects.clone_from(known);
                continue;
            }
            let is_last = level + 1 == names.len();
            if let Some(relation) = generic_relation(interpreter, &first, name) {
                let missing: Vec<Value> = objects
                    .iter()
                    .filter(|object| lookup.to_attr.is_some() || !has_prefetched(object, name))
                    .cloned()
                    .collect();
                if missing.is_empty() {
                    objects = attribute_of_all(interpreter, &objects, name)?;
                    continue;
                }
                let lookup = is_last.then_some(&lookup);
                objects = prefetch_generic(interpreter, &relation, &missing, name, lookup)?;
                done.insert(to, objects.clone());
                continue;
            }
            let step = Step::of(interpreter, &first, name, &lookup, is_last)?;
            let Some(step) = step else {
                objects = attribute_of_all(interpreter, &objects, name)?;
                continue;
            };
            let missing: Vec<Value> = objects
                .iter()
                .filter(|object| !step.is_fetched(object))
                .cloned()
                .collect();
            if missing.is_empty() {
                objects = attribute_of_all(interpreter, &objects, name)?;
                continue;
            }
            let (found, more) = step.fetch(interpreter, &missing)?;
            done.insert(to.clone(), found.clone());
            let mut more = normalized(&more, Some(&to));
            more.reverse();
            waiting.extend(more);
            objects = found;
        }
    }
    Ok(())
}

/// The objects that an attribute of each object holds.
fn attribute_of_all(
    interpreter: &mut Interpreter,
    objects: &[Value],
    name: &str,
) -> PyResult<Vec<Value>> {
    let mut found = Vec::new();
    for object in objects {
        let prefetched = object
            .native::<ModelObject>()
            .and_then(|object| object.prefetched.borrow().get(name).cloned());
        if let Some(prefetched) = prefetched {
            found.extend(interpreter.iterate(&prefetched)?);
            continue;
        }
        let value = match interpreter.find_attribute(object, name)? {
            Some(value) => value,
            None => continue,
        };
        match &value {
            Value::None => {}
            Value::List(items) => found.extend(items.borrow().iter().cloned()),
            _ => found.push(value),
        }
    }
    Ok(found)
}

/// The `GenericRelation` of this name.
fn generic_relation(interpreter: &mut Interpreter, object: &Value, name: &str) -> Option<Value> {
    let class = interpreter.class_of(object);
    let field = private_field(&class, name)?;
    crate::orm::modules::contrib::is_generic_relation(&field).then_some(field)
}

fn has_prefetched(object: &Value, name: &str) -> bool {
    let object = object.native::<ModelObject>();
    object.is_some_and(|object| object.prefetched.borrow().contains_key(name))
}

/// The objects of a generic relation, each put where its owner finds it.
fn prefetch_generic(
    interpreter: &mut Interpreter,
    relation: &Value,
    owners: &[Value],
    name: &str,
    lookup: Option<&PrefetchObject>,
) -> PyResult<Vec<Value>> {
    let queryset = lookup.and_then(|lookup| lookup.queryset.clone());
    let arguments = vec![
        Value::list(owners.to_vec()),
        queryset.unwrap_or(Value::None),
    ];
    let arguments = Arguments::positional(arguments);
    let answer = interpreter.call_method(relation, "get_prefetch", arguments)?;
    let [found, groups] =
        [0, 1].map(|place| answer.as_sequence().and_then(|it| it.get(place).cloned()));
    let groups = interpreter.iterate(&groups.unwrap_or(Value::None))?;
    let to_attr = lookup.and_then(|lookup| lookup.to_attr.clone());
    for (owner, group) in owners.iter().zip(groups) {
        if let Some(to_attr) = &to_attr {
            interpreter.set_attribute(owner, to_attr, group)?;
            continue;
        }
        let manager = interpreter.get_attribute(owner, name)?;
        let rows = interpreter.call_method(&manager, "all", Arguments::default())?;
        let group = interpreter.iterate(&group)?;
        if let (Some(queryset), Some(owner)) = (
            rows.native::<QuerySetObject>(),
            owner.native::<ModelObject>(),
        ) {
            queryset.set_results(group);
            owner
                .prefetched
                .borrow_mut()
                .insert(name.into(), rows.clone());
        }
    }
    interpreter.iterate(&found.unwrap_or(Value::None))
}

/// One relation that is followed for many objects.
struct Step {
    opts: Opts,
    member: Member,
    name: Rc<str>,
    to_attr: Option<Rc<str>>,
    queryset: Option<Value>,
}

/// A related object with the key by which its owner is found.
type Found = Vec<(HashKey, Value)>;

impl Step {
    /// The relation of this name; `None` for an attribute that is no relation and is followed as it
    /// is.
    fn of(
        interpreter: &mut Interpreter,
        first: &Value,
        name: &str,
        lookup: &PrefetchObject,
        is_last: bool,
    ) -> PyResult<Option<Self>> {
        let opts = opts_of_instance(interpreter, first);
        let opts = opts.map_err(|failure| failure.into_python(interpreter))?;
        let found = opts.as_ref().and_then(|opts| relation(opts, name));
        if let (Some(opts), Some(member)) = (opts, found) {
            return Ok(Some(Self {
                opts,
                member,
                name: name.into(),
                to_attr: lookup.to_attr.clone().filter(|_| is_last),
                queryset: lookup.queryset.clone().filter(|_| is_last),
            }));
        }
        if interpreter.find_attribute(first, name)?.is_none() {
            let class = interpreter.type_name(first);
            return Err(interpreter.attribute_error(format!(
                "Cannot find '{name}' on {class} object, '{}' is an invalid parameter to \
                 prefetch_related()",
                lookup.through
            )));
        }
        // Generic foreign keys are followed object by object.
        let class = interpreter.class_of(first);
        let is_private = has_private_field(&class, name);
        if is_private && (lookup.queryset.is_some() || lookup.to_attr.is_some()) {
            return Err(interpreter.unsupported("Prefetch() of a generic foreign key"));
        }
        if is_last && !is_private {
            return Err(interpreter.value_error(format!(
                "'{}' does not resolve to an item that supports prefetching - this is an invalid \
                 parameter to prefetch_related().",
                lookup.through
            )));
        }
        Ok(None)
    }

    fn is_fetched(&self, object: &Value) -> bool {
        if self.to_attr.is_some() {
            return false;
        }
        match self.is_single() {
            true => related::is_cached(object, &self.name),
            false => object
                .native::<ModelObject>()
                .is_some_and(|object| object.prefetched.borrow().contains_key(&self.name)),
        }
    }

    /// Whether each object has one on the other side at most.
    fn is_single(&self) -> bool {
        match &self.member {
            Member::Field(field) => !field.many_to_many(),
            Member::Related(related) => !related.field.many_to_many() && !related.multiple(),
        }
    }

    /// `prefetch_one_level`: the related objects, and what their queryset prefetches further.
    fn fetch(
        &self,
        interpreter: &mut Interpreter,
        objects: &[Value],
    ) -> PyResult<(Vec<Value>, Vec<Value>)> {
        let own = interpreter.class_of(objects.first().unwrap_or(&Value::None));
        let queryset = self.base_queryset(interpreter, &own)?;
        let (found, further) = match &self.member {
            Member::Field(field) if field.many_to_many() => {
                let query_name = super::opts::Related {
                    owner: self.opts.owner_of(field).model,
                    field: field.clone(),
                }
                .name();
                self.many_to_many(interpreter, objects, queryset, &query_name, field, false)?
            }
            Member::Related(related) if related.field.many_to_many() => {
                let field = &related.field;
                self.many_to_many(interpreter, objects, queryset, &field.name(), field, true)?
            }
            Member::Field(field) => self.forward(interpreter, objects, queryset, field)?,
            Member::Related(related) => {
                self.reverse(interpreter, objects, queryset, &related.field)?
            }
        };
        self.keep(interpreter, objects, &found)?;
        let mut seen = std::collections::BTreeSet::new();
        let distinct = found
            .into_iter()
            .filter_map(|(_, object)| seen.insert(object.address()).then_some(object));
        Ok((distinct.collect(), further))
    }

    fn base_queryset(
        &self,
        interpreter: &mut Interpreter,
        own: &Rc<crate::python::Class>,
    ) -> PyResult<Value> {
        if let Some(queryset) = &self.queryset {
            return chained(queryset);
        }
        let (key, forward) = match &self.member {
            Member::Field(field) => {
                let remote = self.opts.owner_of(field).remote(field);
                (remote.map(|remote| remote.key()), !field.many_to_many())
            }
            Member::Related(related) => (Some(related.owner.key()), false),
        };
        let key = key.unwrap_or_else(|| self.opts.key());
        let class = class_beside(interpreter, own, &key)?;
        let manager = match forward {
            true => base_manager(interpreter, &class)?,
            false => default_manager(interpreter, &class)?,
        };
        interpreter.call_method(&manager, "get_queryset", Arguments::default())
    }

    /// Runs the queryset of related objects; answers it with what it prefetches further.
    fn run(
        &self,
        interpreter: &mut Interpreter,
        queryset: &Value,
        lookup: &str,
        value: Value,
    ) -> PyResult<(Vec<Value>, Vec<Value>)> {
        let by = Arguments::default().with(lookup, value);
        let queryset = interpreter.call_method(queryset, "filter", by)?;
        let mut further = Vec::new();
        if let Some(object) = queryset.native::<QuerySetObject>() {
            further = std::mem::take(&mut *object.prefetch.borrow_mut());
        }
        let results = interpreter.iterate(&queryset)?;
        Ok((results, further))
    }

    fn forward(
        &self,
        interpreter: &mut Interpreter,
        objects: &[Value],
        queryset: Value,
        field: &Field,
    ) -> PyResult<(Found, Vec<Value>)> {
        let owner = self.opts.owner_of(field);
        let target = field.target_field(&owner.apps, &owner.model);
        let (name, attname) = match &target {
            Some(target) => (target.name(), target.attname()),
            None => ("pk".into(), "pk".into()),
        };
        let keys = keys_of(interpreter, objects, &field.attname())?;
        let lookup = format!("{name}__in");
        let (results, further) = self.run(interpreter, &queryset, &lookup, keys)?;
        let mut found = Vec::new();
        for result in results {
            let key = interpreter.get_attribute(&result, &attname)?;
            found.push((interpreter.hash_key(&key)?, result));
        }
        Ok((found, further))
    }

    fn reverse(
        &self,
        interpreter: &mut Interpreter,
        objects: &[Value],
        queryset: Value,
        field: &Field,
    ) -> PyResult<(Found, Vec<Value>)> {
        let lookup = format!("{}__in", field.name());
        let all = Value::list(objects.to_vec());
        let (results, further) = self.run(interpreter, &queryset, &lookup, all)?;
        let owners = self.owners(interpreter, objects)?;
        let mut found = Vec::new();
        for result in results {
            let key = interpreter.get_attribute(&result, &field.attname())?;
            let hash = interpreter.hash_key(&key)?;
            if let Some(owner) = owners.get(&hash)
                && !related::is_cached(&result, &field.name())
            {
                related::cache(&result, &field.name(), owner.clone());
            }
            found.push((hash, result));
        }
        Ok((found, further))
    }

    /// The objects by what others refer to them by.
    fn owners(
        &self,
        interpreter: &mut Interpreter,
        objects: &[Value],
    ) -> PyResult<IndexMap<HashKey, Value>> {
        let attname = self.own_attname();
        let mut owners = IndexMap::new();
        for object in objects {
            let key = interpreter.get_attribute(object, &attname)?;
            owners.insert(interpreter.hash_key(&key)?, object.clone());
        }
        Ok(owners)
    }

    /// The attribute of the objects that the key of what is found equals.
    fn own_attname(&self) -> Rc<str> {
        let target = match &self.member {
            Member::Field(field) if field.many_to_many() => None,
            Member::Field(field) => return field.attname(),
            Member::Related(related) => {
                let owner = self.opts.beside(&related.owner);
                related.field.target_field(&owner.apps, &owner.model)
            }
        };
        let target = target.or_else(|| self.opts.model.pk());
        target.map_or_else(|| "pk".into(), |target| target.attname())
    }

    fn many_to_many(
        &self,
        interpreter: &mut Interpreter,
        objects: &[Value],
        queryset: Value,
        query_name: &str,
        field: &Field,
        reverse: bool,
    ) -> PyResult<(Found, Vec<Value>)> {
        let owner = match &self.member {
            Member::Field(_) => self.opts.owner_of(field),
            Member::Related(related) => self.opts.beside(&related.owner),
        };
        let source = match reverse {
            false => owner.apps.m2m_field(&owner.model, field),
            true => owner.apps.m2m_reverse_field(&owner.model, field),
        };
        let through = owner.apps.through_model(&owner.model, field);
        let (Some(source), Some(through)) = (source, through) else {
            return Ok((Vec::new(), Vec::new()));
        };
        let alias: Rc<str> = format!("_prefetch_related_val_{}", source.attname()).into();
        if let Some(object) = queryset.native::<QuerySetObject>() {
            object.next_is_sticky();
        }
        let lookup = format!("{query_name}__in");
        let by = Arguments::default().with(lookup, Value::list(objects.to_vec()));
        let queryset = interpreter.call_method(&queryset, "filter", by)?;
        let own = interpreter.class_of(objects.first().unwrap_or(&Value::None));
        let opts = opts_of(interpreter, &own)?;
        let through = opts.beside(through);
        let further = match queryset.native::<QuerySetObject>() {
            Some(object) => {
                object.add_column(&through, &source, &alias);
                std::mem::take(&mut *object.prefetch.borrow_mut())
            }
            None => Vec::new(),
        };
        let results = interpreter.iterate(&queryset)?;
        let mut found = Vec::new();
        for result in results {
            let key = interpreter.get_attribute(&result, &alias)?;
            found.push((interpreter.hash_key(&key)?, result));
        }
        Ok((found, further))
    }

    /// Keeps with each object what was found for it.
    fn keep(
        &self,
        interpreter: &mut Interpreter,
        objects: &[Value],
        found: &Found,
    ) -> PyResult<()> {
        let mut by_key: IndexMap<HashKey, Vec<Value>> = IndexMap::new();
        for (key, object) in found {
            by_key.entry(key.clone()).or_default().push(object.clone());
        }
        let attname = self.own_attname();
        for object in objects {
            let key = interpreter.get_attribute(object, &attname)?;
            let key = interpreter.hash_key(&key)?;
            let values = by_key.get(&key).cloned().unwrap_or_default();
            if self.is_single() {
                let value = values.first().cloned().unwrap_or(Value::None);
                match &self.to_attr {
                    Some(name) => interpreter.set_attribute(object, name, value.clone())?,
                    None => related::cache(object, &self.name, value.clone()),
                }
                self.keep_back(object, &value);
                continue;
            }
            match (&self.to_attr, object.native::<ModelObject>()) {
                (Some(name), _) => {
                    interpreter.set_attribute(object, name, Value::list(values))?;
                }
                (None, Some(own)) => {
                    let rows = self.own_queryset(interpreter, object)?;
                    if let Some(rows) = rows.native::<QuerySetObject>() {
                        rows.set_results(values);
                    }
                    own.prefetched.borrow_mut().insert(self.name.clone(), rows);
                }
                (None, None) => {}
            }
        }
        Ok(())
    }

    /// What an object's manager is to give: the rows of that object alone, which a further filter
    /// starts from.
    fn own_queryset(&self, interpreter: &mut Interpreter, object: &Value) -> PyResult<Value> {
        let accessor = match &self.member {
            Member::Field(field) => Some(field.name()),
            Member::Related(related) => {
                related::accessor(&self.opts.beside(&related.owner), &related.field)
            }
        };
        let accessor = accessor.unwrap_or_else(|| self.name.clone());
        let manager = interpreter.get_attribute(object, &accessor)?;
        let is_sliced = |queryset: &Value| {
            let object = queryset.native::<QuerySetObject>();
            object.is_some_and(|object| object.query().is_sliced())
        };
        match &self.queryset {
            Some(queryset) if is_sliced(queryset) => chained(queryset),
            Some(queryset) => related_managers::apply_rel_filters(interpreter, &manager, queryset),
            None => interpreter.call_method(&manager, "get_queryset", Arguments::default()),
        }
    }

    /// The other side of a one-to-one relation knows its object too.
    fn keep_back(&self, object: &Value, value: &Value) {
        match &self.member {
            Member::Field(field) if field.one_to_one() && !value.is_none() => {
                if let Some(name) = related::accessor(&self.opts.owner_of(field), field) {
                    related::cache(value, &name, object.clone());
                }
            }
            _ => {}
        }
    }
}

fn keys_of(interpreter: &mut Interpreter, objects: &[Value], attname: &str) -> PyResult<Value> {
    let mut keys = crate::python::Dict::default();
    for object in objects {
        let key = interpreter.get_attribute(object, attname)?;
        if !key.is_none() {
            keys.insert(interpreter.hash_key(&key)?, key, Value::None);
        }
    }
    Ok(Value::list(keys.keys().cloned().collect()))
}
