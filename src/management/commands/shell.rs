//! `shell`: the project's code run with its models at hand.

use indexmap::IndexMap;
use std::rc::Rc;

use crate::management::argparse::{Action, Argument, Options};
use crate::management::command::{Command, Failure, Invocation};
use crate::management::shell::{Shell, auto_imports};
use crate::python::Value;

/// `shell -c CODE`.
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

fn handle(invocation: &mut Invocation, options: &Options) -> Result<(), Failure> {
    let Some(code) = options.get("command").map(str::to_owned) else {
        return Err(Failure::command(
            "the sandbox runs code with shell -c; the console has an interactive shell",
        ));
    };
    let project = invocation.project()?;
    let imports = match options.is_set("no_imports") {
        true => IndexMap::new(),
        false => auto_imports(project)?,
    };
    if !options.is_set("no_imports") && options.verbosity() >= 1 {
        let report = report(&imports, options.verbosity());
        invocation.terminal.write(&report);
    }
    let Some(project) = invocation.project.as_mut() else {
        return Ok(());
    };
    let shell = Shell::new(imports);
    let outcome = shell.execute(project, invocation.database, "<string>", &code);
    invocation.terminal.write(&outcome.output);
    match outcome.result {
        Ok(()) => Ok(()),
        Err(exception) => Err(exception.into()),
    }
}

/// `N objects imported automatically`.
fn report(imports: &IndexMap<Rc<str>, Value>, verbosity: u8) -> String {
    let amount = imports.len();
    let objects = if amount == 1 { "object" } else { "objects" };
    let head = format!("{amount} {objects} imported automatically");
    if verbosity < 2 {
        let hint = if amount > 0 {
            " (use -v 2 for details)"
        } else {
            ""
        };
        return format!("{head}{hint}.\n\n");
    }
    let mut by_module: IndexMap<Rc<str>, Vec<Rc<str>>> = IndexMap::new();
    for (name, value) in imports {
        if let Some(class) = value.as_class() {
            by_module
                .entry(class.module.clone())
                .or_default()
                .push(name.clone());
        }
    }
    let lines = by_module
        .iter()
        .map(|(module, names)| format!("  from {module} import {}", names.join(", ")));
    let lines: Vec<String> = lines.collect();
    match lines.is_empty() {
        true => format!("{head}.\n\n"),
        false => format!("{head}:\n\n{}\n\n", lines.join("\n")),
    }
}
