//! Values as Python source, for migration files: `django.db.migrations.serializer`.

mod standard;

use std::collections::BTreeSet;
use std::rc::Rc;

use super::operations::{Operation, OperationObject};
use super::writer::{DOCS_VERSION, OperationWriter};
use crate::orm::deconstruct::{DECONSTRUCTIBLE, as_settings_reference};
use crate::orm::lazy::lazy_text;
use crate::orm::{Constraint, Deconstruction, Field, Index, deconstruct_value_with};
use crate::python::stdlib::enumeration::enum_member;
use crate::python::stdlib::re::RegexFlag;
use crate::python::{Arguments, Class, Instance, Interpreter, PyResult, Value};

/// How deep values may be nested in each other.
const DEPTH: usize = 100;

/// Writes values and collects the import statements they need.
pub struct Serializer<'a> {
    /// Asks the program's own objects.
    pub interpreter: &'a mut Interpreter,
    /// The import statements.
    pub imports: BTreeSet<String>,
    depth: usize,
}

impl<'a> Serializer<'a> {
    /// A serializer without imports yet.
    pub fn new(interpreter: &'a mut Interpreter) -> Self {
        Self {
            interpreter,
            imports: BTreeSet::new(),
            depth: 0,
        }
    }

    /// The source of a value.
    ///
    /// # Errors
    ///
    /// A `ValueError` with Django's text for a value that has no source, or what the program's own
    /// methods raise.
    pub fn serialize(&mut self, value: &Value) -> PyResult<String> {
        if self.depth == DEPTH {
            let text = "maximum recursion depth exceeded";
            return Err(self.interpreter.raise("RecursionError", text));
        }
        self.depth += 1;
        let source = self.serialize_value(value);
        self.depth -= 1;
        source
    }

    /// The source of a field.
    ///
    /// # Errors
    ///
    /// See [`Serializer::serialize`].
    pub fn serialize_field(&mut self, field: &Field) -> PyResult<String> {
        self.serialize_deconstructed(&field.deconstruct())
    }

    /// The source of an index.
    ///
    /// # Errors
    ///
    /// See [`Serializer::serialize`].
    pub fn serialize_index(&mut self, index: &Index) -> PyResult<String> {
        self.serialize_deconstructed(&index.deconstruct())
    }

    /// The source of a constraint.
    ///
    /// # Errors
    ///
    /// See [`Serializer::serialize`].
    pub fn serialize_constraint(&mut self, constraint: &Constraint) -> PyResult<String> {
        self.serialize_deconstructed(&constraint.deconstruct())
    }

    /// The source of an operation that stands inside another one.
    ///
    /// # Errors
    ///
    /// See [`Serializer::serialize`].
    pub fn serialize_operation(&mut self, operation: &Operation) -> PyResult<String> {
        let source = OperationWriter::new(self, 0).serialize(operation)?;
        Ok(source.trim_end_matches(',').to_owned())
    }

    /// Adds an import statement.
    pub fn import(&mut self, statement: impl Into<String>) {
        self.imports.insert(statement.into());
    }

    fn serialize_value(&mut self, value: &Value) -> PyResult<String> {
        if !matches!(value, Value::Instance(_)) {
            return self.serialize_built_in(value);
        }
        if let Some(text) = lazy_text(value)
            && as_settings_reference(value).is_none()
            && enum_member(value).is_none()
        {
            return self.repr(&Value::Str(text));
        }
        match value {
            Value::Instance(instance) => self.serialize_instance(value, instance),
            _ => self.serialize_built_in(value),
        }
    }

    fn serialize_built_in(&mut self, value: &Value) -> PyResult<String> {
        match value {
            Value::None
            | Value::Bool(_)
            | Value::Int(_)
            | Value::BigInt(_)
            | Value::Str(_)
            | Value::Bytes(_)
            | Value::Range(..) => self.repr(value),
            Value::Float(number) => self.serialize_float(*number),
            Value::List(items) => {
                let items = items.borrow().clone();
                Ok(format!("[{}]", self.serialize_items(&items)?))
            }
            Value::Tuple(items) => self.serialize_tuple(items),
            Value::Dict(dict) => {
                let entries = dict.borrow();
                let entries: Vec<(Value, Value)> = entries
                    .pairs()
                    .map(|(key, value)| (key.clone(), value.clone()))
                    .collect();
                self.serialize_dict(entries)
            }
            Value::Set(set) => {
                let items = set.borrow().keys().cloned().collect();
                let items = self.serialize_unordered(items)?;
                Ok(if items.is_empty() {
                    "set()".to_owned()
                } else {
                    format!("{{{items}}}")
                })
            }
            Value::FrozenSet(set) => {
                let items = set.keys().cloned().collect();
                Ok(format!("frozenset([{}])", self.serialize_unordered(items)?))
            }
            Value::Function(function) => {
                self.serialize_function(&function.name, &function.qualname, &function.module)
            }
            Value::NativeFunction(function) => {
                self.serialize_function(&function.name, &function.qualname, &function.module)
            }
            Value::BoundMethod(method) => self.serialize_method(&method.receiver, &method.function),
            Value::Class(class) => Ok(self.serialize_class(class)),
            Value::Iterator(_) => {
                let items = self.interpreter.iterate(value)?;
                self.serialize_tuple(&items)
            }
            _ => self.cannot_serialize(value),
        }
    }

    fn serialize_instance(&mut self, value: &Value, instance: &Rc<Instance>) -> PyResult<String> {
        if let Some(field) = Field::of_instance(value) {
            return self.serialize_field(&field);
        }
        if is_manager(instance) {
            return self.serialize_manager(value, instance);
        }
        if let Some(OperationObject(operation, _)) = value.native() {
            return self.serialize_operation(operation);
        }
        if let Some(deconstruction) = deconstruct_value_with(self.interpreter, value)? {
            if instance.class.lookup(DECONSTRUCTIBLE).is_some() {
                self.check_importable(&deconstruction.path)?;
            }
            return self.serialize_deconstructed(&deconstruction);
        }
        if let Some(member) = enum_member(value) {
            return self.serialize_enum_member(&member);
        }
        if let Some(RegexFlag(bits)) = value.native() {
            return Ok(self.serialize_regex_flag(*bits));
        }
        if let Some((setting, _)) = as_settings_reference(value) {
            self.import("from django.conf import settings");
            return Ok(format!("settings.{setting}"));
        }
        if !std::ptr::eq(value.unboxed(), value) {
            return self.serialize_boxed(value);
        }
        self.serialize_standard(value)
    }

    /// What `@deconstructible` asks of a class before it answers: to stand in its module.
    fn check_importable(&mut self, path: &str) -> PyResult<()> {
        let Some((module, name)) = path.rsplit_once('.') else {
            return Ok(());
        };
        if self.interpreter.import_module(module)?.get(name).is_some() {
            return Ok(());
        }
        Err(self.interpreter.value_error(format!(
            "Could not find object {name} in {module}.\nPlease note that you cannot serialize \
             things like inner classes. Please move the object into the main module body to use \
             migrations.\nFor more information, see \
             https://docs.djangoproject.com/en/{DOCS_VERSION}/topics/migrations/#serializing-values"
        )))
    }

    /// An instance of a subclass of a built-in type.
    fn serialize_boxed(&mut self, value: &Value) -> PyResult<String> {
        match value.unboxed() {
            Value::Int(_) | Value::BigInt(_) | Value::Str(_) | Value::Bytes(_) => self.repr(value),
            inner => self.serialize_built_in(inner),
        }
    }

    /// An instance of another class that can be iterated over or that is a path.
    fn serialize_protocol(&mut self, value: &Value) -> PyResult<String> {
        let Some(instance) = value.as_instance() else {
            return self.cannot_serialize(value);
        };
        if instance.class.lookup("__iter__").is_some() {
            let items = self.interpreter.iterate(value)?;
            return self.serialize_tuple(&items);
        }
        if instance.class.lookup("__fspath__").is_some() {
            let arguments = Arguments::default();
            let path = self
                .interpreter
                .call_method(value, "__fspath__", arguments)?;
            return self.repr(&path);
        }
        self.cannot_serialize(value)
    }

    /// The source of a constructor call.
    fn serialize_deconstructed(&mut self, deconstruction: &Deconstruction) -> PyResult<String> {
        let name = self.serialize_path(&deconstruction.path);
        let mut parts = Vec::new();
        for value in &deconstruction.args {
            parts.push(self.serialize(value)?);
        }
        let mut keywords: Vec<_> = deconstruction.kwargs.iter().collect();
        keywords.sort_by_key(|(keyword, _)| *keyword);
        for (keyword, value) in keywords {
            parts.push(format!("{keyword}={}", self.serialize(value)?));
        }
        Ok(format!("{name}({})", parts.join(", ")))
    }

    fn serialize_path(&mut self, path: &str) -> String {
        match path.rsplit_once('.') {
            Some(("django.db.models", name)) => {
                self.import("from django.db import models");
                format!("models.{name}")
            }
            Some((module, _)) => {
                self.import(format!("import {module}"));
                path.to_owned()
            }
            None => path.to_owned(),
        }
    }

    fn serialize_items(&mut self, items: &[Value]) -> PyResult<String> {
        let mut parts = Vec::with_capacity(items.len());
        for item in items {
            parts.push(self.serialize(item)?);
        }
        Ok(parts.join(", "))
    }

    fn serialize_tuple(&mut self, items: &[Value]) -> PyResult<String> {
        let inner = self.serialize_items(items)?;
        let comma = if items.len() == 1 { "," } else { "" };
        Ok(format!("({inner}{comma})"))
    }

    /// The items of a set, sorted by their `repr()`.
    fn serialize_unordered(&mut self, items: Vec<Value>) -> PyResult<String> {
        let mut keyed = Vec::with_capacity(items.len());
        for item in items {
            keyed.push((self.interpreter.repr(&item)?, item));
        }
        keyed.sort_by(|left, right| left.0.cmp(&right.0));
        let items: Vec<Value> = keyed.into_iter().map(|(_, item)| item).collect();
        self.serialize_items(&items)
    }

    fn serialize_dict(&mut self, mut entries: Vec<(Value, Value)>) -> PyResult<String> {
        self.sort_by_key(&mut entries)?;
        let mut parts = Vec::with_capacity(entries.len());
        for (key, value) in &entries {
            let key = self.serialize(key)?;
            parts.push(format!("{key}: {}", self.serialize(value)?));
        }
        Ok(format!("{{{}}}", parts.join(", ")))
    }

    fn sort_by_key(&mut self, entries: &mut [(Value, Value)]) -> PyResult<()> {
        let mut failure = None;
        entries.sort_by(
            |(left, _), (right, _)| match (left.as_str(), right.as_str()) {
                (Some(left), Some(right)) => left.cmp(right),
                _ => match self.interpreter.compare(left, right) {
                    Ok(order) => order,
                    Err(error) => {
                        failure.get_or_insert(error);
                        std::cmp::Ordering::Equal
                    }
                },
            },
        );
        failure.map_or(Ok(()), Err)
    }

    fn serialize_float(&mut self, number: f64) -> PyResult<String> {
        Ok(if number.is_nan() {
            "float(\"nan\")".to_owned()
        } else if number.is_infinite() {
            let sign = if number < 0.0 { "-" } else { "" };
            format!("float(\"{sign}inf\")")
        } else {
            return self.repr(&Value::Float(number));
        })
    }

    fn serialize_function(&mut self, name: &str, qualname: &str, module: &str) -> PyResult<String> {
        if name == "<lambda>" {
            let text = "Cannot serialize function: lambda";
            return Err(self.interpreter.value_error(text));
        }
        if qualname.contains('<') {
            let text = format!("Could not find function {name} in {module}.\n");
            return Err(self.interpreter.value_error(text));
        }
        self.import(format!("import {module}"));
        Ok(format!("{module}.{qualname}"))
    }

    fn serialize_method(&mut self, receiver: &Value, function: &Value) -> PyResult<String> {
        let (name, qualname, module) = match function {
            Value::Function(it) => (&it.name, &it.qualname, &it.module),
            Value::NativeFunction(it) => (&it.name, &it.qualname, &it.module),
            _ => return self.cannot_serialize(function),
        };
        match receiver.as_class() {
            Some(class) => {
                self.import(format!("import {}", class.module));
                Ok(format!("{}.{}.{name}", class.module, class.qualname))
            }
            None => self.serialize_function(name, qualname, module),
        }
    }

    fn serialize_class(&mut self, class: &Rc<Class>) -> String {
        match class.path().as_str() {
            "django.db.models.base.Model" => {
                self.import("from django.db import models");
                "models.Model".to_owned()
            }
            "NoneType" | "types.NoneType" => {
                self.import("import types");
                "types.NoneType".to_owned()
            }
            path => {
                if &*class.module != "builtins" {
                    self.import(format!("import {}", class.module));
                }
                path.to_owned()
            }
        }
    }

    fn serialize_manager(&mut self, value: &Value, instance: &Rc<Instance>) -> PyResult<String> {
        let as_manager = self
            .interpreter
            .find_attribute(value, "_built_with_as_manager")?;
        if matches!(as_manager, Some(Value::Bool(true))) {
            let queryset = self.interpreter.get_attribute(value, "_queryset_class")?;
            let path = match queryset.as_class() {
                Some(class) => format!("{}.{}", class.module, class.name),
                None => return self.cannot_serialize(value),
            };
            return Ok(format!("{}.as_manager()", self.serialize_path(&path)));
        }
        let (module, name) = (&instance.class.module, &instance.class.name);
        if self.interpreter.import_module(module)?.get(name).is_none() {
            let text = format!(
                "Could not find manager {name} in {module}.\nPlease note that you need to inherit \
                 from managers you dynamically generated with 'from_queryset()'."
            );
            return Err(self.interpreter.value_error(text));
        }
        self.serialize_deconstructed(&Deconstruction {
            path: format!("{module}.{name}").into(),
            args: instance.arguments.positional.clone(),
            kwargs: instance.arguments.keywords.clone(),
        })
    }

    fn repr(&mut self, value: &Value) -> PyResult<String> {
        Ok(self.interpreter.repr(value)?.to_string())
    }

    fn cannot_serialize(&mut self, value: &Value) -> PyResult<String> {
        let shown = self.repr(value)?;
        Err(self.interpreter.value_error(format!(
            "Cannot serialize: {shown}\nThere are some values Django cannot serialize into \
             migration files.\nFor more, see https://docs.djangoproject.com/en/{DOCS_VERSION}/\
             topics/migrations/#migration-serializing"
        )))
    }
}

/// Whether the instance is one of Django's managers or of a subclass.
pub fn is_manager(instance: &Instance) -> bool {
    instance
        .class
        .mro()
        .any(|class| class.path() == "django.db.models.manager.BaseManager")
}
