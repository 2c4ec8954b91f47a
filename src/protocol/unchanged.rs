//! A view as it travels: without what the answer before has brought already.
//!
//! Most requests change little of what there is to show, and objects that cross between a worker and
//! its page cost both of them time.

use std::rc::Rc;

use serde::{Deserialize, Serialize};

use super::View;

/// What a view lacks, since the view before has it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unchanged {
    files: Stretches,
    tables: Stretches,
    /// Of each app.
    migrations: Vec<Stretches>,
    django_migrations: Stretches,
    unapplied: Stretches,
    timeline: Stretches,
}

/// Stretches of a list that are the same before, in order: how many other items come first, where the
/// stretch begins in the list before, and how long it is.
type Stretches = Vec<(u32, u32, u32)>;

impl View {
    /// Takes out of the view what is in the one before.
    pub fn leave_out(&mut self, before: &Self) -> Unchanged {
        Unchanged {
            files: leave_out(&mut self.files, &before.files),
            tables: leave_out(&mut self.tables, &before.tables),
            migrations: (self.apps.iter_mut().enumerate())
                .map(|(place, app)| {
                    let before = before.apps.get(place).map(|app| app.migrations.as_slice());
                    leave_out(&mut app.migrations, before.unwrap_or_default())
                })
                .collect(),
            django_migrations: match &mut self.django_migrations {
                Some(rows) => leave_out(
                    rows,
                    before.django_migrations.as_deref().unwrap_or_default(),
                ),
                None => Stretches::new(),
            },
            unapplied: match &mut self.pending {
                Some(pending) => leave_out(&mut pending.unapplied, before.unapplied()),
                None => Stretches::new(),
            },
            timeline: leave_out(Rc::make_mut(&mut self.timeline), &before.timeline),
        }
    }

    /// Puts back what [`View::leave_out`] has taken out, given the same view before.
    pub fn put_back(&mut self, unchanged: &Unchanged, before: &Self) {
        put_back(&mut self.files, &unchanged.files, &before.files);
        put_back(&mut self.tables, &unchanged.tables, &before.tables);
        for (place, (app, stretches)) in self.apps.iter_mut().zip(&unchanged.migrations).enumerate()
        {
            let before = before.apps.get(place).map(|app| app.migrations.as_slice());
            put_back(&mut app.migrations, stretches, before.unwrap_or_default());
        }
        if let Some(rows) = &mut self.django_migrations {
            let before = before.django_migrations.as_deref().unwrap_or_default();
            put_back(rows, &unchanged.django_migrations, before);
        }
        if let Some(pending) = &mut self.pending {
            put_back(
                &mut pending.unapplied,
                &unchanged.unapplied,
                before.unapplied(),
            );
        }
        put_back(
            Rc::make_mut(&mut self.timeline),
            &unchanged.timeline,
            &before.timeline,
        );
    }

    fn unapplied(&self) -> &[(String, String)] {
        match &self.pending {
            Some(pending) => &pending.unapplied,
            None => &[],
        }
    }
}

fn leave_out<T: PartialEq>(list: &mut Vec<T>, before: &[T]) -> Stretches {
    let mut stretches = Stretches::new();
    let (mut first, mut others) = (0, 0);
    list.retain(|item| {
        let same = before[first..].iter().position(|known| known == item);
        let Some(skipped) = same else {
            others += 1;
            return true;
        };
        let place = first + skipped;
        match stretches.last_mut() {
            Some((_, _, length)) if skipped == 0 && others == 0 => *length += 1,
            _ => stretches.push((std::mem::take(&mut others), place as u32, 1)),
        }
        first = place + 1;
        false
    });
    stretches
}

fn put_back<T: Clone>(list: &mut Vec<T>, stretches: &Stretches, before: &[T]) {
    let mut others = std::mem::take(list).into_iter();
    for (first, start, length) in stretches {
        list.extend(others.by_ref().take(*first as usize));
        let stretch = before.iter().skip(*start as usize).take(*length as usize);
        list.extend(stretch.cloned());
    }
    list.extend(others);
}

#[cfg(test)]
mod tests {
    use super::*;

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
    fn only_what_is_other_travels() {
        let before: Vec<u32> = (0..500).collect();
        let mut after = before.clone();
        after[250] = 1000;
        after.push(2000);
        let stretches = leave_out(&mut after, &before);
        assert_eq!(after, [1000, 2000]);
        assert_eq!(stretches, [(0, 0, 250), (1, 251, 249)]);
    }
}
