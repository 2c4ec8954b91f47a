//! `manage`: the engine on a folder of real Django files, in place of `python manage.py`.
//!
//! Settings come from `DJANGO_SETTINGS_MODULE`, from the module that `manage.py` names, or from the
//! `settings.py` beside it. The database is one file, [`DATABASE`], replaced as a whole.

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a terminal program"
)]

use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs};

use migration_sandbox::database::Database;
use migration_sandbox::files::Files;
use migration_sandbox::management::command::Environment;
use migration_sandbox::management::output::Terminal;
use migration_sandbox::management::project::bound_work;
use migration_sandbox::management::sqlite_shell::Session;
use migration_sandbox::management::utility::{Ending, execute_from_command_line};
use migration_sandbox::protocol::{Interrupt, OutputChunk, Stream};

/// The database file, beside `manage.py`.
const DATABASE: &str = "db.sandbox";
/// Folders that hold no code of the project.
const SKIPPED: [&str; 6] = [
    "__pycache__",
    "node_modules",
    "venv",
    "env",
    "site-packages",
    "target",
];
/// How the names of fixtures end.
const FIXTURES: [&str; 5] = [".json", ".jsonl", ".xml", ".yaml", ".yml"];
/// Fixtures larger than this are not read.
const MAX_FIXTURE: u64 = 16 << 20;
/// Folders deeper than this are not read.
const MAX_DEPTH: usize = 12;

fn main() -> ExitCode {
    match run(&env::args().skip(1).collect::<Vec<_>>()) {
        Ok(status) => ExitCode::from(u8::try_from(status).unwrap_or(1)),
        Err(error) => {
            eprintln!("manage: {error}");
            ExitCode::from(1)
        }
    }
}

fn run(words: &[String]) -> io::Result<i32> {
    let folder = env::current_dir()?;
    if words.first().is_some_and(|word| word == "dbshell") {
        return dbshell(&folder.join(DATABASE), &words[1..]);
    }
    let piped = piped_code(words)?;
    let words = piped.as_deref().unwrap_or(words);
    let before = read_files(&folder)?;
    let stored = read_database(&folder.join(DATABASE))?;
    let environment = Environment {
        now: now(),
        folder: String::new(),
        root: folder.to_string_lossy().into_owned(),
        settings_module: env::var("DJANGO_SETTINGS_MODULE")
            .ok()
            .filter(|module| !module.is_empty()),
        variables: env::vars().collect(),
        program: "manage.py".to_owned(),
        share: 1,
    };
    let mut answers = Vec::new();
    let mut interrupt = None;
    let mut printed = 0;
    loop {
        let (mut files, mut database) = (before.clone(), stored.clone());
        let mut terminal = Terminal::new(&answers, interrupt);
        let ending = execute_from_command_line(
            &mut terminal,
            &mut files,
            &mut database,
            &environment,
            words,
        );
        printed = print_from(terminal.chunks(), printed)?;
        match ending {
            Ending::Exit(status) => {
                write_files(&folder, &before, &files)?;
                write_database(&folder.join(DATABASE), &stored, &database)?;
                return Ok(status);
            }
            Ending::Ask(question) => match read_answer(question.secret)? {
                Some(answer) => {
                    // The terminal has echoed what was typed there.
                    printed += match question.secret {
                        true => 1,
                        false => answer.len() + 1,
                    };
                    answers.push(answer);
                }
                None => interrupt = Some(Interrupt::EndOfFile),
            },
        }
    }
}

/// `shell < FILE`: the words with the code of the standard input among them, as `-c` gives it.
fn piped_code(words: &[String]) -> io::Result<Option<Vec<String>>> {
    let is_command = |word: &String| word.starts_with("-c") || word.starts_with("--c");
    let is_help = |word: &String| word == "-h" || word == "--help";
    let opens = words.first().is_some_and(|word| word == "shell")
        && !words.iter().any(|word| is_command(word) || is_help(word));
    if !opens || io::stdin().is_terminal() {
        return Ok(None);
    }
    let code = io::read_to_string(io::stdin())?;
    let given = ["-c".to_owned(), code];
    Ok(Some(words.iter().cloned().chain(given).collect()))
}

/// `dbshell [-- OPTIONS STATEMENT]`: the `sqlite3` shell on the database, with the statement or with
/// the lines of the standard input.
fn dbshell(path: &Path, words: &[String]) -> io::Result<i32> {
    let stored = read_database(path)?;
    let mut database = stored.clone();
    database.connect(false);
    database.set_now(now());
    bound_work(&mut database, &env::vars().collect()).map_err(io::Error::other)?;
    let mut session = Session::default();
    let mut statements = Vec::new();
    for word in words.iter().filter(|word| *word != "--") {
        if !(word.starts_with('-') && session.option(word)) {
            statements.push(word);
        }
    }
    let mut failed = false;
    let mut print = |reply: &migration_sandbox::management::sqlite_shell::Reply| {
        print!("{}", reply.output);
        eprint!("{}", reply.error);
        failed |= !reply.error.is_empty();
    };
    for statement in &statements {
        print(&session.command(&mut database, statement));
    }
    if statements.is_empty() {
        for line in io::stdin().lines() {
            let reply = session.line(&mut database, &line?);
            print(&reply);
            if reply.ended {
                break;
            }
        }
    }
    database.connect(true);
    write_database(path, &stored, &database)?;
    Ok(i32::from(failed))
}

/// Prints what comes after the first `printed` bytes and answers how many there are now.
fn print_from(chunks: &[OutputChunk], printed: usize) -> io::Result<usize> {
    let mut position = 0;
    for chunk in chunks {
        let end = position + chunk.text.len();
        if end > printed {
            let text = chunk
                .text
                .get(printed.saturating_sub(position)..)
                .unwrap_or_default();
            match chunk.stream {
                Stream::Stderr | Stream::Note => eprint!("{text}"),
                Stream::Stdout | Stream::Answer => print!("{text}"),
            }
        }
        position = end;
    }
    io::stdout().flush()?;
    Ok(position.max(printed))
}

fn read_answer(secret: bool) -> io::Result<Option<String>> {
    let mut line = String::new();
    let hidden = secret && io::stdin().is_terminal() && echo("-echo");
    let read = io::stdin().read_line(&mut line);
    if hidden {
        echo("echo");
    }
    if read? == 0 {
        return Ok(None);
    }
    let line = line.trim_end_matches(['\n', '\r']).to_owned();
    // What comes through a pipe is not shown, as `input()` does not show it.
    if hidden || (secret && !io::stdin().is_terminal()) {
        println!();
    }
    Ok(Some(line))
}

/// Turns the terminal's echo off or on; answers whether there was something to turn.
fn echo(state: &str) -> bool {
    let status = std::process::Command::new("stty").arg(state).status();
    status.is_ok_and(|status| status.success())
}

#[expect(
    clippy::disallowed_methods,
    reason = "the shell's clock; the engine takes it as a value"
)]
fn now() -> i64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    since
        .ok()
        .and_then(|time| i64::try_from(time.as_micros()).ok())
        .unwrap_or_default()
}

/// Every Python file below the folder, and every file that may be a fixture.
fn read_files(root: &Path) -> io::Result<Files> {
    let mut files = Files::new();
    let mut folders = vec![(root.to_path_buf(), String::new(), 0)];
    while let Some((folder, prefix, depth)) = folders.pop() {
        for entry in fs::read_dir(&folder)? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let path = format!("{prefix}{name}");
            let kind = fs::metadata(entry.path());
            let Ok(kind) = kind else { continue };
            if kind.is_dir() {
                let skipped = name.starts_with('.') || SKIPPED.contains(&name.as_str());
                if !skipped && depth < MAX_DEPTH {
                    files.make_folder(&path);
                    folders.push((entry.path(), format!("{path}/"), depth + 1));
                }
            } else if name.ends_with(".py") {
                let text = fs::read_to_string(entry.path())
                    .map_err(|error| io::Error::new(error.kind(), format!("{path}: {error}")))?;
                files.write(&path, &text);
            } else if kind.len() <= MAX_FIXTURE
                && FIXTURES.iter().any(|ending| name.ends_with(ending))
                && let Ok(text) = fs::read_to_string(entry.path())
            {
                files.write(&path, &text);
            }
        }
    }
    Ok(files)
}

fn write_files(root: &Path, before: &Files, after: &Files) -> io::Result<()> {
    for (path, text) in after.iter() {
        if before.read(path) != Some(text) {
            let target = root.join(&**path);
            if let Some(folder) = target.parent() {
                fs::create_dir_all(folder)?;
            }
            replace(&target, text.as_bytes())?;
        }
    }
    for (path, _) in before.iter().filter(|(path, _)| !after.contains(path)) {
        fs::remove_file(root.join(&**path))?;
    }
    Ok(())
}

fn read_database(path: &Path) -> io::Result<Database> {
    match fs::read(path) {
        Ok(bytes) => Database::from_bytes(&bytes).map_err(|error| {
            io::Error::other(format!(
                "{}: {error}; move it away to start anew",
                path.display()
            ))
        }),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Database::new()),
        Err(error) => Err(error),
    }
}

fn write_database(path: &Path, before: &Database, after: &Database) -> io::Result<()> {
    let bytes = after.to_bytes();
    if bytes == before.to_bytes() {
        Ok(())
    } else {
        replace(path, &bytes)
    }
}

/// Writes a file as a whole: until the last step, the old one is what a crash leaves.
fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut name = path.file_name().unwrap_or_default().to_os_string();
    name.push(format!(".{}.tmp", std::process::id()));
    let temporary: PathBuf = path.with_file_name(name);
    let mut file = fs::File::create(&temporary)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(&temporary, path)?;
    // The rename itself is durable once the folder is.
    match path.parent().map(fs::File::open) {
        Some(Ok(folder)) => folder.sync_all().or(Ok(())),
        _ => Ok(()),
    }
}
