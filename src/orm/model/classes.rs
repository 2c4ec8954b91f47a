//! The registry that a model class belongs to (`_meta.apps`): its models with their Python classes.

use std::cell::RefCell;
use std::rc::Rc;

use indexmap::IndexMap;

use super::base::model_exceptions;
use super::{Base, Model, ModelKey, ModelMeta, OptionsObject, meta_of};
use crate::orm::apps::Apps;
use crate::orm::connection::DatabaseConnection;
use crate::orm::managers::{ManagerObject, copy_manager, is_manager, plain_manager};
use crate::orm::modules::Context;
use crate::orm::query::opts::Opts;
use crate::python::value::Instance;
use crate::python::{Class, Interpreter, PyResult, Value};

/// Classes that no class statement declares, which live models share: a receiver that was connected to
/// one of them is asked after others were declared, too.
pub(crate) type AutoCreated = Rc<RefCell<IndexMap<ModelKey, Rc<Class>>>>;

/// Models and their classes.
pub struct ModelClasses {
    /// The models.
    pub apps: Rc<Apps>,
    /// The database that queries go to.
    pub connection: Rc<DatabaseConnection>,
    /// Whether these are the models of a migration, which know nothing of the project's code.
    pub historical: bool,
    classes: RefCell<IndexMap<ModelKey, Rc<Class>>>,
    /// Where the classes that are made here stay when a model more is declared.
    auto_created: AutoCreated,
    /// The classes of related managers, by model and accessor.
    pub(crate) related_managers: RefCell<IndexMap<(ModelKey, Rc<str>), Rc<Class>>>,
}

impl ModelClasses {
    /// The historical models of a migration's state.
    pub fn historical(apps: Rc<Apps>, connection: Rc<DatabaseConnection>) -> Rc<Self> {
        Rc::new(Self {
            apps,
            connection,
            historical: true,
            classes: RefCell::default(),
            auto_created: AutoCreated::default(),
            related_managers: RefCell::default(),
        })
    }

    /// The models that the project's modules declare.
    pub(crate) fn live(
        apps: Rc<Apps>,
        connection: Rc<DatabaseConnection>,
        classes: IndexMap<ModelKey, Rc<Class>>,
        auto_created: AutoCreated,
    ) -> Rc<Self> {
        let known = auto_created.borrow().clone();
        let live = Rc::new(Self {
            apps,
            connection,
            historical: false,
            classes: RefCell::new(classes),
            auto_created,
            related_managers: RefCell::default(),
        });
        for (key, class) in known {
            if let (Some(model), Some(meta)) = (live.apps.model(&key), meta_of(&class)) {
                meta.model.replace(Model::clone(model));
                meta.classes.replace(Some(live.clone()));
                live.classes.borrow_mut().insert(key, class);
            }
        }
        live
    }

    /// Forgets the classes, which hold on to this registry.
    pub fn clear(&self) {
        self.classes.borrow_mut().clear();
        self.related_managers.borrow_mut().clear();
    }

    /// The class of a model, made when it is first asked for.
    ///
    /// # Errors
    ///
    /// `LookupError` when there is no such model.
    pub fn class(
        self: &Rc<Self>,
        interpreter: &mut Interpreter,
        key: &ModelKey,
    ) -> PyResult<Rc<Class>> {
        if let Some(class) = self.classes.borrow().get(key) {
            return Ok(class.clone());
        }
        let model = match self.apps.require_model(key) {
            Ok(model) => model.clone(),
            Err(exception) => return Err(exception.into_python(interpreter)),
        };
        let class = self.create(interpreter, &model)?;
        self.classes.borrow_mut().insert(key.clone(), class.clone());
        if !self.historical {
            let mut kept = self.auto_created.borrow_mut();
            kept.insert(key.clone(), class.clone());
        }
        self.add_managers(interpreter, &model, &class)?;
        Ok(class)
    }

    /// A class for a model that no class statement declares: a historical one, or the one behind a
    /// many-to-many relation.
    fn create(
        self: &Rc<Self>,
        interpreter: &mut Interpreter,
        model: &Rc<Model>,
    ) -> PyResult<Rc<Class>> {
        let base = interpreter
            .import_module("django.db.models.base")?
            .get("Model");
        let base = base.as_ref().and_then(Value::as_class).cloned();
        let mut bases: Vec<Rc<Class>> = Vec::new();
        for declared in &model.bases {
            bases.extend(match declared {
                Base::Model => base.clone(),
                Base::Key(key) => Some(self.class(interpreter, key)?),
                Base::Named(label) => match ModelKey::parse(label) {
                    Some(key) => Some(self.class(interpreter, &key)?),
                    None => None,
                },
                Base::Class(class) => class.as_class().cloned(),
            });
        }
        if bases.is_empty() {
            bases.extend(base);
        }
        let builder = interpreter.class_builder(&model.name, &model.module);
        let class = bases
            .iter()
            .fold(builder, crate::python::class::ClassBuilder::base)
            .build();
        let meta = Rc::new(ModelMeta::of_model(model, self.clone()));
        class.attachment.replace(Some(meta.clone()));
        let module = interpreter.import_module("django.db.models.options")?;
        if let Some(options) = module.get("Options").as_ref().and_then(Value::as_class) {
            let native = Rc::new(OptionsObject(meta));
            let value = Value::Instance(Instance::with_native(options, native));
            class.set("_meta", value);
        }
        model_exceptions(interpreter, &class)?;
        for field in model.fields.values() {
            if super::descriptors::has_own(field) {
                let value = crate::orm::modules::fields::bound_field_value(interpreter, field)?;
                super::descriptors::set(interpreter, &class, field, &value)?;
            }
        }
        Ok(class)
    }

    fn add_managers(
        &self,
        interpreter: &mut Interpreter,
        model: &Rc<Model>,
        class: &Rc<Class>,
    ) -> PyResult<()> {
        let Some(meta) = meta_of(class) else {
            return Ok(());
        };
        let mut managers = Vec::new();
        for (name, manager) in &model.managers {
            managers.push((name.clone(), copy_manager(manager)));
        }
        let inherited = class.lookup("objects").is_some_and(|it| is_manager(&it));
        if managers.is_empty() && !inherited {
            let name: Rc<str> = "objects".into();
            let manager = plain_manager(interpreter, &name)?;
            if let Some(object) = manager.native::<ManagerObject>() {
                object.auto_created.set(true);
            }
            managers.push((name, manager));
        }
        for (name, manager) in managers {
            class.set(&name, manager.clone());
            meta.local_managers.borrow_mut().push((name, manager));
        }
        Ok(())
    }
}

/// The registry that a model class belongs to.
///
/// # Errors
///
/// `TypeError` for a class that is no model, and what the models' bases raise.
pub fn classes_of(interpreter: &mut Interpreter, class: &Rc<Class>) -> PyResult<Rc<ModelClasses>> {
    let Some(meta) = meta_of(class) else {
        let message = format!("'{}' is not a model", class.name);
        return Err(interpreter.type_error(message));
    };
    if let Some(classes) = meta.classes.borrow().as_ref() {
        return Ok(classes.clone());
    }
    let context = meta.context.clone();
    match context {
        Some(context) => live_classes(interpreter, &context),
        None => Err(interpreter.type_error(format!("'{}' is not a model", class.name))),
    }
}

/// The registry of the models that the project's modules declare.
///
/// # Errors
///
/// A base that is not installed.
pub(crate) fn live_classes(
    interpreter: &mut Interpreter,
    context: &Rc<Context>,
) -> PyResult<Rc<ModelClasses>> {
    if !context.registry.borrow().ready {
        return classes_so_far(interpreter, context);
    }
    let count = context.registry.borrow().models.len();
    if let Some((known, classes)) = context.live.borrow().as_ref()
        && *known == count
    {
        return Ok(classes.clone());
    }
    // A model was declared since, by the shell.
    context.registry.borrow_mut().finish();
    let live = classes_so_far(interpreter, context)?;
    *context.live.borrow_mut() = Some((count, live.clone()));
    Ok(live)
}

/// The models declared by now: a module may build a query while others are still to be imported.
fn classes_so_far(
    interpreter: &mut Interpreter,
    context: &Rc<Context>,
) -> PyResult<Rc<ModelClasses>> {
    let registry = context.registry.borrow();
    let apps = match registry.apps(context.settings()) {
        Ok(apps) => Rc::new(apps),
        Err(exception) => return Err(exception.into_python(interpreter)),
    };
    let classes = registry.models.iter();
    let classes = classes.map(|(key, registered)| (key.clone(), registered.class.clone()));
    let connection = context.connection.clone();
    let auto_created = context.auto_created.clone();
    Ok(ModelClasses::live(
        apps,
        connection,
        classes.collect(),
        auto_created,
    ))
}

/// `_meta` of a class, with relations resolved.
///
/// # Errors
///
/// See [`classes_of`].
pub fn opts_of(interpreter: &mut Interpreter, class: &Rc<Class>) -> PyResult<Opts> {
    let classes = classes_of(interpreter, class)?;
    let key = meta_of(class).map(|meta| meta.key());
    let opts = key.as_ref().and_then(|key| Opts::get(&classes.apps, key));
    opts.ok_or_else(|| interpreter.type_error(format!("'{}' is not a model", class.name)))
}

/// The class of a model of the same registry.
///
/// # Errors
///
/// `LookupError`.
pub fn class_beside(
    interpreter: &mut Interpreter,
    class: &Rc<Class>,
    key: &ModelKey,
) -> PyResult<Rc<Class>> {
    classes_of(interpreter, class)?.class(interpreter, key)
}
