//! What the page weighs.

/// What a visitor downloads before everything works, in brotli: the wasm, the scripts, the styles
/// and the page.
const BUDGET: usize = 1_600_000;

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
            .max(5);
        let mut text = format!(
            "{:width$} {:>10} {:>10} {:>10}\n",
            "file", "raw", "gzip", "brotli"
        );
        let mut total = (0, 0, 0);
        for file in &self.files {
            let (gzip, brotli) = file.compressed.unwrap_or((file.raw, file.raw));
            total = (total.0 + file.raw, total.1 + gzip, total.2 + brotli);
            text += &row(&file.name, width, file.raw, file.compressed);
        }
        let measured = self.files.iter().any(|file| file.compressed.is_some());
        text += &row(
            "total",
            width,
            total.0,
            measured.then_some((total.1, total.2)),
        );
        if measured {
            text += &verdict(total.2);
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
    fn the_table_ends_with_the_total_and_the_budget() {
        let mut sizes = Sizes::default();
        sizes.add("page.wasm", 3_000_000, Some((1_000_000, 900_000)));
        sizes.add("boot.js", 300_000, Some((100_000, 90_000)));
        let table = sizes.table();
        let last: Vec<&str> = table.lines().rev().take(2).collect();
        assert_eq!(
            last[0],
            "within the budget of 1600000 bytes brotli: 610000 left"
        );
        assert_eq!(last[1], "total        3300000    1100000     990000");
    }
}
