//! `collections.namedtuple`.

use std::rc::Rc;

use crate::python::arguments::{Arguments, Bound};
use crate::python::error::PyResult;
use crate::python::interpreter::Interpreter;
use crate::python::stdlib::{MethodRow, methods};
use crate::python::syntax::KEYWORDS;
use crate::python::text::string_repr;
use crate::python::types::str::is_identifier;
use crate::python::value::{Binding, Dict, Namespace, NativeFunction, Value};

pub(super) fn make(interpreter: &mut Interpreter, mut arguments: Bound) -> PyResult<Value> {
    let name = arguments
        .take("typename")
        .and_then(|it| it.as_text())
        .unwrap_or_default();
    let fields = arguments.take_or_none("field_names");
    let rename = arguments.take_or_none("rename");
    let rename = interpreter.truthy(&rename)?;
    let mut fields: Vec<Rc<str>> = match fields.as_str() {
        Some(text) => text
            .split(|it: char| it == ',' || it.is_whitespace())
            .filter(|part| !part.is_empty())
            .map(Into::into)
            .collect(),
        None => interpreter
            .iterate(&fields)?
            .iter()
            .filter_map(Value::as_text)
            .collect(),
    };
    if rename {
        rename_fields(&mut fields);
    }
    check_names(interpreter, &name, &fields)?;
    let defaults = match arguments.take_or_none("defaults") {
        Value::None => Vec::new(),
        defaults => interpreter.iterate(&defaults)?,
    };
    if defaults.len() > fields.len() {
        return Err(interpreter.type_error("Got more default values than field names"));
    }
    let module = arguments.take("module").and_then(|it| it.as_text());
    let module = module
        .or_else(|| interpreter.calling_module())
        .unwrap_or_else(|| "__main__".into());
    let tuple = interpreter.types.tuple();
    let mut attributes = Namespace::default();
    let names = fields.iter().cloned().map(Value::Str).collect();
    attributes.insert("_fields".into(), Value::tuple(names));
    attributes.insert(
        "__match_args__".into(),
        Value::tuple(fields.iter().cloned().map(Value::Str).collect()),
    );
    let doc = format!("{name}({})", fields.join(", "));
    attributes.insert("__doc__".into(), Value::str(doc));
    attributes.insert("__slots__".into(), Value::tuple(Vec::new()));
    let first_default = fields.len().saturating_sub(defaults.len());
    let default_pairs = fields.iter().skip(first_default).cloned().zip(defaults);
    attributes.insert(
        "_field_defaults".into(),
        Value::dict(Dict::from_text_keys(default_pairs)),
    );
    let class = interpreter.create_class(&name, &module, vec![tuple.clone()], attributes)?;
    for (index, field) in fields.iter().enumerate() {
        let qualname = format!("{name}.{field}");
        let code = move |py: &mut Interpreter, arguments: Arguments| {
            let receiver = arguments.positional.first().cloned().unwrap_or(Value::None);
            py.get_item(&receiver.unboxed().clone(), &Value::Int(index as i64))
        };
        let function = NativeFunction::bound(field, &qualname, &module, Binding::Property, code);
        class.set(field, Value::NativeFunction(function));
    }
    let new = named_tuple_new(&name, &fields);
    class.set("__new__", new);
    methods(&class, NAMED_TUPLE_METHODS);
    let make = NativeFunction::bound(
        "_make",
        "_make",
        &module,
        Binding::ClassMethod,
        |py, arguments| {
            let [class, iterable] = arguments.positional.as_slice() else {
                return Ok(Value::None);
            };
            let items = py.iterate(iterable)?;
            let fields = py.get_attribute(class, "_fields")?;
            let (wanted, found) = (py.length(&fields)?, items.len());
            if wanted != found {
                let message = format!("Expected {wanted} arguments, got {found}");
                return Err(py.type_error(message));
            }
            py.call(class, Arguments::positional(items))
        },
    );
    class.set("_make", Value::NativeFunction(make));
    Ok(Value::Class(class))
}

/// What cannot be the name of a field becomes its number.
fn rename_fields(fields: &mut [Rc<str>]) {
    for index in 0..fields.len() {
        let (before, rest) = fields.split_at_mut(index);
        let Some(field) = rest.first_mut() else {
            continue;
        };
        let fits = is_identifier(field) && !KEYWORDS.contains(&&**field);
        if !fits || field.starts_with('_') || before.contains(field) {
            *field = format!("_{index}").into();
        }
    }
}

fn check_names(interpreter: &Interpreter, name: &str, fields: &[Rc<str>]) -> PyResult<()> {
    let renamed = |index: usize, field: &str| *field == *format!("_{index}");
    for shown in std::iter::once(name).chain(fields.iter().map(|it| &**it)) {
        let problem = if !is_identifier(shown) {
            "must be valid identifiers"
        } else if KEYWORDS.contains(&shown) {
            "cannot be a keyword"
        } else {
            continue;
        };
        let shown = string_repr(shown);
        let message = format!("Type names and field names {problem}: {shown}");
        return Err(interpreter.value_error(message));
    }
    for (index, field) in fields.iter().enumerate() {
        let shown = string_repr(field);
        if field.starts_with('_') && !renamed(index, field) {
            let message = format!("Field names cannot start with an underscore: {shown}");
            return Err(interpreter.value_error(message));
        }
        if fields[..index].contains(field) {
            let message = format!("Encountered duplicate field name: {shown}");
            return Err(interpreter.value_error(message));
        }
    }
    Ok(())
}

const NAMED_TUPLE_METHODS: &[MethodRow] = &[
    ("__repr__", "", |py, it, _| {
        let class = py.class_of(it);
        let fields = class
            .lookup("_fields")
            .and_then(|it| it.as_sequence())
            .unwrap_or_default();
        let mut parts = Vec::new();
        for (field, value) in fields.iter().zip(it.as_sequence().unwrap_or_default()) {
            parts.push(format!(
                "{}={}",
                field.as_str().unwrap_or_default(),
                py.repr(&value)?
            ));
        }
        Ok(Value::str(format!("{}({})", class.name, parts.join(", "))))
    }),
    ("_asdict", "", |py, it, _| {
        let class = py.class_of(it);
        let fields = class
            .lookup("_fields")
            .and_then(|it| it.as_sequence())
            .unwrap_or_default();
        let names = fields.iter().filter_map(Value::as_text);
        let values = it.as_sequence().unwrap_or_default();
        Ok(Value::dict(Dict::from_text_keys(names.zip(values))))
    }),
    ("_replace", "**kwargs", |py, it, mut a| {
        let class = py.class_of(it);
        let fields = class
            .lookup("_fields")
            .and_then(|it| it.as_sequence())
            .unwrap_or_default();
        let mut values = it.as_sequence().unwrap_or_default();
        for (field, value) in fields.iter().zip(&mut values) {
            if let Some(new) = field
                .as_str()
                .and_then(|field| a.keywords.shift_remove(field))
            {
                *value = new;
            }
        }
        if !a.keywords.is_empty() {
            let names: Vec<String> = a.keywords.keys().map(|name| format!("'{name}'")).collect();
            let message = format!("Got unexpected field names: [{}]", names.join(", "));
            return Err(py.value_error(message));
        }
        py.call(&Value::Class(class), Arguments::positional(values))
    }),
];

/// `__new__` of a named tuple, which binds the fields as parameters.
fn named_tuple_new(name: &str, fields: &[Rc<str>]) -> Value {
    let qualname = format!("{name}.__new__");
    let fields = fields.to_vec();
    let code = move |py: &mut Interpreter, mut arguments: Arguments| {
        let Some(Value::Class(class)) = arguments.take_receiver() else {
            return Ok(Value::None);
        };
        let defaults = match class.lookup("_field_defaults") {
            Some(Value::Dict(dict)) => dict.borrow().clone(),
            _ => Dict::default(),
        };
        let mut parameters = crate::python::arguments::Parameters {
            positional: fields.len(),
            names: fields.clone(),
            ..Default::default()
        };
        let defaulted = fields
            .iter()
            .map(|field| defaults.get_text(field).is_some());
        parameters.defaulted = defaulted.collect();
        let name = format!("{}.__new__", class.name);
        let mut filled = parameters
            .fill(&name, 1, arguments)
            .map_err(|message| py.type_error(message))?;
        for (slot, field) in filled.slots.iter_mut().zip(&fields) {
            if slot.is_none() {
                *slot = defaults.get_text(field).cloned();
            }
        }
        if let Some(message) = parameters.missing(&name, &filled.slots, false) {
            return Err(py.type_error(message));
        }
        let items = filled.slots.into_iter().flatten().collect();
        let tuple = Arguments::positional(vec![Value::tuple(items)]);
        py.new_instance(&class, &tuple)
    };
    let function =
        NativeFunction::bound("__new__", &qualname, "collections", Binding::Static, code);
    Value::NativeFunction(function)
}
