//! Arbitrary text as `models.py`.
#![no_main]

#[path = "../../tests/fuzz/project.rs"]
mod project;

libfuzzer_sys::fuzz_target!(|text: &str| project::run(Some(text), None, &mut |_| {}));
