//! The bounds of a statement: how many rows it may look at, and how much memory there may be.

use std::cell::Cell;
use std::rc::Rc;

use super::DatabaseError;
use crate::memory;

/// How many rows go by until memory is looked at again.
const ROWS_BETWEEN: u64 = 1024;

/// The work that statements do, and its bounds; copies count together.
#[derive(Clone)]
pub struct Work(Rc<Bounds>);

struct Bounds {
    rows: Cell<u64>,
    most_rows: Cell<u64>,
    most_memory: usize,
    /// How to raise the bounds.
    advice: Rc<str>,
    reached: Cell<bool>,
}

impl Default for Work {
    fn default() -> Self {
        Self::new(50_000_000, usize::MAX, "")
    }
}

impl Work {
    /// Bounds: rows that are looked at, bytes in use, and how one raises them.
    pub fn new(most_rows: u64, most_memory: usize, advice: &str) -> Self {
        Self(Rc::new(Bounds {
            rows: Cell::new(0),
            most_rows: Cell::new(most_rows),
            most_memory,
            advice: advice.into(),
            reached: Cell::new(false),
        }))
    }

    /// Begins to count anew, up to so many rows.
    pub fn begin(&self, most_rows: u64) {
        self.0.rows.set(0);
        self.0.reached.set(false);
        self.0.most_rows.set(most_rows);
    }

    /// How many rows were looked at.
    pub fn rows(&self) -> u64 {
        self.0.rows.get()
    }

    /// Whether a bound has ended a statement.
    pub fn is_reached(&self) -> bool {
        self.0.reached.get()
    }

    /// Counts rows that are looked at.
    pub(super) fn step(&self, rows: usize) -> Result<(), DatabaseError> {
        let before = self.0.rows.get();
        let after = before.saturating_add(rows as u64);
        self.0.rows.set(after);
        if after > self.0.most_rows.get() {
            let most = self.0.most_rows.get();
            return Err(self.stop(&format!("after {most} rows")));
        }
        if before / ROWS_BETWEEN != after / ROWS_BETWEEN && memory::in_use() > self.0.most_memory {
            let megabytes = self.0.most_memory >> 20;
            return Err(self.stop(&format!("at {megabytes} MB of memory")));
        }
        Ok(())
    }

    fn stop(&self, what: &str) -> DatabaseError {
        self.0.reached.set(true);
        let advice = &self.0.advice;
        DatabaseError::operational(format!("the statement was stopped {what}{advice}"))
    }
}
