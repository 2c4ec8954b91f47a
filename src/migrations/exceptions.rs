//! `django.db.migrations.exceptions`: the nine exceptions, each made with Django's own text.

use super::migration::MigrationKey;
use super::utils::key_repr;
use crate::orm::Exception;

const MODULE: &str = "django.db.migrations.exceptions";

/// More than one migration matches a name prefix.
pub fn ambiguity_error(app_label: &str, name_prefix: &str) -> Exception {
    raise(
        "AmbiguityError",
        format!(
            "There is more than one migration for '{app_label}' with the prefix '{name_prefix}'"
        ),
    )
}

/// A module among the migrations has no `Migration` class.
pub fn bad_migration_error(app_label: &str, name: &str) -> Exception {
    raise(
        "BadMigrationError",
        format!("Migration {name} in app {app_label} has no Migration class"),
    )
}

/// Migrations depend on each other in a circle.
pub fn circular_dependency_error(cycle: &[MigrationKey]) -> Exception {
    let names: Vec<String> = cycle.iter().map(MigrationKey::to_string).collect();
    raise("CircularDependencyError", names.join(", "))
}

/// An applied migration has a dependency that is not applied.
pub fn inconsistent_migration_history(
    child: &MigrationKey,
    parent: &MigrationKey,
    database: &str,
) -> Exception {
    raise(
        "InconsistentMigrationHistory",
        format!(
            "Migration {child} is applied before its dependency {parent} on database '{database}'."
        ),
    )
}

/// A model's bases cannot be resolved.
pub fn invalid_bases_error(message: impl Into<String>) -> Exception {
    raise("InvalidBasesError", message)
}

/// An irreversible operation is about to be reversed. `operation` is its `repr()`.
pub fn irreversible_error(operation: &str, migration: &MigrationKey) -> Exception {
    raise(
        "IrreversibleError",
        format!("Operation {operation} in {migration} is not reversible"),
    )
}

/// A plan goes forwards and backwards at once.
pub fn invalid_migration_plan() -> Exception {
    raise(
        "InvalidMigrationPlan",
        "Migration plans with both forwards and backwards migrations are not supported. Please \
         split your migration process into separate plans of only forwards OR backwards \
         migrations.",
    )
}

/// The table `django_migrations` cannot be made. `reason` is the database's error.
pub fn migration_schema_missing(reason: &str) -> Exception {
    raise(
        "MigrationSchemaMissing",
        format!("Unable to create the django_migrations table ({reason})"),
    )
}

/// A node is named that is not in the graph. The loader reads `node` and `origin` to explain it
/// better, so it stays a type of its own until it is raised.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct NodeNotFoundError {
    /// `str(exception)`.
    pub message: String,
    /// The node that is not there.
    pub node: MigrationKey,
    /// The migration whose dependencies name it.
    pub origin: Option<MigrationKey>,
}

impl NodeNotFoundError {
    /// A plan was asked for a target that is not in the graph.
    pub fn not_a_valid_node(node: &MigrationKey) -> Self {
        Self {
            message: format!("Node {} not a valid node", key_repr(node)),
            node: node.clone(),
            origin: None,
        }
    }
}

impl From<NodeNotFoundError> for Exception {
    fn from(error: NodeNotFoundError) -> Self {
        raise("NodeNotFoundError", error.message)
    }
}

/// A dependency that is shown so is no key of a migration.
pub fn nonexistent_parent(app_label: &str, name: &str, shown: &str) -> Exception {
    let message = format!(
        "Migration {app_label}.{name} dependencies reference nonexistent parent node {shown}"
    );
    raise("NodeNotFoundError", message)
}

fn raise(class_name: &str, message: impl Into<String>) -> Exception {
    Exception::new(&format!("{MODULE}.{class_name}"), message)
}
