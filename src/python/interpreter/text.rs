//! `repr()` and `str()`.

use std::rc::Rc;

use crate::python::error::{PyError, PyResult};
use crate::python::interpreter::Interpreter;
use crate::python::text;
use crate::python::types::exception::{ExceptionState, Hint};
use crate::python::value::{Binding, Dict, Instance, Value};

impl Interpreter {
    /// `repr(value)`.
    ///
    /// # Errors
    ///
    /// What `__repr__` raises.
    pub fn repr(&mut self, value: &Value) -> PyResult<Rc<str>> {
        match value {
            Value::Str(value) => return Ok(text::string_repr(value).into()),
            Value::Int(number) => return Ok(number.to_string().into()),
            _ => {}
        }
        self.enter_native(" while getting the repr of an object")?;
        let result = self.repr_nested(value);
        self.leave_native();
        let repr = result?;
        self.check_size(repr.len())?;
        Ok(repr.into())
    }

    fn repr_nested(&mut self, value: &Value) -> PyResult<String> {
        Ok(match value {
            Value::None => "None".to_owned(),
            Value::Ellipsis => "Ellipsis".to_owned(),
            Value::NotImplemented => "NotImplemented".to_owned(),
            Value::Bool(true) => "True".to_owned(),
            Value::Bool(false) => "False".to_owned(),
            Value::Int(number) => number.to_string(),
            Value::BigInt(number) => self.bigint_text(number)?,
            Value::Float(number) => text::float_repr(*number),
            Value::Str(value) => text::string_repr(value),
            Value::Bytes(bytes) => text::bytes_repr(bytes),
            Value::List(_) | Value::Dict(_) | Value::Set(_) => self.container_repr(value)?,
            Value::Tuple(items) => {
                let inner = self.items_repr(items)?;
                if items.len() == 1 {
                    format!("({inner},)")
                } else {
                    format!("({inner})")
                }
            }
            Value::FrozenSet(set) if set.is_empty() => "frozenset()".to_owned(),
            Value::FrozenSet(set) => format!("frozenset({{{}}})", self.keys_repr(set)?),
            Value::Range(start, stop, 1) => format!("range({start}, {stop})"),
            Value::Range(start, stop, step) => format!("range({start}, {stop}, {step})"),
            Value::Slice(parts) => {
                let (start, stop, step) = parts.as_ref();
                let (start, stop, step) = (self.repr(start)?, self.repr(stop)?, self.repr(step)?);
                format!("slice({start}, {stop}, {step})")
            }
            Value::Function(function) => {
                format!(
                    "<function {} at {}>",
                    function.qualname,
                    self.address(value)
                )
            }
            Value::NativeFunction(function)
                if function.binding == Binding::Method
                    && function.module.as_ref() == "builtins"
                    && function.qualname.contains('.') =>
            {
                let (class, name) = function.qualname.rsplit_once('.').unwrap_or_default();
                let kind = if name.starts_with("__") {
                    "slot wrapper"
                } else {
                    "method"
                };
                format!("<{kind} '{name}' of '{class}' objects>")
            }
            Value::NativeFunction(function) if function.module.as_ref() == "builtins" => {
                format!("<built-in function {}>", function.name)
            }
            Value::NativeFunction(function) => {
                format!(
                    "<function {} at {}>",
                    function.qualname,
                    self.address(value)
                )
            }
            Value::BoundMethod(method) => self.method_repr(method)?,
            Value::Class(class) => {
                if self.has_metaclasses
                    && let Some(text) = self.special_repr(value)?
                {
                    return Ok(text);
                }
                let native = class.native().and_then(|native| native.class_repr(class));
                native.unwrap_or_else(|| format!("<class '{}'>", class.path()))
            }
            Value::Module(module) => match (&module.file, module.get("__file__")) {
                (_, Some(file)) => {
                    format!("<module '{}' from {}>", module.name, self.repr(&file)?)
                }
                _ => format!("<module '{}'>", module.name),
            },
            Value::Iterator(native) => match native.clone().repr(self) {
                Some(repr) => repr?,
                None => format!("<{} object at {}>", native.type_name(), self.address(value)),
            },
            Value::Instance(instance) => return self.instance_repr(value, instance),
        })
    }

    fn container_repr(&mut self, value: &Value) -> PyResult<String> {
        let address = value.address().unwrap_or_default();
        let (open, close) = match value {
            Value::List(_) => ("[", "]"),
            _ => ("{", "}"),
        };
        if self.being_shown.contains(&address) {
            return Ok(format!("{open}...{close}"));
        }
        self.being_shown.push(address);
        let inner = match value {
            Value::List(items) => {
                let items = items.borrow().clone();
                self.items_repr(&items)
            }
            Value::Dict(dict) => {
                let dict = dict.borrow().clone();
                self.entries_repr(&dict)
            }
            Value::Set(set) => {
                let set = set.borrow().clone();
                self.keys_repr(&set)
            }
            _ => Ok(String::new()),
        };
        self.being_shown.pop();
        let inner = inner?;
        if inner.is_empty() && matches!(value, Value::Set(_)) {
            return Ok("set()".to_owned());
        }
        Ok(format!("{open}{inner}{close}"))
    }

    fn items_repr(&mut self, items: &[Value]) -> PyResult<String> {
        let mut text = String::new();
        for (index, item) in items.iter().enumerate() {
            if index > 0 {
                text.push_str(", ");
            }
            text.push_str(&self.repr(item)?);
            self.charge(1)?;
        }
        Ok(text)
    }

    fn keys_repr(&mut self, set: &Dict) -> PyResult<String> {
        self.items_repr(&set.keys_in_set_order())
    }

    fn entries_repr(&mut self, dict: &Dict) -> PyResult<String> {
        let mut text = String::new();
        for (index, (key, value)) in dict.pairs().enumerate() {
            if index > 0 {
                text.push_str(", ");
            }
            text.push_str(&self.repr(key)?);
            text.push_str(": ");
            text.push_str(&self.repr(value)?);
            self.charge(1)?;
        }
        Ok(text)
    }

    fn method_repr(&mut self, method: &crate::python::value::BoundMethod) -> PyResult<String> {
        let name = match &method.function {
            Value::Function(function) => function.qualname.clone(),
            Value::NativeFunction(function) => {
                let receiver = self.type_name(&method.receiver);
                if self.types.find(&receiver).is_some() {
                    let address = self.address(&method.receiver);
                    return Ok(format!(
                        "<built-in method {} of {receiver} object at {address}>",
                        function.name
                    ));
                }
                function.qualname.clone()
            }
            other => self.type_name(other),
        };
        let receiver = self.repr(&method.receiver)?;
        Ok(format!("<bound method {name} of {receiver}>"))
    }

    /// What the program's own `__repr__` answers.
    fn special_repr(&mut self, value: &Value) -> PyResult<Option<String>> {
        let Some(result) = self.call_special(value, "__repr__", &[])? else {
            return Ok(None);
        };
        match result.as_str() {
            Some(text) => Ok(Some(text.to_owned())),
            None => {
                let name = self.operand_name(&result);
                Err(self.type_error(format!("__repr__ returned non-string (type {name})")))
            }
        }
    }

    fn instance_repr(&mut self, value: &Value, instance: &Rc<Instance>) -> PyResult<String> {
        if let Some(text) = self.special_repr(value)? {
            return Ok(text);
        }
        if let Some(native) = instance.native.get().cloned()
            && let Some(repr) = native.repr(self)
        {
            return repr;
        }
        if let Some(state) = instance.native::<ExceptionState>() {
            let arguments = state.arguments.borrow().clone();
            let inner = self.items_repr(&arguments)?;
            return Ok(format!("{}({inner})", instance.class.name));
        }
        match value.unboxed() {
            Value::Instance(_) => {
                let path = instance.class.path();
                let address = self.address(value);
                Ok(format!("<{path} object at {address}>"))
            }
            inner => {
                let inner = inner.clone();
                let repr = self.repr(&inner)?;
                let builtin = self.class_of(&inner);
                let named = matches!(inner, Value::Set(_) | Value::FrozenSet(_));
                if named {
                    let shown = repr.trim_start_matches("frozenset(").trim_end_matches(')');
                    let shown = if repr.ends_with("()") { "" } else { shown };
                    return Ok(format!("{}({shown})", instance.class.name));
                }
                let _ = builtin;
                Ok(repr.to_string())
            }
        }
    }

    /// `str(value)`.
    ///
    /// # Errors
    ///
    /// What `__str__` raises.
    pub fn str(&mut self, value: &Value) -> PyResult<Rc<str>> {
        let Value::Instance(_) = value else {
            return match value {
                Value::Str(text) => Ok(text.clone()),
                _ => self.repr(value),
            };
        };
        self.enter_native(" while calling a Python object")?;
        let result = self.instance_str(value);
        self.leave_native();
        result
    }

    fn instance_str(&mut self, value: &Value) -> PyResult<Rc<str>> {
        if let Some(result) = self.call_special(value, "__str__", &[])? {
            return match result.as_text() {
                Some(text) => Ok(text),
                None => {
                    let name = self.operand_name(&result);
                    Err(self.type_error(format!("__str__ returned non-string (type {name})")))
                }
            };
        }
        self.str_without_special(value)
    }

    /// `str()` of an instance whose class defines no `__str__` in Python.
    pub(in crate::python) fn str_without_special(&mut self, value: &Value) -> PyResult<Rc<str>> {
        let Value::Instance(instance) = value else {
            return self.repr(value);
        };
        if let Some(native) = instance.native.get().cloned()
            && let Some(text) = native.str(self)
        {
            return text.map(Into::into);
        }
        if let Some(state) = instance.native::<ExceptionState>() {
            return self.exception_text(instance, state);
        }
        match value.unboxed() {
            Value::Str(text) => Ok(text.clone()),
            _ => self.repr(value),
        }
    }

    fn exception_text(
        &mut self,
        instance: &Rc<Instance>,
        state: &ExceptionState,
    ) -> PyResult<Rc<str>> {
        let arguments = state.arguments.borrow().clone();
        let is = |name: &str| {
            self.builtin(name)
                .is_some_and(|class| instance.class.is_subclass(&class))
        };
        let (is_key_error, is_os_error, is_syntax) =
            (is("KeyError"), is("OSError"), is("SyntaxError"));
        if let Hint::Group(message, exceptions) = &*state.hint.borrow() {
            let count = exceptions.len();
            let plural = if count == 1 { "" } else { "s" };
            let message = message.as_str().unwrap_or_default();
            return Ok(format!("{message} ({count} sub-exception{plural})").into());
        }
        match arguments.as_slice() {
            [] => Ok("".into()),
            [only] if is_key_error => self.repr(only),
            [only] => self.str(only),
            [number, message] if is_os_error => {
                let (number, message) = (self.str(number)?, self.str(message)?);
                let mut text = format!("[Errno {number}] {message}");
                let files = match &*state.hint.borrow() {
                    Hint::Files(files) => files.clone(),
                    _ => Vec::new(),
                };
                for (at, between) in [(0, ": "), (2, " -> ")] {
                    if let Some(file) = files.get(at).filter(|it| !it.is_none()) {
                        text = format!("{text}{between}{}", self.repr(file)?);
                    }
                }
                Ok(text.into())
            }
            parts if is("UnicodeError") && parts.len() == 5 => {
                match crate::python::types::exception::unicode_text(parts) {
                    Some(text) => Ok(text.into()),
                    None => self.repr(&Value::tuple(arguments)),
                }
            }
            [message, ..] if is_syntax => {
                let message = self.str(message)?;
                let known = super::traceback::syntax_error_text(&message, state);
                let details = arguments.get(1).and_then(Value::as_sequence);
                match details.as_deref() {
                    Some([file, line, ..]) if known == *message && !line.is_none() => {
                        let file = file.as_text().unwrap_or_default();
                        let file = file.rsplit('/').next().unwrap_or_default();
                        Ok(format!("{message} ({file}, line {})", self.str(line)?).into())
                    }
                    _ => Ok(known.into()),
                }
            }
            _ => self.repr(&Value::tuple(arguments)),
        }
    }

    /// `str()` of an exception group.
    /// Decimal digits, which take time quadratic in their number.
    pub(in crate::python) fn bigint_text(
        &mut self,
        number: &num_bigint::BigInt,
    ) -> PyResult<String> {
        // A digit has more than three bits, and at most four.
        let words = usize::try_from(number.bits() / 64).unwrap_or(usize::MAX);
        let is_long = words > self.digit_limit / 21 && self.digit_limit > 0;
        if is_long && words > self.digit_limit / 16 {
            return Err(self.digits_limit());
        }
        self.charge((words / 16).saturating_pow(2))?;
        if is_long {
            let text = number.magnitude().to_string();
            if text.len() > self.digit_limit {
                return Err(self.digits_limit());
            }
        }
        Ok(number.to_string())
    }

    fn digits_limit(&self) -> Box<PyError> {
        let limit = self.digit_limit;
        self.value_error(format!(
            "Exceeds the limit ({limit} digits) for integer string conversion; use \
             sys.set_int_max_str_digits() to increase the limit"
        ))
    }

    /// The address that reprs show: an object's number in the order of asking, so that the same
    /// program always prints the same.
    pub fn address(&mut self, value: &Value) -> String {
        format!("{:#x}", self.identity(value))
    }

    /// `id(value)`.
    pub(in crate::python) fn identity(&mut self, value: &Value) -> u64 {
        let address = value.address().unwrap_or_default();
        let next = self.addresses.len() as u64;
        let number = *self.addresses.entry(address).or_insert(next);
        0x7f00_0000_0000 + number * 0x10
    }
}
