//! What every schema editor offers to the operations (`BaseDatabaseSchemaEditor`).
//!
//! There are two: SQLite's, which works on a database, and the [preview](super::preview) of other
//! databases, which only makes text.

use std::rc::Rc;

use super::{Connection, RenderedField, RenderedModel};
use crate::orm::{Constraint, DjangoResult, Index};
use crate::python::set_order::{Filled, Hash, hash_text, hash_tuple, set_order};
use crate::python::{Interpreter, Value};

/// Groups of field names, as `unique_together` holds them.
pub type Together = [Vec<Rc<str>>];

/// Which of the two states of an operation has the later rendered models.
///
/// Django orders the columns of a table by the moment at which each field object was made. When a
/// table is remade from one state's model with a field of the other state's, this decides whether
/// that field becomes the first or the last column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Newer {
    /// `to_state`: its fields become the last columns.
    #[default]
    ToState,
    /// `from_state`: fields of `to_state` become the first columns.
    FromState,
}

impl Newer {
    /// The answer for an operation that goes forwards. When the models of the state before it were
    /// rendered already, those that it changes are rendered anew; otherwise Django first asks for
    /// the models of the state after it.
    pub fn forwards(rendered: bool) -> Self {
        if rendered {
            Self::ToState
        } else {
            Self::FromState
        }
    }
}

/// A part of what an editor does.
pub type Change<'a> = dyn FnMut(&mut dyn BaseDatabaseSchemaEditor) -> DjangoResult<()> + 'a;

/// Changes the schema of one database, within one migration.
///
/// Every method that changes something answers the database's error, or that of a default or an
/// expression that cannot be computed.
pub trait BaseDatabaseSchemaEditor {
    /// The database that is changed, or the one that code of the project may ask meanwhile.
    fn connection(&mut self) -> &mut dyn Connection;

    /// What Python code of the migration runs in.
    fn interpreter(&mut self) -> &mut Interpreter;

    /// The database whose SQL this only previews; `None` for the one that there is.
    fn preview_of(&self) -> Option<&'static str>;

    /// Whether statements are collected instead of executed.
    fn collects_sql(&self) -> bool;

    /// Adds a line to the collected statements: a comment. Nothing when statements are executed.
    fn collect_line(&mut self, line: String);

    /// How many lines have been collected.
    fn collected_lines(&self) -> usize;

    /// Which state's models are the later rendered ones.
    fn newer(&self) -> Newer;

    /// Says which state's models are the later rendered ones.
    fn set_newer(&mut self, newer: Newer);

    /// Runs `change` in a transaction of its own, unless one surrounds this editor already.
    fn atomically(&mut self, change: &mut Change<'_>) -> DjangoResult<()>;

    /// A script as the statements that the database takes one at a time.
    fn prepare_sql_script(&self, script: &str) -> Vec<String>;

    /// Executes a statement or collects it as text. With parameters, even none, `%s` stands for a
    /// parameter and `%%` for a percent sign; without, the statement is taken as it is.
    fn execute_with(&mut self, sql: &str, parameters: Option<&[Value]>) -> DjangoResult<()>;

    /// The names of the indexes on exactly these columns that are not unique.
    fn index_names(
        &mut self,
        model: &RenderedModel,
        columns: &[String],
    ) -> DjangoResult<Vec<String>>;

    /// Creates the model's table, its indexes and the tables of its many-to-many relations.
    fn create_model(&mut self, model: &RenderedModel) -> DjangoResult<()>;

    /// Drops the model's table and the tables of its many-to-many relations.
    fn delete_model(&mut self, model: &RenderedModel) -> DjangoResult<()>;

    /// Renames a table, and the table in statements that wait.
    fn alter_db_table(&mut self, old_db_table: &str, new_db_table: &str) -> DjangoResult<()>;

    /// Changes the comment on a table.
    fn alter_db_table_comment(&mut self, model: &RenderedModel) -> DjangoResult<()>;

    /// Drops what makes groups unique that are gone, and creates it for new groups.
    fn alter_unique_together(
        &mut self,
        model: &RenderedModel,
        old: &Together,
        new: &Together,
    ) -> DjangoResult<()>;

    /// Drops the indexes of groups that are gone and creates those of new groups.
    fn alter_index_together(
        &mut self,
        model: &RenderedModel,
        old: &Together,
        new: &Together,
    ) -> DjangoResult<()>;

    /// Adds a field's column, or the table of a many-to-many relation.
    fn add_field(&mut self, model: &RenderedModel, field: &RenderedField) -> DjangoResult<()>;

    /// Removes a field's column, or the table of a many-to-many relation.
    fn remove_field(&mut self, model: &RenderedModel, field: &RenderedField) -> DjangoResult<()>;

    /// Makes the column of `old_field` that of `new_field`.
    fn alter_field(
        &mut self,
        model: &RenderedModel,
        old_field: &RenderedField,
        new_field: &RenderedField,
    ) -> DjangoResult<()>;

    /// Repoints an automatic intermediate table, or moves it to another name.
    fn alter_many_to_many(
        &mut self,
        old_field: &RenderedField,
        new_field: &RenderedField,
    ) -> DjangoResult<()>;

    /// Creates an index.
    fn add_index(&mut self, model: &RenderedModel, index: &Index) -> DjangoResult<()>;

    /// Drops an index.
    fn remove_index(&mut self, model: &RenderedModel, index: &Index) -> DjangoResult<()>;

    /// Gives an index another name.
    fn rename_index(
        &mut self,
        model: &RenderedModel,
        old_index: &Index,
        new_index: &Index,
    ) -> DjangoResult<()>;

    /// Adds a constraint.
    fn add_constraint(
        &mut self,
        model: &RenderedModel,
        constraint: &Constraint,
    ) -> DjangoResult<()>;

    /// Removes a constraint.
    fn remove_constraint(
        &mut self,
        model: &RenderedModel,
        constraint: &Constraint,
    ) -> DjangoResult<()>;
}

/// The groups of `left` that `right` has not, in the order of Django's sets.
pub fn difference(left: &Together, right: &Together) -> Vec<Vec<Rc<str>>> {
    let mut missing = as_set(as_set(left.to_vec()));
    missing.retain(|group| !right.contains(group));
    as_set(missing)
}

/// The groups as a set of tuples is iterated over.
pub fn as_set(groups: Vec<Vec<Rc<str>>>) -> Vec<Vec<Rc<str>>> {
    set_order(groups, Filled::OneByOne, |group| {
        let names: Vec<Hash> = group.iter().map(|name| hash_text(name)).collect();
        hash_tuple(&names)
    })
}
