//! Django's expression classes: how their calls are read.

/// An expression class.
pub(crate) struct ExpressionClass {
    /// `__name__`.
    pub name: &'static str,
    /// `__module__`.
    pub module: &'static str,
    /// The base class's name.
    pub base: &'static str,
    /// The parameters of `__init__` in whose terms [`ExpressionClass::sources`] speaks.
    pub parameters: &'static str,
    /// The parameters that are expressions, `*` for the rest; a parameter left out is left out.
    pub sources: &'static [&'static str],
    /// How many expressions `*` takes.
    pub arity: Option<usize>,
    /// `function`: the name in SQL.
    pub function: &'static str,
    /// The class of the output field; empty when it follows from the sources.
    pub output: &'static str,
    /// The path that `deconstruct()` writes, when it is not the class's own.
    pub path: &'static str,
}

const EXPRESSIONS: &str = "django.db.models.expressions";
const TEXT: &str = "django.db.models.functions.text";
const MATH: &str = "django.db.models.functions.math";
const COMPARISON: &str = "django.db.models.functions.comparison";
const DATETIME: &str = "django.db.models.functions.datetime";
const JSON: &str = "django.db.models.functions.json";
/// The module of the keys of JSON values.
pub(crate) const KEYS: &str = "django.db.models.fields.json";
const WINDOW: &str = "django.db.models.functions.window";
const AGGREGATES: &str = "django.db.models.aggregates";
/// The module of the lookups.
pub(crate) const LOOKUPS: &str = "django.db.models.lookups";
const REST: &str = "*expressions, output_field=None, **extra";

const fn basic(
    name: &'static str,
    base: &'static str,
    parameters: &'static str,
    sources: &'static [&'static str],
    path: &'static str,
) -> ExpressionClass {
    ExpressionClass {
        name,
        module: EXPRESSIONS,
        base,
        parameters,
        sources,
        arity: None,
        function: "",
        output: "",
        path,
    }
}

const fn function(
    module: &'static str,
    name: &'static str,
    base: &'static str,
    function: &'static str,
    arity: Option<usize>,
    output: &'static str,
) -> ExpressionClass {
    let (parameters, sources): (_, &[_]) = (REST, &["*"]);
    ExpressionClass {
        name,
        module,
        base,
        parameters,
        sources,
        arity,
        function,
        output,
        path: "",
    }
}

/// A function with named parameters.
const fn named(
    module: &'static str,
    name: &'static str,
    base: &'static str,
    function: &'static str,
    parameters: &'static str,
    sources: &'static [&'static str],
    output: &'static str,
) -> ExpressionClass {
    ExpressionClass {
        name,
        module,
        base,
        parameters,
        sources,
        arity: None,
        function,
        output,
        path: "",
    }
}

const fn transform(
    module: &'static str,
    name: &'static str,
    sql: &'static str,
    output: &'static str,
) -> ExpressionClass {
    function(module, name, "Transform", sql, Some(1), output)
}

const fn lookup(name: &'static str, base: &'static str) -> ExpressionClass {
    named(
        LOOKUPS,
        name,
        base,
        "",
        "lhs, rhs",
        &["lhs"],
        "BooleanField",
    )
}

const fn truncation(name: &'static str, output: &'static str) -> ExpressionClass {
    let parameters = "expression, output_field=None, tzinfo=None, **extra";
    named(
        DATETIME,
        name,
        "TruncBase",
        "",
        parameters,
        &["expression"],
        output,
    )
}

const fn extraction(name: &'static str) -> ExpressionClass {
    let parameters = "expression, lookup_name=None, tzinfo=None, **extra";
    named(
        DATETIME,
        name,
        "Extract",
        "",
        parameters,
        &["expression"],
        "IntegerField",
    )
}

const fn aggregate(name: &'static str, sql: &'static str, output: &'static str) -> ExpressionClass {
    let parameters =
        "expression, distinct=False, filter=None, default=None, output_field=None, **extra";
    named(
        AGGREGATES,
        name,
        "Aggregate",
        sql,
        parameters,
        &["expression"],
        output,
    )
}

const fn spread(name: &'static str, sql: &'static str) -> ExpressionClass {
    let parameters = "expression, sample=False, distinct=False, filter=None, default=None, \
                      output_field=None, **extra";
    named(
        AGGREGATES,
        name,
        "Aggregate",
        sql,
        parameters,
        &["expression"],
        "numeric",
    )
}

/// Bases come before the classes that inherit from them.
#[rustfmt::skip]
pub(crate) const CLASSES: &[ExpressionClass] = &[
    basic("Combinable", "", "", &[], ""),
    basic("BaseExpression", "", "output_field=None", &[], ""),
    basic("Expression", "BaseExpression", "output_field=None", &[], ""),
    basic("F", "Combinable", "name", &[], "django.db.models.F"),
    basic("OuterRef", "F", "name", &[], ""),
    basic("CombinedExpression", "Expression", "lhs, connector, rhs, output_field=None", &["lhs", "rhs"], ""),
    basic("Func", "Expression", REST, &["*"], "django.db.models.Func"),
    basic("Value", "Expression", "value, output_field=None", &[], "django.db.models.Value"),
    basic("RawSQL", "Expression", "sql, params, output_field=None", &[], ""),
    basic("Star", "Expression", "", &[], ""),
    basic("ExpressionList", "Func", "*expressions, **extra", &["*"], ""),
    basic("ExpressionWrapper", "Expression", "expression, output_field", &["expression"], "django.db.models.ExpressionWrapper"),
    basic("DatabaseDefault", "Expression", "expression, output_field=None", &["expression"], ""),
    basic("NegatedExpression", "ExpressionWrapper", "expression", &["expression"], ""),
    basic("When", "Expression", "condition=None, then=None, **lookups", &["condition", "then"], "django.db.models.When"),
    basic("Case", "Expression", "*cases, default=None, output_field=None, **extra", &["*", "default"], "django.db.models.Case"),
    basic("OrderBy", "Expression", "expression, descending=False, nulls_first=None, nulls_last=None", &["expression"], "django.db.models.OrderBy"),
    basic("Subquery", "BaseExpression", "queryset, output_field=None, **extra", &[], ""),
    basic("Exists", "Subquery", "queryset, **kwargs", &[], ""),
    basic("Window", "Expression", "expression, partition_by=None, order_by=None, frame=None, output_field=None", &["expression"], ""),
    basic("WindowFrame", "Expression", "start=None, end=None, exclusion=None", &[], ""),
    basic("RowRange", "WindowFrame", "start=None, end=None, exclusion=None", &[], ""),
    basic("ValueRange", "WindowFrame", "start=None, end=None, exclusion=None", &[], ""),

    function(LOOKUPS, "Transform", "Func", "", Some(1), ""),
    lookup("Lookup", "Expression"),
    lookup("BuiltinLookup", "Lookup"),
    lookup("Exact", "BuiltinLookup"),
    lookup("IExact", "BuiltinLookup"),
    lookup("GreaterThan", "BuiltinLookup"),
    lookup("GreaterThanOrEqual", "BuiltinLookup"),
    lookup("LessThan", "BuiltinLookup"),
    lookup("LessThanOrEqual", "BuiltinLookup"),
    lookup("In", "BuiltinLookup"),
    lookup("Contains", "BuiltinLookup"),
    lookup("IContains", "Contains"),
    lookup("StartsWith", "BuiltinLookup"),
    lookup("IStartsWith", "StartsWith"),
    lookup("EndsWith", "BuiltinLookup"),
    lookup("IEndsWith", "EndsWith"),
    lookup("Range", "BuiltinLookup"),
    lookup("IsNull", "BuiltinLookup"),
    lookup("Regex", "BuiltinLookup"),
    lookup("IRegex", "Regex"),

    named(COMPARISON, "Cast", "Func", "CAST", "expression, output_field", &["expression"], ""),
    function(COMPARISON, "Coalesce", "Func", "COALESCE", None, ""),
    named(COMPARISON, "Collate", "Func", "COLLATE", "expression, collation", &["expression"], ""),
    function(COMPARISON, "Greatest", "Func", "MAX", None, ""),
    function(COMPARISON, "Least", "Func", "MIN", None, ""),
    function(COMPARISON, "NullIf", "Func", "NULLIF", Some(2), ""),

    transform(TEXT, "Chr", "CHAR", "CharField"),
    function(TEXT, "ConcatPair", "Func", "CONCAT", None, ""),
    function(TEXT, "Concat", "Func", "", None, ""),
    named(TEXT, "Left", "Func", "LEFT", "expression, length, output_field=None, **extra", &["expression", "length"], "CharField"),
    transform(TEXT, "Length", "LENGTH", "IntegerField"),
    transform(TEXT, "Lower", "LOWER", ""),
    named(TEXT, "LPad", "Func", "LPAD", "expression, length, fill_text=None, output_field=None, **extra", &["expression", "length", "fill_text"], "CharField"),
    transform(TEXT, "LTrim", "LTRIM", ""),
    transform(TEXT, "MD5", "MD5", ""),
    transform(TEXT, "Ord", "UNICODE", "IntegerField"),
    named(TEXT, "Repeat", "Func", "REPEAT", "expression, number, output_field=None, **extra", &["expression", "number"], "CharField"),
    named(TEXT, "Replace", "Func", "REPLACE", "expression, text, replacement=None, output_field=None, **extra", &["expression", "text", "replacement"], ""),
    transform(TEXT, "Reverse", "REVERSE", ""),
    named(TEXT, "Right", "Left", "RIGHT", "expression, length, output_field=None, **extra", &["expression", "length"], "CharField"),
    named(TEXT, "RPad", "LPad", "RPAD", "expression, length, fill_text=None, output_field=None, **extra", &["expression", "length", "fill_text"], "CharField"),
    transform(TEXT, "RTrim", "RTRIM", ""),
    transform(TEXT, "SHA1", "SHA1", ""),
    transform(TEXT, "SHA224", "SHA224", ""),
    transform(TEXT, "SHA256", "SHA256", ""),
    transform(TEXT, "SHA384", "SHA384", ""),
    transform(TEXT, "SHA512", "SHA512", ""),
    function(TEXT, "StrIndex", "Func", "INSTR", Some(2), "IntegerField"),
    named(TEXT, "Substr", "Func", "SUBSTR", "expression, pos, length=None, output_field=None, **extra", &["expression", "pos", "length"], "CharField"),
    transform(TEXT, "Trim", "TRIM", ""),
    transform(TEXT, "Upper", "UPPER", ""),

    transform(MATH, "Abs", "ABS", ""),
    transform(MATH, "ACos", "ACOS", "numeric"),
    transform(MATH, "ASin", "ASIN", "numeric"),
    transform(MATH, "ATan", "ATAN", "numeric"),
    function(MATH, "ATan2", "Func", "ATAN2", Some(2), "numeric"),
    transform(MATH, "Ceil", "CEILING", ""),
    transform(MATH, "Cos", "COS", "numeric"),
    transform(MATH, "Cot", "COT", "numeric"),
    transform(MATH, "Degrees", "DEGREES", "numeric"),
    transform(MATH, "Exp", "EXP", "numeric"),
    transform(MATH, "Floor", "FLOOR", ""),
    transform(MATH, "Ln", "LN", "numeric"),
    function(MATH, "Log", "Func", "LOG", Some(2), "numeric"),
    function(MATH, "Mod", "Func", "MOD", Some(2), "numeric"),
    function(MATH, "Pi", "Func", "PI", Some(0), "numeric"),
    function(MATH, "Power", "Func", "POWER", Some(2), "numeric"),
    transform(MATH, "Radians", "RADIANS", "numeric"),
    function(MATH, "Random", "Func", "RAND", Some(0), "numeric"),
    named(MATH, "Round", "Transform", "ROUND", "expression, precision=0, output_field=None, **extra", &["expression", "precision"], ""),
    transform(MATH, "Sign", "SIGN", ""),
    transform(MATH, "Sin", "SIN", "numeric"),
    transform(MATH, "Sqrt", "SQRT", "numeric"),
    transform(MATH, "Tan", "TAN", "numeric"),

    function(JSON, "JSONArray", "Func", "JSON_ARRAY", None, "JSONField"),
    named(JSON, "JSONObject", "Func", "JSON_OBJECT", "**fields", &[], "JSONField"),
    named(KEYS, "KeyTransform", "Transform", "", "key_name, expression, **extra", &["expression"], ""),
    named(KEYS, "KeyTextTransform", "KeyTransform", "", "key_name, expression, **extra", &["expression"], "TextField"),

    named(DATETIME, "Extract", "Transform", "", "expression, lookup_name=None, tzinfo=None, **extra", &["expression"], "IntegerField"),
    extraction("ExtractYear"), extraction("ExtractIsoYear"), extraction("ExtractMonth"),
    extraction("ExtractDay"), extraction("ExtractWeek"), extraction("ExtractWeekDay"),
    extraction("ExtractIsoWeekDay"), extraction("ExtractQuarter"), extraction("ExtractHour"),
    extraction("ExtractMinute"), extraction("ExtractSecond"),
    function(DATETIME, "Now", "Func", "", Some(0), "DateTimeField"),
    named(DATETIME, "TruncBase", "Transform", "", "expression, output_field=None, tzinfo=None, **extra", &["expression"], ""),
    named(DATETIME, "Trunc", "TruncBase", "", "expression, kind, output_field=None, tzinfo=None, **extra", &["expression"], ""),
    truncation("TruncYear", ""), truncation("TruncQuarter", ""), truncation("TruncMonth", ""),
    truncation("TruncWeek", ""), truncation("TruncDay", ""), truncation("TruncHour", ""),
    truncation("TruncMinute", ""), truncation("TruncSecond", ""),
    truncation("TruncDate", "DateField"), truncation("TruncTime", "TimeField"),

    function(WINDOW, "CumeDist", "Func", "CUME_DIST", None, "FloatField"),
    function(WINDOW, "DenseRank", "Func", "DENSE_RANK", None, "IntegerField"),
    function(WINDOW, "FirstValue", "Func", "FIRST_VALUE", Some(1), ""),
    function(WINDOW, "LastValue", "Func", "LAST_VALUE", Some(1), ""),
    function(WINDOW, "PercentRank", "Func", "PERCENT_RANK", None, "FloatField"),
    function(WINDOW, "Rank", "Func", "RANK", None, "IntegerField"),
    function(WINDOW, "RowNumber", "Func", "ROW_NUMBER", None, "IntegerField"),
    named(WINDOW, "Lag", "Func", "LAG", "expression, offset=1, default=None, **extra", &["expression", "offset", "default"], ""),
    named(WINDOW, "Lead", "Func", "LEAD", "expression, offset=1, default=None, **extra", &["expression", "offset", "default"], ""),
    named(WINDOW, "NthValue", "Func", "NTH_VALUE", "expression, nth=1, **extra", &["expression", "nth"], ""),
    named(WINDOW, "Ntile", "Func", "NTILE", "num_buckets=1, **extra", &["num_buckets"], "IntegerField"),

    named(AGGREGATES, "Aggregate", "Func", "", "*expressions, distinct=False, filter=None, default=None, output_field=None, **extra", &["*"], ""),
    aggregate("Avg", "AVG", "numeric"),
    aggregate("Count", "COUNT", "IntegerField"),
    aggregate("Max", "MAX", ""),
    aggregate("Min", "MIN", ""),
    spread("StdDev", "STDDEV_POP"),
    aggregate("Sum", "SUM", ""),
    spread("Variance", "VAR_POP"),
];

/// The class of this name.
pub(crate) fn find(name: &str) -> Option<&'static ExpressionClass> {
    CLASSES.iter().find(|class| class.name == name)
}
