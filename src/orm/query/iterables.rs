//! From the rows of a query to objects, dicts and tuples (`ModelIterable` and its like).

use std::rc::Rc;

use super::Failure;
use super::convert::Converter;
use super::node::Node;
use super::sql::compiler::{KlassInfo, RelatedKlassInfo, SelectItem};
use super::sql::{Query, SQLCompiler};
use crate::database::SqlValue;
use crate::orm::connection::DatabaseConnection;
use crate::orm::fields::Field;
use crate::orm::model::classes::ModelClasses;
use crate::orm::model::{instance, related};
use crate::python::{Class, Dict, Interpreter, PyResult, Value};

/// What a queryset gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Iterable {
    /// Objects.
    Models,
    /// `values()`
    Values,
    /// `values_list()`
    ValuesList,
    /// `values_list(flat=True)`
    Flat,
    /// `values_list(named=True)`
    Named,
}

/// The rows of a query with what is needed to read them.
pub struct Rows {
    /// The compiler that made the SQL.
    pub compiler: SQLCompiler,
    /// The rows.
    pub rows: Vec<Vec<SqlValue>>,
}

/// Runs a query; nothing is asked when nothing can match.
///
/// # Errors
///
/// What compiling raises, and the database's errors.
pub fn execute(
    interpreter: &mut Interpreter,
    connection: &Rc<DatabaseConnection>,
    query: &Query,
) -> PyResult<Option<Rows>> {
    let mut compiler = SQLCompiler::new(query, true);
    let compiled = match compiler.as_sql(interpreter, true, false) {
        Ok(compiled) => compiled,
        Err(Failure::Empty) => return Ok(None),
        Err(failure) => return Err(failure.into_python(interpreter)),
    };
    let result = connection.execute(interpreter, &compiled.sql, &compiled.params)?;
    Ok(Some(Rows {
        compiler,
        rows: result.rows,
    }))
}

/// The values of rows, converted.
///
/// # Errors
///
/// What a project's own conversion raises.
pub fn converted(
    interpreter: &mut Interpreter,
    select: &[SelectItem],
    query: &Query,
    rows: Vec<Vec<SqlValue>>,
) -> PyResult<Vec<Vec<Value>>> {
    let mut converters = Vec::with_capacity(select.len());
    // How many columns make up a value of a composite key.
    let mut keys: Vec<(usize, usize)> = Vec::new();
    for item in select {
        let parts = item.node.composite();
        if let Some(parts) = &parts {
            keys.push((converters.len(), parts.len()));
        }
        for node in parts.as_deref().unwrap_or(std::slice::from_ref(&item.node)) {
            let converter = Converter::of_node(interpreter, node, &query.apps.settings);
            converters.push(converter.map_err(|failure| failure.into_python(interpreter))?);
        }
    }
    let mut values = Vec::with_capacity(rows.len());
    for row in rows {
        let mut converted = Vec::with_capacity(converters.len());
        for (converter, value) in converters.iter().zip(row) {
            converted.push(converter.apply(interpreter, value)?);
        }
        for (place, count) in keys.iter().rev() {
            let end = (place + count).min(converted.len());
            let key: Vec<Value> = converted.drain(*place..end).collect();
            converted.insert(*place, Value::tuple(key));
        }
        values.push(converted);
    }
    Ok(values)
}

/// Everything that a queryset gives.
///
/// # Errors
///
/// See [`execute`].
pub fn fetch(
    interpreter: &mut Interpreter,
    classes: &Rc<ModelClasses>,
    model: &Rc<Class>,
    query: &Query,
    iterable: Iterable,
    names: Option<&[Rc<str>]>,
    known_related: &[(Field, Value)],
) -> PyResult<Vec<Value>> {
    let Some(found) = execute(interpreter, &classes.connection, query)? else {
        return Ok(Vec::new());
    };
    let Rows { compiler, rows } = found;
    let rows = converted(interpreter, &compiler.select, &compiler.query, rows)?;
    match iterable {
        Iterable::Models => {
            let mut objects = Vec::with_capacity(rows.len());
            let reader = ModelReader::new(interpreter, classes, model, &compiler)?;
            for row in rows {
                interpreter.charge(row.len() + 4)?;
                objects.push(reader.read(interpreter, &row, known_related)?);
            }
            Ok(objects)
        }
        Iterable::Values => {
            let names = selected_names(query, None);
            let dict =
                |row: Vec<Value>| Value::dict(Dict::from_text_keys(names.iter().cloned().zip(row)));
            Ok(rows.into_iter().map(dict).collect())
        }
        Iterable::ValuesList => Ok(rows.into_iter().map(Value::tuple).collect()),
        Iterable::Flat => Ok(rows
            .into_iter()
            .filter_map(|row| row.into_iter().next())
            .collect()),
        Iterable::Named => {
            let names = selected_names(query, names);
            named_rows(interpreter, &names, rows)
        }
    }
}

/// The names of what `values()` gives.
fn selected_names(query: &Query, given: Option<&[Rc<str>]>) -> Vec<Rc<str>> {
    if let Some(given) = given.filter(|names| !names.is_empty()) {
        return given.to_vec();
    }
    if let Some(selected) = &query.selected {
        return selected.keys().cloned().collect();
    }
    let annotations = query.annotation_select().map(|(name, _)| name.clone());
    query
        .values_select
        .iter()
        .cloned()
        .chain(annotations)
        .collect()
}

fn named_rows(
    interpreter: &mut Interpreter,
    names: &[Rc<str>],
    rows: Vec<Vec<Value>>,
) -> PyResult<Vec<Value>> {
    let collections = Value::Module(interpreter.import_module("collections")?);
    let names = Value::list(names.iter().cloned().map(Value::Str).collect());
    let arguments = crate::python::Arguments::positional(vec![Value::str("Row"), names]);
    let class = interpreter.call_method(&collections, "namedtuple", arguments)?;
    let mut values = Vec::with_capacity(rows.len());
    for row in rows {
        values.push(interpreter.call(&class, crate::python::Arguments::positional(row))?);
    }
    Ok(values)
}

/// Reads objects out of rows.
struct ModelReader {
    object: ObjectReader,
    annotations: Vec<(Rc<str>, usize)>,
    by_init: bool,
}

/// Reads one object, and those related to it, out of rows.
struct ObjectReader {
    class: Rc<Class>,
    info: KlassInfo,
    fields: Vec<Field>,
    /// Where the key stands among the columns: without one there is no object.
    key: Option<usize>,
    related: Vec<(RelatedKlassInfo, ObjectReader)>,
}

impl ModelReader {
    fn new(
        interpreter: &mut Interpreter,
        classes: &Rc<ModelClasses>,
        model: &Rc<Class>,
        compiler: &SQLCompiler,
    ) -> PyResult<Self> {
        let Some(info) = compiler.klass_info.clone() else {
            return Err(interpreter.type_error("the query selects no objects"));
        };
        let annotations = &compiler.annotation_col_map;
        let annotations = annotations
            .iter()
            .map(|(name, place)| (name.clone(), *place))
            .collect();
        let by_init = matches!(model.lookup("__init__"), Some(Value::Function(_)));
        Ok(Self {
            object: ObjectReader::new(interpreter, classes, model.clone(), info, &compiler.select)?,
            annotations,
            by_init,
        })
    }

    fn read(
        &self,
        interpreter: &mut Interpreter,
        row: &[Value],
        known_related: &[(Field, Value)],
    ) -> PyResult<Value> {
        let _ = self.by_init;
        let object = self.object.read(interpreter, row)?.unwrap_or(Value::None);
        for (name, place) in &self.annotations {
            if let (Some(value), Value::Instance(instance)) = (row.get(*place), &object) {
                match instance.class.lookup(name) {
                    Some(_) => interpreter.set_attribute(&object, name, value.clone())?,
                    None => instance.set(name, value.clone()),
                }
            }
        }
        for (field, other) in known_related {
            if related::is_cached(&object, &field.name()) {
                continue;
            }
            let Value::Instance(instance) = &object else {
                continue;
            };
            let key = instance.get(&field.attname()).unwrap_or(Value::None);
            let opts = instance::opts_of_instance(interpreter, &object);
            let opts = opts.map_err(|failure| failure.into_python(interpreter))?;
            let target = opts.and_then(|opts| {
                let owner = opts.owner_of(field);
                field.target_field(&owner.apps, &owner.model)
            });
            let attname = target.map_or_else(|| "pk".into(), |target| target.attname());
            let own = interpreter.get_attribute(other, &attname)?;
            if interpreter.equals(&own, &key)? {
                interpreter.set_attribute(&object, &field.name(), other.clone())?;
            }
        }
        Ok(object)
    }
}

impl ObjectReader {
    fn new(
        interpreter: &mut Interpreter,
        classes: &Rc<ModelClasses>,
        class: Rc<Class>,
        info: KlassInfo,
        select: &[SelectItem],
    ) -> PyResult<Self> {
        let fields: Vec<Field> = info
            .select_fields
            .iter()
            .filter_map(|place| match &select.get(*place)?.node {
                Node::Col(col) => Some(col.target.clone()),
                _ => None,
            })
            .collect();
        let pk = info.opts.model.pk().and_then(|pk| pk.name.clone());
        let key = fields.iter().position(|field| field.name == pk);
        let key = key.and_then(|place| info.select_fields.get(place).copied());
        let mut related = Vec::new();
        for info in &info.related {
            let class = classes.class(interpreter, &info.klass.opts.key())?;
            let reader = Self::new(interpreter, classes, class, info.klass.clone(), select)?;
            related.push((info.clone(), reader));
        }
        Ok(Self {
            class,
            info,
            fields,
            key,
            related,
        })
    }

    /// The object; `None` when the row has none, which an outer join leaves out.
    fn read(&self, interpreter: &mut Interpreter, row: &[Value]) -> PyResult<Option<Value>> {
        if self
            .key
            .and_then(|key| row.get(key))
            .is_some_and(Value::is_none)
        {
            return Ok(None);
        }
        let values: Vec<Value> = self
            .info
            .select_fields
            .iter()
            .filter_map(|place| row.get(*place).cloned())
            .collect();
        let opts = &self.info.opts;
        let object = instance::from_db(interpreter, &self.class, opts, &self.fields, values)?;
        for (info, reader) in &self.related {
            let other = reader.read(interpreter, row)?;
            related::cache(
                &object,
                &info.local_name,
                other.clone().unwrap_or(Value::None),
            );
            if let (Some(other), Some(name)) = (&other, &info.remote_name) {
                related::cache(other, name, object.clone());
                if info.from_parent {
                    copy_parent(&object, other);
                }
            }
        }
        Ok(Some(object))
    }
}

/// A child that was loaded with its parent shares the parent's columns.
fn copy_parent(parent: &Value, child: &Value) {
    let (Value::Instance(parent), Value::Instance(child)) = (parent, child) else {
        return;
    };
    for (name, value) in parent.attributes.borrow().iter() {
        let mut attributes = child.attributes.borrow_mut();
        attributes
            .entry(name.clone())
            .or_insert_with(|| value.clone());
    }
}
