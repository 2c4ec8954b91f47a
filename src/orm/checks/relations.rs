//! Checks of relations.

use std::rc::Rc;

use super::{CheckMessage, Checker};
use crate::orm::apps::{Apps, LazyReference};
use crate::orm::constraints::ConstraintKind;
use crate::orm::fields::{Field, FieldKind, ModelReference, Relation};
use crate::orm::model::{Model, ModelKey};
use crate::python::Value;
use crate::python::syntax::KEYWORDS;

impl Checker<'_> {
    /// The checks of a relation, after those that every field has.
    pub(super) fn relation(&self, field: &Field, relation: &Relation) -> Vec<CheckMessage> {
        let mut messages = self.related_names(field, relation);
        match field.remote_model(self.apps, self.model) {
            None => messages.push(self.missing_model(field, relation)),
            Some(target) if target.swapped() => messages.push(self.swapped_model(field, target)),
            Some(target) => {
                // A class may name an app of which nobody knows.
                if !self.apps.app_labels.contains(&target.app_label) {
                    messages.push(self.missing(field, &target.name));
                }
                messages.extend(self.clashes(field, relation, target));
            }
        }
        if field.many_to_many() && field.is_many_to_many_class() {
            messages.extend(self.many_to_many(field, relation));
        } else if field.kind.is_foreign_key() {
            messages.extend(self.foreign_key(field, relation));
        } else if field.kind == FieldKind::ForeignObject {
            messages.extend(self.target_fields(field, relation));
        }
        messages
    }

    fn missing_model(&self, field: &Field, relation: &Relation) -> CheckMessage {
        let name = match &relation.to {
            ModelReference::Scoped { model, .. } if relation.is_class => model.to_string(),
            reference => written(reference, self.model),
        };
        self.missing(field, &name)
    }

    fn missing(&self, field: &Field, name: &str) -> CheckMessage {
        CheckMessage::error(
            self.label(field),
            "fields.E300",
            format!(
                "Field defines a relation with model '{name}', which is either not installed, or \
                 is abstract."
            ),
        )
    }

    fn swapped_model(&self, field: &Field, target: &Model) -> CheckMessage {
        let setting = target.options.text("swappable").unwrap_or_default();
        let message = format!(
            "Field defines a relation with the model '{}', which has been swapped out.",
            target.label()
        );
        CheckMessage::error(self.label(field), "fields.E301", message).hint(format!(
            "Update the relation to point at 'settings.{setting}'."
        ))
    }

    fn related_names(&self, field: &Field, relation: &Relation) -> Vec<CheckMessage> {
        let mut messages = Vec::new();
        let related_name = field.related_name(&self.model.app_label, &self.model.name);
        if let Some(name) = &related_name {
            let is_identifier = name.chars().next().is_some_and(|it| !it.is_numeric())
                && name.chars().all(|it| it.is_alphanumeric() || it == '_')
                && !KEYWORDS.contains(&&**name);
            if !is_identifier && !name.ends_with('+') {
                let message = format!(
                    "The name '{name}' is invalid related_name for field {}.{}",
                    self.model.name,
                    field.name()
                );
                messages.push(
                    CheckMessage::error(self.label(field), "fields.E306", message)
                        .hint("Related name must be a valid Python identifier or end with a '+'"),
                );
            }
        }
        if is_hidden(related_name.as_deref()) {
            return messages;
        }
        let query_name = related_query_name(self.model, field, relation);
        let hint = "Add or change a related_name or related_query_name argument for this field.";
        if query_name.ends_with('_') {
            let message =
                format!("Reverse query name '{query_name}' must not end with an underscore.");
            let error = CheckMessage::error(self.label(field), "fields.E308", message);
            messages.push(error.hint(hint));
        }
        if query_name.contains("__") {
            let message = format!("Reverse query name '{query_name}' must not contain '__'.");
            let error = CheckMessage::error(self.label(field), "fields.E309", message);
            messages.push(error.hint(hint));
        }
        messages
    }

    /// Accessors and query names that the target has already.
    fn clashes(&self, field: &Field, relation: &Relation, target: &Model) -> Vec<CheckMessage> {
        let mut messages = Vec::new();
        let own = self.label(field);
        let related_name = field.related_name(&self.model.app_label, &self.model.name);
        let hidden = is_hidden(related_name.as_deref());
        let accessor = accessor_name(self.model, field, relation);
        let query_name = related_query_name(self.model, field, relation);
        let target_fields = target.fields_with_inherited().chain(target.many_to_many());
        for clash in target_fields {
            let has_accessor = !hidden && Some(clash.name().as_ref()) == accessor.as_deref();
            let has_query_name = *clash.name() == *query_name;
            if !has_accessor && !has_query_name {
                continue;
            }
            let name = format!("{}.{}", target.label(), clash.name());
            let hint = format!(
                "Rename field '{name}', or add/change a related_name argument to the definition \
                 for field '{own}'."
            );
            if has_accessor {
                let message = format!(
                    "Reverse accessor '{}.{}' for '{own}' clashes with field name '{name}'.",
                    target.name,
                    clash.name()
                );
                messages.push(CheckMessage::error(&own, "fields.E302", message).hint(&hint));
            }
            if has_query_name {
                let message =
                    format!("Reverse query name for '{own}' clashes with field name '{name}'.");
                messages.push(CheckMessage::error(&own, "fields.E303", message).hint(&hint));
            }
        }
        let accessor = accessor.filter(|_| !hidden);
        for (owner, other) in self.visible_relations(target, field) {
            let Some(other_relation) = &other.relation else {
                continue;
            };
            let other_accessor = accessor_name(&owner, &other, other_relation);
            let has_accessor = accessor.is_some() && other_accessor == accessor;
            let has_query_name = other_accessor.as_deref() == Some(query_name.as_str());
            if !has_accessor && !has_query_name {
                continue;
            }
            let name = format!("{}.{}", owner.label(), other.name());
            let hint = format!(
                "Add or change a related_name argument to the definition for '{own}' or '{name}'."
            );
            if has_accessor {
                let accessor = accessor.as_deref().unwrap_or_default();
                let message = format!(
                    "Reverse accessor '{}.{accessor}' for '{own}' clashes with reverse accessor \
                     for '{name}'.",
                    target.name
                );
                messages.push(CheckMessage::error(&own, "fields.E304", message).hint(&hint));
            }
            if has_query_name {
                let message = format!(
                    "Reverse query name for '{own}' clashes with reverse query name for '{name}'."
                );
                messages.push(CheckMessage::error(&own, "fields.E305", message).hint(&hint));
            }
        }
        messages
    }

    /// `related_objects` of the target without the field itself.
    fn visible_relations(&self, target: &Model, field: &Field) -> Vec<(Rc<Model>, Field)> {
        let mut related = self.apps.related_objects(target);
        related.retain(|(owner, other)| {
            let is_self = owner.key() == self.model.key() && other.name == field.name;
            let related_name = other.related_name(&owner.app_label, &owner.name);
            let visible = !is_hidden(related_name.as_deref()) || other.many_to_many();
            !is_self && visible
        });
        related
    }

    fn foreign_key(&self, field: &Field, relation: &Relation) -> Vec<CheckMessage> {
        let mut messages = self.on_delete(field, relation);
        if field.options.unique && field.kind == FieldKind::ForeignKey {
            let message = "Setting unique=True on a ForeignKey has the same effect as using a \
                           OneToOneField.";
            messages.push(
                CheckMessage::warning(self.label(field), "fields.W342", message)
                    .hint("ForeignKey(unique=True) is usually better served by a OneToOneField."),
            );
        }
        messages.extend(self.target_fields(field, relation));
        messages
    }

    fn on_delete(&self, field: &Field, relation: &Relation) -> Vec<CheckMessage> {
        let rule = relation.on_delete.as_ref().and_then(function_name);
        match rule.as_deref() {
            Some("SET_NULL") if !field.options.null => vec![
                self.error(
                    field,
                    "fields.E320",
                    "Field specifies on_delete=SET_NULL, but cannot be null.",
                )
                .hint("Set null=True argument on the field, or change the on_delete rule."),
            ],
            Some("SET_DEFAULT") if !field.has_default() => vec![
                self.error(
                    field,
                    "fields.E321",
                    "Field specifies on_delete=SET_DEFAULT, but has no default value.",
                )
                .hint("Set a default value, or change the on_delete rule."),
            ],
            _ => Vec::new(),
        }
    }

    fn composite_target(&self, field: &Field, target: &Model) -> CheckMessage {
        let message = format!(
            "Field defines a relation involving model '{}' which has a CompositePrimaryKey and \
             such relations are not supported.",
            target.name
        );
        self.error(field, "fields.E347", &message)
    }

    /// An end with a composite key, for a many-to-many relation whose link fields are not named.
    fn composite_end(&self, field: &Field, relation: &Relation) -> Option<CheckMessage> {
        self.apps.through_model(self.model, field)?;
        let target = field.remote_model(self.apps, self.model)?;
        let mut ends = [target, self.model].into_iter();
        let composite = ends.find(|end| end.has_composite_pk())?;
        let is_open = relation.through_fields.is_none();
        is_open.then(|| self.composite_target(field, composite))
    }

    /// The referenced fields must exist and be unique (`ForeignObject.check`).
    fn target_fields(&self, field: &Field, relation: &Relation) -> Vec<CheckMessage> {
        let Some(target) = field.remote_model(self.apps, self.model) else {
            return Vec::new();
        };
        let names = match field.kind.is_foreign_key() {
            true => vec![relation.to_field.clone()],
            false => relation.to_fields.iter().cloned().map(Some).collect(),
        };
        let mut messages = Vec::new();
        let mut found = Vec::new();
        for name in &names {
            let referenced = match name {
                Some(name) => target.get_field(name).ok(),
                None => target.pk(),
            };
            match (referenced, name) {
                (Some(referenced), _) => found.push(referenced),
                (None, Some(name)) => {
                    let message = format!(
                        "The to_field '{name}' doesn't exist on the related model '{}'.",
                        target.label()
                    );
                    messages.push(self.error(field, "fields.E312", &message));
                }
                (None, None) => {}
            }
        }
        let is_composite = |it: &&Field| it.kind == FieldKind::CompositePrimaryKey;
        let composite = found.iter().filter(is_composite);
        messages.extend(composite.map(|_| self.composite_target(field, target)));
        let own = relation.from_fields.iter();
        let are_known = own
            .filter(|name| ***name != *"self")
            .all(|name| self.model.get_field(name).is_ok());
        if found.len() == names.len() && are_known {
            messages.extend(self.unique_target(field, target, &found));
        }
        messages
    }

    fn unique_target(
        &self,
        field: &Field,
        target: &Model,
        referenced: &[Field],
    ) -> Option<CheckMessage> {
        let names: Vec<Rc<str>> = referenced.iter().map(Field::name).collect();
        let within = |fields: &[Rc<str>]| fields.iter().all(|field| names.contains(field));
        let total = |kind: &ConstraintKind| match kind {
            ConstraintKind::Unique {
                fields,
                expressions,
                condition,
                ..
            } => condition.is_none() && expressions.is_empty() && within(fields),
            ConstraintKind::Check { .. } => false,
        };
        let key: Vec<Rc<str>> = target.pk_fields().iter().map(Field::name).collect();
        let is_key = within(&key) && names.iter().all(|name| key.contains(name));
        let is_unique = referenced.is_empty()
            || referenced.iter().any(Field::unique)
            || target.unique_together().iter().any(|it| within(it))
            || target.constraints().iter().any(|it| total(&it.kind))
            || is_key;
        if is_unique {
            return None;
        }
        let (id, message, hint) = match names.as_slice() {
            [name] => (
                "fields.E311",
                format!(
                    "'{}.{name}' must be unique because it is referenced by a foreign key.",
                    target.name
                ),
                "Add unique=True to this field or add a UniqueConstraint (without condition) in \
                 the model Meta.constraints.",
            ),
            _ => (
                "fields.E310",
                format!(
                    "No subset of the fields '{}' on model '{}' is unique.",
                    names.join("', '"),
                    target.name
                ),
                "Mark a single field as unique=True or add a set of fields to a unique constraint \
                 (via unique_together or a UniqueConstraint (without condition) in the model \
                 Meta.constraints).",
            ),
        };
        Some(self.error(field, id, &message).hint(hint))
    }

    fn many_to_many(&self, field: &Field, relation: &Relation) -> Vec<CheckMessage> {
        let mut messages = Vec::new();
        let warning = |id, message: &str| CheckMessage::warning(self.label(field), id, message);
        if field.options.unique {
            messages.push(self.error(field, "fields.E330", "ManyToManyFields cannot be unique."));
        }
        if field.options.null {
            messages.push(warning(
                "fields.W340",
                "null has no effect on ManyToManyField.",
            ));
        }
        if !field.options.validators.is_empty() {
            messages.push(warning(
                "fields.W341",
                "ManyToManyField does not support validators.",
            ));
        }
        let is_self = field.remote_key(self.model).as_ref() == Some(&self.model.key());
        let symmetrical = relation.symmetrical.unwrap_or(is_self);
        if symmetrical && relation.related_name.is_some() {
            messages.push(warning(
                "fields.W345",
                "related_name has no effect on ManyToManyField with a symmetrical relationship, \
                 e.g. to \"self\".",
            ));
        }
        if field.options.db_comment.is_some() {
            messages.push(warning(
                "fields.W346",
                "db_comment has no effect on ManyToManyField.",
            ));
        }
        messages.extend(self.composite_end(field, relation));
        messages.extend(self.through(field, relation));
        messages.extend(self.through_fields(field, relation));
        messages.extend(self.table_uniqueness(field));
        messages
    }

    /// The two link fields, when they are named.
    fn through_fields(&self, field: &Field, relation: &Relation) -> Vec<CheckMessage> {
        let named = relation.through_fields.as_ref();
        let through = self.apps.through_model(self.model, field);
        let (Some(named), Some(through)) = (named, through) else {
            return Vec::new();
        };
        let [source, target, ..] = named.as_slice() else {
            let text = format!(
                "Field specifies 'through_fields' but does not provide the names of the two link \
                 fields that should be used for the relation through model '{}'.",
                through.label()
            );
            return vec![self.error(field, "fields.E337", &text).hint(
                "Make sure you specify 'through_fields' as through_fields=('field1', 'field2')",
            )];
        };
        let to = field.remote_model(self.apps, self.model);
        let links = [(source, Some(self.model)), (target, to)];
        let wrong = links
            .into_iter()
            .filter_map(|(name, model)| self.wrong_link(field, through, name, model?));
        wrong.collect()
    }

    /// Whether Django fails to name the model of a link field that leads to another than the one,
    /// nowhere to be found, that the relation names.
    pub(super) fn is_beyond_words(&self, field: &Field) -> bool {
        let relation = field.relation.as_ref();
        let named = relation.and_then(|relation| relation.through_fields.as_ref());
        let through = self.apps.through_model(self.model, field);
        let (Some([_, target, ..]), Some(through)) = (named.map(Vec::as_slice), through) else {
            return false;
        };
        field.remote_model(self.apps, self.model).is_none()
            && through
                .get_field(target)
                .is_ok_and(|link| link.remote_model(self.apps, through).is_some())
    }

    fn wrong_link(
        &self,
        field: &Field,
        through: &Model,
        name: &str,
        model: &Model,
    ) -> Option<CheckMessage> {
        let leads = |link: &Field| link.remote_key(through) == Some(model.key());
        let error = match through.get_field(name) {
            Err(_) => {
                let text = format!(
                    "The intermediary model '{}' has no field '{name}'.",
                    through.label()
                );
                self.error(field, "fields.E338", &text)
            }
            Ok(link) if leads(&link) => return None,
            Ok(_) => {
                let text = format!(
                    "'{}.{name}' is not a foreign key to '{}'.",
                    through.name, model.name
                );
                self.error(field, "fields.E339", &text)
            }
        };
        let possible = through.fields_with_inherited().filter(|link| leads(link));
        let possible: Vec<String> = possible.map(|link| link.name().to_string()).collect();
        if possible.is_empty() {
            return Some(error);
        }
        Some(error.hint(format!(
            "Did you mean one of the following foreign keys to '{}': {}?",
            model.name,
            possible.join(", ")
        )))
    }

    /// The table in the middle is no other model's.
    fn table_uniqueness(&self, field: &Field) -> Option<CheckMessage> {
        let through = self.apps.through_model(self.model, field)?;
        let table = through.db_table();
        let is_other =
            |model: &Model| model.managed() && !model.swapped() && model.key() != through.key();
        // Django keeps one model for each table: the last.
        let mut models = self.apps.models.values();
        let other = models.rfind(|model| is_other(model) && model.db_table() == table)?;
        if !through.managed() || other.concrete_key() == through.concrete_key() {
            return None;
        }
        let owner = other
            .auto_created()
            .and_then(|owner| self.apps.model(owner));
        let clashing = match owner {
            Some(owner) => {
                let made = |it: &&Field| {
                    let model = self.apps.through_model(owner, it);
                    model.is_some_and(|model| model.key() == other.key())
                };
                let name = owner.local_many_to_many().find(made).map(Field::name);
                format!("{}.{}", owner.label(), name.unwrap_or_default())
            }
            None => other.label(),
        };
        let text = format!(
            "The field's intermediary table '{table}' clashes with the table name of '{clashing}'."
        );
        Some(self.error(field, "fields.E340", &text))
    }

    fn through(&self, field: &Field, relation: &Relation) -> Vec<CheckMessage> {
        let Some(reference) = &relation.through else {
            return Vec::new();
        };
        let Some(through) = self.apps.through_model(self.model, field) else {
            let name = written(reference, self.model);
            let message = format!(
                "Field specifies a many-to-many relation through model '{name}', which has not \
                 been installed."
            );
            return vec![self.error(field, "fields.E331", &message)];
        };
        let links = |target: Option<ModelKey>| {
            let keys = through
                .fields_with_inherited()
                .map(|link| link.remote_key(through));
            keys.filter(|key| key.is_some() && *key == target).count()
        };
        let from = links(Some(self.model.key()));
        let to_key = field.remote_key(self.model);
        let to = links(to_key.clone());
        let to_name = match (field.remote_model(self.apps, self.model), &relation.to) {
            (Some(target), _) => target.name.to_string(),
            (None, ModelReference::Unscoped(name)) => format!("{}.{name}", self.model.app_label),
            (None, reference) => written(reference, self.model),
        };
        let label = through.label();
        if to_key == Some(self.model.key()) {
            return self.through_self(field, relation, from, &label);
        }
        let mut messages = Vec::new();
        if from > 1 && relation.through_fields.is_none() {
            messages.push(self.ambiguous(field, "fields.E334", "from", &self.model.name, &label));
        }
        if to > 1 && relation.through_fields.is_none() {
            messages.push(self.ambiguous(field, "fields.E335", "to", &to_name, &label));
        }
        if from == 0 || to == 0 {
            let message = format!(
                "The model is used as an intermediate model by '{}', but it does not have a \
                 foreign key to '{}' or '{to_name}'.",
                self.label(field),
                self.model.name
            );
            messages.push(CheckMessage::error(label, "fields.E336", message));
        }
        messages
    }

    fn through_self(
        &self,
        field: &Field,
        relation: &Relation,
        links: usize,
        label: &str,
    ) -> Vec<CheckMessage> {
        if links <= 2 || relation.through_fields.is_some() {
            return Vec::new();
        }
        let name = &self.model.name;
        let message = format!(
            "The model is used as an intermediate model by '{}', but it has more than two foreign \
             keys to '{name}', which is ambiguous. You must specify which two foreign keys Django \
             should use via the through_fields keyword argument.",
            self.label(field)
        );
        let hint =
            "Use through_fields to specify which two foreign keys Django should use.".to_owned();
        vec![CheckMessage::error(label, "fields.E333", message).hint(hint)]
    }

    fn ambiguous(
        &self,
        field: &Field,
        id: &'static str,
        direction: &str,
        name: &str,
        through: &str,
    ) -> CheckMessage {
        let message = format!(
            "The model is used as an intermediate model by '{}', but it has more than one foreign \
             key {direction} '{name}', which is ambiguous. You must specify which foreign key \
             Django should use via the through_fields keyword argument.",
            self.label(field)
        );
        let through = through.rsplit('.').next().unwrap_or_default();
        CheckMessage::error(self.label(field), id, message).hint(format!(
            "If you want to create a recursive relationship, use \
             ManyToManyField(\"self\", through=\"{through}\")."
        ))
    }
}

/// `fields.E307`: references to models that no app provides.
pub(super) fn lazy_references(apps: &Apps) -> Vec<CheckMessage> {
    let references = apps.lazy_references(None);
    let message = |reference: &LazyReference| {
        let id = match reference.is_through {
            false => "fields.E307",
            true => "models.E022",
        };
        CheckMessage::error(reference.waiting.clone(), id, reference.text())
    };
    references.iter().map(message).collect()
}

/// A reference as Django shows one that leads nowhere.
fn written(reference: &ModelReference, owner: &Model) -> String {
    match reference {
        ModelReference::Recursive => owner.name.to_string(),
        ModelReference::Unscoped(name) => name.to_string(),
        ModelReference::Scoped { app_label, model }
        | ModelReference::Setting {
            app_label, model, ..
        } => format!("{app_label}.{model}"),
    }
}

pub(super) fn is_hidden(related_name: Option<&str>) -> bool {
    related_name.is_some_and(|name| name.ends_with('+'))
}

/// `remote_field.accessor_name`: what the target calls the relation; `None` when it has no accessor.
fn accessor_name(model: &Model, field: &Field, relation: &Relation) -> Option<String> {
    let is_self = field.remote_key(model).as_ref() == Some(&model.key());
    if field.many_to_many() && relation.symmetrical.unwrap_or(is_self) && is_self {
        return None;
    }
    if let Some(name) = field.related_name(&model.app_label, &model.name) {
        return Some(name.to_string());
    }
    let suffix = if field.one_to_one() { "" } else { "_set" };
    Some(format!("{}{suffix}", model.model_name()))
}

/// `related_query_name()`.
pub fn related_query_name(model: &Model, field: &Field, relation: &Relation) -> String {
    let given = relation.related_query_name.as_ref().map(|name| {
        let lower = model.name.to_lowercase();
        name.replace("%(class)s", &lower)
            .replace("%(model_name)s", &lower)
            .replace("%(app_label)s", &model.app_label.to_lowercase())
    });
    given
        .or_else(|| {
            field
                .related_name(&model.app_label, &model.name)
                .map(|it| it.to_string())
        })
        .unwrap_or_else(|| model.model_name().to_string())
}

fn function_name(value: &Value) -> Option<String> {
    match value {
        Value::NativeFunction(function) => Some(function.name.to_string()),
        Value::Function(function) => Some(function.name.to_string()),
        _ => None,
    }
}
