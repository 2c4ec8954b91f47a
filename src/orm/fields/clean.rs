//! `Field.clean` and its parts: what a text that somebody has typed is as the field's value, and
//! whether the field takes it.

use std::rc::Rc;

use super::duration::parse_duration;
use super::parse::midnight;
use super::prepare::{DATE, MOMENT, TIME, decimal_of, invalid, uuid_of};
use super::{Field, FieldKind, text_keys};
use crate::orm::apps::Apps;
use crate::orm::exceptions::{is_validation_error, raised_during, validation_error};
use crate::orm::model::Model;
use crate::orm::modules::apps::live;
use crate::python::stdlib::datetime::{Date, DateTime, Time, TimeDelta};
use crate::python::{Arguments, Interpreter, PyResult, Value};

/// Foreign keys to foreign keys; only a cycle is longer.
const DEPTH: usize = 32;

/// `field.clean(value, model_instance)`, through the methods that the field's class may override.
///
/// # Errors
///
/// `ValidationError`, and what the field's own methods raise.
pub(crate) fn clean(
    interpreter: &mut Interpreter,
    field: &Value,
    value: Value,
    instance: Value,
) -> PyResult<Value> {
    let value = interpreter.call_method(field, "to_python", Arguments::positional(vec![value]))?;
    let arguments = vec![value.clone(), instance];
    interpreter.call_method(field, "validate", Arguments::positional(arguments))?;
    let arguments = Arguments::positional(vec![value.clone()]);
    interpreter.call_method(field, "run_validators", arguments)?;
    Ok(value)
}

/// `field.to_python(value)` of Django's own classes.
///
/// # Errors
///
/// `ValidationError` for a value of the wrong form.
pub(crate) fn to_python(
    interpreter: &mut Interpreter,
    field: &Field,
    value: &Value,
) -> PyResult<Value> {
    convert(interpreter, field, value, DEPTH)
}

fn convert(
    interpreter: &mut Interpreter,
    field: &Field,
    value: &Value,
    depth: usize,
) -> PyResult<Value> {
    if value.is_none() {
        return Ok(Value::None);
    }
    let kind = field.kind;
    if kind.is_foreign_key() {
        let classes = live(interpreter)?;
        let model = owner(&classes.apps, field);
        let target = model.and_then(|model| field.target_field(&classes.apps, model));
        return match (target, depth.checked_sub(1)) {
            (Some(target), Some(depth)) => convert(interpreter, &target, value, depth),
            _ => Ok(value.clone()),
        };
    }
    if kind.is_subclass(FieldKind::IntegerField) {
        return number(
            interpreter,
            field,
            "int",
            value,
            "value must be an integer.",
        );
    }
    if kind.is_subclass(FieldKind::BooleanField) {
        let truth = field.truth(interpreter, value)?;
        return Ok(truth.map_or(Value::None, Value::Bool));
    }
    if kind.is_subclass(FieldKind::CharField) || kind.is_subclass(FieldKind::TextField) {
        return match value.as_str() {
            Some(_) => Ok(value.clone()),
            None => interpreter.str(value).map(Value::Str),
        };
    }
    match kind {
        FieldKind::FloatField => {
            number(interpreter, field, "float", value, "value must be a float.")
        }
        FieldKind::DecimalField => decimal_of(interpreter, value),
        FieldKind::UUIDField => uuid_of(interpreter, value),
        FieldKind::DateField => date(interpreter, field, value),
        FieldKind::DateTimeField => moment(interpreter, field, value),
        FieldKind::TimeField => time(interpreter, field, value),
        FieldKind::DurationField => duration(interpreter, field, value),
        _ => Ok(value.clone()),
    }
}

/// The model that a field belongs to. The object of the program's own making does not say; the order
/// in which fields are made does.
pub(crate) fn owner<'a>(apps: &'a Apps, field: &Field) -> Option<&'a Rc<Model>> {
    if let Some(key) = &field.model {
        return apps.model(key);
    }
    let is_same =
        |own: &Field| own.creation_counter == field.creation_counter && own.name == field.name;
    let has_field = |model: &&Rc<Model>| model.fields.values().any(is_same);
    apps.get_models().find(has_field)
}

fn number(
    interpreter: &mut Interpreter,
    field: &Field,
    class: &str,
    value: &Value,
    refusal: &str,
) -> PyResult<Value> {
    let class = interpreter.builtin(class).map_or(Value::None, Value::Class);
    match interpreter.call(&class, Arguments::positional(vec![value.clone()])) {
        Err(error) if ["TypeError", "ValueError"].contains(&&*error.class_name()) => {
            let refused = not_valid(interpreter, field, value, refusal)?;
            Err(raised_during(refused, &error))
        }
        other => other,
    }
}

fn date(interpreter: &mut Interpreter, field: &Field, value: &Value) -> PyResult<Value> {
    if value.native::<DateTime>().is_some() {
        return interpreter.call_method(value, "date", Arguments::default());
    }
    if value.native::<Date>().is_some() {
        return Ok(value.clone());
    }
    match field.parsed(interpreter, "date", value, &DATE)? {
        Some(date) => Ok(date),
        None => Err(not_valid(interpreter, field, value, DATE.malformed)?),
    }
}

fn moment(interpreter: &mut Interpreter, field: &Field, value: &Value) -> PyResult<Value> {
    if value.native::<DateTime>().is_some() {
        return Ok(value.clone());
    }
    if let Some(date) = value.native::<Date>() {
        return midnight(interpreter, *date);
    }
    if let Some(moment) = field.parsed(interpreter, "datetime", value, &MOMENT)? {
        return Ok(moment);
    }
    let date = field.parsed(interpreter, "date", value, &DATE)?;
    match date.as_ref().and_then(Value::native::<Date>) {
        Some(date) => midnight(interpreter, *date),
        None => Err(not_valid(interpreter, field, value, MOMENT.malformed)?),
    }
}

fn time(interpreter: &mut Interpreter, field: &Field, value: &Value) -> PyResult<Value> {
    if value.native::<DateTime>().is_some() {
        return interpreter.call_method(value, "time", Arguments::default());
    }
    if value.native::<Time>().is_some() {
        return Ok(value.clone());
    }
    match field.parsed(interpreter, "time", value, &TIME)? {
        Some(time) => Ok(time),
        None => Err(not_valid(interpreter, field, value, TIME.malformed)?),
    }
}

fn duration(interpreter: &mut Interpreter, field: &Field, value: &Value) -> PyResult<Value> {
    const MALFORMED: &str = "value has an invalid format. It must be in [DD] [[HH:]MM:]ss[.uuuuuu] \
                             format.";
    if value.native::<TimeDelta>().is_some() {
        return Ok(value.clone());
    }
    let Some(text) = value.as_str() else {
        let found = interpreter.type_name(value);
        let message = format!("expected string or bytes-like object, got '{found}'");
        return Err(interpreter.type_error(message));
    };
    match parse_duration(text).and_then(TimeDelta::from_microseconds) {
        Some(delta) => Ok(interpreter.timedelta(delta)),
        None => Err(not_valid(interpreter, field, value, MALFORMED)?),
    }
}

/// `field.validate(value, model_instance)` of Django's own classes.
///
/// # Errors
///
/// `ValidationError`.
pub(crate) fn validate(
    interpreter: &mut Interpreter,
    field: &Field,
    value: &Value,
) -> PyResult<()> {
    let options = &field.options;
    let parent_link = field.relation.as_ref().is_some_and(|it| it.parent_link);
    if !options.editable || parent_link || field.kind.is_auto() {
        return Ok(());
    }
    if let Some(choices) = options.choices.as_ref().filter(|_| !is_empty(value)) {
        let choices = super::choices::present(interpreter, choices)?;
        if !is_choice(interpreter, &choices, value)? {
            let params = [("value", value.clone())];
            return Err(refusal(interpreter, field, "invalid_choice", &params)?);
        }
    }
    if value.is_none() && !options.null {
        return Err(refusal(interpreter, field, "null", &[])?);
    }
    if !options.blank && is_empty(value) {
        return Err(refusal(interpreter, field, "blank", &[])?);
    }
    if field.kind.is_foreign_key() && !value.is_none() {
        return is_there(interpreter, field, value);
    }
    Ok(())
}

/// Whether it counts as nothing given (`EMPTY_VALUES`).
pub(crate) fn is_empty(value: &Value) -> bool {
    match value.unboxed() {
        Value::None => true,
        Value::Str(text) => text.is_empty(),
        Value::Dict(dict) => dict.borrow().is_empty(),
        _ => value.as_sequence().is_some_and(|items| items.is_empty()),
    }
}

fn is_choice(interpreter: &mut Interpreter, choices: &Value, value: &Value) -> PyResult<bool> {
    for pair in interpreter.iterate(choices)? {
        let pair = interpreter.iterate(&pair)?;
        let [key, label] = pair.as_slice() else {
            continue;
        };
        let found = match label.as_sequence() {
            Some(_) => is_choice(interpreter, label, value)?,
            None => interpreter.equals(key, value)?,
        };
        if found {
            return Ok(true);
        }
    }
    Ok(false)
}

/// That the row that a foreign key refers to is there.
fn is_there(interpreter: &mut Interpreter, field: &Field, value: &Value) -> PyResult<()> {
    let classes = live(interpreter)?;
    let model = owner(&classes.apps, field);
    let Some((target, to)) = model.and_then(|model| field.target(&classes.apps, model)) else {
        return Ok(());
    };
    let class = Value::Class(classes.class(interpreter, &target.key())?);
    let manager = interpreter.get_attribute(&class, "_base_manager")?;
    let lookup = Arguments::default().with(to.name(), value.clone());
    let mut rows = interpreter.call_method(&manager, "filter", lookup)?;
    let limit = field
        .relation
        .as_ref()
        .and_then(|it| it.limit_choices_to.clone());
    if let Some(limit) = limit {
        let arguments = Arguments::positional(vec![limit]);
        rows = interpreter.call_method(&rows, "complex_filter", arguments)?;
    }
    let found = interpreter.call_method(&rows, "exists", Arguments::default())?;
    if interpreter.truthy(&found)? {
        return Ok(());
    }
    let params = [
        ("model", Value::str(target.verbose_name())),
        ("pk", value.clone()),
        ("field", Value::str(to.name())),
        ("value", value.clone()),
    ];
    Err(refusal(interpreter, field, "invalid", &params)?)
}

/// The `ValidationError` of a field, in its own words if it has any.
fn refusal(
    interpreter: &mut Interpreter,
    field: &Field,
    code: &str,
    params: &[(&str, Value)],
) -> PyResult<Box<crate::python::PyError>> {
    let message = own_message(field, code).unwrap_or_else(|| {
        Value::str(match code {
            "invalid_choice" => "Value %(value)r is not a valid choice.",
            "null" => "This field cannot be null.",
            "blank" => "This field cannot be blank.",
            _ => "%(model)s instance with %(field)s %(value)r is not a valid choice.",
        })
    });
    validation_error(interpreter, message, Value::str(code), params)
}

/// What the field has to say in the place of a usual message, itself or by its class.
pub(crate) fn own_message(field: &Field, code: &str) -> Option<Value> {
    let given = field.options.error_messages.as_ref();
    let of_class = || {
        let class = &field.instance.as_ref()?.as_instance()?.class;
        let messages = class.lookup("default_error_messages")?;
        text_keys(&messages).get(code).cloned()
    };
    given
        .and_then(|messages| text_keys(messages).get(code).cloned())
        .or_else(of_class)
}

/// That a value is not of the field's form.
fn not_valid(
    interpreter: &mut Interpreter,
    field: &Field,
    value: &Value,
    usual: &str,
) -> PyResult<Box<crate::python::PyError>> {
    match own_message(field, "invalid") {
        Some(message) => {
            let params = [("value", value.clone())];
            validation_error(interpreter, message, Value::str("invalid"), &params)
        }
        None => invalid(interpreter, value, usual),
    }
}

/// `field.run_validators(value)` of Django's own classes.
///
/// # Errors
///
/// One `ValidationError` with all that the validators say.
pub(crate) fn run_validators(
    interpreter: &mut Interpreter,
    field: &Field,
    value: &Value,
) -> PyResult<()> {
    if is_empty(value) {
        return Ok(());
    }
    let mut errors = Vec::new();
    for validator in validators(interpreter, field)? {
        let arguments = Arguments::positional(vec![value.clone()]);
        match interpreter.call(&validator, arguments) {
            Ok(_) => {}
            Err(error) if is_validation_error(interpreter, &error) => {
                let error = &error.exception;
                let code = interpreter.find_attribute(error, "code")?;
                let code = code.and_then(|code| code.as_text());
                if let Some(message) = code.and_then(|code| own_message(field, &code)) {
                    interpreter.set_attribute(error, "message", message)?;
                }
                let list = interpreter.get_attribute(error, "error_list")?;
                errors.extend(interpreter.iterate(&list)?);
            }
            Err(error) => return Err(error),
        }
    }
    if errors.is_empty() {
        return Ok(());
    }
    Err(validation_error(
        interpreter,
        Value::list(errors),
        Value::None,
        &[],
    )?)
}

/// The validators that the class brings, the field's own, and those of its limits.
fn validators(interpreter: &mut Interpreter, field: &Field) -> PyResult<Vec<Value>> {
    let module = Value::Module(interpreter.import_module("django.core.validators")?);
    let named =
        |interpreter: &mut Interpreter, name: &str| interpreter.get_attribute(&module, name);
    let made = |interpreter: &mut Interpreter, name: &str, arguments: Vec<Value>| {
        interpreter.call_method(&module, name, Arguments::positional(arguments))
    };
    let mut validators = Vec::new();
    match field.kind {
        FieldKind::EmailField => validators.push(named(interpreter, "validate_email")?),
        FieldKind::SlugField => {
            let unicode = field.extra.get("allow_unicode").and_then(Value::as_bool);
            let name = match unicode {
                Some(true) => "validate_unicode_slug",
                _ => "validate_slug",
            };
            validators.push(named(interpreter, name)?);
        }
        FieldKind::URLField => validators.push(made(interpreter, "URLValidator", Vec::new())?),
        FieldKind::GenericIPAddressField => {
            let protocol = field.extra.get("protocol").and_then(Value::as_str);
            let name = match protocol.map(str::to_lowercase).as_deref() {
                Some("ipv4") => "validate_ipv4_address",
                Some("ipv6") => "validate_ipv6_address",
                _ => "validate_ipv46_address",
            };
            validators.push(named(interpreter, name)?);
        }
        _ => {}
    }
    validators.extend(field.options.validators.iter().cloned());
    let kind = field.kind;
    if kind.is_subclass(FieldKind::CharField)
        && let Some(length) = &field.options.max_length
    {
        let arguments = vec![length.clone()];
        validators.push(made(interpreter, "MaxLengthValidator", arguments)?);
    }
    if kind.is_subclass(FieldKind::IntegerField) {
        let positive = kind.name().starts_with("Positive");
        let least = if positive { 0 } else { i64::MIN };
        for (name, limit) in [
            ("MinValueValidator", least),
            ("MaxValueValidator", i64::MAX),
        ] {
            validators.push(made(interpreter, name, vec![Value::Int(limit)])?);
        }
    }
    if kind == FieldKind::DecimalField {
        let limit = |name: &str| field.extra.get(name).cloned().unwrap_or(Value::None);
        let arguments = vec![limit("max_digits"), limit("decimal_places")];
        validators.push(made(interpreter, "DecimalValidator", arguments)?);
    }
    Ok(validators)
}
