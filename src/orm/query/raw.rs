//! `RawQuerySet`: objects from SQL of the program's own.

use std::cell::RefCell;
use std::rc::Rc;

use super::convert::{Converter, plain};
use super::node::Col;
use super::opts::Opts;
use super::prefetch;
use super::queryset::Method;
use crate::database::SqlValue;
use crate::orm::connection::named_parameters;
use crate::orm::exceptions::Exception;
use crate::orm::fields::{Field, to_sql};
use crate::orm::model::classes::{classes_of, opts_of};
use crate::orm::model::instance::from_db;
use crate::python::object::NativeObject;
use crate::python::value::Instance;
use crate::python::{Bound, Class, Dict, Interpreter, PyResult, Value};

/// The host's part of a `RawQuerySet`.
#[derive(Clone)]
struct RawQuerySetObject {
    model: Rc<Class>,
    sql: Rc<str>,
    params: Vec<SqlValue>,
    /// Column names with the names of the fields that they fill.
    translations: Vec<(Rc<str>, Rc<str>)>,
    given: Value,
    prefetch: RefCell<Vec<Value>>,
    columns: RefCell<Option<Vec<Rc<str>>>>,
    cache: RefCell<Option<Vec<Value>>>,
}

/// `Manager.raw(sql, params, translations)`.
///
/// # Errors
///
/// `OverflowError` for a parameter that SQLite cannot store.
pub(super) fn create(
    interpreter: &mut Interpreter,
    model: &Rc<Class>,
    mut bound: Bound,
) -> PyResult<Value> {
    let sql = bound.take_or_none("raw_query");
    let mut sql = interpreter.str(&sql)?;
    let mut params = Vec::new();
    let given = bound.take("params");
    let shown = given.clone().unwrap_or_else(|| Value::tuple(Vec::new()));
    if let Some(given) = given.filter(|it| !it.is_none()) {
        if let Value::Dict(_) = given.unboxed() {
            let (text, values) = named_parameters(interpreter, &sql, &given)?;
            (sql, params) = (text.into(), values);
        } else {
            for param in interpreter.iterate(&given)? {
                params.push(to_sql(interpreter, &param)?);
            }
        }
    }
    let translations = crate::orm::fields::text_keys(&bound.take_or_none("translations"));
    let translations = translations.into_iter();
    let module = interpreter.import_module("django.db.models.query")?;
    let class = module.get("RawQuerySet").unwrap_or(Value::None);
    let Some(class) = class.as_class() else {
        return Err(interpreter.unsupported("a RawQuerySet of your own"));
    };
    let object = RawQuerySetObject {
        model: model.clone(),
        sql,
        params,
        translations: translations
            .filter_map(|(column, field)| Some((column, field.as_text()?)))
            .collect(),
        given: shown,
        prefetch: RefCell::default(),
        columns: RefCell::default(),
        cache: RefCell::default(),
    };
    let instance = Instance::with_native(class, Rc::new(object));
    Ok(Value::Instance(instance))
}

impl NativeObject for RawQuerySetObject {
    fn as_any(&self) -> &dyn std::any::Any {
        self
    }

    fn get_attribute(
        &self,
        interpreter: &mut Interpreter,
        _this: &Value,
        name: &str,
    ) -> Option<PyResult<Value>> {
        Some(Ok(match name {
            "model" => Value::Class(self.model.clone()),
            "db" | "_db" => Value::str("default"),
            "raw_query" => Value::Str(self.sql.clone()),
            "params" => self.given.clone(),
            "translations" => {
                let pairs = self.translations.iter();
                let pairs = pairs.map(|(from, to)| (from.clone(), Value::Str(to.clone())));
                Value::dict(Dict::from_text_keys(pairs))
            }
            "columns" => return Some(self.column_names(interpreter)),
            "_prefetch_related_lookups" => Value::tuple(self.prefetch.borrow().clone()),
            "_result_cache" => match self.cache.borrow().as_ref() {
                Some(results) => Value::list(results.clone()),
                None => Value::None,
            },
            "query" => {
                let text = self.text();
                let class = interpreter.class_builder("RawQuery", "django.db.models.sql.query");
                let class = class.build();
                Value::Instance(Instance::with_native(&class, Rc::new(RawQueryObject(text))))
            }
            _ => return None,
        }))
    }

    fn repr(&self, _interpreter: &mut Interpreter) -> Option<PyResult<String>> {
        Some(Ok(format!("<RawQuerySet: {}>", self.text())))
    }

    fn iterate(&self, interpreter: &mut Interpreter) -> Option<PyResult<Vec<Value>>> {
        Some(self.fetch_all(interpreter))
    }

    fn item(&self, interpreter: &mut Interpreter, key: &Value) -> Option<PyResult<Value>> {
        Some(match self.fetch_all(interpreter) {
            Ok(results) => interpreter.get_item(&Value::list(results), key),
            Err(error) => Err(error),
        })
    }

    fn length(&self, interpreter: &mut Interpreter) -> Option<PyResult<usize>> {
        Some(self.fetch_all(interpreter).map(|results| results.len()))
    }
}

/// `raw.query`, for its text.
struct RawQueryObject(String);

impl NativeObject for RawQueryObject {
    fn as_any(&self) -> &dyn std::any::Any {
        self
    }

    fn str(&self, _interpreter: &mut Interpreter) -> Option<PyResult<String>> {
        Some(Ok(self.0.clone()))
    }

    fn repr(&self, _interpreter: &mut Interpreter) -> Option<PyResult<String>> {
        Some(Ok(format!("<RawQuery: {}>", self.0)))
    }
}

/// Methods that the rest, which is written in Python, calls.
pub(crate) const METHODS: &[Method] = &[
    ("_clone", "", |interpreter, this, _| {
        let (Value::Instance(instance), object) = (this, object(interpreter, this)?) else {
            return Ok(this.clone());
        };
        let copy = RawQuerySetObject {
            cache: RefCell::default(),
            ..object.clone()
        };
        Ok(Value::Instance(Instance::with_native(
            &instance.class,
            Rc::new(copy),
        )))
    }),
    ("_set_lookups", "lookups", |interpreter, this, mut bound| {
        let lookups = bound.take_or_none("lookups").as_sequence();
        *object(interpreter, this)?.prefetch.borrow_mut() = lookups.unwrap_or_default();
        Ok(Value::None)
    }),
];

/// The host's part of a receiver.
fn object<'a>(interpreter: &Interpreter, this: &'a Value) -> PyResult<&'a RawQuerySetObject> {
    let object = this.native::<RawQuerySetObject>();
    object.ok_or_else(|| interpreter.type_error("descriptor requires a 'RawQuerySet' object"))
}

impl RawQuerySetObject {
    /// The statement with its parameters in their places.
    fn text(&self) -> String {
        let params = self.params.iter().map(|param| match param {
            SqlValue::Null => "None".to_owned(),
            SqlValue::Integer(number) => number.to_string(),
            SqlValue::Real(number) => format!("{number:?}"),
            SqlValue::Text(text) => text.to_string(),
            SqlValue::Blob(_) => "b''".to_owned(),
        });
        let params: Vec<String> = params.collect();
        crate::orm::format::percent_format(&self.sql, &params)
            .unwrap_or_else(|_| self.sql.to_string())
    }

    /// `columns`: asks the database, unless it has been asked.
    fn column_names(&self, interpreter: &mut Interpreter) -> PyResult<Value> {
        let known = self.columns.borrow().clone();
        let columns = match known {
            Some(columns) => columns,
            None => {
                let connection = classes_of(interpreter, &self.model)?.connection.clone();
                let result = connection.execute(interpreter, &self.sql, &self.params)?;
                self.translated(&result.columns)
            }
        };
        Ok(Value::list(columns.into_iter().map(Value::Str).collect()))
    }

    /// The names of a result's columns, translated.
    fn translated(&self, columns: &[String]) -> Vec<Rc<str>> {
        let columns = columns.iter().map(|column| {
            let renamed = self.translations.iter().find(|(from, _)| **from == *column);
            renamed.map_or_else(|| column.as_str().into(), |(_, to)| to.clone())
        });
        let columns: Vec<Rc<str>> = columns.collect();
        *self.columns.borrow_mut() = Some(columns.clone());
        columns
    }

    fn fetch_all(&self, interpreter: &mut Interpreter) -> PyResult<Vec<Value>> {
        if let Some(results) = self.cache.borrow().as_ref() {
            return Ok(results.clone());
        }
        let results = self.fetch(interpreter)?;
        *self.cache.borrow_mut() = Some(results.clone());
        let lookups = self.prefetch.borrow().clone();
        if !lookups.is_empty() {
            prefetch::prefetch_related_objects(interpreter, &results, &lookups)?;
        }
        Ok(results)
    }

    fn fetch(&self, interpreter: &mut Interpreter) -> PyResult<Vec<Value>> {
        let opts = opts_of(interpreter, &self.model)?;
        let connection = classes_of(interpreter, &self.model)?.connection.clone();
        let result = connection.execute(interpreter, &self.sql, &self.params)?;
        let settings = opts.apps.settings.clone();
        let columns = self.translated(&result.columns);
        let field_of = |column: &Rc<str>| -> Option<Field> {
            let mut fields = opts.model.concrete_fields();
            fields
                .find(|field| field.column().as_ref() == Some(column))
                .cloned()
        };
        let fields: Vec<Option<Field>> = columns.iter().map(field_of).collect();
        let pk = opts.model.pk().and_then(|pk| pk.name.clone());
        if !fields.iter().flatten().any(|field| field.name == pk) {
            let class = "django.core.exceptions.FieldDoesNotExist";
            let message = "Raw query must include the primary key";
            return Err(Exception::new(class, message).into_python(interpreter));
        }
        let loaded: Vec<Field> = fields.iter().flatten().cloned().collect();
        let mut objects = Vec::with_capacity(result.rows.len());
        for row in result.rows {
            let (mut values, mut others) = (Vec::new(), Vec::new());
            for ((field, column), value) in fields.iter().zip(&columns).zip(row) {
                match field {
                    Some(field) => {
                        let target = value_field(&opts, field);
                        let converter = Converter::of_field(&target, &settings);
                        values.push(converter.apply(interpreter, value)?);
                    }
                    None => others.push((column.clone(), plain(value))),
                }
            }
            let object = from_db(interpreter, &self.model, &opts, &loaded, values)?;
            for (column, value) in others {
                interpreter.set_attribute(&object, &column, value)?;
            }
            objects.push(object);
        }
        Ok(objects)
    }
}

/// The field that converts a column's values.
fn value_field(opts: &Opts, field: &Field) -> Field {
    let col = Col {
        alias: None,
        target: field.clone(),
        output: field.clone(),
        owner: opts.owner_of(field),
        related: None,
    };
    col.value_field()
}
