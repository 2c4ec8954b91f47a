//! Programs that would hang, crash or take all memory: each ends by itself, none can help it, and
//! what ends it says how there may be more.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a test fails by panicking and says why; a hang is told by the clock"
)]

use std::rc::Rc;
use std::time::{Duration, Instant};

use migration_sandbox::python::{Importer, Interpreter, Limits, Options, Source};

/// How long a program may take until a bound ends it, in a build without optimization.
const PATIENCE: Duration = Duration::from_secs(60);
/// What the main thread of `manage` has, for the large frames of a build without optimization; and
/// what the wasm module has.
const STACK: usize = if cfg!(debug_assertions) {
    8 << 20
} else {
    1 << 20
};

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

/// What a program printed and the last line of its traceback.
fn run(text: &str, limits: Limits) -> (String, String) {
    let options = Options {
        limits,
        ..Options::default()
    };
    let importer = Rc::new(Program(text.into()));
    let mut interpreter = Interpreter::with_options(importer, options);
    let result = interpreter.import_module("program");
    let error = result.err().map(|error| error.render(&mut interpreter));
    let error = error.unwrap_or_default();
    let last = error.lines().last().unwrap_or_default().to_owned();
    (interpreter.take_output(), last)
}

/// Quick to reach.
fn limits() -> Limits {
    Limits {
        steps: 100_000,
        memory: 64 << 20,
        size: 4 << 20,
        output: 10_000,
        ..Limits::default()
    }
}

/// Runs programs, which are separated by blank lines after a line `#`, and checks how each ends.
fn check(expected: &str, limits: Limits, programs: &str) {
    let (programs, start_of_end) = (programs.to_owned(), expected.to_owned());
    let thread = std::thread::Builder::new().stack_size(STACK);
    let all = thread.spawn(move || {
        let mut wrong = Vec::new();
        for program in programs.split("\n#\n") {
            // A crash shows the program that did it.
            println!("{program}\n#");
            let start = Instant::now();
            let (output, last) = run(program, limits);
            let (took, caught) = (start.elapsed(), output.contains("caught"));
            if std::env::var("BOUNDS_TIMES").is_ok() {
                println!("-- {took:?}");
            }
            if took > PATIENCE || caught || !last.starts_with(&start_of_end) {
                wrong.push(format!(
                    "{program}\n--> {last} in {took:?}; caught: {caught}"
                ));
            }
        }
        wrong
    });
    let wrong = all.unwrap().join().unwrap();
    assert!(wrong.is_empty(), "not {expected}:\n{}", wrong.join("\n\n"));
}

const STEPS: &str = "TimeoutError: the program was stopped after 100000 steps; does it loop for \
    ever? `export MIGRATION_SANDBOX_STEPS=1000000` allows more";
const MEMORY: &str = "MemoryError: the program was stopped at 64 MB of memory; \
    `export MIGRATION_SANDBOX_MEGABYTES=256` allows more";
const OUTPUT: &str = "OSError: the program was stopped after printing 10000 bytes; \
    `export MIGRATION_SANDBOX_OUTPUT=100000` allows more";

#[test]
fn what_runs_for_ever_is_stopped_after_so_many_steps() {
    check(STEPS, limits(), include_str!("bounds/steps.py"));
}

#[test]
fn what_takes_too_much_memory_is_stopped() {
    let memory = Limits {
        steps: u64::MAX / 2,
        ..limits()
    };
    check(MEMORY, memory, include_str!("bounds/memory.py"));
}

#[test]
fn what_prints_too_much_is_stopped() {
    check(OUTPUT, limits(), include_str!("bounds/output.py"));
}

#[test]
fn what_nests_too_deep_raises_recursion_error() {
    let steps = Limits {
        steps: 50_000_000,
        ..limits()
    };
    check(
        "RecursionError: maximum recursion depth exceeded",
        steps,
        include_str!("bounds/depth.py"),
    );
}

#[test]
fn what_python_refuses_itself_is_refused_as_there() {
    check("", limits(), include_str!("bounds/refused.py"));
}
