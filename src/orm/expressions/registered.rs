//! Lookups and transforms that the project registers: `Field.register_lookup(…)`.

use std::cell::RefCell;
use std::rc::Rc;

use crate::orm::fields::{Field, FieldKind};
use crate::python::{Class, Value};

/// Lookups and transforms by the class that has them.
#[derive(Clone, Default)]
pub struct Lookups(Rc<RefCell<Vec<Registered>>>);

struct Registered {
    owner: Rc<Class>,
    name: Rc<str>,
    class: Rc<Class>,
}

impl Lookups {
    /// `owner.register_lookup(class, name)`.
    pub fn register(&self, owner: &Rc<Class>, name: &str, class: &Rc<Class>) {
        self.unregister(owner, name);
        self.0.borrow_mut().push(Registered {
            owner: owner.clone(),
            name: name.into(),
            class: class.clone(),
        });
    }

    /// `owner._unregister_lookup(class, name)`.
    pub fn unregister(&self, owner: &Rc<Class>, name: &str) {
        let mut all = self.0.borrow_mut();
        all.retain(|known| !(Rc::ptr_eq(&known.owner, owner) && *known.name == *name));
    }

    /// Gives up the classes.
    pub fn clear(&self) {
        self.0.borrow_mut().clear();
    }

    /// What a field has under a name: that of the class nearest to its own.
    pub fn find(&self, field: &Field, name: &str) -> Option<Rc<Class>> {
        let all = self.0.borrow();
        let named = all.iter().filter(|known| *known.name == *name);
        let near = named.filter_map(|known| Some((distance(field, &known.owner)?, known)));
        near.min_by_key(|(distance, _)| *distance)
            .map(|(_, known)| known.class.clone())
    }

    /// What a transform's class has under a name.
    pub fn of_class(&self, class: &Rc<Class>, name: &str) -> Option<Rc<Class>> {
        let all = self.0.borrow();
        let mut named = all.iter().filter(|known| *known.name == *name);
        let found = named.find(|known| class.mro().any(|base| Rc::ptr_eq(base, &known.owner)));
        found.map(|known| known.class.clone())
    }

    /// The names that a field has.
    pub fn names(&self, field: &Field) -> Vec<(Rc<str>, Rc<Class>)> {
        let all = self.0.borrow();
        let own = all
            .iter()
            .filter(|known| distance(field, &known.owner).is_some());
        own.map(|known| (known.name.clone(), known.class.clone()))
            .collect()
    }

    /// The names that a class of fields has.
    pub fn names_of_class(&self, class: &Rc<Class>) -> Vec<(Rc<str>, Rc<Class>)> {
        let all = self.0.borrow();
        let own = all
            .iter()
            .filter(|known| class.mro().any(|base| Rc::ptr_eq(base, &known.owner)));
        own.map(|known| (known.name.clone(), known.class.clone()))
            .collect()
    }
}

/// How many classes a field's own is away from one that it inherits from.
fn distance(field: &Field, owner: &Rc<Class>) -> Option<usize> {
    // `ForeignObject.get_class_lookups()`: what every field has, foreign keys have not.
    let is_foreign_key = field.is_relation() && !field.many_to_many();
    if is_foreign_key && owner.module.starts_with("django.") && *owner.name == *"Field" {
        return None;
    }
    let class = field.instance.as_ref().and_then(Value::as_instance);
    if let Some(instance) = class {
        return instance
            .class
            .mro()
            .position(|base| Rc::ptr_eq(base, owner));
    }
    if *owner.name == *"Field" && owner.module.starts_with("django.") {
        return Some(usize::MAX);
    }
    let wanted = FieldKind::from_name(&owner.name)?;
    let mut kind = Some(field.kind);
    let mut steps = 0;
    while let Some(current) = kind {
        if current == wanted && owner.module.starts_with("django.") {
            return Some(steps);
        }
        (kind, steps) = (current.base(), steps + 1);
    }
    None
}
