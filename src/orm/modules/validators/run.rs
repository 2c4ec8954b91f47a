//! Calls of validators.

use std::net::{Ipv4Addr, Ipv6Addr};

use crate::orm::exceptions::validation_error;
use crate::orm::fields::is_callable;
use crate::python::{Arguments, Interpreter, PyResult, Value};

/// `validator(value)` of a validator whose nearest class of Django's is `class`.
///
/// # Errors
///
/// `ValidationError`; for classes that the sandbox does not run, the error that names them.
pub(super) fn call(
    interpreter: &mut Interpreter,
    class: &str,
    this: &Value,
    value: &Value,
) -> PyResult<Value> {
    let refused = match class {
        "RegexValidator" => !matches_regex(interpreter, this, value)?,
        "EmailValidator" => !is_email(interpreter, this, value)?,
        "ProhibitNullCharactersValidator" => interpreter.str(value)?.contains('\0'),
        "MaxValueValidator" | "MinValueValidator" | "MaxLengthValidator" | "MinLengthValidator" => {
            return limit(interpreter, class, this, value);
        }
        _ => return Err(interpreter.unsupported(&format!("{class}.__call__()"))),
    };
    if !refused {
        return Ok(Value::None);
    }
    let (message, code) = match class {
        "RegexValidator" => ("Enter a valid value.", "invalid"),
        "EmailValidator" => ("Enter a valid email address.", "invalid"),
        _ => (
            "Null characters are not allowed.",
            "null_characters_not_allowed",
        ),
    };
    refuse(
        interpreter,
        this,
        message,
        code,
        &[("value", value.clone())],
    )
}

fn refuse(
    interpreter: &mut Interpreter,
    this: &Value,
    message: &str,
    code: &str,
    params: &[(&str, Value)],
) -> PyResult<Value> {
    let own_message = interpreter.find_attribute(this, "message")?;
    let own_code = interpreter.find_attribute(this, "code")?;
    Err(validation_error(
        interpreter,
        own_message.unwrap_or_else(|| Value::str(message)),
        own_code.unwrap_or_else(|| Value::str(code)),
        params,
    )?)
}

fn matches_regex(interpreter: &mut Interpreter, this: &Value, value: &Value) -> PyResult<bool> {
    let re = Value::Module(interpreter.import_module("re")?);
    let regex = interpreter.find_attribute(this, "regex")?;
    let mut regex = regex.unwrap_or_else(|| Value::str(""));
    if regex.as_str().is_some() {
        let flags = interpreter.find_attribute(this, "flags")?;
        let arguments = vec![regex, flags.unwrap_or(Value::Int(0))];
        regex = interpreter.call_method(&re, "compile", Arguments::positional(arguments))?;
    }
    let text = Value::Str(interpreter.str(value)?);
    let found = interpreter.call_method(&regex, "search", Arguments::positional(vec![text]))?;
    let inverse = interpreter.find_attribute(this, "inverse_match")?;
    let inverse = interpreter.truthy(&inverse.unwrap_or(Value::None))?;
    Ok(found.is_none() == inverse)
}

/// `BaseValidator.__call__`.
fn limit(
    interpreter: &mut Interpreter,
    class: &str,
    this: &Value,
    value: &Value,
) -> PyResult<Value> {
    let shown = match class.ends_with("LengthValidator") {
        true => Value::Int(i64::try_from(interpreter.length(value)?).unwrap_or(i64::MAX)),
        false => value.clone(),
    };
    let mut limit = interpreter.get_attribute(this, "limit_value")?;
    if is_callable(interpreter, &limit)? {
        limit = interpreter.call(&limit, Arguments::default())?;
    }
    let order = interpreter.compare(&shown, &limit)?;
    let refused = match class.starts_with("Max") {
        true => order.is_gt(),
        false => order.is_lt(),
    };
    if !refused {
        return Ok(Value::None);
    }
    let characters = match limit.as_i64() {
        Some(1) => "character",
        _ => "characters",
    };
    let (message, code) = match class {
        "MaxValueValidator" => (
            "Ensure this value is less than or equal to %(limit_value)s.".to_owned(),
            "max_value",
        ),
        "MinValueValidator" => (
            "Ensure this value is greater than or equal to %(limit_value)s.".to_owned(),
            "min_value",
        ),
        _ => {
            let (most, code) = match class.starts_with("Max") {
                true => ("most", "max_length"),
                false => ("least", "min_length"),
            };
            let message = format!(
                "Ensure this value has at {most} %(limit_value)d {characters} (it has \
                 %(show_value)d)."
            );
            (message, code)
        }
    };
    let params = [
        ("limit_value", limit),
        ("show_value", shown),
        ("value", value.clone()),
    ];
    refuse(interpreter, this, &message, code, &params)
}

fn is_email(interpreter: &mut Interpreter, this: &Value, value: &Value) -> PyResult<bool> {
    /// RFC 3696, section 3.
    const LONGEST: usize = 320;
    let text = value.as_text().unwrap_or_default();
    let Some((user, domain)) = text.rsplit_once('@') else {
        return Ok(false);
    };
    if text.chars().count() > LONGEST || !is_user_part(user) {
        return Ok(false);
    }
    let allowed = match interpreter.find_attribute(this, "allowlist")? {
        Some(allowlist) => interpreter.contains(&allowlist, &Value::str(domain))?,
        None => domain == "localhost",
    };
    Ok(allowed || is_domain(domain) || is_address(domain))
}

/// Words with dots between, or a quoted text.
fn is_user_part(user: &str) -> bool {
    // Regular expressions that ignore case take the last four for letters.
    let is_atom = |letter: char| {
        letter.is_ascii_alphanumeric() || "-!#$%&'*+/=?^_`{}|~İıſ\u{212a}".contains(letter)
    };
    let is_word = |word: &str| !word.is_empty() && word.chars().all(is_atom);
    user.split('.').all(is_word) || is_quoted(user)
}

fn is_quoted(user: &str) -> bool {
    let inside = user.strip_prefix('"').and_then(|it| it.strip_suffix('"'));
    let Some(inside) = inside else {
        return false;
    };
    let mut letters = inside.chars();
    while let Some(letter) = letters.next() {
        let (escaped, letter) = match letter {
            '\\' => (true, letters.next().unwrap_or('\0')),
            plain => (false, plain),
        };
        let is_allowed = match letter {
            '\u{1}'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{7f}' => true,
            '\t' | ' ' | '"' | '\\' => escaped,
            _ => letter.is_ascii_graphic(),
        };
        if !is_allowed {
            return false;
        }
    }
    true
}

fn is_domain(domain: &str) -> bool {
    let is_letter =
        |letter: char| letter.is_ascii_alphabetic() || ('\u{a1}'..='\u{ffff}').contains(&letter);
    let is_label = |label: &str, least: usize, digits: bool| {
        let fits = (least..=63).contains(&label.chars().count());
        let is_part = |it: char| it == '-' || is_letter(it) || (digits && it.is_ascii_digit());
        fits && !label.starts_with('-') && !label.ends_with('-') && label.chars().all(is_part)
    };
    let Some((labels, top)) = domain.rsplit_once('.') else {
        return false;
    };
    let ascii = top.get(..4).filter(|it| it.eq_ignore_ascii_case("xn--"));
    let is_ascii = ascii.is_some_and(|_| {
        let rest = &top[4..];
        (1..=59).contains(&rest.len()) && rest.bytes().all(|it| it.is_ascii_alphanumeric())
    });
    labels.split('.').all(|label| is_label(label, 1, true)) && (is_ascii || is_label(top, 2, false))
}

/// An address between brackets.
fn is_address(domain: &str) -> bool {
    let inside = domain.strip_prefix('[').and_then(|it| it.strip_suffix(']'));
    inside.is_some_and(|it| it.parse::<Ipv4Addr>().is_ok() || it.parse::<Ipv6Addr>().is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn domains_and_users_are_those_of_djangos_expressions() {
        for domain in [
            "example.com",
            "a.b-c.de",
            "xn--80ak6aa92e.com",
            "пример.рф",
            "a.xn--p1ai",
        ] {
            assert!(is_domain(domain), "{domain}");
        }
        for domain in [
            "", "com", "-a.com", "a-.com", "a..com", "a.c", "a.c1", "a.com.", "a b.com",
        ] {
            assert!(!is_domain(domain), "{domain}");
        }
        for user in ["a", "a.b", "a+b", "\"a\\ b\"", "\"a@b\""] {
            assert!(is_user_part(user), "{user}");
        }
        for user in ["", ".a", "a.", "a..b", "a b", "\"a b\"", "\"a\"b\""] {
            assert!(!is_user_part(user), "{user}");
        }
        assert!(is_address("[127.0.0.1]") && is_address("[::1]") && !is_address("[x]"));
    }
}
