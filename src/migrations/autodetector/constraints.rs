//! `Meta.constraints` of kept models: added, removed and altered ones.

use super::{MigrationAutodetector, comparison};
use crate::migrations::operations::Operation;
use crate::migrations::state::ModelState;
use crate::orm::{Constraint, DjangoResult, ModelKey};

/// What changes about a model's constraints.
pub(super) struct AlteredConstraints {
    added: Vec<Constraint>,
    removed: Vec<Constraint>,
    /// Those that change in nothing the database knows.
    altered: Vec<Constraint>,
}

impl MigrationAutodetector<'_> {
    pub(super) fn create_altered_constraints(&mut self) -> DjangoResult<()> {
        for key in self.kept_model_keys() {
            let (old_model, new_model) = (self.old_model(&key)?, self.new_model(&key)?);
            let altered = AlteredConstraints::between(&old_model, &new_model);
            self.altered_constraints.push((key, altered));
        }
        Ok(())
    }

    /// Comes before fields are removed or renamed.
    pub(super) fn generate_removed_constraints(&mut self) {
        let altered = std::mem::take(&mut self.altered_constraints);
        for (key, constraints) in &altered {
            for constraint in &constraints.removed {
                let operation = Operation::RemoveConstraint {
                    model_name: key.model_name.clone(),
                    name: constraint.name.clone(),
                };
                self.add_operation(&key.app_label, operation, Vec::new());
            }
        }
        self.altered_constraints = altered;
    }

    pub(super) fn generate_added_constraints(&mut self) -> DjangoResult<()> {
        self.generate_from_constraints(|key, constraints| {
            let add = |constraint: &Constraint| Operation::AddConstraint {
                model_name: key.model_name.clone(),
                constraint: constraint.clone(),
            };
            constraints.added.iter().map(add).collect()
        })
    }

    pub(super) fn generate_altered_constraints(&mut self) -> DjangoResult<()> {
        self.generate_from_constraints(|key, constraints| {
            let alter = |constraint: &Constraint| Operation::AlterConstraint {
                model_name: key.model_name.clone(),
                name: constraint.name.clone(),
                constraint: constraint.clone(),
            };
            constraints.altered.iter().map(alter).collect()
        })
    }

    fn generate_from_constraints(
        &mut self,
        operations: impl Fn(&ModelKey, &AlteredConstraints) -> Vec<Operation>,
    ) -> DjangoResult<()> {
        let altered = std::mem::take(&mut self.altered_constraints);
        for (key, constraints) in &altered {
            let operations = operations(key, constraints);
            if operations.is_empty() {
                continue;
            }
            let dependencies = self.dependencies_for_model(key)?;
            for operation in operations {
                self.add_operation(&key.app_label, operation, dependencies.clone());
            }
        }
        self.altered_constraints = altered;
        Ok(())
    }
}

impl AlteredConstraints {
    fn between(old_model: &ModelState, new_model: &ModelState) -> Self {
        let (old, new) = (
            &old_model.options.constraints,
            &new_model.options.constraints,
        );
        let mut altered: Vec<Constraint> = Vec::new();
        for old_constraint in old {
            let same_in_database = new.iter().filter(|new_constraint| {
                old_constraint.name == new_constraint.name
                    && !comparison::same_constraint(old_constraint, new_constraint)
                    && comparison::same_constraint_in_database(old_constraint, new_constraint)
            });
            altered.extend(same_in_database.cloned());
        }
        let remaining = |constraints: &[Constraint], others: &[Constraint]| -> Vec<Constraint> {
            constraints
                .iter()
                .filter(|it| {
                    !others
                        .iter()
                        .any(|other| comparison::same_constraint(it, other))
                })
                .filter(|it| !altered.iter().any(|altered| altered.name == it.name))
                .cloned()
                .collect()
        };
        Self {
            added: remaining(new, old),
            removed: remaining(old, new),
            altered,
        }
    }
}
