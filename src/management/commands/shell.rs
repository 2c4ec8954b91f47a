//! `shell`: the project's code run with its models at hand. The interactive prompt is
//! [`crate::management::python_shell`].

use std::rc::Rc;

use indexmap::IndexMap;

use crate::management::argparse::{Action, Argument, Options};
use crate::management::command::{Command, Failure, Invocation};
use crate::management::project::Project;
use crate::management::shell::{Shell, auto_imports};
use crate::orm::DjangoResult;
use crate::python::value::Namespace;

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

/// The console opens the prompt itself; what comes here without code is not alone on its line.
fn handle(invocation: &mut Invocation, options: &Options) -> Result<(), Failure> {
    if let Some(interface @ ("ipython" | "bpython")) = options.get("interface") {
        return Err(Failure::command(format!(
            "Couldn't import {interface} interface."
        )));
    }
    let Some(code) = options.get("command").map(str::to_owned) else {
        let text = "shell: the sandbox opens the prompt when the command is alone on its line";
        invocation.terminal.error_line(text);
        return Err(Failure::Exit(1));
    };
    let project = invocation.project()?;
    let imports = imports(project, options)?;
    invocation.terminal.write(&report(&imports, options));
    let Some(project) = invocation.project.as_mut() else {
        return Ok(());
    };
    let mut shell = Shell::new(imports);
    shell.allow_calls(project, invocation.files, invocation.environment)?;
    let outcome = shell.execute(project, invocation.database, "<string>", &code);
    if let Some(files) = shell.files() {
        *invocation.files = files;
    }
    invocation.terminal.write(&outcome.output);
    match outcome.result {
        Ok(()) => Ok(()),
        Err(exception) => Err(exception.into()),
    }
}

/// The names that the prompt begins with (`get_namespace`).
///
/// # Errors
///
/// What putting the models together raises.
pub fn imports(project: &mut Project, options: &Options) -> DjangoResult<Namespace> {
    match options.is_set("no_imports") {
        true => Ok(Namespace::default()),
        false => auto_imports(project),
    }
}

/// `N objects imported automatically`; nothing when none are wanted.
pub fn report(imports: &Namespace, options: &Options) -> String {
    let verbosity = options.verbosity();
    if options.is_set("no_imports") || verbosity == 0 {
        return String::new();
    }
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
