//! Arbitrary text as a migration.
#![no_main]

#[path = "../../tests/fuzz/project.rs"]
mod project;

libfuzzer_sys::fuzz_target!(|text: &str| project::run(None, Some(text), &mut |_| {}));
