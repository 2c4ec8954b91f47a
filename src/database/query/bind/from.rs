//! Resolving FROM.

use std::rc::Rc;

use super::shape_of;
use crate::database::DatabaseError;
use crate::database::expression::{Binder, Node, SourceShape};
use crate::database::query::virtual_table::VirtualTable;
use crate::database::query::{Source, SourceKind, table_shape};
use crate::database::sql::ast::{
    self, BinaryOperator, Expr, FromItem, FromSource, JoinKind, Name, SelectBody, Statement,
};
use crate::database::sql::reparse;
use crate::database::storage::key;

impl Binder<'_> {
    /// The sources of FROM, not yet their conditions.
    pub fn sources(&mut self, items: &[FromItem]) -> Result<Vec<Source>, DatabaseError> {
        let mut sources = Vec::new();
        for item in items {
            self.add_source(item, &mut sources)?;
        }
        Ok(sources)
    }

    fn add_source(
        &mut self,
        item: &FromItem,
        sources: &mut Vec<Source>,
    ) -> Result<(), DatabaseError> {
        if let FromSource::Nested(items) = &item.source {
            let is_plain = items.iter().all(|inner| inner.join == JoinKind::Inner);
            if item.alias.is_some()
                || !(sources.is_empty() || item.join == JoinKind::Inner && is_plain)
            {
                return Err(DatabaseError::not_supported(
                    "a parenthesised join as operand of a join",
                ));
            }
            return items
                .iter()
                .try_for_each(|inner| self.add_source(inner, sources));
        }
        let alias = item.alias.as_ref().map(|alias| alias.text.clone());
        let (kind, shape) = self.source(&item.source, alias)?;
        sources.push(Source {
            shape,
            kind,
            join: item.join,
            on: Vec::new(),
        });
        Ok(())
    }

    fn source(
        &mut self,
        source: &FromSource,
        alias: Option<Rc<str>>,
    ) -> Result<(SourceKind, SourceShape), DatabaseError> {
        match source {
            FromSource::Table(name) => self.named_source(name, alias),
            FromSource::Select(select) => {
                let query = self.nested(|binder| binder.query(select))?;
                let shape = shape_of(&query.columns, alias.unwrap_or_default());
                Ok((SourceKind::Query(Rc::new(query)), shape))
            }
            FromSource::Function { name, arguments } => {
                let table = VirtualTable::function(&name.text).ok_or_else(|| {
                    DatabaseError::operational(format!("no such table: {}", name.text))
                })?;
                let arguments = self.bind_all(arguments)?;
                let shape = table.shape(alias.unwrap_or_else(|| name.text.clone()));
                Ok((SourceKind::Virtual(table, arguments), shape))
            }
            FromSource::Nested(_) => Err(DatabaseError::not_supported("a parenthesised join")),
        }
    }

    fn named_source(
        &mut self,
        name: &Name,
        alias: Option<Rc<str>>,
    ) -> Result<(SourceKind, SourceShape), DatabaseError> {
        let shown = alias.unwrap_or_else(|| name.text.clone());
        let common = self
            .common_tables
            .iter()
            .rposition(|table| name.is(&table.syntax.name.text));
        if let Some(place) = common {
            return self.common_source(place, shown);
        }
        let key = key(&name.text);
        if let Some(table) = self.state.tables.get(&key) {
            let shape = table_shape(&table.definition, shown);
            return Ok((SourceKind::Table(key), shape));
        }
        if let Some(view) = self.state.views.get(&key) {
            let sql = Rc::clone(&view.sql);
            return self.view(&sql, shown);
        }
        match VirtualTable::named(&name.text) {
            Some(table) => {
                let shape = table.shape(shown);
                Ok((SourceKind::Virtual(table, Vec::new()), shape))
            }
            None => Err(DatabaseError::operational(format!(
                "no such table: {}",
                name.text
            ))),
        }
    }

    fn common_source(
        &mut self,
        place: usize,
        shown: Rc<str>,
    ) -> Result<(SourceKind, SourceShape), DatabaseError> {
        let table = self.common_tables[place].clone();
        if let Some((working, mut shape)) = table.working {
            // The rows change from round to round, so nothing that reads them may be kept.
            self.outermost = 0;
            shape.name = shown;
            return Ok((SourceKind::Working(working), shape));
        }
        // A table of WITH sees those before it.
        let later = self.common_tables.split_off(place);
        let query = self.nested(|binder| binder.common_query(&table.syntax));
        self.common_tables.extend(later);
        let query = query?;
        let shape = shape_of(&query.columns, shown);
        Ok((SourceKind::Query(Rc::new(query)), shape))
    }

    fn view(
        &mut self,
        sql: &str,
        shown: Rc<str>,
    ) -> Result<(SourceKind, SourceShape), DatabaseError> {
        let Statement::CreateView(view) = reparse(sql)? else {
            return Err(DatabaseError::operational("malformed database schema"));
        };
        let common_tables = std::mem::take(&mut self.common_tables);
        let levels = std::mem::take(&mut self.levels);
        let query = self.nested(|binder| {
            let table = ast::CommonTable {
                name: view.name.clone(),
                columns: view.columns.clone(),
                select: Rc::clone(&view.select),
            };
            binder.common_query(&table)
        });
        self.common_tables = common_tables;
        self.levels = levels;
        let query = query?;
        let shape = shape_of(&query.columns, shown);
        Ok((SourceKind::Query(Rc::new(query)), shape))
    }

    /// Resolves ON, USING and NATURAL, once all sources are known.
    pub fn join_conditions(
        &mut self,
        items: &[FromItem],
        sources: &mut [Source],
    ) -> Result<(), DatabaseError> {
        let mut flat = Vec::new();
        flatten(items, &mut flat);
        for (place, item) in flat.into_iter().enumerate() {
            let Some(source) = sources.get_mut(place) else {
                continue;
            };
            if let Some(on) = &item.on {
                self.bind(on)?.conjuncts(&mut source.on);
            }
            let shared = if item.natural {
                self.shared_columns(place)
            } else {
                item.using.clone()
            };
            for name in &shared {
                let condition = self.using(place, name)?;
                source.on.push(condition);
            }
        }
        let shapes = self
            .level()
            .map(|level| level.sources.clone())
            .unwrap_or_default();
        for (source, shape) in sources.iter_mut().zip(shapes) {
            source.shape = shape;
        }
        Ok(())
    }

    /// The columns that a source shares with those before it.
    fn shared_columns(&mut self, place: usize) -> Vec<Name> {
        let shapes = self
            .level()
            .map(|level| level.sources.as_slice())
            .unwrap_or_default();
        let Some((shape, before)) = shapes.get(..=place).and_then(<[_]>::split_last) else {
            return Vec::new();
        };
        shape
            .columns
            .iter()
            .filter(|column| {
                before
                    .iter()
                    .any(|other| other.column(&column.name).is_some())
            })
            .map(|column| Name {
                text: Rc::clone(&column.name),
                start: 0,
                end: 0,
                double_quoted: false,
            })
            .collect()
    }

    fn using(&mut self, place: usize, name: &Name) -> Result<Node, DatabaseError> {
        let shapes = self
            .level()
            .map(|level| level.sources.clone())
            .unwrap_or_default();
        let left = shapes
            .get(..place)
            .unwrap_or_default()
            .iter()
            .find(|shape| {
                shape
                    .column(&name.text)
                    .is_some_and(|column| !shape.columns[column].merged)
            });
        let right = shapes
            .get(place)
            .filter(|shape| shape.column(&name.text).is_some());
        let (Some(left), Some(right)) = (left, right) else {
            return Err(DatabaseError::operational(format!(
                "cannot join using column {} - column not present in both tables",
                name.text
            )));
        };
        let side = |shape: &SourceShape| Expr::Column {
            table: Some(Name {
                text: Rc::clone(&shape.name),
                ..name.clone()
            }),
            column: name.clone(),
        };
        let (left, right) = (self.bind(&side(left))?, self.bind(&side(right))?);
        if let Some(level) = self.level()
            && let Some(shape) = level.sources.get_mut(place)
            && let Some(column) = shape.column(&name.text)
        {
            shape.columns[column].merged = true;
        }
        Ok(Node::compare(BinaryOperator::Equal, left, right))
    }
}

fn flatten<'a>(items: &'a [FromItem], into: &mut Vec<&'a FromItem>) {
    for item in items {
        match &item.source {
            FromSource::Nested(inner) => flatten(inner, into),
            _ => into.push(item),
        }
    }
}

/// Whether a table of WITH reads itself.
pub fn is_recursive(table: &ast::CommonTable) -> bool {
    table
        .select
        .compound
        .iter()
        .any(|(_, body)| mentions(body, table))
}

/// Whether a query has the table among its sources.
pub fn mentions(body: &SelectBody, table: &ast::CommonTable) -> bool {
    let SelectBody::Core(core) = body else {
        return false;
    };
    let mut flat = Vec::new();
    flatten(&core.from, &mut flat);
    flat.iter()
        .any(|item| matches!(&item.source, FromSource::Table(name) if name.is(&table.name.text)))
}
