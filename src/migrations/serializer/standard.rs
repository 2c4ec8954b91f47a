//! Values of the standard library's classes.

use crate::python::value::Namespace;

use super::Serializer;
use crate::python::stdlib::datetime::{Date, DateTime, Time, TimeDelta};
use crate::python::stdlib::decimal::Decimal;
use crate::python::stdlib::enumeration::EnumMember;
use crate::python::stdlib::functools::Partial;
use crate::python::stdlib::pathlib::Path;
use crate::python::stdlib::re::Pattern;
use crate::python::stdlib::uuid::Uuid;
use crate::python::{Arguments, PyResult, Value};

/// The members of `re.RegexFlag` in the order of their definition, with their bits.
const REGEX_FLAGS: [(&str, i64); 9] = [
    ("ASCII", 256),
    ("IGNORECASE", 2),
    ("LOCALE", 4),
    ("UNICODE", 32),
    ("MULTILINE", 8),
    ("DOTALL", 16),
    ("VERBOSE", 64),
    ("TEMPLATE", 1),
    ("DEBUG", 128),
];

impl Serializer<'_> {
    /// An instance of a class of the standard library.
    pub(super) fn serialize_standard(&mut self, value: &Value) -> PyResult<String> {
        if value.native::<DateTime>().is_some() {
            return self.serialize_datetime(value);
        }
        let is_date_or_time = value.native::<Date>().is_some()
            || value.native::<Time>().is_some()
            || value.native::<TimeDelta>().is_some();
        if is_date_or_time {
            self.import("import datetime");
            return self.repr(value);
        }
        if value.native::<Decimal>().is_some() {
            self.import("from decimal import Decimal");
            return self.repr(value);
        }
        if let Some(partial) = value.native::<Partial>() {
            return self.serialize_partial(partial);
        }
        if let Some(pattern) = value.native::<Pattern>() {
            return self.serialize_pattern(pattern);
        }
        if value.native::<Uuid>().is_some() {
            self.import("import uuid");
            return Ok(format!("uuid.{}", self.repr(value)?));
        }
        if value.native::<Path>().is_some() {
            self.import("import pathlib");
            let shown = self.repr(value)?;
            let prefix = if shown.starts_with("Pure") {
                ""
            } else {
                "Pure"
            };
            return Ok(format!("pathlib.{prefix}{shown}"));
        }
        self.serialize_protocol(value)
    }

    fn serialize_datetime(&mut self, value: &Value) -> PyResult<String> {
        self.import("import datetime");
        let tzinfo = value
            .native::<DateTime>()
            .and_then(|datetime| datetime.time.tzinfo.clone());
        let Some(tzinfo) = tzinfo else {
            return self.repr(value);
        };
        let module = self.interpreter.import_module("datetime")?;
        let timezone = module.get("timezone").unwrap_or(Value::None);
        let utc = self.interpreter.get_attribute(&timezone, "utc")?;
        if self.interpreter.equals(&tzinfo, &utc)? {
            return self.repr(value);
        }
        let arguments = Arguments::positional(vec![utc]);
        let moved = self
            .interpreter
            .call_method(value, "astimezone", arguments)?;
        self.repr(&moved)
    }

    fn serialize_partial(&mut self, partial: &Partial) -> PyResult<String> {
        self.import("import functools");
        let function = self.serialize(&partial.function)?;
        let arguments = self.serialize_tuple(&partial.arguments)?;
        let keywords = self.serialize_keywords(&partial.keywords)?;
        Ok(format!(
            "functools.partial({function}, *{arguments}, **{keywords})"
        ))
    }

    fn serialize_keywords(&mut self, keywords: &Namespace) -> PyResult<String> {
        let entries = keywords.iter();
        let entries = entries.map(|(name, value)| (Value::Str(name.clone()), value.clone()));
        self.serialize_dict(entries.collect())
    }

    fn serialize_pattern(&mut self, pattern: &Pattern) -> PyResult<String> {
        self.import("import re");
        let source = self.repr(&Value::Str(pattern.pattern.clone()))?;
        // The flag of every text pattern is left out, because it is implied.
        let flags = pattern.flags ^ 32;
        Ok(if flags == 0 {
            format!("re.compile({source})")
        } else {
            format!("re.compile({source}, {flags})")
        })
    }

    pub(super) fn serialize_regex_flag(&mut self, bits: i64) -> String {
        self.import("import re");
        let set = REGEX_FLAGS.iter().filter(|(_, bit)| bits & bit != 0);
        let names: Vec<String> = set
            .map(|(name, _)| format!("re.RegexFlag['{name}']"))
            .collect();
        names.join(" | ")
    }

    pub(super) fn serialize_enum_member(&mut self, member: &EnumMember) -> PyResult<String> {
        let is_a = |path: &str| member.class.mro().any(|class| class.path() == path);
        if is_a("django.db.models.enums.Choices") {
            return self.serialize(&member.value);
        }
        let (module, qualname) = (&member.class.module, &member.class.qualname);
        self.import(format!("import {module}"));
        let mut parts = Vec::new();
        let flags = is_a("enum.Flag");
        let names = member.name.split('|').filter(|_| flags);
        let names: Vec<&str> = if flags {
            names.collect()
        } else {
            vec![&member.name]
        };
        for name in names {
            let name = self.repr(&Value::str(name))?;
            parts.push(format!("{module}.{qualname}[{name}]"));
        }
        Ok(parts.join(" | "))
    }
}
