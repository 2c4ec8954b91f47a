//! `find`, as tutorials use it to delete migration files.

use super::{Shell, entries, line, resolve, within};

/// A condition on a path.
struct Test<'a> {
    negated: bool,
    kind: Kind<'a>,
}

enum Kind<'a> {
    Name(&'a str),
    Path(&'a str),
    Type(bool),
}

impl Shell<'_> {
    /// `find FOLDER… [-not] [-name N] [-path P] [-type f|d] [-delete | -print]`.
    pub(super) fn find(&mut self, arguments: &[&str]) {
        let given = arguments.iter().take_while(|word| !is_expression(word));
        let mut starts: Vec<&str> = given.copied().collect();
        let mut words = arguments[starts.len()..].iter();
        if starts.is_empty() {
            starts.push(".");
        }
        let (mut tests, mut delete, mut negated) = (Vec::new(), false, false);
        while let Some(word) = words.next() {
            let mut argument = || words.next().copied().unwrap_or_default();
            let kind = match *word {
                "-not" | "!" => {
                    negated = true;
                    continue;
                }
                "-name" => Kind::Name(argument()),
                "-path" | "-wholename" => Kind::Path(argument()),
                "-type" => Kind::Type(argument() == "d"),
                "-delete" => {
                    delete = true;
                    continue;
                }
                "-print" | "-and" | "-a" => continue,
                other => {
                    return self.fail(&format!(
                        "the sandbox's find has no {other}; it has -name, -path, -type, -not and \
                         -delete"
                    ));
                }
            };
            tests.push(Test { negated, kind });
            negated = false;
        }
        for start in starts {
            let path = resolve(self.state, start);
            if self.state.files.contains(&path) {
                self.found(start, &path, false, &tests, delete);
            } else if super::is_folder(&self.state.files, &path) {
                self.walk(start, &path, &tests, delete);
            } else {
                self.fail(&format!("'{start}': No such file or directory"));
            }
        }
    }

    /// A folder before what is in it, and after that when it is deleted.
    fn walk(&mut self, typed: &str, path: &str, tests: &[Test], delete: bool) {
        if !delete {
            self.found(typed, path, true, tests, delete);
        }
        for name in entries(self.state, path) {
            let (name, is_folder) = match name.strip_suffix('/') {
                Some(name) => (name, true),
                None => (name.as_str(), false),
            };
            let typed = format!("{}/{name}", typed.trim_end_matches('/'));
            let path = within(path, name);
            if is_folder {
                self.walk(&typed, &path, tests, delete);
            } else {
                self.found(&typed, &path, false, tests, delete);
            }
        }
        if delete {
            self.found(typed, path, true, tests, delete);
        }
    }

    fn found(&mut self, typed: &str, path: &str, is_folder: bool, tests: &[Test], delete: bool) {
        let name = typed.rsplit('/').next().unwrap_or_default();
        let passes = tests.iter().all(|test| {
            let holds = match test.kind {
                Kind::Name(pattern) => line::matches(pattern, name),
                Kind::Path(pattern) => line::matches(pattern, typed),
                Kind::Type(folder) => folder == is_folder,
            };
            holds != test.negated
        });
        match (passes, delete) {
            (false, _) => {}
            (true, false) => self.terminal.line(typed),
            (true, true) if !is_folder => self.rm(&[typed]),
            (true, true) if entries(self.state, path).is_empty() => {
                self.state.files.remove_folder(path);
            }
            (true, true) => self.fail(&format!("cannot delete '{typed}': Directory not empty")),
        }
    }
}

fn is_expression(word: &str) -> bool {
    word.starts_with('-') || word == "!"
}
