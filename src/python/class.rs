//! Making classes: the method resolution order, and a builder for the host's classes.

use std::cell::RefCell;
use std::rc::Rc;

use super::arguments::Arguments;
use super::error::PyResult;
use super::interpreter::Interpreter;
use super::object::NativeClass;
use super::value::{Binding, Class, ClassNames, Namespace, NativeFunction, Value};

/// Builds a class of the host; start with [`Interpreter::class_builder`].
pub struct ClassBuilder {
    name: Rc<str>,
    qualname: Rc<str>,
    module: Rc<str>,
    bases: Vec<Rc<Class>>,
    object: Rc<Class>,
    attributes: Namespace,
    native: Option<Rc<dyn NativeClass>>,
}

impl ClassBuilder {
    pub(super) fn new(name: &str, module: &str, object: &Rc<Class>) -> Self {
        Self {
            name: name.rsplit('.').next().unwrap_or(name).into(),
            qualname: name.into(),
            module: module.into(),
            bases: Vec::new(),
            object: object.clone(),
            attributes: Namespace::default(),
            native: None,
        }
    }

    /// Adds a base; without any, the base is `object`.
    #[must_use]
    pub fn base(mut self, base: &Rc<Class>) -> Self {
        self.bases.push(base.clone());
        self
    }

    /// Sets the host's behaviour.
    #[must_use]
    pub fn native(mut self, native: Rc<dyn NativeClass>) -> Self {
        self.native = Some(native);
        self
    }

    /// Sets the documentation string.
    #[must_use]
    pub fn doc(self, doc: &str) -> Self {
        self.attribute("__doc__", Value::str(doc))
    }

    /// Adds a class attribute.
    #[must_use]
    pub fn attribute(mut self, name: &str, value: Value) -> Self {
        self.attributes.insert(name.into(), value);
        self
    }

    /// Adds a method; its code receives `self` as the first positional argument.
    #[must_use]
    pub fn method(
        self,
        name: &str,
        code: impl Fn(&mut Interpreter, Arguments) -> PyResult<Value> + 'static,
    ) -> Self {
        self.function(name, Binding::Method, code)
    }

    /// Adds a class method; its code receives the class as the first positional argument.
    #[must_use]
    pub fn class_method(
        self,
        name: &str,
        code: impl Fn(&mut Interpreter, Arguments) -> PyResult<Value> + 'static,
    ) -> Self {
        self.function(name, Binding::ClassMethod, code)
    }

    /// Adds a static method.
    #[must_use]
    pub fn static_method(
        self,
        name: &str,
        code: impl Fn(&mut Interpreter, Arguments) -> PyResult<Value> + 'static,
    ) -> Self {
        self.function(name, Binding::Static, code)
    }

    /// Adds a property; its code receives `self` only.
    #[must_use]
    pub fn property(
        self,
        name: &str,
        code: impl Fn(&mut Interpreter, Arguments) -> PyResult<Value> + 'static,
    ) -> Self {
        self.function(name, Binding::Property, code)
    }

    fn function(
        self,
        name: &str,
        binding: Binding,
        code: impl Fn(&mut Interpreter, Arguments) -> PyResult<Value> + 'static,
    ) -> Self {
        let qualname = format!("{}.{name}", self.qualname);
        let function = NativeFunction::bound(name, &qualname, &self.module, binding, code);
        self.attribute(name, Value::NativeFunction(function))
    }

    /// The class.
    pub fn build(mut self) -> Rc<Class> {
        if self.bases.is_empty() {
            self.bases.push(self.object.clone());
        }
        // The host's bases are consistent; if ever not, depth first is an order too.
        let ancestors = linearize(&self.bases).unwrap_or_else(|| depth_first(&self.bases));
        Rc::new(Class {
            name: self.name,
            qualname: self.qualname,
            module: self.module,
            attributes: ClassNames::new(self.attributes, &self.bases),
            bases: self.bases,
            ancestors,
            native: self.native,
            attachment: RefCell::default(),
            span: None,
        })
    }
}

/// The C3 linearization of the ancestors, without the class itself; `None` when there is none.
pub(super) fn linearize(bases: &[Rc<Class>]) -> Option<Vec<Rc<Class>>> {
    let mut sequences: Vec<Vec<Rc<Class>>> = bases
        .iter()
        .map(|base| base.mro().cloned().collect())
        .collect();
    sequences.push(bases.to_vec());
    let mut order = Vec::new();
    loop {
        sequences.retain(|sequence| !sequence.is_empty());
        if sequences.is_empty() {
            return Some(order);
        }
        let next = sequences
            .iter()
            .filter_map(|sequence| sequence.first())
            .find(|candidate| {
                !sequences
                    .iter()
                    .any(|sequence| is_in_tail(sequence, candidate))
            })?
            .clone();
        for sequence in &mut sequences {
            if sequence
                .first()
                .is_some_and(|first| Rc::ptr_eq(first, &next))
            {
                sequence.remove(0);
            }
        }
        order.push(next);
    }
}

/// The classes between which no order can be found.
pub(super) fn conflict(bases: &[Rc<Class>]) -> Vec<Rc<Class>> {
    let mut sequences: Vec<Vec<Rc<Class>>> = bases
        .iter()
        .map(|base| base.mro().cloned().collect())
        .collect();
    sequences.push(bases.to_vec());
    loop {
        sequences.retain(|sequence| !sequence.is_empty());
        let heads = sequences.iter().filter_map(|it| it.first());
        let next = heads
            .clone()
            .find(|head| !sequences.iter().any(|it| is_in_tail(it, head)));
        let Some(next) = next.cloned() else {
            let mut left: Vec<Rc<Class>> = Vec::new();
            for head in heads {
                if !left.iter().any(|known| Rc::ptr_eq(known, head)) {
                    left.push(head.clone());
                }
            }
            return left;
        };
        for sequence in &mut sequences {
            if sequence.first().is_some_and(|it| Rc::ptr_eq(it, &next)) {
                sequence.remove(0);
            }
        }
    }
}

fn is_in_tail(sequence: &[Rc<Class>], class: &Rc<Class>) -> bool {
    sequence
        .iter()
        .skip(1)
        .any(|other| Rc::ptr_eq(other, class))
}

fn depth_first(bases: &[Rc<Class>]) -> Vec<Rc<Class>> {
    let mut order: Vec<Rc<Class>> = Vec::new();
    for class in bases.iter().flat_map(Class::mro) {
        order.retain(|known| !Rc::ptr_eq(known, class));
        order.push(class.clone());
    }
    order
}
