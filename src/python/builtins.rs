//! The built-in functions.

use std::rc::Rc;

use crate::python::arguments::{Arguments, Bound, Signature};
use crate::python::code::Comparison;
use crate::python::error::PyResult;
use crate::python::interpreter::Interpreter;
use crate::python::stdlib::inert::REGISTERED;
use crate::python::text;
use crate::python::types::complex;
use crate::python::types::iterator::{Adaptation, Adapter};
use crate::python::types::list;
use crate::python::value::{Class, Instance, Value};

/// Name, parameters and code.
type Function = (
    &'static str,
    &'static str,
    fn(&mut Interpreter, Bound) -> PyResult<Value>,
);

const FUNCTIONS: &[Function] = &[
    ("len", "obj, /", |py, mut a| {
        let length = py.length(&a.take_or_none("obj"))?;
        Ok(Value::Int(length as i64))
    }),
    ("repr", "obj, /", |py, mut a| {
        py.repr(&a.take_or_none("obj")).map(Value::Str)
    }),
    ("ascii", "obj, /", |py, mut a| {
        let repr = py.repr(&a.take_or_none("obj"))?;
        Ok(Value::str(text::ascii(&repr)))
    }),
    ("abs", "x, /", |py, mut a| py.absolute(&a.take_or_none("x"))),
    ("round", "number, ndigits=None", |py, mut a| {
        let number = a.take_or_none("number");
        py.round(&number, &a.take_or_none("ndigits"))
    }),
    ("hash", "obj, /", |py, mut a| {
        py.hash_value(&a.take_or_none("obj"))
    }),
    ("id", "obj, /", |py, mut a| {
        Ok(Value::Int(py.identity(&a.take_or_none("obj")) as i64))
    }),
    ("callable", "obj, /", |py, mut a| {
        let value = a.take_or_none("obj");
        Ok(Value::Bool(py.is_callable(&value)))
    }),
    ("iter", "object, sentinel=None, /", |py, mut a| {
        let object = a.take_or_none("object");
        match a.take("sentinel") {
            Some(_) if !py.is_callable(&object) => {
                Err(py.type_error("iter(v, w): v must be callable"))
            }
            Some(sentinel) => {
                let adaptation = Adaptation::Sentinel(object, sentinel);
                Ok(Value::iterator(Adapter::new(
                    "callable_iterator",
                    Vec::new(),
                    adaptation,
                )))
            }
            None => py.iterator(&object),
        }
    }),
    ("next", "iterator, default=None, /", next),
    ("all", "iterable, /", |py, mut a| {
        let iterable = a.take_or_none("iterable");
        let iterator = py.iterator(&iterable)?;
        while let Some(item) = py.next_item(&iterator)? {
            py.charge(1)?;
            if !py.truthy(&item)? {
                return Ok(Value::Bool(false));
            }
        }
        Ok(Value::Bool(true))
    }),
    ("any", "iterable, /", |py, mut a| {
        let iterable = a.take_or_none("iterable");
        let iterator = py.iterator(&iterable)?;
        while let Some(item) = py.next_item(&iterator)? {
            py.charge(1)?;
            if py.truthy(&item)? {
                return Ok(Value::Bool(true));
            }
        }
        Ok(Value::Bool(false))
    }),
    ("sum", "iterable, /, start=0", |py, mut a| {
        let iterable = a.take_or_none("iterable");
        let mut total = a.take("start").unwrap_or(Value::Int(0));
        if matches!(total, Value::Str(_)) {
            return Err(py.type_error("sum() can't sum strings [use ''.join(seq) instead]"));
        }
        let iterator = py.iterator(&iterable)?;
        while let Some(item) = py.next_item(&iterator)? {
            py.charge(1)?;
            total = py.binary(crate::python::BinaryOperator::Add, &total, &item)?;
        }
        Ok(total)
    }),
    (
        "sorted",
        "iterable, /, *, key=None, reverse=False",
        |py, mut a| {
            let iterable = a.take_or_none("iterable");
            let items = py.iterate(&iterable)?;
            let key = a.take_or_none("key");
            list::sort(py, items, &key, &a.take_or_none("reverse")).map(Value::list)
        },
    ),
    ("divmod", "x, y, /", |py, mut a| {
        let (x, y) = (a.take_or_none("x"), a.take_or_none("y"));
        if let Some(result) = divmod(py, &x, &y)? {
            return Ok(result);
        }
        if [&x, &y].iter().any(|it| complex::of(it).is_some()) {
            let (left, right) = (py.operand_name(&x), py.operand_name(&y));
            return Err(py.type_error(format!(
                "unsupported operand type(s) for divmod(): '{left}' and '{right}'"
            )));
        }
        let quotient = py.binary(crate::python::BinaryOperator::FloorDiv, &x, &y)?;
        let remainder = py.binary(crate::python::BinaryOperator::Mod, &x, &y)?;
        Ok(Value::tuple(vec![quotient, remainder]))
    }),
    ("pow", "base, exp, mod=None", pow),
    ("ord", "c, /", ord),
    ("chr", "i, /", |py, mut a| {
        let value = a.take_or_none("i");
        let Some(code) = py.index_of(&value)? else {
            let name = py.operand_name(&value);
            let message = format!("'{name}' object cannot be interpreted as an integer");
            return Err(py.type_error(message));
        };
        match u32::try_from(code).ok().and_then(char::from_u32) {
            Some(character) => Ok(Value::str(character.to_string())),
            None => Err(py.value_error("chr() arg not in range(0x110000)")),
        }
    }),
    ("hex", "number, /", |py, a| radix(py, a, "#x")),
    ("oct", "number, /", |py, a| radix(py, a, "#o")),
    ("bin", "number, /", |py, a| radix(py, a, "#b")),
    ("format", "value, format_spec='', /", |py, mut a| {
        let value = a.take_or_none("value");
        let specification = match a.take("format_spec") {
            Some(given) => given.as_text().ok_or_else(|| {
                let found = py.operand_name(&given);
                py.type_error(format!("format() argument 2 must be str, not {found}"))
            })?,
            None => "".into(),
        };
        py.format(&value, &specification).map(Value::Str)
    }),
    ("isinstance", "obj, class_or_tuple, /", |py, mut a| {
        let value = a.take_or_none("obj");
        let classes = a.take_or_none("class_or_tuple");
        py.is_instance_of(&value, &classes).map(Value::Bool)
    }),
    ("issubclass", "cls, class_or_tuple, /", |py, mut a| {
        let class = a.take_or_none("cls");
        let Value::Class(class) = class else {
            return Err(py.type_error("issubclass() arg 1 must be a class"));
        };
        let classes = a.take_or_none("class_or_tuple");
        py.is_subclass_of(&class, &classes).map(Value::Bool)
    }),
    ("getattr", "object, name, default=None, /", |py, mut a| {
        let object = a.take_or_none("object");
        let name = attribute_name(py, a.take("name"))?;
        match a.take("default") {
            Some(default) => Ok(py.find_attribute(&object, &name)?.unwrap_or(default)),
            None => py.get_attribute(&object, &name),
        }
    }),
    ("hasattr", "obj, name, /", |py, mut a| {
        let object = a.take_or_none("obj");
        let name = attribute_name(py, a.take("name"))?;
        Ok(Value::Bool(py.find_attribute(&object, &name)?.is_some()))
    }),
    ("setattr", "obj, name, value, /", |py, mut a| {
        let object = a.take_or_none("obj");
        let name = attribute_name(py, a.take("name"))?;
        py.set_attribute(&object, &name, a.take_or_none("value"))?;
        Ok(Value::None)
    }),
    ("delattr", "obj, name, /", |py, mut a| {
        let object = a.take_or_none("obj");
        let name = attribute_name(py, a.take("name"))?;
        py.delete_attribute(&object, &name)?;
        Ok(Value::None)
    }),
    ("vars", "object=None, /", |py, mut a| {
        match a.take("object") {
            Some(object) => match py.find_attribute(&object, "__dict__")? {
                Some(names) => Ok(names),
                None => Err(py.type_error("vars() argument must have __dict__ attribute")),
            },
            None => Err(py.unsupported("vars() without argument here")),
        }
    }),
    ("dir", "object=None, /", |py, mut a| {
        let object = a.take_or_none("object");
        if py.special(&object, "__dir__").is_some() {
            let names = py.call_special(&object, "__dir__", &[])?;
            let names = py.iterate(&names.unwrap_or(Value::None))?;
            let none = Value::None;
            return list::sort(py, names, &none, &Value::Bool(false)).map(Value::list);
        }
        let mut names = py.attribute_names(&object);
        names.sort();
        Ok(Value::list(names.into_iter().map(Value::Str).collect()))
    }),
    ("globals", "", |py, _| {
        Err(py.unsupported("globals() called through another name"))
    }),
    ("locals", "", |py, _| {
        Err(py.unsupported("locals() called through another name"))
    }),
    ("input", "prompt='', /", |py, _| {
        Err(py.unsupported("input()"))
    }),
    ("open", "file, mode='r', *args, **kwargs", |py, mut a| {
        let file = a.take_or_none("file");
        let shown = py.repr(&file)?;
        let class = py
            .builtin("FileNotFoundError")
            .unwrap_or_else(|| py.types.runtime_error());
        let message = format!("No such file or directory: {shown}");
        Err(py.raise_with(&class, vec![Value::Int(2), Value::str(message)]))
    }),
    ("exec", "source, globals=None, locals=None, /", |py, a| {
        py.run_text_with("exec", a)
    }),
    (
        "compile",
        "source, filename, mode, flags=0, dont_inherit=False, optimize=-1",
        |py, a| py.compile_text(a),
    ),
    ("eval", "source, globals=None, locals=None, /", |py, a| {
        py.run_text_with("eval", a)
    }),
    ("breakpoint", "*args, **kwargs", |py, _| {
        Err(py.unsupported("breakpoint()"))
    }),
];

/// Fills the `builtins` module.
pub(super) fn install(interpreter: &Interpreter) {
    let module = &interpreter.builtins;
    for class in interpreter.types.iter() {
        const HIDDEN: &[&str] = &[
            "NoneType",
            "ellipsis",
            "NotImplementedType",
            "function",
            "builtin_function_or_method",
            "method",
            "module",
            "generator",
            "iterator",
            "dict_keys",
            "dict_values",
            "dict_items",
            "mappingproxy",
            "traceback",
            "cell",
        ];
        let is_hidden = class.name.ends_with("iterator")
            || &*class.module != "builtins"
            || HIDDEN.contains(&class.name.as_ref());
        if !is_hidden {
            module.set(&class.name, Value::Class(class.clone()));
        }
    }
    for name in ["exit", "quit"] {
        module.set(name, quitter(interpreter, name));
    }
    module.set("help", helper(interpreter));
    for (alias, name) in [("IOError", "OSError"), ("EnvironmentError", "OSError")] {
        if let Some(class) = interpreter.types.find(name) {
            module.set(alias, Value::Class(class));
        }
    }
    for (name, parameters, code) in FUNCTIONS {
        let function = Value::function(name, "builtins", move |interpreter, arguments| {
            let bound = Signature { name, parameters }.bind_in_c(interpreter, &name, arguments)?;
            code(interpreter, bound)
        });
        module.set(name, function);
    }
    for (name, keep_greater) in [("min", false), ("max", true)] {
        let code = move |interpreter: &mut Interpreter, arguments: Arguments| {
            extreme(interpreter, arguments, name, keep_greater)
        };
        module.set(name, Value::function(name, "builtins", code));
    }
    module.set("print", Value::function("print", "builtins", print));
    let import = |interpreter: &mut Interpreter, arguments: Arguments| {
        let name = arguments
            .positional
            .first()
            .and_then(Value::as_text)
            .unwrap_or_default();
        let module = interpreter.import_module(&name)?;
        let listed = arguments.positional.get(3);
        let listed = listed.or(arguments.keywords.get("fromlist")).cloned();
        if let Some(listed) = listed.filter(|it| !it.is_none()) {
            let names = interpreter.iterate(&listed)?;
            for name in &names {
                // What is no attribute may be a module in the package.
                let Some(name) = name.as_text() else { continue };
                // A name that there is not is for `getattr()` to miss.
                match interpreter.import_from(&Value::Module(module.clone()), &name) {
                    Err(error) if &*error.class_name() != "ImportError" => return Err(error),
                    _ => {}
                }
            }
            if !names.is_empty() {
                return Ok(Value::Module(module));
            }
        }
        let top = name.split('.').next().unwrap_or(&name);
        Ok(interpreter
            .module(top)
            .map_or(Value::Module(module), Value::Module))
    };
    module.set(
        "__import__",
        Value::function("__import__", "builtins", import),
    );
    module.set("None", Value::None);
    module.set("NotImplemented", Value::NotImplemented);
    module.set("Ellipsis", Value::Ellipsis);
    module.set("False", Value::Bool(false));
    module.set("True", Value::Bool(true));
    module.set("__debug__", Value::Bool(true));
}

fn attribute_name(py: &Interpreter, name: Option<Value>) -> PyResult<Rc<str>> {
    let name = name.unwrap_or(Value::None);
    name.as_text().ok_or_else(|| {
        let class = py.operand_name(&name);
        py.type_error(format!("attribute name must be string, not '{class}'"))
    })
}

/// What classes answer to `divmod()`, and its own errors.
fn divmod(py: &mut Interpreter, x: &Value, y: &Value) -> PyResult<Option<Value>> {
    for (this, method, other) in [(x, "__divmod__", y), (y, "__rdivmod__", x)] {
        if let Value::Instance(_) = this
            && let Some(result) = py.call_special(this, method, std::slice::from_ref(other))?
            && !matches!(result, Value::NotImplemented)
        {
            return Ok(Some(result));
        }
    }
    let is_number = |it: &Value| {
        matches!(it.unboxed(), Value::Float(_) | Value::Instance(_)) || it.as_bigint().is_some()
    };
    if !is_number(x) || !is_number(y) {
        let (x, y) = (py.operand_name(x), py.operand_name(y));
        return Err(py.type_error(format!(
            "unsupported operand type(s) for divmod(): '{x}' and '{y}'"
        )));
    }
    let has_float = [x, y]
        .iter()
        .any(|it| matches!(it.unboxed(), Value::Float(_)));
    if has_float && (y.as_f64() == Some(0.0) || y.as_i64() == Some(0)) {
        return Err(py.raise("ZeroDivisionError", "float divmod()"));
    }
    Ok(None)
}

/// `exit` and `quit` of the module `site`.
fn quitter(interpreter: &Interpreter, name: &'static str) -> Value {
    let class = interpreter
        .class_builder("Quitter", "_sitebuiltins")
        .method("__repr__", move |_, _| {
            Ok(Value::str(format!(
                "Use {name}() or Ctrl-D (i.e. EOF) to exit"
            )))
        })
        .method("__call__", |py, arguments| {
            let class = py
                .builtin("SystemExit")
                .unwrap_or_else(|| py.types.runtime_error());
            let code = arguments
                .positional
                .get(1)
                .or(arguments.keywords.get("code"));
            Err(py.raise_with(&class, vec![code.cloned().unwrap_or(Value::None)]))
        })
        .build();
    Value::Instance(Instance::new(&class))
}

/// `help`, which says at the prompt how it is called.
fn helper(interpreter: &Interpreter) -> Value {
    let class = interpreter
        .class_builder("_Helper", "_sitebuiltins")
        .method("__repr__", |_, _| {
            Ok(Value::str(
                "Type help() for interactive help, or help(object) for help about object.",
            ))
        })
        .method("__call__", |py, _| Err(py.unsupported("help()")))
        .build();
    Value::Instance(Instance::new(&class))
}

fn next(py: &mut Interpreter, mut arguments: Bound) -> PyResult<Value> {
    let iterator = arguments.take_or_none("iterator");
    if let Some(generator) = iterator.native::<crate::python::machine::generator::Generator>()
        && !arguments.has("default")
    {
        let resumed = generator.resume(py, Value::None, None)?;
        return py.item_or_stop(resumed);
    }
    match (py.next_item(&iterator)?, arguments.take("default")) {
        (Some(item), _) | (None, Some(item)) => Ok(item),
        (None, None) => Err(py.raise("StopIteration", "")),
    }
}

fn pow(py: &mut Interpreter, mut arguments: Bound) -> PyResult<Value> {
    let (base, exponent) = (
        arguments.take_or_none("base"),
        arguments.take_or_none("exp"),
    );
    let modulus = arguments.take_or_none("mod");
    if modulus.is_none() {
        return py.binary(crate::python::BinaryOperator::Pow, &base, &exponent);
    }
    match (base.as_bigint(), exponent.as_bigint(), modulus.as_bigint()) {
        (Some(base), Some(exponent), Some(modulus)) => {
            if modulus == num_bigint::BigInt::ZERO {
                return Err(py.value_error("pow() 3rd argument cannot be 0"));
            }
            if exponent.sign() == num_bigint::Sign::Minus {
                return match base.modinv(&modulus) {
                    Some(inverse) => Ok(Value::big(inverse.modpow(&-exponent, &modulus))),
                    None => Err(py.value_error("base is not invertible for the given modulus")),
                };
            }
            py.check_size(usize::try_from(exponent.bits()).unwrap_or(usize::MAX))?;
            Ok(Value::big(base.modpow(&exponent, &modulus)))
        }
        _ if py.special(&base, "__pow__").is_some() => {
            let result = py.call_special(&base, "__pow__", &[exponent, modulus])?;
            Ok(result.unwrap_or(Value::None))
        }
        _ => {
            let message = "pow() 3rd argument not allowed unless all arguments are integers";
            Err(py.type_error(message))
        }
    }
}

fn ord(py: &mut Interpreter, mut arguments: Bound) -> PyResult<Value> {
    let value = arguments.take_or_none("c");
    match value.unboxed() {
        Value::Str(text) => {
            let mut characters = text.chars();
            match (characters.next(), characters.next()) {
                (Some(only), None) => Ok(Value::Int(i64::from(u32::from(only)))),
                _ => {
                    let length = text.chars().count();
                    let message =
                        format!("ord() expected a character, but string of length {length} found");
                    Err(py.type_error(message))
                }
            }
        }
        Value::Bytes(bytes) if bytes.len() == 1 => Ok(Value::Int(i64::from(bytes[0]))),
        other => {
            let name = py.operand_name(other);
            let message = format!("ord() expected string of length 1, but {name} found");
            Err(py.type_error(message))
        }
    }
}

fn radix(py: &mut Interpreter, mut arguments: Bound, specification: &str) -> PyResult<Value> {
    let value = arguments.take_or_none("number");
    let number = match value.as_bigint() {
        Some(number) => Value::big(number),
        None => match py.index_of(&value)? {
            Some(index) => Value::Int(index),
            None => {
                let name = py.operand_name(&value);
                let message = format!("'{name}' object cannot be interpreted as an integer");
                return Err(py.type_error(message));
            }
        },
    };
    py.format(&number, specification).map(Value::Str)
}

/// `min()` and `max()`.
fn extreme(
    py: &mut Interpreter,
    mut arguments: Arguments,
    name: &str,
    keep_greater: bool,
) -> PyResult<Value> {
    let key = arguments.take("key").unwrap_or(Value::None);
    let default = arguments.take("default");
    if let Some(unknown) = arguments.keywords.keys().next() {
        let message = format!("'{unknown}' is an invalid keyword argument for {name}()");
        return Err(py.type_error(message));
    }
    if default.is_some() && arguments.positional.len() > 1 {
        return Err(py.type_error(format!(
            "Cannot specify a default for {name}() with multiple positional arguments"
        )));
    }
    let items = match arguments.positional.as_slice() {
        [] => {
            return Err(py.type_error(format!("{name} expected at least 1 argument, got 0")));
        }
        [iterable] => py.iterate(iterable)?,
        _ => arguments.positional,
    };
    let mut best: Option<(Value, Value)> = None;
    for item in items {
        py.charge(1)?;
        let by = match &key {
            Value::None => item.clone(),
            key => py.call(key, Arguments::positional(vec![item.clone()]))?,
        };
        let better = match &best {
            None => true,
            Some((known, _)) => {
                let comparison = if keep_greater {
                    Comparison::Greater
                } else {
                    Comparison::Less
                };
                let result = py.rich_compare(comparison, &by, known)?;
                py.truthy(&result)?
            }
        };
        if better {
            best = Some((by, item));
        }
    }
    match best.map(|(_, item)| item).or(default) {
        Some(item) => Ok(item),
        None => Err(py.value_error(format!("{name}() arg is an empty sequence"))),
    }
}

/// Writes to `sys.stdout`, which a program may have replaced.
fn write_standard(py: &mut Interpreter, text: &str) -> PyResult<()> {
    let own = py.module("sys").and_then(|sys| sys.get("stdout"));
    match own {
        Some(Value::Instance(stream))
            if &*stream.class.module == "_io" && stream.native.get().is_none() =>
        {
            py.write_output(text);
        }
        None => py.write_output(text),
        Some(stream) => {
            let arguments = Arguments::positional(vec![Value::str(text)]);
            py.call_method(&stream, "write", arguments)?;
        }
    }
    Ok(())
}

fn print(py: &mut Interpreter, mut arguments: Arguments) -> PyResult<Value> {
    let mut option = |name: &str, default: &str| -> PyResult<Rc<str>> {
        match arguments.take(name) {
            None | Some(Value::None) => Ok(default.into()),
            Some(value) => value.as_text().ok_or_else(|| {
                let found = py.operand_name(&value);
                py.type_error(format!("{name} must be None or a string, not {found}"))
            }),
        }
    };
    let (separator, end) = (option("sep", " ")?, option("end", "\n")?);
    let file = arguments.take("file").filter(|file| !file.is_none());
    let _ = arguments.take("flush");
    if let Some(unknown) = arguments.keywords.keys().next() {
        return Err(py.type_error(format!(
            "'{unknown}' is an invalid keyword argument for print()"
        )));
    }
    let mut line = String::new();
    for (index, value) in arguments.positional.iter().enumerate() {
        if index > 0 {
            line.push_str(&separator);
        }
        line.push_str(&py.str(value)?);
    }
    line.push_str(&end);
    match file {
        Some(file) => {
            py.call_method(
                &file,
                "write",
                Arguments::positional(vec![Value::str(line)]),
            )?;
        }
        None => write_standard(py, &line)?,
    }
    Ok(Value::None)
}

impl Interpreter {
    /// `callable(value)`.
    pub fn is_callable(&self, value: &Value) -> bool {
        match value {
            Value::Function(_)
            | Value::NativeFunction(_)
            | Value::BoundMethod(_)
            | Value::Class(_) => true,
            Value::Instance(instance) => {
                self.special(value, "__call__").is_some()
                    || instance
                        .native
                        .get()
                        .is_some_and(|native| native.is_callable())
            }
            _ => false,
        }
    }

    /// `isinstance(value, classes)`, where classes may be a tuple or a union.
    ///
    /// # Errors
    ///
    /// `TypeError` when they are no classes.
    pub fn is_instance_of(&mut self, value: &Value, classes: &Value) -> PyResult<bool> {
        if let Value::Tuple(items) = classes
            && self.has_metaclasses
        {
            for item in items.iter() {
                if self.is_instance_of(value, item)? {
                    return Ok(true);
                }
            }
            return Ok(false);
        }
        let class = self.class_of(value);
        if let Value::Class(wanted) = classes {
            if let Some(structural) = self.structural_instance(value, wanted) {
                return Ok(structural);
            }
            if !Rc::ptr_eq(&class, wanted)
                && let Some(found) = self.class_hook(classes, "__instancecheck__", value)?
            {
                return Ok(found);
            }
        }
        self.matches_classes(
            &class,
            classes,
            "isinstance() arg 2 must be a type, a tuple of types, or a union",
        )
    }

    /// `issubclass(class, classes)`.
    ///
    /// # Errors
    ///
    /// `TypeError` when they are no classes.
    pub fn is_subclass_of(&mut self, class: &Rc<Class>, classes: &Value) -> PyResult<bool> {
        self.matches_classes(
            class,
            classes,
            "issubclass() arg 2 must be a class, a tuple of classes, or a union",
        )
    }

    fn matches_classes(
        &mut self,
        class: &Rc<Class>,
        classes: &Value,
        message: &str,
    ) -> PyResult<bool> {
        match classes {
            Value::Class(wanted) => {
                let own = Value::Class(class.clone());
                if message.starts_with("issubclass")
                    && let Some(found) = self.class_hook(classes, "__subclasscheck__", &own)?
                {
                    return Ok(found);
                }
                if let Some(found) = self.structural_subclass(class, wanted) {
                    return Ok(found || self.is_registered(class, wanted));
                }
                if class.is_subclass(wanted) {
                    return Ok(true);
                }
                if let Some(Value::BoundMethod(hook)) = self.subclass_hook(wanted)? {
                    let answer =
                        self.call(&Value::BoundMethod(hook), Arguments::positional(vec![own]))?;
                    if !matches!(answer, Value::NotImplemented) {
                        return self.truthy(&answer);
                    }
                }
                Ok(self.is_registered(class, wanted))
            }
            Value::None => Ok(class.name.as_ref() == "NoneType"),
            Value::Tuple(items) => {
                for item in items.iter() {
                    if self.matches_classes(class, item, message)? {
                        return Ok(true);
                    }
                }
                Ok(false)
            }
            other => match crate::python::stdlib::typing::union_members(other) {
                Some(members) => self.matches_classes(class, &Value::tuple(members), message),
                None => match crate::python::stdlib::typing::stands_for(self, other)? {
                    Some(origin) => self.matches_classes(class, &origin, message),
                    None => Err(self.type_error(message)),
                },
            },
        }
    }

    /// Whether the class is one that was registered with an abstract class, or comes from one.
    fn is_registered(&self, class: &Rc<Class>, wanted: &Rc<Class>) -> bool {
        let Some(Value::List(known)) = wanted.get(REGISTERED) else {
            return false;
        };
        let known = known.borrow();
        known
            .iter()
            .filter_map(Value::as_class)
            .any(|it| class.is_subclass(it))
    }

    /// The `__subclasshook__` of an abstract class of the program.
    fn subclass_hook(&mut self, class: &Rc<Class>) -> PyResult<Option<Value>> {
        if !self.has_subclass_hooks || class.lookup("__subclasshook__").is_none() {
            return Ok(None);
        }
        self.find_attribute(&Value::Class(class.clone()), "__subclasshook__")
    }

    /// What the metaclass says that the program has defined.
    fn class_hook(&mut self, class: &Value, name: &str, value: &Value) -> PyResult<Option<bool>> {
        if !self.has_metaclasses {
            return Ok(None);
        }
        match self.call_special(class, name, std::slice::from_ref(value))? {
            Some(answer) => self.truthy(&answer).map(Some),
            None => Ok(None),
        }
    }

    /// Whether the values of a class are numbers of the kind that a class of `numbers` stands for.
    fn is_number(&self, own: &Rc<Class>, kind: &str) -> bool {
        const KINDS: [&str; 5] = ["Number", "Complex", "Real", "Rational", "Integral"];
        let count = own.mro().find_map(|it| match it.name.as_ref() {
            "Decimal" if &*it.module == "decimal" => Some(1),
            name if self.types.is_builtin(it) => match name {
                "complex" => Some(2),
                "float" => Some(3),
                "int" => Some(5),
                _ => None,
            },
            _ => None,
        });
        KINDS.iter().take(count.unwrap_or(0)).any(|it| *it == kind)
    }

    /// The abstract base classes of `collections.abc` look at methods.
    fn structural_instance(&mut self, value: &Value, class: &Rc<Class>) -> Option<bool> {
        if class.module.as_ref() != "collections.abc" || class.get(REGISTERED).is_some() {
            return None;
        }
        let own = self.class_of(value);
        match class.name.as_ref() {
            "Callable" => Some(self.is_callable(value)),
            "Iterator" | "Iterable" if matches!(value.unboxed(), Value::Iterator(_)) => Some(true),
            _ => self.structural_subclass(&own, class),
        }
    }

    fn structural_subclass(&self, own: &Rc<Class>, class: &Rc<Class>) -> Option<bool> {
        if class.module.as_ref() == "numbers" {
            return Some(own.is_subclass(class) || self.is_number(own, &class.name));
        }
        if class.module.as_ref() != "collections.abc" {
            return None;
        }
        if own.is_subclass(class) {
            return Some(true);
        }
        let built_in = own
            .mro()
            .find(|it| self.types.is_builtin(it) && !Rc::ptr_eq(it, &self.types.object));
        let kind = built_in.map_or("", |it| it.name.as_ref());
        let has = |name: &str| own.lookup(name).is_some_and(|it| !it.is_none());
        let sequence = matches!(
            kind,
            "list" | "tuple" | "str" | "bytes" | "bytearray" | "range" | "memoryview"
        );
        let set = matches!(kind, "set" | "frozenset" | "dict_keys" | "dict_items");
        let mapping = matches!(kind, "dict" | "mappingproxy");
        let iterator = kind.ends_with("iterator")
            || matches!(
                kind,
                "generator" | "zip" | "map" | "filter" | "enumerate" | "reversed"
            );
        let container = sequence || set || mapping || kind == "dict_values";
        Some(match class.name.as_ref() {
            "Hashable" => match kind {
                "list" | "dict" | "set" | "bytearray" => false,
                _ => own.lookup("__hash__").is_none_or(|it| !it.is_none()),
            },
            "Callable" => {
                has("__call__")
                    || matches!(
                        kind,
                        "type" | "function" | "builtin_function_or_method" | "method"
                    )
            }
            "Sequence" => sequence,
            "MutableSequence" => matches!(kind, "list" | "bytearray"),
            "ByteString" => matches!(kind, "bytes" | "bytearray"),
            "Set" => set,
            "MutableSet" => kind == "set",
            "Mapping" => mapping,
            "MutableMapping" => kind == "dict",
            "Sized" => container || has("__len__"),
            "Container" => container || has("__contains__"),
            "Collection" => container || (has("__len__") && has("__iter__") && has("__contains__")),
            "Reversible" => sequence || mapping || has("__reversed__"),
            "Iterable" => container || iterator || has("__iter__"),
            "Iterator" => iterator || (has("__next__") && has("__iter__")),
            "Generator" => kind == "generator",
            "Awaitable" => has("__await__"),
            _ => false,
        })
    }
}
