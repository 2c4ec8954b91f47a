//! Operations on models and their options.

use std::rc::Rc;

use super::Step;
use crate::backends::{BaseDatabaseSchemaEditor, RenderedModel};
use crate::migrations::operations::Operation;
use crate::orm::DjangoResult;
use crate::python::Value;

pub(super) fn forwards(
    operation: &Operation,
    schema_editor: &mut dyn BaseDatabaseSchemaEditor,
    step: Step<'_>,
) -> DjangoResult<()> {
    match operation {
        Operation::CreateModel { name, .. } => create(schema_editor, step, name),
        Operation::DeleteModel { name } => match step.migrated_old_model(name)? {
            Some(model) => schema_editor.delete_model(&model),
            None => Ok(()),
        },
        Operation::RenameModel { old_name, new_name } => {
            rename(schema_editor, step, old_name, new_name)
        }
        _ => alter_option(operation, schema_editor, step),
    }
}

pub(super) fn backwards(
    operation: &Operation,
    schema_editor: &mut dyn BaseDatabaseSchemaEditor,
    step: Step<'_>,
) -> DjangoResult<()> {
    match operation {
        Operation::CreateModel { name, .. } => match step.migrated_old_model(name)? {
            Some(model) => schema_editor.delete_model(&model),
            None => Ok(()),
        },
        Operation::DeleteModel { name } => match step.migrated_new_model(name)? {
            Some(model) => schema_editor.create_model(&model),
            None => Ok(()),
        },
        Operation::RenameModel { old_name, new_name } => {
            rename(schema_editor, step, new_name, old_name)
        }
        _ => alter_option(operation, schema_editor, step),
    }
}

/// An option is set the same way in both directions.
fn alter_option(
    operation: &Operation,
    schema_editor: &mut dyn BaseDatabaseSchemaEditor,
    step: Step<'_>,
) -> DjangoResult<()> {
    match operation {
        Operation::AlterModelTable { name, .. } => alter_table(schema_editor, step, name),
        Operation::AlterModelTableComment { name, .. } => match step.migrated_new_model(name)? {
            Some(model) => schema_editor.alter_db_table_comment(&model),
            None => Ok(()),
        },
        Operation::AlterUniqueTogether { name, .. } => {
            alter_together(schema_editor, step, name, "unique_together")
        }
        Operation::AlterIndexTogether { name, .. } => {
            alter_together(schema_editor, step, name, "index_together")
        }
        Operation::AlterOrderWithRespectTo { name, .. } => alter_order(schema_editor, step, name),
        _ => Ok(()),
    }
}

fn create(
    schema_editor: &mut dyn BaseDatabaseSchemaEditor,
    step: Step<'_>,
    name: &str,
) -> DjangoResult<()> {
    let Some(model) = step.migrated_new_model(name)? else {
        return Ok(());
    };
    schema_editor.create_model(&model)?;
    // No longer an option of models, but old migrations still have it.
    let state = step.to_state.get_model(step.app_label, name)?;
    let index_together = state.together("index_together");
    schema_editor.alter_index_together(&model, &[], &index_together)
}

fn rename(
    schema_editor: &mut dyn BaseDatabaseSchemaEditor,
    step: Step<'_>,
    old_name: &str,
    new_name: &str,
) -> DjangoResult<()> {
    let Some(new_model) = step.migrated_new_model(new_name)? else {
        return Ok(());
    };
    let old_model = step.old_model(old_name)?;
    schema_editor.alter_db_table(&old_model.db_table(), &new_model.db_table())?;
    repoint_relations(schema_editor, &old_model, &new_model)?;
    let fields = old_model
        .local_many_to_many()
        .into_iter()
        .zip(new_model.local_many_to_many());
    for (old_field, new_field) in fields {
        // A relation to the model itself was altered with the others above.
        let recursive = new_field.remote_model()?.is(&new_model);
        if !recursive && new_field.has_auto_created_through()? {
            schema_editor.alter_many_to_many(&old_field, &new_field)?;
        }
    }
    Ok(())
}

/// Alters the fields that point to a renamed model.
fn repoint_relations(
    schema_editor: &mut dyn BaseDatabaseSchemaEditor,
    old_model: &RenderedModel,
    new_model: &RenderedModel,
) -> DjangoResult<()> {
    for related in old_model.related_objects() {
        let model = if related.model.is(old_model) {
            new_model.clone()
        } else {
            let key = related.model.key();
            RenderedModel::get(&new_model.apps, &key.app_label, &key.model_name)?
        };
        let to_field = model.get_field(&related.name())?;
        schema_editor.alter_field(&model, &related, &to_field)?;
    }
    Ok(())
}

/// Renames the model's table, and those of its many-to-many relations, whose names begin with it.
fn alter_table(
    schema_editor: &mut dyn BaseDatabaseSchemaEditor,
    step: Step<'_>,
    name: &str,
) -> DjangoResult<()> {
    let Some(new_model) = step.migrated_new_model(name)? else {
        return Ok(());
    };
    let old_model = step.old_model(name)?;
    schema_editor.alter_db_table(&old_model.db_table(), &new_model.db_table())?;
    let fields = old_model
        .local_many_to_many()
        .into_iter()
        .zip(new_model.local_many_to_many());
    for (old_field, new_field) in fields {
        if new_field.has_auto_created_through()? {
            let old_table = old_field.through()?.db_table();
            schema_editor.alter_db_table(&old_table, &new_field.through()?.db_table())?;
        }
    }
    Ok(())
}

fn alter_together(
    schema_editor: &mut dyn BaseDatabaseSchemaEditor,
    step: Step<'_>,
    name: &str,
    option: &str,
) -> DjangoResult<()> {
    let Some(model) = step.migrated_new_model(name)? else {
        return Ok(());
    };
    let from_state = step.from_state.get_model(step.app_label, name)?;
    let to_state = step.to_state.get_model(step.app_label, name)?;
    let (old, new) = (from_state.together(option), to_state.together(option));
    match option {
        "unique_together" => schema_editor.alter_unique_together(&model, &old, &new),
        _ => schema_editor.alter_index_together(&model, &old, &new),
    }
}

/// Adds or removes the column `_order`; when only the field it is about changes, the column stays.
fn alter_order(
    schema_editor: &mut dyn BaseDatabaseSchemaEditor,
    step: Step<'_>,
    name: &str,
) -> DjangoResult<()> {
    let Some(to_model) = step.migrated_new_model(name)? else {
        return Ok(());
    };
    let from_model = step.old_model(name)?;
    match (is_ordered(&from_model), is_ordered(&to_model)) {
        (true, false) => schema_editor.remove_field(&from_model, &from_model.get_field("_order")?),
        (false, true) => {
            let order = to_model.get_field("_order")?;
            let field = order.field.with(|data| {
                data.options.default.get_or_insert(Value::Int(0));
            });
            schema_editor.add_field(&from_model, &order.with_field(field))
        }
        _ => Ok(()),
    }
}

fn is_ordered(model: &RenderedModel) -> bool {
    let owner: Option<Rc<str>> = model.model.options.text("order_with_respect_to");
    owner.is_some_and(|owner| !owner.is_empty())
}
