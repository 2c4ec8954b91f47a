//! What is looked at more closely: a migration, the moments of a command, models and migrations and
//! database side by side; and what to beware of in the migrations that are in sight.

use std::rc::Rc;

use crate::protocol::{
    AdviceNote, ChangeLine, ComparedModel, EngineCommand, EngineOutcome, FileDifference,
    InspectionView, LeftView, MigrationView, MomentView, Remedy, TableDifference,
};
use crate::ui::texts::texts;

use super::{MigrationKey, Purpose, State, is_contrib, migrations};

/// Of so many migrations that wait to be applied it is said what to beware of.
const MOST_ADVISED: usize = 8;

/// What is shown over the four pieces.
#[derive(Clone, Debug, PartialEq)]
pub enum Insight {
    /// A migration under the microscope.
    Migration(Rc<Microscope>),
    /// Models, migrations and database side by side.
    Comparison(Rc<Comparison>),
    /// Two steps.
    Differences(Rc<Differences>),
}

/// What two steps do not have alike.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Differences {
    /// The step before.
    pub from: u32,
    /// The step after.
    pub to: u32,
    /// Files.
    pub files: Vec<FileDifference>,
    /// The database, table by table.
    pub database: Vec<ChangeLine>,
    /// Its rows.
    pub rows: Vec<TableDifference>,
}

/// A migration under the microscope.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Microscope {
    /// What the engine found.
    pub inspection: InspectionView,
    /// The operation that is shown, by its place in the list.
    pub operation: usize,
    /// The database whose SQL is shown.
    pub database: SqlDatabase,
    /// What a failing statement would leave: which statement, with and without a transaction.
    pub failure: Option<Failure>,
}

/// What a failing statement would leave.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Failure {
    /// Its number in [`InspectionView::run`].
    pub statement: u32,
    /// In a transaction.
    pub atomic: Option<LeftView>,
    /// Without one.
    pub bare: Option<LeftView>,
}

/// A database whose SQL can be shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SqlDatabase {
    /// The one that is there.
    #[default]
    Sqlite,
    /// A preview.
    PostgreSql,
    /// A preview.
    MySql,
}

impl SqlDatabase {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Sqlite, Self::PostgreSql, Self::MySql];

    /// The name that the protocol has for it.
    pub fn id(self) -> &'static str {
        match self {
            Self::Sqlite => "sqlite",
            Self::PostgreSql => "postgresql",
            Self::MySql => "mysql",
        }
    }

    /// Its own name.
    pub fn label(self) -> &'static str {
        match self {
            Self::Sqlite => "SQLite",
            Self::PostgreSql => "PostgreSQL",
            Self::MySql => "MySQL",
        }
    }
}

/// Models, migrations and database side by side.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Comparison {
    /// Those that differ come first.
    pub models: Vec<ComparedModel>,
    /// Commands that bring two of the three together.
    pub remedies: Vec<Remedy>,
}

/// What to beware of in migrations.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Advised {
    /// What was asked about, if anything.
    pub about: Option<AdviceAsked>,
    /// What the engine found.
    pub notes: Vec<AdviceNote>,
}

impl Advised {
    /// Returns what was found in a migration.
    pub fn of(&self, migration: &MigrationView) -> Vec<AdviceNote> {
        let own = |note: &&AdviceNote| note.app == migration.app && note.name == migration.name;
        self.notes.iter().filter(own).cloned().collect()
    }
}

/// What the engine is asked to beware of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AdviceAsked {
    /// [`State::edition`] then.
    pub edition: u32,
    /// The migrations.
    pub migrations: Vec<MigrationKey>,
}

/// The moments of the command that led to a step.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Moments {
    /// The step.
    pub step: u32,
    /// What happened in it.
    pub moments: Vec<MomentView>,
}

/// Something that happened where one looks more closely.
#[derive(Clone, Debug, PartialEq)]
pub enum InsightAction {
    /// A migration is to be looked at.
    MigrationOpened(MigrationKey),
    /// It is to be looked at in this direction: whether on the way back.
    DirectionChosen(bool),
    /// Nothing has changed for a moment: it can be asked what to beware of.
    AdviceDue,
    /// The three are to be compared.
    ComparisonOpened,
    /// Two steps are to be compared.
    DifferencesOpened {
        /// The step before.
        from: u32,
        /// The step after.
        to: u32,
    },
    /// Back to the four pieces.
    Closed,
    /// Another operation of the migration, by its place in the list.
    OperationChosen(usize),
    /// The SQL of another database.
    DatabaseChosen(SqlDatabase),
    /// What the failure of a statement would leave is to be shown.
    FailureChosen(u32),
    /// The present command is to be shown from within.
    MomentsOpened,
    /// Another moment.
    MomentChosen(u32),
    /// The present is to be shown again.
    MomentsClosed,
}

impl State {
    // Not within their callers, so that a first visit need not load them.
    #[inline(never)]
    pub(super) fn insight_action(&mut self, action: InsightAction) {
        match action {
            InsightAction::MigrationOpened((app, name)) => {
                self.flush_edits();
                self.inspect(app, name, false);
            }
            InsightAction::DirectionChosen(backwards) => {
                // A press on a tab also gives it the focus.
                let is_asked = self.waiting.values().any(|it| *it == Purpose::Insight);
                if let (Some(Insight::Migration(microscope)), false) = (&self.insight, is_asked) {
                    let InspectionView {
                        app, name, applied, ..
                    } = &microscope.inspection;
                    self.inspect(app.clone(), name.clone(), backwards != *applied);
                }
            }
            InsightAction::AdviceDue => self.ask_advice(),
            InsightAction::ComparisonOpened => {
                self.flush_edits();
                self.ask(EngineCommand::Compare, Purpose::Insight);
            }
            InsightAction::DifferencesOpened { from, to } => {
                self.flush_edits();
                self.ask(EngineCommand::Differ { from, to }, Purpose::Insight);
            }
            InsightAction::Closed => self.insight = None,
            InsightAction::OperationChosen(place) => {
                self.on_microscope(|microscope| microscope.operation = place);
            }
            InsightAction::DatabaseChosen(database) => {
                self.on_microscope(|microscope| microscope.database = database);
            }
            InsightAction::FailureChosen(statement) => self.try_failure(statement),
            InsightAction::MomentsOpened => {
                let step = self.view.present;
                self.ask(EngineCommand::Moments { step }, Purpose::Insight);
            }
            InsightAction::MomentChosen(moment) => {
                let step = self.view.present;
                self.ask(EngineCommand::Look { step, moment }, Purpose::Insight);
            }
            InsightAction::MomentsClosed => {
                self.moments = None;
                let step = self.view.present;
                self.ask(EngineCommand::GoTo { step }, Purpose::Insight);
            }
        }
    }

    /// What the engine found out.
    #[inline(never)]
    pub(super) fn insight_answered(&mut self, outcome: EngineOutcome) {
        match outcome {
            EngineOutcome::Inspected { inspection } => self.inspected(inspection),
            EngineOutcome::Failed { left } => self.on_microscope(|microscope| {
                let failure = microscope.failure.get_or_insert_default();
                // The question about the transaction was asked first.
                match failure.atomic.is_none() {
                    true => failure.atomic = Some(left),
                    false => failure.bare = Some(left),
                }
            }),
            EngineOutcome::Compared { models, remedies } => {
                let comparison = Comparison { models, remedies };
                self.insight = Some(Insight::Comparison(Rc::new(comparison)));
            }
            EngineOutcome::Differences {
                from,
                to,
                files,
                database,
                rows,
            } => {
                let differences = Differences {
                    from,
                    to,
                    files,
                    database,
                    rows,
                };
                self.insight = Some(Insight::Differences(Rc::new(differences)));
            }
            EngineOutcome::Moments { moments } => {
                let step = self.view.present;
                let last = u32::try_from(moments.len()).unwrap_or_default();
                self.moments = Some(Rc::new(Moments { step, moments }));
                match last.checked_sub(1) {
                    Some(moment) => self.insight_action(InsightAction::MomentChosen(moment)),
                    None => self.toast(texts().time.did_nothing.to_owned()),
                }
            }
            _ => {}
        }
    }

    /// Forgets what belongs to another state than the one that is shown.
    pub(super) fn forget_insights(&mut self) {
        let is_elsewhere = |moments: &Rc<Moments>| moments.step != self.view.present;
        if self.moments.as_ref().is_some_and(is_elsewhere) {
            self.moments = None;
        }
    }

    fn inspect(&mut self, app: String, name: String, other_way: bool) {
        let command = EngineCommand::Inspect {
            app,
            name,
            other_way,
        };
        self.ask(command, Purpose::Insight);
    }

    /// Shows a migration; of one that is shown already the same operation and database as before.
    fn inspected(&mut self, inspection: InspectionView) {
        let mut microscope = Microscope::default();
        if let Some(Insight::Migration(shown)) = &self.insight
            && (&shown.inspection.app, &shown.inspection.name)
                == (&inspection.app, &inspection.name)
        {
            let number = shown.inspection.operations.get(shown.operation);
            let number = number.map(|operation| operation.number);
            let mut places = inspection.operations.iter();
            let place = places.position(|operation| Some(operation.number) == number);
            microscope.operation = place.unwrap_or_default();
            microscope.database = shown.database;
        }
        microscope.inspection = inspection;
        self.insight = Some(Insight::Migration(Rc::new(microscope)));
    }

    /// Reports whether there may be migrations in sight in which there is something to beware of.
    pub fn may_be_advised(&self) -> bool {
        let pending = self.view.pending.as_ref();
        let waits = pending.is_some_and(|pending| !pending.unapplied.is_empty());
        // When a project has just been opened, the page's second part may be on its way; without a
        // network it cannot be waited for.
        let has_settled = self.edition > 1;
        (waits && has_settled) || !self.advised.notes.is_empty() || self.edits_migration()
    }

    fn edits_migration(&self) -> bool {
        let active = self.files.active.as_deref();
        active.is_some_and(|path| path.contains("migrations/"))
    }

    /// Reports whether the engine can be asked what to beware of.
    pub fn can_be_advised(&self) -> bool {
        let waits = |purpose: &Purpose| matches!(purpose, Purpose::Advice(_));
        self.idle()
            && self.heading.is_none()
            && self.view.looked_at.is_none()
            && !self.files.has_drafts()
            && !self.waiting.values().any(waits)
    }

    /// Returns what it can be asked about what to beware of, if that is not known: the migration in the
    /// editor, and those that wait to be applied, unless they only add what cannot be in the way.
    // Not within its caller, so that a first visit need not load it.
    #[inline(never)]
    pub fn advice_due(&self) -> Option<AdviceAsked> {
        let asked = AdviceAsked {
            edition: self.edition,
            migrations: self.in_sight(),
        };
        let is_known = self.advised.about.as_ref() == Some(&asked);
        let is_nothing = asked.migrations.is_empty() && self.advised.notes.is_empty();
        (!is_known && !is_nothing).then_some(asked)
    }

    fn in_sight(&self) -> Vec<MigrationKey> {
        let key = |migration: &MigrationView| (migration.app.clone(), migration.name.clone());
        let active = self.files.active.as_deref();
        let active = active.filter(|_| self.edits_migration());
        let edited = active.and_then(|path| {
            let mut all = migrations(&self.view);
            all.find(|migration| migration.path.as_deref() == Some(path))
        });
        let unapplied = self.view.pending.iter().flat_map(|it| &it.unapplied);
        let waiting = unapplied.filter_map(|(app, name)| {
            let mut all = migrations(&self.view);
            all.find(|it| it.app == *app && it.name == *name && it.path.is_some())
        });
        let waiting: Vec<_> = waiting.take(MOST_ADVISED).collect();
        let mut keys: Vec<MigrationKey> = Vec::new();
        if waiting.iter().any(|migration| self.may_harm(migration)) {
            keys.extend(waiting.into_iter().map(key));
        }
        if let Some(edited) = edited.map(key).filter(|edited| !keys.contains(edited)) {
            keys.push(edited);
        }
        keys
    }

    /// Reports whether a migration may have to do with rows that there are, or runs code or SQL.
    fn may_harm(&self, migration: &MigrationView) -> bool {
        let mut tables = self.view.tables.iter();
        let has_rows = tables.any(|table| table.row_count > 0 && !is_contrib(&self.view, table));
        let mut operations = migration.operations.iter();
        operations.any(|operation| match operation.symbol.as_str() {
            "+" => has_rows && !operation.description.starts_with("Create model "),
            "-" | "~" => has_rows,
            _ => true,
        })
    }

    fn ask_advice(&mut self) {
        let Some(asked) = self.advice_due().filter(|_| self.can_be_advised()) else {
            return;
        };
        if asked.migrations.is_empty() {
            let about = Some(asked);
            let notes = Vec::new();
            self.advised = Rc::new(Advised { about, notes });
            return;
        }
        let named = |(app, name): &MigrationKey| format!("{app}.{name}");
        let migrations = asked.migrations.iter().map(named).collect();
        self.ask(EngineCommand::Advise { migrations }, Purpose::Advice(asked));
    }

    /// The engine found what to beware of, or why it cannot.
    #[inline(never)]
    pub(super) fn advice_answered(&mut self, asked: AdviceAsked, outcome: EngineOutcome) {
        let notes = match outcome {
            EngineOutcome::Advised { notes } => notes,
            // The project cannot be loaded, which is said elsewhere.
            _ => Vec::new(),
        };
        if asked.edition == self.edition {
            let about = Some(asked);
            self.advised = Rc::new(Advised { about, notes });
        }
    }

    /// Something has changed. What was said of migrations holds until more is known while they are
    /// edited, but not after a command.
    pub(super) fn note_edition(&mut self, purpose: &Purpose) {
        match purpose {
            Purpose::Edit => {}
            Purpose::Complete(_) | Purpose::Foresee(..) | Purpose::Insight | Purpose::Advice(_) => {
                return;
            }
            _ if self.advised.notes.is_empty() => {}
            _ => self.advised = Rc::default(),
        }
        self.edition = self.edition.wrapping_add(1);
    }

    fn try_failure(&mut self, statement: u32) {
        let Some(Insight::Migration(microscope)) = &self.insight else {
            return;
        };
        let InspectionView {
            app,
            name,
            backwards,
            applied,
            ..
        } = &microscope.inspection;
        let (app, name, other_way) = (app.clone(), name.clone(), backwards != applied);
        self.on_microscope(|microscope| {
            microscope.failure = Some(Failure {
                statement,
                ..Failure::default()
            });
        });
        for atomic in [true, false] {
            let command = EngineCommand::Fail {
                app: app.clone(),
                name: name.clone(),
                other_way,
                statement,
                atomic,
            };
            self.ask(command, Purpose::Insight);
        }
    }

    fn on_microscope(&mut self, change: impl FnOnce(&mut Microscope)) {
        if let Some(Insight::Migration(microscope)) = &mut self.insight {
            change(Rc::make_mut(microscope));
        }
    }
}
