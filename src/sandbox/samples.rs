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
const SAMPLES: &[Sample] = &[
    sample!(
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
    ),
    sample!(
        "polls",
        [
            "manage.py",
            "mysite/__init__.py",
            "mysite/settings.py",
            "polls/__init__.py",
            "polls/apps.py",
            "polls/migrations/__init__.py",
            "polls/models.py",
        ]
    ),
    sample!(
        "rename_field",
        [
            "manage.py",
            "products/__init__.py",
            "products/apps.py",
            "products/migrations/0001_initial.py",
            "products/migrations/__init__.py",
            "products/models.py",
            "shop/__init__.py",
            "shop/settings.py",
        ]
    ),
    sample!(
        "data_migration",
        [
            "club/__init__.py",
            "club/settings.py",
            "manage.py",
            "people/__init__.py",
            "people/apps.py",
            "people/migrations/0001_initial.py",
            "people/migrations/0002_member_full_name.py",
            "people/migrations/0003_fill_full_name.py",
            "people/migrations/__init__.py",
            "people/models.py",
        ]
    ),
    sample!(
        "conflict",
        [
            "blog/__init__.py",
            "blog/apps.py",
            "blog/migrations/0001_initial.py",
            "blog/migrations/0002_post_slug.py",
            "blog/migrations/0002_post_views.py",
            "blog/migrations/__init__.py",
            "blog/models.py",
            "manage.py",
            "website/__init__.py",
            "website/settings.py",
        ]
    ),
];

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
