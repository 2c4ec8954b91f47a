//! The two ways in which Django fills parameters into a statement.
//!
//! Django writes placeholders as `%s` and a literal percent sign as `%%`. A statement that is
//! collected as text gets its parameters by Python's `%`; a statement that is executed gets `?`.

use super::{DjangoResult, Exception};

/// What may stand between a percent sign and its conversion.
const FLAGS: &str = "#0- +123456789.hlL";

/// Python's `sql % parameters`, where only `%s` and `%%` are of use.
///
/// # Errors
///
/// CPython's `ValueError` or `TypeError` for a stray `%` or a wrong number of parameters.
pub fn percent_format(sql: &str, parameters: &[String]) -> DjangoResult<String> {
    let mut text = String::with_capacity(sql.len());
    let mut unused = parameters.iter();
    let mut characters = sql.chars().enumerate().peekable();
    while let Some((_, character)) = characters.next() {
        if character != '%' {
            text.push(character);
            continue;
        }
        // Flags, width and precision mean nothing for what Django writes.
        while characters
            .next_if(|(_, next)| FLAGS.contains(*next))
            .is_some()
        {}
        match characters.next() {
            Some((_, '%')) => text.push('%'),
            Some((index, conversion)) => {
                let parameter = unused.next().ok_or_else(not_enough)?;
                if conversion != 's' {
                    return Err(unsupported(conversion, index));
                }
                text.push_str(parameter);
            }
            None => return Err(Exception::new("ValueError", "incomplete format")),
        }
    }
    if unused.next().is_some() {
        let message = "not all arguments converted during string formatting";
        return Err(Exception::new("TypeError", message));
    }
    Ok(text)
}

/// The statement with `?` placeholders, as SQLite wants them (`SQLiteCursorWrapper.convert_query`).
pub fn convert_query(sql: &str) -> String {
    let mut text = String::with_capacity(sql.len());
    let mut previous = ' ';
    let mut characters = sql.chars().peekable();
    while let Some(character) = characters.next() {
        if character == '%' && previous != '%' && characters.peek() == Some(&'s') {
            characters.next();
            text.push('?');
            previous = 's';
        } else {
            text.push(character);
            previous = character;
        }
    }
    text.replace("%%", "%")
}

fn not_enough() -> Exception {
    Exception::new("TypeError", "not enough arguments for format string")
}

fn unsupported(character: char, index: usize) -> Exception {
    let code = u32::from(character);
    let message =
        format!("unsupported format character '{character}' (0x{code:x}) at index {index}");
    Exception::new("ValueError", message)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(sql: &str, parameters: &[&str], formatted: &str, converted: &str) {
        let parameters: Vec<String> = parameters.iter().map(|&text| text.into()).collect();
        let got = match percent_format(sql, &parameters) {
            Ok(text) => text,
            Err(error) => error.to_string(),
        };
        assert_eq!(got, formatted);
        assert_eq!(convert_query(sql), converted);
    }

    #[test]
    fn placeholders_and_escapes() {
        check("a = %s", &["'x'"], "a = 'x'", "a = ?");
        check(
            "LIKE '%%' AND %s",
            &["1"],
            "LIKE '%' AND 1",
            "LIKE '%' AND ?",
        );
        check("'%%s'", &[], "'%s'", "'%s'");
    }

    #[test]
    fn a_stray_percent_sign_is_an_error_only_when_collected() {
        let not_enough = "TypeError: not enough arguments for format string";
        check("SELECT '100%'", &[], not_enough, "SELECT '100%'");
        check(
            "SELECT '100%'",
            &["1"],
            "ValueError: unsupported format character ''' (0x27) at index 12",
            "SELECT '100%'",
        );
        check(
            "%s",
            &[],
            "TypeError: not enough arguments for format string",
            "?",
        );
    }
}
