//! Reading operations from their Python calls.

mod arguments;
pub(in crate::migrations) mod custom;

use std::rc::Rc;

use arguments::{
    base_text, bases, check_for_duplicates, fields, flag, given, is_callable, managers, names,
    operations, options, text, text_keys, truthy,
};

use super::Operation;
use crate::migrations::state::normalize_together;
use crate::orm::{Constraint, Field, Index};
use crate::python::object::{NativeClass, NativeObject};
use crate::python::{Arguments, Bound, Dict, Instance, Interpreter, PyResult, Signature, Value};

/// The host's part of an instance of an operation class.
pub struct OperationObject(pub Operation, pub(in crate::migrations) Call);

/// The call that made an operation: its class and the arguments.
type Call = (&'static OperationClass, Arguments);

impl NativeObject for OperationObject {
    fn as_any(&self) -> &dyn std::any::Any {
        self
    }

    fn attribute(&self, name: &str) -> Option<Value> {
        match name {
            "elidable" => Some(Value::Bool(self.0.elidable())),
            "reversible" => Some(Value::Bool(self.0.reversible())),
            "reduces_to_sql" => Some(Value::Bool(self.0.reduces_to_sql())),
            "atomic" => Some(self.0.atomic().map_or(Value::None, Value::Bool)),
            _ => None,
        }
    }

    fn get_attribute(
        &self,
        interpreter: &mut Interpreter,
        this: &Value,
        name: &str,
    ) -> Option<PyResult<Value>> {
        if let Some(found) = self.attribute(name) {
            return Some(Ok(found));
        }
        if let Some(name) = name.strip_suffix("_lower")
            && self.1.0.has_parameter(name)
        {
            let text = interpreter.get_attribute(this, name);
            return Some(
                text.and_then(|it| interpreter.call_method(&it, "lower", Arguments::default())),
            );
        }
        if !self.1.0.has_parameter(name) {
            return None;
        }
        Some(self.argument(interpreter, name))
    }
}

impl OperationObject {
    /// What the operation keeps of an argument: the value that was given or the one for its absence.
    fn argument(&self, interpreter: &mut Interpreter, name: &str) -> PyResult<Value> {
        let (class, arguments) = &self.1;
        let mut bound = class.signature.bind(interpreter, arguments.clone())?;
        let given = bound.take_or_none(name);
        if interpreter.truthy(&given)? {
            return Ok(given);
        }
        Ok(match name {
            "options" | "hints" => Value::dict(Dict::default()),
            "managers" | "state_operations" | "database_operations" => Value::list(Vec::new()),
            "bases" => {
                let module = interpreter.import_module("django.db.models")?;
                Value::tuple(module.get("Model").into_iter().collect())
            }
            "preserve_default" if given.is_none() => Value::Bool(true),
            "elidable" => Value::Bool(false),
            _ => given,
        })
    }
}

impl OperationClass {
    fn has_parameter(&self, name: &str) -> bool {
        let parameters = self.signature.parameters.split(", ");
        parameters
            .map(|parameter| parameter.split('=').next().unwrap_or(parameter))
            .any(|parameter| parameter == name)
    }
}

/// How the operation of a class is read from its arguments.
type Constructor = fn(&mut Interpreter, Bound) -> PyResult<Operation>;

/// A class of Django's operations: its name, the module that defines it, and its constructor.
pub(in crate::migrations) struct OperationClass {
    /// `__name__`.
    pub name: &'static str,
    /// `__module__`.
    pub module: &'static str,
    signature: Signature,
    constructor: Constructor,
}

const MODELS: &str = "django.db.migrations.operations.models";
const FIELDS: &str = "django.db.migrations.operations.fields";
const SPECIAL: &str = "django.db.migrations.operations.special";

/// Django's operation classes.
#[rustfmt::skip]
pub(in crate::migrations) const OPERATION_CLASSES: &[OperationClass] = &[
    class("CreateModel", MODELS, "CreateModel.__init__", "name, fields, options=None, bases=None, managers=None", create_model),
    class("DeleteModel", MODELS, "ModelOperation.__init__", "name", delete_model),
    class("RenameModel", MODELS, "RenameModel.__init__", "old_name, new_name", rename_model),
    class("AlterModelTable", MODELS, "AlterModelTable.__init__", "name, table", alter_model_table),
    class("AlterModelTableComment", MODELS, "AlterModelTableComment.__init__", "name, table_comment", alter_model_table_comment),
    class("AlterUniqueTogether", MODELS, "AlterUniqueTogether.__init__", "name, unique_together", alter_unique_together),
    class("AlterIndexTogether", MODELS, "AlterIndexTogether.__init__", "name, index_together", alter_index_together),
    class("AlterOrderWithRespectTo", MODELS, "AlterOrderWithRespectTo.__init__", "name, order_with_respect_to", alter_order_with_respect_to),
    class("AlterModelOptions", MODELS, "AlterModelOptions.__init__", "name, options", alter_model_options),
    class("AlterModelManagers", MODELS, "AlterModelManagers.__init__", "name, managers", alter_model_managers),
    class("AddIndex", MODELS, "AddIndex.__init__", "model_name, index", add_index),
    class("RemoveIndex", MODELS, "RemoveIndex.__init__", "model_name, name", remove_index),
    class("RenameIndex", MODELS, "RenameIndex.__init__", "model_name, new_name, old_name=None, old_fields=None", rename_index),
    class("AddConstraint", MODELS, "AddConstraint.__init__", "model_name, constraint", add_constraint),
    class("RemoveConstraint", MODELS, "RemoveConstraint.__init__", "model_name, name", remove_constraint),
    class("AlterConstraint", MODELS, "AlterConstraint.__init__", "model_name, name, constraint", alter_constraint),
    class("AddField", FIELDS, "AddField.__init__", "model_name, name, field, preserve_default=True", add_field),
    class("RemoveField", FIELDS, "FieldOperation.__init__", "model_name, name, field=None", remove_field),
    class("AlterField", FIELDS, "AlterField.__init__", "model_name, name, field, preserve_default=True", alter_field),
    class("RenameField", FIELDS, "RenameField.__init__", "model_name, old_name, new_name", rename_field),
    class("RunSQL", SPECIAL, "RunSQL.__init__", "sql, reverse_sql=None, state_operations=None, hints=None, elidable=False", run_sql),
    class("RunPython", SPECIAL, "RunPython.__init__", "code, reverse_code=None, atomic=None, hints=None, elidable=False", run_python),
    class("SeparateDatabaseAndState", SPECIAL, "SeparateDatabaseAndState.__init__", "database_operations=None, state_operations=None", separate_database_and_state),
];

const fn class(
    name: &'static str,
    module: &'static str,
    qualname: &'static str,
    parameters: &'static str,
    constructor: Constructor,
) -> OperationClass {
    OperationClass {
        name,
        module,
        signature: Signature::new(qualname, parameters),
        constructor,
    }
}

impl NativeClass for &'static OperationClass {
    fn init(
        &self,
        interpreter: &mut Interpreter,
        instance: &Rc<Instance>,
        arguments: Arguments,
    ) -> PyResult<()> {
        let bound = self.signature.bind(interpreter, arguments.clone())?;
        let mut operation = (self.constructor)(interpreter, bound)?;
        operation.remember(arguments.clone());
        // An operation is not changed after it is made; a second `__init__` changes nothing.
        let _ = instance
            .native
            .set(Rc::new(OperationObject(operation, (*self, arguments))));
        Ok(())
    }
}

/// `Operation`, and with it every subclass that is not Django's.
pub(in crate::migrations) struct BaseOperationClass;

impl NativeClass for BaseOperationClass {
    fn init(
        &self,
        interpreter: &mut Interpreter,
        _instance: &Rc<Instance>,
        arguments: Arguments,
    ) -> PyResult<()> {
        if arguments.is_empty() {
            return Ok(());
        }
        Err(interpreter.type_error(
            "object.__init__() takes exactly one argument (the instance to initialize)",
        ))
    }
}

impl Operation {
    /// Keeps the call that made the operation, if its `repr()` is ever shown.
    fn remember(&mut self, call: Arguments) {
        if let Self::RunSQL { arguments, .. } | Self::RunPython { arguments, .. } = self {
            *arguments = Rc::new(call);
        }
    }

    /// Reads an operation of a migration's `operations`.
    ///
    /// # Errors
    ///
    /// An `AttributeError` when the value is no operation, as Django raises it when it uses one.
    pub fn from_value(interpreter: &mut Interpreter, value: &Value) -> PyResult<Self> {
        if let Some(instance) = value.as_instance() {
            let is_own = instance.class.module.starts_with("django.db.migrations.");
            if let Some(object) = instance.native::<OperationObject>() {
                return match is_own {
                    true => Ok(object.0.clone()),
                    false => custom::custom_operation(interpreter, instance),
                };
            }
            let base = "django.db.migrations.operations.base.Operation";
            if instance.class.mro().any(|class| class.path() == base) {
                return custom::custom_operation(interpreter, instance);
            }
        }
        let type_name = interpreter.type_name(value);
        let text = format!("'{type_name}' object has no attribute 'state_forwards'");
        Err(interpreter.attribute_error(text))
    }
}

fn create_model(interpreter: &mut Interpreter, mut bound: Bound) -> PyResult<Operation> {
    let name = text(interpreter, &mut bound, "name")?;
    let fields = fields(interpreter, &bound.take_or_none("fields"))?;
    let options = options(interpreter, &bound.take_or_none("options"))?;
    let bases = bases(interpreter, &bound.take_or_none("bases"))?;
    let managers = managers(interpreter, &bound.take_or_none("managers"))?;
    let field_names = fields.iter().map(|(name, _)| name.to_string());
    check_for_duplicates(interpreter, "fields", field_names)?;
    check_for_duplicates(interpreter, "bases", bases.iter().map(base_text))?;
    let manager_names = managers.iter().map(|(name, _)| name.to_string());
    check_for_duplicates(interpreter, "managers", manager_names)?;
    Ok(Operation::CreateModel {
        name,
        fields,
        options,
        bases,
        managers,
    })
}

fn delete_model(interpreter: &mut Interpreter, mut bound: Bound) -> PyResult<Operation> {
    Ok(Operation::DeleteModel {
        name: text(interpreter, &mut bound, "name")?,
    })
}

fn rename_model(interpreter: &mut Interpreter, mut bound: Bound) -> PyResult<Operation> {
    Ok(Operation::RenameModel {
        old_name: text(interpreter, &mut bound, "old_name")?,
        new_name: text(interpreter, &mut bound, "new_name")?,
    })
}

fn alter_model_table(interpreter: &mut Interpreter, mut bound: Bound) -> PyResult<Operation> {
    Ok(Operation::AlterModelTable {
        name: text(interpreter, &mut bound, "name")?,
        table: bound.take_or_none("table").as_text(),
    })
}

fn alter_model_table_comment(
    interpreter: &mut Interpreter,
    mut bound: Bound,
) -> PyResult<Operation> {
    Ok(Operation::AlterModelTableComment {
        name: text(interpreter, &mut bound, "name")?,
        table_comment: bound.take_or_none("table_comment").as_text(),
    })
}

fn alter_unique_together(interpreter: &mut Interpreter, mut bound: Bound) -> PyResult<Operation> {
    Ok(Operation::AlterUniqueTogether {
        name: text(interpreter, &mut bound, "name")?,
        unique_together: normalize_together(&bound.take_or_none("unique_together")),
    })
}

fn alter_index_together(interpreter: &mut Interpreter, mut bound: Bound) -> PyResult<Operation> {
    Ok(Operation::AlterIndexTogether {
        name: text(interpreter, &mut bound, "name")?,
        index_together: normalize_together(&bound.take_or_none("index_together")),
    })
}

fn alter_order_with_respect_to(
    interpreter: &mut Interpreter,
    mut bound: Bound,
) -> PyResult<Operation> {
    Ok(Operation::AlterOrderWithRespectTo {
        name: text(interpreter, &mut bound, "name")?,
        order_with_respect_to: bound.take_or_none("order_with_respect_to").as_text(),
    })
}

fn alter_model_options(interpreter: &mut Interpreter, mut bound: Bound) -> PyResult<Operation> {
    Ok(Operation::AlterModelOptions {
        name: text(interpreter, &mut bound, "name")?,
        options: text_keys(interpreter, &bound.take_or_none("options"))?,
    })
}

fn alter_model_managers(interpreter: &mut Interpreter, mut bound: Bound) -> PyResult<Operation> {
    Ok(Operation::AlterModelManagers {
        name: text(interpreter, &mut bound, "name")?,
        managers: managers(interpreter, &bound.take_or_none("managers"))?,
    })
}

fn add_field(interpreter: &mut Interpreter, mut bound: Bound) -> PyResult<Operation> {
    Ok(Operation::AddField {
        model_name: text(interpreter, &mut bound, "model_name")?,
        name: text(interpreter, &mut bound, "name")?,
        field: Field::from_value(interpreter, &bound.take_or_none("field"))?,
        preserve_default: flag(interpreter, &mut bound, "preserve_default", true)?,
    })
}

fn remove_field(interpreter: &mut Interpreter, mut bound: Bound) -> PyResult<Operation> {
    Ok(Operation::RemoveField {
        model_name: text(interpreter, &mut bound, "model_name")?,
        name: text(interpreter, &mut bound, "name")?,
    })
}

fn alter_field(interpreter: &mut Interpreter, mut bound: Bound) -> PyResult<Operation> {
    Ok(Operation::AlterField {
        model_name: text(interpreter, &mut bound, "model_name")?,
        name: text(interpreter, &mut bound, "name")?,
        field: Field::from_value(interpreter, &bound.take_or_none("field"))?,
        preserve_default: flag(interpreter, &mut bound, "preserve_default", true)?,
    })
}

fn rename_field(interpreter: &mut Interpreter, mut bound: Bound) -> PyResult<Operation> {
    Ok(Operation::RenameField {
        model_name: text(interpreter, &mut bound, "model_name")?,
        old_name: text(interpreter, &mut bound, "old_name")?,
        new_name: text(interpreter, &mut bound, "new_name")?,
    })
}

fn add_index(interpreter: &mut Interpreter, mut bound: Bound) -> PyResult<Operation> {
    let model_name = text(interpreter, &mut bound, "model_name")?;
    let value = bound.take_or_none("index");
    let index = Index::from_value(interpreter, &value)?;
    if index.name.is_empty() {
        let shown = interpreter.repr(&value)?;
        return Err(interpreter.value_error(format!(
            "Indexes passed to AddIndex operations require a name argument. {shown} doesn't have one."
        )));
    }
    Ok(Operation::AddIndex { model_name, index })
}

fn remove_index(interpreter: &mut Interpreter, mut bound: Bound) -> PyResult<Operation> {
    Ok(Operation::RemoveIndex {
        model_name: text(interpreter, &mut bound, "model_name")?,
        name: text(interpreter, &mut bound, "name")?,
    })
}

fn rename_index(interpreter: &mut Interpreter, mut bound: Bound) -> PyResult<Operation> {
    let old_name = bound
        .take_or_none("old_name")
        .as_text()
        .filter(|name| !name.is_empty());
    let old_fields = bound.take_or_none("old_fields");
    let is_list = matches!(old_fields, Value::List(_));
    let old_fields = names(&old_fields);
    let old_fields = Some(old_fields).filter(|fields| !fields.is_empty());
    match (&old_name, &old_fields) {
        (None, None) => Err(interpreter.value_error(
            "RenameIndex requires one of old_name and old_fields arguments to be set.",
        )),
        (Some(_), Some(_)) => {
            Err(interpreter
                .value_error("RenameIndex.old_name and old_fields are mutually exclusive."))
        }
        _ => Ok(Operation::RenameIndex {
            model_name: text(interpreter, &mut bound, "model_name")?,
            new_name: text(interpreter, &mut bound, "new_name")?,
            old_name,
            old_fields,
            is_list,
        }),
    }
}

fn add_constraint(interpreter: &mut Interpreter, mut bound: Bound) -> PyResult<Operation> {
    Ok(Operation::AddConstraint {
        model_name: text(interpreter, &mut bound, "model_name")?,
        constraint: Constraint::from_value(interpreter, &bound.take_or_none("constraint"))?,
    })
}

fn remove_constraint(interpreter: &mut Interpreter, mut bound: Bound) -> PyResult<Operation> {
    Ok(Operation::RemoveConstraint {
        model_name: text(interpreter, &mut bound, "model_name")?,
        name: text(interpreter, &mut bound, "name")?,
    })
}

fn alter_constraint(interpreter: &mut Interpreter, mut bound: Bound) -> PyResult<Operation> {
    Ok(Operation::AlterConstraint {
        model_name: text(interpreter, &mut bound, "model_name")?,
        name: text(interpreter, &mut bound, "name")?,
        constraint: Constraint::from_value(interpreter, &bound.take_or_none("constraint"))?,
    })
}

fn run_sql(interpreter: &mut Interpreter, mut bound: Bound) -> PyResult<Operation> {
    Ok(Operation::RunSQL {
        sql: bound.take_or_none("sql"),
        reverse_sql: given(bound.take_or_none("reverse_sql")),
        state_operations: operations(interpreter, &bound.take_or_none("state_operations"))?,
        hints: truthy(interpreter, bound.take_or_none("hints"))?,
        elidable: flag(interpreter, &mut bound, "elidable", false)?,
        arguments: Rc::default(),
    })
}

fn run_python(interpreter: &mut Interpreter, mut bound: Bound) -> PyResult<Operation> {
    let code = bound.take_or_none("code");
    if !is_callable(&code) {
        return Err(interpreter.value_error("RunPython must be supplied with a callable"));
    }
    let reverse_code = given(bound.take_or_none("reverse_code"));
    if reverse_code.as_ref().is_some_and(|code| !is_callable(code)) {
        return Err(interpreter.value_error("RunPython must be supplied with callable arguments"));
    }
    Ok(Operation::RunPython {
        code,
        reverse_code,
        atomic: match given(bound.take_or_none("atomic")) {
            Some(atomic) => Some(interpreter.truthy(&atomic)?),
            None => None,
        },
        hints: truthy(interpreter, bound.take_or_none("hints"))?,
        elidable: flag(interpreter, &mut bound, "elidable", false)?,
        arguments: Rc::default(),
    })
}

fn separate_database_and_state(
    interpreter: &mut Interpreter,
    mut bound: Bound,
) -> PyResult<Operation> {
    let database_operations = bound.take_or_none("database_operations");
    let state_operations = bound.take_or_none("state_operations");
    Ok(Operation::SeparateDatabaseAndState {
        database_operations: operations(interpreter, &database_operations)?,
        state_operations: operations(interpreter, &state_operations)?,
    })
}
