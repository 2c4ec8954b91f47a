//! How the page is laid out and what of that is remembered.

use serde::{Deserialize, Serialize};

use crate::ui::texts::{Language, texts};

/// How wide the window is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Layout {
    /// All pieces side by side.
    #[default]
    Wide,
    /// Models and migrations share a column.
    Middle,
    /// One piece at a time.
    Narrow,
}

impl Layout {
    /// Returns the layout for a window of this width in CSS pixels.
    pub fn for_width(width: f64) -> Self {
        match width {
            width if width >= 1200.0 => Layout::Wide,
            width if width >= 768.0 => Layout::Middle,
            _ => Layout::Narrow,
        }
    }
}

/// One of the pieces.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Piece {
    /// models.py and the other files.
    #[default]
    Models,
    /// The migrations.
    Migrations,
    /// `django_migrations` and the tables.
    Database,
    /// The console.
    Console,
}

impl Piece {
    /// All pieces, in the order of the page.
    pub const ALL: [Piece; 4] = [
        Piece::Models,
        Piece::Migrations,
        Piece::Database,
        Piece::Console,
    ];

    /// Returns the word on its tab.
    pub fn label(self) -> &'static str {
        let words = &texts().pieces;
        match self {
            Piece::Models => words.models,
            Piece::Migrations => words.migrations,
            Piece::Database => words.database,
            Piece::Console => words.console,
        }
    }

    /// Returns the word for class names and element ids.
    pub fn id(self) -> &'static str {
        match self {
            Piece::Models => "models",
            Piece::Migrations => "migrations",
            Piece::Database => "database",
            Piece::Console => "console",
        }
    }
}

/// Light, dark or as the system has it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// As the system has it.
    #[default]
    Auto,
    /// Light.
    Light,
    /// Dark.
    Dark,
    /// Black and white, light or dark as the system has it.
    Contrast,
}

impl Theme {
    /// Returns the word for attributes.
    pub fn id(self) -> &'static str {
        match self {
            Theme::Auto => "auto",
            Theme::Light => "light",
            Theme::Dark => "dark",
            Theme::Contrast => "contrast",
        }
    }
}

/// A pane whose size a splitter sets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pane {
    /// Width of models.
    Models,
    /// Width of migrations.
    Migrations,
    /// Width of the column that models and migrations share in a window of middle width.
    Left,
    /// Height of `django_migrations`.
    Tracking,
    /// Height of the console.
    Console,
}

impl Pane {
    /// All panes.
    pub const ALL: [Pane; 5] = [
        Pane::Models,
        Pane::Migrations,
        Pane::Left,
        Pane::Tracking,
        Pane::Console,
    ];

    /// Returns the CSS variable that holds its size.
    pub fn variable(self) -> &'static str {
        match self {
            Pane::Models => "--pane-models",
            Pane::Migrations => "--pane-migrations",
            Pane::Left => "--pane-left",
            Pane::Tracking => "--pane-tracking",
            Pane::Console => "--pane-console",
        }
    }

    /// Returns the smallest and the largest share in percent.
    pub fn range(self) -> (f64, f64) {
        match self {
            Pane::Models | Pane::Migrations => (18.0, 60.0),
            Pane::Left => (30.0, 70.0),
            Pane::Tracking => (15.0, 75.0),
            Pane::Console => (12.0, 70.0),
        }
    }

    /// Returns a share within the pane's range.
    pub fn clamp(self, share: f64) -> f64 {
        let (smallest, largest) = self.range();
        if share.is_finite() {
            share.clamp(smallest, largest)
        } else {
            smallest
        }
    }
}

/// Shares of the window in percent.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Sizes {
    models: f64,
    migrations: f64,
    left: f64,
    tracking: f64,
    console: f64,
}

impl Default for Sizes {
    fn default() -> Self {
        Sizes {
            models: 42.0,
            migrations: 30.0,
            left: 54.0,
            tracking: 36.0,
            console: 28.0,
        }
    }
}

impl Sizes {
    /// Returns a pane's share in percent.
    pub fn get(&self, pane: Pane) -> f64 {
        pane.clamp(match pane {
            Pane::Models => self.models,
            Pane::Migrations => self.migrations,
            Pane::Left => self.left,
            Pane::Tracking => self.tracking,
            Pane::Console => self.console,
        })
    }

    /// Sets a pane's share in percent.
    pub fn set(&mut self, pane: Pane, share: f64) {
        let share = pane.clamp(share);
        match pane {
            Pane::Models => self.models = share.min(80.0 - self.migrations),
            Pane::Migrations => self.migrations = share.min(80.0 - self.models),
            Pane::Left => self.left = share,
            Pane::Tracking => self.tracking = share,
            Pane::Console => self.console = share,
        }
    }
}

/// What is remembered between visits.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Preferences {
    /// Light or dark.
    pub theme: Theme,
    /// Sizes of the panes.
    pub sizes: Sizes,
    /// Whether the file tree is shown.
    pub tree: bool,
    /// Whether letters are large, for who reads from afar.
    pub presentation: bool,
    /// Whether the tables are shown as a diagram.
    pub diagram: bool,
    /// The language that was chosen; `None` as long as the browser's is taken.
    pub language: Option<Language>,
}

impl Default for Preferences {
    fn default() -> Self {
        Preferences {
            theme: Theme::Auto,
            sizes: Sizes::default(),
            tree: true,
            presentation: false,
            diagram: false,
            language: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_splitter_leaves_room_for_the_third_column() {
        let mut sizes = Sizes::default();
        sizes.set(Pane::Migrations, 30.0);
        sizes.set(Pane::Models, 95.0);
        assert_eq!(sizes.get(Pane::Models), 50.0);
        sizes.set(Pane::Models, f64::NAN);
        assert_eq!(sizes.get(Pane::Models), 18.0);
    }

    #[test]
    fn a_language_is_kept_by_its_tag() {
        let chosen = Preferences {
            language: Some(Language::Spanish),
            ..Preferences::default()
        };
        let kept = serde_json::to_string(&chosen).unwrap();
        // `www/static/theme.js` reads it, too.
        assert!(kept.contains(r#""language":"es""#), "{kept}");
        assert_eq!(serde_json::from_str::<Preferences>(&kept).unwrap(), chosen);
    }

    #[test]
    fn preferences_of_an_older_page_are_read() {
        let read: Preferences = serde_json::from_str(r#"{"theme":"dark"}"#).unwrap();
        assert_eq!(
            read,
            Preferences {
                theme: Theme::Dark,
                ..Preferences::default()
            }
        );
    }
}
