//! `Q`: conditions combined with `&`, `|`, `^` and `~`.

use std::rc::Rc;

use indexmap::IndexMap;

use crate::orm::deconstruct::Deconstruction;
use crate::python::value::Instance;
use crate::python::{
    Arguments, BinaryOperator, Class, Interpreter, NativeObject, PyResult, UnaryOperator, Value,
};

/// How the children of a [`Q`] are joined.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Connector {
    /// `AND`
    #[default]
    And,
    /// `OR`
    Or,
    /// `XOR`
    Xor,
}

impl Connector {
    /// The word in SQL and in `_connector=`.
    pub fn name(self) -> &'static str {
        match self {
            Self::And => "AND",
            Self::Or => "OR",
            Self::Xor => "XOR",
        }
    }
}

/// The host's part of a `Q` instance.
#[derive(Clone)]
pub struct Q {
    /// Pairs `(lookup, value)` as tuples, other `Q`s, and conditional expressions.
    pub children: Vec<Value>,
    /// How they are joined.
    pub connector: Connector,
    /// Whether the whole is negated.
    pub negated: bool,
}

impl Q {
    /// Reads the arguments of `Q(…)`.
    ///
    /// # Errors
    ///
    /// A `ValueError` for an unknown `_connector`.
    pub fn from_arguments(
        interpreter: &mut Interpreter,
        mut arguments: Arguments,
    ) -> PyResult<Self> {
        let connector = match arguments.take("_connector") {
            None | Some(Value::None) => Connector::And,
            Some(value) => match value.as_str() {
                Some("AND") => Connector::And,
                Some("OR") => Connector::Or,
                Some("XOR") => Connector::Xor,
                _ => {
                    return Err(interpreter
                        .value_error("_connector must be one of 'AND', 'OR', 'XOR', or None."));
                }
            },
        };
        let negated = match arguments.take("_negated") {
            Some(value) => interpreter.truthy(&value)?,
            None => false,
        };
        let mut lookups: Vec<(Rc<str>, Value)> = arguments.keywords.into_iter().collect();
        lookups.sort_by(|left, right| left.0.cmp(&right.0));
        let pairs = lookups
            .into_iter()
            .map(|(name, value)| Value::tuple(vec![Value::Str(name), value]));
        let children = arguments.positional.into_iter().chain(pairs).collect();
        Ok(Self {
            children,
            connector,
            negated,
        })
    }

    /// `Q.deconstruct()`.
    pub fn deconstruct(&self) -> Deconstruction {
        let mut kwargs = IndexMap::default();
        if self.connector != Connector::And {
            kwargs.insert("_connector".into(), Value::str(self.connector.name()));
        }
        if self.negated {
            kwargs.insert("_negated".into(), Value::Bool(true));
        }
        Deconstruction {
            path: "django.db.models.Q".into(),
            args: self.children.clone(),
            kwargs,
        }
    }

    /// The instance of `class` with this as its host's part.
    pub fn into_value(self, class: &Rc<Class>) -> Value {
        Value::Instance(Instance::with_native(class, Rc::new(self)))
    }

    fn combine(&self, this: &Value, other: &Value, connector: Connector) -> Self {
        let other_q = other.native::<Self>();
        if self.children.is_empty() {
            return match other_q {
                Some(other) => other.clone(),
                None => Self {
                    children: vec![other.clone()],
                    connector: Connector::And,
                    negated: false,
                },
            };
        }
        if other_q.is_some_and(|other| other.children.is_empty()) {
            return self.clone();
        }
        let mut combined = Self {
            children: Vec::new(),
            connector,
            negated: false,
        };
        combined.add(this);
        combined.add(other);
        combined
    }

    /// `Node.add` with the node's own connector: what has the same connector is merged.
    fn add(&mut self, data: &Value) {
        match data.native::<Self>() {
            Some(q) if !q.negated && (q.connector == self.connector || q.children.len() == 1) => {
                self.children.extend(q.children.iter().cloned());
            }
            _ => self.children.push(data.clone()),
        }
    }

    /// `str()`, given the text of each child.
    pub(super) fn shown(&self, child: &dyn Fn(&Value) -> String) -> String {
        let children: Vec<String> = self.children.iter().map(child).collect();
        let inner = format!("{}: {}", self.connector.name(), children.join(", "));
        if self.negated {
            format!("(NOT ({inner}))")
        } else {
            format!("({inner})")
        }
    }
}

/// Whether a value can be part of a condition: a `Q`, or an expression with `conditional`.
pub fn is_conditional(interpreter: &mut Interpreter, value: &Value) -> PyResult<bool> {
    if value.native::<Q>().is_some() {
        return Ok(true);
    }
    match interpreter.find_attribute(value, "conditional")? {
        Some(conditional) => interpreter.truthy(&conditional),
        None => Ok(false),
    }
}

impl NativeObject for Q {
    fn as_any(&self) -> &dyn std::any::Any {
        self
    }

    fn attribute(&self, name: &str) -> Option<Value> {
        Some(match name {
            "children" => Value::list(self.children.clone()),
            "connector" => Value::str(self.connector.name()),
            "negated" => Value::Bool(self.negated),
            "conditional" => Value::Bool(true),
            _ => return None,
        })
    }

    fn equals(&self, other: &Value) -> Option<bool> {
        let other = other.native::<Self>()?;
        Some(self.deconstruct().deep_equals(&other.deconstruct()))
    }

    fn truth(&self) -> Option<bool> {
        Some(!self.children.is_empty())
    }

    fn length(&self, _interpreter: &mut Interpreter) -> Option<PyResult<usize>> {
        Some(Ok(self.children.len()))
    }

    fn binary(
        &self,
        interpreter: &mut Interpreter,
        operator: BinaryOperator,
        this: &Value,
        other: &Value,
        reflected: bool,
    ) -> Option<PyResult<Value>> {
        let connector = match operator {
            BinaryOperator::BitAnd => Connector::And,
            BinaryOperator::BitOr => Connector::Or,
            BinaryOperator::BitXor => Connector::Xor,
            _ => return None,
        };
        if reflected {
            return None;
        }
        let class = this.as_instance()?.class.clone();
        Some(match is_conditional(interpreter, other) {
            Ok(true) => Ok(self.combine(this, other, connector).into_value(&class)),
            Ok(false) => match interpreter.str(other) {
                Ok(text) => Err(interpreter.type_error(text.to_string())),
                Err(error) => Err(error),
            },
            Err(error) => Err(error),
        })
    }

    fn unary(
        &self,
        _interpreter: &mut Interpreter,
        operator: UnaryOperator,
        this: &Value,
    ) -> Option<PyResult<Value>> {
        let class = this.as_instance()?.class.clone();
        let inverted = Self {
            negated: !self.negated,
            ..self.clone()
        };
        (operator == UnaryOperator::Invert).then(|| Ok(inverted.into_value(&class)))
    }
}
