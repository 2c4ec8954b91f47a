//! Statements that are random and mostly valid, of the kinds that Django emits and people type.

/// A source of numbers that a seed decides (SplitMix64).
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    pub fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit.max(1) as u64) as usize
    }

    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    pub fn of<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.below(words.len())]
    }
}

#[derive(Clone)]
struct Table {
    name: String,
    columns: Vec<String>,
}

/// Invents the statements of one database, one after the other.
pub struct Generator {
    random: Random,
    tables: Vec<Table>,
    made: usize,
}

const TYPES: &[&str] = &[
    "integer",
    "bigint",
    "text",
    "varchar(20)",
    "real",
    "decimal",
    "bool",
    "datetime",
    "blob",
    "numeric",
    "",
];
const VALUES: &[&str] = &[
    "NULL",
    "0",
    "1",
    "2",
    "3",
    "-1",
    "7",
    "10",
    "42",
    "1.5",
    "2.0",
    "-0.25",
    "1e3",
    "'a'",
    "'b'",
    "'A'",
    "'ab'",
    "''",
    "'1'",
    "'2.0'",
    "'x y'",
    "'10%'",
    "'é'",
    "x'017f'",
    "x''",
    "'2024-02-29'",
    "'2024-02-29 13:05:59'",
    "9223372036854775807",
    "'it''s'",
    "TRUE",
    "FALSE",
];

impl Generator {
    pub fn new(seed: u64) -> Self {
        Self {
            random: Random::new(seed),
            tables: Vec::new(),
            made: 0,
        }
    }

    /// The next statement.
    pub fn statement(&mut self) -> String {
        if self.tables.len() < 2 {
            return self.create_table();
        }
        match self.random.below(100) {
            0..=3 if self.tables.len() < 5 => self.create_table(),
            0..=5 => self.create_index(),
            6..=8 => self.alter_table(),
            9 => self.pragma(),
            10..=13 => self.transaction(),
            14..=34 => self.insert(),
            35..=43 => self.update(),
            44..=49 => self.delete(),
            50 => self.view(),
            _ => self.select(),
        }
    }

    fn table(&mut self) -> Table {
        let index = self.random.below(self.tables.len());
        self.tables[index].clone()
    }

    fn create_table(&mut self) -> String {
        self.made += 1;
        let name = format!("t{}", self.made);
        let mut parts = Vec::new();
        let mut columns = vec!["id".to_owned()];
        let key = self.random.of(&[
            "id integer NOT NULL PRIMARY KEY AUTOINCREMENT",
            "id integer PRIMARY KEY",
            "id integer PRIMARY KEY AUTOINCREMENT",
            "id varchar(10) NOT NULL PRIMARY KEY",
            "id bigint NOT NULL UNIQUE",
        ]);
        parts.push(key.to_owned());
        for number in 0..2 + self.random.below(3) {
            let column = format!("{}{number}", self.random.of(&["a", "b", "c"]));
            if columns.contains(&column) {
                continue;
            }
            parts.push(self.column(&column));
            columns.push(column);
        }
        if let Some(other) = self.tables.last().cloned()
            && self.random.chance(50)
        {
            let action = self.random.of(&[
                "",
                " ON DELETE CASCADE",
                " ON DELETE SET NULL",
                " ON DELETE RESTRICT",
                " ON UPDATE CASCADE",
            ]);
            let deferred = self.random.of(&["", " DEFERRABLE INITIALLY DEFERRED"]);
            parts.push(format!(
                "r integer NULL REFERENCES {} ({}){action}{deferred}",
                other.name, other.columns[0]
            ));
            columns.push("r".to_owned());
        }
        if self.random.chance(20) {
            let column = columns[self.random.below(columns.len())].clone();
            parts.push(format!("CONSTRAINT k{} CHECK ({column} <> 7)", self.made));
        }
        if self.random.chance(20) && columns.len() > 2 {
            parts.push(format!("UNIQUE ({}, {})", columns[1], columns[2]));
        }
        if self.random.chance(10) {
            let (first, kind) = (columns[1].clone(), self.random.of(&["STORED", "VIRTUAL"]));
            parts.push(format!(
                "g text GENERATED ALWAYS AS (coalesce({first}, 'none') || '!') {kind}"
            ));
        }
        self.tables.push(Table {
            name: name.clone(),
            columns,
        });
        format!("CREATE TABLE {name} ({})", parts.join(", "))
    }

    fn column(&mut self, name: &str) -> String {
        let kind = self.random.of(TYPES);
        let mut text = format!("{name} {kind}").trim_end().to_owned();
        match self.random.below(10) {
            0 => text += " NOT NULL DEFAULT 5",
            1 => text += " UNIQUE",
            2 => text += " DEFAULT 'd'",
            3 => text += &format!(" CHECK ({name} IS NOT 3)"),
            4 => text += " COLLATE NOCASE",
            5 => text += " NOT NULL",
            6 => text += " DEFAULT (1 + 1)",
            _ => text += " NULL",
        }
        text
    }

    fn create_index(&mut self) -> String {
        self.made += 1;
        let table = self.table();
        let unique = if self.random.chance(25) {
            "UNIQUE "
        } else {
            ""
        };
        let column = self.column_of(&table);
        let term = match self.random.below(6) {
            0 => format!("lower({column})"),
            // By NULLs at the end of a descending index SQLite 3.40 mistakes NOT IN.
            1 => format!("{column}, {column} DESC"),
            2 => format!("{column}, {}", self.column_of(&table)),
            3 => format!("{column} COLLATE NOCASE"),
            _ => column.clone(),
        };
        let condition = match self.random.below(4) {
            0 => format!(" WHERE {column} IS NOT NULL"),
            1 => format!(" WHERE {column} > 1"),
            _ => String::new(),
        };
        format!(
            "CREATE {unique}INDEX i{} ON {} ({term}){condition}",
            self.made, table.name
        )
    }

    fn column_of(&mut self, table: &Table) -> String {
        table.columns[self.random.below(table.columns.len())].clone()
    }

    fn alter_table(&mut self) -> String {
        self.made += 1;
        let place = self.random.below(self.tables.len());
        let table = self.tables[place].clone();
        match self.random.below(4) {
            0 => {
                let name = format!("n{}", self.made);
                let end = self.random.of(&[
                    "NULL",
                    "NOT NULL DEFAULT 4",
                    "DEFAULT 'z'",
                    "text NOT NULL DEFAULT ''",
                ]);
                self.tables[place].columns.push(name.clone());
                format!("ALTER TABLE {} ADD COLUMN {name} {end}", table.name)
            }
            1 => {
                let index = self.random.below(table.columns.len());
                let name = format!("m{}", self.made);
                self.tables[place].columns[index].clone_from(&name);
                format!(
                    "ALTER TABLE {} RENAME COLUMN {} TO {name}",
                    table.name, table.columns[index]
                )
            }
            2 => {
                let name = format!("t{}", self.made);
                self.tables[place].name.clone_from(&name);
                format!("ALTER TABLE {} RENAME TO {name}", table.name)
            }
            _ => format!("ALTER TABLE {} DROP COLUMN nowhere", table.name),
        }
    }

    fn pragma(&mut self) -> String {
        let table = self.table().name;
        match self.random.below(5) {
            0 => format!("PRAGMA table_info({table})"),
            1 => format!("PRAGMA foreign_key_list({table})"),
            2 => format!("PRAGMA index_list({table})"),
            3 => "PRAGMA foreign_key_check".to_owned(),
            _ => {
                "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite%'"
                    .to_owned()
            }
        }
    }

    fn transaction(&mut self) -> String {
        self.random
            .of(&[
                "BEGIN",
                "COMMIT",
                "ROLLBACK",
                "SAVEPOINT s",
                "RELEASE s",
                "ROLLBACK TO s",
                "SAVEPOINT p",
                "RELEASE p",
            ])
            .to_owned()
    }

    fn view(&mut self) -> String {
        self.made += 1;
        let table = self.table();
        format!(
            "CREATE VIEW v{} AS SELECT * FROM {} WHERE {} > 1",
            self.made, table.name, table.columns[0]
        )
    }

    fn insert(&mut self) -> String {
        let table = self.table();
        if self.random.chance(6) {
            return format!("INSERT INTO {} DEFAULT VALUES", table.name);
        }
        let mut columns = table.columns.clone();
        if self.random.chance(60) {
            columns.remove(0);
        }
        let mut rows = Vec::new();
        for _ in 0..1 + self.random.below(4) {
            let mut row = Vec::new();
            for column in &columns {
                row.push(match column.as_str() {
                    // What is no integer is refused half-way: SQLite keeps the rows before it.
                    key if *key == table.columns[0] => self.random.below(12).to_string(),
                    "r" => self.random.of(&["NULL", "1", "2", "3"]).to_owned(),
                    _ => self.random.of(VALUES).to_owned(),
                });
            }
            rows.push(format!("({})", row.join(", ")));
        }
        let is_keyed = columns.len() == table.columns.len();
        let or = self.random.of(&["", "", "", " OR IGNORE", " OR REPLACE"]);
        let source = match !is_keyed && self.random.chance(20) {
            true => {
                let other = self.table();
                let terms: Vec<String> = columns
                    .iter()
                    .map(|_| self.expression(&[("x", &other)], 1))
                    .collect();
                format!(
                    "SELECT {} FROM {} AS x ORDER BY x.{}",
                    terms.join(", "),
                    other.name,
                    other.columns[0]
                )
            }
            false => format!("VALUES {}", rows.join(", ")),
        };
        let conflict = match self.random.below(10) {
            _ if !or.is_empty() || source.starts_with("SELECT") => String::new(),
            0 => " ON CONFLICT DO NOTHING".to_owned(),
            1 => format!(
                " ON CONFLICT (id) DO UPDATE SET {0} = excluded.{0}",
                columns[columns.len() - 1]
            ),
            _ => String::new(),
        };
        let returning = if self.random.chance(15) {
            " RETURNING *"
        } else {
            ""
        };
        format!(
            "INSERT{or} INTO {} ({}) {source}{conflict}{returning}",
            table.name,
            columns.join(", ")
        )
    }

    fn update(&mut self) -> String {
        let table = self.table();
        let column = table.columns[1 + self.random.below(table.columns.len() - 1)].clone();
        let value = match column.as_str() {
            "r" => self.random.of(&["NULL", "1", "2"]).to_owned(),
            _ => self.expression(&[(&table.name, &table)], 2),
        };
        let filter = self.filter(&[(&table.name, &table)]);
        let returning = if self.random.chance(15) {
            " RETURNING id"
        } else {
            ""
        };
        format!(
            "UPDATE {} SET {column} = {value}{filter}{returning}",
            table.name
        )
    }

    fn delete(&mut self) -> String {
        let table = self.table();
        let filter = match self.random.chance(70) {
            true => format!(" WHERE id = {}", self.random.below(8)),
            false => self.filter(&[(&table.name, &table)]),
        };
        format!("DELETE FROM {}{filter}", table.name)
    }

    fn filter(&mut self, scope: &[(&str, &Table)]) -> String {
        match self.random.chance(70) {
            true => format!(" WHERE {}", self.condition(scope, 2)),
            false => String::new(),
        }
    }

    fn select(&mut self) -> String {
        let (first, second) = (self.table(), self.table());
        match self.random.below(10) {
            0 => self.aggregate(&first),
            1 => {
                let operator = self
                    .random
                    .of(&["UNION", "UNION ALL", "INTERSECT", "EXCEPT"]);
                // Of values that are equal, as 2 and 2.0 are, SQLite leaves open which one stays.
                let (left, right) = (self.column_of(&first), self.column_of(&second));
                let (left, right) = (format!("{left} || ''"), format!("{right} || ''"));
                format!(
                    "SELECT {left} FROM {} {operator} SELECT {right} FROM {} ORDER BY 1",
                    first.name, second.name
                )
            }
            2 => {
                let condition = self.condition(&[("w", &first)], 2);
                format!(
                    "WITH w AS (SELECT * FROM {}) SELECT * FROM w WHERE {condition}",
                    first.name
                )
            }
            3 => {
                let join = self
                    .random
                    .of(&["JOIN", "LEFT JOIN", "LEFT OUTER JOIN", "CROSS JOIN"]);
                let on = match join {
                    "CROSS JOIN" => String::new(),
                    _ => format!(" ON {}", self.join_condition(&first, &second)),
                };
                let filter = self.filter(&[("x", &first), ("y", &second)]);
                format!(
                    "SELECT x.*, y.id FROM {} AS x {join} {} AS y{on}{filter}",
                    first.name, second.name
                )
            }
            4 => {
                let terms: Vec<String> = (0..1 + self.random.below(3))
                    .map(|_| self.expression(&[], 3))
                    .collect();
                format!("SELECT {}", terms.join(", "))
            }
            5 => {
                let order: Vec<String> = (1..=first.columns.len())
                    .map(|place| {
                        format!(
                            "{place}{}",
                            self.random
                                .of(&["", " DESC", " ASC NULLS LAST", " DESC NULLS FIRST"])
                        )
                    })
                    .collect();
                let (limit, offset) = (self.random.below(5), self.random.below(3));
                let columns = first.columns.join(", ");
                format!(
                    "SELECT {columns} FROM {} ORDER BY {} LIMIT {limit} OFFSET {offset}",
                    first.name,
                    order.join(", ")
                )
            }
            6 => {
                let column = self.column_of(&first);
                let sub = self.column_of(&second);
                let operator = self.random.of(&["IN", "NOT IN"]);
                format!(
                    "SELECT * FROM {} WHERE {column} {operator} (SELECT {sub} FROM {})",
                    first.name, second.name
                )
            }
            7 => {
                let word = self.random.of(&["EXISTS", "NOT EXISTS"]);
                let condition = self.condition(&[("x", &first), ("y", &second)], 1);
                format!(
                    "SELECT * FROM {} AS x WHERE {word} (SELECT 1 FROM {} AS y WHERE {condition})",
                    first.name, second.name
                )
            }
            8 => {
                let distinct = self.random.of(&["DISTINCT ", ""]);
                let term = self.expression(&[("x", &first)], 2);
                format!("SELECT {distinct}{term} FROM {} AS x", first.name)
            }
            _ => {
                let terms: Vec<String> = (0..1 + self.random.below(3))
                    .map(|_| self.expression(&[("x", &first)], 2))
                    .collect();
                let filter = self.filter(&[("x", &first)]);
                format!(
                    "SELECT {} FROM {} AS x{filter}",
                    terms.join(", "),
                    first.name
                )
            }
        }
    }

    /// Without LIKE, by which SQLite 3.40 loses rows of a LEFT JOIN.
    fn join_condition(&mut self, first: &Table, second: &Table) -> String {
        let operator = self.random.of(&["=", "=", "=", "<", "<>", "IS"]);
        let (left, right) = (self.column_of(first), self.column_of(second));
        match self.random.chance(25) {
            true => format!("y.{right} {operator} {}", self.random.of(VALUES)),
            false => format!("x.{left} {operator} y.{right}"),
        }
    }

    fn aggregate(&mut self, table: &Table) -> String {
        let (group, column) = (self.column_of(table), self.column_of(table));
        let group = format!("CAST({group} AS text)");
        let function = self
            .random
            .of(&["count", "sum", "min", "max", "total", "avg"]);
        let distinct = self.random.of(&["", "DISTINCT "]);
        let having = match self.random.chance(30) {
            true => " HAVING count(*) > 1",
            false => "",
        };
        match self.random.chance(60) {
            true => format!(
                "SELECT {group}, count(*), {function}({distinct}{column}) FROM {} GROUP BY {group}{having}",
                table.name
            ),
            false => format!(
                "SELECT count(*), {function}({distinct}{column}), max(id), min(id) FROM {}",
                table.name
            ),
        }
    }

    fn condition(&mut self, scope: &[(&str, &Table)], depth: usize) -> String {
        let left = self.expression(scope, depth.saturating_sub(1));
        match self.random.below(13) {
            0 if depth > 0 => format!(
                "({} AND {})",
                self.condition(scope, depth - 1),
                self.condition(scope, depth - 1)
            ),
            1 if depth > 0 => format!(
                "({} OR {})",
                self.condition(scope, depth - 1),
                self.condition(scope, depth - 1)
            ),
            2 if depth > 0 => format!("NOT ({})", self.condition(scope, depth - 1)),
            3 => format!("{left} IS NULL"),
            4 => format!("{left} IS NOT NULL"),
            5 => format!(
                "{left} BETWEEN {} AND {}",
                self.random.of(VALUES),
                self.random.of(VALUES)
            ),
            6 => format!(
                "{left} IN ({}, {})",
                self.random.of(VALUES),
                self.random.of(VALUES)
            ),
            7 => format!(
                "{left} LIKE {}",
                self.random
                    .of(&["'a%'", "'%b'", "'_'", "'A%'", "'%\\%%' ESCAPE '\\'", "NULL"])
            ),
            8 => format!(
                "{left} GLOB {}",
                self.random.of(&["'a*'", "'?'", "'[a-b]'"])
            ),
            9 => format!("{left} IS {}", self.random.of(VALUES)),
            _ => {
                let operator = self.random.of(&["=", "<>", "<", "<=", ">", ">=", "=="]);
                format!(
                    "{left} {operator} {}",
                    self.expression(scope, depth.saturating_sub(1))
                )
            }
        }
    }

    fn expression(&mut self, scope: &[(&str, &Table)], depth: usize) -> String {
        if depth == 0 {
            return match scope.is_empty() || self.random.chance(35) {
                true => self.random.of(VALUES).to_owned(),
                false => {
                    let (alias, table) = scope[self.random.below(scope.len())];
                    format!("{alias}.{}", self.column_of(table))
                }
            };
        }
        let inner = depth - 1;
        match self.random.below(18) {
            0..=2 => {
                let operator = self
                    .random
                    .of(&["+", "-", "*", "/", "%", "||", "&", "|", "<<", ">>"]);
                format!(
                    "({} {operator} {})",
                    self.expression(scope, inner),
                    self.expression(scope, inner)
                )
            }
            3 => format!(
                "CASE WHEN {} THEN {} ELSE {} END",
                self.condition(scope, inner),
                self.expression(scope, inner),
                self.expression(scope, inner)
            ),
            4 => format!(
                "coalesce({}, {})",
                self.expression(scope, inner),
                self.expression(scope, inner)
            ),
            5 => format!(
                "nullif({}, {})",
                self.expression(scope, inner),
                self.expression(scope, inner)
            ),
            6 => {
                let function = self.random.of(&[
                    "abs", "length", "lower", "upper", "typeof", "hex", "trim", "round", "unicode",
                    "ltrim",
                ]);
                format!("{function}({})", self.expression(scope, inner))
            }
            7 => format!(
                "substr({}, {}, {})",
                self.expression(scope, inner),
                self.random.of(&["1", "2", "-1", "0"]),
                self.random.of(&["1", "2", "-1"])
            ),
            8 => format!("replace({}, 'a', 'bb')", self.expression(scope, inner)),
            9 => format!("instr({}, 'a')", self.expression(scope, inner)),
            10 => {
                let kind = self
                    .random
                    .of(&["integer", "text", "real", "numeric", "blob"]);
                format!("CAST({} AS {kind})", self.expression(scope, inner))
            }
            11 => {
                let function = self.random.of(&["min", "max"]);
                format!(
                    "{function}({}, {})",
                    self.expression(scope, inner),
                    self.expression(scope, inner)
                )
            }
            12 => {
                let function = self.random.of(&["date", "datetime", "time", "julianday"]);
                let argument = self.random.of(&[
                    "'2024-02-29 13:05:59'",
                    "'2024-02-29'",
                    "0",
                    "'nonsense'",
                    "2460000.5",
                    "NULL",
                ]);
                let modifier = self.random.of(&[
                    "",
                    ", '+1 day'",
                    ", 'start of month'",
                    ", '-1 month'",
                    ", 'weekday 0'",
                    ", '+90 minutes'",
                ]);
                format!("{function}({argument}{modifier})")
            }
            13 => format!(
                "strftime('{}', '2024-02-29 13:05:59')",
                self.random
                    .of(&["%Y-%m", "%j", "%H:%M:%S", "%w", "%s", "%d/%m"])
            ),
            14 => format!("-{}", self.expression(scope, 0)),
            15 => format!("({})", self.condition(scope, inner)),
            16 => format!(
                "iif({}, {}, {})",
                self.condition(scope, inner),
                self.expression(scope, inner),
                self.expression(scope, inner)
            ),
            _ => self.expression(scope, 0),
        }
    }
}
