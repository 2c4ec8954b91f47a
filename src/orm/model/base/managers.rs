//! The managers of a model class, and those that its migrations have.

use std::rc::Rc;

use super::Builder;
use crate::orm::exceptions::{Exception, raised_during};
use crate::orm::managers::{ManagerObject, plain_manager, use_in_migrations};
use crate::python::{PyResult, Value};

impl Builder<'_> {
    /// Adds `objects` when no manager is declared or inherited, and works out what migrations see.
    pub(super) fn prepare_managers(&mut self) -> PyResult<()> {
        if self.managers().is_empty() {
            self.add_objects()?;
        }
        match self.migration_managers() {
            Ok(managers) => self.meta.model.borrow_mut().managers = managers,
            Err(error) if error.uncatchable => return Err(error),
            // Django looks for the managers that Meta names when it first needs them.
            Err(error) => {
                let missing = Exception::from_python(self.interpreter, error);
                self.meta.model.borrow_mut().missing_manager = Some(missing);
            }
        }
        Ok(())
    }

    fn add_objects(&mut self) -> PyResult<()> {
        if self
            .all_fields()
            .iter()
            .any(|field| field.name().as_ref() == "objects")
        {
            let name = &self.class.name;
            return Err(self.interpreter.value_error(format!(
                "Model {name} must specify a custom Manager, because it has a field named \
                 'objects'."
            )));
        }
        let name: Rc<str> = "objects".into();
        let manager = plain_manager(self.interpreter, &name)?;
        if let Some(object) = manager.native::<ManagerObject>() {
            object.auto_created.set(true);
        }
        self.add_manager(&name, &manager)
    }

    /// `_meta.managers`: the class's own, then those of its bases that it does not hide.
    fn managers(&self) -> Vec<(Rc<str>, Value)> {
        let mut managers: Vec<(Rc<str>, Value)> = Vec::new();
        for meta in self.model_ancestors() {
            for (name, manager) in meta.local_managers.borrow().iter() {
                if !managers.iter().any(|(known, _)| known == name) {
                    managers.push((name.clone(), manager.clone()));
                }
            }
        }
        managers
    }

    /// The managers that `ModelState.from_model` keeps: those that ask for it, and a plain one in
    /// place of a default or base manager that does not.
    fn migration_managers(&mut self) -> PyResult<Vec<(Rc<str>, Value)>> {
        let managers = self.managers();
        let default = self.default_manager(&managers)?;
        let base = self.base_manager(&managers)?;
        let mut kept = Vec::new();
        let mut only_shim = false;
        for (name, manager) in &managers {
            if use_in_migrations(self.interpreter, manager)? {
                kept.push((name.clone(), manager.clone()));
            } else if default.as_ref() == Some(name) || base.as_ref() == Some(name) {
                kept.push((name.clone(), plain_manager(self.interpreter, name)?));
                only_shim = default.as_ref() == Some(name);
            }
        }
        match kept.as_slice() {
            [(name, _)] if name.as_ref() == "objects" && only_shim => Ok(Vec::new()),
            _ => Ok(kept),
        }
    }

    fn default_manager(&mut self, managers: &[(Rc<str>, Value)]) -> PyResult<Option<Rc<str>>> {
        match self.inherited_manager_name("default_manager_name") {
            Some(name) => self.named_manager(managers, &name).map(Some),
            None => Ok(managers.first().map(|(name, _)| name.clone())),
        }
    }

    fn base_manager(&mut self, managers: &[(Rc<str>, Value)]) -> PyResult<Option<Rc<str>>> {
        match self.inherited_manager_name("base_manager_name") {
            Some(name) => self.named_manager(managers, &name).map(Some),
            None => Ok(None),
        }
    }

    /// The option of the class, or of the first model that it inherits from.
    fn inherited_manager_name(&self, option: &str) -> Option<Rc<str>> {
        let own_managers = !self.meta.local_managers.borrow().is_empty();
        let ancestors = self.model_ancestors();
        let name = |index: usize| {
            let meta = ancestors.get(index)?;
            let name = meta.model.borrow().options.text(option);
            name.filter(|name| !name.is_empty())
        };
        match name(0) {
            Some(own) => Some(own),
            None if option == "default_manager_name" && own_managers => None,
            None => name(1),
        }
    }

    fn named_manager(
        &mut self,
        managers: &[(Rc<str>, Value)],
        name: &Rc<str>,
    ) -> PyResult<Rc<str>> {
        if managers.iter().any(|(known, _)| known == name) {
            return Ok(name.clone());
        }
        let class = &self.class.name;
        let missing = self.interpreter.raise("KeyError", name.to_string());
        let message = format!("{class} has no manager named '{name}'");
        Err(raised_during(
            self.interpreter.value_error(message),
            &missing,
        ))
    }
}
