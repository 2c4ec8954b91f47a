//! Usage and help texts, in argparse's layout for a terminal of 80 columns.

use std::borrow::Cow;

use super::{Argument, ArgumentParser, Nargs};

const WIDTH: usize = 78;
const MAX_HELP_POSITION: usize = 24;

/// Options that every command has; Django lists them after the command's own.
const SHOW_LAST: [&str; 8] = [
    "--version",
    "--verbosity",
    "--traceback",
    "--settings",
    "--pythonpath",
    "--no-color",
    "--force-color",
    "--skip-checks",
];

impl ArgumentParser {
    /// `usage: …`, wrapped.
    pub fn format_usage(&self) -> String {
        let ordered = reordered(self.arguments.iter());
        let options: Vec<&Argument> = ordered
            .iter()
            .copied()
            .filter(|argument| !argument.is_positional())
            .collect();
        let positionals: Vec<&Argument> = ordered
            .iter()
            .copied()
            .filter(|argument| argument.is_positional())
            .collect();
        let option_parts = usage_parts(&options);
        let positional_parts: Vec<String> = positionals
            .iter()
            .map(|argument| format_values(argument))
            .collect();
        let prefix = "usage: ";
        let one_line = std::iter::once(&self.prog)
            .chain(&option_parts)
            .chain(&positional_parts)
            .cloned()
            .collect::<Vec<_>>()
            .join(" ");
        if prefix.len() + one_line.len() <= WIDTH {
            return format!("{prefix}{one_line}\n");
        }
        let indent = " ".repeat(prefix.len() + self.prog.len() + 1);
        let mut first = vec![self.prog.clone()];
        first.extend(option_parts);
        let mut lines = wrap_parts(&first, &indent, prefix.len());
        lines.extend(wrap_parts(&positional_parts, &indent, indent.len()));
        if let Some(line) = lines.first_mut() {
            *line = line[indent.len()..].to_owned();
        }
        format!("{prefix}{}\n", lines.join("\n"))
    }

    /// The whole help.
    pub fn format_help(&self) -> String {
        let mut text = self.format_usage();
        if !self.description.is_empty() {
            text.push('\n');
            text.push_str(&wrap_text(self.description, WIDTH).join("\n"));
            text.push('\n');
        }
        let (positionals, options): (Vec<&Argument>, Vec<&Argument>) = self
            .arguments
            .iter()
            .partition(|argument| argument.is_positional());
        let longest = self
            .arguments
            .iter()
            .map(|argument| invocation(argument).len() + 2)
            .max()
            .unwrap_or_default();
        let help_position = (longest + 2).min(MAX_HELP_POSITION);
        for (heading, arguments) in [("positional arguments", positionals), ("options", options)] {
            if arguments.is_empty() {
                continue;
            }
            text.push_str(&format!("\n{heading}:\n"));
            for argument in reordered(arguments.into_iter()) {
                text.push_str(&argument_help(argument, help_position));
            }
        }
        text
    }
}

fn reordered<'a>(arguments: impl Iterator<Item = &'a Argument>) -> Vec<&'a Argument> {
    let (last, first): (Vec<_>, Vec<_>) = arguments.partition(|argument| {
        argument
            .flags
            .iter()
            .any(|flag| SHOW_LAST.contains(&&**flag))
    });
    first.into_iter().chain(last).collect()
}

/// Usage parts of options; members of a mutually exclusive group make one part.
fn usage_parts(options: &[&Argument]) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    let mut previous_group = None;
    for argument in options {
        let part = option_usage(argument);
        match argument.group {
            Some(group) if previous_group == Some(group) => {
                if let Some(open) = parts.last_mut() {
                    open.pop();
                    open.push_str(&format!(" | {part}]"));
                }
            }
            _ => parts.push(format!("[{part}]")),
        }
        previous_group = argument.group;
    }
    // argparse breaks lines inside a group's brackets no more than it breaks a single option.
    parts
}

fn option_usage(argument: &Argument) -> String {
    let flag = argument.flags.first().map_or("", |flag| flag);
    if argument.action.takes_value() {
        format!("{flag} {}", format_values(argument))
    } else {
        flag.to_owned()
    }
}

fn metavar(argument: &Argument) -> String {
    if let Some(metavar) = argument.metavar {
        metavar.to_owned()
    } else if !argument.choices.is_empty() {
        format!("{{{}}}", argument.choices.join(","))
    } else if argument.is_positional() {
        argument.dest.to_string()
    } else {
        argument.dest.to_uppercase()
    }
}

fn format_values(argument: &Argument) -> String {
    let metavar = metavar(argument);
    match argument.nargs {
        Nargs::One => metavar,
        Nargs::Optional => format!("[{metavar}]"),
        Nargs::ZeroOrMore => format!("[{metavar} ...]"),
        Nargs::OneOrMore => format!("{metavar} [{metavar} ...]"),
    }
}

fn wrap_parts(parts: &[String], indent: &str, first_length: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line: Vec<&str> = Vec::new();
    let mut length = first_length.saturating_sub(1);
    for part in parts {
        if length + 1 + part.len() > WIDTH && !line.is_empty() {
            lines.push(format!("{indent}{}", line.join(" ")));
            line.clear();
            length = indent.len() - 1;
        }
        line.push(part);
        length += part.len() + 1;
    }
    if !line.is_empty() {
        lines.push(format!("{indent}{}", line.join(" ")));
    }
    lines
}

fn invocation(argument: &Argument) -> String {
    if argument.is_positional() {
        return metavar(argument);
    }
    let with_value = |flag: &Cow<str>| {
        if argument.action.takes_value() {
            format!("{flag} {}", format_values(argument))
        } else {
            flag.to_string()
        }
    };
    argument
        .flags
        .iter()
        .map(with_value)
        .collect::<Vec<_>>()
        .join(", ")
}

fn argument_help(argument: &Argument, help_position: usize) -> String {
    let header = invocation(argument);
    let Some(help) = &argument.help else {
        return format!("  {header}\n");
    };
    let action_width = help_position - 4;
    let mut text = if header.len() <= action_width {
        format!("  {header:action_width$}  ")
    } else {
        format!("  {header}\n{}", " ".repeat(help_position))
    };
    let lines = wrap_text(help, WIDTH - help_position);
    text.push_str(&lines.join(&format!("\n{}", " ".repeat(help_position))));
    text.push('\n');
    text
}

/// Wraps words as `textwrap` does, which may also break after a hyphen inside a word.
fn wrap_text(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        let mut separator = if line.is_empty() { "" } else { " " };
        for chunk in hyphen_chunks(word) {
            if line.chars().count() + separator.len() + chunk.chars().count() > width
                && !line.is_empty()
            {
                lines.push(std::mem::take(&mut line));
                separator = "";
            }
            line.push_str(separator);
            line.push_str(chunk);
            separator = "";
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

/// Splits `non-zero` into `non-` and `zero`, where two letters stand on each side of the hyphen.
fn hyphen_chunks(word: &str) -> Vec<&str> {
    let characters: Vec<(usize, char)> = word.char_indices().collect();
    let letter = |at: Option<usize>| {
        at.and_then(|at| characters.get(at))
            .is_some_and(|(_, c)| c.is_alphabetic() || *c == '_')
    };
    let mut chunks = Vec::new();
    let mut start = 0;
    for (at, (byte, character)) in characters.iter().enumerate() {
        let breaks = *character == '-'
            && letter(at.checked_sub(1))
            && letter(at.checked_sub(2))
            && letter(Some(at + 1))
            && letter(Some(at + 2));
        if breaks {
            chunks.push(&word[start..=*byte]);
            start = byte + 1;
        }
    }
    chunks.push(&word[start..]);
    chunks
}
