//! Metaclasses that the program defines: `type.__new__`, `type.__call__`, and who asks for them.

use std::rc::Rc;

use crate::python::arguments::Arguments;
use crate::python::code::Code;
use crate::python::error::PyResult;
use crate::python::interpreter::Interpreter;
use crate::python::machine::{Cell, ClassStatement};
use crate::python::object::NativeObject;
use crate::python::value::{Class, Dict, Namespace, Value};

/// `__classcell__`: the cell that functions of a class body find `__class__` in.
struct ClassCell(Rc<Cell>);

impl NativeObject for ClassCell {
    fn as_any(&self) -> &dyn std::any::Any {
        self
    }

    fn type_name(&self) -> &'static str {
        "cell"
    }
}

impl Interpreter {
    /// The metaclass of a class statement: the most derived of the one that it names and those of
    /// its bases. Something that is no class is called as it is.
    ///
    /// # Errors
    ///
    /// `TypeError` when none derives from all others.
    pub(in crate::python) fn choose_metaclass(
        &mut self,
        bases: &[Value],
        named: Option<Value>,
    ) -> PyResult<Value> {
        let mut winner = match named {
            Some(Value::Class(class)) => class,
            Some(other) => return Ok(other),
            None => self.types.type_(),
        };
        for base in bases.iter().filter_map(Value::as_class) {
            let metaclass = self.metaclass(base);
            if metaclass.is_subclass(&winner) {
                winner = metaclass;
            } else if !winner.is_subclass(&metaclass) {
                return Err(self.type_error(
                    "metaclass conflict: the metaclass of a derived class must be a (non-strict) \
                     subclass of the metaclasses of all its bases",
                ));
            }
        }
        Ok(Value::Class(winner))
    }

    /// The names that a class body begins with (`metaclass.__prepare__`).
    ///
    /// # Errors
    ///
    /// What `__prepare__` raises.
    pub(in crate::python) fn prepare_namespace(
        &mut self,
        statement: &ClassStatement,
    ) -> PyResult<Namespace> {
        let Value::Class(metaclass) = &statement.metaclass else {
            return Ok(Namespace::default());
        };
        let Some(prepare) = self.lookup(metaclass, "__prepare__") else {
            return Ok(Namespace::default());
        };
        let prepare = self.bind(&prepare, None, metaclass)?;
        let arguments = Arguments {
            positional: vec![
                Value::Str(statement.name.clone()),
                Value::tuple(statement.bases.clone()),
            ],
            keywords: statement.keywords.keywords.clone(),
        };
        let prepared = self.call(&prepare, arguments)?;
        match prepared.unboxed() {
            Value::Dict(names) => Ok(text_keys(&names.borrow())),
            _ => Err(self.unsupported("a __prepare__() that answers no dict")),
        }
    }

    /// Makes the class of a class statement whose body has run.
    ///
    /// # Errors
    ///
    /// What the metaclass raises.
    pub(in crate::python) fn finish_class(
        &mut self,
        statement: ClassStatement,
        mut namespace: Namespace,
        code: &Code,
        cell: Option<Rc<Cell>>,
    ) -> PyResult<Value> {
        let span = code.source.span(code.range);
        if let Some(cell) = cell {
            let cell = Value::iterator(ClassCell(cell));
            namespace.insert("__classcell__".into(), cell);
        }
        match &statement.metaclass {
            Value::Class(metaclass) if !self.has_hooks(metaclass) => self
                .build_class(statement, namespace, Some(span))
                .map(Value::Class),
            metaclass => {
                let metaclass = metaclass.clone();
                let mut names = Dict::default();
                let own = [
                    ("__module__", &statement.module),
                    ("__qualname__", &statement.qualname),
                ];
                for (name, value) in own {
                    if !namespace.contains_key(name) {
                        names.set_text(name, Value::Str(value.clone()));
                    }
                }
                for (name, value) in namespace {
                    names.set_text(name, value);
                }
                self.class_span = Some(span);
                let arguments = Arguments {
                    positional: vec![
                        Value::Str(statement.name),
                        Value::tuple(statement.bases),
                        Value::dict(names),
                    ],
                    keywords: statement.keywords.keywords,
                };
                self.call(&metaclass, arguments)
            }
        }
    }

    /// Whether the program has a say in what the metaclass does.
    fn has_hooks(&self, metaclass: &Rc<Class>) -> bool {
        let hooks = ["__new__", "__init__"];
        hooks.into_iter().any(|name| {
            self.lookup(metaclass, name)
                .is_some_and(|found| match found {
                    Value::NativeFunction(function) => {
                        name == "__new__" && function.module.as_ref() != "builtins"
                    }
                    _ => true,
                })
        }) || self.metaclass_call(metaclass).is_some()
    }

    /// The `__call__` that the program defines for the classes of a metaclass, given one of them.
    pub(in crate::python) fn metaclass_call(&self, class: &Rc<Class>) -> Option<Value> {
        if !self.has_metaclasses {
            return None;
        }
        match self.lookup(&self.metaclass(class), "__call__")? {
            Value::NativeFunction(_) => None,
            found => Some(found),
        }
    }

    /// `metaclass(name, bases, namespace)`; `type(value)` is none of its business.
    ///
    /// # Errors
    ///
    /// What `__new__` or `__init__` raise.
    pub(in crate::python) fn call_metaclass(
        &mut self,
        metaclass: &Rc<Class>,
        arguments: Arguments,
    ) -> PyResult<Value> {
        let created = match self.python_new(metaclass) {
            Some(new) => {
                let mut passed = arguments.clone();
                passed.positional.insert(0, Value::Class(metaclass.clone()));
                self.call(&new, passed)?
            }
            None => self.type_new(metaclass, arguments.clone())?,
        };
        if let Value::Class(class) = &created
            && self.metaclass(class).is_subclass(metaclass)
            && let Some(init) = self.lookup(&self.metaclass(class), "__init__")
            && !matches!(init, Value::NativeFunction(_))
        {
            let mut passed = arguments;
            passed.positional.insert(0, created.clone());
            self.call(&init, passed)?;
        }
        Ok(created)
    }

    /// `type.__new__(metaclass, name, bases, namespace)`.
    ///
    /// # Errors
    ///
    /// `TypeError`, or what the making of the class raises.
    pub(in crate::python) fn type_new(
        &mut self,
        metaclass: &Rc<Class>,
        arguments: Arguments,
    ) -> PyResult<Value> {
        if arguments.positional.len() != 3 && Rc::ptr_eq(metaclass, &self.types.type_()) {
            return Err(self.type_error("type() takes 1 or 3 arguments"));
        }
        let [name, bases, names] = arguments.positional.as_slice() else {
            return Err(self.type_error(format!(
                "type.__new__() takes exactly 3 arguments ({} given)",
                arguments.positional.len()
            )));
        };
        let Some(name) = name.as_text() else {
            let found = self.operand_name(name);
            return Err(self.type_error(format!(
                "type.__new__() argument 1 must be str, not {found}"
            )));
        };
        let Value::Dict(names) = names.unboxed() else {
            let found = self.operand_name(names);
            return Err(self.type_error(format!(
                "type.__new__() argument 3 must be dict, not {found}"
            )));
        };
        let namespace = text_keys(&names.borrow());
        let bases = self.iterate(bases)?;
        let winner = self.choose_metaclass(&bases, Some(Value::Class(metaclass.clone())))?;
        if let Value::Class(winner) = &winner
            && !Rc::ptr_eq(winner, metaclass)
            && let Some(new) = self.python_new(winner)
        {
            let mut passed = arguments.clone();
            passed.positional.insert(0, Value::Class(winner.clone()));
            return self.call(&new, passed);
        }
        let module = self.calling_module().unwrap_or_else(|| "__main__".into());
        let statement = ClassStatement {
            qualname: name.clone(),
            name,
            module,
            bases,
            metaclass: winner,
            keywords: Arguments {
                positional: Vec::new(),
                keywords: arguments.keywords,
            },
        };
        let span = self.class_span.take();
        self.build_class(statement, namespace, span)
            .map(Value::Class)
    }

    /// Says in the class which metaclass is its own, unless its bases say it already, and gives the
    /// functions of its body their `__class__`.
    pub(super) fn adopt(&mut self, class: &Rc<Class>, metaclass: &Value, cell: Option<Value>) {
        if let Value::Class(metaclass) = metaclass
            && !Rc::ptr_eq(&self.metaclass(class), metaclass)
        {
            class.set("__metaclass__", Value::Class(metaclass.clone()));
            self.has_metaclasses |= metaclass.span.is_some();
        }
        if let Some(cell) = cell.as_ref().and_then(|it| it.native::<ClassCell>()) {
            cell.0.set(Some(Value::Class(class.clone())));
        }
    }
}

fn text_keys(names: &Dict) -> Namespace {
    names
        .pairs()
        .filter_map(|(name, value)| Some((name.as_text()?, value.clone())))
        .collect()
}
