//! Broken projects: files that people could have written, changed token by token.
//!
//! Random bytes hardly get past the parser. Tokens of real files in other places do, and what they
//! say is wrong in the ways that matter: an argument of another type, a field that is a string, a
//! class that inherits from a function.

/// The files that are changed, and the tokens that are put into them.
pub struct Mutator {
    seeds: Vec<Vec<String>>,
    tokens: Vec<String>,
}

/// Tokens that no seed has, or not in such numbers.
const TOKENS: &[&str] = &[
    "None",
    "True",
    "False",
    "...",
    "self",
    "cls",
    "lambda x: x",
    "lambda: 1 / 0",
    "[]",
    "{}",
    "()",
    "[[]]",
    "{1: 2}",
    "-1",
    "0",
    "1.5",
    "1e400",
    "float('nan')",
    "99999999999999999999999999",
    "10 ** 400",
    "'%s'",
    "'%'",
    "'{}'",
    "''",
    "'\\0'",
    "'\"'",
    "\"a'b\"",
    "'é\\u0301'",
    "'\u{1F600}'",
    "b'\\xff'",
    "'id'",
    "'__all__'",
    "'self'",
    "'a.b.c'",
    "'.'",
    "'books.Book'",
    "'Missing'",
    "*",
    "**",
    "*()",
    "**{}",
    "yield",
    "await x",
    "async",
    "del",
    "global x",
    "nonlocal x",
    "import os",
    "from . import *",
    "from .models import *",
    "raise",
    "raise ValueError",
    "return",
    "pass",
    "break",
    "continue",
    "while True:",
    "for i in range(10 ** 9):",
    "try:",
    "except:",
    "finally:",
    "with x as y:",
    "match x:",
    "case _:",
    "@property",
    "@classmethod",
    "class A(A):",
    "type(x)",
    "int",
    "str",
    "object",
    "type",
    "super()",
    "Exception",
    "models.Model",
    "models.F('id')",
    "models.Q()",
    "models.Q(id=1)",
    "models.Value(1)",
    "models.Count('*')",
    "~models.Q(a__b__c=2)",
    "models.CASCADE",
    "models.SET(1)",
    "models.Index(fields=['id'])",
    "primary_key=True",
    "unique=True",
    "null=True",
    "default=list",
    "default=object()",
    "default=lambda: 1",
    "db_default=models.F('x')",
    "db_column='id'",
    "max_length=-1",
    "max_length='x'",
    "choices=[1]",
    "choices={'a': 'b'}",
    "to_field='x'",
    "related_name='+'",
    "through='self'",
    "bases=(1,)",
    "managers=[1]",
    "options={1: 2}",
    "state_operations=[1]",
    "swappable='X'",
    "proxy = True",
    "abstract = True",
    "managed = False",
    "ordering = 1",
    "unique_together = 1",
    "indexes = [1]",
    "constraints = [1]",
    "app_label = 'x'",
    "order_with_respect_to = 'x'",
    "db_table = ''",
    "operations = 1",
    "dependencies = [1]",
    "dependencies = [('books',)]",
    "replaces = [1]",
    "run_before = [('books', '0001_initial')]",
    "atomic = 'x'",
    "initial = 3",
    "\\\n",
    "#",
    ";",
    "\t",
    "\u{c}",
    "\u{feff}",
    "\r",
    ":=",
    "->",
    "!=",
    "<<",
    "//",
    "@",
    "`",
    "?",
    "$",
];

impl Mutator {
    /// Changes these files.
    pub fn new(files: &[String]) -> Self {
        let seeds: Vec<Vec<String>> = files.iter().map(|file| tokens(file)).collect();
        let mut tokens: Vec<String> = seeds.iter().flatten().cloned().collect();
        tokens.sort();
        tokens.dedup();
        tokens.extend(TOKENS.iter().map(|token| (*token).to_owned()));
        Self { seeds, tokens }
    }

    /// The file that a number stands for.
    pub fn file(&self, random: &mut Random) -> String {
        let mut file = random.choose(&self.seeds).cloned().unwrap_or_default();
        for _ in 0..=random.below(6) {
            self.mutate(&mut file, random);
        }
        file.concat()
    }

    fn mutate(&self, file: &mut Vec<String>, random: &mut Random) {
        let place = random.below(file.len() + 1);
        let length = 1 + random.below(12);
        let end = (place + length).min(file.len());
        let other = random.choose(&self.seeds).map(Vec::as_slice);
        let other = other.unwrap_or_default();
        match random.below(9) {
            0 => drop(file.drain(place..end)),
            1 => {
                let copy = file[place..end].to_vec();
                let to = random.below(file.len() + 1);
                file.splice(to..to, copy);
            }
            2 if end > place => {
                let with = random.below(file.len());
                file.swap(place, with);
            }
            3 => file.insert(place, self.token(random)),
            4 => {
                let from = random.below(other.len() + 1);
                let until = (from + 4 * length).min(other.len());
                file.splice(place..end, other[from..until].to_vec());
            }
            5 => file.truncate(place),
            6 => {
                let nested = ["(", "[", "{", "-", "not ", "lambda: ", "a.", "x if "];
                let opening = random.choose(&nested).copied().unwrap_or_default();
                let depth = [3, 30, 300, 3000][random.below(4)];
                file.insert(place, opening.repeat(depth));
            }
            _ => {
                if let Some(token) = file.get_mut(place) {
                    *token = self.token(random);
                }
            }
        }
    }

    fn token(&self, random: &mut Random) -> String {
        random.choose(&self.tokens).cloned().unwrap_or_default()
    }
}

/// Words, numbers, quoted texts, runs of blanks, and every other character alone.
fn tokens(file: &str) -> Vec<String> {
    let mut tokens = Vec::new();
    let mut rest = file;
    while let Some(first) = rest.chars().next() {
        let run = |member: fn(char) -> bool| rest.find(|it| !member(it)).unwrap_or(rest.len());
        let length = match first {
            _ if first.is_alphanumeric() || first == '_' => {
                run(|it| it.is_alphanumeric() || it == '_')
            }
            ' ' | '\n' => run(|it| matches!(it, ' ' | '\n')),
            '"' | '\'' => {
                let closing = rest.char_indices().skip(1).find(|(_, it)| *it == first);
                closing.map_or(1, |(place, _)| place + 1)
            }
            _ => first.len_utf8(),
        };
        let (token, after) = rest.split_at(length);
        tokens.push(token.to_owned());
        rest = after;
    }
    tokens
}

/// SplitMix64: the same numbers from the same seed, everywhere.
pub struct Random(u64);

impl Random {
    /// The numbers of a seed.
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below the limit; 0 when that is 0.
    pub fn below(&mut self, limit: usize) -> usize {
        let limit = u64::try_from(limit.max(1)).unwrap_or(u64::MAX);
        usize::try_from(self.next() % limit).unwrap_or_default()
    }

    fn choose<'a, T>(&mut self, items: &'a [T]) -> Option<&'a T> {
        items.get(self.below(items.len()))
    }
}
