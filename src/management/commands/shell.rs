//! `shell`: what the interactive prompt begins with. The prompt itself is
//! [`crate::management::python_shell`].

use std::rc::Rc;

use indexmap::IndexMap;

use crate::management::argparse::{Action, Argument, Options};
use crate::management::command::{Command, Failure, Invocation};
use crate::management::output::Terminal;
use crate::management::project::Project;
use crate::orm::{DjangoResult, ModelKey};
use crate::python::value::Namespace;
use crate::python::{Class, Value};

/// `shell`.
pub const COMMAND: Command = Command {
    name: "shell",
    help: "Runs a Python interactive interpreter. Tries to use IPython or bpython, if one of them \
           is available. Any standard input is executed as code.",
    arguments,
    requires_system_checks: false,
    missing_args_message: None,
    handle,
};

fn arguments() -> Vec<Argument> {
    vec![
        Argument::flag(
            &["--no-startup"],
            "no_startup",
            Action::StoreTrue,
            "When using plain Python, ignore the PYTHONSTARTUP environment variable and \
             ~/.pythonrc.py script.",
        ),
        Argument::flag(
            &["--no-imports"],
            "no_imports",
            Action::StoreTrue,
            "Disable automatic imports of models.",
        ),
        Argument::value(
            &["-i", "--interface"],
            "interface",
            "Specify an interactive interpreter interface. Available options: \"ipython\", \
             \"bpython\", and \"python\"",
        )
        .choices(&["ipython", "bpython", "python"]),
        Argument::value(
            &["-c", "--command"],
            "command",
            "Instead of opening an interactive shell, run a command as Django and exit.",
        ),
    ]
}

/// The console opens the prompt itself; what comes here is not alone on its line.
fn handle(invocation: &mut Invocation, options: &Options) -> Result<(), Failure> {
    if let Some(interface @ ("ipython" | "bpython")) = options.get("interface") {
        return Err(Failure::command(format!(
            "Couldn't import {interface} interface."
        )));
    }
    let text = match options.get("command") {
        Some(_) => "the sandbox's shell has no --command; type its statements at the prompt",
        None => "the sandbox opens the prompt when the command is alone on its line",
    };
    invocation.terminal.error_line(&format!("shell: {text}"));
    Err(Failure::Exit(1))
}

/// The names that the prompt begins with: the models, those of earlier apps winning
/// (`get_namespace`).
pub fn namespace(
    project: &Project,
    terminal: &mut Terminal,
    options: &Options,
) -> DjangoResult<Namespace> {
    let mut namespace = Namespace::new();
    if options.is_set("no_imports") {
        return Ok(namespace);
    }
    let apps = project.apps()?;
    let models = apps
        .get_models()
        .filter(|model| model.auto_created().is_none());
    let keys: Vec<ModelKey> = models.map(|model| model.key()).collect();
    let registry = project.registry.borrow();
    let mut by_module: IndexMap<Rc<str>, Vec<Rc<Class>>> = IndexMap::new();
    for class in keys.iter().rev().filter_map(|key| registry.class(key)) {
        if let Some(class) = class.as_class() {
            by_module
                .entry(class.module.clone())
                .or_default()
                .push(class.clone());
        }
    }
    for class in by_module.values().flatten() {
        namespace.insert(class.name.clone(), Value::Class(class.clone()));
    }
    let amount = namespace.len();
    let objects = if amount == 1 { "object" } else { "objects" };
    let message = format!("{amount} {objects} imported automatically");
    match options.verbosity() {
        0 => {}
        1 if amount > 0 => terminal.write(&format!("{message} (use -v 2 for details).\n\n")),
        1 => terminal.write(&format!("{message}.\n\n")),
        _ if amount == 0 => terminal.write(&format!("{message}.\n\n")),
        _ => {
            terminal.write(&format!("{message}:\n\n"));
            for (module, classes) in &by_module {
                let names: Vec<&str> = classes.iter().map(|class| &*class.name).collect();
                terminal.write(&format!("  from {module} import {}\n", names.join(", ")));
            }
            terminal.write("\n");
        }
    }
    Ok(namespace)
}
