//! Checks of one model, and of names that several models share.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::{CheckMessage, Checker};
use crate::orm::apps::Apps;
use crate::orm::constraints::{Constraint, ConstraintKind};
use crate::orm::expressions::{Expression, Q, expression_references};
use crate::orm::fields::{Field, FieldKind};
use crate::orm::model::Model;
use crate::orm::query::lookups::is_lookup_name;
use crate::python::Value;

/// Longest name of an index (`Index.max_name_length`).
const MAX_INDEX_NAME: usize = 30;

impl Checker<'_> {
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
        if self.database && self.option("db_table_comment").is_some() {
            messages.push(CheckMessage::warning(
                self.model.label(),
                "models.W046",
                "SQLite does not support comments on tables (db_table_comment).",
            ));
        }
        messages
    }

    fn about(&self, id: &'static str, message: impl Into<String>) -> CheckMessage {
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
        messages.extend(self.inherited_clashes());
        messages
    }

    /// Fields that have the name of a parent's field.
    fn inherited_clashes(&self) -> Vec<CheckMessage> {
        let own = self.model.key();
        let inherited: Vec<&Field> = self
            .model
            .fields_with_inherited()
            .filter(|field| field.model.as_ref().is_some_and(|model| *model != own))
            .collect();
        let clash = |field: &Field| {
            inherited.iter().copied().find(|other| {
                other.name() == field.name()
                    || other.attname() == field.name()
                    || other.name() == field.attname()
            })
        };
        self.model
            .local_fields()
            .filter_map(|field| {
                let other = clash(field)?;
                let model = other.model.as_ref()?;
                let message = format!(
                    "The field '{}' clashes with the field '{}' from model '{}.{}'.",
                    field.name(),
                    other.name(),
                    model.app_label,
                    model.model_name
                );
                Some(CheckMessage::error(
                    self.label(field),
                    "models.E006",
                    message,
                ))
            })
            .collect()
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
        // What could be read is a set by now.
        match self
            .model
            .options
            .values
            .get("unique_together")
            .map(Value::unboxed)
        {
            None | Some(Value::Set(_)) => {}
            Some(Value::List(_) | Value::Tuple(_)) => {
                let message = "All 'unique_together' elements must be lists or tuples.";
                return vec![self.about("models.E011", message)];
            }
            Some(_) => {
                let message = "'unique_together' must be a list or tuple.";
                return vec![self.about("models.E010", message)];
            }
        }
        let groups = self.model.unique_together();
        groups
            .iter()
            .flat_map(|group| self.local_fields_exist(group, "unique_together"))
            .collect()
    }

    /// `_check_local_fields`.
    fn local_fields_exist(&self, names: &[Rc<str>], option: &str) -> Vec<CheckMessage> {
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

    fn indexes(&self) -> Vec<CheckMessage> {
        let mut messages = Vec::new();
        for index in self.model.indexes() {
            let name = &index.name;
            let first = name.chars().next();
            if first.is_some_and(|first| first == '_' || first.is_ascii_digit()) {
                messages.push(self.about(
                    "models.E033",
                    format!("The index name '{name}' cannot start with an underscore or a number."),
                ));
            }
            if name.chars().count() > MAX_INDEX_NAME {
                messages.push(self.about(
                    "models.E034",
                    format!(
                        "The index name '{name}' cannot be longer than {MAX_INDEX_NAME} \
                         characters."
                    ),
                ));
            }
        }
        messages.extend(self.local_fields_exist(&self.indexed_fields(), "indexes"));
        if self.database
            && self
                .model
                .indexes()
                .iter()
                .any(|index| !index.include.is_empty())
        {
            messages.push(
                CheckMessage::warning(
                    self.model.label(),
                    "models.W040",
                    "SQLite does not support indexes with non-key columns.",
                )
                .hint(
                    "Non-key columns will be ignored. Silence this warning if you don't care \
                     about it.",
                ),
            );
        }
        messages
    }

    /// The fields that the indexes name, and once each those that their expressions refer to.
    fn indexed_fields(&self) -> Vec<Rc<str>> {
        let indexes = self.model.indexes();
        let ordered = indexes.iter().flat_map(|index| &index.fields);
        let ordered = ordered.map(|field| Rc::from(field.trim_start_matches('-')));
        let included = indexes.iter().flat_map(|index| index.include.clone());
        let expressions = indexes.iter().flat_map(|index| &index.expressions);
        let referred: BTreeSet<Rc<str>> = expressions
            .flat_map(expression_references)
            .filter_map(|reference| reference.into_iter().next())
            .collect();
        ordered.chain(included).chain(referred).collect()
    }

    /// `_check_constraints`: only where a database is at hand.
    fn constraints(&self) -> Vec<CheckMessage> {
        let constraints = self.model.constraints().iter();
        constraints
            .filter(|_| self.database)
            .flat_map(|constraint| self.constraint(constraint))
            .collect()
    }

    fn constraint(&self, constraint: &Constraint) -> Vec<CheckMessage> {
        let (fields, include, deferrable, nulls_distinct, expressions, condition) =
            match &constraint.kind {
                ConstraintKind::Check { condition } => return self.check(constraint, condition),
                ConstraintKind::Unique {
                    fields,
                    include,
                    deferrable,
                    nulls_distinct,
                    expressions,
                    condition,
                    ..
                } => (
                    fields,
                    include,
                    deferrable,
                    nulls_distinct,
                    expressions,
                    condition,
                ),
            };
        let named: BTreeSet<Rc<str>> = fields.iter().chain(include).cloned().collect();
        let named: Vec<Rc<str>> = named.into_iter().collect();
        let mut messages = self.local_fields_exist(&named, "constraints");
        let unsupported = [
            (
                "models.W038",
                "deferrable unique constraints",
                deferrable.is_some(),
            ),
            (
                "models.W039",
                "unique constraints with non-key columns",
                !include.is_empty(),
            ),
            (
                "models.W047",
                "unique constraints with nulls distinct",
                nulls_distinct.is_some(),
            ),
        ];
        messages.extend(unsupported.into_iter().filter(|(_, _, used)| *used).map(
            |(id, what, _)| {
                let message = format!("SQLite does not support {what}.");
                CheckMessage::warning(self.model.label(), id, message).hint(
                "A constraint won't be created. Silence this warning if you don't care about it.",
            )
            },
        ));
        messages.extend(self.references_exist(condition.iter().chain(expressions)));
        messages
    }

    fn check(&self, constraint: &Constraint, condition: &Value) -> Vec<CheckMessage> {
        let mut messages = Vec::new();
        if contains_raw_sql(condition) {
            let message = format!(
                "Check constraint '{}' contains RawSQL() expression and won't be validated during \
                 the model full_clean().",
                constraint.name
            );
            messages.push(
                CheckMessage::warning(self.model.label(), "models.W045", message)
                    .hint("Silence this warning if you don't care about it."),
            );
        }
        let conditions = Some(condition).filter(|condition| condition.native::<Q>().is_some());
        messages.extend(self.references_exist(conditions.into_iter()));
        messages
    }

    /// `BaseConstraint._check_references`: a constraint can look at the model's own columns alone.
    fn references_exist<'v>(&self, values: impl Iterator<Item = &'v Value>) -> Vec<CheckMessage> {
        let references: BTreeSet<Vec<Rc<str>>> = values.flat_map(expression_references).collect();
        let mut fields = BTreeSet::new();
        let mut messages = Vec::new();
        for reference in &references {
            let Some((name, lookups)) = reference.split_first() else {
                continue;
            };
            let is_alias = &**name == "pk";
            if !is_alias || self.model.has_composite_pk() {
                fields.insert(name.clone());
            }
            let field = match is_alias {
                true => self.model.pk(),
                false => self.model.get_field(name).ok(),
            };
            let relation = field.filter(|field| field.relation.is_some() && !field.many_to_many());
            let joins = lookups.first().is_some_and(|first| !is_lookup_name(first));
            if relation.is_some() && joins {
                let joined = reference.join("__");
                let message = format!("'constraints' refers to the joined field '{joined}'.");
                messages.push(self.about("models.E041", message));
            }
        }
        let fields: Vec<Rc<str>> = fields.into_iter().collect();
        messages.extend(self.local_fields_exist(&fields, "constraints"));
        messages
    }

    fn ordering(&self) -> Vec<CheckMessage> {
        let respects = self.option("order_with_respect_to").is_some();
        let Some(ordering) = self.model.options.values.get("ordering") else {
            return Vec::new();
        };
        if respects {
            let message = "'ordering' and 'order_with_respect_to' cannot be used together.";
            let clash = self.option("ordering").is_some_and(|it| !is_empty(it));
            return clash
                .then(|| self.about("models.E021", message))
                .into_iter()
                .collect();
        }
        let Some(items) = ordering
            .as_sequence()
            .filter(|_| ordering.as_str().is_none())
        else {
            let message =
                "'ordering' must be a tuple or list (even if you want to order by only one field).";
            return vec![self.about("models.E014", message)];
        };
        let names = items
            .iter()
            .filter_map(Value::as_str)
            .filter(|name| *name != "?");
        names
            .map(|name| name.trim_start_matches('-'))
            .filter(|name| !self.orders_by(name))
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

    /// Whether rows can be ordered by a field, a relation's field, or a reverse relation.
    fn orders_by(&self, name: &str) -> bool {
        let mut model = Some(Rc::clone(self.model));
        for (depth, part) in name.split("__").enumerate() {
            let Some(present) = model.take() else {
                // A transform or lookup of the field before.
                return depth > 0;
            };
            let field = if part == "pk" {
                present.pk()
            } else {
                present.get_field(part).ok()
            };
            match field {
                Some(field) => model = field.remote_model(self.apps, &present).cloned(),
                None => return self.is_reverse(&present, part),
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
        let Some(pk) = self.model.pk().filter(|_| self.model.has_composite_pk()) else {
            return Vec::new();
        };
        let names = pk
            .extra
            .get("field_names")
            .and_then(Value::as_sequence)
            .unwrap_or_default();
        names
            .iter()
            .filter_map(Value::as_str)
            .filter_map(|name| {
                let hint = self.unfit_for_key(name)?;
                let message = format!("'{name}' cannot be included in the composite primary key.");
                Some(self.about("models.E042", message).hint(hint))
            })
            .collect()
    }

    fn unfit_for_key(&self, name: &str) -> Option<String> {
        let Ok(field) = self.model.get_field(name) else {
            return Some(format!("'{name}' is not a valid field."));
        };
        if field.column().is_none() {
            Some(format!("'{name}' field has no column."))
        } else if field.options.null {
            Some(format!("'{name}' field may not set 'null=True'."))
        } else if field.generated() {
            Some(format!("'{name}' field is a generated field."))
        } else if !self
            .model
            .local_fields()
            .any(|other| other.name == field.name)
        {
            Some(format!("'{name}' field is not a local field."))
        } else {
            None
        }
    }
}

/// Tables, indexes and constraints whose name more than one model has.
pub(super) fn across(apps: &Apps, labels: &[String]) -> Vec<CheckMessage> {
    let mut tables: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut indexes: BTreeMap<Rc<str>, Vec<String>> = BTreeMap::new();
    let mut constraints: BTreeMap<Rc<str>, Vec<String>> = BTreeMap::new();
    for model in apps.get_models() {
        let chosen = labels.is_empty() || labels.iter().any(|label| **label == *model.app_label);
        if !chosen || model.auto_created().is_some() {
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

fn is_empty(value: &Value) -> bool {
    value.as_sequence().is_some_and(|items| items.is_empty())
}

fn contains_raw_sql(value: &Value) -> bool {
    if let Some(q) = value.native::<Q>() {
        let children = q.children.iter();
        return children
            .flat_map(|child| child.as_sequence().unwrap_or_else(|| vec![child.clone()]))
            .any(|child| contains_raw_sql(&child));
    }
    value.native::<Expression>().is_some_and(|expression| {
        expression.class == "RawSQL" || expression.sources.iter().any(contains_raw_sql)
    })
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
