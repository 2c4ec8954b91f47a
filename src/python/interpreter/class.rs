//! Class statements.

use std::cell::RefCell;
use std::rc::{Rc, Weak};

use crate::python::arguments::Arguments;
use crate::python::class::linearize;
use crate::python::error::PyResult;
use crate::python::interpreter::Interpreter;
use crate::python::machine::ClassStatement;
use crate::python::types::descriptor::{ClassMethod, Property, StaticMethod};
use crate::python::value::{Class, ClassNames, Instance, Namespace, Value};

/// A longer line of ancestors is freed by deeper recursion than the host's stack allows.
const MOST_ANCESTORS: usize = 500;

impl Interpreter {
    /// Creates a class as a class statement with this body would.
    ///
    /// # Errors
    ///
    /// `TypeError` when the bases have no consistent order, or what metaclass hooks raise.
    pub fn create_class(
        &mut self,
        name: &str,
        module: &str,
        bases: Vec<Rc<Class>>,
        attributes: Namespace,
    ) -> PyResult<Rc<Class>> {
        let statement = ClassStatement {
            name: name.rsplit('.').next().unwrap_or(name).into(),
            qualname: name.into(),
            module: module.into(),
            bases: bases.into_iter().map(Value::Class).collect(),
            metaclass: Value::None,
            keywords: Arguments::default(),
        };
        self.build_class(statement, attributes, None)
    }

    /// `class.__subclasses__()`: those of the program, and the built-in ones.
    pub(in crate::python) fn subclasses(&mut self, class: &Rc<Class>) -> PyResult<Value> {
        self.charge(self.made_classes.len())?;
        let is_below = |it: &Rc<Class>| it.bases.iter().any(|base| Rc::ptr_eq(base, class));
        let built_in = self.types.iter().filter(|it| is_below(it)).cloned();
        let made = self.made_classes.iter().filter_map(Weak::upgrade);
        let found = built_in.chain(made.filter(is_below)).map(Value::Class);
        Ok(Value::list(found.collect()))
    }

    /// The bases as classes, with `__mro_entries__` asked of those that are none.
    pub(in crate::python) fn resolve_bases(&mut self, bases: &[Value]) -> PyResult<Vec<Value>> {
        let mut resolved = Vec::new();
        for base in bases {
            if !matches!(base, Value::Class(_))
                && let Some(entries) = self.find_attribute(base, "__mro_entries__")?
            {
                let argument = Value::tuple(bases.to_vec());
                let entries = self.call(&entries, Arguments::positional(vec![argument]))?;
                resolved.extend(self.iterate(&entries)?);
                continue;
            }
            resolved.push(base.clone());
        }
        Ok(resolved)
    }

    /// Puts the bases of a class statement into its names, where classes stand in for them.
    pub(in crate::python) fn note_original_bases(
        &mut self,
        names: &mut Namespace,
        bases: &[Value],
    ) -> PyResult<()> {
        if bases.iter().all(|it| matches!(it, Value::Class(_))) {
            return Ok(());
        }
        let mut parameters: Vec<Value> = Vec::new();
        for base in bases {
            let of_base = self.find_attribute(base, "__parameters__")?;
            for one in of_base.and_then(|it| it.as_sequence()).unwrap_or_default() {
                if !parameters.iter().any(|known| known.is(&one)) {
                    parameters.push(one);
                }
            }
        }
        names.insert("__orig_bases__".into(), Value::tuple(bases.to_vec()));
        names.insert("__parameters__".into(), Value::tuple(parameters));
        Ok(())
    }

    /// Makes a class whose metaclass has nothing to add.
    ///
    /// # Errors
    ///
    /// `TypeError` when the bases do not go together, or what the hooks raise.
    pub(super) fn build_class(
        &mut self,
        statement: ClassStatement,
        mut attributes: Namespace,
        span: Option<crate::python::Span>,
    ) -> PyResult<Rc<Class>> {
        let ClassStatement {
            name,
            qualname,
            module,
            bases,
            metaclass,
            keywords,
        } = statement;
        let bases = self.class_bases(bases, span.is_some())?;
        let Some(ancestors) = linearize(&bases) else {
            // CPython names the heads of what is left to merge.
            let left = crate::python::class::conflict(&bases);
            let names: Vec<&str> = left.iter().map(|base| base.name.as_ref()).collect();
            return Err(self.type_error(format!(
                "Cannot create a consistent method resolution\norder (MRO) for bases {}",
                names.join(", ")
            )));
        };
        self.charge(ancestors.len())?;
        if ancestors.len() > MOST_ANCESTORS {
            return Err(self.raise(
                "RecursionError",
                "too many classes in the line of inheritance",
            ));
        }
        let module = attributes
            .shift_remove("__module__")
            .and_then(|module| module.as_text())
            .unwrap_or(module);
        let qualname = attributes
            .shift_remove("__qualname__")
            .and_then(|name| name.as_text())
            .unwrap_or(qualname);
        if attributes.contains_key("__eq__") && !attributes.contains_key("__hash__") {
            attributes.insert("__hash__".into(), Value::None);
        }
        self.has_getattribute |= attributes.contains_key("__getattribute__");
        self.has_subclass_hooks |= attributes.contains_key("__subclasshook__");
        self.check_slots(&attributes)?;
        self.implicit_class_methods(&mut attributes);
        let cell = attributes.shift_remove("__classcell__");
        let class = Rc::new(Class {
            name,
            qualname,
            module,
            attributes: ClassNames::new(attributes, &bases),
            bases,
            ancestors,
            native: None,
            attachment: RefCell::default(),
            span,
        });
        self.made_classes.push(Rc::downgrade(&class));
        self.adopt(&class, &metaclass, cell);
        self.set_names(&class)?;
        self.collect_abstract_methods(&class)?;
        self.class_hooks(&class, keywords)?;
        Ok(class)
    }

    /// A slot is an attribute of the class, which cannot have another of that name.
    fn check_slots(&mut self, attributes: &Namespace) -> PyResult<()> {
        let Some(slots) = attributes.get("__slots__") else {
            return Ok(());
        };
        let slots = match slots.as_text() {
            Some(only) => vec![Value::Str(only)],
            None => self.iterate(slots)?,
        };
        for slot in slots {
            let Some(name) = slot.as_text() else {
                let found = self.operand_name(&slot);
                let message = format!("__slots__ items must be strings, not '{found}'");
                return Err(self.type_error(message));
            };
            if !crate::python::types::str::is_identifier(&name) {
                return Err(self.type_error("__slots__ must be identifiers"));
            }
            if attributes.contains_key(&name) && !matches!(&*name, "__qualname__" | "__classcell__")
            {
                let shown = crate::python::text::string_repr(&name);
                let message = format!("{shown} in __slots__ conflicts with class variable");
                return Err(self.value_error(message));
            }
        }
        Ok(())
    }

    /// Values of two built-in types cannot be one.
    fn check_layout(&self, bases: &[Rc<Class>]) -> PyResult<()> {
        const SOLID: &[&str] = &[
            "int",
            "float",
            "complex",
            "str",
            "bytes",
            "bytearray",
            "tuple",
            "list",
            "dict",
            "set",
            "frozenset",
            "BaseException",
            "type",
            "property",
        ];
        let mut first: Option<&str> = None;
        for base in bases {
            let mut solid = base.mro().filter(|it| self.types.is_builtin(it));
            let Some(kind) = solid.find(|it| SOLID.contains(&&*it.name)) else {
                continue;
            };
            if first.is_some_and(|first| *first != *kind.name) {
                return Err(self.type_error("multiple bases have instance lay-out conflict"));
            }
            first = Some(&kind.name);
        }
        Ok(())
    }

    fn class_bases(&mut self, bases: Vec<Value>, is_statement: bool) -> PyResult<Vec<Rc<Class>>> {
        const FINAL: &[&str] = &[
            "bool",
            "NoneType",
            "range",
            "slice",
            "function",
            "generator",
            "ellipsis",
        ];
        let mut classes: Vec<Rc<Class>> = Vec::new();
        for base in bases {
            let Value::Class(class) = &base else {
                if !is_statement {
                    let message = "metaclass conflict: the metaclass of a derived class must be a \
                                   (non-strict) subclass of the metaclasses of all its bases";
                    return Err(self.type_error(message));
                }
                return Err(self.not_a_base(&base));
            };
            if self.types.is_builtin(class) && FINAL.contains(&class.name.as_ref()) {
                let message = format!("type '{}' is not an acceptable base type", class.name);
                return Err(self.type_error(message));
            }
            if classes.iter().any(|known| Rc::ptr_eq(known, class)) {
                return Err(self.type_error(format!("duplicate base class {}", class.name)));
            }
            classes.push(class.clone());
        }
        if classes.len() > 1 {
            self.check_layout(&classes)?;
        }
        if classes.is_empty() {
            classes.push(self.types.object.clone());
        }
        Ok(classes)
    }

    /// CPython calls `type(base)(name, bases, namespace)`, which fails in its own way.
    fn not_a_base(&self, base: &Value) -> Box<crate::python::PyError> {
        let message = match base {
            Value::Function(_) => "function() argument 'code' must be code, not str".to_owned(),
            Value::Module(_) => "module() takes at most 2 arguments (3 given)".to_owned(),
            Value::None => "NoneType takes no arguments".to_owned(),
            Value::Int(_) => "int() takes at most 2 arguments (3 given)".to_owned(),
            Value::Float(_) => "float expected at most 1 argument, got 3".to_owned(),
            Value::List(_) => "list expected at most 1 argument, got 3".to_owned(),
            Value::Tuple(_) => "tuple expected at most 1 argument, got 3".to_owned(),
            Value::Dict(_) => "dict expected at most 1 argument, got 3".to_owned(),
            other => {
                let name = self.operand_name(other);
                format!("bases must be types, not '{name}'")
            }
        };
        self.type_error(message)
    }

    /// `__init_subclass__` and `__class_getitem__` are class methods without saying so, and
    /// `__new__` is static.
    fn implicit_class_methods(&self, attributes: &mut Namespace) {
        for name in ["__init_subclass__", "__class_getitem__"] {
            if let Some(method @ Value::Function(_)) = attributes.get(name) {
                let native = Rc::new(ClassMethod(method.clone()));
                let wrapped = Instance::with_native(&self.types.classmethod(), native);
                attributes.insert(name.into(), Value::Instance(wrapped));
            }
        }
        if let Some(method @ Value::Function(_)) = attributes.get("__new__") {
            let native = Rc::new(StaticMethod(method.clone()));
            let wrapped = Instance::with_native(&self.types.staticmethod(), native);
            attributes.insert("__new__".into(), Value::Instance(wrapped));
        }
    }

    fn set_names(&mut self, class: &Rc<Class>) -> PyResult<()> {
        let attributes = class.attributes.borrow().clone();
        for (name, value) in attributes {
            if let Some(property) = value.native::<Property>() {
                *property.name.borrow_mut() = Some(name);
                continue;
            }
            let Value::Instance(instance) = &value else {
                continue;
            };
            if self.lookup(&instance.class, "__set_name__").is_some() {
                let method = self.get_attribute(&value, "__set_name__")?;
                let arguments = vec![Value::Class(class.clone()), Value::Str(name)];
                self.call(&method, Arguments::positional(arguments))?;
            }
        }
        Ok(())
    }

    /// What `ABCMeta` does.
    fn collect_abstract_methods(&mut self, class: &Rc<Class>) -> PyResult<()> {
        let is_abstract_base = self
            .metaclass(class)
            .mro()
            .any(|it| it.path() == "abc.ABCMeta")
            || class
                .mro()
                .any(|base| base.get("__abstractmethods__").is_some());
        let own: Vec<(Rc<str>, Value)> = class
            .attributes
            .borrow()
            .iter()
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect();
        let mut names = Vec::new();
        for (name, value) in own {
            if self.is_abstract(&value)? {
                names.push(Value::Str(name));
            }
        }
        if !is_abstract_base && names.is_empty() {
            return Ok(());
        }
        for base in &class.bases {
            let Some(inherited) = base.get("__abstractmethods__") else {
                continue;
            };
            for name in self.iterate(&inherited)? {
                let found = name.as_str().and_then(|name| class.lookup(name));
                if let Some(found) = found
                    && self.is_abstract(&found)?
                {
                    names.push(name);
                }
            }
        }
        if is_abstract_base {
            let names = self.set_of(names)?;
            class.set("__abstractmethods__", Value::FrozenSet(Rc::new(names)));
        }
        Ok(())
    }

    fn is_abstract(&mut self, value: &Value) -> PyResult<bool> {
        if !matches!(value, Value::Function(_) | Value::Instance(_)) {
            return Ok(false);
        }
        let flag = match value {
            Value::Function(function) => function
                .attributes
                .borrow()
                .get("__isabstractmethod__")
                .cloned(),
            Value::Instance(instance) => instance
                .native
                .get()
                .and_then(|native| native.attribute("__isabstractmethod__")),
            _ => None,
        };
        flag.map_or(Ok(false), |flag| self.truthy(&flag))
    }

    /// `__init_subclass__` of the nearest base, and the host's hooks.
    fn class_hooks(&mut self, class: &Rc<Class>, keywords: Arguments) -> PyResult<()> {
        let native = class.native();
        let inherited = class
            .ancestors
            .iter()
            .find_map(|base| base.get("__init_subclass__"));
        match inherited {
            Some(Value::NativeFunction(_)) | None => {
                if let (None, Some((name, _))) = (&native, keywords.keywords.first()) {
                    let _ = name;
                    return Err(self.type_error(format!(
                        "{}.__init_subclass__() takes no keyword arguments",
                        class.name
                    )));
                }
            }
            Some(hook) => {
                let bound = self.bind(&hook, None, class)?;
                self.call(&bound, keywords.clone())?;
            }
        }
        match native {
            Some(native) => native.class_created(self, class, keywords),
            None => Ok(()),
        }
    }
}
