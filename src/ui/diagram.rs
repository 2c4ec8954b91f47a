//! The tables as a diagram: boxes in columns, a table to the right of those that it refers to.
//!
//! The same tables give the same drawing, whatever came before.

use std::collections::{BTreeMap, BTreeSet};

use crate::protocol::{ColumnView, TableView};

use super::state::changes::{Changes, TableChange};
use super::texts::later;

/// Height of a table's name.
pub const HEAD: usize = 28;
/// Height of a column's line.
pub const LINE: usize = 20;

/// Width of a letter; the style sheet's size of letters in the diagram gives it.
const LETTER: usize = 8;
/// What a line has beside its letters: the mark, the key, the space at the ends.
const BESIDE: usize = 52;
/// Longer names are cut.
const LONGEST_NAME: usize = 26;
/// Longer types are cut.
const LONGEST_TYPE: usize = 14;
/// More columns than these are counted, not drawn.
const MOST_LINES: usize = 14;
const GAP_ACROSS: usize = 56;
const GAP_DOWN: usize = 24;
const MARGIN: usize = 12;
/// A column of boxes may always be as high as this.
const LOW: usize = 420;

/// A drawing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diagram {
    /// One box a table, column by column.
    pub boxes: Vec<TableBox>,
    /// One line a foreign key.
    pub relations: Vec<Relation>,
    /// Width of all.
    pub width: usize,
    /// Height of all.
    pub height: usize,
}

/// A table as a box.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TableBox {
    /// The table's name.
    pub name: String,
    /// What the last step did to it.
    pub change: Option<Change>,
    /// Its columns.
    pub lines: Vec<Line>,
    /// How many columns more there are.
    pub more: usize,
    /// Left.
    pub x: usize,
    /// Top.
    pub y: usize,
    /// Width.
    pub width: usize,
    /// Height.
    pub height: usize,
}

/// A column as a line of a box.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// Its name, cut if it is long.
    pub name: String,
    /// Its declared type, cut if it is long.
    pub kind: String,
    /// Whether it is part of the primary key.
    pub primary: bool,
    /// The table and column that it refers to.
    pub target: Option<(String, String)>,
    /// What the last step did to it.
    pub change: Option<Change>,
}

/// What the last step did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// It is new.
    Added,
    /// It is different.
    Changed,
    /// It is gone.
    Removed,
}

/// A foreign key as a line from its column to the one that it refers to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relation {
    /// Name of the table that refers.
    pub from: String,
    /// Name of the table that is referred to.
    pub to: String,
    /// The curve.
    pub path: String,
    /// The arrow's head at its end.
    pub tip: String,
    /// What the last step did to it.
    pub change: Option<Change>,
}

impl TableBox {
    /// Returns the names of the tables that it refers to, each once.
    pub fn targets(&self) -> BTreeSet<&str> {
        let targets = self.lines.iter().filter_map(|line| line.target.as_ref());
        targets.map(|(table, _)| table.as_str()).collect()
    }

    /// Returns the box in words, for who does not see it.
    pub fn in_words(&self) -> String {
        let change = self.change.map_or("", Change::in_words);
        let columns: Vec<String> = self.lines.iter().map(Line::in_words).collect();
        format!("{}{change}: {}", self.name, columns.join(", "))
    }

    fn center(&self) -> usize {
        self.y + self.height / 2
    }
}

impl Line {
    fn in_words(&self) -> String {
        let words = &later().diagram;
        let key = if self.primary { words.primary_key } else { "" };
        let change = self.change.map_or("", Change::in_words);
        let target = self.target.as_ref();
        let target = target.map(|(table, _)| words.refers_to.with([table]));
        format!("{}{key}{}{change}", self.name, target.unwrap_or_default())
    }
}

impl Change {
    fn in_words(self) -> &'static str {
        let words = &later().diagram;
        match self {
            Change::Added => words.added,
            Change::Changed => words.changed,
            Change::Removed => words.removed,
        }
    }
}

/// Draws tables, with what the last step did to them.
pub fn draw(tables: &[&TableView], changes: &Changes) -> Diagram {
    let mut boxes: Vec<TableBox> = tables
        .iter()
        .map(|table| of_table(table, changes.tables.get(&table.name)))
        .collect();
    boxes.extend(changes.dropped.iter().map(|name| of_dropped(name)));
    let columns = columns(&boxes);
    let (width, height) = place(&mut boxes, &columns);
    let relations = relations(&boxes);
    Diagram {
        boxes,
        relations,
        width,
        height,
    }
}

fn of_table(table: &TableView, change: Option<&TableChange>) -> TableBox {
    let none = TableChange::default();
    let created = change.is_some_and(|change| change.created);
    let inner = change.filter(|change| !change.created).unwrap_or(&none);
    let mark = |column: &ColumnView| match () {
        () if inner.added.contains(&column.name) => Some(Change::Added),
        () if inner.altered.contains(&column.name) => Some(Change::Changed),
        () if inner.renamed.contains_key(&column.name) => Some(Change::Changed),
        () => None,
    };
    let present = table
        .columns
        .iter()
        .map(|column| line(column, mark(column)));
    let removed = inner.removed.iter();
    let removed = removed.map(|column| line(column, Some(Change::Removed)));
    let mut lines: Vec<Line> = present.chain(removed).collect();
    let more = lines.len().saturating_sub(MOST_LINES);
    lines.truncate(MOST_LINES);
    sized(TableBox {
        name: table.name.clone(),
        change: match (created, lines.iter().any(|line| line.change.is_some())) {
            (true, _) => Some(Change::Added),
            (false, true) => Some(Change::Changed),
            (false, false) => None,
        },
        lines,
        more,
        ..TableBox::default()
    })
}

fn of_dropped(name: &str) -> TableBox {
    sized(TableBox {
        name: name.to_owned(),
        change: Some(Change::Removed),
        ..TableBox::default()
    })
}

fn line(column: &ColumnView, change: Option<Change>) -> Line {
    let target = column.references.as_deref();
    let split = |target: &str| match target.rsplit_once('.') {
        Some((table, column)) => (table.to_owned(), column.to_owned()),
        None => (target.to_owned(), String::new()),
    };
    Line {
        name: cut(&column.name, LONGEST_NAME),
        kind: cut(&column.declared_type, LONGEST_TYPE),
        primary: column.primary_key,
        target: target
            .filter(|_| change != Some(Change::Removed))
            .map(split),
        change,
    }
}

/// A text as far as there is room for it.
pub fn cut(text: &str, longest: usize) -> String {
    match text.chars().count() > longest {
        true => text.chars().take(longest - 1).chain(['…']).collect(),
        false => text.to_owned(),
    }
}

fn sized(mut table: TableBox) -> TableBox {
    let letters = |text: &str| text.chars().count();
    let lines = table.lines.iter();
    let widest = lines.map(|line| letters(&line.name) + letters(&line.kind) + 1);
    let name = letters(&cut(&table.name, LONGEST_NAME + 4)) + 1;
    let widest = widest.chain([name]).max().unwrap_or(0);
    table.width = widest * LETTER + BESIDE;
    let lines = table.lines.len() + usize::from(table.more > 0);
    table.height = HEAD + lines * LINE + if lines > 0 { 6 } else { 0 };
    table
}

/// Puts the boxes in columns: what refers to nothing first. A column that would be much higher than
/// all of the drawing is wide is split.
fn columns(boxes: &[TableBox]) -> Vec<Vec<usize>> {
    let index: BTreeMap<&str, usize> = boxes
        .iter()
        .enumerate()
        .map(|(index, table)| (table.name.as_str(), index))
        .collect();
    let targets: Vec<Vec<usize>> = boxes
        .iter()
        .enumerate()
        .map(|(own, table)| {
            let targets = table.targets();
            let known = targets.iter().filter_map(|name| index.get(name).copied());
            known.filter(|target| *target != own).collect()
        })
        .collect();
    let layers = layers(&targets);
    let is_alone = |table: &usize| {
        let refers = targets
            .get(*table)
            .is_some_and(|targets| !targets.is_empty());
        !refers && !targets.iter().any(|targets| targets.contains(table))
    };
    let (alone, related): (Vec<usize>, Vec<usize>) = (0..boxes.len()).partition(is_alone);
    let limit = limit(boxes);
    let mut columns: Vec<Vec<usize>> = Vec::new();
    for layer in 0..=layers.iter().copied().max().unwrap_or(0) {
        let mut members: Vec<usize> = related.clone();
        members.retain(|table| layers.get(*table) == Some(&layer));
        let position = |table: &usize| position(&columns, &targets, *table);
        members.sort_by_key(|table| (position(table), name_of(boxes, *table)));
        columns.extend(split(boxes, members, limit));
    }
    for table in alone {
        // Where there is most room.
        let low = |column: &&mut Vec<usize>| height_of(boxes, column);
        let shortest = columns.iter_mut().min_by_key(low);
        let fits =
            |column: &Vec<usize>| height_of(boxes, column) + height_of(boxes, &[table]) <= limit;
        match shortest.filter(|column| fits(column)) {
            Some(column) => column.push(table),
            None => columns.push(vec![table]),
        }
    }
    columns.retain(|column| !column.is_empty());
    columns
}

fn name_of(boxes: &[TableBox], table: usize) -> &str {
    boxes.get(table).map_or("", |table| table.name.as_str())
}

/// How many tables one has to pass at most until one refers to nothing. A circle is cut where it is
/// met again.
fn layers(targets: &[Vec<usize>]) -> Vec<usize> {
    fn layer(
        table: usize,
        targets: &[Vec<usize>],
        path: &mut Vec<usize>,
        known: &mut BTreeMap<usize, usize>,
    ) -> usize {
        if let Some(layer) = known.get(&table) {
            return *layer;
        }
        path.push(table);
        let mut found = 0;
        for target in targets.get(table).into_iter().flatten() {
            if !path.contains(target) {
                found = found.max(1 + layer(*target, targets, path, known));
            }
        }
        path.pop();
        known.insert(table, found);
        found
    }
    let mut known = BTreeMap::new();
    (0..targets.len())
        .map(|table| layer(table, targets, &mut Vec::new(), &mut known))
        .collect()
}

/// The mean place of the tables that one refers to, in their columns; in tenths.
fn position(columns: &[Vec<usize>], targets: &[Vec<usize>], table: usize) -> usize {
    let place = |target: &usize| {
        let mut places = columns
            .iter()
            .filter_map(|c| c.iter().position(|t| t == target));
        places.next().unwrap_or(0)
    };
    let targets = targets.get(table).map_or(&[][..], Vec::as_slice);
    targets.iter().map(place).sum::<usize>() * 10 / targets.len().max(1)
}

fn height_of(boxes: &[TableBox], column: &[usize]) -> usize {
    let tables = column.iter().filter_map(|table| boxes.get(*table));
    tables.map(|table| table.height + GAP_DOWN).sum()
}

/// How high a column may be: about as high as all is wide.
fn limit(boxes: &[TableBox]) -> usize {
    let area = |table: &TableBox| (table.width + GAP_ACROSS) * (table.height + GAP_DOWN);
    boxes.iter().map(area).sum::<usize>().isqrt().max(LOW)
}

fn split(boxes: &[TableBox], members: Vec<usize>, limit: usize) -> Vec<Vec<usize>> {
    let parts = height_of(boxes, &members).div_ceil(limit).max(1);
    let each = members.len().div_ceil(parts).max(1);
    members.chunks(each).map(<[usize]>::to_vec).collect()
}

/// Sets the places and returns the size of all. Columns stand around the middle.
fn place(boxes: &mut [TableBox], columns: &[Vec<usize>]) -> (usize, usize) {
    let heights = columns.iter().map(|column| height_of(boxes, column));
    let highest = heights.max().unwrap_or(0).saturating_sub(GAP_DOWN);
    let mut x = MARGIN;
    for column in columns {
        let tables = || column.iter().copied();
        let width = tables()
            .filter_map(|table| boxes.get(table))
            .map(|table| table.width);
        let width = width.max().unwrap_or(0);
        let height = height_of(boxes, column).saturating_sub(GAP_DOWN);
        let mut y = MARGIN + (highest - height) / 2;
        for table in tables() {
            if let Some(table) = boxes.get_mut(table) {
                (table.x, table.y, table.width) = (x, y, width);
                y += table.height + GAP_DOWN;
            }
        }
        x += width + GAP_ACROSS;
    }
    // Room for curves that leave the last column to the right.
    (
        x.saturating_sub(GAP_ACROSS) + 2 * MARGIN,
        highest + 2 * MARGIN,
    )
}

fn relations(boxes: &[TableBox]) -> Vec<Relation> {
    let mut relations = Vec::new();
    for table in boxes {
        for (index, line) in table.lines.iter().enumerate() {
            let Some((target, column)) = &line.target else {
                continue;
            };
            if let Some(other) = boxes.iter().find(|other| other.name == *target) {
                let (path, tip) = curve(table, index, other, column);
                relations.push(Relation {
                    from: table.name.clone(),
                    to: target.clone(),
                    path,
                    tip,
                    change: line.change.or(table.change.filter(|c| *c == Change::Added)),
                });
            }
        }
    }
    relations
}

/// The curve from a column to another, and the arrow's head at its end.
fn curve(from: &TableBox, index: usize, to: &TableBox, column: &str) -> (String, String) {
    let middle = |table: &TableBox, index: usize| table.y + HEAD + index * LINE + LINE / 2 + 3;
    let target = to.lines.iter().position(|line| line.name == column);
    let (y1, y2) = (
        middle(from, index),
        target.map_or(to.center(), |index| middle(to, index)),
    );
    let (left, right) = (to.x + to.width, from.x + from.width);
    if from.x > left {
        let bend = ((from.x - left) / 2).max(GAP_ACROSS / 2);
        let (a, b) = (from.x - bend, left + bend);
        (
            format!("M{} {y1}C{a} {y1} {b} {y2} {left} {y2}", from.x),
            format!("M{left} {y2}l8 -4v8z"),
        )
    } else if right < to.x {
        let bend = ((to.x - right) / 2).max(GAP_ACROSS / 2);
        let (a, b) = (right + bend, to.x - bend);
        (
            format!("M{right} {y1}C{a} {y1} {b} {y2} {} {y2}", to.x),
            format!("M{} {y2}l-8 -4v8z", to.x),
        )
    } else {
        // In the same column, or to itself: around the right side.
        let bend = 32;
        (
            format!(
                "M{right} {y1}C{} {y1} {} {y2} {left} {y2}",
                right + bend,
                left + bend
            ),
            format!("M{left} {y2}l8 -4v8z"),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(name: &str, references: &[&str]) -> TableView {
        let column = |name: String, references: Option<String>| ColumnView {
            primary_key: name == "id",
            name,
            declared_type: "integer".into(),
            not_null: true,
            default: None,
            references,
        };
        let own = [column("id".into(), None)];
        let keys = references
            .iter()
            .map(|to| column(format!("{to}_id"), Some(format!("{to}.id"))));
        TableView {
            name: name.into(),
            sql: String::new(),
            model: None,
            columns: own.into_iter().chain(keys).collect(),
            constraints: Vec::new(),
            indexes: Vec::new(),
            rows: Vec::new(),
            row_count: 0,
        }
    }

    fn drawn(tables: &[(&str, &[&str])]) -> Diagram {
        let tables: Vec<TableView> = tables.iter().map(|(name, to)| table(name, to)).collect();
        draw(&tables.iter().collect::<Vec<_>>(), &Changes::default())
    }

    fn check_apart(diagram: &Diagram) {
        for (index, one) in diagram.boxes.iter().enumerate() {
            assert!(one.x + one.width <= diagram.width && one.y + one.height <= diagram.height);
            for other in &diagram.boxes[index + 1..] {
                let across = one.x + one.width <= other.x || other.x + other.width <= one.x;
                let down = one.y + one.height <= other.y || other.y + other.height <= one.y;
                assert!(across || down, "{} lies on {}", one.name, other.name);
            }
        }
    }

    #[test]
    fn what_is_referred_to_stands_left() {
        let diagram = drawn(&[("book", &["author"]), ("author", &[])]);
        check_apart(&diagram);
        assert!(diagram.boxes[1].x < diagram.boxes[0].x);
        assert_eq!(diagram.relations.len(), 1);
    }

    #[test]
    fn circles_and_references_to_oneself_end() {
        let diagram = drawn(&[("a", &["b"]), ("b", &["a", "b"]), ("c", &["gone"])]);
        check_apart(&diagram);
        assert_eq!(diagram.relations.len(), 3);
    }

    #[test]
    fn many_tables_around_one_do_not_make_a_tower() {
        let names: Vec<String> = (0..11).map(|number| format!("part{number}")).collect();
        let mut tables: Vec<(&str, &[&str])> = vec![("whole", &[])];
        tables.extend(
            names
                .iter()
                .map(|name| (name.as_str(), &["whole"] as &[&str])),
        );
        let diagram = drawn(&tables);
        check_apart(&diagram);
        assert!(diagram.height < 2 * diagram.width && diagram.width < 3 * diagram.height);
    }

    #[test]
    fn the_last_step_is_marked() {
        let before = table("book", &["author"]);
        let mut after = table("book", &["shelf"]);
        after.columns.push(ColumnView {
            name: "pages".into(),
            references: None,
            ..after.columns[0].clone()
        });
        let view = |tables| crate::protocol::View {
            tables,
            ..crate::protocol::View::default()
        };
        let changes = Changes::between(
            &view(vec![before.into(), table("old", &[]).into()]),
            &view(vec![after.clone().into()]),
            1,
        );
        let diagram = draw(&[&after], &changes);
        let changes: Vec<_> = diagram.boxes[0]
            .lines
            .iter()
            .map(|line| line.change)
            .collect();
        assert_eq!(
            changes,
            [
                None,
                Some(Change::Added),
                Some(Change::Added),
                Some(Change::Removed)
            ]
        );
        assert_eq!(diagram.boxes[1].change, Some(Change::Removed));
    }

    #[test]
    fn no_table_is_a_drawing_too() {
        assert_eq!(drawn(&[]).boxes, []);
    }
}
