//! Escapes that CPython refuses in a literal.

/// What is wrong with the escapes of a text, in the codec's words.
pub(super) fn text_fault(body: &str) -> Option<String> {
    let mut characters = body.char_indices();
    // CPython writes what is not ASCII as `\U…` first, and counts that.
    let mut position = 0;
    while let Some((at, character)) = characters.next() {
        if character != '\\' {
            position += if character.is_ascii() { 1 } else { 10 };
            continue;
        }
        let rest = &body[at + 1..];
        let mut escaped = rest.chars();
        let kind = escaped.next()?;
        let width = match kind {
            'x' => hexadecimal(rest, 2).map_err(|found| (found, r"truncated \xXX escape")),
            'u' => hexadecimal(rest, 4).map_err(|found| (found, r"truncated \uXXXX escape")),
            'U' => hexadecimal(rest, 8)
                .map_err(|found| (found, r"truncated \UXXXXXXXX escape"))
                .and_then(|width| match u32::from_str_radix(&rest[1..width], 16) {
                    Ok(code) if code <= 0x10_ffff => Ok(width),
                    _ => Err((8, "illegal Unicode character")),
                }),
            'N' => named(rest),
            kind => Ok(kind.len_utf8()),
        };
        match width {
            Ok(width) => {
                for character in rest[..width].chars() {
                    characters.next();
                    position += if character.is_ascii() { 1 } else { 10 };
                }
                position += 1;
            }
            Err((found, message)) => {
                let end = position + 1 + found;
                return Some(format!(
                    "(unicode error) 'unicodeescape' codec can't decode bytes in position \
                     {position}-{end}: {message}"
                ));
            }
        }
    }
    None
}

/// What is wrong with the escapes of a bytes literal.
pub(super) fn bytes_fault(body: &str) -> Option<String> {
    let bytes = body.as_bytes();
    let (mut at, mut position) = (0, 0);
    while at < bytes.len() {
        if bytes[at] == b'\\' {
            let digit = |offset: usize| bytes.get(at + offset).is_some_and(u8::is_ascii_hexdigit);
            if bytes.get(at + 1) == Some(&b'x') {
                if !digit(2) || !digit(3) {
                    return Some(format!(
                        r"(value error) invalid \x escape at position {position}"
                    ));
                }
                at += 2;
                position += 2;
            }
            at += 1;
            position += 1;
        }
        at += 1;
        position += 1;
    }
    None
}

/// The width of an escape with its letter, or how many digits there are of too few.
fn hexadecimal(rest: &str, digits: usize) -> Result<usize, usize> {
    let found = rest.bytes().skip(1).take(digits);
    let found = found.take_while(u8::is_ascii_hexdigit).count();
    if found == digits {
        Ok(1 + digits)
    } else {
        Err(found)
    }
}

/// The width of `N{NAME}`.
fn named(rest: &str) -> Result<usize, (usize, &'static str)> {
    let malformed = r"malformed \N character escape";
    let Some(inside) = rest.strip_prefix("N{") else {
        return Err((0, malformed));
    };
    match inside.find('}') {
        Some(0) => Err((2, malformed)),
        // The sandbox has no table of the names (`vendor/unicode_names2`).
        Some(end) => Err((2 + end, "unknown Unicode character name")),
        None => Err((inside.len() + 1, malformed)),
    }
}
