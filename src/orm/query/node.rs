//! Resolved expressions: names have become columns, and everything knows its type.
//!
//! What Python code writes (`F("name")`, `Lower("name")`, `Q(…)`) is resolved against a query into
//! a [`Node`], and nodes are what the compiler turns into SQL.

use std::rc::Rc;

use super::opts::Opts;
use super::output_field::output_field;
use super::sql::Query;
use super::sql::where_node::WhereNode;
use super::{Failure, Outcome, field_error, unsupported};
use crate::database::SqlValue;
use crate::orm::expressions::Expression;
use crate::orm::expressions::classes;
use crate::orm::fields::{Field, FieldKind};
use crate::python::Value;
use crate::python::value::Instance;

/// The module of the aggregates.
const AGGREGATES: &str = "django.db.models.aggregates";

/// A resolved expression.
#[derive(Clone)]
pub enum Node {
    /// A column.
    Col(Col),
    /// The name of something that the query selects (`Ref`).
    Ref {
        /// The name.
        name: Rc<str>,
        /// What it names.
        source: Rc<Self>,
    },
    /// The place of something among what the query selects (`PositionRef`).
    Position {
        /// The place, from 1.
        ordinal: usize,
        /// What stands there.
        source: Rc<Self>,
    },
    /// `*`.
    Star,
    /// `Value(…)`.
    Constant {
        /// The value.
        value: Value,
        /// Its type.
        field: Option<Field>,
    },
    /// `RawSQL(…)`.
    Raw {
        /// The SQL.
        sql: Rc<str>,
        /// Its parameters.
        params: Vec<SqlValue>,
        /// Its type.
        field: Option<Field>,
    },
    /// `OuterRef(…)` before the query around it is known.
    Outer {
        /// The name in the query around.
        name: Rc<str>,
        /// How many more queries further out it is meant.
        levels: usize,
    },
    /// A part of a date: `field__year`, `ExtractYear`, `TruncDate`.
    Transform {
        /// `year`, `date`, …
        name: Rc<str>,
        /// What it is a part of.
        source: Rc<Self>,
        /// The time zone in which it is asked for, when it is not the current one.
        zone: Option<Value>,
    },
    /// A key of a JSON value.
    KeyTransform {
        /// The keys from the outside in.
        keys: Vec<Rc<str>>,
        /// The JSON value.
        source: Rc<Self>,
        /// Whether it is read as text (`KeyTextTransform`).
        text: bool,
    },
    /// Any other expression: a function, `Case`, an aggregate.
    Call(Rc<Call>),
    /// A comparison.
    Lookup(Rc<Lookup>),
    /// A condition.
    Where(Rc<WhereNode>),
    /// A query in parentheses, or whether it has rows.
    Subquery(Rc<Subquery>),
    /// An expression with a direction (`OrderBy`).
    Ordered(Rc<Ordered>),
}

/// A column of a table in the query (`Col`).
#[derive(Clone)]
pub struct Col {
    /// The table's alias; `None` in constraints, where columns stand alone.
    pub alias: Option<Rc<str>>,
    /// The field whose column it is.
    pub target: Field,
    /// The field whose values it holds: differs when a relation was followed to its key.
    pub output: Field,
    /// Where `output` was declared.
    pub owner: Opts,
    /// Whether the lookup was on a relation, so that model instances are values.
    pub related: Option<Opts>,
}

/// A call of an expression class.
#[derive(Clone)]
pub struct Call {
    /// The instance that was resolved, which knows its class and options.
    pub instance: Rc<Instance>,
    /// Its expressions, resolved.
    pub sources: Vec<Node>,
    /// `filter` of an aggregate, resolved.
    pub filter: Option<Node>,
    /// Its type.
    pub output: Option<Field>,
    /// The text of the error that asking for its type raises.
    pub mixed: Option<Rc<str>>,
    /// Whether it is computed over all rows of a query, by `aggregate()`.
    pub summary: bool,
}

/// `OrderBy`.
#[derive(Clone)]
pub struct Ordered {
    /// What is ordered by.
    pub node: Node,
    /// Whether downwards.
    pub descending: bool,
    /// Where NULLs come, when said: first or last.
    pub nulls_first: Option<bool>,
}

/// A comparison of an expression with a value, a list, another expression or a query.
#[derive(Clone)]
pub struct Lookup {
    /// `exact`, `gt`, `in`, …
    pub name: &'static str,
    /// The left side.
    pub lhs: Node,
    /// The right side.
    pub rhs: Rhs,
}

/// The right side of a comparison.
#[derive(Clone)]
pub enum Rhs {
    /// `True` or `False` of `isnull` and of comparisons with conditions.
    Flag(bool),
    /// One operand.
    One(Operand),
    /// The items of `in` or the ends of `range`.
    Many(Vec<Operand>),
}

/// One value or expression to compare with.
#[derive(Clone)]
pub enum Operand {
    /// A value as the database takes it.
    Value(SqlValue),
    /// An expression.
    Node(Node),
}

/// `Subquery`, `Exists`, or a queryset as a value.
#[derive(Clone)]
pub struct Subquery {
    /// The query.
    pub query: Rc<Query>,
    /// Whether it is asked for having rows.
    pub exists: bool,
    /// `output_field`, when given.
    pub output: Option<Field>,
}

impl Call {
    /// The name of Django's class that read it.
    pub fn class(&self) -> &'static str {
        self.instance
            .native::<Expression>()
            .map_or("", |expression| expression.class)
    }

    /// The expression at the place.
    ///
    /// # Errors
    ///
    /// When the program gave fewer.
    pub fn source(&self, index: usize) -> Outcome<&Node> {
        let source = self.sources.get(index);
        source.ok_or_else(|| unsupported(&format!("{}() without arguments", self.class())))
    }

    /// The branches of a `Case` as `compile` makes SQL of each, and its default: without the
    /// branches that never hold, and up to one that always does.
    ///
    /// # Errors
    ///
    /// What `compile` answers, or `FieldError` for branches of several types.
    pub fn cases<Sql>(
        &self,
        mut compile: impl FnMut(&Node) -> Outcome<Sql>,
    ) -> Outcome<(Vec<Sql>, Sql)> {
        output_field(self).map_err(field_error)?;
        let Some((mut default, cases)) = self.sources.split_last() else {
            return Err(unsupported("Case() without default"));
        };
        let mut parts = Vec::new();
        for case in cases {
            match compile(case) {
                Ok(part) => parts.push(part),
                Err(Failure::Empty) => {}
                Err(Failure::Full) => {
                    default = case.sources().get(1).copied().unwrap_or(default);
                    break;
                }
                Err(failure) => return Err(failure),
            }
        }
        Ok((parts, compile(default)?))
    }

    /// An argument that is no expression.
    pub fn option(&self, name: &str) -> Option<Value> {
        let expression = self.instance.native::<Expression>()?;
        expression.option(name).cloned()
    }

    /// An argument that is text.
    pub fn text(&self, name: &str) -> Option<Rc<str>> {
        self.option(name).and_then(|value| value.as_text())
    }

    /// An argument that is true or false.
    pub fn flag(&self, name: &str) -> bool {
        matches!(self.option(name), Some(Value::Bool(true)))
    }

    /// Whether it is an aggregate.
    pub fn is_aggregate(&self) -> bool {
        classes::find(self.class()).is_some_and(|class| class.module == AGGREGATES)
    }

    /// Whether it is a comparison that the project wrote.
    pub fn is_lookup(&self) -> bool {
        let module = classes::find(self.class()).map(|class| (class.module, class.base));
        module.is_some_and(|(module, base)| module == classes::LOOKUPS && base != "Func")
    }

    /// Whether it is computed over a window.
    pub fn is_window(&self) -> bool {
        self.class() == "Window"
    }
}

impl Node {
    /// The columns of a composite primary key (`ColPairs`); `None` for everything else.
    pub fn composite(&self) -> Option<Vec<Self>> {
        match self {
            Self::Col(col) if col.target.kind == FieldKind::CompositePrimaryKey => {
                let part = |field: Field| {
                    Self::Col(Col {
                        target: field.clone(),
                        output: field,
                        ..col.clone()
                    })
                };
                Some(col.owner.model.pk_fields().into_iter().map(part).collect())
            }
            Self::Ref { source, .. } => source.composite(),
            _ => None,
        }
    }

    /// A key of the JSON value, as JSON or as text.
    pub fn key(&self, name: &str, text: bool) -> Self {
        let (mut keys, source) = match self {
            Self::KeyTransform { keys, source, .. } => (keys.clone(), source.clone()),
            _ => (Vec::new(), Rc::new(self.clone())),
        };
        keys.push(name.into());
        Self::KeyTransform { keys, source, text }
    }

    /// A constant with the type that it has by itself.
    pub fn constant(value: Value) -> Self {
        let field = crate::orm::expressions::output_field::constant_field(&value);
        Self::Constant { value, field }
    }

    /// A direction upon an expression.
    pub fn ordered(node: Self, descending: bool) -> Self {
        Self::Ordered(Rc::new(Ordered {
            node,
            descending,
            nulls_first: None,
        }))
    }

    /// The expressions that it is made of.
    pub fn sources(&self) -> Vec<&Self> {
        match self {
            Self::Ref { source, .. }
            | Self::Position { source, .. }
            | Self::Transform { source, .. }
            | Self::KeyTransform { source, .. } => vec![source],
            Self::Call(call) => call.sources.iter().chain(&call.filter).collect(),
            Self::Lookup(lookup) => lookup.sources(),
            Self::Where(node) => node.leaves(),
            Self::Ordered(ordered) => vec![&ordered.node],
            Self::Col(_)
            | Self::Star
            | Self::Constant { .. }
            | Self::Raw { .. }
            | Self::Outer { .. }
            | Self::Subquery(_) => Vec::new(),
        }
    }

    /// Whether it, or anything in it, is such an expression.
    pub fn any(&self, is: &dyn Fn(&Self) -> bool) -> bool {
        is(self) || self.sources().into_iter().any(|source| source.any(is))
    }

    /// `contains_aggregate`.
    pub fn contains_aggregate(&self) -> bool {
        match self {
            // A window's function is no aggregate of the query's groups.
            Self::Call(call) if call.is_window() => {
                call.sources.iter().skip(1).any(Self::contains_aggregate)
            }
            Self::Call(call) if call.is_aggregate() => true,
            _ => self.sources().into_iter().any(Self::contains_aggregate),
        }
    }

    /// `contains_over_clause`.
    pub fn contains_over_clause(&self) -> bool {
        self.any(&|node| matches!(node, Self::Call(call) if call.is_window()))
    }

    /// `contains_subquery`.
    pub fn contains_subquery(&self) -> bool {
        self.any(&|node| matches!(node, Self::Subquery(_)))
    }

    /// `contains_column_references`.
    pub fn contains_columns(&self) -> bool {
        self.any(&|node| matches!(node, Self::Col(_) | Self::Ref { .. }))
    }

    /// The columns in it, those of what a name stands for included unless `resolve_refs` is false.
    pub fn columns<'a>(&'a self, resolve_refs: bool, found: &mut Vec<&'a Col>) {
        match self {
            Self::Col(col) => found.push(col),
            Self::Ref { .. } if !resolve_refs => {}
            _ => {
                for source in self.sources() {
                    source.columns(resolve_refs, found);
                }
            }
        }
    }

    /// `get_refs()`: the names in it.
    pub fn refs(&self, found: &mut Vec<Rc<str>>) {
        if let Self::Ref { name, .. } = self {
            found.push(name.clone());
            return;
        }
        for source in self.sources() {
            source.refs(found);
        }
    }

    /// `get_group_by_cols()`.
    pub fn group_by_cols(&self) -> Vec<Self> {
        let of_sources = || {
            self.sources()
                .into_iter()
                .flat_map(Self::group_by_cols)
                .collect()
        };
        match self {
            Self::Constant { .. } | Self::Star => Vec::new(),
            Self::Col(_) | Self::Ref { .. } | Self::Raw { .. } => vec![self.clone()],
            Self::Lookup(_) | Self::Where(_) | Self::Ordered(_) => of_sources(),
            Self::Subquery(subquery) => subquery.group_by_cols(self),
            Self::Call(call) if call.is_aggregate() => Vec::new(),
            Self::Call(call) => match call.class() {
                "When" => of_sources(),
                "Case" if call.sources.len() == 1 => of_sources(),
                "ExpressionWrapper" => of_sources(),
                // Its function is computed over the groups, and its frame is no expression.
                "Window" => {
                    let parts = call.sources.iter().skip(1);
                    parts.flat_map(Self::group_by_cols).collect()
                }
                "Random" | "RowRange" | "ValueRange" => Vec::new(),
                "ExpressionList" => of_sources(),
                _ if self.contains_aggregate() => of_sources(),
                _ => vec![self.clone()],
            },
            _ if self.contains_aggregate() => of_sources(),
            _ => vec![self.clone()],
        }
    }

    /// The expression resolved once more, as what is a part of something that is resolved later.
    #[must_use]
    pub fn resolved_again(&self) -> Self {
        fn again(node: &Node) -> Option<Node> {
            let Node::Where(node) = node else {
                return None;
            };
            let mut node = node.map(&again);
            node.resolved = true;
            Some(Node::Where(Rc::new(node)))
        }
        self.map(&again)
    }

    /// The node with parts replaced: `replace` answers what takes a part's place, and is not asked
    /// about what is inside it then.
    #[must_use]
    pub fn map(&self, replace: &dyn Fn(&Self) -> Option<Self>) -> Self {
        if let Some(replaced) = replace(self) {
            return replaced;
        }
        let inner = |source: &Rc<Self>| Rc::new(source.map(replace));
        match self {
            Self::Ref { name, source } => Self::Ref {
                name: name.clone(),
                source: inner(source),
            },
            Self::Position { ordinal, source } => Self::Position {
                ordinal: *ordinal,
                source: inner(source),
            },
            Self::Transform { name, source, zone } => Self::Transform {
                name: name.clone(),
                source: inner(source),
                zone: zone.clone(),
            },
            Self::KeyTransform { keys, source, text } => Self::KeyTransform {
                keys: keys.clone(),
                source: inner(source),
                text: *text,
            },
            Self::Call(call) => Self::Call(Rc::new(Call {
                sources: call.sources.iter().map(|it| it.map(replace)).collect(),
                filter: call.filter.as_ref().map(|it| it.map(replace)),
                ..Call::clone(call)
            })),
            Self::Lookup(lookup) => Self::Lookup(Rc::new(lookup.map(replace))),
            Self::Where(node) => Self::Where(Rc::new(node.map(replace))),
            Self::Ordered(ordered) => Self::Ordered(Rc::new(Ordered {
                node: ordered.node.map(replace),
                ..Ordered::clone(ordered)
            })),
            Self::Subquery(subquery) => Self::Subquery(Rc::new(Subquery {
                query: Rc::new(subquery.query.map_external(replace)),
                ..Subquery::clone(subquery)
            })),
            Self::Col(_)
            | Self::Star
            | Self::Constant { .. }
            | Self::Raw { .. }
            | Self::Outer { .. } => self.clone(),
        }
    }

    /// `output_field`, when it is known.
    pub fn output_field(&self) -> Option<Field> {
        let boolean = || Some(Field::of_kind(FieldKind::BooleanField));
        match self {
            Self::Col(col) => Some(col.output.clone()),
            Self::Ref { source, .. } | Self::Position { source, .. } => source.output_field(),
            Self::Constant { field, .. } | Self::Raw { field, .. } => field.clone(),
            Self::Transform { name, .. } => Some(Field::of_kind(match &**name {
                "date" => FieldKind::DateField,
                "time" => FieldKind::TimeField,
                _ => FieldKind::IntegerField,
            })),
            Self::KeyTransform { text: true, .. } => Some(Field::of_kind(FieldKind::TextField)),
            Self::KeyTransform { source, .. } => source.output_field(),
            Self::Call(call) => call.output.clone(),
            Self::Lookup(_) | Self::Where(_) => boolean(),
            Self::Subquery(subquery) => match &subquery.output {
                Some(field) => Some(field.clone()),
                None if subquery.exists => boolean(),
                None => subquery.query.output_field(),
            },
            Self::Ordered(ordered) => ordered.node.output_field(),
            Self::Star | Self::Outer { .. } => None,
        }
    }

    /// The field whose values it holds, with foreign keys followed to what they refer to: the type
    /// that converts a value.
    pub fn value_field(&self) -> Option<Field> {
        if let Self::Col(col) = self {
            return Some(col.value_field());
        }
        self.output_field()
    }

    /// `conditional`: whether it is a condition by itself.
    pub fn is_conditional(&self) -> bool {
        self.output_field()
            .is_some_and(|field| field.kind.is_subclass(FieldKind::BooleanField))
    }

    /// Whether both are the same expression.
    pub fn same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Col(one), Self::Col(other)) => one.same(other),
            (Self::Ref { name: one, .. }, Self::Ref { name: other, .. }) => one == other,
            (Self::Star, Self::Star) => true,
            (Self::Constant { value: one, .. }, Self::Constant { value: other, .. }) => {
                crate::orm::deep_equal(one, other)
            }
            (Self::Call(one), Self::Call(other)) => one.same(other),
            (
                Self::Transform { name, source, zone },
                Self::Transform {
                    name: other_name,
                    source: other,
                    zone: other_zone,
                },
            ) => {
                let same_zone = match (zone, other_zone) {
                    (Some(zone), Some(other)) => crate::orm::deep_equal(zone, other),
                    (None, None) => true,
                    _ => false,
                };
                name == other_name && same_zone && source.same(other)
            }
            (
                Self::KeyTransform { keys, source, text },
                Self::KeyTransform {
                    keys: other_keys,
                    source: other,
                    text: other_text,
                },
            ) => keys == other_keys && text == other_text && source.same(other),
            (Self::Ordered(one), Self::Ordered(other)) => {
                one.descending == other.descending
                    && one.nulls_first == other.nulls_first
                    && one.node.same(&other.node)
            }
            (Self::Subquery(one), Self::Subquery(other)) => Rc::ptr_eq(&one.query, &other.query),
            (Self::Lookup(one), Self::Lookup(other)) => Rc::ptr_eq(one, other),
            (Self::Where(one), Self::Where(other)) => Rc::ptr_eq(one, other),
            _ => false,
        }
    }
}

impl Col {
    /// The field that converts the column's values: what a foreign key refers to in the end.
    pub fn value_field(&self) -> Field {
        let (mut opts, mut field) = (self.owner.clone(), self.target.clone());
        // Foreign keys to foreign keys; only a cycle is longer.
        for _ in 0..32 {
            if !field.kind.is_foreign_key() {
                break;
            }
            let owner = opts.owner_of(&field);
            let Some((model, target)) = field.target(&owner.apps, &owner.model) else {
                break;
            };
            (opts, field) = (owner.beside(&model), target);
        }
        field
    }

    fn same(&self, other: &Self) -> bool {
        self.alias == other.alias
            && self.target.name == other.target.name
            && self.target.model == other.target.model
            && self.output.name == other.output.name
            && self.output.model == other.output.model
    }
}

impl Call {
    fn same(&self, other: &Self) -> bool {
        let equal_calls = || {
            let (one, other) = (
                Value::Instance(self.instance.clone()),
                Value::Instance(other.instance.clone()),
            );
            crate::orm::expressions::object::same(&one, &other)
        };
        Rc::ptr_eq(&self.instance.class, &other.instance.class)
            && self.sources.len() == other.sources.len()
            && self
                .sources
                .iter()
                .zip(&other.sources)
                .all(|(one, other)| one.same(other))
            && self.filter.is_none()
            && other.filter.is_none()
            && equal_calls()
    }
}

impl Lookup {
    fn sources(&self) -> Vec<&Node> {
        let mut sources = vec![&self.lhs];
        let operands = match &self.rhs {
            Rhs::Flag(_) => &[],
            Rhs::One(operand) => std::slice::from_ref(operand),
            Rhs::Many(operands) => operands.as_slice(),
        };
        sources.extend(operands.iter().filter_map(|operand| match operand {
            Operand::Node(node) => Some(node),
            Operand::Value(_) => None,
        }));
        sources
    }

    fn map(&self, replace: &dyn Fn(&Node) -> Option<Node>) -> Self {
        let operand = |operand: &Operand| match operand {
            Operand::Node(node) => Operand::Node(node.map(replace)),
            value @ Operand::Value(_) => value.clone(),
        };
        Self {
            name: self.name,
            lhs: self.lhs.map(replace),
            rhs: match &self.rhs {
                Rhs::Flag(flag) => Rhs::Flag(*flag),
                Rhs::One(one) => Rhs::One(operand(one)),
                Rhs::Many(many) => Rhs::Many(many.iter().map(operand).collect()),
            },
        }
    }
}

impl Subquery {
    /// The columns of the queries around that it uses, or itself when one of them can meet more
    /// than one row.
    fn group_by_cols(&self, this: &Node) -> Vec<Node> {
        let _ = this;
        self.query.external_cols()
    }
}
