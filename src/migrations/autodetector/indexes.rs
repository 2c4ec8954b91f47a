//! `Meta.indexes` of kept models: added, removed and renamed ones.

use std::rc::Rc;

use super::{MigrationAutodetector, comparison};
use crate::migrations::operations::Operation;
use crate::orm::{DjangoResult, Index, ModelKey};

/// What changes about a model's indexes.
pub(super) struct AlteredIndexes {
    added: Vec<Index>,
    removed: Vec<Index>,
    /// New names with what they are the names of.
    renamed: Vec<(Rc<str>, OldIndex)>,
}

/// What became an index of another name.
enum OldIndex {
    /// An index that differs in nothing else.
    Named(Box<Index>),
    /// A value of `index_together`.
    Together(Vec<Rc<str>>),
}

impl MigrationAutodetector<'_> {
    pub(super) fn create_altered_indexes(&mut self) -> DjangoResult<()> {
        for key in self.kept_model_keys() {
            let (old_model, new_model) = (self.old_model(&key)?, self.new_model(&key)?);
            let (old, new) = (&old_model.options.indexes, &new_model.options.indexes);
            let (added, removed) = (without(new, old), without(old, new));
            let mut renames = renames_between(&added, &removed);
            let from_together = self.indexes_from_together(&key, &added)?.into_iter();
            renames.extend(from_together.map(|(index, old)| (index, OldIndex::Together(old))));
            let renamed_added: Vec<Index> =
                renames.iter().map(|(index, _)| index.clone()).collect();
            let renamed_removed: Vec<Index> =
                renames.iter().filter_map(|(_, old)| old.named()).collect();
            let altered = AlteredIndexes {
                added: without(&added, &renamed_added),
                removed: without(&removed, &renamed_removed),
                renamed: renames
                    .into_iter()
                    .map(|(index, old)| (index.name, old))
                    .collect(),
            };
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
            let rename = |(new_name, old): &(Rc<str>, OldIndex)| {
                let (old_name, old_fields) = match old {
                    OldIndex::Named(index) => (Some(index.name.clone()), None),
                    OldIndex::Together(fields) => (None, Some(fields.clone())),
                };
                Operation::RenameIndex {
                    model_name: key.model_name.clone(),
                    new_name: new_name.clone(),
                    old_name,
                    old_fields,
                    is_list: false,
                }
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

impl OldIndex {
    fn named(&self) -> Option<Index> {
        match self {
            Self::Named(index) => Some(Index::clone(index)),
            Self::Together(_) => None,
        }
    }
}

/// New indexes with the removed ones from which they differ in nothing but the name.
fn renames_between(added: &[Index], removed: &[Index]) -> Vec<(Index, OldIndex)> {
    let is_renamed = |old: &Index, new: &Index| {
        old.name != new.name && comparison::same_index_but_name(old, new)
    };
    added
        .iter()
        .flat_map(|new| {
            let old = removed.iter().filter(|old| is_renamed(old, new));
            old.map(|old| (new.clone(), OldIndex::Named(Box::new(old.clone()))))
        })
        .collect()
}

fn without(indexes: &[Index], others: &[Index]) -> Vec<Index> {
    let is_new = |index: &&Index| {
        !others
            .iter()
            .any(|other| comparison::same_index(index, other))
    };
    indexes.iter().filter(is_new).cloned().collect()
}
