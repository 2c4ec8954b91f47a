//! `--fake-initial`: whether a first migration's tables and columns exist already.

use super::MigrationExecutor;
use crate::backends::RenderedModel;
use crate::backends::sqlite::introspection::find_table;
use crate::database::Catalog;
use crate::migrations::migration::Migration;
use crate::migrations::operations::Operation;
use crate::migrations::state::ProjectState;
use crate::orm::{DjangoResult, ModelKey};

impl MigrationExecutor {
    /// Whether the tables and columns that an initial migration would create all exist; with the
    /// state after the migration, or before it when something is missing.
    ///
    /// What the columns are like is not compared.
    ///
    /// # Errors
    ///
    /// What an operation raises.
    pub fn detect_soft_applied(
        &self,
        catalog: &Catalog,
        migration: &Migration,
        state: ProjectState,
    ) -> DjangoResult<(bool, ProjectState)> {
        let own_app = |it: &crate::migrations::migration::Dependency| {
            it.key().app_label == migration.app_label
        };
        let is_initial = match migration.initial {
            Some(initial) => initial,
            None => !migration.dependencies.iter().any(own_app),
        };
        if !is_initial {
            return Ok((false, state));
        }
        let mut after_state = state.clone();
        migration.mutate_state(&mut after_state)?;
        let mut found_any = false;
        for operation in &migration.operations {
            match self.exists(catalog, &migration.app_label, operation, &after_state)? {
                Some(true) => found_any = true,
                Some(false) => return Ok((false, state)),
                None => {}
            }
        }
        Ok((found_any, after_state))
    }

    /// Whether what the operation creates exists; `None` for an operation that does not count.
    fn exists(
        &self,
        catalog: &Catalog,
        app_label: &str,
        operation: &Operation,
        state: &ProjectState,
    ) -> DjangoResult<Option<bool>> {
        let (name, field_name) = match operation {
            Operation::CreateModel { name, .. } => (name, None),
            Operation::AddField {
                model_name, name, ..
            } => (model_name, Some(name)),
            _ => return Ok(None),
        };
        let model = self.standing_in(RenderedModel::get(&state.apps()?, app_label, name)?)?;
        if model.model.proxy() || !model.model.managed() {
            return Ok(None);
        }
        let Some(field_name) = field_name else {
            return Ok(Some(find_table(catalog, &model.db_table()).is_some()));
        };
        let field = model.get_field(field_name)?;
        if field.field.many_to_many() {
            let through = field.through()?.db_table();
            return Ok(Some(find_table(catalog, &through).is_some()));
        }
        let column = field.column().to_lowercase();
        let table = find_table(catalog, &model.db_table());
        let has_column = |it: &crate::database::TableInfo| {
            it.columns
                .iter()
                .any(|known| known.name.to_lowercase() == column)
        };
        Ok(Some(table.is_some_and(has_column)))
    }

    /// The model itself, or the one that takes its place.
    fn standing_in(&self, model: RenderedModel) -> DjangoResult<RenderedModel> {
        let swapped = model.model.resolved.swapped.as_deref();
        match swapped.and_then(ModelKey::parse) {
            Some(key) => RenderedModel::get(&self.apps, &key.app_label, &key.model_name),
            None => Ok(model),
        }
    }
}
