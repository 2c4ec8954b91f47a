//! Python's `argparse`, as far as Django's commands use it: the same grammar, abbreviations, usage
//! and error texts, so that a wrong flag is answered as the terminal answers it.

mod help;
mod parse;

use std::borrow::Cow;
use std::collections::BTreeMap;

/// How an argument's values are counted: argparse's `nargs`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nargs {
    /// Exactly one.
    One,
    /// `?`.
    Optional,
    /// `*`.
    ZeroOrMore,
    /// `+`.
    OneOrMore,
}

/// What an argument does with its values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Keeps the value.
    Store,
    /// Keeps the value as an integer.
    StoreInt,
    /// Adds the value to a list.
    Append,
    /// `True` when given.
    StoreTrue,
    /// `False` when given, `True` otherwise.
    StoreFalse,
    /// Keeps the constant.
    StoreConst(&'static str),
    /// Prints the help and ends.
    Help,
    /// Prints the version and ends.
    Version,
}

impl Action {
    fn takes_value(self) -> bool {
        matches!(self, Self::Store | Self::StoreInt | Self::Append)
    }
}

/// An argument of a command.
#[derive(Clone, Debug)]
pub struct Argument {
    /// Option strings, or none for a positional.
    pub flags: Vec<Cow<'static, str>>,
    /// The name under which [`Options`] has it.
    pub dest: Cow<'static, str>,
    /// How many values.
    pub nargs: Nargs,
    /// What happens with them.
    pub action: Action,
    /// Allowed values.
    pub choices: &'static [&'static str],
    /// Values that are allowed beside these and not shown.
    pub also: Vec<String>,
    /// The value when not given.
    pub default: Option<&'static str>,
    /// The name in usage, when not derived.
    pub metavar: Option<&'static str>,
    /// The help text; `None` leaves the line bare.
    pub help: Option<Cow<'static, str>>,
    /// Members of one mutually exclusive group share a number.
    pub group: Option<u8>,
}

impl Argument {
    /// A positional argument.
    pub fn positional(dest: &'static str, nargs: Nargs, help: &'static str) -> Self {
        Self {
            dest: dest.into(),
            nargs,
            help: Some(help.into()),
            ..Self::blank()
        }
    }

    /// An option that takes a value.
    pub fn value(flags: &'static [&'static str], dest: &'static str, help: &'static str) -> Self {
        Self {
            flags: borrowed(flags),
            dest: dest.into(),
            help: Some(help.into()),
            ..Self::blank()
        }
    }

    /// An option that takes a value, named `--dest`; for names that only a project knows.
    pub fn named(dest: &str, help: String) -> Self {
        Self {
            flags: vec![format!("--{dest}").into()],
            dest: dest.to_owned().into(),
            help: Some(help.into()),
            ..Self::blank()
        }
    }

    /// An option that takes no value.
    pub fn flag(
        flags: &'static [&'static str],
        dest: &'static str,
        action: Action,
        help: &'static str,
    ) -> Self {
        Self {
            flags: borrowed(flags),
            dest: dest.into(),
            action,
            help: Some(help.into()),
            ..Self::blank()
        }
    }

    /// The same with a default.
    #[must_use]
    pub fn default(self, default: &'static str) -> Self {
        Self {
            default: Some(default),
            ..self
        }
    }

    /// The same with its values limited.
    #[must_use]
    pub fn choices(self, choices: &'static [&'static str]) -> Self {
        Self { choices, ..self }
    }

    /// The same under another name in usage.
    #[must_use]
    pub fn metavar(self, metavar: &'static str) -> Self {
        Self {
            metavar: Some(metavar),
            ..self
        }
    }

    /// The same with another action.
    #[must_use]
    pub fn action(self, action: Action) -> Self {
        Self { action, ..self }
    }

    /// The same for an option whose value may be missing.
    #[must_use]
    pub fn optional_value(self) -> Self {
        Self {
            nargs: Nargs::Optional,
            ..self
        }
    }

    /// The same in a mutually exclusive group.
    #[must_use]
    pub fn group(self, group: u8) -> Self {
        Self {
            group: Some(group),
            ..self
        }
    }

    fn blank() -> Self {
        Self {
            flags: Vec::new(),
            dest: "".into(),
            nargs: Nargs::One,
            action: Action::Store,
            choices: &[],
            also: Vec::new(),
            default: None,
            metavar: None,
            help: None,
            group: None,
        }
    }

    fn is_positional(&self) -> bool {
        self.flags.is_empty()
    }

    fn is_required(&self) -> bool {
        self.is_positional() && matches!(self.nargs, Nargs::One | Nargs::OneOrMore)
    }

    /// The name that error texts give it: `-v/--verbosity`, or the metavar.
    fn display_name(&self) -> String {
        if self.is_positional() {
            self.metavar.unwrap_or(&self.dest).to_owned()
        } else {
            self.flags.join("/")
        }
    }
}

fn borrowed(flags: &'static [&'static str]) -> Vec<Cow<'static, str>> {
    flags.iter().map(|flag| Cow::Borrowed(*flag)).collect()
}

/// A command's parser.
#[derive(Clone, Debug)]
pub struct ArgumentParser {
    /// `manage.py migrate`.
    pub prog: String,
    /// The command's own help text.
    pub description: &'static str,
    /// The arguments in the order in which they are declared.
    pub arguments: Vec<Argument>,
    /// The error when nothing but options was given (`missing_args_message`).
    pub missing_args_message: Option<&'static str>,
    /// What `--version` prints.
    pub version: &'static str,
}

/// The parsed options of a command.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    values: BTreeMap<Cow<'static, str>, Vec<String>>,
    flags: BTreeMap<Cow<'static, str>, bool>,
}

/// Why parsing ended without options.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ParseEnd {
    /// `--help` or `--version`: text for standard output, exit 0.
    Printed(String),
    /// A usage error: text for standard error, exit 2.
    Error(String),
}

impl Options {
    /// The value of an option or positional that holds one.
    pub fn get(&self, dest: &str) -> Option<&str> {
        self.values
            .get(dest)
            .and_then(|values| values.first())
            .map(String::as_str)
    }

    /// Every value of an argument that holds several.
    pub fn all(&self, dest: &str) -> &[String] {
        self.values.get(dest).map_or(&[], Vec::as_slice)
    }

    /// Whether a flag is set: `StoreTrue` given, or `StoreFalse` not given.
    pub fn is_set(&self, dest: &str) -> bool {
        self.flags.get(dest).copied().unwrap_or(false)
    }

    /// Sets a flag.
    pub fn set_flag(&mut self, dest: &str, value: bool) {
        self.flags.insert(dest.to_owned().into(), value);
    }

    /// Sets the values of an argument; without any, it is as if not given.
    pub fn set_values(&mut self, dest: &str, values: Vec<String>) {
        match values.is_empty() {
            true => self.values.remove(dest),
            false => self.values.insert(dest.to_owned().into(), values),
        };
    }

    /// `--verbosity`.
    pub fn verbosity(&self) -> u8 {
        self.get("verbosity")
            .and_then(|value| value.parse().ok())
            .unwrap_or(1)
    }
}

impl ArgumentParser {
    /// Parses the words after the command's name.
    ///
    /// # Errors
    ///
    /// [`ParseEnd`] when the command is not to run: help, version, or a usage error.
    pub fn parse(&self, words: &[String]) -> Result<Options, ParseEnd> {
        let nothing_given = words.iter().all(|word| word.starts_with('-'));
        if let Some(message) = self.missing_args_message
            && words.is_empty()
            && nothing_given
        {
            return Err(self.error(message));
        }
        parse::Parsing::new(self, words)?.run()
    }

    fn error(&self, message: &str) -> ParseEnd {
        ParseEnd::Error(format!(
            "{}{}: error: {message}\n",
            self.format_usage(),
            self.prog
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parser() -> ArgumentParser {
        ArgumentParser {
            prog: "manage.py showmigrations".into(),
            description: "",
            missing_args_message: None,
            version: "5.2.19",
            arguments: vec![
                Argument::flag(&["-h", "--help"], "help", Action::Help, "show this help"),
                Argument::value(&["-v", "--verbosity"], "verbosity", "Verbosity level")
                    .action(Action::StoreInt)
                    .choices(&["0", "1", "2", "3"])
                    .default("1"),
                Argument::positional("app_label", Nargs::Optional, "App"),
                Argument::positional("migration_name", Nargs::Optional, "Name"),
                Argument::value(&["-n", "--name"], "name", "Name"),
                Argument::flag(&["--fake"], "fake", Action::StoreTrue, "Fake"),
                Argument::flag(
                    &["--fake-initial"],
                    "fake_initial",
                    Action::StoreTrue,
                    "Fake",
                ),
                Argument::flag(
                    &["--list", "-l"],
                    "format",
                    Action::StoreConst("list"),
                    "List",
                )
                .group(0)
                .default("list"),
                Argument::flag(
                    &["--plan", "-p"],
                    "format",
                    Action::StoreConst("plan"),
                    "Plan",
                )
                .group(0)
                .default("list"),
            ],
        }
    }

    fn parse(line: &str) -> Result<Options, String> {
        let words: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
        parser().parse(&words).map_err(|end| match end {
            ParseEnd::Printed(text) => text,
            ParseEnd::Error(text) => text
                .rsplit_once("error: ")
                .map_or(text.clone(), |(_, tail)| tail.trim().into()),
        })
    }

    #[test]
    fn options_may_be_abbreviated_and_joined() {
        assert_eq!(parse("--verb 2").unwrap().verbosity(), 2);
        assert_eq!(parse("--verbosity=3").unwrap().verbosity(), 3);
        assert_eq!(parse("-v0").unwrap().verbosity(), 0);
        assert_eq!(
            parse("--fak"),
            Err("ambiguous option: --fak could match --fake, --fake-initial".into())
        );
        assert!(parse("--fake").unwrap().is_set("fake"));
    }

    #[test]
    fn errors_are_those_of_argparse() {
        assert_eq!(
            parse("-n"),
            Err("argument -n/--name: expected one argument".into())
        );
        assert_eq!(
            parse("-v 9"),
            Err("argument -v/--verbosity: invalid choice: 9 (choose from 0, 1, 2, 3)".into())
        );
        assert_eq!(
            parse("-v x"),
            Err("argument -v/--verbosity: invalid int value: 'x'".into())
        );
        assert_eq!(
            parse("--nope a"),
            Err("unrecognized arguments: --nope".into())
        );
        assert_eq!(
            parse("--list --plan"),
            Err("argument --plan/-p: not allowed with argument --list/-l".into())
        );
    }

    #[test]
    fn optional_positionals_are_taken_together_before_an_option() {
        let options = parse("--fake books 0001").unwrap();
        assert_eq!(
            (options.get("app_label"), options.get("migration_name")),
            (Some("books"), Some("0001"))
        );
        assert_eq!(
            parse("books --fake 0001"),
            Err("unrecognized arguments: 0001".into())
        );
    }
}
