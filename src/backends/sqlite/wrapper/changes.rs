//! What of `schema_editor` changes the schema when a program calls it: `create_model(model)` and the
//! like.

use crate::backends::base::rendered::{RenderedField, RenderedModel};
use crate::backends::base::schema::BaseDatabaseSchemaEditor;
use crate::backends::sqlite::schema::{EditorOptions, SchemaEditor};
use crate::orm::DjangoResult;
use crate::orm::connection::{as_raised, connection};
use crate::orm::constraints::Constraint;
use crate::orm::fields::Field;
use crate::orm::indexes::Index;
use crate::orm::model::classes::opts_of;
use crate::python::{Arguments, Bound, ClassBuilder, Interpreter, PyResult, Signature, Value};

use super::EditorObject;

/// A method that was called: what it is to do.
type Change = Box<dyn FnOnce(&mut SchemaEditor<'_>) -> DjangoResult<()>>;

/// Name, parameters, and how a call becomes a change.
type Method = (
    &'static str,
    &'static str,
    fn(&mut Interpreter, Bound) -> PyResult<Change>,
);

const METHODS: &[Method] = &[
    ("create_model", "model", |interpreter, mut bound| {
        let model = model(interpreter, &bound.take_or_none("model"))?;
        Ok(Box::new(move |editor| editor.create_model(&model)))
    }),
    ("delete_model", "model", |interpreter, mut bound| {
        let model = model(interpreter, &bound.take_or_none("model"))?;
        Ok(Box::new(move |editor| editor.delete_model(&model)))
    }),
    (
        "alter_db_table",
        "model, old_db_table, new_db_table",
        |interpreter, mut bound| {
            let [old, new] = ["old_db_table", "new_db_table"].map(|it| bound.take_or_none(it));
            let (old, new) = (interpreter.str(&old)?, interpreter.str(&new)?);
            Ok(Box::new(move |editor| editor.alter_db_table(&old, &new)))
        },
    ),
    ("add_field", "model, field", |interpreter, mut bound| {
        let model = model(interpreter, &bound.take_or_none("model"))?;
        let field = field(interpreter, &model, &bound.take_or_none("field"))?;
        Ok(Box::new(move |editor| editor.add_field(&model, &field)))
    }),
    ("remove_field", "model, field", |interpreter, mut bound| {
        let model = model(interpreter, &bound.take_or_none("model"))?;
        let field = field(interpreter, &model, &bound.take_or_none("field"))?;
        Ok(Box::new(move |editor| editor.remove_field(&model, &field)))
    }),
    (
        "alter_field",
        "model, old_field, new_field, strict=False",
        |interpreter, mut bound| {
            let model = model(interpreter, &bound.take_or_none("model"))?;
            let old = field(interpreter, &model, &bound.take_or_none("old_field"))?;
            let new = field(interpreter, &model, &bound.take_or_none("new_field"))?;
            Ok(Box::new(move |editor| {
                editor.alter_field(&model, &old, &new)
            }))
        },
    ),
    ("add_index", "model, index", |interpreter, mut bound| {
        let model = model(interpreter, &bound.take_or_none("model"))?;
        let index = Index::from_value(interpreter, &bound.take_or_none("index"))?;
        Ok(Box::new(move |editor| editor.add_index(&model, &index)))
    }),
    ("remove_index", "model, index", |interpreter, mut bound| {
        let model = model(interpreter, &bound.take_or_none("model"))?;
        let index = Index::from_value(interpreter, &bound.take_or_none("index"))?;
        Ok(Box::new(move |editor| editor.remove_index(&model, &index)))
    }),
    (
        "add_constraint",
        "model, constraint",
        |interpreter, mut bound| {
            let model = model(interpreter, &bound.take_or_none("model"))?;
            let constraint = bound.take_or_none("constraint");
            let constraint = Constraint::from_value(interpreter, &constraint)?;
            Ok(Box::new(move |editor| {
                editor.add_constraint(&model, &constraint)
            }))
        },
    ),
    (
        "remove_constraint",
        "model, constraint",
        |interpreter, mut bound| {
            let model = model(interpreter, &bound.take_or_none("model"))?;
            let constraint = bound.take_or_none("constraint");
            let constraint = Constraint::from_value(interpreter, &constraint)?;
            Ok(Box::new(move |editor| {
                editor.remove_constraint(&model, &constraint)
            }))
        },
    ),
];

/// Gives the class of `schema_editor` the methods.
pub(super) fn with_changes(builder: ClassBuilder) -> ClassBuilder {
    METHODS
        .iter()
        .fold(builder, |builder, (name, parameters, read)| {
            builder.method(name, move |interpreter, mut arguments: Arguments| {
                let this = arguments.take_receiver().unwrap_or(Value::None);
                let signature = Signature::new("DatabaseSchemaEditor", parameters);
                let bound = signature.bind_method(interpreter, name, arguments)?;
                let change = read(interpreter, bound)?;
                let Some(editor) = this.native::<EditorObject>() else {
                    return Err(interpreter.type_error("the receiver is no schema editor"));
                };
                make(interpreter, editor, name, change)
            })
        })
}

/// Makes a change in the database that is lent, or collects its statements; `method` is what a program
/// called for it.
///
/// # Errors
///
/// What the change raises; `NotImplementedError` when no database is lent.
pub fn make(
    interpreter: &mut Interpreter,
    editor: &EditorObject,
    method: &str,
    change: impl FnOnce(&mut SchemaEditor<'_>) -> DjangoResult<()>,
) -> PyResult<Value> {
    let connection = connection(interpreter)?;
    let options = EditorOptions {
        collect_sql: editor.collected_sql.is_some(),
        atomic: connection.in_transaction(),
    };
    let newer = editor.newer;
    let done = connection.with_database(|database| {
        SchemaEditor::within(database, interpreter, options, |schema_editor| {
            schema_editor.set_newer(newer);
            change(schema_editor)
        })
    });
    match done {
        Some(Ok(((), lines))) => {
            if let Some(collected) = &editor.collected_sql {
                collected.borrow_mut().extend(lines);
            }
            Ok(Value::None)
        }
        Some(Err(error)) => Err(as_raised(interpreter, error)),
        None => Err(interpreter.unsupported(&format!("{method}() outside of a migration"))),
    }
}

fn model(interpreter: &mut Interpreter, value: &Value) -> PyResult<RenderedModel> {
    let Some(class) = value.as_class() else {
        let found = interpreter.type_name(value);
        return Err(interpreter.type_error(format!("'{found}' object is no model")));
    };
    let opts = opts_of(interpreter, class)?;
    Ok(RenderedModel {
        apps: opts.apps,
        model: opts.model,
    })
}

/// A field of the model, or one that is to be: it has its name already.
fn field(
    interpreter: &mut Interpreter,
    model: &RenderedModel,
    value: &Value,
) -> PyResult<RenderedField> {
    let Some(field) = Field::of_instance(value) else {
        let found = interpreter.type_name(value);
        return Err(interpreter.type_error(format!("'{found}' object is no field")));
    };
    Ok(RenderedField {
        field,
        model: model.clone(),
    })
}
