//! `django`, `django.utils` and what is in it.

use std::rc::Rc;

use super::ModuleSet;
use crate::orm::deconstruct::DECONSTRUCTIBLE;
use crate::orm::lazy::{lazy, lazy_text};
use crate::python::value::Instance;
use crate::python::{Arguments, Class, Interpreter, NativeClass, NativeObject, PyResult, Value};

const FUNCTIONAL: &str = "django.utils.functional";

/// Adds the modules.
pub(super) fn add(modules: &mut ModuleSet, interpreter: &Interpreter) {
    let version = [
        Value::Int(5),
        Value::Int(2),
        Value::Int(19),
        Value::str("final"),
        Value::Int(0),
    ];
    modules
        .value("django", "VERSION", Value::tuple(version.to_vec()))
        .value("django", "__version__", Value::str("5.2.19"))
        .function("django", "get_version", |_, _| Ok(Value::str("5.2.19")))
        .function("django", "setup", |_, _| Ok(Value::None));
    functional(modules, interpreter);
    translation(modules);
    timezone(modules);
    text(modules);
    deconstruct(modules);
    safestring(modules);
    crypto(modules);
    modules.function(
        "django.utils.module_loading",
        "import_string",
        |interpreter, arguments| import_string(interpreter, &nth(&arguments, 0)),
    );
}

/// The attribute of a module that a dotted path names.
pub(super) fn import_string(interpreter: &mut Interpreter, path: &Value) -> PyResult<Value> {
    let path = interpreter.str(path)?;
    let Some((module, name)) = path.rsplit_once('.') else {
        let message = format!("{path} doesn't look like a module path");
        return Err(interpreter.raise("ImportError", message));
    };
    let imported = Value::Module(interpreter.import_module(module)?);
    match interpreter.get_attribute(&imported, name) {
        Err(error) if &*error.class_name() == "AttributeError" => {
            let message =
                format!("Module \"{module}\" does not define a \"{name}\" attribute/class");
            let raised = interpreter.raise("ImportError", message);
            Err(crate::orm::exceptions::raised_from(
                raised,
                &error.exception,
            ))
        }
        found => found,
    }
}

fn functional(modules: &mut ModuleSet, interpreter: &Interpreter) {
    let promise = interpreter.class_builder("Promise", FUNCTIONAL).build();
    let proxy = interpreter
        .class_builder("lazy.<locals>.__proxy__", FUNCTIONAL)
        .base(&promise)
        .build();
    modules
        .class(&promise)
        .value(FUNCTIONAL, "__proxy__", Value::Class(proxy));
    modules.function(FUNCTIONAL, "lazystr", |interpreter, arguments| {
        let text = first_text(interpreter, &arguments)?;
        lazy(interpreter, &text)
    });
    modules.function(FUNCTIONAL, "cached_property", |interpreter, arguments| {
        let property = interpreter
            .builtin("property")
            .map_or(Value::None, Value::Class);
        let function = arguments
            .positional
            .into_iter()
            .next()
            .unwrap_or(Value::None);
        interpreter.call(&property, Arguments::positional(vec![function]))
    });
    let class_property = interpreter
        .class_builder("classproperty", FUNCTIONAL)
        .native(Rc::new(ClassPropertyClass))
        .build();
    modules.class(&class_property);
    modules.function(FUNCTIONAL, "lazy", |_, arguments| {
        let function = arguments
            .positional
            .into_iter()
            .next()
            .unwrap_or(Value::None);
        Ok(Value::function(
            "lazy",
            FUNCTIONAL,
            move |interpreter, arguments| {
                let text = interpreter.call(&function, arguments)?;
                match lazy_text(&text) {
                    Some(text) => lazy(interpreter, &text),
                    None => Ok(text),
                }
            },
        ))
    });
}

/// `classproperty`.
struct ClassPropertyClass;

/// The function of a `classproperty`.
struct ClassProperty(Value);

impl NativeClass for ClassPropertyClass {
    fn init(
        &self,
        _interpreter: &mut Interpreter,
        instance: &Rc<Instance>,
        arguments: Arguments,
    ) -> PyResult<()> {
        let function = arguments.positional.into_iter().next();
        // The cell of a new instance is empty.
        let _ = instance
            .native
            .set(Rc::new(ClassProperty(function.unwrap_or(Value::None))));
        Ok(())
    }
}

impl NativeObject for ClassProperty {
    fn as_any(&self) -> &dyn std::any::Any {
        self
    }

    fn get(
        &self,
        interpreter: &mut Interpreter,
        _this: &Value,
        _instance: Option<&Value>,
        owner: &Rc<Class>,
    ) -> Option<PyResult<Value>> {
        let arguments = Arguments::positional(vec![Value::Class(owner.clone())]);
        Some(interpreter.call(&self.0, arguments))
    }

    fn release(&mut self, values: &mut Vec<Value>) {
        values.push(std::mem::replace(&mut self.0, Value::None));
    }
}

/// The sandbox has one language, the one in which the texts are written.
fn translation(modules: &mut ModuleSet) {
    const MODULE: &str = "django.utils.translation";
    for name in ["gettext", "gettext_noop", "ugettext"] {
        modules.function(MODULE, name, |interpreter, arguments| {
            Ok(Value::Str(first_text(interpreter, &arguments)?))
        });
    }
    modules.function(MODULE, "gettext_lazy", |interpreter, arguments| {
        let text = first_text(interpreter, &arguments)?;
        lazy(interpreter, &text)
    });
    modules.function(MODULE, "pgettext", |interpreter, arguments| {
        Ok(Value::Str(interpreter.str(&nth(&arguments, 1))?))
    });
    modules.function(MODULE, "pgettext_lazy", |interpreter, arguments| {
        let text = interpreter.str(&nth(&arguments, 1))?;
        lazy(interpreter, &text)
    });
    for name in ["ngettext", "ngettext_lazy"] {
        modules.function(MODULE, name, |_, arguments| {
            let singular = nth(&arguments, 2).as_i64() == Some(1);
            Ok(nth(&arguments, usize::from(!singular)))
        });
    }
    modules.function(MODULE, "get_language", |_, _| Ok(Value::str("en-us")));
    modules.function(MODULE, "check_for_language", |interpreter, arguments| {
        let languages = languages(interpreter, "django.conf.global_settings", "LANGUAGES")?;
        let code = nth(&arguments, 0).as_text().unwrap_or_default();
        Ok(Value::Bool(languages.contains(&code)))
    });
    modules.function(
        MODULE,
        "get_supported_language_variant",
        get_supported_language_variant,
    );
    modules.function(MODULE, "activate", |_, _| Ok(Value::None));
}

/// The codes of the languages that a setting lists.
fn languages(interpreter: &mut Interpreter, module: &str, name: &str) -> PyResult<Vec<Rc<str>>> {
    let module = Value::Module(interpreter.import_module(module)?);
    let owner = match name {
        "LANGUAGES" => module,
        name => interpreter.get_attribute(&module, name)?,
    };
    let listed = interpreter.get_attribute(&owner, "LANGUAGES")?;
    let mut codes = Vec::new();
    for language in interpreter.iterate(&listed)? {
        let parts = interpreter.iterate(&language)?;
        codes.extend(parts.first().and_then(Value::as_text));
    }
    Ok(codes)
}

/// The language of `LANGUAGES` that is nearest to a code: itself, a fallback of its, the language
/// without the country, or one of another country.
fn get_supported_language_variant(
    interpreter: &mut Interpreter,
    arguments: Arguments,
) -> PyResult<Value> {
    let given = nth(&arguments, 0);
    let code = given.as_text().unwrap_or_default();
    let strict = arguments.keywords.get("strict").and_then(Value::as_bool);
    let supported = languages(interpreter, "django.conf", "settings")?;
    let info = Value::Module(interpreter.import_module("django.conf.locale")?);
    let info = interpreter.get_attribute(&info, "LANG_INFO")?;
    let generic: Rc<str> = code.split('-').next().unwrap_or(&code).into();
    let mut possible = vec![code.clone()];
    if let Ok(entry) = interpreter.get_item(&info, &given)
        && let Ok(fallbacks) = interpreter.get_item(&entry, &Value::str("fallback"))
    {
        let fallbacks = interpreter.iterate(&fallbacks)?;
        possible.extend(fallbacks.iter().filter_map(Value::as_text));
    }
    possible.push(generic.clone());
    let country = format!("{generic}-");
    let found = possible
        .iter()
        .find(|code| supported.contains(code))
        .or_else(|| {
            let mut others = supported.iter();
            others.find(|other| strict != Some(true) && other.starts_with(&country))
        });
    match found.filter(|_| !code.is_empty()) {
        Some(found) => Ok(Value::Str(found.clone())),
        None => Err(interpreter.raise("LookupError", code.as_ref())),
    }
}

fn timezone(modules: &mut ModuleSet) {
    const MODULE: &str = "django.utils.timezone";
    modules.function(MODULE, "is_aware", |interpreter, arguments| {
        Ok(Value::Bool(is_aware(interpreter, &nth(&arguments, 0))?))
    });
    modules.function(MODULE, "is_naive", |interpreter, arguments| {
        Ok(Value::Bool(!is_aware(interpreter, &nth(&arguments, 0))?))
    });
    modules.function(MODULE, "now", |interpreter, _| now(interpreter));
    modules.function(MODULE, "get_default_timezone", |interpreter, _| {
        default_zone(interpreter)
    });
    modules.function(MODULE, "get_current_timezone", |interpreter, _| {
        default_zone(interpreter)
    });
    modules.function(MODULE, "make_aware", |interpreter, arguments| {
        let value = nth(&arguments, 0);
        let zone = zone_argument(interpreter, &arguments)?;
        interpreter.call_method(&value, "replace", Arguments::default().with("tzinfo", zone))
    });
    modules.function(MODULE, "make_naive", |interpreter, arguments| {
        let local = in_zone(interpreter, &arguments)?;
        interpreter.call_method(
            &local,
            "replace",
            Arguments::default().with("tzinfo", Value::None),
        )
    });
    modules.function(MODULE, "localtime", |interpreter, arguments| {
        in_zone(interpreter, &arguments)
    });
    modules.function(MODULE, "localdate", |interpreter, arguments| {
        let local = in_zone(interpreter, &arguments)?;
        interpreter.call_method(&local, "date", Arguments::default())
    });
    modules.function(MODULE, "get_fixed_timezone", |interpreter, arguments| {
        let datetime = Value::Module(interpreter.import_module("datetime")?);
        let minutes = Arguments::default().with("minutes", nth(&arguments, 0));
        let offset = interpreter.call_method(&datetime, "timedelta", minutes)?;
        interpreter.call_method(&datetime, "timezone", Arguments::positional(vec![offset]))
    });
}

/// Adds to `django.utils.timezone` what takes the interpreter to make.
pub(super) fn add_timezone_values(interpreter: &mut Interpreter) -> PyResult<()> {
    let module = interpreter.import_module("django.utils.timezone")?;
    let datetime = interpreter.import_module("datetime")?;
    for name in ["datetime", "timedelta", "timezone", "tzinfo"] {
        if let Some(value) = datetime.get(name) {
            module.set(name, value);
        }
    }
    Ok(())
}

/// `timezone.now()`: aware when `USE_TZ`, in the project's time zone otherwise.
fn now(interpreter: &mut Interpreter) -> PyResult<Value> {
    let datetime = interpreter.import_module("datetime")?;
    let class = datetime.get("datetime").unwrap_or(Value::None);
    let zone = datetime.get("timezone").unwrap_or(Value::None);
    let utc = interpreter.get_attribute(&zone, "utc")?;
    let now = interpreter.call_method(&class, "now", Arguments::positional(vec![utc]))?;
    let settings = settings(interpreter)?;
    let use_tz = interpreter.get_attribute(&settings, "USE_TZ")?;
    if interpreter.truthy(&use_tz)? {
        return Ok(now);
    }
    let zone = default_zone(interpreter)?;
    let local = interpreter.call_method(&now, "astimezone", Arguments::positional(vec![zone]))?;
    interpreter.call_method(
        &local,
        "replace",
        Arguments::default().with("tzinfo", Value::None),
    )
}

fn settings(interpreter: &mut Interpreter) -> PyResult<Value> {
    let module = interpreter.import_module("django.conf")?;
    Ok(module.get("settings").unwrap_or(Value::None))
}

fn default_zone(interpreter: &mut Interpreter) -> PyResult<Value> {
    let settings = settings(interpreter)?;
    let name = interpreter.get_attribute(&settings, "TIME_ZONE")?;
    let module = Value::Module(interpreter.import_module("zoneinfo")?);
    interpreter.call_method(&module, "ZoneInfo", Arguments::positional(vec![name]))
}

fn zone_argument(interpreter: &mut Interpreter, arguments: &Arguments) -> PyResult<Value> {
    let given = arguments
        .positional
        .get(1)
        .or_else(|| arguments.keywords.get("timezone"));
    match given {
        Some(zone) if !zone.is_none() => Ok(zone.clone()),
        _ => default_zone(interpreter),
    }
}

fn in_zone(interpreter: &mut Interpreter, arguments: &Arguments) -> PyResult<Value> {
    let value = match nth(arguments, 0) {
        Value::None => now(interpreter)?,
        value => value,
    };
    let zone = zone_argument(interpreter, arguments)?;
    interpreter.call_method(&value, "astimezone", Arguments::positional(vec![zone]))
}

fn is_aware(interpreter: &mut Interpreter, value: &Value) -> PyResult<bool> {
    let offset = interpreter.call_method(value, "utcoffset", Arguments::default())?;
    Ok(!offset.is_none())
}

fn text(modules: &mut ModuleSet) {
    const MODULE: &str = "django.utils.text";
    modules.function(MODULE, "slugify", |interpreter, arguments| {
        let text = first_text(interpreter, &arguments)?;
        let unicode = match arguments
            .positional
            .get(1)
            .or_else(|| arguments.keywords.get("allow_unicode"))
        {
            Some(value) => interpreter.truthy(value)?,
            None => false,
        };
        Ok(Value::str(slugify(&text, unicode)))
    });
    modules.function(MODULE, "capfirst", |interpreter, arguments| {
        let text = first_text(interpreter, &arguments)?;
        Ok(Value::str(capfirst(&text)))
    });
    modules.function(MODULE, "format_lazy", |interpreter, arguments| {
        let mut arguments = arguments;
        let template = arguments.take_receiver().unwrap_or(Value::None);
        let template = Value::Str(interpreter.str(&template)?);
        let text = interpreter.call_method(&template, "format", arguments)?;
        let text = interpreter.str(&text)?;
        lazy(interpreter, &text)
    });
    modules.function(MODULE, "camel_case_to_spaces", |interpreter, arguments| {
        let text = first_text(interpreter, &arguments)?;
        Ok(Value::str(crate::orm::model::camel_case_to_spaces(&text)))
    });
}

/// `capfirst`: the first letter in upper case.
pub(crate) fn capfirst(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters).collect()
}

/// `slugify`: letters, digits, underscores and hyphens in lower case.
fn slugify(text: &str, allow_unicode: bool) -> String {
    let kept: String = text
        .to_lowercase()
        .chars()
        .filter_map(|letter| {
            if allow_unicode {
                Some(letter)
            } else {
                unaccented(letter)
            }
        })
        .filter(|letter| {
            letter.is_alphanumeric() || matches!(letter, '_' | '-') || letter.is_whitespace()
        })
        .collect();
    let mut slug = String::new();
    for letter in kept.trim().chars() {
        let letter = if letter.is_whitespace() { '-' } else { letter };
        if letter != '-' || !slug.ends_with('-') {
            slug.push(letter);
        }
    }
    slug.trim_matches(['-', '_']).to_owned()
}

/// The letter without its accent, as NFKD and ASCII leave it; the accented letters of Latin-1 and
/// Latin Extended-A that have a plain form.
fn unaccented(letter: char) -> Option<char> {
    const ACCENTED: &[(&str, char)] = &[
        ("àáâãäåāăą", 'a'),
        ("çćĉċč", 'c'),
        ("ďđ", 'd'),
        ("èéêëēĕėęě", 'e'),
        ("ĝğġģ", 'g'),
        ("ĥ", 'h'),
        ("ìíîïĩīĭį", 'i'),
        ("ĵ", 'j'),
        ("ķ", 'k'),
        ("ĺļľ", 'l'),
        ("ñńņň", 'n'),
        ("òóôõöōŏő", 'o'),
        ("ŕŗř", 'r'),
        ("śŝşš", 's'),
        ("ţť", 't'),
        ("ùúûüũūŭůűų", 'u'),
        ("ŵ", 'w'),
        ("ýÿŷ", 'y'),
        ("źżž", 'z'),
    ];
    if letter.is_ascii() {
        return Some(letter);
    }
    ACCENTED
        .iter()
        .find(|(letters, _)| letters.contains(letter))
        .map(|(_, plain)| *plain)
}

/// `@deconstructible` and `@deconstructible(path="…")`.
fn deconstruct(modules: &mut ModuleSet) {
    const MODULE: &str = "django.utils.deconstruct";
    modules.function(MODULE, "deconstructible", |_, arguments| {
        if let Some(class) = arguments.positional.first().and_then(Value::as_class) {
            return Ok(mark(class, Value::None));
        }
        let path = arguments
            .keywords
            .get("path")
            .cloned()
            .unwrap_or(Value::None);
        Ok(Value::function("decorator", MODULE, move |_, arguments| {
            let decorated = nth(&arguments, 0);
            Ok(match decorated.as_class() {
                Some(class) => mark(class, path.clone()),
                None => decorated,
            })
        }))
    });
}

fn mark(class: &Rc<Class>, path: Value) -> Value {
    class.set(DECONSTRUCTIBLE, path);
    Value::Class(class.clone())
}

fn safestring(modules: &mut ModuleSet) {
    for (module, names) in [
        ("django.utils.safestring", &["mark_safe", "SafeString"][..]),
        (
            "django.utils.html",
            &["escape", "conditional_escape", "strip_tags", "mark_safe"][..],
        ),
        ("django.utils.encoding", &["force_str", "smart_str"][..]),
    ] {
        for name in names {
            modules.function(module, name, |interpreter, arguments| {
                Ok(Value::Str(first_text(interpreter, &arguments)?))
            });
        }
    }
    modules.function(
        "django.utils.html",
        "format_html",
        |interpreter, arguments| {
            let mut arguments = arguments;
            let template = arguments.take_receiver().unwrap_or(Value::None);
            interpreter.call_method(&template, "format", arguments)
        },
    );
}

fn crypto(modules: &mut ModuleSet) {
    const MODULE: &str = "django.utils.crypto";
    const LETTERS: &str = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    modules.function(MODULE, "get_random_string", |interpreter, arguments| {
        let length = nth(&arguments, 0);
        let allowed = arguments
            .positional
            .get(1)
            .or_else(|| arguments.keywords.get("allowed_chars"));
        let allowed = allowed.cloned().unwrap_or_else(|| Value::str(LETTERS));
        let random = Value::Module(interpreter.import_module("random")?);
        let call = Arguments::positional(vec![allowed]).with("k", length);
        let letters = interpreter.call_method(&random, "choices", call)?;
        interpreter.call_method(
            &Value::str(""),
            "join",
            Arguments::positional(vec![letters]),
        )
    });
}

/// A positional argument, or `None`.
pub(super) fn nth(arguments: &Arguments, index: usize) -> Value {
    arguments
        .positional
        .get(index)
        .cloned()
        .unwrap_or(Value::None)
}

fn first_text(interpreter: &mut Interpreter, arguments: &Arguments) -> PyResult<Rc<str>> {
    let first = arguments
        .positional
        .first()
        .or_else(|| arguments.keywords.values().next());
    let first = first.cloned().unwrap_or(Value::None);
    interpreter.str(&first)
}

#[cfg(test)]
mod tests {
    use super::slugify;

    #[test]
    fn makes_slugs_as_django_does() {
        let check = |text, slug| assert_eq!(slugify(text, false), slug);
        check(" Hello,  World! ", "hello-world");
        check("Joel is a slug", "joel-is-a-slug");
        check("__strip__underscore-value___", "strip__underscore-value");
        check("spam & īggs", "spam-iggs");
    }
}
