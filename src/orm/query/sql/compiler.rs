//! `SQLCompiler`: a query as one SELECT.

use std::rc::Rc;

use indexmap::IndexMap;

use super::aliases::relabeled;
use super::joins::JoinInfo;
use super::{Combinator, GroupBy, Names, Query, SelectRelated, Selected, Table};
use crate::database::SqlValue;
use crate::orm::exceptions::Exception;
use crate::orm::expressions::compiler::{Compiled, Compiler, quote_name};
use crate::orm::fields::Field;
use crate::orm::model::ModelKey;
use crate::orm::query::failure::{Failure, Outcome, field_error, unsupported};
use crate::orm::query::node::{Col, Node};
use crate::orm::query::opts::Opts;
use crate::python::{Interpreter, Value};

/// Makes one SELECT of a query.
pub struct SQLCompiler {
    /// The query, with the joins that ordering and related objects added.
    pub query: Query,
    /// What is selected.
    pub select: Vec<SelectItem>,
    /// Which of it is the columns of objects.
    pub klass_info: Option<KlassInfo>,
    /// The place of each name among what is selected.
    pub annotation_col_map: IndexMap<Rc<str>, usize>,
    /// Whether a condition that never holds is an error; it is `0 = 1` otherwise.
    pub(super) elide_empty: bool,
    pub(super) meta_ordering: bool,
}

/// Something that is selected.
#[derive(Clone)]
pub struct SelectItem {
    /// The expression.
    pub node: Node,
    /// Its SQL.
    pub compiled: Compiled,
    /// Its name.
    pub alias: Option<Rc<str>>,
}

/// A term of `ORDER BY`.
pub struct OrderItem {
    /// The expression.
    pub node: Node,
    /// Its SQL.
    pub compiled: Compiled,
    /// Whether it names something that is selected.
    pub is_ref: bool,
}

/// The columns of an object among those of a row.
#[derive(Clone)]
pub struct KlassInfo {
    /// The object's model.
    pub opts: Opts,
    /// The places of its columns.
    pub select_fields: Vec<usize>,
    /// The objects that are related to it.
    pub related: Vec<RelatedKlassInfo>,
}

/// The columns of an object that is related to another one of the same row.
#[derive(Clone)]
pub struct RelatedKlassInfo {
    /// The object.
    pub klass: KlassInfo,
    /// The relation.
    pub field: Field,
    /// Under which name the first object keeps the second.
    pub local_name: Rc<str>,
    /// Under which name the second keeps the first.
    pub remote_name: Option<Rc<str>>,
    /// Whether the second inherits from the first, so that they share columns.
    pub from_parent: bool,
}

impl SQLCompiler {
    /// A compiler for a query.
    pub fn new(query: &Query, elide_empty: bool) -> Self {
        Self {
            query: query.clone(),
            select: Vec::new(),
            klass_info: None,
            annotation_col_map: IndexMap::new(),
            elide_empty,
            meta_ordering: false,
        }
    }

    /// `as_sql(with_limits, with_col_aliases)`.
    ///
    /// # Errors
    ///
    /// [`Failure::Empty`] for a query that has no rows; what resolving raises.
    pub fn as_sql(
        &mut self,
        interpreter: &mut Interpreter,
        with_limits: bool,
        with_col_aliases: bool,
    ) -> Outcome<Compiled> {
        interpreter.enter_native("")?;
        let compiled = self.whole(interpreter, with_limits, with_col_aliases);
        interpreter.leave_native();
        compiled
    }

    fn whole(
        &mut self,
        interpreter: &mut Interpreter,
        with_limits: bool,
        with_col_aliases: bool,
    ) -> Outcome<Compiled> {
        let combinator = self.query.combinator;
        if self.query.alias_refcount.values().all(|count| *count == 0) {
            self.query.initial_alias();
        }
        self.set_up_select(interpreter, with_col_aliases || combinator.is_some())?;
        let mut order_by = self.order_by(interpreter)?;
        let (where_, having, qualify) = self.query.where_.split_having_qualify(false);
        let extra = self.extra_select(&order_by);
        let query = self.query.clone();
        let group_by = self.group_by(interpreter, &query, &extra, &order_by, having.as_ref())?;
        let mut sql: Vec<String>;
        let mut params: Vec<SqlValue> = Vec::new();
        if let Some(combinator) = combinator {
            let combined = self.combined(interpreter, combinator)?;
            sql = vec![combined.sql];
            params.extend(combined.params);
        } else if let Some(qualify) = qualify {
            let terms: Vec<Node> = order_by.drain(..).map(|term| term.node).collect();
            let qualified = self.qualified(interpreter, [where_, having], &qualify, &terms)?;
            sql = vec![qualified.sql];
            params.extend(qualified.params);
        } else {
            if !self.query.distinct_fields.is_empty() {
                let message = "DISTINCT ON fields is not supported by this database backend";
                let class = "django.db.utils.NotSupportedError";
                return Err(Exception::new(class, message).into());
            }
            let from = self.get_from_clause(interpreter)?;
            let where_ = match where_ {
                Some(node) => self.condition(interpreter, &node, self.elide_empty)?,
                None => None,
            };
            let having = match having {
                Some(node) => self.condition(interpreter, &node, true)?,
                None => None,
            };
            let distinct = if self.query.distinct {
                "SELECT DISTINCT"
            } else {
                "SELECT"
            };
            sql = vec![distinct.to_owned()];
            let columns = self.select.iter().chain(&extra).map(SelectItem::sql);
            sql.push(columns.collect::<Vec<_>>().join(", "));
            let items = self.select.iter().chain(&extra);
            params.extend(items.flat_map(|item| item.compiled.params.clone()));
            if !from.sql.is_empty() {
                sql.push(format!("FROM {}", from.sql));
                params.extend(from.params);
            }
            if let Some(where_) = where_ {
                sql.push(format!("WHERE {}", where_.sql));
                params.extend(where_.params);
            }
            if !group_by.is_empty() {
                let terms: Vec<&str> = group_by.iter().map(|term| term.sql.as_str()).collect();
                sql.push(format!("GROUP BY {}", terms.join(", ")));
                params.extend(group_by.iter().flat_map(|term| term.params.clone()));
                if self.meta_ordering {
                    order_by.clear();
                }
            }
            if let Some(having) = having {
                sql.push(format!("HAVING {}", having.sql));
                params.extend(having.params);
            }
        }
        if !order_by.is_empty() {
            let terms: Vec<&str> = order_by
                .iter()
                .map(|term| term.compiled.sql.as_str())
                .collect();
            let ordering = format!("ORDER BY {}", terms.join(", "));
            sql.push(ordering);
            params.extend(
                order_by
                    .iter()
                    .flat_map(|term| term.compiled.params.clone()),
            );
        }
        if with_limits && self.query.is_sliced() {
            sql.push(limit_offset(self.query.low_mark, self.query.high_mark));
        }
        let compiled = Compiled {
            sql: sql.join(" "),
            params,
        };
        match self.query.subquery && !extra.is_empty() {
            true => Ok(self.without_extra(compiled)),
            false => Ok(compiled),
        }
    }

    /// What ordering selects beside what was asked for is taken off again.
    fn without_extra(&self, compiled: Compiled) -> Compiled {
        let columns = self.select.iter().map(|item| {
            let name = match (&item.alias, &item.node) {
                (Some(alias), _) => alias.clone(),
                (None, Node::Col(col)) => col.target.column().unwrap_or_default(),
                _ => "".into(),
            };
            match &item.alias {
                Some(_) => format!("\"subquery\".{}", quote_name(&name)),
                None => format!("subquery.{}", quote_name(&name)),
            }
        });
        let columns = columns.collect::<Vec<_>>().join(", ");
        compiled.wrap(&format!("SELECT {columns} FROM ("), ") subquery")
    }

    fn condition(
        &self,
        interpreter: &mut Interpreter,
        node: &super::where_node::WhereNode,
        elide_empty: bool,
    ) -> Outcome<Option<Compiled>> {
        match Compiler::new(interpreter, &self.query).where_node(node) {
            Ok(compiled) => Ok(Some(compiled)),
            Err(Failure::Full) => Ok(None),
            Err(Failure::Empty) if !elide_empty => Ok(Some(Compiled::new("0 = 1"))),
            Err(failure) => Err(failure),
        }
    }

    /// `get_select`.
    pub(super) fn set_up_select(
        &mut self,
        interpreter: &mut Interpreter,
        with_col_aliases: bool,
    ) -> Outcome<()> {
        let mask = self.query.select_mask()?;
        let columns = match self.query.default_cols {
            true => self.default_columns(&mask, None, None, None),
            false => self.query.select.clone(),
        };
        let mut items: Vec<(Node, Option<Rc<str>>)> = Vec::new();
        let mut select_fields = Vec::new();
        match &self.query.selected {
            None => {
                let annotations = self.query.annotation_select();
                let (extra, rest): (Vec<_>, Vec<_>) =
                    annotations.partition(|(name, _)| self.query.extra.contains(*name));
                let named = |(name, node): (&Rc<str>, &Node)| (node.clone(), Some(name.clone()));
                items.extend(extra.into_iter().map(named));
                select_fields = (items.len()..items.len() + columns.len()).collect();
                items.extend(columns.into_iter().map(|column| (column, None)));
                items.extend(rest.into_iter().map(named));
            }
            Some(selected) => {
                for (index, (name, what)) in selected.iter().enumerate() {
                    let node = match what {
                        Selected::Annotation(name) => self.query.annotations.get(name).cloned(),
                        Selected::Column(place) => {
                            select_fields.push(index);
                            columns.get(*place).cloned()
                        }
                    };
                    // The columns of a composite key have no name.
                    items.extend(node.map(|node| match node.composite() {
                        Some(_) => (node, None),
                        None => (node, Some(name.clone())),
                    }));
                }
            }
        }
        for (index, (_, alias)) in items.iter().enumerate() {
            if let Some(alias) = alias {
                self.annotation_col_map.insert(alias.clone(), index);
            }
        }
        if let (Some(opts), false) = (self.query.opts.clone(), select_fields.is_empty()) {
            self.klass_info = Some(KlassInfo {
                opts,
                select_fields,
                related: Vec::new(),
            });
        }
        if !matches!(self.query.select_related, SelectRelated::No) {
            let related = self.related_selections(&mut items, &mask)?;
            if let Some(info) = &mut self.klass_info {
                info.related = related;
            }
        }
        self.compile_select(interpreter, items, with_col_aliases)
    }

    fn compile_select(
        &mut self,
        interpreter: &mut Interpreter,
        items: Vec<(Node, Option<Rc<str>>)>,
        with_col_aliases: bool,
    ) -> Outcome<()> {
        let mut select = Vec::with_capacity(items.len());
        let mut unnamed = 0;
        for (node, mut alias) in items {
            let compiled = match Compiler::new(interpreter, &self.query).compile(&node) {
                Ok(compiled) => compiled,
                // What never matches has the value that it has over no rows.
                Err(Failure::Empty) => Compiled::new(match &node {
                    Node::Subquery(_) => "NULL",
                    Node::Call(call) if call.is_aggregate() && call.class() != "Count" => "NULL",
                    _ => "0",
                }),
                Err(Failure::Full) => Compiler::new(interpreter, &self.query).truth(true),
                Err(failure) => return Err(failure),
            };
            if let Node::Call(call) = &node
                && let Some(mixed) = &call.mixed
            {
                return Err(field_error(mixed.as_ref()));
            }
            if alias.is_none() && with_col_aliases {
                unnamed += 1;
                alias = Some(format!("col{unnamed}").into());
            }
            select.push(SelectItem {
                node,
                compiled,
                alias,
            });
        }
        self.select = select;
        Ok(())
    }

    /// `get_default_columns`: the columns of a model, those of its parents included.
    pub(super) fn default_columns(
        &mut self,
        mask: &Names,
        alias: Option<Rc<str>>,
        opts: Option<&Opts>,
        from_parent: Option<&Opts>,
    ) -> Vec<Node> {
        let Some(opts) = opts.cloned().or_else(|| self.query.opts.clone()) else {
            return Vec::new();
        };
        let start = alias.unwrap_or_else(|| self.query.initial_alias());
        let mut seen: Vec<(ModelKey, Rc<str>)> = Vec::new();
        let mut columns = Vec::new();
        let own = opts.model.concrete_key();
        let fields: Vec<Field> = opts.model.concrete_fields().cloned().collect();
        for field in fields {
            let declared = opts.owner_of(&field).model.concrete_key();
            let inherited = declared != own;
            if let (true, Some(parent)) = (inherited, from_parent) {
                let known = parent.model.concrete_key() == declared
                    || !parent.base_chain(&declared).is_empty();
                if known {
                    continue;
                }
            }
            if !mask.0.is_empty() && !mask.0.contains_key(&field.name()) {
                continue;
            }
            let alias = match inherited {
                true => self.join_parent_model(&opts, &declared, &start, &mut seen),
                false => start.clone(),
            };
            columns.push(self.query.col(&opts, &field, &alias));
        }
        columns
    }

    /// `join_parent_model`.
    fn join_parent_model(
        &mut self,
        opts: &Opts,
        parent: &ModelKey,
        start: &Rc<str>,
        seen: &mut Vec<(ModelKey, Rc<str>)>,
    ) -> Rc<str> {
        let mut alias = start.clone();
        let mut current = opts.concrete();
        for between in current.base_chain(parent) {
            let key = between.key();
            if let Some((_, known)) = seen.iter().find(|(known, _)| *known == key) {
                alias = known.clone();
                current = between;
                continue;
            }
            let link = current.model.parents().iter().find(|(it, _)| *it == key);
            let name = link.and_then(|(_, link)| link.as_ref());
            if let Some(name) = name {
                let names = [name.to_string()];
                let joined = self
                    .query
                    .setup_joins(&names, Some(&current), &alias, None, true);
                if let Ok(JoinInfo { joins, .. }) = joined {
                    alias = joins.last().cloned().unwrap_or(alias);
                    seen.push((key, alias.clone()));
                }
            }
            current = between;
        }
        alias
    }

    /// `get_order_by`.
    pub(in crate::orm::query) fn order_by(
        &mut self,
        interpreter: &mut Interpreter,
    ) -> Outcome<Vec<OrderItem>> {
        let mut items: Vec<OrderItem> = Vec::new();
        for (mut node, is_ref) in self.order_by_terms(interpreter)? {
            if !is_ref && self.query.combinator.is_some() {
                node = self.in_combined(&node)?;
            }
            let compiled = Compiler::new(interpreter, &self.query).compile(&node)?;
            let same = |item: &OrderItem| {
                without_direction(&item.compiled.sql) == without_direction(&compiled.sql)
                    && item.compiled.params == compiled.params
            };
            if !items.iter().any(same) {
                items.push(OrderItem {
                    node,
                    compiled,
                    is_ref,
                });
            }
        }
        Ok(items)
    }

    /// A combined query is ordered by the names of what it selects.
    fn in_combined(&mut self, node: &Node) -> Outcome<Node> {
        let Node::Ordered(ordered) = node else {
            return Ok(node.clone());
        };
        let found = self
            .select
            .iter()
            .find(|item| item.node.same(&ordered.node));
        let name = match found {
            Some(item) => match (&item.alias, &item.node) {
                (Some(alias), _) => alias.clone(),
                (None, Node::Col(col)) => col.target.column().unwrap_or_default(),
                _ => "".into(),
            },
            None => self.order_column(&ordered.node)?,
        };
        Ok(Node::Ordered(Rc::new(crate::orm::query::node::Ordered {
            node: Node::Ref {
                name,
                source: Rc::new(ordered.node.clone()),
            },
            descending: ordered.descending,
            nulls_first: ordered.nulls_first,
        })))
    }

    /// Selects what combined queries are ordered by in each of them.
    fn order_column(&mut self, node: &Node) -> Outcome<Rc<str>> {
        let queries = &mut self.query.combined_queries;
        if queries.iter().any(|query| query.selected.is_some()) {
            return Err(Exception::new(
                "django.db.utils.DatabaseError",
                "ORDER BY term does not match any column in the result set.",
            )
            .into());
        }
        let Some(selected) = &mut self.query.selected else {
            let message = "'NoneType' object does not support item assignment";
            return Err(Exception::new("TypeError", message).into());
        };
        let model = self.query.opts.as_ref().map(Opts::key);
        let same = |query: &Query| query.opts.as_ref().map(Opts::key) == model;
        if !queries.iter().all(same) {
            return Err(unsupported("this order of combined querysets"));
        }
        let name: Rc<str> = format!("__orderbycol{}", self.query.select.len() + 1).into();
        for query in queries {
            query.add_resolved_annotation(node.clone(), &name, true);
        }
        self.query.select.push(node.clone());
        let place = self.query.select.len() - 1;
        selected.insert(name.clone(), Selected::Column(place));
        Ok(name)
    }

    /// `get_extra_select`: distinct rows are ordered by what is selected only.
    fn extra_select(&self, order_by: &[OrderItem]) -> Vec<SelectItem> {
        if !self.query.distinct {
            return Vec::new();
        }
        let mut extra = Vec::new();
        for item in order_by.iter().filter(|item| !item.is_ref) {
            let compiled = Compiled {
                sql: without_direction(&item.compiled.sql).to_owned(),
                params: item.compiled.params.clone(),
            };
            if !self.select.iter().any(|known| known.compiled == compiled) {
                extra.push(SelectItem {
                    node: item.node.clone(),
                    compiled,
                    alias: None,
                });
            }
        }
        extra
    }

    /// `get_from_clause`.
    fn get_from_clause(&self, interpreter: &mut Interpreter) -> Outcome<Compiled> {
        let used = self
            .query
            .alias_map
            .values()
            .filter(|table| self.query.uses(&table.alias) > 0);
        let (mut parts, mut params) = (Vec::new(), Vec::new());
        for table in used {
            let part = self.table(interpreter, table)?;
            parts.push(part.sql);
            params.extend(part.params);
        }
        let mut tables = parts.join(" ");
        for extra in &self.query.extra_tables {
            if self.query.uses(extra) == 0 {
                tables.push_str(", ");
                tables.push_str(&quote_name(extra));
            }
        }
        Ok(Compiled {
            sql: tables,
            params,
        })
    }

    fn table(&self, interpreter: &mut Interpreter, table: &Table) -> Outcome<Compiled> {
        let name = self.query.quote_alias(&table.name);
        let alias = match table.alias == table.name {
            true => String::new(),
            false => format!(" {}", table.alias),
        };
        let Some(join) = &table.join else {
            let name = self.query.quote_alias(&table.name);
            return Ok(Compiled::new(format!("{name}{alias}")));
        };
        let kind = match join.outer {
            true => "LEFT OUTER JOIN",
            false => "INNER JOIN",
        };
        let (left, right) = join.field.columns().unwrap_or_default();
        let filtered = join.filtered.as_ref();
        let condition = match filtered.and_then(|name| Some((name, self.query.filtered.get(name)?)))
        {
            Some((name, filtered)) => {
                let own = |alias: &Rc<str>| (alias == name).then(|| table.alias.clone());
                let condition = filtered.condition.as_ref();
                let condition = condition.map(|it| it.map(&|node| relabeled(node, &own)));
                match condition {
                    Some(condition) => self.condition(interpreter, &condition, true)?,
                    None => None,
                }
            }
            None => None,
        };
        let mut more = String::new();
        let mut params = Vec::new();
        if let Some(generic) = &join.generic {
            let owns_type = match join.field.reverse {
                true => &table.alias,
                false => &join.parent_alias,
            };
            let restriction = generic.restriction(interpreter, &self.query, owns_type)?;
            let restriction = Compiler::new(interpreter, &self.query).compile(&restriction)?;
            more = format!(" AND ({})", restriction.sql);
            params.extend(restriction.params);
        }
        if let Some(condition) = condition {
            more.push_str(&format!(" AND ({})", condition.sql));
            params.extend(condition.params);
        }
        Ok(Compiled {
            sql: format!(
                "{kind} {name}{alias} ON ({}.{} = {}.{}{more})",
                self.query.quote_alias(&join.parent_alias),
                quote_name(&left),
                self.query.quote_alias(&table.alias),
                quote_name(&right)
            ),
            params,
        })
    }

    /// `get_combinator_sql`.
    fn combined(
        &mut self,
        interpreter: &mut Interpreter,
        combinator: Combinator,
    ) -> Outcome<Compiled> {
        let database_error = |message: &str| -> Failure {
            Exception::new("django.db.utils.DatabaseError", message).into()
        };
        let mut parts: Vec<Compiled> = Vec::new();
        let is_union = combinator.name() == "union";
        for query in self.query.combined_queries.clone() {
            let mut query = query;
            query.shown = self.query.shown;
            if query.is_sliced() {
                return Err(database_error(
                    "LIMIT/OFFSET not allowed in subqueries of compound statements.",
                ));
            }
            let mut ordering = Self::new(&query, true);
            if !ordering.order_by(interpreter)?.is_empty() {
                return Err(database_error(
                    "ORDER BY not allowed in subqueries of compound statements.",
                ));
            }
            if let (Some(selected), None) = (&self.query.selected, &query.selected) {
                let names: Vec<Rc<str>> = selected.keys().cloned().collect();
                query.set_values(&names)?;
            }
            let mut compiler = Self::new(&query, self.elide_empty);
            match compiler.as_sql(interpreter, true, true) {
                Ok(part) if query.combinator.is_some() => {
                    parts.push(part.wrap("SELECT * FROM (", ")"));
                }
                Ok(part) => parts.push(part),
                Err(Failure::Empty) if is_union => {}
                Err(Failure::Empty)
                    if combinator == Combinator::Difference && !parts.is_empty() => {}
                Err(failure) => return Err(failure),
            }
        }
        if parts.is_empty() {
            return Err(Failure::Empty);
        }
        let word = match combinator {
            Combinator::Union => " UNION ",
            Combinator::UnionAll => " UNION ALL ",
            Combinator::Intersection => " INTERSECT ",
            Combinator::Difference => " EXCEPT ",
        };
        let sql: Vec<&str> = parts.iter().map(|part| part.sql.as_str()).collect();
        Ok(Compiled {
            sql: sql.join(word),
            params: parts.iter().flat_map(|part| part.params.clone()).collect(),
        })
    }
}

impl SelectItem {
    fn sql(&self) -> String {
        match &self.alias {
            Some(alias) => format!("{} AS {}", self.compiled.sql, quote_name(alias)),
            None => self.compiled.sql.clone(),
        }
    }
}

impl Query {
    /// `quote_name_unless_alias`.
    pub fn quote_alias(&self, name: &str) -> String {
        let is_alias = !self.table_map.contains_key(name)
            && (self.alias_map.contains_key(name)
                || self.external_aliases.get(name).copied() == Some(true));
        match is_alias {
            true => name.to_owned(),
            false => quote_name(name),
        }
    }

    /// Whether rows are grouped.
    pub fn is_grouped(&self) -> bool {
        matches!(self.group_by, GroupBy::Expressions(_))
    }

    /// `str(query)`: the SQL with its parameters in their places, as they are.
    ///
    /// # Errors
    ///
    /// What compiling raises.
    pub fn text(&self, interpreter: &mut Interpreter) -> Outcome<String> {
        let mut compiler = SQLCompiler::new(self, true);
        compiler.query.shown = true;
        let compiled = compiler.as_sql(interpreter, true, false)?;
        let mut params = Vec::new();
        for param in &compiled.params {
            params.push(match param {
                SqlValue::Null => "None".to_owned(),
                SqlValue::Integer(number) => number.to_string(),
                SqlValue::Real(number) => interpreter.str(&Value::Float(*number))?.to_string(),
                SqlValue::Text(text) => text.to_string(),
                SqlValue::Blob(bytes) => interpreter.str(&Value::Bytes(bytes.clone()))?.to_string(),
            });
        }
        Ok(filled(&compiled.sql, &params))
    }
}

/// `sql % params`.
fn filled(sql: &str, params: &[String]) -> String {
    let mut text = String::with_capacity(sql.len());
    let mut params = params.iter();
    let mut characters = sql.chars().peekable();
    while let Some(character) = characters.next() {
        match (character, characters.peek()) {
            ('%', Some('s')) => {
                characters.next();
                text.push_str(params.next().map_or("", String::as_str));
            }
            ('%', Some('%')) => {
                characters.next();
                text.push('%');
            }
            _ => text.push(character),
        }
    }
    text
}

fn without_direction(sql: &str) -> &str {
    let end = [" ASC", " DESC"]
        .iter()
        .filter_map(|it| sql.rfind(it))
        .max();
    end.map_or(sql, |end| &sql[..end])
}

fn limit_offset(low: usize, high: Option<usize>) -> String {
    match (high, low) {
        (Some(high), 0) => format!("LIMIT {high}"),
        (Some(high), low) => format!("LIMIT {} OFFSET {low}", high - low),
        (None, low) => format!("LIMIT -1 OFFSET {low}"),
    }
}

/// The column of a node, when it is one.
pub fn column_of(node: &Node) -> Option<&Col> {
    match node {
        Node::Col(col) => Some(col),
        _ => None,
    }
}
