//! Small modules, and those of which only the names matter here.

use std::rc::Rc;

use crate::python::arguments::{Arguments, Bound};
use crate::python::error::PyResult;
use crate::python::interpreter::Interpreter;
use crate::python::stdlib::{Constructor, functions};
use crate::python::types::byte_array::{ByteArray, bytes_like};
use crate::python::value::{Class, Dict, Instance, List, Module, Tuple, Value};

/// Where an abstract class has the classes that are registered with it.
pub(in crate::python) const REGISTERED: &str = "_abc_impl";

/// A module of this file by its name.
pub(super) fn module(interpreter: &mut Interpreter, name: &str) -> Option<Module> {
    Some(match name {
        "__future__" => future(),
        "abc" => abc(interpreter),
        "copy" => copy(),
        "importlib" => importlib(),
        "logging" => Module::new("logging"),
        "numbers" => numbers(interpreter),
        "string" => string(),
        "sys" => sys(interpreter),
        "textwrap" => textwrap(),
        "time" => time(),
        "types" => types(interpreter),
        "unicodedata" => unicodedata(),
        _ => return None,
    })
}

fn unicodedata() -> Module {
    let module = Module::new("unicodedata");
    functions(
        &module,
        &[
            ("normalize", "form, unistr, /", |py, mut a| {
                normalized(py, "normalize", &mut a).map(Value::str)
            }),
            ("is_normalized", "form, unistr, /", |py, mut a| {
                let text = a.get("unistr").cloned().unwrap_or(Value::None);
                let normal = normalized(py, "is_normalized", &mut a)?;
                Ok(Value::Bool(text.as_str() == Some(normal.as_str())))
            }),
        ],
    );
    module
}

fn normalized(
    interpreter: &mut Interpreter,
    name: &str,
    arguments: &mut Bound,
) -> PyResult<String> {
    // A character becomes few others, but for some that hardly anybody writes.
    const GROWTH: usize = 4;
    let (form, text) = (
        arguments.take_or_none("form"),
        arguments.take_or_none("unistr"),
    );
    for (place, value) in [(1, &form), (2, &text)] {
        if value.as_str().is_none() {
            let found = interpreter.operand_name(value);
            let message = format!("{name}() argument {place} must be str, not {found}");
            return Err(interpreter.type_error(message));
        }
    }
    let (form, text) = (
        form.as_text().unwrap_or_default(),
        text.as_text().unwrap_or_default(),
    );
    if !matches!(&*form, "NFC" | "NFD" | "NFKC" | "NFKD") {
        return Err(interpreter.value_error("invalid normalization form"));
    }
    interpreter.charge(text.len() / 8)?;
    interpreter.check_size(text.len().saturating_mul(GROWTH))?;
    if text.is_ascii() {
        return Ok(text.to_string());
    }
    Ok(unicode_normalization::normalized(&text, &form))
}

fn future() -> Module {
    let module = Module::new("__future__");
    for name in [
        "annotations",
        "division",
        "print_function",
        "unicode_literals",
        "absolute_import",
        "generators",
        "nested_scopes",
        "with_statement",
        "generator_stop",
    ] {
        module.set(name, Value::str(name));
    }
    module
}

fn abc(interpreter: &Interpreter) -> Module {
    let type_ = interpreter.types.type_();
    let metaclass = interpreter
        .class_builder("ABCMeta", "abc")
        .base(&type_)
        .method("register", register)
        .build();
    let base = interpreter
        .class_builder("ABC", "abc")
        .attribute("__metaclass__", Value::Class(metaclass.clone()))
        .build();
    let module = Module::new("abc").with_class(&base).with_class(&metaclass);
    functions(
        &module,
        &[
            ("abstractmethod", "funcobj, /", |py, a| mark_abstract(py, a)),
            ("abstractclassmethod", "funcobj, /", |py, a| {
                mark_abstract(py, a)
            }),
            ("abstractproperty", "funcobj, /", |py, a| {
                let function = mark_abstract(py, a)?;
                let property = Value::Class(py.types.property());
                py.call(&property, Arguments::positional(vec![function]))
            }),
        ],
    );
    module
}

/// `ABC.register(subclass)`: notes it with the abstract class.
fn register(interpreter: &mut Interpreter, arguments: Arguments) -> PyResult<Value> {
    let [Value::Class(class), subclass] = arguments.positional.as_slice() else {
        return Err(interpreter.type_error("Can only register classes"));
    };
    let Value::Class(other) = subclass else {
        return Err(interpreter.type_error("Can only register classes"));
    };
    if class.is_subclass(other) && !other.is_subclass(class) {
        let message = "Refusing to create an inheritance cycle";
        return Err(interpreter.raise("RuntimeError", message));
    }
    match class.get(REGISTERED) {
        Some(Value::List(known)) => known.borrow_mut().push(subclass.clone()),
        _ => class.set(REGISTERED, Value::list(vec![subclass.clone()])),
    }
    Ok(subclass.clone())
}

fn mark_abstract(interpreter: &mut Interpreter, mut arguments: Bound) -> PyResult<Value> {
    let function = arguments.take_or_none("funcobj");
    if let Value::Function(_) = &function {
        interpreter.set_attribute(&function, "__isabstractmethod__", Value::Bool(true))?;
    }
    Ok(function)
}

fn copy() -> Module {
    let module = Module::new("copy");
    functions(
        &module,
        &[
            ("copy", "x", |py, mut a| {
                let value = a.take_or_none("x");
                shallow(py, &value)
            }),
            ("deepcopy", "x, memo=None", |py, mut a| {
                let value = a.take_or_none("x");
                let mut copies = Vec::new();
                deep(py, &value, &mut copies)
            }),
        ],
    );
    module
}

fn shallow(interpreter: &mut Interpreter, value: &Value) -> PyResult<Value> {
    if let Some(result) = interpreter.call_special(value, "__copy__", &[])? {
        return Ok(result);
    }
    Ok(match value {
        Value::List(items) => Value::list(items.borrow().clone()),
        Value::Dict(dict) => Value::dict(dict.borrow().clone()),
        Value::Set(set) => Value::set(set.borrow().clone()),
        Value::Instance(instance) => Value::Instance(copied(instance)),
        Value::Iterator(native) if native.type_name() == "generator" => {
            return Err(interpreter.type_error("cannot pickle 'generator' object"));
        }
        other => other.clone(),
    })
}

fn copied(instance: &Rc<Instance>) -> Rc<Instance> {
    let copy = Instance::new(&instance.class);
    *copy.attributes.borrow_mut() = instance.attributes.borrow().clone();
    if let Some(native) = instance.native.get() {
        let inner = instance
            .native::<crate::python::value::access::Boxed>()
            .map(|boxed| match &boxed.0 {
                Value::List(items) => Value::list(items.borrow().clone()),
                Value::Dict(dict) => Value::dict(dict.borrow().clone()),
                Value::Set(set) => Value::set(set.borrow().clone()),
                other => other.clone(),
            });
        let native: Rc<dyn crate::python::NativeObject> = match inner {
            Some(inner) => Rc::new(crate::python::value::access::Boxed(inner)),
            None => match instance.native::<ByteArray>() {
                Some(array) => Rc::new(array.copied()),
                None => native.clone(),
            },
        };
        // The cell is new, so it is empty.
        let _ = copy.native.set(native);
    }
    copy
}

/// Copies with everything inside; `copies` keeps what has been copied, so that cycles stay cycles.
fn deep(
    interpreter: &mut Interpreter,
    value: &Value,
    copies: &mut Vec<(Value, Value)>,
) -> PyResult<Value> {
    if let Some((_, copy)) = copies
        .iter()
        .find(|(original, _)| original.is(value) && original.address().is_some())
    {
        return Ok(copy.clone());
    }
    interpreter.charge(1 + copies.len() / 8)?;
    interpreter.enter_native(" while calling a Python object")?;
    let result = deep_nested(interpreter, value, copies);
    interpreter.leave_native();
    result
}

fn deep_nested(
    interpreter: &mut Interpreter,
    value: &Value,
    copies: &mut Vec<(Value, Value)>,
) -> PyResult<Value> {
    if interpreter.special(value, "__deepcopy__").is_some() {
        let memo = Value::dict(Dict::default());
        let result = interpreter.call_special(value, "__deepcopy__", &[memo])?;
        let result = result.unwrap_or(Value::None);
        copies.push((value.clone(), result.clone()));
        return Ok(result);
    }
    match value {
        Value::Iterator(native) if native.type_name() == "generator" => {
            Err(interpreter.type_error("cannot pickle 'generator' object"))
        }
        Value::List(items) => {
            let copy = Rc::new(List::default());
            copies.push((value.clone(), Value::List(copy.clone())));
            let items = items.borrow().clone();
            for item in &items {
                let item = deep(interpreter, item, copies)?;
                copy.borrow_mut().push(item);
            }
            Ok(Value::List(copy))
        }
        Value::Dict(dict) => {
            let copy = Value::dict(Dict::default());
            copies.push((value.clone(), copy.clone()));
            let entries = dict.borrow().clone();
            for (key, inner) in entries.pairs() {
                let inner = deep(interpreter, inner, copies)?;
                interpreter.set_item(&copy, key, inner)?;
            }
            Ok(copy)
        }
        Value::Tuple(items) => {
            let mut copy = Vec::new();
            for item in items.iter() {
                copy.push(deep(interpreter, item, copies)?);
            }
            Ok(Value::Tuple(Rc::new(Tuple::new(copy))))
        }
        Value::Set(set) => Ok(Value::set(set.borrow().clone())),
        Value::Instance(instance)
            if crate::python::stdlib::enumeration::enum_member(value).is_none() =>
        {
            let copy = copied(instance);
            let result = Value::Instance(copy.clone());
            copies.push((value.clone(), result.clone()));
            let attributes = instance.attributes.borrow().clone();
            for (name, inner) in attributes {
                let inner = deep(interpreter, &inner, copies)?;
                copy.set(&name, inner);
            }
            Ok(result)
        }
        other => Ok(other.clone()),
    }
}

fn importlib() -> Module {
    let module = Module::new("importlib");
    functions(
        &module,
        &[
            ("import_module", "name, package=None", |py, mut a| {
                let name = a
                    .take("name")
                    .and_then(|it| it.as_text())
                    .unwrap_or_default();
                let level = name.len() - name.trim_start_matches('.').len();
                if level == 0 {
                    return py.import_module(&name).map(Value::Module);
                }
                let package = a
                    .take("package")
                    .and_then(|it| it.as_text())
                    .unwrap_or_default();
                let globals =
                    Rc::new(Module::new(&package).with("__package__", Value::Str(package)));
                let absolute = py.resolve(&name[level..], level as u32, &globals)?;
                py.import_module(&absolute).map(Value::Module)
            }),
            ("reload", "module, /", |py, _| {
                Err(py.unsupported("importlib.reload()"))
            }),
        ],
    );
    module
}

fn numbers(interpreter: &mut Interpreter) -> Module {
    let metaclass = interpreter.library_class("abc", "ABCMeta");
    let mut module = Module::new("numbers");
    let mut base: Option<Rc<Class>> = None;
    for name in ["Number", "Complex", "Real", "Rational", "Integral"] {
        let builder = interpreter.class_builder(name, "numbers");
        let class = match &base {
            Some(base) => builder.base(base).build(),
            None => builder
                .attribute("__metaclass__", Value::Class(metaclass.clone()))
                .build(),
        };
        module = module.with_class(&class);
        base = Some(class);
    }
    module
}

fn string() -> Module {
    let module = Module::new("string");
    let lower: String = ('a'..='z').collect();
    let upper: String = ('A'..='Z').collect();
    let punctuation = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";
    module.set("ascii_letters", Value::str(format!("{lower}{upper}")));
    module.set(
        "printable",
        Value::str(format!(
            "0123456789{lower}{upper}{punctuation} \t\n\r\x0b\x0c"
        )),
    );
    module.set("ascii_lowercase", Value::str(lower));
    module.set("ascii_uppercase", Value::str(upper));
    module.set("digits", Value::str("0123456789"));
    module.set("hexdigits", Value::str("0123456789abcdefABCDEF"));
    module.set("octdigits", Value::str("01234567"));
    module.set("punctuation", Value::str(punctuation));
    module.set("whitespace", Value::str(" \t\n\r\x0b\x0c"));
    functions(
        &module,
        &[("capwords", "s, sep=None", |_, mut a| {
            let text = a.take("s").and_then(|it| it.as_text()).unwrap_or_default();
            let capital = |word: &str| {
                let mut characters = word.chars();
                characters.next().map_or_else(String::new, |first| {
                    first.to_uppercase().collect::<String>() + &characters.as_str().to_lowercase()
                })
            };
            if let Some(separator) = a.take("sep").and_then(|it| it.as_text()) {
                let words: Vec<String> = text.split(&*separator).map(capital).collect();
                return Ok(Value::str(words.join(&separator)));
            }
            let words: Vec<String> = text.split_whitespace().map(capital).collect();
            Ok(Value::str(words.join(" ")))
        })],
    );
    module
}

fn sys(interpreter: &mut Interpreter) -> Module {
    let module = Module::new("sys");
    let parts = [3, 11, 7].map(Value::Int).into_iter();
    let parts: Vec<Value> = parts.chain([Value::str("final"), Value::Int(0)]).collect();
    let fields = ["major", "minor", "micro", "releaselevel", "serial"]
        .map(Value::str)
        .to_vec();
    let version = interpreter
        .import_module("collections")
        .ok()
        .and_then(|it| it.get("namedtuple"))
        .and_then(|make| {
            let arguments =
                Arguments::positional(vec![Value::str("version_info"), Value::list(fields)]);
            let class = interpreter.call(&make, arguments).ok()?;
            interpreter.call(&class, Arguments::positional(parts)).ok()
        });
    module.set("version_info", version.unwrap_or(Value::None));
    module.set("version", Value::str("3.11.7 (main)"));
    module.set("platform", Value::str("linux"));
    let implementation = interpreter
        .class_builder("SimpleNamespace", "types")
        .build();
    let implementation = Instance::new(&implementation);
    implementation.set("name", Value::str("cpython"));
    implementation.set("cache_tag", Value::str("cpython-311"));
    implementation.set("version", module.get("version_info").unwrap_or(Value::None));
    module.set("implementation", Value::Instance(implementation));
    module.set("argv", Value::list(vec![Value::str("manage.py")]));
    module.set(
        "path",
        Value::list(vec![Value::Str(interpreter.options().root.clone())]),
    );
    module.set("modules", Value::dict(Dict::default()));
    module.set("maxsize", Value::Int(i64::MAX));
    module.set("byteorder", Value::str("little"));
    module.set("executable", Value::str("python"));
    module.set("prefix", Value::str("/usr"));
    let stream = interpreter
        .class_builder("TextIOWrapper", "_io")
        .method("write", |py, arguments| {
            let text = arguments
                .positional
                .get(1)
                .and_then(Value::as_text)
                .unwrap_or_default();
            py.write_output(&text);
            Ok(Value::Int(text.chars().count() as i64))
        })
        .method("flush", |_, _| Ok(Value::None))
        .method("isatty", |_, _| Ok(Value::Bool(false)))
        .build();
    for name in ["stdout", "stderr", "stdin"] {
        module.set(name, Value::Instance(Instance::new(&stream)));
    }
    functions(
        &module,
        &[
            ("exit", "status=None, /", |py, mut a| {
                let class = py
                    .types
                    .find("SystemExit")
                    .unwrap_or_else(|| py.types.runtime_error());
                Err(py.raise_with(&class, vec![a.take_or_none("status")]))
            }),
            ("getrecursionlimit", "", |py, _| {
                Ok(Value::Int(py.options().limits.depth as i64))
            }),
            ("setrecursionlimit", "limit, /", |_, _| Ok(Value::None)),
            ("get_int_max_str_digits", "", |py, _| {
                Ok(Value::Int(py.digit_limit as i64))
            }),
            ("set_int_max_str_digits", "maxdigits", |py, mut a| {
                let limit = py.index_argument(&a.take_or_none("maxdigits"))?;
                let limit = usize::try_from(limit).ok();
                match limit.filter(|limit| *limit == 0 || *limit >= 640) {
                    Some(limit) => py.digit_limit = limit,
                    None => {
                        return Err(py.value_error("maxdigits must be 0 or larger than 640"));
                    }
                }
                Ok(Value::None)
            }),
            ("getsizeof", "object, default=None", |_, _| {
                Ok(Value::Int(64))
            }),
            ("exc_info", "", |py, _| {
                let exception = py.handling.last().cloned();
                Ok(Value::tuple(match exception {
                    Some(exception) => {
                        let traceback = py.get_attribute(&exception, "__traceback__")?;
                        vec![Value::Class(py.class_of(&exception)), exception, traceback]
                    }
                    None => vec![Value::None; 3],
                }))
            }),
            ("intern", "string, /", |_, mut a| {
                Ok(a.take_or_none("string"))
            }),
        ],
    );
    module
}

fn textwrap() -> Module {
    let module = Module::new("textwrap");
    functions(
        &module,
        &[("dedent", "text", |py, mut a| {
            let text = a.take_or_none("text");
            let Some(text) = text.as_text() else {
                let found = py.operand_name(&text);
                return Err(py.type_error(match bytes_like(&text) {
                    Some(_) => "cannot use a string pattern on a bytes-like object".to_owned(),
                    None => format!("expected string or bytes-like object, got '{found}'"),
                }));
            };
            Ok(Value::str(dedent(&text)))
        })],
    );
    module
}

fn dedent(text: &str) -> String {
    let indent = |line: &str| line.len() - line.trim_start_matches([' ', '\t']).len();
    let lines: Vec<&str> = text.split('\n').collect();
    let content = lines.iter().filter(|line| !line.trim().is_empty());
    let margin = content
        .map(|line| &line[..indent(line)])
        .reduce(|one, other| {
            let shared = one
                .bytes()
                .zip(other.bytes())
                .take_while(|(one, other)| one == other);
            &one[..shared.count()]
        })
        .unwrap_or("");
    let dedented: Vec<&str> = lines
        .iter()
        .map(|line| {
            if line.trim().is_empty() {
                ""
            } else {
                line.strip_prefix(margin).unwrap_or(line)
            }
        })
        .collect();
    dedented.join("\n")
}

fn time() -> Module {
    let module = Module::new("time");
    functions(
        &module,
        &[
            ("time", "", |py, _| {
                Ok(Value::Float(py.options().now as f64 / 1e6))
            }),
            ("time_ns", "", |py, _| {
                Ok(Value::Int(py.options().now.saturating_mul(1000)))
            }),
            ("monotonic", "", |_, _| Ok(Value::Float(0.0))),
            ("perf_counter", "", |_, _| Ok(Value::Float(0.0))),
            ("process_time", "", |_, _| Ok(Value::Float(0.0))),
            ("sleep", "seconds, /", |py, mut a| {
                let seconds = py.float_argument(&a.take_or_none("seconds"))?;
                if seconds < 0.0 {
                    return Err(py.value_error("sleep length must be non-negative"));
                }
                Ok(Value::None)
            }),
        ],
    );
    module
}

fn types(interpreter: &Interpreter) -> Module {
    let module = Module::new("types");
    for (name, class) in [
        ("FunctionType", "function"),
        ("LambdaType", "function"),
        ("MethodType", "method"),
        ("BuiltinFunctionType", "builtin_function_or_method"),
        ("ModuleType", "module"),
        ("GeneratorType", "generator"),
        ("NoneType", "NoneType"),
        ("EllipsisType", "ellipsis"),
        ("NotImplementedType", "NotImplementedType"),
        ("TracebackType", "traceback"),
        ("CellType", "cell"),
    ] {
        if let Some(class) = interpreter.types.find(class) {
            module.set(name, Value::Class(class));
        }
    }
    for name in ["GenericAlias", "UnionType"] {
        let class = interpreter.class_builder(name, "types").build();
        module.set(name, Value::Class(class));
    }
    let namespace = interpreter
        .class_builder("SimpleNamespace", "types")
        .native(Rc::new(Constructor(|_, class, arguments| {
            let namespace = Instance::new(class);
            for (name, value) in arguments.keywords {
                namespace.set(&name, value);
            }
            Ok(Value::Instance(namespace))
        })))
        .method("__repr__", |py, arguments| {
            let Some(Value::Instance(namespace)) = arguments.positional.first() else {
                return Ok(Value::None);
            };
            let mut parts = Vec::new();
            for (name, value) in namespace.attributes.borrow().clone() {
                parts.push(format!("{name}={}", py.repr(&value)?));
            }
            Ok(Value::str(format!("namespace({})", parts.join(", "))))
        })
        .method("__eq__", |py, arguments| {
            match arguments.positional.as_slice() {
                [Value::Instance(one), Value::Instance(other)] => {
                    let one = Value::dict(Dict::from_text_keys(one.attributes.borrow().clone()));
                    let other =
                        Value::dict(Dict::from_text_keys(other.attributes.borrow().clone()));
                    py.equals(&one, &other).map(Value::Bool)
                }
                _ => Ok(Value::NotImplemented),
            }
        })
        .build();
    module.set("SimpleNamespace", Value::Class(namespace));
    module
}
