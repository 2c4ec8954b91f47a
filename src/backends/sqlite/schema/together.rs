//! `unique_together` and `index_together`.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::SchemaEditor;
use super::indexes::{create_index, index_statement, key_columns};
use super::remake_table::NewTable;
use crate::backends::base::ddl_references::{IndexName, Part, Statement};
use crate::backends::base::names::{create_index_name, quote_name};
use crate::backends::base::rendered::RenderedModel;
use crate::backends::base::schema::{Together, difference};
use crate::backends::sqlite::introspection::{ConstraintFilter, constraint_names};
use crate::orm::{DjangoResult, Exception};

impl SchemaEditor<'_> {
    /// Drops the unique indexes of groups that are gone and creates those of new groups.
    ///
    /// # Errors
    ///
    /// `ValueError` when a group's index cannot be told from others, or the database's error.
    pub fn alter_unique_together(
        &mut self,
        model: &RenderedModel,
        old_unique_together: &Together,
        new_unique_together: &Together,
    ) -> DjangoResult<()> {
        let unique = ConstraintFilter {
            unique: Some(true),
            primary_key: Some(false),
            index: None,
        };
        for fields in difference(old_unique_together, new_unique_together) {
            self.delete_composed_index(model, &fields, unique)?;
        }
        let table = NewTable::of(model);
        for fields in difference(new_unique_together, old_unique_together) {
            let columns = table.columns(&fields)?;
            let statement = Self::create_unique_together_sql(&table.db_table, columns);
            self.run_escaped(&statement.to_string())?;
        }
        Ok(())
    }

    /// Drops the indexes of groups that are gone and creates those of new groups.
    ///
    /// # Errors
    ///
    /// `ValueError` when a group's index cannot be told from others, or the database's error.
    pub fn alter_index_together(
        &mut self,
        model: &RenderedModel,
        old_index_together: &Together,
        new_index_together: &Together,
    ) -> DjangoResult<()> {
        let index = ConstraintFilter {
            unique: Some(false),
            primary_key: None,
            index: Some(true),
        };
        for fields in difference(old_index_together, new_index_together) {
            self.delete_composed_index(model, &fields, index)?;
        }
        let table = NewTable::of(model);
        for fields in difference(new_index_together, old_index_together) {
            let statement = create_index(&table.db_table, table.columns(&fields)?, "_idx");
            self.run_escaped(&statement.to_string())?;
        }
        Ok(())
    }

    /// The unique index of a group.
    pub(super) fn create_unique_together_sql(table: &str, columns: Vec<String>) -> Statement {
        let name = IndexName {
            table: table.to_owned(),
            columns: columns.clone(),
            suffix: "_uniq",
            given: None,
        };
        let start = [Part::text("CREATE UNIQUE INDEX "), Part::IndexName(name)];
        index_statement(start, table, key_columns(table, columns, Vec::new()), "")
    }

    fn delete_composed_index(
        &mut self,
        model: &RenderedModel,
        fields: &[Rc<str>],
        filter: ConstraintFilter,
    ) -> DjangoResult<()> {
        let table = model.db_table();
        let columns = NewTable::of(model).columns(fields)?;
        let options = &model.model.options;
        let constraints = options
            .constraints
            .iter()
            .map(|constraint| &*constraint.name);
        let named: BTreeSet<&str> = constraints
            .chain(options.indexes.iter().map(|index| &*index.name))
            .collect();
        let mut names = constraint_names(self.connection, &table, &columns, filter)?;
        names.retain(|name| !named.contains(name.as_str()));
        if filter.unique == Some(true) {
            let own = create_index_name(&table, &columns, "_uniq");
            if names.contains(&own) {
                names = vec![own];
            }
        }
        match names.as_slice() {
            [name] => self.run_escaped(&format!("DROP INDEX {}", quote_name(name))),
            _ => Err(Exception::new(
                "ValueError",
                format!(
                    "Found wrong number ({}) of constraints for {table}({})",
                    names.len(),
                    columns.join(", ")
                ),
            )),
        }
    }
}
