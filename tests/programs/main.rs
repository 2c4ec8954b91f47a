//! Whatever a program says, the evaluator answers: no panic, no stack overflow, and an end soon after
//! its bounds.
//!
//! Programs are invented by a grammar of the language and its built-ins, or are those of
//! `tests/python` and `tests/bounds`, changed token by token. `cargo xtask fuzz programs [SECONDS]
//! [SEED]` runs more of them. The program at work is kept in `target/fuzz/program.py`, where a crash
//! leaves it; `PROGRAM=FILE` runs one.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::disallowed_methods,
    reason = "a test fails by panicking and says why; a hang is told by the clock"
)]

mod generator;
#[path = "../fuzz/mutate.rs"]
mod mutate;

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::rc::Rc;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use migration_sandbox::python::{Importer, Interpreter, Limits, Options, Source};

use generator::Generator;
use mutate::{Mutator, Random};

/// How many programs the tests run.
const CASES: u64 = 300;
/// A program that takes longer hangs.
const PATIENCE: Duration = Duration::from_secs(40);
/// What the main thread of `manage` has.
const STACK: usize = 8 << 20;
const KEPT: &str = "target/fuzz/program.py";

const LIMITS: Limits = Limits {
    steps: 50_000,
    depth: 1000,
    native_depth: 90,
    size: 1 << 20,
    memory: 32 << 20,
    output: 10_000,
};

#[test]
fn programs_neither_panic_nor_hang() {
    on_a_large_stack(|| {
        let fuzzer = Fuzzer::new();
        (0..CASES).for_each(|seed| fuzzer.run(seed));
    });
}

/// For `cargo xtask fuzz programs`.
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
        println!("{} programs, from seed {first} on", seed - first);
    });
}

/// For a program that was kept.
#[test]
#[ignore = "runs the program of PROGRAM"]
fn one() {
    on_a_large_stack(|| {
        let path = std::env::var("PROGRAM").unwrap();
        println!("{}", evaluate(&fs::read_to_string(path).unwrap()));
    });
}

fn on_a_large_stack(work: fn()) {
    let thread = thread::Builder::new().stack_size(STACK).spawn(work);
    if let Err(panic) = thread.unwrap().join() {
        std::panic::resume_unwind(panic);
    }
}

struct Fuzzer {
    mutator: Mutator,
    /// Since when which seed's program runs.
    at_work: Arc<Mutex<(Instant, u64)>>,
}

impl Fuzzer {
    fn new() -> Self {
        let mut seeds = Vec::new();
        for folder in ["tests/python", "tests/bounds"] {
            let mut paths: Vec<_> = fs::read_dir(folder).unwrap().flatten().collect();
            paths.sort_by_key(fs::DirEntry::path);
            for path in paths.iter().map(fs::DirEntry::path) {
                if path.extension().is_some_and(|it| it == "py") {
                    let text = fs::read_to_string(path).unwrap();
                    // Whole files end at their first error, so short pieces are better seeds.
                    seeds.extend(text.split("\n#\n").map(str::to_owned));
                }
            }
        }
        assert!(seeds.len() > 10, "the seeds are missing");
        fs::create_dir_all(Path::new(KEPT).parent().unwrap()).unwrap();
        let at_work = Arc::new(Mutex::new((Instant::now(), 0)));
        let watched = Arc::clone(&at_work);
        thread::spawn(move || {
            loop {
                thread::sleep(Duration::from_secs(1));
                let (since, seed): (Instant, u64) = *watched.lock().unwrap();
                if since.elapsed() > PATIENCE {
                    eprintln!("the program of seed {seed} hangs; it is in {KEPT}");
                    std::process::abort();
                }
            }
        });
        Self {
            mutator: Mutator::new(&seeds),
            at_work,
        }
    }

    fn run(&self, seed: u64) {
        let mut random = Random::new(seed);
        let text = match random.below(4) {
            0 => self.mutator.file(&mut random),
            _ => Generator::new(&mut random).program(),
        };
        fs::write(KEPT, &text).unwrap();
        *self.at_work.lock().unwrap() = (Instant::now(), seed);
        if catch_unwind(AssertUnwindSafe(|| evaluate(&text))).is_err() {
            panic!("the program of seed {seed} panics; it is in {KEPT}");
        }
    }
}

struct Program(Rc<str>);

impl Importer for Program {
    fn find(&self, dotted: &str) -> Option<Source> {
        (dotted == "program").then(|| Source {
            path: "program.py".into(),
            text: Rc::clone(&self.0),
            is_package: false,
            is_partial: false,
        })
    }
}

/// Runs a program; answers what it printed and its traceback.
fn evaluate(text: &str) -> String {
    let options = Options {
        limits: LIMITS,
        ..Options::default()
    };
    let mut interpreter = Interpreter::with_options(Rc::new(Program(text.into())), options);
    let result = interpreter.import_module("program");
    let error = result.err().map(|error| error.render(&mut interpreter));
    interpreter.take_output() + &error.unwrap_or_default()
}
