//! Recorded terminal sessions, replayed in the sandbox. `sessions/README.md` says how they are
//! written.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking and says why"
)]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use migration_sandbox::files::Files;
use migration_sandbox::protocol::{
    EngineCommand, EngineOutcome, Interrupt, OutputChunk, Request, Stream,
};
use migration_sandbox::sandbox::Sandbox;

/// 2025-01-01 00:00 UTC, in milliseconds.
const NOW: f64 = 1_735_689_600_000.0;

/// A test for every file; `every_file_is_replayed` says when one is missing.
macro_rules! sessions {
    ($($name:ident),* $(,)?) => {
        $(
            #[test]
            fn $name() {
                replay_file(stringify!($name));
            }
        )*

        const FILES: &[&str] = &[$(stringify!($name)),*];
    };
}

sessions!(
    check,
    checks_fields,
    checks_models,
    checks_relations,
    console,
    createsuperuser,
    custom_operations,
    fake,
    first_migration,
    flush,
    graph_errors,
    inspectdb,
    makemigrations,
    merge,
    migrate,
    optimizemigration,
    questioner,
    renames,
    serializer,
    shell,
    showmigrations,
    sqlite3,
    sqlmigrate,
    squash,
    startproject,
    wrong_models,
);

#[test]
fn every_file_is_replayed() {
    let listed = fs::read_dir(folder()).unwrap();
    let mut names: Vec<String> = listed
        .filter_map(|entry| {
            let name = entry.unwrap().file_name().into_string().unwrap();
            name.strip_suffix(".md").map(str::to_owned)
        })
        .filter(|name| name != "README")
        .collect();
    names.sort();
    assert_eq!(names, FILES, "list the files in `sessions!`, sorted");
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sessions")
}

fn replay_file(name: &str) {
    let path = folder().join(name).with_extension("md");
    if NOT_RECORDED.contains(&name) && std::env::var_os("UPDATE").is_some() {
        update_file(&path);
    }
    let text = fs::read_to_string(path).unwrap();
    let wanted = std::env::var("SESSION").unwrap_or_default();
    let mut report = String::new();
    let mut failed = 0;
    let tests = tests_of(&text);
    assert!(!tests.is_empty(), "{name}.md has no test");
    for test in &tests {
        if !name.contains(&wanted) && !test.title.contains(&wanted) {
            continue;
        }
        let differences = replay(test);
        if !differences.is_empty() {
            failed += 1;
            let _ = write!(report, "\n## {}\n{differences}", test.title);
        }
    }
    assert!(
        report.is_empty(),
        "{failed} of {} tests of {name}.md differ from what Django does:\n{report}",
        tests.len()
    );
}

/// Files that Django cannot answer: what the sandbox itself says. `UPDATE=1` writes it into them.
const NOT_RECORDED: &[&str] = &["console"];

/// Writes what the sandbox prints into the file.
fn update_file(path: &Path) {
    let text = fs::read_to_string(path).unwrap();
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let mut blocks: Vec<(usize, usize, Vec<String>)> = Vec::new();
    for test in tests_of(&text) {
        let mut sandbox = Sandbox::new(start(&test));
        for block in &test.blocks {
            if let Some(path) = block.path {
                write(&mut sandbox, path, block);
            } else if block.language == "console" {
                let mut printed = Vec::new();
                for command in block.commands() {
                    printed.push(format!("$ {}", command.line));
                    let output = type_command(&mut sandbox, &command);
                    printed.extend(output.lines().map(str::to_owned));
                }
                blocks.push((block.first - 1, block.lines.len(), printed));
            }
        }
    }
    for (first, count, printed) in blocks.into_iter().rev() {
        lines.splice(first..first + count, printed);
    }
    fs::write(path, lines.join("\n") + "\n").unwrap();
}

/// A heading with its blocks.
struct Test<'a> {
    title: &'a str,
    blocks: Vec<Block<'a>>,
}

/// A fenced block.
#[derive(Clone)]
struct Block<'a> {
    language: &'a str,
    /// The file that it is.
    path: Option<&'a str>,
    /// The number of its first line.
    first: usize,
    lines: Vec<&'a str>,
}

fn tests_of(text: &str) -> Vec<Test<'_>> {
    let mut shared = Vec::new();
    let mut tests: Vec<Test> = Vec::new();
    let mut path = None;
    let mut lines = text.lines().enumerate();
    while let Some((number, line)) = lines.next() {
        let fence = &line[..line.len() - line.trim_start_matches('`').len()];
        if fence.len() >= 3 {
            let body = lines.by_ref().map(|(_, line)| line);
            let block = Block {
                language: &line[fence.len()..],
                path: path.take(),
                first: number + 2,
                lines: body.take_while(|line| *line != fence).collect(),
            };
            match tests.last_mut() {
                Some(test) => test.blocks.push(block),
                None => shared.push(block),
            }
        } else if let Some(name) = line.strip_prefix('`').and_then(|it| it.strip_suffix("`:")) {
            path = Some(name);
        } else if let Some(title) = line.strip_prefix("## ") {
            let blocks = shared.clone();
            tests.push(Test { title, blocks });
        }
    }
    tests
}

/// A command with what it printed.
struct Command<'a> {
    line: &'a str,
    /// The number of its line.
    number: usize,
    expected: Vec<&'a str>,
}

impl Block<'_> {
    fn commands(&self) -> Vec<Command<'_>> {
        let mut commands: Vec<Command> = Vec::new();
        for (at, line) in self.lines.iter().enumerate() {
            match (line.strip_prefix("$ "), commands.last_mut()) {
                (Some(line), _) => commands.push(Command {
                    line,
                    number: self.first + at,
                    expected: Vec::new(),
                }),
                (None, Some(command)) => command.expected.push(line),
                (None, None) => panic!("line {}: no command before it", self.first + at),
            }
        }
        commands
    }
}

/// What differs.
fn replay(test: &Test) -> String {
    let mut sandbox = Sandbox::new(start(test));
    let mut report = String::new();
    for block in &test.blocks {
        if let Some(path) = block.path {
            write(&mut sandbox, path, block);
        } else if block.language == "console" {
            for command in block.commands() {
                let printed = type_command(&mut sandbox, &command);
                let printed: Vec<&str> = printed.lines().collect();
                if printed != command.expected {
                    let _ = writeln!(report, "line {}: $ {}", command.number, command.line);
                    report.push_str(&difference(&command.expected, &printed));
                }
            }
        }
    }
    report
}

/// The files that every test begins with.
fn start(test: &Test) -> Files {
    let mut apps: Vec<&str> = Vec::new();
    for path in test.blocks.iter().filter_map(|block| block.path) {
        let (app, rest) = path.split_once('/').unwrap_or((path, ""));
        let is_app = ["models", "apps", "migrations"]
            .iter()
            .any(|name| rest.starts_with(name));
        if is_app && !apps.contains(&app) {
            apps.push(app);
        }
    }
    let mut files = Files::new();
    for path in ["manage.py", "config/__init__.py", "config/settings.py"] {
        let text = fs::read_to_string(folder().join("project").join(path)).unwrap();
        let installed = format!("INSTALLED_APPS = {apps:?}");
        files.write(path, &text.replace("INSTALLED_APPS = []", &installed));
    }
    for app in apps {
        files.write(&format!("{app}/__init__.py"), "");
        files.write(&format!("{app}/migrations/__init__.py"), "");
    }
    files
}

fn write(sandbox: &mut Sandbox, path: &str, block: &Block) {
    let text = block.lines.iter().map(|line| format!("{line}\n")).collect();
    let path = path.to_owned();
    let outcome = handle(sandbox, EngineCommand::WriteFile { path, text });
    assert_eq!(outcome, EngineOutcome::Done);
}

fn handle(sandbox: &mut Sandbox, command: EngineCommand) -> EngineOutcome {
    let id = 0;
    let now = NOW;
    sandbox.handle(Request { id, now, command }).outcome
}

/// Types the command, and its answers one by one, as the page does.
fn type_command(sandbox: &mut Sandbox, command: &Command) -> String {
    let typed = command
        .expected
        .iter()
        .flat_map(|line| line.split('«').skip(1));
    let mut typed = typed.filter_map(|rest| rest.split_once('»').map(|(answer, _)| answer));
    let mut answers: Vec<String> = Vec::new();
    let mut interrupt = None;
    // Where Ctrl-C and Ctrl-D were typed, and how the terminal shows them.
    let mut keys: Vec<(usize, &str)> = Vec::new();
    let shown = |output: &[OutputChunk], answers: &[String], keys: &[(usize, &str)]| {
        let mut text = transcript(output, answers);
        for (at, key) in keys.iter().rev() {
            text.insert_str(*at, key);
        }
        text
    };
    loop {
        let run = EngineCommand::Run {
            line: command.line.to_owned(),
            answers: answers.clone(),
            interrupt: interrupt.take(),
        };
        match handle(sandbox, run) {
            EngineOutcome::Ran { exit, output } => {
                let mut text = shown(&output, &answers, &keys);
                if !text.is_empty() && !text.ends_with('\n') {
                    text.push('\n');
                }
                for unused in typed {
                    let _ = writeln!(text, "nobody asked for «{unused}»");
                }
                if exit != 0 {
                    let _ = writeln!(text, "? {exit}");
                }
                return text;
            }
            EngineOutcome::Ask { output, .. } => {
                let asked = transcript(&output, &answers).len();
                match typed.next() {
                    Some("^C") => {
                        interrupt = Some(Interrupt::KeyboardInterrupt);
                        keys.push((asked, "«^C»"));
                    }
                    Some("^D") => {
                        interrupt = Some(Interrupt::EndOfFile);
                        keys.push((asked, "«^D»"));
                    }
                    Some(answer) => answers.push(answer.to_owned()),
                    None => return shown(&output, &answers, &keys) + "\nwaits for an answer",
                }
            }
            other => panic!("{}: {other:?}", command.line),
        }
    }
}

/// What the screen shows, answers between their marks. The recordings have secret ones too, of which
/// the screen shows the end of their line alone.
fn transcript(output: &[OutputChunk], answers: &[String]) -> String {
    let mut answers = answers.iter();
    let mut shown = |chunk: &OutputChunk| match chunk.stream {
        Stream::Answer => match (chunk.text.trim_end_matches('\n'), answers.next()) {
            ("", Some(answer)) => format!("«{answer}»\n"),
            (text, _) => format!("«{text}»\n"),
        },
        Stream::Note => String::new(),
        _ => chunk.text.clone(),
    };
    output.iter().map(&mut shown).collect()
}

/// The lines from the first that differs to the last, of both.
fn difference(expected: &[&str], printed: &[&str]) -> String {
    const LONGEST: usize = 30;
    let pairs = || expected.iter().zip(printed);
    let same = pairs().take_while(|(one, other)| one == other).count();
    let (expected, printed) = (&expected[same..], &printed[same..]);
    let from_end = expected.iter().rev().zip(printed.iter().rev());
    let tail = from_end.take_while(|(one, other)| one == other).count();
    let mut text = String::new();
    for (mark, lines) in [("Django ", expected), ("sandbox", printed)] {
        let lines = &lines[..lines.len() - tail];
        for line in lines.iter().take(LONGEST) {
            let _ = writeln!(text, "    {mark} | {line}");
        }
        if lines.len() > LONGEST {
            let _ = writeln!(
                text,
                "    {mark} | and {} lines more",
                lines.len() - LONGEST
            );
        }
    }
    text
}
