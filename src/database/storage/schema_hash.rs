//! The order in which SQLite goes through the tables of a schema: that of its hash table (`hash.c`),
//! by which `PRAGMA foreign_key_check` decides what it finds first.

/// More tables than this make the first buckets; until then the newest table comes first.
const FIRST_BUCKETS: usize = 10;
/// The buckets that fit into the kilobyte that SQLite allows for them.
const MOST_BUCKETS: usize = 64;

/// The names of tables and views in the order in which SQLite meets them, when they were made in the
/// order given.
pub fn schema_hash_order<'name>(names: impl Iterator<Item = &'name str>) -> Vec<&'name str> {
    let mut hash = SchemaHash::default();
    // The schema has a row for itself.
    for name in std::iter::once("sqlite_master").chain(names) {
        hash.insert(name);
    }
    hash.order.retain(|name| *name != "sqlite_master");
    hash.order
}

/// Names in one list, in which those of a bucket stand side by side: a bucket knows the newest.
#[derive(Default)]
struct SchemaHash<'name> {
    order: Vec<&'name str>,
    buckets: Vec<Option<&'name str>>,
}

impl<'name> SchemaHash<'name> {
    fn insert(&mut self, name: &'name str) {
        let count = self.order.len() + 1;
        if count >= FIRST_BUCKETS && count > 2 * self.buckets.len() {
            self.rehash((2 * count).min(MOST_BUCKETS));
        }
        self.place(name);
    }

    fn rehash(&mut self, buckets: usize) {
        if buckets == self.buckets.len() {
            return;
        }
        self.buckets = vec![None; buckets];
        for name in std::mem::take(&mut self.order) {
            self.place(name);
        }
    }

    /// Puts a name before the newest of its bucket, or before all.
    fn place(&mut self, name: &'name str) {
        let mut at = 0;
        if !self.buckets.is_empty() {
            let bucket = string_hash(name) as usize % self.buckets.len();
            if let Some(newest) = self.buckets[bucket].replace(name) {
                let found = self.order.iter().position(|other| *other == newest);
                at = found.unwrap_or_default();
            }
        }
        self.order.insert(at, name);
    }
}

/// `strHash`.
fn string_hash(name: &str) -> u32 {
    name.bytes().fold(0, |hash: u32, byte| {
        let sum = hash.wrapping_add(u32::from(byte.to_ascii_lowercase()));
        sum.wrapping_mul(0x9e37_79b1)
    })
}
