//! What the command palette offers, and how it finds what one types.

use crate::protocol::View;

use super::keys::{self, KeyCommand};
use super::looks::around;
use super::moves::moves;
use super::samples::SAMPLES;
use super::state::action::ConsoleAction;
use super::state::insight::InsightAction;
use super::state::layout::{Piece, Theme};
use super::state::{Action, Dialog, DiskSource, State, conflicts, migrations};
use super::texts::{Language, later, texts};

/// Something that the palette can do.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Its name.
    pub label: String,
    /// What kind of thing it is about.
    pub kind: &'static str,
    /// Its key, if it has one.
    pub keys: &'static str,
    /// What it does.
    pub choice: Choice,
}

/// What choosing an entry does.
#[derive(Clone, Debug, PartialEq)]
pub enum Choice {
    /// Sends an action.
    Act(Action),
    /// Shows a piece and puts the focus there.
    GoTo(Piece),
    /// Writes the start of a command into the console, to be completed there.
    Type(&'static str),
}

const MERGE: &str = "makemigrations --merge";

/// Commands that run as they are.
const COMMANDS: &[&str] = &[
    "migrate --plan",
    "showmigrations",
    "showmigrations --plan",
    "makemigrations --dry-run",
    "makemigrations --check",
    MERGE,
    "check",
    "inspectdb",
    "createsuperuser",
    "shell",
    "dbshell",
    "sqlflush",
    "flush",
    "help",
];

/// Commands that need a word more.
const STARTS: &[&str] = &[
    "python manage.py migrate ",
    "python manage.py migrate --fake ",
    "python manage.py makemigrations --empty ",
    "python manage.py sqlmigrate ",
    "python manage.py squashmigrations ",
    "python manage.py optimizemigration ",
    "python manage.py startapp ",
];

/// Returns everything that the palette offers now.
pub fn entries(state: &State) -> Vec<Entry> {
    let mut entries = commands();
    if !conflicts(&state.view).is_empty() {
        // Before anything else, Django wants the leaves merged.
        entries.sort_by_key(|entry| entry.label != MERGE);
    }
    entries.extend(page(state));
    entries.extend(files_and_tables(&state.view));
    entries.extend(of_migrations(&state.view));
    entries.extend(projects(state.has_kept));
    entries
}

/// Returns the positions of the entries that fit what was typed, the best first. Every word must be
/// in the entry, at least as letters in their order.
pub fn find(entries: &[Entry], typed: &str) -> Vec<usize> {
    let typed = folded(typed);
    let words: Vec<&str> = typed.split_whitespace().collect();
    let mut found: Vec<(usize, usize)> = Vec::new();
    for (index, entry) in entries.iter().enumerate() {
        let (label, kind) = (folded(&entry.label), folded(entry.kind));
        let distances = words.iter().map(|word| distance(&label, &kind, word));
        if let Some(distances) = distances.collect::<Option<Vec<usize>>>() {
            found.push((distances.iter().sum(), index));
        }
    }
    found.sort_unstable();
    found.into_iter().map(|(_, index)| index).collect()
}

/// Small letters, without the accents that one leaves out when one types in a hurry.
fn folded(text: &str) -> String {
    let plain = |letter| match letter {
        'á' => 'a',
        'é' => 'e',
        'í' => 'i',
        'ó' => 'o',
        'ú' | 'ü' => 'u',
        'ñ' => 'n',
        letter => letter,
    };
    text.to_lowercase().chars().map(plain).collect()
}

/// How far a word is from a label: less is better.
fn distance(label: &str, kind: &str, word: &str) -> Option<usize> {
    let starts_word = |at: usize| {
        let before = label
            .get(..at)
            .and_then(|before| before.chars().next_back());
        before.is_none_or(|before| !before.is_alphanumeric())
    };
    let mut places = label.match_indices(word).map(|(at, _)| at);
    if let Some(first) = places.clone().next() {
        return Some(match places.find(|at| starts_word(*at)) {
            Some(at) => at,
            None => 100 + first,
        });
    }
    if kind.starts_with(word) {
        return Some(200);
    }
    let mut letters = label.chars();
    let mut skipped = 0;
    for wanted in word.chars() {
        skipped += letters.position(|letter| letter == wanted)?;
    }
    Some(300 + skipped)
}

fn entry(label: impl Into<String>, kind: &'static str, action: Action) -> Entry {
    Entry {
        label: label.into(),
        kind,
        keys: "",
        choice: Choice::Act(action),
    }
}

fn keyed(label: &str, kind: &'static str, command: KeyCommand, action: Action) -> Entry {
    Entry {
        keys: keys::shown(command),
        ..entry(label, kind, action)
    }
}

fn run(line: impl Into<String>) -> Action {
    Action::CommandGiven(line.into())
}

fn commands() -> Vec<Entry> {
    let kind = later().palette.command;
    let whole = |command: &str| format!("python manage.py {command}");
    let first = [
        ("makemigrations", KeyCommand::MakeMigrations),
        ("migrate", KeyCommand::Migrate),
    ];
    let first = first.map(|(name, key)| keyed(name, kind, key, run(whole(name))));
    let others = COMMANDS
        .iter()
        .map(|command| entry(*command, kind, run(whole(command))));
    let starts = STARTS.iter().map(|start| Entry {
        label: format!("{}…", start.trim_start_matches("python manage.py ")),
        choice: Choice::Type(start),
        ..entry("", kind, Action::DialogClosed)
    });
    first.into_iter().chain(others).chain(starts).collect()
}

fn page(state: &State) -> Vec<Entry> {
    let words = &later().palette;
    let toolbar = &texts().toolbar;
    let page = |label: &str, action: Action| entry(label, words.page, action);
    let mut entries = Vec::new();
    if state.can_undo() {
        let undo = KeyCommand::Undo;
        entries.push(keyed(words.undo, words.page, undo, Action::UndoPressed));
    }
    if state.can_redo() {
        let redo = KeyCommand::Redo;
        entries.push(keyed(toolbar.redo, words.page, redo, Action::RedoPressed));
    }
    if state.can_play() {
        let label = match state.playing {
            false => toolbar.play_title,
            true => toolbar.pause_title,
        };
        // The key has its own place beside it.
        let label = label.trim_end_matches(" (F8)");
        entries.push(keyed(
            label,
            words.page,
            KeyCommand::Play,
            Action::PlayToggled,
        ));
    }
    if state.running() {
        entries.push(page(words.stop, Action::StopPressed));
    }
    let compared = Action::Insight(InsightAction::ComparisonOpened);
    let truths = format!("{}: {}", toolbar.compare, toolbar.compare_title);
    entries.push(page(&truths, compared));
    let looks = around(&state.view.timeline, state.view.present).into_iter();
    entries.extend(looks.map(|look| page(look.label, look.action)));
    let console = |action| Action::Console(action);
    entries.extend(Piece::ALL.map(|piece| Entry {
        choice: Choice::GoTo(piece),
        ..page(&words.go_to.with([piece.label()]), Action::DialogClosed)
    }));
    entries.extend([
        page(words.copy_link, Action::SharePressed),
        page(words.clear, console(ConsoleAction::Cleared)),
        page(texts().files.toggle, Action::TreeToggled),
        page(
            words.new_file,
            Action::DialogOpened(Dialog::NewFile(String::new())),
        ),
        page(words.light, Action::ThemeChosen(Theme::Light)),
        page(words.dark, Action::ThemeChosen(Theme::Dark)),
        page(words.contrast, Action::ThemeChosen(Theme::Contrast)),
        page(words.auto, Action::ThemeChosen(Theme::Auto)),
        page(words.english, Action::LanguageChosen(Language::English)),
        page(words.spanish, Action::LanguageChosen(Language::Spanish)),
        keyed(
            match state.preferences.presentation {
                true => words.letters_before,
                false => words.letters_large,
            },
            words.page,
            KeyCommand::Presentation,
            Action::PresentationToggled,
        ),
        page(words.reset_sizes, Action::PanesReset),
        keyed(
            toolbar.keys,
            words.page,
            KeyCommand::Keys,
            Action::DialogOpened(Dialog::Keys),
        ),
        page(words.help, Action::DialogOpened(Dialog::Help)),
    ]);
    entries
}

fn files_and_tables(view: &View) -> Vec<Entry> {
    let words = &later().palette;
    let files = view.files.iter().map(|file| {
        let label = words.open_file.with([&file.path]);
        entry(label, words.file, Action::FileOpened(file.path.clone()))
    });
    let tables = view.tables.iter().map(|table| {
        let label = words.show_table.with([&table.name]);
        entry(label, words.table, Action::TableShown(table.name.clone()))
    });
    let diagram = [
        entry(words.as_diagram, words.page, Action::DiagramChosen(true)),
        entry(words.as_list, words.page, Action::DiagramChosen(false)),
    ];
    diagram.into_iter().chain(files).chain(tables).collect()
}

fn of_migrations(view: &View) -> Vec<Entry> {
    let words = &later().palette;
    let mut entries = Vec::new();
    for migration in migrations(view) {
        let name = format!("{}.{}", migration.app, migration.name);
        let key = (migration.app.clone(), migration.name.clone());
        let inside = Action::Insight(InsightAction::MigrationOpened(key.clone()));
        let action = Action::MigrationShown(key);
        entries.push(entry(words.read.with([&name]), words.migration, action));
        let label = format!("{name}: {}", texts().migrations.look_inside);
        entries.push(entry(label, words.migration, inside));
        for found in moves(view, migration) {
            let label = format!("{name}: {}", found.words);
            entries.push(entry(label, words.migration, run(found.line)));
        }
    }
    entries
}

fn projects(has_kept: bool) -> Vec<Entry> {
    let words = &later().palette;
    let toolbar = &texts().toolbar;
    let kept = has_kept.then(|| entry(toolbar.kept, words.project, Action::KeptPressed));
    let samples = SAMPLES.iter().map(|sample| {
        let label = words.open_project.with([sample.words().title]);
        entry(label, words.project, Action::SampleChosen(sample))
    });
    let own = [
        (toolbar.open_folder, Action::DiskPressed(DiskSource::Folder)),
        (toolbar.open_zip, Action::DiskPressed(DiskSource::Zip)),
        (toolbar.download, Action::DownloadPressed),
        (words.start_over, Action::DialogOpened(Dialog::Reset)),
    ];
    let own = own.map(|(label, action)| entry(label, words.project, action));
    kept.into_iter().chain(samples).chain(own).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::texts::speak;

    fn check(typed: &str, labels: &[&str], expected: &[&str]) {
        let entries: Vec<Entry> = labels
            .iter()
            .map(|label| entry(*label, "command", Action::DialogClosed))
            .collect();
        let found: Vec<&str> = find(&entries, typed)
            .into_iter()
            .map(|index| labels[index])
            .collect();
        assert_eq!(found, expected, "{typed}");
    }

    #[test]
    fn the_start_of_a_word_comes_first() {
        let labels = ["makemigrations", "showmigrations", "migrate"];
        check(
            "mig",
            &labels,
            &["migrate", "makemigrations", "showmigrations"],
        );
    }

    #[test]
    fn letters_in_their_order_are_enough() {
        check("mkmg", &["migrate", "makemigrations"], &["makemigrations"]);
        check("zzz", &["migrate"], &[]);
    }

    #[test]
    fn every_word_counts_in_any_order() {
        let labels = [
            "books.0001_initial: Apply up to here",
            "books.0001_initial: Show its SQL",
        ];
        check("sql 0001", &labels, &labels[1..]);
    }

    #[test]
    fn nothing_typed_leaves_everything_as_it_stands() {
        check("  ", &["migrate", "check"], &["migrate", "check"]);
    }

    #[test]
    fn letters_that_grow_in_lower_case_are_found() {
        check("i", &["İ", "Ǆ"], &["İ"]);
    }

    #[test]
    fn an_accent_may_be_left_out() {
        let labels = ["Tema: oscuro", "Idioma: español"];
        check("espanol", &labels, &labels[1..]);
        check("español", &labels, &labels[1..]);
    }

    #[test]
    fn a_language_is_found_by_its_name_and_in_itself() {
        let check = |spoken: Language, typed: &str, wanted: Language| {
            speak(spoken);
            let entries = entries(&State::default());
            let found = find(&entries, typed);
            let best = found.first().map(|index| &entries[*index].choice);
            let wanted = Choice::Act(Action::LanguageChosen(wanted));
            assert_eq!(best, Some(&wanted), "{typed}");
        };
        check(Language::English, "spanish", Language::Spanish);
        check(Language::English, "espanol", Language::Spanish);
        check(Language::English, "english", Language::English);
        check(Language::Spanish, "ingles", Language::English);
        check(Language::Spanish, "english", Language::English);
        check(Language::Spanish, "español", Language::Spanish);
    }

    #[test]
    fn a_new_page_offers_its_commands_and_no_undo() {
        let entries = entries(&State::default());
        let has = |label: &str| entries.iter().any(|entry| entry.label == label);
        assert!(has("makemigrations") && has("Keys") && !has("Undo the last command"));
        assert!(has("Name this step…") && !has("Look inside this step"));
    }
}
