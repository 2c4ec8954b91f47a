//! Editing names in the text of `CREATE` statements, as SQLite does on a rename.

use super::ast::{
    ColumnConstraint, CreateIndex, CreateTable, CreateView, Expr, ForeignKeySyntax, FromItem,
    FromSource, Name, OrderTerm, ResultColumn, Select, SelectBody, SelectCore, Statement,
    TableConstraint,
};
use super::token::quote;

/// What is renamed.
pub enum Rename<'a> {
    Table {
        from: &'a str,
        to: &'a str,
    },
    /// `quoted`: the new name was written in quotes.
    Column {
        table: &'a str,
        from: &'a str,
        to: &'a str,
        quoted: bool,
    },
}

/// The text of a `CREATE` statement after a rename.
pub fn rename(sql: &str, statement: &Statement, rename: &Rename<'_>) -> String {
    let mut found = Places::of(statement, rename).found;
    found.sort_unstable();
    found.dedup();
    let mut text = sql.to_owned();
    for (start, end) in found.into_iter().rev() {
        let old = sql.get(start..end).unwrap_or_default();
        text.replace_range(start..end, &rename.spelling(old));
    }
    text
}

/// Whether an expression of a `CREATE` statement names a column of the table in double quotes, which
/// make text of a name that no column has.
pub fn has_quoted_column(sql: &str, statement: &Statement, table: &str, column: &str) -> bool {
    let change = Rename::Column {
        table,
        from: column,
        to: column,
        quoted: true,
    };
    let places = Places::of(statement, &change);
    let is_quoted = |start: usize| sql.get(start..).is_some_and(|it| it.starts_with('"'));
    let mut expressions = places.found.iter().filter(|it| !places.keys.contains(it));
    expressions.any(|(start, _)| is_quoted(*start))
}

impl Rename<'_> {
    /// The table that is renamed, or whose column is.
    pub fn table(&self) -> &str {
        match self {
            Self::Table { from, .. } => from,
            Self::Column { table, .. } => table,
        }
    }

    /// The new name, quoted as SQLite would.
    fn spelling(&self, old: &str) -> String {
        match self {
            Self::Table { to, .. } => quote(to),
            Self::Column { to, quoted, .. } => {
                let was_quoted = old.starts_with(['"', '`', '[', '\'']);
                if *quoted || was_quoted {
                    quote(to)
                } else {
                    (*to).to_owned()
                }
            }
        }
    }
}

/// Collects where the renamed thing is named.
struct Places<'a> {
    rename: &'a Rename<'a>,
    found: Vec<(usize, usize)>,
    /// Those of `found` that stand in foreign keys.
    keys: Vec<(usize, usize)>,
    /// The table whose columns an unqualified name means.
    own: Option<String>,
}

impl<'a> Places<'a> {
    fn of(statement: &Statement, rename: &'a Rename<'a>) -> Self {
        let mut places = Self {
            rename,
            found: Vec::new(),
            keys: Vec::new(),
            own: None,
        };
        match statement {
            Statement::CreateTable(table) => places.table(table),
            Statement::CreateIndex(index) => places.index(index),
            Statement::CreateView(view) => places.view(view),
            _ => {}
        }
        places
    }

    fn add(&mut self, name: &Name) {
        // A name that no text spells has no place.
        if name.end > name.start {
            self.found.push((name.start, name.end));
        }
    }

    fn table_name(&mut self, name: &Name) {
        if let Rename::Table { from, .. } = self.rename
            && name.is(from)
        {
            self.add(name);
        }
    }

    /// A column of the table that `own` names.
    fn own_column(&mut self, name: &Name) {
        let own = self.own.as_deref().unwrap_or_default();
        if let Rename::Column { table, from, .. } = self.rename
            && table.eq_ignore_ascii_case(own)
            && name.is(from)
        {
            self.add(name);
        }
    }

    fn table(&mut self, table: &CreateTable) {
        self.own = Some(table.name.text.to_string());
        self.table_name(&table.name);
        for column in &table.columns {
            self.own_column(&column.name);
            for constraint in &column.constraints {
                match constraint {
                    ColumnConstraint::Check(check) => self.expr(&check.expr),
                    ColumnConstraint::Generated { expr, .. } => self.expr(expr),
                    ColumnConstraint::References(key) => self.foreign_key(key),
                    _ => {}
                }
            }
        }
        for constraint in &table.constraints {
            match constraint {
                TableConstraint::PrimaryKey { columns }
                | TableConstraint::Unique { columns, .. } => {
                    columns.iter().for_each(|column| self.expr(&column.expr));
                }
                TableConstraint::Check(check) => self.expr(&check.expr),
                TableConstraint::ForeignKey(key) => self.foreign_key(key),
            }
        }
    }

    fn foreign_key(&mut self, key: &ForeignKeySyntax) {
        let before = self.found.len();
        self.foreign_key_names(key);
        self.keys.extend_from_slice(&self.found[before..]);
    }

    fn foreign_key_names(&mut self, key: &ForeignKeySyntax) {
        key.columns
            .iter()
            .for_each(|column| self.own_column(column));
        self.table_name(&key.to_table);
        if let Rename::Column { table, from, .. } = self.rename
            && key.to_table.is(table)
        {
            key.to_columns
                .iter()
                .filter(|column| column.is(from))
                .for_each(|column| self.add(column));
        }
    }

    fn index(&mut self, index: &CreateIndex) {
        self.own = Some(index.table.text.to_string());
        self.table_name(&index.table);
        index
            .columns
            .iter()
            .for_each(|column| self.expr(&column.expr));
        index.filter.iter().for_each(|filter| self.expr(filter));
    }

    fn view(&mut self, view: &CreateView) {
        self.select(&view.select);
    }

    fn select(&mut self, select: &Select) {
        for table in &select.with {
            self.select(&table.select);
        }
        self.body(&select.body);
        select.compound.iter().for_each(|(_, body)| self.body(body));
        self.order(&select.order);
    }

    fn order(&mut self, terms: &[OrderTerm]) {
        terms.iter().for_each(|term| self.expr(&term.expr));
    }

    fn body(&mut self, body: &SelectBody) {
        match body {
            SelectBody::Values(rows) => rows.iter().flatten().for_each(|expr| self.expr(expr)),
            SelectBody::Core(core) => {
                // Of a query's columns only those of a lone table are told apart.
                let outer = self.own.take();
                self.own = match core.from.as_slice() {
                    [
                        FromItem {
                            source: FromSource::Table(name),
                            ..
                        },
                    ] => Some(name.text.to_string()),
                    _ => None,
                };
                self.core(core);
                self.own = outer;
            }
        }
    }

    fn core(&mut self, core: &SelectCore) {
        self.from(&core.from);
        for column in &core.columns {
            match column {
                ResultColumn::Star => {}
                ResultColumn::TableStar(table) => self.table_name(table),
                ResultColumn::Expr { expr, .. } => self.expr(expr),
            }
        }
        core.filter.iter().for_each(|expr| self.expr(expr));
        core.group_by.iter().for_each(|expr| self.expr(expr));
        core.having.iter().for_each(|expr| self.expr(expr));
    }

    fn from(&mut self, items: &[FromItem]) {
        for item in items {
            match &item.source {
                FromSource::Table(name) => self.table_name(name),
                FromSource::Function { arguments, .. } => {
                    arguments.iter().for_each(|argument| self.expr(argument));
                }
                FromSource::Select(select) => self.select(select),
                FromSource::Nested(items) => self.from(items),
            }
            item.on.iter().for_each(|expr| self.expr(expr));
        }
    }

    fn expr(&mut self, expr: &Expr) {
        match expr {
            Expr::Value(_) | Expr::Parameter(_) | Expr::Now(_) => {}
            Expr::Column { table, column } => self.column(table.as_ref(), column),
            Expr::Unary(_, value)
            | Expr::IsNull { value, .. }
            | Expr::Cast { value, .. }
            | Expr::Collate(value, _) => self.expr(value),
            Expr::Binary(_, left, right) => {
                self.expr(left);
                self.expr(right);
            }
            Expr::Match(node) => {
                self.expr(&node.value);
                self.expr(&node.pattern);
                node.escape.iter().for_each(|escape| self.expr(escape));
            }
            Expr::Between {
                value, low, high, ..
            } => {
                [value, low, high].iter().for_each(|part| self.expr(part));
            }
            Expr::InList { value, list, .. } => {
                self.expr(value);
                list.iter().for_each(|item| self.expr(item));
            }
            Expr::InSelect { value, select, .. } => {
                self.expr(value);
                self.select(select);
            }
            Expr::Case {
                operand,
                branches,
                otherwise,
            } => {
                operand
                    .iter()
                    .chain(otherwise)
                    .for_each(|part| self.expr(part));
                for (condition, result) in branches {
                    self.expr(condition);
                    self.expr(result);
                }
            }
            Expr::Call(call) => {
                call.arguments
                    .iter()
                    .for_each(|argument| self.expr(argument));
                call.filter.iter().for_each(|filter| self.expr(filter));
                if let Some(window) = &call.over {
                    window.partition.iter().for_each(|expr| self.expr(expr));
                    self.order(&window.order);
                }
            }
            Expr::Select(select) | Expr::Exists(select) => self.select(select),
            Expr::Row(list) => list.iter().for_each(|item| self.expr(item)),
        }
    }

    fn column(&mut self, table: Option<&Name>, column: &Name) {
        match (table, self.rename) {
            (Some(table), Rename::Table { .. }) => self.table_name(table),
            (None, _) => self.own_column(column),
            (
                Some(table),
                Rename::Column {
                    table: renamed,
                    from,
                    ..
                },
            ) => {
                if table.is(renamed) && column.is(from) {
                    self.add(column);
                }
            }
        }
    }
}
