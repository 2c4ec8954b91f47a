//! What a page can look at more closely: a migration under the microscope, a statement that fails,
//! the moments of a command, models and migrations and database side by side.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test fails by panicking and says why"
)]

use migration_sandbox::protocol::{
    ChangeLine, ComparedModel, DataEffectKind, EngineCommand, EngineOutcome, InspectionView,
    Interrupt, LeftView, MomentView, OperationInspection, Remedy, Request, Response, View,
};
use migration_sandbox::sandbox::Sandbox;

const FIRST: &str = "from django.db import models


class Book(models.Model):
    title = models.CharField(max_length=100)
    isbn = models.CharField(max_length=20, null=True)
";

/// A project whose first migration is applied, with three books.
struct Desk(Sandbox);

impl Desk {
    fn new() -> Self {
        let mut desk = Self(Sandbox::default());
        desk.write("books/models.py", FIRST);
        desk.run("python manage.py makemigrations", &[]);
        desk.run("python manage.py migrate", &[]);
        desk.run(
            "sqlite3 db.sqlite3 \"INSERT INTO books_book (title, isbn) VALUES \
             ('A long title', '1'), ('Short', '1'), ('Third', NULL)\"",
            &[],
        );
        desk
    }

    fn handle(&mut self, command: EngineCommand) -> Response {
        let response = self.0.handle(Request {
            id: 0,
            now: 1.7e12,
            command: command.clone(),
        });
        if let EngineOutcome::Refused { message } = &response.outcome {
            panic!("{command:?}: {message}");
        }
        response
    }

    fn write(&mut self, path: &str, text: &str) {
        self.handle(EngineCommand::WriteFile {
            path: path.to_owned(),
            text: text.to_owned(),
        });
    }

    fn run(&mut self, line: &str, answers: &[&str]) -> View {
        let response = self.handle(EngineCommand::Run {
            line: line.to_owned(),
            answers: answers.iter().map(|&it| it.to_owned()).collect(),
            interrupt: None::<Interrupt>,
        });
        match response.outcome {
            EngineOutcome::Ran { .. } => response.view,
            other => panic!("{line}: {other:?}"),
        }
    }

    /// Makes a migration of these models, whatever is asked.
    fn makemigrations(&mut self, models: &str, answers: &[&str]) -> String {
        self.write("books/models.py", models);
        let view = self.run("python manage.py makemigrations", answers);
        let books = view.apps.iter().find(|app| app.label == "books").unwrap();
        books.migrations.last().unwrap().name.clone()
    }

    fn inspect(&mut self, name: &str) -> InspectionView {
        let command = EngineCommand::Inspect {
            app: "books".to_owned(),
            name: name.to_owned(),
        };
        match self.handle(command).outcome {
            EngineOutcome::Inspected { inspection } => inspection,
            other => panic!("{other:?}"),
        }
    }

    fn fail(&mut self, name: &str, statement: u32, atomic: bool) -> LeftView {
        let command = EngineCommand::Fail {
            app: "books".to_owned(),
            name: name.to_owned(),
            statement,
            atomic,
        };
        match self.handle(command).outcome {
            EngineOutcome::Failed { left } => left,
            other => panic!("{other:?}"),
        }
    }

    fn moments(&mut self, step: u32) -> Vec<MomentView> {
        match self.handle(EngineCommand::Moments { step }).outcome {
            EngineOutcome::Moments { moments } => moments,
            other => panic!("{other:?}"),
        }
    }

    fn compare(&mut self) -> (Vec<ComparedModel>, Vec<Remedy>) {
        match self.handle(EngineCommand::Compare).outcome {
            EngineOutcome::Compared { models, remedies } => (models, remedies),
            other => panic!("{other:?}"),
        }
    }
}

fn lines(changes: &[ChangeLine]) -> Vec<String> {
    changes
        .iter()
        .map(|line| format!("{} {}", line.symbol, line.text))
        .collect()
}

/// `table.column kind count` of each effect.
fn effects(operation: &OperationInspection) -> Vec<String> {
    let effects = operation.data.iter().map(|effect| {
        let column = effect.column.as_ref().map(|column| format!(".{column}"));
        let column = column.unwrap_or_default();
        format!(
            "{}{column} {:?} {}",
            effect.table, effect.kind, effect.count
        )
    });
    effects.collect()
}

fn advice(operation: &OperationInspection) -> Vec<&str> {
    let advice = operation.advice.iter();
    advice.map(|advice| advice.id.as_str()).collect()
}

#[test]
fn a_look_at_a_migration() {
    let mut desk = Desk::new();
    let models = FIRST
        .replace(
            "    isbn = models.CharField(max_length=20, null=True)\n",
            "",
        )
        .replace("max_length=100", "max_length=8");
    let name = desk.makemigrations(&models, &[]);
    let found = desk.inspect(&name);
    println!("{found:#?}");
    assert_eq!((found.error.as_deref(), found.backwards), (None, false));
    let [remove, alter] = found.operations.as_slice() else {
        panic!("{found:#?}");
    };
    assert_eq!(
        remove.python,
        "migrations.RemoveField(\n    model_name='book',\n    name='isbn',\n)"
    );
    assert_eq!(
        lines(&remove.state),
        ["- Book.isbn: CharField(max_length=20, null=True)"]
    );
    assert_eq!(effects(remove), ["books_book.isbn Lost 2"]);
    assert_eq!(advice(remove), ["dropped-column"]);
    assert_eq!(
        lines(&alter.state),
        ["~ Book.title: CharField(max_length=100) → CharField(max_length=8)"]
    );
    assert_eq!(effects(alter), ["books_book Rewritten 3"]);
    assert_eq!(advice(alter), ["too-long"]);
    let sql: Vec<_> = alter.sql.iter().map(|sql| sql.forwards.len()).collect();
    assert_eq!(sql, [4, 1, 1]);
    assert!(found.run.iter().any(|(operation, sql)| {
        *operation == Some(0) && sql == "ALTER TABLE \"books_book\" DROP COLUMN \"isbn\""
    }));
}
