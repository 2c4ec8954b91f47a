//! How fast the planning side is: what `makemigrations` and `migrate` spend their time on, without
//! the reading and writing of files.
//!
//! `cargo bench` measures this, by divan. `cargo xtask bench` sets the same work beside real Django's;
//! for it this program has two commands of its own: `generate FOLDER` writes the workloads as files,
//! and `measure FOLDER` prints the CPU seconds that each piece of work takes on one of them.

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a terminal program"
)]

mod generate;
mod work;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::Path;
use std::process::ExitCode;
use std::rc::Rc;

use work::{Chain, Comparison, Models};

const MODEL_COUNTS: [usize; 3] = [10, 100, 500];
const CHAIN_LENGTHS: [usize; 3] = [50, 200, 1000];

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["generate", folder] => generate::write(Path::new(folder), &MODEL_COUNTS, &CHAIN_LENGTHS),
        ["measure", folder] => work::measure(Path::new(folder)),
        _ if words.contains(&"--bench") => {
            divan::main();
            Ok(())
        }
        // `cargo test --all-targets` runs this too, and has nothing to ask of it.
        _ => Ok(()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

/// `changes()` for a first migration.
#[divan::bench(args = MODEL_COUNTS)]
fn changes_initial(bencher: divan::Bencher<'_, '_>, count: usize) {
    changes(bencher, count, Models::initial);
}

/// `changes()` when the migrations say what the models say.
#[divan::bench(args = MODEL_COUNTS)]
fn changes_nothing(bencher: divan::Bencher<'_, '_>, count: usize) {
    changes(bencher, count, Models::unchanged);
}

/// `changes()` when a fifth of the models has changed.
#[divan::bench(args = MODEL_COUNTS)]
fn changes_fifth(bencher: divan::Bencher<'_, '_>, count: usize) {
    changes(bencher, count, Models::changed);
}

/// The migrations' files to a graph.
#[divan::bench(args = CHAIN_LENGTHS, max_time = 5)]
fn load_and_graph(bencher: divan::Bencher<'_, '_>, length: usize) {
    let chain = Chain::new(&generate::chain(length));
    bencher
        .with_inputs(|| chain.project())
        .bench_local_values(|project| chain.load(project));
}

/// Every migration on an empty database.
#[divan::bench(args = CHAIN_LENGTHS, max_time = 5)]
fn migrate(bencher: divan::Bencher<'_, '_>, length: usize) {
    let chain = Chain::new(&generate::chain(length));
    bencher
        .with_inputs(|| chain.load(chain.project()))
        .bench_local_values(|loaded| chain.migrate(loaded));
}

fn changes(
    bencher: divan::Bencher<'_, '_>,
    count: usize,
    prepare: fn(&Models) -> work::Outcome<Comparison>,
) {
    thread_local! {
        /// What several benchmarks begin with, by the number of models.
        static MODELS: RefCell<BTreeMap<usize, Rc<Models>>> = const { RefCell::new(BTreeMap::new()) };
    }
    let models = MODELS.with_borrow_mut(|known| {
        let made = known.entry(count);
        Rc::clone(made.or_insert_with(|| Rc::new(Models::new(&generate::models(count)))))
    });
    match prepare(&models) {
        Ok(comparison) => bencher.bench_local(|| comparison.changes()),
        Err(error) => eprintln!("error: {error}"),
    }
}
