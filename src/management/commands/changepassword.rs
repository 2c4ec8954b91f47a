//! `changepassword`.

use crate::management::argparse::{Argument, Nargs, Options};
use crate::management::command::{Command, Failure, Invocation, database};
use crate::management::commands::createsuperuser::{
    End, UserModel, refused_password, system_username,
};
use crate::management::commands::migrate::check_migrations;
use crate::management::output::Terminal;
use crate::orm::Exception;
use crate::orm::connection::lend;
use crate::python::{Arguments, Interpreter, Value};

/// `changepassword [username]`.
pub const COMMAND: Command = Command {
    name: "changepassword",
    help: "Change a user's password for django.contrib.auth.",
    arguments,
    requires_system_checks: false,
    missing_args_message: None,
    handle,
};

const MAX_TRIES: usize = 3;

fn arguments() -> Vec<Argument> {
    vec![
        Argument::positional(
            "username",
            Nargs::Optional,
            "Username to change password for; by default, it's the current username.",
        ),
        database("Specifies the database to use. Default is \"default\"."),
    ]
}

fn handle(invocation: &mut Invocation, options: &Options) -> Result<(), Failure> {
    check_migrations(invocation)?;
    let variables = &invocation.environment.variables;
    let given = options.get("username").filter(|name| !name.is_empty());
    let Some(username) = given.or_else(|| system_username(variables)) else {
        let message = "the current username is not known; give one";
        return Err(Failure::command(message));
    };
    let (terminal, before) = (&mut *invocation.terminal, invocation.database.clone());
    let Some(project) = invocation.project.as_mut() else {
        return invocation.project().map(drop);
    };
    let user = UserModel::of(project)?;
    let interpreter = &mut project.interpreter;
    let lent = lend(interpreter, before, |interpreter| {
        change(interpreter, terminal, &user, username)
    });
    let (result, after) = match lent {
        Ok(lent) => lent,
        Err(error) => return Err(Exception::from_python(interpreter, error).into()),
    };
    *invocation.database = after;
    result.map_err(|end| end.into_failure(interpreter))
}

fn change(
    interpreter: &mut Interpreter,
    terminal: &mut Terminal,
    model: &UserModel,
    username: &str,
) -> Result<(), End> {
    let manager = model.manager(interpreter)?;
    let lookup = Arguments::default().with(model.username.name.clone(), Value::str(username));
    let user = match interpreter.call_method(&manager, "get", lookup) {
        Ok(user) => user,
        Err(error) if model.is_missing(interpreter, &error) => {
            let message = format!("user '{username}' does not exist");
            return Err(Failure::command(message).into());
        }
        Err(error) => return Err(error.into()),
    };
    let shown = interpreter.str(&user)?;
    terminal.line(&format!("Changing password for user '{shown}'"));
    for _ in 0..MAX_TRIES {
        let password = ask(terminal, "Password: ")?;
        if password != ask(terminal, "Password (again): ")? {
            terminal.line("Passwords do not match. Please try again.");
            continue;
        }
        if let Some(refusal) = refused_password(interpreter, &password, user.clone())? {
            terminal.error_line(&refusal.join("\n"));
            continue;
        }
        let password = Arguments::positional(vec![Value::str(password)]);
        interpreter.call_method(&user, "set_password", password)?;
        interpreter.call_method(&user, "save", Arguments::default())?;
        terminal.write(&interpreter.take_output());
        terminal.line(&format!("Password changed successfully for user '{shown}'"));
        return Ok(());
    }
    let message = format!("Aborting password change for user '{shown}' after {MAX_TRIES} attempts");
    Err(Failure::command(message).into())
}

fn ask(terminal: &mut Terminal, prompt: &str) -> Result<String, Failure> {
    let password = terminal.ask_secret(prompt)?;
    match password.is_empty() {
        true => Err(Failure::command("aborted")),
        false => Ok(password),
    }
}
