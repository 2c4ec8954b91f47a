//! Projects to start from.

use crate::files::Files;

macro_rules! sample {
    ($name:literal, [$($path:literal),* $(,)?]) => {
        ($name, &[$(($path, include_str!(concat!("../../migrations/", $name, "/", $path)))),*])
    };
}

/// A sample: its name, and paths with texts.
type Sample = (&'static str, &'static [(&'static str, &'static str)]);

/// The samples; the first is what a first visit sees.
const SAMPLES: &[Sample] = &[sample!(
    "author_book",
    [
        "books/__init__.py",
        "books/apps.py",
        "books/migrations/__init__.py",
        "books/models.py",
        "library/__init__.py",
        "library/settings.py",
        "manage.py",
    ]
)];

/// The project of a first visit.
pub(super) fn first_visit() -> Files {
    SAMPLES.first().map(files).unwrap_or_default()
}

/// The sample with this name.
pub(super) fn find(name: &str) -> Option<Files> {
    SAMPLES
        .iter()
        .find(|(candidate, _)| *candidate == name)
        .map(files)
}

fn files((_, entries): &Sample) -> Files {
    let mut files = Files::new();
    for (path, text) in *entries {
        files.write(path, text);
    }
    files
}
