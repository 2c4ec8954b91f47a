//! From what Python code writes to nodes: `resolve_expression`.

use std::rc::Rc;

use super::failure::{Failure, Outcome, field_error, type_error, unsupported, value_error};
use super::lookups::{Given, comparison, is_lookup_class, lookup_of_class};
use super::node::{Call, Node, Ordered, Subquery};
use super::output_field::output_field;
use super::queryset::QuerySetObject;
use super::sql::filter::Filtering;
use super::sql::{Aliases, Query};
use crate::database::SqlValue;
use crate::orm::exceptions::Exception;
use crate::orm::expressions::object::{Expression, is_expression};
use crate::orm::expressions::own::{self, Resolved};
use crate::orm::expressions::{Q, expression_repr};
use crate::orm::fields::{Field, FieldKind, to_sql};
use crate::python::value::Instance;
use crate::python::{Interpreter, Value};

/// An expression on its way into a query.
pub struct Resolving<'a> {
    /// What runs the program's code.
    pub interpreter: &'a mut Interpreter,
    /// The query.
    pub query: &'a mut Query,
    /// Whether other tables may be joined.
    pub allow_joins: bool,
    /// Whether it is for `aggregate()`.
    pub summarize: bool,
    /// The joins that may be used again; all when there is no such set.
    pub reuse: &'a mut Option<Aliases>,
}

impl Query {
    /// An expression of the query, for `annotate()` and its like.
    ///
    /// # Errors
    ///
    /// What resolving raises.
    pub fn resolve(&mut self, interpreter: &mut Interpreter, value: &Value) -> Outcome<Node> {
        Resolving {
            interpreter,
            query: self,
            allow_joins: true,
            summarize: false,
            reuse: &mut None,
        }
        .resolve(value)
    }

    /// An expression over the model's own columns.
    ///
    /// # Errors
    ///
    /// What resolving raises.
    pub fn resolve_without_joins(
        &mut self,
        interpreter: &mut Interpreter,
        value: &Value,
    ) -> Outcome<Node> {
        Resolving {
            interpreter,
            query: self,
            allow_joins: false,
            summarize: false,
            reuse: &mut None,
        }
        .resolve(value)
    }
}

impl Resolving<'_> {
    /// The node of an expression.
    ///
    /// # Errors
    ///
    /// `FieldError` for a name that is no field.
    pub fn resolve(&mut self, value: &Value) -> Outcome<Node> {
        self.interpreter.charge(2)?;
        self.interpreter.enter_native("")?;
        let resolved = self.resolve_any(value);
        self.interpreter.leave_native();
        resolved
    }

    fn resolve_any(&mut self, value: &Value) -> Outcome<Node> {
        if let Some(q) = value.native::<Q>() {
            return self.condition(q);
        }
        if let Some(Resolved(node)) = value.native::<Resolved>() {
            return Ok(node.clone());
        }
        if let Some(queryset) = value.native::<QuerySetObject>() {
            let query = queryset.query();
            let query = self.resolve_query(&query)?;
            return Ok(subquery(query, false, None));
        }
        let (Some(expression), Some(instance)) =
            (value.native::<Expression>(), value.as_instance())
        else {
            let type_name = self.interpreter.type_name(value);
            return Err(unsupported(&format!("'{type_name}'")));
        };
        let text = |name: &str| expression.text(name).unwrap_or_default();
        let field = expression
            .output_field
            .as_ref()
            .and_then(Field::of_instance);
        match expression.class {
            "F" => {
                let (joins, summarize) = (self.allow_joins, self.summarize);
                self.query
                    .resolve_ref(&text("name"), joins, self.reuse, summarize)
            }
            "OuterRef" => Ok(outer(expression)),
            "Value" => Ok(match expression.options.get("value") {
                Some(value) => Node::Constant {
                    field: field
                        .or_else(|| crate::orm::expressions::output_field::constant_field(value)),
                    value: value.clone(),
                },
                None => Node::constant(Value::None),
            }),
            "Star" => Ok(Node::Star),
            "RawSQL" => self.raw(expression, field),
            "OrderBy" => self.ordered(expression),
            "Subquery" | "Exists" => self.subquery(expression, field),
            "Extract" => self.part(expression, &text("lookup_name")),
            "TruncDate" => self.part(expression, "date"),
            "TruncTime" => self.part(expression, "time"),
            class if class.starts_with("Extract") => {
                let part = extracted_part(class);
                self.part(expression, part)
            }
            "KeyTransform" | "KeyTextTransform" => {
                let source = self.source(expression, 0)?;
                let text = expression.class == "KeyTextTransform";
                Ok(source.key(&self.key_name(expression)?, text))
            }
            class if is_lookup_class(class) && own::method(&instance.class).is_none() => {
                self.lookup(expression)
            }
            _ => self.call(expression, instance, field),
        }
    }

    /// `Q.resolve_expression`: joins that a condition in an expression needs lose no rows.
    fn condition(&mut self, q: &Q) -> Outcome<Node> {
        let filtering = Filtering {
            allow_joins: self.allow_joins,
            split_subq: false,
            summarize: self.summarize,
            ..Filtering::default()
        };
        let added = self
            .query
            .add_q_with(self.interpreter, q, filtering, self.reuse);
        let (clause, joins) = added?;
        self.query.promote_joins(joins);
        Ok(Node::Where(Rc::new(clause)))
    }

    fn raw(&mut self, expression: &Expression, field: Option<Field>) -> Outcome<Node> {
        let params = expression
            .options
            .get("params")
            .and_then(Value::as_sequence);
        let mut values: Vec<SqlValue> = Vec::new();
        for value in params.unwrap_or_default() {
            values.push(to_sql(self.interpreter, &value)?);
        }
        Ok(Node::Raw {
            sql: expression.text("sql").unwrap_or_default(),
            params: values,
            field,
        })
    }

    fn ordered(&mut self, expression: &Expression) -> Outcome<Node> {
        let node = self.source(expression, 0)?;
        let nulls_first = match () {
            () if expression.flag("nulls_first") => Some(true),
            () if expression.flag("nulls_last") => Some(false),
            () => None,
        };
        Ok(Node::Ordered(Rc::new(Ordered {
            node,
            descending: expression.flag("descending"),
            nulls_first,
        })))
    }

    fn subquery(&mut self, expression: &Expression, field: Option<Field>) -> Outcome<Node> {
        let queryset = expression.options.get("queryset").unwrap_or(&Value::None);
        let Some(object) = queryset.native::<QuerySetObject>() else {
            let type_name = self.interpreter.type_name(queryset);
            return Err(unsupported(&format!("{}('{type_name}')", expression.class)));
        };
        let query = object.query();
        let query = self.resolve_query(&query)?;
        Ok(subquery(query, expression.class == "Exists", field))
    }

    /// `Query.resolve_expression`: the query as a part of another one.
    pub fn resolve_query(&mut self, query: &Query) -> Outcome<Query> {
        let mut query = query.clone();
        query.bump_prefix(self.query, None);
        query.subquery = true;
        let mut query = self.resolve_outer(&query)?;
        for annotation in query.annotations.values_mut() {
            *annotation = annotation.resolved_again();
        }
        for combined in &mut query.combined_queries {
            *combined = self.resolve_query(&combined.clone())?;
        }
        for (alias, table) in &self.query.alias_map {
            let renamed = table.name != *alias;
            query.external_aliases.insert(alias.clone(), renamed);
        }
        Ok(query)
    }

    /// Replaces the names that mean columns of this query.
    fn resolve_outer(&mut self, query: &Query) -> Outcome<Query> {
        let mut names: Vec<Rc<str>> = Vec::new();
        for node in query.annotations.values() {
            collect_outer(node, &mut names);
        }
        for node in query.where_.leaves() {
            collect_outer(node, &mut names);
        }
        for node in &query.select {
            collect_outer(node, &mut names);
        }
        let mut found: Vec<(Rc<str>, Node)> = Vec::new();
        for name in names {
            if !found.iter().any(|(known, _)| *known == name) {
                let node = self
                    .query
                    .resolve_ref(&name, self.allow_joins, self.reuse, false)?;
                if node.contains_over_clause() {
                    let message = format!(
                        "Referencing outer query window expression is not \
                                           supported: {name}."
                    );
                    let class = "django.db.utils.NotSupportedError";
                    return Err(Exception::new(class, message).into());
                }
                found.push((name, node));
            }
        }
        // What stood further out is one query nearer now.
        let replace = |node: &Node| match node {
            Node::Outer { name, levels: 0 } => {
                let node = found.iter().find(|(known, _)| known == name);
                node.map(|(_, node)| node.clone())
            }
            Node::Outer { name, levels } => Some(Node::Outer {
                name: name.clone(),
                levels: levels - 1,
            }),
            _ => None,
        };
        Ok(query.map_own(&replace))
    }

    fn part(&mut self, expression: &Expression, name: &str) -> Outcome<Node> {
        let source = self.source(expression, 0)?;
        let field = source.output_field();
        let is = |kind: FieldKind| {
            let field = field.as_ref();
            field.is_some_and(|field| field.kind.is_subclass(kind))
        };
        let is_plain_date = is(FieldKind::DateField) && !is(FieldKind::DateTimeField);
        if is_plain_date && matches!(name, "hour" | "minute" | "second") {
            let field = field.as_ref().map(Field::name).unwrap_or_default();
            return Err(value_error(format!(
                "Cannot extract time component '{name}' from DateField '{field}'."
            )));
        }
        let message = match () {
            () if is(FieldKind::DurationField) => {
                "Extract requires native DurationField database support."
            }
            () if matches!(name, "date" | "time")
                || is(FieldKind::DateField)
                || is(FieldKind::TimeField) =>
            {
                return Ok(Node::Transform {
                    name: name.into(),
                    source: Rc::new(source),
                    zone: expression.option("tzinfo").cloned(),
                });
            }
            () => {
                "Extract input expression must be DateField, DateTimeField, TimeField, or \
                 DurationField."
            }
        };
        Err(value_error(message))
    }

    fn lookup(&mut self, expression: &Expression) -> Outcome<Node> {
        let lhs = self.source(expression, 0)?;
        let rhs = expression
            .options
            .get("rhs")
            .cloned()
            .unwrap_or(Value::None);
        let given = self.resolve_lookup_value(&rhs)?;
        let name = lookup_of_class(expression.class).unwrap_or("exact");
        let settings = self.query.apps.settings.clone();
        comparison(self.interpreter, &settings, name, lhs, given)
    }

    fn key_name(&mut self, expression: &Expression) -> Outcome<Rc<str>> {
        let name = expression.options.get("key_name").cloned();
        Ok(self.interpreter.str(&name.unwrap_or(Value::None))?)
    }

    fn source(&mut self, expression: &Expression, index: usize) -> Outcome<Node> {
        match expression.sources.get(index) {
            Some(source) => self.resolve(source),
            None => Err(unsupported(&format!(
                "{}() without arguments",
                expression.class
            ))),
        }
    }

    fn call(
        &mut self,
        expression: &Expression,
        instance: &Rc<Instance>,
        field: Option<Field>,
    ) -> Outcome<Node> {
        let mut sources = Vec::with_capacity(expression.sources.len());
        for source in &expression.sources {
            let is_star = expression.class == "Count" && is_star(source);
            sources.push(match is_star {
                true => Node::Star,
                false => self.resolve(source)?,
            });
        }
        if let Some(rhs) = expression.option("rhs").filter(|rhs| is_expression(rhs)) {
            sources.push(self.resolve(rhs)?);
        }
        only_of_columns(expression, &mut sources)?;
        let filter = match expression.option("filter") {
            Some(filter) => Some(self.resolve(filter)?),
            None => None,
        };
        let mut call = Call {
            instance: instance.clone(),
            sources,
            filter,
            output: None,
            mixed: None,
            summary: self.summarize,
        };
        if call.is_aggregate() {
            self.check_aggregate(&call)?;
        }
        match field.map_or_else(|| output_field(&call), |field| Ok(Some(field))) {
            Ok(field) => call.output = field,
            Err(mixed) => call.mixed = Some(mixed.into()),
        }
        check_truncation(&call)?;
        let is_aggregate = call.is_aggregate();
        let node = Node::Call(Rc::new(call));
        match expression.option("default").filter(|_| is_aggregate) {
            Some(default) => self.with_default(node, default),
            None => Ok(node),
        }
    }

    /// An aggregate of an aggregate is none, unless it is one over a whole query.
    fn check_aggregate(&self, call: &Call) -> Outcome<()> {
        let name = aggregate_name(call.class());
        if self.summarize {
            let mut refs = Vec::new();
            for source in &call.sources {
                source.refs(&mut refs);
            }
            for name_in in refs {
                let is_summary = self.query.annotations.get(&name_in).is_some_and(
                    |node| matches!(node, Node::Call(call) if call.summary && call.is_aggregate()),
                );
                if is_summary {
                    return Err(field_error(format!(
                        "Cannot compute {name}('{name_in}'): '{name_in}' is an aggregate"
                    )));
                }
            }
            return Ok(());
        }
        let expression = call.instance.native::<Expression>();
        for (index, source) in call.sources.iter().enumerate() {
            if source.contains_aggregate() {
                let written = expression.and_then(|it| it.sources.get(index));
                let before = match written.and_then(|it| it.native::<Expression>()) {
                    Some(inner) if inner.class == "F" => {
                        inner.text("name").unwrap_or_default().to_string()
                    }
                    _ => written.map_or_else(String::new, expression_repr),
                };
                return Err(field_error(format!(
                    "Cannot compute {name}('{before}'): '{before}' is an aggregate"
                )));
            }
        }
        Ok(())
    }

    /// `Coalesce(aggregate, default)`.
    fn with_default(&mut self, node: Node, default: &Value) -> Outcome<Node> {
        let default = match is_expression(default) {
            true => self.resolve(default)?,
            false => Node::Constant {
                value: default.clone(),
                field: node.output_field(),
            },
        };
        let pair = vec![Value::Int(0), Value::Int(0)];
        let arguments = crate::python::Arguments::positional(pair);
        let module = "django.db.models.functions.comparison";
        let coalesce = self.interpreter.import_module(module)?.get("Coalesce");
        let coalesce = coalesce.unwrap_or(Value::None);
        let written = self.interpreter.call(&coalesce, arguments)?;
        let Some(instance) = written.as_instance() else {
            return Ok(node);
        };
        Ok(Node::Call(Rc::new(Call {
            instance: instance.clone(),
            output: node.output_field(),
            sources: vec![node, default],
            filter: None,
            mixed: None,
            summary: self.summarize,
        })))
    }

    /// `resolve_lookup_value`: expressions in a value, also in a list.
    ///
    /// # Errors
    ///
    /// What resolving raises.
    pub fn resolve_lookup_value(&mut self, value: &Value) -> Outcome<Given> {
        if let Some(queryset) = value.native::<QuerySetObject>() {
            let query = queryset.query();
            return Ok(Given::Query(Rc::new(self.resolve_query(&query)?)));
        }
        if is_expression(value) {
            return self.resolve(value).map(Given::Node);
        }
        if let Value::List(_) | Value::Tuple(_) = value {
            let items = value.as_sequence().unwrap_or_default();
            let resolves =
                |item: &Value| is_expression(item) || item.native::<QuerySetObject>().is_some();
            if items.iter().any(resolves) {
                let items: Outcome<Vec<Given>> = items
                    .iter()
                    .map(|item| self.resolve_lookup_value(item))
                    .collect();
                return items.map(Given::Items);
            }
        }
        Ok(Given::Value(value.clone()))
    }
}

/// Of a composite key, `Count` takes the first column, and no other expression takes it.
fn only_of_columns(expression: &Expression, sources: &mut [Node]) -> Outcome<()> {
    for source in sources {
        let Some(parts) = source.composite() else {
            continue;
        };
        match (expression.class, parts.into_iter().next()) {
            ("Count", _) if expression.flag("distinct") => {
                let message = "COUNT(DISTINCT) doesn't support composite primary keys";
                return Err(value_error(message));
            }
            ("Count", Some(first)) => *source = first,
            (class, _) => {
                let class = if class == "Concat" {
                    "ConcatPair"
                } else {
                    class
                };
                return Err(value_error(format!(
                    "{class} expression does not support composite primary keys."
                )));
            }
        }
    }
    Ok(())
}

fn subquery(query: Query, exists: bool, output: Option<Field>) -> Node {
    Node::Subquery(Rc::new(Subquery {
        query: Rc::new(query),
        exists,
        output,
    }))
}

/// `OuterRef("name")`, or `OuterRef(OuterRef("name"))` for the query after the next.
fn outer(expression: &Expression) -> Node {
    let inner = expression
        .option("name")
        .and_then(|name| name.native::<Expression>());
    match inner {
        Some(inner) => match outer(inner) {
            Node::Outer { name, levels } => Node::Outer {
                name,
                levels: levels + 1,
            },
            other => other,
        },
        None => Node::Outer {
            name: expression.text("name").unwrap_or_default(),
            levels: 0,
        },
    }
}

fn collect_outer(node: &Node, names: &mut Vec<Rc<str>>) {
    match node {
        Node::Outer { name, levels: 0 } => names.push(name.clone()),
        // A query within looks for its own names first; what is left of it means this one.
        Node::Subquery(subquery) => {
            for node in subquery.query.annotations.values() {
                collect_outer(node, names);
            }
            for node in subquery.query.where_.leaves() {
                collect_outer(node, names);
            }
        }
        _ => {
            for source in node.sources() {
                collect_outer(source, names);
            }
        }
    }
}

fn is_star(value: &Value) -> bool {
    value.native::<Expression>().is_some_and(|expression| {
        expression.class == "Star"
            || (expression.class == "F" && expression.text("name").as_deref() == Some("*"))
    })
}

fn extracted_part(class: &str) -> &'static str {
    match class {
        "ExtractYear" => "year",
        "ExtractIsoYear" => "iso_year",
        "ExtractMonth" => "month",
        "ExtractDay" => "day",
        "ExtractWeek" => "week",
        "ExtractWeekDay" => "week_day",
        "ExtractIsoWeekDay" => "iso_week_day",
        "ExtractQuarter" => "quarter",
        "ExtractHour" => "hour",
        "ExtractMinute" => "minute",
        _ => "second",
    }
}

/// `TruncBase.resolve_expression`: what can be cut off of what.
fn check_truncation(call: &Call) -> Outcome<()> {
    let (Some(class), Some(field)) = (
        call.class().strip_prefix("Trunc"),
        call.sources.first().and_then(Node::output_field),
    ) else {
        return Ok(());
    };
    let is = |field: &Field, kind: FieldKind| field.kind.is_subclass(kind);
    let temporal =
        |field: &Field| is(field, FieldKind::DateField) || is(field, FieldKind::TimeField);
    let name = field.name();
    if !temporal(&field) {
        let message = format!("'{name}' isn't a DateField, TimeField, or DateTimeField.");
        return Err(type_error(message));
    }
    let output = call.output.clone().unwrap_or_else(|| field.clone());
    if !temporal(&output) {
        let message = "output_field must be either DateField, TimeField, or DateTimeField";
        return Err(value_error(message));
    }
    let part = match class {
        "" => call.text("kind").unwrap_or_default(),
        class => class.to_lowercase().into(),
    };
    let shown = match field.kind == output.kind {
        true => "DateTimeField",
        false => output.kind.name(),
    };
    let to_moment = is(&output, FieldKind::DateTimeField);
    let is_date = is(&field, FieldKind::DateField) && !is(&field, FieldKind::DateTimeField);
    let kind = match () {
        () if is_date && (to_moment || matches!(&*part, "hour" | "minute" | "second" | "time")) => {
            "DateField"
        }
        () if is(&field, FieldKind::TimeField)
            && (to_moment
                || matches!(
                    &*part,
                    "year" | "quarter" | "month" | "week" | "day" | "date"
                )) =>
        {
            "TimeField"
        }
        () => return Ok(()),
    };
    let message = format!("Cannot truncate {kind} '{name}' to {shown}.");
    Err(value_error(message))
}

/// `Aggregate.name`.
fn aggregate_name(class: &str) -> &str {
    match class {
        "Aggregate" => "None",
        other => other,
    }
}

/// The alias that an aggregate has when `annotate()` and `aggregate()` are given none.
///
/// # Errors
///
/// `TypeError` when it needs a name.
pub fn default_alias(value: &Value) -> Result<String, Failure> {
    let complex = || type_error("Complex expressions require an alias");
    let expression = value.native::<Expression>().ok_or_else(complex)?;
    let is_aggregate = crate::orm::expressions::classes::find(expression.class)
        .is_some_and(|class| class.module == "django.db.models.aggregates");
    let named = value.as_instance().and_then(|it| it.class.lookup("name"));
    let is_named = expression.class != "Aggregate" || named.is_some();
    match expression.sources.as_slice() {
        [only] if is_aggregate && is_named => {
            let inner = only.native::<Expression>().ok_or_else(complex)?;
            let name = match inner.class {
                "F" => inner.text("name").ok_or_else(complex)?,
                _ => return Err(complex()),
            };
            if &*name == "*" {
                return Err(complex());
            }
            Ok(format!("{name}__{}", expression.class.to_lowercase()))
        }
        _ => Err(complex()),
    }
}
