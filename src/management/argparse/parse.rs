//! The grammar: which word belongs to which argument.

use super::{Action, Argument, ArgumentParser, Nargs, Options, ParseEnd};

/// What a word looks like before any argument has taken it.
enum Word {
    /// A value.
    Positional,
    /// An option, its index when known, and the value after `=` or glued to a short option.
    Option {
        index: Option<usize>,
        flag: String,
        explicit: Option<String>,
    },
}

/// One parse in progress.
pub(super) struct Parsing<'a> {
    parser: &'a ArgumentParser,
    words: Vec<String>,
    kinds: Vec<Word>,
    options: Options,
    positionals_left: Vec<usize>,
    extras: Vec<String>,
    seen: Vec<usize>,
}

impl<'a> Parsing<'a> {
    /// Classifies every word.
    pub(super) fn new(parser: &'a ArgumentParser, words: &[String]) -> Result<Self, ParseEnd> {
        let mut kinds = Vec::with_capacity(words.len());
        let mut kept = Vec::with_capacity(words.len());
        let mut only_values = false;
        for word in words {
            if word == "--" && !only_values {
                only_values = true;
                continue;
            }
            kept.push(word.clone());
            kinds.push(if only_values {
                Word::Positional
            } else {
                classify(parser, word)?
            });
        }
        let positionals_left = (0..parser.arguments.len())
            .filter(|&index| parser.arguments[index].is_positional())
            .collect();
        Ok(Self {
            parser,
            words: kept,
            kinds,
            options: defaults(parser),
            positionals_left,
            extras: Vec::new(),
            seen: Vec::new(),
        })
    }

    /// Hands every word to an argument, options in place and positionals as many as fit between
    /// two options.
    pub(super) fn run(mut self) -> Result<Options, ParseEnd> {
        let mut position = 0;
        while let Some(next_option) = self.next_option(position) {
            if position != next_option {
                position = self.take_positionals(position)?;
                if position < next_option {
                    self.extras
                        .extend(self.words[position..next_option].iter().cloned());
                }
            }
            position = self.take_option(next_option)?;
        }
        let end = self.take_positionals(position)?;
        self.extras.extend(self.words[end..].iter().cloned());
        self.require_positionals()?;
        if self.extras.is_empty() {
            Ok(self.options)
        } else {
            let message = format!("unrecognized arguments: {}", self.extras.join(" "));
            Err(self.parser.error(&message))
        }
    }

    fn next_option(&self, from: usize) -> Option<usize> {
        (from..self.kinds.len()).find(|&at| matches!(self.kinds[at], Word::Option { .. }))
    }

    /// How many values stand in a row from here.
    fn values_at(&self, from: usize) -> usize {
        self.kinds
            .iter()
            .skip(from)
            .take_while(|kind| matches!(kind, Word::Positional))
            .count()
    }

    fn take_positionals(&mut self, from: usize) -> Result<usize, ParseEnd> {
        let available = self.values_at(from);
        let nargs: Vec<Nargs> = self
            .positionals_left
            .iter()
            .map(|&index| self.parser.arguments[index].nargs)
            .collect();
        let counts = (0..=nargs.len())
            .rev()
            .find_map(|length| distribute(&nargs[..length], available))
            .unwrap_or_default();
        let mut position = from;
        for count in counts {
            let index = self.positionals_left.remove(0);
            let argument = &self.parser.arguments[index];
            let values = self.words[position..position + count].to_vec();
            position += count;
            if count > 0 || argument.nargs == Nargs::One {
                self.store(index, values)?;
            }
        }
        Ok(position)
    }

    fn take_option(&mut self, at: usize) -> Result<usize, ParseEnd> {
        let Some(Word::Option {
            index,
            flag,
            explicit,
        }) = self.kinds.get(at)
        else {
            return Ok(at + 1);
        };
        let (Some(index), mut explicit) = (*index, explicit.clone()) else {
            self.extras.push(self.words[at].clone());
            return Ok(at + 1);
        };
        let (mut index, mut flag) = (index, flag.clone());
        loop {
            let argument = &self.parser.arguments[index];
            match explicit.take() {
                Some(value) if argument.action.takes_value() => {
                    self.store(index, vec![value])?;
                    return Ok(at + 1);
                }
                // A bundle of short options: `-lv2`.
                Some(rest) => {
                    let bundled = self.unbundle(&flag, &rest);
                    let Some((next, next_flag, next_explicit)) = bundled else {
                        let message = format!("ignored explicit argument '{rest}'");
                        return Err(self.argument_error(argument, &message));
                    };
                    self.store(index, Vec::new())?;
                    (index, flag, explicit) = (next, next_flag, next_explicit);
                    if explicit.is_none() {
                        return self.take_values_after(index, at);
                    }
                }
                None => return self.take_values_after(index, at),
            }
        }
    }

    /// Stores an option whose value, if it takes one, is the next word.
    fn take_values_after(&mut self, index: usize, at: usize) -> Result<usize, ParseEnd> {
        let argument = &self.parser.arguments[index];
        if !argument.action.takes_value() {
            self.store(index, Vec::new())?;
            return Ok(at + 1);
        }
        if self.values_at(at + 1) == 0 && argument.nargs == Nargs::Optional {
            self.store(index, vec![String::new()])?;
            return Ok(at + 1);
        }
        if self.values_at(at + 1) == 0 {
            return Err(self.argument_error(argument, "expected one argument"));
        }
        self.store(index, vec![self.words[at + 1].clone()])?;
        Ok(at + 2)
    }

    fn unbundle(&self, flag: &str, rest: &str) -> Option<(usize, String, Option<String>)> {
        if flag.starts_with("--") {
            return None;
        }
        let mut characters = rest.chars();
        let next_flag = format!("-{}", characters.next()?);
        let index = find_flag(self.parser, &next_flag)?;
        let remaining = characters.as_str();
        Some((
            index,
            next_flag,
            (!remaining.is_empty()).then(|| remaining.to_owned()),
        ))
    }

    fn store(&mut self, index: usize, values: Vec<String>) -> Result<(), ParseEnd> {
        let argument = &self.parser.arguments[index];
        self.check_group(index)?;
        self.seen.push(index);
        for value in &values {
            self.check_value(argument, value)?;
        }
        match argument.action {
            Action::Store | Action::StoreInt => {
                self.options.values.insert(argument.dest.clone(), values);
            }
            Action::Append => {
                self.options
                    .values
                    .entry(argument.dest.clone())
                    .or_default()
                    .extend(values);
            }
            Action::StoreTrue => {
                self.options.flags.insert(argument.dest.clone(), true);
            }
            Action::StoreFalse => {
                self.options.flags.insert(argument.dest.clone(), false);
            }
            Action::StoreConst(value) => {
                self.options
                    .values
                    .insert(argument.dest.clone(), vec![value.to_owned()]);
            }
            Action::Help => return Err(ParseEnd::Printed(self.parser.format_help())),
            Action::Version => {
                return Err(ParseEnd::Printed(format!("{}\n", self.parser.version)));
            }
        }
        Ok(())
    }

    fn check_group(&self, index: usize) -> Result<(), ParseEnd> {
        let argument = &self.parser.arguments[index];
        let rival = self.seen.iter().find(|&&other| {
            other != index
                && argument.group.is_some()
                && self.parser.arguments[other].group == argument.group
        });
        rival.map_or(Ok(()), |&other| {
            let other = self.parser.arguments[other].display_name();
            Err(self.argument_error(argument, &format!("not allowed with argument {other}")))
        })
    }

    fn check_value(&self, argument: &Argument, value: &str) -> Result<(), ParseEnd> {
        let is_integer = argument.action == Action::StoreInt;
        if is_integer && value.trim().parse::<i64>().is_err() {
            return Err(self.argument_error(argument, &format!("invalid int value: '{value}'")));
        }
        let is_allowed = argument.choices.contains(&value)
            || argument.also.iter().any(|allowed| allowed == value);
        if argument.choices.is_empty() || is_allowed {
            return Ok(());
        }
        let quote = |text: &str| {
            if is_integer {
                text.to_owned()
            } else {
                format!("'{text}'")
            }
        };
        let choices: Vec<String> = argument
            .choices
            .iter()
            .map(|choice| quote(choice))
            .collect();
        let value = quote(value);
        let message = format!(
            "invalid choice: {value} (choose from {})",
            choices.join(", ")
        );
        Err(self.argument_error(argument, &message))
    }

    fn require_positionals(&self) -> Result<(), ParseEnd> {
        let missing: Vec<String> = self
            .positionals_left
            .iter()
            .map(|&index| &self.parser.arguments[index])
            .filter(|argument| argument.is_required())
            .map(Argument::display_name)
            .collect();
        if missing.is_empty() {
            return Ok(());
        }
        let names = missing.join(", ");
        Err(self
            .parser
            .error(&format!("the following arguments are required: {names}")))
    }

    fn argument_error(&self, argument: &Argument, message: &str) -> ParseEnd {
        self.parser
            .error(&format!("argument {}: {message}", argument.display_name()))
    }
}

/// Gives each positional its count of values, the earlier ones as many as they can take while the
/// later ones still get what they need; `None` when they do not fit.
fn distribute(nargs: &[Nargs], available: usize) -> Option<Vec<usize>> {
    let Some((first, rest)) = nargs.split_first() else {
        return Some(Vec::new());
    };
    let (least, most) = match first {
        Nargs::One => (1, 1),
        Nargs::Optional => (0, 1),
        Nargs::ZeroOrMore => (0, available),
        Nargs::OneOrMore => (1, available),
    };
    (least..=most.min(available)).rev().find_map(|count| {
        let mut counts = distribute(rest, available - count)?;
        counts.insert(0, count);
        Some(counts)
    })
}

fn defaults(parser: &ArgumentParser) -> Options {
    let mut options = Options::default();
    for argument in &parser.arguments {
        if argument.action == Action::StoreFalse {
            options.flags.insert(argument.dest.clone(), true);
        }
        if let Some(default) = argument.default {
            options
                .values
                .insert(argument.dest.clone(), vec![default.to_owned()]);
        }
    }
    options
}

fn find_flag(parser: &ArgumentParser, flag: &str) -> Option<usize> {
    parser
        .arguments
        .iter()
        .position(|argument| argument.flags.iter().any(|known| known == flag))
}

fn classify(parser: &ArgumentParser, word: &str) -> Result<Word, ParseEnd> {
    if !word.starts_with('-') || word == "-" {
        return Ok(Word::Positional);
    }
    let known = |index, flag: &str, explicit: Option<&str>| Word::Option {
        index: Some(index),
        flag: flag.to_owned(),
        explicit: explicit.map(str::to_owned),
    };
    if let Some(index) = find_flag(parser, word) {
        return Ok(known(index, word, None));
    }
    if let Some((flag, value)) = word.split_once('=')
        && let Some(index) = find_flag(parser, flag)
    {
        return Ok(known(index, flag, Some(value)));
    }
    let candidates = abbreviations(parser, word);
    match candidates.as_slice() {
        [] => {}
        [(index, flag, explicit)] => return Ok(known(*index, flag, *explicit)),
        several => {
            let matches: Vec<&str> = several.iter().map(|(_, flag, _)| *flag).collect();
            let matches = matches.join(", ");
            let message = format!("ambiguous option: {word} could match {matches}");
            return Err(parser.error(&message));
        }
    }
    let is_negative_number = word[1..].parse::<f64>().is_ok();
    if is_negative_number || word.contains(' ') {
        return Ok(Word::Positional);
    }
    Ok(Word::Option {
        index: None,
        flag: word.to_owned(),
        explicit: None,
    })
}

/// The options that a word could be short for, with the value glued to it.
fn abbreviations<'w>(
    parser: &'w ArgumentParser,
    word: &'w str,
) -> Vec<(usize, &'w str, Option<&'w str>)> {
    let flags = parser
        .arguments
        .iter()
        .enumerate()
        .flat_map(|(index, argument)| argument.flags.iter().map(move |flag| (index, &**flag)));
    if word.starts_with("--") {
        let (prefix, explicit) = word
            .split_once('=')
            .map_or((word, None), |(prefix, value)| (prefix, Some(value)));
        return flags
            .filter(|(_, flag)| flag.starts_with(prefix))
            .map(|(index, flag)| (index, flag, explicit))
            .collect();
    }
    let short_end = word.char_indices().nth(2).map_or(word.len(), |(at, _)| at);
    let (short, glued) = word.split_at(short_end);
    flags
        .filter_map(|(index, flag)| {
            if flag == short {
                Some((index, flag, Some(glued)))
            } else {
                flag.starts_with(word).then_some((index, flag, None))
            }
        })
        .collect()
}
