//! Checks of one model, and of names that several models share.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use indexmap::IndexMap;

use super::relations::{is_hidden, related_query_name};
use super::{CheckMessage, Checker};
use crate::orm::apps::Apps;
use crate::orm::fields::{Field, FieldKind};
use crate::orm::model::{Model, meta_of};
use crate::python::{Class, Value, string_repr};

impl Checker<'_> {
    /// A field in the place of `Model.check()`: the model cannot be checked.
    pub(super) fn overridden_check(&self) -> Option<CheckMessage> {
        let mut fields = self.model.fields_with_inherited();
        let field = fields.find(|field| *field.name() == *"check" || *field.attname() == *"check");
        let many = self.model.many_to_many().find(|it| *it.name() == *"check");
        let field = field.or(many)?;
        let message = format!(
            "The '{}.check()' class method is currently overridden by <django.db.models.{} object \
             at 0x7f0000000000>.",
            self.model.name,
            descriptor_class(field)
        );
        Some(self.about("models.E020", message))
    }

    /// `Model.check()`.
    pub(super) fn model(&self) -> Vec<CheckMessage> {
        let mut messages = Vec::new();
        let has_fields = !self.model.fields.is_empty();
        if self.model.proxy() && has_fields {
            let message = format!("Proxy model '{}' contains model fields.", self.model.name);
            messages.push(CheckMessage::error("?", "models.E017", message));
        }
        for field in self
            .model
            .local_fields()
            .chain(self.model.local_many_to_many())
        {
            messages.extend(self.field(field));
            if let Some(relation) = &field.relation {
                messages.extend(self.relation(field, relation));
            }
        }
        messages.extend(self.identical_relations());
        let clashes = self.name_clashes();
        if clashes.is_empty() {
            messages.extend(self.column_clashes());
        }
        messages.extend(clashes);
        messages.extend(self.unique_together());
        messages.extend(self.indexes());
        messages.extend(self.ordering());
        messages.extend(self.constraints());
        messages.extend(self.default_primary_key());
        messages.extend(self.composite_primary_key());
        if self.option("db_table_comment").is_some() && self.lacks("supports_comments") {
            messages.push(CheckMessage::warning(
                self.model.label(),
                "models.W046",
                "SQLite does not support comments on tables (db_table_comment).",
            ));
        }
        messages
    }

    /// Whether to warn of a feature that SQLite does not have: with a database, and unless the model
    /// is for other databases anyway.
    pub(super) fn lacks(&self, feature: &str) -> bool {
        self.database && !self.model.requires_db_feature(feature)
    }

    pub(super) fn about(&self, id: &'static str, message: impl Into<String>) -> CheckMessage {
        CheckMessage::error(self.model.label(), id, message)
    }

    /// An option of Meta that says something.
    fn option(&self, name: &str) -> Option<&Value> {
        let value = self.model.options.values.get(name)?;
        let empty = matches!(value, Value::None) || value.as_str() == Some("");
        (!empty).then_some(value)
    }

    /// Many-to-many relations to one model by one intermediate model (`models.E003`).
    fn identical_relations(&self) -> Vec<CheckMessage> {
        let mut seen = BTreeSet::new();
        let mut messages = Vec::new();
        for field in self.model.local_many_to_many() {
            let through = self.apps.through_model(self.model, field);
            let target = field.remote_model(self.apps, self.model);
            let (Some(through), Some(target), Some(relation)) = (through, target, &field.relation)
            else {
                continue;
            };
            if !seen.insert((target.key(), through.key(), relation.through_fields.clone())) {
                let message = format!(
                    "The model has two identical many-to-many relations through the intermediate \
                     model '{}'.",
                    through.label()
                );
                messages.push(self.about("models.E003", message));
            }
        }
        messages
    }

    fn name_clashes(&self) -> Vec<CheckMessage> {
        let mut messages = Vec::new();
        let name = &self.model.name;
        let primary_keys = self
            .model
            .local_fields()
            .filter(|field| field.options.primary_key);
        let id = self
            .model
            .fields
            .get("id")
            .filter(|field| !field.options.primary_key);
        if id.is_some() && self.model.pk().is_none_or(|pk| &*pk.name() == "id") {
            messages.push(self.about(
                "models.E004",
                "'id' can only be used as a field name if the field also sets 'primary_key=True'.",
            ));
        }
        if name.starts_with('_') || name.ends_with('_') {
            messages.push(self.about(
                "models.E023",
                format!(
                    "The model name '{name}' cannot start or end with an underscore as it \
                     collides with the query lookup syntax."
                ),
            ));
        } else if name.contains("__") {
            messages.push(self.about(
                "models.E024",
                format!(
                    "The model name '{name}' cannot contain double underscores as it collides \
                     with the query lookup syntax."
                ),
            ));
        }
        if primary_keys.count() > 1 {
            messages.push(self.about(
                "models.E026",
                "The model cannot have more than one field with 'primary_key=True'.",
            ));
        }
        messages.extend(self.field_clashes());
        messages.extend(self.property_clashes());
        messages
    }

    /// `_check_property_name_related_field_accessor_clashes`.
    fn property_clashes(&self) -> Vec<CheckMessage> {
        let Some(class) = self.model.class.as_ref().and_then(Value::as_class) else {
            return Vec::new();
        };
        // The class that has the field has its descriptor, unless a property came later.
        let has_field = |class: &Rc<Class>, name: &str| {
            meta_of(class).is_some_and(|meta| {
                let model = meta.model.borrow();
                model.fields.values().any(|field| *field.attname() == *name)
            })
        };
        let is_property = |name: &str| {
            let mut classes = class.mro();
            let owner = classes.find(|it| it.get(name).is_some() || has_field(it, name));
            let value = owner.and_then(|owner| owner.get(name));
            let instance = value.as_ref().and_then(Value::as_instance);
            instance.is_some_and(|it| it.class.mro().any(|class| class.path() == "property"))
        };
        let fields = self.model.fields_with_inherited();
        let relations = fields.filter(|field| field.kind.is_relation());
        relations
            .chain(self.model.many_to_many())
            .map(Field::attname)
            .filter(|name| is_property(name))
            .map(|name| {
                let text = format!("The property '{name}' clashes with a related field accessor.");
                self.about("models.E025", text)
            })
            .collect()
    }

    /// `_check_field_name_clashes`: fields that shadow each other, or a parent's.
    fn field_clashes(&self) -> Vec<CheckMessage> {
        let mut messages = Vec::new();
        let mut used: BTreeMap<Rc<str>, (Rc<str>, String)> = BTreeMap::new();
        let clash = |used: &BTreeMap<Rc<str>, (Rc<str>, String)>, field: &Field| {
            let found = used
                .get(&field.name())
                .or_else(|| used.get(&field.attname()));
            found.cloned()
        };
        let parents = self.apps.all_parents(self.model);
        for parent in &parents {
            let label = parent.label_lower();
            for field in parent.local_fields() {
                if let Some((name, model)) = clash(&used, field) {
                    messages.push(self.about(
                        "models.E005",
                        format!(
                            "The field '{name}' from parent model '{model}' clashes with the \
                             field '{}' from parent model '{label}'.",
                            field.name()
                        ),
                    ));
                }
                for name in [field.name(), field.attname()] {
                    used.insert(name, (field.name(), label.clone()));
                }
            }
        }
        for parent in &parents {
            self.note_names(parent, &mut used);
        }
        for (_, link) in self.model.parents() {
            let Some(link) = link else { continue };
            if let Some((name, model)) = used.get(link) {
                let text = clash_text(link, name, model);
                messages.push(self.about("models.E006", text));
            }
        }
        let own = self.model.label_lower();
        for field in self.model.local_fields() {
            let is_id = |(name, model): &(Rc<str>, String)| &**name == "id" && *model == own;
            let found = clash(&used, field).filter(|it| &*field.name() != "id" || !is_id(it));
            if let Some((name, model)) = found {
                let text = clash_text(&field.name(), &name, &model);
                messages.push(CheckMessage::error(self.label(field), "models.E006", text));
            }
            for name in [field.name(), field.attname()] {
                used.insert(name, (field.name(), own.clone()));
            }
        }
        messages
    }

    /// The names in `_meta.get_fields()` of a parent, which are those of relations to it as well: the
    /// last of a name is the one that counts.
    fn note_names(&self, parent: &Model, used: &mut BTreeMap<Rc<str>, (Rc<str>, String)>) {
        let mut note = |name: Rc<str>, model: Option<&Model>| {
            let label = model.unwrap_or(parent).label_lower();
            used.insert(name.clone(), (name, label));
        };
        for (owner, field) in self.apps.related_objects(parent) {
            let related_name = field.related_name(&owner.app_label, &owner.name);
            if let Some(relation) = &field.relation
                && !is_hidden(related_name.as_deref())
            {
                let name = related_query_name(&owner, &field, relation);
                let target = field.remote_model(self.apps, &owner);
                note(name.into(), target.map(AsRef::as_ref));
            }
        }
        for field in parent.fields_with_inherited().chain(parent.many_to_many()) {
            let owner = field.model.as_ref().and_then(|key| self.apps.model(key));
            note(field.name(), owner.map(AsRef::as_ref));
        }
    }

    fn column_clashes(&self) -> Vec<CheckMessage> {
        let mut used: Vec<Rc<str>> = Vec::new();
        let mut messages = Vec::new();
        for field in self.model.local_fields() {
            let Some(column) = field.column() else {
                continue;
            };
            if used.contains(&column) {
                let message = format!(
                    "Field '{}' has column name '{column}' that is used by another field.",
                    field.name()
                );
                let error = self.about("models.E007", message);
                messages.push(error.hint("Specify a 'db_column' for the field."));
            } else {
                used.push(column);
            }
        }
        messages
    }

    fn unique_together(&self) -> Vec<CheckMessage> {
        let written = self.model.options.written_unique_together.as_ref();
        let Some(value) = written.filter(|value| !value.is_none()) else {
            return Vec::new();
        };
        let list = |value: &Value| match value.unboxed() {
            Value::List(_) | Value::Tuple(_) => value.as_sequence(),
            _ => None,
        };
        let Some(groups) = list(value) else {
            let text = "'unique_together' must be a list or tuple.";
            return vec![self.about("models.E010", text)];
        };
        // One group needs no list around it, and its elements need not be names.
        let groups = match groups.first() {
            Some(first) if list(first).is_none() => vec![groups],
            _ => groups
                .iter()
                .map(|group| group.as_sequence().unwrap_or_default())
                .collect(),
        };
        if value.as_sequence().unwrap_or_default().len() > 1 && groups.iter().any(Vec::is_empty) {
            let text = "All 'unique_together' elements must be lists or tuples.";
            return vec![self.about("models.E011", text)];
        }
        let named = |name: &Value| name.as_text().unwrap_or_else(|| shown(name).into());
        let names = groups
            .iter()
            .map(|group| group.iter().map(named).collect::<Vec<_>>());
        names
            .flat_map(|group| self.local_fields_exist(&group, "unique_together"))
            .collect()
    }

    /// `_check_local_fields`.
    pub(super) fn local_fields_exist(&self, names: &[Rc<str>], option: &str) -> Vec<CheckMessage> {
        names
            .iter()
            .filter_map(|name| self.local_field_exists(name, option))
            .collect()
    }

    fn local_field_exists(&self, name: &str, option: &str) -> Option<CheckMessage> {
        let Ok(field) = self.model.get_field(name) else {
            let message = format!("'{option}' refers to the nonexistent field '{name}'.");
            return Some(self.about("models.E012", message));
        };
        if field.many_to_many() {
            return Some(self.about(
                "models.E013",
                format!(
                    "'{option}' refers to a ManyToManyField '{name}', but ManyToManyFields are \
                     not permitted in '{option}'."
                ),
            ));
        }
        if field.kind == FieldKind::CompositePrimaryKey {
            return Some(self.about(
                "models.E048",
                format!(
                    "'{option}' refers to a CompositePrimaryKey '{name}', but \
                     CompositePrimaryKeys are not permitted in '{option}'."
                ),
            ));
        }
        let local = self
            .model
            .local_fields()
            .any(|other| other.name == field.name);
        (!local).then(|| {
            let message = format!(
                "'{option}' refers to field '{name}' which is not local to model '{}'.",
                self.model.name
            );
            self.about("models.E016", message)
                .hint("This issue may be caused by multi-table inheritance.")
        })
    }

    fn ordering(&self) -> Vec<CheckMessage> {
        let respects = self.option("order_with_respect_to").is_some();
        let Some(ordering) = self.model.options.values.get("ordering") else {
            return Vec::new();
        };
        let items = ordering
            .as_sequence()
            .filter(|_| ordering.as_str().is_none());
        let is_empty = match &items {
            Some(items) => items.is_empty(),
            None => ordering.is_none() || ordering.as_str() == Some(""),
        };
        if respects && !is_empty {
            let text = "'ordering' and 'order_with_respect_to' cannot be used together.";
            return vec![self.about("models.E021", text)];
        }
        if respects || is_empty {
            return Vec::new();
        }
        let Some(items) = items else {
            let message =
                "'ordering' must be a tuple or list (even if you want to order by only one field).";
            return vec![self.about("models.E014", message)];
        };
        let names = items
            .iter()
            .filter_map(Value::as_str)
            .filter(|name| *name != "?");
        let names: Vec<&str> = names
            .map(|name| name.strip_prefix('-').unwrap_or(name))
            .collect();
        let (related, mut plain): (Vec<&str>, Vec<&str>) =
            names.into_iter().partition(|name| name.contains("__"));
        plain.sort_unstable();
        plain.dedup();
        let wrong = related.into_iter().filter(|name| !self.orders_across(name));
        let unknown = plain.into_iter().filter(|name| !self.orders_by(name));
        wrong
            .chain(unknown)
            .map(|name| {
                self.about(
                    "models.E015",
                    format!(
                        "'ordering' refers to the nonexistent field, related field, or lookup \
                         '{name}'."
                    ),
                )
            })
            .collect()
    }

    /// Whether rows can be ordered by a column, or by a reverse relation.
    fn orders_by(&self, name: &str) -> bool {
        let column = |field: &Field| *field.name() == *name || *field.attname() == *name;
        name == "pk"
            || self.model.fields_with_inherited().any(column)
            || self.is_reverse(self.model, name)
    }

    /// Whether each part is a field of the model that the part before leads to, or a lookup of the
    /// field before.
    fn orders_across(&self, name: &str) -> bool {
        let mut model = Some(Rc::clone(self.model));
        let mut last: Option<Field> = None;
        for part in name.split("__") {
            let found = model.as_ref().and_then(|model| match part {
                "pk" => model.pk(),
                _ => model.get_field(part).ok(),
            });
            match found {
                Some(field) => {
                    model = model
                        .as_ref()
                        .filter(|_| field.relation.is_some())
                        .and_then(|model| field.remote_model(self.apps, model).cloned());
                    last = Some(field);
                }
                None if last.is_none() => {
                    return model.is_some_and(|model| self.is_reverse(&model, part));
                }
                None => {
                    let known = last.as_ref().is_some_and(|field| has_lookup(field, part));
                    if !known {
                        return false;
                    }
                }
            }
        }
        true
    }

    fn is_reverse(&self, model: &Model, name: &str) -> bool {
        self.apps
            .related_objects(model)
            .iter()
            .any(|(owner, field)| {
                let given = field.related_name(&owner.app_label, &owner.name);
                given.map_or_else(|| *owner.model_name() == *name, |given| *given == *name)
            })
    }

    fn default_primary_key(&self) -> Option<CheckMessage> {
        let pk = self.model.pk()?;
        let configured = self.apps.settings.all.contains_key("DEFAULT_AUTO_FIELD");
        let own = pk
            .model
            .as_ref()
            .is_none_or(|model| *model == self.model.key());
        let automatic = pk.options.auto_created && pk.kind.is_auto() && own;
        // Only the default default warns: an app's own configuration chooses another class.
        if !automatic || configured || pk.kind != FieldKind::AutoField || self.is_contrib() {
            return None;
        }
        let message = "Auto-created primary key used when not defining a primary key type, by \
                       default 'django.db.models.AutoField'.";
        Some(
            CheckMessage::warning(self.model.label(), "models.W042", message).hint(
                "Configure the DEFAULT_AUTO_FIELD setting or the AppConfig.default_auto_field \
                 attribute to point to a subclass of AutoField, e.g. \
                 'django.db.models.BigAutoField'.",
            ),
        )
    }

    fn is_contrib(&self) -> bool {
        self.model.module.starts_with("django.contrib.")
    }

    fn composite_primary_key(&self) -> Vec<CheckMessage> {
        let is_judged = self.model.has_composite_pk() && !self.model.proxy();
        let Some(pk) = self.model.pk().filter(|_| is_judged) else {
            return Vec::new();
        };
        let names = pk
            .extra
            .get("field_names")
            .and_then(Value::as_sequence)
            .unwrap_or_default();
        let unfit = |names: String, hint: String| {
            let message = format!("{names} cannot be included in the composite primary key.");
            self.about("models.E042", message).hint(hint)
        };
        let mut messages = Vec::new();
        let mut columns: IndexMap<Rc<str>, Vec<String>> = IndexMap::new();
        for name in names.iter().filter_map(Value::as_str) {
            let shown = string_repr(name);
            match self.fit_for_key(name) {
                Ok(column) => columns.entry(column).or_default().push(shown),
                Err(hint) => messages.push(unfit(shown.clone(), format!("{shown} {hint}"))),
            }
        }
        for names in columns.values() {
            if let [first, rest @ ..] = names.as_slice()
                && !rest.is_empty()
            {
                let rest = rest.join(", ");
                let hint = format!("{rest} and {first} are the same fields.");
                messages.push(unfit(rest, hint));
            }
        }
        messages
    }

    /// The column of a field that may be in a composite key, or what is wrong with the field.
    fn fit_for_key(&self, name: &str) -> Result<Rc<str>, &'static str> {
        let field = self.model.get_field(name);
        let field = field.map_err(|_| "is not a valid field.")?;
        let column = field.column().ok_or("field has no column.")?;
        if field.options.null {
            return Err("field may not set 'null=True'.");
        }
        if field.generated() {
            return Err("field is a generated field.");
        }
        let mut local = self.model.local_fields();
        match local.any(|other| other.name == field.name) {
            true => Ok(column),
            false => Err("field is not a local field."),
        }
    }
}

/// Whether the field's class has a lookup or transform of this name, none being registered beyond
/// Django's own.
fn has_lookup(field: &Field, name: &str) -> bool {
    const COMMON: &[&str] = &[
        "contains",
        "endswith",
        "exact",
        "gt",
        "gte",
        "icontains",
        "iendswith",
        "iexact",
        "in",
        "iregex",
        "isnull",
        "istartswith",
        "lt",
        "lte",
        "range",
        "regex",
        "startswith",
    ];
    const DATE: &[&str] = &[
        "day",
        "iso_week_day",
        "iso_year",
        "month",
        "quarter",
        "week",
        "week_day",
        "year",
    ];
    const TIME: &[&str] = &["hour", "minute", "second"];
    let is = |base: FieldKind| field.kind.is_subclass(base);
    let date = is(FieldKind::DateField) || is(FieldKind::DateTimeField);
    let time = is(FieldKind::TimeField) || is(FieldKind::DateTimeField);
    is(FieldKind::JSONField)
        || COMMON.contains(&name)
        || (date && DATE.contains(&name))
        || (time && TIME.contains(&name))
        || (is(FieldKind::DateTimeField) && matches!(name, "date" | "time"))
}

/// A value that stands where a name should, as Python shows it.
pub(super) fn shown(value: &Value) -> String {
    match value.unboxed() {
        Value::Str(text) => string_repr(text),
        Value::Int(number) => number.to_string(),
        Value::Bool(true) => "True".to_owned(),
        Value::Bool(false) => "False".to_owned(),
        Value::None => "None".to_owned(),
        other => {
            let items = other.as_sequence().unwrap_or_default();
            let items: Vec<String> = items.iter().map(shown).collect();
            match (other, items.as_slice()) {
                (Value::Tuple(_), [one]) => format!("({one},)"),
                (Value::Tuple(_), _) => format!("({})", items.join(", ")),
                _ => format!("[{}]", items.join(", ")),
            }
        }
    }
}

/// Tables, indexes and constraints whose name more than one model has.
pub(super) fn across(apps: &Apps, labels: &[String]) -> Vec<CheckMessage> {
    let mut tables: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut indexes: BTreeMap<Rc<str>, Vec<String>> = BTreeMap::new();
    let mut constraints: BTreeMap<Rc<str>, Vec<String>> = BTreeMap::new();
    let models = apps
        .get_models()
        .filter(|model| model.auto_created().is_none());
    for model in models {
        if !labels.is_empty() && !labels.iter().any(|label| **label == *model.app_label) {
            continue;
        }
        if model.managed() && !model.proxy() {
            tables
                .entry(model.db_table().to_string())
                .or_default()
                .push(model.label());
        }
        for index in model.indexes() {
            indexes
                .entry(Rc::clone(&index.name))
                .or_default()
                .push(model.label());
        }
        for constraint in model.constraints() {
            constraints
                .entry(Rc::clone(&constraint.name))
                .or_default()
                .push(model.label());
        }
    }
    let mut messages = Vec::new();
    for (table, models) in tables.into_iter().filter(|(_, models)| models.len() > 1) {
        let message = format!(
            "db_table '{table}' is used by multiple models: {}.",
            models.join(", ")
        );
        messages.push(CheckMessage::error(table, "models.E028", message));
    }
    messages.extend(repeated("index", ("models.E029", "models.E030"), indexes));
    messages.extend(repeated(
        "constraint",
        ("models.E031", "models.E032"),
        constraints,
    ));
    messages
}

/// The class of what a model has under the name of a field.
fn descriptor_class(field: &Field) -> &'static str {
    match field.kind {
        _ if field.many_to_many() => "fields.related_descriptors.ManyToManyDescriptor",
        FieldKind::ForeignKey => "fields.related_descriptors.ForwardManyToOneDescriptor",
        FieldKind::OneToOneField => "fields.related_descriptors.ForwardOneToOneDescriptor",
        FieldKind::FileField => "fields.files.FileDescriptor",
        FieldKind::ImageField => "fields.files.ImageFileDescriptor",
        _ => "query_utils.DeferredAttribute",
    }
}

fn clash_text(name: &str, other: &str, model: &str) -> String {
    format!("The field '{name}' clashes with the field '{other}' from model '{model}'.")
}

fn repeated(
    what: &str,
    (within, among): (&'static str, &'static str),
    names: BTreeMap<Rc<str>, Vec<String>>,
) -> Vec<CheckMessage> {
    let several = names.into_iter().filter(|(_, models)| models.len() > 1);
    several
        .map(|(name, mut models)| {
            models.sort();
            models.dedup();
            match models.as_slice() {
                [model] => CheckMessage::error(
                    "?",
                    within,
                    format!("{what} name '{name}' is not unique for model {model}."),
                ),
                several => CheckMessage::error(
                    "?",
                    among,
                    format!(
                        "{what} name '{name}' is not unique among models: {}.",
                        several.join(", ")
                    ),
                ),
            }
        })
        .collect()
}
