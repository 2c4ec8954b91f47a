//! `NonInteractiveMigrationQuestioner`: `makemigrations --noinput`.

use super::{Answer, Interruption, MigrationQuestioner, PromptIo, QuestionerDefaults};
use crate::python::Value;

/// Answers what it can without asking, and stops the command with a line in the log elsewhere.
pub struct NonInteractiveMigrationQuestioner<'a> {
    defaults: QuestionerDefaults,
    verbosity: u8,
    log: &'a mut dyn PromptIo,
}

impl<'a> NonInteractiveMigrationQuestioner<'a> {
    /// A questioner that writes its lines to `log`.
    pub fn new(defaults: QuestionerDefaults, verbosity: u8, log: &'a mut dyn PromptIo) -> Self {
        Self {
            defaults,
            verbosity,
            log,
        }
    }

    /// Says why the field is not migrated, and stops as if the user had quit.
    fn lack_of_migration<T>(
        &mut self,
        field_name: &str,
        model_name: &str,
        reason: &str,
    ) -> Answer<T> {
        if self.verbosity > 0 {
            self.log.write(&format!(
                "Field '{field_name}' on model '{model_name}' not migrated: {reason}.\n"
            ));
        }
        Err(Interruption::Exit(3))
    }
}

impl MigrationQuestioner for NonInteractiveMigrationQuestioner<'_> {
    fn defaults(&self) -> &QuestionerDefaults {
        &self.defaults
    }

    fn ask_not_null_addition(&mut self, field_name: &str, model_name: &str) -> Answer<Value> {
        self.lack_of_migration(
            field_name,
            model_name,
            "it is impossible to add a non-nullable field without specifying a default",
        )
    }

    fn ask_not_null_alteration(
        &mut self,
        field_name: &str,
        model_name: &str,
    ) -> Answer<Option<Value>> {
        self.log.write(&format!(
            "Field '{field_name}' on model '{model_name}' given a default of NOT PROVIDED and \
             must be corrected.\n"
        ));
        Ok(None)
    }

    fn ask_auto_now_add_addition(&mut self, field_name: &str, model_name: &str) -> Answer<Value> {
        self.lack_of_migration(
            field_name,
            model_name,
            "it is impossible to add a field with 'auto_now_add=True' without specifying a default",
        )
    }
}
