//! A field's values on their way into SQLite: `get_db_prep_save`, and the default that a new column
//! is filled with.

use std::rc::Rc;

use super::object::has_own;
use super::parse::{Parsed, parse};
use super::{Field, FieldKind};
use crate::database::SqlValue;
use crate::orm::apps::Apps;
use crate::orm::exceptions::{
    DjangoResult, Exception, raised_during, raised_from, validation_error,
};
use crate::orm::lazy::lazy_text;
use crate::orm::model::Model;
use crate::orm::settings::Settings;
use crate::python::stdlib::datetime::{Date, DateTime, Time, TimeDelta};
use crate::python::stdlib::uuid::Uuid;
use crate::python::types::byte_array::bytes_like;
use crate::python::{Arguments, Interpreter, PyResult, Value};

/// Foreign keys to foreign keys; only a cycle is longer.
const DEPTH: usize = 32;

impl Field {
    /// `schema_editor.effective_default(field)`: what rows that are there already get in the column.
    /// A callable default is called.
    ///
    /// # Errors
    ///
    /// What a callable default raises, and what [`Field::get_db_prep_save`] raises.
    pub fn effective_default(
        &self,
        interpreter: &mut Interpreter,
        apps: &Apps,
        model: &Model,
    ) -> DjangoResult<SqlValue> {
        let default = match self.effective_default_value(interpreter, &apps.settings) {
            Ok(default) => default,
            Err(error) => return Err(Exception::from_python(interpreter, error)),
        };
        self.get_db_prep_save(interpreter, apps, model, &default)
    }

    /// Whether the default may be computed by the project's own code.
    pub fn has_callable_default(&self) -> bool {
        matches!(
            self.options.default,
            Some(Value::Function(_) | Value::BoundMethod(_) | Value::Instance(_))
        )
    }

    /// `Field.get_default()` with Django's blank strings and `None`.
    ///
    /// # Errors
    ///
    /// What a callable default raises.
    pub fn get_default(&self, interpreter: &mut Interpreter) -> PyResult<Value> {
        match &self.options.default {
            Some(default) if is_callable(interpreter, default)? => {
                interpreter.call(default, Arguments::default())
            }
            Some(default) => Ok(default.clone()),
            None if !self.empty_strings_allowed() || self.options.null => Ok(Value::None),
            None => Ok(self.empty_string()),
        }
    }

    /// The value as the column stores it.
    ///
    /// # Errors
    ///
    /// What the field class raises for a value that it cannot store.
    pub fn get_db_prep_save(
        &self,
        interpreter: &mut Interpreter,
        apps: &Apps,
        model: &Model,
        value: &Value,
    ) -> DjangoResult<SqlValue> {
        self.prepare(interpreter, apps, model, value, DEPTH)
            .map_err(|error| Exception::from_python(interpreter, error))
    }

    fn empty_string(&self) -> Value {
        match self.kind {
            FieldKind::BinaryField => Value::bytes(Vec::new()),
            _ => Value::str(""),
        }
    }

    fn effective_default_value(
        &self,
        interpreter: &mut Interpreter,
        settings: &Settings,
    ) -> PyResult<Value> {
        if self.has_default() {
            return self.get_default(interpreter);
        }
        if !self.options.null && self.options.blank && self.empty_strings_allowed() {
            return Ok(match self.get_internal_type().as_ref() {
                "BinaryField" => Value::bytes(Vec::new()),
                _ => Value::str(""),
            });
        }
        if self.is_auto_now() {
            return self.now(interpreter, settings);
        }
        Ok(Value::None)
    }

    /// What `auto_now` stores: the present moment, day or time of day.
    pub(crate) fn now(
        &self,
        interpreter: &mut Interpreter,
        settings: &Settings,
    ) -> PyResult<Value> {
        let internal_type = self.get_internal_type();
        if internal_type.as_ref() == "DateTimeField" {
            let timezone = interpreter.import_module("django.utils.timezone")?;
            return interpreter.call_method(&Value::Module(timezone), "now", Arguments::default());
        }
        let now = local_now(interpreter, settings)?;
        match internal_type.as_ref() {
            "DateField" => interpreter.call_method(&now, "date", Arguments::default()),
            "TimeField" => interpreter.call_method(&now, "time", Arguments::default()),
            _ => Ok(now),
        }
    }

    fn prepare(
        &self,
        interpreter: &mut Interpreter,
        apps: &Apps,
        model: &Model,
        value: &Value,
        depth: usize,
    ) -> PyResult<SqlValue> {
        if self.kind.is_foreign_key() {
            return self.prepare_foreign_key(interpreter, apps, model, value, depth);
        }
        let value = self.own_preparation(interpreter, value)?;
        if value.is_none() {
            return Ok(SqlValue::Null);
        }
        if let Some(output) = self.output_field() {
            return output.prepare(interpreter, apps, model, &value, depth);
        }
        let value = lazy_text(&value).map_or(value, Value::Str);
        if self.kind == FieldKind::DateTimeField {
            let declaring = self.model.as_ref().and_then(|key| apps.model(key));
            let owner = declaring.map_or(&model.name, |model| &model.name);
            return self.datetime(interpreter, &apps.settings, &value, Some(owner));
        }
        self.prepare_by_class(interpreter, &apps.settings, &value)
    }

    fn prepare_foreign_key(
        &self,
        interpreter: &mut Interpreter,
        apps: &Apps,
        model: &Model,
        value: &Value,
        depth: usize,
    ) -> PyResult<SqlValue> {
        let is_empty = value.as_str() == Some("");
        let target = self.target(apps, model);
        let (Some((model, target)), Some(depth)) = (target, depth.checked_sub(1)) else {
            return to_sql(interpreter, value);
        };
        if value.is_none() || (is_empty && !target.empty_strings_allowed()) {
            return Ok(SqlValue::Null);
        }
        target.prepare(interpreter, apps, &model, value, depth)
    }

    /// What a project's own `get_db_prep_save`, `get_db_prep_value` or `get_prep_value` makes of
    /// the value.
    fn own_preparation(&self, interpreter: &mut Interpreter, value: &Value) -> PyResult<Value> {
        let Some(instance) = &self.instance else {
            return Ok(value.clone());
        };
        let class = interpreter.class_of(instance);
        for method in ["get_db_prep_save", "get_db_prep_value", "get_prep_value"] {
            if !has_own(&class, method) {
                continue;
            }
            let mut arguments = Arguments::positional(vec![value.clone()]);
            if method != "get_prep_value" {
                let db = interpreter.import_module("django.db")?;
                arguments =
                    arguments.with("connection", db.get("connection").unwrap_or(Value::None));
            }
            return interpreter.call_method(instance, method, arguments);
        }
        Ok(value.clone())
    }

    /// The preparation of the built-in class, for a value that is not `None`.
    pub(crate) fn prepare_by_class(
        &self,
        interpreter: &mut Interpreter,
        settings: &Settings,
        value: &Value,
    ) -> PyResult<SqlValue> {
        let kind = self.kind;
        if kind.is_subclass(FieldKind::IntegerField) {
            return self.number(interpreter, "int", value);
        }
        if kind.is_subclass(FieldKind::BooleanField) {
            return self.boolean(interpreter, value);
        }
        if kind == FieldKind::DateTimeField {
            return self.datetime(interpreter, settings, value, None);
        }
        match kind {
            FieldKind::FloatField => self.number(interpreter, "float", value),
            FieldKind::DecimalField => self.decimal(interpreter, value),
            FieldKind::DateField => self.date(interpreter, settings, value),
            FieldKind::TimeField => self.time(interpreter, value),
            FieldKind::DurationField => duration(interpreter, value),
            FieldKind::UUIDField => self.uuid(interpreter, value),
            FieldKind::JSONField => self.json(interpreter, value),
            FieldKind::GenericIPAddressField if value.as_str() == Some("") => Ok(SqlValue::Null),
            FieldKind::BinaryField => match to_sql(interpreter, value)? {
                blob @ SqlValue::Blob(_) => Ok(blob),
                _ => Err(interpreter.type_error(format!(
                    "memoryview: a bytes-like object is required, not '{}'",
                    interpreter.class_of(value).name
                ))),
            },
            FieldKind::Custom => to_sql(interpreter, value),
            _ => text(interpreter, value),
        }
    }

    fn number(
        &self,
        interpreter: &mut Interpreter,
        class: &str,
        value: &Value,
    ) -> PyResult<SqlValue> {
        let converter = interpreter.builtin(class).map_or(Value::None, Value::Class);
        match interpreter.call(&converter, Arguments::positional(vec![value.clone()])) {
            Ok(number) => to_sql(interpreter, &number),
            Err(error) if ["TypeError", "ValueError"].contains(&error.class_name().as_ref()) => {
                let shown = interpreter.repr(value)?;
                // A field of no model has no name.
                let name = Some(self.name()).filter(|name| !name.is_empty());
                let name = name.as_deref().unwrap_or("None");
                let message = format!("Field '{name}' expected a number but got {shown}.");
                let raised = interpreter.raise(&error.class_name(), message);
                Err(raised_from(raised, &error.exception))
            }
            Err(error) => Err(error),
        }
    }

    fn boolean(&self, interpreter: &mut Interpreter, value: &Value) -> PyResult<SqlValue> {
        let truth = self.truth(interpreter, value)?;
        Ok(truth.map_or(SqlValue::Null, |truth| SqlValue::Integer(i64::from(truth))))
    }

    /// `BooleanField.to_python`; `None` for what is empty where that may be.
    pub(super) fn truth(
        &self,
        interpreter: &mut Interpreter,
        value: &Value,
    ) -> PyResult<Option<bool>> {
        let truth = match value.unboxed() {
            Value::Bool(truth) => Some(*truth),
            Value::Int(number @ (0 | 1)) => Some(*number == 1),
            Value::Float(number) if *number == 0.0 || *number == 1.0 => Some(*number == 1.0),
            Value::Str(text) => match text.as_ref() {
                "t" | "True" | "1" => Some(true),
                "f" | "False" | "0" => Some(false),
                "" if self.options.null => return Ok(None),
                _ => None,
            },
            _ => None,
        };
        match truth {
            Some(truth) => Ok(Some(truth)),
            None => {
                let choices = if self.options.null {
                    "True, False, or None"
                } else {
                    "True or False"
                };
                Err(invalid(
                    interpreter,
                    value,
                    &format!("value must be either {choices}."),
                )?)
            }
        }
    }

    fn decimal(&self, interpreter: &mut Interpreter, value: &Value) -> PyResult<SqlValue> {
        if let Some(number) = value.as_bigint() {
            return Ok(sql_text(number.to_string()));
        }
        let number = decimal_of(interpreter, value)?;
        text(interpreter, &number)
    }

    fn date(
        &self,
        interpreter: &mut Interpreter,
        settings: &Settings,
        value: &Value,
    ) -> PyResult<SqlValue> {
        if let Some(moment) = value.native::<DateTime>() {
            // The day that it is where the project is.
            let local = match moment.time.tzinfo.is_some() && settings.use_tz {
                true => in_zone(interpreter, value, &settings.time_zone)?,
                false => value.clone(),
            };
            let moment = local.native::<DateTime>().unwrap_or(moment);
            return Ok(sql_text(date_text(moment.date)));
        }
        if let Some(date) = value.native::<Date>() {
            return Ok(sql_text(date_text(*date)));
        }
        let written = self.parsed(interpreter, "date", value, &DATE)?;
        match written.as_ref().and_then(Value::native::<Date>) {
            Some(date) => Ok(sql_text(date_text(*date))),
            None => Err(invalid(interpreter, value, DATE.malformed)?),
        }
    }

    fn time(&self, interpreter: &mut Interpreter, value: &Value) -> PyResult<SqlValue> {
        let time = match (value.native::<Time>(), value.native::<DateTime>()) {
            (Some(time), _) => Some(time.clone()),
            (None, Some(moment)) => Some(moment.time.clone()),
            (None, None) => {
                let written = self.parsed(interpreter, "time", value, &TIME)?;
                let time = written.as_ref().and_then(Value::native::<Time>);
                time.map(|time| Time {
                    tzinfo: None,
                    ..time.clone()
                })
            }
        };
        match time {
            Some(time) if time.tzinfo.is_some() => {
                let message = "SQLite backend does not support timezone-aware times.";
                Err(interpreter.value_error(message))
            }
            Some(time) => Ok(sql_text(time_text(&time))),
            None => Err(invalid(interpreter, value, TIME.malformed)?),
        }
    }

    /// The date or time that a text says; `None` when it has another form.
    pub(super) fn parsed(
        &self,
        interpreter: &mut Interpreter,
        class: &str,
        value: &Value,
        texts: &Refusals,
    ) -> PyResult<Option<Value>> {
        match parse(interpreter, class, value)? {
            Parsed::Value(parsed) => Ok(Some(parsed)),
            Parsed::Malformed => Ok(None),
            Parsed::Impossible(error) => {
                let code = match class {
                    "date" => "invalid_date",
                    "time" => "invalid_time",
                    _ => "invalid_datetime",
                };
                let raised = refused(interpreter, value, texts.impossible, code)?;
                Err(raised_during(raised, &error))
            }
        }
    }

    /// The text of a moment. A naive one of a field of the model `owner` is warned of.
    fn datetime(
        &self,
        interpreter: &mut Interpreter,
        settings: &Settings,
        value: &Value,
        owner: Option<&str>,
    ) -> PyResult<SqlValue> {
        let date = match (value.native::<Date>(), value.native::<DateTime>()) {
            (Some(date), None) => Some(*date),
            (None, None) => {
                let written = self.parsed(interpreter, "datetime", value, &MOMENT)?;
                match written {
                    Some(moment) => return self.datetime(interpreter, settings, &moment, owner),
                    None => {
                        let date = self.parsed(interpreter, "date", value, &DATE)?;
                        let date = date.as_ref().and_then(Value::native::<Date>).copied();
                        match date {
                            Some(date) => Some(date),
                            None => return Err(invalid(interpreter, value, MOMENT.malformed)?),
                        }
                    }
                }
            }
            _ => None,
        };
        let value = match date {
            Some(date) => super::parse::midnight(interpreter, date)?,
            None => value.clone(),
        };
        let is_naive = |moment: &DateTime| moment.time.tzinfo.is_none();
        if let Some(owner) = owner
            && settings.use_tz
            && value.native::<DateTime>().is_some_and(is_naive)
        {
            // The lines of `to_python()`, which takes dates, and of `get_prep_value()`.
            let line = if date.is_some() { 1612 } else { 1671 };
            self.warn_of_naive(interpreter, owner, &value, line)?;
        }
        let Some(moment) = value.native::<DateTime>() else {
            return to_sql(interpreter, &value);
        };
        let naive = match (moment.time.tzinfo.is_some(), settings.use_tz) {
            (true, true) => in_utc(interpreter, &value)?,
            (false, true) => {
                let aware = with_zone(interpreter, &value, &settings.time_zone)?;
                in_utc(interpreter, &aware)?
            }
            (true, false) => {
                return Err(interpreter.value_error(
                    "SQLite backend does not support timezone-aware datetimes when USE_TZ is False.",
                ));
            }
            (false, false) => value.clone(),
        };
        let moment = naive.native::<DateTime>().unwrap_or(moment);
        Ok(sql_text(format!(
            "{} {}",
            date_text(moment.date),
            time_text(&moment.time)
        )))
    }

    fn warn_of_naive(
        &self,
        interpreter: &mut Interpreter,
        owner: &str,
        moment: &Value,
        line: i64,
    ) -> PyResult<()> {
        const FILE: &str = "django/db/models/fields/__init__.py";
        let (name, shown) = (self.name(), interpreter.str(moment)?);
        let message = format!(
            "DateTimeField {owner}.{name} received a naive datetime ({shown}) while time zone support is \
             active."
        );
        let category = interpreter.builtin("RuntimeWarning").map(Value::Class);
        let arguments = vec![
            Value::str(message),
            category.unwrap_or(Value::None),
            Value::str(FILE),
            Value::Int(line),
        ];
        let module = Value::Module(interpreter.import_module("warnings")?);
        interpreter
            .call_method(&module, "warn_explicit", Arguments::positional(arguments))
            .map(drop)
    }

    fn uuid(&self, interpreter: &mut Interpreter, value: &Value) -> PyResult<SqlValue> {
        let uuid = uuid_of(interpreter, value)?;
        match uuid.native::<Uuid>() {
            Some(uuid) => Ok(sql_text(format!("{:032x}", uuid.0))),
            None => to_sql(interpreter, &uuid),
        }
    }

    fn json(&self, interpreter: &mut Interpreter, value: &Value) -> PyResult<SqlValue> {
        let module = Value::Module(interpreter.import_module("json")?);
        let mut arguments = Arguments::positional(vec![value.clone()]);
        if let Some(encoder) = self.extra.get("encoder") {
            arguments = arguments.with("cls", encoder.clone());
        }
        let dumped = interpreter.call_method(&module, "dumps", arguments)?;
        text(interpreter, &dumped)
    }
}

/// `DecimalField.to_python`.
pub(super) fn decimal_of(interpreter: &mut Interpreter, value: &Value) -> PyResult<Value> {
    let module = interpreter.import_module("decimal")?;
    let class = module.get("Decimal").unwrap_or(Value::None);
    // A float is taken with the field's precision, which its shortest text has too.
    let argument = match value.as_f64() {
        Some(_) => Value::Str(interpreter.repr(value)?),
        None => value.clone(),
    };
    match interpreter.call(&class, Arguments::positional(vec![argument])) {
        Ok(number) => Ok(number),
        Err(error) if error.uncatchable => Err(error),
        Err(error) => {
            let raised = invalid(interpreter, value, "value must be a decimal number.")?;
            Err(raised_during(raised, &error))
        }
    }
}

/// `UUIDField.to_python`.
pub(super) fn uuid_of(interpreter: &mut Interpreter, value: &Value) -> PyResult<Value> {
    if value.native::<Uuid>().is_some() {
        return Ok(value.clone());
    }
    let module = interpreter.import_module("uuid")?;
    let class = module.get("UUID").unwrap_or(Value::None);
    let form = if value.as_bigint().is_some() {
        "int"
    } else {
        "hex"
    };
    match interpreter.call(&class, Arguments::default().with(form, value.clone())) {
        Ok(uuid) => Ok(uuid),
        Err(error) if error.uncatchable => Err(error),
        Err(error) => {
            let raised = invalid(interpreter, value, "is not a valid UUID.")?;
            Err(raised_during(raised, &error))
        }
    }
}

/// How a field refuses a text, as [`invalid`] continues.
pub(super) struct Refusals {
    /// Of another form.
    pub(super) malformed: &'static str,
    /// Of the form, but saying what there is not.
    pub(super) impossible: &'static str,
}

pub(super) const DATE: Refusals = Refusals {
    malformed: "value has an invalid date format. It must be in YYYY-MM-DD format.",
    impossible: "value has the correct format (YYYY-MM-DD) but it is an invalid date.",
};
pub(super) const TIME: Refusals = Refusals {
    malformed: "value has an invalid format. It must be in HH:MM[:ss[.uuuuuu]] format.",
    impossible: "value has the correct format (HH:MM[:ss[.uuuuuu]]) but it is an invalid time.",
};
pub(super) const MOMENT: Refusals = Refusals {
    malformed: "value has an invalid format. It must be in YYYY-MM-DD HH:MM[:ss[.uuuuuu]][TZ] format.",
    impossible: "value has the correct format (YYYY-MM-DD HH:MM[:ss[.uuuuuu]][TZ]) but it is an invalid date/time.",
};

/// `callable(value)`.
pub(crate) fn is_callable(interpreter: &mut Interpreter, value: &Value) -> PyResult<bool> {
    Ok(match value {
        Value::Function(_) | Value::NativeFunction(_) | Value::BoundMethod(_) | Value::Class(_) => {
            true
        }
        Value::Instance(instance) => {
            instance
                .native::<crate::python::stdlib::functools::Partial>()
                .is_some()
                || instance.class.lookup("__call__").is_some()
                || super::super::modules::is_callable_native(value)
        }
        _ => {
            let _ = interpreter;
            false
        }
    })
}

/// The value as `sqlite3` stores it without a field's help.
pub(crate) fn to_sql(interpreter: &mut Interpreter, value: &Value) -> PyResult<SqlValue> {
    Ok(match value.unboxed() {
        Value::None => SqlValue::Null,
        Value::Bool(truth) => SqlValue::Integer(i64::from(*truth)),
        Value::Int(number) => SqlValue::Integer(*number),
        Value::Float(number) => SqlValue::Real(*number),
        Value::Str(text) => SqlValue::Text(text.clone()),
        Value::Bytes(bytes) => SqlValue::Blob(bytes.clone()),
        Value::BigInt(_) => {
            let message = "Python int too large to convert to SQLite INTEGER";
            return Err(interpreter.raise("OverflowError", message));
        }
        _ => {
            if let Some(bytes) = bytes_like(value) {
                return Ok(SqlValue::Blob(bytes));
            }
            if let Some(uuid) = value.native::<Uuid>() {
                return Ok(sql_text(format!("{:032x}", uuid.0)));
            }
            return text(interpreter, value);
        }
    })
}

fn text(interpreter: &mut Interpreter, value: &Value) -> PyResult<SqlValue> {
    Ok(SqlValue::Text(interpreter.str(value)?))
}

fn sql_text(text: String) -> SqlValue {
    SqlValue::Text(text.into())
}

fn date_text(date: Date) -> String {
    format!("{:04}-{:02}-{:02}", date.year, date.month, date.day)
}

fn time_text(time: &Time) -> String {
    let text = format!("{:02}:{:02}:{:02}", time.hour, time.minute, time.second);
    match time.microsecond {
        0 => text,
        microsecond => format!("{text}.{microsecond:06}"),
    }
}

fn duration(interpreter: &mut Interpreter, value: &Value) -> PyResult<SqlValue> {
    match value.native::<TimeDelta>() {
        Some(delta) => {
            let seconds = delta.days * 86_400 + delta.seconds;
            Ok(SqlValue::Integer(seconds * 1_000_000 + delta.microseconds))
        }
        // Django takes it to pieces unasked.
        None => match interpreter.get_attribute(value, "days") {
            Ok(_) => to_sql(interpreter, value),
            Err(error) => Err(error),
        },
    }
}

/// Django's `ValidationError` for a value of the wrong form.
pub(super) fn invalid(
    interpreter: &mut Interpreter,
    value: &Value,
    message: &str,
) -> PyResult<Box<crate::python::PyError>> {
    refused(interpreter, value, message, "invalid")
}

fn refused(
    interpreter: &mut Interpreter,
    value: &Value,
    message: &str,
    code: &str,
) -> PyResult<Box<crate::python::PyError>> {
    let message = Value::str(format!("“%(value)s” {message}"));
    let params = [("value", value.clone())];
    validation_error(interpreter, message, Value::str(code), &params)
}

fn local_now(interpreter: &mut Interpreter, settings: &Settings) -> PyResult<Value> {
    let datetime = interpreter.import_module("datetime")?;
    let class = datetime.get("datetime").unwrap_or(Value::None);
    let zone = time_zone(interpreter, &settings.time_zone)?;
    let now = interpreter.call_method(&class, "now", Arguments::positional(vec![zone]))?;
    interpreter.call_method(
        &now,
        "replace",
        Arguments::default().with("tzinfo", Value::None),
    )
}

fn time_zone(interpreter: &mut Interpreter, name: &Rc<str>) -> PyResult<Value> {
    let module = Value::Module(interpreter.import_module("zoneinfo")?);
    let name = Value::Str(name.clone());
    interpreter.call_method(&module, "ZoneInfo", Arguments::positional(vec![name]))
}

fn with_zone(interpreter: &mut Interpreter, value: &Value, name: &Rc<str>) -> PyResult<Value> {
    let zone = time_zone(interpreter, name)?;
    interpreter.call_method(value, "replace", Arguments::default().with("tzinfo", zone))
}

fn in_zone(interpreter: &mut Interpreter, value: &Value, name: &Rc<str>) -> PyResult<Value> {
    let zone = time_zone(interpreter, name)?;
    interpreter.call_method(value, "astimezone", Arguments::positional(vec![zone]))
}

fn in_utc(interpreter: &mut Interpreter, value: &Value) -> PyResult<Value> {
    let datetime = interpreter.import_module("datetime")?;
    let zone = datetime.get("timezone").unwrap_or(Value::None);
    let utc = interpreter.get_attribute(&zone, "utc")?;
    interpreter.call_method(value, "astimezone", Arguments::positional(vec![utc]))
}
