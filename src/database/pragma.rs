//! The pragmas that describe the schema.

use std::rc::Rc;

use super::catalog_view::declared_type;
use super::sql::ast::ForeignKeyAction;
use super::storage::{Index, IndexOrigin, Row, State, Table, schema_hash_order};
use super::{DatabaseError, SqlValue};

/// The columns of a pragma that answers with rows; `None` if there is no such.
pub fn columns(pragma: &str) -> Option<&'static [&'static str]> {
    Some(match pragma {
        "table_info" => &["cid", "name", "type", "notnull", "dflt_value", "pk"],
        "table_xinfo" => &[
            "cid",
            "name",
            "type",
            "notnull",
            "dflt_value",
            "pk",
            "hidden",
        ],
        "table_list" => &["schema", "name", "type", "ncol", "wr", "strict"],
        "index_list" => &["seq", "name", "unique", "origin", "partial"],
        "index_info" => &["seqno", "cid", "name"],
        "index_xinfo" => &["seqno", "cid", "name", "desc", "coll", "key"],
        "foreign_key_list" => &[
            "id",
            "seq",
            "table",
            "from",
            "to",
            "on_update",
            "on_delete",
            "match",
        ],
        "foreign_key_check" => &["table", "rowid", "parent", "fkid"],
        "database_list" => &["seq", "name", "file"],
        "integrity_check" => &["integrity_check"],
        "quick_check" => &["quick_check"],
        _ => return None,
    })
}

/// The rows of such a pragma.
pub fn rows(
    state: &State,
    pragma: &str,
    argument: Option<&str>,
) -> Result<Vec<Row>, DatabaseError> {
    let table = argument.and_then(|name| state.table(name));
    let index = argument.and_then(|name| find_index(state, name));
    Ok(match (pragma, table, index) {
        ("table_info", Some(table), _) => table_info(table, false),
        ("table_xinfo", Some(table), _) => table_info(table, true),
        ("table_list", ..) => table_list(state),
        ("index_list", Some(table), _) => index_list(table),
        ("index_info", _, Some((table, index))) => index_info(table, index, false),
        ("index_xinfo", _, Some((table, index))) => index_info(table, index, true),
        ("foreign_key_list", Some(table), _) => foreign_key_list(table),
        ("foreign_key_check", ..) => foreign_key_check(state, argument)?,
        ("database_list", ..) => vec![[integer(0), text("main"), text("")].into()],
        ("integrity_check" | "quick_check", ..) => vec![[text("ok")].into()],
        _ => Vec::new(),
    })
}

fn find_index<'a>(state: &'a State, name: &str) -> Option<(&'a Table, &'a Index)> {
    let table = state
        .tables
        .get(state.index_tables.get(&super::storage::key(name))?)?;
    table.index(name).map(|index| (table.as_ref(), index))
}

fn text(value: &str) -> SqlValue {
    SqlValue::Text(value.into())
}

fn integer(value: usize) -> SqlValue {
    SqlValue::Integer(i64::try_from(value).unwrap_or(i64::MAX))
}

fn flag(value: bool) -> SqlValue {
    SqlValue::Integer(i64::from(value))
}

fn shared(value: &Rc<str>) -> SqlValue {
    SqlValue::Text(Rc::clone(value))
}

fn table_info(table: &Table, extended: bool) -> Vec<Row> {
    let mut rows = Vec::new();
    for (place, column) in table.definition.columns.iter().enumerate() {
        let hidden = column.hidden();
        if hidden > 0 && !extended {
            continue;
        }
        let default = column
            .default
            .as_ref()
            .map_or(SqlValue::Null, |(text, _)| shared(text));
        // Without the hidden ones the others move up.
        let number = if extended { place } else { rows.len() };
        let mut row = vec![
            integer(number),
            shared(&column.name),
            text(&declared_type(column)),
            flag(column.not_null),
            default,
            integer(column.primary_key),
        ];
        if extended {
            row.push(SqlValue::Integer(i64::from(hidden)));
        }
        rows.push(row.into());
    }
    rows
}

fn table_list(state: &State) -> Vec<Row> {
    state
        .objects
        .iter()
        .filter(|(_, object)| object.kind == "table")
        .map(|(_, object)| {
            let columns = state
                .table(&object.name)
                .map_or(0, |table| table.definition.columns.len());
            [
                text("main"),
                shared(&object.name),
                text("table"),
                integer(columns),
                flag(false),
                flag(false),
            ]
            .into()
        })
        .collect()
}

fn index_list(table: &Table) -> Vec<Row> {
    let row = |(number, index): (usize, &Index)| {
        let definition = &index.definition;
        [
            integer(number),
            shared(&definition.name),
            flag(definition.unique),
            text(definition.origin.code()),
            flag(definition.filter.is_some()),
        ]
        .into()
    };
    table.indexes.iter().enumerate().map(row).collect()
}

impl IndexOrigin {
    /// As `index_list` abbreviates it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Created => "c",
            Self::Unique => "u",
            Self::PrimaryKey => "pk",
        }
    }
}

fn index_info(table: &Table, index: &Index, extended: bool) -> Vec<Row> {
    let mut rows = Vec::new();
    for (number, term) in index.definition.terms.iter().enumerate() {
        let column = term
            .column
            .and_then(|place| table.definition.columns.get(place));
        let place = match term.column {
            Some(place) => integer(place),
            None => SqlValue::Integer(-2),
        };
        let name = column.map_or(SqlValue::Null, |column| shared(&column.name));
        let mut row = vec![integer(number), place, name];
        if extended {
            let collation = term
                .collation_name
                .as_deref()
                .unwrap_or(term.collation.name());
            row.extend([flag(term.descending), text(collation), flag(true)]);
        }
        rows.push(row.into());
    }
    if extended {
        let rowid = [integer(rows.len()), SqlValue::Integer(-1), SqlValue::Null];
        let rest = [flag(false), text("BINARY"), flag(false)];
        rows.push(rowid.into_iter().chain(rest).collect());
    }
    rows
}

fn foreign_key_list(table: &Table) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for (id, key) in table.definition.foreign_keys.iter().enumerate() {
        for (sequence, column) in key.columns.iter().enumerate() {
            let to = key.to_columns.get(sequence).map_or(SqlValue::Null, shared);
            rows.push(
                [
                    integer(id),
                    integer(sequence),
                    shared(&key.to_table),
                    shared(&table.definition.columns[*column].name),
                    to,
                    text(key.on_update.name()),
                    text(key.on_delete.name()),
                    text("NONE"),
                ]
                .into(),
            );
        }
    }
    rows
}

impl ForeignKeyAction {
    /// As SQL spells it.
    pub fn name(self) -> &'static str {
        match self {
            Self::NoAction => "NO ACTION",
            Self::Restrict => "RESTRICT",
            Self::Cascade => "CASCADE",
            Self::SetNull => "SET NULL",
            Self::SetDefault => "SET DEFAULT",
        }
    }
}

fn foreign_key_check(state: &State, table: Option<&str>) -> Result<Vec<Row>, DatabaseError> {
    let mut rows: Vec<Row> = Vec::new();
    // The answer needs an order only if there is one.
    if table.is_none() && state.has_sound_foreign_keys() {
        return Ok(rows);
    }
    let tables = state.objects.values().filter(|it| it.kind != "index");
    for name in schema_hash_order(tables.map(|table| &*table.name)) {
        if table.is_some_and(|table| !name.eq_ignore_ascii_case(table)) {
            continue;
        }
        let Some(child) = state.table(name) else {
            continue;
        };
        for (rowid, parent, id) in state.broken_foreign_keys(child)? {
            let name = shared(&child.definition.name);
            rows.push([name, SqlValue::Integer(rowid), shared(&parent), integer(id)].into());
        }
    }
    Ok(rows)
}
