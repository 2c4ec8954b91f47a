//! Everything there is to show of a state.

mod diagnostics;
mod migrations;
mod tables;

pub(super) use diagnostics::{Place, line_and_column, places};
pub(super) use migrations::operation_view;
pub(super) use tables::{cell, django_migrations};

use super::State;
use super::timeline::Timeline;
use crate::database::Database;
use crate::files::Files;
use crate::management::command::Environment;
use crate::management::project::{Project, settings_module};
use crate::orm::{DjangoResult, Exception};
use crate::protocol::{FileView, View};

/// A view is made after every edit, so it has a part of the steps that a command has: files that take
/// longer are shown without what they would evaluate to.
const SHARE: u64 = 25;

/// The view of the present state, or of the database as it was at a moment.
pub(super) fn build(timeline: &Timeline, moment: Option<(usize, &Database)>, now: i64) -> View {
    let step = timeline.present();
    let state = &step.state;
    let number = |place: usize| u32::try_from(place).unwrap_or_default();
    let database = moment.map_or(&state.database, |(_, database)| database);
    let environment = environment(state, now, SHARE);
    let mut view = View {
        files: files(&state.files, &step.committed),
        tables: tables::tables(database),
        django_migrations: django_migrations(database, &state.faked),
        timeline: timeline.view().into(),
        present: number(timeline.place()),
        looked_at: moment.map(|(moment, _)| (number(timeline.place()), number(moment))),
        ..View::default()
    };
    view.diagnostics = diagnostics::syntax(&state.files);
    match setup(&state.files, &environment) {
        Ok(mut project) => {
            diagnostics::checks(&mut view.diagnostics, &mut project, &state.files);
            migrations::show(&mut view, &mut project, database, &state.files, now);
        }
        Err(error) => diagnostics::exception(&mut view.diagnostics, &error, &environment.folder),
    }
    view
}

/// The project of a state, with its models loaded.
///
/// # Errors
///
/// What loading it raises.
pub(super) fn project(state: &State, now: i64, share: u64) -> DjangoResult<Project> {
    setup(&state.files, &environment(state, now, share))
}

fn environment(state: &State, now: i64, share: u64) -> Environment {
    Environment {
        now,
        folder: project_folder(&state.files, &state.folder),
        root: "/project".to_owned(),
        settings_module: state.variables.get("DJANGO_SETTINGS_MODULE").cloned(),
        variables: state.variables.clone(),
        program: "manage.py".to_owned(),
        share,
    }
}

/// Files with the text they had when the last command ended, where an edit changed it.
fn files(files: &Files, committed: &Files) -> Vec<FileView> {
    files
        .iter()
        .map(|(path, text)| FileView {
            path: path.to_string(),
            text: text.to_string(),
            committed: committed
                .read(path)
                .filter(|old| *old != text)
                .map(ToString::to_string),
        })
        .collect()
}

/// The folder of the project: the console's, or the one that has a `manage.py`.
fn project_folder(files: &Files, folder: &str) -> String {
    let has_manage = |folder: &str| {
        let path = if folder.is_empty() {
            "manage.py".into()
        } else {
            format!("{folder}/manage.py")
        };
        files.contains(&path)
    };
    let mut ancestor = folder;
    loop {
        if has_manage(ancestor) {
            return ancestor.to_owned();
        }
        match ancestor.rsplit_once('/') {
            Some((above, _)) => ancestor = above,
            None if ancestor.is_empty() => break,
            None => ancestor = "",
        }
    }
    let below = files
        .iter()
        .find_map(|(path, _)| path.strip_suffix("/manage.py"));
    below.unwrap_or(folder).to_owned()
}

fn setup(files: &Files, environment: &Environment) -> DjangoResult<Project> {
    let module = settings_module(files, &environment.folder).ok_or_else(|| {
        Exception::new(
            "django.core.exceptions.ImproperlyConfigured",
            "there is no settings module",
        )
    })?;
    Project::load_settings(files, environment, &module)?.populate()
}
