//! Attributes and globals, looked for first where they were found last.
//!
//! What a class has under a name holds until some class changes ([`ClassNames`]). Where a dictionary
//! has a name is only ever a guess, which the name that stands there confirms.
//!
//! [`ClassNames`]: crate::python::value::ClassNames

use std::rc::Rc;

use super::stack::{drop_top, leave_number};
use crate::python::code::{ClassSite, Code, Holds, Site};
use crate::python::interpreter::Interpreter;
use crate::python::value::{Binding, BoundMethod, Class, Found, Namespace, Value};

/// An attribute that was found quickly.
enum Quick {
    Number(i64),
    Value(Value),
    /// A function, which is to bind the value it was looked up on.
    Method(Value),
}

impl Quick {
    #[inline]
    fn of(value: &Value) -> Self {
        match value {
            Value::Int(number) => Self::Number(*number),
            other => Self::Value(other.clone()),
        }
    }
}

impl Interpreter {
    /// `(value -- value.name)`, when nothing but dictionaries has to be asked for it.
    #[inline]
    pub(super) fn quick_attribute(&self, code: &Code, index: u32, stack: &mut Vec<Value>) -> bool {
        let Some(value) = stack.last() else {
            return false;
        };
        let found = match self.quick_lookup(code, index, value) {
            Some(Quick::Number(number)) => {
                leave_number(stack, 1, number);
                return true;
            }
            Some(Quick::Value(value)) => value,
            Some(Quick::Method(function)) => Value::BoundMethod(Rc::new(BoundMethod {
                receiver: value.clone(),
                function,
            })),
            None => return false,
        };
        if let Some(top) = stack.last_mut() {
            *top = found;
        }
        true
    }

    /// The same for a call: see [`Instruction::LoadMethod`].
    ///
    /// [`Instruction::LoadMethod`]: crate::python::code::Instruction::LoadMethod
    #[inline]
    pub(super) fn quick_method(&self, code: &Code, index: u32, stack: &mut Vec<Value>) -> bool {
        let Some(value) = stack.last() else {
            return false;
        };
        let found = match self.quick_lookup(code, index, value) {
            Some(Quick::Method(function)) => {
                stack.push(function);
                return true;
            }
            Some(Quick::Value(value)) => value,
            Some(Quick::Number(number)) => Value::Int(number),
            None => return false,
        };
        if let Some(top) = stack.last_mut() {
            *top = found;
        }
        stack.push(Value::None);
        true
    }

    #[inline]
    fn quick_lookup(&self, code: &Code, index: u32, value: &Value) -> Option<Quick> {
        let name = code.names.get(index as usize)?;
        let site = code.site(index)?;
        if let Value::Module(module) = value {
            let globals = module.globals.borrow();
            return guess(site, &globals, name).map(Quick::of);
        }
        let class = self.types.plain_class(value)?;
        let known = self.class_site(site, class, name);
        if let Value::Instance(instance) = value {
            if matches!(known.holds, Holds::Other) || instance.native.get().is_some() {
                return None;
            }
            if let Some(found) = guess(site, &instance.attributes.borrow(), name) {
                return Some(Quick::of(found));
            }
        }
        match known.holds {
            Holds::Method(found) => class.found(found).map(Quick::Method),
            Holds::Value(found) => class.found(found).map(Quick::Value),
            Holds::Nothing | Holds::Other => None,
        }
    }

    /// `(value target --)`: `target.name = value`, when that only stores.
    #[inline]
    pub(super) fn quick_store(&self, code: &Code, index: u32, stack: &mut Vec<Value>) -> bool {
        let ([.., value, Value::Instance(instance)], Some(site), Some(name)) = (
            stack.as_mut_slice(),
            code.site(index),
            code.names.get(index as usize),
        ) else {
            return false;
        };
        let known = self.class_site(site, &instance.class, name);
        if !known.stores || instance.native.get().is_some() {
            return false;
        }
        let mut attributes = instance.attributes.borrow_mut();
        match (attributes.get_index_mut(site.at.get()), &*value) {
            (Some((known, Value::Int(place))), Value::Int(number)) if Rc::ptr_eq(known, name) => {
                *place = *number;
            }
            _ => {
                let value = std::mem::replace(value, Value::None);
                site.at.set(attributes.insert_full(name.clone(), value).0);
            }
        }
        drop(attributes);
        drop_top(stack, 2);
        true
    }

    #[inline]
    fn class_site(&self, site: &Site, class: &Rc<Class>, name: &str) -> ClassSite {
        let known = site.class.get();
        let is_same = known.class == Rc::as_ptr(class).addr();
        if is_same && known.changes == class.attributes.changes() {
            return known;
        }
        let found = self.look_up_site(class, name);
        site.class.set(found);
        found
    }

    /// What a class has under a name.
    #[cold]
    fn look_up_site(&self, class: &Rc<Class>, name: &str) -> ClassSite {
        let mut site = ClassSite {
            class: Rc::as_ptr(class).addr(),
            changes: class.attributes.changes(),
            ..ClassSite::default()
        };
        let has_hook = |hook: &str| self.class_special(class, hook).is_some();
        if name.starts_with("__") || self.has_getattribute && has_hook("__getattribute__") {
            return site;
        }
        let found = class.find(name).filter(|(found, _)| {
            let owner = class.mro().nth(found.owner);
            owner.is_some_and(|it| !Rc::ptr_eq(it, &self.types.object))
        });
        site.holds = match found {
            None => Holds::Nothing,
            Some((_, Value::Instance(_))) => Holds::Other,
            Some((found, Value::Function(_))) => Holds::Method(found),
            Some((found, Value::NativeFunction(function))) => match function.binding {
                Binding::Method => Holds::Method(found),
                _ => Holds::Other,
            },
            Some((found, _)) => Holds::Value(found),
        };
        site.stores = !matches!(site.holds, Holds::Other)
            && !has_hook("__setattr__")
            && self.slots(class).is_none();
        site
    }
}

/// The value of a name: first where it was found last.
#[inline]
pub(super) fn guess<'a>(site: &Site, names: &'a Namespace, name: &Rc<str>) -> Option<&'a Value> {
    if let Some((known, value)) = names.get_index(site.at.get())
        && Rc::ptr_eq(known, name)
    {
        return Some(value);
    }
    search(site, names, name)
}

fn search<'a>(site: &Site, names: &'a Namespace, name: &Rc<str>) -> Option<&'a Value> {
    const FEW: usize = 8;
    let at = if names.len() > FEW {
        names.get_index_of(name)?
    } else {
        names.keys().position(|known| known == name)?
    };
    site.at.set(at);
    names.get_index(at).map(|(_, value)| value)
}

impl Class {
    /// An attribute of the class or of an ancestor, and where it is.
    pub(in crate::python) fn find(self: &Rc<Self>, name: &str) -> Option<(Found, Value)> {
        self.mro().enumerate().find_map(|(owner, class)| {
            let names = class.attributes.borrow();
            let (at, _, value) = names.get_full(name)?;
            Some((Found { owner, at }, value.clone()))
        })
    }

    /// What was found there.
    pub(in crate::python) fn found(&self, found: Found) -> Option<Value> {
        let names = match found.owner.checked_sub(1) {
            None => self.attributes.borrow(),
            Some(above) => self.ancestors.get(above)?.attributes.borrow(),
        };
        names.get_index(found.at).map(|(_, value)| value.clone())
    }
}
