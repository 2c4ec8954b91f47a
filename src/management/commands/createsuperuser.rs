//! `createsuperuser`.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::management::argparse::{Action, Argument, Options};
use crate::management::command::{Command, Failure, Invocation, database};
use crate::management::commands::migrate::check_migrations;
use crate::management::output::Terminal;
use crate::management::project::Project;
use crate::orm::connection::lend;
use crate::orm::exceptions::is_validation_error;
use crate::orm::fields::Field;
use crate::orm::fields::clean::owner;
use crate::orm::modules::apps::live;
use crate::orm::{Exception, ModelKey};
use crate::python::{Arguments, Interpreter, PyError, PyResult, Value};

/// `createsuperuser`.
pub const COMMAND: Command = Command {
    name: "createsuperuser",
    help: "Used to create a superuser.",
    arguments,
    requires_system_checks: true,
    missing_args_message: None,
    handle,
};

const PASSWORD: &str = "password";

/// The arguments for `auth.User`; [`arguments_of`] has those for the project's own model.
fn arguments() -> Vec<Argument> {
    with_fields("username", &[("email".into(), false)])
}

/// The arguments: an option for every field that a user must have.
///
/// # Errors
///
/// `CommandError` for a relation that the command cannot fill.
pub fn arguments_of(project: &mut Project) -> Result<Vec<Argument>, Failure> {
    let user = UserModel::of(project)?;
    let mut fields = Vec::new();
    for UserField { name, field, .. } in &user.required {
        let many = field.many_to_many();
        if many
            && field
                .relation
                .as_ref()
                .is_some_and(|it| it.through.is_some())
        {
            return Err(Failure::command(format!(
                "Required field '{name}' specifies a many-to-many relation through model, which is \
                 not supported."
            )));
        }
        fields.push((name.clone(), many));
    }
    Ok(with_fields(&user.username.name, &fields))
}

fn with_fields(username: &str, required: &[(Rc<str>, bool)]) -> Vec<Argument> {
    let login = "Specifies the login for the superuser.".to_owned();
    let noinput = Argument::flag(
        &["--noinput", "--no-input"],
        "interactive",
        Action::StoreFalse,
        "",
    );
    let help = format!(
        "Tells Django to NOT prompt the user for input of any kind. You must use --{username} with \
         --noinput, along with an option for any other required field. Superusers created with \
         --noinput will not be able to log in until they're given a valid password."
    );
    let mut arguments = vec![
        Argument::named(username, login),
        Argument {
            help: Some(help.into()),
            ..noinput
        },
        database("Specifies the database to use. Default is \"default\"."),
    ];
    for (name, many) in required {
        let help = format!("Specifies the {name} for the superuser.");
        arguments.push(match many {
            true => Argument::named(name, format!("{help} Can be used multiple times."))
                .action(Action::Append),
            false => Argument::named(name, help),
        });
    }
    arguments
}

fn handle(invocation: &mut Invocation, options: &Options) -> Result<(), Failure> {
    check_migrations(invocation)?;
    let variables = &invocation.environment.variables;
    let (terminal, before) = (&mut *invocation.terminal, invocation.database.clone());
    let Some(project) = invocation.project.as_mut() else {
        return invocation.project().map(drop);
    };
    let user = UserModel::of(project)?;
    let is_swapped = !project
        .settings
        .auth_user_model
        .eq_ignore_ascii_case("auth.User");
    let interpreter = &mut project.interpreter;
    let lent = lend(interpreter, before, |interpreter| {
        Creation {
            interpreter,
            terminal,
            variables,
            options,
            user: &user,
            is_swapped,
            data: Arguments::default(),
            fake: Arguments::default(),
        }
        .run()
    });
    let (result, after) = match lent {
        Ok(lent) => lent,
        Err(error) => return Err(Exception::from_python(interpreter, error).into()),
    };
    *invocation.database = after;
    let terminal = &mut *invocation.terminal;
    match result {
        Ok(()) => Ok(()),
        Err(End::Failure(failure)) if is_interrupt(&failure) => {
            terminal.error_line("\nOperation cancelled.");
            Err(Failure::Exit(1))
        }
        Err(End::Python(error)) if is_validation_error(interpreter, &error) => {
            let messages = messages(interpreter, &error);
            let messages = messages.map_err(|error| Exception::from_python(interpreter, error))?;
            Err(Failure::command(messages.join("; ")))
        }
        Err(end) => Err(end.into_failure(interpreter)),
    }
}

fn is_interrupt(failure: &Failure) -> bool {
    matches!(failure, Failure::Exception(it) if &*it.class_path == "KeyboardInterrupt")
}

/// Why nobody was created: the command says so, or the project's Python does.
pub(super) enum End {
    /// The command.
    Failure(Failure),
    /// The project.
    Python(Box<PyError>),
}

impl End {
    /// How the command ends with it.
    pub(super) fn into_failure(self, interpreter: &mut Interpreter) -> Failure {
        match self {
            Self::Failure(failure) => failure,
            Self::Python(error) => Exception::from_python(interpreter, error).into(),
        }
    }
}

impl From<Failure> for End {
    fn from(failure: Failure) -> Self {
        Self::Failure(failure)
    }
}

impl From<Box<PyError>> for End {
    fn from(error: Box<PyError>) -> Self {
        Self::Python(error)
    }
}

/// The texts of a `ValidationError`.
pub(super) fn messages(interpreter: &mut Interpreter, error: &PyError) -> PyResult<Vec<Rc<str>>> {
    let messages = interpreter.get_attribute(&error.exception, "messages")?;
    let messages = interpreter.iterate(&messages)?;
    messages.iter().map(|it| interpreter.str(it)).collect()
}

/// `django.contrib.auth.password_validation.validate_password`: the error that it raises.
pub(super) fn refused_password(
    interpreter: &mut Interpreter,
    password: &str,
    user: Value,
) -> PyResult<Option<Vec<Rc<str>>>> {
    let module = interpreter.import_module("django.contrib.auth.password_validation")?;
    let arguments = Arguments::positional(vec![Value::str(password), user]);
    let module = Value::Module(module);
    match interpreter.call_method(&module, "validate_password", arguments) {
        Ok(_) => Ok(None),
        Err(error) if is_validation_error(interpreter, &error) => {
            messages(interpreter, &error).map(Some)
        }
        Err(error) => Err(error),
    }
}

/// Whoever is logged in to the system (`getpass.getuser()`).
pub(super) fn system_username(variables: &BTreeMap<String, String>) -> Option<&str> {
    let names = ["LOGNAME", "USER", "LNAME", "USERNAME"];
    let mut values = names.iter().filter_map(|name| variables.get(*name));
    values.find(|name| !name.is_empty()).map(String::as_str)
}

/// `get_user_model()`, with the fields that its users must have.
pub(super) struct UserModel {
    /// The class.
    pub(super) class: Value,
    /// `USERNAME_FIELD`.
    pub(super) username: UserField,
    required: Vec<UserField>,
}

/// A field of the user model.
pub(super) struct UserField {
    /// Its name.
    pub(super) name: Rc<str>,
    value: Value,
    field: Field,
}

impl UserModel {
    /// The project's.
    ///
    /// # Errors
    ///
    /// `FieldDoesNotExist` for a name that is no field's.
    pub(super) fn of(project: &mut Project) -> Result<Self, Failure> {
        let interpreter = &mut project.interpreter;
        Self::read(interpreter).map_err(|error| Exception::from_python(interpreter, error).into())
    }

    fn read(interpreter: &mut Interpreter) -> PyResult<Self> {
        let auth = Value::Module(interpreter.import_module("django.contrib.auth")?);
        let class = interpreter.call_method(&auth, "get_user_model", Arguments::default())?;
        let name = interpreter.get_attribute(&class, "USERNAME_FIELD")?;
        let username = UserField::read(interpreter, &class, &name)?;
        let names = interpreter.get_attribute(&class, "REQUIRED_FIELDS")?;
        let mut required = Vec::new();
        for name in interpreter.iterate(&names)? {
            required.push(UserField::read(interpreter, &class, &name)?);
        }
        Ok(Self {
            class,
            username,
            required,
        })
    }

    /// `_default_manager`, for the one database.
    pub(super) fn manager(&self, interpreter: &mut Interpreter) -> PyResult<Value> {
        let manager = interpreter.get_attribute(&self.class, "_default_manager")?;
        let database = Arguments::positional(vec![Value::str("default")]);
        interpreter.call_method(&manager, "db_manager", database)
    }

    /// Whether it is this model's `DoesNotExist`.
    pub(super) fn is_missing(&self, interpreter: &mut Interpreter, error: &PyError) -> bool {
        let class = interpreter.get_attribute(&self.class, "DoesNotExist");
        class.is_ok_and(|class| class.as_class().is_some_and(|class| error.is(class)))
    }
}

impl UserField {
    fn read(interpreter: &mut Interpreter, class: &Value, name: &Value) -> PyResult<Self> {
        let meta = interpreter.get_attribute(class, "_meta")?;
        let arguments = Arguments::positional(vec![name.clone()]);
        let value = interpreter.call_method(&meta, "get_field", arguments)?;
        let name = interpreter.str(name)?;
        match Field::of_instance(&value) {
            Some(field) => Ok(Self { name, value, field }),
            None => Err(interpreter.unsupported(&format!("the user field '{name}'"))),
        }
    }

    fn verbose_name(&self, interpreter: &mut Interpreter) -> PyResult<Rc<str>> {
        let name = interpreter.get_attribute(&self.value, "verbose_name")?;
        interpreter.str(&name)
    }

    fn clean(&self, interpreter: &mut Interpreter, value: Value) -> PyResult<Value> {
        let arguments = Arguments::positional(vec![value, Value::None]);
        interpreter.call_method(&self.value, "clean", arguments)
    }

    /// The model and the field that a relation refers to.
    fn target(&self, interpreter: &mut Interpreter) -> PyResult<Option<(ModelKey, String)>> {
        let classes = live(interpreter)?;
        let Some(model) = owner(&classes.apps, &self.field) else {
            return Ok(None);
        };
        let target = match self.field.many_to_many() {
            true => {
                let remote = self.field.remote_model(&classes.apps, model);
                remote.and_then(|remote| Some((remote.clone(), remote.pk()?)))
            }
            false => self.field.target(&classes.apps, model),
        };
        Ok(target.map(|(model, field)| (model.key(), format!("{}.{}", model.name, field.name()))))
    }

    /// What the prompt says (`_get_input_message`).
    fn message(&self, interpreter: &mut Interpreter, default: &str) -> PyResult<String> {
        let name = capfirst(&self.verbose_name(interpreter)?);
        let default = match default {
            "" => String::new(),
            default => format!(" (leave blank to use '{default}')"),
        };
        let target = match self.target(interpreter)? {
            Some((_, target)) => format!(" ({target})"),
            None => String::new(),
        };
        Ok(format!("{name}{default}{target}: "))
    }

    /// The value as a user that is not saved has it: a row that a foreign key refers to is made up.
    fn faked(&self, interpreter: &mut Interpreter, value: &Value) -> PyResult<Value> {
        let target = match self.field.many_to_one() || self.field.one_to_one() {
            true => self.target(interpreter)?,
            false => None,
        };
        let Some((key, _)) = target else {
            return Ok(value.clone());
        };
        let class = live(interpreter)?.class(interpreter, &key)?;
        let arguments = Arguments::positional(vec![value.clone()]);
        interpreter.call(&Value::Class(class), arguments)
    }
}

fn capfirst(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters).collect()
}

/// One run of the command.
struct Creation<'a> {
    interpreter: &'a mut Interpreter,
    terminal: &'a mut Terminal,
    variables: &'a BTreeMap<String, String>,
    options: &'a Options,
    user: &'a UserModel,
    is_swapped: bool,
    /// What the user is created with.
    data: Arguments,
    /// What the user is imagined with while the password is chosen.
    fake: Arguments,
}

impl Creation<'_> {
    fn run(mut self) -> Result<(), End> {
        let meta = self.interpreter.get_attribute(&self.user.class, "_meta")?;
        let password = Arguments::positional(vec![Value::str(PASSWORD)]);
        let has_password = match self.interpreter.call_method(&meta, "get_field", password) {
            Ok(_) => true,
            Err(error) if &*error.class_name() == "FieldDoesNotExist" => false,
            Err(error) => return Err(error.into()),
        };
        if has_password {
            self.data.keywords.insert(PASSWORD.into(), Value::None);
        }
        match self.options.is_set("interactive") {
            true => self.ask(has_password)?,
            false => self.take(has_password)?,
        }
        let manager = self.user.manager(self.interpreter)?;
        self.interpreter
            .call_method(&manager, "create_superuser", self.data)?;
        let printed = self.interpreter.take_output();
        self.terminal.write(&printed);
        if self.options.verbosity() >= 1 {
            self.terminal.line("Superuser created successfully.");
        }
        Ok(())
    }

    /// Fills in the data with what is typed.
    fn ask(&mut self, has_password: bool) -> Result<(), End> {
        let default = self.default_username()?;
        let username = self.ask_username(&default)?;
        let user = self.user;
        let fake = user.username.faked(self.interpreter, &username)?;
        self.fake.keywords.insert(user.username.name.clone(), fake);
        let name = user.username.name.clone();
        self.data.keywords.insert(name, username);
        for field in &user.required {
            let value = self.ask_field(field)?;
            if !field.field.many_to_many() {
                let fake = field.faked(self.interpreter, &value)?;
                self.fake.keywords.insert(field.name.clone(), fake);
            }
            self.data.keywords.insert(field.name.clone(), value);
        }
        if has_password {
            let password = Value::str(self.ask_password()?);
            self.data.keywords.insert(PASSWORD.into(), password);
        }
        Ok(())
    }

    fn ask_username(&mut self, default: &str) -> Result<Value, End> {
        let field = &self.user.username;
        match self.options.get(&field.name) {
            Some("") => {
                let name = capfirst(&field.verbose_name(self.interpreter)?);
                return Err(Failure::command(format!("{name} cannot be blank.")).into());
            }
            Some(given) => {
                let given = Value::str(given);
                match self.refused_username(&given)? {
                    None => return Ok(given),
                    Some(refusal) => self.terminal.error_line(&refusal),
                }
            }
            None => {}
        }
        loop {
            let message = field.message(self.interpreter, default)?;
            let Some(username) = self.input(field, &message, default)? else {
                continue;
            };
            if !self.interpreter.truthy(&username)? {
                return Ok(username);
            }
            match self.refused_username(&username)? {
                None => return Ok(username),
                Some(refusal) => self.terminal.error_line(&refusal),
            }
        }
    }

    fn ask_field(&mut self, field: &UserField) -> Result<Value, End> {
        if let Some(given) = self.given(field) {
            return Ok(field.clean(self.interpreter, given)?);
        }
        loop {
            let message = field.message(self.interpreter, "")?;
            let Some(value) = self.input(field, &message, "")? else {
                continue;
            };
            let typed = value.as_text().filter(|text| !text.is_empty());
            match typed.filter(|_| field.field.many_to_many()) {
                None => return Ok(value),
                Some(typed) if typed.trim().is_empty() => {
                    let line = "Error: This field cannot be blank.";
                    self.terminal.error_line(line);
                }
                Some(typed) => return Ok(keys(&typed)),
            }
        }
    }

    /// What is typed, as the field has it; `None` when the field refuses it (`get_input_data`).
    fn input(
        &mut self,
        field: &UserField,
        message: &str,
        default: &str,
    ) -> Result<Option<Value>, End> {
        let mut raw = self.terminal.ask(message, &[])?;
        if raw.is_empty() {
            default.clone_into(&mut raw);
        }
        match field.clean(self.interpreter, Value::str(raw)) {
            Ok(value) if value.is_none() => Ok(None),
            Ok(value) => Ok(Some(value)),
            Err(error) if is_validation_error(self.interpreter, &error) => {
                let messages = messages(self.interpreter, &error)?.join("; ");
                self.terminal.error_line(&format!("Error: {messages}"));
                Ok(None)
            }
            Err(error) => Err(error.into()),
        }
    }

    fn ask_password(&mut self) -> Result<String, End> {
        loop {
            let password = self.terminal.ask_secret("Password: ")?;
            let again = self.terminal.ask_secret("Password (again): ")?;
            if password != again {
                let line = "Error: Your passwords didn't match.";
                self.terminal.error_line(line);
                continue;
            }
            if password.trim().is_empty() {
                let line = "Error: Blank passwords aren't allowed.";
                self.terminal.error_line(line);
                continue;
            }
            let user = self.interpreter.call(&self.user.class, self.fake.clone())?;
            let refusal = refused_password(self.interpreter, &again, user)?;
            let Some(refusal) = refusal else {
                return Ok(password);
            };
            self.terminal.error_line(&refusal.join("\n"));
            let prompt = "Bypass password validation and create user anyway? [y/N]: ";
            let choices = [("y", "Yes, create the user"), ("n", "No")];
            if self.terminal.ask(prompt, &choices)?.to_lowercase() == "y" {
                return Ok(password);
            }
        }
    }

    /// Fills in the data with the options and the variables.
    fn take(&mut self, has_password: bool) -> Result<(), End> {
        if has_password && let Some(password) = self.variable(PASSWORD) {
            let password = Value::str(password);
            self.data.keywords.insert(PASSWORD.into(), password);
        }
        let user = self.user;
        let name = &user.username.name;
        let given = self.options.get(name).or_else(|| self.variable(name));
        let Some(given) = given.map(Value::str) else {
            return Err(missing(name));
        };
        if let Some(refusal) = self.refused_username(&given)? {
            return Err(Failure::command(refusal).into());
        }
        self.data.keywords.insert(name.clone(), given);
        for field in &user.required {
            let (given, variable) = (self.given(field), self.variable(&field.name));
            let is_blank = |value: &Value| value.as_str() == Some("");
            let may_be_blank = field.field.options.blank
                && (given.as_ref().is_some_and(is_blank) || variable == Some(""));
            let given = given.filter(|value| !is_blank(value));
            let given = given.or_else(|| variable.filter(|it| !it.is_empty()).map(Value::str));
            let Some(given) = given else {
                if may_be_blank {
                    continue;
                }
                return Err(missing(&field.name));
            };
            let mut value = field.clean(self.interpreter, given)?;
            if let Some(text) = value.as_text().filter(|_| field.field.many_to_many()) {
                value = keys(&text);
            }
            self.data.keywords.insert(field.name.clone(), value);
        }
        Ok(())
    }

    /// The option for a field.
    fn given(&self, field: &UserField) -> Option<Value> {
        let texts = || {
            self.options
                .all(&field.name)
                .iter()
                .map(|text| Value::str(text.as_str()))
        };
        match field.field.many_to_many() {
            true if texts().len() == 0 => None,
            true => Some(Value::list(texts().collect())),
            false => texts().next(),
        }
    }

    fn variable(&self, field: &str) -> Option<&str> {
        let name = format!("DJANGO_SUPERUSER_{}", field.to_uppercase());
        self.variables.get(&name).map(String::as_str)
    }

    /// Why a name cannot be the user's (`_validate_username`).
    fn refused_username(&mut self, username: &Value) -> PyResult<Option<String>> {
        let field = &self.user.username;
        if self.is_unique() && self.is_taken(username)? {
            let name = field.verbose_name(self.interpreter)?;
            return Ok(Some(format!("Error: That {name} is already taken.")));
        }
        if !self.interpreter.truthy(username)? {
            let name = capfirst(&field.verbose_name(self.interpreter)?);
            return Ok(Some(format!("{name} cannot be blank.")));
        }
        match field.clean(self.interpreter, username.clone()) {
            Ok(_) => Ok(None),
            Err(error) if is_validation_error(self.interpreter, &error) => {
                Ok(Some(messages(self.interpreter, &error)?.join("; ")))
            }
            Err(error) => Err(error),
        }
    }

    fn is_taken(&mut self, username: &Value) -> PyResult<bool> {
        let manager = self.user.manager(self.interpreter)?;
        let key = Arguments::positional(vec![username.clone()]);
        match self
            .interpreter
            .call_method(&manager, "get_by_natural_key", key)
        {
            Ok(_) => Ok(true),
            Err(error) if self.user.is_missing(self.interpreter, &error) => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// `username_is_unique`.
    fn is_unique(&mut self) -> bool {
        let UserField { name, field, .. } = &self.user.username;
        let mut by_constraint = || {
            let classes = live(self.interpreter).ok()?;
            let model = owner(&classes.apps, field)?;
            Some(crate::contrib::auth::checks::unique_by_constraint(
                model, name,
            ))
        };
        field.unique() || by_constraint().unwrap_or(false)
    }

    /// The system's name of whoever runs the command, if a user may have it and none has
    /// (`get_default_username`).
    fn default_username(&mut self) -> PyResult<String> {
        let name = system_username(self.variables).unwrap_or_default();
        let name: String = name
            .chars()
            .filter(|it| it.is_ascii() && *it != ' ')
            .collect();
        let name = name.to_ascii_lowercase();
        if self.is_swapped || name.is_empty() {
            return Ok(String::new());
        }
        let arguments = Arguments::positional(vec![Value::str(name.as_str())]);
        let field = &self.user.username.value;
        match self
            .interpreter
            .call_method(field, "run_validators", arguments)
        {
            Ok(_) => {}
            Err(error) if is_validation_error(self.interpreter, &error) => {
                return Ok(String::new());
            }
            Err(error) => return Err(error),
        }
        match self.is_taken(&Value::str(name.as_str()))? {
            true => Ok(String::new()),
            false => Ok(name),
        }
    }
}

fn missing(field: &str) -> End {
    Failure::command(format!("You must use --{field} with --noinput.")).into()
}

/// `1, 2` as the keys that it lists.
fn keys(text: &str) -> Value {
    Value::list(text.split(',').map(|key| Value::str(key.trim())).collect())
}
