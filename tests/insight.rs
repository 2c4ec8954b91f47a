//! What a page can look at more closely: a migration under the microscope, a statement that fails,
//! the moments of a command, models and migrations and database side by side.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test fails by panicking and says why"
)]

use migration_sandbox::protocol::{
    Advice, CellView, ChangeLine, ComparedModel, Consequence, DataEffectKind, EngineCommand,
    EngineOutcome, InspectionView, Interrupt, LeftView, MomentView, OperationInspection, Remedy,
    Request, Response, RowDifference, View,
};
use migration_sandbox::sandbox::Sandbox;
use migration_sandbox::ui::texts::{Language, later, speak};

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
        self.inspect_way(name, false)
    }

    fn inspect_way(&mut self, name: &str, other_way: bool) -> InspectionView {
        let command = EngineCommand::Inspect {
            app: "books".to_owned(),
            name: name.to_owned(),
            other_way,
        };
        match self.handle(command).outcome {
            EngineOutcome::Inspected { inspection } => {
                for operation in &inspection.operations {
                    operation.advice.iter().for_each(assert_translated);
                }
                inspection
            }
            other => panic!("{other:?}"),
        }
    }

    /// What to beware of in migrations of books, each as the text that it is about, and its kind.
    fn advise(&mut self, names: &[&str]) -> Vec<(String, String)> {
        let migrations = names.iter().map(|name| format!("books.{name}"));
        let migrations = migrations.collect();
        let response = self.handle(EngineCommand::Advise { migrations });
        let EngineOutcome::Advised { notes } = response.outcome else {
            panic!("{:?}", response.outcome);
        };
        let found = notes.into_iter().map(|note| {
            assert_translated(&note.advice);
            let mut files = response.view.files.iter();
            let file = files.find(|file| file.path == note.path).unwrap();
            let (start, end) = (note.start as usize, note.end as usize);
            let line = file.text[..start].matches('\n').count() + 1;
            assert_eq!(note.line as usize, line, "{note:?}");
            let text = file.text[start..end].to_owned();
            (text, note.advice.id)
        });
        found.collect()
    }

    fn fail(&mut self, name: &str, statement: u32, atomic: bool) -> LeftView {
        let command = EngineCommand::Fail {
            app: "books".to_owned(),
            name: name.to_owned(),
            other_way: false,
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
            EngineOutcome::Compared { models, remedies } => {
                speak(Language::Spanish);
                for remedy in &remedies {
                    assert_ne!((later().remedy)(remedy), remedy.reason);
                }
                (models, remedies)
            }
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

/// What the engine says, the page says in its other languages, too.
fn assert_translated(advice: &Advice) {
    speak(Language::Spanish);
    let [reason, remedy] = (later().advice)(advice);
    assert_ne!(reason, advice.reason);
    assert_ne!(remedy, advice.remedy);
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

#[test]
fn a_migration_that_fails_on_the_rows_says_how_many_stand_in_its_way() {
    let mut desk = Desk::new();
    let name = desk.makemigrations(&FIRST.replace("null=True", "null=True, unique=True"), &[]);
    let found = desk.inspect(&name);
    let error = found.error.as_deref();
    assert_eq!(
        error,
        Some("IntegrityError: UNIQUE constraint failed: new__books_book.isbn")
    );
    let advice = &found.operations[0].advice;
    assert_eq!(advice[0].id, "fails");
    assert_eq!(
        advice[0].reason,
        "It fails: 1 value of books_book.isbn occurs more than once, in 2 rows."
    );
}

#[test]
fn an_operation_that_fails_takes_nothing_of_those_before_it() {
    let mut desk = Desk::new();
    let models = FIRST.replace("null=True", "null=True, unique=True");
    let models = format!("{models}    pages = models.IntegerField(default=7)\n");
    let name = desk.makemigrations(&models, &[]);
    let found = desk.inspect(&name);
    let told: Vec<_> = found.operations.iter().map(advice).collect();
    assert_eq!(told, [vec![], vec!["fails"]], "{found:#?}");
    assert_eq!(effects(&found.operations[1]), [] as [&str; 0]);
}

#[test]
fn a_null_that_may_not_be_is_counted() {
    let mut desk = Desk::new();
    // 2: ignore for now, the existing rows are NULL and will have to be handled.
    let name = desk.makemigrations(&FIRST.replace(", null=True", ""), &["2"]);
    let found = desk.inspect(&name);
    assert_eq!(
        found.operations[0].advice[0].reason,
        "It fails: 1 row of books_book have no isbn."
    );
}

#[test]
fn a_one_off_default_is_told_with_its_rows() {
    let mut desk = Desk::new();
    let models = format!("{FIRST}    pages = models.IntegerField()\n");
    let name = desk.makemigrations(&models, &["1", "100"]);
    let found = desk.inspect(&name);
    let [add] = found.operations.as_slice() else {
        panic!("{found:#?}");
    };
    assert_eq!(
        effects(add),
        ["books_book Rewritten 3", "books_book.pages Filled 3"]
    );
    assert_eq!(advice(add), ["one-off-default"]);
}

#[test]
fn a_field_that_another_takes_the_place_of_is_told_as_that() {
    let mut desk = Desk::new();
    let models = FIRST.replace("isbn", "number");
    let name = desk.makemigrations(&models, &["n"]);
    let found = desk.inspect(&name);
    let advice = &found.operations[0].advice[0];
    assert_eq!(advice.id, "replaced-column");
    assert_eq!(advice.values, ["2", "books_book", "isbn", "number"]);
}

#[test]
fn text_in_a_column_of_numbers_is_counted() {
    let mut desk = Desk::new();
    let models = FIRST.replace(
        "isbn = models.CharField(max_length=20, null=True)",
        "isbn = models.IntegerField(null=True)",
    );
    assert_ne!(models, FIRST);
    let name = desk.makemigrations(&models, &[]);
    desk.run(
        "sqlite3 db.sqlite3 \"UPDATE books_book SET isbn = 'x' WHERE id = 1\"",
        &[],
    );
    let found = desk.inspect(&name);
    let advice = &found.operations[0].advice;
    let unfit = advice.iter().find(|advice| advice.id == "unfit").unwrap();
    assert_eq!(unfit.values[0], "1");
}

#[test]
fn what_rolling_back_loses_is_told_of_an_applied_migration() {
    let mut desk = Desk::new();
    let models = format!("{FIRST}    pages = models.IntegerField(default=7)\n");
    let name = desk.makemigrations(&models, &[]);
    desk.run("python manage.py migrate", &[]);
    let found = desk.inspect(&name);
    assert!(found.backwards);
    assert_eq!(effects(&found.operations[0]), ["books_book.pages Lost 3"]);
    assert_eq!(advice(&found.operations[0]), ["undone-column"]);
    let first = desk.inspect("0001_initial");
    assert_eq!(effects(&first.operations[0]), ["books_book Removed 3"]);
}

#[test]
fn the_other_way_is_looked_at_from_where_this_one_leads() {
    let mut desk = Desk::new();
    let models = format!("{FIRST}    pages = models.IntegerField(default=7)\n");
    let name = desk.makemigrations(&models, &[]);
    let back = desk.inspect_way(&name, true);
    assert!(back.backwards && !back.applied);
    assert_eq!(effects(&back.operations[0]), ["books_book.pages Lost 3"]);
    assert_eq!(
        lines(&back.operations[0].state),
        ["- Book.pages: IntegerField(default=7)"]
    );
    desk.run("python manage.py migrate", &[]);
    let again = desk.inspect_way(&name, true);
    assert!(!again.backwards && again.applied);
    assert_eq!(
        effects(&again.operations[0]),
        ["books_book Rewritten 3", "books_book.pages Filled 3"]
    );
    assert_eq!(again.error, None);
    // Nothing has happened.
    let view = desk.run("python manage.py showmigrations", &[]);
    assert_eq!(view.django_migrations.unwrap().len(), 2);
}

#[test]
fn the_other_way_of_what_cannot_be_undone_says_why_it_is_not_run() {
    let mut desk = Desk::new();
    let path = "books/migrations/0002_code.py";
    desk.write(
        path,
        "from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [(\"books\", \"0001_initial\")]
    operations = [migrations.RunSQL(\"DELETE FROM books_book\")]
",
    );
    desk.run("python manage.py migrate", &[]);
    let found = desk.inspect_way("0002_code", true);
    let error = found.error.unwrap();
    assert!(error.starts_with("IrreversibleError: "), "{error}");
    assert_eq!(
        found.operations[0].sql[0].forwards,
        ["DELETE FROM books_book;"]
    );
    assert_eq!(found.run, []);
    assert!(found.hindered);
    assert!(!desk.inspect("0001_initial").hindered);
}

#[test]
fn what_to_beware_of_is_told_at_its_place_in_the_file() {
    let mut desk = Desk::new();
    let models = FIRST
        .replace(
            "    isbn = models.CharField(max_length=20, null=True)\n",
            "",
        )
        .replace("max_length=100", "max_length=8");
    let name = desk.makemigrations(&models, &[]);
    let unique = "from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [(\"books\", \"0002_remove_book_isbn_alter_book_title\")]
    operations = [
        migrations.RunPython(migrations.RunPython.noop, migrations.RunPython.noop),
        migrations.AddField(\"book\", \"rank\", models.IntegerField(default=1, unique=True)),
        migrations.RunSQL(\"SELECT 1\"),
    ]
";
    desk.write("books/migrations/0003_unique.py", unique);
    let pair = |place: &str, id: &str| (place.to_owned(), id.to_owned());
    assert_eq!(
        desk.advise(&["0003_unique", &name, "0004_nobody"]),
        [
            pair("migrations.AddField", "fails"),
            pair("migrations.RunSQL", "irreversible"),
            pair("migrations.RemoveField", "dropped-column"),
            pair("migrations.AlterField", "too-long"),
        ]
    );
}

#[test]
fn of_an_applied_migration_it_is_told_what_does_not_depend_on_rows() {
    let mut desk = Desk::new();
    let path = "books/migrations/0002_code.py";
    let text = "# ñ
from django.db import migrations
from books.models import Book


def shout(apps, schema_editor):
    Book.objects.all()


class Migration(migrations.Migration):
    atomic = False
    dependencies = [(\"books\", \"0001_initial\")]
    operations = [migrations.RunPython(shout), migrations.DeleteModel(\"Book\")]
";
    desk.write(path, text);
    let told = |desk: &mut Desk| desk.advise(&["0002_code"]);
    let pair = |place: &str, id: &str| (place.to_owned(), id.to_owned());
    let always = [
        pair("migrations.RunPython", "irreversible"),
        pair("from books.models import Book", "imported-model"),
        pair("atomic", "not-atomic"),
    ];
    let mut before = always.to_vec();
    before.insert(1, pair("migrations.DeleteModel", "dropped-table"));
    assert_eq!(told(&mut desk), before);
    desk.run("python manage.py migrate", &[]);
    assert_eq!(told(&mut desk), always);
    desk.write(path, &format!("{text}\nNAME = 1\n"));
    let mut after = always.to_vec();
    after.insert(2, pair("class Migration", "edited"));
    assert_eq!(told(&mut desk), after);
}

#[test]
fn what_is_refused_is_told_in_other_languages_too() {
    let mut desk = Desk::new();
    let file = |path: &str| path.to_owned();
    let step = 99;
    let wrong = [
        EngineCommand::GoTo { step },
        EngineCommand::Moments { step: 0 },
        EngineCommand::Look {
            step: 2,
            moment: 99,
        },
        EngineCommand::Differ { from: 0, to: step },
        EngineCommand::RenameFile {
            from: file("books/nothing.py"),
            to: file("books/other.py"),
        },
        EngineCommand::RenameFile {
            from: file("books/models.py"),
            to: file("manage.py"),
        },
        EngineCommand::DeleteFile { path: file("/etc") },
        EngineCommand::Open {
            snapshot: None,
            sample: Some("nobody".to_owned()),
        },
        EngineCommand::Open {
            snapshot: Some(b"nothing".to_vec()),
            sample: None,
        },
        EngineCommand::OpenFiles { files: Vec::new() },
    ];
    for command in wrong {
        let request = Request {
            id: 0,
            now: 1.7e12,
            command: command.clone(),
        };
        let EngineOutcome::Refused { message } = desk.0.handle(request).outcome else {
            panic!("{command:?} is not refused");
        };
        speak(Language::Spanish);
        assert_ne!((later().refusal)(&message), message, "{command:?}");
    }
}

#[test]
fn a_renamed_column_loses_nothing() {
    let mut desk = Desk::new();
    let name = desk.makemigrations(&FIRST.replace("title", "heading"), &["y"]);
    let found = desk.inspect(&name);
    assert_eq!(effects(&found.operations[0]), [] as [&str; 0]);
    assert_eq!(advice(&found.operations[0]), [] as [&str; 0]);
}

#[test]
fn code_in_a_migration_is_run_on_a_copy_and_its_dangers_told() {
    let mut desk = Desk::new();
    desk.write(
        "books/migrations/0002_code.py",
        "from django.db import migrations
from books.models import Book


def shout(apps, schema_editor):
    for book in apps.get_model(\"books\", \"Book\").objects.exclude(isbn=None):
        book.title = book.title.upper()
        book.save()


class Migration(migrations.Migration):
    atomic = False
    dependencies = [(\"books\", \"0001_initial\")]
    operations = [
        migrations.RunPython(shout),
        migrations.RunSQL(\"CREATE TABLE extra (id integer)\"),
    ]
",
    );
    let found = desk.inspect("0002_code");
    let [code, sql] = found.operations.as_slice() else {
        panic!("{found:#?}");
    };
    assert_eq!(effects(code), ["books_book.title Changed 2"]);
    assert_eq!(
        advice(code),
        ["irreversible", "imported-model", "not-atomic"]
    );
    assert_eq!(advice(sql), ["irreversible", "state-unaware"]);
    assert_eq!(code.sql[0].backwards, None);
    let rows = desk.run("sqlite3 db.sqlite3 .tables", &[]).tables;
    assert!(rows.iter().all(|table| table.name != "extra"));
}

#[test]
fn an_applied_migration_that_was_edited_is_told() {
    let mut desk = Desk::new();
    let path = "books/migrations/0001_initial.py";
    let view = desk.run("python manage.py showmigrations", &[]);
    let file = view.files.iter().find(|file| file.path == path).unwrap();
    assert_eq!(
        advice(&desk.inspect("0001_initial").operations[0]),
        ["dropped-table"]
    );
    // Who writes a comment changes nothing.
    desk.write(
        path,
        &format!("# first\n\n{}", file.text.replace(",\n", ",  # here\n")),
    );
    assert_eq!(
        advice(&desk.inspect("0001_initial").operations[0]),
        ["dropped-table"]
    );
    desk.write(path, &file.text.replace("max_length=100", "max_length=99"));
    assert_eq!(
        advice(&desk.inspect("0001_initial").operations[0]),
        ["dropped-table", "edited"]
    );
}

#[test]
fn a_failing_statement_leaves_nothing_in_a_transaction_and_half_without() {
    let mut desk = Desk::new();
    let models = format!("{FIRST}    pages = models.IntegerField(default=7)\n")
        .replace("max_length=100", "max_length=8");
    let name = desk.makemigrations(&models, &[]);
    let run = desk.inspect(&name).run;
    let last = run.iter().rposition(|(operation, _)| operation.is_some());
    let last = u32::try_from(last.unwrap()).unwrap();
    let left = desk.fail(&name, last, true);
    assert_eq!(left.statement, run[last as usize].1);
    assert_eq!(lines(&left.changes), [] as [&str; 0]);
    assert_eq!((left.recorded, left.again), (false, None));
    let left = desk.fail(&name, last, false);
    assert_eq!(left.statement, run[last as usize].1);
    assert_eq!(
        lines(&left.changes),
        ["- table books_book", "+ table new__books_book"]
    );
    assert!(!left.recorded);
    let again = left.again.unwrap();
    assert!(again.starts_with("OperationalError: "), "{again}");
}

#[test]
fn a_command_is_shown_from_within() {
    let mut desk = Desk::new();
    let models = format!("{FIRST}    pages = models.IntegerField(default=7)\n")
        .replace("max_length=100", "max_length=8");
    desk.makemigrations(&models, &[]);
    let view = desk.run("python manage.py migrate", &[]);
    let (step, columns) = (view.present, |view: &View| -> Vec<String> {
        let book = view.tables.iter().find(|table| table.name == "books_book");
        let columns = book.unwrap().columns.iter();
        columns.map(|column| column.name.clone()).collect()
    });
    let moments = desk.moments(step);
    let words: Vec<String> = moments
        .iter()
        .map(|moment| {
            let operation = moment.operation.as_ref();
            operation.map_or("-".to_owned(), |it| it.description.clone())
        })
        .collect();
    let first = words
        .iter()
        .position(|word| word == "Add field pages to book");
    let first = first.unwrap_or_else(|| panic!("{words:?}"));
    assert_eq!(words[first + 1], "Alter field title on book");
    let look = |desk: &mut Desk, moment: usize| {
        let moment = u32::try_from(moment).unwrap();
        desk.handle(EngineCommand::Look { step, moment }).view
    };
    let before = look(&mut desk, first - 1);
    assert_eq!(
        before.looked_at,
        Some((step, u32::try_from(first - 1).unwrap()))
    );
    assert_eq!(columns(&before), ["id", "title", "isbn"]);
    assert_eq!(before.django_migrations.as_ref().unwrap().len(), 1);
    let after = look(&mut desk, first);
    assert_eq!(columns(&after), ["id", "title", "isbn", "pages"]);
    assert_eq!(after.django_migrations.as_ref().unwrap().len(), 1);
    let end = look(&mut desk, moments.len() - 1);
    assert_eq!(end.django_migrations.as_ref().unwrap().len(), 2);
    // The present was never another.
    let present = desk.handle(EngineCommand::GoTo { step }).view;
    assert_eq!((present.looked_at, present.present), (None, step));
    assert_eq!(present, view);
}

#[test]
fn the_three_truths_and_what_brings_them_together() {
    let mut desk = Desk::new();
    let commands = |remedies: &[Remedy]| -> Vec<String> {
        remedies.iter().map(|it| it.command.clone()).collect()
    };
    let (models, remedies) = desk.compare();
    assert_eq!(commands(&remedies), [] as [&str; 0]);
    assert_eq!(models.len(), 1);
    assert!(models[0].fields.iter().all(|it| !it.ahead && !it.behind));
    // models.py is ahead.
    let more = format!("{FIRST}    pages = models.IntegerField(default=7)\n");
    desk.write("books/models.py", &more);
    let (models, remedies) = desk.compare();
    assert_eq!(commands(&remedies), ["python manage.py makemigrations"]);
    let pages = &models[0].fields[0];
    assert_eq!(pages.name, "pages");
    assert_eq!(pages.models.as_deref(), Some("IntegerField(default=7)"));
    assert_eq!((&pages.migrations, &pages.database), (&None, &None));
    // The database is behind.
    desk.makemigrations(&more, &[]);
    let (models, remedies) = desk.compare();
    assert_eq!(commands(&remedies), ["python manage.py migrate"]);
    assert_eq!(models[0].name, "books.Book");
    assert!(models[0].fields[0].behind && !models[0].fields[1].behind);
    let shorter = more.replace("max_length=100", "max_length=50");
    desk.makemigrations(&shorter, &[]);
    let title = desk.compare().0[0]
        .fields
        .iter()
        .find(|it| it.name == "title")
        .cloned();
    let title = title.unwrap();
    assert_eq!(
        title.migrations.as_deref(),
        Some("CharField(max_length=50)")
    );
    assert_eq!(title.database.as_deref(), Some("varchar(100) NOT NULL"));
    assert!(title.behind && !title.ahead);
    // The database has what nobody recorded.
    desk.run("python manage.py migrate", &[]);
    desk.run("sqlite3 db.sqlite3 \"DELETE FROM django_migrations\"", &[]);
    let (_, remedies) = desk.compare();
    assert_eq!(
        commands(&remedies),
        [
            "python manage.py migrate",
            "python manage.py migrate books --fake-initial"
        ]
    );
    // It is recorded, yet not there.
    let mut desk = Desk::new();
    desk.run("sqlite3 db.sqlite3 \"DROP TABLE books_book\"", &[]);
    let (models, remedies) = desk.compare();
    assert_eq!(models[0].present, [true, true, false]);
    assert_eq!(
        commands(&remedies),
        ["python manage.py migrate books zero --fake"]
    );
    // A table that no model has.
    desk.run("sqlite3 db.sqlite3 \"CREATE TABLE notes (a integer)\"", &[]);
    let (models, remedies) = desk.compare();
    assert!(
        models
            .iter()
            .any(|it| it.name == "notes" && it.present == [false, false, true])
    );
    assert_eq!(
        commands(&remedies)[1..],
        ["sqlite3 db.sqlite3 'DROP TABLE \"notes\"'"]
    );
}

#[test]
fn what_is_recorded_and_there_otherwise_is_brought_together() {
    for (change, rows) in [
        ("ALTER TABLE books_book ADD COLUMN extra integer", 3),
        ("ALTER TABLE books_book DROP COLUMN isbn", 0),
        (
            "DROP TABLE books_book; CREATE TABLE books_book (id integer PRIMARY KEY)",
            0,
        ),
        (
            "ALTER TABLE books_book DROP COLUMN isbn; CREATE TABLE \"a'b\" (c)",
            0,
        ),
        ("DROP TABLE books_book", 0),
    ] {
        let mut desk = Desk::new();
        desk.run(
            &format!("sqlite3 db.sqlite3 '{}'", change.replace('\'', "'\\''")),
            &[],
        );
        let (_, remedies) = desk.compare();
        assert!(!remedies.is_empty(), "{change}");
        for remedy in remedies {
            desk.run(&remedy.command, &[]);
        }
        let view = desk.run("python manage.py migrate", &[]);
        let (models, remedies) = desk.compare();
        assert_eq!(remedies, [], "{change}");
        assert!(
            models.iter().all(|model| model.present == [true; 3]),
            "{change}"
        );
        let books = view
            .tables
            .iter()
            .find(|table| table.name == "books_book")
            .unwrap();
        assert_eq!(books.row_count, rows, "{change}");
    }
}

#[test]
fn branches_stay_and_names_are_kept() {
    let mut desk = Desk::new();
    let view = desk.run("python manage.py migrate books zero", &[]);
    let tip = view.present;
    desk.handle(EngineCommand::NameStep {
        step: tip,
        name: "empty".to_owned(),
    });
    desk.handle(EngineCommand::Undo);
    let view = desk.run("sqlite3 db.sqlite3 \"DELETE FROM books_book\"", &[]);
    assert_eq!(view.timeline[tip as usize].name.as_deref(), Some("empty"));
    assert_eq!(
        view.timeline[tip as usize].parent,
        view.timeline[view.present as usize].parent
    );
    let view = desk.handle(EngineCommand::GoTo { step: tip }).view;
    assert!(view.tables.iter().all(|table| table.name != "books_book"));
}

#[test]
fn what_was_only_recorded_is_marked_and_stays_so() {
    let mut desk = Desk::new();
    let faked = |view: &View| -> Vec<String> {
        let rows = view.django_migrations.iter().flatten();
        rows.filter(|row| row.faked)
            .map(|row| row.name.clone())
            .collect()
    };
    let name = desk.makemigrations(&FIRST.replace("=100", "=200"), &[]);
    let saved = desk.handle(EngineCommand::Run {
        line: "python manage.py migrate --fake books".to_owned(),
        answers: Vec::new(),
        interrupt: None,
    });
    assert_eq!(faked(&saved.view), [name.as_str()]);
    let view = desk.run("ls", &[]);
    assert_eq!(faked(&view), [name.as_str()]);
    let mut again = Desk(Sandbox::default());
    let view = again.handle(EngineCommand::Open {
        snapshot: saved.snapshot,
        sample: None,
    });
    assert_eq!(faked(&view.view), [name.as_str()]);
    let view = again.run("python manage.py migrate books 0001", &[]);
    assert!(faked(&view).is_empty());
    let view = again.run("python manage.py migrate", &[]);
    assert!(faked(&view).is_empty());
}

#[test]
fn leaves_in_conflict_are_merged_before_anything_else() {
    let mut desk = Desk::new();
    for (name, field) in [("0002_a", "pages"), ("0002_b", "year")] {
        let text = format!(
            "from django.db import migrations, models\n\n\nclass Migration(migrations.Migration):\n    \
             dependencies = [(\"books\", \"0001_initial\")]\n    operations = [migrations.AddField(\
             \"book\", \"{field}\", models.IntegerField(null=True))]\n"
        );
        desk.write(&format!("books/migrations/{name}.py"), &text);
    }
    let (_, remedies) = desk.compare();
    let [remedy] = remedies.as_slice() else {
        panic!("{remedies:?}");
    };
    assert_eq!(remedy.command, "python manage.py makemigrations --merge");
    assert!(remedy.reason.contains("0002_a and 0002_b"), "{remedy:?}");
}

#[test]
fn two_steps_are_compared_by_their_files_and_tables() {
    let mut desk = Desk::new();
    let before = desk.run("ls", &[]).present;
    let name = desk.makemigrations(&FIRST.replace("=100", "=200"), &[]);
    let view = desk.run("python manage.py migrate", &[]);
    let outcome = desk
        .handle(EngineCommand::Differ {
            from: before,
            to: view.present,
        })
        .outcome;
    let EngineOutcome::Differences {
        files,
        database,
        rows,
        ..
    } = outcome
    else {
        panic!("{outcome:?}");
    };
    let changed: Vec<(&str, bool)> = files
        .iter()
        .map(|file| (file.path.as_str(), file.before.is_some()))
        .collect();
    let migration = format!("books/migrations/{name}.py");
    assert_eq!(
        changed,
        [(migration.as_str(), false), ("books/models.py", true)]
    );
    let text = lines(&database).join("\n");
    assert!(text.contains("column books_book.title"), "{text}");
    assert!(text.contains("rows of django_migrations: 1 → 2"), "{text}");
    // A column of another type has the values that it had.
    let tables: Vec<&str> = rows.iter().map(|rows| rows.table.as_str()).collect();
    assert_eq!(tables, ["django_migrations"]);
    let refused = desk.0.handle(Request {
        id: 0,
        now: 1.7e12,
        command: EngineCommand::Differ { from: 0, to: 999 },
    });
    assert!(matches!(refused.outcome, EngineOutcome::Refused { .. }));
}

#[test]
fn two_steps_are_compared_row_by_row() {
    let mut desk = Desk::new();
    let before = desk.run("ls", &[]).present;
    let statements = [
        "UPDATE books_book SET title = 'Shorter' WHERE id = 1",
        "DELETE FROM books_book WHERE id = 2",
        "INSERT INTO books_book (title) VALUES ('Fourth')",
    ];
    for statement in statements {
        desk.run(&format!("sqlite3 db.sqlite3 \"{statement}\""), &[]);
    }
    desk.makemigrations(
        &FIRST.replace(
            "    isbn = models.CharField(max_length=20, null=True)\n",
            "",
        ),
        &[],
    );
    let to = desk.run("python manage.py migrate books", &[]).present;
    let outcome = desk
        .handle(EngineCommand::Differ { from: before, to })
        .outcome;
    let EngineOutcome::Differences { rows, .. } = outcome else {
        panic!("{outcome:?}");
    };
    let books = rows.iter().find(|rows| rows.table == "books_book").unwrap();
    assert_eq!(books.columns, ["id", "title", "isbn"]);
    assert_eq!(books.more, 0);
    let text = |value: &str| Some(CellView::Text(value.to_owned()));
    let number = |value: &str| Some(CellView::Integer(value.to_owned()));
    let row = |before: Option<[Option<CellView>; 3]>, after: Option<[Option<CellView>; 3]>| {
        RowDifference {
            before: before.map(Vec::from),
            after: after.map(Vec::from),
        }
    };
    assert_eq!(
        books.rows,
        [
            row(
                Some([number("1"), text("A long title"), text("1")]),
                Some([number("1"), text("Shorter"), None]),
            ),
            // The third had no number to lose.
            row(Some([number("2"), text("Short"), text("1")]), None),
            row(None, Some([number("4"), text("Fourth"), None])),
        ]
    );
}

/// The consequences of the answers to what a command asks.
fn foreseen(desk: &mut Desk, line: &str, answers: &[&str]) -> Vec<Consequence> {
    let command = EngineCommand::Foresee {
        line: line.to_owned(),
        answers: answers.iter().map(|&it| it.to_owned()).collect(),
    };
    match desk.handle(command).outcome {
        EngineOutcome::Foreseen { consequences } => consequences,
        other => panic!("{line}: {other:?}"),
    }
}

#[test]
fn the_answers_to_a_question_are_foreseen_on_the_real_rows() {
    let mut desk = Desk::new();
    desk.write("books/models.py", &FIRST.replace("isbn", "number"));
    let before = desk.run("ls", &[]);
    let [yes, no] = &foreseen(&mut desk, "python manage.py makemigrations", &[])[..] else {
        panic!("yes or no");
    };
    assert_eq!(yes.answer, "y");
    assert_eq!(yes.lines, ["~ Rename field isbn on book to number"]);
    assert_eq!(yes.lost, []);
    assert_eq!(no.answer, "n");
    assert_eq!(
        no.lines,
        [
            "- Remove field isbn from book",
            "+ Add field number to book"
        ]
    );
    let [lost] = &no.lost[..] else {
        panic!("{:?}", no.lost);
    };
    assert_eq!((lost.kind, lost.count), (DataEffectKind::Lost, 2));
    assert_eq!(lost.column.as_deref(), Some("isbn"));
    // Nothing has happened.
    let after = desk.run("ls", &[]);
    assert_eq!(before.timeline.len(), after.timeline.len());
    assert_eq!(before.tables, after.tables);
}

#[test]
fn an_answer_that_leads_to_another_question_says_so() {
    let mut desk = Desk::new();
    let models = format!("{FIRST}    pages = models.IntegerField()\n");
    desk.write("books/models.py", &models);
    let line = "python manage.py makemigrations";
    let consequences = foreseen(&mut desk, line, &[]);
    let answers: Vec<&str> = consequences.iter().map(|it| it.answer.as_str()).collect();
    assert_eq!(answers, ["1", "2"]);
    assert_eq!(
        consequences[0].lines[0],
        "Please enter the default value as valid Python."
    );
    // What can be typed has no buttons, and what asks nothing has no answers.
    assert_eq!(foreseen(&mut desk, line, &["1"]), []);
    assert_eq!(foreseen(&mut desk, "python manage.py check", &[]), []);
}

#[test]
fn a_function_that_a_migration_runs_is_shown_for_each_direction() {
    let mut desk = Desk::new();
    let migration = "from django.db import migrations


def shout(apps, schema_editor):
    for book in apps.get_model(\"books\", \"Book\").objects.all():
        book.title = book.title.upper()
        book.save()


class Migration(migrations.Migration):
    dependencies = [(\"books\", \"0001_initial\")]
    operations = [
        migrations.RunPython(shout, lambda apps, schema_editor: None),
        migrations.RunPython(migrations.RunPython.noop),
    ]
";
    desk.write("books/migrations/0002_shout.py", migration);
    let forwards = desk.inspect("0002_shout");
    let function = forwards.operations[0].function.as_ref().unwrap();
    assert_eq!(
        (function.path.as_str(), function.line),
        ("books/migrations/0002_shout.py", 4)
    );
    assert!(function.text.starts_with("def shout(") && function.text.ends_with("book.save()"));
    assert_eq!(forwards.operations[1].function, None);
    let backwards = desk.inspect_way("0002_shout", true);
    let shown = { backwards.operations.iter() }.find_map(|operation| operation.function.as_ref());
    assert_eq!(shown.unwrap().text, "lambda apps, schema_editor: None");
}
