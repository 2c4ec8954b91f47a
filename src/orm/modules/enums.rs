//! `django.db.models.enums`: `TextChoices`, `IntegerChoices` and `Choices`.

use std::rc::Rc;

use crate::orm::lazy::{is_lazy, lazy_text};
use crate::python::value::Instance;
use crate::python::{
    Arguments, Class, Interpreter, Module, Namespace, NativeClass, PyResult, Value,
};

/// The module's name.
pub(super) const MODULE: &str = "django.db.models.enums";

/// The attribute of a member that keeps its label.
const LABEL: &str = "_label_";

/// The class attribute that keeps labels between the class body and the members.
const CHOICES: &str = "(choices)";

/// Adds the classes to `django.db.models`. They inherit from Python's enumerations, so the
/// interpreter must have those.
pub(super) fn add(interpreter: &mut Interpreter) {
    // Without the standard library's modules these names are missing, and importing them says so.
    let _ = add_classes(interpreter);
}

fn add_classes(interpreter: &mut Interpreter) -> PyResult<()> {
    let enumeration = interpreter.import_module("enum")?;
    let models = interpreter.import_module("django.db.models")?;
    let module = interpreter.import_module(MODULE)?;
    for (name, base) in [
        ("Choices", "Enum"),
        ("IntegerChoices", "IntEnum"),
        ("TextChoices", "StrEnum"),
    ] {
        let Some(base) = enumeration
            .get(base)
            .as_ref()
            .and_then(Value::as_class)
            .cloned()
        else {
            continue;
        };
        let inner = base.native();
        let mut builder = interpreter
            .class_builder(name, MODULE)
            .attribute(CHOICES, Value::Bool(true))
            .native(Rc::new(ChoicesClass { inner }))
            .property("label", |_, arguments| {
                let this = super::utils::nth(&arguments, 0);
                Ok(this
                    .as_instance()
                    .and_then(|it| it.get(LABEL))
                    .unwrap_or(Value::None))
            })
            .method("__repr__", |_, arguments| {
                let this = super::utils::nth(&arguments, 0);
                let Some(instance) = this.as_instance() else {
                    return Ok(Value::None);
                };
                let name = instance
                    .get("_name_")
                    .and_then(|it| it.as_text())
                    .unwrap_or_default();
                Ok(Value::str(format!("{}.{name}", instance.class.qualname)))
            });
        if let Some(choices) = module.get("Choices").as_ref().and_then(Value::as_class) {
            builder = builder.base(choices);
        }
        let class = builder.base(&base).build();
        module.set(name, Value::Class(class.clone()));
        models.set(name, Value::Class(class));
    }
    add_deferrable(interpreter, &enumeration)?;
    super::utils::add_timezone_values(interpreter)
}

/// `Deferrable`, which unique constraints take.
fn add_deferrable(interpreter: &mut Interpreter, enumeration: &Module) -> PyResult<()> {
    const CONSTRAINTS: &str = "django.db.models.constraints";
    let Some(base) = enumeration
        .get("Enum")
        .as_ref()
        .and_then(Value::as_class)
        .cloned()
    else {
        return Ok(());
    };
    let mut members = Namespace::default();
    members.insert("DEFERRED".into(), Value::str("deferred"));
    members.insert("IMMEDIATE".into(), Value::str("immediate"));
    let class = interpreter.create_class("Deferrable", CONSTRAINTS, vec![base], members)?;
    for module in [CONSTRAINTS, "django.db.models"] {
        interpreter
            .import_module(module)?
            .set("Deferrable", Value::Class(class.clone()));
    }
    Ok(())
}

/// Whether a class is an enumeration of choices.
pub(crate) fn is_choices(class: &Rc<Class>) -> bool {
    class.lookup(CHOICES).is_some()
}

/// Python's enumeration, with labels.
struct ChoicesClass {
    inner: Option<Rc<dyn NativeClass>>,
}

impl ChoicesClass {
    fn members(interpreter: &mut Interpreter, class: &Rc<Class>) -> PyResult<Vec<Value>> {
        interpreter.iterate(&Value::Class(class.clone()))
    }

    fn pairs(interpreter: &mut Interpreter, class: &Rc<Class>) -> PyResult<Vec<(Value, Value)>> {
        let mut pairs = Vec::new();
        if let Some(label) = class.lookup("__empty__") {
            pairs.push((Value::None, label));
        }
        for member in Self::members(interpreter, class)? {
            let label = member
                .as_instance()
                .and_then(|it| it.get(LABEL))
                .unwrap_or(Value::None);
            pairs.push((interpreter.get_attribute(&member, "value")?, label));
        }
        Ok(pairs)
    }
}

impl NativeClass for ChoicesClass {
    fn create(
        &self,
        interpreter: &mut Interpreter,
        class: &Rc<Class>,
        arguments: &Arguments,
    ) -> PyResult<Option<Value>> {
        match &self.inner {
            Some(inner) => inner.create(interpreter, class, arguments),
            None => Ok(None),
        }
    }

    fn init(
        &self,
        interpreter: &mut Interpreter,
        instance: &Rc<Instance>,
        arguments: Arguments,
    ) -> PyResult<()> {
        match &self.inner {
            Some(inner) => inner.init(interpreter, instance, arguments),
            None => Ok(()),
        }
    }

    fn class_call(
        &self,
        interpreter: &mut Interpreter,
        class: &Rc<Class>,
        arguments: &Arguments,
    ) -> PyResult<Option<Value>> {
        match &self.inner {
            Some(inner) => inner.class_call(interpreter, class, arguments),
            None => Ok(None),
        }
    }

    fn class_iterate(
        &self,
        interpreter: &mut Interpreter,
        class: &Rc<Class>,
    ) -> Option<PyResult<Vec<Value>>> {
        self.inner.as_ref()?.class_iterate(interpreter, class)
    }

    fn class_item(
        &self,
        interpreter: &mut Interpreter,
        class: &Rc<Class>,
        key: &Value,
    ) -> Option<PyResult<Value>> {
        self.inner.as_ref()?.class_item(interpreter, class, key)
    }

    fn class_contains(
        &self,
        interpreter: &mut Interpreter,
        class: &Rc<Class>,
        value: &Value,
    ) -> Option<PyResult<bool>> {
        // A value is in the choices when it is the value of a member.
        let members = match Self::members(interpreter, class) {
            Ok(members) => members,
            Err(error) => return Some(Err(error)),
        };
        for member in members {
            match interpreter.equals(&member, value) {
                Ok(false) => {}
                answer => return Some(answer),
            }
        }
        Some(Ok(false))
    }

    fn class_repr(&self, class: &Rc<Class>) -> Option<String> {
        self.inner.as_ref()?.class_repr(class)
    }

    fn class_created(
        &self,
        interpreter: &mut Interpreter,
        class: &Rc<Class>,
        keywords: Arguments,
    ) -> PyResult<()> {
        let labels = take_labels(class);
        if let Some(inner) = &self.inner {
            inner.class_created(interpreter, class, keywords)?;
        }
        for (name, label) in labels {
            if let Some(Value::Instance(member)) = class.get(&name) {
                member.set(LABEL, label);
            }
        }
        Ok(())
    }

    fn class_attribute(
        &self,
        interpreter: &mut Interpreter,
        class: &Rc<Class>,
        name: &str,
    ) -> PyResult<Option<Value>> {
        let list = |values: Vec<Value>| Ok(Some(Value::list(values)));
        match name {
            "choices" => {
                let pairs = Self::pairs(interpreter, class)?;
                list(
                    pairs
                        .into_iter()
                        .map(|(value, label)| Value::tuple(vec![value, label]))
                        .collect(),
                )
            }
            "values" => list(
                Self::pairs(interpreter, class)?
                    .into_iter()
                    .map(|(value, _)| value)
                    .collect(),
            ),
            "labels" => list(
                Self::pairs(interpreter, class)?
                    .into_iter()
                    .map(|(_, label)| label)
                    .collect(),
            ),
            "names" => {
                let mut names = Vec::new();
                if class.lookup("__empty__").is_some() {
                    names.push(Value::str("__empty__"));
                }
                for member in Self::members(interpreter, class)? {
                    names.push(interpreter.get_attribute(&member, "name")?);
                }
                list(names)
            }
            _ => match &self.inner {
                Some(inner) => inner.class_attribute(interpreter, class, name),
                None => Ok(None),
            },
        }
    }
}

/// Takes the labels out of the class body: the last item of a tuple, or the name in words.
fn take_labels(class: &Rc<Class>) -> Vec<(Rc<str>, Value)> {
    let mut labels = Vec::new();
    let mut attributes = class.attributes.borrow_mut();
    let body: &mut Namespace = &mut attributes;
    for (name, value) in body.iter_mut() {
        let is_member = !name.starts_with('_')
            && !matches!(
                value,
                Value::Function(_)
                    | Value::NativeFunction(_)
                    | Value::Class(_)
                    | Value::BoundMethod(_)
            );
        if !is_member {
            continue;
        }
        let label = match value.as_sequence().as_deref() {
            Some([rest @ .., label]) if !rest.is_empty() && is_label(label) => {
                *value = match rest {
                    [only] => only.clone(),
                    several => Value::tuple(several.to_vec()),
                };
                label.clone()
            }
            _ => Value::str(words(name)),
        };
        labels.push((name.clone(), label));
    }
    labels
}

fn is_label(value: &Value) -> bool {
    is_lazy(value) || lazy_text(value).is_some()
}

/// `key.replace("_", " ").title()`.
fn words(name: &str) -> String {
    let mut title = String::new();
    let mut inside_word = false;
    for letter in name.replace('_', " ").chars() {
        if inside_word {
            title.extend(letter.to_lowercase());
        } else {
            title.extend(letter.to_uppercase());
        }
        inside_word = letter.is_alphabetic();
    }
    title
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn labels_are_made_from_names() {
        assert_eq!(words("YEAR_IN_SCHOOL"), "Year In School");
        assert_eq!(words("FRESHMAN2B"), "Freshman2B");
    }
}
