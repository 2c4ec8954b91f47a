//! Expressions, transforms and lookups whose SQL the project writes: `as_sql` in Python.
//!
//! Their code sees what the query has made of their parts: a part is a [`Resolved`], and the
//! `compiler` that it is given makes SQL of it.

use std::rc::Rc;

use super::compiler::{Compiled, Compiler};
use super::object::Expression;
use crate::database::SqlValue;
use crate::orm::fields::to_sql;
use crate::orm::query::convert::plain;
use crate::orm::query::node::{Call, Node};
use crate::orm::query::sql::Query;
use crate::orm::query::{Failure, Outcome};
use crate::python::value::Instance;
use crate::python::{Arguments, Class, Interpreter, NativeObject, PyResult, Value};

/// Where the classes of what the project's code is given are.
pub(crate) const MODULE: &str = "django.db.models.sql.compiler";

/// A part of an expression that a query has resolved.
pub struct Resolved(pub Node);

impl NativeObject for Resolved {
    fn as_any(&self) -> &dyn std::any::Any {
        self
    }

    fn get_attribute(
        &self,
        interpreter: &mut Interpreter,
        _this: &Value,
        name: &str,
    ) -> Option<PyResult<Value>> {
        if !matches!(name, "output_field" | "field" | "target") {
            return None;
        }
        let field = match (&self.0, name) {
            (Node::Col(col), "target") => Some(col.target.clone()),
            (node, _) => node.output_field(),
        }?;
        Some(crate::orm::modules::fields::field_value(
            interpreter,
            &field,
        ))
    }
}

/// `compiler`, as `as_sql` is given it.
pub struct CompilerObject(pub Rc<Query>);

impl NativeObject for CompilerObject {
    fn as_any(&self) -> &dyn std::any::Any {
        self
    }

    fn get_attribute(
        &self,
        interpreter: &mut Interpreter,
        _this: &Value,
        name: &str,
    ) -> Option<PyResult<Value>> {
        (name == "connection").then(|| connection(interpreter))
    }
}

/// The method of a class that writes its SQL, when it is the project's.
pub(crate) fn method(class: &Rc<Class>) -> Option<&'static str> {
    if class.module.starts_with("django.db.models.") {
        return None;
    }
    let own = |name: &&'static str| crate::orm::fields::has_own(class, name);
    ["as_sqlite", "as_sql"]
        .iter()
        .find(|name| own(name))
        .copied()
}

/// What `as_sql` of the project's class writes.
///
/// # Errors
///
/// What it raises, or what it answers that is no SQL.
pub(crate) fn compile(
    interpreter: &mut Interpreter,
    query: &Query,
    call: &Call,
    method: &str,
) -> Outcome<Compiled> {
    let compiler = wrapped(
        interpreter,
        "SQLCompiler",
        Rc::new(CompilerObject(Rc::new(query.clone()))),
    )?;
    let connection = connection(interpreter)?;
    let this = bound(interpreter, call)?;
    let arguments = Arguments::positional(vec![compiler, connection]);
    let answer = interpreter.call_method(&this, method, arguments);
    let answer = answer.map_err(|error| resumed(interpreter, error))?;
    let parts = interpreter.iterate(&answer)?;
    let [sql, params] = parts.as_slice() else {
        return Err(Failure::Python(
            interpreter.value_error("as_sql() must return SQL and its parameters"),
        ));
    };
    let mut values: Vec<SqlValue> = Vec::new();
    for value in interpreter.iterate(params)? {
        values.push(to_sql(interpreter, &value)?);
    }
    Ok(Compiled {
        sql: interpreter.str(sql)?.to_string(),
        params: values,
    })
}

/// `compiler.compile(part)`.
///
/// # Errors
///
/// What compiling raises.
pub(crate) fn compile_part(
    interpreter: &mut Interpreter,
    compiler: &Value,
    part: &Value,
) -> PyResult<Value> {
    let Some(object) = compiler.native::<CompilerObject>() else {
        return Err(interpreter.type_error("compile() needs a compiler"));
    };
    let mut query = Query::clone(&object.0);
    let compiled = query
        .resolve(interpreter, part)
        .and_then(|node| Compiler::new(interpreter, &query).compile(&node));
    let compiled = compiled.map_err(|failure| failure.into_python(interpreter))?;
    Ok(pair(compiled))
}

/// `Func.as_sql(compiler, connection, function=…, template=…, …)`.
///
/// # Errors
///
/// What compiling raises.
pub(crate) fn function_sql(
    interpreter: &mut Interpreter,
    mut arguments: Arguments,
) -> PyResult<Value> {
    let this = arguments.take_receiver().unwrap_or(Value::None);
    let compiler = arguments
        .take_receiver()
        .or_else(|| arguments.take("compiler"));
    let (Some(object), Some(compiler)) = (this.native::<Expression>(), compiler) else {
        return Err(interpreter.type_error("as_sql() needs an expression and a compiler"));
    };
    arguments.take("connection");
    let Some(query) = compiler.native::<CompilerObject>().map(|it| it.0.clone()) else {
        return Err(interpreter.type_error("as_sql() needs a compiler"));
    };
    let mut query = Query::clone(&query);
    let mut sources = Vec::new();
    for source in &object.sources {
        let node = query.resolve(interpreter, source);
        sources.push(node.map_err(|failure| failure.into_python(interpreter))?);
    }
    let filter = match object.option("filter") {
        Some(filter) => {
            let node = query.resolve(interpreter, filter);
            Some(node.map_err(|failure| failure.into_python(interpreter))?)
        }
        None => None,
    };
    let Some(instance) = this.as_instance().cloned() else {
        return Ok(Value::None);
    };
    let call = Call {
        instance,
        sources,
        filter,
        output: None,
        mixed: None,
        summary: false,
    };
    let compiled = Compiler::new(interpreter, &query).written(&call, &arguments.keywords);
    let compiled = compiled.map_err(|failure| failure.into_python(interpreter))?;
    Ok(pair(compiled))
}

fn pair(compiled: Compiled) -> Value {
    let params = compiled.params.into_iter().map(plain).collect();
    Value::tuple(vec![Value::str(compiled.sql), Value::list(params)])
}

/// The instance with its parts resolved.
fn bound(interpreter: &mut Interpreter, call: &Call) -> PyResult<Value> {
    let Some(written) = call.instance.native::<Expression>() else {
        return Ok(Value::Instance(call.instance.clone()));
    };
    let mut sources = Vec::new();
    for node in &call.sources {
        sources.push(part(interpreter, node)?);
    }
    let mut options = written.options.clone();
    if let Some(filter) = &call.filter {
        options.insert("filter".into(), part(interpreter, filter)?);
    }
    if call.is_lookup() && sources.len() > 1 {
        options.insert("rhs".into(), sources.remove(1));
    }
    let output_field = match (&written.output_field, &call.output) {
        (Some(field), _) => Some(field.clone()),
        (None, Some(field)) => Some(crate::orm::modules::fields::field_value(
            interpreter,
            field,
        )?),
        (None, None) => None,
    };
    let native = Rc::new(Expression {
        class: written.class,
        sources,
        options,
        extra: written.extra.clone(),
        output_field,
    });
    let instance = Instance::with_native(&call.instance.class, native);
    let attributes = call.instance.attributes.borrow().clone();
    instance.attributes.replace(attributes);
    Ok(Value::Instance(instance))
}

/// A node as Python code sees it.
pub(crate) fn part(interpreter: &mut Interpreter, node: &Node) -> PyResult<Value> {
    wrapped(interpreter, "Resolved", Rc::new(Resolved(node.clone())))
}

fn wrapped(
    interpreter: &mut Interpreter,
    class: &str,
    native: Rc<dyn NativeObject>,
) -> PyResult<Value> {
    let module = interpreter.import_module(MODULE)?;
    match module.get(class).as_ref().and_then(Value::as_class) {
        Some(class) => Ok(Value::Instance(Instance::with_native(class, native))),
        None => Err(interpreter.unsupported("a module of your own in the place of Django's")),
    }
}

fn connection(interpreter: &mut Interpreter) -> PyResult<Value> {
    let module = interpreter.import_module("django.db")?;
    Ok(module.get("connection").unwrap_or(Value::None))
}

/// Conditions that never or always hold go on as such through the project's code.
fn resumed(interpreter: &Interpreter, error: Box<crate::python::PyError>) -> Failure {
    let class = interpreter.class_of(&error.exception).path();
    match class.as_str() {
        "django.core.exceptions.EmptyResultSet" => Failure::Empty,
        "django.core.exceptions.FullResultSet" => Failure::Full,
        _ => Failure::Python(error),
    }
}
