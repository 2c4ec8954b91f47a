//! The `sqlite3` command-line shell, as tutorials use it to look at a Django database.

use crate::database::{Catalog, Database, QueryResult, SqlValue, dumped_real, real_text};

/// A session of the shell: its settings and the statement being typed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Session {
    headers: bool,
    mode: Mode,
    pending: String,
    /// Whether a statement has failed, which the status of the session says.
    failed: bool,
}

/// How rows are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Mode {
    #[default]
    List,
    Column,
    Box,
    Table,
    Csv,
    Line,
}

/// What a line did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reply {
    /// Text for standard output.
    pub output: String,
    /// Text for standard error.
    pub error: String,
    /// Whether the session ended.
    pub ended: bool,
    /// SQLite's code of the error.
    pub status: i32,
}

impl Session {
    /// What `sqlite3 --version` prints.
    pub fn version() -> &'static str {
        "3.40.1 2022-12-28 14:03:47 df5c253c0b3dd24916e4ec7cf77d3db5294cc9fd45ae7b9c5e82ad8197f3alt1"
    }

    /// The banner of an interactive session.
    pub fn banner() -> &'static str {
        "SQLite version 3.40.1 2022-12-28 14:03:47\nEnter \".help\" for usage hints.\n"
    }

    /// The prompt for the next line.
    pub fn prompt(&self) -> &'static str {
        if self.pending.is_empty() {
            "sqlite> "
        } else {
            "   ...> "
        }
    }

    /// Takes one typed line: a dot command, a statement, or part of one.
    pub fn line(&mut self, database: &mut Database, line: &str) -> Reply {
        if self.pending.is_empty() && line.trim_start().starts_with('.') {
            return self.dot_command(database, line.trim());
        }
        if self.pending.is_empty() && line.trim().is_empty() {
            return Reply::default();
        }
        self.pending.push_str(line);
        self.pending.push('\n');
        if !is_complete(&self.pending) {
            return Reply::default();
        }
        let sql = std::mem::take(&mut self.pending);
        let reply = self.statements(database, &sql, "Runtime error: ");
        self.failed |= !reply.error.is_empty();
        reply
    }

    /// Runs what follows the file's name on the command line: statements or one dot command.
    pub fn command(&mut self, database: &mut Database, sql: &str) -> Reply {
        if sql.trim_start().starts_with('.') {
            return self.dot_command(database, sql.trim());
        }
        self.statements(database, sql, "Error: in prepare, ")
    }

    /// Applies an option of the command line: `-header`, `-column`, `-box`, …
    pub fn option(&mut self, option: &str) -> bool {
        match option.trim_start_matches('-') {
            "header" | "headers" => self.headers = true,
            "noheader" => self.headers = false,
            name => match Mode::from_name(name) {
                Some(mode) => self.set_mode(mode),
                None => return false,
            },
        }
        true
    }

    fn statements(&self, database: &mut Database, sql: &str, place: &str) -> Reply {
        let mut reply = Reply::default();
        for statement in split(sql) {
            match database.execute(statement, &[]) {
                Ok(result) => reply.output.push_str(&self.render(&result)),
                Err(error) => {
                    let parse = error.class != crate::database::ErrorClass::IntegrityError;
                    let kind = if place.starts_with("Runtime") && parse {
                        place.replacen("Runtime", "Parse", 1)
                    } else if place.starts_with("Error") && !parse {
                        "Error: stepping, ".to_owned()
                    } else {
                        place.to_owned()
                    };
                    let code = if error.class == crate::database::ErrorClass::IntegrityError {
                        " (19)"
                    } else {
                        ""
                    };
                    let place = context(whole(sql, statement), &error.message);
                    reply
                        .error
                        .push_str(&format!("{kind}{}{code}{place}\n", error.message));
                    reply.status = if parse { 1 } else { 19 };
                    return reply;
                }
            }
        }
        reply
    }

    fn dot_command(&mut self, database: &mut Database, line: &str) -> Reply {
        let mut words = line.split_whitespace();
        let command = words.next().unwrap_or_default();
        let argument = words.next().map(|word| word.trim_matches(['"', '\'']));
        let output = match command {
            ".quit" | ".exit" | ".q" => {
                return Reply {
                    ended: true,
                    status: i32::from(self.failed),
                    ..Reply::default()
                };
            }
            ".tables" | ".table" => tables(&database.catalog(), argument),
            ".schema" => schema(database, argument),
            ".dump" => dump(database, argument),
            ".indexes" | ".indices" => indexes(&database.catalog(), argument),
            ".headers" | ".header" => {
                self.headers = matches!(argument, Some("on" | "yes" | "1" | "true"));
                String::new()
            }
            ".mode" => match argument.and_then(Mode::from_name) {
                Some(mode) => {
                    self.set_mode(mode);
                    String::new()
                }
                None => return mode_error(argument),
            },
            ".databases" => "main: db.sqlite3 r/w\n".to_owned(),
            ".help" => HELP.to_owned(),
            _ => {
                let name = command.trim_start_matches('.');
                let error = format!(
                    "Error: unknown command or invalid arguments:  \"{name}\". Enter \".help\" for help\n"
                );
                return Reply {
                    error,
                    ..Reply::default()
                };
            }
        };
        Reply {
            output,
            ..Reply::default()
        }
    }

    fn set_mode(&mut self, mode: Mode) {
        self.mode = mode;
        if matches!(mode, Mode::Column | Mode::Box | Mode::Table) {
            self.headers = true;
        }
    }

    fn render(&self, result: &QueryResult) -> String {
        if result.columns.is_empty() || result.rows.is_empty() {
            return String::new();
        }
        let rows: Vec<Vec<String>> = result
            .rows
            .iter()
            .map(|row| row.iter().map(cell).collect())
            .collect();
        match self.mode {
            Mode::List => self.separated(&result.columns, &rows, "|", str::to_owned),
            Mode::Csv => self.separated(&result.columns, &rows, ",", csv_cell),
            Mode::Line => line_mode(&result.columns, &rows),
            Mode::Column => column_mode(&result.columns, &rows),
            Mode::Table => framed(&result.columns, &rows, &Frame::ASCII),
            Mode::Box => framed(&result.columns, &rows, &Frame::UNICODE),
        }
    }

    fn separated(
        &self,
        columns: &[String],
        rows: &[Vec<String>],
        separator: &str,
        quote: fn(&str) -> String,
    ) -> String {
        let header = self.headers.then_some(columns);
        header
            .into_iter()
            .chain(rows.iter().map(Vec::as_slice))
            .map(|row| {
                row.iter()
                    .map(|cell| quote(cell))
                    .collect::<Vec<_>>()
                    .join(separator)
                    + "\n"
            })
            .collect()
    }
}

impl Mode {
    fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "list" => Self::List,
            "column" | "columns" => Self::Column,
            "box" => Self::Box,
            "table" => Self::Table,
            "csv" => Self::Csv,
            "line" | "lines" => Self::Line,
            _ => return None,
        })
    }
}

/// The statement with the semicolon that ends it.
fn whole<'a>(sql: &'a str, statement: &'a str) -> &'a str {
    let start = sql.find(statement).unwrap_or(0);
    let end = start + statement.len();
    match sql.get(end..).is_some_and(|rest| rest.starts_with(';')) {
        true => sql.get(start..=end).unwrap_or(statement),
        false => statement,
    }
}

/// The line of the statement under an error, with a mark where SQLite's parser stood.
fn context(statement: &str, message: &str) -> String {
    let token = match message.strip_prefix("near \"") {
        Some(rest) => rest.split_once("\": ").map(|(token, _)| token),
        None => message.strip_prefix("no such column: "),
    };
    let Some(offset) = token.and_then(|token| token_offset(statement, token)) else {
        return String::new();
    };
    let mut start = 0;
    let mut column = statement[..offset].chars().count();
    for (at, character) in statement.char_indices() {
        if column <= 50 {
            break;
        }
        start = at + character.len_utf8();
        column -= 1;
    }
    let line: String = statement[start..].chars().take(78).collect();
    let line = line.replace(char::is_whitespace, " ");
    match column < 25 {
        true => format!("\n  {line}\n  {}^--- error here", " ".repeat(column)),
        false => format!("\n  {line}\n  {}error here ---^", " ".repeat(column - 14)),
    }
}

/// Where a word of the statement begins.
fn token_offset(statement: &str, token: &str) -> Option<usize> {
    let is_word = |it: char| it.is_alphanumeric() || it == '_';
    statement.match_indices(token).map(|(at, _)| at).find(|at| {
        let before = statement[..*at].chars().next_back();
        let after = statement[at + token.len()..].chars().next();
        !token.starts_with(is_word) || !(before.is_some_and(is_word) || after.is_some_and(is_word))
    })
}

const HELP: &str = "\
.databases               List names and files of attached databases
.dump ?TABLE?            Render database content as SQL
.exit                    Exit this program
.headers on|off          Turn display of headers on or off
.help                    Show this text
.indexes ?TABLE?         Show names of indexes
.mode MODE               Set output mode: box column csv line list table
.quit                    Exit this program
.schema ?TABLE?          Show the CREATE statements
.tables ?TABLE?          List names of tables matching LIKE pattern TABLE
";

fn mode_error(argument: Option<&str>) -> Reply {
    let error = match argument {
        Some(_) => "Error: mode should be one of: box column csv line list table\n".to_owned(),
        None => "current output mode: list\n".to_owned(),
    };
    Reply {
        error,
        ..Reply::default()
    }
}

/// A value as list mode prints it: NULL is empty, reals keep a decimal point.
fn cell(value: &SqlValue) -> String {
    match value {
        SqlValue::Null => String::new(),
        SqlValue::Integer(integer) => integer.to_string(),
        SqlValue::Real(real) => real_text(*real),
        SqlValue::Text(text) => text.to_string(),
        SqlValue::Blob(bytes) => String::from_utf8_lossy(bytes).into_owned(),
    }
}

fn csv_cell(text: &str) -> String {
    if text.contains(['"', ',', '\n', ' ', '\'']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}

fn widths(columns: &[String], rows: &[Vec<String>]) -> Vec<usize> {
    let longest = |index: usize| {
        let cells = rows
            .iter()
            .filter_map(|row| row.get(index))
            .map(|cell| cell.chars().count());
        cells
            .chain([columns[index].chars().count()])
            .max()
            .unwrap_or_default()
    };
    (0..columns.len()).map(longest).collect()
}

fn column_mode(columns: &[String], rows: &[Vec<String>]) -> String {
    let widths = widths(columns, rows);
    let line = |row: &[String]| {
        let cells = row
            .iter()
            .zip(&widths)
            .map(|(cell, width)| format!("{cell:width$}"));
        cells.collect::<Vec<_>>().join("  ") + "\n"
    };
    let rule: Vec<String> = widths.iter().map(|width| "-".repeat(*width)).collect();
    let mut text = line(columns);
    text.push_str(&line(&rule));
    text.extend(rows.iter().map(|row| line(row)));
    text
}

fn line_mode(columns: &[String], rows: &[Vec<String>]) -> String {
    let width = columns
        .iter()
        .map(|name| name.chars().count())
        .max()
        .unwrap_or_default()
        .max(5);
    let record = |row: &Vec<String>| -> String {
        columns
            .iter()
            .zip(row)
            .map(|(name, cell)| format!("{name:>width$} = {cell}\n"))
            .collect()
    };
    rows.iter().map(record).collect::<Vec<_>>().join("\n")
}

/// The lines around a table.
struct Frame {
    top: [&'static str; 3],
    middle: [&'static str; 3],
    bottom: [&'static str; 3],
    horizontal: &'static str,
    vertical: &'static str,
}

impl Frame {
    const ASCII: Self = Self {
        top: ["+", "+", "+"],
        middle: ["+", "+", "+"],
        bottom: ["+", "+", "+"],
        horizontal: "-",
        vertical: "|",
    };
    const UNICODE: Self = Self {
        top: ["┌", "┬", "┐"],
        middle: ["├", "┼", "┤"],
        bottom: ["└", "┴", "┘"],
        horizontal: "─",
        vertical: "│",
    };
}

fn framed(columns: &[String], rows: &[Vec<String>], frame: &Frame) -> String {
    let widths = widths(columns, rows);
    let rule = |ends: [&str; 3]| {
        let bars: Vec<String> = widths
            .iter()
            .map(|width| frame.horizontal.repeat(width + 2))
            .collect();
        format!("{}{}{}\n", ends[0], bars.join(ends[1]), ends[2])
    };
    let line = |row: &[String]| {
        let cells: Vec<String> = row
            .iter()
            .zip(&widths)
            .map(|(cell, width)| format!(" {cell:width$} "))
            .collect();
        format!("{v}{}{v}\n", cells.join(frame.vertical), v = frame.vertical)
    };
    let mut text = rule(frame.top) + &line(columns) + &rule(frame.middle);
    text.extend(rows.iter().map(|row| line(row)));
    text + &rule(frame.bottom)
}

/// `.tables`: names in columns that fit 80 characters, filled downwards.
fn tables(catalog: &Catalog, pattern: Option<&str>) -> String {
    let names: Vec<&String> = catalog
        .tables
        .keys()
        .filter(|name| !name.starts_with("sqlite_"))
        .filter(|name| pattern.is_none_or(|pattern| matches_like(name, pattern)))
        .collect();
    in_columns(&names)
}

fn in_columns(names: &[&String]) -> String {
    let width = names
        .iter()
        .map(|name| name.len())
        .max()
        .unwrap_or_default();
    let per_line = (80 / (width + 2)).max(1);
    let lines = names.len().div_ceil(per_line);
    (0..lines)
        .map(|line| {
            let row: Vec<String> = names
                .iter()
                .skip(line)
                .step_by(lines)
                .map(|name| format!("{name:width$}"))
                .collect();
            row.join("  ") + "\n"
        })
        .collect()
}

/// The statements of tables and indexes in the order in which they were made.
fn schema(database: &mut Database, pattern: Option<&str>) -> String {
    let made = "SELECT tbl_name, sql FROM sqlite_master WHERE sql IS NOT NULL";
    let rows = database.execute(made, &[]).map(|result| result.rows);
    let mut text = String::new();
    for row in rows.unwrap_or_default() {
        if let [SqlValue::Text(name), SqlValue::Text(sql)] = row.as_slice()
            && pattern.is_none_or(|pattern| matches_like(name, pattern))
        {
            text.push_str(&format!("{};\n", if_not_exists(sql)));
        }
    }
    text
}

/// The statement of a table whose name is quoted, as the shell shows it.
fn if_not_exists(sql: &str) -> String {
    let rest = sql.strip_prefix("CREATE TABLE ");
    match rest.filter(|rest| rest.starts_with(['"', '\''])) {
        Some(rest) => format!("CREATE TABLE IF NOT EXISTS {rest}"),
        None => sql.to_owned(),
    }
}

/// `.dump`: statements that make the tables anew.
fn dump(database: &Database, pattern: Option<&str>) -> String {
    let catalog = database.catalog();
    let mut text = "PRAGMA foreign_keys=OFF;\nBEGIN TRANSACTION;\n".to_owned();
    let wanted = |name: &str| pattern.is_none_or(|pattern| matches_like(name, pattern));
    let tables = catalog
        .creation_order
        .iter()
        .filter_map(|name| catalog.tables.get(name));
    let tables: Vec<_> = tables.filter(|table| wanted(&table.name)).collect();
    for table in &tables {
        let name = &table.name;
        match name.as_str() {
            "sqlite_sequence" => text.push_str("DELETE FROM sqlite_sequence;\n"),
            _ => text.push_str(&format!("{};\n", if_not_exists(&table.sql))),
        }
        for row in database.rows(name) {
            let values: Vec<String> = row.iter().map(literal).collect();
            text.push_str(&format!(
                "INSERT INTO {name} VALUES({});\n",
                values.join(",")
            ));
        }
    }
    for sql in tables
        .iter()
        .flat_map(|table| table.indexes.iter().filter_map(|it| it.sql.as_ref()))
    {
        text.push_str(&format!("{sql};\n"));
    }
    text + "COMMIT;\n"
}

fn literal(value: &SqlValue) -> String {
    match value {
        SqlValue::Null => "NULL".to_owned(),
        SqlValue::Text(text) => format!("'{}'", text.replace('\'', "''")),
        SqlValue::Blob(bytes) => {
            let digits: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
            format!("X'{digits}'")
        }
        SqlValue::Real(real) => dumped_real(*real),
        other => cell(other),
    }
}

fn indexes(catalog: &Catalog, table: Option<&str>) -> String {
    let mut names: Vec<&String> = catalog
        .tables
        .values()
        .filter(|info| table.is_none_or(|table| matches_like(&info.name, table)))
        .flat_map(|info| info.indexes.iter().map(|index| &index.name))
        .collect();
    names.sort();
    in_columns(&names)
}

/// LIKE without regard to case, with `%` and `_`.
fn matches_like(text: &str, pattern: &str) -> bool {
    let text: Vec<char> = text.to_lowercase().chars().collect();
    let mut reachable = vec![false; text.len() + 1];
    reachable[0] = true;
    for wanted in pattern.to_lowercase().chars() {
        let mut next = vec![false; text.len() + 1];
        for at in 0..=text.len() {
            let matched = match wanted {
                '%' => reachable[at] || (at > 0 && next[at - 1]),
                '_' => at > 0 && reachable[at - 1],
                letter => at > 0 && reachable[at - 1] && text[at - 1] == letter,
            };
            next[at] = matched;
        }
        reachable = next;
    }
    reachable[text.len()]
}

/// Whether the text ends a statement: its last `;` stands outside strings and comments.
fn is_complete(sql: &str) -> bool {
    let ends = statement_ends(sql);
    ends.last().is_some_and(|end| sql[*end..].trim().is_empty())
}

/// The statements of a script, without their semicolons.
fn split(sql: &str) -> Vec<&str> {
    let mut statements = Vec::new();
    let mut start = 0;
    for end in statement_ends(sql) {
        statements.push(sql[start..end - 1].trim());
        start = end;
    }
    statements.push(sql[start..].trim());
    statements.retain(|statement| !statement.is_empty());
    statements
}

/// Byte positions after each `;` that stands outside strings, quoted names and comments.
fn statement_ends(sql: &str) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut rest = sql.char_indices().peekable();
    while let Some((at, character)) = rest.next() {
        let following = rest.peek().map(|(_, next)| *next);
        match character {
            ';' => ends.push(at + 1),
            '\'' | '"' | '`' => {
                rest.by_ref().find(|(_, next)| *next == character);
            }
            '-' if following == Some('-') => {
                rest.by_ref().find(|(_, next)| *next == '\n');
            }
            '/' if following == Some('*') => {
                let mut previous = ' ';
                rest.by_ref().skip(1).find(|(_, next)| {
                    let closes = previous == '*' && *next == '/';
                    previous = *next;
                    closes
                });
            }
            _ => {}
        }
    }
    ends
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_statement_ends_at_a_semicolon_outside_strings_and_comments() {
        assert!(!is_complete("select ';' -- ;"));
        assert!(is_complete("select ';';\n"));
        assert_eq!(
            split("select 1; select ';' /* ; */; "),
            ["select 1", "select ';' /* ; */"]
        );
    }

    #[test]
    fn names_stand_in_columns_filled_downwards() {
        let names: Vec<String> = ["auth_group", "books_author", "django_migrations", "zoo"]
            .map(String::from)
            .into();
        let names: Vec<&String> = names.iter().collect();
        assert_eq!(
            in_columns(&names),
            "auth_group         books_author       django_migrations  zoo              \n"
        );
    }

    #[test]
    fn like_patterns_match_without_regard_to_case() {
        assert!(matches_like("books_author", "BOOKS%"));
        assert!(!matches_like("books_author", "book_"));
    }
}
