//! Function calls: scalar, aggregate and window functions.

use super::{Binder, Permission};
use crate::database::expression::Node;
use crate::database::functions;
use crate::database::query::{
    AggregateCall, AggregateKind, Frame, WindowCall, WindowFunction, WindowKind,
};
use crate::database::sql::ast::{Call, Expr, Window};
use crate::database::{DatabaseError, SqlValue};

impl Binder<'_> {
    /// A function call.
    pub fn call(&mut self, call: &Call) -> Result<Node, DatabaseError> {
        if let Some(window) = &call.over {
            return self.window_call(call, window);
        }
        if let Some(kind) = aggregate_kind(call)? {
            return self.aggregate(call, kind);
        }
        if call.star || call.distinct {
            let message = format!("wrong number of arguments to function {}()", call.name.text);
            return Err(DatabaseError::operational(message));
        }
        if WindowKind::named(&call.name.text).is_some() {
            let message = format!("misuse of window function {}()", call.name.text);
            return Err(DatabaseError::operational(message));
        }
        if call.filter.is_some() {
            let message = "FILTER may not be used with non-aggregate";
            return Err(DatabaseError::operational(format!(
                "{message} {}()",
                call.name.text
            )));
        }
        if functions::is_random(&call.name.text) && self.permission != Permission::Query {
            let place = self.permission.place();
            let message = format!("non-deterministic functions prohibited in {place}");
            return Err(DatabaseError::operational(message));
        }
        let function = functions::find(&call.name.text, call.arguments.len())?;
        self.check_clock(call)?;
        Ok(Node::Function(function, self.bind_all(&call.arguments)?))
    }

    /// `date('now')` may not decide what a constraint or an index says.
    fn check_clock(&self, call: &Call) -> Result<(), DatabaseError> {
        let clocks = [
            "date",
            "time",
            "datetime",
            "julianday",
            "strftime",
            "unixepoch",
        ];
        if !clocks.iter().any(|clock| call.name.is(clock)) {
            return Ok(());
        }
        let is_now = |argument: &Expr| matches!(argument, Expr::Value(SqlValue::Text(text)) if text.eq_ignore_ascii_case("now"));
        match call.arguments.is_empty() || call.arguments.iter().any(is_now) {
            true => self.deterministic(),
            false => Ok(()),
        }
    }

    fn aggregate(&mut self, call: &Call, kind: AggregateKind) -> Result<Node, DatabaseError> {
        let misuse =
            || DatabaseError::operational(format!("misuse of aggregate: {}()", call.name.text));
        if self.permission != Permission::Query {
            let name = &call.name.text;
            let message = format!("misuse of aggregate function {name}()");
            return Err(DatabaseError::operational(message));
        }
        let key = Expr::Call(Box::new(call.clone()));
        let level = self.level().ok_or_else(misuse)?;
        if level.in_aggregate {
            let message = format!("misuse of aggregate function {}()", call.name.text);
            return Err(DatabaseError::operational(message));
        }
        if !level.aggregates_allowed {
            return Err(misuse());
        }
        level.selects_aggregate = true;
        if let Some(known) = level.aggregates.iter().position(|(expr, _)| *expr == key) {
            return Ok(Node::Aggregate(known));
        }
        level.aggregates_allowed = false;
        level.in_aggregate = true;
        let windows_allowed = std::mem::take(&mut level.windows_allowed);
        let bound = self.aggregate_call(call, kind);
        let Some(level) = self.level() else {
            return Err(misuse());
        };
        level.aggregates_allowed = true;
        level.in_aggregate = false;
        level.windows_allowed = windows_allowed;
        level.aggregates.push((key, bound?));
        Ok(Node::Aggregate(level.aggregates.len() - 1))
    }

    fn aggregate_call(
        &mut self,
        call: &Call,
        kind: AggregateKind,
    ) -> Result<AggregateCall, DatabaseError> {
        if call.distinct && call.arguments.len() != 1 {
            let message = "DISTINCT aggregates must have exactly one argument";
            return Err(DatabaseError::operational(message));
        }
        let arguments = self.bind_all(&call.arguments)?;
        let filter = call
            .filter
            .as_ref()
            .map(|filter| self.bind(filter))
            .transpose()?;
        let collation = arguments
            .first()
            .and_then(Node::collation)
            .unwrap_or_default()
            .0;
        Ok(AggregateCall {
            kind,
            arguments,
            distinct: call.distinct,
            filter,
            collation,
        })
    }

    fn window_call(&mut self, call: &Call, window: &Window) -> Result<Node, DatabaseError> {
        let misuse = || {
            DatabaseError::operational(format!("misuse of window function {}()", call.name.text))
        };
        if !self.level().is_some_and(|level| level.windows_allowed) {
            return Err(misuse());
        }
        let window = self.named_window(window)?;
        if let Some(level) = self.level() {
            level.windows_allowed = false;
        }
        let bound = self.bind_window(call, &window);
        let level = self.level().ok_or_else(misuse)?;
        level.windows_allowed = true;
        level.windows.push(bound?);
        Ok(Node::Window(level.windows.len() - 1))
    }

    /// The window with what its base adds.
    fn named_window(&mut self, window: &Window) -> Result<Window, DatabaseError> {
        let Some(base) = &window.base else {
            return Ok(window.clone());
        };
        let known = self.level().and_then(|level| {
            level
                .named_windows
                .iter()
                .find(|(name, _)| name.is(&base.text))
                .cloned()
        });
        let Some((_, mut merged)) = known else {
            return Err(DatabaseError::operational(format!(
                "no such window: {}",
                base.text
            )));
        };
        if !window.order.is_empty() {
            merged.order.clone_from(&window.order);
        }
        merged.frame = window.frame.clone().or(merged.frame);
        Ok(merged)
    }

    fn bind_window(&mut self, call: &Call, window: &Window) -> Result<WindowCall, DatabaseError> {
        let function = match aggregate_kind(call)? {
            Some(kind) => WindowFunction::Aggregate(self.aggregate_call(call, kind)?),
            None => {
                let Some(kind) = WindowKind::named(&call.name.text) else {
                    let name = &call.name.text;
                    functions::find(name, call.arguments.len())?;
                    let message = format!("{name}() may not be used as a window function");
                    return Err(DatabaseError::operational(message));
                };
                WindowFunction::Ranking(kind, self.bind_all(&call.arguments)?)
            }
        };
        Ok(WindowCall {
            function,
            partition: self.bind_all(&window.partition)?,
            order: self.order_nodes(&window.order)?,
            frame: Frame::parse(window.frame.as_deref(), window.order.len())?,
        })
    }
}

/// The aggregate that a call is; `min` and `max` are one with a single argument.
fn aggregate_kind(call: &Call) -> Result<Option<AggregateKind>, DatabaseError> {
    let Some((kind, allowed)) = AggregateKind::named(&call.name.text) else {
        return Ok(None);
    };
    let count = call.arguments.len();
    if matches!(kind, AggregateKind::Minimum | AggregateKind::Maximum) && count != 1 {
        return Ok(None);
    }
    let fits = match call.star {
        true => kind == AggregateKind::Count,
        false => allowed.contains(&count),
    };
    if !fits {
        let message = format!("wrong number of arguments to function {}()", call.name.text);
        return Err(DatabaseError::operational(message));
    }
    Ok(Some(kind))
}
