//! `str.format` and `str.format_map`.

use crate::python::arguments::Arguments;
use crate::python::error::PyResult;
use crate::python::interpreter::Interpreter;
use crate::python::text;
use crate::python::value::Value;

impl Interpreter {
    /// `template.format(*arguments)`.
    pub(in crate::python) fn format_template(
        &mut self,
        template: &str,
        arguments: &Arguments,
    ) -> PyResult<String> {
        self.format_with(template, arguments, None)
    }

    /// `template.format_map(mapping)`.
    pub(in crate::python) fn format_mapped(
        &mut self,
        template: &str,
        mapping: Value,
    ) -> PyResult<String> {
        self.format_with(template, &Arguments::default(), Some(mapping))
    }

    fn format_with(
        &mut self,
        template: &str,
        arguments: &Arguments,
        mapping: Option<Value>,
    ) -> PyResult<String> {
        let mut state = Fields {
            arguments,
            mapping,
            next: Some(0),
            manual: false,
        };
        self.format_fields(template, &mut state, 2)
    }

    fn format_fields(
        &mut self,
        template: &str,
        state: &mut Fields<'_>,
        depth: usize,
    ) -> PyResult<String> {
        let mut output = String::new();
        let mut rest = template;
        while let Some(at) = rest.find(['{', '}']) {
            output.push_str(&rest[..at]);
            let brace = &rest[at..=at];
            rest = &rest[at + 1..];
            if rest.starts_with(brace) {
                output.push_str(brace);
                rest = &rest[1..];
                continue;
            }
            if brace == "}" {
                return Err(self.value_error("Single '}' encountered in format string"));
            }
            let Some(end) = closing_brace(rest) else {
                let message = if rest.is_empty() {
                    "Single '{' encountered in format string"
                } else {
                    "expected '}' before end of string"
                };
                return Err(self.value_error(message));
            };
            if depth == 0 {
                return Err(self.value_error("Max string recursion exceeded"));
            }
            let text = self.format_field(&rest[..end], state, depth)?;
            output.push_str(&text);
            self.check_size(output.len())?;
            rest = &rest[end + 1..];
        }
        output.push_str(rest);
        Ok(output)
    }

    fn format_field(
        &mut self,
        field: &str,
        state: &mut Fields<'_>,
        depth: usize,
    ) -> PyResult<String> {
        let (head, specification) = match split_outside_brackets(field, ':') {
            Some((head, specification)) => (head, specification),
            None => (field, ""),
        };
        let (path, conversion) = match split_outside_brackets(head, '!') {
            Some((path, conversion)) => (path, Some(conversion)),
            None => (head, None),
        };
        let conversion = match conversion {
            None => None,
            Some(text) => {
                let mut characters = text.chars();
                let Some(first) = characters.next() else {
                    return Err(self.value_error("unmatched '{' in format spec"));
                };
                if characters.next().is_some() {
                    return Err(self.value_error("expected ':' after conversion specifier"));
                }
                Some(first)
            }
        };
        let mut value = self.field_value(path, state)?;
        value = match conversion {
            None => value,
            Some('s') => Value::Str(self.str(&value)?),
            Some('r') => Value::Str(self.repr(&value)?),
            Some('a') => Value::str(text::ascii(&self.repr(&value)?)),
            Some(other) => {
                let message = format!("Unknown conversion specifier {other}");
                return Err(self.value_error(message));
            }
        };
        let specification = self.format_fields(specification, state, depth - 1)?;
        Ok(self.format(&value, &specification)?.to_string())
    }

    fn field_value(&mut self, path: &str, state: &mut Fields<'_>) -> PyResult<Value> {
        let end = path.find(['.', '[']).unwrap_or(path.len());
        let (name, mut rest) = path.split_at(end);
        let mut value = self.field_root(name, state)?;
        while !rest.is_empty() {
            if let Some(after) = rest.strip_prefix('.') {
                let end = after.find(['.', '[']).unwrap_or(after.len());
                if end == 0 {
                    return Err(self.value_error("Empty attribute in format string"));
                }
                value = self.get_attribute(&value, &after[..end])?;
                rest = &after[end..];
            } else if let Some((key, after)) = rest
                .strip_prefix('[')
                .and_then(|after| after.split_once(']'))
            {
                if key.is_empty() {
                    return Err(self.value_error("Empty attribute in format string"));
                }
                let is_index = key.bytes().all(|it| it.is_ascii_digit());
                let key = match key.parse::<i64>() {
                    Ok(index) if is_index => Value::Int(index),
                    Err(_) if is_index => {
                        let message = "Too many decimal digits in format string";
                        return Err(self.value_error(message));
                    }
                    _ => Value::str(key),
                };
                if !after.is_empty() && !after.starts_with(['.', '[']) {
                    let message = "Only '.' or '[' may follow ']' in format field specifier";
                    return Err(self.value_error(message));
                }
                value = self.get_item(&value, &key)?;
                rest = after;
            } else {
                return Err(self.value_error("Missing ']' in format string"));
            }
        }
        Ok(value)
    }

    fn field_root(&mut self, name: &str, state: &mut Fields<'_>) -> PyResult<Value> {
        let is_index = !name.is_empty() && name.bytes().all(|it| it.is_ascii_digit());
        if state.mapping.is_some() && (name.is_empty() || is_index) {
            return Err(self.value_error("Format string contains positional fields"));
        }
        if is_index && state.next.is_some_and(|next| next > 0) {
            return Err(self.value_error(
                "cannot switch from automatic field numbering to manual field specification",
            ));
        }
        let index = if name.is_empty() {
            let Some(next) = state.next.filter(|_| !state.manual) else {
                return Err(self.value_error(
                    "cannot switch from manual field specification to automatic field numbering",
                ));
            };
            state.next = Some(next + 1);
            Some(next)
        } else {
            let index = name.parse::<usize>().ok().filter(|_| is_index);
            index.inspect(|_| state.manual = true)
        };
        if let (None, Some(mapping)) = (index, &state.mapping) {
            return self.get_item(mapping, &Value::str(name));
        }
        match index {
            Some(index) => match state.arguments.positional.get(index) {
                Some(value) => Ok(value.clone()),
                None => {
                    let message =
                        format!("Replacement index {index} out of range for positional args tuple");
                    Err(self.raise("IndexError", message))
                }
            },
            None => match state.arguments.keywords.get(name) {
                Some(value) => Ok(value.clone()),
                None => Err(self.key_error(&Value::str(name))),
            },
        }
    }
}

/// The state of a `str.format` call.
struct Fields<'a> {
    arguments: &'a Arguments,
    /// What `format_map` looks names up in.
    mapping: Option<Value>,
    next: Option<usize>,
    manual: bool,
}

fn closing_brace(text: &str) -> Option<usize> {
    let (mut depth, mut in_index, mut in_name) = (0, false, true);
    for (index, character) in text.char_indices() {
        match character {
            // A brace in an index of the name is a part of it.
            ']' if in_index => in_index = false,
            _ if in_index => {}
            '[' if in_name => in_index = true,
            ':' | '!' => in_name = false,
            '{' => depth += 1,
            '}' if depth == 0 => return Some(index),
            '}' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// Splits a field at a character that stands in no brackets.
fn split_outside_brackets(text: &str, at: char) -> Option<(&str, &str)> {
    let mut depth = 0;
    for (index, character) in text.char_indices() {
        match character {
            '[' => depth += 1,
            ']' => depth -= 1,
            it if it == at && depth == 0 => return Some((&text[..index], &text[index + 1..])),
            _ => {}
        }
    }
    None
}
