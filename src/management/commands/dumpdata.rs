//! `dumpdata`.

use std::rc::Rc;

use crate::management::argparse::{Action, Argument, Nargs, Options};
use crate::management::command::{Command, Failure, Invocation, database};
use crate::orm::connection::lend;
use crate::orm::exceptions::Exception;
use crate::python::{Arguments, PyResult, Value};

/// The module whose functions do it.
pub(super) const MODULE: &str = "django.core.management.fixtures";

/// Where Django warns of a proxy model, as Python shows the place.
const PROXY: &str = "django/core/management/commands/dumpdata.py:206: ProxyModelWarning: ";

/// `dumpdata [app_label[.ModelName] …]`.
pub const COMMAND: Command = Command {
    name: "dumpdata",
    help: "Output the contents of the database as a fixture of the given format (using each \
           model's default manager unless --all is specified).",
    arguments,
    requires_system_checks: true,
    missing_args_message: None,
    handle,
};

fn arguments() -> Vec<Argument> {
    let labels = "Restricts dumped data to the specified app_label or app_label.ModelName.";
    vec![
        Argument::positional("args", Nargs::ZeroOrMore, labels).metavar("app_label[.ModelName]"),
        Argument::value(
            &["--format"],
            "format",
            "Specifies the output serialization format for fixtures.",
        )
        .default("json"),
        Argument::value(
            &["--indent"],
            "indent",
            "Specifies the indent level to use when pretty-printing output.",
        )
        .action(Action::StoreInt),
        database(
            "Nominates a specific database to dump fixtures from. Defaults to the \"default\" \
             database.",
        ),
        Argument::value(
            &["-e", "--exclude"],
            "exclude",
            "An app_label or app_label.ModelName to exclude (use multiple --exclude to exclude \
             multiple apps/models).",
        )
        .action(Action::Append),
        Argument::flag(
            &["--natural-foreign"],
            "use_natural_foreign_keys",
            Action::StoreTrue,
            "Use natural foreign keys if they are available.",
        ),
        Argument::flag(
            &["--natural-primary"],
            "use_natural_primary_keys",
            Action::StoreTrue,
            "Use natural primary keys if they are available.",
        ),
        Argument::flag(
            &["-a", "--all"],
            "use_base_manager",
            Action::StoreTrue,
            "Use Django's base manager to dump all models stored in the database, including \
             those that would otherwise be filtered or modified by a custom manager.",
        ),
        Argument::value(
            &["--pks"],
            "primary_keys",
            "Only dump objects with given primary keys. Accepts a comma-separated list of keys. \
             This option only works when you specify one model.",
        ),
        Argument::value(
            &["-o", "--output"],
            "output",
            "Specifies file to which the output is written.",
        ),
    ]
}

fn handle(invocation: &mut Invocation, options: &Options) -> Result<(), Failure> {
    let optional = |name: &str| options.get(name).map_or(Value::None, Value::str);
    let indent = match options.get("indent").map(str::parse::<i64>) {
        Some(Ok(indent)) => Value::Int(indent),
        _ => Value::None,
    };
    let flag = |name: &str| Value::Bool(options.is_set(name));
    let arguments = vec![
        texts(options.all("args")),
        texts(options.all("exclude")),
        optional("format"),
        indent,
        flag("use_natural_foreign_keys"),
        flag("use_natural_primary_keys"),
        flag("use_base_manager"),
        optional("primary_keys"),
    ];
    let answer = call(invocation, "dump", arguments)?;
    let answer = answer.as_sequence().unwrap_or_default();
    let text: Rc<str> = answer.first().and_then(Value::as_text).unwrap_or_default();
    // Django finds out while it writes: the list has been opened.
    let opened = match options.get("output").is_none() && text.starts_with('[') {
        true => 1,
        false => 0,
    };
    let (start, text) = text.split_at(opened);
    invocation.terminal.write(start);
    for message in answer
        .get(1)
        .and_then(Value::as_sequence)
        .unwrap_or_default()
    {
        let message = message.as_text().unwrap_or_default();
        let warning = format!("{PROXY}{message}\n  warnings.warn(");
        invocation.terminal.error_line(&warning);
    }
    match options.get("output") {
        Some(path) => {
            let path = invocation.environment.resolve(path);
            invocation.files.write(&path, text);
        }
        None => invocation.terminal.write(text),
    }
    Ok(())
}

/// A list of texts.
pub(super) fn texts(items: &[String]) -> Value {
    Value::list(items.iter().map(|item| Value::str(&**item)).collect())
}

/// Calls one of the functions with the project's database.
pub(super) fn call(
    invocation: &mut Invocation,
    name: &str,
    arguments: Vec<Value>,
) -> Result<Value, Failure> {
    let database = invocation.database.clone();
    let interpreter = &mut invocation.project()?.interpreter;
    let lent = lend(interpreter, database, |interpreter| -> PyResult<Value> {
        let function = interpreter.import_module(MODULE)?.get(name);
        let arguments = Arguments::positional(arguments);
        interpreter.call(&function.unwrap_or(Value::None), arguments)
    });
    let (answer, after) = match lent {
        Ok((answer, after)) => (answer, after),
        Err(error) => (Err(error), invocation.database.clone()),
    };
    let interpreter = &mut invocation.project()?.interpreter;
    let answer = answer.map_err(|error| {
        let exception = Exception::from_python(interpreter, error);
        match &*exception.class_path {
            "django.core.management.base.CommandError" => {
                Failure::command(exception.message.clone())
            }
            _ => exception.into(),
        }
    })?;
    *invocation.database = after;
    Ok(answer)
}
