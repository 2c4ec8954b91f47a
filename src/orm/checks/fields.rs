//! Checks of one field that is no relation.

use super::{CheckMessage, Checker, Level};
use crate::orm::expressions::{Expression, expression_repr, expression_text, is_expression};
use crate::orm::fields::{Field, FieldKind};
use crate::python::Value;

/// Fields that only migrations of the past may have: the number, the name and what to use now.
const REMOVED: [(FieldKind, &str, &str, &str); 3] = [
    (
        FieldKind::IPAddressField,
        "fields.E900",
        "IPAddressField",
        "Use GenericIPAddressField instead.",
    ),
    (
        FieldKind::CommaSeparatedIntegerField,
        "fields.E901",
        "CommaSeparatedIntegerField",
        "Use CharField(validators=[validate_comma_separated_integer_list]) instead.",
    ),
    (
        FieldKind::NullBooleanField,
        "fields.E903",
        "NullBooleanField",
        "Use BooleanField(null=True, blank=True) instead.",
    ),
];

impl Checker<'_> {
    /// How messages call a field: `books.Author.name`.
    pub(super) fn label(&self, field: &Field) -> String {
        format!("{}.{}", self.model.label(), field.name())
    }

    /// The checks that every field has, then those of its class.
    pub(super) fn field(&self, field: &Field) -> Vec<CheckMessage> {
        let mut messages = self.field_name(field);
        messages.extend(self.choices(field));
        if self.database {
            messages.extend(self.db_default(field));
        }
        messages.extend(self.validators(field));
        if self.database && field.options.db_comment.is_some() {
            messages.push(CheckMessage::warning(
                self.label(field),
                "fields.W163",
                "SQLite does not support comments on columns (db_comment).",
            ));
        }
        if field.options.primary_key && field.options.null {
            messages.push(
                CheckMessage::error(
                    self.label(field),
                    "fields.E007",
                    "Primary keys must not have null=True.",
                )
                .hint("Set null=False on the field, or remove primary_key=True argument."),
            );
        }
        messages.extend(self.of_class(field));
        messages.extend(self.output_field(field));
        messages
    }

    /// A default that the database is to work out may not look at the row.
    fn db_default(&self, field: &Field) -> Option<CheckMessage> {
        let default = field.options.db_default.as_ref()?;
        (is_expression(default) && !is_allowed_default(default)).then(|| {
            let shown = expression_text(default);
            self.error(
                field,
                "fields.E012",
                &format!("{shown} cannot be used in db_default."),
            )
        })
    }

    fn validators(&self, field: &Field) -> Vec<CheckMessage> {
        let validators = field.options.validators.iter().enumerate();
        let wrong =
            validators.filter_map(|(index, validator)| Some((index, plain_repr(validator)?)));
        wrong
            .map(|(index, shown)| {
                self.error(field, "fields.E008", "All 'validators' must be callable.")
                    .hint(format!(
                        "validators[{index}] ({shown}) isn't a function or instance of a validator \
                         class."
                    ))
            })
            .collect()
    }

    /// What is wrong with the field that says what a generated one holds.
    fn output_field(&self, field: &Field) -> Vec<CheckMessage> {
        let Some(output) = field.output_field() else {
            return Vec::new();
        };
        let found = self.field(&output.with(|output| output.name.clone_from(&field.name)));
        let listed = |level: Level| -> String {
            let messages = found.iter().filter(|message| message.level == level);
            messages
                .map(|it| format!("\n    {} ({})", it.message, it.id))
                .collect()
        };
        let (errors, warnings) = (listed(Level::Error), listed(Level::Warning));
        let mut messages = Vec::new();
        if !errors.is_empty() {
            let message = format!("GeneratedField.output_field has errors:{errors}");
            messages.push(self.error(field, "fields.E223", &message));
        }
        if !warnings.is_empty() {
            let message = format!("GeneratedField.output_field has warnings:{warnings}");
            messages.push(CheckMessage::warning(
                self.label(field),
                "fields.W224",
                message,
            ));
        }
        messages
    }

    fn field_name(&self, field: &Field) -> Vec<CheckMessage> {
        let name = field.name();
        let (id, message) = if name.ends_with('_') {
            (
                "fields.E001",
                "Field names must not end with an underscore.",
            )
        } else if name.contains("__") {
            ("fields.E002", "Field names must not contain \"__\".")
        } else if &*name == "pk" && field.kind != FieldKind::CompositePrimaryKey {
            (
                "fields.E003",
                "'pk' is a reserved word that cannot be used as a field name.",
            )
        } else if &*name != "pk" && field.kind == FieldKind::CompositePrimaryKey {
            ("fields.E013", "'CompositePrimaryKey' must be named 'pk'.")
        } else {
            return Vec::new();
        };
        vec![CheckMessage::error(self.label(field), id, message)]
    }

    fn choices(&self, field: &Field) -> Vec<CheckMessage> {
        let Some(choices) = &field.options.choices else {
            return Vec::new();
        };
        let label = self.label(field);
        let Some(items) = choices.as_sequence() else {
            // A callable or an iterator is evaluated only when a form asks for it.
            return match choices {
                Value::Str(_) | Value::Int(_) | Value::Float(_) | Value::Bool(_) => {
                    vec![CheckMessage::error(
                        label,
                        "fields.E004",
                        "'choices' must be a mapping (e.g. a dictionary) or an iterable (e.g. a \
                         list or tuple).",
                    )]
                }
                _ => Vec::new(),
            };
        };
        let mut longest = 0;
        for item in &items {
            match choice_length(item) {
                Some(length) => longest = longest.max(length),
                None => {
                    return vec![CheckMessage::error(
                        label,
                        "fields.E005",
                        "'choices' must be a mapping of actual values to human readable names or \
                         an iterable containing (actual value, human readable name) tuples.",
                    )];
                }
            }
        }
        let max_length = field.options.max_length.as_ref().and_then(Value::as_i64);
        match max_length {
            Some(max_length)
                if i64::try_from(longest).is_ok_and(|longest| longest > max_length) =>
            {
                vec![CheckMessage::error(
                    label,
                    "fields.E009",
                    format!(
                        "'max_length' is too small to fit the longest value in 'choices' \
                         ({longest} characters)."
                    ),
                )]
            }
            _ => Vec::new(),
        }
    }

    fn of_class(&self, field: &Field) -> Vec<CheckMessage> {
        let kind = field.kind;
        let is = |base: FieldKind| kind.is_subclass(base);
        let mut messages = Vec::new();
        if kind.is_auto() && !field.options.primary_key {
            messages.push(self.error(
                field,
                "fields.E100",
                "AutoFields must set primary_key=True.",
            ));
        }
        if is(FieldKind::CharField) {
            messages.extend(self.max_length(field));
        }
        if is(FieldKind::IntegerField) && field.options.max_length.is_some() {
            let class = field.path.rsplit('.').next().unwrap_or_default();
            messages.push(
                CheckMessage::warning(
                    self.label(field),
                    "fields.W122",
                    format!("'max_length' is ignored when used with {class}."),
                )
                .hint("Remove 'max_length' from field"),
            );
        }
        if is(FieldKind::DecimalField) {
            messages.extend(self.decimal(field));
        }
        if is(FieldKind::DateField) || is(FieldKind::DateTimeField) || is(FieldKind::TimeField) {
            messages.extend(self.mutually_exclusive(field));
        }
        if let Some((_, id, class, hint)) = REMOVED.iter().find(|(removed, ..)| *removed == kind) {
            let message = match *id {
                "fields.E900" => {
                    format!("{class} has been removed except for support in historical migrations.")
                }
                _ => format!("{class} is removed except for support in historical migrations."),
            };
            messages.push(self.error(field, id, &message).hint(*hint));
        }
        if is(FieldKind::FileField) {
            messages.extend(self.file(field));
        }
        if is(FieldKind::JSONField) {
            messages.extend(self.mutable_default(field));
        }
        if is(FieldKind::GenericIPAddressField) && field.options.blank && !field.options.null {
            messages.push(self.error(
                field,
                "fields.E150",
                "GenericIPAddressFields cannot have blank=True if null=False, as blank values are \
                 stored as nulls.",
            ));
        }
        if is(FieldKind::BinaryField) && matches!(field.options.default, Some(Value::Str(_))) {
            messages.push(self.error(
                field,
                "fields.E170",
                "BinaryField's default cannot be a string. Use bytes content instead.",
            ));
        }
        if is(FieldKind::FilePathField) && !allows_anything(field) {
            messages.push(self.error(
                field,
                "fields.E140",
                "FilePathFields must have either 'allow_files' or 'allow_folders' set to True.",
            ));
        }
        messages
    }

    fn max_length(&self, field: &Field) -> Option<CheckMessage> {
        // SQLite stores text of any length, so a missing max_length is fine there.
        let given = field.options.max_length.as_ref()?;
        let fits = !matches!(given, Value::Bool(_)) && given.as_i64().is_some_and(|it| it > 0);
        let message = "'max_length' must be a positive integer.";
        (!fits && !matches!(given, Value::None)).then(|| self.error(field, "fields.E121", message))
    }

    fn decimal(&self, field: &Field) -> Vec<CheckMessage> {
        let given = |name: &str| {
            field
                .extra
                .get(name)
                .filter(|it| !matches!(it, Value::None))
        };
        let mut messages = Vec::new();
        let places = given("decimal_places");
        let digits = given("max_digits");
        match places.map(Value::as_i64) {
            None => messages.push(self.error(
                field,
                "fields.E130",
                "DecimalFields must define a 'decimal_places' attribute.",
            )),
            Some(Some(0..)) => {}
            Some(_) => messages.push(self.error(
                field,
                "fields.E131",
                "'decimal_places' must be a non-negative integer.",
            )),
        }
        match digits.map(Value::as_i64) {
            None => messages.push(self.error(
                field,
                "fields.E132",
                "DecimalFields must define a 'max_digits' attribute.",
            )),
            Some(Some(1..)) => {}
            Some(_) => messages.push(self.error(
                field,
                "fields.E133",
                "'max_digits' must be a positive integer.",
            )),
        }
        if let (true, Some(places), Some(digits)) = (messages.is_empty(), places, digits)
            && places.as_i64() > digits.as_i64()
        {
            messages.push(self.error(
                field,
                "fields.E134",
                "'max_digits' must be greater or equal to 'decimal_places'.",
            ));
        }
        messages
    }

    fn mutually_exclusive(&self, field: &Field) -> Option<CheckMessage> {
        let set = |name: &str| {
            field
                .extra
                .get(name)
                .is_some_and(|it| !matches!(it, Value::Bool(false) | Value::None))
        };
        let given = [set("auto_now_add"), set("auto_now"), field.has_default()];
        (given.into_iter().filter(|it| *it).count() > 1).then(|| {
            self.error(
                field,
                "fields.E160",
                "The options auto_now, auto_now_add, and default are mutually exclusive. Only one \
                 of these options may be present.",
            )
        })
    }

    fn file(&self, field: &Field) -> Vec<CheckMessage> {
        let mut messages = Vec::new();
        if field.options.primary_key {
            messages.push(self.error(
                field,
                "fields.E201",
                "'primary_key' is not a valid argument for a FileField.",
            ));
        }
        let upload_to = field.extra.get("upload_to").and_then(Value::as_str);
        if upload_to.is_some_and(|path| path.starts_with('/')) {
            messages.push(
                self.error(
                    field,
                    "fields.E202",
                    "FileField's 'upload_to' argument must be a relative path, not an absolute \
                     path.",
                )
                .hint("Remove the leading slash."),
            );
        }
        messages
    }

    fn mutable_default(&self, field: &Field) -> Option<CheckMessage> {
        let mutable = matches!(
            field.options.default,
            Some(Value::List(_) | Value::Dict(_) | Value::Set(_))
        );
        mutable.then(|| {
            let message = "JSONField default should be a callable instead of an instance so that \
                           it's not shared between all field instances.";
            CheckMessage::warning(self.label(field), "fields.E010", message)
                .hint("Use a callable instead, e.g., use `dict` instead of `{}`.")
        })
    }

    /// An error about a field.
    pub(super) fn error(&self, field: &Field, id: &'static str, message: &str) -> CheckMessage {
        CheckMessage::error(self.label(field), id, message)
    }
}

/// The longest text among a choice's values: `(value, name)`, or `(group, [(value, name), …])`;
/// `None` for what is neither.
fn choice_length(choice: &Value) -> Option<usize> {
    let pair = choice
        .as_sequence()
        .filter(|_| !matches!(choice, Value::Str(_)))?;
    let [first, second] = pair.as_slice() else {
        return None;
    };
    let Some(group) = second
        .as_sequence()
        .filter(|_| !matches!(second, Value::Str(_)))
    else {
        return is_value(first).then(|| text_length(first));
    };
    let mut longest = 0;
    for member in &group {
        let member = member.as_sequence()?;
        let [value, _] = member.as_slice() else {
            return None;
        };
        longest = longest.max(text_length(value));
    }
    Some(longest)
}

/// `allowed_default` of an expression.
fn is_allowed_default(value: &Value) -> bool {
    let Some(expression) = value.native::<Expression>() else {
        // A condition refers to columns.
        return false;
    };
    let refers = [
        "F",
        "OuterRef",
        "Subquery",
        "Exists",
        "Collate",
        "Star",
        "OrderByList",
    ];
    !refers.contains(&expression.class) && expression.sources.iter().all(is_allowed_default)
}

/// The `repr()` of a value that nobody can call.
fn plain_repr(value: &Value) -> Option<String> {
    let plain = matches!(
        value.unboxed(),
        Value::None | Value::Bool(_) | Value::Int(_) | Value::Float(_) | Value::Str(_)
    );
    plain.then(|| expression_repr(value))
}

fn is_value(value: &Value) -> bool {
    !matches!(
        value,
        Value::List(_) | Value::Tuple(_) | Value::Dict(_) | Value::Set(_)
    )
}

fn text_length(value: &Value) -> usize {
    value.as_text().map_or(0, |text| text.chars().count())
}

fn allows_anything(field: &Field) -> bool {
    let allows = |name: &str, default: bool| {
        field
            .extra
            .get(name)
            .map_or(default, |it| !matches!(it, Value::Bool(false)))
    };
    allows("allow_files", true) || allows("allow_folders", false)
}
