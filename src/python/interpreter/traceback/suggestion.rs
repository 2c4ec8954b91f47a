//! "Did you mean": the nearest name, by the distance that CPython uses.

use std::rc::Rc;

const MOVE_COST: usize = 2;
const CASE_COST: usize = 1;
const MOST_CANDIDATES: usize = 750;
const LONGEST_NAME: usize = 40;

/// The nearest of the candidates; a later group is asked when an earlier has none near enough.
pub(super) fn closest(name: &str, groups: &[Vec<Rc<str>>]) -> Option<Rc<str>> {
    groups
        .iter()
        .find_map(|candidates| closest_in(name, candidates))
}

fn closest_in(name: &str, candidates: &[Rc<str>]) -> Option<Rc<str>> {
    if candidates.len() >= MOST_CANDIDATES {
        return None;
    }
    let mut best: Option<(usize, &Rc<str>)> = None;
    for candidate in candidates {
        if candidate.as_ref() == name {
            continue;
        }
        // No more than a third of the characters may differ.
        let mut most = (name.len() + candidate.len() + 3) * MOVE_COST / 6;
        if let Some((distance, _)) = best {
            most = most.min(distance.saturating_sub(1));
        }
        let distance = distance(name.as_bytes(), candidate.as_bytes(), most);
        if distance <= most && best.is_none_or(|(known, _)| distance < known) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate.clone())
}

fn substitution(left: u8, right: u8) -> usize {
    if left == right {
        0
    } else if left.eq_ignore_ascii_case(&right) {
        CASE_COST
    } else {
        MOVE_COST
    }
}

/// The Levenshtein distance, or more than `most` as soon as that is sure.
fn distance(left: &[u8], right: &[u8], most: usize) -> usize {
    if left == right {
        return 0;
    }
    let prefix = left
        .iter()
        .zip(right)
        .take_while(|(one, other)| one == other)
        .count();
    let (left, right) = (&left[prefix..], &right[prefix..]);
    let suffix = left
        .iter()
        .rev()
        .zip(right.iter().rev())
        .take_while(|(one, other)| one == other)
        .count();
    let (left, right) = (&left[..left.len() - suffix], &right[..right.len() - suffix]);
    if left.is_empty() || right.is_empty() {
        return (left.len() + right.len()) * MOVE_COST;
    }
    if left.len() > LONGEST_NAME || right.len() > LONGEST_NAME {
        return most + 1;
    }
    let (short, long) = if left.len() < right.len() {
        (left, right)
    } else {
        (right, left)
    };
    if (long.len() - short.len()) * MOVE_COST > most {
        return most + 1;
    }
    let mut row: Vec<usize> = (1..=short.len()).map(|index| index * MOVE_COST).collect();
    let mut result = 0;
    for (long_index, long_byte) in long.iter().enumerate() {
        let (mut diagonal, mut smallest) = (long_index * MOVE_COST, usize::MAX);
        result = diagonal;
        for (cell, short_byte) in row.iter_mut().zip(short) {
            let replaced = diagonal + substitution(*long_byte, *short_byte);
            diagonal = *cell;
            result = replaced.min(result.min(diagonal) + MOVE_COST);
            *cell = result;
            smallest = smallest.min(result);
        }
        if smallest > most {
            return most + 1;
        }
    }
    result
}

#[cfg(test)]
mod tests {
    use super::closest;

    fn check(name: &str, candidates: &[&str], expected: Option<&str>) {
        let candidates = candidates.iter().map(|it| (*it).into()).collect();
        assert_eq!(closest(name, &[candidates]).as_deref(), expected);
    }

    #[test]
    fn the_nearest_name_is_suggested_when_it_is_near_enough() {
        check("Charfield", &["CharField", "TextField"], Some("CharField"));
        check("modles", &["models", "modes"], Some("modes"));
        check("blech", &["bluch", "elephant"], Some("bluch"));
        check("x", &["print", "models"], None);
    }
}
