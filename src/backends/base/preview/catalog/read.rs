//! Reading statements: what they make and drop.
//!
//! Only what Django writes about constraints is understood, in any case and with or without quotes,
//! since a project's own SQL may say the same; everything else changes nothing here.

use super::tokens::{Reader, Token, tokenize};
use super::{Catalog, Constraint, Table};
use crate::backends::base::dialect::Dialect;

impl Catalog {
    /// Changes the tables as the statements do, which semicolons separate.
    pub fn apply(&mut self, sql: &str) {
        let tokens = tokenize(sql, self.dialect);
        for statement in tokens.split(|token| *token == Token::Sign(';')) {
            self.apply_one(Reader(statement));
        }
    }

    fn apply_one(&mut self, mut statement: Reader<'_>) {
        match (statement.word(), statement.word()) {
            (Some("CREATE"), Some("TABLE")) => self.create_table(statement),
            (Some("CREATE"), Some("INDEX")) => self.create_index(statement, false),
            (Some("CREATE"), Some("UNIQUE")) if statement.eat("INDEX") => {
                self.create_index(statement, true);
            }
            (Some("DROP"), Some("TABLE")) => self.drop_table(statement),
            (Some("DROP"), Some("INDEX")) => self.drop_named_index(statement),
            (Some("DROP"), Some("SEQUENCE")) => self.drop_sequence(statement),
            (Some("ALTER"), Some("TABLE")) => self.alter_table(statement),
            (Some("ALTER"), Some("INDEX")) => self.rename_index(None, statement),
            (Some("RENAME"), Some("TABLE")) => {
                let old = statement.name();
                statement.eat("TO");
                self.rename_table(old, statement.name());
            }
            _ => {}
        }
    }

    fn create_table(&mut self, mut statement: Reader<'_>) {
        statement.eat_all(&["IF", "NOT", "EXISTS"]);
        let Some(table) = statement.name() else {
            return;
        };
        self.tables.insert(table.clone(), Table::default());
        for definition in statement.parenthesis().parts() {
            self.define(&table, definition);
        }
    }

    /// A column or a constraint of a table.
    fn define(&mut self, table: &str, mut definition: Reader<'_>) {
        let named = match definition.eat("CONSTRAINT") {
            true => definition.name(),
            false => None,
        };
        match (table_constraint(definition), named) {
            (Some(constraint), Some(name)) => self.add(table, &name, constraint),
            (Some(constraint), None) => {
                let first = constraint.columns.first().cloned().flatten();
                self.add_unnamed(table, &first.unwrap_or_default(), constraint);
            }
            (None, _) => {
                if let Some(column) = definition.name() {
                    self.define_column(table, &column, definition);
                }
            }
        }
    }

    fn define_column(&mut self, table: &str, column: &str, mut definition: Reader<'_>) {
        let mut named: Option<String> = None;
        while let Some(word) = definition.next_word() {
            let mut constraint = Constraint {
                columns: vec![Some(column.to_owned())],
                ..Constraint::default()
            };
            match word {
                "PRIMARY" => (constraint.primary_key, constraint.unique) = (true, true),
                "UNIQUE" => constraint.unique = true,
                "CHECK" => constraint.check = true,
                "REFERENCES" => constraint.foreign_key = definition.name(),
                "CONSTRAINT" => {
                    named = definition.name();
                    continue;
                }
                "IDENTITY" | "SERIAL" | "BIGSERIAL" | "SMALLSERIAL" => {
                    self.add_sequence(table, column);
                    continue;
                }
                _ => continue,
            }
            match named.take() {
                Some(name) => self.add(table, &name, constraint),
                None => self.add_unnamed(table, column, constraint),
            }
        }
    }

    fn create_index(&mut self, mut statement: Reader<'_>, unique: bool) {
        statement.eat("CONCURRENTLY");
        let name = statement.name();
        statement.eat("ON");
        let (Some(name), Some(table)) = (name, statement.name()) else {
            return;
        };
        let mut columns = columns_of(statement.parenthesis());
        if statement.eat("INCLUDE") {
            columns.extend(columns_of(statement.parenthesis()));
        }
        let constraint = Constraint {
            columns,
            unique,
            index: true,
            ..Constraint::default()
        };
        self.add(&table, &name, constraint);
    }

    fn drop_table(&mut self, mut statement: Reader<'_>) {
        statement.eat_all(&["IF", "EXISTS"]);
        let name = statement.name().unwrap_or_default();
        self.tables.shift_remove(&name);
        for table in self.tables.values_mut() {
            let constraints = &mut table.constraints;
            constraints.retain(|_, it| it.foreign_key.as_ref() != Some(&name));
        }
    }

    fn drop_named_index(&mut self, mut statement: Reader<'_>) {
        statement.eat_all(&["CONCURRENTLY", "IF", "EXISTS"]);
        let name = statement.name().unwrap_or_default();
        let table = match statement.eat("ON") {
            true => statement.name(),
            false => None,
        };
        for (owner, entry) in &mut self.tables {
            if table.as_ref().is_none_or(|table| table == owner) {
                drop_index(entry, &name);
            }
        }
    }

    fn drop_sequence(&mut self, mut statement: Reader<'_>) {
        statement.eat_all(&["IF", "EXISTS"]);
        let name = statement.name().unwrap_or_default();
        for table in self.tables.values_mut() {
            table.sequences.retain(|_, sequence| *sequence != name);
        }
    }

    fn alter_table(&mut self, mut statement: Reader<'_>) {
        statement.eat_all(&["IF", "EXISTS"]);
        let table = statement.name().unwrap_or_default();
        for action in statement.parts() {
            self.alter_table_by(&table, action);
        }
    }

    fn alter_table_by(&mut self, table: &str, mut action: Reader<'_>) {
        match action.word() {
            Some("ADD") => {
                action.eat("COLUMN");
                self.define(table, action);
            }
            Some("DROP") => self.drop_from_table(table, action),
            Some("RENAME") if action.eat("INDEX") => self.rename_index(Some(table), action),
            Some("RENAME") if action.eat("TO") => {
                self.rename_table(Some(table.to_owned()), action.name());
            }
            Some("RENAME") => {
                action.eat("COLUMN");
                let old = action.name();
                action.eat("TO");
                if let (Some(old), Some(new)) = (old, action.name()) {
                    self.rename_column(table, &old, &new);
                }
            }
            Some("ALTER") => {
                action.eat("COLUMN");
                let column = action.name().unwrap_or_default();
                if action.eat("ADD") {
                    self.add_sequence(table, &column);
                } else if action.eat("DROP") && action.eat("IDENTITY") {
                    self.entry(table).sequences.shift_remove(&column);
                }
            }
            _ => {}
        }
    }

    fn drop_from_table(&mut self, table: &str, mut action: Reader<'_>) {
        let what = action.peek_word().unwrap_or_default();
        if !matches!(
            what,
            "PRIMARY" | "INDEX" | "CONSTRAINT" | "CHECK" | "FOREIGN"
        ) {
            action.eat_all(&["COLUMN", "IF", "EXISTS"]);
            let column = action.name().unwrap_or_default();
            return self.drop_column(table, &column);
        }
        action.eat_all(&[what, "KEY", "IF", "EXISTS"]);
        let entry = self.entry(table);
        let name = action.name().unwrap_or_default();
        match what {
            "PRIMARY" => entry.constraints.retain(|_, it| !it.primary_key),
            "INDEX" => drop_index(entry, &name),
            _ => drop_constraint(entry, &name),
        }
    }

    /// PostgreSQL drops what the column is a part of; MySQL only takes it out.
    fn drop_column(&mut self, table: &str, column: &str) {
        let is_whole = self.dialect == Dialect::PostgreSql;
        let entry = self.entry(table);
        entry.sequences.shift_remove(column);
        let column = Some(column.to_owned());
        entry.constraints.retain(|_, it| {
            let is_part = it.columns.contains(&column);
            it.columns.retain(|own| *own != column);
            !(is_part && (is_whole || it.columns.is_empty()))
        });
    }

    fn rename_column(&mut self, table: &str, old: &str, new: &str) {
        let entry = self.entry(table);
        for constraint in entry.constraints.values_mut() {
            for column in &mut constraint.columns {
                if column.as_deref() == Some(old) {
                    *column = Some(new.to_owned());
                }
            }
        }
        if let Some(sequence) = entry.sequences.shift_remove(old) {
            entry.sequences.insert(new.to_owned(), sequence);
        }
    }

    fn rename_table(&mut self, old: Option<String>, new: Option<String>) {
        let (Some(old), Some(new)) = (old, new) else {
            return;
        };
        let Some(mut entry) = self.tables.shift_remove(&old) else {
            return;
        };
        if self.dialect == Dialect::MySql {
            // Names of checks that begin with the table's follow it.
            let begin = format!("{old}_chk_");
            let renamed = |(name, constraint): (String, Constraint)| match name.strip_prefix(&begin)
            {
                Some(rest) => (format!("{new}_chk_{rest}"), constraint),
                None => (name, constraint),
            };
            let constraints = std::mem::take(&mut entry.constraints);
            entry.constraints = constraints.into_iter().map(renamed).collect();
        }
        self.tables.insert(new.clone(), entry);
        let tables = self.tables.values_mut();
        for constraint in tables.flat_map(|table| table.constraints.values_mut()) {
            if constraint.foreign_key.as_ref() == Some(&old) {
                constraint.foreign_key = Some(new.clone());
            }
        }
    }

    fn rename_index(&mut self, table: Option<&str>, mut statement: Reader<'_>) {
        statement.eat_all(&["IF", "EXISTS"]);
        let old = statement.name();
        statement.eat_all(&["RENAME", "TO"]);
        let (Some(old), Some(new)) = (old, statement.name()) else {
            return;
        };
        for (owner, entry) in &mut self.tables {
            if table.is_none_or(|table| table == owner)
                && let Some(constraint) = entry.constraints.shift_remove(&old)
            {
                entry.constraints.insert(new.clone(), constraint);
            }
        }
    }

    /// Adds a constraint. MySQL keeps an index behind every foreign key and unique constraint.
    pub(super) fn add(&mut self, table: &str, name: &str, mut constraint: Constraint) {
        let is_mysql = self.dialect == Dialect::MySql;
        let entry = self.entry(table);
        if is_mysql && constraint.foreign_key.is_some() {
            // One that an earlier foreign key left behind makes way for the new one's.
            let first = constraint.columns.first();
            let serves = |it: &Constraint| it.index && !it.implicit && it.columns.first() == first;
            constraint.index = !entry.constraints.values().any(serves);
            constraint.implicit = constraint.index;
            if constraint.implicit {
                supersede_implicit(entry, first);
            }
        } else if is_mysql && !constraint.check {
            constraint.index = true;
            supersede_implicit(entry, constraint.columns.first());
        }
        entry.constraints.insert(name.to_owned(), constraint);
    }

    fn entry(&mut self, table: &str) -> &mut Table {
        self.tables.entry(table.to_owned()).or_default()
    }
}

/// Takes away the index that was made for a foreign key, now that another one begins with its
/// column.
fn supersede_implicit(table: &mut Table, first: Option<&Option<String>>) {
    for constraint in table.constraints.values_mut() {
        if constraint.implicit && constraint.columns.first() == first {
            (constraint.implicit, constraint.index) = (false, false);
        }
    }
    table
        .constraints
        .retain(|_, it| it.index || it.check || it.foreign_key.is_some());
}

fn drop_index(table: &mut Table, name: &str) {
    match table.constraints.get_mut(name) {
        Some(found) if found.foreign_key.is_some() => {
            (found.index, found.implicit) = (false, false);
        }
        Some(_) => drop(table.constraints.shift_remove(name)),
        None => {}
    }
}

/// Of a foreign key of MySQL's the index stays.
fn drop_constraint(table: &mut Table, name: &str) {
    match table.constraints.get_mut(name) {
        Some(found) if found.foreign_key.is_some() && found.index => found.foreign_key = None,
        Some(_) => drop(table.constraints.shift_remove(name)),
        None => {}
    }
}

/// The columns of a key: `None` for an expression.
fn columns_of(key: Reader<'_>) -> Vec<Option<String>> {
    let parts = key.parts().into_iter().filter(|part| !part.0.is_empty());
    parts.map(|mut part| part.name()).collect()
}

/// A constraint that stands beside the columns.
fn table_constraint(mut definition: Reader<'_>) -> Option<Constraint> {
    let mut constraint = Constraint::default();
    let kind = definition.word()?;
    match kind {
        "PRIMARY" => (constraint.primary_key, constraint.unique) = (true, true),
        "UNIQUE" => constraint.unique = true,
        "CHECK" => constraint.check = true,
        "FOREIGN" => {}
        _ => return None,
    }
    let inside = definition.parenthesis();
    constraint.columns = match constraint.check {
        true => names_within(inside),
        false => columns_of(inside),
    };
    if kind == "FOREIGN" {
        definition.eat("REFERENCES");
        constraint.foreign_key = definition.name();
    }
    Some(constraint)
}

/// The names in quotes that an expression uses, each once.
fn names_within(expression: Reader<'_>) -> Vec<Option<String>> {
    let mut names: Vec<Option<String>> = Vec::new();
    for token in expression.0 {
        if let Token::Name(name) = token {
            let name = Some(name.clone());
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    names
}
