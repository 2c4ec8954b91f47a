//! The sample projects that the page offers. The engine has their files.

/// A sample project.
#[derive(Debug, PartialEq, Eq)]
pub struct Sample {
    /// What the engine knows it by.
    pub name: &'static str,
    /// What the menu says.
    pub title: &'static str,
    /// What it shows, in smaller letters.
    pub about: &'static str,
    /// What the console says first.
    pub note: &'static str,
    /// The command to try first.
    pub command: &'static str,
}

/// The samples; the first is the first visit's.
pub const SAMPLES: &[Sample] = &[
    Sample {
        name: "author_book",
        title: "Authors and books",
        about: "one model, nothing migrated",
        note: "The models are written and nothing is migrated yet. Try:",
        command: "python manage.py makemigrations",
    },
    Sample {
        name: "polls",
        title: "Polls",
        about: "with Django's own auth tables",
        note: "Django's own apps bring migrations with them; polls has none yet. Try:",
        command: "python manage.py showmigrations",
    },
    Sample {
        name: "rename_field",
        title: "A renamed field",
        about: "makemigrations asks whether it is one",
        note: "In models.py, name has become title. See what makemigrations asks:",
        command: "python manage.py makemigrations",
    },
    Sample {
        name: "data_migration",
        title: "A data migration",
        about: "fills a new column from two others",
        note: "Stop before the data migration, insert a member, then go on with migrate:",
        command: "python manage.py migrate people 0002",
    },
    Sample {
        name: "conflict",
        title: "Two developers, one number",
        about: "conflicting migrations to merge",
        note: "Two branches each brought a migration 0002. See what Django says:",
        command: "python manage.py makemigrations",
    },
];

/// Returns the sample with a name; the first one for none.
pub fn find(name: Option<&str>) -> Option<&'static Sample> {
    match name {
        Some(name) => SAMPLES.iter().find(|sample| sample.name == name),
        None => SAMPLES.first(),
    }
}
