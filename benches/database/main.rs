//! The database beside real SQLite, both in memory and with the same statements.
//!
//! `cargo xtask bench database` prints the table of BENCHMARKS.md: CPU seconds of both and how many
//! times as long the sandbox takes. Each side parses every statement anew, and both must answer the
//! same. `PROFILE=NAME` repeats the work of that name in the database alone, for a profiler.

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a terminal program"
)]

mod engine;
mod work;

use std::process::ExitCode;
use std::time::Duration;

use cpu_time::ProcessTime;
use migration_sandbox::database::Database;
use rusqlite::Connection;

use engine::Engine;
use work::{WORKS, Work};

/// How often all the works are done; of each the fastest time counts.
const ROUNDS: usize = 3;

fn main() -> ExitCode {
    // `cargo test --all-targets` runs this too, and has nothing to ask of it.
    if !std::env::args().any(|word| word == "--bench") {
        return ExitCode::SUCCESS;
    }
    let done = match std::env::var("PROFILE") {
        Ok(name) => profile(&name),
        Err(_) => compare(),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

/// What a work took, and what it answered.
type Measured = (Duration, i64);

fn compare() -> Result<(), String> {
    let mut best: Vec<[Duration; 2]> = vec![[Duration::MAX; 2]; WORKS.len()];
    for _ in 0..ROUNDS {
        let sqlite = measure(&mut sqlite()?)?;
        let sandbox = measure(&mut Database::new())?;
        for (((work, best), sqlite), sandbox) in
            WORKS.iter().zip(&mut best).zip(sqlite).zip(sandbox)
        {
            if sqlite.1 != sandbox.1 {
                let name = work.name;
                return Err(format!(
                    "{name}: SQLite answers {}, the sandbox {}",
                    sqlite.1, sandbox.1
                ));
            }
            *best = [best[0].min(sqlite.0), best[1].min(sandbox.0)];
        }
    }
    println!("| work | times | SQLite, µs each | sandbox, µs each | ratio |");
    println!("|---|---:|---:|---:|---:|");
    for (work, [sqlite, sandbox]) in WORKS.iter().zip(best) {
        let each = |time: Duration| time.as_secs_f64() * 1e6 / f64::from(work.times);
        let (sqlite, sandbox) = (each(sqlite), each(sandbox));
        println!(
            "| {} | {} | {sqlite:.3} | {sandbox:.3} | {:.2} |",
            work.name,
            work.times,
            sandbox / sqlite
        );
    }
    Ok(())
}

/// Does all the works, one after the other, on one engine.
fn measure(engine: &mut dyn Engine) -> Result<Vec<Measured>, String> {
    WORKS.iter().map(|work| timed(work, engine)).collect()
}

fn timed(work: &Work, engine: &mut dyn Engine) -> Result<Measured, String> {
    let start = ProcessTime::now();
    let answer = (work.run)(engine, work.times)?;
    Ok((start.elapsed(), answer))
}

/// Does one work again and again from the same state.
fn profile(name: &str) -> Result<(), String> {
    const ENOUGH: Duration = Duration::from_secs(4);
    let place = WORKS.iter().position(|work| work.name.contains(name));
    let place = place.ok_or_else(|| format!("no work has '{name}' in its name"))?;
    let mut before = Database::new();
    for work in &WORKS[..place] {
        (work.run)(&mut before, work.times)?;
    }
    let work = &WORKS[place];
    let (mut total, mut least) = (Duration::ZERO, Duration::MAX);
    while total < ENOUGH {
        let time = timed(work, &mut before.clone())?.0;
        total += time.max(Duration::from_micros(1));
        least = least.min(time);
    }
    let each = least.as_secs_f64() * 1e6 / f64::from(work.times);
    println!("{}: {each:.3} µs each", work.name);
    Ok(())
}

fn sqlite() -> Result<Connection, String> {
    let connection = Connection::open_in_memory().map_err(|error| error.to_string())?;
    let done = connection.execute_batch("PRAGMA foreign_keys = ON");
    done.map_err(|error| error.to_string())?;
    Ok(connection)
}
