//! The migration graph as rows and lanes: one row per migration, a lane per app, another where an
//! app's history forks.

use std::collections::BTreeMap;

use crate::protocol::MigrationView;

/// The graph, laid out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lanes {
    /// Positions in the migrations given, in the order of rows: parents above children.
    pub order: Vec<usize>,
    /// The lane of each row.
    pub lane: Vec<usize>,
    /// Edges from a parent's row to a child's.
    pub edges: Vec<(usize, usize)>,
    /// How many lanes there are.
    pub width: usize,
}

/// Lays out migrations. Dependencies on migrations that are not among them are left out.
pub fn lay_out(migrations: &[&MigrationView]) -> Lanes {
    let index: BTreeMap<(&str, &str), usize> = migrations
        .iter()
        .enumerate()
        .map(|(index, migration)| ((migration.app.as_str(), migration.name.as_str()), index))
        .collect();
    let parents: Vec<Vec<usize>> = migrations
        .iter()
        .map(|migration| {
            let keys = migration.dependencies.iter();
            keys.filter_map(|(app, name)| index.get(&(app.as_str(), name.as_str())).copied())
                .collect()
        })
        .collect();
    let order = parents_first(&parents);
    let mut rows = vec![0; order.len()];
    for (row, index) in order.iter().enumerate() {
        if let Some(slot) = rows.get_mut(*index) {
            *slot = row;
        }
    }
    let row_of = |index: usize| rows.get(index).copied().unwrap_or(0);
    let edges: Vec<_> = order
        .iter()
        .enumerate()
        .flat_map(|(row, index)| {
            let parents = parents.get(*index).into_iter().flatten();
            parents.map(move |parent| (row_of(*parent), row))
        })
        .collect();
    let (lane, width) = lanes(migrations, &order, &edges);
    Lanes {
        order,
        lane,
        edges,
        width,
    }
}

/// The order given, with what depends on a later one moved below it. A circle is left as it is.
fn parents_first(parents: &[Vec<usize>]) -> Vec<usize> {
    let mut order = Vec::with_capacity(parents.len());
    let mut placed = vec![false; parents.len()];
    while order.len() < parents.len() {
        let is_placed = |index: usize| placed.get(index).copied().unwrap_or(true);
        let open = || (0..parents.len()).filter(|index| !is_placed(*index));
        let ready = |index: &usize| {
            parents
                .get(*index)
                .is_some_and(|parents| parents.iter().all(|p| is_placed(*p)))
        };
        let Some(next) = open().find(ready).or_else(|| open().next()) else {
            break;
        };
        order.push(next);
        if let Some(slot) = placed.get_mut(next) {
            *slot = true;
        }
    }
    order
}

/// A migration continues the lane of the parent at that lane's end; others open a lane.
fn lanes(
    migrations: &[&MigrationView],
    order: &[usize],
    edges: &[(usize, usize)],
) -> (Vec<usize>, usize) {
    let app = |row: usize| {
        let migration = order.get(row).and_then(|index| migrations.get(*index));
        migration
            .map(|migration| migration.app.as_str())
            .unwrap_or_default()
    };
    // The row at the end of each lane.
    let mut ends: Vec<usize> = Vec::new();
    let mut lane_of = Vec::with_capacity(order.len());
    for row in 0..order.len() {
        let is_parent = |end: usize| edges.contains(&(end, row)) && app(end) == app(row);
        let lane = match ends.iter().position(|end| is_parent(*end)) {
            Some(lane) => lane,
            None => {
                ends.push(row);
                ends.len() - 1
            }
        };
        if let Some(end) = ends.get_mut(lane) {
            *end = row;
        }
        lane_of.push(lane);
    }
    (lane_of, ends.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(migrations: &[(&str, &[&str])], expected: &[(&str, usize)]) {
        let split = |key: &str| {
            let (app, name) = key.split_once('.').unwrap_or_default();
            (app.to_owned(), name.to_owned())
        };
        let views: Vec<MigrationView> = migrations
            .iter()
            .map(|(key, parents)| MigrationView {
                app: split(key).0,
                name: split(key).1,
                path: None,
                dependencies: parents.iter().map(|key| split(key)).collect(),
                applied: false,
                replaces: Vec::new(),
                operations: Vec::new(),
                rollback: None,
                apply: None,
            })
            .collect();
        let views: Vec<&MigrationView> = views.iter().collect();
        let lanes = lay_out(&views);
        let rows = lanes.order.iter().zip(&lanes.lane);
        let found: Vec<_> = rows
            .map(|(index, lane)| {
                (
                    format!("{}.{}", views[*index].app, views[*index].name),
                    *lane,
                )
            })
            .collect();
        let expected: Vec<_> = expected
            .iter()
            .map(|(key, lane)| ((*key).to_owned(), *lane))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_line_stays_in_its_lane() {
        check(
            &[("a.1", &[]), ("a.2", &["a.1"])],
            &[("a.1", 0), ("a.2", 0)],
        );
    }

    #[test]
    fn two_leaves_fork_and_a_merge_joins() {
        check(
            &[
                ("a.1", &[]),
                ("a.2x", &["a.1"]),
                ("a.2y", &["a.1"]),
                ("a.3", &["a.2x", "a.2y"]),
            ],
            &[("a.1", 0), ("a.2x", 0), ("a.2y", 1), ("a.3", 0)],
        );
    }

    #[test]
    fn an_app_has_its_own_lane_below_what_it_needs() {
        check(
            &[
                ("shop.1", &["books.1", "auth.1"]),
                ("books.1", &[]),
                ("books.2", &["books.1"]),
            ],
            &[("books.1", 0), ("shop.1", 1), ("books.2", 0)],
        );
    }

    #[test]
    fn a_circle_ends() {
        check(
            &[("a.1", &["a.2"]), ("a.2", &["a.1"])],
            &[("a.1", 0), ("a.2", 0)],
        );
    }
}
