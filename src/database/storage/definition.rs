//! What a `CREATE` statement defines.

use std::rc::Rc;

use super::{State, key};
use crate::database::affinity::Affinity;
use crate::database::compare::Collation;
use crate::database::expression::{Binder, Node, Permission, ShapeColumn, SourceShape, collation};
use crate::database::query::table_shape;
use crate::database::sql::ast::{
    CheckSyntax, ColumnConstraint, ColumnSyntax, CreateIndex, CreateTable, Expr, ForeignKeyAction,
    ForeignKeySyntax, IndexedColumn, Name, Span, TableConstraint,
};
use crate::database::{DatabaseError, SqlValue};

/// A table as its `CREATE TABLE` defines it.
#[derive(Clone, Debug)]
pub struct TableDefinition {
    pub name: Rc<str>,
    pub sql: Rc<str>,
    pub columns: Vec<Column>,
    /// The INTEGER PRIMARY KEY, which is another name of the row id.
    pub rowid_alias: Option<usize>,
    pub autoincrement: bool,
    pub checks: Vec<Check>,
    /// As `foreign_key_list` numbers them: the last one first.
    pub foreign_keys: Vec<ForeignKey>,
    /// UNIQUE constraints of the table: name and columns.
    pub uniques: Vec<NamedUnique>,
}

/// A UNIQUE constraint of the table: its name and columns.
pub type NamedUnique = (Option<Rc<str>>, Vec<Rc<str>>);

/// A column.
#[derive(Clone, Debug)]
pub struct Column {
    pub name: Rc<str>,
    pub declared_type: Rc<str>,
    pub affinity: Affinity,
    pub collation: Collation,
    pub collation_name: Option<Rc<str>>,
    pub not_null: bool,
    /// The text of the DEFAULT and what it evaluates to.
    pub default: Option<(Rc<str>, Node)>,
    pub generated: Option<Generated>,
    /// Place in the primary key from 1; 0 when not part of it.
    pub primary_key: usize,
}

/// How a generated column is computed.
#[derive(Clone, Debug)]
pub struct Generated {
    pub node: Node,
    pub stored: bool,
}

/// A CHECK.
#[derive(Clone, Debug)]
pub struct Check {
    pub name: Option<Rc<str>>,
    /// The expression with its parentheses.
    pub text: Rc<str>,
    pub node: Node,
}

/// A foreign key.
#[derive(Clone, Debug)]
pub struct ForeignKey {
    pub columns: Vec<usize>,
    pub to_table: Rc<str>,
    /// Empty when the text names none: the primary key then.
    pub to_columns: Vec<Rc<str>>,
    pub on_delete: ForeignKeyAction,
    pub on_update: ForeignKeyAction,
    pub deferred: bool,
}

/// Where an index comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IndexOrigin {
    Created,
    Unique,
    PrimaryKey,
}

/// An index.
#[derive(Clone, Debug)]
pub struct IndexDefinition {
    pub name: Rc<str>,
    pub unique: bool,
    pub origin: IndexOrigin,
    pub terms: Vec<IndexTerm>,
    pub filter: Option<Node>,
    pub sql: Option<Rc<str>>,
}

/// A term of an index.
#[derive(Clone, Debug)]
pub struct IndexTerm {
    /// The column; `None` for an expression.
    pub column: Option<usize>,
    pub node: Node,
    pub collation: Collation,
    /// The collation as it was written, if it was.
    pub collation_name: Option<Rc<str>>,
    pub descending: bool,
}

impl TableDefinition {
    /// The place of a column.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.columns
            .iter()
            .position(|column| column.name.eq_ignore_ascii_case(name))
    }

    /// The keys of the tables that the foreign keys refer to.
    pub fn parents(&self) -> impl Iterator<Item = Rc<str>> {
        self.foreign_keys
            .iter()
            .map(|foreign_key| key(&foreign_key.to_table))
    }

    /// The columns of the primary key, in its order.
    pub fn primary_key(&self) -> Vec<usize> {
        let mut columns: Vec<usize> = (0..self.columns.len())
            .filter(|place| self.columns[*place].primary_key > 0)
            .collect();
        columns.sort_by_key(|place| self.columns[*place].primary_key);
        columns
    }
}

/// The table and the indexes that a `CREATE TABLE` defines; `sql` is its text.
///
/// # Errors
///
/// SQLite's complaints about the definition.
pub fn define_table(
    state: &State,
    syntax: &CreateTable,
    sql: &str,
) -> Result<(TableDefinition, Vec<IndexDefinition>), DatabaseError> {
    Definer::new(state, syntax, sql)?.define()
}

/// A column of a key, whether it is DESC, and the collation it asks for.
type KeyColumn = (usize, bool, Option<Collation>);

/// Where a constraint stands: behind the columns or not, and its place there.
type Written = (bool, usize, usize);

struct Definer<'a> {
    state: &'a State,
    syntax: &'a CreateTable,
    sql: &'a str,
    columns: Vec<Column>,
    /// The unique keys in the order of the text: columns with their direction, and the origin.
    keys: Vec<(Written, Vec<KeyColumn>, IndexOrigin)>,
}

impl<'a> Definer<'a> {
    fn new(state: &'a State, syntax: &'a CreateTable, sql: &'a str) -> Result<Self, DatabaseError> {
        if syntax.without_rowid {
            return Err(DatabaseError::not_supported("a table WITHOUT ROWID"));
        }
        if syntax.strict {
            return Err(DatabaseError::not_supported("a STRICT table"));
        }
        let mut columns: Vec<Column> = Vec::new();
        for column in &syntax.columns {
            if columns.iter().any(|other| column.name.is(&other.name)) {
                let message = format!("duplicate column name: {}", column.name.text);
                return Err(DatabaseError::operational(message));
            }
            columns.push(plain_column(column)?);
        }
        Ok(Self {
            state,
            syntax,
            sql,
            columns,
            keys: Vec::new(),
        })
    }

    fn define(mut self) -> Result<(TableDefinition, Vec<IndexDefinition>), DatabaseError> {
        let primary = self.primary_key()?;
        self.unique_keys()?;
        self.defaults_and_generated()?;
        let checks = self.checks()?;
        let foreign_keys = self.foreign_keys()?;
        let indexes = self.indexes(primary.rowid_alias);
        let definition = TableDefinition {
            name: self.syntax.name.text.clone(),
            sql: self.sql.into(),
            uniques: self.uniques(),
            columns: self.columns,
            rowid_alias: primary.rowid_alias,
            autoincrement: primary.autoincrement,
            checks,
            foreign_keys,
        };
        Ok((definition, indexes))
    }

    fn place(&self, name: &Name) -> Option<usize> {
        self.columns.iter().position(|column| name.is(&column.name))
    }

    fn shape(&self) -> SourceShape {
        let columns = self
            .columns
            .iter()
            .map(|column| ShapeColumn {
                name: Rc::clone(&column.name),
                affinity: column.affinity,
                collation: column.collation,
                declared: Some(Rc::clone(&column.declared_type)),
                merged: false,
            })
            .collect();
        SourceShape {
            name: self.syntax.name.text.clone(),
            columns,
            has_rowid: true,
        }
    }

    fn bind(&self, expr: &Expr, permission: Permission) -> Result<Node, DatabaseError> {
        Binder::for_definition(self.state, self.shape(), permission).bind(expr)
    }

    fn primary_key(&mut self) -> Result<Primary, DatabaseError> {
        let mut primary = Primary::default();
        let mut found = 0;
        for (place, column) in self.syntax.columns.iter().enumerate() {
            for (number, constraint) in column.constraints.iter().enumerate() {
                let ColumnConstraint::PrimaryKey {
                    autoincrement,
                    descending,
                } = constraint
                else {
                    continue;
                };
                found += 1;
                let is_integer =
                    column.declared_type.eq_ignore_ascii_case("INTEGER") && !descending;
                if *autoincrement && !is_integer {
                    let message = "AUTOINCREMENT is only allowed on an INTEGER PRIMARY KEY";
                    return Err(DatabaseError::operational(message));
                }
                self.columns[place].primary_key = 1;
                primary.autoincrement = *autoincrement;
                match is_integer {
                    true => primary.rowid_alias = Some(place),
                    false => {
                        let key = vec![(place, *descending, None)];
                        let written = (false, place, number);
                        self.keys.push((written, key, IndexOrigin::PrimaryKey));
                    }
                }
            }
        }
        for (number, constraint) in self.syntax.constraints.iter().enumerate() {
            let TableConstraint::PrimaryKey { columns } = constraint else {
                continue;
            };
            found += 1;
            let key = self.key_columns(columns)?;
            for (number, (place, ..)) in key.iter().enumerate() {
                self.columns[*place].primary_key = number + 1;
            }
            match key.as_slice() {
                [(place, false, _)] if self.columns[*place].is_integer() => {
                    primary.rowid_alias = Some(*place);
                }
                _ => {
                    let written = (true, number, 0);
                    self.keys.push((written, key, IndexOrigin::PrimaryKey));
                }
            }
        }
        if found > 1 {
            let name = &self.syntax.name.text;
            let message = format!("table \"{name}\" has more than one primary key");
            return Err(DatabaseError::operational(message));
        }
        Ok(primary)
    }

    fn key_columns(&self, columns: &[IndexedColumn]) -> Result<Vec<KeyColumn>, DatabaseError> {
        columns
            .iter()
            .map(|column| {
                let (expr, collate) = match &column.expr {
                    Expr::Collate(inner, name) => (inner.as_ref(), Some(collation(name)?)),
                    other => (other, None),
                };
                let Expr::Column {
                    table: None,
                    column: name,
                } = expr
                else {
                    let message = "expressions prohibited in PRIMARY KEY and UNIQUE constraints";
                    return Err(DatabaseError::operational(message));
                };
                let place = self.place(name).ok_or_else(|| match name.double_quoted {
                    // SQLite takes it for a string by then.
                    true => DatabaseError::operational(
                        "expressions prohibited in PRIMARY KEY and UNIQUE constraints",
                    ),
                    false => no_such_column(name),
                })?;
                Ok((place, column.descending, collate))
            })
            .collect()
    }

    fn unique_keys(&mut self) -> Result<(), DatabaseError> {
        let mut keys = Vec::new();
        for (place, column) in self.syntax.columns.iter().enumerate() {
            for (number, constraint) in column.constraints.iter().enumerate() {
                if matches!(constraint, ColumnConstraint::Unique) {
                    let key = vec![(place, false, None)];
                    keys.push(((false, place, number), key, IndexOrigin::Unique));
                }
            }
        }
        for (number, constraint) in self.syntax.constraints.iter().enumerate() {
            if let TableConstraint::Unique { columns, .. } = constraint {
                let key = self.key_columns(columns)?;
                keys.push(((true, number, 0), key, IndexOrigin::Unique));
            }
        }
        self.keys.extend(keys);
        self.keys.sort_by_key(|(written, ..)| *written);
        Ok(())
    }

    fn uniques(&self) -> Vec<NamedUnique> {
        let mut uniques = Vec::new();
        for constraint in &self.syntax.constraints {
            if let TableConstraint::Unique { name, columns } = constraint {
                let places = self.key_columns(columns).unwrap_or_default();
                let columns = places
                    .iter()
                    .map(|(place, ..)| Rc::clone(&self.columns[*place].name))
                    .collect();
                uniques.push((name.as_ref().map(|name| name.text.clone()), columns));
            }
        }
        uniques
    }

    fn defaults_and_generated(&mut self) -> Result<(), DatabaseError> {
        for (place, column) in self.syntax.columns.iter().enumerate() {
            for constraint in &column.constraints {
                match constraint {
                    ColumnConstraint::Default { expr, text } => {
                        let node = default_node(self.state, expr, &column.name)?;
                        self.columns[place].default = Some((text.as_str().into(), node));
                    }
                    ColumnConstraint::Generated { expr, stored } => {
                        let node = self.bind(expr, Permission::Generated)?;
                        self.columns[place].generated = Some(Generated {
                            node,
                            stored: *stored,
                        });
                    }
                    _ => {}
                }
            }
        }
        if self.columns.iter().all(|column| column.generated.is_some()) {
            let message = "must have at least one non-generated column";
            return Err(DatabaseError::operational(message));
        }
        Ok(())
    }

    fn checks(&self) -> Result<Vec<Check>, DatabaseError> {
        let columns = self
            .syntax
            .columns
            .iter()
            .flat_map(|column| &column.constraints);
        let of_columns = columns.filter_map(|constraint| match constraint {
            ColumnConstraint::Check(check) => Some(check),
            _ => None,
        });
        let of_table = self
            .syntax
            .constraints
            .iter()
            .filter_map(|constraint| match constraint {
                TableConstraint::Check(check) => Some(check),
                _ => None,
            });
        of_columns
            .chain(of_table)
            .map(|check| self.check(check))
            .collect()
    }

    fn check(&self, check: &CheckSyntax) -> Result<Check, DatabaseError> {
        Ok(Check {
            name: check.name.as_ref().map(|name| name.text.clone()),
            text: text_of(self.sql, check.span).into(),
            node: self.bind(&check.expr, Permission::Check)?,
        })
    }

    fn foreign_keys(&self) -> Result<Vec<ForeignKey>, DatabaseError> {
        let mut keys = Vec::new();
        for (place, column) in self.syntax.columns.iter().enumerate() {
            for constraint in &column.constraints {
                if let ColumnConstraint::References(key) = constraint {
                    keys.push(foreign_key(vec![place], key)?);
                }
            }
        }
        for constraint in &self.syntax.constraints {
            let TableConstraint::ForeignKey(key) = constraint else {
                continue;
            };
            let columns = key
                .columns
                .iter()
                .map(|name| {
                    self.place(name).ok_or_else(|| {
                        DatabaseError::operational(format!(
                            "unknown column \"{}\" in foreign key definition",
                            name.text
                        ))
                    })
                })
                .collect::<Result<Vec<_>, _>>()?;
            keys.push(foreign_key(columns, key)?);
        }
        keys.reverse();
        Ok(keys)
    }

    /// One index for each distinct unique key, newest first.
    fn indexes(&self, rowid_alias: Option<usize>) -> Vec<IndexDefinition> {
        let mut indexes: Vec<IndexDefinition> = Vec::new();
        for (_, key, origin) in &self.keys {
            let terms: Vec<IndexTerm> = key
                .iter()
                .map(|(place, descending, collate)| IndexTerm {
                    column: Some(*place),
                    node: column_node(&self.columns, *place),
                    collation: collate.unwrap_or(self.columns[*place].collation),
                    collation_name: match collate {
                        Some(collation) => Some(collation.name().into()),
                        None => self.columns[*place].collation_name.clone(),
                    },
                    descending: *descending,
                })
                .collect();
            let same = |other: &IndexDefinition| {
                other.terms.len() == terms.len()
                    && other.terms.iter().zip(&terms).all(|(left, right)| {
                        left.column == right.column && left.collation == right.collation
                    })
            };
            let is_rowid = matches!(key.as_slice(), [(place, ..)] if Some(*place) == rowid_alias);
            if is_rowid && *origin == IndexOrigin::PrimaryKey {
                continue;
            }
            if let Some(known) = indexes.iter().position(same) {
                if *origin == IndexOrigin::PrimaryKey {
                    indexes[known].origin = IndexOrigin::PrimaryKey;
                }
                continue;
            }
            let name = format!(
                "sqlite_autoindex_{}_{}",
                self.syntax.name.text,
                indexes.len() + 1
            );
            indexes.push(IndexDefinition {
                name: name.into(),
                unique: true,
                origin: *origin,
                terms,
                filter: None,
                sql: None,
            });
        }
        indexes.reverse();
        indexes
    }
}

#[derive(Default)]
struct Primary {
    rowid_alias: Option<usize>,
    autoincrement: bool,
}

impl Column {
    fn is_integer(&self) -> bool {
        self.declared_type.eq_ignore_ascii_case("INTEGER")
    }
}

/// A node that reads a column of the table itself.
fn column_node(columns: &[Column], place: usize) -> Node {
    Node::Column(crate::database::expression::ColumnNode {
        level: 0,
        source: 0,
        column: Some(place),
        affinity: columns[place].affinity,
        collation: columns[place].collation,
    })
}

fn text_of(sql: &str, span: Span) -> &str {
    span.of(sql)
}

fn no_such_column(name: &Name) -> DatabaseError {
    DatabaseError::operational(format!("no such column: {}", name.text))
}

/// A column without what needs the other columns.
fn plain_column(syntax: &ColumnSyntax) -> Result<Column, DatabaseError> {
    let mut column = Column {
        name: syntax.name.text.clone(),
        declared_type: syntax.declared_type.as_str().into(),
        affinity: Affinity::of_type(&syntax.declared_type),
        collation: Collation::Binary,
        collation_name: None,
        not_null: false,
        default: None,
        generated: None,
        primary_key: 0,
    };
    for constraint in &syntax.constraints {
        match constraint {
            ColumnConstraint::NotNull => column.not_null = true,
            ColumnConstraint::Collate(name) => {
                column.collation = collation(name)?;
                column.collation_name = Some(name.text.clone());
            }
            _ => {}
        }
    }
    Ok(column)
}

/// The value of a DEFAULT, which may name no column.
fn default_node(state: &State, expr: &Expr, column: &Name) -> Result<Node, DatabaseError> {
    let not_constant = || {
        let message = format!("default value of column [{}] is not constant", column.text);
        DatabaseError::operational(message)
    };
    let nothing = SourceShape {
        name: "".into(),
        columns: Vec::new(),
        has_rowid: false,
    };
    Binder::for_definition(state, nothing, Permission::Default)
        .bind(expr)
        .map_err(|error| match error.message.starts_with("no such column") {
            true => not_constant(),
            false => error,
        })
}

fn foreign_key(columns: Vec<usize>, key: &ForeignKeySyntax) -> Result<ForeignKey, DatabaseError> {
    if !key.to_columns.is_empty() && key.to_columns.len() != columns.len() {
        let message = match columns.len() {
            1 if key.columns.is_empty() => {
                "foreign key on a column should reference only one column of the parent table"
            }
            _ => {
                "number of columns in foreign key does not match the number of columns in the \
                 referenced table"
            }
        };
        return Err(DatabaseError::operational(message));
    }
    Ok(ForeignKey {
        columns,
        to_table: key.to_table.text.clone(),
        to_columns: key
            .to_columns
            .iter()
            .map(|name| name.text.clone())
            .collect(),
        on_delete: key.on_delete,
        on_update: key.on_update,
        deferred: key.deferred,
    })
}

/// The index that a `CREATE INDEX` defines on a table; `sql` is its text.
///
/// # Errors
///
/// SQLite's complaints about the definition.
pub fn define_index(
    state: &State,
    table: &TableDefinition,
    syntax: &CreateIndex,
    sql: &str,
) -> Result<IndexDefinition, DatabaseError> {
    let shape = || table_shape(table, Rc::clone(&table.name));
    let terms = syntax
        .columns
        .iter()
        .map(|column| {
            let mut binder = Binder::for_definition(state, shape(), Permission::Index);
            let node = binder.bind(&column.expr)?;
            let place = match node.without_collate() {
                Node::Column(column) => column.column,
                Node::Value(SqlValue::Text(text)) => {
                    let message = format!("no such column: {text}");
                    return Err(DatabaseError::operational(message));
                }
                _ => None,
            };
            let collation = node.collation().unwrap_or_default().0;
            let collation_name = match &column.expr {
                Expr::Collate(_, name) => Some(name.text.clone()),
                _ => place.and_then(|place| table.columns[place].collation_name.clone()),
            };
            Ok(IndexTerm {
                column: place,
                node,
                collation,
                collation_name,
                descending: column.descending,
            })
        })
        .collect::<Result<_, DatabaseError>>()?;
    let filter = syntax
        .filter
        .as_ref()
        .map(|filter| Binder::for_definition(state, shape(), Permission::PartialIndex).bind(filter))
        .transpose()?;
    Ok(IndexDefinition {
        name: syntax.name.text.clone(),
        unique: syntax.unique,
        origin: IndexOrigin::Created,
        terms,
        filter,
        sql: Some(sql.into()),
    })
}

impl Node {
    /// The expression under a COLLATE.
    pub fn without_collate(&self) -> &Node {
        match self {
            Node::Collate(inner, _) => inner,
            other => other,
        }
    }
}

impl IndexDefinition {
    /// The columns as an error names them; `None` if one is an expression.
    pub fn column_names(&self, table: &TableDefinition) -> Option<String> {
        let names: Option<Vec<String>> = self
            .terms
            .iter()
            .map(|term| {
                let column = table.columns.get(term.column?)?;
                Some(format!("{}.{}", table.name, column.name))
            })
            .collect();
        names.map(|names| names.join(", "))
    }

    /// The key by which its name is looked up.
    pub fn key(&self) -> Rc<str> {
        key(&self.name)
    }
}
