//! A migration as the SQL of a database that is not there.

use super::{MigrationExecutor, PlanStep};
use crate::backends::base::Connection;
use crate::backends::base::dialect::Dialect;
use crate::backends::base::preview::{Catalog, Preview, PreviewSchemaEditor, Previewed};
use crate::migrations::migration::Migration;
use crate::migrations::state::ProjectState;
use crate::orm::DjangoResult;
use crate::python::Interpreter;

impl MigrationExecutor {
    /// The statements that a step would execute on another database: one to which all migrations
    /// before it were applied and, on the way back, the migration itself. `database` is that
    /// database's name.
    ///
    /// # Errors
    ///
    /// What a migration raises.
    // A function of its own, by whose name the build finds what a first visit does not run.
    #[inline(never)]
    pub fn preview_sql(
        &self,
        (dialect, database): (Dialect, &str),
        connection: &mut dyn Connection,
        interpreter: &mut Interpreter,
        step: &PlanStep,
    ) -> DjangoResult<Vec<String>> {
        let migration = self.migration(&step.key)?;
        let key = [step.key.clone()];
        let before = self.loader.project_state(Some(&key), false, &self.apps)?;
        let mut make = |interpreter: &mut Interpreter, catalog: &mut Catalog| {
            let preview = Preview {
                dialect,
                catalog,
                executes: false,
            };
            run(
                &migration,
                before.clone(),
                step.backwards,
                connection,
                interpreter,
                preview,
            )
        };
        // Most migrations ask the database for nothing, and then what it has need not be found out.
        let first = make(interpreter, &mut Catalog::new(dialect, database));
        if !first.asked {
            return first.answer.map(|_| first.lines);
        }
        let mut catalog = Catalog::new(dialect, database);
        self.replay(dialect, interpreter, step, &mut catalog)?;
        let second = make(interpreter, &mut catalog);
        second.answer.map(|_| second.lines)
    }

    /// Makes in the catalog what the migrations before the step make.
    fn replay(
        &self,
        dialect: Dialect,
        interpreter: &mut Interpreter,
        step: &PlanStep,
        catalog: &mut Catalog,
    ) -> DjangoResult<()> {
        let mut plan = self.loader.graph.forwards_plan(&step.key)?;
        if !step.backwards {
            plan.retain(|key| *key != step.key);
        }
        let mut state = self.create_project_state(false)?;
        // Code of the project finds an empty database here.
        let mut nowhere = crate::database::Database::default();
        for key in plan {
            let migration = self.migration(&key)?;
            let before = state.clone();
            migration.mutate_state(&mut state)?;
            let preview = Preview {
                dialect,
                catalog: &mut *catalog,
                executes: true,
            };
            // What cannot be previewed there leaves nothing behind here; only its names are missed.
            drop(run(
                &migration,
                before,
                false,
                &mut nowhere,
                interpreter,
                preview,
            ));
        }
        Ok(())
    }
}

fn run(
    migration: &Migration,
    before: ProjectState,
    backwards: bool,
    connection: &mut dyn Connection,
    interpreter: &mut Interpreter,
    preview: Preview<'_>,
) -> Previewed<ProjectState> {
    PreviewSchemaEditor::with(connection, interpreter, preview, |editor| match backwards {
        true => migration.unapply(before, editor),
        false => migration.apply(before, editor),
    })
}
