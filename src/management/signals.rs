//! `pre_migrate` and `post_migrate`, with the receivers that the contrib apps connect.

mod rename_contenttypes;

use std::rc::Rc;

use rename_contenttypes::inject_rename_contenttypes_operations;

use super::command::{Failure, Invocation};
use crate::contrib::{auth, contenttypes, sites};
use crate::migrations::executor::Plan;
use crate::migrations::graph::MigrationGraph;
use crate::migrations::state::ProjectState;
use crate::orm::Apps;

/// Sends `pre_migrate` for every app that has models. A receiver may add operations to the migrations
/// of the `plan`, which starts from `apps`.
///
/// # Errors
///
/// When there is no project.
pub fn emit_pre_migrate(
    invocation: &mut Invocation,
    verbosity: u8,
    apps: &Apps,
    plan: &Plan,
    graph: &mut MigrationGraph,
) -> Result<(), Failure> {
    let project = invocation.project()?;
    let labels = project.labels_with_models();
    let installed = project.installed_labels();
    for label in labels.iter().filter(|_| verbosity >= 2) {
        invocation.terminal.line(&format!(
            "Running pre-migrate handlers for application {label}"
        ));
    }
    // Once: the receiver listens to what is sent for the app contenttypes.
    if installed.iter().any(|label| &**label == "contenttypes") {
        let interpreter = &mut invocation.project()?.interpreter;
        inject_rename_contenttypes_operations(interpreter, graph, plan, apps)?;
    }
    Ok(())
}

/// Sends `post_migrate` for every app that has models. `state` is what the migrations led to; the
/// present models when there is none.
///
/// # Errors
///
/// What a receiver's statement raises.
pub fn emit_post_migrate(
    invocation: &mut Invocation,
    verbosity: u8,
    state: Option<&ProjectState>,
) -> Result<(), Failure> {
    let project = invocation.project()?;
    let apps: Rc<Apps> = match state {
        Some(state) => state.complete_apps()?,
        None => project.state()?.apps()?,
    };
    let receivers = project.installed_labels();
    let labels = project.labels_with_models();
    let site_id = project.site_id();
    for label in labels {
        if verbosity >= 2 {
            let line = format!("Running post-migrate handlers for application {label}");
            invocation.terminal.line(&line);
        }
        // Receivers run in the order in which their apps are installed.
        for receiver in &receivers {
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
            if verbosity >= 2 {
                lines.iter().for_each(|line| invocation.terminal.line(line));
            }
        }
    }
    Ok(())
}
