//! A view as it travels: without what the answer before has brought already.
//!
//! Most requests change little of what there is to show, and objects that cross between a worker and
//! its page cost both of them time.

use std::rc::Rc;

use serde::{Deserialize, Serialize};

use super::{AppliedMigrationView, MigrationView, View};

/// What a view lacks, since the view before has it: for each of its long lists, in the order in which
/// [`View::leave_out`] comes to them, the stretches that are the same there. A stretch is three numbers:
/// how many other items come first, where it begins in the list before, and how long it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unchanged(Vec<Vec<u32>>);

impl View {
    /// Takes out of the view what is in the one before.
    pub fn leave_out(&mut self, before: &Self) -> Unchanged {
        let mut all = Vec::new();
        for (place, app) in self.apps.iter_mut().enumerate() {
            all.push(leave_out(&mut app.migrations, before.migrations(place)));
        }
        all.push(leave_out(&mut self.files, &before.files));
        all.push(leave_out(&mut self.tables, &before.tables));
        if let Some(rows) = &mut self.django_migrations {
            all.push(leave_out(rows, before.applied()));
        }
        if self.timeline == before.timeline {
            self.timeline = Rc::default();
        }
        Unchanged(all)
    }

    /// Puts back what [`View::leave_out`] has taken out, given the same view before.
    pub fn put_back(&mut self, unchanged: Unchanged, before: &Self) {
        let mut all = unchanged.0.into_iter();
        let mut next = || all.next().unwrap_or_default();
        for (place, app) in self.apps.iter_mut().enumerate() {
            put_back(&mut app.migrations, &next(), before.migrations(place));
        }
        put_back(&mut self.files, &next(), &before.files);
        put_back(&mut self.tables, &next(), &before.tables);
        if let Some(rows) = &mut self.django_migrations {
            put_back(rows, &next(), before.applied());
        }
        // It has the beginning at least.
        if self.timeline.is_empty() {
            self.timeline = Rc::clone(&before.timeline);
        }
    }

    fn migrations(&self, app: usize) -> &[MigrationView] {
        match self.apps.get(app) {
            Some(app) => &app.migrations,
            None => &[],
        }
    }

    fn applied(&self) -> &[AppliedMigrationView] {
        self.django_migrations.as_deref().unwrap_or_default()
    }
}

fn leave_out<T: PartialEq>(list: &mut Vec<T>, before: &[T]) -> Vec<u32> {
    let mut stretches = Vec::new();
    let (mut first, mut others) = (0, 0);
    list.retain(|item| {
        let same = before[first..].iter().position(|known| known == item);
        let Some(skipped) = same else {
            others += 1;
            return true;
        };
        match stretches.last_mut() {
            Some(length) if skipped == 0 && others == 0 => *length += 1,
            _ => stretches.extend([others, (first + skipped) as u32, 1]),
        }
        (first, others) = (first + skipped + 1, 0);
        false
    });
    stretches
}

fn put_back<T: Clone>(list: &mut Vec<T>, stretches: &[u32], before: &[T]) {
    let mut others = std::mem::take(list).into_iter();
    for stretch in stretches.chunks_exact(3) {
        let [first, start, length] = [0, 1, 2].map(|place| stretch[place] as usize);
        list.extend(others.by_ref().take(first));
        list.extend(before.iter().skip(start).take(length).cloned());
    }
    list.extend(others);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::{FileView, TimelineStep};

    /// Every list of up to four of four items.
    fn lists() -> Vec<Vec<u8>> {
        let mut all = vec![Vec::new()];
        let mut start = 0;
        for _ in 0..4 {
            let end = all.len();
            for place in start..end {
                for item in 0..4 {
                    let mut longer: Vec<u8> = all[place].clone();
                    longer.push(item);
                    all.push(longer);
                }
            }
            start = end;
        }
        all
    }

    #[test]
    fn what_is_left_out_is_put_back() {
        let lists = lists();
        assert_eq!(lists.len(), 341);
        for before in &lists {
            for after in &lists {
                let mut list = after.clone();
                let stretches = leave_out(&mut list, before);
                put_back(&mut list, &stretches, before);
                assert_eq!(list, *after, "{before:?} {stretches:?}");
            }
        }
    }

    #[test]
    fn a_view_is_whole_again() {
        let file = |path: &str| FileView {
            path: path.to_owned(),
            text: String::new(),
            committed: None,
        };
        let before = View {
            files: vec![file("a.py"), file("b.py")],
            timeline: Rc::new(vec![TimelineStep::default()]),
            ..View::default()
        };
        let after = View {
            files: vec![file("a.py"), file("c.py")],
            django_migrations: Some(Vec::new()),
            ..before.clone()
        };
        let mut view = after.clone();
        let unchanged = view.leave_out(&before);
        assert_eq!(view.files, [file("c.py")]);
        assert!(view.timeline.is_empty());
        view.put_back(unchanged, &before);
        assert_eq!(view, after);
    }

    #[test]
    fn only_what_is_other_travels() {
        let before: Vec<u32> = (0..500).collect();
        let mut after = before.clone();
        after[250] = 1000;
        after.push(2000);
        let stretches = leave_out(&mut after, &before);
        assert_eq!(after, [1000, 2000]);
        assert_eq!(stretches, [0, 0, 250, 1, 251, 249]);
    }
}
