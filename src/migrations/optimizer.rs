//! `MigrationOptimizer`: replaces operations by fewer that do the same.
//!
//! Django starts its scan over from the first operation after every reduction. Only operations that
//! a reduction can have an effect on are looked at again here, and each of them looks only at the
//! later operations that share a subject with it, so the cost grows with the number of reductions
//! and not with its cube; the result is the same, operation by operation.

use std::collections::BTreeMap;

use super::operations::{Operation, Reduction, Subject};

/// Django's class of that name; see [`optimize`].
#[derive(Default)]
pub struct MigrationOptimizer;

impl MigrationOptimizer {
    /// An optimizer.
    pub fn new() -> Self {
        Self
    }

    /// Optimizes the operations of a migration of `app_label`.
    pub fn optimize(&self, operations: &[Operation], app_label: &str) -> Vec<Operation> {
        optimize(operations.to_vec(), app_label)
    }
}

/// Optimizes the operations of a migration of `app_label`.
pub fn optimize(operations: Vec<Operation>, app_label: &str) -> Vec<Operation> {
    let mut optimizer = Optimizer::new(operations, app_label);
    while let Some(entry) = optimizer.next_unsettled() {
        optimizer.settle(entry);
    }
    optimizer.into_operations()
}

/// An operation's number, which it keeps wherever it is moved.
type Entry = usize;

struct Optimizer<'a> {
    app_label: &'a str,
    /// Every operation there has been, by number.
    entries: Vec<Operation>,
    /// The order at this moment.
    sequence: Vec<Entry>,
    /// The place in `sequence` of each entry that is still in it.
    places: Vec<Option<usize>>,
    /// Entries by what they could be replaced over.
    by_subject: BTreeMap<Subject, Vec<Entry>>,
    /// Entries by each model they may refer to, in lower case.
    by_model: BTreeMap<String, Vec<Entry>>,
    /// Entries that may refer to every model.
    barriers: Vec<Entry>,
    /// Entries that vanish into any other.
    elidable: Vec<Entry>,
    /// Whether the entry may have become reducible, by number.
    unsettled: Vec<bool>,
    /// No entry before this place is unsettled.
    start: usize,
    /// Entries that have a partner which they cannot reach, with that partner.
    blocked: BTreeMap<Entry, Entry>,
}

/// What an entry's scan over the later operations found.
enum Scan {
    /// No later operation can be replaced together with it.
    Nothing,
    /// One can, but cannot be reached.
    Blocked(Entry),
    /// One can; the replacements go where it stands, or where the entry stands.
    Found {
        partner: Entry,
        replacements: Vec<Operation>,
        right: bool,
    },
}

impl<'a> Optimizer<'a> {
    fn new(operations: Vec<Operation>, app_label: &'a str) -> Self {
        let mut optimizer = Self {
            app_label,
            entries: Vec::new(),
            sequence: Vec::new(),
            places: Vec::new(),
            by_subject: BTreeMap::new(),
            by_model: BTreeMap::new(),
            barriers: Vec::new(),
            elidable: Vec::new(),
            unsettled: Vec::new(),
            start: 0,
            blocked: BTreeMap::new(),
        };
        for operation in operations {
            let entry = optimizer.register(operation);
            optimizer.places[entry] = Some(optimizer.sequence.len());
            optimizer.sequence.push(entry);
        }
        optimizer
    }

    fn into_operations(self) -> Vec<Operation> {
        let mut entries: Vec<Option<Operation>> = self.entries.into_iter().map(Some).collect();
        let sequence = self.sequence.into_iter();
        sequence.filter_map(|entry| entries[entry].take()).collect()
    }

    /// The first operation of the sequence that may be reducible.
    fn next_unsettled(&mut self) -> Option<Entry> {
        while let Some(entry) = self.sequence.get(self.start) {
            if self.unsettled[*entry] {
                return Some(*entry);
            }
            self.start += 1;
        }
        None
    }

    fn unsettle(&mut self, entry: Entry) {
        if let Some(place) = self.places[entry] {
            self.unsettled[entry] = true;
            self.start = self.start.min(place);
        }
    }

    /// Reduces the entry if that is possible.
    fn settle(&mut self, entry: Entry) {
        self.unsettled[entry] = false;
        match self.scan(entry) {
            Scan::Nothing => {}
            Scan::Blocked(partner) => self.block(entry, partner),
            Scan::Found {
                partner,
                replacements,
                right,
            } => self.replace(entry, partner, replacements, right),
        }
    }

    fn scan(&self, entry: Entry) -> Scan {
        for partner in self.partners(entry) {
            let Reduction::Replace(replacements) = self.reduce(entry, partner) else {
                continue;
            };
            let right = self.passes_right(entry, partner);
            if right || self.passes_left(entry, partner) {
                return Scan::Found {
                    partner,
                    replacements,
                    right,
                };
            }
            return Scan::Blocked(partner);
        }
        Scan::Nothing
    }

    fn reduce(&self, entry: Entry, other: Entry) -> Reduction {
        self.entries[entry].reduce(&self.entries[other], self.app_label)
    }

    /// The later entries with which this one may be replaced, in order.
    fn partners(&self, entry: Entry) -> Vec<Entry> {
        let Some(place) = self.places[entry] else {
            return Vec::new();
        };
        if self.entries[entry].elidable() {
            return self.sequence.get(place + 1).copied().into_iter().collect();
        }
        let subjects = self.entries[entry].subjects();
        let shared = subjects.iter().filter_map(|it| self.by_subject.get(it));
        self.between(shared.chain([&self.elidable]), place, self.sequence.len())
    }

    /// Whether the entry can be moved to the place in front of the partner.
    fn passes_right(&self, entry: Entry, partner: Entry) -> bool {
        let (Some(from), Some(to)) = (self.places[entry], self.places[partner]) else {
            return false;
        };
        if !self.entries[entry].can_be_passed() {
            return from + 1 == to;
        }
        let models = self.entries[entry].subjects();
        let models = models.iter().filter_map(|subject| match subject {
            Subject::Model(name) => self.by_model.get(name),
            Subject::Index(_) => None,
        });
        let suspects = self.between(models.chain([&self.barriers]), from, to);
        let mut reductions = suspects.into_iter().map(|other| self.reduce(entry, other));
        reductions.all(|reduction| matches!(reduction, Reduction::Through))
    }

    /// Whether the partner can be moved to the place behind the entry.
    fn passes_left(&self, entry: Entry, partner: Entry) -> bool {
        let (Some(from), Some(to)) = (self.places[entry], self.places[partner]) else {
            return false;
        };
        let Some(models) = self.entries[partner].referenced_models(self.app_label) else {
            return from + 1 == to;
        };
        let subjects: Vec<Subject> = models.into_iter().map(Subject::Model).collect();
        let shared = subjects.iter().filter_map(|it| self.by_subject.get(it));
        let suspects = self.between(shared.chain([&self.barriers, &self.elidable]), from, to);
        suspects.into_iter().all(|other| {
            self.entries[other].can_be_passed()
                && matches!(self.reduce(other, partner), Reduction::Through)
        })
    }

    /// The entries of these lists that stand between two places, in order.
    fn between<'b>(
        &self,
        lists: impl Iterator<Item = &'b Vec<Entry>>,
        from: usize,
        to: usize,
    ) -> Vec<Entry> {
        let mut places: Vec<usize> = lists
            .flatten()
            .filter_map(|entry| self.places[*entry])
            .filter(|place| from < *place && *place < to)
            .collect();
        places.sort_unstable();
        places.dedup();
        places.into_iter().map(|it| self.sequence[it]).collect()
    }

    fn block(&mut self, entry: Entry, partner: Entry) {
        // Django's `AddIndex` takes the new name over as soon as it is asked, even when it cannot
        // be moved to the operation that renames it.
        let renamed = match (&self.entries[entry], self.reduce(entry, partner)) {
            (Operation::AddIndex { .. }, Reduction::Replace(replacements)) => {
                replacements.into_iter().next()
            }
            _ => None,
        };
        self.blocked.insert(entry, partner);
        if let Some(renamed) = renamed {
            self.unlist(entry);
            self.entries[entry] = renamed;
            self.list(entry);
        }
    }

    /// Puts the replacements where one of the two stood and removes both.
    fn replace(&mut self, entry: Entry, partner: Entry, replacements: Vec<Operation>, right: bool) {
        let (Some(from), Some(to)) = (self.places[entry], self.places[partner]) else {
            return;
        };
        self.unsettle_blocked(from, to);
        let new: Vec<Entry> = replacements
            .into_iter()
            .map(|operation| self.register(operation))
            .collect();
        let in_between = self.sequence[from + 1..to].to_vec();
        let order: Vec<Entry> = if right {
            in_between.into_iter().chain(new.iter().copied()).collect()
        } else {
            new.iter().copied().chain(in_between).collect()
        };
        self.sequence.splice(from..=to, order);
        self.forget(entry);
        self.forget(partner);
        for (place, entry) in self.sequence.iter().enumerate().skip(from) {
            self.places[*entry] = Some(place);
        }
        self.start = self.start.min(from);
        for entry in new {
            self.unsettle_partners(entry);
        }
    }

    /// A change between two places may open the way to those that were blocked across them.
    fn unsettle_blocked(&mut self, from: usize, to: usize) {
        let is_across = |entry: &Entry, partner: &Entry| {
            let (start, end) = (self.places[*entry], self.places[*partner]);
            start.is_some_and(|start| start <= to) && end.is_none_or(|end| end >= from)
        };
        let across = self
            .blocked
            .iter()
            .filter(|(entry, it)| is_across(entry, it));
        let freed: Vec<Entry> = across.map(|(entry, _)| *entry).collect();
        for entry in freed {
            self.blocked.remove(&entry);
            self.unsettle(entry);
        }
    }

    /// Those before a new entry that may be replaced together with it are looked at again.
    fn unsettle_partners(&mut self, entry: Entry) {
        let Some(place) = self.places[entry] else {
            return;
        };
        let earlier = if self.entries[entry].elidable() {
            self.sequence[..place].to_vec()
        } else {
            let subjects = self.entries[entry].subjects();
            let shared = subjects.iter().filter_map(|it| self.by_subject.get(it));
            let lists = shared.chain([&self.elidable]).flatten().copied();
            lists
                .filter(|it| self.places[*it].is_some_and(|it| it < place))
                .collect()
        };
        for entry in earlier {
            self.unsettle(entry);
        }
    }

    /// Gives an operation a number; it is unsettled.
    fn register(&mut self, operation: Operation) -> Entry {
        let entry = self.entries.len();
        self.entries.push(operation);
        self.places.push(None);
        self.unsettled.push(true);
        self.list(entry);
        entry
    }

    fn forget(&mut self, entry: Entry) {
        self.places[entry] = None;
        self.blocked.remove(&entry);
        self.unlist(entry);
    }

    fn list(&mut self, entry: Entry) {
        let operation = &self.entries[entry];
        for subject in operation.subjects() {
            self.by_subject.entry(subject).or_default().push(entry);
        }
        match operation.referenced_models(self.app_label) {
            Some(models) => {
                for model in models {
                    self.by_model.entry(model).or_default().push(entry);
                }
            }
            None => self.barriers.push(entry),
        }
        if operation.elidable() {
            self.elidable.push(entry);
        }
    }

    fn unlist(&mut self, entry: Entry) {
        let operation = &self.entries[entry];
        for subject in operation.subjects() {
            if let Some(list) = self.by_subject.get_mut(&subject) {
                list.retain(|it| *it != entry);
            }
        }
        match operation.referenced_models(self.app_label) {
            Some(models) => {
                for model in models {
                    if let Some(list) = self.by_model.get_mut(&model) {
                        list.retain(|it| *it != entry);
                    }
                }
            }
            None => self.barriers.retain(|it| *it != entry),
        }
        self.elidable.retain(|it| *it != entry);
    }
}

#[cfg(test)]
mod tests;
