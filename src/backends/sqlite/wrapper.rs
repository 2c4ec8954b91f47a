//! The database as project code sees it: `connection`, its cursors, and `schema_editor`.
//!
//! The database itself is what the running command lends to the connection.

mod changes;
mod constraints;

pub use changes::make;

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

use crate::backends::base::names::quote_name;
use crate::backends::sqlite::operations::quote_value;
use crate::backends::sqlite::schema::{Newer, collected_line};
use crate::database::{QueryResult, SqlValue};
use crate::orm::connection::{DatabaseConnection, connection, named_parameters, through_wrappers};
use crate::orm::fields::to_sql;
use crate::orm::format::convert_query;
use crate::orm::model::features::{FEATURES, MISSING_FEATURES};
use crate::orm::modules::transaction::later_attribute;
use crate::orm::query::convert::{Converter, plain};
use crate::python::object::NativeObject;
use crate::python::value::Instance;
use crate::python::{
    Arguments, Binding, Class, Dict, Interpreter, NativeFunction, PyResult, Signature, Value,
};

const EXECUTE: Signature = Signature::new("CursorWrapper.execute", "sql, params=None");
const EXECUTE_MANY: Signature = Signature::new("CursorWrapper.executemany", "sql, param_list");
const FETCH_MANY: Signature = Signature::new("CursorWrapper.fetchmany", "size=1");
const EDITOR_EXECUTE: Signature = Signature::new("DatabaseSchemaEditor.execute", "sql, params=()");
const SEQUENCE_RESET_SQL: Signature = Signature::new(
    "BaseDatabaseOperations.sequence_reset_sql",
    "style, model_list",
);
const QUOTE_NAME: Signature = Signature::new("DatabaseOperations.quote_name", "name");
const QUOTE_VALUE: Signature = Signature::new("DatabaseSchemaEditor.quote_value", "value");

/// Gives `django.db.connection` its cursors and the objects that know SQLite.
///
/// # Errors
///
/// When Django's modules are not registered.
pub fn register(interpreter: &mut Interpreter) -> PyResult<()> {
    let module = interpreter.import_module("django.db.backends.sqlite3.base")?;
    let class = module.get("DatabaseWrapper").unwrap_or(Value::None);
    let Some(class) = class.as_class() else {
        return Err(interpreter.type_error("there is no DatabaseWrapper"));
    };
    let cursors = cursor_class(interpreter);
    let cursor = NativeFunction::bound(
        "cursor",
        "DatabaseWrapper.cursor",
        "django.db.backends.sqlite3.base",
        Binding::Method,
        move |interpreter, _| {
            let cursor = Cursor::new(connection(interpreter)?);
            Ok(Value::Instance(Instance::with_native(
                &cursors,
                Rc::new(cursor),
            )))
        },
    );
    class.set("cursor", Value::NativeFunction(cursor));
    let editor = NativeFunction::bound(
        "schema_editor",
        "DatabaseWrapper.schema_editor",
        "django.db.backends.sqlite3.base",
        Binding::Method,
        |interpreter, _| schema_editor(interpreter, EditorObject::default()),
    );
    class.set("schema_editor", Value::NativeFunction(editor));
    class.set("features", features(interpreter));
    let engine = Value::str("django.db.backends.sqlite3");
    let settings = Dict::from_text_keys([("ENGINE", engine), ("NAME", Value::str("db.sqlite3"))]);
    class.set("settings_dict", Value::dict(settings));
    class.set("ops", operations(interpreter));
    class.set("introspection", introspection(interpreter));
    Ok(())
}

/// The host's part of `schema_editor`.
#[derive(Clone, Default)]
pub struct EditorObject {
    /// The statements, when they are collected instead of executed.
    pub collected_sql: Option<Rc<RefCell<Vec<String>>>>,
    /// Which state's models are the later rendered ones.
    pub newer: Newer,
}

impl NativeObject for EditorObject {
    fn as_any(&self) -> &dyn std::any::Any {
        self
    }

    fn attribute(&self, name: &str) -> Option<Value> {
        let collected = self.collected_sql.as_ref();
        match name {
            "collect_sql" => Some(Value::Bool(collected.is_some())),
            "collected_sql" => {
                let lines = collected?.borrow();
                Some(Value::list(
                    lines.iter().map(|line| Value::str(&**line)).collect(),
                ))
            }
            _ => None,
        }
    }
}

impl EditorObject {
    /// Runs a statement of the program's, or collects it as text.
    fn execute(
        &self,
        interpreter: &mut Interpreter,
        sql: &Value,
        parameters: &Value,
    ) -> PyResult<()> {
        let database = connection(interpreter)?;
        let Some(collected) = &self.collected_sql else {
            let sql = interpreter.str(sql)?;
            let result = match parameters.is_none() {
                true => database.execute_raw(interpreter, &sql, &[]),
                false => {
                    let values = sql_values(interpreter, parameters)?;
                    database.execute(interpreter, &sql, &values)
                }
            };
            return result.map(drop);
        };
        let values = match parameters.is_none() {
            true => None,
            false => Some(sql_values(interpreter, parameters)?),
        };
        let sql = interpreter.str(sql)?;
        let line = collected_line(&sql, values.as_deref());
        let line = line.map_err(|error| error.into_python(interpreter))?;
        collected.borrow_mut().push(line);
        Ok(())
    }
}

/// `schema_editor`, as a data migration gets it.
///
/// # Errors
///
/// When the program has replaced `django.db.connection`.
pub fn schema_editor(interpreter: &mut Interpreter, native: EditorObject) -> PyResult<Value> {
    let wrapper = interpreter.import_module("django.db")?.get("connection");
    let class = interpreter
        .class_builder("DatabaseSchemaEditor", "django.db.backends.sqlite3.schema")
        .attribute("connection", wrapper.unwrap_or(Value::None));
    let class = changes::with_changes(class)
        .method("execute", |interpreter, mut arguments| {
            let this = arguments.take_receiver().unwrap_or(Value::None);
            let mut bound = EDITOR_EXECUTE.bind(interpreter, arguments)?;
            let sql = bound.take_or_none("sql");
            let parameters = bound.take("params").unwrap_or(Value::tuple(Vec::new()));
            match this.native::<EditorObject>() {
                Some(editor) => editor.execute(interpreter, &sql, &parameters)?,
                None => return Err(interpreter.type_error("the receiver is no schema editor")),
            }
            Ok(Value::None)
        })
        .method("quote_name", quote)
        .method("quote_value", |interpreter, mut arguments| {
            arguments.take_receiver();
            let mut bound = QUOTE_VALUE.bind(interpreter, arguments)?;
            let value = to_sql(interpreter, &bound.take_or_none("value"))?;
            Ok(Value::str(quote_value(&value)))
        })
        .method("__enter__", |interpreter, mut arguments| {
            connection(interpreter)?.enter(interpreter, true)?;
            Ok(arguments.take_receiver().unwrap_or(Value::None))
        })
        .method("__exit__", |interpreter, mut arguments| {
            arguments.take_receiver();
            let failed = arguments.positional.first().is_some_and(|it| !it.is_none());
            connection(interpreter)?.exit(interpreter, failed)?;
            Ok(Value::None)
        })
        .build();
    let native = Rc::new(native);
    Ok(Value::Instance(Instance::with_native(&class, native)))
}

/// What data migrations ask about the database.
fn features(interpreter: &Interpreter) -> Value {
    let facts = [(FEATURES, true), (MISSING_FEATURES, false)];
    let mut class =
        interpreter.class_builder("DatabaseFeatures", "django.db.backends.sqlite3.features");
    for (names, fact) in facts {
        for name in names {
            class = class.attribute(name, Value::Bool(fact));
        }
    }
    class = class.method("__getattr__", later_attribute);
    Value::Instance(Instance::new(&class.build()))
}

fn operations(interpreter: &Interpreter) -> Value {
    let class = interpreter
        .class_builder(
            "DatabaseOperations",
            "django.db.backends.sqlite3.operations",
        )
        .method("quote_name", quote)
        .method("max_name_length", |_, _| Ok(Value::None))
        // SQLite counts on from the largest key by itself.
        .method("sequence_reset_sql", |interpreter, mut arguments| {
            arguments.take_receiver();
            SEQUENCE_RESET_SQL.bind(interpreter, arguments)?;
            Ok(Value::list(Vec::new()))
        })
        .method("__getattr__", later_attribute)
        .build();
    Value::Instance(Instance::new(&class))
}

fn quote(interpreter: &mut Interpreter, mut arguments: Arguments) -> PyResult<Value> {
    arguments.take_receiver();
    let name = QUOTE_NAME
        .bind(interpreter, arguments)?
        .take_or_none("name");
    let name = interpreter.str(&name)?;
    Ok(Value::str(quote_name(&name)))
}

fn introspection(interpreter: &Interpreter) -> Value {
    let class = interpreter
        .class_builder(
            "DatabaseIntrospection",
            "django.db.backends.sqlite3.introspection",
        )
        .method("get_constraints", constraints::told)
        .method("__getattr__", later_attribute)
        .build();
    Value::Instance(Instance::new(&class))
}

/// A cursor: the rows of its last query that have not been fetched.
struct Cursor {
    database: Rc<DatabaseConnection>,
    rows: RefCell<VecDeque<Vec<SqlValue>>>,
    result: RefCell<QueryResult>,
    /// What was inserted last, whoever did, when this one executed a statement.
    last_row_id: Cell<Option<i64>>,
}

impl Cursor {
    fn new(database: Rc<DatabaseConnection>) -> Self {
        Self {
            database,
            rows: RefCell::default(),
            result: RefCell::default(),
            last_row_id: Cell::new(None),
        }
    }

    fn keep(&self, mut result: QueryResult) {
        *self.rows.borrow_mut() = std::mem::take(&mut result.rows).into();
        *self.result.borrow_mut() = result;
    }

    fn fetch(&self, interpreter: &mut Interpreter, count: usize) -> PyResult<Vec<Value>> {
        let mut rows = self.rows.borrow_mut();
        let count = count.min(rows.len());
        let types = &self.result.borrow().declared_types;
        rows.drain(..count)
            .map(|values| row(interpreter, values, types))
            .collect()
    }
}

impl NativeObject for Cursor {
    fn as_any(&self) -> &dyn std::any::Any {
        self
    }

    fn attribute(&self, name: &str) -> Option<Value> {
        let result = self.result.borrow();
        match name {
            "rowcount" if result.columns.is_empty() => {
                Some(Value::Int(i64::try_from(result.changes).unwrap_or(-1)))
            }
            "rowcount" => Some(Value::Int(-1)),
            "lastrowid" => Some(self.last_row_id.get().map_or(Value::None, Value::Int)),
            "description" if result.columns.is_empty() => Some(Value::None),
            "description" => {
                let columns = result.columns.iter().map(|name| {
                    let mut described = vec![Value::str(name.as_str())];
                    described.resize(7, Value::None);
                    Value::tuple(described)
                });
                Some(Value::tuple(columns.collect()))
            }
            _ => None,
        }
    }

    fn iterate(&self, interpreter: &mut Interpreter) -> Option<PyResult<Vec<Value>>> {
        Some(self.fetch(interpreter, usize::MAX))
    }
}

fn cursor_class(interpreter: &Interpreter) -> Rc<Class> {
    interpreter
        .class_builder("CursorWrapper", "django.db.backends.utils")
        .method("execute", execute)
        .method("executemany", execute_many)
        .method("fetchall", |interpreter, arguments| {
            fetch(interpreter, arguments, usize::MAX).map(Value::list)
        })
        .method("fetchone", |interpreter, arguments| {
            let rows = fetch(interpreter, arguments, 1)?;
            Ok(rows.into_iter().next().unwrap_or(Value::None))
        })
        .method("fetchmany", |interpreter, mut arguments| {
            let receiver = arguments.take_receiver().unwrap_or(Value::None);
            let size = FETCH_MANY.bind(interpreter, arguments)?.take("size");
            let size = size.and_then(|size| size.as_i64()).unwrap_or(1);
            let count = usize::try_from(size).unwrap_or(usize::MAX);
            let arguments = Arguments::positional(vec![receiver]);
            fetch(interpreter, arguments, count).map(Value::list)
        })
        .method("close", |_, _| Ok(Value::None))
        .method("__enter__", |_, mut arguments| {
            Ok(arguments.take_receiver().unwrap_or(Value::None))
        })
        .method("__exit__", |_, _| Ok(Value::None))
        .build()
}

fn execute(interpreter: &mut Interpreter, mut arguments: Arguments) -> PyResult<Value> {
    let receiver = arguments.take_receiver().unwrap_or(Value::None);
    let mut bound = EXECUTE.bind(interpreter, arguments)?;
    let (sql, parameters) = (bound.take_or_none("sql"), bound.take_or_none("params"));
    if !cursor_of(interpreter, &receiver)?.database.is_wrapped() {
        let sql = interpreter.str(&sql)?;
        run_one(interpreter, &receiver, &sql, &parameters)?;
        return Ok(receiver);
    }
    let cursor = receiver.clone();
    let run = move |interpreter: &mut Interpreter, sql: &str, parameters: &Value| {
        run_one(interpreter, &cursor, sql, parameters)
    };
    through_wrappers(interpreter, sql, parameters, false, Rc::new(run))?;
    Ok(receiver)
}

/// Runs a statement past the wrappers.
fn run_one(
    interpreter: &mut Interpreter,
    cursor: &Value,
    sql: &str,
    parameters: &Value,
) -> PyResult<()> {
    let cursor = cursor_of(interpreter, cursor)?;
    let result = run(interpreter, &cursor.database, sql, parameters)?;
    cursor.keep(result);
    let last = cursor.database.last_insert_id();
    cursor.last_row_id.set(Some(last));
    Ok(())
}

fn execute_many(interpreter: &mut Interpreter, mut arguments: Arguments) -> PyResult<Value> {
    let receiver = arguments.take_receiver().unwrap_or(Value::None);
    let mut bound = EXECUTE_MANY.bind(interpreter, arguments)?;
    let sql = bound.take_or_none("sql");
    let cursor = cursor_of(interpreter, &receiver)?;
    let list = bound.take_or_none("param_list");
    if !cursor.database.is_wrapped() {
        let sql = interpreter.str(&sql)?;
        run_all(interpreter, &receiver, &sql, &list)?;
        return Ok(receiver);
    }
    let cursor = receiver.clone();
    let run = move |interpreter: &mut Interpreter, sql: &str, list: &Value| {
        run_all(interpreter, &cursor, sql, list)
    };
    through_wrappers(interpreter, sql, list, true, Rc::new(run))?;
    Ok(receiver)
}

/// Runs a statement past the wrappers, for each of the lists of parameters.
fn run_all(interpreter: &mut Interpreter, cursor: &Value, sql: &str, list: &Value) -> PyResult<()> {
    let mut total = QueryResult::default();
    let cursor = cursor_of(interpreter, cursor)?;
    for parameters in interpreter.iterate(list)? {
        let result = run(interpreter, &cursor.database, sql, &parameters)?;
        total.changes += result.changes;
    }
    cursor.keep(total);
    Ok(())
}

fn fetch(
    interpreter: &mut Interpreter,
    mut arguments: Arguments,
    count: usize,
) -> PyResult<Vec<Value>> {
    let receiver = arguments.take_receiver().unwrap_or(Value::None);
    cursor_of(interpreter, &receiver)?.fetch(interpreter, count)
}

fn cursor_of<'a>(interpreter: &Interpreter, value: &'a Value) -> PyResult<&'a Cursor> {
    let cursor = value.native::<Cursor>();
    cursor.ok_or_else(|| interpreter.type_error("the receiver is no cursor of this database"))
}

/// Runs a statement. Without parameters, `None`, it is taken as it is.
fn run(
    interpreter: &mut Interpreter,
    database: &Rc<DatabaseConnection>,
    sql: &str,
    parameters: &Value,
) -> PyResult<QueryResult> {
    if parameters.is_none() {
        return database.execute_unwrapped(interpreter, sql, &[]);
    }
    if let Value::Dict(_) = parameters.unboxed() {
        let (sql, values) = named_parameters(interpreter, sql, parameters)?;
        return database.execute_unwrapped(interpreter, &convert_query(&sql), &values);
    }
    let values = sql_values(interpreter, parameters)?;
    database.execute_unwrapped(interpreter, &convert_query(sql), &values)
}

fn sql_values(interpreter: &mut Interpreter, parameters: &Value) -> PyResult<Vec<SqlValue>> {
    let mut values = Vec::new();
    for parameter in interpreter.iterate(parameters)? {
        values.push(to_sql(interpreter, &parameter)?);
    }
    Ok(values)
}

/// A row, its values converted by the types of their columns, as Django has registered them.
fn row(
    interpreter: &mut Interpreter,
    values: Vec<SqlValue>,
    types: &[Option<Rc<str>>],
) -> PyResult<Value> {
    let mut converted = Vec::with_capacity(values.len());
    for (place, value) in values.into_iter().enumerate() {
        let declared = types.get(place).and_then(Option::as_deref);
        converted.push(match declared.and_then(Converter::of_declared_type) {
            Some(converter) => converter.apply(interpreter, value)?,
            None => plain(value),
        });
    }
    Ok(Value::tuple(converted))
}
