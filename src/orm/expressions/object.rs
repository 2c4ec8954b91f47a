//! The host's part of an expression instance, and the operators that combine expressions.

use std::rc::Rc;

use indexmap::IndexMap;

use super::q::{Connector, Q};
use crate::orm::deconstruct::deconstruct_value;
use crate::python::value::Instance;
use crate::python::{
    Arguments, BinaryOperator, Interpreter, NativeObject, PyResult, UnaryOperator, Value,
};

/// The module of the basic expressions.
pub(crate) const EXPRESSIONS: &str = "django.db.models.expressions";

/// What stands behind an instance of an expression class other than `Q`.
pub struct Expression {
    /// The name of Django's class that read the arguments: `Lower`, `CombinedExpression`, `F`.
    pub class: &'static str,
    /// The expressions that it is made of, as expressions: texts became `F`, other values `Value`.
    pub sources: Vec<Value>,
    /// Arguments by parameter that are no expressions.
    pub options: IndexMap<Rc<str>, Value>,
    /// What `**extra` took.
    pub extra: IndexMap<Rc<str>, Value>,
    /// `output_field`, when given.
    pub output_field: Option<Value>,
}

impl Expression {
    /// An argument that is no expression.
    pub fn option(&self, name: &str) -> Option<&Value> {
        self.options.get(name).filter(|value| !value.is_none())
    }

    /// An argument that is text.
    pub fn text(&self, name: &str) -> Option<Rc<str>> {
        self.option(name).and_then(Value::as_text)
    }

    /// An argument that is true or false.
    pub fn flag(&self, name: &str) -> bool {
        matches!(self.option(name), Some(Value::Bool(true)))
    }
}

/// Makes an instance of one of Django's expression classes.
///
/// # Errors
///
/// What the constructor raises.
pub(crate) fn make(
    interpreter: &mut Interpreter,
    class: &str,
    arguments: Arguments,
) -> PyResult<Value> {
    let module = interpreter.import_module(EXPRESSIONS)?;
    let class = module.get(class).unwrap_or(Value::None);
    interpreter.call(&class, arguments)
}

/// Whether the value has `resolve_expression`: it is an expression.
pub fn is_expression(value: &Value) -> bool {
    value.native::<Expression>().is_some() || value.native::<Q>().is_some()
}

impl Expression {
    fn combine(
        interpreter: &mut Interpreter,
        this: &Value,
        connector: &str,
        other: &Value,
        reflected: bool,
    ) -> PyResult<Value> {
        let other = match is_expression(other) {
            true => other.clone(),
            false => make(
                interpreter,
                "Value",
                Arguments::positional(vec![other.clone()]),
            )?,
        };
        let connector = Value::str(connector);
        let parts = match reflected {
            true => vec![other, connector, this.clone()],
            false => vec![this.clone(), connector, other],
        };
        make(
            interpreter,
            "CombinedExpression",
            Arguments::positional(parts),
        )
    }

    /// `&`, `|` and `^` between conditions.
    fn combine_conditions(
        interpreter: &mut Interpreter,
        this: &Value,
        connector: Connector,
        other: &Value,
    ) -> PyResult<Value> {
        let both = super::q::is_conditional(interpreter, this)?
            && super::q::is_conditional(interpreter, other)?;
        if !both {
            return Err(interpreter.raise(
                "NotImplementedError",
                "Use .bitand(), .bitor(), and .bitxor() for bitwise logical operations.",
            ));
        }
        let left = make(interpreter, "Q", Arguments::positional(vec![this.clone()]))?;
        let right = make(interpreter, "Q", Arguments::positional(vec![other.clone()]))?;
        let operator = match connector {
            Connector::And => BinaryOperator::BitAnd,
            Connector::Or => BinaryOperator::BitOr,
            Connector::Xor => BinaryOperator::BitXor,
        };
        interpreter.binary(operator, &left, &right)
    }

    fn shown(&self, interpreter: &mut Interpreter, this_class: &str) -> PyResult<String> {
        let mut sources = Vec::new();
        for source in &self.sources {
            sources.push(interpreter.str(source)?.to_string());
        }
        let first = sources.first().cloned().unwrap_or_default();
        Ok(match self.class {
            "F" | "OuterRef" => {
                format!("{this_class}({})", self.text("name").unwrap_or_default())
            }
            "Value" => {
                let value = self.options.get("value").cloned().unwrap_or(Value::None);
                format!("{this_class}({})", interpreter.repr(&value)?)
            }
            "CombinedExpression" => {
                let connector = self.text("connector").unwrap_or_default();
                format!(
                    "{first} {connector} {}",
                    sources.get(1).cloned().unwrap_or_default()
                )
            }
            "OrderBy" => {
                let descending = if self.flag("descending") {
                    "True"
                } else {
                    "False"
                };
                format!("{this_class}({first}, descending={descending})")
            }
            "ExpressionWrapper" | "NegatedExpression" => format!("{this_class}({first})"),
            "When" => {
                let condition = self.sources.first().cloned().unwrap_or(Value::None);
                let result = self.sources.get(1).cloned().unwrap_or(Value::None);
                let (condition, result) =
                    (interpreter.repr(&condition)?, interpreter.repr(&result)?);
                format!("WHEN {condition} THEN {result}")
            }
            "Case" => {
                let default = self.sources.last().cloned().unwrap_or(Value::None);
                let cases = sources[..sources.len().saturating_sub(1)].join(", ");
                format!("CASE {cases}, ELSE {}", interpreter.repr(&default)?)
            }
            _ => self.shown_call(interpreter, this_class, &sources)?,
        })
    }

    fn shown_call(
        &self,
        interpreter: &mut Interpreter,
        this_class: &str,
        sources: &[String],
    ) -> PyResult<String> {
        let mut extra: Vec<(Rc<str>, Value)> = self
            .extra
            .iter()
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect();
        extra.sort_by(|left, right| left.0.cmp(&right.0));
        let mut parts = vec![sources.join(", ")];
        for (name, value) in extra {
            parts.push(format!("{name}={}", interpreter.str(&value)?));
        }
        Ok(format!("{this_class}({})", parts.join(", ")))
    }
}

impl NativeObject for Expression {
    fn as_any(&self) -> &dyn std::any::Any {
        self
    }

    fn get_attribute(
        &self,
        interpreter: &mut Interpreter,
        this: &Value,
        name: &str,
    ) -> Option<PyResult<Value>> {
        if name == "conditional" {
            let conditional = super::output_field::is_conditional_expression(this);
            return Some(Ok(Value::Bool(conditional)));
        }
        if name == "source_expressions" {
            return Some(Ok(Value::list(self.sources.clone())));
        }
        if name == "output_field" {
            return self.output_field.clone().map(Ok);
        }
        let _ = interpreter;
        self.options
            .get(name)
            .or_else(|| self.extra.get(name))
            .cloned()
            .map(Ok)
    }

    fn repr(&self, _interpreter: &mut Interpreter) -> Option<PyResult<String>> {
        None
    }

    fn equals(&self, other: &Value) -> Option<bool> {
        let other = other.native::<Self>()?;
        let _ = other;
        None
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
            BinaryOperator::Add => "+",
            BinaryOperator::Sub => "-",
            BinaryOperator::Mul => "*",
            BinaryOperator::Div => "/",
            BinaryOperator::Mod => "%%",
            BinaryOperator::Pow => "^",
            BinaryOperator::BitAnd if !reflected => {
                return Some(Self::combine_conditions(
                    interpreter,
                    this,
                    Connector::And,
                    other,
                ));
            }
            BinaryOperator::BitOr if !reflected => {
                return Some(Self::combine_conditions(
                    interpreter,
                    this,
                    Connector::Or,
                    other,
                ));
            }
            BinaryOperator::BitXor if !reflected => {
                return Some(Self::combine_conditions(
                    interpreter,
                    this,
                    Connector::Xor,
                    other,
                ));
            }
            _ => return None,
        };
        Some(Self::combine(
            interpreter,
            this,
            connector,
            other,
            reflected,
        ))
    }

    fn unary(
        &self,
        interpreter: &mut Interpreter,
        operator: UnaryOperator,
        this: &Value,
    ) -> Option<PyResult<Value>> {
        match operator {
            UnaryOperator::Negative => Some(Self::combine(
                interpreter,
                this,
                "*",
                &Value::Int(-1),
                false,
            )),
            UnaryOperator::Invert => {
                let arguments = Arguments::positional(vec![this.clone()]);
                Some(make(interpreter, "NegatedExpression", arguments))
            }
            UnaryOperator::Positive => None,
        }
    }

    fn iterate(&self, interpreter: &mut Interpreter) -> Option<PyResult<Vec<Value>>> {
        let message = format!("'{}' object is not iterable", self.class);
        Some(Err(interpreter.type_error(message)))
    }
}

/// `str()` of an expression instance.
pub(crate) fn text(interpreter: &mut Interpreter, this: &Value) -> PyResult<String> {
    let class = interpreter.type_name(this);
    match this.native::<Expression>() {
        Some(expression) => expression.shown(interpreter, &class),
        None => Ok(class.to_string()),
    }
}

/// `repr()` of an expression instance: some classes put their `str()` in angle brackets.
pub(crate) fn representation(interpreter: &mut Interpreter, this: &Value) -> PyResult<String> {
    let shown = text(interpreter, this)?;
    let bracketed = this
        .native::<Expression>()
        .is_some_and(|it| matches!(it.class, "CombinedExpression" | "When" | "Case"));
    let class = interpreter.type_name(this);
    Ok(if bracketed {
        format!("<{class}: {shown}>")
    } else {
        shown
    })
}

/// Whether two expressions are equal: of the same class, made by equal calls.
pub(crate) fn same(left: &Value, right: &Value) -> bool {
    match (deconstruct_value(left), deconstruct_value(right)) {
        (Some(left), Some(right)) => left.deep_equals(&right),
        _ => left.is(right),
    }
}

/// The instance behind an expression value.
pub(crate) fn instance(value: &Value) -> Option<&Rc<Instance>> {
    value.as_instance()
}
