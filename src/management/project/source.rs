//! The project's migration files, as the loader reads them.

use std::rc::Rc;

use super::{Project, join};
use crate::migrations::loader::{MigrationSource, MigrationsModule};
use crate::migrations::migration::Migration;
use crate::migrations::modules::migration_from_class;
use crate::orm::{DjangoResult, Exception};

impl MigrationSource for Project {
    fn app_labels(&self) -> Vec<Rc<str>> {
        self.installed_labels()
    }

    fn migrations_module(&mut self, app_label: &str) -> DjangoResult<MigrationsModule> {
        let (module, explicit) = Project::migrations_module(self, app_label);
        let Some(module) = module else {
            return Ok(MigrationsModule::Disabled);
        };
        if self.package_exists(&module) {
            self.import(&module)?;
            return Ok(MigrationsModule::Package(self.module_names(&module)));
        }
        let path = join(&self.folder, &module.replace('.', "/"));
        if self.files.contains(&format!("{path}.py")) {
            self.import(&module)?;
            return Ok(MigrationsModule::NotAPackage);
        }
        if self.files.is_folder(&path) {
            return Ok(MigrationsModule::Namespace);
        }
        let error = Exception::new("ModuleNotFoundError", format!("No module named '{module}'"));
        Ok(MigrationsModule::Missing { explicit, error })
    }

    fn load(&mut self, app_label: &str, name: &str) -> DjangoResult<Option<Rc<Migration>>> {
        let Some(package) = Project::migrations_module(self, app_label).0 else {
            return Ok(None);
        };
        let module = self.import(&format!("{package}.{name}"))?;
        let Some(class) = module.get("Migration") else {
            return Ok(None);
        };
        let migration = migration_from_class(&mut self.interpreter, &class, app_label, name)?;
        Ok(Some(Rc::new(migration)))
    }
}

impl Project {
    fn import(&mut self, dotted: &str) -> DjangoResult<Rc<crate::python::Module>> {
        match self.interpreter.import_module(dotted) {
            Ok(module) => Ok(module),
            Err(error) => Err(Exception::from_python(&mut self.interpreter, error)),
        }
    }
}
