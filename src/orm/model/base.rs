//! `ModelBase`: from a class statement to a model in the registry.

mod inheritance;
mod managers;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use indexmap::IndexMap;

use super::meta::{ModelMeta, OptionsObject, add_field, meta_of};
use super::options::{is_abstract, read_options};
use super::{Base, Model, ModelKey, Resolved};
use crate::orm::exceptions::{Exception, raised_during, raised_from};
use crate::orm::fields::{Field, FieldKind, FieldObject, ModelReference};
use crate::orm::managers::{ManagerObject, is_manager};
use crate::orm::modules::Context;
use crate::orm::registry::RegisteredModel;
use crate::python::value::Instance;
use crate::python::{Arguments, Class, Interpreter, Namespace, PyError, PyResult, Value};

/// What a class statement with `models.Model` among its bases makes of the class.
///
/// # Errors
///
/// What Django's metaclass raises.
pub(crate) fn create_model(
    interpreter: &mut Interpreter,
    context: &Rc<Context>,
    class: &Rc<Class>,
) -> PyResult<()> {
    let declared_meta = class.remove("Meta");
    let contributed = take_contributed(class);
    let declared_meta = declared_meta.as_ref().and_then(Value::as_class).cloned();
    let meta_class = match &declared_meta {
        Some(meta) => Some(meta.clone()),
        None => class
            .lookup("Meta")
            .as_ref()
            .and_then(Value::as_class)
            .cloned(),
    };
    let abstract_class = match &declared_meta {
        Some(meta) => is_abstract(interpreter, meta)?,
        None => false,
    };
    let app_label = find_app_label(
        interpreter,
        context,
        class,
        meta_class.as_ref(),
        abstract_class,
    )?;
    let options = read_options(interpreter, meta_class.as_ref(), &app_label, &class.name)?;
    let meta = attach(
        interpreter,
        context,
        class,
        &app_label,
        options,
        abstract_class,
    )?;
    let mut builder = Builder {
        interpreter,
        context,
        class,
        meta,
    };
    builder.add_exceptions()?;
    builder.check_swapped_proxy()?;
    for (name, value) in contributed {
        builder.contribute(&name, &value)?;
    }
    builder.inherit()?;
    if abstract_class {
        if let Some(meta) = declared_meta {
            // Children that inherit this Meta are not abstract themselves.
            meta.set("abstract", Value::Bool(false));
            class.set("Meta", Value::Class(meta));
        }
        return Ok(());
    }
    builder.prepare()?;
    builder.register()
}

/// `Model.add_to_class(name, value)`.
///
/// # Errors
///
/// What a `contribute_to_class()` raises.
pub(crate) fn add_to_class(
    interpreter: &mut Interpreter,
    context: &Rc<Context>,
    class: &Rc<Class>,
    name: &Rc<str>,
    value: &Value,
) -> PyResult<()> {
    let Some(meta) = meta_of(class).filter(|_| is_contributed(value)) else {
        class.set(name, value.clone());
        return Ok(());
    };
    let mut builder = Builder {
        interpreter,
        context,
        class,
        meta,
    };
    builder.contribute(name, value)
}

/// Whether a value of a class statement has `contribute_to_class()`.
fn is_contributed(value: &Value) -> bool {
    Field::is_field(value)
        || is_manager(value)
        || crate::orm::modules::contrib::is_private_field(value)
        || value
            .as_instance()
            .is_some_and(|it| it.class.lookup("contribute_to_class").is_some())
}

/// Takes the attributes that have `contribute_to_class()` out of the class.
fn take_contributed(class: &Rc<Class>) -> Vec<(Rc<str>, Value)> {
    let mut attributes = class.attributes.borrow_mut();
    let (contributed, kept): (Vec<_>, Namespace) = {
        let all = std::mem::take(&mut *attributes);
        let mut contributed = Vec::new();
        let mut kept = Namespace::default();
        for (name, value) in all {
            if is_contributed(&value) {
                contributed.push((name, value));
            } else {
                kept.insert(name, value);
            }
        }
        (contributed, kept)
    };
    *attributes = kept;
    contributed
}

fn find_app_label(
    interpreter: &mut Interpreter,
    context: &Context,
    class: &Rc<Class>,
    meta: Option<&Rc<Class>>,
    abstract_class: bool,
) -> PyResult<Rc<str>> {
    let declared = meta
        .and_then(|meta| meta.lookup("app_label"))
        .and_then(|it| it.as_text());
    if let Some(label) = declared {
        return Ok(label);
    }
    let registry = context.registry.borrow();
    match registry.containing_app_config(&class.module) {
        Some(config) => Ok(config.label.clone()),
        None if abstract_class => Ok("".into()),
        None => Err(interpreter.raise(
            "RuntimeError",
            format!(
                "Model class {}.{} doesn't declare an explicit app_label and isn't in an \
                 application in INSTALLED_APPS.",
                class.module, class.name
            ),
        )),
    }
}

fn attach(
    interpreter: &mut Interpreter,
    context: &Rc<Context>,
    class: &Rc<Class>,
    app_label: &Rc<str>,
    options: super::ModelOptions,
    is_abstract: bool,
) -> PyResult<Rc<ModelMeta>> {
    let swappable = options.text("swappable");
    let model = Model {
        app_label: app_label.clone(),
        name: class.name.clone(),
        module: class.module.clone(),
        fields: IndexMap::new(),
        options,
        bases: Vec::new(),
        managers: Vec::new(),
        missing_manager: None,
        class: Some(Value::Class(class.clone())),
        resolved: Resolved::default(),
    };
    let label = model.label_lower();
    let filled = swappable.and_then(|setting| context.settings().text(&setting));
    let swapped = filled.filter(|value| value.to_lowercase() != label);
    let meta = Rc::new(ModelMeta {
        model: RefCell::new(model),
        is_abstract,
        private_fields: RefCell::default(),
        local_managers: RefCell::default(),
        parents: RefCell::default(),
        concrete: RefCell::default(),
        swapped: RefCell::new(swapped),
        has_auto_field: Cell::new(false),
        classes: RefCell::default(),
        context: Some(context.clone()),
        managers: RefCell::default(),
    });
    if class.attachment.replace(Some(meta.clone())).is_some() {
        return Err(interpreter.raise("RuntimeError", "the class has a _meta already"));
    }
    let module = interpreter.import_module("django.db.models.options")?;
    if let Some(options_class) = module.get("Options").as_ref().and_then(Value::as_class) {
        let native = Rc::new(OptionsObject(meta.clone()));
        class.set(
            "_meta",
            Value::Instance(Instance::with_native(options_class, native)),
        );
    }
    Ok(meta)
}

/// Adds `Model.DoesNotExist` and `Model.MultipleObjectsReturned`.
pub(super) fn model_exceptions(interpreter: &mut Interpreter, class: &Rc<Class>) -> PyResult<()> {
    let module = interpreter.import_module("django.core.exceptions")?;
    for (name, default) in [
        ("DoesNotExist", "ObjectDoesNotExist"),
        ("MultipleObjectsReturned", "MultipleObjectsReturned"),
    ] {
        let concrete = |base: &&Rc<Class>| meta_of(base).is_some_and(|meta| !meta.is_abstract);
        let inherited = class.bases.iter().filter(concrete);
        let mut bases: Vec<Rc<Class>> = inherited
            .filter_map(|base| base.lookup(name)?.as_class().cloned())
            .collect();
        if bases.is_empty() {
            bases.extend(
                module
                    .get(default)
                    .as_ref()
                    .and_then(Value::as_class)
                    .cloned(),
            );
        }
        let qualname = format!("{}.{name}", class.qualname);
        let bases: Vec<&Rc<Class>> = bases.iter().collect();
        let exception = interpreter.exception_class(&qualname, &class.module, &bases);
        class.set(name, Value::Class(exception));
    }
    Ok(())
}

/// A model class while its metaclass works.
struct Builder<'a> {
    interpreter: &'a mut Interpreter,
    context: &'a Rc<Context>,
    class: &'a Rc<Class>,
    meta: Rc<ModelMeta>,
}

impl Builder<'_> {
    fn error<T>(&mut self, class_path: &str, message: String) -> PyResult<T> {
        Err(Exception::new(class_path, message).into_python(self.interpreter))
    }

    /// The bases that are models, in the order written.
    fn parents(&self) -> Vec<(Rc<Class>, Rc<ModelMeta>)> {
        let parent = |base: &Rc<Class>| Some((base.clone(), meta_of(base)?));
        self.class.bases.iter().filter_map(parent).collect()
    }

    /// `Model.DoesNotExist` and `Model.MultipleObjectsReturned`.
    fn add_exceptions(&mut self) -> PyResult<()> {
        if self.meta.is_abstract {
            return Ok(());
        }
        model_exceptions(self.interpreter, self.class)
    }

    fn check_swapped_proxy(&mut self) -> PyResult<()> {
        if !self.meta.is_proxy() {
            return Ok(());
        }
        let swapped = self
            .parents()
            .into_iter()
            .find_map(|(_, meta)| meta.swapped.borrow().clone());
        match swapped {
            Some(swapped) => {
                let name = &self.class.name;
                let message = format!("{name} cannot proxy the swapped model '{swapped}'.");
                Err(self.interpreter.type_error(message))
            }
            None => Ok(()),
        }
    }

    /// `add_to_class(name, value)` of a field, a manager, or of what has `contribute_to_class()`.
    fn contribute(&mut self, name: &Rc<str>, value: &Value) -> PyResult<()> {
        if is_manager(value) {
            return self.add_manager(name, value);
        }
        if let Some(object) = value.native::<FieldObject>() {
            let field = object.field();
            let own_name = field.name.clone().unwrap_or_else(|| name.clone());
            object.set(field.with_name(&own_name));
            let class = self.interpreter.class_of(value);
            if !crate::orm::fields::has_own(&class, "contribute_to_class") {
                let field = Field::from_value(self.interpreter, value)?;
                self.check_reference(&field)?;
                super::descriptors::set(self.interpreter, self.class, &field, value)?;
                if field.column().is_some() && !field.kind.is_subclass(FieldKind::FileField) {
                    // The field's descriptor takes the place of a property.
                    self.class.remove(&field.attname());
                }
                return add_field(self.interpreter, &self.meta, field);
            }
        } else if crate::orm::modules::contrib::is_private_field(value) {
            self.meta
                .private_fields
                .borrow_mut()
                .insert(name.clone(), value.clone());
        }
        let arguments = [Value::Class(self.class.clone()), Value::Str(name.clone())];
        let arguments = Arguments::positional(arguments.to_vec());
        self.interpreter
            .call_method(value, "contribute_to_class", arguments)?;
        self.read_again(value)
    }

    /// `make_model_tuple()` of the model that a field names.
    fn check_reference(&mut self, field: &Field) -> PyResult<()> {
        let Some(ModelReference::Scoped { app_label, model }) =
            field.relation.as_ref().map(|relation| &relation.to)
        else {
            return Ok(());
        };
        if self.meta.is_abstract || !model.contains('.') {
            return Ok(());
        }
        let handled = self
            .interpreter
            .value_error("too many values to unpack (expected 2)");
        let error = self.interpreter.value_error(format!(
            "Invalid model reference '{app_label}.{model}'. String model references must be of the \
             form 'app_label.ModelName'."
        ));
        Err(raised_during(error, &handled))
    }

    /// A field that its own `contribute_to_class()` has given to `_meta.add_field()` is asked what
    /// it is only now, when it is ready to say.
    fn read_again(&mut self, value: &Value) -> PyResult<()> {
        let is_added = {
            let model = self.meta.model.borrow();
            let own = |field: &Field| field.instance.as_ref().is_some_and(|it| it.is(value));
            model.fields.values().any(own)
        };
        // A field of an abstract model is never asked: each model that inherits it has a copy.
        if !is_added || self.meta.is_abstract {
            return Ok(());
        }
        let field = Field::from_value(self.interpreter, value)?;
        add_field(self.interpreter, &self.meta, field)
    }

    fn add_manager(&mut self, name: &Rc<str>, value: &Value) -> PyResult<()> {
        if let Some(object) = value.native::<ManagerObject>() {
            object.name.borrow_mut().get_or_insert_with(|| name.clone());
        }
        self.class.set(name, value.clone());
        self.meta
            .local_managers
            .borrow_mut()
            .push((name.clone(), value.clone()));
        Ok(())
    }

    /// `Options._prepare` and `ModelBase._prepare`.
    fn prepare(&mut self) -> PyResult<()> {
        self.prepare_order()?;
        self.prepare_primary_key()?;
        self.prepare_managers()?;
        self.name_indexes()
    }

    fn prepare_order(&mut self) -> PyResult<()> {
        let wanted = self
            .meta
            .model
            .borrow()
            .options
            .text("order_with_respect_to");
        let Some(wanted) = wanted.filter(|name| !name.is_empty()) else {
            return Ok(());
        };
        let known = self.all_fields();
        let is_private = self.meta.private_fields.borrow().contains_key(&wanted);
        if is_private {
            // A relation without column is not in migrations, nor is the option then.
            let mut model = self.meta.model.borrow_mut();
            model.options.values.shift_remove("order_with_respect_to");
        } else if !known
            .iter()
            .any(|field| field.name() == wanted || field.attname() == wanted)
        {
            let message = format!("{} has no field named '{wanted}'", self.class.name);
            let class = "django.core.exceptions.FieldDoesNotExist";
            let error = Exception::new(class, message).into_python(self.interpreter);
            let handled = self.interpreter.raise("StopIteration", "");
            return Err(raised_during(error, &handled));
        }
        let has_order = self
            .meta
            .local_fields()
            .iter()
            .any(|field| field.kind == FieldKind::OrderWrt);
        if has_order {
            return Ok(());
        }
        let counter = self.context.registry.borrow_mut().next_counter(false);
        let field = Field::of_kind(FieldKind::OrderWrt).with(|data| {
            data.name = Some("_order".into());
            data.options.editable = false;
            data.creation_counter = counter;
        });
        add_field(self.interpreter, &self.meta, field)
    }

    fn prepare_primary_key(&mut self) -> PyResult<()> {
        if self.meta.is_proxy() || self.meta.model.borrow().pk().is_some() {
            return Ok(());
        }
        let link = self.meta.parents.borrow().values().next().cloned();
        if let Some(link) = link {
            let mut model = self.meta.model.borrow_mut();
            if let Some(field) = link.and_then(|link| model.fields.get_mut(&link)) {
                *field = field.with(|data| {
                    data.options.primary_key = true;
                    data.options.serialize = false;
                });
            }
            return Ok(());
        }
        let field = self.default_primary_key()?;
        // A field of one's own has its name: the system checks say so.
        if self.meta.model.borrow().fields.contains_key("id") {
            return Ok(());
        }
        add_field(self.interpreter, &self.meta, field)
    }

    /// What `import_string()` raises.
    fn missing_class(&mut self, module: &str, name: &str) -> Box<PyError> {
        let text = format!("module '{module}' has no attribute '{name}'");
        let cause = self.interpreter.attribute_error(text);
        let text = format!("Module \"{module}\" does not define a \"{name}\" attribute/class");
        raised_from(
            self.interpreter.raise("ImportError", text),
            &cause.exception,
        )
    }

    /// `_get_default_pk_class()` and the field `id` of that class.
    fn default_primary_key(&mut self) -> PyResult<Field> {
        let (path, source) = self.default_auto_field();
        if path.is_empty() {
            let message = format!("{source} must not be empty.");
            return self.error("django.core.exceptions.ImproperlyConfigured", message);
        }
        let found = match path.rsplit_once('.') {
            Some((module, name)) => match self.interpreter.import_module(module) {
                Ok(found) => found
                    .get(name)
                    .ok_or_else(|| self.missing_class(module, name)),
                Err(error) if error.uncatchable => return Err(error),
                Err(error) => Err(error),
            },
            None => {
                let text = format!("{path} doesn't look like a module path");
                Err(self.interpreter.raise("ImportError", text))
            }
        };
        let value = found.map_err(|cause| {
            let text =
                format!("{source} refers to the module '{path}' that could not be imported.");
            let class = "django.core.exceptions.ImproperlyConfigured";
            let error = Exception::new(class, text).into_python(self.interpreter);
            raised_from(error, &cause.exception)
        })?;
        let Some(class) = value.as_class() else {
            return Err(self
                .interpreter
                .type_error("issubclass() arg 1 must be a class"));
        };
        if !FieldKind::of_class(class).is_some_and(FieldKind::is_auto) {
            return Err(self.interpreter.value_error(format!(
                "Primary key '{path}' referred by {source} must subclass AutoField."
            )));
        }
        let arguments = Arguments::default()
            .with("verbose_name", Value::str("ID"))
            .with("primary_key", Value::Bool(true))
            .with("auto_created", Value::Bool(true));
        let value = self
            .interpreter
            .call(&Value::Class(class.clone()), arguments)?;
        if let Some(object) = value.native::<FieldObject>() {
            object.set(object.field().with_name("id"));
        }
        Field::from_value(self.interpreter, &value)
    }

    /// The path of the automatic primary key's class, and what says it.
    fn default_auto_field(&self) -> (Rc<str>, String) {
        let registry = self.context.registry.borrow();
        let config = registry.app_configs.get(&self.meta.app_label());
        match config.and_then(|config| Some((config, config.default_auto_field.clone()?))) {
            Some((config, path)) => {
                let class = config
                    .class_path
                    .clone()
                    .unwrap_or_else(|| "AppConfig".into());
                (path, format!("{class}.default_auto_field"))
            }
            None => (
                self.context.settings().default_auto_field.clone(),
                "DEFAULT_AUTO_FIELD".to_owned(),
            ),
        }
    }

    fn name_indexes(&mut self) -> PyResult<()> {
        let mut model = self.meta.model.borrow().clone();
        model.resolved.all_fields = self.all_fields();
        let mut named = Vec::new();
        for index in &model.options.indexes {
            named.push(match index.name.is_empty() {
                false => index.clone(),
                true => match index.set_name_with_model(&model) {
                    Ok(index) => index,
                    Err(exception) => return Err(exception.into_python(self.interpreter)),
                },
            });
        }
        self.meta.model.borrow_mut().options.indexes = named;
        Ok(())
    }

    /// `_meta.fields`: those of the parents in the registry, then the class's own.
    fn all_fields(&self) -> Vec<Field> {
        let registry = self.context.registry.borrow();
        let parents = self.meta.parents.borrow();
        let mut inherited: Vec<Field> = parents
            .keys()
            .filter_map(|key| registry.model(key))
            .flat_map(|model| model.fields.values().cloned())
            .collect();
        inherited.extend(self.meta.local_fields());
        inherited
    }

    /// `apps.register_model`.
    fn register(mut self) -> PyResult<()> {
        let key = self.meta.key();
        self.check_conflict(&key)?;
        let model = self.meta.model.borrow().clone();
        let mut registry = self.context.registry.borrow_mut();
        if let Some(setting) = model.options.text("swappable") {
            registry
                .swappable
                .insert(model.label_lower(), setting.clone());
            if let Some(value) = registry.settings.text(&setting) {
                registry.swappable.insert(value.to_lowercase(), setting);
            }
        }
        registry.models.insert(
            key,
            RegisteredModel {
                class: self.class.clone(),
                model,
            },
        );
        Ok(())
    }

    fn check_conflict(&mut self, key: &ModelKey) -> PyResult<()> {
        let known = self
            .context
            .registry
            .borrow()
            .models
            .get(key)
            .map(|it| it.class.clone());
        let Some(known) = known else { return Ok(()) };
        let ModelKey {
            app_label,
            model_name,
        } = key;
        if known.name == self.class.name && known.module == self.class.module {
            self.context.registry.borrow_mut().warnings.push(format!(
                "Model '{app_label}.{model_name}' was already registered. Reloading models is not \
                 advised as it can lead to inconsistencies, most notably with related models."
            ));
            return Ok(());
        }
        let shown = |class: &Rc<Class>| format!("<class '{}'>", class.path());
        Err(self.interpreter.raise(
            "RuntimeError",
            format!(
                "Conflicting '{model_name}' models in application '{app_label}': {} and {}.",
                shown(&known),
                shown(self.class)
            ),
        ))
    }

    /// The bases of the model's state: abstract ones flattened, plain classes as they are.
    fn state_bases(&self) -> Vec<Base> {
        let mut flattened = Vec::new();
        flatten_bases(self.class, &mut flattened);
        let position = |base: &Rc<Class>| self.class.mro().position(|it| Rc::ptr_eq(it, base));
        flattened.sort_by_key(position);
        flattened.dedup_by(|left, right| Rc::ptr_eq(left, right));
        let is_model = |class: &Rc<Class>| class.path() == "django.db.models.base.Model";
        let mut inherits_model = false;
        let mut bases = Vec::new();
        for class in &flattened {
            bases.push(match meta_of(class) {
                Some(meta) => Base::Key(meta.key()),
                None if is_model(class) => Base::Model,
                None => Base::Class(Value::Class(class.clone())),
            });
            inherits_model |= class.mro().any(is_model);
        }
        if inherits_model {
            bases
        } else {
            vec![Base::Model]
        }
    }
}

fn flatten_bases(class: &Rc<Class>, bases: &mut Vec<Rc<Class>>) {
    for base in &class.bases {
        match meta_of(base) {
            Some(meta) if meta.is_abstract => flatten_bases(base, bases),
            _ => bases.push(base.clone()),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::orm::testing::Blog;

    /// Each model with its fields, in the order of migrations, or the error of a class statement.
    fn check(source: &str, expected: &[&str]) {
        let shown = match Blog::with(source) {
            Ok(blog) => {
                let registry = blog.registry.borrow();
                let models = registry.models.values().map(|registered| &registered.model);
                models
                    .map(|model| {
                        let fields: Vec<&str> = model.fields.keys().map(AsRef::as_ref).collect();
                        format!("{}: {}", model.name, fields.join(" "))
                    })
                    .collect()
            }
            Err(error) => vec![error],
        };
        assert_eq!(shown, expected);
    }

    #[test]
    fn automatic_keys_and_links_come_first() {
        check(
            "class Place(models.Model):\n    name = models.TextField()\n\
             class Bar(Place):\n    beer = models.TextField()\n    tags = models.ManyToManyField(Place)\n    wine = models.TextField()\n\
             class Proxy(Place):\n    class Meta:\n        proxy = True\n",
            &["Place: id name", "Bar: place_ptr beer wine tags", "Proxy: "],
        );
    }

    #[test]
    fn abstract_bases_are_copied() {
        check(
            "class Base(models.Model):\n    a = models.TextField()\n    b = models.TextField()\n    class Meta:\n        abstract = True\n\
             class Child(Base):\n    b = None\n    c = models.TextField(primary_key=True)\n",
            &["Child: a c"],
        );
    }

    #[test]
    fn wrong_classes_fail_as_in_django() {
        check(
            "class A(models.Model):\n    class Meta:\n        foo = 1\n",
            &["TypeError: 'class Meta' got invalid attribute(s): foo"],
        );
        check(
            "class A(models.Model):\n    x = models.TextField()\nclass B(A):\n    x = models.TextField()\n",
            &[
                "django.core.exceptions.FieldError: Local field 'x' in class 'B' clashes with field \
               of the same name from base class 'A'.",
            ],
        );
        check(
            "class A(models.Model):\n    objects = models.TextField()\n",
            &[
                "ValueError: Model A must specify a custom Manager, because it has a field named \
               'objects'.",
            ],
        );
    }
}
