//! `ls`, `cat`, `rm` and their like, over the project's files.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::{DATABASE, ROOT};
use crate::files::Files;
use crate::management::output::Terminal;
use crate::management::sqlite_shell::Session;
use crate::sandbox::State;

/// Programs that the console runs.
pub(super) const NAMES: &[&str] = &[
    "cat",
    "cd",
    "clear",
    "cp",
    "django-admin",
    "echo",
    "help",
    "ls",
    "mkdir",
    "mv",
    "pwd",
    "python",
    "python3",
    "rm",
    "sqlite3",
    "touch",
    "tree",
];

/// Runs a shell command and answers its exit status.
pub(super) fn run(state: &mut State, terminal: &mut Terminal, words: &[String]) -> i32 {
    let text: Vec<&str> = words.iter().map(String::as_str).collect();
    let Some((name, arguments)) = text.split_first() else {
        return 0;
    };
    let result = match *name {
        "ls" | "dir" => ls(state, terminal, arguments),
        "tree" => tree(state, terminal, arguments),
        "cat" | "type" => cat(state, terminal, arguments),
        "rm" | "del" => rm(state, arguments),
        "mv" => transfer(state, arguments, "mv", true),
        "cp" => transfer(state, arguments, "cp", false),
        "mkdir" => mkdir(state, arguments),
        "touch" => touch(state, arguments),
        "cd" => cd(state, arguments),
        "pwd" => {
            terminal.line(&shown(&state.folder));
            Ok(())
        }
        "echo" => {
            terminal.line(&arguments.join(" "));
            Ok(())
        }
        "clear" | "cls" | "exit" | "true" => Ok(()),
        "help" => {
            terminal.line(HELP);
            Ok(())
        }
        "sqlite3" => return sqlite3(state, terminal, arguments),
        "pip" | "pip3" | "source" | "." | "virtualenv" | "pipenv" | "uv" | "poetry" => {
            terminal.line(&format!(
                "{name}: nothing to do; the sandbox has Django and needs no packages"
            ));
            Ok(())
        }
        "python" | "python3" | "py" => Err(python(arguments)),
        _ => {
            terminal.error_line(&format!("{name}: command not found"));
            return 127;
        }
    };
    match result {
        Ok(()) => 0,
        Err(message) => {
            terminal.error_line(&message);
            1
        }
    }
}

const HELP: &str = "\
Django:  python manage.py makemigrations | migrate | showmigrations | sqlmigrate | …
         python manage.py help lists them all; --help after a command explains it.
         django-admin startproject NAME, python manage.py startapp NAME
Files:   ls, tree, cat, rm, mv, cp, mkdir, touch, cd, pwd
SQL:     sqlite3 db.sqlite3            an interactive shell; .tables, .schema, .quit
         sqlite3 db.sqlite3 \"SELECT …\"  one statement";

fn python(arguments: &[&str]) -> String {
    match arguments {
        ["--version" | "-V"] => "Python 3.11.7 (as the sandbox evaluates it)".to_owned(),
        [] => "python: the sandbox has no interactive Python; run python manage.py help".to_owned(),
        [first, ..] => format!("python: the sandbox runs manage.py and -m django, not {first}"),
    }
}

/// The app labels that have a folder with models or migrations.
pub(super) fn app_labels(state: &State) -> Vec<String> {
    let labels: BTreeSet<String> = state
        .files
        .below(&state.folder)
        .filter_map(|path| {
            let mut parts = path.rsplit('/');
            let file = parts.next()?;
            let folder = parts.next()?;
            match file {
                "models.py" => Some(folder.to_owned()),
                "__init__.py" if folder == "migrations" => parts.next().map(str::to_owned),
                _ => None,
            }
        })
        .collect();
    labels.into_iter().collect()
}

/// The names of an app's migration files, and `zero`.
pub(super) fn migration_names(state: &State, label: &str) -> Vec<String> {
    let folder = format!("/{label}/migrations/");
    let rooted = |path: &str| format!("/{path}");
    let names = state.files.below(&state.folder).filter_map(|path| {
        let path = rooted(path);
        let name = path
            .split_once(folder.as_str())?
            .1
            .strip_suffix(".py")?
            .to_owned();
        (name != "__init__" && !name.contains('/')).then_some(name)
    });
    names.chain(["zero".to_owned()]).collect()
}

/// Files below the present folder, and the database.
pub(super) fn paths(state: &State) -> Vec<String> {
    let prefix = if state.folder.is_empty() {
        0
    } else {
        state.folder.len() + 1
    };
    let files = state
        .files
        .below(&state.folder)
        .map(|path| path[prefix..].to_owned());
    files.chain([DATABASE.to_owned()]).collect()
}

fn resolve(state: &State, path: &str) -> String {
    let inside = path.strip_prefix(ROOT);
    let start = if inside.is_some() {
        ""
    } else {
        state.folder.as_str()
    };
    let mut parts: Vec<&str> = start.split('/').filter(|part| !part.is_empty()).collect();
    for part in inside.unwrap_or(path).split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            name => parts.push(name),
        }
    }
    parts.join("/")
}

fn shown(path: &str) -> String {
    if path.is_empty() {
        ROOT.to_owned()
    } else {
        format!("{ROOT}/{path}")
    }
}

fn is_folder(files: &Files, path: &str) -> bool {
    path.is_empty() || files.is_folder(path)
}

fn missing(command: &str, path: &str) -> String {
    format!("{command}: {path}: No such file or directory")
}

/// Names directly in a folder; folders end with `/`.
fn entries(state: &State, folder: &str) -> BTreeSet<String> {
    let prefix = if folder.is_empty() {
        0
    } else {
        folder.len() + 1
    };
    let mut names: BTreeSet<String> = state
        .files
        .below(folder)
        .map(|path| match path[prefix..].split_once('/') {
            Some((name, _)) => format!("{name}/"),
            None => path[prefix..].to_owned(),
        })
        .collect();
    let made = state.files.folders().filter_map(|path| {
        let below = path.strip_prefix(folder)?.trim_start_matches('/');
        (!below.is_empty() && !below.contains('/')).then(|| format!("{below}/"))
    });
    names.extend(made);
    if folder == state.folder && !state.database.catalog().tables.is_empty() {
        names.insert(DATABASE.to_owned());
    }
    names
}

fn ls(state: &State, terminal: &mut Terminal, arguments: &[&str]) -> Result<(), String> {
    let mut targets: Vec<&str> = arguments
        .iter()
        .copied()
        .filter(|argument| !argument.starts_with('-'))
        .collect();
    if targets.is_empty() {
        targets.push(".");
    }
    let several = targets.len() > 1;
    for (index, target) in targets.into_iter().enumerate() {
        let path = resolve(state, target);
        if state.files.contains(&path) {
            terminal.line(target);
            continue;
        }
        if !is_folder(&state.files, &path) {
            return Err(format!(
                "ls: cannot access '{target}': No such file or directory"
            ));
        }
        if several {
            let gap = if index > 0 { "\n" } else { "" };
            terminal.line(&format!("{gap}{target}:"));
        }
        for name in entries(state, &path) {
            terminal.line(name.trim_end_matches('/'));
        }
    }
    Ok(())
}

fn tree(state: &State, terminal: &mut Terminal, arguments: &[&str]) -> Result<(), String> {
    let target = arguments.first().copied().unwrap_or(".");
    let path = resolve(state, target);
    if !is_folder(&state.files, &path) {
        return Err(missing("tree", target));
    }
    terminal.line(target);
    branch(state, terminal, &path, "");
    Ok(())
}

/// Paths have as many parts as their text has slashes, which bounds the depth.
fn branch(state: &State, terminal: &mut Terminal, folder: &str, indent: &str) {
    let names = entries(state, folder);
    for (index, name) in names.iter().enumerate() {
        let last = index + 1 == names.len();
        let mark = if last { "└── " } else { "├── " };
        terminal.line(&format!("{indent}{mark}{}", name.trim_end_matches('/')));
        if let Some(name) = name.strip_suffix('/') {
            let below = if folder.is_empty() {
                name.to_owned()
            } else {
                format!("{folder}/{name}")
            };
            let indent = format!("{indent}{}", if last { "    " } else { "│   " });
            if indent.chars().count() < 4 * 32 {
                branch(state, terminal, &below, &indent);
            }
        }
    }
}

fn cat(state: &State, terminal: &mut Terminal, arguments: &[&str]) -> Result<(), String> {
    for target in arguments {
        let path = resolve(state, target);
        match state.files.read(&path) {
            Some(text) => terminal.write(text),
            None if is_folder(&state.files, &path) => {
                return Err(format!("cat: {target}: Is a directory"));
            }
            None => return Err(missing("cat", target)),
        }
    }
    Ok(())
}

fn rm(state: &mut State, arguments: &[&str]) -> Result<(), String> {
    let flags: String = arguments
        .iter()
        .filter_map(|argument| argument.strip_prefix('-'))
        .collect();
    let recursive = flags.contains(['r', 'R']);
    for target in arguments
        .iter()
        .filter(|argument| !argument.starts_with('-'))
    {
        let path = resolve(state, target);
        if path == resolve(state, DATABASE) {
            state.database = crate::database::Database::new();
        } else if state.files.remove(&path) {
        } else if !state.files.is_folder(&path) {
            if !flags.contains('f') {
                return Err(format!(
                    "rm: cannot remove '{target}': No such file or directory"
                ));
            }
        } else if recursive {
            remove_below(&mut state.files, &path);
        } else {
            return Err(format!("rm: cannot remove '{target}': Is a directory"));
        }
    }
    Ok(())
}

fn remove_below(files: &mut Files, folder: &str) {
    let paths: Vec<Rc<str>> = files.below(folder).cloned().collect();
    for path in paths {
        files.remove(&path);
    }
}

fn transfer(
    state: &mut State,
    arguments: &[&str],
    command: &str,
    removes: bool,
) -> Result<(), String> {
    let targets: Vec<&str> = arguments
        .iter()
        .copied()
        .filter(|argument| !argument.starts_with('-'))
        .collect();
    let [from, to] = targets.as_slice() else {
        return Err(format!("{command}: give one source and one destination"));
    };
    let source = resolve(state, from);
    let mut destination = resolve(state, to);
    if is_folder(&state.files, &destination) {
        let name = source.rsplit('/').next().unwrap_or_default();
        destination = if destination.is_empty() {
            name.to_owned()
        } else {
            format!("{destination}/{name}")
        };
    }
    let moved: Vec<(Rc<str>, String)> = if state.files.contains(&source) {
        vec![(source.as_str().into(), destination)]
    } else {
        let below = state.files.below(&source);
        below
            .map(|path| {
                (
                    Rc::clone(path),
                    format!("{destination}{}", &path[source.len()..]),
                )
            })
            .collect()
    };
    if moved.is_empty() || source.is_empty() {
        return Err(format!(
            "{command}: cannot stat '{from}': No such file or directory"
        ));
    }
    for (old, new) in moved {
        if let Some(text) = state.files.read(&old).cloned() {
            if removes {
                state.files.remove(&old);
            }
            state.files.write(&new, &text);
        }
    }
    Ok(())
}

fn mkdir(state: &mut State, arguments: &[&str]) -> Result<(), String> {
    for target in arguments
        .iter()
        .filter(|argument| !argument.starts_with('-'))
    {
        let path = resolve(state, target);
        if is_folder(&state.files, &path) || state.files.contains(&path) {
            return Err(format!(
                "mkdir: cannot create directory '{target}': File exists"
            ));
        }
        state.files.make_folder(&path);
    }
    Ok(())
}

fn touch(state: &mut State, arguments: &[&str]) -> Result<(), String> {
    for target in arguments {
        let path = resolve(state, target);
        if !state.files.contains(&path) {
            state.files.write(&path, "");
        }
    }
    Ok(())
}

fn cd(state: &mut State, arguments: &[&str]) -> Result<(), String> {
    let target = arguments.first().copied().unwrap_or(ROOT);
    let path = if target == "~" {
        String::new()
    } else {
        resolve(state, target)
    };
    if !is_folder(&state.files, &path) {
        return Err(format!("cd: {target}: No such file or directory"));
    }
    state.folder = path;
    Ok(())
}

fn sqlite3(state: &mut State, terminal: &mut Terminal, arguments: &[&str]) -> i32 {
    let mut session = Session::default();
    let mut words = Vec::new();
    for word in arguments {
        if !(word.starts_with('-') && session.option(word)) {
            words.push(*word);
        }
    }
    let file = words.first().copied();
    if file != Some(DATABASE) {
        let file = file.unwrap_or("(none)");
        terminal.error_line(&format!(
            "sqlite3: the sandbox has one database, {DATABASE}; {file} is not it"
        ));
        return 1;
    }
    for statement in words.iter().skip(1) {
        let reply = session.command(&mut state.database, statement);
        terminal.write(&reply.output);
        if !reply.error.is_empty() {
            terminal.error(&reply.error);
            return 1;
        }
    }
    0
}
