//! What follows from a new view: marks, the migration to look at, the piece to show.

use std::collections::BTreeSet;
use std::rc::Rc;

use crate::protocol::View;
use crate::ui::state::changes::{Changes, MigrationChange};
use crate::ui::state::layout::{Layout, Piece};
use crate::ui::state::{
    EngineStatus, MigrationKey, ModelsChange, ModelsChanges, State, is_contrib, migrations,
};

/// More tables than these begin folded: their names are what one looks for, and to draw all their rows
/// takes long.
const MOST_OPEN: usize = 20;

impl State {
    pub(super) fn after_view(&mut self) {
        let view = Rc::clone(&self.view);
        Rc::make_mut(&mut self.files).follow(&view);
        if self.chosen().is_none() {
            self.chosen_migration = last_own_migration(&view);
        }
    }

    pub(super) fn note_changes(&mut self, before: &View) {
        let generation = self.count();
        let changes = Changes::between(before, &self.view, generation);
        self.choose_changed_migration(&changes);
        let created = changes.tables.iter().filter(|(_, change)| change.created);
        let own = own_tables(&self.view);
        let created = created
            .map(|(name, _)| name)
            .filter(|name| own.contains(*name));
        if created.clone().count() <= MOST_OPEN {
            Rc::make_mut(&mut self.open_tables).extend(created.cloned());
        }
        self.changes = Rc::new(changes);
    }

    /// Keeps what changed in models.py for each migration that was written just now.
    pub(super) fn note_models(&mut self, before: &View) {
        let changes = Rc::clone(&self.changes);
        for key in changes.written() {
            let path = format!("{}/models.py", key.0);
            let Some(after) = file_text(&self.view, &path) else {
                continue;
            };
            let had = |name: Option<&str>| {
                let mut all = migrations(before).filter(|migration| migration.app == key.0);
                all.any(|migration| name.is_none_or(|name| migration.name == name))
            };
            let had_migrations = had(None);
            // Of those that are there: a branch may have others.
            let earlier = { self.models_changes.iter().rev() }
                .find(|((app, name), _)| *app == key.0 && had(Some(name)));
            let before = match earlier {
                Some((_, change)) => change.after.clone(),
                // Made before this page was opened: what it saw is not known.
                None if had_migrations => continue,
                None => String::new(),
            };
            let change = ModelsChange {
                path,
                before,
                after: after.to_owned(),
            };
            Rc::make_mut(&mut self.models_changes).insert(key.clone(), change);
        }
    }

    pub(super) fn remember_models(&mut self, mut changes: ModelsChanges) {
        changes.extend((*self.models_changes).clone());
        self.models_changes = Rc::new(changes);
        if self.engine == EngineStatus::Ready {
            self.forget_models();
        }
    }

    /// Forgets what changed for migrations that another project had.
    pub(super) fn forget_models(&mut self) {
        let written: BTreeSet<(&str, &str)> = migrations(&self.view)
            .map(|migration| (migration.app.as_str(), migration.name.as_str()))
            .collect();
        let exists = |app: &str, name: &str| written.contains(&(app, name));
        Rc::make_mut(&mut self.models_changes).retain(|(app, name), _| exists(app, name));
    }

    pub(super) fn choose_changed_migration(&mut self, changes: &Changes) {
        let own = |key: &&MigrationKey| {
            let mut apps = self.view.apps.iter();
            apps.any(|app| !app.contrib && app.label == key.0)
        };
        let chosen = changes
            .written()
            .find(own)
            .or_else(|| changes.with(MigrationChange::Applied).filter(own).last())
            .or_else(|| changes.with(MigrationChange::Unapplied).find(own));
        if let Some(key) = chosen {
            self.chosen_migration = Some(key.clone());
        }
    }

    /// Where one piece is shown at a time, shows the one that the command changed.
    pub(super) fn show_result(&mut self, exit: i32) {
        if exit != 0 {
            self.reveal_piece(Piece::Console);
        } else if self.changes.touch_database() {
            self.reveal_piece(Piece::Database);
        } else if self.changes.written().next().is_some() {
            self.reveal_piece(Piece::Migrations);
        } else {
            self.reveal_piece(Piece::Console);
        }
    }

    pub(super) fn reveal_piece(&mut self, piece: Piece) {
        let in_the_way = match self.layout {
            Layout::Wide => false,
            // Only models and migrations hide each other here.
            Layout::Middle => piece == Piece::Migrations,
            // Who types in the console reads on there.
            Layout::Narrow => self.piece != Piece::Console,
        };
        if in_the_way {
            self.piece = piece;
        }
    }
}

fn file_text<'a>(view: &'a View, path: &str) -> Option<&'a str> {
    view.files
        .iter()
        .find(|file| file.path == path)
        .map(|file| file.text.as_str())
}

/// Returns the tables that are folded out when a project is opened.
pub(super) fn tables_to_open(view: &View) -> BTreeSet<String> {
    let own = own_tables(view);
    if own.len() > MOST_OPEN {
        return BTreeSet::new();
    }
    own
}

/// Returns the names of the tables of the project's own apps.
fn own_tables(view: &View) -> BTreeSet<String> {
    let own = view.tables.iter().filter(|table| !is_contrib(view, table));
    own.map(|table| table.name.clone()).collect()
}

/// Returns the newest migration of the project's own apps.
pub(super) fn last_own_migration(view: &View) -> Option<MigrationKey> {
    let own = view
        .apps
        .iter()
        .filter(|app| !app.contrib)
        .flat_map(|app| &app.migrations);
    own.last()
        .map(|migration| (migration.app.clone(), migration.name.clone()))
}
