//! Fields that stayed but changed.

use std::rc::Rc;

use super::comparison::with_target;
use super::dependencies::{self, OperationDependency};
use super::fields::with_default;
use super::{FieldKey, MigrationAutodetector, comparison, get_field};
use crate::migrations::operations::Operation;
use crate::migrations::questioner::Answer;
use crate::migrations::state::ModelState;
use crate::orm::{DjangoResult, Exception, Field, FieldKind, ModelKey};

impl MigrationAutodetector<'_> {
    /// A many-to-many field has no column that could be altered into one or from one: it is
    /// removed and added instead.
    pub(super) fn generate_altered_fields(&mut self) -> Answer<()> {
        let kept: Vec<FieldKey> = self
            .old_field_keys
            .intersection(&self.new_field_keys)
            .cloned()
            .collect();
        // Fields come model by model, so a model is looked up once for all of its own.
        let mut models: Option<(ModelKey, Rc<ModelState>, Rc<ModelState>)> = None;
        for key in kept {
            if models
                .as_ref()
                .is_none_or(|(model, ..)| *model != key.model)
            {
                let (old, new) = (self.old_model(&key.model)?, self.new_model(&key.model)?);
                models = Some((key.model.clone(), old, new));
            }
            if let Some((_, old_model, new_model)) = &models {
                self.generate_altered_field(&key, old_model, new_model)?;
            }
        }
        Ok(())
    }

    fn generate_altered_field(
        &mut self,
        key: &FieldKey,
        old_model: &ModelState,
        new_model: &ModelState,
    ) -> Answer<()> {
        let old_name = self.renamed_fields.get(key).unwrap_or(&key.name).clone();
        let old_field = get_field(old_model, &old_name)?;
        let mut new_field = get_field(new_model, &key.name)?.clone();
        let mut dependencies = Vec::new();
        if new_field.is_relation() {
            let model = &key.model;
            new_field = self.before_renames(model, old_field, &new_field)?;
            dependencies = dependencies::for_foreign_key(model, &new_field);
            new_field = self.through_before_renames(model, old_field, &new_field)?;
            self.keep_in_state(key, &new_field)?;
        }
        // A rename allows no change but that of db_column, which has its operation already.
        if old_name != key.name || comparison::same_field(&with_tuples(old_field), &new_field) {
            return Ok(());
        }
        if old_field.many_to_many() == new_field.many_to_many() {
            return self.alter_field(key, old_field, new_field, dependencies);
        }
        self.generate_removed_field(key);
        self.generate_added_field(key)
    }

    /// Django changes the field of the new state in place, so every later phase sees it so.
    fn keep_in_state(&mut self, key: &FieldKey, field: &Field) -> DjangoResult<()> {
        if self.renamed_models.is_empty() && self.renamed_fields.is_empty() {
            return Ok(());
        }
        let ModelKey {
            app_label,
            model_name,
        } = &key.model;
        self.to_state
            .alter_field(app_label, model_name, &key.name, field, true)
    }

    /// Existing NULLs need a value when the field no longer allows them.
    fn alter_field(
        &mut self,
        key: &FieldKey,
        old_field: &Field,
        new_field: Field,
        dependencies: Vec<OperationDependency>,
    ) -> Answer<()> {
        let FieldKey { model, name } = key;
        let (mut field, mut preserve_default) = (new_field, true);
        let loses_null = old_field.options.null && !field.options.null;
        if loses_null && !field.has_default() && !field.has_db_default() && !field.many_to_many() {
            let answer = self
                .questioner
                .ask_not_null_alteration(name, &model.model_name)?;
            if let Some(default) = answer {
                field = with_default(&field, default);
                preserve_default = false;
            }
        }
        let operation = Operation::AlterField {
            model_name: model.model_name.clone(),
            name: name.clone(),
            field,
            preserve_default,
        };
        self.add_operation(&model.app_label, operation, dependencies);
        Ok(())
    }

    /// The new relation as it was before what it points to was renamed: `RenameModel` and
    /// `RenameField` change it already.
    fn before_renames(
        &self,
        model: &ModelKey,
        old_field: &Field,
        new_field: &Field,
    ) -> DjangoResult<Field> {
        let Some(relation) = &new_field.relation else {
            return Ok(new_field.clone());
        };
        let target = relation.to.resolve(&model.app_label, &model.model_name);
        let mut field = new_field.clone();
        if self.renamed_models.contains_key(&target) {
            field = with_target(&field, &old_relation_of(old_field, "model")?.to);
        }
        let to_field = relation.to_field.as_ref();
        if to_field.is_some_and(|name| self.is_renamed_field(&target, name)) {
            // Whether `to_field` is written depends on both, so both are put back.
            let old = old_relation_of(old_field, "model")?;
            let old_to_field = old.to_field.clone();
            field = with_target(&field, &old.to).with(|data| {
                if let Some(relation) = &mut data.relation {
                    relation.to_field = old_to_field;
                }
            });
        }
        if field.kind == FieldKind::ForeignObject {
            field = field.with(|data| {
                if let Some(relation) = &mut data.relation {
                    self.rename_back(model, &mut relation.from_fields);
                    self.rename_back(&target, &mut relation.to_fields);
                }
            });
        }
        Ok(with_tuples(&field))
    }

    fn through_before_renames(
        &self,
        model: &ModelKey,
        old_field: &Field,
        new_field: &Field,
    ) -> DjangoResult<Field> {
        let through = new_field.through_key(&model.app_label, &model.model_name);
        if !through.is_some_and(|through| self.renamed_models.contains_key(&through)) {
            return Ok(new_field.clone());
        }
        let old_through = old_relation_of(old_field, "through")?.through.clone();
        Ok(new_field.with(|data| {
            if let Some(relation) = &mut data.relation {
                relation.through = old_through;
            }
        }))
    }

    fn is_renamed_field(&self, model: &ModelKey, name: &Rc<str>) -> bool {
        self.renamed_fields
            .contains_key(&FieldKey::new(model, name))
    }

    fn rename_back(&self, model: &ModelKey, names: &mut [Rc<str>]) {
        for name in names {
            if let Some(old_name) = self.renamed_fields.get(&FieldKey::new(model, name)) {
                *name = old_name.clone();
            }
        }
    }
}

/// The fields of a `ForeignObject` as tuples, whichever sequences they were given as.
fn with_tuples(field: &Field) -> Field {
    match field.kind {
        FieldKind::ForeignObject => field.with(|data| {
            data.extra.shift_remove("from_fields");
            data.extra.shift_remove("to_fields");
        }),
        _ => field.clone(),
    }
}

/// Django reads the relation of the old field without asking whether it is one.
fn old_relation_of<'f>(
    old_field: &'f Field,
    attribute: &str,
) -> DjangoResult<&'f crate::orm::Relation> {
    old_field.relation.as_ref().ok_or_else(|| {
        Exception::new(
            "AttributeError",
            format!("'NoneType' object has no attribute '{attribute}'"),
        )
    })
}
