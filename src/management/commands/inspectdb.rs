//! `inspectdb`: models that fit the tables of the database.

use std::collections::BTreeMap;

use indexmap::IndexMap;

use crate::backends::sqlite::introspection::{
    ConstraintInfo, find_table, get_constraints, table_names,
};
use crate::database::{Catalog, TableInfo};
use crate::management::argparse::{Action, Argument, Nargs, Options};
use crate::management::command::{Command, Failure, Invocation, database};
use crate::management::names::title;
use crate::python::string_repr;
use crate::python::syntax::KEYWORDS;

/// `inspectdb [table …]`.
pub const COMMAND: Command = Command {
    name: "inspectdb",
    help: "Introspects the database tables in the given database and outputs a Django model \
           module.",
    arguments,
    requires_system_checks: false,
    missing_args_message: None,
    handle,
};

fn arguments() -> Vec<Argument> {
    vec![
        Argument::positional(
            "table",
            Nargs::ZeroOrMore,
            "Selects what tables or views should be introspected.",
        ),
        database("Nominates a database to introspect. Defaults to using the \"default\" database."),
        Argument::flag(
            &["--include-partitions"],
            "include_partitions",
            Action::StoreTrue,
            "Also output models for partition tables.",
        ),
        Argument::flag(
            &["--include-views"],
            "include_views",
            Action::StoreTrue,
            "Also output models for database views.",
        ),
    ]
}

const HEADER: &str = "\
# This is an auto-generated Django model module.
# You'll have to do the following manually to clean this up:
#   * Rearrange models' order
#   * Make sure each model has one field with primary_key=True
#   * Make sure each ForeignKey and OneToOneField has `on_delete` set to the desired behavior
#   * Remove `managed = False` lines if you wish to allow Django to create, modify, and delete the table
# Feel free to rename the models, but don't rename db_table values or field names.
from django.db import models";

/// Fields by the type of their column, without its length.
const FIELD_TYPES: &[(&str, &str)] = &[
    ("bool", "BooleanField"),
    ("boolean", "BooleanField"),
    ("smallint", "SmallIntegerField"),
    ("smallint unsigned", "PositiveSmallIntegerField"),
    ("smallinteger", "SmallIntegerField"),
    ("int", "IntegerField"),
    ("integer", "IntegerField"),
    ("bigint", "BigIntegerField"),
    ("integer unsigned", "PositiveIntegerField"),
    ("bigint unsigned", "PositiveBigIntegerField"),
    ("decimal", "DecimalField"),
    ("real", "FloatField"),
    ("text", "TextField"),
    ("char", "CharField"),
    ("varchar", "CharField"),
    ("blob", "BinaryField"),
    ("date", "DateField"),
    ("datetime", "DateTimeField"),
    ("time", "TimeField"),
];

fn handle(invocation: &mut Invocation, options: &Options) -> Result<(), Failure> {
    invocation.project()?;
    let catalog = invocation.database.catalog();
    invocation.terminal.line(HEADER);
    let mut known = Vec::new();
    let wanted = match options.all("table") {
        [] => table_names(&catalog),
        tables => tables.to_vec(),
    };
    for name in wanted {
        let lines = match find_table(&catalog, &name) {
            Some(table) => Inspection::new(&catalog, table, &name).lines(&mut known),
            None => vec![
                format!("# Unable to inspect table '{name}'"),
                format!("# The error was: Table {name} does not exist (empty pragma)."),
            ],
        };
        for line in lines {
            invocation.terminal.write(&format!("{line}\n"));
        }
    }
    Ok(())
}

/// A table and what its columns take part in.
struct Inspection<'a> {
    catalog: &'a Catalog,
    table: &'a TableInfo,
    name: &'a str,
    constraints: IndexMap<String, ConstraintInfo>,
    primary_key: Vec<&'a str>,
    /// Column and table that a column refers to.
    relations: BTreeMap<&'a str, (Option<&'a str>, &'a str)>,
}

/// The arguments of a field in order, and what its comment says.
#[derive(Default)]
struct Described {
    parameters: IndexMap<&'static str, String>,
    notes: Vec<&'static str>,
}

impl<'a> Inspection<'a> {
    fn new(catalog: &'a Catalog, table: &'a TableInfo, name: &'a str) -> Self {
        let key = table.columns.iter().filter(|column| column.primary_key > 0);
        let relations = table.foreign_keys.iter().map(|key| {
            (
                key.from.as_str(),
                (key.to.as_deref(), key.to_table.as_str()),
            )
        });
        Self {
            catalog,
            table,
            name,
            constraints: get_constraints(catalog, name),
            primary_key: key.map(|column| column.name.as_str()).collect(),
            relations: relations.collect(),
        }
    }

    fn lines(&self, known: &mut Vec<String>) -> Vec<String> {
        let model = normalize_table_name(self.name);
        let mut lines = vec![
            String::new(),
            String::new(),
            format!("class {model}(models.Model):"),
        ];
        known.push(model.clone());
        if self.primary_key.len() > 1 {
            let columns: Vec<String> = self
                .primary_key
                .iter()
                .map(|it| format!("'{it}'"))
                .collect();
            lines.push(format!(
                "    pk = models.CompositePrimaryKey({})",
                columns.join(", ")
            ));
        }
        let mut names: IndexMap<&str, String> = IndexMap::new();
        let mut targets: Vec<String> = Vec::new();
        for column in &self.table.columns {
            let relation = self.relations.get(column.name.as_str());
            let used: Vec<&String> = names.values().collect();
            let (name, mut described) =
                normalize_column_name(&column.name, &used, relation.is_some());
            names.insert(&column.name, name.clone());
            if self.primary_key == [column.name.as_str()] {
                described
                    .parameters
                    .insert("primary_key", "True".to_owned());
            } else if self.is_unique(&column.name) {
                described.parameters.insert("unique", "True".to_owned());
            }
            let field = match relation {
                Some(relation) => {
                    let field = self.relation(relation, known, &mut described);
                    let target = self.target(relation.1);
                    if targets.contains(&target) {
                        let related = format!("{}_{name}_set", model.to_lowercase());
                        described
                            .parameters
                            .insert("related_name", string_repr(&related));
                    }
                    targets.push(target);
                    format!("{field}, models.DO_NOTHING")
                }
                None => format!(
                    "{}(",
                    self.field_type(column_of(self.table, &column.name), &mut described)
                ),
            };
            let only_key =
                described.parameters.len() == 1 && described.parameters.contains_key("primary_key");
            if name == "id" && only_key && field == "AutoField(" {
                continue;
            }
            if !column.not_null {
                described.parameters.insert("blank", "True".to_owned());
                described.parameters.insert("null", "True".to_owned());
            }
            let parameters: Vec<String> = described
                .parameters
                .iter()
                .map(|(name, value)| format!("{name}={value}"))
                .collect();
            let comma = if field.ends_with('(') || parameters.is_empty() {
                ""
            } else {
                ", "
            };
            let comment = match described.notes.as_slice() {
                [] => String::new(),
                notes => format!("  # {}", notes.join(" ")),
            };
            lines.push(format!(
                "    {name} = models.{field}{comma}{}){comment}",
                parameters.join(", ")
            ));
        }
        self.meta(&names, &mut lines);
        lines
    }

    fn is_unique(&self, column: &str) -> bool {
        self.constraints.values().any(|it| {
            it.unique && it.columns.len() == 1 && it.columns[0].as_deref() == Some(column)
        })
    }

    fn target(&self, table: &str) -> String {
        if table == self.name {
            "self".to_owned()
        } else {
            normalize_table_name(table)
        }
    }

    /// `ForeignKey(Model`, by name when the model comes later.
    fn relation(
        &self,
        (column, table): &(Option<&str>, &str),
        known: &[String],
        described: &mut Described,
    ) -> String {
        let unique = described.parameters.shift_remove("unique").is_some();
        let kind = if unique || described.parameters.contains_key("primary_key") {
            "OneToOneField"
        } else {
            let other = find_table(self.catalog, table);
            let keys = other.into_iter().flat_map(|other| &other.columns);
            let keys: Vec<&str> = keys
                .filter(|column| column.primary_key > 0)
                .map(|column| column.name.as_str())
                .collect();
            if let ([key], Some(column)) = (keys.as_slice(), column)
                && key != column
            {
                described.parameters.insert("to_field", string_repr(column));
            }
            "ForeignKey"
        };
        let target = self.target(table);
        match known.contains(&target) {
            true => format!("{kind}({target}"),
            false => format!("{kind}('{target}'"),
        }
    }

    fn field_type(&self, column: Column<'_>, described: &mut Described) -> &'static str {
        let lower = column.declared_type.to_lowercase();
        let (bare, _) = lower.split_once('(').unwrap_or((&lower, ""));
        let known = FIELD_TYPES.iter().find(|(name, _)| *name == bare.trim());
        let mut field = known.map_or("TextField", |(_, field)| *field);
        if known.is_none() {
            described.notes.push("This field type is a guess.");
        }
        let integer = matches!(
            field,
            "BigIntegerField" | "IntegerField" | "SmallIntegerField"
        );
        let json = format!("json_valid(\"{}\")", column.name.to_lowercase());
        if column.is_key && integer {
            field = "AutoField";
        } else if known.is_some() && self.table.sql.to_lowercase().contains(&json) {
            field = "JSONField";
        }
        // Django reads the length of types in small letters only.
        let size = ["varchar", "char"].iter().find_map(|name| {
            let rest = column.declared_type.trim().strip_prefix(name)?;
            let digits = rest.trim().strip_prefix('(')?.strip_suffix(')')?;
            digits.trim().parse::<u64>().ok()
        });
        if let ("CharField", Some(size @ 1..)) = (field, size) {
            described.parameters.insert("max_length", size.to_string());
        }
        if let ("CharField" | "TextField", Some(collation)) = (field, column.collation) {
            described
                .parameters
                .insert("db_collation", string_repr(collation));
        }
        if field == "DecimalField" {
            described.notes.push(
                "max_digits and decimal_places have been guessed, as this database handles decimal \
                 fields as float",
            );
            described.parameters.insert("max_digits", "10".to_owned());
            described
                .parameters
                .insert("decimal_places", "5".to_owned());
        }
        field
    }

    fn meta(&self, names: &IndexMap<&str, String>, lines: &mut Vec<String>) {
        let unique = || self.constraints.values().filter(|it| it.unique);
        let mut together = Vec::new();
        for constraint in unique().filter(|it| !it.primary_key) {
            let fields = constraint.columns.iter().flatten();
            let fields: Vec<String> = fields
                .filter_map(|column| names.get(column.as_str()))
                .map(|name| string_repr(name))
                .collect();
            if fields.len() > 1 {
                together.push(format!("({})", fields.join(", ")));
            }
        }
        lines.push(String::new());
        if unique().any(|it| it.columns.iter().any(Option::is_none)) {
            lines.push("    # A unique constraint could not be introspected.".to_owned());
        }
        lines.push("    class Meta:".to_owned());
        lines.push("        managed = False".to_owned());
        lines.push(format!("        db_table = {}", string_repr(self.name)));
        if !together.is_empty() {
            lines.push(format!(
                "        unique_together = ({},)",
                together.join(", ")
            ));
        }
    }
}

/// What decides a column's field.
struct Column<'a> {
    name: &'a str,
    declared_type: &'a str,
    collation: Option<&'a str>,
    is_key: bool,
}

fn column_of<'a>(table: &'a TableInfo, name: &'a str) -> Column<'a> {
    let found = table.columns.iter().find(|column| column.name == name);
    Column {
        name,
        declared_type: found.map_or("", |column| &column.declared_type),
        collation: found.and_then(|column| column.collation.as_deref()),
        is_key: found.is_some_and(|column| column.primary_key > 0)
            && table
                .columns
                .iter()
                .filter(|column| column.primary_key > 0)
                .count()
                == 1,
    }
}

fn normalize_table_name(name: &str) -> String {
    title(name)
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .collect()
}

/// A field's name that Python takes, with what had to be done to the column's.
fn normalize_column_name(column: &str, used: &[&String], is_relation: bool) -> (String, Described) {
    let mut described = Described::default();
    let mut name = column.to_lowercase();
    if name != column {
        described.notes.push("Field name made lowercase.");
    }
    if is_relation {
        match name.strip_suffix("_id") {
            Some(short) => name = short.to_owned(),
            None => {
                described
                    .parameters
                    .insert("db_column", string_repr(column));
            }
        }
    }
    if name.contains(|it: char| !(it.is_alphanumeric() || it == '_')) {
        let suitable = |it: char| if it.is_alphanumeric() { it } else { '_' };
        name = name.chars().map(suitable).collect();
        described
            .notes
            .push("Field renamed to remove unsuitable characters.");
    }
    if name.contains("__") {
        while name.contains("__") {
            name = name.replace("__", "_");
        }
        if column.contains("__") {
            described
                .notes
                .push("Field renamed because it contained more than one '_' in a row.");
        }
    }
    if name.starts_with('_') {
        name = format!("field{name}");
        described
            .notes
            .push("Field renamed because it started with '_'.");
    }
    if name.ends_with('_') {
        name.push_str("field");
        described
            .notes
            .push("Field renamed because it ended with '_'.");
    }
    if KEYWORDS.contains(&name.as_str()) {
        name.push_str("_field");
        described
            .notes
            .push("Field renamed because it was a Python reserved word.");
    }
    if name.starts_with(|first: char| first.is_numeric()) {
        name = format!("number_{name}");
        described
            .notes
            .push("Field renamed because it wasn't a valid Python identifier.");
    }
    if used.contains(&&name) {
        let free = (0..)
            .map(|number| format!("{name}_{number}"))
            .find(|it| !used.contains(&it));
        name = free.unwrap_or(name);
        described
            .notes
            .push("Field renamed because of name conflict.");
    }
    if column != name && !described.notes.is_empty() {
        described
            .parameters
            .insert("db_column", string_repr(column));
    }
    (name, described)
}
