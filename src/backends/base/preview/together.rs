//! `unique_together` and `index_together`.

use std::rc::Rc;

use super::PreviewSchemaEditor;
use super::catalog::Filter;
use crate::backends::base::RenderedModel;
use crate::backends::base::names::create_name;
use crate::backends::base::schema::{Together, difference};
use crate::orm::{DjangoResult, Exception};

impl PreviewSchemaEditor<'_> {
    pub(super) fn change_unique_together(
        &mut self,
        model: &RenderedModel,
        old: &Together,
        new: &Together,
    ) -> DjangoResult<()> {
        let unique = Filter {
            unique: Some(true),
            primary_key: Some(false),
            ..Filter::default()
        };
        for fields in difference(old, new) {
            let name = self.composed_index(model, &fields, unique)?;
            self.delete_unique(model, &name)?;
        }
        for fields in difference(new, old) {
            let statement = self.unique_together_sql(model, &fields)?;
            self.run_escaped(statement.sql(self.dialect))?;
        }
        Ok(())
    }

    pub(super) fn change_index_together(
        &mut self,
        model: &RenderedModel,
        old: &Together,
        new: &Together,
    ) -> DjangoResult<()> {
        let index = Filter {
            unique: Some(false),
            index: Some(true),
            ..Filter::default()
        };
        for fields in difference(old, new) {
            let name = self.composed_index(model, &fields, index)?;
            let sql = self.delete_index_sql(model, &name);
            self.run_escaped(sql)?;
        }
        for fields in difference(new, old) {
            let statement = self.index_together_sql(model, &fields)?;
            self.run_escaped(statement.sql(self.dialect))?;
        }
        Ok(())
    }

    /// The name of what belongs to a group that goes (`_delete_composed_index`).
    fn composed_index(
        &mut self,
        model: &RenderedModel,
        fields: &[Rc<str>],
        filter: Filter,
    ) -> DjangoResult<String> {
        self.create_missing_fk_index(model, fields, &[])?;
        let columns = self.columns_of(model, fields)?;
        let mut names = self.constraint_names(model, Some(&columns), filter)?;
        let options = &model.model.options;
        names.retain(|name| {
            !options.constraints.iter().any(|it| *it.name == **name)
                && !options.indexes.iter().any(|it| *it.name == **name)
        });
        let table = model.db_table();
        if filter.unique == Some(true) {
            let own = create_name(&table, &columns, "_uniq", self.dialect.max_name_length());
            if names.contains(&own) {
                names = vec![own];
            }
        }
        match <[String; 1]>::try_from(names) {
            Ok([name]) => Ok(name),
            Err(names) => Err(Exception::new(
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
