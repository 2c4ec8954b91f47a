//! What to beware of in migrations before they run, at the places in their files: found out by running
//! on a copy what `migrate` would run.

use std::collections::BTreeSet;

use super::{OwnPart, advice, effects, parts, states, trials};
use crate::migrations::executor::Target;
use crate::migrations::migration::MigrationKey;
use crate::orm::{DjangoResult, Exception};
use crate::protocol::{Advice, AdviceNote};
use crate::sandbox::bench::{Bench, recorder};
use crate::sandbox::timeline::Timeline;
use crate::sandbox::view::{Place, line_and_column, places};

/// What to beware of in these migrations, named as `books.0001_initial`. Of one that is applied it is
/// told what does not depend on the rows; names that no migration has are left out.
///
/// # Errors
///
/// What loading the project raises.
pub(in crate::sandbox) fn advise(
    timeline: &Timeline,
    names: &[String],
    now: i64,
) -> DjangoResult<Vec<AdviceNote>> {
    let mut bench = Bench::new(&timeline.present().state, now)?;
    let keys = names.iter().filter_map(|name| name.split_once('.'));
    let keys = keys.map(|(app, name)| MigrationKey::new(app, name));
    let keys: Vec<_> = keys.filter(|key| bench.migration(key).is_ok()).collect();
    let targets = targets(&bench, &keys);
    let (watch, log) = recorder();
    bench.database.set_watch(Some(watch));
    let failed = match targets.is_empty() {
        true => None,
        false => bench.migrate(&targets).err(),
    };
    bench.database.set_watch(None);
    let mut runs = parts(log.take());
    // What was raised is of the last that began.
    let failing = runs.last().map(|(key, _)| key.clone());
    let mut notes = Vec::new();
    for key in &keys {
        let run = runs.iter().position(|(found, _)| found == key);
        let run = run.map(|place| runs.swap_remove(place).1);
        let failed = failed.as_ref().filter(|_| failing.as_ref() == Some(key));
        notes.extend(of_one(
            timeline,
            &mut bench,
            key,
            run.unwrap_or_default(),
            failed,
        )?);
    }
    Ok(notes)
}

/// Where to migrate to so that those run that are not applied. One that runs on the way to another is
/// no target of its own: Django would go back to it.
fn targets(bench: &Bench, keys: &[MigrationKey]) -> Vec<Target> {
    let graph = &bench.executor.loader.graph;
    let is_ahead = |key: &&MigrationKey| !bench.is_applied(key);
    let passed = keys.iter().filter(is_ahead).flat_map(|key| {
        let plan = graph.forwards_plan(key).unwrap_or_default();
        plan.into_iter().filter(move |other| other != key)
    });
    let passed: BTreeSet<MigrationKey> = passed.collect();
    let last = keys.iter().filter(is_ahead);
    last.filter(|key| !passed.contains(key))
        .cloned()
        .map(Target::from)
        .collect()
}

/// What to beware of in one migration.
fn of_one(
    timeline: &Timeline,
    bench: &mut Bench,
    key: &MigrationKey,
    run: OwnPart,
    failed: Option<&Exception>,
) -> DjangoResult<Vec<AdviceNote>> {
    let migration = bench.migration(key)?;
    let path = bench.project.migration_path(&migration)?;
    let files = &timeline.present().state.files;
    let Some(text) = files.read(&path) else {
        // It comes with Django.
        return Ok(Vec::new());
    };
    let states = states(bench, &migration)?;
    let places = places(&mut bench.project, &migration, &path);
    let mut found: Vec<(Place, Advice)> = Vec::new();
    for (number, trial) in trials(&migration, &states, &run, &bench.database, false).enumerate() {
        let data = effects::effects(&trial);
        let failed = failed.filter(|_| run.failing == Some(number));
        let place = places.get(number).copied().flatten();
        let place = place.map_or_else(|| place_of(text, advice::HEAD), |it| callee(text, it));
        let told = advice::advice(bench, &trial, &data, failed);
        found.extend(told.into_iter().map(|advice| (place, advice)));
    }
    let late = failed.filter(|_| run.failing.is_none());
    let whole = advice::of_migration(timeline, &migration, &path);
    let whole = whole.into_iter().chain(late.map(advice::late_failure));
    found.extend(whole.map(|(words, advice)| (place_of(text, words), advice)));
    let note = |(place, advice)| note(key, &path, text, place, advice);
    Ok(found.into_iter().filter_map(note).collect())
}

/// The part of a call before its arguments.
fn callee(text: &str, (start, end): Place) -> Place {
    let call = text.get(start..end).unwrap_or_default();
    (start, call.find('(').map_or(end, |length| start + length))
}

/// Where these words stand; the beginning when they do not.
fn place_of(text: &str, words: &str) -> Place {
    let start = text.find(words);
    start.map_or((0, 0), |start| (start, start + words.len()))
}

fn note(
    key: &MigrationKey,
    path: &str,
    text: &str,
    (start, end): Place,
    advice: Advice,
) -> Option<AdviceNote> {
    let (start, end) = (u32::try_from(start).ok()?, u32::try_from(end).ok()?);
    let (line, column) = line_and_column(text, start)?;
    Some(AdviceNote {
        app: key.app_label.to_string(),
        name: key.name.to_string(),
        path: path.to_owned(),
        start,
        end,
        line,
        column,
        advice,
    })
}
