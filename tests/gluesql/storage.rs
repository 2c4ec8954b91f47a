//! GlueSQL's storage traits over the database, by SQL alone: what GlueSQL asks for becomes the
//! statements that a user could type, with parameters.
//!
//! A GlueSQL table is a table here, with the same columns, keys, foreign keys and indexes. What
//! SQLite's schema has no words for (GlueSQL's types, comments) stands as JSON in a table beside
//! it, so that transactions hold for it, too.

use std::collections::BTreeMap;
use std::fmt::Display;

use gluesql::core::ast::{
    BinaryOperator, ColumnDef, DataType, Expr, ForeignKey, IndexOperator, OrderByExpr, ToSql,
};
use gluesql::core::chrono::{NaiveDateTime, Utc};
use gluesql::core::data::{CustomFunction as Function, Key, Schema, SchemaIndex, SchemaIndexOrd};
use gluesql::core::error::{AlterTableError, Error, IndexError, Result};
use gluesql::core::executor::evaluate_stateless;
use gluesql::core::plan::{StatementPlan, plan_scalar_expr};
use gluesql::core::planner::{
    fetch_schema_map, plan_aggregate, plan_hash_join, plan_index, plan_primary_key,
    plan_schemaless, validate,
};
use gluesql::core::store::{
    AlterTable, CustomFunction, CustomFunctionMut, Index, IndexMut, MetaIter, Metadata, Planner,
    RowIter, Store, StoreMut, Transaction,
};
use gluesql::prelude::Value;
use migration_sandbox::database::{Database, SqlValue};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// The column of a table that has no columns in GlueSQL: a row is one JSON text.
const DOCUMENT: &str = "document";

/// A database as GlueSQL's storage.
pub struct Storage {
    database: Database,
}

impl Default for Storage {
    fn default() -> Self {
        let mut database = Database::new();
        let tables = "CREATE TABLE glue_schema (name text PRIMARY KEY, created text, schema text)";
        database.execute(tables, &[]).expect("an empty database");
        Self { database }
    }
}

impl Storage {
    fn query(&self, sql: &str, parameters: &[SqlValue]) -> Result<Vec<Vec<SqlValue>>> {
        let result = self.database.clone().execute(sql, parameters);
        result.map(|result| result.rows).map_err(refused)
    }

    fn execute(&mut self, sql: &str, parameters: &[SqlValue]) -> Result<()> {
        self.database
            .execute(sql, parameters)
            .map(drop)
            .map_err(refused)
    }

    fn schema(&self, table: &str) -> Result<Schema> {
        self.fetch_schema(table)?
            .ok_or_else(|| AlterTableError::TableNotFound(table.to_owned()).into())
    }

    fn indexed(&self, table: &str) -> Result<Schema> {
        self.fetch_schema(table)?
            .ok_or_else(|| IndexError::TableNotFound(table.to_owned()).into())
    }

    /// Keeps what SQLite's schema cannot say of a table.
    fn remember(&mut self, schema: &Schema) -> Result<()> {
        let text = to_json(schema)?;
        let now = SqlValue::Text(Utc::now().naive_utc().to_string().into());
        let name = SqlValue::Text(schema.table_name.as_str().into());
        let sql = "INSERT INTO glue_schema VALUES (?, ?, ?) \
                   ON CONFLICT (name) DO UPDATE SET schema = excluded.schema";
        self.execute(sql, &[name, now, text])
    }

    /// The rows that a query of a table answers, with their keys.
    fn rows<'a>(
        &self,
        schema: &Schema,
        rest: &str,
        parameters: &[SqlValue],
    ) -> Result<RowIter<'a>> {
        let columns: Vec<String> = columns(schema).map(quoted).collect();
        let sql = format!(
            "SELECT rowid, {} FROM {} {rest}",
            columns.join(", "),
            quoted(&schema.table_name)
        );
        let rows = self.query(&sql, parameters)?;
        let decoded: Result<Vec<_>> = rows.into_iter().map(|row| decode(schema, row)).collect();
        Ok(Box::new(decoded?.into_iter().map(Ok)))
    }

    fn insert(&mut self, schema: &Schema, row: Vec<Value>) -> Result<()> {
        let values = encode_row(schema, row)?;
        let places = vec!["?"; values.len()].join(", ");
        let table = quoted(&schema.table_name);
        self.execute(&format!("INSERT INTO {table} VALUES ({places})"), &values)
    }

    fn update(&mut self, schema: &Schema, key: Key, row: Vec<Value>) -> Result<()> {
        let settings: Vec<String> = columns(schema)
            .map(|column| format!("{} = ?", quoted(column)))
            .collect();
        let sql = format!(
            "UPDATE {} SET {} WHERE {} = ?",
            quoted(&schema.table_name),
            settings.join(", "),
            key_column(schema)
        );
        let mut values = encode_row(schema, row)?;
        values.push(encode(key.into())?);
        self.execute(&sql, &values)
    }

    /// Gives an existing table another schema, as Django does: by a new table in its place.
    fn remake(&mut self, schema: &Schema) -> Result<()> {
        let name = &schema.table_name;
        let old = self.schema(name)?;
        let kept: Vec<String> = columns(schema)
            .filter(|column| columns(&old).any(|other| other == *column))
            .map(quoted)
            .collect();
        let kept = kept.join(", ");
        let (new, name) = (format!("new__{name}"), quoted(name));
        self.execute(&create_table(schema, &new), &[])?;
        let new = quoted(&new);
        let copy = format!("INSERT INTO {new} ({kept}) SELECT {kept} FROM {name}");
        self.execute(&copy, &[])?;
        self.execute(&format!("DROP TABLE {name}"), &[])?;
        self.execute(&format!("ALTER TABLE {new} RENAME TO {name}"), &[])
    }
}

impl Store for Storage {
    fn fetch_schema(&self, table: &str) -> Result<Option<Schema>> {
        let sql = "SELECT schema FROM glue_schema WHERE name = ?";
        let rows = self.query(sql, &[SqlValue::Text(table.into())])?;
        rows.into_iter().flatten().next().map(from_json).transpose()
    }

    fn fetch_all_schemas(&self) -> Result<Vec<Schema>> {
        let rows = self.query("SELECT schema FROM glue_schema ORDER BY name", &[])?;
        rows.into_iter().flatten().map(from_json).collect()
    }

    fn fetch_data(&self, table: &str, key: &Key) -> Result<Option<Vec<Value>>> {
        let Some(schema) = self.fetch_schema(table)? else {
            return Ok(None);
        };
        let rest = format!("WHERE {} = ?", key_column(&schema));
        let mut rows = self.rows(&schema, &rest, &[encode(key.clone().into())?])?;
        rows.next().map(|row| row.map(|(_, row)| row)).transpose()
    }

    fn scan_data<'a>(&'a self, table: &str) -> Result<RowIter<'a>> {
        match self.fetch_schema(table)? {
            Some(schema) => self.rows(&schema, &format!("ORDER BY {}", key_column(&schema)), &[]),
            None => Ok(Box::new(std::iter::empty())),
        }
    }
}

impl StoreMut for Storage {
    fn insert_schema(&mut self, schema: &Schema) -> Result<()> {
        match self.fetch_schema(&schema.table_name)? {
            Some(_) => self.remake(schema)?,
            None => self.execute(&create_table(schema, &schema.table_name), &[])?,
        }
        self.remember(schema)
    }

    fn delete_schema(&mut self, table: &str) -> Result<()> {
        self.execute(&format!("DROP TABLE {}", quoted(table)), &[])?;
        let sql = "DELETE FROM glue_schema WHERE name = ?";
        self.execute(sql, &[SqlValue::Text(table.into())])
    }

    fn append_data(&mut self, table: &str, rows: Vec<Vec<Value>>) -> Result<()> {
        let schema = self.schema(table)?;
        rows.into_iter()
            .try_for_each(|row| self.insert(&schema, row))
    }

    fn insert_data(&mut self, table: &str, rows: Vec<(Key, Vec<Value>)>) -> Result<()> {
        let schema = self.schema(table)?;
        let mut inserted = Vec::new();
        for (key, row) in rows {
            // GlueSQL has one word for INSERT and UPDATE. No UPDATE names a key twice.
            if !inserted.contains(&key) && self.fetch_data(table, &key)?.is_some() {
                self.update(&schema, key, row)?;
            } else {
                self.insert(&schema, row)?;
                inserted.push(key);
            }
        }
        Ok(())
    }

    fn delete_data(&mut self, table: &str, keys: Vec<Key>) -> Result<()> {
        let schema = self.schema(table)?;
        let (table, column) = (quoted(table), key_column(&schema));
        let sql = format!("DELETE FROM {table} WHERE {column} = ?");
        keys.into_iter()
            .try_for_each(|key| self.execute(&sql, &[encode(key.into())?]))
    }
}

impl AlterTable for Storage {
    fn rename_schema(&mut self, table: &str, new: &str) -> Result<()> {
        let mut schema = self.schema(table)?;
        let sql = format!("ALTER TABLE {} RENAME TO {}", quoted(table), quoted(new));
        self.execute(&sql, &[])?;
        let name = |name: &str| SqlValue::Text(name.into());
        let sql = "UPDATE glue_schema SET name = ? WHERE name = ?";
        self.execute(sql, &[name(new), name(table)])?;
        new.clone_into(&mut schema.table_name);
        self.remember(&schema)?;
        // SQLite's foreign keys follow the table.
        for mut other in self.fetch_all_schemas()? {
            for key in &mut other.foreign_keys {
                if key.referenced_table_name == table {
                    new.clone_into(&mut key.referenced_table_name);
                }
            }
            self.remember(&other)?;
        }
        Ok(())
    }

    fn rename_column(&mut self, table: &str, old: &str, new: &str) -> Result<()> {
        let mut schema = self.schema(table)?;
        let columns = column_defs(&mut schema)?;
        if columns.iter().any(|column| column.name == new) {
            return Err(AlterTableError::AlreadyExistingColumn(new.to_owned()).into());
        }
        let column = columns.iter_mut().find(|column| column.name == old);
        let column = column.ok_or(AlterTableError::RenamingColumnNotFound)?;
        new.clone_into(&mut column.name);
        let (table, old, new) = (quoted(table), quoted(old), quoted(new));
        self.execute(
            &format!("ALTER TABLE {table} RENAME COLUMN {old} TO {new}"),
            &[],
        )?;
        self.remember(&schema)
    }

    fn add_column(&mut self, table: &str, column: &ColumnDef) -> Result<()> {
        let mut schema = self.schema(table)?;
        let columns = column_defs(&mut schema)?;
        if columns.iter().any(|other| other.name == column.name) {
            return Err(AlterTableError::AlreadyExistingColumn(column.name.clone()).into());
        }
        columns.push(column.clone());
        let default = match &column.default {
            Some(default) => {
                let plan = plan_scalar_expr(default.clone());
                let value = evaluate_stateless(None, &plan)?;
                encode(value.try_into_value(&column.data_type, column.nullable)?)?
            }
            None if column.nullable => SqlValue::Null,
            None => return Err(AlterTableError::DefaultValueRequired(column.clone()).into()),
        };
        let sql = format!(
            "ALTER TABLE {} ADD COLUMN {} DEFAULT {}",
            quoted(table),
            column_sql(column),
            literal(&default)
        );
        self.execute(&sql, &[])?;
        self.remember(&schema)
    }

    fn drop_column(&mut self, table: &str, name: &str, if_exists: bool) -> Result<()> {
        let mut schema = self.schema(table)?;
        let columns = column_defs(&mut schema)?;
        let Some(place) = columns.iter().position(|column| column.name == name) else {
            return match if_exists {
                true => Ok(()),
                false => Err(AlterTableError::DroppingColumnNotFound(name.to_owned()).into()),
            };
        };
        columns.remove(place);
        let (table, column) = (quoted(table), quoted(name));
        self.execute(&format!("ALTER TABLE {table} DROP COLUMN {column}"), &[])?;
        self.remember(&schema)
    }
}

impl Index for Storage {
    fn scan_indexed_data<'a>(
        &'a self,
        table: &str,
        index: &str,
        ascending: Option<bool>,
        condition: Option<(&IndexOperator, Value)>,
    ) -> Result<RowIter<'a>> {
        let schema = self.indexed(table)?;
        let found = schema.indexes.iter().find(|other| other.name == index);
        let found = found.ok_or_else(|| IndexError::IndexNameDoesNotExist(index.to_owned()))?;
        let term = term_sql(&found.expr);
        let mut parameters = Vec::new();
        let condition = match condition {
            None => String::new(),
            // So the planner asks for IS NULL and IS NOT NULL.
            Some((IndexOperator::Eq, Value::Null)) => format!("WHERE ({term}) IS NULL"),
            Some((IndexOperator::Lt, Value::Null)) => format!("WHERE ({term}) IS NOT NULL"),
            Some((operator, value)) => {
                parameters.push(encode(value)?);
                format!("WHERE ({term}) {} ?", operator_sql(operator))
            }
        };
        let direction = match ascending {
            Some(false) => "DESC",
            _ => "ASC",
        };
        let rest = format!("{condition} ORDER BY ({term}) {direction}");
        self.rows(&schema, &rest, &parameters)
    }
}

impl IndexMut for Storage {
    fn create_index(&mut self, table: &str, index: &str, column: &OrderByExpr) -> Result<()> {
        let mut schema = self.indexed(table)?;
        if schema.indexes.iter().any(|other| other.name == index) {
            return Err(IndexError::IndexNameAlreadyExists(index.to_owned()).into());
        }
        let term = term_sql(&column.expr);
        let sql = format!(
            "CREATE INDEX {} ON {} ({term})",
            quoted(index),
            quoted(table)
        );
        self.execute(&sql, &[])?;
        schema.indexes.push(SchemaIndex {
            name: index.to_owned(),
            expr: column.expr.clone(),
            order: SchemaIndexOrd::Both,
            created: Utc::now().naive_utc(),
        });
        self.remember(&schema)
    }

    fn drop_index(&mut self, table: &str, index: &str) -> Result<()> {
        let mut schema = self.indexed(table)?;
        if !schema.indexes.iter().any(|other| other.name == index) {
            return Err(IndexError::IndexNameDoesNotExist(index.to_owned()).into());
        }
        schema.indexes.retain(|other| other.name != index);
        self.execute(&format!("DROP INDEX {}", quoted(index)), &[])?;
        self.remember(&schema)
    }
}

impl Transaction for Storage {
    /// GlueSQL asks with `autocommit` before every statement, inside of a transaction, too.
    fn begin(&mut self, autocommit: bool) -> Result<bool> {
        if autocommit && self.database.in_transaction() {
            return Ok(false);
        }
        self.execute("BEGIN", &[])?;
        Ok(autocommit)
    }

    fn rollback(&mut self) -> Result<()> {
        self.execute("ROLLBACK", &[])
    }

    fn commit(&mut self) -> Result<()> {
        let committed = self.execute("COMMIT", &[]);
        if committed.is_err() && self.database.in_transaction() {
            self.execute("ROLLBACK", &[])?;
        }
        committed
    }
}

impl Metadata for Storage {
    fn scan_table_meta(&self) -> Result<MetaIter> {
        let rows = self.query("SELECT name, created FROM glue_schema ORDER BY name", &[])?;
        let meta = |row: Vec<SqlValue>| match row.as_slice() {
            [SqlValue::Text(name), SqlValue::Text(created)] => {
                let created: NaiveDateTime = created.replace(' ', "T").parse().map_err(refused)?;
                let created = ("CREATED".to_owned(), Value::Timestamp(created));
                Ok((name.to_string(), BTreeMap::from([created])))
            }
            other => Err(refused(format!("{other:?}"))),
        };
        let metas: Vec<_> = rows.into_iter().map(meta).collect();
        Ok(Box::new(metas.into_iter()))
    }
}

impl CustomFunction for Storage {
    fn fetch_function<'a>(&'a self, _: &str) -> Result<Option<&'a Function>> {
        Ok(None)
    }

    fn fetch_all_functions(&self) -> Result<Vec<&Function>> {
        Ok(Vec::new())
    }
}

impl CustomFunctionMut for Storage {}

impl Planner for Storage {
    fn plan(&self, statement: StatementPlan) -> Result<StatementPlan> {
        let schemas = fetch_schema_map(self, &statement)?;
        validate(&schemas, &statement)?;
        let statement = plan_schemaless(&schemas, statement)?;
        let statement = plan_primary_key(&schemas, statement);
        let statement = plan_index(&schemas, statement);
        Ok(plan_aggregate(plan_hash_join(&schemas, statement)))
    }
}

fn refused(error: impl Display) -> Error {
    Error::StorageMsg(error.to_string())
}

fn to_json(value: &impl Serialize) -> Result<SqlValue> {
    let text = serde_json::to_string(value).map_err(refused)?;
    Ok(SqlValue::Text(text.into()))
}

fn from_json<T: DeserializeOwned>(value: SqlValue) -> Result<T> {
    match value {
        SqlValue::Text(text) => serde_json::from_str(&text).map_err(refused),
        other => Err(refused(format!("no JSON: {other:?}"))),
    }
}

fn column_defs(schema: &mut Schema) -> Result<&mut Vec<ColumnDef>> {
    let name = schema.table_name.clone();
    let columns = schema.column_defs.as_mut();
    columns.ok_or_else(|| AlterTableError::SchemalessTableFound(name).into())
}

fn columns(schema: &Schema) -> Box<dyn Iterator<Item = &str> + '_> {
    match &schema.column_defs {
        Some(columns) => Box::new(columns.iter().map(|column| column.name.as_str())),
        None => Box::new(std::iter::once(DOCUMENT)),
    }
}

fn primary_key(schema: &Schema) -> Option<usize> {
    let columns = schema.column_defs.as_ref()?;
    let is_primary = |column: &ColumnDef| column.unique.is_some_and(|unique| unique.is_primary);
    columns.iter().position(is_primary)
}

/// The column by whose value GlueSQL knows a row: tables without a primary key have a row id.
fn key_column(schema: &Schema) -> String {
    let column = primary_key(schema).and_then(|place| columns(schema).nth(place));
    column.map_or_else(|| "rowid".to_owned(), quoted)
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

fn create_table(schema: &Schema, name: &str) -> String {
    let mut parts: Vec<String> = match &schema.column_defs {
        Some(columns) => columns.iter().map(column_sql).collect(),
        None => vec![format!("{DOCUMENT} text NOT NULL")],
    };
    parts.extend(schema.foreign_keys.iter().map(foreign_key_sql));
    format!("CREATE TABLE {} ({})", quoted(name), parts.join(", "))
}

fn column_sql(column: &ColumnDef) -> String {
    let kind = match column.data_type {
        DataType::Int8 | DataType::Int16 | DataType::Int32 | DataType::Int => "integer",
        DataType::Uint8 | DataType::Uint16 | DataType::Uint32 => "integer",
        DataType::Boolean => "bool",
        DataType::Float | DataType::Float32 => "real",
        DataType::Text => "text",
        _ => "blob",
    };
    let nullable = if column.nullable { "" } else { " NOT NULL" };
    let unique = match column.unique {
        Some(unique) if unique.is_primary => " PRIMARY KEY",
        Some(_) => " UNIQUE",
        None => "",
    };
    format!("{} {kind}{nullable}{unique}", quoted(&column.name))
}

fn foreign_key_sql(key: &ForeignKey) -> String {
    format!(
        "FOREIGN KEY ({}) REFERENCES {} ({}) DEFERRABLE INITIALLY DEFERRED",
        quoted(&key.referencing_column_name),
        quoted(&key.referenced_table_name),
        quoted(&key.referenced_column_name)
    )
}

/// An index's expression. GlueSQL writes `||` as `+`.
fn term_sql(expr: &Expr) -> String {
    match expr {
        Expr::BinaryOp {
            left,
            op: BinaryOperator::StringConcat,
            right,
        } => format!("{} || {}", term_sql(left), term_sql(right)),
        Expr::Nested(expr) => format!("({})", term_sql(expr)),
        other => other.to_sql(),
    }
}

fn operator_sql(operator: &IndexOperator) -> &'static str {
    match operator {
        IndexOperator::Gt => ">",
        IndexOperator::Lt => "<",
        IndexOperator::GtEq => ">=",
        IndexOperator::LtEq => "<=",
        IndexOperator::Eq => "=",
    }
}

fn literal(value: &SqlValue) -> String {
    match value {
        SqlValue::Null => "NULL".to_owned(),
        SqlValue::Integer(integer) => integer.to_string(),
        SqlValue::Real(real) => format!("{real:?}"),
        SqlValue::Text(text) => format!("'{}'", text.replace('\'', "''")),
        SqlValue::Blob(bytes) => {
            let digits: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
            format!("x'{digits}'")
        }
    }
}

fn encode_row(schema: &Schema, row: Vec<Value>) -> Result<Vec<SqlValue>> {
    match schema.column_defs {
        Some(_) => row.into_iter().map(encode).collect(),
        None => Ok(vec![to_json(&row)?]),
    }
}

/// A value as SQLite stores it: what has no storage class is text that orders as the value does, or
/// JSON.
fn encode(value: Value) -> Result<SqlValue> {
    Ok(match value {
        Value::Null => SqlValue::Null,
        Value::Bool(value) => SqlValue::Integer(value.into()),
        Value::I8(value) => SqlValue::Integer(value.into()),
        Value::I16(value) => SqlValue::Integer(value.into()),
        Value::I32(value) => SqlValue::Integer(value.into()),
        Value::I64(value) => SqlValue::Integer(value),
        Value::U8(value) => SqlValue::Integer(value.into()),
        Value::U16(value) => SqlValue::Integer(value.into()),
        Value::U32(value) => SqlValue::Integer(value.into()),
        Value::F32(value) => SqlValue::Real(value.into()),
        Value::F64(value) => SqlValue::Real(value),
        Value::Str(value) => SqlValue::Text(value.into()),
        Value::Bytea(value) => SqlValue::Blob(value.into()),
        Value::Uuid(value) => SqlValue::Blob(value.to_be_bytes().into()),
        Value::Date(value) => SqlValue::Text(value.to_string().into()),
        Value::Time(value) => SqlValue::Text(value.to_string().into()),
        Value::Timestamp(value) => SqlValue::Text(format!("{value:?}").into()),
        other => to_json(&other)?,
    })
}

fn decode(schema: &Schema, row: Vec<SqlValue>) -> Result<(Key, Vec<Value>)> {
    let mut row = row.into_iter();
    let rowid = row.next();
    let values = match &schema.column_defs {
        Some(columns) => {
            let types = columns.iter().map(|column| &column.data_type);
            let values = row
                .zip(types)
                .map(|(value, kind)| decode_value(value, kind));
            values.collect::<Result<Vec<_>>>()?
        }
        None => from_json(row.next().unwrap_or(SqlValue::Null))?,
    };
    let key = match (primary_key(schema), rowid) {
        (Some(place), _) => Key::try_from(&values[place])?,
        (None, Some(SqlValue::Integer(rowid))) => Key::I64(rowid),
        (None, other) => return Err(refused(format!("no row id: {other:?}"))),
    };
    Ok((key, values))
}

fn decode_value(value: SqlValue, kind: &DataType) -> Result<Value> {
    use DataType as T;
    Ok(match (value, kind) {
        (SqlValue::Null, _) => Value::Null,
        (SqlValue::Integer(value), T::Boolean) => Value::Bool(value != 0),
        (SqlValue::Integer(value), T::Int8) => Value::I8(value.try_into().map_err(refused)?),
        (SqlValue::Integer(value), T::Int16) => Value::I16(value.try_into().map_err(refused)?),
        (SqlValue::Integer(value), T::Int32) => Value::I32(value.try_into().map_err(refused)?),
        (SqlValue::Integer(value), T::Int) => Value::I64(value),
        (SqlValue::Integer(value), T::Uint8) => Value::U8(value.try_into().map_err(refused)?),
        (SqlValue::Integer(value), T::Uint16) => Value::U16(value.try_into().map_err(refused)?),
        (SqlValue::Integer(value), T::Uint32) => Value::U32(value.try_into().map_err(refused)?),
        (SqlValue::Real(value), T::Float32) => Value::F32(value as f32),
        (SqlValue::Real(value), T::Float) => Value::F64(value),
        (SqlValue::Text(value), T::Text) => Value::Str(value.to_string()),
        (SqlValue::Blob(value), T::Bytea) => Value::Bytea(value.to_vec()),
        (SqlValue::Blob(value), T::Uuid) => {
            let bytes: [u8; 16] = value.as_ref().try_into().map_err(refused)?;
            Value::Uuid(u128::from_be_bytes(bytes))
        }
        (SqlValue::Text(value), T::Date) => Value::Date(value.parse().map_err(refused)?),
        (SqlValue::Text(value), T::Time) => Value::Time(value.parse().map_err(refused)?),
        (SqlValue::Text(value), T::Timestamp) => Value::Timestamp(value.parse().map_err(refused)?),
        (value, _) => from_json(value)?,
    })
}
