//! Relations between models, from both sides.

use std::rc::Rc;

use indexmap::IndexMap;

use super::Apps;
use crate::orm::fields::Field;
use crate::orm::model::{Model, ModelKey};

/// Relations, each with the model that has the field, by the concrete model that they point to.
pub(super) type RelationTree = IndexMap<ModelKey, Vec<(Rc<Model>, Field)>>;

impl Apps {
    /// The relations that point to a model: each with the model that has the field. Hidden ones,
    /// those of `through` models and those to its parents included, in the order of
    /// `_meta.get_fields(include_hidden=True)`; `_meta.related_objects` are those whose field is
    /// not hidden or is many-to-many.
    pub fn related_objects(&self, model: &Model) -> Vec<(Rc<Model>, Field)> {
        let mut related: Vec<(Rc<Model>, Field)> = Vec::new();
        let is_known = |related: &[(Rc<Model>, Field)], owner: &Model, field: &Field| {
            related
                .iter()
                .any(|(known, other)| known.key() == owner.key() && other.name == field.name)
        };
        for (parent, _) in model.parents() {
            let Some(parent) = self.model(parent) else {
                continue;
            };
            for (owner, field) in self.related_objects(parent) {
                // The link of a child to a parent leads to no child, though to a proxy of the parent.
                let is_link = field.relation.as_ref().is_some_and(|it| it.parent_link)
                    && field.remote_key(&owner) != Some(model.concrete_key());
                if !is_link && !is_known(&related, &owner, &field) {
                    related.push((owner, field));
                }
            }
        }
        related.extend(self.direct_relations(model).iter().cloned());
        related
    }

    /// The relations that point to a model itself (`_meta._relation_tree`), none to a proxy.
    pub fn direct_relations(&self, model: &Model) -> &[(Rc<Model>, Field)] {
        let found = self.relation_tree().get(&model.concrete_key());
        found.filter(|_| !model.proxy()).map_or(&[], Vec::as_slice)
    }

    /// `_meta.all_parents`: the parents, then theirs, each once.
    pub fn all_parents(&self, model: &Model) -> Vec<Rc<Model>> {
        let mut parents = Vec::new();
        self.add_parents(model, &mut parents);
        parents
    }

    fn add_parents(&self, model: &Model, found: &mut Vec<Rc<Model>>) {
        let direct = model.parents().iter();
        let direct: Vec<&Rc<Model>> = direct.filter_map(|(key, _)| self.model(key)).collect();
        for parent in &direct {
            let key = parent.key();
            if !found.iter().any(|known| known.key() == key) {
                found.push(Rc::clone(parent));
            }
        }
        for parent in direct {
            self.add_parents(parent, found);
        }
    }

    /// Relations whose target is a concrete model or a proxy of it (`_relation_tree`), of all models
    /// at once: to look for them model by model would cost the square of their number.
    pub(super) fn relation_tree(&self) -> &RelationTree {
        self.relation_tree.get_or_init(|| match &self.unrelated {
            Some((key, apps)) => {
                let mut tree = apps.relation_tree().clone();
                tree.shift_remove(key);
                Rc::new(tree)
            }
            None => Rc::new(self.all_relations()),
        })
    }

    /// To be called when a model changes.
    pub(super) fn forget_relations(&mut self) {
        self.relation_tree.take();
        self.unrelated = None;
    }

    fn all_relations(&self) -> RelationTree {
        let mut tree = RelationTree::new();
        for owner in self.get_models() {
            for field in owner.fields.values() {
                if let Some(target) = field.remote_model(self, owner) {
                    let related = tree.entry(target.concrete_key()).or_default();
                    related.push((owner.clone(), field.clone()));
                }
            }
        }
        tree
    }

    /// The model behind a many-to-many field: `through`, or the automatic one.
    pub fn through_model(&self, model: &Model, field: &Field) -> Option<&Rc<Model>> {
        let owner = field.model.clone().unwrap_or_else(|| model.key());
        let owner = self.model(&owner).map_or(model, AsRef::as_ref);
        let explicit = field.through_key(&owner.app_label, &owner.name);
        let key = explicit.unwrap_or_else(|| {
            ModelKey::new(
                &owner.app_label,
                &format!("{}_{}", owner.name, field.name()),
            )
        });
        self.model(&key)
    }

    /// `m2m_db_table()`.
    pub fn m2m_db_table(&self, model: &Model, field: &Field) -> Rc<str> {
        match self.through_model(model, field) {
            Some(through) => through.db_table(),
            None => m2m_table_name(model, field),
        }
    }

    /// The field of the `through` model that points to the field's own model (`m2m_field_name()`).
    pub fn m2m_field(&self, model: &Model, field: &Field) -> Option<Field> {
        let through = self.through_model(model, field)?;
        let own = field.model.clone().unwrap_or_else(|| model.key());
        let named = through_field(field, 0);
        through
            .fields_with_inherited()
            .filter(|link| link.remote_key(through).as_ref() == Some(&own))
            .find(|link| named.is_none() || named == link.name)
            .cloned()
    }

    /// The field of the `through` model that points to the target (`m2m_reverse_field_name()`).
    pub fn m2m_reverse_field(&self, model: &Model, field: &Field) -> Option<Field> {
        let through = self.through_model(model, field)?;
        let own = field.model.clone().unwrap_or_else(|| model.key());
        let target = field.remote_key(model)?;
        let named = through_field(field, 1);
        let mut links = through
            .fields_with_inherited()
            .filter(|link| link.remote_key(through).as_ref() == Some(&target));
        match &named {
            Some(_) => links.find(|link| link.name == named).cloned(),
            // Of two links to the same model the second is the target's.
            None if own == target => links.nth(1).cloned(),
            None => links.next().cloned(),
        }
    }
}

fn through_field(field: &Field, index: usize) -> Option<Rc<str>> {
    field
        .relation
        .as_ref()?
        .through_fields
        .as_ref()?
        .get(index)
        .cloned()
}

/// `_get_m2m_db_table` without a `through` model.
pub(super) fn m2m_table_name(model: &Model, field: &Field) -> Rc<str> {
    let given = field
        .relation
        .as_ref()
        .and_then(|relation| relation.db_table.clone());
    given.unwrap_or_else(|| {
        format!("{}_{}", model.db_table().trim_matches('"'), field.name()).into()
    })
}

impl Field {
    /// The model that the field points to, seen from its own model.
    pub fn remote_model<'a>(&self, apps: &'a Apps, model: &Model) -> Option<&'a Rc<Model>> {
        let key = self.remote_key(model)?;
        let own = || self.model.clone().unwrap_or_else(|| model.key());
        apps.model(&key).or_else(|| apps.gone(&key, &own()))
    }

    /// The key of the model that the field points to, seen from its own model.
    pub fn remote_key(&self, model: &Model) -> Option<ModelKey> {
        match &self.model {
            Some(own) => self.remote_model_key(&own.app_label, &own.model_name),
            None => self.remote_model_key(&model.app_label, &model.name),
        }
    }

    /// `target_field`: what a foreign key refers to.
    pub fn target_field(&self, apps: &Apps, model: &Model) -> Option<Self> {
        self.target(apps, model).map(|(_, field)| field)
    }

    /// The model and the field that a foreign key refers to.
    pub fn target(&self, apps: &Apps, model: &Model) -> Option<(Rc<Model>, Self)> {
        let remote = self.remote_model(apps, model)?;
        let field = match self.relation.as_ref()?.to_field.as_ref() {
            Some(name) => remote.get_field(name).ok()?,
            None => remote.pk()?,
        };
        let owner = field
            .model
            .as_ref()
            .and_then(|key| apps.model(key))
            .unwrap_or(remote);
        Some((owner.clone(), field))
    }
}
