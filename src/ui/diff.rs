//! What differs between two texts, line by line.

/// More lines than these are shown as removed and added whole: comparing them would take too long.
const MOST_LINES: usize = 4000;

/// A line of a difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DiffLine {
    /// Where it stands.
    pub side: Side,
    /// Its number in the old text, from 1, when it stands there.
    pub old: Option<usize>,
    /// Its number in the new text, from 1, when it stands there.
    pub new: Option<usize>,
    /// Its text, without the line break.
    pub text: String,
}

/// Where a line stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// In both texts.
    Both,
    /// In the old one only.
    Removed,
    /// In the new one only.
    Added,
}

/// Returns the difference between two texts, with all lines that they share.
pub fn lines(old: &str, new: &str) -> Vec<DiffLine> {
    let old: Vec<_> = old.lines().collect();
    let new: Vec<_> = new.lines().collect();
    let shared_start = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let (old_rest, new_rest) = (old.get(shared_start..), new.get(shared_start..));
    let (old_rest, new_rest) = (old_rest.unwrap_or_default(), new_rest.unwrap_or_default());
    let ends = old_rest.iter().rev().zip(new_rest.iter().rev());
    let shared_end = ends.take_while(|(a, b)| a == b).count();
    let old_middle = old_rest
        .get(..old_rest.len() - shared_end)
        .unwrap_or_default();
    let new_middle = new_rest
        .get(..new_rest.len() - shared_end)
        .unwrap_or_default();

    let mut sides = vec![Side::Both; shared_start];
    sides.extend(compare(old_middle, new_middle));
    sides.extend(std::iter::repeat_n(Side::Both, shared_end));
    number(&sides, &old, &new)
}

/// Returns the difference with only this many shared lines around each change; `None` stands for
/// lines left out.
pub fn hunks(old: &str, new: &str, context: usize) -> Vec<Option<DiffLine>> {
    let lines = lines(old, new);
    let changed = |index: usize| lines.get(index).is_some_and(|line| line.side != Side::Both);
    let near = |index: usize| (index.saturating_sub(context)..=index + context).any(changed);
    let mut shown = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        if near(index) {
            shown.push(Some(line.clone()));
        } else if shown.last().is_none_or(Option::is_some) {
            shown.push(None);
        }
    }
    shown
}

/// Returns how many lines were added and removed.
pub fn counts(old: &str, new: &str) -> (usize, usize) {
    let lines = lines(old, new);
    let count = |side| lines.iter().filter(|line| line.side == side).count();
    (count(Side::Added), count(Side::Removed))
}

/// The longest common subsequence, by the table of its lengths.
fn compare(old: &[&str], new: &[&str]) -> Vec<Side> {
    if old.len().saturating_mul(new.len()) > MOST_LINES * MOST_LINES / 4 {
        let removed = std::iter::repeat_n(Side::Removed, old.len());
        return removed
            .chain(std::iter::repeat_n(Side::Added, new.len()))
            .collect();
    }
    let table = common_lengths(old, new);
    let at = |i: usize, j: usize| table.get(i * (new.len() + 1) + j).copied().unwrap_or(0);
    let (mut i, mut j) = (0, 0);
    let mut sides = Vec::with_capacity(old.len() + new.len());
    while i < old.len() || j < new.len() {
        let equal = old.get(i).is_some_and(|line| new.get(j) == Some(line));
        if equal {
            sides.push(Side::Both);
            (i, j) = (i + 1, j + 1);
        } else if j == new.len() || (i < old.len() && at(i + 1, j) >= at(i, j + 1)) {
            sides.push(Side::Removed);
            i += 1;
        } else {
            sides.push(Side::Added);
            j += 1;
        }
    }
    sides
}

fn common_lengths(old: &[&str], new: &[&str]) -> Vec<u32> {
    let width = new.len() + 1;
    let mut table = vec![0_u32; (old.len() + 1) * width];
    for (i, old_line) in old.iter().enumerate().rev() {
        for (j, new_line) in new.iter().enumerate().rev() {
            let get = |index: usize| table.get(index).copied().unwrap_or(0);
            let length = match old_line == new_line {
                true => get((i + 1) * width + j + 1) + 1,
                false => get((i + 1) * width + j).max(get(i * width + j + 1)),
            };
            if let Some(cell) = table.get_mut(i * width + j) {
                *cell = length;
            }
        }
    }
    table
}

fn number(sides: &[Side], old: &[&str], new: &[&str]) -> Vec<DiffLine> {
    let (mut i, mut j) = (0, 0);
    let line = |side: &Side| {
        let in_old = (*side != Side::Added).then(|| i += 1).map(|()| i);
        let in_new = (*side != Side::Removed).then(|| j += 1).map(|()| j);
        let text = match in_new {
            Some(number) => new.get(number - 1),
            None => in_old.and_then(|number| old.get(number - 1)),
        };
        let text = text.copied().unwrap_or_default().to_owned();
        DiffLine {
            side: *side,
            old: in_old,
            new: in_new,
            text,
        }
    };
    sides.iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(old: &str, new: &str, expected: &[&str]) {
        let shown: Vec<_> = hunks(old, new, 1)
            .iter()
            .map(|line| match line {
                None => "…".to_owned(),
                Some(line) => {
                    let mark = match line.side {
                        Side::Both => ' ',
                        Side::Removed => '-',
                        Side::Added => '+',
                    };
                    format!("{mark}{}", line.text)
                }
            })
            .collect();
        assert_eq!(shown, expected);
    }

    #[test]
    fn a_changed_line_is_removed_and_added() {
        check("a\nb\nc\n", "a\nB\nc\n", &[" a", "-b", "+B", " c"]);
    }

    #[test]
    fn far_lines_are_left_out() {
        check("a\nb\nc\nd\ne\n", "a\nb\nc\nd\ne\nf\n", &["…", " e", "+f"]);
    }

    #[test]
    fn a_new_text_is_all_added() {
        check("", "a\nb\n", &["+a", "+b"]);
        check("same\n", "same\n", &["…"]);
    }

    #[test]
    fn moved_lines_keep_the_longest_common_part() {
        check(
            "a\nb\nc\nd\n",
            "b\nc\nd\na\n",
            &["-a", " b", "…", " d", "+a"],
        );
    }

    #[test]
    fn lines_are_numbered_on_their_side() {
        let numbers: Vec<_> = lines("a\nb", "a\nc")
            .iter()
            .map(|line| (line.old, line.new))
            .collect();
        assert_eq!(
            numbers,
            [(Some(1), Some(1)), (Some(2), None), (None, Some(2))]
        );
    }
}
