//! The system checks of models and fields (`Model.check`, `Field.check`).

mod constraints;
mod fields;
mod generic;
mod messages;
mod models;
mod relations;

pub use generic::generic_foreign_keys;
pub use messages::{CheckMessage, Level};
pub use relations::related_query_name;

use std::rc::Rc;

use super::apps::Apps;
use super::exceptions::{DjangoResult, Exception};
use super::model::Model;

/// Checks the models of the apps with these labels; of all apps when there are none. `database` says
/// whether checks about the database run too, as `migrate` has them; `now` is the time in microseconds.
///
/// # Errors
///
/// What Django's checks raise themselves.
pub fn run_checks(
    apps: &Apps,
    labels: &[String],
    database: bool,
    now: i64,
) -> DjangoResult<Vec<CheckMessage>> {
    let mut messages = Vec::new();
    let chosen = |model: &&Rc<Model>| {
        labels.is_empty() || labels.iter().any(|label| **label == *model.app_label)
    };
    for model in apps
        .get_models()
        .filter(|model| model.auto_created().is_none())
        .filter(chosen)
    {
        let checker = Checker {
            apps,
            model,
            database,
            now,
        };
        let mut many_to_many = model.local_many_to_many();
        if many_to_many.any(|field| checker.is_beyond_words(field)) {
            let message = "'str' object has no attribute '_meta'";
            return Err(Exception::new("AttributeError", message));
        }
        match checker.overridden_check() {
            Some(message) => messages.push(message),
            None => messages.extend(checker.model()),
        }
    }
    messages.extend(models::across(apps, labels));
    messages.extend(relations::lazy_references(apps));
    Ok(messages)
}

/// What the checks of one model look at.
#[derive(Clone, Copy)]
struct Checker<'a> {
    apps: &'a Apps,
    model: &'a Rc<Model>,
    database: bool,
    now: i64,
}
