//! A state as bytes, for IndexedDB.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::State;
use crate::database::Database;
use crate::files::Files;

/// First bytes of a snapshot: the format's name and version.
const MAGIC: &[u8; 8] = b"msandbx1";

#[derive(Serialize, Deserialize)]
struct Stored {
    files: BTreeMap<String, String>,
    folders: BTreeSet<String>,
    database: Vec<u8>,
    folder: String,
}

/// The state as bytes.
pub(super) fn write(state: &State) -> Vec<u8> {
    let stored = Stored {
        files: state
            .files
            .iter()
            .map(|(path, text)| (path.to_string(), text.to_string()))
            .collect(),
        folders: state.files.folders().map(ToString::to_string).collect(),
        database: state.database.to_bytes(),
        folder: state.folder.clone(),
    };
    let mut bytes = MAGIC.to_vec();
    // Maps, strings and bytes have no value that the format cannot hold.
    bytes.extend(postcard::to_allocvec(&stored).unwrap_or_default());
    bytes
}

/// The state that [`write()`] wrote.
///
/// # Errors
///
/// What is wrong with the bytes.
pub(super) fn read(bytes: &[u8]) -> Result<State, String> {
    let unreadable = || "the saved project cannot be read; reset to start anew".to_owned();
    let body = bytes
        .strip_prefix(MAGIC.as_slice())
        .ok_or_else(unreadable)?;
    let stored: Stored = postcard::from_bytes(body).map_err(|_| unreadable())?;
    let mut files = Files::new();
    for folder in &stored.folders {
        files.make_folder(folder);
    }
    for (path, text) in &stored.files {
        files.write(path, text);
    }
    let database = Database::from_bytes(&stored.database).map_err(|error| error.message)?;
    Ok(State {
        files,
        database,
        folder: stored.folder,
        ..State::default()
    })
}
