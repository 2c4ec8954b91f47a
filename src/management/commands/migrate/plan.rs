//! `migrate --plan`.

use crate::management::command::{Failure, Invocation};
use crate::migrations::executor::{MigrationExecutor, Plan};
use crate::migrations::operations::Operation;

/// Longest detail of an operation, with its ellipsis.
const DETAIL_LENGTH: usize = 40;

/// Prints what would run.
pub(super) fn print(
    invocation: &mut Invocation,
    executor: &MigrationExecutor,
    plan: &Plan,
) -> Result<(), Failure> {
    invocation.terminal.line("Planned operations:");
    if plan.is_empty() {
        invocation
            .terminal
            .line("  No planned migration operations.");
    }
    for step in plan {
        let Some(migration) = executor.loader.graph.migration(&step.key) else {
            continue;
        };
        invocation.terminal.line(&migration.to_string());
        for operation in &migration.operations {
            let description = describe(invocation, operation, step.backwards)?;
            invocation.terminal.line(&format!("    {description}"));
        }
    }
    Ok(())
}

fn describe(
    invocation: &mut Invocation,
    operation: &Operation,
    backwards: bool,
) -> Result<String, Failure> {
    let project = invocation.project()?;
    let detail = operation.plan_detail(&mut project.interpreter, backwards)?;
    let undo = if backwards && detail.is_none() {
        "Undo "
    } else {
        ""
    };
    let detail = match detail {
        None => String::new(),
        Some(None) if backwards => " -> IRREVERSIBLE".to_owned(),
        Some(text) => {
            let text = text.unwrap_or_default().replace('\n', "");
            if text.is_empty() {
                String::new()
            } else {
                format!(" -> {text}")
            }
        }
    };
    Ok(format!(
        "{undo}{}{}",
        operation.describe(),
        truncate(&detail)
    ))
}

fn truncate(text: &str) -> String {
    if text.chars().count() <= DETAIL_LENGTH {
        return text.to_owned();
    }
    text.chars().take(DETAIL_LENGTH - 1).chain(['…']).collect()
}
