//! Model instances: how they are made, and the attributes that Django gives them.

use crate::python::value::Namespace;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

use super::classes::opts_of;
use super::{Model, has_private_field, meta_of, related};
use crate::orm::exceptions::Exception;
use crate::orm::expressions::is_expression;
use crate::orm::expressions::object::make;
use crate::orm::fields::Field;
use crate::orm::modules::signals;
use crate::orm::query::node::Col;
use crate::orm::query::opts::{Member, Opts};
use crate::orm::query::{Outcome, value_error};
use crate::python::object::NativeObject;
use crate::python::types::descriptor::Property;
use crate::python::value::Instance;
use crate::python::{Arguments, Class, Interpreter, PyResult, Value};

/// The host's part of a model instance: what Django keeps in `_state`.
pub struct ModelObject {
    /// Whether it is not in the database yet.
    pub adding: Cell<bool>,
    /// The database that it is in.
    pub db: RefCell<Option<Rc<str>>>,
    /// Related objects by the name of the relation (`fields_cache`).
    pub cache: RefCell<Namespace>,
    /// Related querysets that were prefetched, by accessor.
    pub prefetched: RefCell<Namespace>,
}

impl Default for ModelObject {
    fn default() -> Self {
        Self {
            adding: Cell::new(true),
            db: RefCell::default(),
            cache: RefCell::default(),
            prefetched: RefCell::default(),
        }
    }
}

impl NativeObject for ModelObject {
    fn as_any(&self) -> &dyn std::any::Any {
        self
    }

    fn leading_names(&self) -> &'static [&'static str] {
        &["_state"]
    }

    fn get_attribute(
        &self,
        interpreter: &mut Interpreter,
        this: &Value,
        name: &str,
    ) -> Option<PyResult<Value>> {
        if name.starts_with("__") {
            return None;
        }
        attribute(interpreter, this, name).transpose()
    }

    fn set_attribute(
        &self,
        interpreter: &mut Interpreter,
        this: &Value,
        name: &str,
        value: &Value,
    ) -> Option<PyResult<()>> {
        match set_attribute(interpreter, this, name, value) {
            Ok(true) => Some(Ok(())),
            Ok(false) => None,
            Err(error) => Some(Err(error)),
        }
    }

    fn release(&mut self, values: &mut Vec<Value>) {
        values.extend(std::mem::take(self.cache.get_mut()).into_values());
        values.extend(std::mem::take(self.prefetched.get_mut()).into_values());
    }
}

/// `instance._state`.
struct StateObject(Value);

impl NativeObject for StateObject {
    fn as_any(&self) -> &dyn std::any::Any {
        self
    }

    fn attribute(&self, name: &str) -> Option<Value> {
        let object = self.0.native::<ModelObject>()?;
        Some(match name {
            "adding" => Value::Bool(object.adding.get()),
            "db" => object.db.borrow().clone().map_or(Value::None, Value::Str),
            "fields_cache" => {
                let cache = object.cache.borrow().clone();
                Value::dict(crate::python::Dict::from_text_keys(cache))
            }
            _ => return None,
        })
    }

    fn set_attribute(
        &self,
        interpreter: &mut Interpreter,
        _this: &Value,
        name: &str,
        value: &Value,
    ) -> Option<PyResult<()>> {
        let object = self.0.native::<ModelObject>()?;
        match name {
            "adding" => match interpreter.truthy(value) {
                Ok(adding) => object.adding.set(adding),
                Err(error) => return Some(Err(error)),
            },
            "db" => *object.db.borrow_mut() = value.as_text(),
            _ => return None,
        }
        Some(Ok(()))
    }
}

/// `Model.__init__`.
///
/// # Errors
///
/// `TypeError` for arguments that are no fields; what a default or a descriptor raises.
pub fn init(
    interpreter: &mut Interpreter,
    instance: &Rc<Instance>,
    mut arguments: Arguments,
) -> PyResult<()> {
    let class = instance.class.clone();
    let Some(meta) = meta_of(&class) else {
        return Err(interpreter.type_error("Model cannot be instantiated"));
    };
    if meta.is_abstract {
        return Err(interpreter.type_error("Abstract models cannot be instantiated."));
    }
    if instance.native.get().is_none() {
        // The cell was just seen to be empty.
        let _ = instance.native.set(Rc::new(ModelObject::default()));
    }
    let this = Value::Instance(instance.clone());
    let opts = opts_of(interpreter, &class)?;
    signals::send_init(interpreter, "pre_init", &class, None, &arguments)?;
    let concrete = opts.model.concrete_fields().count();
    if arguments.positional.len() > concrete {
        return Err(interpreter.raise("IndexError", "Number of args exceeds number of fields"));
    }
    let fields: Vec<Field> = opts.model.fields_with_inherited().cloned().collect();
    let mut positional = std::mem::take(&mut arguments.positional).into_iter();
    let mut keywords = arguments.keywords;
    for field in fields.iter().filter(|field| field.concrete()) {
        let (name, attname) = (field.name(), field.attname());
        if let Some(value) = positional.next() {
            if !is_deferred(&value) {
                interpreter.set_attribute(&this, &attname, value)?;
            }
            if keywords.shift_remove(&name).is_some() {
                return Err(interpreter.type_error(format!(
                    "{}() got both positional and keyword arguments for field '{name}'.",
                    class.qualname
                )));
            }
            continue;
        }
        if field.generated() {
            continue;
        }
        if field.is_relation()
            && let Some(related) = keywords.shift_remove(&name)
        {
            if !is_deferred(&related) {
                interpreter.set_attribute(&this, &name, related)?;
            }
            continue;
        }
        let value = match keywords.shift_remove(&attname) {
            Some(value) => value,
            None => default_of(interpreter, field)?,
        };
        if !is_deferred(&value) {
            interpreter.set_attribute(&this, &attname, value)?;
        }
    }
    set_others(interpreter, &opts, &this, keywords)?;
    signals::send_init(
        interpreter,
        "post_init",
        &class,
        Some(&this),
        &Arguments::default(),
    )
}

/// Keyword arguments that are no columns: properties, and relations from other models.
fn set_others(
    interpreter: &mut Interpreter,
    opts: &Opts,
    this: &Value,
    keywords: Namespace,
) -> PyResult<()> {
    let class = interpreter.class_of(this);
    let mut unexpected = Vec::new();
    for (name, value) in keywords {
        let is_property = class
            .lookup(&name)
            .is_some_and(|attribute| attribute.native::<Property>().is_some());
        let is_private = || has_private_field(&class, &name);
        if &*name == "pk" || is_property || is_private() || opts.get_field(&name).is_some() {
            if !is_deferred(&value) {
                interpreter.set_attribute(this, &name, value)?;
            }
        } else {
            unexpected.push(format!("'{name}'"));
        }
    }
    if unexpected.is_empty() {
        return Ok(());
    }
    Err(interpreter.type_error(format!(
        "{}() got unexpected keyword arguments: {}",
        class.name,
        unexpected.join(", ")
    )))
}

/// `DEFERRED`.
fn is_deferred(value: &Value) -> bool {
    value.as_instance().is_some_and(|instance| {
        &*instance.class.name == "Deferred" && &*instance.class.module == "django.db.models.base"
    })
}

/// `Field.get_default()`: a `DatabaseDefault` where only the database has one.
///
/// # Errors
///
/// What a callable default raises.
pub fn default_of(interpreter: &mut Interpreter, field: &Field) -> PyResult<Value> {
    let declared = field.options.db_default.clone();
    let Some(declared) = declared.filter(|_| !field.has_default()) else {
        return field.get_default(interpreter);
    };
    let expression = if is_expression(&declared) {
        declared
    } else {
        make(interpreter, "Value", Arguments::positional(vec![declared]))?
    };
    let placeholder = Arguments::positional(vec![expression]);
    make(interpreter, "DatabaseDefault", placeholder)
}

/// `Model.from_db`: the object of a row. `fields` are the columns that were loaded.
///
/// # Errors
///
/// What a model's own `__init__` raises.
pub fn from_db(
    interpreter: &mut Interpreter,
    class: &Rc<Class>,
    opts: &Opts,
    fields: &[Field],
    values: Vec<Value>,
) -> PyResult<Value> {
    let own = |name: &str| matches!(class.lookup(name), Some(Value::Function(_)));
    let overridden = class
        .lookup("from_db")
        .is_some_and(|it| !matches!(it, Value::NativeFunction(_)));
    let value = if overridden {
        let names = fields.iter().map(|field| Value::Str(field.attname()));
        let names = Value::list(names.collect());
        let arguments = vec![Value::str("default"), names, Value::list(values)];
        let class = Value::Class(class.clone());
        interpreter.call_method(&class, "from_db", Arguments::positional(arguments))?
    } else {
        from_row(interpreter, class, opts, fields, values, own("__init__"))?
    };
    if let Some(object) = value.native::<ModelObject>() {
        object.adding.set(false);
        *object.db.borrow_mut() = Some("default".into());
    }
    Ok(value)
}

/// The object of a row, made by its own `__init__` when the model has one.
pub(crate) fn from_row(
    interpreter: &mut Interpreter,
    class: &Rc<Class>,
    opts: &Opts,
    fields: &[Field],
    values: Vec<Value>,
    by_init: bool,
) -> PyResult<Value> {
    if !by_init {
        if signals::has_listeners(interpreter, "pre_init", class)? {
            let given = Arguments::positional(values.clone());
            signals::send_init(interpreter, "pre_init", class, None, &given)?;
        }
        let instance = Instance::with_native(class, Rc::new(ModelObject::default()));
        {
            let mut attributes = instance.attributes.borrow_mut();
            for (field, value) in fields.iter().zip(values) {
                attributes.insert(field.attname(), value);
            }
        }
        let value = Value::Instance(instance);
        signals::send_init(
            interpreter,
            "post_init",
            class,
            Some(&value),
            &Arguments::default(),
        )?;
        return Ok(value);
    }
    let deferred = interpreter
        .import_module("django.db.models")?
        .get("DEFERRED");
    let deferred = deferred.unwrap_or(Value::None);
    let loaded: Namespace = fields.iter().map(Field::attname).zip(values).collect();
    let concrete = opts.model.concrete_fields();
    let arguments = concrete.map(|field| {
        let value = loaded.get(&field.attname());
        value.cloned().unwrap_or_else(|| deferred.clone())
    });
    let arguments = Arguments::positional(arguments.collect::<Vec<_>>());
    interpreter.call(&Value::Class(class.clone()), arguments)
}

/// `instance.pk`.
///
/// # Errors
///
/// What reading the key raises.
pub fn pk_of(interpreter: &mut Interpreter, opts: &Opts, this: &Value) -> PyResult<Value> {
    let fields = opts.model.pk_fields();
    match fields.as_slice() {
        [only] => interpreter.get_attribute(this, &only.attname()),
        several => {
            let mut values = Vec::new();
            for field in several {
                values.push(interpreter.get_attribute(this, &field.attname())?);
            }
            Ok(Value::tuple(values))
        }
    }
}

/// `instance.pk = value`, and so for the links to its parents.
///
/// # Errors
///
/// What setting the key raises.
pub fn set_pk(
    interpreter: &mut Interpreter,
    opts: &Opts,
    this: &Value,
    value: &Value,
) -> PyResult<()> {
    let mut current = opts.concrete();
    for (key, link) in current.clone().model.parents() {
        let (Some(link), Some(parent)) = (link, Opts::get(&current.apps, key)) else {
            continue;
        };
        let is_pk = current.model.pk().and_then(|pk| pk.name.clone()).as_ref() == Some(link);
        if is_pk {
            set_pk(interpreter, &parent, this, value)?;
        }
    }
    current = opts.clone();
    match current.model.pk_fields().as_slice() {
        [only] => interpreter.set_attribute(this, &only.attname(), value.clone()),
        several => {
            let values = match value {
                Value::None => vec![Value::None; several.len()],
                _ => value
                    .as_sequence()
                    .ok_or_else(|| interpreter.value_error("'pk' must be a list or a tuple."))?,
            };
            if values.len() != several.len() {
                let message = format!("'pk' must have {} elements.", several.len());
                return Err(interpreter.value_error(message));
            }
            for (field, value) in several.iter().zip(values) {
                interpreter.set_attribute(this, &field.attname(), value)?;
            }
            Ok(())
        }
    }
}

fn attribute(interpreter: &mut Interpreter, this: &Value, name: &str) -> PyResult<Option<Value>> {
    let Value::Instance(instance) = this else {
        return Ok(None);
    };
    let class = &instance.class;
    if name == "_state" {
        let base = interpreter.import_module("django.db.models.base")?;
        let state = base
            .get("ModelState")
            .as_ref()
            .and_then(Value::as_class)
            .cloned();
        let object = Rc::new(StateObject(this.clone()));
        let state = state.map(|class| Value::Instance(Instance::with_native(&class, object)));
        return Ok(state);
    }
    if class
        .lookup(name)
        .is_some_and(|it| !crate::orm::managers::is_manager(&it))
    {
        return Ok(None);
    }
    let opts = opts_of(interpreter, class)?;
    if name == "pk" {
        return pk_of(interpreter, &opts, this).map(Some);
    }
    if name == "_prefetched_objects_cache" {
        let object = this.native::<ModelObject>();
        let prefetched = object.map(|it| it.prefetched.borrow().clone());
        let dict = crate::python::Dict::from_text_keys(prefetched.unwrap_or_default());
        return Ok(Some(Value::dict(dict)));
    }
    if let Some(value) = related::get(interpreter, this, &opts, name)? {
        return Ok(Some(value));
    }
    if let Some(method) = ordered(interpreter, this, &opts, name)? {
        return Ok(Some(method));
    }
    if let Some(display) = display(&opts, name) {
        return Ok(Some(bound(this, display)));
    }
    let deferred = opts
        .model
        .concrete_fields()
        .find(|field| *field.attname() == *name);
    let in_database = this
        .native::<ModelObject>()
        .is_some_and(|it| !it.adding.get());
    let Some(field) = deferred.filter(|_| in_database) else {
        return Ok(None);
    };
    let names = Value::list(vec![Value::Str(field.attname())]);
    let arguments = Arguments::default().with("fields", names);
    interpreter.call_method(this, "refresh_from_db", arguments)?;
    Ok(instance.get(name))
}

/// The methods of models with `order_with_respect_to`, and of those that they are ordered by; the
/// texts of what is not unique.
fn ordered(
    interpreter: &mut Interpreter,
    this: &Value,
    opts: &Opts,
    name: &str,
) -> PyResult<Option<Value>> {
    let order = |model: &Model| {
        let order = model.options.text("order_with_respect_to");
        order.filter(|name| !name.is_empty())
    };
    let (function, argument) = match name {
        "unique_error_message" => ("unique_error_message", None),
        "get_next_in_order" if order(&opts.model).is_some() => {
            ("in_order", Some(Value::Bool(true)))
        }
        "get_previous_in_order" if order(&opts.model).is_some() => {
            ("in_order", Some(Value::Bool(false)))
        }
        _ => {
            let Some((kind, model)) = name
                .strip_suffix("_order")
                .and_then(|it| it.split_once('_'))
            else {
                return Ok(None);
            };
            let mut related = opts.all_related_objects().into_iter();
            let found = related.find(|related| {
                *related.owner.model_name() == *model
                    && order(&related.owner).is_some_and(|name| *name == *related.field.name())
            });
            let function = match kind {
                "get" => "get_order",
                "set" => "set_order",
                _ => return Ok(None),
            };
            let Some(found) = found else { return Ok(None) };
            (function, Some(Value::str(found.owner.label())))
        }
    };
    let module = interpreter.import_module("django.db.models.ordering")?;
    let function = module.get(function).unwrap_or(Value::None);
    let (receiver, name) = (this.clone(), name.to_owned());
    Ok(Some(Value::function(
        &name,
        &opts.model.module,
        move |interpreter, mut arguments| {
            arguments.positional.splice(0..0, argument.clone());
            arguments.positional.insert(0, receiver.clone());
            interpreter.call(&function, arguments)
        },
    )))
}

/// `get_FOO_display`.
fn display(opts: &Opts, name: &str) -> Option<Value> {
    let field = name.strip_prefix("get_")?.strip_suffix("_display")?;
    let field = opts.model.get_field(field).ok()?;
    field.options.choices.as_ref()?;
    let code = move |interpreter: &mut Interpreter, arguments: Arguments| {
        let this = arguments.positional.first().cloned().unwrap_or(Value::None);
        let value = interpreter.get_attribute(&this, &field.attname())?;
        let choices = field.options.choices.clone().unwrap_or(Value::None);
        let choices = crate::orm::fields::choices::present(interpreter, &choices)?;
        let label = find_label(interpreter, &choices, &value)?;
        Ok(Value::Str(interpreter.str(&label.unwrap_or(value))?))
    };
    let qualname = format!("{}.{name}", opts.model.name);
    let function = crate::python::NativeFunction::bound(
        name,
        &qualname,
        &opts.model.module,
        crate::python::Binding::Method,
        code,
    );
    Some(Value::NativeFunction(function))
}

fn find_label(
    interpreter: &mut Interpreter,
    choices: &Value,
    value: &Value,
) -> PyResult<Option<Value>> {
    for choice in interpreter.iterate(choices)? {
        let parts = interpreter.iterate(&choice)?;
        let [key, label] = parts.as_slice() else {
            continue;
        };
        if matches!(label, Value::List(_) | Value::Tuple(_)) {
            if let Some(found) = find_label(interpreter, label, value)? {
                return Ok(Some(found));
            }
        } else if interpreter.equals(key, value)? {
            return Ok(Some(label.clone()));
        }
    }
    Ok(None)
}

fn bound(receiver: &Value, function: Value) -> Value {
    Value::BoundMethod(Rc::new(crate::python::BoundMethod {
        receiver: receiver.clone(),
        function,
    }))
}

/// Sets an attribute that Django looks after; answers whether it was one.
fn set_attribute(
    interpreter: &mut Interpreter,
    this: &Value,
    name: &str,
    value: &Value,
) -> PyResult<bool> {
    let Value::Instance(instance) = this else {
        return Ok(false);
    };
    if name == "_prefetched_objects_cache" {
        if let Some(object) = this.native::<ModelObject>() {
            let given = crate::orm::fields::text_keys(value);
            *object.prefetched.borrow_mut() = given;
        }
        return Ok(true);
    }
    let opts = opts_of(interpreter, &instance.class)?;
    if name == "pk" {
        set_pk(interpreter, &opts, this, value)?;
        return Ok(true);
    }
    match opts.get_field(name) {
        Some(Member::Field(field)) if field.is_relation() && *field.name() == *name => {
            related::set(interpreter, this, &opts, &Member::Field(field), value)?;
            Ok(true)
        }
        Some(Member::Field(field)) if field.is_relation() => {
            // Another key means another object.
            if let Some(object) = this.native::<ModelObject>() {
                let before = instance.get(name);
                let same = match &before {
                    Some(before) => interpreter.equals(before, value)?,
                    None => false,
                };
                if !same {
                    object.cache.borrow_mut().shift_remove(&field.name());
                }
            }
            Ok(false)
        }
        Some(Member::Field(_)) => Ok(false),
        _ => {
            let found = opts
                .related_objects()
                .into_iter()
                .find(|it| it.accessor_name().as_deref() == Some(name));
            let Some(found) = found else {
                return Ok(false);
            };
            related::set(interpreter, this, &opts, &Member::Related(found), value)?;
            Ok(true)
        }
    }
}

/// `_meta` of a model instance; `None` for another value.
///
/// # Errors
///
/// See [`opts_of`].
pub fn opts_of_instance(interpreter: &mut Interpreter, value: &Value) -> Outcome<Option<Opts>> {
    let (Value::Instance(instance), Some(_)) = (value, value.native::<ModelObject>()) else {
        return Ok(None);
    };
    Ok(Some(opts_of(interpreter, &instance.class)?))
}

/// `get_normalized_value`: what a model instance is compared by.
///
/// # Errors
///
/// `ValueError` for an instance that is not saved.
pub fn normalized(interpreter: &mut Interpreter, col: &Col, value: &Value) -> Outcome<Value> {
    let Some(opts) = opts_of_instance(interpreter, value)? else {
        return Ok(value.clone());
    };
    let pk = pk_of(interpreter, &opts, value)?;
    if pk.is_none() {
        return Err(value_error(
            "Model instances passed to related filters must be saved.",
        ));
    }
    let field = match col.target.kind.is_foreign_key() {
        true => {
            let owner = col.owner.owner_of(&col.target);
            col.target.target_field(&owner.apps, &owner.model)
        }
        false => Some(col.target.clone()),
    };
    let Some(field) = field else { return Ok(pk) };
    let found = interpreter.find_attribute(value, &field.attname())?;
    Ok(found.unwrap_or(pk))
}

/// `prepare_database_save(field)`: what of a model instance a foreign key stores.
///
/// # Errors
///
/// `ValueError` for an instance that is not saved.
pub fn prepare_database_save(
    interpreter: &mut Interpreter,
    opts: &Opts,
    field: &Field,
    value: &Value,
) -> Outcome<Value> {
    let Some(own) = opts_of_instance(interpreter, value)? else {
        return Ok(value.clone());
    };
    if pk_of(interpreter, &own, value)?.is_none() {
        let shown = interpreter.repr(value)?;
        return Err(value_error(format!(
            "Unsaved model instance {shown} cannot be used in an ORM query."
        )));
    }
    let owner = opts.owner_of(field);
    let target = field.target_field(&owner.apps, &owner.model);
    let attname = target.map_or_else(|| "pk".into(), |target| target.attname());
    Ok(interpreter.get_attribute(value, &attname)?)
}

/// An exception of one of the model's classes: `DoesNotExist`, `MultipleObjectsReturned`.
pub fn model_error(
    interpreter: &mut Interpreter,
    class: &Rc<Class>,
    name: &str,
    message: String,
) -> Box<crate::python::PyError> {
    match class.lookup(name) {
        Some(Value::Class(exception)) => interpreter.raise_class(&exception, message),
        _ => Exception::new("django.core.exceptions.ObjectDoesNotExist", message)
            .into_python(interpreter),
    }
}
