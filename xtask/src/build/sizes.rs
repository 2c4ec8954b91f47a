//! What the page weighs.

/// What a first visit downloads, in brotli: the wasm, the scripts, the styles and the page.
const BUDGET: usize = 1_600_000;

/// How the names of files begin that are loaded when something needs them, or nothing else is to do.
const LATER: [&str; 2] = ["engine-rest-", "page-rest-"];

/// The sizes of the files of `dist/`.
#[derive(Default)]
pub struct Sizes {
    files: Vec<File>,
}

struct File {
    name: String,
    raw: usize,
    /// gzip and brotli.
    compressed: Option<(usize, usize)>,
}

impl Sizes {
    /// Adds a file.
    pub fn add(&mut self, name: &str, raw: usize, compressed: Option<(usize, usize)>) {
        self.files.push(File {
            name: name.to_owned(),
            raw,
            compressed,
        });
    }

    /// Prints the table, and whether the budget is kept where that was measured.
    pub fn print(&self) {
        print!("{}", self.table());
    }

    /// One line for a summary.
    pub fn summary(&self) -> String {
        let table = self.table();
        table.lines().last().unwrap_or_default().to_owned()
    }

    fn table(&self) -> String {
        let width = self
            .files
            .iter()
            .map(|file| file.name.len())
            .max()
            .unwrap_or(0)
            .max(10);
        let mut text = format!(
            "{:width$} {:>10} {:>10} {:>10}\n",
            "file", "raw", "gzip", "brotli"
        );
        let measured = self.files.iter().any(|file| file.compressed.is_some());
        let sum = |name: &str, files: &[&File]| {
            let compressed = |file: &File| file.compressed.unwrap_or((file.raw, file.raw));
            let raw = files.iter().map(|file| file.raw).sum();
            let gzip = files.iter().map(|file| compressed(file).0).sum();
            let brotli: usize = files.iter().map(|file| compressed(file).1).sum();
            (
                row(name, width, raw, measured.then_some((gzip, brotli))),
                brotli,
            )
        };
        let is_first = |file: &&File| !LATER.iter().any(|start| file.name.starts_with(start));
        let (later, first): (Vec<&File>, Vec<&File>) =
            self.files.iter().partition(|file| !is_first(file));
        for file in first.iter().chain(&later) {
            text += &row(&file.name, width, file.raw, file.compressed);
        }
        let all: Vec<&File> = self.files.iter().collect();
        text += &sum("all", &all).0;
        let (first, brotli) = sum("first load", &first);
        text += &first;
        if measured {
            text += &verdict(brotli);
        }
        text
    }
}

fn row(name: &str, width: usize, raw: usize, compressed: Option<(usize, usize)>) -> String {
    let compressed = match compressed {
        Some((gzip, brotli)) => format!(" {gzip:>10} {brotli:>10}"),
        None => format!(" {:>10} {:>10}", "-", "-"),
    };
    format!("{name:width$} {raw:>10}{compressed}\n")
}

fn verdict(brotli: usize) -> String {
    match BUDGET.checked_sub(brotli) {
        Some(left) => format!("within the budget of {BUDGET} bytes brotli: {left} left\n"),
        None => format!(
            "over the budget of {BUDGET} bytes brotli by {}\n",
            brotli - BUDGET
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_ends_with_the_first_load_and_the_budget() {
        let mut sizes = Sizes::default();
        sizes.add("page.wasm", 3_000_000, Some((1_000_000, 900_000)));
        sizes.add("boot.js", 300_000, Some((100_000, 90_000)));
        sizes.add("engine-rest-0.wasm", 70_000, Some((20_000, 10_000)));
        let table = sizes.table();
        let last: Vec<&str> = table.lines().rev().take(2).collect();
        assert_eq!(
            last[0],
            "within the budget of 1600000 bytes brotli: 610000 left"
        );
        assert_eq!(
            last[1],
            "first load            3300000    1100000     990000"
        );
    }
}
