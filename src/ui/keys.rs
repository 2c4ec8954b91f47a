//! The page's keys: one table, by which the page listens and which the sheet of keys shows.

use super::texts::later;

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
    /// Shows the steps of the timeline one after the other, or no longer.
    Play,
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
        let words = &later().keys;
        match self {
            Place::Page => words.page,
            Place::Console => words.console,
            Place::Editor => words.editor,
            Place::Lists => words.lists,
        }
    }
}

/// What a key does where the page does not listen for it: the console, the editor or a list does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Within {
    /// Earlier and later commands.
    History,
    /// Searches them.
    Search,
    /// Completes a word.
    Complete,
    /// Ends a command.
    Stop,
    /// Empties the console.
    Clear,
    /// Out of the console.
    LeaveConsole,
    /// Indents a line.
    Indent,
    /// Takes back what was typed.
    UndoTyping,
    /// Out of the editor.
    LeaveEditor,
    /// From one thing to the next.
    Walk,
    /// Edits a value.
    EditCell,
    /// Deletes a row or a file.
    Delete,
    /// Larger and smaller.
    Zoom,
}

/// What a key does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Does {
    /// What the page listens for.
    Command(KeyCommand),
    /// What something in it listens for.
    Within(Within),
}

impl Does {
    /// Returns the key as the sheet shows it, and what it does.
    pub fn words(self) -> (&'static str, &'static str) {
        let words = &later().keys;
        match self {
            Does::Command(command) => match command {
                KeyCommand::Palette => ("Ctrl K", words.palette),
                KeyCommand::MakeMigrations => (words.ctrl_enter, words.make_migrations),
                KeyCommand::Migrate => (words.ctrl_shift_enter, words.migrate),
                KeyCommand::Undo => ("Alt ←", words.undo),
                KeyCommand::Redo => ("Alt →", words.redo),
                KeyCommand::Play => ("F8", words.play),
                KeyCommand::NextPiece => ("F6", words.next_piece),
                KeyCommand::PreviousPiece => (words.shift_f6, words.previous_piece),
                KeyCommand::Presentation => ("Alt P", words.presentation),
                KeyCommand::Keys => ("?", words.sheet),
            },
            Does::Within(within) => match within {
                Within::History => ("↑  ↓", words.history),
                Within::Search => ("Ctrl R", words.search),
                Within::Complete => ("Tab", words.complete),
                Within::Stop => ("Ctrl C", words.stop),
                Within::Clear => ("Ctrl L", words.clear),
                Within::LeaveConsole => (words.escape_tab, words.leave_console),
                Within::Indent => ("Tab", words.indent),
                Within::UndoTyping => ("Ctrl Z", words.undo_typing),
                Within::LeaveEditor => (words.escape_tab, words.leave_editor),
                Within::Walk => (words.arrows, words.walk),
                Within::EditCell => (words.enter_or_f2, words.edit_cell),
                Within::Delete => (words.del, words.delete),
                Within::Zoom => ("+  −  0", words.zoom),
            },
        }
    }
}

/// A key and what it does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key {
    /// What it does.
    pub does: Does,
    /// Where it works.
    pub place: Place,
    /// How the page knows it; `None` where the console or a list listens for itself.
    pub pressed: Option<Press>,
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
    page(KeyCommand::Palette, press("k", true, Some(false))),
    page(
        KeyCommand::MakeMigrations,
        press("Enter", true, Some(false)),
    ),
    page(KeyCommand::Migrate, press("Enter", true, Some(true))),
    page(KeyCommand::Undo, alt("ArrowLeft")),
    page(KeyCommand::Redo, alt("ArrowRight")),
    page(KeyCommand::Play, press("F8", false, Some(false))),
    page(KeyCommand::NextPiece, press("F6", false, Some(false))),
    page(KeyCommand::PreviousPiece, press("F6", false, Some(true))),
    page(KeyCommand::Presentation, alt("p")),
    page(
        KeyCommand::Keys,
        Press {
            typing: false,
            ..press("?", false, None)
        },
    ),
    other(Place::Console, Within::History),
    other(Place::Console, Within::Search),
    other(Place::Console, Within::Complete),
    other(Place::Console, Within::Stop),
    other(Place::Console, Within::Clear),
    other(Place::Console, Within::LeaveConsole),
    other(Place::Editor, Within::Indent),
    other(Place::Editor, Within::UndoTyping),
    other(Place::Editor, Within::LeaveEditor),
    other(Place::Lists, Within::Walk),
    other(Place::Lists, Within::EditCell),
    other(Place::Lists, Within::Delete),
    other(Place::Lists, Within::Zoom),
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
    let is_pressed = |key: &&Key| key.pressed.as_ref().is_some_and(matches);
    match KEYS.iter().find(is_pressed)?.does {
        Does::Command(command) => Some(command),
        Does::Within(_) => None,
    }
}

/// Returns the key of a command as the sheet shows it.
pub fn shown(command: KeyCommand) -> &'static str {
    Does::Command(command).words().0
}

const fn page(does: KeyCommand, press: Press) -> Key {
    Key {
        does: Does::Command(does),
        place: Place::Page,
        pressed: Some(press),
    }
}

const fn other(place: Place, does: Within) -> Key {
    Key {
        does: Does::Within(does),
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
    use crate::ui::texts::{Language, speak, texts};

    #[test]
    fn no_key_does_two_things() {
        for key in KEYS {
            let Some(press) = key.pressed else { continue };
            let shift = press.shift.unwrap_or(false);
            let found = find(press.key, press.command, shift, press.alt, false);
            assert_eq!(found.map(Does::Command), Some(key.does));
        }
    }

    #[test]
    fn a_question_mark_that_is_typed_is_text() {
        assert_eq!(find("?", false, true, false, true), None);
        assert_eq!(find("?", false, true, false, false), Some(KeyCommand::Keys));
    }

    #[test]
    fn the_toolbar_names_the_palettes_key() {
        for language in Language::ALL {
            speak(language);
            let key = format!("({})", shown(KeyCommand::Palette));
            assert!(texts().toolbar.everything_by_name.ends_with(&key));
        }
    }

    #[test]
    fn the_palette_opens_while_typing() {
        let found = find("K", true, false, false, true);
        assert_eq!(found, Some(KeyCommand::Palette));
    }
}
