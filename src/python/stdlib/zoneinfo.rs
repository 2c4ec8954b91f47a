//! `zoneinfo`: time zones by name. The sandbox carries no time zone database: a zone other than
//! UTC is a name.

use std::rc::Rc;

use crate::python::arguments::Signature;
use crate::python::error::PyResult;
use crate::python::interpreter::Interpreter;
use crate::python::object::NativeObject;
use crate::python::stdlib::{Constructor, MethodRow, instance, methods};
use crate::python::value::{HashKey, Module, Value};

/// `zoneinfo.ZoneInfo`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ZoneInfo(pub Rc<str>);

impl NativeObject for ZoneInfo {
    fn as_any(&self) -> &dyn std::any::Any {
        self
    }

    fn attribute(&self, name: &str) -> Option<Value> {
        (name == "key").then(|| Value::Str(self.0.clone()))
    }

    fn repr(&self, _interpreter: &mut Interpreter) -> Option<PyResult<String>> {
        Some(Ok(format!(
            "zoneinfo.ZoneInfo(key={})",
            crate::python::text::string_repr(&self.0)
        )))
    }

    fn str(&self, _interpreter: &mut Interpreter) -> Option<PyResult<String>> {
        Some(Ok(self.0.to_string()))
    }

    fn equals(&self, other: &Value) -> Option<bool> {
        other.native::<Self>().map(|other| other == self)
    }

    fn hash_key(&self) -> Option<HashKey> {
        Some(HashKey::Native(
            "zoneinfo",
            Box::new(HashKey::Str(self.0.clone())),
        ))
    }
}

const METHODS: &[MethodRow] = &[
    ("utcoffset", "dt, /", |py, it, mut a| {
        let moment = a.take_or_none("dt");
        let offset = py.utc_offset(it, &moment)?;
        Ok(offset.map_or(Value::None, |offset| py.timedelta(offset)))
    }),
    ("tzname", "dt, /", |_, it, _| {
        Ok(it
            .native::<ZoneInfo>()
            .map_or(Value::None, |zone| Value::Str(zone.0.clone())))
    }),
    ("dst", "dt, /", |_, _, _| Ok(Value::None)),
];

/// The module `zoneinfo`.
pub(super) fn module(interpreter: &mut Interpreter) -> Module {
    let tzinfo = interpreter.library_class("datetime", "tzinfo");
    let class = interpreter
        .class_builder("ZoneInfo", "zoneinfo")
        .base(&tzinfo)
        .native(Rc::new(Constructor(|py, class, arguments| {
            let mut bound = Signature::new("ZoneInfo.__new__", "key").bind(py, arguments)?;
            match bound.take("key").and_then(|key| key.as_text()) {
                Some(key) => Ok(instance(class, ZoneInfo(key))),
                None => Err(py.type_error("ZoneInfo keys must be strings")),
            }
        })))
        .build();
    methods(&class, METHODS);
    let key_error = interpreter.types.find("KeyError");
    let missing = key_error
        .map(|base| interpreter.exception_class("ZoneInfoNotFoundError", "zoneinfo", &[&base]));
    let module = Module::new("zoneinfo").with_class(&class);
    match missing {
        Some(missing) => module.with_class(&missing),
        None => module,
    }
}
