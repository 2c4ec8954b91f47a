//! The arguments of a call, and how they bind to parameters.

use crate::python::value::Namespace;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt::Display;
use std::rc::Rc;

use indexmap::IndexMap;

use super::error::PyResult;
use super::interpreter::Interpreter;
use super::value::{Dict, Value};

/// The arguments of a call: `*args, **kwargs`.
#[derive(Clone, Default)]
pub struct Arguments {
    /// Positional arguments, in order.
    pub positional: Vec<Value>,
    /// Keyword arguments, in the order written.
    pub keywords: Namespace,
}

impl Arguments {
    /// Positional arguments only.
    pub fn positional(values: impl Into<Vec<Value>>) -> Self {
        Self {
            positional: values.into(),
            keywords: IndexMap::default(),
        }
    }

    /// The arguments with one more keyword.
    #[must_use]
    pub fn with(mut self, name: impl Into<Rc<str>>, value: Value) -> Self {
        self.keywords.insert(name.into(), value);
        self
    }

    /// Takes the first positional argument off: a native method's `self`.
    pub fn take_receiver(&mut self) -> Option<Value> {
        if self.positional.is_empty() {
            return None;
        }
        Some(self.positional.remove(0))
    }

    /// Removes a keyword argument and answers its value.
    pub fn take(&mut self, name: &str) -> Option<Value> {
        self.keywords.shift_remove(name)
    }

    /// Whether there is no argument at all.
    pub fn is_empty(&self) -> bool {
        self.positional.is_empty() && self.keywords.is_empty()
    }
}

/// The parameters of a native function, so that wrong calls get CPython's own `TypeError`.
pub struct Signature {
    /// The qualified name that error texts use: `ForeignKey.__init__`. A dotted name is a method's:
    /// its `self`, which `parameters` leave out, counts in the texts as CPython counts it.
    pub name: &'static str,
    /// The parameters as Python writes them: `to, on_delete, related_name=None, *, db_index=True, **kwargs`.
    pub parameters: &'static str,
}

impl Signature {
    /// A signature; see the fields.
    pub const fn new(name: &'static str, parameters: &'static str) -> Self {
        Self { name, parameters }
    }

    /// Binds arguments (without `self`) to the parameters.
    ///
    /// # Errors
    ///
    /// CPython's `TypeError` when they do not fit.
    pub fn bind(&self, interpreter: &Interpreter, arguments: Arguments) -> PyResult<Bound> {
        let parameters = interpreter.signatures.parameters(self.parameters);
        let implicit = usize::from(self.name.contains('.'));
        parameters
            .bind(self.name, implicit, arguments)
            .map_err(|message| interpreter.type_error(message))
    }
}

impl Signature {
    /// Binds the arguments (without `self`) of the method with this name of the class that `name` is.
    ///
    /// # Errors
    ///
    /// CPython's `TypeError` when they do not fit.
    pub fn bind_method(
        &self,
        interpreter: &Interpreter,
        method: &str,
        arguments: Arguments,
    ) -> PyResult<Bound> {
        let parameters = interpreter.signatures.parameters(self.parameters);
        parameters
            .bind(&format!("{}.{method}", self.name), 1, arguments)
            .map_err(|message| interpreter.type_error(message))
    }

    /// Binds the arguments (without `self`) of what CPython has in C, whose texts differ from those of
    /// Python's functions. `path` is the name with the class or module before it.
    ///
    /// # Errors
    ///
    /// CPython's `TypeError` when they do not fit.
    pub(super) fn bind_in_c(
        &self,
        interpreter: &Interpreter,
        path: &dyn Display,
        arguments: Arguments,
    ) -> PyResult<Bound> {
        let parameters = interpreter.signatures.parameters(self.parameters);
        let checked = if parameters.rest || parameters.keyword_rest {
            Ok(())
        } else if parameters.positional_only == parameters.names.len() {
            parameters.check_positional(self.name, path, &arguments)
        } else {
            parameters.check_keywords(self.name, &arguments)
        };
        checked.map_err(|message| interpreter.type_error(message))?;
        self.bind(interpreter, arguments)
    }
}

/// The parameters that have been parsed, by the place of their text.
#[derive(Default)]
pub(super) struct Signatures(RefCell<BTreeMap<(usize, usize), Rc<Parameters>>>);

impl Signatures {
    pub fn parameters(&self, text: &'static str) -> Rc<Parameters> {
        let mut known = self.0.borrow_mut();
        let parsed = known
            .entry((text.as_ptr().addr(), text.len()))
            .or_insert_with(|| Rc::new(Parameters::parse(text)));
        Rc::clone(parsed)
    }
}

/// Arguments by parameter name. Parameters that the call left out are absent.
pub struct Bound {
    parameters: Rc<Parameters>,
    /// By place among the parameters: a few, so that looking at each is quicker than a map.
    slots: Vec<Option<Value>>,
    /// What `*args` took.
    pub rest: Vec<Value>,
    /// What `**kwargs` took.
    pub keywords: Namespace,
}

impl Bound {
    /// Takes the argument of a parameter; `None` when the call left it out.
    pub fn take(&mut self, parameter: &str) -> Option<Value> {
        let at = self.place(parameter)?;
        self.slots.get_mut(at)?.take()
    }

    /// The argument of a parameter, or Python's `None` when the call left it out.
    pub fn take_or_none(&mut self, parameter: &str) -> Value {
        self.take(parameter).unwrap_or(Value::None)
    }

    /// The argument of a parameter, left in place.
    pub fn get(&self, parameter: &str) -> Option<&Value> {
        let at = self.place(parameter)?;
        self.slots.get(at)?.as_ref()
    }

    /// Whether the call gave this parameter.
    pub fn has(&self, parameter: &str) -> bool {
        self.get(parameter).is_some()
    }

    /// What is left of the named parameters, in declaration order.
    pub fn into_values(self) -> Namespace {
        let names = self.parameters.names.iter().cloned();
        names
            .zip(self.slots)
            .filter_map(|(name, value)| Some((name, value?)))
            .collect()
    }

    fn place(&self, parameter: &str) -> Option<usize> {
        let names = &self.parameters.names;
        names.iter().position(|name| **name == *parameter)
    }
}

/// Declared parameters, of the program's functions and of native signatures.
#[derive(Clone, Debug, Default)]
pub(super) struct Parameters {
    /// Names in slot order: positional, then keyword-only, then `*args`, then `**kwargs`.
    pub names: Vec<Rc<str>>,
    /// How many of the positional cannot be given by keyword.
    pub positional_only: usize,
    /// How many are positional.
    pub positional: usize,
    /// How many are keyword-only.
    pub keyword_only: usize,
    /// Which have a default, by slot.
    pub defaulted: Vec<bool>,
    /// Whether there is `*args`.
    pub rest: bool,
    /// Whether there is `**kwargs`.
    pub keyword_rest: bool,
}

impl Parameters {
    fn parse(text: &str) -> Self {
        let mut parameters = Self::default();
        let (mut rest, mut keyword_rest, mut keyword_only) = (None, None, false);
        for part in split_parameters(text) {
            if let Some(name) = part.strip_prefix("**") {
                keyword_rest = Some(name);
            } else if part == "*" {
                keyword_only = true;
            } else if let Some(name) = part.strip_prefix('*') {
                rest = Some(name);
                keyword_only = true;
            } else if part == "/" {
                parameters.positional_only = parameters.names.len();
            } else {
                let name = part.split(['=', ':']).next().unwrap_or(part).trim();
                parameters.names.push(name.into());
                parameters.defaulted.push(part.contains('='));
                if keyword_only {
                    parameters.keyword_only += 1;
                } else {
                    parameters.positional += 1;
                }
            }
        }
        parameters.rest = rest.is_some();
        parameters.keyword_rest = keyword_rest.is_some();
        parameters
            .names
            .extend([rest, keyword_rest].into_iter().flatten().map(Into::into));
        parameters
    }

    /// How many of the positional parameters a call must give.
    fn required(&self) -> usize {
        let defaulted = self.defaulted.iter().take(self.positional);
        self.positional - defaulted.filter(|it| **it).count()
    }

    /// A function in C that takes no keywords: `METH_NOARGS`, `METH_O`, or a count of arguments.
    fn check_positional(
        &self,
        name: &str,
        path: &dyn Display,
        arguments: &Arguments,
    ) -> Result<(), String> {
        let (least, most) = (self.required(), self.positional);
        let given = arguments.positional.len();
        if !arguments.keywords.is_empty() {
            return Err(format!("{path}() takes no keyword arguments"));
        }
        if (least..=most).contains(&given) {
            return Ok(());
        }
        if most == 0 {
            return Err(format!("{path}() takes no arguments ({given} given)"));
        }
        if (least, most) == (1, 1) {
            return Err(format!(
                "{path}() takes exactly one argument ({given} given)"
            ));
        }
        // These read where to look in a text by code of their own.
        const FINDING: [&str; 7] = [
            "find",
            "rfind",
            "index",
            "rindex",
            "count",
            "startswith",
            "endswith",
        ];
        if most == 3 && FINDING.contains(&name) {
            let (word, count) = if given < least {
                ("least", least)
            } else {
                ("most", most)
            };
            let plural = plural(count);
            return Err(format!(
                "{name}() takes at {word} {count} argument{plural} ({given} given)"
            ));
        }
        let (bound, count) = match () {
            () if least == most => ("", least),
            () if given < least => ("at least ", least),
            () => ("at most ", most),
        };
        Err(format!(
            "{name} expected {bound}{count} argument{}, got {given}",
            plural(count)
        ))
    }

    /// A function in C that takes keywords.
    fn check_keywords(&self, name: &str, arguments: &Arguments) -> Result<(), String> {
        let (given, named) = (arguments.positional.len(), arguments.keywords.len());
        let most = self.positional + self.keyword_only;
        let least = self.required();
        let word = if least < most { "at most" } else { "exactly" };
        if given + named > most {
            let kind = if given == 0 { "keyword " } else { "" };
            return Err(format!(
                "{name}() takes {word} {most} {kind}argument{} ({} given)",
                plural(most),
                given + named
            ));
        }
        // `sorted` reads its positional arguments by itself.
        if name == "sorted" && given != 1 {
            return Err(format!("{name} expected 1 argument, got {given}"));
        }
        // These find the first argument by name, as their own code reads it.
        if name == "enumerate" && given == 0 && !arguments.keywords.contains_key("iterable") {
            return Err(format!("{name}() missing required argument 'iterable'"));
        }
        if given > self.positional && self.positional == 0 {
            return Err(format!("{name}() takes no positional arguments"));
        }
        if given > self.positional {
            let word = if least < self.positional {
                "at most"
            } else {
                "exactly"
            };
            let count = self.positional;
            return Err(format!(
                "{name}() takes {word} {count} positional argument{} ({given} given)",
                plural(count)
            ));
        }
        let known = |keyword: &Rc<str>| self.names.iter().position(|name| name == keyword);
        for keyword in arguments.keywords.keys() {
            match known(keyword).filter(|at| *at >= self.positional_only) {
                None => {
                    return Err(format!(
                        "'{keyword}' is an invalid keyword argument for {name}()"
                    ));
                }
                Some(at) if at < given => {
                    return Err(format!(
                        "argument for {name}() given by name ('{keyword}') and position ({})",
                        at + 1
                    ));
                }
                Some(_) => {}
            }
        }
        for (at, parameter) in self.names.iter().enumerate().take(most).skip(given) {
            let optional = self.defaulted.get(at) == Some(&true);
            if optional || arguments.keywords.contains_key(parameter) {
                continue;
            }
            if at < self.positional_only {
                return Err(format!(
                    "{name}() takes at least {least} positional argument{} ({given} given)",
                    plural(least)
                ));
            }
            return Err(format!(
                "{name}() missing required argument '{parameter}' (pos {})",
                at + 1
            ));
        }
        Ok(())
    }

    /// What positional arguments that fit are, with those left out that have defaults.
    pub fn by_position(self: &Rc<Self>, arguments: &[Value]) -> Bound {
        let mut slots = Vec::with_capacity(self.defaulted.len());
        slots.extend(arguments.iter().cloned().map(Some));
        slots.resize_with(self.defaulted.len(), || None);
        Bound {
            parameters: self.clone(),
            slots,
            rest: Vec::new(),
            keywords: IndexMap::default(),
        }
    }

    /// Whether so many positional arguments fit, and there is no place for others.
    pub fn fits(&self, given: usize) -> bool {
        let is_plain = !self.rest && !self.keyword_rest;
        is_plain && given <= self.positional && self.defaulted[given..].iter().all(|it| *it)
    }

    fn bind(
        self: &Rc<Self>,
        name: &str,
        implicit: usize,
        arguments: Arguments,
    ) -> Result<Bound, String> {
        let filled = self.fill(name, implicit, arguments)?;
        if let Some(message) = self.missing(name, &filled.slots, false) {
            return Err(message);
        }
        Ok(Bound {
            parameters: self.clone(),
            slots: filled.slots,
            rest: filled.rest,
            keywords: filled.keywords,
        })
    }

    /// Puts arguments into slots; defaults are the caller's work, and so is [`Self::missing`]
    /// after it. `implicit` is how many positional arguments the texts count beyond those given.
    pub fn fill(
        &self,
        name: &str,
        implicit: usize,
        arguments: Arguments,
    ) -> Result<Filled, String> {
        let count = self.positional + self.keyword_only;
        let given = arguments.positional.len();
        let mut filled = Filled {
            slots: vec![None; count],
            rest: Vec::new(),
            keywords: IndexMap::default(),
        };
        for (index, value) in arguments.positional.into_iter().enumerate() {
            match filled.slots.get_mut(index) {
                Some(slot) if index < self.positional => *slot = Some(value),
                _ => filled.rest.push(value),
            }
        }
        let mut misplaced = Vec::new();
        for (keyword, value) in arguments.keywords {
            let slot = self.names[..count].iter().position(|name| *name == keyword);
            match slot.filter(|slot| *slot >= self.positional_only) {
                Some(slot) if filled.slots[slot].is_some() => {
                    return Err(format!(
                        "{name}() got multiple values for argument '{keyword}'"
                    ));
                }
                Some(slot) => filled.slots[slot] = Some(value),
                None if self.keyword_rest => {
                    filled.keywords.insert(keyword, value);
                }
                None if slot.is_some() => misplaced.push(keyword.to_string()),
                None => {
                    return Err(format!(
                        "{name}() got an unexpected keyword argument '{keyword}'"
                    ));
                }
            }
        }
        if !misplaced.is_empty() {
            let names = misplaced.join(", ");
            return Err(format!(
                "{name}() got some positional-only arguments passed as keyword arguments: '{names}'"
            ));
        }
        if !self.rest && !filled.rest.is_empty() {
            return Err(self.too_many(name, implicit, given, &filled));
        }
        Ok(filled)
    }

    fn too_many(&self, name: &str, implicit: usize, given: usize, filled: &Filled) -> String {
        let given = given + implicit;
        let most = self.positional + implicit;
        let least = most
            - self.defaulted[..self.positional]
                .iter()
                .filter(|it| **it)
                .count();
        let keywords = filled.slots[self.positional..].iter().flatten().count();
        let takes = if least < most {
            format!("from {least} to {most} positional arguments")
        } else {
            format!("{most} positional argument{}", plural(most))
        };
        let were = if keywords > 0 {
            format!(
                " positional argument{} (and {keywords} keyword-only argument{}) were",
                plural(given),
                plural(keywords)
            )
        } else if given == 1 {
            " was".to_owned()
        } else {
            " were".to_owned()
        };
        format!("{name}() takes {takes} but {given}{were} given")
    }

    /// CPython's text when a slot is still empty that has no default, or, if they are filled in
    /// already, when any is.
    pub fn missing(&self, name: &str, slots: &[Option<Value>], filled: bool) -> Option<String> {
        let empty = |range: std::ops::Range<usize>| -> Vec<&Rc<str>> {
            range
                .filter(|slot| slots[*slot].is_none() && (filled || !self.defaulted[*slot]))
                .map(|slot| &self.names[slot])
                .collect()
        };
        let positional = empty(0..self.positional);
        if !positional.is_empty() {
            return Some(missing_text(name, "positional", &positional));
        }
        let keyword_only = empty(self.positional..self.positional + self.keyword_only);
        (!keyword_only.is_empty()).then(|| missing_text(name, "keyword-only", &keyword_only))
    }
}

/// Arguments in the slots of [`Parameters`].
pub(super) struct Filled {
    /// One per positional and keyword-only parameter.
    pub slots: Vec<Option<Value>>,
    /// Positional arguments beyond the slots.
    pub rest: Vec<Value>,
    /// Keyword arguments that name no parameter.
    pub keywords: Namespace,
}

impl Filled {
    /// `**kwargs` as a dict.
    pub fn keyword_dict(&mut self) -> Value {
        Value::dict(Dict::from_text_keys(std::mem::take(&mut self.keywords)))
    }
}

fn missing_text(name: &str, kind: &str, names: &[&Rc<str>]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("'{name}'")).collect();
    let list = match quoted.as_slice() {
        [only] => only.clone(),
        [first, second] => format!("{first} and {second}"),
        [start @ .., last] => format!("{}, and {last}", start.join(", ")),
        [] => String::new(),
    };
    format!(
        "{name}() missing {} required {kind} argument{}: {list}",
        names.len(),
        plural(names.len())
    )
}

fn plural(count: usize) -> &'static str {
    if count == 1 { "" } else { "s" }
}

/// Splits at the commas that stand in no bracket or quote.
fn split_parameters(text: &str) -> Vec<&str> {
    let (mut parts, mut start, mut depth, mut quote) = (Vec::new(), 0, 0_i32, None);
    for (index, character) in text.char_indices() {
        match (quote, character) {
            (Some(open), _) if open == character => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(character),
            (None, '(' | '[' | '{') => depth += 1,
            (None, ')' | ']' | '}') => depth -= 1,
            (None, ',') if depth == 0 => {
                parts.push(text[start..index].trim());
                start = index + 1;
            }
            _ => {}
        }
    }
    parts.push(text[start..].trim());
    parts.retain(|part| !part.is_empty());
    parts
}
