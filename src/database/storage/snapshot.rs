//! A state as bytes: what SQLite's own file holds, the `CREATE` texts and the rows.
//!
//! Everything else follows from the texts, so the format does not change with this program's
//! types. It is read back by executing them.

use std::rc::Rc;

use super::{State, key};
use crate::database::SqlValue;

/// The first bytes: a name and a version.
const MAGIC: &[u8] = b"migration-sandbox database 1\n";

/// A row id and the values.
pub type StoredRow = (i64, Vec<SqlValue>);

/// A snapshot before its texts are executed.
pub struct Snapshot {
    pub user_version: i64,
    /// Row id, kind, name and `CREATE` text; none for a constraint's index.
    pub objects: Vec<(i64, String, String, Option<String>)>,
    /// Rows with their ids, by table.
    pub tables: Vec<(String, Vec<StoredRow>)>,
}

/// The bytes of a state.
pub fn write(state: &State) -> Vec<u8> {
    let mut writer = Writer(MAGIC.to_vec());
    writer.integer(state.user_version);
    writer.length(state.objects.len());
    for (rowid, object) in &state.objects {
        writer.integer(*rowid);
        writer.text(object.kind);
        writer.text(&object.name);
        match state.sql_of(object) {
            Some(sql) => writer.value(&SqlValue::Text(sql)),
            None => writer.value(&SqlValue::Null),
        }
    }
    writer.length(state.tables.len());
    for table in state.tables.values() {
        writer.text(&table.definition.name);
        writer.length(table.rows.len());
        for (rowid, row) in &table.rows {
            writer.integer(*rowid);
            writer.length(row.len());
            row.iter().for_each(|value| writer.value(value));
        }
    }
    let sum = checksum(&writer.0);
    writer.0.extend(sum.to_le_bytes());
    writer.0
}

/// The snapshot that bytes hold; `None` if they are not whole.
pub fn read(bytes: &[u8]) -> Option<Snapshot> {
    let (content, sum) = bytes.split_at_checked(bytes.len().checked_sub(8)?)?;
    if checksum(content).to_le_bytes() != sum {
        return None;
    }
    let mut reader = Reader(content.strip_prefix(MAGIC)?);
    let user_version = reader.integer()?;
    let mut objects = Vec::new();
    for _ in 0..reader.length()? {
        let rowid = reader.integer()?;
        let (kind, name) = (reader.text()?, reader.text()?);
        let sql = match reader.value()? {
            SqlValue::Text(sql) => Some(sql.to_string()),
            _ => None,
        };
        objects.push((rowid, kind, name, sql));
    }
    let mut tables = Vec::new();
    for _ in 0..reader.length()? {
        let name = reader.text()?;
        let mut rows = Vec::new();
        for _ in 0..reader.length()? {
            let rowid = reader.integer()?;
            let width = reader.length()?;
            let row = (0..width).map(|_| reader.value()).collect::<Option<_>>()?;
            rows.push((rowid, row));
        }
        tables.push((name, rows));
    }
    reader.0.is_empty().then_some(Snapshot {
        user_version,
        objects,
        tables,
    })
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
        let table: Option<&Rc<super::Table>> = self.tables.get(&key(table));
        table.map_or_else(Vec::new, |table| {
            table.rows.values().map(|row| row.to_vec()).collect()
        })
    }
}
