//! Whole tables: creating, dropping and renaming them.

use super::SchemaEditor;
use super::remake_table::NewTable;
use crate::backends::base::names::quote_name;
use crate::backends::base::rendered::RenderedModel;
use crate::orm::{DjangoResult, FieldKind};

impl SchemaEditor<'_> {
    /// Creates the model's table, its indexes and the tables of its many-to-many relations.
    ///
    /// # Errors
    ///
    /// The database's error, or that of an expression which does not compile.
    pub fn create_model(&mut self, model: &RenderedModel) -> DjangoResult<()> {
        self.create_table(&NewTable::of(model))?;
        for field in model.local_many_to_many() {
            if field.has_auto_created_through()? {
                self.create_model(&field.through()?)?;
            }
        }
        Ok(())
    }

    /// Drops the model's table and the tables of its many-to-many relations.
    ///
    /// # Errors
    ///
    /// The database's error.
    pub fn delete_model(&mut self, model: &RenderedModel) -> DjangoResult<()> {
        for field in model.local_many_to_many() {
            if field.has_auto_created_through()? {
                self.delete_model(&field.through()?)?;
            }
        }
        self.drop_table(&model.db_table())
    }

    /// Renames a table, and the table in statements that wait.
    ///
    /// # Errors
    ///
    /// The database's error.
    pub fn alter_db_table(&mut self, old_db_table: &str, new_db_table: &str) -> DjangoResult<()> {
        if old_db_table.to_lowercase() == new_db_table.to_lowercase() {
            return Ok(());
        }
        self.run_escaped(&format!(
            "ALTER TABLE {} RENAME TO {}",
            quote_name(old_db_table),
            quote_name(new_db_table)
        ))?;
        for statement in &mut self.deferred_sql {
            statement.rename_table_references(old_db_table, new_db_table);
        }
        Ok(())
    }

    /// Drops a table and forgets what waits for it.
    pub(super) fn drop_table(&mut self, table: &str) -> DjangoResult<()> {
        self.run_escaped(&format!("DROP TABLE {}", quote_name(table)))?;
        self.deferred_sql
            .retain(|statement| !statement.references_table(table));
        Ok(())
    }

    /// Creates a table; its indexes wait for the end.
    pub(super) fn create_table(&mut self, table: &NewTable) -> DjangoResult<()> {
        let sql = self.table_sql(table)?;
        self.run(&sql)?;
        let indexes = self.model_indexes_sql(table)?;
        self.deferred_sql.extend(indexes);
        Ok(())
    }

    /// The `CREATE TABLE` statement. What must be an index of its own is deferred.
    fn table_sql(&mut self, table: &NewTable) -> DjangoResult<String> {
        for names in &table.unique_together {
            let columns = table.columns(names)?;
            self.deferred_sql
                .push(Self::create_unique_together_sql(&table.db_table, columns));
        }
        let mut definitions = Vec::new();
        for field in &table.fields {
            definitions.extend(self.column_definition(field)?);
        }
        for constraint in &table.model.model.options.constraints {
            definitions.extend(self.constraint_sql(table, constraint)?);
        }
        definitions.extend(composite_primary_key(table)?);
        let table = quote_name(&table.db_table);
        Ok(format!("CREATE TABLE {table} ({})", definitions.join(", ")))
    }
}

fn composite_primary_key(table: &NewTable) -> DjangoResult<Option<String>> {
    let mut keys = table
        .fields
        .iter()
        .filter(|field| field.field.options.primary_key);
    let Some(key) = keys.find(|field| field.field.kind == FieldKind::CompositePrimaryKey) else {
        return Ok(None);
    };
    let columns = table.columns(&key.field_names())?;
    let columns: Vec<String> = columns.iter().map(|column| quote_name(column)).collect();
    Ok(Some(format!("PRIMARY KEY ({})", columns.join(", "))))
}
