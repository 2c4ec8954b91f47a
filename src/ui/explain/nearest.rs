//! Names that one is likely to mean by a misspelt one.

/// What the options of fields are listed under.
pub(super) const OPTIONS: &str = "options";
/// Where fields are.
pub(super) const MODELS: &str = "django.db.models";

/// What modules have that models and migrations name, and what fields are told.
const NAMES: [(&str, &[&str]); 3] = [
    (
        OPTIONS,
        &[
            "auto_created",
            "auto_now",
            "auto_now_add",
            "blank",
            "choices",
            "db_column",
            "db_comment",
            "db_constraint",
            "db_default",
            "db_index",
            "db_tablespace",
            "decimal_places",
            "default",
            "editable",
            "error_messages",
            "help_text",
            "limit_choices_to",
            "max_digits",
            "max_length",
            "null",
            "on_delete",
            "primary_key",
            "related_name",
            "related_query_name",
            "serialize",
            "symmetrical",
            "through",
            "to_field",
            "unique",
            "unique_for_date",
            "upload_to",
            "validators",
            "verbose_name",
        ],
    ),
    (
        MODELS,
        &[
            "AutoField",
            "BigAutoField",
            "BigIntegerField",
            "BinaryField",
            "BooleanField",
            "CASCADE",
            "Case",
            "CharField",
            "CheckConstraint",
            "Choices",
            "Count",
            "DO_NOTHING",
            "DateField",
            "DateTimeField",
            "DecimalField",
            "DurationField",
            "EmailField",
            "Exists",
            "F",
            "FileField",
            "FilePathField",
            "FloatField",
            "ForeignKey",
            "GeneratedField",
            "GenericIPAddressField",
            "ImageField",
            "Index",
            "IntegerChoices",
            "IntegerField",
            "JSONField",
            "Manager",
            "ManyToManyField",
            "Max",
            "Min",
            "Model",
            "OneToOneField",
            "OuterRef",
            "PROTECT",
            "PositiveBigIntegerField",
            "PositiveIntegerField",
            "PositiveSmallIntegerField",
            "Q",
            "QuerySet",
            "RESTRICT",
            "SET",
            "SET_DEFAULT",
            "SET_NULL",
            "SlugField",
            "SmallAutoField",
            "SmallIntegerField",
            "Subquery",
            "Sum",
            "TextChoices",
            "TextField",
            "TimeField",
            "URLField",
            "UUIDField",
            "UniqueConstraint",
            "Value",
            "When",
        ],
    ),
    (
        "django.db.migrations",
        &[
            "AddConstraint",
            "AddField",
            "AddIndex",
            "AlterConstraint",
            "AlterField",
            "AlterModelManagers",
            "AlterModelOptions",
            "AlterModelTable",
            "AlterOrderWithRespectTo",
            "AlterUniqueTogether",
            "CreateModel",
            "DeleteModel",
            "Migration",
            "RemoveConstraint",
            "RemoveField",
            "RemoveIndex",
            "RenameField",
            "RenameIndex",
            "RenameModel",
            "RunPython",
            "RunSQL",
            "SeparateDatabaseAndState",
            "swappable_dependency",
        ],
    ),
];

/// The name of a module that is most like a misspelt one, if one is like it.
pub(super) fn nearest(module: &str, misspelt: &str) -> Option<&'static str> {
    let (_, names) = NAMES.iter().find(|(name, _)| *name == module)?;
    nearest_of(names.iter().copied(), misspelt)
}

/// Whether `django.db.models` has a name.
pub(super) fn is_of_models(name: &str) -> bool {
    let models = NAMES.iter().find(|(module, _)| *module == MODELS);
    models.is_some_and(|(_, names)| names.contains(&name))
}

/// The name that is most like a misspelt one, if one is like it. One that is among the names is not
/// misspelt.
#[inline(never)]
pub(super) fn nearest_of<'a>(
    names: impl Iterator<Item = &'a str>,
    misspelt: &str,
) -> Option<&'a str> {
    let wanted = misspelt.to_lowercase();
    let near = names.filter_map(|name| {
        let lower = name.to_lowercase();
        let distance = distance(&wanted, &lower);
        let is_short = wanted.len() > 3 && is_within(&wanted, &lower);
        let is_near = is_short || distance * 3 <= lower.len();
        is_near.then_some((!is_short, distance, name))
    });
    let (.., name) = near.min()?;
    (name != misspelt).then_some(name)
}

/// How many letters must be put in, taken out, put in another's place, or change with the next.
fn distance(from: &str, to: &str) -> usize {
    let (from, to) = (from.as_bytes(), to.as_bytes());
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=to.len()).collect();
    for (row, letter) in from.iter().enumerate() {
        let mut line = vec![row + 1];
        for (column, other) in to.iter().enumerate() {
            let put = above[column] + usize::from(letter != other);
            let mut least = put.min(above[column + 1] + 1).min(line[column] + 1);
            let turned =
                row > 0 && column > 0 && from[row - 1] == *other && to[column - 1] == *letter;
            if turned {
                least = least.min(before[column - 1] + 1);
            }
            line.push(least);
        }
        before = std::mem::replace(&mut above, line);
    }
    above.last().copied().unwrap_or_default()
}

/// Whether the letters of `short` are in `long`, in their order: `IntField` in `IntegerField`.
fn is_within(short: &str, long: &str) -> bool {
    let mut letters = long.chars();
    short
        .chars()
        .all(|wanted| letters.any(|letter| letter == wanted))
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[track_caller]
    fn check(misspelt: &str, name: Option<&str>) {
        assert_eq!(nearest("django.db.models", misspelt), name, "{misspelt}");
    }

    #[test]
    fn a_name_with_wrong_letters_is_found() {
        check("CharFeild", Some("CharField"));
        check("Charfield", Some("CharField"));
        check("ForeingKey", Some("ForeignKey"));
        check("ManytoManyFeild", Some("ManyToManyField"));
        check("DateTimeFild", Some("DateTimeField"));
        check("CASCADED", Some("CASCADE"));
        check("Modle", Some("Model"));
    }

    #[test]
    fn a_short_form_is_found() {
        check("IntField", Some("IntegerField"));
        check("BoolField", Some("BooleanField"));
    }

    #[test]
    fn what_is_like_nothing_is_not() {
        check("Blancmange", None);
        check("X", None);
        check("CharField", None);
        assert_eq!(nearest("django.nothing", "CharField"), None);
    }

    #[test]
    fn operations_of_migrations_are_known_too() {
        assert_eq!(
            nearest("django.db.migrations", "AddFeild"),
            Some("AddField")
        );
    }
}
