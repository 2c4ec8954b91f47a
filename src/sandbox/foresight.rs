//! What the answers to a command's question would come to: each is given on a copy.

use super::State;
use super::console::{self, Ran};
use super::inspection;
use crate::migrations::questioner::Question;
use crate::protocol::{Consequence, OutputChunk};

/// How many lines of a command are told that writes no migration.
const MOST_LINES: usize = 2;
/// How many more questions a command may ask until it has written its migration.
const MOST_QUESTIONS: usize = 12;
/// The value that stands in for a default that is still to be given.
const ANY_VALUE: &str = "0";

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
    if let Ran::Asked { question, .. } = ran {
        answers.push(answer.clone());
        after = answered(state, line, answers, question, now);
    }
    // What cannot be loaded takes nothing; the command itself has said why.
    let lost = inspection::lost(state, &after, now).unwrap_or_default();
    Consequence {
        answer,
        lines,
        lost,
    }
}

/// The state after a command that goes on asking: the next questions are answered so that it comes to an
/// end, which decides nothing about what it takes away.
fn answered(
    state: &State,
    line: &str,
    mut answers: Vec<String>,
    mut question: Question,
    now: i64,
) -> State {
    for _ in 0..MOST_QUESTIONS {
        let choices = &question.choices;
        let no = choices
            .iter()
            .find(|(answer, _)| answer.starts_with(['n', 'N']));
        let choice = no.or(choices.first()).map(|(answer, _)| answer.clone());
        answers.push(choice.unwrap_or_else(|| ANY_VALUE.to_owned()));
        let mut after = state.clone();
        match console::run(&mut after, line, &answers, None, now) {
            Ran::Asked { question: next, .. } => question = next,
            Ran::Ended { .. } => return after,
        }
    }
    state.clone()
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
