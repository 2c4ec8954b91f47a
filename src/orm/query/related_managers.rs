//! Managers of related objects: `author.book_set`, `book.tags`.

mod many_to_many;

use crate::python::value::Namespace;
use std::rc::Rc;

use super::manager::{default_manager, get_queryset};
use super::opts::{Opts, Related};
use super::queryset::{Method, QuerySetObject, chained, with_methods};
use crate::orm::fields::Field;
use crate::orm::managers::ManagerObject;
use crate::orm::model::ModelKey;
use crate::orm::model::classes::{class_beside, classes_of, opts_of};
use crate::orm::model::instance::{ModelObject, model_error, pk_of};
use crate::python::value::Instance;
use crate::python::{Arguments, Class, Interpreter, PyResult, Value};
use many_to_many::MANY_TO_MANY;

/// A relation to many objects, seen from one side.
#[derive(Clone)]
pub enum Kind {
    /// A foreign key of the other model.
    Reverse {
        /// The model that has the key.
        owner: Opts,
        /// The key.
        field: Field,
        /// The attribute.
        name: Rc<str>,
    },
    /// A many-to-many relation.
    ManyToMany(Box<ManyToMany>),
}

/// A many-to-many relation, seen from one side.
#[derive(Clone)]
pub struct ManyToMany {
    /// The model of the objects on the other side.
    model: Opts,
    /// The model between.
    through: Opts,
    /// Its key to this side.
    source: Field,
    /// Its key to the other side.
    target: Field,
    /// How a lookup on the other model names this side.
    query_name: Rc<str>,
    /// The attribute.
    name: Rc<str>,
    /// Whether each pair counts in both directions.
    symmetrical: bool,
    /// Whether it is seen from the side that the field points to.
    reverse: bool,
}

/// The object that a related manager is about.
pub struct RelatedState {
    /// The object.
    pub instance: Value,
    /// The relation.
    pub kind: Kind,
}

impl Kind {
    /// The relation that a foreign key makes for the model that it points to.
    pub fn reverse(opts: &Opts, related: &Related) -> Option<Self> {
        Some(Self::Reverse {
            owner: opts.beside(&related.owner),
            field: related.field.clone(),
            name: related.accessor_name()?,
        })
    }

    /// A many-to-many field of the model.
    pub fn many_to_many(opts: &Opts, field: &Field) -> Option<Self> {
        let owner = opts.owner_of(field);
        let related = Related {
            owner: owner.model.clone(),
            field: field.clone(),
        };
        let symmetrical = field.relation.as_ref()?.symmetrical == Some(true)
            && owner.remote(field)?.key() == owner.key();
        Some(Self::ManyToMany(Box::new(ManyToMany {
            model: owner.remote(field)?,
            through: owner.beside(owner.apps.through_model(&owner.model, field)?),
            source: owner.apps.m2m_field(&owner.model, field)?,
            target: owner.apps.m2m_reverse_field(&owner.model, field)?,
            query_name: related.name(),
            name: field.name(),
            symmetrical,
            reverse: false,
        })))
    }

    /// A many-to-many field of another model that points here.
    pub fn many_to_many_reverse(opts: &Opts, related: &Related) -> Option<Self> {
        let owner = opts.beside(&related.owner);
        let field = &related.field;
        Some(Self::ManyToMany(Box::new(ManyToMany {
            through: owner.beside(owner.apps.through_model(&owner.model, field)?),
            source: owner.apps.m2m_reverse_field(&owner.model, field)?,
            target: owner.apps.m2m_field(&owner.model, field)?,
            query_name: field.name(),
            name: related.accessor_name()?,
            symmetrical: false,
            reverse: true,
            model: owner,
        })))
    }

    fn model(&self) -> &Opts {
        match self {
            Self::Reverse { owner, .. } => owner,
            Self::ManyToMany(relation) => &relation.model,
        }
    }

    /// The attribute that the manager is.
    pub fn name(&self) -> &Rc<str> {
        match self {
            Self::Reverse { name, .. } => name,
            Self::ManyToMany(relation) => &relation.name,
        }
    }
}

/// The manager of a relation of an object.
///
/// # Errors
///
/// `ValueError` for an object that is not saved.
pub fn manager(interpreter: &mut Interpreter, this: &Value, kind: Option<Kind>) -> PyResult<Value> {
    let Some(kind) = kind else {
        return Err(interpreter.unsupported("this relation"));
    };
    let own = interpreter.class_of(this);
    let opts = opts_of(interpreter, &own)?;
    check_saved(interpreter, this, &opts, &kind)?;
    let model = class_beside(interpreter, &own, &kind.model().key())?;
    let class = manager_class(interpreter, &own, &model, &opts.key(), &kind)?;
    let object = ManagerObject::new(Arguments::default());
    *object.model.borrow_mut() = Some(model);
    *object.related.borrow_mut() = Some(Rc::new(RelatedState {
        instance: this.clone(),
        kind,
    }));
    Ok(Value::Instance(Instance::with_native(
        &class,
        Rc::new(object),
    )))
}

fn check_saved(
    interpreter: &mut Interpreter,
    this: &Value,
    opts: &Opts,
    kind: &Kind,
) -> PyResult<()> {
    let unsaved = pk_of(interpreter, opts, this)?.is_none();
    let class = interpreter.class_of(this).name.clone();
    match kind {
        Kind::Reverse { .. } if unsaved => Err(interpreter.value_error(format!(
            "'{class}' instance needs to have a primary key value before this relationship can be \
             used."
        ))),
        Kind::ManyToMany(relation) => {
            let key = related_value(interpreter, this, &relation.through, &relation.source)?;
            if !key.is_none() {
                return Ok(());
            }
            let shown = interpreter.repr(this)?;
            let target = relation
                .source
                .target_field(&relation.through.apps, &relation.through.model);
            let name = target.map_or_else(|| "id".into(), |target| target.name());
            Err(interpreter.value_error(format!(
                "\"{shown}\" needs to have a value for field \"{name}\" before this many-to-many \
                 relationship can be used."
            )))
        }
        Kind::Reverse { .. } => Ok(()),
    }
}

/// What of an object a foreign key refers to.
fn related_value(
    interpreter: &mut Interpreter,
    object: &Value,
    owner: &Opts,
    field: &Field,
) -> PyResult<Value> {
    let target = field.target_field(&owner.apps, &owner.model);
    let attname = target.map_or_else(|| "pk".into(), |target| target.attname());
    interpreter.get_attribute(object, &attname)
}

/// The class of the manager: the model's default manager's, with the methods of the relation.
fn manager_class(
    interpreter: &mut Interpreter,
    own: &Rc<Class>,
    model: &Rc<Class>,
    key: &ModelKey,
    kind: &Kind,
) -> PyResult<Rc<Class>> {
    let classes = classes_of(interpreter, own)?;
    let place = (key.clone(), kind.name().clone());
    if let Some(class) = classes.related_managers.borrow().get(&place) {
        return Ok(class.clone());
    }
    let default = default_manager(interpreter, model)?;
    let base = interpreter.class_of(&default);
    let module = "django.db.models.fields.related_descriptors";
    let (name, maker) = match kind {
        Kind::Reverse { .. } => ("RelatedManager", "create_reverse_many_to_one_manager"),
        Kind::ManyToMany(_) => ("ManyRelatedManager", "create_forward_many_to_many_manager"),
    };
    let qualname = format!("{maker}.<locals>.{name}");
    let builder = interpreter.class_builder(&qualname, module).base(&base);
    let builder = with_methods(builder, "RelatedManager", COMMON);
    let builder = match kind {
        Kind::Reverse { field, .. } => {
            let builder = with_methods(builder, "RelatedManager", REVERSE);
            match field.options.null {
                true => with_methods(builder, "RelatedManager", NULLABLE),
                false => builder,
            }
        }
        Kind::ManyToMany(relation) => {
            let through = Value::Class(class_beside(interpreter, own, &relation.through.key())?);
            let builder = builder.attribute("through", through);
            with_methods(builder, "ManyRelatedManager", MANY_TO_MANY)
        }
    };
    let class = builder.build();
    classes
        .related_managers
        .borrow_mut()
        .insert(place, class.clone());
    Ok(class)
}

fn state(interpreter: &Interpreter, this: &Value) -> PyResult<Rc<RelatedState>> {
    let object = this.native::<ManagerObject>();
    let state = object.and_then(|object| object.related.borrow().clone());
    state.ok_or_else(|| interpreter.type_error("the receiver is no related manager"))
}

fn reverse(interpreter: &Interpreter, this: &Value) -> PyResult<(Value, Opts, Field)> {
    let state = state(interpreter, this)?;
    match &state.kind {
        Kind::Reverse { owner, field, .. } => {
            Ok((state.instance.clone(), owner.clone(), field.clone()))
        }
        Kind::ManyToMany(_) => Err(interpreter.type_error("the receiver is no RelatedManager")),
    }
}

const COMMON: &[Method] = &[
    ("get_queryset", "", |interpreter, this, _| {
        let state = state(interpreter, this)?;
        let prefetched = state
            .instance
            .native::<ModelObject>()
            .and_then(|object| object.prefetched.borrow().get(state.kind.name()).cloned());
        if let Some(prefetched) = prefetched {
            return Ok(prefetched);
        }
        let queryset = base_queryset(interpreter, this)?;
        filtered(interpreter, &state, queryset)
    }),
    ("all", "", |interpreter, this, _| {
        interpreter.call_method(this, "get_queryset", Arguments::default())
    }),
    (
        "create",
        "through_defaults=None, **kwargs",
        |interpreter, this, mut bound| {
            let through = bound.take_or_none("through_defaults");
            made(interpreter, this, "create", bound.keywords, &through)
        },
    ),
    (
        "get_or_create",
        "through_defaults=None, **kwargs",
        |interpreter, this, mut bound| {
            let through = bound.take_or_none("through_defaults");
            made(interpreter, this, "get_or_create", bound.keywords, &through)
        },
    ),
    (
        "update_or_create",
        "through_defaults=None, **kwargs",
        |interpreter, this, mut bound| {
            let through = bound.take_or_none("through_defaults");
            made(
                interpreter,
                this,
                "update_or_create",
                bound.keywords,
                &through,
            )
        },
    ),
];

/// The queryset of the manager that the relation's manager extends.
fn base_queryset(interpreter: &mut Interpreter, this: &Value) -> PyResult<Value> {
    let class = interpreter.class_of(this);
    let inherited = class
        .bases
        .first()
        .and_then(|base| base.lookup("get_queryset"));
    match inherited {
        Some(function @ Value::Function(_)) => {
            interpreter.call(&function, Arguments::positional(vec![this.clone()]))
        }
        _ => get_queryset(interpreter, this),
    }
}

/// `_apply_rel_filters`: of a queryset, only what is related to the object that a manager belongs to.
///
/// # Errors
///
/// A `TypeError` when the value is no manager of a relation.
pub(super) fn apply_rel_filters(
    interpreter: &mut Interpreter,
    manager: &Value,
    queryset: &Value,
) -> PyResult<Value> {
    let state = state(interpreter, manager)?;
    filtered(interpreter, &state, chained(queryset)?)
}

fn filtered(
    interpreter: &mut Interpreter,
    state: &RelatedState,
    queryset: Value,
) -> PyResult<Value> {
    let instance = &state.instance;
    match &state.kind {
        Kind::Reverse { owner, field, .. } => {
            let by = Arguments::default().with(field.name(), instance.clone());
            let queryset = interpreter.call_method(&queryset, "filter", by)?;
            if related_value(interpreter, instance, owner, field)?.is_none() {
                return interpreter.call_method(&queryset, "none", Arguments::default());
            }
            if let Some(object) = queryset.native::<QuerySetObject>() {
                let mut known = object.known_related.borrow_mut();
                known.push((field.clone(), instance.clone()));
            }
            Ok(queryset)
        }
        Kind::ManyToMany(relation) => {
            let through = &relation.through;
            let key = related_value(interpreter, instance, through, &relation.source)?;
            let target = relation.source.target_field(&through.apps, &through.model);
            let target = target.map_or_else(|| "pk".into(), |target| target.name());
            if let Some(object) = queryset.native::<QuerySetObject>() {
                object.next_is_sticky();
            }
            let lookup = format!("{}__{target}", relation.query_name);
            let by = Arguments::default().with(lookup, key);
            interpreter.call_method(&queryset, "filter", by)
        }
    }
}

/// `create()` and its like: what is made is related to the object.
fn made(
    interpreter: &mut Interpreter,
    this: &Value,
    method: &str,
    keywords: Namespace,
    through_defaults: &Value,
) -> PyResult<Value> {
    let state = state(interpreter, this)?;
    let mut arguments = Arguments {
        positional: Vec::new(),
        keywords,
    };
    match &state.kind {
        Kind::Reverse { field, .. } => {
            arguments
                .keywords
                .insert(field.name(), state.instance.clone());
            let queryset = base_queryset(interpreter, this)?;
            let known = queryset.native::<QuerySetObject>();
            if let Some(object) = known {
                let mut known = object.known_related.borrow_mut();
                known.push((field.clone(), state.instance.clone()));
            }
            interpreter.call_method(&queryset, method, arguments)
        }
        Kind::ManyToMany(_) => {
            let queryset = match method {
                "create" => base_queryset(interpreter, this)?,
                _ => interpreter.call_method(this, "get_queryset", Arguments::default())?,
            };
            let answer = interpreter.call_method(&queryset, method, arguments)?;
            let (made, created) = match answer.as_sequence().as_deref() {
                Some([made, created]) => (made.clone(), interpreter.truthy(created)?),
                _ => (answer.clone(), true),
            };
            if created {
                let add = Arguments::positional(vec![made])
                    .with("through_defaults", through_defaults.clone());
                interpreter.call_method(this, "add", add)?;
            }
            Ok(answer)
        }
    }
}

const REVERSE: &[Method] = &[
    ("add", "*objs, bulk=True", |interpreter, this, mut bound| {
        let (instance, owner, field) = reverse(interpreter, this)?;
        let bulk = flag(interpreter, &mut bound, "bulk", true)?;
        forget_prefetched(interpreter, this)?;
        let mut keys = Vec::new();
        for object in &bound.rest {
            check_kind(interpreter, object, &owner)?;
            interpreter.set_attribute(object, &field.name(), instance.clone())?;
            let saved = object
                .native::<ModelObject>()
                .is_some_and(|object| !object.adding.get());
            if bulk && !saved {
                let shown = interpreter.repr(object)?;
                return Err(interpreter.value_error(format!(
                    "{shown} instance isn't saved. Use bulk=False or save the object first."
                )));
            }
            if bulk {
                keys.push(pk_of(interpreter, &owner, object)?);
            } else {
                interpreter.call_method(object, "save", Arguments::default())?;
            }
        }
        if bulk {
            let own = interpreter.class_of(&instance);
            let class = class_beside(interpreter, &own, &owner.key())?;
            let manager = super::manager::base_manager(interpreter, &class)?;
            let by = Arguments::default().with("pk__in", Value::list(keys));
            let rows = interpreter.call_method(&manager, "filter", by)?;
            let update = Arguments::default().with(field.name(), instance);
            interpreter.call_method(&rows, "update", update)?;
        }
        Ok(Value::None)
    }),
    (
        "set",
        "objs, *, bulk=True, clear=False",
        |interpreter, this, mut bound| {
            let (_, _, field) = reverse(interpreter, this)?;
            let objects = interpreter.iterate(&bound.take_or_none("objs"))?;
            let bulk = flag(interpreter, &mut bound, "bulk", true)?;
            let clear = flag(interpreter, &mut bound, "clear", false)?;
            let with_bulk = |objects: Vec<Value>| {
                Arguments::positional(objects).with("bulk", Value::Bool(bulk))
            };
            if !field.options.null {
                interpreter.call_method(this, "add", with_bulk(objects))?;
                return Ok(Value::None);
            }
            if clear {
                let by = Arguments::default().with("bulk", Value::Bool(bulk));
                interpreter.call_method(this, "clear", by)?;
                interpreter.call_method(this, "add", with_bulk(objects))?;
                return Ok(Value::None);
            }
            let all = interpreter.call_method(this, "all", Arguments::default())?;
            let mut old = interpreter.iterate(&all)?;
            let mut new = Vec::new();
            for object in objects {
                match position(interpreter, &old, &object)? {
                    Some(index) => drop(old.remove(index)),
                    None => new.push(object),
                }
            }
            interpreter.call_method(this, "remove", with_bulk(old))?;
            interpreter.call_method(this, "add", with_bulk(new))?;
            Ok(Value::None)
        },
    ),
];

const NULLABLE: &[Method] = &[
    (
        "remove",
        "*objs, bulk=True",
        |interpreter, this, mut bound| {
            if bound.rest.is_empty() {
                return Ok(Value::None);
            }
            let (instance, owner, field) = reverse(interpreter, this)?;
            let bulk = flag(interpreter, &mut bound, "bulk", true)?;
            let own = related_value(interpreter, &instance, &owner, &field)?;
            let mut keys = Vec::new();
            for object in &bound.rest {
                check_kind(interpreter, object, &owner)?;
                let key = interpreter.get_attribute(object, &field.attname())?;
                if !interpreter.equals(&key, &own)? {
                    let (shown, to) = (interpreter.repr(object)?, interpreter.repr(&instance)?);
                    let message = format!("{shown} is not related to {to}.");
                    let class = interpreter.class_of(&instance);
                    return Err(model_error(interpreter, &class, "DoesNotExist", message));
                }
                keys.push(pk_of(interpreter, &owner, object)?);
            }
            let by = Arguments::default().with("pk__in", Value::list(keys));
            let rows = interpreter.call_method(this, "filter", by)?;
            unrelate(interpreter, this, &rows, &field, bulk)
        },
    ),
    ("clear", "*, bulk=True", |interpreter, this, mut bound| {
        let (_, _, field) = reverse(interpreter, this)?;
        let bulk = flag(interpreter, &mut bound, "bulk", true)?;
        let rows = interpreter.call_method(this, "all", Arguments::default())?;
        unrelate(interpreter, this, &rows, &field, bulk)
    }),
];

fn unrelate(
    interpreter: &mut Interpreter,
    this: &Value,
    rows: &Value,
    field: &Field,
    bulk: bool,
) -> PyResult<Value> {
    forget_prefetched(interpreter, this)?;
    if bulk {
        let update = Arguments::default().with(field.name(), Value::None);
        interpreter.call_method(rows, "update", update)?;
        return Ok(Value::None);
    }
    for object in interpreter.iterate(rows)? {
        interpreter.set_attribute(&object, &field.name(), Value::None)?;
        let names = Value::list(vec![Value::Str(field.name())]);
        let save = Arguments::default().with("update_fields", names);
        interpreter.call_method(&object, "save", save)?;
    }
    Ok(Value::None)
}

fn flag(
    interpreter: &mut Interpreter,
    bound: &mut crate::python::Bound,
    name: &str,
    default: bool,
) -> PyResult<bool> {
    match bound.take(name) {
        Some(value) => interpreter.truthy(&value),
        None => Ok(default),
    }
}

fn forget_prefetched(interpreter: &mut Interpreter, this: &Value) -> PyResult<()> {
    let state = state(interpreter, this)?;
    if let Some(object) = state.instance.native::<ModelObject>() {
        object
            .prefetched
            .borrow_mut()
            .shift_remove(state.kind.name());
    }
    Ok(())
}

fn check_kind(interpreter: &mut Interpreter, object: &Value, owner: &Opts) -> PyResult<()> {
    let opts = crate::orm::model::instance::opts_of_instance(interpreter, object);
    let opts = opts.map_err(|failure| failure.into_python(interpreter))?;
    let wanted = owner.model.concrete_key();
    let fits = opts.is_some_and(|opts| {
        opts.model.concrete_key() == wanted || !opts.base_chain(&wanted).is_empty()
    });
    if fits {
        return Ok(());
    }
    let shown = interpreter.repr(object)?;
    let name = &owner.model.name;
    Err(interpreter.type_error(format!("'{name}' instance expected, got {shown}")))
}

fn position(
    interpreter: &mut Interpreter,
    values: &[Value],
    wanted: &Value,
) -> PyResult<Option<usize>> {
    for (index, value) in values.iter().enumerate() {
        if interpreter.equals(value, wanted)? {
            return Ok(Some(index));
        }
    }
    Ok(None)
}
