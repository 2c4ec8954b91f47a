//! The definition of a column, and its defaults.

use super::PreviewSchemaEditor;
use super::compiler;
use super::sql::Sql;
use crate::backends::base::alteration::effective_default;
use crate::backends::base::dialect::Dialect;
use crate::backends::base::rendered::RenderedField;
use crate::backends::mysql::base::is_limited_data_type;
use crate::database::SqlValue;
use crate::orm::DjangoResult;
use crate::orm::expressions::object::{Expression, is_expression};
use crate::python::{Interpreter, Value};

impl PreviewSchemaEditor<'_> {
    /// `column_sql()`: type, collation, comment, default, nullability and uniqueness; `None` for a
    /// field without a column.
    pub(super) fn column_sql(
        &mut self,
        field: &RenderedField,
        include_default: bool,
    ) -> DjangoResult<Option<Sql>> {
        if field.field.kind.is_foreign_key() {
            // Its type is that of the other model's key.
            field.remote_model()?;
        }
        let Some(db_type) = self.db_type(field) else {
            return Ok(None);
        };
        let options = &field.field.options;
        let mut parts = vec![Sql::new(db_type)];
        if let Some(collation) = self.collation(field) {
            parts.push(Sql::new(format!("COLLATE {}", self.quote_name(&collation))));
        }
        if let Some(comment) = comment_of(field).filter(|_| !self.is_postgresql()) {
            let comment = self.dialect.quote_text(&comment);
            parts.push(Sql::new(format!(" COMMENT {comment}")));
        }
        if field.field.has_db_default() {
            parts.push(self.db_default_sql(field)?.wrap("DEFAULT ", ""));
        } else if include_default && self.takes_default(field)? {
            let value = self.effective_default(field)?;
            if value != SqlValue::Null {
                parts.push(self.default_literal(field, &value).wrap("DEFAULT ", ""));
            }
        }
        if field.field.generated() {
            let persistency = if field.db_persist() {
                "STORED"
            } else {
                "VIRTUAL"
            };
            let expression = self.generated_sql(field)?;
            parts.push(expression.wrap("GENERATED ALWAYS AS (", &format!(") {persistency}")));
        } else {
            parts.push(Sql::new(if options.null { "NULL" } else { "NOT NULL" }));
        }
        if options.primary_key {
            parts.push(Sql::new("PRIMARY KEY"));
        } else if field.field.unique() {
            parts.push(Sql::new("UNIQUE"));
        }
        if let Some(tablespace) = self.inline_tablespace(field) {
            parts.push(Sql::new(tablespace));
        }
        Ok(Some(Sql::joined(parts, " ")))
    }

    /// `db_default_sql()`: the default that the database keeps.
    pub(super) fn db_default_sql(&mut self, field: &RenderedField) -> DjangoResult<Sql> {
        db_default_sql(self.dialect, self.interpreter, field)
    }

    /// The SQL that computes a generated field; nothing for another field.
    pub(super) fn generated_sql(&mut self, field: &RenderedField) -> DjangoResult<Sql> {
        match field.field.extra.get("expression") {
            Some(expression) => {
                compiler::compile(self.dialect, self.interpreter, &field.model, expression)
            }
            None => Ok(Sql::default()),
        }
    }

    /// What existing rows get in a new column, as SQLite would store it.
    pub(super) fn effective_default(&mut self, field: &RenderedField) -> DjangoResult<SqlValue> {
        effective_default(self.connection, self.interpreter, field)
    }

    /// A value as a default of the field's column (`_column_default_sql`).
    pub(super) fn default_literal(&self, field: &RenderedField, value: &SqlValue) -> Sql {
        let literal = Sql::literal(self.literal(field, value));
        match self.is_limited(field) {
            true => literal.wrap("(", ")"),
            false => literal,
        }
    }

    /// A value of the field as a literal.
    pub(super) fn literal(&self, field: &RenderedField, value: &SqlValue) -> String {
        let settings = &field.model.apps.settings;
        let internal_type = value_type(field);
        self.dialect
            .quote_value(value, &internal_type, settings.use_tz)
    }

    /// Whether adding the column leaves out the default (`skip_default`): MySQL's texts are empty
    /// anyway.
    pub(super) fn skip_default(&mut self, field: &RenderedField) -> DjangoResult<bool> {
        if self.is_postgresql() {
            return Ok(false);
        }
        let db_type = self.db_type(field).unwrap_or_default();
        let is_long = db_type.ends_with("blob") || db_type.ends_with("text");
        Ok(is_long && is_empty(&self.effective_default(field)?))
    }

    /// Whether altering the column leaves out the default (`skip_default_on_alter`).
    pub(super) fn skip_default_on_alter(&mut self, field: &RenderedField) -> DjangoResult<bool> {
        Ok(self.skip_default(field)? || self.is_limited(field))
    }

    /// Whether the column's type takes a default only as an expression, and no index.
    pub(super) fn is_limited(&self, field: &RenderedField) -> bool {
        is_limited(self.dialect, field)
    }

    fn takes_default(&mut self, field: &RenderedField) -> DjangoResult<bool> {
        let is_kept = field.field.options.null && self.skip_default_on_alter(field)?;
        Ok(!is_kept && !self.skip_default(field)?)
    }

    /// Where the index of a unique column lies.
    fn inline_tablespace(&self, field: &RenderedField) -> Option<String> {
        let own = field.field.options.db_tablespace.clone();
        let tablespace = own
            .filter(|it| !it.is_empty())
            .or_else(|| field.model.model.options.text("db_tablespace"))
            .filter(|it| !it.is_empty())?;
        let is_indexed = self.is_postgresql() && field.field.unique();
        is_indexed.then(|| format!("USING INDEX TABLESPACE {}", self.quote_name(&tablespace)))
    }
}

/// The comment on a field's column, when it has one.
pub(super) fn comment_of(field: &RenderedField) -> Option<String> {
    let comment = field.field.options.db_comment.as_deref();
    comment.filter(|it| !it.is_empty()).map(str::to_owned)
}

/// The default that the database keeps: an expression in parentheses, a plain value as it is.
pub(super) fn db_default_sql(
    dialect: Dialect,
    interpreter: &mut Interpreter,
    field: &RenderedField,
) -> DjangoResult<Sql> {
    let Some(default) = field.field.options.db_default.clone() else {
        return Ok(Sql::default());
    };
    let is_value = default
        .native::<Expression>()
        .is_some_and(|expression| expression.class == "Value");
    let is_constant = is_value || !is_expression(&default);
    let sql = compile_default(dialect, interpreter, field, &default)?;
    Ok(match !is_constant || is_limited(dialect, field) {
        true => sql.wrap("(", ")"),
        false => sql,
    })
}

fn compile_default(
    dialect: Dialect,
    interpreter: &mut Interpreter,
    field: &RenderedField,
    default: &Value,
) -> DjangoResult<Sql> {
    if is_expression(default) {
        return compiler::compile_default(dialect, interpreter, &field.model, default);
    }
    let (apps, model) = (&field.model.apps, &field.model.model);
    let value = (field.field).get_db_prep_save(interpreter, apps, model, default)?;
    if value == SqlValue::Null {
        return Ok(Sql::new("NULL"));
    }
    let internal_type = value_type(field);
    let literal = dialect.quote_value(&value, &internal_type, apps.settings.use_tz);
    let binary = matches!(value, SqlValue::Blob(_)) && dialect == Dialect::MySql;
    Ok(Sql::literal(literal).wrap(if binary { "_binary " } else { "" }, ""))
}

fn is_limited(dialect: Dialect, field: &RenderedField) -> bool {
    let db_type = super::data_types::db_type(dialect, field);
    dialect == Dialect::MySql && db_type.is_some_and(|it| is_limited_data_type(&it))
}

/// The internal type whose values the field holds: a foreign key holds those of what it refers to.
fn value_type(field: &RenderedField) -> String {
    let mut target = field.clone();
    for _ in 0..32 {
        if !target.field.kind.is_foreign_key() {
            break;
        }
        match target.target_field() {
            Ok(next) => target = next,
            Err(_) => break,
        }
    }
    target.field.get_internal_type().to_string()
}

fn is_empty(value: &SqlValue) -> bool {
    match value {
        SqlValue::Text(text) => text.is_empty(),
        SqlValue::Blob(bytes) => bytes.is_empty(),
        _ => false,
    }
}
