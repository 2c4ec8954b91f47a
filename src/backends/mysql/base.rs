//! Column types and comparisons (`DatabaseWrapper.data_types`, `operators`).

/// The column type of an internal type.
pub fn data_type(internal_type: &str) -> Option<&'static str> {
    Some(match internal_type {
        "AutoField" => "integer AUTO_INCREMENT",
        "BigAutoField" => "bigint AUTO_INCREMENT",
        "SmallAutoField" => "smallint AUTO_INCREMENT",
        "BinaryField" => "longblob",
        "BooleanField" => "bool",
        "CharField" | "FileField" | "FilePathField" | "SlugField" => "varchar(%(max_length)s)",
        "DateField" => "date",
        "DateTimeField" => "datetime(6)",
        "DecimalField" => "numeric(%(max_digits)s, %(decimal_places)s)",
        "DurationField" | "BigIntegerField" => "bigint",
        "FloatField" => "double precision",
        "IntegerField" | "OneToOneField" => "integer",
        "IPAddressField" => "char(15)",
        "GenericIPAddressField" => "char(39)",
        "JSONField" => "json",
        "PositiveBigIntegerField" => "bigint UNSIGNED",
        "PositiveIntegerField" => "integer UNSIGNED",
        "PositiveSmallIntegerField" => "smallint UNSIGNED",
        "SmallIntegerField" => "smallint",
        "TextField" => "longtext",
        "TimeField" => "time(6)",
        "UUIDField" => "char(32)",
        _ => return None,
    })
}

/// Whether columns of the type take a default only as an expression, and no index
/// (`_limited_data_types`).
pub fn is_limited_data_type(db_type: &str) -> bool {
    let db_type = db_type.to_lowercase();
    let sized = db_type
        .strip_suffix("blob")
        .or(db_type.strip_suffix("text"));
    db_type == "json" || matches!(sized, Some("" | "tiny" | "medium" | "long"))
}

/// The type that a value is cast to (`cast_data_types`).
pub fn cast_data_type(internal_type: &str) -> Option<&'static str> {
    Some(match internal_type {
        "AutoField" | "BigAutoField" | "SmallAutoField" | "IntegerField" | "BigIntegerField"
        | "SmallIntegerField" | "DurationField" => "signed integer",
        "PositiveBigIntegerField" | "PositiveIntegerField" | "PositiveSmallIntegerField" => {
            "unsigned integer"
        }
        "CharField" => "char(%(max_length)s)",
        "DecimalField" => "decimal(%(max_digits)s, %(decimal_places)s)",
        "TextField" => "char",
        other => return data_type(other),
    })
}

/// What a comparison with a value is.
pub fn operator(lookup: &str) -> Option<&'static str> {
    Some(match lookup {
        "exact" => "= %s",
        "contains" | "startswith" | "endswith" => "LIKE BINARY %s",
        "iexact" | "icontains" | "istartswith" | "iendswith" => "LIKE %s",
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
        "contains" => "LIKE BINARY CONCAT('%%', {}, '%%')",
        "icontains" => "LIKE CONCAT('%%', {}, '%%')",
        "startswith" => "LIKE BINARY CONCAT({}, '%%')",
        "istartswith" => "LIKE CONCAT({}, '%%')",
        "endswith" => "LIKE BINARY CONCAT('%%', {})",
        "iendswith" => "LIKE CONCAT('%%', {})",
        _ => return None,
    })
}

/// An expression with what LIKE gives a meaning to escaped.
pub const PATTERN_ESCAPE: &str =
    r"REPLACE(REPLACE(REPLACE({}, '\\', '\\\\'), '%%', '\%%'), '_', '\_')";
