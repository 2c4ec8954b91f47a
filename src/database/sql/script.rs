//! Cutting a script into statements.

use super::token::{TokenKind, scan, skip_blanks};

/// Each statement of a script, without the `;` and without empty ones.
///
/// What does not scan stays in its statement, whose execution then says so.
pub fn split(script: &str) -> Vec<&str> {
    let mut statements = Vec::new();
    let mut start = 0;
    let mut place = 0;
    let mut trigger = Trigger::default();
    loop {
        place = skip_blanks(script, place);
        if place >= script.len() {
            push(&mut statements, script, start, script.len());
            return statements;
        }
        let Ok((kind, end)) = scan(script, place) else {
            push(&mut statements, script, start, script.len());
            return statements;
        };
        let token = script.get(place..end).unwrap_or_default();
        trigger.see(kind, token);
        if token == ";" && !trigger.is_open() {
            push(&mut statements, script, start, place);
            start = end;
            trigger = Trigger::default();
        }
        place = end;
    }
}

/// Follows `CREATE TRIGGER … BEGIN … END`, whose inner `;` do not end it.
#[derive(Default)]
struct Trigger {
    words: usize,
    creates: bool,
    is_trigger: bool,
    depth: usize,
}

impl Trigger {
    fn see(&mut self, kind: TokenKind, token: &str) {
        if kind != TokenKind::Word {
            return;
        }
        self.words += 1;
        let word = token.to_ascii_uppercase();
        match word.as_str() {
            "CREATE" if self.words == 1 => self.creates = true,
            "TRIGGER" if self.creates && self.words <= 3 => self.is_trigger = true,
            "BEGIN" | "CASE" if self.is_trigger => self.depth += 1,
            "END" if self.is_trigger => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
    }

    fn is_open(&self) -> bool {
        self.depth > 0
    }
}

fn push<'a>(statements: &mut Vec<&'a str>, script: &'a str, start: usize, end: usize) {
    let statement = script.get(start..end).unwrap_or_default();
    if skip_blanks(statement, 0) < statement.len() {
        statements.push(statement.trim());
    }
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn semicolons_in_strings_comments_and_triggers_do_not_split() {
        assert_eq!(
            split("a ';' b; -- c;\n /* ; */ d;; CREATE TRIGGER t BEGIN x; END; e"),
            [
                "a ';' b",
                "-- c;\n /* ; */ d",
                "CREATE TRIGGER t BEGIN x; END",
                "e"
            ]
        );
    }
}
