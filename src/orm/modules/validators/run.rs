//! Calls of validators.

use std::net::{Ipv4Addr, Ipv6Addr};

use super::limits;
use crate::orm::exceptions::validation_error;
use crate::python::{Arguments, Interpreter, PyResult, Value};

/// RFC 1034, section 3.1; a full host name leaves two characters for its ends.
const LONGEST_DOMAIN: usize = 255;
const LONGEST_HOST: usize = 253;
const LONGEST_LABEL: usize = 63;

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
        "URLValidator" => !is_url(interpreter, this, value)?,
        "DomainNameValidator" => {
            let domain = value
                .as_str()
                .filter(|it| it.chars().count() <= LONGEST_DOMAIN);
            let idna = interpreter.find_attribute(this, "accept_idna")?;
            let idna = interpreter.truthy(&idna.unwrap_or(Value::Bool(true)))?;
            let is_fine = |it: &str| is_domain(it.strip_suffix('.').unwrap_or(it));
            !domain.is_some_and(|it| (idna || it.is_ascii()) && is_fine(it))
        }
        "ProhibitNullCharactersValidator" => interpreter.str(value)?.contains('\0'),
        _ if limits::FAMILY.contains(&class) => {
            return limits::call(interpreter, class, this, value);
        }
        "FileExtensionValidator" => return file_extension(interpreter, this, value),
        "DecimalValidator" => return decimal(interpreter, this, value),
        _ => return Err(interpreter.unsupported(&format!("{class}.__call__()"))),
    };
    if !refused {
        return Ok(Value::None);
    }
    let (message, code) = match class {
        "RegexValidator" => ("Enter a valid value.", "invalid"),
        "EmailValidator" => ("Enter a valid email address.", "invalid"),
        "URLValidator" => ("Enter a valid URL.", "invalid"),
        "DomainNameValidator" => ("Enter a valid domain name.", "invalid"),
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

/// A validator that is a function.
///
/// # Errors
///
/// `ValidationError`; for functions that the sandbox does not run, the error that names them.
pub(super) fn function(
    interpreter: &mut Interpreter,
    name: &str,
    value: &Value,
) -> PyResult<Value> {
    let text = interpreter.str(value)?;
    let (is_four, is_six) = (
        text.parse::<Ipv4Addr>().is_ok(),
        text.parse::<Ipv6Addr>().is_ok(),
    );
    let (is_fine, protocol) = match name {
        "validate_ipv4_address" => (is_four, "IPv4"),
        "validate_ipv6_address" => (is_six, "IPv6"),
        "validate_ipv46_address" => (is_four || is_six, "IPv4 or IPv6"),
        "validate_integer" => {
            let digits = text.strip_prefix('-').unwrap_or(&text);
            if !digits.is_empty() && digits.chars().all(char::is_numeric) {
                return Ok(Value::None);
            }
            return invalid(interpreter, "Enter a valid integer.", value, &[]);
        }
        _ => return Err(interpreter.unsupported(&format!("{name}()"))),
    };
    if is_fine {
        return Ok(Value::None);
    }
    let protocol = [("protocol", Value::str(protocol))];
    invalid(
        interpreter,
        "Enter a valid %(protocol)s address.",
        value,
        &protocol,
    )
}

/// A `ValidationError` of the code `invalid`.
fn invalid(
    interpreter: &mut Interpreter,
    message: &str,
    value: &Value,
    params: &[(&str, Value)],
) -> PyResult<Value> {
    let mut all = params.to_vec();
    all.push(("value", value.clone()));
    let (message, code) = (Value::str(message), Value::str("invalid"));
    Err(validation_error(interpreter, message, code, &all)?)
}

pub(super) fn refuse(
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

/// `FileExtensionValidator.__call__`: `value` is a file with a name.
fn file_extension(interpreter: &mut Interpreter, this: &Value, value: &Value) -> PyResult<Value> {
    let name = interpreter.get_attribute(value, "name")?;
    let name = interpreter.str(&name)?;
    let file = name.rsplit('/').next().unwrap_or_default();
    let extension = match file.rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() => extension.to_lowercase(),
        _ => String::new(),
    };
    let allowed = interpreter.find_attribute(this, "allowed_extensions")?;
    let Some(allowed) = allowed.filter(|it| !it.is_none()) else {
        return Ok(Value::None);
    };
    let mut texts = Vec::new();
    for allowed in interpreter.iterate(&allowed)? {
        texts.push(interpreter.str(&allowed)?.to_lowercase());
    }
    if texts.contains(&extension) {
        return Ok(Value::None);
    }
    let params = [
        ("extension", Value::str(extension)),
        ("allowed_extensions", Value::str(texts.join(", "))),
        ("value", value.clone()),
    ];
    let message = "File extension “%(extension)s” is not allowed. Allowed extensions are: \
                   %(allowed_extensions)s.";
    refuse(interpreter, this, message, "invalid_extension", &params)
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

/// `DecimalValidator.__call__`.
fn decimal(interpreter: &mut Interpreter, this: &Value, value: &Value) -> PyResult<Value> {
    let parts = interpreter.call_method(value, "as_tuple", Arguments::default())?;
    let parts = interpreter.iterate(&parts)?;
    let (digits, exponent) = match parts.as_slice() {
        [_, digits, exponent] => (interpreter.iterate(digits)?, exponent.as_i64()),
        _ => (Vec::new(), None),
    };
    let Some(exponent) = exponent else {
        return invalid(interpreter, "Enter a number.", value, &[]);
    };
    let length = i64::try_from(digits.len()).unwrap_or(i64::MAX);
    let is_zero = matches!(digits.as_slice(), [Value::Int(0)]);
    let (all, decimals) = match exponent {
        0.. if is_zero => (length, 0),
        0.. => (length.saturating_add(exponent), 0),
        _ => (
            length.max(exponent.saturating_neg()),
            exponent.saturating_neg(),
        ),
    };
    let mut limit = |name: &str| -> PyResult<Option<i64>> {
        let limit = interpreter.find_attribute(this, name)?;
        Ok(limit.and_then(|limit| limit.as_i64()))
    };
    let (most_digits, most_places) = (limit("max_digits")?, limit("decimal_places")?);
    let whole = most_digits
        .zip(most_places)
        .map(|(digits, places)| digits.saturating_sub(places));
    let texts = [
        (all, most_digits, "max_digits", "digit%(s)s in total"),
        (
            decimals,
            most_places,
            "max_decimal_places",
            "decimal place%(s)s",
        ),
        (
            all - decimals,
            whole,
            "max_whole_digits",
            "digit%(s)s before the decimal point",
        ),
    ];
    for (found, most, code, what) in texts {
        let Some(most) = most.filter(|most| found > *most) else {
            continue;
        };
        let what = what.replace("%(s)s", if most == 1 { "" } else { "s" });
        let message = Value::str(format!(
            "Ensure that there are no more than %(max)s {what}."
        ));
        let params = [("max", Value::Int(most)), ("value", value.clone())];
        return Err(validation_error(
            interpreter,
            message,
            Value::str(code),
            &params,
        )?);
    }
    Ok(Value::None)
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

/// `URLValidator.__call__`.
fn is_url(interpreter: &mut Interpreter, this: &Value, value: &Value) -> PyResult<bool> {
    let longest = interpreter.find_attribute(this, "max_length")?;
    let longest = longest.and_then(|it| it.as_i64()).unwrap_or(i64::MAX);
    let Some(text) = value.as_str() else {
        return Ok(false);
    };
    let length = i64::try_from(text.chars().count()).unwrap_or(i64::MAX);
    let Some((scheme, rest)) = text.split_once("://").filter(|_| length <= longest) else {
        return Ok(false);
    };
    let schemes = interpreter.get_attribute(this, "schemes")?;
    if !interpreter.contains(&schemes, &Value::str(scheme.to_lowercase()))? {
        return Ok(false);
    }
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, path) = rest.split_at(end);
    Ok(is_authority(authority) && !path.contains(char::is_whitespace))
}

/// `user:password@host:port`, of which only the host must be.
fn is_authority(authority: &str) -> bool {
    let (user, place) = match authority.split_once('@') {
        Some((user, place)) => (Some(user), place),
        None => (None, authority),
    };
    let is_user = |user: &str| {
        let (name, password) = user.split_once(':').unwrap_or((user, ""));
        !name.is_empty() && !password.contains(':') && !user.contains(char::is_whitespace)
    };
    if !user.is_none_or(is_user) {
        return false;
    }
    let (host, port) = match place.rfind(']') {
        Some(end) => place.split_at(end + 1),
        None => place.split_at(place.find(':').unwrap_or(place.len())),
    };
    let is_port = |port: &str| {
        (1..=5).contains(&port.len()) && port.bytes().all(|digit| digit.is_ascii_digit())
    };
    (port.is_empty() || port.strip_prefix(':').is_some_and(is_port)) && is_host(host)
}

fn is_host(host: &str) -> bool {
    if let Some(inside) = host.strip_prefix('[') {
        let inside = inside.strip_suffix(']');
        return inside.is_some_and(|it| it.parse::<Ipv6Addr>().is_ok());
    }
    let name = host.strip_suffix('.').unwrap_or(host);
    let first = name.split('.').next().unwrap_or_default();
    host.chars().count() <= LONGEST_HOST
        && (host.parse::<Ipv4Addr>().is_ok()
            || host.eq_ignore_ascii_case("localhost")
            || (is_domain(name) && first.chars().count() <= LONGEST_LABEL))
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
