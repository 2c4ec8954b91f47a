//! The command line.

use crate::bench::Benchmark;
use crate::build::Profile;
use crate::fuzz::FuzzOptions;
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
    /// Compare random histories with Django's.
    FuzzHistories(HistoryOptions),
    /// Compare the speed with others'.
    Bench(Benchmark),
    /// Feed the commands with broken projects.
    Fuzz(FuzzOptions),
    /// Ask Django again what the sessions print; the words go to `tests/sessions/record.py`.
    Record(Vec<String>),
    /// Run the tests.
    Test(TestOptions),
    /// Take packages from PyPI through their migrations.
    Projects(Vec<String>),
}

/// Options of `serve`.
#[derive(Debug, PartialEq, Eq)]
pub struct ServeOptions {
    /// Port on localhost.
    pub port: u16,
    /// How to build.
    pub profile: Profile,
}

/// Options of `fuzz-histories`.
#[derive(Debug, PartialEq, Eq)]
pub struct HistoryOptions {
    /// How many histories.
    pub count: u32,
    /// The seed of the first; each of the others has the next.
    pub seed: u32,
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
    let mut histories = HistoryOptions {
        count: 100,
        seed: 1,
    };
    let mut only = Vec::new();
    let mut packages = Vec::new();
    let mut benchmark: Option<String> = None;
    let mut programs = false;
    let mut numbers: Vec<u64> = Vec::new();
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
            ("fuzz-histories", "--count") => histories.count = number(words.next(), "--count")?,
            ("fuzz-histories", "--seed") => histories.seed = number(words.next(), "--seed")?,
            ("test", "--only") => {
                let value = words.next().ok_or("--only needs a group")?;
                only.push(value.parse()?);
            }
            (_, "--help" | "-h") => return Ok(Command::Help),
            ("projects", package) if !package.starts_with('-') => packages.push(word),
            ("bench", name) if benchmark.is_none() && !name.starts_with('-') => {
                benchmark = Some(word);
            }
            ("fuzz", "programs") if !programs && numbers.is_empty() => programs = true,
            ("fuzz", number) if numbers.len() < 2 => {
                let number = number.parse();
                numbers.push(number.map_err(|_| format!("'{word}' is not a number"))?);
            }
            ("record", "--check") => recorded.push(word),
            ("record", name) if name.ends_with(".md") => recorded.push(word),
            _ => return Err(format!("unexpected argument '{word}'")),
        }
    }
    match command.as_str() {
        "help" | "--help" | "-h" => Ok(Command::Help),
        "fuzz-histories" => Ok(Command::FuzzHistories(histories)),
        "projects" => Ok(Command::Projects(packages)),
        "bench" => Ok(Command::Bench(Benchmark::named(benchmark.as_deref()))),
        "fuzz" => Ok(Command::Fuzz(FuzzOptions::new(programs, &numbers))),
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

fn number(word: Option<String>, option: &str) -> Result<u32, String> {
    let number = word.and_then(|word| word.parse().ok());
    number.ok_or_else(|| format!("{option} needs a number"))
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
        let options = HistoryOptions {
            count: 100,
            seed: 7,
        };
        check(
            "fuzz-histories --seed 7",
            Ok(Command::FuzzHistories(options)),
        );
    }

    #[test]
    fn projects_may_be_named() {
        check("projects", Ok(Command::Projects(Vec::new())));
        let named = vec!["wagtail".to_owned()];
        check("projects wagtail", Ok(Command::Projects(named)));
        check("projects --all", Err("unexpected argument '--all'"));
    }

    #[test]
    fn a_benchmark_may_have_a_name_and_a_fuzzer_its_numbers() {
        let bench = |benchmark| Ok(Command::Bench(benchmark));
        check("bench", bench(Benchmark::Workloads(None)));
        let folder = Some("a/b".into());
        check("bench a/b", bench(Benchmark::Workloads(folder)));
        check("bench database", bench(Benchmark::Database));
        check("bench python", bench(Benchmark::Python));
        let options = |programs, seconds, seed| {
            Ok(Command::Fuzz(FuzzOptions {
                programs,
                seconds,
                seed,
            }))
        };
        check("fuzz", options(false, 60, 1));
        check("fuzz 600 7", options(false, 600, 7));
        check("fuzz programs 600 7", options(true, 600, 7));
        check("fuzz long", Err("'long' is not a number"));
    }

    #[test]
    fn sessions_may_be_named() {
        let words = vec!["--check".to_owned(), "squash.md".to_owned()];
        check("record --check squash.md", Ok(Command::Record(words)));
    }

    #[test]
    fn what_is_not_understood_is_named() {
        check("deploy", Err("unknown command 'deploy'"));
        check("serve --port many", Err("'many' is not a port"));
        check("build --port 1", Err("unexpected argument '--port'"));
        check("fuzz-histories --count few", Err("--count needs a number"));
        check(
            "test --only speed",
            Err("unknown group 'speed': lint, native, conformance, browser"),
        );
    }
}
