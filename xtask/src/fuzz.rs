//! `cargo xtask fuzz`: the tests `tests/fuzz` and `tests/programs`, for as long as one likes.

use anyhow::Result;

use crate::process::{self, cargo};

/// How long, and where to begin.
#[derive(Debug, PartialEq, Eq)]
pub struct FuzzOptions {
    /// Programs instead of projects.
    pub programs: bool,
    /// How many seconds to run.
    pub seconds: u64,
    /// What the first project is made from; each further one adds one.
    pub seed: u64,
}

impl FuzzOptions {
    /// Seconds and seed, as far as they are given.
    pub fn new(programs: bool, numbers: &[u64]) -> Self {
        let number = |place: usize, otherwise| numbers.get(place).copied().unwrap_or(otherwise);
        Self {
            programs,
            seconds: number(0, 60),
            seed: number(1, 1),
        }
    }
}

/// Runs projects or programs until the time is over; fails at the first that panics or hangs.
pub fn run(options: &FuzzOptions) -> Result<()> {
    let mut test = cargo();
    match options.programs {
        // Without optimization, arithmetic that overflows is a panic.
        true => test.args(["test", "--test", "programs", "--"]),
        false => test.args(["test", "--release", "--test", "fuzz", "--"]),
    };
    test.args(["--ignored", "--nocapture", "as_long_as_asked"])
        .env("FUZZ_SECONDS", options.seconds.to_string())
        .env("FUZZ_SEED", options.seed.to_string());
    process::run(&mut test)
}
