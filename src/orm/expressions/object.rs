//! The host's part of an expression instance, and the operators that combine expressions.

use crate::python::value::Namespace;
use std::rc::Rc;

use super::classes;
use super::own::Resolved;
use super::q::{Connector, Q};
use crate::orm::deconstruct::deconstruct_value;
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
    pub options: Namespace,
    /// What `**extra` took.
    pub extra: Namespace,
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
    let home = classes::find(class).map_or(EXPRESSIONS, |class| class.module);
    let module = interpreter.import_module(home)?;
    let class = module.get(class).unwrap_or(Value::None);
    interpreter.call(&class, arguments)
}

/// Whether the value has `resolve_expression`: it is an expression.
pub fn is_expression(value: &Value) -> bool {
    value.native::<Expression>().is_some()
        || value.native::<Q>().is_some()
        || value.native::<Resolved>().is_some()
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

    /// An expression by the name of the attribute that has it.
    fn named_source(&self, name: &str) -> Option<Value> {
        if name == "lhs" {
            return self.sources.first().cloned();
        }
        // What a function is called with are its source expressions only.
        let class = classes::find(self.class).filter(|it| it.module == EXPRESSIONS)?;
        let parameter = if name == "result" { "then" } else { name };
        let place = class.sources.iter().position(|it| *it == parameter)?;
        self.sources.get(place).cloned()
    }

    /// The frame of a window in SQL.
    pub(crate) fn frame(&self) -> String {
        let edge = |name: &str, unbounded: &str| match self.option(name).and_then(Value::as_i64) {
            None => format!("UNBOUNDED {unbounded}"),
            Some(0) => "CURRENT ROW".to_owned(),
            Some(number @ ..0) => format!("{} PRECEDING", number.unsigned_abs()),
            Some(number) => format!("{number} FOLLOWING"),
        };
        let kind = match self.class {
            "RowRange" => "ROWS",
            _ => "RANGE",
        };
        let (start, end) = (edge("start", "PRECEDING"), edge("end", "FOLLOWING"));
        let exclusion = match self.text("exclusion") {
            Some(exclusion) => format!(" EXCLUDE {exclusion}"),
            None => String::new(),
        };
        format!("{kind} BETWEEN {start} AND {end}{exclusion}")
    }

    fn shown(&self, this_class: &str, depth: usize) -> String {
        let Some(depth) = depth.checked_sub(1) else {
            return "…".to_owned();
        };
        let sources: Vec<String> = self
            .sources
            .iter()
            .map(|source| shown_value(source, depth, false))
            .collect();
        let first = sources.first().cloned().unwrap_or_default();
        let represented = |value: Option<&Value>| {
            value.map_or_else(
                || "None".to_owned(),
                |value| shown_value(value, depth, true),
            )
        };
        match self.class {
            "F" | "OuterRef" => {
                format!("{this_class}({})", self.text("name").unwrap_or_default())
            }
            "Value" => format!("{this_class}({})", represented(self.options.get("value"))),
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
            "ExpressionList" => sources.join(", "),
            // Django has no words for them.
            "Subquery" | "Exists" | "DatabaseDefault" => {
                format!("<{EXPRESSIONS}.{this_class} object at 0x7f0000000000>")
            }
            "RowRange" | "ValueRange" => self.frame(),
            "Window" => self.shown_window(&sources),
            "When" => {
                let condition = represented(self.sources.first());
                format!("WHEN {condition} THEN {}", represented(self.sources.get(1)))
            }
            "Case" => {
                let cases = sources[..sources.len().saturating_sub(1)].join(", ");
                format!("CASE {cases}, ELSE {}", represented(self.sources.last()))
            }
            class if classes::find(class).is_some_and(|it| it.module == classes::LOOKUPS) => {
                let lhs = represented(self.sources.first());
                format!(
                    "{this_class}({lhs}, {})",
                    represented(self.options.get("rhs"))
                )
            }
            _ => self.shown_call(this_class, &sources, depth),
        }
    }

    fn shown_window(&self, sources: &[String]) -> String {
        let mut shown = String::new();
        for (source, text) in self.sources.iter().zip(sources).skip(1) {
            let list = source.native::<Self>();
            let template = list.and_then(|list| list.extra.get("template")?.as_text());
            if template.is_some_and(|it| it.starts_with("PARTITION")) {
                shown.push_str("PARTITION BY ");
            }
            shown.push_str(text);
        }
        let function = sources.first().map_or("", String::as_str);
        format!("{function} OVER ({shown})")
    }

    fn shown_call(&self, this_class: &str, sources: &[String], depth: usize) -> String {
        let mut extra: Vec<(Rc<str>, Value)> = self
            .extra
            .iter()
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect();
        if self.flag("distinct") {
            extra.push(("distinct".into(), Value::Bool(true)));
        }
        let filter = self.options.get("filter").filter(|it| !it.is_none());
        extra.extend(filter.map(|filter| ("filter".into(), filter.clone())));
        extra.sort_by(|left, right| left.0.cmp(&right.0));
        let mut parts = vec![sources.join(", ")];
        for (name, value) in extra {
            parts.push(format!("{name}={}", shown_value(&value, depth, false)));
        }
        format!("{this_class}({})", parts.join(", "))
    }
}

/// `str()` or `repr()` of a value inside an expression: constants and other expressions.
fn shown_value(value: &Value, depth: usize, represented: bool) -> String {
    let quoted = |text: &str| match text.contains('\'') && !text.contains('"') {
        true => format!("\"{text}\""),
        false => format!("'{}'", text.replace('\\', "\\\\").replace('\'', "\\'")),
    };
    if let Some(q) = value.native::<Q>() {
        let shown = q.shown(&|child| shown_value(child, depth.saturating_sub(1), false));
        return if represented {
            format!("<Q: {shown}>")
        } else {
            shown
        };
    }
    if let (Some(expression), Some(instance)) = (value.native::<Expression>(), value.as_instance())
    {
        let class = &instance.class.name;
        let shown = expression.shown(class, depth);
        let bracketed = matches!(
            expression.class,
            "CombinedExpression" | "When" | "Case" | "Window" | "RowRange" | "ValueRange"
        );
        return if represented && bracketed {
            format!("<{class}: {shown}>")
        } else {
            shown
        };
    }
    match value.unboxed() {
        Value::None => "None".to_owned(),
        Value::Bool(true) => "True".to_owned(),
        Value::Bool(false) => "False".to_owned(),
        Value::Int(number) => number.to_string(),
        Value::BigInt(number) => number.to_string(),
        Value::Float(number) => format!("{number:?}"),
        Value::Str(text) if represented => quoted(text),
        Value::Str(text) => text.to_string(),
        Value::Tuple(items) => {
            let items: Vec<String> = items
                .iter()
                .map(|item| shown_value(item, depth.saturating_sub(1), true))
                .collect();
            match items.as_slice() {
                [only] => format!("({only},)"),
                _ => format!("({})", items.join(", ")),
            }
        }
        Value::List(items) => {
            let items = items.borrow();
            let items: Vec<String> = items
                .iter()
                .map(|item| shown_value(item, depth.saturating_sub(1), true))
                .collect();
            format!("[{}]", items.join(", "))
        }
        _ => value.as_instance().map_or_else(
            || "…".to_owned(),
            |instance| format!("<{}>", instance.class.name),
        ),
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
        if let Some(source) = self.named_source(name) {
            return Some(Ok(source));
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

/// `str()` of an expression, a `Q` or a constant.
pub fn expression_text(value: &Value) -> String {
    shown_value(value, super::output_field::DEPTH, false)
}

/// `repr()` of an expression, a `Q` or a constant.
pub fn expression_repr(value: &Value) -> String {
    shown_value(value, super::output_field::DEPTH, true)
}

/// Whether two expressions are equal: of the same class, made by equal calls.
pub(crate) fn same(left: &Value, right: &Value) -> bool {
    match (deconstruct_value(left), deconstruct_value(right)) {
        (Some(left), Some(right)) => left.deep_equals(&right),
        _ => left.is(right),
    }
}
