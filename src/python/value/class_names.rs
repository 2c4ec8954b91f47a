//! The `__dict__` of a class, which knows when any class of its interpreter has changed.

use std::cell::{Cell, Ref, RefCell, RefMut};
use std::rc::Rc;

use super::{Class, Namespace};

/// The attributes of a class.
///
/// Whatever is found in classes stays where it is until one of them is changed or another is made:
/// all classes that have one root count both together.
#[derive(Default)]
pub struct ClassNames {
    names: RefCell<Namespace>,
    changes: Rc<Cell<u64>>,
    recipe: Cell<Recipe>,
}

/// Where an attribute is found in a class: in which of the method resolution order, and where there.
#[derive(Clone, Copy, Default)]
pub(in crate::python) struct Found {
    pub owner: usize,
    pub at: usize,
}

/// How instances of a class are made: as of which change, and by which `__init__` of the program when
/// nothing else has a say.
#[derive(Clone, Copy, Default)]
pub(in crate::python) struct Recipe {
    pub changes: u64,
    pub init: Option<Found>,
}

impl ClassNames {
    /// The attributes of a class whose bases these are.
    pub fn new(names: Namespace, bases: &[Rc<Class>]) -> Self {
        let changes = bases.first().map(|base| base.attributes.changes.clone());
        let own = Self {
            names: RefCell::new(names),
            changes: changes.unwrap_or_default(),
            recipe: Cell::default(),
        };
        // The address of the class may have been another's.
        own.count();
        own
    }

    /// The attributes, for reading.
    pub fn borrow(&self) -> Ref<'_, Namespace> {
        self.names.borrow()
    }

    /// The attributes, for changing.
    pub fn borrow_mut(&self) -> RefMut<'_, Namespace> {
        self.count();
        self.names.borrow_mut()
    }

    /// How often classes were changed so far; never 0 once there is one with bases.
    pub(in crate::python) fn changes(&self) -> u64 {
        self.changes.get()
    }

    pub(in crate::python) fn recipe(&self) -> &Cell<Recipe> {
        &self.recipe
    }

    fn count(&self) {
        self.changes.set(self.changes.get() + 1);
    }
}
