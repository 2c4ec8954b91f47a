//! Where migrations come from.

use std::rc::Rc;

use crate::migrations::migration::Migration;
use crate::orm::{DjangoResult, Exception};

/// The installed apps with their migration files.
pub trait MigrationSource {
    /// Labels of the installed apps, in the order of `INSTALLED_APPS`.
    fn app_labels(&self) -> Vec<Rc<str>>;

    /// Imports an app's migrations package and lists its modules.
    ///
    /// # Errors
    ///
    /// What importing the package raises, except that it does not exist.
    fn migrations_module(&mut self, app_label: &str) -> DjangoResult<MigrationsModule>;

    /// Imports one module of the package and instantiates its `Migration`; `None` when it has none.
    ///
    /// # Errors
    ///
    /// What importing the module raises.
    fn load(&mut self, app_label: &str, name: &str) -> DjangoResult<Option<Rc<Migration>>>;
}

/// What stands where an app's migrations should be.
#[derive(Clone, Debug)]
pub enum MigrationsModule {
    /// `MIGRATION_MODULES` says `None`.
    Disabled,
    /// Nothing.
    Missing {
        /// Whether `MIGRATION_MODULES` names the module.
        explicit: bool,
        /// The `ModuleNotFoundError`.
        error: Exception,
    },
    /// A module `migrations.py`.
    NotAPackage,
    /// A folder without `__init__.py`.
    Namespace,
    /// A package with these modules, in any order; not its subpackages.
    Package(Vec<Rc<str>>),
}
