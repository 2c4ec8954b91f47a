//! `InteractiveMigrationQuestioner`: the prompts of `makemigrations`.

use super::{Answer, Interruption, MigrationQuestioner, Question, QuestionerDefaults};
use crate::migrations::state::ModelState;
use crate::orm::{Exception, Field};
use crate::python::value::Namespace;
use crate::python::{Interpreter, Value};

const DOCS_VERSION: &str = "5.2";
const QUIT: &str = "Quit and manually define a default value in models.py.";
const ONE_OFF_DEFAULT: &str = "Provide a one-off default now (will be set on all existing rows \
                               with a null value for this column)";

/// Where prompts go and answers come from.
pub trait PromptIo {
    /// Writes text as it is, without a line end of its own.
    fn write(&mut self, text: &str);

    /// The next answer, echoed. The prompt was written already.
    ///
    /// # Errors
    ///
    /// [`Interruption::Ask`] when there is no answer yet; an exception `KeyboardInterrupt` or
    /// `EOFError` when the user refused to answer.
    fn input(&mut self, question: &Question) -> Answer<String>;
}

/// Evaluates what the user types as a default.
pub trait DefaultEvaluator {
    /// `eval(code)` with `datetime` and `timezone` in scope.
    ///
    /// # Errors
    ///
    /// The exception, with its class path and text.
    fn evaluate_default(&mut self, code: &str) -> Result<Value, Exception>;
}

/// Asks the user.
pub struct InteractiveMigrationQuestioner<'a> {
    defaults: QuestionerDefaults,
    io: &'a mut dyn PromptIo,
    evaluator: &'a mut dyn DefaultEvaluator,
}

impl<'a> InteractiveMigrationQuestioner<'a> {
    /// A questioner that prompts through `io`.
    pub fn new(
        defaults: QuestionerDefaults,
        io: &'a mut dyn PromptIo,
        evaluator: &'a mut dyn DefaultEvaluator,
    ) -> Self {
        Self {
            defaults,
            io,
            evaluator,
        }
    }

    /// A text that already ends its line gets no second line end, as in Django's `OutputWrapper`.
    fn line(&mut self, text: &str) {
        self.io.write(text);
        if !text.ends_with('\n') {
            self.io.write("\n");
        }
    }

    fn prompt(&mut self, question: &Question) -> Answer<String> {
        self.io.write(&question.prompt);
        self.io.input(question)
    }

    /// A question with the default "no".
    fn boolean_input(&mut self, question: &str) -> Answer<bool> {
        let mut question = yes_or_no(&format!("{question} "));
        let mut result = self.prompt(&question)?;
        if result.is_empty() {
            return Ok(false);
        }
        loop {
            match result
                .chars()
                .next()
                .map(|first| first.to_ascii_lowercase())
            {
                Some('y') => return Ok(true),
                Some('n') => return Ok(false),
                _ => {
                    question = yes_or_no("Please answer yes or no: ");
                    result = self.prompt(&question)?;
                }
            }
        }
    }

    /// Asks for one of the choices and answers its number, from 1.
    fn choice_input(&mut self, question: &str, choices: &[&str]) -> Answer<usize> {
        self.line(question);
        for (index, choice) in choices.iter().enumerate() {
            self.line(&format!(" {}) {choice}", index + 1));
        }
        let mut prompt = "Select an option: ";
        loop {
            let question = Question {
                prompt: prompt.to_owned(),
                choices: numbered(choices),
                secret: false,
            };
            let result = self.prompt(&question);
            let result = self.cancellable(result)?;
            match python_integer(&result) {
                Some(number) if (1..=choices.len()).contains(&number) => return Ok(number),
                _ => prompt = "Please select a valid option: ",
            }
        }
    }

    /// Asks for a Python expression until one can be evaluated. An empty answer takes `default`.
    fn ask_default(&mut self, default: Option<&str>) -> Answer<Value> {
        self.line("Please enter the default value as valid Python.");
        if let Some(default) = default {
            self.line(&format!(
                "Accept the default '{default}' by pressing 'Enter' or provide another value."
            ));
        }
        self.line(
            "The datetime and django.utils.timezone modules are available, so it is possible to \
             provide e.g. timezone.now as a value.",
        );
        self.line("Type 'exit' to exit this prompt");
        let question = default_question(default);
        loop {
            let code = self.prompt(&question);
            let code = self.cancellable(code)?;
            let code = match default {
                Some(default) if code.is_empty() => default.to_owned(),
                _ => code,
            };
            match code.as_str() {
                "" => self.line("Please enter some code, or 'exit' (without quotes) to exit."),
                "exit" => return Err(Interruption::Exit(1)),
                code => match self.evaluator.evaluate_default(code) {
                    Ok(value) => return Ok(value),
                    Err(exception) if is_catchable(&exception) => {
                        self.line(&class_and_message(&exception));
                    }
                    Err(exception) => return Err(exception.into()),
                },
            }
        }
    }

    /// Ctrl-C at a choice or a default says so and exits, unlike at a yes-or-no question.
    fn cancellable(&mut self, result: Answer<String>) -> Answer<String> {
        match result {
            Err(Interruption::Exception(exception))
                if &*exception.class_path == "KeyboardInterrupt" =>
            {
                self.line("\nCancelled.");
                Err(Interruption::Exit(1))
            }
            result => result,
        }
    }
}

impl MigrationQuestioner for InteractiveMigrationQuestioner<'_> {
    fn defaults(&self) -> &QuestionerDefaults {
        &self.defaults
    }

    fn ask_not_null_addition(&mut self, field_name: &str, model_name: &str) -> Answer<Value> {
        if self.defaults.dry_run {
            return Ok(Value::None);
        }
        let question = format!(
            "It is impossible to add a non-nullable field '{field_name}' to {model_name} without \
             specifying a default. This is because the database needs something to populate \
             existing rows.\nPlease select a fix:"
        );
        match self.choice_input(&question, &[ONE_OFF_DEFAULT, QUIT])? {
            1 => self.ask_default(None),
            _ => Err(Interruption::Exit(3)),
        }
    }

    fn ask_not_null_alteration(
        &mut self,
        field_name: &str,
        model_name: &str,
    ) -> Answer<Option<Value>> {
        if self.defaults.dry_run {
            return Ok(Some(Value::None));
        }
        let question = format!(
            "It is impossible to change a nullable field '{field_name}' on {model_name} to \
             non-nullable without providing a default. This is because the database needs \
             something to populate existing rows.\nPlease select a fix:"
        );
        let ignore = "Ignore for now. Existing rows that contain NULL values will have to be \
                      handled manually, for example with a RunPython or RunSQL operation.";
        match self.choice_input(&question, &[ONE_OFF_DEFAULT, ignore, QUIT])? {
            1 => self.ask_default(None).map(Some),
            2 => Ok(None),
            _ => Err(Interruption::Exit(3)),
        }
    }

    fn ask_rename(
        &mut self,
        model_name: &str,
        old_name: &str,
        new_name: &str,
        field: &Field,
    ) -> Answer<bool> {
        let class_name = class_name(field);
        self.boolean_input(&format!(
            "Was {model_name}.{old_name} renamed to {model_name}.{new_name} (a {class_name})? \
             [y/N]"
        ))
    }

    fn ask_rename_model(&mut self, old: &ModelState, new: &ModelState) -> Answer<bool> {
        self.boolean_input(&format!(
            "Was the model {}.{} renamed to {}? [y/N]",
            old.app_label, old.name, new.name
        ))
    }

    fn ask_merge(&mut self, _app_label: &str) -> Answer<bool> {
        self.boolean_input(
            "\nMerging will only work if the operations printed above do not conflict\nwith each \
             other (working on different fields or models)\nShould these migration branches be \
             merged? [y/N]",
        )
    }

    fn ask_auto_now_add_addition(&mut self, field_name: &str, model_name: &str) -> Answer<Value> {
        if self.defaults.dry_run {
            return Ok(Value::None);
        }
        let question = format!(
            "It is impossible to add the field '{field_name}' with 'auto_now_add=True' to \
             {model_name} without providing a default. This is because the database needs \
             something to populate existing rows.\n"
        );
        let provide = "Provide a one-off default now which will be set on all existing rows";
        match self.choice_input(&question, &[provide, QUIT])? {
            1 => self.ask_default(Some("timezone.now")),
            _ => Err(Interruption::Exit(3)),
        }
    }

    fn ask_unique_callable_default_addition(
        &mut self,
        field_name: &str,
        model_name: &str,
    ) -> Answer<()> {
        if self.defaults.dry_run {
            return Ok(());
        }
        let question = format!(
            "Callable default on unique field {model_name}.{field_name} will not generate unique \
             values upon migrating.\nPlease choose how to proceed:\n"
        );
        let proceed = format!(
            "Continue making this migration as the first step in writing a manual migration to \
             generate unique values described here: \
             https://docs.djangoproject.com/en/{DOCS_VERSION}/howto/\
             writing-migrations/#migrations-that-add-unique-fields."
        );
        match self.choice_input(
            &question,
            &[&proceed, "Quit and edit field options in models.py."],
        )? {
            1 => Ok(()),
            _ => Err(Interruption::Exit(3)),
        }
    }
}

impl DefaultEvaluator for Interpreter {
    fn evaluate_default(&mut self, code: &str) -> Result<Value, Exception> {
        let mut names = Namespace::default();
        let modules = [
            ("datetime", "datetime"),
            ("timezone", "django.utils.timezone"),
        ];
        for (name, dotted) in modules {
            match self.import_module(dotted) {
                Ok(module) => names.insert(name.into(), Value::Module(module)),
                Err(error) => return Err(Exception::from_python(self, error)),
            };
        }
        let value = self.evaluate(code, names);
        value.map_err(|error| Exception::from_python(self, error))
    }
}

fn yes_or_no(prompt: &str) -> Question {
    Question {
        prompt: prompt.to_owned(),
        choices: vec![
            ("y".to_owned(), "Yes".to_owned()),
            ("n".to_owned(), "No".to_owned()),
        ],
        secret: false,
    }
}

fn numbered(choices: &[&str]) -> Vec<(String, String)> {
    choices
        .iter()
        .enumerate()
        .map(|(index, choice)| ((index + 1).to_string(), (*choice).to_owned()))
        .collect()
}

fn default_question(default: Option<&str>) -> Question {
    let (prompt, choices) = match default {
        Some(default) => (
            format!("[default: {default}] >>> "),
            vec![(String::new(), default.to_owned())],
        ),
        None => (">>> ".to_owned(), Vec::new()),
    };
    Question {
        prompt,
        choices,
        secret: false,
    }
}

/// `int(text)`, for numbers as small as a choice's.
fn python_integer(text: &str) -> Option<usize> {
    let text = text.trim();
    let digits = text.strip_prefix('+').unwrap_or(text);
    let grouped = !digits.starts_with('_') && !digits.ends_with('_') && !digits.contains("__");
    let plain: String = digits.chars().filter(|digit| *digit != '_').collect();
    let is_number = grouped && !plain.starts_with('+');
    is_number.then(|| plain.parse().ok()).flatten()
}

/// The last part of the class's path: a project's own subclass has its own name.
fn class_name(field: &Field) -> String {
    field
        .instance
        .as_ref()
        .and_then(|instance| match instance {
            Value::Instance(instance) => Some(instance.class.name.to_string()),
            _ => None,
        })
        .unwrap_or_else(|| last_part(&field.path).to_owned())
}

/// `eval` is called inside `except Exception`, which exits and limits of the sandbox pass.
fn is_catchable(exception: &Exception) -> bool {
    let uncatchable = exception
        .python
        .as_ref()
        .is_some_and(|error| error.uncatchable);
    let is_base =
        ["SystemExit", "KeyboardInterrupt", "GeneratorExit"].contains(&&*exception.class_path);
    !uncatchable && !is_base
}

fn class_and_message(exception: &Exception) -> String {
    format!(
        "{}: {}",
        last_part(&exception.class_path),
        exception.message
    )
}

fn last_part(path: &str) -> &str {
    path.rsplit('.').next().unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Script {
        answers: Vec<&'static str>,
        transcript: String,
    }

    impl PromptIo for Script {
        fn write(&mut self, text: &str) {
            self.transcript.push_str(text);
        }

        fn input(&mut self, question: &Question) -> Answer<String> {
            if self.answers.is_empty() {
                return Err(Interruption::Ask(question.clone()));
            }
            let answer = self.answers.remove(0);
            self.transcript.push_str(answer);
            self.transcript.push('\n');
            Ok(answer.to_owned())
        }
    }

    struct Numbers;

    impl DefaultEvaluator for Numbers {
        fn evaluate_default(&mut self, code: &str) -> Result<Value, Exception> {
            code.parse()
                .map(Value::Int)
                .map_err(|_| Exception::new("NameError", format!("name '{code}' is not defined")))
        }
    }

    /// Asks with these answers and checks what the console shows and how the question ends.
    fn check<T: std::fmt::Debug>(
        ask: impl FnOnce(&mut InteractiveMigrationQuestioner<'_>) -> Answer<T>,
        answers: &[&'static str],
        transcript: &str,
        ending: &str,
    ) {
        let mut io = Script {
            answers: answers.to_vec(),
            transcript: String::new(),
        };
        let mut evaluator = Numbers;
        let mut questioner = InteractiveMigrationQuestioner::new(
            QuestionerDefaults::default(),
            &mut io,
            &mut evaluator,
        );
        let result = ask(&mut questioner);
        assert_eq!(io.transcript, transcript);
        assert_eq!(summary(result), ending);
    }

    fn summary<T: std::fmt::Debug>(result: Answer<T>) -> String {
        match result {
            Ok(value) => format!("{value:?}"),
            Err(Interruption::Ask(question)) => format!("ask {}", question.choices.len()),
            Err(Interruption::Exit(status)) => format!("exit {status}"),
            Err(Interruption::Exception(exception)) => exception.to_string(),
        }
    }

    fn number(value: Value) -> i64 {
        match value {
            Value::Int(number) => number,
            _ => panic!("expected an integer"),
        }
    }

    const ADDITION: &str = "It is impossible to add a non-nullable field 'stock' to product \
        without specifying a default. This is because the database needs something to populate \
        existing rows.\nPlease select a fix:\n 1) Provide a one-off default now (will be set on \
        all existing rows with a null value for this column)\n 2) Quit and manually define a \
        default value in models.py.\nSelect an option: ";

    #[test]
    fn a_question_without_an_answer_is_handed_on() {
        check(
            |questioner| {
                questioner
                    .ask_not_null_addition("stock", "product")
                    .map(number)
            },
            &[],
            ADDITION,
            "ask 2",
        );
    }

    #[test]
    fn quitting_exits_with_3() {
        check(
            |questioner| {
                questioner
                    .ask_not_null_addition("stock", "product")
                    .map(number)
            },
            &["2"],
            &format!("{ADDITION}2\n"),
            "exit 3",
        );
    }

    #[test]
    fn a_wrong_default_is_asked_for_again() {
        check(
            |questioner| {
                questioner
                    .ask_not_null_addition("stock", "product")
                    .map(number)
            },
            &["x", "1", "", "nope", "7"],
            &format!(
                "{ADDITION}x\nPlease select a valid option: 1\nPlease enter the default value as \
                 valid Python.\nThe datetime and django.utils.timezone modules are available, so \
                 it is possible to provide e.g. timezone.now as a value.\nType 'exit' to exit \
                 this prompt\n>>> \nPlease enter some code, or 'exit' (without quotes) to \
                 exit.\n>>> nope\nNameError: name 'nope' is not defined\n>>> 7\n"
            ),
            "7",
        );
    }

    #[test]
    fn yes_or_no_insists_on_an_answer_but_takes_enter_for_no() {
        let merge = "\nMerging will only work if the operations printed above do not \
                     conflict\nwith each other (working on different fields or models)\nShould \
                     these migration branches be merged? [y/N] ";
        let ask = |questioner: &mut InteractiveMigrationQuestioner<'_>| questioner.ask_merge("a");
        check(ask, &[""], &format!("{merge}\n"), "false");
        check(
            ask,
            &["maybe", "Yes"],
            &format!("{merge}maybe\nPlease answer yes or no: Yes\n"),
            "true",
        );
    }

    #[test]
    fn choices_are_read_as_python_reads_integers() {
        assert_eq!(python_integer(" 1 "), Some(1));
        assert_eq!(python_integer("+2"), Some(2));
        assert_eq!(python_integer("1_0"), Some(10));
        assert_eq!(python_integer("++1"), None);
        assert_eq!(python_integer("1__0"), None);
        assert_eq!(python_integer("-1"), None);
    }
}
