//! Operations on indexes and constraints.

use std::rc::Rc;

use super::Step;
use crate::backends::BaseDatabaseSchemaEditor;
use crate::migrations::operations::Operation;
use crate::orm::{DjangoResult, Exception, Index};

pub(super) fn forwards(
    operation: &Operation,
    schema_editor: &mut dyn BaseDatabaseSchemaEditor,
    step: Step<'_>,
) -> DjangoResult<()> {
    match operation {
        Operation::AddIndex { model_name, index } => match step.migrated_new_model(model_name)? {
            Some(model) => schema_editor.add_index(&model, index),
            None => Ok(()),
        },
        Operation::RemoveIndex { model_name, name } => {
            let Some(model) = step.migrated_old_model(model_name)? else {
                return Ok(());
            };
            let state = step.from_state.get_model(step.app_label, model_name)?;
            schema_editor.remove_index(&model, state.get_index_by_name(name)?)
        }
        Operation::RenameIndex {
            model_name,
            new_name,
            old_name: Some(old_name),
            ..
        } => rename_named(schema_editor, step, model_name, old_name, new_name),
        Operation::RenameIndex {
            model_name,
            new_name,
            old_fields: Some(old_fields),
            ..
        } => rename_unnamed(schema_editor, step, model_name, old_fields, new_name),
        Operation::AddConstraint {
            model_name,
            constraint,
        } => match step.migrated_new_model(model_name)? {
            Some(model) => schema_editor.add_constraint(&model, constraint),
            None => Ok(()),
        },
        Operation::RemoveConstraint { model_name, name } => {
            let Some(model) = step.migrated_new_model(model_name)? else {
                return Ok(());
            };
            let state = step.from_state.get_model(step.app_label, model_name)?;
            schema_editor.remove_constraint(&model, state.get_constraint_by_name(name)?)
        }
        _ => Ok(()),
    }
}

pub(super) fn backwards(
    operation: &Operation,
    schema_editor: &mut dyn BaseDatabaseSchemaEditor,
    step: Step<'_>,
) -> DjangoResult<()> {
    match operation {
        Operation::AddIndex { model_name, index } => match step.migrated_old_model(model_name)? {
            Some(model) => schema_editor.remove_index(&model, index),
            None => Ok(()),
        },
        Operation::RemoveIndex { model_name, name } => {
            let Some(model) = step.migrated_new_model(model_name)? else {
                return Ok(());
            };
            let state = step.to_state.get_model(step.app_label, model_name)?;
            schema_editor.add_index(&model, state.get_index_by_name(name)?)
        }
        // An index that had no name keeps the one it was given.
        Operation::RenameIndex {
            model_name,
            new_name,
            old_name: Some(old_name),
            ..
        } => rename_named(schema_editor, step, model_name, new_name, old_name),
        Operation::AddConstraint {
            model_name,
            constraint,
        } => match step.migrated_new_model(model_name)? {
            Some(model) => schema_editor.remove_constraint(&model, constraint),
            None => Ok(()),
        },
        Operation::RemoveConstraint { model_name, name } => {
            let Some(model) = step.migrated_new_model(model_name)? else {
                return Ok(());
            };
            let state = step.to_state.get_model(step.app_label, model_name)?;
            schema_editor.add_constraint(&model, state.get_constraint_by_name(name)?)
        }
        _ => Ok(()),
    }
}

fn rename_named(
    schema_editor: &mut dyn BaseDatabaseSchemaEditor,
    step: Step<'_>,
    model_name: &str,
    old_name: &str,
    new_name: &str,
) -> DjangoResult<()> {
    let state = step.from_state.get_model(step.app_label, model_name)?;
    if step.migrated_new_model(model_name)?.is_none() {
        return Ok(());
    }
    let old_index = state.get_index_by_name(old_name)?.clone();
    rename(schema_editor, step, model_name, &old_index, new_name)
}

/// An index of `index_together` has a name only in the database.
fn rename_unnamed(
    schema_editor: &mut dyn BaseDatabaseSchemaEditor,
    step: Step<'_>,
    model_name: &str,
    old_fields: &[Rc<str>],
    new_name: &str,
) -> DjangoResult<()> {
    if step.migrated_new_model(model_name)?.is_none() {
        return Ok(());
    }
    let model = step.old_model(model_name)?;
    let mut columns = Vec::new();
    for name in old_fields {
        columns.push(model.get_field(name)?.column());
    }
    let names = schema_editor.index_names(&model, &columns)?;
    let [name] = names.as_slice() else {
        let message = format!(
            "Found wrong number ({}) of indexes for {}({}).",
            names.len(),
            model.db_table(),
            columns.join(", ")
        );
        return Err(Exception::new("ValueError", message));
    };
    let old_index = Index {
        fields: old_fields.to_vec(),
        name: name.as_str().into(),
        ..Index::default()
    };
    rename(schema_editor, step, model_name, &old_index, new_name)
}

fn rename(
    schema_editor: &mut dyn BaseDatabaseSchemaEditor,
    step: Step<'_>,
    model_name: &str,
    old_index: &Index,
    new_name: &str,
) -> DjangoResult<()> {
    if &*old_index.name == new_name {
        return Ok(());
    }
    let model = step.new_model(model_name)?;
    let state = step.to_state.get_model(step.app_label, model_name)?;
    schema_editor.rename_index(&model, old_index, state.get_index_by_name(new_name)?)
}
