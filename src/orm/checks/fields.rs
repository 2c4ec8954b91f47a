//! Checks of one field that is no relation.

use super::models::shown;
use super::{CheckMessage, Checker, Level};
use crate::orm::expressions::{Expression, expression_text, is_expression};
use crate::orm::fields::{Field, FieldKind};
use crate::python::Value;
use crate::python::stdlib::datetime::{Date, DateTime, Time, TimeZone};

impl Checker<'_> {
    /// How messages call a field: `books.Author.name`.
    pub(super) fn label(&self, field: &Field) -> String {
        format!("{}.{}", self.model.label(), field.name())
    }

    /// The checks that every field has, then those of its class.
    pub(super) fn field(&self, field: &Field) -> Vec<CheckMessage> {
        let mut messages = self.field_name(field);
        messages.extend(self.choices(field));
        if field.options.db_comment.is_some() && self.lacks("supports_comments") {
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
        messages.extend(self.validators(field));
        messages.extend(self.db_default(field));
        messages.extend(self.removed(field));
        messages.extend(self.of_class(field));
        messages
    }

    fn validators(&self, field: &Field) -> Vec<CheckMessage> {
        let mut messages = Vec::new();
        for (index, validator) in field.options.validators.iter().enumerate() {
            if !matches!(
                validator.unboxed(),
                Value::Str(_)
                    | Value::Int(_)
                    | Value::Bool(_)
                    | Value::None
                    | Value::List(_)
                    | Value::Tuple(_)
            ) {
                continue;
            }
            let shown = shown(validator);
            let text = "All 'validators' must be callable.";
            messages.push(self.error(field, "fields.E008", text).hint(format!(
                "validators[{index}] ({shown}) isn't a function or instance of a validator class."
            )));
        }
        messages
    }

    /// A column's default in the database cannot depend on other columns.
    fn db_default(&self, field: &Field) -> Option<CheckMessage> {
        let default = field.options.db_default.as_ref()?;
        let wrong = self.database && is_expression(default) && !is_allowed_default(default);
        wrong.then(|| {
            let text = expression_text(default);
            let text = format!("{text} cannot be used in db_default.");
            self.error(field, "fields.E012", &text)
        })
    }

    /// Classes that are only there for old migrations.
    fn removed(&self, field: &Field) -> Option<CheckMessage> {
        let (id, hint) = match field.kind {
            FieldKind::IPAddressField => ("fields.E900", "Use GenericIPAddressField instead."),
            FieldKind::CommaSeparatedIntegerField => (
                "fields.E901",
                "Use CharField(validators=[validate_comma_separated_integer_list]) instead.",
            ),
            FieldKind::NullBooleanField => (
                "fields.E903",
                "Use BooleanField(null=True, blank=True) instead.",
            ),
            _ => return None,
        };
        let class = field.kind.name();
        let is = match field.kind {
            FieldKind::IPAddressField => "has been",
            _ => "is",
        };
        let text = format!("{class} {is} removed except for support in historical migrations.");
        Some(self.error(field, id, &text).hint(hint))
    }

    /// What is wrong with the field that a generated value is stored as.
    fn output_field(&self, field: &Field) -> Vec<CheckMessage> {
        let Some(output) = field.output_field() else {
            return Vec::new();
        };
        let named = output.with(|data| data.name = field.name.clone());
        let found = self.field(&named);
        let of_level = |level: Level| {
            let lines = found.iter().filter(|it| it.level == level);
            let lines: Vec<String> = lines
                .map(|it| format!("\n    {} ({})", it.message, it.id))
                .collect();
            lines.concat()
        };
        let (errors, warnings) = (of_level(Level::Error), of_level(Level::Warning));
        let mut messages = Vec::new();
        if !errors.is_empty() {
            let text = format!("GeneratedField.output_field has errors:{errors}");
            messages.push(self.error(field, "fields.E223", &text));
        }
        if !warnings.is_empty() {
            let text = format!("GeneratedField.output_field has warnings:{warnings}");
            messages.push(CheckMessage::warning(
                self.label(field),
                "fields.W224",
                text,
            ));
        }
        messages
    }

    /// A default within ten seconds of now, or of today for a date: a call was meant.
    fn fixed_default(&self, field: &Field) -> Option<CheckMessage> {
        let value = field.options.default.as_ref()?;
        let now = NaiveTime::of_microseconds(self.now);
        let is_date_field = field.kind.is_subclass(FieldKind::DateField)
            && !field.kind.is_subclass(FieldKind::DateTimeField);
        let fixed = if let Some(moment) = value.native::<DateTime>() {
            let moment = NaiveTime::of_datetime(moment);
            match is_date_field {
                true => now.is_same_day(moment.day()),
                false => now.is_near(&moment),
            }
        } else if let Some(date) = value.native::<Date>() {
            !field.kind.is_subclass(FieldKind::TimeField) && now.is_same_day(date.ordinal())
        } else if let Some(time) = value.native::<Time>() {
            field.kind.is_subclass(FieldKind::TimeField) && now.is_near(&now.at(time))
        } else {
            false
        };
        fixed.then(|| {
            let text = "Fixed default value provided.";
            CheckMessage::warning(self.label(field), "fields.W161", text).hint(
                "It seems you set a fixed date / time / datetime value as default for this field. \
                 This may not be what you want. If you want to have the current date as default, \
                 use `django.utils.timezone.now`",
            )
        })
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
            match self.mutually_exclusive(field) {
                Some(error) => messages.push(error),
                None => messages.extend(self.fixed_default(field)),
            }
        }
        if is(FieldKind::GeneratedField) {
            messages.extend(self.output_field(field));
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
        // Django asks `int()`, to which a text with digits is a number.
        let number = |value: &Value| match value.as_str() {
            Some(text) => text.trim().parse().ok(),
            None => value.as_i64(),
        };
        match places.map(number) {
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
        match digits.map(number) {
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

/// Seconds since the year 1, in UTC or in whatever zone a naive value is in.
struct NaiveTime(i64);

impl NaiveTime {
    /// The ordinal of 1970-01-01.
    const EPOCH: i64 = 719_163;
    const DAY: i64 = 86_400;

    fn of_microseconds(now: i64) -> Self {
        Self(Self::EPOCH * Self::DAY + now.div_euclid(1_000_000))
    }

    fn of_datetime(moment: &DateTime) -> Self {
        let zone = moment
            .time
            .tzinfo
            .as_ref()
            .and_then(|zone| zone.native::<TimeZone>());
        let offset = zone.map_or(0, |zone| zone.offset.days * Self::DAY + zone.offset.seconds);
        let day = Self(moment.date.ordinal() * Self::DAY);
        Self(day.at(&moment.time).0 - offset)
    }

    fn day(&self) -> i64 {
        self.0.div_euclid(Self::DAY)
    }

    fn at(&self, time: &Time) -> Self {
        let seconds = i64::from(time.hour * 3600 + time.minute * 60 + time.second);
        Self(self.day() * Self::DAY + seconds)
    }

    fn is_near(&self, other: &Self) -> bool {
        (self.0 - other.0).abs() <= 10
    }

    /// Whether ten seconds lead to the day.
    fn is_same_day(&self, day: i64) -> bool {
        ((self.0 - 10).div_euclid(Self::DAY)..=(self.0 + 10).div_euclid(Self::DAY)).contains(&day)
    }
}

/// The longest text among a choice's values: `(value, name)`, or `(group, [(value, name), …])`;
/// `None` for what is neither.
fn choice_length(choice: &Value) -> Option<usize> {
    if choice.as_str().is_some() {
        return None;
    }
    let (first, second) = as_pair(choice)?;
    let members = second.as_sequence().filter(|_| second.as_str().is_none());
    let pairs = members.map(|members| {
        let pairs = members.iter().map(as_pair);
        pairs.collect::<Option<Vec<_>>>()
    });
    match pairs {
        Some(Some(pairs)) => {
            let fit = pairs
                .iter()
                .all(|(value, name)| is_value(value) && is_value(name));
            let lengths = pairs.iter().map(|(value, _)| text_length(value));
            fit.then(|| lengths.max().unwrap_or_default())
        }
        // What does not unpack is no group, but a value and its name.
        _ => (is_value(&first) && is_value(&second)).then(|| text_length(&first)),
    }
}

fn as_pair(value: &Value) -> Option<(Value, Value)> {
    match value.as_sequence()?.as_slice() {
        [first, second] => Some((first.clone(), second.clone())),
        _ => None,
    }
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
