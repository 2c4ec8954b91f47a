//! `MigrationQuestioner`: what the autodetector cannot know and asks.
//!
//! A question never blocks. A questioner that runs out of answers ends the command with
//! [`Interruption::Ask`]; whoever drives the command appends an answer and runs it again.

pub mod interactive;
pub mod non_interactive;

use std::collections::BTreeSet;
use std::rc::Rc;

pub use interactive::{DefaultEvaluator, InteractiveMigrationQuestioner, PromptIo};
pub use non_interactive::NonInteractiveMigrationQuestioner;

use super::exceptions::NodeNotFoundError;
use super::state::ModelState;
use crate::orm::{Exception, Field};
use crate::python::Value;

/// Why a command stopped before its end.
#[derive(Clone, Debug)]
pub enum Interruption {
    /// It needs an answer.
    Ask(Question),
    /// `sys.exit(status)`.
    Exit(i32),
    /// An exception on its way to the console.
    Exception(Exception),
}

/// A question without an answer yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// The text in front of the cursor: `Select an option: `.
    pub prompt: String,
    /// What can be answered, with what it means; empty for free text.
    pub choices: Vec<(String, String)>,
    /// Whether the answer must not be shown.
    pub secret: bool,
}

/// What a question answers, or why the command stops at it.
pub type Answer<T> = Result<T, Interruption>;

/// What every questioner is told: the arguments of Django's base class.
#[derive(Clone, Debug, Default)]
pub struct QuestionerDefaults {
    /// Apps named on the command line; they get a first migration without a question.
    pub specified_apps: BTreeSet<Rc<str>>,
    /// Apps whose migrations package has no module but `__init__`, as a new app's has none.
    pub empty_packages: BTreeSet<Rc<str>>,
    /// Whether nothing will be written, so that no default is worth asking for.
    pub dry_run: bool,
    /// `defaults["ask_initial"]`.
    pub ask_initial: bool,
    /// `defaults["ask_rename"]`.
    pub ask_rename: bool,
    /// `defaults["ask_rename_model"]`.
    pub ask_rename_model: bool,
    /// `defaults["ask_merge"]`.
    pub ask_merge: bool,
}

/// Answers the autodetector's questions. The provided methods are those of Django's base class,
/// which asks nobody; [`QuestionerDefaults`] is a questioner that has only them.
pub trait MigrationQuestioner {
    /// What the questioner was told.
    fn defaults(&self) -> &QuestionerDefaults;

    /// Whether an app without migrations should get its first one.
    ///
    /// # Errors
    ///
    /// Never, unless the questioner asks.
    fn ask_initial(&mut self, app_label: &str) -> Answer<bool> {
        let defaults = self.defaults();
        Ok(defaults.specified_apps.contains(app_label)
            || defaults.empty_packages.contains(app_label)
            || defaults.ask_initial)
    }

    /// The value that existing rows get in a new field that is not nullable.
    ///
    /// # Errors
    ///
    /// The interruption, when an answer is missing or the command must stop.
    fn ask_not_null_addition(&mut self, _field_name: &str, _model_name: &str) -> Answer<Value> {
        Ok(Value::None)
    }

    /// The value that NULLs get in a field that stops being nullable; `None` for "ignore for now".
    ///
    /// # Errors
    ///
    /// The interruption, when an answer is missing or the command must stop.
    fn ask_not_null_alteration(
        &mut self,
        _field_name: &str,
        _model_name: &str,
    ) -> Answer<Option<Value>> {
        Ok(Some(Value::None))
    }

    /// Whether a removed and an added field of the same definition are one field, renamed.
    ///
    /// # Errors
    ///
    /// The interruption, when an answer is missing.
    fn ask_rename(
        &mut self,
        _model_name: &str,
        _old_name: &str,
        _new_name: &str,
        _field: &Field,
    ) -> Answer<bool> {
        Ok(self.defaults().ask_rename)
    }

    /// Whether a removed and an added model with the same fields are one model, renamed.
    ///
    /// # Errors
    ///
    /// The interruption, when an answer is missing.
    fn ask_rename_model(&mut self, _old: &ModelState, _new: &ModelState) -> Answer<bool> {
        Ok(self.defaults().ask_rename_model)
    }

    /// Whether the branches of an app should be merged.
    ///
    /// # Errors
    ///
    /// The interruption, when an answer is missing.
    fn ask_merge(&mut self, _app_label: &str) -> Answer<bool> {
        Ok(self.defaults().ask_merge)
    }

    /// The value that existing rows get in a new field with `auto_now_add=True`.
    ///
    /// # Errors
    ///
    /// The interruption, when an answer is missing or the command must stop.
    fn ask_auto_now_add_addition(&mut self, _field_name: &str, _model_name: &str) -> Answer<Value> {
        Ok(Value::None)
    }

    /// Whether to go on with a new unique field whose callable default will not be unique.
    ///
    /// # Errors
    ///
    /// The interruption, when an answer is missing or the command must stop.
    fn ask_unique_callable_default_addition(
        &mut self,
        _field_name: &str,
        _model_name: &str,
    ) -> Answer<()> {
        Ok(())
    }
}

impl MigrationQuestioner for QuestionerDefaults {
    fn defaults(&self) -> &QuestionerDefaults {
        self
    }
}

impl From<Exception> for Interruption {
    fn from(exception: Exception) -> Self {
        Self::Exception(exception)
    }
}

impl From<NodeNotFoundError> for Interruption {
    fn from(error: NodeNotFoundError) -> Self {
        Self::Exception(error.into())
    }
}
