//! `MigrationOptimizer`: replaces operations by fewer that do the same.
//!
//! Django starts its scan over from the first operation after every reduction. Only operations that
//! a reduction can have an effect on are looked at again here, and each of them looks only at the
//! later operations that share a subject with it, so the cost grows with the number of reductions
//! and not with its cube; the result is the same, operation by operation.
//!
//! Operations never change places with each other: two of them vanish, and what replaces them stands
//! where one of the two stood. So an operation that keeps two others apart keeps them apart until it
//! is itself replaced, and until then nobody has to ask again.

use std::collections::{BTreeMap, BTreeSet};

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

/// An operation's number, which it keeps until it is replaced.
type Entry = usize;
/// Where an entry stands among the others.
type Place = usize;

struct Optimizer<'a> {
    app_label: &'a str,
    /// Every operation there has been, by number.
    entries: Vec<Operation>,
    /// The order at this moment; places of operations that have vanished are empty.
    sequence: Vec<Option<Entry>>,
    /// The place in `sequence` of each entry that is still in it.
    places: Vec<Option<Place>>,
    /// Entries by what they could be replaced over.
    by_subject: BTreeMap<Subject, Vec<Entry>>,
    /// Entries by each model they may refer to, in lower case.
    by_model: BTreeMap<String, Vec<Entry>>,
    /// Places of entries that may refer to every model.
    barriers: BTreeSet<Place>,
    /// Entries that vanish into any other.
    elidable: Vec<Entry>,
    /// Places of entries that may have become reducible.
    unsettled: BTreeSet<Place>,
    /// Entries that have a partner which they cannot reach, by those that have to vanish before it
    /// is worth asking again.
    waiting: BTreeMap<Entry, Vec<Entry>>,
    /// Entries that are another operation since they were last asked.
    renamed: Vec<Entry>,
}

/// What an entry's scan over the later operations found.
///
/// Of several obstacles the last one counts. Reductions go from the beginning to the end, so it is
/// there the longest; an entry that waits for the first would soon be asked again, and in vain.
enum Scan {
    /// No later operation can be replaced together with it.
    Nothing,
    /// One can, but cannot be reached: there is an obstacle each way.
    Blocked {
        partner: Entry,
        obstacles: [Entry; 2],
    },
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
            barriers: BTreeSet::new(),
            elidable: Vec::new(),
            unsettled: BTreeSet::new(),
            waiting: BTreeMap::new(),
            renamed: Vec::new(),
        };
        for (place, operation) in operations.into_iter().enumerate() {
            optimizer.sequence.push(None);
            optimizer.put(place, operation);
        }
        optimizer
    }

    fn into_operations(self) -> Vec<Operation> {
        let mut entries: Vec<Option<Operation>> = self.entries.into_iter().map(Some).collect();
        let sequence = self.sequence.into_iter().flatten();
        sequence.filter_map(|entry| entries[entry].take()).collect()
    }

    /// The first operation of the sequence that may be reducible.
    fn next_unsettled(&mut self) -> Option<Entry> {
        let place = self.unsettled.pop_first()?;
        self.sequence[place]
    }

    fn unsettle(&mut self, entry: Entry) {
        self.unsettled.extend(self.places[entry]);
    }

    /// Reduces the entry if that is possible.
    fn settle(&mut self, entry: Entry) {
        match self.scan(entry) {
            Scan::Nothing => {}
            Scan::Blocked { partner, obstacles } => self.block(entry, partner, obstacles),
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
            let found = |right| Scan::Found {
                partner,
                replacements,
                right,
            };
            let Some(right) = self.obstacle_to_the_right(entry, partner) else {
                return found(true);
            };
            return match self.obstacle_to_the_left(entry, partner) {
                None => found(false),
                Some(left) => Scan::Blocked {
                    partner,
                    obstacles: [right, left],
                },
            };
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
            let mut later = self.sequence[place + 1..].iter().flatten();
            return later.next().copied().into_iter().collect();
        }
        let subjects = self.entries[entry].subjects();
        let shared = subjects.iter().filter_map(|it| self.by_subject.get(it));
        self.between(shared.chain([&self.elidable]), place, self.sequence.len())
    }

    /// What keeps the entry from being moved to the place in front of the partner.
    fn obstacle_to_the_right(&self, entry: Entry, partner: Entry) -> Option<Entry> {
        let (from, to) = (self.places[entry]?, self.places[partner]?);
        if !self.entries[entry].can_be_passed() {
            return self.last_between(from, to);
        }
        let passes = |other: &Entry| matches!(self.reduce(entry, *other), Reduction::Through);
        let barrier = self.last_barrier(from, to, &passes);
        barrier.or_else(|| {
            let models = self.entries[entry].subjects();
            let models = models.iter().filter_map(|subject| match subject {
                Subject::Model(name) => self.by_model.get(name),
                Subject::Index(_) => None,
            });
            let suspects = self.between(models, from, to);
            suspects.into_iter().rev().find(|it| !passes(it))
        })
    }

    /// What keeps the partner from being moved to the place behind the entry.
    fn obstacle_to_the_left(&self, entry: Entry, partner: Entry) -> Option<Entry> {
        let (from, to) = (self.places[entry]?, self.places[partner]?);
        let Some(models) = self.entries[partner].referenced_models(self.app_label) else {
            return self.last_between(from, to);
        };
        let passes = |other: &Entry| {
            self.entries[*other].can_be_passed()
                && matches!(self.reduce(*other, partner), Reduction::Through)
        };
        let barrier = self.last_barrier(from, to, &passes);
        barrier.or_else(|| {
            let subjects: Vec<Subject> = models.into_iter().map(Subject::Model).collect();
            let shared = subjects.iter().filter_map(|it| self.by_subject.get(it));
            let suspects = self.between(shared.chain([&self.elidable]), from, to);
            suspects.into_iter().rev().find(|it| !passes(it))
        })
    }

    fn last_between(&self, from: Place, to: Place) -> Option<Entry> {
        let mut between = self.sequence[from + 1..to].iter().rev().flatten();
        between.next().copied()
    }

    fn last_barrier(
        &self,
        from: Place,
        to: Place,
        passes: &dyn Fn(&Entry) -> bool,
    ) -> Option<Entry> {
        let between = self.barriers.range(from + 1..to).rev();
        let mut barriers = between.filter_map(|place| self.sequence[*place]);
        barriers.find(|it| !passes(it))
    }

    /// The entries of these lists that stand between two places, in order.
    fn between<'b>(
        &self,
        lists: impl Iterator<Item = &'b Vec<Entry>>,
        from: Place,
        to: Place,
    ) -> Vec<Entry> {
        let mut places: Vec<Place> = lists
            .flatten()
            .filter_map(|entry| self.places[*entry])
            .filter(|place| from < *place && *place < to)
            .collect();
        places.sort_unstable();
        places.dedup();
        let entries = places.into_iter().filter_map(|it| self.sequence[it]);
        entries.collect()
    }

    fn block(&mut self, entry: Entry, partner: Entry, obstacles: [Entry; 2]) {
        // Django's `AddIndex` takes the new name over as soon as it is asked, even when it cannot
        // be moved to the operation that renames it.
        let renamed = match (&self.entries[entry], self.reduce(entry, partner)) {
            (Operation::AddIndex { .. }, Reduction::Replace(replacements)) => {
                replacements.into_iter().next()
            }
            _ => None,
        };
        for other in obstacles.into_iter().chain([partner]) {
            self.waiting.entry(other).or_default().push(entry);
        }
        if let Some(renamed) = renamed {
            self.unlist(entry);
            self.entries[entry] = renamed;
            self.list(entry);
            self.renamed.push(entry);
        }
    }

    /// Puts the replacements where one of the two stood and removes both.
    fn replace(&mut self, entry: Entry, partner: Entry, replacements: Vec<Operation>, right: bool) {
        let (Some(from), Some(to)) = (self.places[entry], self.places[partner]) else {
            return;
        };
        self.forget(entry);
        self.forget(partner);
        // Django starts over after every reduction.
        for entry in std::mem::take(&mut self.renamed) {
            self.unsettle(entry);
        }
        let place = if right { to } else { from };
        let more = replacements.len().saturating_sub(1);
        if more > 0 {
            self.make_room(place, more);
        }
        for (place, operation) in (place..).zip(replacements) {
            let new = self.put(place, operation);
            self.unsettle_partners(new);
        }
    }

    /// Empty places behind a place. It is seldom that two operations become two others.
    fn make_room(&mut self, place: Place, count: usize) {
        let room = std::iter::repeat_n(None, count);
        self.sequence.splice(place..place, room);
        let moved = |places: &mut BTreeSet<Place>| {
            let behind = places.split_off(&place);
            places.extend(behind.into_iter().map(|place| place + count));
        };
        moved(&mut self.barriers);
        moved(&mut self.unsettled);
        for (place, entry) in self.sequence.iter().enumerate().skip(place) {
            if let Some(entry) = entry {
                self.places[*entry] = Some(place);
            }
        }
    }

    /// Those before a new entry that may be replaced together with it are looked at again.
    fn unsettle_partners(&mut self, entry: Entry) {
        let Some(place) = self.places[entry] else {
            return;
        };
        let earlier: Vec<Entry> = if self.entries[entry].elidable() {
            self.sequence[..place].iter().flatten().copied().collect()
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

    /// Gives an operation a number and an empty place; it is unsettled.
    fn put(&mut self, place: Place, operation: Operation) -> Entry {
        let entry = self.entries.len();
        self.entries.push(operation);
        self.places.push(Some(place));
        self.sequence[place] = Some(entry);
        self.unsettled.insert(place);
        self.list(entry);
        entry
    }

    fn forget(&mut self, entry: Entry) {
        self.unlist(entry);
        if let Some(place) = self.places[entry].take() {
            self.sequence[place] = None;
            self.unsettled.remove(&place);
        }
        for freed in self.waiting.remove(&entry).unwrap_or_default() {
            self.unsettle(freed);
        }
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
            None => self.barriers.extend(self.places[entry]),
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
        for model in operation
            .referenced_models(self.app_label)
            .into_iter()
            .flatten()
        {
            if let Some(list) = self.by_model.get_mut(&model) {
                list.retain(|it| *it != entry);
            }
        }
        if let Some(place) = self.places[entry] {
            self.barriers.remove(&place);
        }
        self.elidable.retain(|it| *it != entry);
    }
}

#[cfg(test)]
mod tests;
