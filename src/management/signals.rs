//! `pre_migrate` and `post_migrate`, with the receivers that the contrib apps connect.

mod rename_contenttypes;

use std::rc::Rc;

use rename_contenttypes::inject_rename_contenttypes_operations;

use super::command::{Failure, Invocation};
use crate::contrib::{auth, contenttypes, sites};
use crate::migrations::executor::Plan;
use crate::migrations::graph::MigrationGraph;
use crate::orm::connection::{connection, lend};
use crate::orm::model::classes::ModelClasses;
use crate::orm::modules::apps::historical_apps;
use crate::orm::modules::signals::{heard_by, tell};
use crate::orm::{Apps, Exception};
use crate::python::{Arguments, Interpreter, PyResult, Value};

/// What a command tells the receivers.
pub struct Told<'a> {
    /// `--verbosity`.
    pub verbosity: u8,
    /// Whether `--noinput` is not given.
    pub interactive: bool,
    /// The models of the state, and the plan; `flush` has neither.
    pub migrating: Option<(Rc<Apps>, &'a Plan)>,
}

/// Sends `pre_migrate` for every app that has models. A receiver may add operations to the migrations
/// of the plan, which starts from the models that it is told of.
///
/// # Errors
///
/// When there is no project; what a receiver of the project raises.
pub fn emit_pre_migrate(
    invocation: &mut Invocation,
    told: &Told<'_>,
    graph: &mut MigrationGraph,
) -> Result<(), Failure> {
    let project = invocation.project()?;
    let labels = project.labels_with_models();
    let ready = project.became_ready.clone();
    for label in labels {
        if told.verbosity >= 2 {
            invocation.terminal.line(&format!(
                "Running pre-migrate handlers for application {label}"
            ));
        }
        let mut own = own_receivers(invocation, "pre_migrate", &label)?;
        for (receiver, [connected, _]) in &ready {
            tell_those_before(invocation, told, &mut own, *connected)?;
            if **receiver == *"contenttypes"
                && *label == *"contenttypes"
                && let Some((apps, plan)) = &told.migrating
            {
                let interpreter = &mut invocation.project()?.interpreter;
                inject_rename_contenttypes_operations(interpreter, graph, plan, apps)?;
            }
        }
        tell_those_before(invocation, told, &mut own, usize::MAX)?;
    }
    Ok(())
}

/// Sends `post_migrate` for every app that has models.
///
/// # Errors
///
/// What a receiver's statement raises; what a receiver of the project raises.
pub fn emit_post_migrate(invocation: &mut Invocation, told: &Told<'_>) -> Result<(), Failure> {
    let project = invocation.project()?;
    let apps: Rc<Apps> = match &told.migrating {
        Some((apps, _)) => apps.clone(),
        None => project.state()?.apps()?,
    };
    let labels = project.labels_with_models();
    let ready = project.became_ready.clone();
    let site_id = project.site_id();
    for label in labels {
        if told.verbosity >= 2 {
            let line = format!("Running post-migrate handlers for application {label}");
            invocation.terminal.line(&line);
        }
        let mut own = own_receivers(invocation, "post_migrate", &label)?;
        // Receivers run in the order in which they were connected, those of contrib when their apps
        // became ready.
        for (receiver, [_, connected]) in &ready {
            tell_those_before(invocation, told, &mut own, *connected)?;
            let lines = match &**receiver {
                "auth" => auth::create_permissions(invocation.database, &apps, &label)?,
                "contenttypes" => {
                    contenttypes::create_contenttypes(invocation.database, &apps, &label)?
                }
                "sites" if *label == *"sites" => {
                    sites::create_default_site(invocation.database, &apps, site_id)?
                }
                _ => Vec::new(),
            };
            if told.verbosity >= 2 {
                lines.iter().for_each(|line| invocation.terminal.line(line));
            }
        }
        tell_those_before(invocation, told, &mut own, usize::MAX)?;
    }
    Ok(())
}

/// The project's receivers that are still to be told of an app, first connected first.
struct Own {
    signal: &'static str,
    sender: Value,
    receivers: std::vec::IntoIter<(usize, Value)>,
}

fn own_receivers(
    invocation: &mut Invocation,
    signal: &'static str,
    label: &str,
) -> Result<Own, Failure> {
    let interpreter = &mut invocation.project()?.interpreter;
    let mut find = || -> PyResult<Own> {
        let apps = interpreter.import_module("django.apps")?.get("apps");
        let label = Arguments::positional(vec![Value::str(label)]);
        let apps = apps.unwrap_or(Value::None);
        let sender = interpreter.call_method(&apps, "get_app_config", label)?;
        let receivers = heard_by(interpreter, signal, &sender)?.into_iter();
        Ok(Own {
            signal,
            sender,
            receivers,
        })
    };
    let found = find();
    found.map_err(|error| Exception::from_python(interpreter, error).into())
}

/// Calls those of the receivers before which fewer than so many were connected. They work on the
/// database of the command, and what they print is shown.
fn tell_those_before(
    invocation: &mut Invocation,
    told: &Told<'_>,
    own: &mut Own,
    connected: usize,
) -> Result<(), Failure> {
    while let Some((place, _)) = own.receivers.as_slice().first()
        && *place < connected
        && let Some((_, receiver)) = own.receivers.next()
    {
        let database = invocation.database.clone();
        let interpreter = &mut invocation.project()?.interpreter;
        let lent = lend(interpreter, database, |interpreter| {
            let arguments = arguments(interpreter, told, &own.sender)?;
            tell(interpreter, own.signal, &receiver, arguments)
        });
        let output = interpreter.take_output();
        let (result, after) = match lent {
            Ok((result, after)) => (result, Some(after)),
            Err(error) => (Err(error), None),
        };
        let result = result.map_err(|error| Exception::from_python(interpreter, error));
        invocation.terminal.write(&output);
        if let Some(after) = after {
            *invocation.database = after;
        }
        result?;
    }
    Ok(())
}

/// `app_config, verbosity, interactive, using`, and of a migration `stdout, apps, plan`.
fn arguments(
    interpreter: &mut Interpreter,
    told: &Told<'_>,
    sender: &Value,
) -> PyResult<Arguments> {
    let arguments = Arguments::default()
        .with("sender", sender.clone())
        .with("app_config", sender.clone())
        .with("verbosity", Value::Int(told.verbosity.into()))
        .with("interactive", Value::Bool(told.interactive))
        .with("using", Value::str("default"));
    let Some((apps, plan)) = &told.migrating else {
        return Ok(arguments);
    };
    let stdout = interpreter.import_module("sys")?.get("stdout");
    let classes = ModelClasses::historical(apps.clone(), connection(interpreter)?);
    let apps = historical_apps(interpreter, classes);
    let class = interpreter
        .import_module("django.db.migrations.migration")?
        .get("Migration")
        .unwrap_or(Value::None);
    let mut steps = Vec::new();
    for step in *plan {
        let (name, label) = (&*step.key.name, &*step.key.app_label);
        let named = Arguments::positional(vec![Value::str(name), Value::str(label)]);
        let migration = interpreter.call(&class, named)?;
        steps.push(Value::tuple(vec![migration, Value::Bool(step.backwards)]));
    }
    Ok(arguments
        .with("stdout", stdout.unwrap_or(Value::None))
        .with("apps", apps)
        .with("plan", Value::list(steps)))
}
