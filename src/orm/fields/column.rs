//! A field's column: its names, and its type on SQLite.

use std::rc::Rc;

use super::{Field, FieldKind};
use crate::orm::apps::Apps;
use crate::orm::model::Model;
use crate::python::Value;

/// How deep a chain of foreign keys to foreign keys is followed; only a cycle is longer.
const DEPTH: usize = 32;

/// What `db_parameters()` answers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DbParameters {
    /// The column type; `None` for a field without a column.
    pub db_type: Option<String>,
    /// The check on the column.
    pub check: Option<String>,
    /// The collation.
    pub collation: Option<Rc<str>>,
}

impl Field {
    /// The attribute name on the model; empty before the field has one.
    pub fn name(&self) -> Rc<str> {
        self.name.clone().unwrap_or_default()
    }

    /// The attribute that holds the raw value: `author_id` for a foreign key `author`.
    pub fn attname(&self) -> Rc<str> {
        if self.kind.is_foreign_key() {
            format!("{}_id", self.name()).into()
        } else {
            self.name()
        }
    }

    /// The column; `None` for a field that has none.
    pub fn column(&self) -> Option<Rc<str>> {
        match self.kind {
            FieldKind::CompositePrimaryKey | FieldKind::ForeignObject => None,
            _ => Some(
                self.options
                    .db_column
                    .clone()
                    .filter(|column| !column.is_empty())
                    .unwrap_or_else(|| self.attname()),
            ),
        }
    }

    /// Whether the field has a column of its own.
    pub fn concrete(&self) -> bool {
        self.column().is_some()
    }

    /// `get_internal_type()`.
    pub fn get_internal_type(&self) -> Rc<str> {
        if let Some(own) = &self.internal_type {
            return own.clone();
        }
        match self.output_field() {
            Some(output) => output.get_internal_type(),
            None if self.kind == FieldKind::Custom || self.is_relation() => {
                self.path.rsplit('.').next().unwrap_or_default().into()
            }
            None => self.kind.internal_type().into(),
        }
    }

    /// The column's type on SQLite; `None` for a field without a column.
    pub fn db_type(&self, apps: &Apps, model: &Model) -> Option<String> {
        self.db_type_within(apps, model, DEPTH)
    }

    /// The column type that the class and the options alone give: `None` for a relation.
    pub(crate) fn own_column_type(&self) -> Option<String> {
        data_type(&self.get_internal_type(), self.options.max_length.as_ref())
    }

    /// The type of a foreign key column that refers to this field.
    pub fn rel_db_type(&self, apps: &Apps, model: &Model) -> Option<String> {
        self.rel_db_type_within(apps, model, DEPTH)
    }

    /// What follows the type in `CREATE TABLE`: `AUTOINCREMENT`.
    pub fn db_type_suffix(&self) -> Option<&'static str> {
        let internal_type = self.get_internal_type();
        FieldKind::from_name(&internal_type)
            .is_some_and(FieldKind::is_auto)
            .then_some("AUTOINCREMENT")
    }

    /// The check that the type puts on the column: `"age" >= 0`.
    pub fn db_check(&self) -> Option<String> {
        // A generated field asks its output field, which has no column to check.
        if self.kind == FieldKind::GeneratedField || self.is_relation() {
            return None;
        }
        let column = self.column()?;
        match self.get_internal_type().as_ref() {
            "PositiveBigIntegerField" | "PositiveIntegerField" | "PositiveSmallIntegerField" => {
                Some(format!("\"{column}\" >= 0"))
            }
            "JSONField" => Some(format!(
                "(JSON_VALID(\"{column}\") OR \"{column}\" IS NULL)"
            )),
            _ => None,
        }
    }

    /// `db_parameters()`: type, check and collation.
    pub fn db_parameters(&self, apps: &Apps, model: &Model) -> DbParameters {
        DbParameters {
            db_type: self.db_type(apps, model),
            check: self.db_check(),
            collation: self.collation(apps, model, DEPTH),
        }
    }

    /// The field that a `GeneratedField` computes.
    pub fn output_field(&self) -> Option<Self> {
        self.extra.get("output_field").and_then(Self::of_instance)
    }

    fn db_type_within(&self, apps: &Apps, model: &Model, depth: usize) -> Option<String> {
        if let Some(own) = &self.own_db_type {
            return own.as_ref().map(ToString::to_string);
        }
        if self.kind.is_foreign_key() {
            let (target_model, target) = self.target(apps, model)?;
            return target.rel_db_type_within(apps, &target_model, depth.checked_sub(1)?);
        }
        if let Some(output) = self.output_field() {
            return output.db_type_within(apps, model, depth.checked_sub(1)?);
        }
        data_type(&self.get_internal_type(), self.options.max_length.as_ref())
    }

    fn rel_db_type_within(&self, apps: &Apps, model: &Model, depth: usize) -> Option<String> {
        let integer = match self.kind {
            FieldKind::AutoField | FieldKind::PositiveIntegerField => "integer",
            FieldKind::BigAutoField | FieldKind::PositiveBigIntegerField => "bigint",
            FieldKind::SmallAutoField | FieldKind::PositiveSmallIntegerField => "smallint",
            _ => return self.db_type_within(apps, model, depth),
        };
        Some(integer.to_owned())
    }

    fn collation(&self, apps: &Apps, model: &Model, depth: usize) -> Option<Rc<str>> {
        if self.kind.is_foreign_key() {
            let (target_model, target) = self.target(apps, model)?;
            return target.collation(apps, &target_model, depth.checked_sub(1)?);
        }
        if let Some(output) = self.output_field() {
            return output.collation(apps, model, depth.checked_sub(1)?);
        }
        match self.extra.get("db_collation") {
            Some(Value::Str(collation)) => Some(collation.clone()),
            _ => None,
        }
    }
}

/// Django's `DatabaseWrapper.data_types` for SQLite.
fn data_type(internal_type: &str, max_length: Option<&Value>) -> Option<String> {
    let length = || match max_length {
        Some(Value::Int(length)) => length.to_string(),
        Some(Value::Str(length)) => length.to_string(),
        _ => "None".to_owned(),
    };
    let text = match internal_type {
        "AutoField" | "BigAutoField" | "SmallAutoField" | "IntegerField" | "OneToOneField" => {
            "integer"
        }
        "BinaryField" => "BLOB",
        "BooleanField" => "bool",
        "CharField" if max_length.is_none() => "varchar",
        "CharField" | "FileField" | "FilePathField" | "SlugField" => {
            return Some(format!("varchar({})", length()));
        }
        "DateField" => "date",
        "DateTimeField" => "datetime",
        "DecimalField" => "decimal",
        "DurationField" | "BigIntegerField" => "bigint",
        "FloatField" => "real",
        "IPAddressField" => "char(15)",
        "GenericIPAddressField" => "char(39)",
        "JSONField" | "TextField" => "text",
        "PositiveBigIntegerField" => "bigint unsigned",
        "PositiveIntegerField" => "integer unsigned",
        "PositiveSmallIntegerField" => "smallint unsigned",
        "SmallIntegerField" => "smallint",
        "TimeField" => "time",
        "UUIDField" => "char(32)",
        _ => return None,
    };
    Some(text.to_owned())
}
