//! `Window`: a function over the rows around a row.

use super::{Compiled, Compiler};
use crate::orm::expressions::object::Expression;
use crate::orm::query::node::{Call, Node};
use crate::orm::query::{Outcome, value_error};

impl Compiler<'_> {
    /// `Window.as_sql`.
    pub(super) fn window(&mut self, call: &Call) -> Outcome<Compiled> {
        let function = match call.source(0)? {
            // Casting a decimal is left to the whole.
            Node::Call(inner) if inner.is_aggregate() => self.aggregate(inner)?,
            Node::Call(inner) => self.function(inner)?.0,
            other => self.compile(other)?,
        };
        let (mut parts, mut params) = (Vec::new(), function.params);
        for part in call.sources.iter().skip(1) {
            let part = self.compile(part)?;
            parts.push(part.sql);
            params.extend(part.params);
        }
        Ok(Compiled {
            sql: format!("{} OVER ({})", function.sql, parts.join(" ")),
            params,
        })
    }

    /// `WindowFrame.as_sql`.
    pub(super) fn window_frame(&mut self, call: &Call) -> Outcome<Compiled> {
        let edge = |name: &str| call.option(name).filter(|value| !value.is_none());
        let is_range = call.class() == "ValueRange";
        for (name, wanted, bad) in [("start", "negative", 1), ("end", "positive", -1)] {
            let Some(value) = edge(name) else { continue };
            let wrong = match value.as_i64() {
                Some(number) => is_range && number.signum() == bad,
                None => true,
            };
            if wrong {
                let kind = if is_range {
                    format!("a {wanted}")
                } else {
                    "an".to_owned()
                };
                let shown = crate::orm::expressions::expression_text(&value);
                return Err(value_error(format!(
                    "{name} argument must be {kind} integer, zero, or None, but got '{shown}'."
                )));
            }
        }
        let number = |name: &str| edge(name).and_then(|value| value.as_i64());
        if !is_range
            && let (Some(start), Some(end)) = (number("start"), number("end"))
            && start > end
        {
            return Err(value_error("start cannot be greater than end."));
        }
        let frame = call.instance.native::<Expression>();
        Ok(Compiled::new(
            frame.map_or_else(String::new, Expression::frame),
        ))
    }
}
