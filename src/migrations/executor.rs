//! `MigrationExecutor`: takes a database from the migrations it has to those it should have.

mod apply;
mod moments;
mod preview;
mod soft_applied;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::rc::Rc;

use indexmap::{IndexMap, IndexSet};

use super::exceptions::invalid_migration_plan;
use super::loader::MigrationLoader;
use super::migration::{Migration, MigrationKey};
use super::recorder::MigrationRecorder;
use super::state::ProjectState;
use crate::backends::SchemaEditor;
use crate::backends::base::Connection;
use crate::backends::sqlite::schema::{EditorOptions, restore_on_error};
use crate::orm::{Apps, DjangoResult};
use crate::python::Interpreter;

pub use moments::Moment;

/// Where to migrate to: a migration, or before an app's first one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// App label.
    pub app_label: Rc<str>,
    /// The migration's name; `None` for `zero`.
    pub name: Option<Rc<str>>,
}

impl From<MigrationKey> for Target {
    fn from(key: MigrationKey) -> Self {
        Self {
            app_label: key.app_label,
            name: Some(key.name),
        }
    }
}

/// A migration to run, and in which direction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanStep {
    /// The migration.
    pub key: MigrationKey,
    /// Whether it is unapplied.
    pub backwards: bool,
}

/// The migrations to run, in order.
pub type Plan = Vec<PlanStep>;

/// What the executor is about to do, or has done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Progress {
    /// A migration is about to be applied.
    ApplyStart(MigrationKey),
    /// It was applied.
    ApplySuccess {
        /// The migration.
        key: MigrationKey,
        /// Whether it was only recorded.
        fake: bool,
    },
    /// A migration is about to be unapplied.
    UnapplyStart(MigrationKey),
    /// It was unapplied.
    UnapplySuccess {
        /// The migration.
        key: MigrationKey,
        /// Whether it was only recorded.
        fake: bool,
    },
    /// The project's code printed something.
    Output(String),
    /// The states of the models are about to be computed.
    RenderStart,
    /// They were computed.
    RenderSuccess,
}

/// Which migrations are recorded without being run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Fake {
    /// `--fake`: all of them.
    pub all: bool,
    /// `--fake-initial`: an app's first one, when its tables are there already.
    pub initial: bool,
}

/// What migrations run in.
pub struct Session<'a> {
    /// The database.
    pub connection: &'a mut dyn Connection,
    /// What the project's code runs in.
    pub interpreter: &'a mut Interpreter,
    /// The time, in microseconds since 1970-01-01 UTC.
    pub now: i64,
    /// Hears what happens.
    pub progress: &'a mut dyn FnMut(Progress),
}

/// Plans and runs migrations.
pub struct MigrationExecutor {
    /// The migrations of the project and what is applied of them.
    pub loader: MigrationLoader,
    /// The project's models, of which those of apps without migrations are part of every state.
    apps: Rc<Apps>,
}

impl MigrationExecutor {
    /// An executor of a project's migrations; `apps` are the models of `models.py`.
    pub fn new(loader: MigrationLoader, apps: Rc<Apps>) -> Self {
        Self { loader, apps }
    }

    /// What has to run to reach the targets.
    ///
    /// # Errors
    ///
    /// `NodeNotFoundError` for a target that is not in the graph.
    pub fn migration_plan(&mut self, targets: &[Target]) -> DjangoResult<Plan> {
        // A target that was replaced is missing from the graph: look at the graph without
        // replacements.
        let is_replaced = |target: &Target| {
            target.key().is_some_and(|key| {
                self.loader.applied_migrations.contains_key(&key)
                    && !self.loader.graph.contains(&key)
            })
        };
        if self.loader.options.replace_migrations && targets.iter().any(is_replaced) {
            self.loader.options.replace_migrations = false;
            let mut recorded = self.loader.applied_migrations.clone();
            recorded.retain(|_, applied| applied.is_some());
            self.loader.rebuild_graph(recorded)?;
        }
        let applied = self.loader.applied_migrations.keys().cloned().collect();
        self.plan_from(targets, applied)
    }

    /// Every migration in the order in which an empty database would get them.
    fn full_plan(&self) -> DjangoResult<Plan> {
        let leaves = self.loader.graph.leaf_nodes(None).into_iter();
        let targets: Vec<Target> = leaves.map(Target::from).collect();
        self.plan_from(&targets, BTreeSet::new())
    }

    fn plan_from(
        &self,
        targets: &[Target],
        mut applied: BTreeSet<MigrationKey>,
    ) -> DjangoResult<Plan> {
        let graph = &self.loader.graph;
        let mut plan = Plan::new();
        for target in targets {
            let Some(key) = target.key() else {
                for root in graph.root_nodes(Some(&target.app_label)) {
                    unapply(graph.backwards_plan(&root)?, &mut applied, &mut plan);
                }
                continue;
            };
            if !applied.contains(&key) {
                for key in graph.forwards_plan(&key)? {
                    if applied.insert(key.clone()) {
                        let backwards = false;
                        plan.push(PlanStep { key, backwards });
                    }
                }
                continue;
            }
            // Only what follows in the same app goes: what the target itself needs of other apps
            // may stay.
            let children = graph.node(&key).map(|node| node.children.clone());
            for child in children.unwrap_or_default() {
                if child.app_label == key.app_label {
                    unapply(graph.backwards_plan(&child)?, &mut applied, &mut plan);
                }
            }
        }
        Ok(plan)
    }

    /// The state of the apps without migrations, with what the applied migrations make of it.
    ///
    /// # Errors
    ///
    /// What an operation raises.
    pub fn create_project_state(
        &self,
        with_applied_migrations: bool,
    ) -> DjangoResult<ProjectState> {
        let mut state = ProjectState::new(self.apps.settings.clone());
        let unmigrated = self.loader.unmigrated_apps.iter().cloned().collect();
        state.set_real_apps(unmigrated, &self.apps)?;
        if with_applied_migrations {
            for step in self.full_plan()? {
                if self.loader.applied_migrations.contains_key(&step.key) {
                    self.migration(&step.key)?.mutate_state(&mut state)?;
                }
            }
        }
        Ok(state)
    }

    /// Runs a plan; answers the state afterwards.
    ///
    /// # Errors
    ///
    /// What a migration raises. Each migration that is atomic happens as a whole or not at all;
    /// those before it stay applied.
    pub fn migrate(
        &mut self,
        session: &mut Session<'_>,
        plan: &[PlanStep],
        state: Option<ProjectState>,
        fake: Fake,
    ) -> DjangoResult<ProjectState> {
        let mut recorder = MigrationRecorder::new(session.connection);
        if !plan.is_empty() {
            recorder.ensure_schema()?;
        } else if !recorder.has_table() {
            return self.create_project_state(false);
        }
        let backwards = plan.iter().filter(|step| step.backwards).count();
        let state = if backwards == 0 {
            let state = match state {
                Some(state) => state,
                None => self.rendered_state(session)?,
            };
            self.migrate_all_forwards(session, plan, state, fake)?
        } else if backwards == plan.len() {
            self.migrate_all_backwards(session, plan, fake)?
        } else {
            return Err(invalid_migration_plan());
        };
        self.check_replacements(session)?;
        Ok(state)
    }

    /// The statements that a plan would execute, as `sqlmigrate` prints them.
    ///
    /// # Errors
    ///
    /// What a migration raises.
    pub fn collect_sql(
        &self,
        connection: &mut dyn Connection,
        interpreter: &mut Interpreter,
        plan: &[PlanStep],
    ) -> DjangoResult<Vec<String>> {
        let mut statements = Vec::new();
        let mut state: Option<ProjectState> = None;
        for step in plan {
            let migration = self.migration(&step.key)?;
            let before = match state.take() {
                Some(state) => state,
                None => {
                    let key = [step.key.clone()];
                    self.loader.project_state(Some(&key), false, &self.apps)?
                }
            };
            let options = EditorOptions {
                collect_sql: true,
                atomic: migration.atomic,
            };
            let run = |schema_editor: &mut SchemaEditor<'_>| {
                if step.backwards {
                    migration.unapply(before, schema_editor)
                } else {
                    migration.apply(before, schema_editor)
                }
            };
            let (after, collected) = SchemaEditor::with(connection, interpreter, options, run)?;
            statements.extend(collected);
            state = Some(after);
        }
        Ok(statements)
    }

    fn rendered_state(&self, session: &mut Session<'_>) -> DjangoResult<ProjectState> {
        let state = self.create_project_state(true)?;
        (session.progress)(Progress::RenderStart);
        state.apps()?;
        (session.progress)(Progress::RenderSuccess);
        Ok(state)
    }

    fn migration(&self, key: &MigrationKey) -> DjangoResult<Rc<Migration>> {
        let found = self.loader.graph.migration(key);
        found
            .cloned()
            .ok_or_else(|| super::exceptions::NodeNotFoundError::not_a_valid_node(key).into())
    }

    fn migrate_all_forwards(
        &self,
        session: &mut Session<'_>,
        plan: &[PlanStep],
        mut state: ProjectState,
        fake: Fake,
    ) -> DjangoResult<ProjectState> {
        // References are checked here, where everything is rendered, and not again when migrations
        // change some of it.
        state.apps()?;
        let mut to_run: IndexSet<&MigrationKey> = plan.iter().map(|step| &step.key).collect();
        for step in self.full_plan()? {
            if to_run.swap_remove(&step.key) {
                let migration = self.migration(&step.key)?;
                state = self.apply_migration(session, &migration, state, fake)?;
            }
        }
        Ok(state)
    }

    /// Unapplying needs the state before each migration, so all are computed before any runs.
    fn migrate_all_backwards(
        &self,
        session: &mut Session<'_>,
        plan: &[PlanStep],
        fake: Fake,
    ) -> DjangoResult<ProjectState> {
        (session.progress)(Progress::RenderStart);
        let full_plan = self.full_plan()?;
        let mut states = self.states_before(&full_plan, plan)?;
        (session.progress)(Progress::RenderSuccess);
        let mut applied: BTreeSet<MigrationKey> =
            self.loader.applied_migrations.keys().cloned().collect();
        let mut state = self.create_project_state(false)?;
        for step in plan {
            let migration = self.migration(&step.key)?;
            state = states.shift_remove(&step.key).unwrap_or(state);
            self.unapply_migration(session, &migration, state.clone(), fake)?;
            applied.remove(&step.key);
        }
        // The last one's state lacks what stays applied and comes after it.
        state.drop_apps();
        let last = plan.last().map(|step| &step.key);
        let remaining = full_plan.iter().skip_while(|step| Some(&step.key) != last);
        for step in remaining {
            if applied.contains(&step.key) {
                self.migration(&step.key)?.mutate_state(&mut state)?;
            }
        }
        Ok(state)
    }

    fn states_before(
        &self,
        full_plan: &[PlanStep],
        plan: &[PlanStep],
    ) -> DjangoResult<IndexMap<MigrationKey, ProjectState>> {
        let mut to_run: IndexSet<&MigrationKey> = plan.iter().map(|step| &step.key).collect();
        let mut states = IndexMap::new();
        let mut state = self.create_project_state(false)?;
        for step in full_plan {
            if to_run.is_empty() {
                break;
            }
            let is_run = to_run.swap_remove(&step.key);
            if is_run {
                state.apps()?;
                states.insert(step.key.clone(), state.clone());
            }
            if is_run || self.loader.applied_migrations.contains_key(&step.key) {
                self.migration(&step.key)?.mutate_state(&mut state)?;
            }
        }
        Ok(states)
    }

    fn apply_migration(
        &self,
        session: &mut Session<'_>,
        migration: &Migration,
        mut state: ProjectState,
        fake: Fake,
    ) -> DjangoResult<ProjectState> {
        let key = migration.key();
        (session.progress)(Progress::ApplyStart(key.clone()));
        let mut fakes = fake.all;
        if !fakes && fake.initial {
            let catalog = session.connection.catalog();
            (fakes, state) = self.detect_soft_applied(&catalog, migration, state)?;
        }
        let (interpreter, now) = (&mut *session.interpreter, session.now);
        let backwards = false;
        moments::tell(
            session.connection,
            Moment::Migration {
                key: key.clone(),
                backwards,
            },
        )?;
        let applied = restore_on_error(session.connection, migration.atomic, |connection| {
            if !fakes {
                let options = editor_options(migration);
                let apply = |editor: &mut SchemaEditor<'_>| migration.apply(state, editor);
                (state, _) = SchemaEditor::with(connection, interpreter, options, apply)?;
            }
            record_migration(connection, migration, now)?;
            Ok(state)
        });
        session.report_output();
        let state = applied?;
        (session.progress)(Progress::ApplySuccess { key, fake: fakes });
        Ok(state)
    }

    fn unapply_migration(
        &self,
        session: &mut Session<'_>,
        migration: &Migration,
        state: ProjectState,
        fake: Fake,
    ) -> DjangoResult<()> {
        let key = migration.key();
        (session.progress)(Progress::UnapplyStart(key.clone()));
        let backwards = true;
        moments::tell(
            session.connection,
            Moment::Migration {
                key: key.clone(),
                backwards,
            },
        )?;
        let interpreter = &mut *session.interpreter;
        let unapplied = restore_on_error(session.connection, migration.atomic, |connection| {
            if !fake.all {
                let options = editor_options(migration);
                let unapply = |editor: &mut SchemaEditor<'_>| migration.unapply(state, editor);
                SchemaEditor::with(connection, interpreter, options, unapply)?;
            }
            let mut recorder = MigrationRecorder::with_table(connection);
            for replaced in &migration.replaces {
                recorder.record_unapplied(replaced)?;
            }
            recorder.record_unapplied(&key)
        });
        session.report_output();
        unapplied?;
        (session.progress)(Progress::UnapplySuccess {
            key: migration.key(),
            fake: fake.all,
        });
        Ok(())
    }

    /// Records a migration as applied when all that it replaces are: it may have come after they
    /// were applied.
    fn check_replacements(&self, session: &mut Session<'_>) -> DjangoResult<()> {
        if self.loader.replacements.is_empty() {
            return Ok(());
        }
        let mut recorder = MigrationRecorder::new(session.connection);
        let applied = recorder.applied_migrations()?;
        for (key, migration) in &self.loader.replacements {
            let all_applied = migration.replaces.iter().all(|it| applied.contains_key(it));
            if all_applied && !applied.contains_key(key) {
                recorder.record_applied(key, session.now)?;
            }
        }
        Ok(())
    }
}

impl Session<'_> {
    /// Hands on what the project's code printed.
    fn report_output(&mut self) {
        let output = self.interpreter.take_output();
        if !output.is_empty() {
            (self.progress)(Progress::Output(output));
        }
    }
}

impl Target {
    fn key(&self) -> Option<MigrationKey> {
        let name = self.name.as_ref()?;
        Some(MigrationKey::new(&self.app_label, name))
    }
}

fn unapply(keys: Vec<MigrationKey>, applied: &mut BTreeSet<MigrationKey>, plan: &mut Plan) {
    for key in keys {
        if applied.remove(&key) {
            let backwards = true;
            plan.push(PlanStep { key, backwards });
        }
    }
}

fn editor_options(migration: &Migration) -> EditorOptions {
    EditorOptions {
        collect_sql: false,
        atomic: migration.atomic,
    }
}

/// A replacing migration records those that it replaces; [`MigrationExecutor::migrate`] records the
/// migration itself at the end.
fn record_migration(
    connection: &mut dyn Connection,
    migration: &Migration,
    now: i64,
) -> DjangoResult<()> {
    let mut recorder = MigrationRecorder::with_table(connection);
    if migration.replaces.is_empty() {
        return recorder.record_applied(&migration.key(), now);
    }
    let mut replaces = migration.replaces.iter();
    replaces.try_for_each(|replaced| recorder.record_applied(replaced, now))
}
