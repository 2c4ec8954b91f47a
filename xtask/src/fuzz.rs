//! `cargo xtask fuzz`: the test `tests/fuzz.rs`, for as long as one likes.

use anyhow::Result;

use crate::process::{self, cargo};

/// How long, and where to begin.
#[derive(Debug, PartialEq, Eq)]
pub struct FuzzOptions {
    /// How many seconds to run.
    pub seconds: u64,
    /// What the first project is made from; each further one adds one.
    pub seed: u64,
}

impl FuzzOptions {
    /// Seconds and seed, as far as they are given.
    pub fn new(numbers: &[u64]) -> Self {
        let number = |place: usize, otherwise| numbers.get(place).copied().unwrap_or(otherwise);
        Self {
            seconds: number(0, 60),
            seed: number(1, 1),
        }
    }
}

/// Runs projects until the time is over; fails at the first that panics or hangs.
pub fn run(options: &FuzzOptions) -> Result<()> {
    let mut test = cargo();
    test.args(["test", "--release", "--test", "fuzz", "--"])
        .args(["--ignored", "--nocapture", "as_long_as_asked"])
        .env("FUZZ_SECONDS", options.seconds.to_string())
        .env("FUZZ_SEED", options.seed.to_string());
    process::run(&mut test)
}
