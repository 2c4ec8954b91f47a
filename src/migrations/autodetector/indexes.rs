//! `Meta.indexes` of kept models: added, removed and renamed ones.

use std::rc::Rc;

use super::{MigrationAutodetector, comparison};
use crate::migrations::operations::Operation;
use crate::migrations::state::ModelState;
use crate::orm::{DjangoResult, Index, ModelKey};

/// What changes about a model's indexes.
#[derive(Default)]
pub(super) struct AlteredIndexes {
    added: Vec<Index>,
    removed: Vec<Index>,
    renamed: Vec<RenamedIndex>,
}

/// An index under a new name, or a value of `index_together` that became one.
struct RenamedIndex {
    new_name: Rc<str>,
    old_name: Option<Rc<str>>,
    old_fields: Option<Vec<Rc<str>>>,
}

impl MigrationAutodetector<'_> {
    pub(super) fn create_altered_indexes(&mut self) -> DjangoResult<()> {
        for key in self.kept_model_keys() {
            let (old_model, new_model) = (self.old_model(&key)?, self.new_model(&key)?);
            let mut altered = AlteredIndexes::between(&old_model, &new_model);
            let mut from_together = self.indexes_from_together(&key, &altered.added)?;
            let mut renamed_added: Vec<Rc<str>> = Vec::new();
            for (index, old_fields) in from_together.drain(..) {
                renamed_added.push(index.name.clone());
                altered.renamed.push(RenamedIndex {
                    new_name: index.name,
                    old_name: None,
                    old_fields: Some(old_fields.clone()),
                });
                let values = self.renamed_index_together_values.entry(key.clone());
                values.or_default().push(old_fields);
            }
            altered.forget_renamed(&renamed_added);
            self.altered_indexes.push((key, altered));
        }
        Ok(())
    }

    pub(super) fn generate_added_indexes(&mut self) -> DjangoResult<()> {
        let altered = std::mem::take(&mut self.altered_indexes);
        for (key, indexes) in altered {
            if indexes.added.is_empty() {
                continue;
            }
            let dependencies = self.dependencies_for_model(&key)?;
            for index in indexes.added {
                let operation = Operation::AddIndex {
                    model_name: key.model_name.clone(),
                    index,
                };
                self.add_operation(&key.app_label, operation, dependencies.clone());
            }
        }
        Ok(())
    }

    /// Comes before fields are removed or renamed.
    pub(super) fn generate_removed_indexes(&mut self) {
        self.generate_from_indexes(|key, indexes| {
            let names = indexes.removed.iter().map(|index| index.name.clone());
            let remove = |name| Operation::RemoveIndex {
                model_name: key.model_name.clone(),
                name,
            };
            names.map(remove).collect()
        });
    }

    pub(super) fn generate_renamed_indexes(&mut self) {
        self.generate_from_indexes(|key, indexes| {
            let rename = |renamed: &RenamedIndex| Operation::RenameIndex {
                model_name: key.model_name.clone(),
                new_name: renamed.new_name.clone(),
                old_name: renamed.old_name.clone(),
                old_fields: renamed.old_fields.clone(),
            };
            indexes.renamed.iter().map(rename).collect()
        });
    }

    fn generate_from_indexes(
        &mut self,
        operations: impl Fn(&ModelKey, &AlteredIndexes) -> Vec<Operation>,
    ) {
        let altered = std::mem::take(&mut self.altered_indexes);
        for (key, indexes) in &altered {
            for operation in operations(key, indexes) {
                self.add_operation(&key.app_label, operation, Vec::new());
            }
        }
        self.altered_indexes = altered;
    }

    /// Values of `index_together` that are gone and that exactly one new index covers.
    fn indexes_from_together(
        &self,
        key: &ModelKey,
        added: &[Index],
    ) -> DjangoResult<Vec<(Index, Vec<Rc<str>>)>> {
        let Some(altered) = self.altered_together(key, "index_together")? else {
            return Ok(Vec::new());
        };
        let mut found = Vec::new();
        for fields in altered.old_value.difference(&altered.new_value) {
            let mut covering = added
                .iter()
                .filter(|index| index.fields == *fields && comparison::has_only_fields(index));
            if let (Some(index), None) = (covering.next(), covering.next()) {
                found.push((index.clone(), fields.clone()));
            }
        }
        Ok(found)
    }
}

impl AlteredIndexes {
    fn between(old_model: &ModelState, new_model: &ModelState) -> Self {
        let (old, new) = (&old_model.options.indexes, &new_model.options.indexes);
        Self {
            added: without(new, old),
            removed: without(old, new),
            renamed: Vec::new(),
        }
        .with_renamed()
    }

    /// Finds indexes that differ in nothing but the name.
    fn with_renamed(mut self) -> Self {
        let (mut added_names, mut removed_names) = (Vec::new(), Vec::new());
        for new in &self.added {
            for old in &self.removed {
                if old.name != new.name && comparison::same_index_but_name(old, new) {
                    self.renamed.push(RenamedIndex {
                        new_name: new.name.clone(),
                        old_name: Some(old.name.clone()),
                        old_fields: None,
                    });
                    added_names.push(new.name.clone());
                    removed_names.push(old.name.clone());
                }
            }
        }
        self.forget_renamed(&added_names);
        self.removed
            .retain(|index| !removed_names.contains(&index.name));
        self
    }

    fn forget_renamed(&mut self, names: &[Rc<str>]) {
        self.added.retain(|index| !names.contains(&index.name));
    }
}

fn without(indexes: &[Index], others: &[Index]) -> Vec<Index> {
    let is_new = |index: &&Index| {
        !others
            .iter()
            .any(|other| comparison::same_index(index, other))
    };
    indexes.iter().filter(is_new).cloned().collect()
}
