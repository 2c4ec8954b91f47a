//! What the page explains of what commands really print.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking and says why"
)]

use migration_sandbox::protocol::{EngineCommand, EngineOutcome, Interrupt, OutputChunk, Request};
use migration_sandbox::sandbox::Sandbox;
use migration_sandbox::ui::explain::{Explanation, Names, Said, explain, is_notable};
use migration_sandbox::ui::state::console::{CommandStatus, Console};
use migration_sandbox::ui::texts::Language;

const MODELS: &str = "from django.db import models


class Author(models.Model):
    name = models.CharField(max_length=50, unique=True)


class Book(models.Model):
    title = models.CharField(max_length=100)
    author = models.ForeignKey(Author, on_delete=models.PROTECT, null=True)
";

/// A project with one applied migration.
fn desk() -> Sandbox {
    let mut desk = Sandbox::default();
    write(&mut desk, "books/models.py", MODELS);
    run(&mut desk, "python manage.py makemigrations");
    run(&mut desk, "python manage.py migrate");
    desk
}

fn write(desk: &mut Sandbox, path: &str, text: &str) {
    let (path, text) = (path.to_owned(), text.to_owned());
    handle(desk, EngineCommand::WriteFile { path, text });
}

/// Writes a migration of the app books.
fn migration(desk: &mut Sandbox, name: &str, after: &str, operations: &str) {
    let text = format!(
        "from django.db import migrations, models\n\n\nclass Migration(migrations.Migration):\n    \
         dependencies = [('books', '{after}')]\n    operations = [{operations}]\n"
    );
    write(desk, &format!("books/migrations/{name}.py"), &text);
}

/// The names that the project has.
fn names(desk: &mut Sandbox) -> Names {
    let request = Request {
        id: 0,
        now: 1.7e12,
        command: EngineCommand::Complete {
            line: String::new(),
        },
    };
    Names::of(&desk.handle(request).view)
}

/// Where the page finds problems, and their texts.
fn problems(desk: &mut Sandbox) -> Vec<(String, u32, String)> {
    let request = Request {
        id: 0,
        now: 1.7e12,
        command: EngineCommand::Complete {
            line: String::new(),
        },
    };
    let diagnostics = desk.handle(request).view.diagnostics;
    let place = diagnostics
        .into_iter()
        .map(|it| (it.path, it.line, it.message));
    place.collect()
}

/// What a line prints, the question with it that it ends with.
fn run(desk: &mut Sandbox, line: &str) -> String {
    let line = line.to_owned();
    let command = EngineCommand::Run {
        line,
        answers: Vec::new(),
        interrupt: None::<Interrupt>,
    };
    let text = |output: Vec<OutputChunk>| output.into_iter().map(|it| it.text).collect();
    match handle(desk, command) {
        EngineOutcome::Ran { output, .. } | EngineOutcome::Ask { output, .. } => text(output),
        other => panic!("{other:?}"),
    }
}

fn handle(desk: &mut Sandbox, command: EngineCommand) -> EngineOutcome {
    let request = Request {
        id: 0,
        now: 1.7e12,
        command,
    };
    desk.handle(request).outcome
}

/// The explanation of what a line prints.
fn explained(desk: &mut Sandbox, line: &str) -> Explanation {
    let text = run(desk, line);
    let names = &names(desk);
    match explain(Said { text: &text, names }, Language::English) {
        Some(explanation) => explanation,
        None => panic!("{line}: {text}"),
    }
}

#[track_caller]
fn check(desk: &mut Sandbox, line: &str, title: &str) {
    assert_eq!(explained(desk, line).title, title, "{line}");
}

fn shell(code: &str) -> String {
    format!("python manage.py shell -c \"{code}\"")
}

#[test]
fn names_that_are_not_there() {
    let mut desk = desk();
    let desk = &mut desk;
    check(
        desk,
        "python manage.py migrate books 0009",
        "books has no migration 0009",
    );
    check(
        desk,
        "python manage.py migrate shop",
        "There is no app shop",
    );
    check(
        desk,
        "python manage.py makemigrations shop",
        "There is no app shop",
    );
    check(
        desk,
        "python manage.py migrat",
        "manage.py has no command migrat",
    );
    check(
        desk,
        "python manage.py migrate --quick",
        "The command does not know --quick",
    );
    check(
        desk,
        "frobnicate books/models.py",
        "The console has no such program",
    );
    run(
        desk,
        "python manage.py makemigrations --empty books --name same",
    );
    run(
        desk,
        "python manage.py makemigrations --empty books --name same_again",
    );
    run(
        desk,
        "mv books/migrations/0003_same_again.py books/migrations/0002_same_again.py",
    );
    check(
        desk,
        "python manage.py migrate books 0002",
        "0002 may mean several migrations",
    );
}

#[test]
fn what_is_notable_without_an_error() {
    let mut desk = desk();
    for (line, title) in [
        (
            "python manage.py makemigrations",
            "The models are what the migrations say",
        ),
        ("python manage.py migrate", "The database is up to date"),
    ] {
        assert!(is_notable(&run(&mut desk, line)), "{line}");
        check(&mut desk, line, title);
    }
    write(&mut desk, "books/models.py", &MODELS.replace("=50", "=60"));
    check(
        &mut desk,
        "python manage.py migrate",
        "models.py is ahead of the migrations",
    );
}

#[test]
fn questions() {
    let mut desk = desk();
    let more = format!("{MODELS}    pages = models.IntegerField()\n");
    write(&mut desk, "books/models.py", &more);
    let explanation = explained(&mut desk, "python manage.py makemigrations");
    assert_eq!(explanation.title, "pages needs a value for rows that exist");
    assert!(explanation.reason.contains("of book "), "{explanation:?}");
    write(
        &mut desk,
        "books/models.py",
        &MODELS.replace(", null=True", ""),
    );
    check(
        &mut desk,
        "python manage.py makemigrations",
        "author may hold NULL in rows that exist",
    );
    let more = format!("{MODELS}    at = models.DateTimeField(auto_now_add=True)\n");
    write(&mut desk, "books/models.py", &more);
    check(
        &mut desk,
        "python manage.py makemigrations",
        "at needs a time for rows that exist",
    );
}

#[test]
fn the_graph() {
    let mut desk = desk();
    let desk = &mut desk;
    migration(desk, "0002_a", "0001_initial", "");
    migration(desk, "0002_b", "0001_initial", "");
    let explanation = explained(desk, "python manage.py makemigrations");
    assert_eq!(explanation.title, "Two migrations of books are last");
    let command = explanation.ways[0].command.as_deref();
    assert_eq!(
        command,
        Some("python manage.py makemigrations --merge books")
    );
    migration(desk, "0002_b", "0002_gone", "");
    check(
        desk,
        "python manage.py migrate",
        "A migration depends on one that is not there",
    );
    migration(desk, "0002_b", "0002_a", "");
    migration(desk, "0002_a", "0002_b", "");
    check(
        desk,
        "python manage.py migrate",
        "The migrations depend on each other in a circle",
    );
    migration(desk, "0002_a", "0001_initial", "");
    write(desk, "books/migrations/0002_b.py", "");
    check(
        desk,
        "python manage.py migrate",
        "0002_b.py has no class Migration",
    );
    run(desk, "rm books/migrations/0002_a.py");
    migration(desk, "0002_b", "0001_initial", "");
    run(desk, "python manage.py migrate");
    migration(desk, "0002_a", "0001_initial", "");
    migration(desk, "0002_b", "0002_a", "");
    check(
        desk,
        "python manage.py migrate",
        "books.0002_b is recorded, books.0002_a is not",
    );
    run(desk, "rm books/migrations/0002_a.py");
    migration(desk, "0002_b", "0001_initial", "");
    migration(
        desk,
        "0003_c",
        "0002_b",
        "migrations.RunPython(lambda apps, editor: None)",
    );
    run(desk, "python manage.py migrate");
    check(
        desk,
        "python manage.py migrate books 0002_b",
        "books.0003_c cannot be undone",
    );
}

#[test]
fn the_database() {
    let mut desk = desk();
    let desk = &mut desk;
    check(
        desk,
        &shell("Author.objects.create(name=None)"),
        "books_author.name would be empty",
    );
    let twice = shell("[Author.objects.create(name='a') for i in range(2)]");
    check(
        desk,
        &twice,
        "Two rows would have the same books_author.name",
    );
    check(desk, &shell("Author.objects.get(name='b')"), "No row fits");
    check(
        desk,
        &shell("Author.objects.filter(age=1)"),
        "The model has no field age",
    );
    run(
        desk,
        &shell(
            "Author.objects.create(name='c'); Book.objects.create(title='x', author=Author.objects.get(name='c'))",
        ),
    );
    check(
        desk,
        &shell("Author.objects.all().delete()"),
        "Other rows protect this one",
    );
    run(desk, &shell("Book.objects.create(title='x')"));
    check(
        desk,
        &shell("Book.objects.get(title='x')"),
        "Several rows fit",
    );
    check(
        desk,
        "sqlite3 db.sqlite3 \"SELEC 1\"",
        "SQLite cannot read the statement",
    );
    run(desk, "sqlite3 db.sqlite3 \"DELETE FROM django_migrations\"");
    check(
        desk,
        "python manage.py migrate",
        "books_author is there already",
    );
    run(desk, "python manage.py migrate --fake");
    run(desk, "sqlite3 db.sqlite3 \"DROP TABLE books_book\"");
    check(
        desk,
        &shell("Book.objects.count()"),
        "The database has no table books_book",
    );
}

#[test]
fn files_that_do_not_load() {
    let mut desk = desk();
    let desk = &mut desk;
    for (models, title) in [
        ("class A(:\n    pass\n", "Python cannot read the file"),
        (
            "class A:\n  x = 1\n    y = 2\n",
            "The lines are not indented evenly",
        ),
        ("x = y\n", "Nothing is called y here"),
        (
            "import pandas_of_nobody\n",
            "There is no module pandas_of_nobody",
        ),
        (
            "from django.db import nothing\n",
            "django.db has no nothing",
        ),
        (
            "from django.db import models\nclass A(models.Model):\n    b = models.CharFeild(max_length=3)\n",
            "django.db.models has no CharFeild",
        ),
        (
            "from django.db import models\nclass A(models.Model):\n    b = models.StringThing()\n",
            "django.db.models has no StringThing",
        ),
        (
            "from django.db.models import CharFeild\n",
            "django.db.models has no CharFeild",
        ),
        (
            "from django.db import models\nclass A(models.Model):\n    b = models.CharField(max_lenght=3)\n",
            "This field has no option max_lenght",
        ),
        (
            "from django.db import models\nclass A(models.Model):\n    b = models.CharField(colour=3)\n",
            "This field has no option colour",
        ),
        (
            "from django.db import models\nclass A(models.Model):\n    b = models.ForeignKey('A')\n",
            "A ForeignKey must say what happens on delete",
        ),
        (
            "from django.db import models\nclass A(models.Model):\n    b = models.ForeignKey('Nobody', models.CASCADE)\n",
            "A relation points at a model that is not there",
        ),
        (
            "from django.db import models\nclass A(models.Model):\n    b = models.DecimalField()\n",
            "A DecimalField needs its digits",
        ),
        (
            "from django.db import models\nclass B(models.Model):\n    pass\nclass A(models.Model):\n    b = models.ForeignKey(B, models.CASCADE)\n    c = models.ForeignKey(B, models.CASCADE)\n",
            "Two relations want the same name on the other model",
        ),
        (
            "from django.db import models\nclass A(models.Model):\n    b = models.IntegerField(default=lambda: 1)\n",
            "A lambda cannot be written into a migration",
        ),
    ] {
        write(desk, "books/models.py", models);
        check(desk, "python manage.py makemigrations", title);
    }
}

#[test]
fn a_misspelt_name_is_told_the_right_one() {
    let mut desk = desk();
    let models = "from django.db import models\nclass A(models.Model):\n    b = models.ForeingKey('A', models.CASCADE)\n";
    write(&mut desk, "books/models.py", models);
    let explanation = explained(&mut desk, "python manage.py makemigrations");
    assert_eq!(
        explanation.ways[0].words,
        "Write `ForeignKey` in its place."
    );
}

#[test]
fn what_was_asked_of_migrate_is_what_is_said_of_it() {
    let mut desk = desk();
    let desk = &mut desk;
    migration(desk, "0002_a", "0001_initial", "");
    let at = explained(desk, "python manage.py migrate books 0001");
    assert_eq!(at.title, "books is at 0001_initial already");
    run(desk, "python manage.py migrate books zero");
    check(
        desk,
        "python manage.py migrate books zero",
        "Nothing of books is applied",
    );
}

#[test]
fn a_misspelt_migration_is_told_the_right_one_and_nothing_undoes_all() {
    let mut desk = desk();
    for command in ["migrate", "sqlmigrate"] {
        for (name, words) in [
            (
                "0001_inital",
                "If that is meant, write `0001_initial` in its place.",
            ),
            ("0009", "List the migrations of books."),
        ] {
            let line = format!("python manage.py {command} books {name}");
            let told = explained(&mut desk, &line);
            assert_eq!(told.ways[0].words, words, "{line}");
            let commands = told.ways.iter().filter_map(|way| way.command.as_deref());
            let commands: Vec<_> = commands.collect();
            assert_eq!(commands, ["python manage.py showmigrations books"]);
        }
    }
    migration(&mut desk, "0002_a", "0001_inital", "");
    let told = explained(&mut desk, "python manage.py migrate");
    assert_eq!(
        told.title,
        "books.0002_a depends on 0001_inital, which is not there"
    );
    assert!(
        told.ways[0].words.contains("`0001_initial`"),
        "{:?}",
        told.ways
    );
}

#[test]
fn what_is_typed_at_the_python_prompt_is_of_no_file() {
    let names = &Names::default();
    for (file, text, title) in [
        (
            "<stdin>",
            "SyntaxError: invalid syntax",
            "This is the Python prompt, and the line is not Python",
        ),
        (
            "<console>",
            "NameError: name 'ls' is not defined",
            "Nothing is called ls at this Python prompt",
        ),
        (
            "<console>",
            "NameError: name 'timezone' is not defined",
            "timezone is not imported at this Python prompt",
        ),
        (
            "<string>",
            "SyntaxError: invalid syntax",
            "Python cannot read the code",
        ),
        (
            "/project/books/models.py",
            "SyntaxError: invalid syntax",
            "Python cannot read the file",
        ),
    ] {
        let text = &format!("  File \"<console>\", line 1\n  File \"{file}\", line 1\n{text}\n");
        let told = explain(Said { text, names }, Language::English).unwrap();
        assert_eq!(told.title, title, "{text}");
    }
}

#[test]
fn at_the_python_prompt_the_last_line_is_explained() {
    let mut desk = desk();
    let mut console = Console::default();
    console.begin(1, "python");
    let mut told = |answers: &[&str]| {
        let command = EngineCommand::Run {
            line: "python".to_owned(),
            answers: answers.iter().map(ToString::to_string).collect(),
            interrupt: None,
        };
        let EngineOutcome::Ask { output, .. } = handle(&mut desk, command) else {
            panic!("{answers:?} end the prompt");
        };
        console.update(1, Some(output), CommandStatus::Asking);
        let text = console.entries.last().unwrap().last_text();
        let names = &Names::default();
        let told = explain(Said { text: &text, names }, Language::English);
        told.map(|it| it.title)
    };
    assert_eq!(told(&[]), None);
    let lines = ["python manage.py migrate", "ls", "help"];
    let not_python = "This is the Python prompt, and the line is not Python";
    assert_eq!(told(&lines[..1]).as_deref(), Some(not_python));
    let no_name = "Nothing is called ls at this Python prompt";
    assert_eq!(told(&lines[..2]).as_deref(), Some(no_name));
    assert_eq!(told(&lines), None);
}

#[test]
fn names_that_are_not_defined() {
    let mut desk = desk();
    for (models, title, way) in [
        (
            "class A(models.Model):\n    pass\n",
            "models is not imported",
            "Write `from django.db import models` at the top of the file.",
        ),
        (
            "from django.db import models\nclass A(Foomodels.Model):\n    pass\n",
            "Nothing is called Foomodels here",
            "If models is meant, write `models` in its place.",
        ),
        (
            "from django.db import models\nclass A(Timed):\n    pass\n",
            "Nothing is called Timed here",
            "Correct the name, import it, or define it above the line that uses it.",
        ),
        (
            "from django.db import models\nclass A(models.Model):\n    b = models.ForeignKey(Later, models.CASCADE)\n",
            "Nothing is called Later here",
            "Write a model that comes later in quotes: `\"Later\"`; one of another app with its label: `\"app.Later\"`.",
        ),
        (
            "from django.db import models\nclass A(models.Model):\n    b = models.ForeignKey('A', on_delete='CASCADE')\n",
            "on_delete is not one of Django's choices",
            "Write it without quotes: `on_delete=models.CASCADE`.",
        ),
    ] {
        write(&mut desk, "books/models.py", models);
        let told = explained(&mut desk, "python manage.py makemigrations");
        let said = (told.title.as_str(), told.ways[0].words.as_str());
        assert_eq!(said, (title, way));
    }
}

#[test]
fn modules_that_are_not_there() {
    let mut desk = desk();
    let models = "from phonenumber_field.modelfields import PhoneNumberField\n";
    write(&mut desk, "books/models.py", models);
    let told = explained(&mut desk, "python manage.py makemigrations");
    let words = &told.ways[1].words;
    assert!(words.contains("settings.py"), "{words}");
    write(&mut desk, "books/models.py", "import boks\n");
    let told = explained(&mut desk, "python manage.py makemigrations");
    assert!(told.reason.contains("misspelling of books"), "{told:?}");
}

#[test]
fn migrations_that_name_what_is_not_there() {
    let mut desk = desk();
    let desk = &mut desk;
    let field = "models.IntegerField(default=1)";
    for (operation, title) in [
        (
            format!("migrations.AddField('authr', 'a', {field})"),
            "books.0002_a names a model that is not there: authr",
        ),
        (
            "migrations.RemoveField('author', 'nam')".to_owned(),
            "books.0002_a names a field that is not there: nam",
        ),
        (
            "migrations.DeleteModel('Publisher')".to_owned(),
            "books.0002_a names a model that is not there: publisher",
        ),
        (
            "migrations.RunSQL('ALTER TABLE books_author DROP COLUMN nope')".to_owned(),
            "books.0002_a works with a column that is not there: nope",
        ),
        (
            "migrations.RunSQL('DELETE FROM books_nobody')".to_owned(),
            "books.0002_a works with a table that is not there: books_nobody",
        ),
    ] {
        migration(desk, "0002_a", "0001_initial", &operation);
        check(desk, "python manage.py migrate", title);
        if title.contains("names") {
            check(desk, "python manage.py makemigrations", title);
        }
    }
    // One that was there is not misspelt.
    let twice = "migrations.DeleteModel('Book'), migrations.DeleteModel('Book')";
    migration(desk, "0002_a", "0001_initial", twice);
    let told = explained(desk, "python manage.py migrate");
    assert!(told.reason.contains("deleted before"), "{told:?}");
}

#[test]
fn what_keeps_migrations_from_being_followed_has_a_place() {
    let mut desk = desk();
    let desk = &mut desk;
    migration(
        desk,
        "0002_a",
        "0001_initial",
        "\n        migrations.RunSQL(''),\n        migrations.RemoveField('author', 'nam'),\n",
    );
    let path = "books/migrations/0002_a.py";
    let said = |line, text: &str| [(path.to_owned(), line, text.to_owned())];
    assert_eq!(problems(desk), said(8, "KeyError: 'nam'"));
    migration(desk, "0002_a", "0001_start", "");
    let text = "NodeNotFoundError: Migration books.0002_a dependencies reference nonexistent parent \
                node ('books', '0001_start')";
    assert_eq!(problems(desk), said(5, text));
}

#[test]
fn help_says_at_the_prompt_how_it_is_called() {
    let mut desk = desk();
    let text = run(&mut desk, &shell("print(repr(help), repr(quit))"));
    let said = "Type help() for interactive help, or help(object) for help about object. Use quit() \
                or Ctrl-D (i.e. EOF) to exit\n";
    assert!(text.ends_with(said), "{text}");
}

#[test]
fn arguments_that_are_missing() {
    let mut desk = desk();
    check(
        &mut desk,
        "python manage.py sqlmigrate books",
        "sqlmigrate needs the name of a migration",
    );
    check(
        &mut desk,
        "python manage.py sqlmigrate",
        "sqlmigrate needs to be told more",
    );
}

#[test]
fn limits() {
    let mut desk = desk();
    let desk = &mut desk;
    check(desk, &shell("while True: pass"), "The program ran too long");
    check(
        desk,
        &shell("10 ** 10 ** 10"),
        "The program wanted too much memory",
    );
    check(
        desk,
        &shell("f = lambda: f()\nf()"),
        "A function calls itself without end",
    );
}
