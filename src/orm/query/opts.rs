//! Models in their registry, and the ways from one to another: `_meta` as queries need it.

use std::collections::BTreeSet;
use std::rc::Rc;

use crate::orm::apps::Apps;
use crate::orm::fields::Field;
use crate::orm::model::{Model, ModelKey};

/// A model together with the registry in which its relations resolve.
#[derive(Clone)]
pub struct Opts {
    /// The registry.
    pub apps: Rc<Apps>,
    /// The model.
    pub model: Rc<Model>,
}

/// What a name on a model stands for in a lookup.
#[derive(Clone)]
pub enum Member {
    /// A field of the model or of a parent.
    Field(Field),
    /// A relation that points here (`ForeignObjectRel`).
    Related(Related),
}

impl Member {
    /// Whether it leads along the link of a child to its parent, and the child is not this one.
    fn is_link_of_other_child(&self, child: &ModelKey) -> bool {
        let Self::Related(related) = self else {
            return false;
        };
        let relation = related.field.relation.as_ref();
        relation.is_some_and(|it| it.parent_link)
            && related.field.remote_key(&related.owner).as_ref() != Some(child)
    }

    /// What no two members of a model share: the side, the model that declares the field, its name.
    fn identity(&self) -> (bool, Option<ModelKey>, Option<Rc<str>>) {
        match self {
            Self::Field(field) => (false, field.model.clone(), field.name.clone()),
            Self::Related(related) => (true, Some(related.owner.key()), related.field.name.clone()),
        }
    }
}

/// A relation seen from the model that it points to (`ForeignObjectRel`).
#[derive(Clone)]
pub struct Related {
    /// The model that has the field.
    pub owner: Rc<Model>,
    /// The field.
    pub field: Field,
}

/// One join on the way from a model to another (`PathInfo`).
#[derive(Clone)]
pub struct PathInfo {
    /// The model that is joined.
    pub to: Opts,
    /// The fields of `to` that the way ends at.
    pub target: Field,
    /// The foreign key that joins.
    pub join_field: JoinField,
    /// Whether a row can meet more than one.
    pub many: bool,
    /// Whether the foreign key is followed in its own direction.
    pub direct: bool,
    /// The name of the `FilteredRelation` that it is.
    pub filtered: Option<Rc<str>>,
    /// What a generic relation asks of the rows beside the key.
    pub generic: Option<Rc<super::generic::Generic>>,
}

/// A foreign key as a join uses it.
#[derive(Clone)]
pub struct JoinField {
    /// The model that has it.
    pub owner: Opts,
    /// The foreign key.
    pub field: Field,
    /// Whether it is followed from its target to its owner.
    pub reverse: bool,
}

impl Opts {
    /// A model of a registry.
    pub fn get(apps: &Rc<Apps>, key: &ModelKey) -> Option<Self> {
        let model = apps.model(key)?.clone();
        Some(Self {
            apps: apps.clone(),
            model,
        })
    }

    /// Another model of the same registry.
    pub fn beside(&self, model: &Rc<Model>) -> Self {
        Self {
            apps: self.apps.clone(),
            model: model.clone(),
        }
    }

    /// The key.
    pub fn key(&self) -> ModelKey {
        self.model.key()
    }

    /// `_meta.concrete_model._meta`.
    pub fn concrete(&self) -> Self {
        let key = self.model.concrete_key();
        match self.apps.model(&key) {
            Some(model) => self.beside(model),
            None => self.clone(),
        }
    }

    /// The model that a field was declared in, as `field.model`.
    pub fn owner_of(&self, field: &Field) -> Self {
        let owner = field.model.as_ref().and_then(|key| self.apps.model(key));
        owner.map_or_else(|| self.clone(), |model| self.beside(model))
    }

    /// The model that a relation of this model points to.
    pub fn remote(&self, field: &Field) -> Option<Self> {
        Some(self.beside(field.remote_model(&self.apps, &self.model)?))
    }

    /// `_meta.get_field(name)`, relations from other models included, by their query names, hidden ones
    /// too.
    pub fn get_field(&self, name: &str) -> Option<Member> {
        if let Ok(field) = self.model.get_field(name) {
            return Some(Member::Field(field));
        }
        let mut related = self.all_related_objects().into_iter();
        let found = related.find(|related| *related.name() == *name);
        found.map(Member::Related)
    }

    /// The relations that point here and are not hidden (`_meta.related_objects`).
    pub fn related_objects(&self) -> Vec<Related> {
        self.all_related_objects()
            .into_iter()
            .filter(|related| !related.hidden())
            .collect()
    }

    /// The relations that point here, hidden ones included.
    pub fn all_related_objects(&self) -> Vec<Related> {
        let own = self.model.concrete_key();
        self.apps
            .related_objects(&self.model)
            .into_iter()
            .filter(|(owner, field)| {
                // A parent's link to its children is no relation of the children.
                !field.relation.as_ref().is_some_and(|it| it.parent_link)
                    || field.remote_key(owner).is_none_or(|key| key == own)
            })
            .map(|(owner, field)| Related { owner, field })
            .collect()
    }

    /// `_meta.get_fields(include_hidden=True)`, but for the private fields: a parent's members come
    /// before the model's own, and at each of them the relations that point there before its fields.
    /// Without `include_parents` only a proxy has members of parents.
    pub fn get_fields(&self, include_parents: bool) -> Vec<Member> {
        let mut members = Vec::new();
        let mut seen = BTreeSet::new();
        let concrete = self.model.concrete_key();
        for (key, _) in self.model.parents() {
            let Some(parent) = Self::get(&self.apps, key) else {
                continue;
            };
            if !include_parents && parent.model.concrete_key() != concrete {
                continue;
            }
            for member in parent.get_fields(include_parents) {
                if !member.is_link_of_other_child(&concrete) && seen.insert(member.identity()) {
                    members.push(member);
                }
            }
        }
        for (owner, field) in self.apps.direct_relations(&self.model) {
            let (owner, field) = (owner.clone(), field.clone());
            members.push(Member::Related(Related { owner, field }));
        }
        let own = self.model.local_fields();
        let own = own.chain(self.model.local_many_to_many()).cloned();
        members.extend(own.map(Member::Field));
        members
    }

    /// What may stand first in a lookup, sorted (`get_field_names_from_opts`).
    pub fn field_names(&self) -> Vec<String> {
        let mut names = Vec::new();
        for field in self.model.fields_with_inherited() {
            names.push(field.name().to_string());
            if field.concrete() {
                names.push(field.attname().to_string());
            }
        }
        for field in self.model.many_to_many() {
            names.push(field.name().to_string());
        }
        for related in self.related_objects() {
            names.push(related.name().to_string());
        }
        names.extend(super::generic::names(self));
        names.sort();
        names.dedup();
        names
    }

    /// `_meta.get_base_chain(model)`: the parents on the way to a parent, nearest first.
    pub fn base_chain(&self, parent: &ModelKey) -> Vec<Self> {
        for (key, _) in self.model.parents() {
            let Some(between) = Self::get(&self.apps, key) else {
                continue;
            };
            if key == parent {
                return vec![between];
            }
            let rest = between.base_chain(parent);
            if !rest.is_empty() {
                return std::iter::once(between).chain(rest).collect();
            }
        }
        Vec::new()
    }

    /// `_meta.get_path_to_parent(parent)`.
    pub fn path_to_parent(&self, parent: &ModelKey) -> Vec<PathInfo> {
        if self.key() == *parent {
            return Vec::new();
        }
        let concrete = self.model.concrete_key();
        let mut path = Vec::new();
        let mut opts = self.clone();
        for between in self.base_chain(parent) {
            let key = between.key();
            let link = opts.model.parents().iter().find(|(it, _)| *it == key);
            let link = link.and_then(|(_, link)| opts.model.get_field(link.as_ref()?).ok());
            if key != concrete
                && let Some(link) = link
            {
                path.extend(opts.foreign_key_path(&link));
            }
            opts = between;
        }
        path
    }

    /// The join that a foreign key of this model makes.
    pub fn foreign_key_path(&self, field: &Field) -> Option<PathInfo> {
        let owner = self.owner_of(field);
        let to = owner.remote(field)?;
        Some(PathInfo {
            target: field.target_field(&owner.apps, &owner.model)?,
            to,
            join_field: JoinField {
                owner,
                field: field.clone(),
                reverse: false,
            },
            many: false,
            direct: true,
            filtered: None,
            generic: None,
        })
    }

    /// The joins that a relation of this model makes: none for a field that is no relation.
    pub fn field_path(&self, field: &Field) -> Vec<PathInfo> {
        if !field.many_to_many() {
            let path = field.kind.is_foreign_key();
            return path
                .then(|| self.foreign_key_path(field))
                .flatten()
                .into_iter()
                .collect();
        }
        self.many_to_many_path(field, false)
    }

    /// The two joins of a many-to-many relation, from the field's model or to it.
    fn many_to_many_path(&self, field: &Field, reverse: bool) -> Vec<PathInfo> {
        let owner = self.owner_of(field);
        let (apps, model) = (&owner.apps, &owner.model);
        let through = apps.through_model(model, field).cloned();
        let links = (
            apps.m2m_field(model, field),
            apps.m2m_reverse_field(model, field),
        );
        let (Some(through), (Some(own), Some(other))) = (through, links) else {
            return Vec::new();
        };
        let (first, second) = if reverse { (other, own) } else { (own, other) };
        let through = owner.beside(&through);
        let into = Related {
            owner: through.model.clone(),
            field: first,
        };
        let mut path = through.related_path(&into);
        path.extend(through.foreign_key_path(&second));
        path
    }

    /// The joins that lead to the model whose relation points here.
    pub fn related_path(&self, related: &Related) -> Vec<PathInfo> {
        let owner = self.beside(&related.owner);
        if related.field.many_to_many() {
            return owner.many_to_many_path(&related.field, true);
        }
        let Some(pk) = owner.model.pk() else {
            return Vec::new();
        };
        vec![PathInfo {
            target: pk,
            to: owner.clone(),
            many: !related.field.unique(),
            join_field: JoinField {
                owner,
                field: related.field.clone(),
                reverse: true,
            },
            direct: false,
            filtered: None,
            generic: None,
        }]
    }

    /// `_meta.ordering`.
    pub fn ordering(&self) -> Vec<crate::python::Value> {
        let ordering = self.model.options.values.get("ordering");
        let declared = ordering.and_then(crate::python::Value::as_sequence);
        match declared {
            Some(ordering) if !ordering.is_empty() => ordering,
            _ => match self
                .model
                .options
                .text("order_with_respect_to")
                .filter(|name| !name.is_empty())
            {
                Some(_) => vec![crate::python::Value::str("_order")],
                None => Vec::new(),
            },
        }
    }
}

impl Related {
    /// `name`: how lookups name the relation (`related_query_name()`).
    pub fn name(&self) -> Rc<str> {
        let relation = self.field.relation.as_ref();
        let given = relation.and_then(|relation| relation.related_query_name.clone());
        match given {
            Some(name) => crate::orm::fields::interpolate(
                &name,
                &self.owner.app_label,
                &self.owner.model_name(),
            )
            .into(),
            None => self
                .related_name()
                .unwrap_or_else(|| self.owner.model_name()),
        }
    }

    /// `related_name`, or what `default_related_name` says.
    fn related_name(&self) -> Option<Rc<str>> {
        let (app_label, name) = (&self.owner.app_label, &self.owner.name);
        let own = self.field.related_name(app_label, name);
        own.filter(|name| !name.is_empty()).or_else(|| {
            let default = self.owner.options.text("default_related_name")?;
            let name = self.owner.model_name();
            Some(crate::orm::fields::interpolate(&default, app_label, &name).into())
        })
    }

    /// Whether the relation has no name on this side.
    pub fn hidden(&self) -> bool {
        self.related_name().is_some_and(|name| name.ends_with('+'))
    }

    /// `get_accessor_name()`: the attribute of the model; `None` for a hidden relation.
    pub fn accessor_name(&self) -> Option<Rc<str>> {
        if self.hidden() {
            return None;
        }
        Some(self.related_name().unwrap_or_else(|| {
            let name = self.owner.model_name();
            match self.multiple() {
                true => format!("{name}_set").into(),
                false => name,
            }
        }))
    }

    /// Whether more than one object can be on the other side.
    pub fn multiple(&self) -> bool {
        !self.field.one_to_one()
    }
}

impl JoinField {
    /// The columns that the join compares: of the table before it, of the table joined.
    pub fn columns(&self) -> Option<(Rc<str>, Rc<str>)> {
        let (left, right) = self.related_fields()?;
        Some((left.column()?, right.column()?))
    }

    /// The fields that the join compares, in its direction.
    pub fn related_fields(&self) -> Option<(Field, Field)> {
        let target = self
            .field
            .target_field(&self.owner.apps, &self.owner.model)?;
        Some(match self.reverse {
            false => (self.field.clone(), target),
            true => (target, self.field.clone()),
        })
    }

    /// Whether both are the same relation followed in the same direction.
    pub fn same(&self, other: &Self) -> bool {
        self.reverse == other.reverse
            && self.field.name == other.field.name
            && self.owner.key() == other.owner.key()
    }
}
