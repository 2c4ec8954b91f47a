//! Runs the test methods that `cpython_suite.py` has prepared, and prints the share that passes.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::rc::Rc;

use migration_sandbox::python::{
    Arguments, Importer, Interpreter, Options, PyError, Source, Value,
};

/// How many steps a test method may take.
const STEPS: u64 = 6_000_000;

/// Runs the cases of the folder that `CPYTHON_SUITE` names.
pub fn run(folder: PathBuf) {
    let cases = std::fs::read_to_string(folder.join("cases")).expect("the cases");
    let stand_ins = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/python/cpython");
    let stand_ins = std::env::var("CPYTHON_SUITE_STAND_INS").map_or(stand_ins, PathBuf::from);
    let folders = vec![stand_ins, folder];
    let (mut table, mut failures) = (BTreeMap::<&str, (u32, u32)>::new(), String::new());
    for case in cases.lines() {
        let parts: Vec<&str> = case.split(' ').collect();
        let &[file, module, class, method] = parts.as_slice() else {
            continue;
        };
        let row = table.entry(file).or_default();
        row.1 += 1;
        match run_case(&folders, module, class, method) {
            None => row.0 += 1,
            Some(text) => failures.push_str(&format!("== {file} {class}.{method}\n{text}\n")),
        }
    }
    if let Ok(path) = std::env::var("CPYTHON_SUITE_LIST") {
        std::fs::write(path, failures).expect("the list of failures");
    }
    println!("| file | passed | of | share |\n|---|---|---|---|");
    for (file, (passed, all)) in table {
        println!("| {file} | {passed} | {all} | {} % |", passed * 100 / all);
    }
}

/// What the method fails with.
fn run_case(folders: &[PathBuf], module: &str, class: &str, method: &str) -> Option<String> {
    let mut options = Options::default();
    options.limits.steps = STEPS;
    let importer = Folders {
        folders: folders.to_vec(),
        method: method.to_owned(),
    };
    let mut interpreter = Interpreter::with_options(Rc::new(importer), options);
    let error = attempt(&mut interpreter, module, class, method).err()?;
    let mut text = error.render(&mut interpreter);
    // The statements of the module that failed before say more than that a name is not there.
    if let Some(module) = interpreter.module(&format!("test.{module}"))
        && let Some(failed) = module.get("_failed").and_then(|it| it.as_sequence())
    {
        for error in &failed {
            text.push_str(&PyError::new(error.clone()).render(&mut interpreter));
        }
    }
    Some(text)
}

fn attempt(
    interpreter: &mut Interpreter,
    module: &str,
    class: &str,
    method: &str,
) -> Result<(), Box<PyError>> {
    let mut kind = Value::Module(interpreter.import_module(&format!("test.{module}"))?);
    for part in class.split('.') {
        kind = interpreter.get_attribute(&kind, part)?;
    }
    let unittest = Value::Module(interpreter.import_module("unittest")?);
    let arguments = Arguments::positional(vec![kind, Value::str(method)]);
    interpreter.call_method(&unittest, "run_case", arguments)?;
    Ok(())
}

/// Finds modules in folders, first come first served, without the test methods but for one.
struct Folders {
    folders: Vec<PathBuf>,
    method: String,
}

impl Folders {
    /// The text without the lines between `# test: Class.other` and `# end`.
    fn reduced(&self, text: &str) -> String {
        let (mut kept, mut skips) = (String::with_capacity(text.len()), false);
        for line in text.lines() {
            if let Some(name) = line.trim_start().strip_prefix("# test: ") {
                skips = name.rsplit('.').next() != Some(&self.method);
            } else if line.trim_start() == "# end" {
                skips = false;
            } else if !skips {
                kept.push_str(line);
                kept.push('\n');
            }
        }
        kept
    }
}

impl Importer for Folders {
    fn find(&self, dotted: &str) -> Option<Source> {
        let path = dotted.replace('.', "/");
        let names = [format!("{path}/__init__.py"), format!("{path}.py")];
        let (folder, path) = self
            .folders
            .iter()
            .flat_map(|folder| names.iter().map(move |name| (folder, name)))
            .find(|(folder, name)| folder.join(name).is_file())?;
        let text = std::fs::read_to_string(folder.join(path)).ok()?;
        Some(Source {
            path: path.as_str().into(),
            text: self.reduced(&text).into(),
            is_package: path.ends_with("__init__.py"),
            is_partial: false,
        })
    }
}
