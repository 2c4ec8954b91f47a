//! `ls`, `cat`, `rm` and their like, over the project's files.

mod find;

use std::collections::BTreeSet;
use std::rc::Rc;

use super::line::{self, Word};
use super::{DATABASE, ROOT, elsewhere};
use crate::database::Database;
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
    "export",
    "find",
    "head",
    "help",
    "ls",
    "mkdir",
    "mv",
    "pwd",
    "python",
    "python3",
    "rm",
    "rmdir",
    "sqlite3",
    "tail",
    "touch",
    "tree",
    "wc",
];

/// A command while it runs: it goes on after an error, and its status says so.
struct Shell<'a> {
    state: &'a mut State,
    terminal: &'a mut Terminal,
    name: &'a str,
    status: i32,
}

/// Runs a shell command and answers its exit status.
pub(super) fn run(state: &mut State, terminal: &mut Terminal, words: &[String]) -> i32 {
    let text: Vec<&str> = words.iter().map(String::as_str).collect();
    let Some((name, arguments)) = text.split_first() else {
        return 0;
    };
    let mut shell = Shell {
        state,
        terminal,
        name,
        status: 0,
    };
    match *name {
        "ls" | "dir" => shell.ls(arguments),
        "tree" => shell.tree(arguments),
        "cat" | "type" | "less" | "more" => shell.cat(arguments),
        "head" | "tail" => shell.ends(arguments),
        "wc" => shell.wc(arguments),
        "rm" | "del" => shell.rm(arguments),
        "rmdir" => shell.rmdir(arguments),
        "mv" => shell.transfer(arguments, true),
        "cp" => shell.transfer(arguments, false),
        "mkdir" => shell.mkdir(arguments),
        "touch" => shell.touch(arguments),
        "find" => shell.find(arguments),
        "cd" => shell.cd(arguments),
        "pwd" => shell.terminal.line(&shown(&shell.state.folder)),
        "echo" => shell.echo(arguments),
        "export" | "set" => shell.export(arguments),
        "unset" => {
            for name in arguments {
                shell.state.variables.remove(*name);
            }
        }
        "clear" | "cls" | "exit" | "true" | ":" => {}
        "false" => shell.status = 1,
        "help" => shell.terminal.line(HELP),
        "sqlite3" => shell.sqlite3(arguments),
        "python" | "python3" | "py" => shell.python(arguments),
        _ => shell.elsewhere(elsewhere::program(name, arguments)),
    }
    shell.status
}

const HELP: &str = "\
Django:  python manage.py makemigrations | migrate | showmigrations | sqlmigrate | …
         python manage.py help lists them all; --help after a command explains it.
         django-admin startproject NAME, python manage.py startapp NAME
Files:   ls, tree, cat, head, tail, wc, find, rm, rmdir, mv, cp, mkdir, touch, cd, pwd
         echo TEXT > FILE and >> FILE write one
SQL:     sqlite3 db.sqlite3            an interactive shell; .tables, .schema, .quit
         sqlite3 db.sqlite3 \"SELECT …\"  one statement";

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

/// The words with every pattern replaced by the paths that match it, if any do.
pub(super) fn expand(state: &State, words: Vec<Word>) -> Vec<String> {
    let mut expanded = Vec::new();
    for word in words {
        let found = word.pattern.map(|pattern| glob(state, &pattern));
        match found {
            Some(paths) if !paths.is_empty() => expanded.extend(paths),
            _ => expanded.push(word.text),
        }
    }
    expanded
}

/// Paths that match, part by part; each as it would be typed.
fn glob(state: &State, pattern: &str) -> Vec<String> {
    let (mut found, rest) = match pattern.strip_prefix('/') {
        Some(rest) => (vec!["/".to_owned()], rest),
        None => (vec![String::new()], pattern),
    };
    let parts: Vec<&str> = rest.split('/').collect();
    for (index, part) in parts.iter().enumerate() {
        let last = index + 1 == parts.len();
        let mut next = Vec::new();
        for typed in &found {
            let folder = resolve(state, typed);
            if matches!(*part, "." | ".." | "") {
                next.push(format!("{typed}{part}/"));
                continue;
            }
            for name in entries(state, &folder) {
                let (name, is_folder) = match name.strip_suffix('/') {
                    Some(name) => (name, true),
                    None => (name.as_str(), false),
                };
                let hidden = name.starts_with('.') && !part.starts_with('.');
                if !hidden && (is_folder || last) && line::matches(part, name) {
                    let slash = if last { "" } else { "/" };
                    next.push(format!("{typed}{name}{slash}"));
                }
            }
        }
        found = next;
    }
    found
}

/// Writes what a command printed to the file after `>` or `>>`.
pub(super) fn write_output(
    state: &mut State,
    target: &str,
    text: &str,
    append: bool,
) -> Result<(), String> {
    let path = resolve(state, target);
    if target == "/dev/null" {
        return Ok(());
    }
    if is_folder(&state.files, &path) {
        return Err(format!("sh: {target}: Is a directory"));
    }
    if let Some((folder, _)) = path.rsplit_once('/')
        && !is_folder(&state.files, folder)
    {
        return Err(format!("sh: {target}: No such file or directory"));
    }
    let before = state.files.read(&path).filter(|_| append).cloned();
    let text = format!("{}{text}", before.as_deref().unwrap_or_default());
    state.files.write(&path, &text);
    Ok(())
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

/// A project path as the shell shows it.
pub(super) fn shown(path: &str) -> String {
    if path.is_empty() {
        ROOT.to_owned()
    } else {
        format!("{ROOT}/{path}")
    }
}

/// Whether the last part of a path is `.` or `..`.
fn is_dots(path: &str) -> bool {
    let last = path.trim_end_matches('/').rsplit('/').next();
    matches!(last, Some("." | ".."))
}

fn is_folder(files: &Files, path: &str) -> bool {
    path.is_empty() || files.is_folder(path)
}

fn within(folder: &str, name: &str) -> String {
    if folder.is_empty() {
        name.to_owned()
    } else {
        format!("{folder}/{name}")
    }
}

/// The letters of all `-x` among the arguments, and the others.
fn flags<'a>(arguments: &[&'a str]) -> (String, Vec<&'a str>) {
    let (flags, targets): (Vec<&str>, Vec<&str>) = arguments
        .iter()
        .partition(|argument| argument.starts_with('-') && argument.len() > 1);
    (flags.concat(), targets)
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

impl Shell<'_> {
    /// Prints `NAME: text` as an error and goes on.
    fn fail(&mut self, text: &str) {
        let name = self.name;
        self.terminal.error_line(&format!("{name}: {text}"));
        self.status = 1;
    }

    fn elsewhere(&mut self, (status, text): (i32, String)) {
        if status == 0 {
            self.terminal.line(&text);
        } else {
            self.terminal.error_line(&text);
        }
        self.status = status;
    }

    fn ls(&mut self, arguments: &[&str]) {
        let (flags, mut targets) = flags(arguments);
        if targets.is_empty() {
            targets.push(".");
        }
        let several = targets.len() > 1;
        let (mut files, mut folders) = (Vec::new(), Vec::new());
        for target in targets {
            let path = resolve(self.state, target);
            if self.state.files.contains(&path) || self.is_database(&path) {
                files.push(target);
            } else if is_folder(&self.state.files, &path) {
                folders.push((target, path));
            } else {
                self.fail(&format!(
                    "cannot access '{target}': No such file or directory"
                ));
                self.status = 2;
            }
        }
        for file in &files {
            self.terminal.line(file);
        }
        for (index, (target, path)) in folders.iter().enumerate() {
            if several {
                let gap = if index > 0 || !files.is_empty() {
                    "\n"
                } else {
                    ""
                };
                self.terminal.line(&format!("{gap}{target}:"));
            }
            for name in entries(self.state, path) {
                if !name.starts_with('.') || flags.contains(['a', 'A']) {
                    self.terminal.line(name.trim_end_matches('/'));
                }
            }
        }
    }

    fn tree(&mut self, arguments: &[&str]) {
        let (_, targets) = flags(arguments);
        let target = targets.first().copied().unwrap_or(".");
        let path = resolve(self.state, target);
        if !is_folder(&self.state.files, &path) {
            return self.fail(&format!("{target}: No such file or directory"));
        }
        self.terminal.line(target);
        branch(self.state, self.terminal, &path, "");
    }

    /// The text of a file, or an error.
    fn read(&mut self, target: &str) -> Option<Rc<str>> {
        let path = resolve(self.state, target);
        let text = self.state.files.read(&path).cloned();
        if text.is_none() {
            if is_folder(&self.state.files, &path) {
                self.fail(&format!("{target}: Is a directory"));
            } else if self.is_database(&path) {
                self.fail(&format!(
                    "{target} is a database; look into it with sqlite3 {DATABASE}"
                ));
            } else {
                self.fail(&format!("{target}: No such file or directory"));
            }
        }
        text
    }

    fn cat(&mut self, arguments: &[&str]) {
        let (flags, targets) = flags(arguments);
        for target in targets {
            let Some(text) = self.read(target) else {
                continue;
            };
            if flags.contains('n') {
                for (index, line) in text.lines().enumerate() {
                    self.terminal.line(&format!("{:6}\t{line}", index + 1));
                }
            } else {
                self.terminal.write(&text);
            }
        }
    }

    /// `head` and `tail`, ten lines unless `-n 5` or `-5` says otherwise.
    fn ends(&mut self, arguments: &[&str]) {
        let mut count = 10;
        let mut targets = Vec::new();
        let mut arguments = arguments.iter();
        while let Some(argument) = arguments.next() {
            let number = match argument.strip_prefix("-n").or(argument.strip_prefix('-')) {
                Some("") => arguments.next().copied().unwrap_or_default(),
                Some(number) => number,
                None => {
                    targets.push(*argument);
                    continue;
                }
            };
            match number.parse() {
                Ok(number) => count = number,
                Err(_) => return self.fail(&format!("invalid number of lines: '{number}'")),
            }
        }
        let several = targets.len() > 1;
        for (index, target) in targets.into_iter().enumerate() {
            let Some(text) = self.read(target) else {
                continue;
            };
            if several {
                let gap = if index > 0 { "\n" } else { "" };
                self.terminal.line(&format!("{gap}==> {target} <=="));
            }
            let lines: Vec<&str> = text.lines().collect();
            let from = match self.name {
                "head" => 0,
                _ => lines.len().saturating_sub(count),
            };
            for line in lines.iter().skip(from).take(count) {
                self.terminal.line(line);
            }
        }
    }

    /// `wc -l`: lines; without the flag also words and bytes.
    fn wc(&mut self, arguments: &[&str]) {
        let (flags, targets) = flags(arguments);
        for target in targets {
            let Some(text) = self.read(target) else {
                continue;
            };
            let lines = text.matches('\n').count();
            let words = text.split_whitespace().count();
            self.terminal.line(&match flags.as_str() {
                "-l" => format!("{lines} {target}"),
                _ => format!(" {lines} {words} {} {target}", text.len()),
            });
        }
    }

    fn rm(&mut self, arguments: &[&str]) {
        let (flags, targets) = flags(arguments);
        for target in targets {
            let path = resolve(self.state, target);
            if is_dots(target) {
                self.fail(&format!(
                    "refusing to remove '.' or '..' directory: skipping '{target}'"
                ));
            } else if path.is_empty() {
                self.fail(&format!(
                    "it is dangerous to operate recursively on '{target}'"
                ));
            } else if self.is_database(&path) {
                self.state.database = Database::new();
            } else if self.state.files.remove(&path) {
            } else if !self.state.files.is_folder(&path) {
                if !flags.contains('f') {
                    self.fail(&format!(
                        "cannot remove '{target}': No such file or directory"
                    ));
                }
            } else if flags.contains(['r', 'R']) {
                self.state.files.remove_folder(&path);
            } else {
                self.fail(&format!("cannot remove '{target}': Is a directory"));
            }
        }
    }

    fn rmdir(&mut self, arguments: &[&str]) {
        for target in arguments {
            let path = resolve(self.state, target);
            if !self.state.files.is_folder(&path) {
                self.fail(&format!(
                    "failed to remove '{target}': No such file or directory"
                ));
            } else if !entries(self.state, &path).is_empty() {
                self.fail(&format!("failed to remove '{target}': Directory not empty"));
            } else {
                self.state.files.remove_folder(&path);
            }
        }
    }

    /// `mv` and `cp`.
    fn transfer(&mut self, arguments: &[&str], removes: bool) {
        let (flags, targets) = flags(arguments);
        let Some((to, sources)) = targets.split_last().filter(|(_, rest)| !rest.is_empty()) else {
            return self.fail("missing file operand");
        };
        let destination = resolve(self.state, to);
        let into_folder = is_folder(&self.state.files, &destination);
        if sources.len() > 1 && !into_folder {
            return self.fail(&format!("target '{to}' is not a directory"));
        }
        for from in sources {
            let source = resolve(self.state, from);
            let name = source.rsplit('/').next().unwrap_or_default();
            let destination = match into_folder {
                true => within(&destination, name),
                false => destination.clone(),
            };
            if self.is_database(&source) || self.is_database(&destination) {
                self.fail(&format!(
                    "the sandbox keeps one database, {DATABASE}; to have today's rows again later, \
                     go back to this step of the timeline"
                ));
            } else if !self.state.files.contains(&source) && !self.state.files.is_folder(&source) {
                self.fail(&format!("cannot stat '{from}': No such file or directory"));
            } else if within(&destination, "").starts_with(&within(&source, "")) {
                self.fail(&format!("'{from}' and '{to}' are the same file"));
            } else if !removes
                && self.state.files.is_folder(&source)
                && !flags.contains(['r', 'R', 'a'])
            {
                self.fail(&format!("-r not specified; omitting directory '{from}'"));
            } else {
                self.state.files.copy(&source, &destination);
                if removes {
                    self.state.files.remove(&source);
                    self.state.files.remove_folder(&source);
                }
            }
        }
    }

    fn mkdir(&mut self, arguments: &[&str]) {
        let (flags, targets) = flags(arguments);
        let parents = flags.contains('p');
        for target in targets {
            let path = resolve(self.state, target);
            let above = path.rsplit_once('/').map_or("", |(above, _)| above);
            let exists = is_folder(&self.state.files, &path);
            if self.state.files.contains(&path) || (exists && !parents) {
                self.fail(&format!("cannot create directory '{target}': File exists"));
            } else if !parents && !is_folder(&self.state.files, above) {
                self.fail(&format!(
                    "cannot create directory '{target}': No such file or directory"
                ));
            } else if !exists {
                self.state.files.make_folder(&path);
            }
        }
    }

    fn touch(&mut self, arguments: &[&str]) {
        for target in arguments {
            let path = resolve(self.state, target);
            let above = path.rsplit_once('/').map_or("", |(above, _)| above);
            if !is_folder(&self.state.files, above) {
                self.fail(&format!(
                    "cannot touch '{target}': No such file or directory"
                ));
            } else if !self.state.files.contains(&path) && !is_folder(&self.state.files, &path) {
                self.state.files.write(&path, "");
            }
        }
    }

    fn cd(&mut self, arguments: &[&str]) {
        let target = arguments.first().copied().unwrap_or("~");
        let path = match target {
            "~" => String::new(),
            "-" => return self.fail("-: the console does not remember where it was"),
            _ => resolve(self.state, target),
        };
        if is_folder(&self.state.files, &path) {
            self.state.folder = path;
        } else if self.state.files.contains(&path) {
            self.fail(&format!("{target}: Not a directory"));
        } else {
            self.fail(&format!("{target}: No such file or directory"));
        }
    }

    fn echo(&mut self, arguments: &[&str]) {
        match arguments.split_first() {
            Some((&"-n", rest)) => self.terminal.write(&rest.join(" ")),
            _ => self.terminal.write(&format!("{}\n", arguments.join(" "))),
        }
    }

    fn export(&mut self, arguments: &[&str]) {
        if arguments.is_empty() {
            for (name, value) in &self.state.variables {
                self.terminal.line(&format!("{name}={value}"));
            }
        }
        for argument in arguments {
            match argument.split_once('=') {
                Some((name, value)) if line::is_name(name) => {
                    self.state
                        .variables
                        .insert(name.to_owned(), value.to_owned());
                }
                None if line::is_name(argument) => {}
                _ => self.fail(&format!("`{argument}': not a valid identifier")),
            }
        }
    }

    fn is_database(&self, path: &str) -> bool {
        path == resolve(self.state, DATABASE) && !self.state.files.contains(path)
    }

    fn sqlite3(&mut self, arguments: &[&str]) {
        let mut session = Session::default();
        let mut words = Vec::new();
        for word in arguments {
            if matches!(*word, "--version" | "-version") {
                return self.terminal.line(Session::version());
            }
            if !(word.starts_with('-') && session.option(word)) {
                words.push(*word);
            }
        }
        let file = words.first().copied().unwrap_or("(none)");
        if !self.is_database(&resolve(self.state, file)) {
            return self.fail(&format!(
                "the sandbox has one database, {DATABASE}; {file} is not it"
            ));
        }
        self.state.database.connect(false);
        for statement in words.iter().skip(1) {
            let reply = session.command(&mut self.state.database, statement);
            self.terminal.write(&reply.output);
            if !reply.error.is_empty() {
                self.terminal.error(&reply.error);
                self.status = reply.status;
                break;
            }
        }
        self.state.database.connect(true);
    }

    fn python(&mut self, arguments: &[&str]) {
        let answer = elsewhere::python(arguments, |file| {
            let path = resolve(self.state, file);
            self.state.files.contains(&path).then(|| shown(&path))
        });
        self.elsewhere(answer);
    }
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
