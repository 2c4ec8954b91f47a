//! Operations on fields.

use super::Step;
use crate::backends::{BaseDatabaseSchemaEditor, RenderedField};
use crate::migrations::operations::Operation;
use crate::orm::{DjangoResult, Field};

pub(super) fn forwards(
    operation: &Operation,
    schema_editor: &mut dyn BaseDatabaseSchemaEditor,
    step: Step<'_>,
) -> DjangoResult<()> {
    match operation {
        Operation::AddField {
            model_name,
            name,
            field,
            preserve_default,
        } => {
            let default = (!preserve_default).then_some(field);
            add(schema_editor, step, model_name, name, default)
        }
        Operation::RemoveField { model_name, name } => {
            remove(schema_editor, step, model_name, name)
        }
        Operation::RenameField {
            model_name,
            old_name,
            new_name,
        } => alter(schema_editor, step, model_name, (old_name, new_name), None),
        _ => alter_same(operation, schema_editor, step),
    }
}

pub(super) fn backwards(
    operation: &Operation,
    schema_editor: &mut dyn BaseDatabaseSchemaEditor,
    step: Step<'_>,
) -> DjangoResult<()> {
    match operation {
        Operation::AddField {
            model_name, name, ..
        } => remove(schema_editor, step, model_name, name),
        Operation::RemoveField { model_name, name } => {
            add(schema_editor, step, model_name, name, None)
        }
        Operation::RenameField {
            model_name,
            old_name,
            new_name,
        } => alter(schema_editor, step, model_name, (new_name, old_name), None),
        _ => alter_same(operation, schema_editor, step),
    }
}

/// `AlterField` does the same in both directions: the states say what becomes what.
fn alter_same(
    operation: &Operation,
    schema_editor: &mut dyn BaseDatabaseSchemaEditor,
    step: Step<'_>,
) -> DjangoResult<()> {
    let Operation::AlterField {
        model_name,
        name,
        field,
        preserve_default,
    } = operation
    else {
        return Ok(());
    };
    let default = (!preserve_default).then_some(field);
    alter(schema_editor, step, model_name, (name, name), default)
}

/// Adds a field of the later state; `default` has the default that only existing rows get.
fn add(
    schema_editor: &mut dyn BaseDatabaseSchemaEditor,
    step: Step<'_>,
    model_name: &str,
    name: &str,
    default: Option<&Field>,
) -> DjangoResult<()> {
    let Some(to_model) = step.migrated_new_model(model_name)? else {
        return Ok(());
    };
    let from_model = step.old_model(model_name)?;
    let field = with_default(to_model.get_field(name)?, default);
    schema_editor.add_field(&from_model, &field)
}

fn remove(
    schema_editor: &mut dyn BaseDatabaseSchemaEditor,
    step: Step<'_>,
    model_name: &str,
    name: &str,
) -> DjangoResult<()> {
    let Some(from_model) = step.migrated_old_model(model_name)? else {
        return Ok(());
    };
    schema_editor.remove_field(&from_model, &from_model.get_field(name)?)
}

fn alter(
    schema_editor: &mut dyn BaseDatabaseSchemaEditor,
    step: Step<'_>,
    model_name: &str,
    (from_name, to_name): (&str, &str),
    default: Option<&Field>,
) -> DjangoResult<()> {
    let Some(to_model) = step.migrated_new_model(model_name)? else {
        return Ok(());
    };
    let from_model = step.old_model(model_name)?;
    let from_field = from_model.get_field(from_name)?;
    let to_field = with_default(to_model.get_field(to_name)?, default);
    schema_editor.alter_field(&from_model, &from_field, &to_field)
}

fn with_default(field: RenderedField, default: Option<&Field>) -> RenderedField {
    let Some(one_off) = default else {
        return field;
    };
    let default = one_off.options.default.clone();
    let with_default = field.field.with(|data| data.options.default = default);
    field.with_field(with_default)
}
