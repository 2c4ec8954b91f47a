//! The sample projects that the page offers. The engine has their files.

use super::texts::{catalogue, texts};

/// A sample project.
#[derive(Debug, PartialEq, Eq)]
pub struct Sample {
    /// What the engine knows it by.
    pub name: &'static str,
    /// The command to try first.
    pub command: &'static str,
}

/// The samples; the first is the first visit's.
pub const SAMPLES: &[Sample] = &[
    Sample {
        name: "author_book",
        command: "python manage.py makemigrations",
    },
    Sample {
        name: "polls",
        command: "python manage.py showmigrations",
    },
    Sample {
        name: "rename_field",
        command: "python manage.py makemigrations",
    },
    Sample {
        name: "data_migration",
        command: "python manage.py migrate people 0002",
    },
    Sample {
        name: "conflict",
        command: "python manage.py makemigrations",
    },
];

impl Sample {
    /// Returns what the menu says of it, what it shows, and what the console says first.
    pub fn words(&self) -> &'static catalogue::Sample {
        let samples = &texts().samples;
        match self.name {
            "polls" => &samples.polls,
            "rename_field" => &samples.rename_field,
            "data_migration" => &samples.data_migration,
            "conflict" => &samples.conflict,
            _ => &samples.author_book,
        }
    }
}

/// Returns the sample with a name; the first one for none.
pub fn find(name: Option<&str>) -> Option<&'static Sample> {
    match name {
        Some(name) => SAMPLES.iter().find(|sample| sample.name == name),
        None => SAMPLES.first(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sample_has_words_of_its_own() {
        let titles = SAMPLES.iter().map(|sample| sample.words().title);
        let titles: std::collections::BTreeSet<_> = titles.collect();
        assert_eq!(titles.len(), SAMPLES.len());
    }
}
