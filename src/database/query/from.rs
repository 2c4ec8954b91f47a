//! The rows that FROM and WHERE yield.

use std::rc::Rc;

use gluesql::core::plan::ExprPlan;

use super::virtual_table::VirtualTable;
use super::{Source, SourceKind};
use crate::database::engine::{
    self, Conditions, Mention, Relation, StageColumn, StageSource, both, hidden,
};
use crate::database::expression::{Node, Scope, SourceRow};
use crate::database::sql::ast::JoinKind;
use crate::database::storage::Row;
use crate::database::{DatabaseError, SqlValue};

/// One row of each source; `None` where an outer join found none.
pub type JoinedRow = Vec<Option<SourceRow>>;

/// The rows of the sources that pass the conditions. `base` is a scope without rows.
pub fn joined_rows(
    sources: &[Source],
    filter: &[Node],
    base: &Scope<'_>,
) -> Result<Vec<JoinedRow>, DatabaseError> {
    if sources.is_empty() {
        let passes = holds_all(filter, &[], base)?;
        return Ok(if passes { vec![Vec::new()] } else { Vec::new() });
    }
    let relations = sources
        .iter()
        .map(|source| source.relation(base))
        .collect::<Result<Vec<_>, DatabaseError>>()?;
    let join = Join {
        sources,
        filter,
        base,
    };
    join.run(relations)
}

impl Source {
    fn relation<'a>(&self, base: &Scope<'a>) -> Result<Relation<'a>, DatabaseError> {
        let state = base.session.state;
        let rows: Rc<Vec<Row>> = match &self.kind {
            SourceKind::Table(key) => {
                let table = state
                    .tables
                    .get(key)
                    .ok_or_else(|| DatabaseError::operational(format!("no such table: {key}")))?;
                return Ok(Relation::Table(table));
            }
            SourceKind::Query(query) => match query.cache.get() {
                Some(rows) => Rc::clone(rows),
                None => {
                    let rows = query.run(base.session, base.parent)?;
                    let rows = Rc::new(rows.into_iter().map(Row::from).collect());
                    if query.cacheable {
                        let _ = query.cache.set(Rc::clone(&rows));
                    }
                    rows
                }
            },
            SourceKind::Working(table) => Rc::clone(&table.rows.borrow()),
            SourceKind::Virtual(table, arguments) => {
                let scope = base.parent.copied().unwrap_or(*base);
                let arguments: Vec<SqlValue> = arguments
                    .iter()
                    .map(|argument| argument.evaluate(&scope))
                    .collect::<Result<_, _>>()?;
                Rc::new(table.rows(&arguments, base)?)
            }
        };
        let rowids: Box<dyn Iterator<Item = i64>> = match &self.kind {
            SourceKind::Virtual(VirtualTable::Schema, _) => Box::new(state.objects.keys().copied()),
            _ => Box::new(1..),
        };
        let row = |(rowid, values): (i64, &Row)| SourceRow {
            rowid,
            values: Rc::clone(values),
        };
        Ok(Relation::List(rowids.zip(rows.iter()).map(row).collect()))
    }
}

/// How many rows a lone source has that pass the conditions.
pub fn count_rows(
    source: &Source,
    filter: &[Node],
    base: &Scope<'_>,
) -> Result<i64, DatabaseError> {
    let mut relations = vec![source.relation(base)?];
    let sources = std::slice::from_ref(source);
    Join {
        sources,
        filter,
        base,
    }
    .restrict_each(&mut relations)?;
    let relation = &relations[0];
    let counted = StageSource {
        number: 0,
        relation,
        columns: Vec::new(),
        left: false,
        on: None,
    };
    engine::count(counted, None, base)
}

/// Sources with their conditions.
struct Join<'a> {
    sources: &'a [Source],
    filter: &'a [Node],
    base: &'a Scope<'a>,
}

impl Join<'_> {
    fn run(&self, mut relations: Vec<Relation<'_>>) -> Result<Vec<JoinedRow>, DatabaseError> {
        let outer = self.has_outer_right();
        let waiting = self.restrict_each(&mut relations)?;
        let staged = if outer { 1 } else { self.staged(&relations) };
        let (mut rows, residual) = self.stage(&relations, staged, waiting)?;
        for (place, relation) in relations.iter().enumerate().skip(staged) {
            rows = self.join_by_hand(rows, place, relation, outer)?;
        }
        if residual.is_empty() {
            return Ok(rows);
        }
        let mut passed = Vec::with_capacity(rows.len());
        for row in rows {
            if holds_every(&residual, &row, self.base)? {
                passed.push(row);
            }
        }
        Ok(passed)
    }

    /// RIGHT and FULL joins add rows late, so that no condition may be tested before them.
    fn has_outer_right(&self) -> bool {
        self.sources
            .iter()
            .any(|source| matches!(source.join, JoinKind::Right | JoinKind::Full))
    }

    /// Has GlueSQL pick the rows of each source by the conditions on it alone; answers the other
    /// conditions.
    fn restrict_each(&self, relations: &mut [Relation<'_>]) -> Result<Vec<&Node>, DatabaseError> {
        let mut conditions: Vec<&Node> = self.filter.iter().collect();
        if self.has_outer_right() {
            return Ok(conditions);
        }
        for source in self
            .sources
            .iter()
            .filter(|source| source.join == JoinKind::Inner)
        {
            conditions.extend(&source.on);
        }
        let mut waiting: Vec<&Node> = Vec::new();
        let mut own: Vec<Vec<&Node>> = vec![Vec::new(); self.sources.len()];
        for node in conditions {
            match self.only_source(node) {
                Some(source) if self.sources[source].join == JoinKind::Inner => {
                    own[source].push(node);
                }
                _ => waiting.push(node),
            }
        }
        for (source, nodes) in own.into_iter().enumerate() {
            self.restrict(relations, source, nodes)?;
        }
        Ok(waiting)
    }

    /// The one source whose columns a condition mentions.
    fn only_source(&self, node: &Node) -> Option<usize> {
        if self.sources.len() == 1 {
            return Some(0);
        }
        let mut source = None;
        let mut single = true;
        node.visit(&mut |node| match node {
            Node::Column(column) if column.level == 0 => {
                single &= source.is_none_or(|known| known == column.source);
                source = Some(column.source);
            }
            Node::Scalar { query, .. } | Node::Exists(query) => single &= query.cacheable,
            Node::InQuery(node) => single &= node.query.cacheable,
            _ => {}
        });
        source.filter(|_| single)
    }

    /// Picks the rows of one source by the conditions on it alone. Row ids say themselves which rows
    /// are meant; where an index may answer, GlueSQL plans; what is left is tested row by row.
    fn restrict(
        &self,
        relations: &mut [Relation<'_>],
        source: usize,
        nodes: Vec<&Node>,
    ) -> Result<(), DatabaseError> {
        let conditions = Conditions::new(relations, self.base);
        let mut rest = Vec::new();
        let mut by_row_id: Option<Vec<i64>> = None;
        for node in nodes {
            match (conditions.row_ids(node), &mut by_row_id) {
                (None, _) => rest.push(node),
                (Some(ids), None) => by_row_id = Some(ids),
                (Some(ids), Some(known)) => known.retain(|id| ids.binary_search(id).is_ok()),
            }
        }
        if let Some(ids) = by_row_id {
            let rows = ids.into_iter().filter_map(|id| relations[source].row(id));
            relations[source] = Relation::List(rows.collect());
        } else if let Some(rows) = self.by_index(relations, source, &mut rest)? {
            relations[source] = rows;
        }
        if !rest.is_empty() {
            relations[source] = self.tested(&relations[source], source, &rest)?;
        }
        Ok(())
    }

    /// The rows that an index finds, if it may; takes the conditions out of the others.
    fn by_index<'r>(
        &self,
        relations: &[Relation<'_>],
        source: usize,
        nodes: &mut Vec<&Node>,
    ) -> Result<Option<Relation<'r>>, DatabaseError> {
        let conditions = Conditions::new(relations, self.base);
        let mut filter: Option<ExprPlan> = None;
        let mut mentioned: Vec<Mention> = Vec::new();
        nodes.retain(|node| {
            let Some((plan, mentions)) = conditions.by_index(node) else {
                return true;
            };
            mentioned.extend(mentions);
            filter = join_by_and(filter.take(), plan);
            false
        });
        if filter.is_none() {
            return Ok(None);
        }
        let relation = &relations[source];
        let staged = StageSource {
            number: source,
            relation,
            columns: columns_of(&mentioned, source),
            left: false,
            on: None,
        };
        let rows = engine::join(vec![staged], filter, self.base)?
            .filter_map(|mut ids| relation.row(ids.next()??));
        Ok(Some(Relation::List(rows.collect())))
    }

    /// The rows of a source for which conditions hold.
    fn tested<'r>(
        &self,
        relation: &Relation<'_>,
        source: usize,
        nodes: &[&Node],
    ) -> Result<Relation<'r>, DatabaseError> {
        let mut found = Vec::new();
        let mut rows = vec![None; source + 1];
        let mut test = |row: SourceRow| {
            rows[source] = Some(row);
            if holds_every(nodes, &rows, self.base)? {
                found.extend(rows[source].take());
            }
            Ok(())
        };
        match relation {
            Relation::Table(table) => table.rows.iter().try_for_each(|(rowid, values)| {
                test(SourceRow {
                    rowid: *rowid,
                    values: Rc::clone(values),
                })
            })?,
            Relation::List(rows) => rows.iter().cloned().try_for_each(test)?,
        }
        Ok(Relation::List(found))
    }

    /// How many sources, from the first, GlueSQL can join.
    fn staged(&self, relations: &[Relation<'_>]) -> usize {
        let conditions = Conditions::new(relations, self.base);
        let crosses = |node: &Node| {
            self.only_source(node).is_some() || conditions.translate(node, true).is_some()
        };
        let fits = |source: &Source| match source.join {
            JoinKind::Inner => true,
            JoinKind::Left => source.on.iter().all(crosses),
            JoinKind::Right | JoinKind::Full => false,
        };
        1 + self
            .sources
            .iter()
            .skip(1)
            .take_while(|source| fits(source))
            .count()
    }

    /// Has GlueSQL join the first sources; answers the rows and the conditions it could not take.
    fn stage<'n>(
        &self,
        relations: &[Relation<'_>],
        staged: usize,
        waiting: Vec<&'n Node>,
    ) -> Result<(Vec<JoinedRow>, Vec<&'n Node>), DatabaseError> {
        if staged == 1 {
            let rows = relations[0].rows().map(|row| {
                let mut joined = vec![None; self.sources.len()];
                joined[0] = Some(row);
                joined
            });
            return Ok((rows.collect(), waiting));
        }
        let conditions = Conditions::new(relations, self.base);
        let mut on: Vec<Option<ExprPlan>> = vec![None; staged];
        let mut mentioned: Vec<Mention> = Vec::new();
        let mut computed: Vec<(usize, [&Node; 1])> = Vec::new();
        for (place, source) in self.sources.iter().enumerate().take(staged).skip(1) {
            if source.join != JoinKind::Left {
                continue;
            }
            for node in &source.on {
                let own = self.only_source(node);
                // A comparison with a constant must not become a key by which GlueSQL hashes rows.
                let between = own.is_none().then(|| conditions.translate(node, true));
                let plan = match between.flatten() {
                    Some((plan, mentions)) => {
                        mentioned.extend(mentions);
                        plan
                    }
                    None => {
                        let own = own.unwrap_or(place);
                        computed.push((own, [node]));
                        hidden(own, computed.len() - 1)
                    }
                };
                on[place] = join_by_and(on[place].take(), plan);
            }
        }
        let mut residual = Vec::new();
        for node in waiting {
            let place = last_source(node);
            let joins_inner =
                (1..staged).contains(&place) && self.sources[place].join == JoinKind::Inner;
            match conditions.translate(node, true).filter(|_| joins_inner) {
                Some((plan, mentions)) => {
                    mentioned.extend(mentions);
                    on[place] = join_by_and(on[place].take(), plan);
                }
                None => residual.push(node),
            }
        }
        let source = |(number, on): (usize, Option<ExprPlan>)| {
            let mut columns = columns_of(&mentioned, number);
            let own = computed
                .iter()
                .enumerate()
                .filter(|(_, (source, _))| *source == number);
            columns.extend(own.map(|(hidden, (_, nodes))| StageColumn::Hidden(hidden, nodes)));
            let left = self.sources[number].join == JoinKind::Left;
            StageSource {
                number,
                relation: &relations[number],
                columns,
                left,
                on,
            }
        };
        let sources = on.into_iter().enumerate().map(source).collect();
        let rows = engine::join(sources, None, self.base)?.map(|ids| {
            let mut joined = JoinedRow::with_capacity(self.sources.len());
            joined.extend(ids.zip(relations).map(|(id, relation)| relation.row(id?)));
            joined.resize(self.sources.len(), None);
            joined
        });
        Ok((rows.collect(), residual))
    }

    /// Joins a source on conditions that GlueSQL does not answer as SQLite.
    fn join_by_hand(
        &self,
        rows: Vec<JoinedRow>,
        place: usize,
        relation: &Relation<'_>,
        with_conditions: bool,
    ) -> Result<Vec<JoinedRow>, DatabaseError> {
        let source = &self.sources[place];
        let candidates: Vec<SourceRow> = relation.rows().collect();
        // The conditions of an inner join are tested at the end, unless an outer join follows.
        let on: Vec<&Node> = match source.join {
            JoinKind::Inner if !with_conditions => Vec::new(),
            _ => source.on.iter().collect(),
        };
        let keeps_left = matches!(source.join, JoinKind::Left | JoinKind::Full);
        let keeps_right = matches!(source.join, JoinKind::Right | JoinKind::Full);
        let mut used = vec![false; candidates.len()];
        let mut joined = Vec::new();
        for row in rows {
            let mut matched = false;
            for (candidate, used) in candidates.iter().zip(&mut used) {
                let mut pair = row.clone();
                pair[place] = Some(candidate.clone());
                if holds_every(&on, &pair, self.base)? {
                    matched = true;
                    *used = true;
                    joined.push(pair);
                }
            }
            if !matched && keeps_left {
                joined.push(row);
            }
        }
        if keeps_right {
            for (candidate, used) in candidates.into_iter().zip(used) {
                if !used {
                    let mut alone = vec![None; self.sources.len()];
                    alone[place] = Some(candidate);
                    joined.push(alone);
                }
            }
        }
        Ok(joined)
    }
}

fn join_by_and(before: Option<ExprPlan>, plan: ExprPlan) -> Option<ExprPlan> {
    Some(match before {
        Some(before) => both(before, plan),
        None => plan,
    })
}

/// The columns of a source that conditions mention, each once.
fn columns_of<'n>(mentions: &[Mention], source: usize) -> Vec<StageColumn<'n>> {
    let mut columns: Vec<usize> = mentions
        .iter()
        .filter(|(mentioned, _)| *mentioned == source)
        .filter_map(|(_, column)| *column)
        .collect();
    columns.sort_unstable();
    columns.dedup();
    columns.into_iter().map(StageColumn::Stored).collect()
}

/// The last source that a condition mentions; beyond all if it holds a query.
fn last_source(node: &Node) -> usize {
    let mut last = 0;
    node.visit(&mut |node| match node {
        Node::Column(column) if column.level == 0 => last = last.max(column.source),
        Node::Scalar { query, .. } | Node::Exists(query) if !query.cacheable => last = usize::MAX,
        Node::InQuery(node) if !node.query.cacheable => last = usize::MAX,
        _ => {}
    });
    last
}

fn holds_all(
    conditions: &[Node],
    rows: &[Option<SourceRow>],
    base: &Scope<'_>,
) -> Result<bool, DatabaseError> {
    holds_every(&conditions.iter().collect::<Vec<_>>(), rows, base)
}

fn holds_every(
    conditions: &[&Node],
    rows: &[Option<SourceRow>],
    base: &Scope<'_>,
) -> Result<bool, DatabaseError> {
    base.session.work.step(1)?;
    let scope = Scope { rows, ..*base };
    for condition in conditions {
        if !condition.holds(&scope)? {
            return Ok(false);
        }
    }
    Ok(true)
}
