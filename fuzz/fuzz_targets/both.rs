//! Arbitrary text as `models.py` and, after a form feed, as a migration.
#![no_main]

#[path = "../../tests/fuzz/project.rs"]
mod project;

libfuzzer_sys::fuzz_target!(|text: &str| {
    let (models, migration) = text.split_once('\u{c}').unwrap_or((text, text));
    project::run(Some(models), Some(migration), &mut |_| {});
});
