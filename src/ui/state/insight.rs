//! What is looked at more closely: a migration, the moments of a command, models and migrations and
//! database side by side.

use std::rc::Rc;

use crate::protocol::{
    ChangeLine, ComparedModel, EngineCommand, EngineOutcome, FileDifference, InspectionView,
    LeftView, MomentView, Remedy,
};
use crate::ui::texts::texts;

use super::{MigrationKey, Purpose, State};

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
    pub(super) fn insight_action(&mut self, action: InsightAction) {
        match action {
            InsightAction::MigrationOpened((app, name)) => {
                self.flush_edits();
                self.ask(EngineCommand::Inspect { app, name }, Purpose::Insight);
            }
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
    pub(super) fn insight_answered(&mut self, outcome: EngineOutcome) {
        match outcome {
            EngineOutcome::Inspected { inspection } => {
                self.insight = Some(Insight::Migration(Rc::new(Microscope {
                    inspection,
                    ..Microscope::default()
                })));
            }
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
            } => {
                let differences = Differences {
                    from,
                    to,
                    files,
                    database,
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

    fn try_failure(&mut self, statement: u32) {
        let Some(Insight::Migration(microscope)) = &self.insight else {
            return;
        };
        let (app, name) = (
            microscope.inspection.app.clone(),
            microscope.inspection.name.clone(),
        );
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
