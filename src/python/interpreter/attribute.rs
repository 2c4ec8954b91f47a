//! Attributes: reading, setting and deleting them, and the descriptors among them.

use std::rc::Rc;

use crate::python::arguments::Arguments;
use crate::python::error::{PyError, PyResult};
use crate::python::interpreter::Interpreter;
use crate::python::types::descriptor::{ClassMethod, Property, StaticMethod, SuperObject};
use crate::python::types::exception::Hint;
use crate::python::value::{
    Binding, BoundMethod, Class, Dict, Function, Instance, Module, Namespace, NativeFunction, Value,
};

impl Interpreter {
    /// `getattr(value, name)`.
    ///
    /// # Errors
    ///
    /// `AttributeError`, or what a property raises.
    pub fn get_attribute(&mut self, value: &Value, name: &str) -> PyResult<Value> {
        let found = match value {
            Value::Instance(instance) => self.instance_attribute(value, instance, name)?,
            Value::Class(class) => self.class_attribute(class, name)?,
            Value::Module(module) => self.module_attribute(module, name)?,
            Value::Function(function) => self.function_attribute(value, function, name)?,
            Value::BoundMethod(method) => self.method_attribute(value, method, name)?,
            Value::NativeFunction(function) => match native_function_attribute(function, name) {
                Some(found) => Some(found),
                None => self.plain_attribute(value, name)?,
            },
            Value::Iterator(native) => match native.clone().get_attribute(self, value, name) {
                Some(result) => Some(result?),
                None => self.plain_attribute(value, name)?,
            },
            _ => self.plain_attribute(value, name)?,
        };
        match found {
            Some(found) => Ok(found),
            None => Err(self.no_attribute(value, name)),
        }
    }

    /// The expression `value.name`, which may find something inert.
    pub(in crate::python) fn read_attribute(
        &mut self,
        value: &Value,
        name: &str,
    ) -> PyResult<Value> {
        match self.get_attribute(value, name) {
            Err(error) if error.is_builtin(self, "AttributeError") && !error.uncatchable => {
                self.inert_attribute(value, name).unwrap_or(Err(error))
            }
            result => result,
        }
    }

    /// `getattr(value, name, None)`, with Rust's `None` for a missing attribute.
    ///
    /// # Errors
    ///
    /// What a property raises, other than `AttributeError`.
    pub fn find_attribute(&mut self, value: &Value, name: &str) -> PyResult<Option<Value>> {
        match self.get_attribute(value, name) {
            Ok(value) => Ok(Some(value)),
            Err(error) if error.is_builtin(self, "AttributeError") && !error.uncatchable => {
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }

    /// A method that the value's class defines, unbound, when the class is not a built-in type:
    /// how operators find `__add__` and its like.
    pub(in crate::python) fn special(&self, value: &Value, name: &str) -> Option<Value> {
        let class = match value {
            Value::Instance(instance) => instance.class.clone(),
            Value::Class(class) if self.has_metaclasses => self.metaclass(class),
            _ => return None,
        };
        self.class_special(&class, name)
    }

    /// The same of the class.
    pub(in crate::python) fn class_special(&self, class: &Rc<Class>, name: &str) -> Option<Value> {
        let (owner, method) = class.lookup_with_owner(name)?;
        let builtin = owner.module.as_ref() == "builtins" && self.types.is_builtin(&owner);
        (!builtin && !method.is_none()).then_some(method)
    }

    /// Calls such a method, if there is one.
    pub(in crate::python) fn call_special(
        &mut self,
        value: &Value,
        name: &str,
        arguments: &[Value],
    ) -> PyResult<Option<Value>> {
        let Some(method) = self.special(value, name) else {
            return Ok(None);
        };
        let class = self.class_of(value);
        let bound = self.bind(&method, Some(value), &class)?;
        self.call(&bound, Arguments::positional(arguments))
            .map(Some)
    }

    fn instance_attribute(
        &mut self,
        value: &Value,
        instance: &Rc<Instance>,
        name: &str,
    ) -> PyResult<Option<Value>> {
        if self.has_getattribute
            && let Some(hook) = self.special(value, "__getattribute__")
        {
            return self.hooked_attribute(value, instance, name, &hook);
        }
        self.plain_instance_attribute(value, instance, name)
    }

    /// An attribute that the class's own `__getattribute__` answers.
    #[cold]
    fn hooked_attribute(
        &mut self,
        value: &Value,
        instance: &Rc<Instance>,
        name: &str,
        hook: &Value,
    ) -> PyResult<Option<Value>> {
        let class = instance.class.clone();
        let bound = self.bind(hook, Some(value), &class)?;
        match self.call(&bound, Arguments::positional(vec![Value::str(name)])) {
            Err(error) if error.is_builtin(self, "AttributeError") && !error.uncatchable => {
                let Some(fallback) = self.lookup(&class, "__getattr__") else {
                    return Err(error);
                };
                let bound = self.bind(&fallback, Some(value), &class)?;
                self.call(&bound, Arguments::positional(vec![Value::str(name)]))
                    .map(Some)
            }
            found => found.map(Some),
        }
    }

    /// `object.__getattribute__`, and `__getattr__` after it.
    pub(in crate::python) fn plain_instance_attribute(
        &mut self,
        value: &Value,
        instance: &Rc<Instance>,
        name: &str,
    ) -> PyResult<Option<Value>> {
        if let Some(parent) = instance.native::<SuperObject>() {
            return self.super_attribute(parent, name);
        }
        let class = instance.class.clone();
        let inherited = self.lookup(&class, name);
        if let Some(attribute) = &inherited
            && is_data_descriptor(attribute)
        {
            return self.bind(attribute, Some(value), &class).map(Some);
        }
        if let Some(found) = instance.get(name) {
            return Ok(Some(found));
        }
        if let Some(native) = instance.native.get().cloned()
            && let Some(result) = native.get_attribute(self, value, name)
        {
            return result.map(Some);
        }
        if let Some(attribute) = inherited
            && !(name == "__doc__" && Rc::ptr_eq(&class, &self.types.object))
        {
            return self.bind(&attribute, Some(value), &class).map(Some);
        }
        match name {
            "__class__" => return Ok(Some(Value::Class(class))),
            "__dict__"
                if self
                    .slots(&class)
                    .is_some_and(|it| !it.iter().any(|it| &**it == name)) =>
            {
                return Ok(None);
            }
            "__dict__" => {
                return self.instance_dict(value).map(Some);
            }
            "__module__" => return Ok(Some(Value::Str(class.module.clone()))),
            "__doc__" => return Ok(Some(Value::None)),
            _ => {}
        }
        if let Some(fallback) = self.lookup(&class, "__getattr__") {
            let bound = self.bind(&fallback, Some(value), &class)?;
            let argument = vec![Value::str(name)];
            return self.call(&bound, Arguments::positional(argument)).map(Some);
        }
        Ok(None)
    }

    /// An attribute of the class or an ancestor, with the host's `__init__` as one.
    pub(in crate::python) fn lookup(&self, class: &Rc<Class>, name: &str) -> Option<Value> {
        let is_special = name.starts_with("__");
        let object = &self.types.object;
        class
            .mro()
            .filter(|owner| is_special || !Rc::ptr_eq(owner, object))
            .find_map(|owner| own_attribute(owner, name))
    }

    fn super_attribute(&mut self, parent: &SuperObject, name: &str) -> PyResult<Option<Value>> {
        // A class is the receiver of a class method, or of a metaclass's method.
        let (class, receiver) = match &parent.receiver {
            Value::Class(class) if class.is_subclass(&parent.class) => (class.clone(), None),
            other => (self.class_of(other), Some(other.clone())),
        };
        let after = class
            .mro()
            .skip_while(|owner| !Rc::ptr_eq(owner, &parent.class))
            .skip(1)
            .find_map(|owner| own_attribute(owner, name));
        match after {
            Some(attribute) => self.bind(&attribute, receiver.as_ref(), &class).map(Some),
            None if name == "__class__" => Ok(self.builtin("super").map(Value::Class)),
            None => Ok(None),
        }
    }

    pub(in crate::python) fn class_attribute(
        &mut self,
        class: &Rc<Class>,
        name: &str,
    ) -> PyResult<Option<Value>> {
        let intrinsic = match name {
            "__name__" => Value::Str(class.name.clone()),
            "__qualname__" => Value::Str(class.qualname.clone()),
            "__module__" => Value::Str(class.module.clone()),
            "__bases__" => Value::tuple(class.bases.iter().cloned().map(Value::Class).collect()),
            "__mro__" => Value::tuple(class.mro().cloned().map(Value::Class).collect()),
            "__class__" => Value::Class(self.metaclass(class)),
            "__base__" => self.solid_base(class),
            "__dict__" => {
                let names = class.attributes.borrow().clone();
                Value::dict(Dict::from_text_keys(names))
            }
            "__doc__" => class.get("__doc__").unwrap_or(Value::None),
            _ => return self.inherited_class_attribute(class, name),
        };
        Ok(Some(intrinsic))
    }

    /// `__base__`: the base that says how instances are laid out.
    fn solid_base(&self, class: &Rc<Class>) -> Value {
        let is_solid = |base: &&Rc<Class>| {
            let object = &self.types.object;
            base.mro()
                .any(|it| self.types.is_builtin(it) && !Rc::ptr_eq(it, object))
        };
        let solid = class.bases.iter().find(is_solid);
        let found = solid.or(class.bases.first());
        found.map_or(Value::None, |base| Value::Class(base.clone()))
    }

    fn inherited_class_attribute(
        &mut self,
        class: &Rc<Class>,
        name: &str,
    ) -> PyResult<Option<Value>> {
        if let Some(attribute) = self.lookup(class, name) {
            return self.bind(&attribute, None, class).map(Some);
        }
        for owner in class.mro() {
            if let Some(native) = &owner.native
                && let Some(found) = native.class_attribute(self, class, name)?
            {
                return Ok(Some(found));
            }
        }
        let metaclass = self.metaclass(class);
        match self.lookup(&metaclass, name) {
            Some(attribute) => {
                let receiver = Value::Class(class.clone());
                self.bind(&attribute, Some(&receiver), &metaclass).map(Some)
            }
            None if self.has_metaclasses => {
                let name = [Value::str(name)];
                self.call_special(&Value::Class(class.clone()), "__getattr__", &name)
            }
            None => Ok(None),
        }
    }

    /// `type(class)`.
    pub(in crate::python) fn metaclass(&self, class: &Rc<Class>) -> Rc<Class> {
        let declared = class
            .mro()
            .find_map(|owner| match owner.get("__metaclass__") {
                Some(Value::Class(metaclass)) => Some(metaclass),
                _ => None,
            });
        declared.unwrap_or_else(|| self.types.type_())
    }

    fn module_attribute(&mut self, module: &Rc<Module>, name: &str) -> PyResult<Option<Value>> {
        if let Some(found) = module.get(name) {
            return Ok(Some(found));
        }
        if name == "__dict__" {
            return Ok(Some(self.module_dict(module)));
        }
        if self.additions.contains_key(&*module.name) && !self.loaded.contains_key(&module.name) {
            // It came with its package, and has not executed its text.
            self.import_module(&module.name)?;
            if let Some(found) = module.get(name) {
                return Ok(Some(found));
            }
        }
        if let Some(found) = self.known_name(module, name)? {
            return Ok(Some(found));
        }
        if let Some(fallback) = module.get("__getattr__") {
            let argument = vec![Value::str(name)];
            return self
                .call(&fallback, Arguments::positional(argument))
                .map(Some);
        }
        self.plain_attribute(&Value::Module(module.clone()), name)
    }

    /// A module's globals as a dict.
    pub(in crate::python) fn module_dict(&self, module: &Rc<Module>) -> Value {
        self.live_dict(&Value::Module(module.clone()), Namespace::default())
    }

    fn function_attribute(
        &mut self,
        value: &Value,
        function: &Rc<Function>,
        name: &str,
    ) -> PyResult<Option<Value>> {
        if let Some(found) = function.attributes.borrow().get(name) {
            return Ok(Some(found.clone()));
        }
        // What a program sets of these is kept with the others, but is none of them.
        const HELD: &[&str] = &[
            "__annotations__",
            "__doc__",
            "__module__",
            "__name__",
            "__qualname__",
            "__type_params__",
        ];
        let body = &function.code;
        let found = match name {
            "__name__" => Value::Str(function.name.clone()),
            "__qualname__" => Value::Str(function.qualname.clone()),
            "__module__" => Value::Str(function.module.clone()),
            "__doc__" => function.doc.clone().map_or(Value::None, Value::Str),
            "__dict__" => {
                let names = function.attributes.borrow().clone();
                let shown = names
                    .into_iter()
                    .filter(|(name, _)| !HELD.contains(&name.as_ref()));
                Value::dict(Dict::from_text_keys(shown))
            }
            "__annotations__" => {
                let annotations = Value::dict(Dict::default());
                function
                    .attributes
                    .borrow_mut()
                    .insert(name.into(), annotations.clone());
                annotations
            }
            "__defaults__" => match body.defaults.borrow().clone() {
                defaults if defaults.is_empty() => Value::None,
                defaults => Value::tuple(defaults),
            },
            "__kwdefaults__" => match body.keyword_defaults.borrow().clone() {
                defaults if defaults.is_empty() => Value::None,
                defaults => Value::dict(Dict::from_text_keys(defaults)),
            },
            "__get__" => {
                let function = value.clone();
                Value::function(name, "builtins", move |_, arguments| {
                    Ok(match arguments.positional.first() {
                        None | Some(Value::None) => function.clone(),
                        Some(receiver) => bound(receiver.clone(), function.clone()),
                    })
                })
            }
            "__code__" => self.code_object(&body.code),
            "__closure__" if body.closure.is_empty() => Value::None,
            "__closure__" => self.closure_cells(&body.closure),
            "__globals__" => self.module_dict(&body.globals),
            _ => return self.plain_attribute(value, name),
        };
        Ok(Some(found))
    }

    fn method_attribute(
        &mut self,
        value: &Value,
        method: &Rc<BoundMethod>,
        name: &str,
    ) -> PyResult<Option<Value>> {
        match name {
            "__self__" => Ok(Some(method.receiver.clone())),
            "__func__" => Ok(Some(method.function.clone())),
            "__class__" => Ok(Some(Value::Class(self.class_of(value)))),
            _ => self.find_attribute(&method.function, name),
        }
    }

    /// An attribute of a value whose attributes are its type's.
    fn plain_attribute(&mut self, value: &Value, name: &str) -> PyResult<Option<Value>> {
        let class = self.class_of(value);
        if name == "__class__" {
            return Ok(Some(Value::Class(class)));
        }
        if name == "__doc__" {
            return Ok(Some(class.get(name).unwrap_or(Value::None)));
        }
        match self.lookup(&class, name) {
            Some(attribute) => self.bind(&attribute, Some(value), &class).map(Some),
            None => Ok(None),
        }
    }

    /// What a class attribute is when read through an instance, or through the class.
    pub(in crate::python) fn bind(
        &mut self,
        attribute: &Value,
        receiver: Option<&Value>,
        owner: &Rc<Class>,
    ) -> PyResult<Value> {
        match attribute {
            Value::Function(_) => Ok(receiver.map_or_else(
                || attribute.clone(),
                |receiver| bound(receiver.clone(), attribute.clone()),
            )),
            Value::NativeFunction(function) => match (function.binding, receiver) {
                (Binding::Method, Some(receiver)) => Ok(bound(receiver.clone(), attribute.clone())),
                (Binding::ClassMethod, _) => {
                    Ok(bound(Value::Class(owner.clone()), attribute.clone()))
                }
                (Binding::Property, Some(receiver)) => {
                    let arguments = Arguments::positional(vec![receiver.clone()]);
                    (function.code)(self, arguments)
                }
                _ => Ok(attribute.clone()),
            },
            Value::Instance(instance) => self.bind_object(attribute, instance, receiver, owner),
            _ => Ok(attribute.clone()),
        }
    }

    fn bind_object(
        &mut self,
        attribute: &Value,
        instance: &Rc<Instance>,
        receiver: Option<&Value>,
        owner: &Rc<Class>,
    ) -> PyResult<Value> {
        if let Some(property) = instance.native::<Property>() {
            let Some(receiver) = receiver else {
                return Ok(attribute.clone());
            };
            let Some(getter) = property.getter.clone() else {
                let name = property.name.borrow().clone().unwrap_or_default();
                let class = self.type_name(receiver);
                return Err(self.attribute_error(format!(
                    "property '{name}' of '{class}' object has no getter"
                )));
            };
            return self.call(&getter, Arguments::positional(vec![receiver.clone()]));
        }
        if let Some(method) = instance.native::<ClassMethod>() {
            let function = method.0.clone();
            return Ok(bound(Value::Class(owner.clone()), function));
        }
        if let Some(method) = instance.native::<StaticMethod>() {
            return Ok(method.0.clone());
        }
        if let Some(native) = instance.native.get().cloned()
            && let Some(result) = native.get(self, attribute, receiver, owner)
        {
            return result;
        }
        if self.special(attribute, "__get__").is_some() {
            let receiver = receiver.cloned().unwrap_or(Value::None);
            let arguments = [receiver, Value::Class(owner.clone())];
            let result = self.call_special(attribute, "__get__", &arguments)?;
            return Ok(result.unwrap_or(Value::None));
        }
        Ok(attribute.clone())
    }

    /// `setattr(target, name, value)`.
    ///
    /// # Errors
    ///
    /// `AttributeError`, or what a descriptor raises.
    pub fn set_attribute(&mut self, target: &Value, name: &str, value: Value) -> PyResult<()> {
        match target {
            Value::Instance(instance) => self.set_instance_attribute(target, instance, name, value),
            Value::Class(class) if self.types.is_builtin(class) => {
                let message = format!(
                    "cannot set '{name}' attribute of immutable type '{}'",
                    class.name
                );
                Err(self.type_error(message))
            }
            Value::Class(_) if self.special(target, "__setattr__").is_some() => {
                let arguments = [Value::str(name), value];
                self.call_special(target, "__setattr__", &arguments)
                    .map(drop)
            }
            Value::Class(class) => self.store_class_attribute(class, name, value),
            Value::Module(module) => {
                module.set(name, value);
                Ok(())
            }
            Value::Function(function) => self.set_function_attribute(function, name, value),
            Value::Iterator(native) => {
                match native.clone().set_attribute(self, target, name, &value) {
                    Some(result) => result,
                    None => Err(self.cannot_set(target, name)),
                }
            }
            _ => Err(self.cannot_set(target, name)),
        }
    }

    /// `type.__setattr__(class, name, value)`.
    pub(in crate::python) fn store_class_attribute(
        &mut self,
        class: &Rc<Class>,
        name: &str,
        value: Value,
    ) -> PyResult<()> {
        if let Some(native) = class.native()
            && let Some(result) = native.class_set_attribute(self, class, name, Some(&value))
        {
            return result;
        }
        class.set(name, value);
        Ok(())
    }

    /// `type.__delattr__(class, name)`.
    pub(in crate::python) fn remove_class_attribute(
        &mut self,
        class: &Rc<Class>,
        name: &str,
    ) -> PyResult<()> {
        if let Some(native) = class.native()
            && let Some(result) = native.class_set_attribute(self, class, name, None)
        {
            return result;
        }
        match class.remove(name) {
            Some(_) => Ok(()),
            None => Err(self.no_attribute(&Value::Class(class.clone()), name)),
        }
    }

    fn set_instance_attribute(
        &mut self,
        target: &Value,
        instance: &Rc<Instance>,
        name: &str,
        value: Value,
    ) -> PyResult<()> {
        if self.special(target, "__setattr__").is_none() {
            return self.store_instance_attribute(target, instance, name, value);
        }
        let arguments = [Value::str(name), value];
        self.call_special(target, "__setattr__", &arguments)
            .map(drop)
    }

    /// `object.__setattr__(target, name, value)`.
    pub(in crate::python) fn store_instance_attribute(
        &mut self,
        target: &Value,
        instance: &Rc<Instance>,
        name: &str,
        value: Value,
    ) -> PyResult<()> {
        if let Some(attribute) = self.lookup(&instance.class, name)
            && let Some(result) = self.descriptor_set(&attribute, target, name, &value)
        {
            return result;
        }
        if let Some(native) = instance.native.get().cloned()
            && let Some(result) = native.set_attribute(self, target, name, &value)
        {
            return result;
        }
        if name == "__class__" {
            return Err(self.unsupported("assignment to '__class__'"));
        }
        if let Some(slots) = self.slots(&instance.class)
            && !slots
                .iter()
                .any(|slot| matches!(&**slot, own if own == name || own == "__dict__"))
        {
            return Err(self.no_attribute(target, name));
        }
        instance.set(name, value);
        Ok(())
    }

    /// The names that `__slots__` allow, when every class on the way has them.
    pub(in crate::python) fn slots(&self, class: &Rc<Class>) -> Option<Vec<Rc<str>>> {
        let mut names = Vec::new();
        for owner in class.mro() {
            if Rc::ptr_eq(owner, &self.types.object) {
                continue;
            }
            let slots = owner.get("__slots__")?;
            match slots.as_text() {
                Some(only) => names.push(only),
                None => names.extend(slots.as_sequence()?.iter().filter_map(Value::as_text)),
            }
        }
        Some(names)
    }

    fn descriptor_set(
        &mut self,
        attribute: &Value,
        target: &Value,
        name: &str,
        value: &Value,
    ) -> Option<PyResult<()>> {
        let class = self.type_name(target);
        let no_setter = |it: &Self| {
            it.attribute_error(format!(
                "property '{name}' of '{class}' object has no setter"
            ))
        };
        match attribute {
            Value::NativeFunction(function) if function.binding == Binding::Property => {
                let is_field = self.class_of(target).lookup("_fields").is_some();
                let is_member = crate::python::stdlib::enumeration::enum_member(target).is_some();
                Some(Err(if is_field {
                    self.attribute_error("can't set attribute")
                } else if is_member {
                    self.attribute_error(format!("<enum 'Enum'> cannot set attribute '{name}'"))
                } else {
                    no_setter(self)
                }))
            }
            Value::Instance(instance) => {
                if let Some(property) = instance.native::<Property>() {
                    let Some(setter) = property.setter.clone() else {
                        return Some(Err(no_setter(self)));
                    };
                    let arguments = Arguments::positional(vec![target.clone(), value.clone()]);
                    return Some(self.call(&setter, arguments).map(drop));
                }
                if let Some(native) = instance.native.get().cloned()
                    && let Some(result) = native.set(self, attribute, target, value)
                {
                    return Some(result);
                }
                let arguments = [target.clone(), value.clone()];
                match self.call_special(attribute, "__set__", &arguments) {
                    Ok(None) => None,
                    Ok(Some(_)) => Some(Ok(())),
                    Err(error) => Some(Err(error)),
                }
            }
            _ => None,
        }
    }

    fn set_function_attribute(
        &mut self,
        function: &Function,
        name: &str,
        value: Value,
    ) -> PyResult<()> {
        let defaults = &function.code.defaults;
        match (name, &value) {
            ("__defaults__", Value::Tuple(items)) => *defaults.borrow_mut() = items.to_vec(),
            ("__defaults__", _) => defaults.borrow_mut().clear(),
            ("__code__", code) if &*self.type_name(code) == "code" => {
                return Err(self.unsupported("assignment to '__code__'"));
            }
            ("__code__", _) => {
                return Err(self.type_error("__code__ must be set to a code object"));
            }
            _ => {
                function.attributes.borrow_mut().insert(name.into(), value);
            }
        }
        Ok(())
    }

    fn cannot_set(&self, target: &Value, name: &str) -> Box<PyError> {
        let class = self.class_of(target);
        if let Some(found) = class.lookup(name) {
            // A value that the type computes, no method.
            let computed = matches!(
                &found,
                Value::NativeFunction(function) if function.binding == Binding::Property
            );
            if computed {
                return self.attribute_error(format!(
                    "attribute '{name}' of '{}' objects is not writable",
                    class.path()
                ));
            }
            let message = format!("'{}' object attribute '{name}' is read-only", class.name);
            return self.attribute_error(message);
        }
        self.no_attribute(target, name)
    }

    /// `delattr(target, name)`.
    ///
    /// # Errors
    ///
    /// `AttributeError`, or what a descriptor raises.
    pub fn delete_attribute(&mut self, target: &Value, name: &str) -> PyResult<()> {
        let removed = match target {
            Value::Instance(instance) => {
                if self
                    .call_special(target, "__delattr__", &[Value::str(name)])?
                    .is_some()
                {
                    return Ok(());
                }
                if let Some(Value::Instance(attribute)) = instance.class.lookup(name) {
                    if let Some(deleter) = attribute
                        .native::<Property>()
                        .and_then(|it| it.deleter.clone())
                    {
                        let arguments = Arguments::positional(vec![target.clone()]);
                        return self.call(&deleter, arguments).map(drop);
                    }
                    if attribute.native::<Property>().is_some() {
                        let class = self.type_name(target);
                        return Err(self.attribute_error(format!(
                            "property '{name}' of '{class}' object has no deleter"
                        )));
                    }
                    let descriptor = Value::Instance(attribute);
                    let arguments = [target.clone()];
                    if self
                        .call_special(&descriptor, "__delete__", &arguments)?
                        .is_some()
                    {
                        return Ok(());
                    }
                }
                instance.attributes.borrow_mut().shift_remove(name)
            }
            Value::Class(class) => {
                let arguments = [Value::str(name)];
                let done = self.call_special(target, "__delattr__", &arguments)?;
                return match done {
                    Some(_) => Ok(()),
                    None => self.remove_class_attribute(class, name),
                };
            }
            Value::Module(module) => module.globals.borrow_mut().shift_remove(name),
            Value::Function(function) => function.attributes.borrow_mut().shift_remove(name),
            _ => None,
        };
        match removed {
            Some(_) => Ok(()),
            None => Err(self.no_attribute(target, name)),
        }
    }

    /// CPython's `AttributeError` for a value without that attribute.
    pub fn no_attribute(&self, value: &Value, name: &str) -> Box<PyError> {
        let message = match value {
            Value::Class(class) => {
                format!("type object '{}' has no attribute '{name}'", class.name)
            }
            Value::Module(module) if self.is_initializing(module) => format!(
                "partially initialized module '{}' has no attribute '{name}' (most likely due to \
                 a circular import)",
                module.name
            ),
            Value::Module(module) => format!("module '{}' has no attribute '{name}'", module.name),
            Value::Instance(instance) if instance.native::<SuperObject>().is_some() => {
                format!("'super' object has no attribute '{name}'")
            }
            _ => format!(
                "'{}' object has no attribute '{name}'",
                self.operand_name(value)
            ),
        };
        let error = self.attribute_error(message);
        let mut names = self.attribute_names(value);
        names.sort();
        self.with_hint(error, Hint::Misspelt(name.into(), vec![names]))
    }

    /// `dir(value)`, unsorted.
    pub(in crate::python) fn attribute_names(&self, value: &Value) -> Vec<Rc<str>> {
        let mut names: Vec<Rc<str>> = Vec::new();
        let class = match value {
            Value::Instance(instance) => {
                names.extend(instance.attributes.borrow().keys().cloned());
                instance.class.clone()
            }
            Value::Module(module) => {
                return module.globals.borrow().keys().cloned().collect();
            }
            Value::Class(class) => class.clone(),
            Value::Function(function) => {
                names.extend(function.attributes.borrow().keys().cloned());
                self.class_of(value)
            }
            _ => self.class_of(value),
        };
        for owner in class.mro() {
            names.extend(owner.attributes.borrow().keys().cloned());
        }
        names.extend(["__class__", "__doc__", "__module__", "__dict__"].map(Into::into));
        let mut seen = indexmap::IndexSet::new();
        names.retain(|name| seen.insert(name.clone()));
        names
    }

    pub(in crate::python) fn with_hint(&self, error: Box<PyError>, hint: Hint) -> Box<PyError> {
        use crate::python::types::exception::ExceptionState;
        if let Some(state) = error.exception.native::<ExceptionState>() {
            *state.hint.borrow_mut() = hint;
        }
        error
    }
}

/// An attribute of one class; the host's `init` counts as its `__init__`.
fn own_attribute(class: &Rc<Class>, name: &str) -> Option<Value> {
    if let Some(found) = class.get(name) {
        return Some(found);
    }
    let native = class.native.clone().filter(|_| name == "__init__")?;
    let qualname = format!("{}.__init__", class.qualname);
    let code = move |interpreter: &mut Interpreter, mut arguments: Arguments| {
        let receiver = arguments.take_receiver();
        match receiver.as_ref().and_then(Value::as_instance) {
            Some(instance) => native.init(interpreter, instance, arguments)?,
            None => {
                return Err(interpreter.type_error("unbound method __init__() needs an argument"));
            }
        }
        Ok(Value::None)
    };
    let function = NativeFunction::bound(name, &qualname, &class.module, Binding::Method, code);
    Some(Value::NativeFunction(function))
}

fn bound(receiver: Value, function: Value) -> Value {
    Value::BoundMethod(Rc::new(BoundMethod { receiver, function }))
}

/// Whether it goes before the instance's `__dict__`.
fn is_data_descriptor(attribute: &Value) -> bool {
    match attribute {
        Value::NativeFunction(function) => function.binding == Binding::Property,
        Value::Instance(instance) => {
            instance.native::<Property>().is_some()
                || instance
                    .native
                    .get()
                    .is_some_and(|native| native.is_data_descriptor())
                || instance.class.lookup("__set__").is_some()
        }
        _ => false,
    }
}

fn native_function_attribute(function: &NativeFunction, name: &str) -> Option<Value> {
    Some(match name {
        "__name__" => Value::Str(function.name.clone()),
        "__qualname__" => Value::Str(function.qualname.clone()),
        "__module__" => Value::Str(function.module.clone()),
        "__doc__" => Value::None,
        _ => return None,
    })
}
