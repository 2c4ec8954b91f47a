//! What the answers to a command's question would come to: each is given on a copy.

use super::State;
use super::console::{self, Ran};
use super::inspection;
use crate::protocol::{Consequence, OutputChunk};

/// How many lines of a command are told that writes no migration.
const MOST_LINES: usize = 2;

/// The consequence of each answer that has a button; none when the command does not ask. `now` is in
/// microseconds.
pub(super) fn foresee(state: &State, line: &str, answers: &[String], now: i64) -> Vec<Consequence> {
    let asked = console::run(&mut state.clone(), line, answers, None, now);
    let Ran::Asked { output, question } = asked else {
        return Vec::new();
    };
    let said = text(&output);
    let choices = question.choices.into_iter();
    choices
        .map(|(answer, _)| consequence(state, line, &said, [answers, &[answer]].concat(), now))
        .collect()
}

/// The consequence of the last answer to a command that has said this before it.
fn consequence(
    state: &State,
    line: &str,
    said: &str,
    mut answers: Vec<String>,
    now: i64,
) -> Consequence {
    let mut after = state.clone();
    let ran = console::run(&mut after, line, &answers, None, now);
    let (Ran::Ended { output, .. } | Ran::Asked { output, .. }) = &ran;
    let output = text(output);
    // After the question stands the answer, as if it had been typed.
    let answer = answers.pop().unwrap_or_default();
    let rest = output.strip_prefix(said).unwrap_or(&output);
    let lines = lines(rest.strip_prefix(answer.as_str()).unwrap_or(rest));
    let lost = match ran {
        // What cannot be loaded takes nothing; the command itself has said why.
        Ran::Ended { exit: 0, .. } => inspection::lost(state, &after, now).unwrap_or_default(),
        _ => Vec::new(),
    };
    Consequence {
        answer,
        lines,
        lost,
    }
}

fn text(output: &[OutputChunk]) -> String {
    output.iter().map(|chunk| chunk.text.as_str()).collect()
}

/// The operations among the lines of a command, or else its first lines.
fn lines(output: &str) -> Vec<String> {
    let operation = |line: &str| {
        let described = line.strip_prefix("    ")?;
        let is_one = ["+ ", "- ", "~ "]
            .iter()
            .any(|sign| described.starts_with(sign));
        is_one.then(|| described.to_owned())
    };
    let operations: Vec<String> = output.lines().filter_map(operation).collect();
    if !operations.is_empty() {
        return operations;
    }
    let lines = output
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty());
    lines.take(MOST_LINES).map(str::to_owned).collect()
}
