//! The files of recorded sessions, and typing what they say. `README.md` says how they are written.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use migration_sandbox::files::Files;
use migration_sandbox::protocol::{
    EngineCommand, EngineOutcome, Interrupt, OutputChunk, Request, Stream,
};
use migration_sandbox::sandbox::Sandbox;

/// 2025-01-01 00:00 UTC, in milliseconds.
pub const NOW: f64 = 1_735_689_600_000.0;

/// A test for every file of a list, and their names.
macro_rules! files {
    ($test:ident: $($name:ident),* $(,)?) => {
        $(
            #[test]
            fn $name() {
                $test(stringify!($name));
            }
        )*

        const FILES: &[&str] = &[$(stringify!($name)),*];
    };
}
pub(crate) use files;

/// Checks that a list names exactly the files whose name and text count, sorted.
pub fn check_list(listed: &[&str], counts: impl Fn(&str, &str) -> bool) {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder()).unwrap() {
        let path = entry.unwrap().path();
        let file = path.file_name().unwrap_or_default().to_string_lossy();
        let Some(name) = file.strip_suffix(".md").filter(|name| *name != "README") else {
            continue;
        };
        if counts(name, &fs::read_to_string(&path).unwrap()) {
            names.push(name.to_owned());
        }
    }
    names.sort();
    assert_eq!(names, listed, "list the files in `files!`, sorted");
}

pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sessions")
}

/// A heading with its blocks.
pub struct Test<'a> {
    pub title: &'a str,
    pub blocks: Vec<Block<'a>>,
}

/// A fenced block.
#[derive(Clone)]
pub struct Block<'a> {
    pub language: &'a str,
    /// The file that it is.
    pub path: Option<&'a str>,
    /// The number of its first line.
    pub first: usize,
    pub lines: Vec<&'a str>,
}

pub fn tests_of(text: &str) -> Vec<Test<'_>> {
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
pub struct Command<'a> {
    pub line: &'a str,
    /// The number of its line.
    pub number: usize,
    pub expected: Vec<&'a str>,
}

impl Block<'_> {
    pub fn commands(&self) -> Vec<Command<'_>> {
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

/// The files that every test begins with.
pub fn start(test: &Test) -> Files {
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

pub fn write(sandbox: &mut Sandbox, path: &str, block: &Block) {
    let text = block.lines.iter().map(|line| format!("{line}\n")).collect();
    let path = path.to_owned();
    let outcome = handle(sandbox, EngineCommand::WriteFile { path, text });
    assert_eq!(outcome, EngineOutcome::Done);
}

pub fn handle(sandbox: &mut Sandbox, command: EngineCommand) -> EngineOutcome {
    let id = 0;
    let now = NOW;
    sandbox.handle(Request { id, now, command }).outcome
}

/// Types the command, and its answers one by one, as the page does.
pub fn type_command(sandbox: &mut Sandbox, command: &Command) -> String {
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
