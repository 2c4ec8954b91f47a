//! Relations as attributes: `book.author`, `author.book_set`, `book.tags`
//! (`related_descriptors.py`).

use std::rc::Rc;

use super::classes::{class_beside, opts_of};
use super::instance::ModelObject;
use crate::orm::fields::Field;
use crate::orm::model::ModelKey;
use crate::orm::query::manager::base_manager;
use crate::orm::query::opts::{Member, Opts, Related};
use crate::orm::query::related_managers::{self, Kind};
use crate::python::object::NativeObject;
use crate::python::value::Instance;
use crate::python::{Arguments, Class, Interpreter, PyError, PyResult, Value};

/// The relation that an attribute of a model is.
///
/// Names of relations from other models are looked for by accessor.
pub fn relation(opts: &Opts, name: &str) -> Option<Member> {
    let field = opts.model.get_field(name).ok();
    if let Some(field) = field.filter(|field| *field.name() == *name) {
        return field.is_relation().then_some(Member::Field(field));
    }
    let mut related = opts.related_objects().into_iter();
    let found = related.find(|related| related.accessor_name().as_deref() == Some(name));
    found.map(Member::Related)
}

/// `__get__` of a relation's descriptor; `None` when the attribute is no relation.
///
/// # Errors
///
/// `RelatedObjectDoesNotExist`, and what a query raises.
pub fn get(
    interpreter: &mut Interpreter,
    this: &Value,
    opts: &Opts,
    name: &str,
) -> PyResult<Option<Value>> {
    let Some(member) = relation(opts, name) else {
        return Ok(None);
    };
    let value = match &member {
        Member::Field(field) if field.many_to_many() => {
            let kind = Kind::many_to_many(opts, field);
            related_managers::manager(interpreter, this, kind)?
        }
        Member::Field(field) => forward(interpreter, this, opts, field)?,
        Member::Related(related) if related.field.many_to_many() => {
            let kind = Kind::many_to_many_reverse(opts, related);
            related_managers::manager(interpreter, this, kind)?
        }
        Member::Related(related) if related.multiple() => {
            let kind = Kind::reverse(opts, related);
            related_managers::manager(interpreter, this, kind)?
        }
        Member::Related(related) => reverse_one(interpreter, this, opts, related)?,
    };
    Ok(Some(value))
}

fn cached(this: &Value, name: &str) -> Option<Value> {
    let object = this.native::<ModelObject>()?;
    let cache = object.cache.borrow();
    cache.get(name).cloned()
}

/// `set_cached_value`.
pub fn cache(this: &Value, name: &Rc<str>, value: Value) {
    if let Some(object) = this.native::<ModelObject>() {
        object.cache.borrow_mut().insert(name.clone(), value);
    }
}

/// `delete_cached_value`.
pub fn forget(this: &Value, name: &str) {
    if let Some(object) = this.native::<ModelObject>() {
        object.cache.borrow_mut().shift_remove(name);
    }
}

/// Whether a related object is known already.
pub fn is_cached(this: &Value, name: &str) -> bool {
    cached(this, name).is_some()
}

/// `ForwardManyToOneDescriptor.__get__`.
fn forward(
    interpreter: &mut Interpreter,
    this: &Value,
    opts: &Opts,
    field: &Field,
) -> PyResult<Value> {
    let name = field.name();
    let related = match cached(this, &name) {
        Some(related) => related,
        None => {
            let key = interpreter.get_attribute(this, &field.attname())?;
            let related = match key.is_none() {
                true => Value::None,
                false => fetch(interpreter, this, opts, field, key)?,
            };
            cache(this, &name, related.clone());
            related
        }
    };
    if related.is_none() && !field.options.null {
        let owner = opts.owner_of(field).model;
        let message = format!("{} has no {name}.", owner.name);
        let remote = opts
            .owner_of(field)
            .remote(field)
            .map(|remote| remote.key());
        return Err(missing(
            interpreter,
            this,
            remote,
            &owner.name,
            &name,
            message,
        ));
    }
    Ok(related)
}

fn fetch(
    interpreter: &mut Interpreter,
    this: &Value,
    opts: &Opts,
    field: &Field,
    key: Value,
) -> PyResult<Value> {
    let owner = opts.owner_of(field);
    let (Some(remote), Some(target)) = (
        owner.remote(field),
        field.target_field(&owner.apps, &owner.model),
    ) else {
        return Ok(Value::None);
    };
    let class = interpreter.class_of(this);
    let class = class_beside(interpreter, &class, &remote.key())?;
    let related = match parent_of(interpreter, this, field, &remote, &class)? {
        Some(parent) => parent,
        None => {
            let manager = base_manager(interpreter, &class)?;
            let arguments = Arguments::default().with(target.name(), key);
            interpreter.call_method(&manager, "get", arguments)?
        }
    };
    if field.one_to_one()
        && let Some(accessor) = accessor(&owner, field)
    {
        cache(&related, &accessor, this.clone());
    }
    Ok(related)
}

/// The parent of an object, whose columns the object has already unless some are deferred.
fn parent_of(
    interpreter: &mut Interpreter,
    this: &Value,
    field: &Field,
    parent: &Opts,
    class: &Rc<Class>,
) -> PyResult<Option<Value>> {
    let is_link = field.relation.as_ref().is_some_and(|it| it.parent_link);
    let (true, Some(instance)) = (is_link, this.as_instance()) else {
        return Ok(None);
    };
    let mut values = Arguments::default();
    for column in parent.model.concrete_fields() {
        let name = column.attname();
        let Some(value) = instance.get(&name) else {
            return Ok(None);
        };
        values = values.with(name, value);
    }
    let made = interpreter.call(&Value::Class(class.clone()), values)?;
    if let (Some(own), Some(object)) = (this.native::<ModelObject>(), made.native::<ModelObject>())
    {
        object.adding.set(own.adding.get());
        object.db.borrow_mut().clone_from(&own.db.borrow());
    }
    Ok(Some(made))
}

/// How the other side of a relation calls it.
pub fn accessor(owner: &Opts, field: &Field) -> Option<Rc<str>> {
    let related = Related {
        owner: owner.model.clone(),
        field: field.clone(),
    };
    related.accessor_name()
}

/// `ReverseOneToOneDescriptor.__get__`.
fn reverse_one(
    interpreter: &mut Interpreter,
    this: &Value,
    opts: &Opts,
    related: &Related,
) -> PyResult<Value> {
    let name = related.accessor_name().unwrap_or_default();
    let found = match cached(this, &name) {
        Some(found) => found,
        None => {
            let found = fetch_reverse(interpreter, this, opts, related)?;
            cache(this, &name, found.clone());
            if !found.is_none() {
                cache(&found, &related.field.name(), this.clone());
            }
            found
        }
    };
    if found.is_none() {
        let class = interpreter.class_of(this).name.clone();
        let message = format!("{class} has no {name}.");
        let key = Some(related.owner.key());
        return Err(missing(
            interpreter,
            this,
            key,
            &opts.model.name,
            &name,
            message,
        ));
    }
    Ok(found)
}

fn fetch_reverse(
    interpreter: &mut Interpreter,
    this: &Value,
    opts: &Opts,
    related: &Related,
) -> PyResult<Value> {
    let pk = super::instance::pk_of(interpreter, opts, this)?;
    if pk.is_none() {
        return Ok(Value::None);
    }
    let class = interpreter.class_of(this);
    let class = class_beside(interpreter, &class, &related.owner.key())?;
    let manager = base_manager(interpreter, &class)?;
    let arguments = Arguments::default().with(related.field.name(), this.clone());
    let rows = interpreter.call_method(&manager, "filter", arguments)?;
    let first = Value::Slice(Rc::new((Value::None, Value::Int(1), Value::None)));
    let rows = interpreter.get_item(&rows, &first)?;
    Ok(interpreter
        .iterate(&rows)?
        .into_iter()
        .next()
        .unwrap_or(Value::None))
}

/// `RelatedObjectDoesNotExist`, which is an `AttributeError` too.
fn missing(
    interpreter: &mut Interpreter,
    this: &Value,
    related: Option<ModelKey>,
    owner: &str,
    name: &str,
    message: String,
) -> Box<PyError> {
    let own = interpreter.class_of(this);
    let related = related.and_then(|key| class_beside(interpreter, &own, &key).ok());
    let exception = related.and_then(|class| class.lookup("DoesNotExist"));
    let bases = (
        exception.as_ref().and_then(Value::as_class),
        interpreter.builtin("AttributeError"),
    );
    let (Some(exception), Some(attribute_error)) = bases else {
        return interpreter.attribute_error(message);
    };
    let qualname = format!("{owner}.{name}.RelatedObjectDoesNotExist");
    let class = interpreter.exception_class(&qualname, &own.module, &[exception, &attribute_error]);
    interpreter.raise_class(&class, message)
}

/// `__set__` of a relation's descriptor.
///
/// # Errors
///
/// `ValueError` for an object of the wrong model; `TypeError` for relations to many objects.
pub fn set(
    interpreter: &mut Interpreter,
    this: &Value,
    opts: &Opts,
    member: &Member,
    value: &Value,
) -> PyResult<()> {
    match member {
        Member::Field(field) if field.many_to_many() => Err(no_assignment(
            interpreter,
            "forward side of a many-to-many set",
            &field.name(),
        )),
        Member::Field(field) => set_forward(interpreter, this, opts, field, value),
        Member::Related(related) if related.multiple() => {
            let side = match related.field.many_to_many() {
                true => "reverse side of a many-to-many set",
                false => "reverse side of a related set",
            };
            let name = related.accessor_name().unwrap_or_default();
            Err(no_assignment(interpreter, side, &name))
        }
        Member::Related(related) => set_reverse(interpreter, this, opts, related, value),
    }
}

fn no_assignment(interpreter: &Interpreter, side: &str, name: &str) -> Box<PyError> {
    interpreter.type_error(format!(
        "Direct assignment to the {side} is prohibited. Use {name}.set() instead."
    ))
}

fn is_instance_of(interpreter: &mut Interpreter, value: &Value, wanted: &Opts) -> PyResult<bool> {
    let (Value::Instance(instance), Some(_)) = (value, value.native::<ModelObject>()) else {
        return Ok(false);
    };
    let own = opts_of(interpreter, &instance.class)?;
    let concrete = wanted.model.concrete_key();
    Ok(own.model.concrete_key() == concrete || !own.base_chain(&concrete).is_empty())
}

fn wrong_object(
    interpreter: &mut Interpreter,
    value: &Value,
    owner: &str,
    name: &str,
    wanted: &str,
) -> PyResult<()> {
    let shown = interpreter.repr(value)?;
    Err(interpreter.value_error(format!(
        "Cannot assign \"{shown}\": \"{owner}.{name}\" must be a \"{wanted}\" instance."
    )))
}

fn set_forward(
    interpreter: &mut Interpreter,
    this: &Value,
    opts: &Opts,
    field: &Field,
    value: &Value,
) -> PyResult<()> {
    let owner = opts.owner_of(field);
    let Some(remote) = owner.remote(field) else {
        return Ok(());
    };
    let name = field.name();
    let back = accessor(&owner, field);
    if value.is_none() {
        if field.one_to_one()
            && let (Some(before), Some(back)) = (cached(this, &name), &back)
        {
            cache(&before, back, Value::None);
        }
        set_raw(this, &field.attname(), Value::None);
    } else {
        if !is_instance_of(interpreter, value, &remote)? {
            let owner = &opts.model.name;
            return wrong_object(interpreter, value, owner, &name, &remote.model.name);
        }
        let target = field.target_field(&owner.apps, &owner.model);
        let attname = target.map_or_else(|| "pk".into(), |target| target.attname());
        let key = interpreter.get_attribute(value, &attname)?;
        set_raw(this, &field.attname(), key);
    }
    cache(this, &name, value.clone());
    if field.one_to_one()
        && !value.is_none()
        && let Some(back) = back
    {
        cache(value, &back, this.clone());
    }
    Ok(())
}

fn set_raw(this: &Value, name: &str, value: Value) {
    if let Value::Instance(instance) = this {
        instance.set(name, value);
    }
}

/// `ReverseOneToOneDescriptor.__set__`.
fn set_reverse(
    interpreter: &mut Interpreter,
    this: &Value,
    opts: &Opts,
    related: &Related,
    value: &Value,
) -> PyResult<()> {
    let name = related.accessor_name().unwrap_or_default();
    let owner = opts.beside(&related.owner);
    let field = &related.field;
    if value.is_none() {
        if let Some(before) = cached(this, &name).filter(|before| !before.is_none()) {
            set_raw(&before, &field.attname(), Value::None);
            cache(&before, &field.name(), Value::None);
        }
        forget(this, &name);
        return Ok(());
    }
    if !is_instance_of(interpreter, value, &owner)? {
        let wanted = &owner.model.name;
        return wrong_object(interpreter, value, &opts.model.name, &name, wanted);
    }
    let target = field.target_field(&owner.apps, &owner.model);
    let attname = target.map_or_else(|| "pk".into(), |target| target.attname());
    let key = interpreter.get_attribute(this, &attname)?;
    set_raw(value, &field.attname(), key);
    cache(this, &name, value.clone());
    cache(value, &field.name(), this.clone());
    Ok(())
}

/// A relation's descriptor as an attribute of the class: `Book.tags.through`.
struct Descriptor {
    class: Rc<Class>,
    opts: Opts,
    member: Member,
}

impl NativeObject for Descriptor {
    fn as_any(&self) -> &dyn std::any::Any {
        self
    }

    fn get_attribute(
        &self,
        interpreter: &mut Interpreter,
        _this: &Value,
        name: &str,
    ) -> Option<PyResult<Value>> {
        let field = match &self.member {
            Member::Field(field) => field,
            Member::Related(related) => &related.field,
        };
        match name {
            "field" => Some(Ok(field.instance.clone().unwrap_or(Value::None))),
            "through" if field.many_to_many() => {
                let owner = match &self.member {
                    Member::Field(_) => self.opts.owner_of(field),
                    Member::Related(related) => self.opts.beside(&related.owner),
                };
                let through = owner.apps.through_model(&owner.model, field)?.key();
                Some(class_beside(interpreter, &self.class, &through).map(Value::Class))
            }
            _ => None,
        }
    }
}

/// A relation as an attribute of the model's class.
///
/// # Errors
///
/// See [`opts_of`].
pub fn of_class(
    interpreter: &mut Interpreter,
    class: &Rc<Class>,
    name: &str,
) -> PyResult<Option<Value>> {
    let opts = opts_of(interpreter, class)?;
    let Some(member) = relation(&opts, name) else {
        return Ok(None);
    };
    let kind = match &member {
        Member::Field(field) if field.many_to_many() => "ManyToManyDescriptor",
        Member::Field(field) if field.one_to_one() => "ForwardOneToOneDescriptor",
        Member::Field(_) => "ForwardManyToOneDescriptor",
        Member::Related(related) if related.field.many_to_many() => "ManyToManyDescriptor",
        Member::Related(related) if related.multiple() => "ReverseManyToOneDescriptor",
        Member::Related(_) => "ReverseOneToOneDescriptor",
    };
    let module = "django.db.models.fields.related_descriptors";
    let descriptor = interpreter.class_builder(kind, module).build();
    let native = Rc::new(Descriptor {
        class: class.clone(),
        opts,
        member,
    });
    Ok(Some(Value::Instance(Instance::with_native(
        &descriptor,
        native,
    ))))
}
