//! Notices changed sources by their times: a few hundred files, so asking beats a platform's
//! notification service in everything but elegance.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::process::root;

const WATCHED: [&str; 7] = [
    "src",
    "www",
    "migrations",
    "vendor",
    "index.html",
    "Cargo.toml",
    "package-lock.json",
];

/// The state of the sources when they were last looked at.
pub struct Watch {
    seen: Vec<(PathBuf, SystemTime)>,
}

impl Watch {
    /// Takes the sources as they are.
    pub fn new() -> Self {
        Self { seen: sources() }
    }

    /// Whether a source was added, removed or written since the last question.
    pub fn changed(&mut self) -> bool {
        let present = sources();
        let changed = present != self.seen;
        self.seen = present;
        changed
    }
}

fn sources() -> Vec<(PathBuf, SystemTime)> {
    let mut found = Vec::new();
    for name in WATCHED {
        collect(&root().join(name), &mut found);
    }
    found.sort();
    found
}

fn collect(path: &Path, found: &mut Vec<(PathBuf, SystemTime)>) {
    if let Ok(entries) = fs::read_dir(path) {
        for entry in entries.flatten() {
            collect(&entry.path(), found);
        }
    } else if let Ok(modified) = path.metadata().and_then(|data| data.modified()) {
        found.push((path.to_owned(), modified));
    }
}
