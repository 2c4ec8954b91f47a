//! Whatever stands in `models.py` or in a migration, a command ends, and without a panic.
//!
//! `cargo xtask fuzz [SECONDS] [SEED]` runs it longer than the tests do. The project at work is kept
//! in `target/fuzz/`, where a crash leaves it. `fuzz/` has the same for cargo-fuzz.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::disallowed_methods,
    reason = "a test fails by panicking and says why; a hang is told by the clock"
)]

mod mutate;
mod project;

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use mutate::{Mutator, Random};

/// How many projects the tests run.
const CASES: u64 = 60;
/// A command that takes longer hangs: the interpreter's own limits come long before.
const PATIENCE: Duration = Duration::from_secs(120);
/// What the main thread of `manage` has.
const STACK: usize = 8 << 20;

#[test]
fn broken_projects_neither_panic_nor_hang() {
    on_a_large_stack(|| {
        let fuzzer = Fuzzer::new();
        (0..CASES).for_each(|seed| fuzzer.run(seed));
    });
}

/// For `cargo xtask fuzz`.
#[test]
#[ignore = "runs as long as FUZZ_SECONDS says"]
fn as_long_as_asked() {
    on_a_large_stack(|| {
        let number = |name| std::env::var(name).ok()?.parse().ok();
        let (seconds, first) = (number("FUZZ_SECONDS"), number("FUZZ_SEED"));
        let (seconds, first): (u64, u64) = (seconds.unwrap_or(10), first.unwrap_or(1));
        let fuzzer = Fuzzer::new();
        let start = Instant::now();
        let mut seed = first;
        while start.elapsed() < Duration::from_secs(seconds) {
            fuzzer.run(seed);
            seed += 1;
        }
        println!("{} projects, from seed {first} on", seed - first);
    });
}

fn on_a_large_stack(work: fn()) {
    let thread = thread::Builder::new().stack_size(STACK).spawn(work);
    if let Err(panic) = thread.unwrap().join() {
        std::panic::resume_unwind(panic);
    }
}

struct Fuzzer {
    models: Mutator,
    migrations: Mutator,
    folder: PathBuf,
    /// Since when which command runs.
    at_work: Arc<Mutex<(Instant, String)>>,
}

impl Fuzzer {
    fn new() -> Self {
        let mut files = Vec::new();
        python_files(Path::new("migrations"), &mut files);
        python_files(Path::new("tests/fuzz/seeds"), &mut files);
        assert!(files.len() > 10, "the seeds are missing");
        let (migrations, models): (Vec<String>, Vec<String>) = files
            .into_iter()
            .partition(|file| file.contains("migrations.Migration"));
        let fuzzer = Self {
            models: Mutator::new(&models),
            migrations: Mutator::new(&migrations),
            folder: PathBuf::from("target/fuzz"),
            at_work: Arc::new(Mutex::new((Instant::now(), String::new()))),
        };
        fs::create_dir_all(&fuzzer.folder).unwrap();
        fuzzer.watch();
        fuzzer
    }

    /// A thread of its own ends the process when a command hangs.
    fn watch(&self) {
        let at_work = Arc::clone(&self.at_work);
        thread::spawn(move || {
            loop {
                thread::sleep(Duration::from_secs(1));
                let (since, what) = at_work.lock().unwrap().clone();
                if since.elapsed() > PATIENCE {
                    eprintln!("{what} hangs; the project is in target/fuzz");
                    std::process::abort();
                }
            }
        });
    }

    /// The project of a seed: its models, its migration or both are broken.
    fn run(&self, seed: u64) {
        let mut random = Random::new(seed);
        let kind = random.below(3);
        let models = (kind != 1).then(|| self.models.file(&mut random));
        let migration = (kind != 0).then(|| self.migrations.file(&mut random));
        for (name, text) in [("models.py", &models), ("migration.py", &migration)] {
            let text = text.as_deref().unwrap_or_default();
            fs::write(self.folder.join(name), text).unwrap();
        }
        let mut watch = |what: &str| {
            *self.at_work.lock().unwrap() = (Instant::now(), format!("seed {seed}: {what}"));
        };
        let project = || project::run(models.as_deref(), migration.as_deref(), &mut watch);
        if catch_unwind(AssertUnwindSafe(project)).is_err() {
            let what = self.at_work.lock().unwrap().1.clone();
            panic!("{what} panics; the project is in target/fuzz");
        }
    }
}

fn python_files(folder: &Path, files: &mut Vec<String>) {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            python_files(&path, files);
        } else if path.extension().is_some_and(|it| it == "py") {
            files.push(fs::read_to_string(path).unwrap());
        }
    }
}
