//! Column types and comparisons (`DatabaseWrapper.data_types`, `operators`).

/// The column type of an internal type.
pub fn data_type(internal_type: &str) -> Option<&'static str> {
    Some(match internal_type {
        "AutoField" | "IntegerField" | "OneToOneField" | "PositiveIntegerField" => "integer",
        "BigAutoField" | "BigIntegerField" | "PositiveBigIntegerField" => "bigint",
        "SmallAutoField" | "SmallIntegerField" | "PositiveSmallIntegerField" => "smallint",
        "BinaryField" => "bytea",
        "BooleanField" => "boolean",
        "CharField" | "FileField" | "FilePathField" | "SlugField" => "varchar(%(max_length)s)",
        "DateField" => "date",
        "DateTimeField" => "timestamp with time zone",
        "DecimalField" => "numeric(%(max_digits)s, %(decimal_places)s)",
        "DurationField" => "interval",
        "FloatField" => "double precision",
        "IPAddressField" | "GenericIPAddressField" => "inet",
        "JSONField" => "jsonb",
        "TextField" => "text",
        "TimeField" => "time",
        "UUIDField" => "uuid",
        _ => return None,
    })
}

/// What a comparison with a value is.
pub fn operator(lookup: &str) -> Option<&'static str> {
    Some(match lookup {
        "exact" => "= %s",
        "iexact" => "= UPPER(%s)",
        "contains" | "startswith" | "endswith" => "LIKE %s",
        "icontains" | "istartswith" | "iendswith" => "LIKE UPPER(%s)",
        "regex" => "~ %s",
        "iregex" => "~* %s",
        "gt" => "> %s",
        "gte" => ">= %s",
        "lt" => "< %s",
        "lte" => "<= %s",
        _ => return None,
    })
}

/// What a comparison with another expression is, `{}` standing for the expression.
pub fn pattern_operator(lookup: &str) -> Option<&'static str> {
    Some(match lookup {
        "contains" => "LIKE '%%' || {} || '%%'",
        "icontains" => "LIKE '%%' || UPPER({}) || '%%'",
        "startswith" => "LIKE {} || '%%'",
        "istartswith" => "LIKE UPPER({}) || '%%'",
        "endswith" => "LIKE '%%' || {}",
        "iendswith" => "LIKE '%%' || UPPER({})",
        _ => return None,
    })
}

/// An expression with what LIKE gives a meaning to escaped.
pub const PATTERN_ESCAPE: &str =
    r"REPLACE(REPLACE(REPLACE({}, E'\\', E'\\\\'), E'%%', E'\\%%'), E'_', E'\\_')";
