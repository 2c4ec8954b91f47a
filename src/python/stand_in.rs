//! Stand-ins: what the project's settings put in the place of modules that are not there.

use std::rc::Rc;

use super::error::{PyError, PyResult};
use super::interpreter::Interpreter;
use super::machine::Frame;
use super::value::{Class, Module, Value};

/// Stand-ins by the dotted path of what they stand for, a module or a name in one: the path of what
/// is there, or `None` for something of which only the name matters.
pub type StandIns = std::collections::BTreeMap<Rc<str>, Option<Rc<str>>>;

/// How the error about a missing module is to help.
#[derive(Clone, Copy)]
pub struct Advice {
    /// The name of the setting.
    pub setting: &'static str,
    /// The nearest thing that there is to something of this name: the path of a class.
    pub nearest: fn(&str) -> Option<&'static str>,
}

impl Interpreter {
    /// Sets the stand-ins, which hold for modules imported from now on.
    pub fn set_stand_ins(&mut self, stand_ins: StandIns) {
        self.stand_ins = stand_ins;
    }

    /// Sets how the error about a missing module is to help.
    pub fn set_advice(&mut self, advice: Advice) {
        self.advice = Some(advice);
    }

    /// A module in the place of one that is missing, or that is not to be run.
    ///
    /// # Errors
    ///
    /// What importing the stand-in raises.
    pub(super) fn stand_in_module(&mut self, name: &str) -> PyResult<Option<Rc<Module>>> {
        match self.stand_ins.get(name).cloned() {
            Some(Some(target)) => match self.object_at(&target)? {
                Value::Module(module) => Ok(Some(module)),
                _ => Ok(None),
            },
            Some(None) => Ok(Some(empty_package(name))),
            None => Ok(None),
        }
    }

    /// A module that only its place among the stand-ins says anything of: it is inside one, or one
    /// is inside it.
    pub(super) fn implied_module(&self, name: &str) -> Option<Rc<Module>> {
        let inside = format!("{name}.");
        let holds_one = self.stand_ins.keys().any(|path| path.starts_with(&inside));
        (holds_one || self.is_named_only(name)).then(|| empty_package(name))
    }

    /// Whether a stand-in says that only the names of this module, or of one around it, matter.
    fn is_named_only(&self, path: &str) -> bool {
        let mut ends = path
            .match_indices('.')
            .map(|(at, _)| at)
            .chain([path.len()]);
        ends.any(|end| self.stand_ins.get(&path[..end]) == Some(&None))
    }

    /// What stands in for a name of a module.
    ///
    /// # Errors
    ///
    /// What importing the stand-in raises.
    pub(super) fn stand_in(&mut self, path: &str) -> PyResult<Option<Value>> {
        if self.stand_ins.is_empty() {
            return Ok(None);
        }
        let Some((module, name)) = path.rsplit_once('.') else {
            return Ok(None);
        };
        let target = match self.stand_ins.get(path).cloned() {
            Some(Some(target)) => target,
            Some(None) => return self.by_convention(path).map(Some),
            None if self.is_named_only(module) => {
                return self.by_convention(path).map(Some);
            }
            None => return Ok(None),
        };
        match self.object_at(&target)? {
            // A class of its own, under the name that it stands for: that is what is written back.
            Value::Class(class) => {
                let names = match class.native() {
                    Some(native) => native.stand_in_names(self),
                    None => Default::default(),
                };
                let class = self.create_class(name, module, vec![class], names)?;
                Ok(Some(Value::Class(class)))
            }
            found => Ok(Some(found)),
        }
    }

    /// What a name is likely to be, by Python's conventions.
    pub(super) fn by_convention(&mut self, path: &str) -> PyResult<Value> {
        let name = path.rsplit('.').next().unwrap_or(path);
        let is_class = name.starts_with(char::is_uppercase) && name.chars().any(char::is_lowercase);
        if !is_class {
            return Ok(self.inert_value(path));
        }
        if name.ends_with("Error") || name.ends_with("Exception") || name.ends_with("Warning") {
            let base: Vec<Rc<Class>> = self.builtin("Exception").into_iter().collect();
            let (module, name) = path.rsplit_once('.').unwrap_or(("", path));
            return self
                .create_class(name, module, base, Default::default())
                .map(Value::Class);
        }
        Ok(Value::Class(self.inert_class(&path.into(), &[], None)))
    }

    fn object_at(&mut self, path: &str) -> PyResult<Value> {
        match path.rsplit_once('.') {
            None => self.import_module(path).map(Value::Module),
            Some((module, name)) => {
                let module = self.import_module(module)?;
                self.import_from(&Value::Module(module), name)
            }
        }
    }

    /// Adds to the error of an import statement what can be done about a missing module: `frame`
    /// stands behind the import of `dotted`.
    pub(super) fn advise(&mut self, error: &PyError, frame: &Frame, dotted: &str) {
        let Some(advice) = self.advice else { return };
        let Value::Instance(exception) = &error.exception else {
            return;
        };
        let missing = exception.get("name").and_then(|name| name.as_text());
        let Some(missing) = missing.filter(|_| error.is_builtin(self, "ModuleNotFoundError"))
        else {
            return;
        };
        let package = missing.split('.').next().unwrap_or(&missing);
        let is_own = self.importer.find(package).is_some()
            || self.importer.namespace_package(package).is_some();
        // An import further in has said it, or the package is there and lacks a module.
        if is_own || exception.get(NOTE).is_some() {
            return;
        }
        let names = frame.imported_names();
        let paths: Vec<String> = match names.is_empty() {
            true => vec![dotted.to_owned()],
            false => names
                .iter()
                .map(|name| format!("{dotted}.{name}"))
                .collect(),
        };
        let what = format!("module '{missing}'");
        let note = note(
            advice,
            frame,
            &what,
            "Put its source into the project, or name",
            &paths,
        );
        exception.set(NOTE, Value::str(note));
    }

    /// The same for a name that one of the sandbox's own modules does not have.
    pub(super) fn advise_name(
        &mut self,
        error: &PyError,
        frame: &Frame,
        module: &Value,
        name: &str,
    ) {
        let (Some(advice), Value::Module(module)) = (self.advice, module) else {
            return;
        };
        let (Value::Instance(exception), None) = (&error.exception, &module.file) else {
            return;
        };
        if !error.is_builtin(self, "ImportError") || exception.get(NOTE).is_some() {
            return;
        }
        let what = format!("'{name}' in '{}'", module.name);
        let paths = [format!("{}.{name}", module.name)];
        let note = note(
            advice,
            frame,
            &what,
            "If Python or Django has it, name",
            &paths,
        );
        exception.set(NOTE, Value::str(note));
    }
}

/// The attribute of an exception with what the sandbox has to say about it. Python's own
/// `__notes__` would put it among the words of the program.
const NOTE: &str = "__sandbox_note__";

/// What the sandbox adds to an exception: what can be done about a missing import.
pub fn note_on(error: &PyError) -> Option<Rc<str>> {
    match &error.exception {
        Value::Instance(exception) => exception.get(NOTE)?.as_text(),
        _ => None,
    }
}

/// What was missing, where it was imported, and what to write into the settings.
fn note(advice: Advice, frame: &Frame, what: &str, how: &str, paths: &[String]) -> String {
    let Advice { setting, nearest } = advice;
    let entries: Vec<String> = paths
        .iter()
        .map(|path| {
            let name = path.rsplit_once('.').map(|(_, name)| name);
            match name.and_then(nearest) {
                Some(nearest) => format!("    \"{path}\": \"{nearest}\","),
                None => format!("    \"{path}\": None,"),
            }
        })
        .collect();
    let source = &frame.code.source;
    format!(
        "The sandbox has no {what}, which {}, line {}, imports. {how} what is to stand in for it \
         in the settings:\n{setting} = {{\n{}\n}}",
        source.path,
        source.line(frame.range().0),
        entries.join("\n")
    )
}

fn empty_package(name: &str) -> Rc<Module> {
    let module = Module::new(name);
    module.set("__path__", Value::list(Vec::new()));
    Rc::new(module)
}
