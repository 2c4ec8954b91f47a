//! `django.core.validators`: validators are written into migrations, and a field that cleans a value
//! runs them.

mod limits;
mod run;

use std::rc::Rc;

use super::utils::nth;
use crate::orm::deconstruct::DECONSTRUCTIBLE;
use crate::python::value::Instance;
use crate::python::{
    Arguments, ClassBuilder, Interpreter, Module, NativeClass, PyResult, Signature, Value,
};

const MODULE: &str = "django.core.validators";

/// Name, base, the class whose `__init__` reads the arguments, parameters.
const CLASSES: &[(&str, &str, &str, &str)] = &[
    (
        "RegexValidator",
        "",
        "RegexValidator.__init__",
        "regex=None, message=None, code=None, inverse_match=None, flags=None",
    ),
    (
        "DomainNameValidator",
        "RegexValidator",
        "DomainNameValidator.__init__",
        "*, accept_idna=True, **kwargs",
    ),
    (
        "URLValidator",
        "RegexValidator",
        "URLValidator.__init__",
        "schemes=None, **kwargs",
    ),
    (
        "EmailValidator",
        "",
        "EmailValidator.__init__",
        "message=None, code=None, allowlist=None",
    ),
    (
        "BaseValidator",
        "",
        "BaseValidator.__init__",
        "limit_value, message=None",
    ),
    (
        "MaxValueValidator",
        "BaseValidator",
        "BaseValidator.__init__",
        "limit_value, message=None",
    ),
    (
        "MinValueValidator",
        "BaseValidator",
        "BaseValidator.__init__",
        "limit_value, message=None",
    ),
    (
        "StepValueValidator",
        "BaseValidator",
        "StepValueValidator.__init__",
        "limit_value, message=None, offset=None",
    ),
    (
        "MinLengthValidator",
        "BaseValidator",
        "BaseValidator.__init__",
        "limit_value, message=None",
    ),
    (
        "MaxLengthValidator",
        "BaseValidator",
        "BaseValidator.__init__",
        "limit_value, message=None",
    ),
    (
        "DecimalValidator",
        "",
        "DecimalValidator.__init__",
        "max_digits, decimal_places",
    ),
    (
        "FileExtensionValidator",
        "",
        "FileExtensionValidator.__init__",
        "allowed_extensions=None, message=None, code=None",
    ),
    (
        "ProhibitNullCharactersValidator",
        "",
        "ProhibitNullCharactersValidator.__init__",
        "message=None, code=None",
    ),
];

/// Functions of the module.
const FUNCTIONS: &[&str] = &[
    "validate_integer",
    "validate_ipv4_address",
    "validate_ipv6_address",
    "validate_ipv46_address",
    "validate_image_file_extension",
    "get_available_image_extensions",
    "ip_address_validators",
];

const SLUG: &str = "Enter a valid “slug” consisting of letters, numbers, underscores or hyphens.";
const UNICODE_SLUG: &str =
    "Enter a valid “slug” consisting of Unicode letters, numbers, underscores, or hyphens.";

/// Makes the module importable.
pub(super) fn add(interpreter: &mut Interpreter) {
    let module = Rc::new(Module::new(MODULE));
    for (name, base, reader, parameters) in CLASSES {
        let native = ValidatorClass {
            signature: Signature::new(reader, parameters),
        };
        let mut builder = interpreter
            .class_builder(name, MODULE)
            .native(Rc::new(native))
            .attribute(DECONSTRUCTIBLE, Value::None)
            .method("__call__", move |interpreter, arguments| {
                let (this, value) = (nth(&arguments, 0), nth(&arguments, 1));
                run::call(interpreter, name, &this, &value)
            })
            .method("__eq__", |interpreter, arguments| {
                let (this, other) = (nth(&arguments, 0), nth(&arguments, 1));
                is_same(interpreter, &this, &other).map(Value::Bool)
            });
        if *name == "URLValidator" {
            builder = url_patterns(builder);
        }
        if limits::FAMILY.contains(name) {
            builder = limits::with_steps(builder, name);
        }
        if let Some(base) = module.get(base).as_ref().and_then(Value::as_class) {
            builder = builder.base(base);
        }
        let class = builder.build();
        module.set(name, Value::Class(class));
    }
    for name in FUNCTIONS {
        let function = Value::function(name, MODULE, move |interpreter, arguments| {
            run::function(interpreter, name, &nth(&arguments, 0))
        });
        module.set(name, function);
    }
    let list = Value::list(Vec::new());
    let empty_values = vec![
        Value::None,
        Value::str(""),
        list,
        Value::tuple(Vec::new()),
        Value::dict(crate::python::Dict::default()),
    ];
    module.set("EMPTY_VALUES", Value::tuple(empty_values));
    interpreter.register(module.clone());
    // Without the standard library's modules these names are missing, and importing them says so.
    let _ = add_instances(interpreter, &module);
}

/// Whether two validators are of a class and refuse the same with the same words.
fn is_same(interpreter: &mut Interpreter, this: &Value, other: &Value) -> PyResult<bool> {
    let (Some(one), Some(two)) = (this.as_instance(), other.as_instance()) else {
        return Ok(false);
    };
    let (one, two, is_one) = (one.clone(), two.clone(), two.class.is_subclass(&one.class));
    let (one, two) = (
        one.attributes.borrow().clone(),
        two.attributes.borrow().clone(),
    );
    if !is_one || one.len() != two.len() {
        return Ok(false);
    }
    for (name, value) in &one {
        let Some(other) = two.get(name) else {
            return Ok(false);
        };
        if !interpreter.equals(value, other)? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// The parts of the pattern for URLs, which projects put together anew.
fn url_patterns(builder: ClassBuilder) -> ClassBuilder {
    const UL: &str = "\u{a1}-\u{ffff}";
    let ipv4 = r"(?:0|25[0-5]|2[0-4][0-9]|1[0-9]?[0-9]?|[1-9][0-9]?)(?:\.(?:0|25[0-5]|2[0-4][0-9]|1[0-9]?[0-9]?|[1-9][0-9]?)){3}";
    let hostname = format!("[a-z{UL}0-9](?:[a-z{UL}0-9-]{{0,61}}[a-z{UL}0-9])?");
    let domain = format!(r"(?:\.(?!-)[a-z{UL}0-9-]{{1,63}}(?<!-))*");
    let tld = format!(r"\.(?!-)(?:[a-z{UL}-]{{2,63}}|xn--[a-z0-9]{{1,59}})(?<!-)\.?");
    let host = format!("({hostname}{domain}{tld}|localhost)");
    let schemes = ["http", "https", "ftp", "ftps"].map(Value::str).to_vec();
    [
        ("ul", UL),
        ("ipv4_re", ipv4),
        ("ipv6_re", r"\[[0-9a-f:.]+\]"),
        ("hostname_re", &hostname),
        ("domain_re", &domain),
        ("tld_re", &tld),
        ("host_re", &host),
    ]
    .into_iter()
    .fold(builder, |builder, (name, pattern)| {
        builder.attribute(name, Value::str(pattern))
    })
    .attribute("schemes", Value::list(schemes))
    .attribute("max_length", Value::Int(2048))
}

/// The validators that are instances: `validate_slug` and the like.
fn add_instances(interpreter: &mut Interpreter, module: &Rc<Module>) -> PyResult<()> {
    let call = |interpreter: &mut Interpreter, class: &str, arguments: Vec<Value>| {
        let class = module.get(class).unwrap_or(Value::None);
        interpreter.call(&class, Arguments::positional(arguments))
    };
    for (name, pattern, message) in [
        ("validate_slug", r"^[-a-zA-Z0-9_]+\Z", SLUG),
        ("validate_unicode_slug", r"^[-\w]+\Z", UNICODE_SLUG),
        (
            "validate_comma_separated_integer_list",
            r"^\d+(?:,\d+)*\Z",
            "Enter only digits separated by commas.",
        ),
    ] {
        let re = Value::Module(interpreter.import_module("re")?);
        let pattern = Arguments::positional(vec![Value::str(pattern)]);
        let pattern = interpreter.call_method(&re, "compile", pattern)?;
        let message = crate::orm::lazy::lazy(interpreter, message)?;
        let validator = call(
            interpreter,
            "RegexValidator",
            vec![pattern, message, Value::str("invalid")],
        )?;
        module.set(name, validator);
    }
    for (name, class) in [
        ("validate_email", "EmailValidator"),
        ("validate_domain_name", "DomainNameValidator"),
    ] {
        let validator = call(interpreter, class, Vec::new())?;
        module.set(name, validator);
    }
    let int_list = Value::function("int_list_validator", MODULE, int_list_validator);
    module.set("int_list_validator", int_list);
    Ok(())
}

/// `int_list_validator(sep=",", message=None, code="invalid", allow_negative=False)`.
fn int_list_validator(interpreter: &mut Interpreter, arguments: Arguments) -> PyResult<Value> {
    const SIGNATURE: Signature = Signature::new(
        "int_list_validator",
        "sep=',', message=None, code='invalid', allow_negative=False",
    );
    let mut bound = SIGNATURE.bind(interpreter, arguments)?;
    let re = Value::Module(interpreter.import_module("re")?);
    let separator = bound.take("sep").unwrap_or_else(|| Value::str(","));
    let separator = Arguments::positional(vec![separator]);
    let separator = interpreter.call_method(&re, "escape", separator)?;
    let separator = interpreter.str(&separator)?;
    let negative = bound.take_or_none("allow_negative");
    let sign = if interpreter.truthy(&negative)? {
        "(-)?"
    } else {
        ""
    };
    let pattern = format!(r"^{sign}\d+(?:{separator}{sign}\d+)*\Z");
    let pattern = Arguments::positional(vec![Value::str(pattern)]);
    let pattern = interpreter.call_method(&re, "compile", pattern)?;
    let class = interpreter.import_module(MODULE)?.get("RegexValidator");
    let arguments = Arguments::positional(vec![pattern])
        .with("message", bound.take_or_none("message"))
        .with(
            "code",
            bound.take("code").unwrap_or_else(|| Value::str("invalid")),
        );
    interpreter.call(&class.unwrap_or(Value::None), arguments)
}

/// A validator class.
struct ValidatorClass {
    signature: Signature,
}

impl NativeClass for ValidatorClass {
    fn init(
        &self,
        interpreter: &mut Interpreter,
        instance: &Rc<Instance>,
        arguments: Arguments,
    ) -> PyResult<()> {
        let bound = self.signature.bind(interpreter, arguments)?;
        for (name, value) in bound.into_values() {
            if !value.is_none() {
                instance.set(&name, value);
            }
        }
        Ok(())
    }
}
