//! What a query selects: columns, annotations, what `values()` asks for.

use std::collections::BTreeSet;
use std::rc::Rc;

use indexmap::IndexMap;

use super::joins::PathError;
use super::{GroupBy, Query, SelectRelated, Selected};
use crate::orm::expressions::object::is_expression;
use crate::orm::fields::Field;
use crate::orm::query::failure::{Failure, Outcome, field_error, value_error};
use crate::orm::query::node::Node;
use crate::python::{Interpreter, Value};

/// What may not stand in the name of a column.
const FORBIDDEN: &[char] = &['\'', '`', '"', ']', '[', ';', '#'];

impl Query {
    /// `set_select(columns)`.
    pub fn set_select(&mut self, columns: Vec<Node>) {
        self.default_cols = false;
        self.select = columns;
    }

    /// `clear_select_clause()`.
    pub fn clear_select_clause(&mut self) {
        self.select.clear();
        self.default_cols = false;
        self.select_related = SelectRelated::No;
        self.set_annotation_mask(Some(BTreeSet::new()));
        self.selected = None;
    }

    /// `clear_select_fields()`.
    pub fn clear_select_fields(&mut self) {
        self.select.clear();
        self.values_select.clear();
        self.selected = None;
    }

    /// `add_fields(names)`: selects these columns instead of the model's own.
    ///
    /// # Errors
    ///
    /// `FieldError` for a name that is no field.
    pub fn add_fields(&mut self, names: &[String], allow_many: bool) -> Outcome<()> {
        let (opts, alias) = (self.opts.clone(), self.initial_alias());
        let mut columns = Vec::with_capacity(names.len());
        for name in names {
            let parts: Vec<String> = name.split("__").map(str::to_owned).collect();
            let info = match self.setup_joins(&parts, opts.as_ref(), &alias, None, allow_many) {
                Ok(info) => info,
                Err(PathError::Many(_)) => {
                    return Err(field_error(format!("Invalid field name: '{name}'")));
                }
                Err(PathError::Failure(Failure::Error(exception)))
                    if !name.contains("__") && exception.class_path.ends_with(".FieldError") =>
                {
                    return Err(self.not_among_choices(name, opts.as_ref()));
                }
                Err(error) => return Err(error.into_failure()),
            };
            let (target, alias, _) = self.trim_joins(&info);
            columns.push(self.transformed_column(&info, target, &alias)?);
        }
        if !columns.is_empty() {
            self.set_select(columns);
        }
        Ok(())
    }

    /// `check_alias`: a name that could break out of the SQL is refused.
    ///
    /// # Errors
    ///
    /// `ValueError`.
    pub fn check_alias(&self, alias: &str) -> Outcome<()> {
        let is_forbidden = |letter: char| {
            FORBIDDEN.contains(&letter) || letter.is_whitespace() || letter.is_control()
        };
        let has_comment = ["--", "/*", "*/"].iter().any(|it| alias.contains(it));
        if alias.contains(is_forbidden) || has_comment {
            return Err(value_error(
                "Column aliases cannot contain whitespace characters, hashes, control characters, \
                 quotation marks, semicolons, or SQL comments.",
            ));
        }
        Ok(())
    }

    /// `add_annotation(annotation, alias, select)`.
    ///
    /// # Errors
    ///
    /// What resolving raises.
    pub fn add_annotation(
        &mut self,
        interpreter: &mut Interpreter,
        annotation: &Value,
        alias: &Rc<str>,
        select: bool,
    ) -> Outcome<()> {
        self.check_alias(alias)?;
        let node = self.resolve(interpreter, annotation)?;
        self.add_resolved_annotation(node, alias, select);
        Ok(())
    }

    /// [`Query::add_annotation`] of what is resolved already.
    pub fn add_resolved_annotation(&mut self, node: Node, alias: &Rc<str>, select: bool) {
        if select {
            self.append_annotation_mask(alias);
        } else {
            let names: BTreeSet<Rc<str>> = self
                .annotation_select()
                .map(|(name, _)| name.clone())
                .filter(|name| name != alias)
                .collect();
            self.set_annotation_mask(Some(names));
        }
        self.annotations.insert(alias.clone(), node);
        if let (true, Some(selected)) = (select, &mut self.selected) {
            selected.insert(alias.clone(), Selected::Annotation(alias.clone()));
        }
    }

    /// The names of the model's columns (`[f.attname for f in concrete_fields]`).
    pub fn concrete_names(&self) -> Vec<String> {
        let Some(opts) = &self.opts else {
            return Vec::new();
        };
        let fields = opts.model.concrete_fields();
        fields.map(|field| field.attname().to_string()).collect()
    }

    /// `set_values(fields)`: what `values()` selects.
    ///
    /// # Errors
    ///
    /// `FieldError` for a name that is neither a field nor an annotation.
    pub fn set_values(&mut self, fields: &[Rc<str>]) -> Outcome<()> {
        self.select_related = SelectRelated::No;
        self.deferred_loading = (BTreeSet::new(), true);
        self.clear_select_fields();
        let mut selected: IndexMap<Rc<str>, Selected> = IndexMap::new();
        let mut names: Vec<String> = Vec::new();
        if fields.is_empty() {
            names = self.concrete_names();
        } else {
            let mut annotations = BTreeSet::new();
            for field in fields {
                self.check_alias(field)?;
                if self.annotations.is_empty() {
                    selected.insert(field.clone(), Selected::Column(names.len()));
                    names.push(field.to_string());
                    continue;
                }
                self.default_cols = false;
                if self.selected_annotation(field).is_some() {
                    annotations.insert(field.clone());
                    selected.insert(field.clone(), Selected::Annotation(field.clone()));
                } else if self.annotations.contains_key(field) {
                    return Err(field_error(format!(
                        "Cannot select the '{field}' alias. Use annotate() to promote it."
                    )));
                } else {
                    let parts: Vec<String> = field.split("__").map(str::to_owned).collect();
                    self.names_to_path(&parts, self.opts.as_ref(), true, false)
                        .map_err(PathError::into_failure)?;
                    selected.insert(field.clone(), Selected::Column(names.len()));
                    names.push(field.to_string());
                }
            }
            self.set_annotation_mask(Some(annotations));
        }
        match std::mem::take(&mut self.group_by) {
            GroupBy::None => {}
            GroupBy::All => {
                let own = self.concrete_names();
                self.add_fields(&own, false)?;
                self.set_group_by(false);
                self.clear_select_fields();
            }
            GroupBy::Expressions(nodes) => {
                let expanded = nodes.into_iter().map(|node| match &node {
                    Node::Ref { name, .. } if !selected.contains_key(name) => {
                        self.annotations.get(name).cloned().unwrap_or(node)
                    }
                    _ => node,
                });
                self.group_by = GroupBy::Expressions(expanded.collect());
            }
        }
        self.values_select = names.iter().map(|name| name.as_str().into()).collect();
        self.add_fields(&names, true)?;
        self.selected = (!fields.is_empty()).then_some(selected);
        Ok(())
    }

    /// `set_group_by(allow_aliases)`: groups by what is selected.
    pub fn set_group_by(&mut self, allow_aliases: bool) {
        if allow_aliases && !self.values_select.is_empty() {
            self.move_computed_values();
        }
        let mut group_by = self.select.clone();
        for (alias, annotation) in self.annotation_select() {
            let columns = annotation.group_by_cols();
            if columns.is_empty() {
                continue;
            }
            if allow_aliases && !annotation.contains_aggregate() {
                group_by.push(Node::Ref {
                    name: alias.clone(),
                    source: Rc::new(annotation.clone()),
                });
            } else {
                group_by.extend(columns);
            }
        }
        self.group_by = GroupBy::Expressions(group_by);
    }

    /// What `values("date__year")` computes becomes an annotation.
    fn move_computed_values(&mut self) {
        let (mut computed, mut kept) = (IndexMap::new(), IndexMap::new());
        for (name, node) in self.values_select.iter().zip(&self.select) {
            match node {
                Node::Col(_) => kept.insert(name.clone(), node.clone()),
                _ => computed.insert(name.clone(), node.clone()),
            };
        }
        for name in computed.keys() {
            self.append_annotation_mask(name);
        }
        let names: Vec<Rc<str>> = computed.keys().cloned().collect();
        computed.extend(std::mem::take(&mut self.annotations));
        self.annotations = computed;
        self.select = kept.values().cloned().collect();
        self.values_select = kept.keys().cloned().collect();
        if let Some(selected) = &mut self.selected {
            for (index, name) in self.values_select.iter().enumerate() {
                selected.insert(name.clone(), Selected::Column(index));
            }
            for name in names {
                selected.insert(name.clone(), Selected::Annotation(name));
            }
        }
    }

    /// `add_ordering(*ordering)`: texts and expressions.
    ///
    /// # Errors
    ///
    /// `FieldError` for a name that is no field, and for what is neither text nor expression.
    pub fn add_ordering(
        &mut self,
        interpreter: &mut Interpreter,
        ordering: Vec<Value>,
    ) -> Outcome<()> {
        let mut wrong = Vec::new();
        for item in &ordering {
            let Some(text) = item.as_str() else {
                if !is_expression(item) {
                    wrong.push(item.clone());
                } else if is_aggregate(item) {
                    let shown = interpreter.str(item)?;
                    return Err(field_error(format!(
                        "Using an aggregate in order_by() without also including it in \
                         annotate() is not allowed: {shown}"
                    )));
                }
                continue;
            };
            let name = text.strip_prefix('-').unwrap_or(text);
            if text == "?" || self.annotations.contains_key(name) {
                continue;
            }
            let parts: Vec<String> = name.split("__").map(str::to_owned).collect();
            self.names_to_path(&parts, self.opts.as_ref(), true, false)
                .map_err(PathError::into_failure)?;
        }
        if !wrong.is_empty() {
            let shown = interpreter.repr(&Value::list(wrong))?;
            return Err(field_error(format!("Invalid order_by arguments: {shown}")));
        }
        if ordering.is_empty() {
            self.default_ordering = false;
        } else {
            self.order_by.extend(ordering);
        }
        Ok(())
    }

    /// `exists()`: the query that has a row when this one has.
    ///
    /// # Errors
    ///
    /// What selecting columns raises.
    pub fn exists(&self) -> Outcome<Self> {
        self.exists_limited(true)
    }

    fn exists_limited(&self, limit: bool) -> Outcome<Self> {
        let mut query = self.clone();
        if !(query.distinct && query.is_sliced()) {
            if matches!(query.group_by, GroupBy::All) {
                let names = query.concrete_names();
                query.add_fields(&names, false)?;
                query.set_group_by(false);
            }
            query.clear_select_clause();
        }
        if query.combinator.is_some_and(|it| it.name() == "union") {
            for combined in &mut query.combined_queries {
                *combined = combined.exists_limited(false)?;
            }
        }
        query.clear_ordering(true);
        if limit {
            query.set_limits(None, Some(1));
        }
        query.add_resolved_annotation(Node::constant(Value::Int(1)), &"a".into(), true);
        Ok(query)
    }

    /// `add_deferred_loading`: leaves out these fields.
    pub fn add_deferred_loading(&mut self, names: &[Rc<str>]) {
        let names: BTreeSet<Rc<str>> = names.iter().cloned().collect();
        let (existing, defer) = &self.deferred_loading;
        if *defer {
            self.deferred_loading = (existing.union(&names).cloned().collect(), true);
            return;
        }
        let left: BTreeSet<Rc<str>> = existing.difference(&names).cloned().collect();
        if !left.is_empty() {
            self.deferred_loading = (left, false);
            return;
        }
        let new: BTreeSet<Rc<str>> = names.difference(existing).cloned().collect();
        self.deferred_loading = (new, true);
    }

    /// `add_immediate_loading`: loads only these fields.
    pub fn add_immediate_loading(&mut self, names: &[Rc<str>]) {
        let pk = self.opts.as_ref().and_then(|opts| opts.model.pk());
        let own = |name: &Rc<str>| match (&**name, &pk) {
            ("pk", Some(pk)) => pk.name(),
            _ => name.clone(),
        };
        let names: BTreeSet<Rc<str>> = names.iter().map(own).collect();
        let (existing, defer) = &self.deferred_loading;
        self.deferred_loading = match defer {
            true => (names.difference(existing).cloned().collect(), false),
            false => (names, false),
        };
    }

    /// The field of a constraint's or a model's column by its attribute name.
    pub fn field(&self, name: &str) -> Option<Field> {
        self.opts.as_ref()?.model.get_field(name).ok()
    }
}

/// Whether the program wrote an aggregate: inside other expressions it counts too.
fn is_aggregate(value: &Value) -> bool {
    let Some(expression) = value.native::<crate::orm::expressions::Expression>() else {
        return false;
    };
    crate::orm::expressions::classes::find(expression.class)
        .is_some_and(|class| class.module == "django.db.models.aggregates")
        || expression.sources.iter().any(is_aggregate)
}
