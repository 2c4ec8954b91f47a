//! The page's keys: one table, by which the page listens and which the sheet of keys shows.

/// What a key of the page does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyCommand {
    /// Runs makemigrations.
    MakeMigrations,
    /// Runs migrate.
    Migrate,
    /// Back by one command.
    Undo,
    /// Forward by one.
    Redo,
    /// Opens the command palette.
    Palette,
    /// Shows the sheet of keys.
    Keys,
    /// To the next piece.
    NextPiece,
    /// To the one before.
    PreviousPiece,
    /// Large letters, or letters as before.
    Presentation,
}

/// Where a key works.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// On all of the page.
    Page,
    /// In the console.
    Console,
    /// In the editor.
    Editor,
    /// In lists, in the graph, in the diagram and in rows.
    Lists,
}

impl Place {
    /// All places, in the order of the sheet.
    pub const ALL: [Place; 4] = [Place::Page, Place::Console, Place::Editor, Place::Lists];

    /// Returns the heading above its keys.
    pub fn title(self) -> &'static str {
        match self {
            Place::Page => "Everywhere",
            Place::Console => "In the console",
            Place::Editor => "In the editor",
            Place::Lists => "In lists, graph, diagram and rows",
        }
    }
}

/// A key and what it does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key {
    /// As the sheet shows it.
    pub shown: &'static str,
    /// What it does, in words.
    pub what: &'static str,
    /// Where it works.
    pub place: Place,
    /// How the page knows it; `None` where the console or a list listens for itself.
    pub pressed: Option<(Press, KeyCommand)>,
}

/// A key as it is pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Press {
    /// The browser's name for it.
    pub key: &'static str,
    /// With Ctrl or Cmd.
    pub command: bool,
    /// With Shift; `None` where it does not matter.
    pub shift: Option<bool>,
    /// With Alt.
    pub alt: bool,
    /// Whether it works while one types text: some keys mean something else there.
    pub typing: bool,
}

/// All keys.
pub const KEYS: &[Key] = &[
    page(
        "Ctrl K",
        "command palette: everything the page can do, by name",
        press("k", true, Some(false)),
        KeyCommand::Palette,
    ),
    page(
        "Ctrl Enter",
        "makemigrations",
        press("Enter", true, Some(false)),
        KeyCommand::MakeMigrations,
    ),
    page(
        "Ctrl Shift Enter",
        "migrate",
        press("Enter", true, Some(true)),
        KeyCommand::Migrate,
    ),
    page(
        "Alt ←",
        "undo the last command, outside of text fields",
        alt("ArrowLeft"),
        KeyCommand::Undo,
    ),
    page("Alt →", "redo it", alt("ArrowRight"), KeyCommand::Redo),
    page(
        "F6",
        "next piece",
        press("F6", false, Some(false)),
        KeyCommand::NextPiece,
    ),
    page(
        "Shift F6",
        "previous piece",
        press("F6", false, Some(true)),
        KeyCommand::PreviousPiece,
    ),
    page(
        "Alt P",
        "presentation: large letters on and off",
        alt("p"),
        KeyCommand::Presentation,
    ),
    page(
        "?",
        "this sheet, outside of text fields",
        Press {
            typing: false,
            ..press("?", false, None)
        },
        KeyCommand::Keys,
    ),
    other(Place::Console, "↑  ↓", "earlier and later commands"),
    other(Place::Console, "Ctrl R", "search earlier commands"),
    other(Place::Console, "Tab", "complete"),
    other(Place::Console, "Ctrl C", "stop, or refuse a question"),
    other(Place::Console, "Ctrl L", "clear"),
    other(Place::Console, "Esc, then Tab", "leave the console"),
    other(Place::Editor, "Tab", "indent"),
    other(Place::Editor, "Ctrl Z", "undo what was typed"),
    other(Place::Editor, "Esc, then Tab", "leave the editor"),
    other(
        Place::Lists,
        "Arrows, Home, End",
        "walk files, tabs, migrations, tables, cells",
    ),
    other(Place::Lists, "Enter or F2", "edit the cell; Esc leaves it"),
    other(Place::Lists, "Del", "delete the row, or the file"),
    other(
        Place::Lists,
        "+  −  0",
        "diagram: larger, smaller, all of it",
    ),
];

/// Returns what a key does; `typing` is whether it was pressed in a text field.
pub fn find(key: &str, command: bool, shift: bool, alt: bool, typing: bool) -> Option<KeyCommand> {
    // Option P types this on a Mac.
    let key = if key == "π" { "p" } else { key };
    let matches = |press: &Press| {
        press.key.eq_ignore_ascii_case(key)
            && press.command == command
            && press.alt == alt
            && press.shift.is_none_or(|wanted| wanted == shift)
            && (press.typing || !typing)
    };
    let pressed = KEYS.iter().filter_map(|key| key.pressed);
    pressed
        .filter(|(press, _)| matches(press))
        .map(|(_, does)| does)
        .next()
}

/// Returns the key of a command as the sheet shows it.
pub fn shown(command: KeyCommand) -> &'static str {
    let does = |key: &&Key| key.pressed.is_some_and(|(_, does)| does == command);
    KEYS.iter().find(does).map_or("", |key| key.shown)
}

const fn page(shown: &'static str, what: &'static str, press: Press, does: KeyCommand) -> Key {
    Key {
        shown,
        what,
        place: Place::Page,
        pressed: Some((press, does)),
    }
}

const fn other(place: Place, shown: &'static str, what: &'static str) -> Key {
    Key {
        shown,
        what,
        place,
        pressed: None,
    }
}

const fn press(key: &'static str, command: bool, shift: Option<bool>) -> Press {
    Press {
        key,
        command,
        shift,
        alt: false,
        typing: true,
    }
}

/// While typing, Alt with an arrow moves by a word on some systems, and with a letter writes one.
const fn alt(key: &'static str) -> Press {
    Press {
        key,
        command: false,
        shift: Some(false),
        alt: true,
        typing: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_key_does_two_things() {
        let pressed: Vec<_> = KEYS.iter().filter_map(|key| key.pressed).collect();
        for (press, does) in &pressed {
            let shift = press.shift.unwrap_or(false);
            let found = find(press.key, press.command, shift, press.alt, false);
            assert_eq!(found, Some(*does));
        }
    }

    #[test]
    fn a_question_mark_that_is_typed_is_text() {
        assert_eq!(find("?", false, true, false, true), None);
        assert_eq!(find("?", false, true, false, false), Some(KeyCommand::Keys));
    }

    #[test]
    fn the_palette_opens_while_typing() {
        let found = find("K", true, false, false, true);
        assert_eq!(found, Some(KeyCommand::Palette));
    }
}
