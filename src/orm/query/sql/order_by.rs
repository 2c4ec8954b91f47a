//! `ORDER BY`: from what `order_by()` and `Meta.ordering` say.

use std::rc::Rc;

use super::Query;
use super::compiler::{SQLCompiler, SelectItem};
use super::joins::PathError;
use crate::orm::expressions::object::{Expression, is_expression, make};
use crate::orm::fields::FieldKind;
use crate::orm::query::failure::{Outcome, field_error};
use crate::orm::query::node::{Node, Ordered};
use crate::orm::query::opts::{Member, Opts};
use crate::python::value::Instance;
use crate::python::{Arguments, Interpreter, Value};

/// A term of `ORDER BY`: an ordered node, and whether it names something that is selected.
pub(super) type Term = (Node, bool);

impl SQLCompiler {
    /// `_order_by_pairs()`, resolved.
    pub(super) fn order_by_terms(&mut self, interpreter: &mut Interpreter) -> Outcome<Vec<Term>> {
        let (ordering, of_meta) = self.ordering();
        self.meta_ordering = of_meta;
        let mut terms = Vec::new();
        for item in ordering {
            interpreter.charge(4)?;
            match item.as_text() {
                Some(text) => self.text_terms(interpreter, &text, &mut terms)?,
                None => terms.push(self.expression_term(interpreter, &item)?),
            }
        }
        Ok(terms)
    }

    fn ordering(&self) -> (Vec<Value>, bool) {
        let query = &self.query;
        if !query.order_by.is_empty() || !query.default_ordering {
            return (query.order_by.clone(), false);
        }
        let ordering = query.opts.as_ref().map(Opts::ordering).unwrap_or_default();
        let of_meta = !ordering.is_empty();
        (ordering, of_meta)
    }

    /// What is selected under this name, by its place.
    fn selected(&self, name: &str) -> Option<Node> {
        let place = |item: &SelectItem| item.alias.as_deref() == Some(name);
        let index = self.select.iter().rposition(place)?;
        self.position(index)
    }

    fn position(&self, index: usize) -> Option<Node> {
        let item = self.select.get(index)?;
        Some(Node::Position {
            ordinal: index + 1,
            source: Rc::new(item.node.clone()),
        })
    }

    fn expression_term(&mut self, interpreter: &mut Interpreter, item: &Value) -> Outcome<Term> {
        let written = item.native::<Expression>();
        let inner = match written {
            Some(expression) if expression.class == "OrderBy" => {
                expression.sources.first().cloned().unwrap_or(Value::None)
            }
            _ => item.clone(),
        };
        let mut ordered = match self.query.resolve(interpreter, item)? {
            Node::Ordered(ordered) => Ordered::clone(&ordered),
            node => Ordered {
                node,
                descending: false,
                nulls_first: None,
            },
        };
        if !self.query.standard_ordering {
            ordered.descending = !ordered.descending;
            ordered.nulls_first = ordered.nulls_first.map(|first| !first);
        }
        let named = inner
            .native::<Expression>()
            .filter(|expression| expression.class == "F")
            .and_then(|expression| expression.text("name"));
        let mut is_ref = false;
        if let Some(place) = named.and_then(|name| self.selected(&name)) {
            ordered.node = place;
            is_ref = true;
        } else if let Node::Constant { .. } = ordered.node {
            ordered.node = cast_constant(interpreter, &mut self.query, &inner)?;
        }
        Ok((Node::Ordered(Rc::new(ordered)), is_ref))
    }

    fn text_terms(
        &mut self,
        interpreter: &mut Interpreter,
        text: &str,
        terms: &mut Vec<Term>,
    ) -> Outcome<()> {
        if text == "?" {
            let random = interpreter.import_module("django.db.models.functions.math")?;
            let random = random.get("Random").unwrap_or(Value::None);
            let random = interpreter.call(&random, Arguments::default())?;
            let node = self.query.resolve(interpreter, &random)?;
            terms.push((Node::ordered(node, false), false));
            return Ok(());
        }
        let (name, descending) = direction(text, !self.query.standard_ordering);
        if let Some(place) = self.selected(name) {
            terms.push((Node::ordered(place, descending), true));
            return Ok(());
        }
        let (first, transforms) = match self.query.annotations.contains_key(name) {
            true => (name, Vec::new()),
            false => {
                let mut parts = name.split("__");
                (parts.next().unwrap_or_default(), parts.collect())
            }
        };
        if let Some(annotation) = self.query.annotations.get(first).cloned() {
            let mut node = annotation.resolved_again();
            for transform in transforms {
                node = self.query.try_transform(&node, transform, None)?;
            }
            terms.push((Node::ordered(node, descending), false));
            return Ok(());
        }
        let opts = self.query.opts.clone();
        let mut seen = Vec::new();
        let reversed = !self.query.standard_ordering;
        let found = self.find_ordering_name(interpreter, text, opts, None, reversed, &mut seen)?;
        terms.extend(found);
        Ok(())
    }

    /// `find_ordering_name`: a relation is ordered by as its model is.
    fn find_ordering_name(
        &mut self,
        interpreter: &mut Interpreter,
        text: &str,
        opts: Option<Opts>,
        alias: Option<Rc<str>>,
        reversed: bool,
        seen: &mut Vec<Vec<String>>,
    ) -> Outcome<Vec<Term>> {
        let (name, descending) = direction(text, reversed);
        let pieces: Vec<String> = name.split("__").map(str::to_owned).collect();
        let alias = alias.unwrap_or_else(|| self.query.initial_alias());
        let info = self
            .query
            .setup_joins(&pieces, opts.as_ref(), &alias, None, true)
            .map_err(PathError::into_failure)?;
        let relation = match &info.member {
            Member::Field(field) if field.is_relation() => Some(Some(field.attname())),
            Member::Field(_) => None,
            Member::Related(_) => Some(None),
        };
        let ordering = info.opts.ordering();
        let by_key = relation
            .as_ref()
            .and_then(Option::as_deref)
            .is_some_and(|attname| pieces.last().map(String::as_str) == Some(attname));
        let follows = relation.is_some()
            && !ordering.is_empty()
            && !by_key
            && name != "pk"
            && info.transforms.is_empty();
        if !follows && info.transforms.is_empty() && is_composite(&info.member) {
            let prefix = &pieces[..pieces.len().saturating_sub(1)];
            let mut terms = Vec::new();
            for field in info.opts.model.pk_fields() {
                let mut names = prefix.to_vec();
                names.push(field.attname().to_string());
                let sign = if text.starts_with('-') { "-" } else { "" };
                let text = format!("{sign}{}", names.join("__"));
                let (opts, alias) = (opts.clone(), Some(alias.clone()));
                let own = self.find_ordering_name(interpreter, &text, opts, alias, reversed, seen);
                terms.extend(own?);
            }
            return Ok(terms);
        }
        if !follows {
            let (target, alias, _) = self.query.trim_joins(&info);
            let node = self.query.transformed_column(&info, target, &alias)?;
            return Ok(vec![(Node::ordered(node, descending), false)]);
        }
        let joins = self.join_columns(&info.joins);
        if seen.contains(&joins) {
            return Err(field_error("Infinite loop caused by ordering."));
        }
        seen.push(joins);
        let last = info.joins.last().cloned();
        let mut terms = Vec::new();
        for item in ordering {
            let Some(text) = item.as_text() else {
                let prefixed = prefixed(interpreter, &item, &format!("{name}__"))?;
                let mut ordered = match self.query.resolve(interpreter, &prefixed)? {
                    Node::Ordered(ordered) => Ordered::clone(&ordered),
                    node => Ordered {
                        node,
                        descending,
                        nulls_first: None,
                    },
                };
                let _ = &mut ordered;
                terms.push((Node::Ordered(Rc::new(ordered)), false));
                continue;
            };
            let (opts, alias) = (Some(info.opts.clone()), last.clone());
            terms.extend(self.find_ordering_name(
                interpreter,
                &text,
                opts,
                alias,
                descending,
                seen,
            )?);
        }
        Ok(terms)
    }

    fn join_columns(&self, joins: &[Rc<str>]) -> Vec<String> {
        let columns = |alias: &Rc<str>| {
            let join = self.query.alias_map.get(alias)?.join.as_ref()?;
            let (left, right) = join.field.columns()?;
            Some(format!("{left}={right}"))
        };
        joins
            .iter()
            .map(|alias| columns(alias).unwrap_or_default())
            .collect()
    }
}

fn is_composite(member: &Member) -> bool {
    matches!(member, Member::Field(field) if field.kind == FieldKind::CompositePrimaryKey)
}

/// `get_order_dir`: the name, and whether it is downwards.
fn direction(text: &str, reversed: bool) -> (&str, bool) {
    match text.strip_prefix('-') {
        Some(name) => (name, !reversed),
        None => (text, reversed),
    }
}

/// A constant would be read as the place of a column.
fn cast_constant(
    interpreter: &mut Interpreter,
    query: &mut Query,
    constant: &Value,
) -> Outcome<Node> {
    let field = crate::orm::expressions::output_field::output_field(
        constant,
        None,
        crate::orm::expressions::output_field::DEPTH,
    );
    let kind = field.map_or("CharField", |field| field.kind.name());
    let models = interpreter.import_module("django.db.models")?;
    let field = models.get(kind).unwrap_or(Value::None);
    let field = interpreter.call(&field, Arguments::default())?;
    let module = interpreter.import_module("django.db.models.functions.comparison")?;
    let cast = module.get("Cast").unwrap_or(Value::None);
    let arguments = Arguments::positional(vec![constant.clone(), field]);
    let cast = interpreter.call(&cast, arguments)?;
    query.resolve(interpreter, &cast)
}

/// `prefix_references`: the expression with its names seen from another model.
fn prefixed(interpreter: &mut Interpreter, value: &Value, prefix: &str) -> Outcome<Value> {
    let (Some(expression), Some(instance)) = (value.native::<Expression>(), value.as_instance())
    else {
        return Ok(value.clone());
    };
    if expression.class == "F" {
        let name = format!("{prefix}{}", expression.text("name").unwrap_or_default());
        let arguments = Arguments::positional(vec![Value::str(name)]);
        return Ok(make(interpreter, "F", arguments)?);
    }
    let mut sources = Vec::new();
    for source in &expression.sources {
        sources.push(match is_expression(source) {
            true => prefixed(interpreter, source, prefix)?,
            false => source.clone(),
        });
    }
    let native = Expression {
        class: expression.class,
        sources,
        options: expression.options.clone(),
        extra: expression.extra.clone(),
        output_field: expression.output_field.clone(),
    };
    Ok(Value::Instance(Instance::with_native(
        &instance.class,
        Rc::new(native),
    )))
}
