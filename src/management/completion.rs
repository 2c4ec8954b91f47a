//! What Tab offers in an interactive Python: names, attributes, and the fields of models.

use std::rc::Rc;

use crate::orm::model::classes::opts_of;
use crate::orm::model::meta_of;
use crate::orm::query::lookups::lookup_names;
use crate::orm::query::opts::{Member, Opts};
use crate::python::value::Namespace;
use crate::python::{Class, Interpreter, Value};

const KEYWORDS: &[&str] = &[
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue",
    "def", "del", "elif", "else", "except", "finally", "for", "from", "global", "if", "import",
    "in", "is", "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while",
    "with", "yield",
];

/// Functions of querysets whose texts are names of fields.
const BY_NAME: &[&str] = &[
    "F",
    "OuterRef",
    "Count",
    "Sum",
    "Avg",
    "Min",
    "Max",
    "order_by",
    "values",
    "values_list",
    "only",
    "defer",
    "select_related",
    "prefetch_related",
    "dates",
    "datetimes",
    "latest",
    "earliest",
    "distinct",
];

/// Candidates for the end of a line, and the byte at which what they replace starts.
pub fn complete(
    interpreter: &mut Interpreter,
    names: &Namespace,
    line: &str,
) -> (usize, Vec<String>) {
    let (start, word) = last_word(line);
    let before = &line[..start];
    let mut candidates = match (open_quote(before), word.rsplit_once('.')) {
        (true, _) => {
            let in_call = call_of(before).filter(|(name, _)| BY_NAME.contains(name));
            let opts = in_call.and_then(|(_, root)| model_of(interpreter, names, root));
            opts.map(|opts| fields(&opts, word)).unwrap_or_default()
        }
        (false, Some((object, _))) => {
            let found = evaluated(interpreter, names, object);
            let found = found.map(|value| attributes(interpreter, &value));
            let found = found.unwrap_or_default().into_iter();
            found.map(|name| format!("{object}.{name}")).collect()
        }
        (false, None) => {
            let called = call_of(before);
            let opts = called.and_then(|(_, root)| model_of(interpreter, names, root));
            let mut all = opts.map(|opts| fields(&opts, word)).unwrap_or_default();
            all.iter_mut().for_each(|name| name.push('='));
            all.extend(names.keys().map(ToString::to_string));
            all.extend(KEYWORDS.iter().map(|it| (*it).to_owned()));
            let builtins = interpreter.import_module("builtins");
            if let Ok(builtins) = builtins {
                all.extend(builtins.globals.borrow().keys().map(ToString::to_string));
            }
            all
        }
    };
    candidates.retain(|name| name.starts_with(word) && is_shown(name, word));
    candidates.sort();
    candidates.dedup();
    (start, candidates)
}

/// Names that begin with `_` are offered to who asks for them.
fn is_shown(name: &str, word: &str) -> bool {
    let last = |text: &str| text.rsplit('.').next().unwrap_or_default().starts_with('_');
    !word.is_empty() && (!last(name) || last(word) || name.contains("__") && !last(name))
}

/// The names and dots at the end of a line.
fn last_word(line: &str) -> (usize, &str) {
    let is_part = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '.');
    let start = line
        .char_indices()
        .rev()
        .take_while(|(_, letter)| is_part(*letter))
        .last()
        .map_or(line.len(), |(at, _)| at);
    (start, &line[start..])
}

/// Whether the text ends within quotes, or after the sign of an order in them.
fn open_quote(text: &str) -> bool {
    let mut open: Option<char> = None;
    for letter in text.chars() {
        match open {
            Some(quote) if quote == letter => open = None,
            None if matches!(letter, '"' | '\'') => open = Some(letter),
            _ => {}
        }
    }
    open.is_some()
}

/// The function whose parentheses are open at the end of a text, and the name that the expression
/// begins with: `("filter", "Author.objects")` of `Author.objects.all().filter(`.
fn call_of(text: &str) -> Option<(&str, &str)> {
    let mut depth = 0;
    let open = text.char_indices().rev().find(|(_, letter)| {
        match letter {
            ')' => depth += 1,
            '(' if depth == 0 => return true,
            '(' => depth -= 1,
            _ => {}
        }
        false
    });
    let callee = &text[..open?.0];
    let (start, name) = last_word(callee);
    let (mut root, name) = match name.rsplit_once('.') {
        Some((root, name)) => (root, name),
        None => (name, name),
    };
    // What is before is a call itself, or a function around the call that is about a model.
    if root.is_empty() || BY_NAME.contains(&name) && root == name {
        let outer = callee[..start].trim_end_matches(['.', ')', ' ']);
        root = match root.is_empty() {
            true => chain_start(&callee[..start]),
            false => call_of(outer).map_or(root, |(_, root)| root),
        };
    }
    Some((name, root))
}

/// The name at the beginning of `Author.objects.filter(…)`, without what is called.
fn chain_start(chain: &str) -> &str {
    let mut depth = 0;
    let start = chain.char_indices().rev().find(|(_, letter)| {
        match letter {
            ')' | ']' => depth += 1,
            '(' | '[' if depth == 0 => return true,
            '(' | '[' => depth -= 1,
            ' ' | '=' | ',' if depth == 0 => return true,
            _ => {}
        }
        false
    });
    let chain = &chain[start.map_or(0, |(at, letter)| at + letter.len_utf8())..];
    let end = chain.find(['(', '[']).unwrap_or(chain.len());
    let path = &chain[..end];
    path.rsplit_once('.').map_or(path, |(root, _)| root)
}

/// The value of names and dots.
fn evaluated(interpreter: &mut Interpreter, names: &Namespace, path: &str) -> Option<Value> {
    let mut parts = path.split('.');
    let first = parts.next()?;
    let mut value = match names.get(first) {
        Some(value) => value.clone(),
        None => interpreter.import_module("builtins").ok()?.get(first)?,
    };
    for part in parts {
        value = interpreter.get_attribute(&value, part).ok()?;
    }
    Some(value)
}

/// The model that an expression is about: a class, its manager, a queryset.
fn model_of(interpreter: &mut Interpreter, names: &Namespace, path: &str) -> Option<Opts> {
    let value = evaluated(interpreter, names, path)?;
    let class = match &value {
        Value::Class(class) => class.clone(),
        other => {
            let model = interpreter.get_attribute(other, "model").ok()?;
            model.as_class()?.clone()
        }
    };
    meta_of(&class)?;
    opts_of(interpreter, &class).ok()
}

/// The names that a lookup may have which begins with the word.
fn fields(opts: &Opts, word: &str) -> Vec<String> {
    let mut opts = opts.clone();
    let (mut prefix, mut field) = (String::new(), None);
    let parts: Vec<&str> = word.split("__").collect();
    for part in &parts[..parts.len() - 1] {
        prefix.push_str(part);
        prefix.push_str("__");
        let member = opts.get_field(part);
        let path = match &member {
            Some(Member::Field(found)) => opts.field_path(found),
            Some(Member::Related(related)) => opts.related_path(related),
            None => return Vec::new(),
        };
        field = match member {
            Some(Member::Field(found)) => Some(found),
            _ => None,
        };
        match path.last() {
            Some(last) => opts = last.to.clone(),
            None => {
                let names = lookup_names(field.as_ref()).into_iter();
                return names.map(|name| format!("{prefix}{name}")).collect();
            }
        }
    }
    let mut names: Vec<String> = opts.field_names();
    names.push("pk".to_owned());
    if !prefix.is_empty() {
        names.extend(lookup_names(field.as_ref()).into_iter().map(str::to_owned));
    }
    names
        .into_iter()
        .map(|name| format!("{prefix}{name}"))
        .collect()
}

/// What stands after a dot.
fn attributes(interpreter: &mut Interpreter, value: &Value) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let class: Rc<Class> = match value {
        Value::Module(module) => {
            return module
                .globals
                .borrow()
                .keys()
                .map(ToString::to_string)
                .collect();
        }
        Value::Class(class) => class.clone(),
        Value::Instance(instance) => {
            names.extend(instance.attributes.borrow().keys().map(ToString::to_string));
            instance.class.clone()
        }
        other => interpreter.class_of(other),
    };
    for base in class.mro() {
        names.extend(base.attributes.borrow().keys().map(ToString::to_string));
    }
    if meta_of(&class).is_some()
        && let Ok(opts) = opts_of(interpreter, &class)
    {
        names.extend(["pk".to_owned(), "_meta".to_owned()]);
        for field in opts
            .model
            .fields_with_inherited()
            .chain(opts.model.many_to_many())
        {
            names.extend([field.name().to_string(), field.attname().to_string()]);
            if field.options.choices.is_some() {
                names.push(format!("get_{}_display", field.name()));
            }
        }
        let related = opts.related_objects();
        names.extend(
            related
                .iter()
                .filter_map(|it| Some(it.accessor_name()?.to_string())),
        );
    }
    names
}
