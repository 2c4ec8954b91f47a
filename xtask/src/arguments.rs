//! The command line.

use crate::build::Profile;
use crate::test::Group;

/// What to do.
#[derive(Debug, PartialEq, Eq)]
pub enum Command {
    /// Show the usage.
    Help,
    /// Write `dist/`.
    Build(Profile),
    /// Serve `dist/`, rebuilding on change.
    Serve(ServeOptions),
    /// Compare the speed with Django's.
    Bench,
    /// Ask Django again what the sessions print; the words go to `tests/sessions/record.py`.
    Record(Vec<String>),
    /// Run the tests.
    Test(TestOptions),
}

/// Options of `serve`.
#[derive(Debug, PartialEq, Eq)]
pub struct ServeOptions {
    /// Port on localhost.
    pub port: u16,
    /// How to build.
    pub profile: Profile,
}

/// Options of `test`.
#[derive(Debug, PartialEq, Eq)]
pub struct TestOptions {
    /// The groups to run; empty for all.
    pub only: Vec<Group>,
    /// How to build the page that the browser tests open.
    pub profile: Profile,
}

/// Reads the arguments after the program's name; the error is one line for the user.
pub fn parse(arguments: impl Iterator<Item = String>) -> Result<Command, String> {
    let mut words = arguments.peekable();
    let command = words.next().unwrap_or_else(|| "help".to_owned());
    let mut profile = None;
    let mut port = 8000;
    let mut only = Vec::new();
    let mut recorded = Vec::new();
    while let Some(word) = words.next() {
        match (command.as_str(), word.as_str()) {
            ("build" | "serve" | "test", "--release") => profile = Some(Profile::Release),
            ("build" | "serve" | "test", "--dev") => profile = Some(Profile::Dev),
            ("serve", "--port") => {
                let value = words.next().ok_or("--port needs a number")?;
                port = value
                    .parse()
                    .map_err(|_| format!("'{value}' is not a port"))?;
            }
            ("test", "--only") => {
                let value = words.next().ok_or("--only needs a group")?;
                only.push(value.parse()?);
            }
            (_, "--help" | "-h") => return Ok(Command::Help),
            ("record", "--check") => recorded.push(word),
            ("record", name) if name.ends_with(".md") => recorded.push(word),
            _ => return Err(format!("unexpected argument '{word}'")),
        }
    }
    match command.as_str() {
        "help" | "--help" | "-h" => Ok(Command::Help),
        "bench" => Ok(Command::Bench),
        "record" => Ok(Command::Record(recorded)),
        "build" => Ok(Command::Build(profile.unwrap_or(Profile::Release))),
        "serve" => Ok(Command::Serve(ServeOptions {
            port,
            profile: profile.unwrap_or(Profile::Dev),
        })),
        "test" => Ok(Command::Test(TestOptions {
            only,
            profile: profile.unwrap_or(Profile::Release),
        })),
        other => Err(format!("unknown command '{other}'")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, expected: Result<Command, &str>) {
        let parsed = parse(line.split_whitespace().map(str::to_owned));
        assert_eq!(parsed, expected.map_err(str::to_owned), "{line}");
    }

    #[test]
    fn commands_have_the_profile_that_suits_them() {
        check("build", Ok(Command::Build(Profile::Release)));
        check("build --dev", Ok(Command::Build(Profile::Dev)));
        let options = ServeOptions {
            port: 9000,
            profile: Profile::Dev,
        };
        check("serve --port 9000", Ok(Command::Serve(options)));
        let options = TestOptions {
            only: vec![Group::Browser],
            profile: Profile::Release,
        };
        check("test --only browser", Ok(Command::Test(options)));
        let words = vec!["--check".to_owned(), "squash.md".to_owned()];
        check("record --check squash.md", Ok(Command::Record(words)));
    }

    #[test]
    fn what_is_not_understood_is_named() {
        check("deploy", Err("unknown command 'deploy'"));
        check("serve --port many", Err("'many' is not a port"));
        check("build --port 1", Err("unexpected argument '--port'"));
        check(
            "test --only speed",
            Err("unknown group 'speed': lint, native, conformance, browser"),
        );
    }
}
