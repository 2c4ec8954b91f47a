//! Plans run on a database; what a failing statement leaves behind.

use std::rc::Rc;

use super::{Fake, MigrationExecutor, Progress, Session, Target};
use crate::backends::base::Connection;
use crate::database::{Catalog, Database, DatabaseError, ErrorClass, Mark, QueryResult, SqlValue};
use crate::migrations::loader::{
    LoaderOptions, MigrationLoader, MigrationSource, MigrationsModule,
};
use crate::migrations::migration::{Dependency, Migration};
use crate::migrations::operations::Operation;
use crate::migrations::operations::samples::{
    add, alter, create, indexed, integer, key, nullable, relation, remove, text,
};
use crate::migrations::recorder::MigrationRecorder;
use crate::orm::{Apps, DjangoResult, FieldKind, Settings};
use crate::python::{Importer, Interpreter, Source, Value};

/// A database that refuses one statement.
struct FailingConnection {
    database: Database,
    statements_left: usize,
}

impl Connection for FailingConnection {
    fn execute(&mut self, sql: &str, values: &[SqlValue]) -> Result<QueryResult, DatabaseError> {
        let Some(left) = self.statements_left.checked_sub(1) else {
            return Err(DatabaseError {
                class: ErrorClass::OperationalError,
                message: "disk I/O error".into(),
            });
        };
        self.statements_left = left;
        self.database.execute(sql, values)
    }

    fn mark(&self, _: &dyn Mark) -> Result<(), DatabaseError> {
        Ok(())
    }

    fn catalog(&self) -> Catalog {
        self.database.catalog()
    }

    fn savepoint(&self) -> Database {
        self.database.clone()
    }

    fn rollback_to(&mut self, savepoint: Database) {
        self.database = savepoint;
    }
}

/// The one app `app`, with these migrations.
struct OneApp(Vec<Rc<Migration>>);

impl MigrationSource for OneApp {
    fn app_labels(&self) -> Vec<Rc<str>> {
        vec!["app".into()]
    }

    fn migrations_module(&mut self, _: &str) -> DjangoResult<MigrationsModule> {
        let names = self.0.iter().map(|migration| migration.name.clone());
        Ok(MigrationsModule::Package(names.collect()))
    }

    fn load(&mut self, _: &str, name: &str) -> DjangoResult<Option<Rc<Migration>>> {
        Ok(self
            .0
            .iter()
            .find(|migration| &*migration.name == name)
            .cloned())
    }
}

struct NoFiles;

impl Importer for NoFiles {
    fn find(&self, _: &str) -> Option<Source> {
        None
    }
}

/// Two models with rows in `0001_initial`, and five operations of all kinds in `0002_all`.
fn project() -> OneApp {
    let book = [
        ("id", key()),
        ("title", indexed(FieldKind::TextField)),
        ("author", relation(FieldKind::ForeignKey, "Author")),
        ("sequel", nullable(relation(FieldKind::ForeignKey, "self"))),
    ];
    let rows = [
        "INSERT INTO app_author VALUES (1, 'Ann')",
        "INSERT INTO app_book VALUES (1, 'One', 1, NULL), (2, 'Two', 1, 1)",
    ];
    let insert = Operation::RunSQL {
        sql: Value::list(rows.map(Value::str).to_vec()),
        reverse_sql: Some(Value::str("")),
        state_operations: Vec::new(),
        hints: None,
        elidable: false,
        arguments: Rc::default(),
    };
    let mut initial = Migration::new("app", "0001_initial");
    initial.operations = vec![
        create("Author", &[("id", key()), ("name", text())]),
        create("Book", &book),
        insert,
    ];
    let mut all = Migration::new("app", "0002_all");
    all.dependencies = vec![Dependency::Migration(initial.key())];
    let tag = [
        ("id", key()),
        ("books", relation(FieldKind::ManyToManyField, "Book")),
    ];
    all.operations = vec![
        add("Book", "pages", nullable(integer())),
        alter("Book", "title", nullable(text())),
        create("Tag", &tag),
        Operation::RenameModel {
            old_name: "Author".into(),
            new_name: "Writer".into(),
        },
        remove("Book", "sequel"),
    ];
    OneApp(vec![Rc::new(initial), Rc::new(all)])
}

/// Migrates to a migration of `app`, or to `zero`; answers what was reported.
fn migrate(
    connection: &mut dyn Connection,
    source: &mut OneApp,
    name: Option<&str>,
    fake: Fake,
) -> DjangoResult<Vec<String>> {
    let applied = MigrationRecorder::new(connection).applied_migrations()?;
    let loader = MigrationLoader::new(source, applied, LoaderOptions::default())?;
    let apps = Apps::new(Vec::new(), Rc::new(Settings::default()))?;
    let mut executor = MigrationExecutor::new(loader, Rc::new(apps));
    let target = Target {
        app_label: "app".into(),
        name: name.map(Into::into),
    };
    let plan = executor.migration_plan(&[target])?;
    let mut reports = Vec::new();
    let mut session = Session {
        connection,
        interpreter: &mut Interpreter::new(Rc::new(NoFiles)),
        now: 1_735_689_600_000_000,
        progress: &mut |progress| reports.push(report(&progress)),
    };
    executor.migrate(&mut session, &plan, None, fake)?;
    Ok(reports)
}

fn report(progress: &Progress) -> String {
    match progress {
        Progress::ApplyStart(key) => format!("apply {}", key.name),
        Progress::ApplySuccess { fake, .. } => format!("applied, fake: {fake}"),
        Progress::UnapplyStart(key) => format!("unapply {}", key.name),
        Progress::UnapplySuccess { fake, .. } => format!("unapplied, fake: {fake}"),
        Progress::Output(text) => text.clone(),
        Progress::RenderStart => "render".into(),
        Progress::RenderSuccess => "rendered".into(),
    }
}

/// Rows by table.
type Rows = Vec<(String, Vec<Vec<SqlValue>>)>;

/// Everything that a user could see of a database.
fn everything(database: &Database) -> (Catalog, Rows, bool) {
    let catalog = database.catalog();
    let rows = catalog
        .tables
        .keys()
        .map(|table| (table.clone(), database.rows(table)));
    let rows = rows.collect();
    (catalog, rows, database.in_transaction())
}

/// Checks that a migration which fails at any of its statements leaves no trace, and works when
/// none fails.
fn check_faults(database: &Database, source: &mut OneApp, name: Option<&str>) {
    let before = everything(database);
    let applied = MigrationRecorder::new(&mut database.clone())
        .applied_migrations()
        .unwrap();
    for statements_left in 0.. {
        let mut connection = FailingConnection {
            database: database.clone(),
            statements_left,
        };
        if migrate(&mut connection, source, name, Fake::default()).is_ok() {
            assert!(statements_left > 20, "{statements_left} statements only");
            return;
        }
        let mut after = connection.database;
        assert_eq!(
            everything(&after),
            before,
            "after {statements_left} statements"
        );
        let left = MigrationRecorder::new(&mut after)
            .applied_migrations()
            .unwrap();
        assert_eq!(left, applied);
        let enforced = after.execute("PRAGMA foreign_keys", &[]).unwrap();
        assert_eq!(enforced.rows, [[SqlValue::Integer(1)]]);
    }
}

#[test]
fn a_statement_that_fails_leaves_no_trace_of_the_migration() {
    let (mut database, mut source) = (Database::new(), project());
    migrate(
        &mut database,
        &mut source,
        Some("0001_initial"),
        Fake::default(),
    )
    .unwrap();
    check_faults(&database, &mut source, Some("0002_all"));
    migrate(
        &mut database,
        &mut source,
        Some("0002_all"),
        Fake::default(),
    )
    .unwrap();
    check_faults(&database, &mut source, Some("0001_initial"));
}

#[test]
fn going_back_restores_the_tables() {
    let (mut database, mut source) = (Database::new(), project());
    let reports = migrate(
        &mut database,
        &mut source,
        Some("0001_initial"),
        Fake::default(),
    );
    assert_eq!(
        reports.unwrap(),
        [
            "render",
            "rendered",
            "apply 0001_initial",
            "applied, fake: false"
        ]
    );
    let names = |database: &Database| {
        let catalog = database.catalog();
        let tables = catalog.tables.into_iter();
        let columns = tables.map(|(name, table)| {
            let columns = table.columns.into_iter().map(|column| column.name);
            (name, columns.collect::<std::collections::BTreeSet<_>>())
        });
        columns.collect::<Vec<_>>()
    };
    let before = names(&database);
    migrate(
        &mut database,
        &mut source,
        Some("0002_all"),
        Fake::default(),
    )
    .unwrap();
    assert_ne!(names(&database), before);
    migrate(
        &mut database,
        &mut source,
        Some("0001_initial"),
        Fake::default(),
    )
    .unwrap();
    assert_eq!(names(&database), before);
    let reports = migrate(&mut database, &mut source, None, Fake::default()).unwrap();
    assert_eq!(
        reports,
        [
            "render",
            "rendered",
            "unapply 0001_initial",
            "unapplied, fake: false"
        ]
    );
    let left: Vec<String> = database.catalog().tables.into_keys().collect();
    assert_eq!(left, ["django_migrations", "sqlite_sequence"]);
}

#[test]
fn an_initial_migration_whose_tables_exist_can_be_faked() {
    let (mut database, mut source) = (Database::new(), project());
    let fake = Fake {
        all: false,
        initial: true,
    };
    for table in ["app_author", "APP_BOOK"] {
        database
            .execute(&format!("CREATE TABLE {table} (id integer)"), &[])
            .unwrap();
    }
    let reports = migrate(&mut database, &mut source, Some("0001_initial"), fake).unwrap();
    assert_eq!(
        reports.last().map(String::as_str),
        Some("applied, fake: true")
    );
}
