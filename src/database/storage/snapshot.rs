//! A state as bytes: what SQLite's own file holds, the `CREATE` texts and the rows.
//!
//! Everything else follows from the texts, so the format does not change with this program's
//! types. It is read back by executing them.
//!
//! Of a state that was made from another it is enough to keep what the other has not, which is small
//! and keeps what the two share shared when it is read back.

use std::rc::Rc;

use super::{State, Table, key};
use crate::database::SqlValue;
use crate::persistent::{DiffItem, OrdMap};

/// The first bytes: a name and a version.
const MAGIC: &[u8] = b"migration-sandbox database 1\n";

/// The first bytes of what one state has and another has not.
const CHANGES_MAGIC: &[u8] = b"migration-sandbox changes 1\n";

/// A row id and the values.
pub type StoredRow = (i64, Vec<SqlValue>);

/// Row id, kind, name and `CREATE` text of an object; no text for a constraint's index.
pub type StoredObject = (i64, String, String, Option<String>);

/// A snapshot before its texts are executed.
pub struct Snapshot {
    pub user_version: i64,
    pub objects: Vec<StoredObject>,
    /// Rows with their ids, by table.
    pub tables: Vec<(String, Vec<StoredRow>)>,
}

/// What a state has that another has not, before its texts are executed.
pub struct Changes {
    pub user_version: i64,
    /// All objects; `None` when the other has the same.
    pub objects: Option<Vec<StoredObject>>,
    pub tables: Vec<TableChanges>,
}

/// The rows in which two tables of a name differ.
#[derive(Default)]
pub struct TableChanges {
    pub name: String,
    /// The ids of those that only the other has.
    pub gone: Vec<i64>,
    /// Those that the other has not, or not with these values.
    pub put: Vec<StoredRow>,
}

/// The bytes of a state.
pub fn write(state: &State) -> Vec<u8> {
    let mut writer = Writer(MAGIC.to_vec());
    writer.integer(state.user_version);
    writer.objects(state);
    writer.length(state.tables.len());
    for table in state.tables.values() {
        writer.text(&table.definition.name);
        writer.length(table.rows.len());
        for (rowid, row) in &table.rows {
            writer.row(*rowid, row);
        }
    }
    writer.summed()
}

/// The bytes of what a state has that another has not.
pub fn write_changes(state: &State, other: &State) -> Vec<u8> {
    let mut writer = Writer(CHANGES_MAGIC.to_vec());
    writer.integer(state.user_version);
    match has_objects_of(state, other) {
        true => writer.length(0),
        false => {
            writer.length(1);
            writer.objects(state);
        }
    }
    let tables = state.tables.iter().map(|(key, table)| {
        let other = other.tables.get(key);
        (table, other.map(|other| &**other))
    });
    let is_other = |(table, other): &(&Rc<Table>, Option<&Table>)| {
        !other.is_some_and(|other| std::ptr::eq(Rc::as_ptr(table), other))
    };
    let tables: Vec<_> = tables.filter(is_other).collect();
    writer.length(tables.len());
    for (table, other) in tables {
        writer.text(&table.definition.name);
        let nothing = OrdMap::default();
        let before = other.map_or(&nothing, |other| &other.rows);
        let (mut gone, mut put) = (Vec::new(), Vec::new());
        for difference in before.diff(&table.rows) {
            match difference {
                DiffItem::Remove(rowid, _) => gone.push(*rowid),
                DiffItem::Add(rowid, row) => put.push((*rowid, row)),
                DiffItem::Update { new, .. } => put.push((*new.0, new.1)),
            }
        }
        writer.length(gone.len());
        gone.into_iter().for_each(|rowid| writer.integer(rowid));
        writer.length(put.len());
        put.into_iter()
            .for_each(|(rowid, row)| writer.row(rowid, row));
    }
    writer.summed()
}

/// Whether two states have the same objects, told by pointers.
fn has_objects_of(state: &State, other: &State) -> bool {
    let mut tables = state.tables.iter();
    state.objects.ptr_eq(&other.objects)
        && state.views.ptr_eq(&other.views)
        && tables.all(|(key, table)| {
            let other = other.tables.get(key);
            other.is_some_and(|other| Rc::ptr_eq(table, other) || table.is_defined_as(other))
        })
}

/// The snapshot that bytes hold; `None` if they are not whole.
pub fn read(bytes: &[u8]) -> Option<Snapshot> {
    let mut reader = Reader(whole(bytes)?.strip_prefix(MAGIC)?);
    let user_version = reader.integer()?;
    let objects = reader.objects()?;
    let mut tables = Vec::new();
    for _ in 0..reader.length()? {
        tables.push((reader.text()?, reader.rows()?));
    }
    reader.0.is_empty().then_some(Snapshot {
        user_version,
        objects,
        tables,
    })
}

/// The changes that bytes hold; `None` if they are not whole.
pub fn read_changes(bytes: &[u8]) -> Option<Changes> {
    let mut reader = Reader(whole(bytes)?.strip_prefix(CHANGES_MAGIC)?);
    let user_version = reader.integer()?;
    let objects = match reader.length()? {
        0 => None,
        _ => Some(reader.objects()?),
    };
    let mut tables = Vec::new();
    for _ in 0..reader.length()? {
        let name = reader.text()?;
        let mut gone = Vec::new();
        for _ in 0..reader.length()? {
            gone.push(reader.integer()?);
        }
        let put = reader.rows()?;
        tables.push(TableChanges { name, gone, put });
    }
    reader.0.is_empty().then_some(Changes {
        user_version,
        objects,
        tables,
    })
}

/// The bytes without their sum, if that is right.
fn whole(bytes: &[u8]) -> Option<&[u8]> {
    let (content, sum) = bytes.split_at_checked(bytes.len().checked_sub(8)?)?;
    (checksum(content).to_le_bytes() == sum).then_some(content)
}

/// FNV-1a: it tells a damaged file, not a forged one.
fn checksum(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |sum, byte| {
        (sum ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

struct Writer(Vec<u8>);

impl Writer {
    /// Seven bits a byte, the lowest first.
    fn length(&mut self, length: usize) {
        let mut rest = length as u64;
        while rest >= 0x80 {
            self.0.push((rest & 0x7f) as u8 | 0x80);
            rest >>= 7;
        }
        self.0.push(rest as u8);
    }

    fn integer(&mut self, integer: i64) {
        // Small numbers of either sign become short.
        let folded = ((integer << 1) ^ (integer >> 63)) as u64;
        let mut rest = folded;
        while rest >= 0x80 {
            self.0.push((rest & 0x7f) as u8 | 0x80);
            rest >>= 7;
        }
        self.0.push(rest as u8);
    }

    fn bytes(&mut self, bytes: &[u8]) {
        self.length(bytes.len());
        self.0.extend(bytes);
    }

    fn text(&mut self, text: &str) {
        self.bytes(text.as_bytes());
    }

    fn objects(&mut self, state: &State) {
        self.length(state.objects.len());
        for (rowid, object) in &state.objects {
            self.integer(*rowid);
            self.text(object.kind);
            self.text(&object.name);
            match state.sql_of(object) {
                Some(sql) => self.value(&SqlValue::Text(sql)),
                None => self.value(&SqlValue::Null),
            }
        }
    }

    fn row(&mut self, rowid: i64, row: &[SqlValue]) {
        self.integer(rowid);
        self.length(row.len());
        row.iter().for_each(|value| self.value(value));
    }

    /// All that was written, with its sum.
    fn summed(mut self) -> Vec<u8> {
        let sum = checksum(&self.0);
        self.0.extend(sum.to_le_bytes());
        self.0
    }

    fn value(&mut self, value: &SqlValue) {
        match value {
            SqlValue::Null => self.0.push(0),
            SqlValue::Integer(integer) => {
                self.0.push(1);
                self.integer(*integer);
            }
            SqlValue::Real(real) => {
                self.0.push(2);
                self.0.extend(real.to_le_bytes());
            }
            SqlValue::Text(text) => {
                self.0.push(3);
                self.text(text);
            }
            SqlValue::Blob(bytes) => {
                self.0.push(4);
                self.bytes(bytes);
            }
        }
    }
}

struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }

    fn number(&mut self) -> Option<u64> {
        let mut number = 0u64;
        for shift in (0..64).step_by(7) {
            let byte = *self.take(1)?.first()?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }

    fn length(&mut self) -> Option<usize> {
        usize::try_from(self.number()?).ok()
    }

    fn integer(&mut self) -> Option<i64> {
        let folded = self.number()?;
        Some((folded >> 1) as i64 ^ -((folded & 1) as i64))
    }

    fn bytes(&mut self) -> Option<&'a [u8]> {
        let length = self.length()?;
        self.take(length)
    }

    fn text(&mut self) -> Option<String> {
        String::from_utf8(self.bytes()?.to_vec()).ok()
    }

    fn objects(&mut self) -> Option<Vec<StoredObject>> {
        let mut objects = Vec::new();
        for _ in 0..self.length()? {
            let rowid = self.integer()?;
            let (kind, name) = (self.text()?, self.text()?);
            let sql = match self.value()? {
                SqlValue::Text(sql) => Some(sql.to_string()),
                _ => None,
            };
            objects.push((rowid, kind, name, sql));
        }
        Some(objects)
    }

    fn rows(&mut self) -> Option<Vec<StoredRow>> {
        let mut rows = Vec::new();
        for _ in 0..self.length()? {
            let rowid = self.integer()?;
            let width = self.length()?;
            let row = (0..width).map(|_| self.value()).collect::<Option<_>>()?;
            rows.push((rowid, row));
        }
        Some(rows)
    }

    fn value(&mut self) -> Option<SqlValue> {
        Some(match *self.take(1)?.first()? {
            0 => SqlValue::Null,
            1 => SqlValue::Integer(self.integer()?),
            2 => SqlValue::Real(f64::from_le_bytes(self.take(8)?.try_into().ok()?)),
            3 => SqlValue::Text(self.text()?.into()),
            4 => SqlValue::Blob(self.bytes()?.into()),
            _ => return None,
        })
    }
}

impl State {
    /// The rows of a table, for a caller that may name one that is not there.
    pub fn rows_of(&self, table: &str) -> Vec<Vec<SqlValue>> {
        let table: Option<&Rc<Table>> = self.tables.get(&key(table));
        table.map_or_else(Vec::new, |table| {
            table.rows.values().map(|row| row.to_vec()).collect()
        })
    }
}
