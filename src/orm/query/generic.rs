//! `GenericRelation` in queries: a join by the key and the content type.

use std::rc::Rc;

use super::failure::{Outcome, field_error};
use super::node::{Lookup, Node, Operand, Rhs};
use super::opts::{JoinField, Member, Opts, PathInfo, Related};
use super::sql::Query;
use crate::database::SqlValue;
use crate::orm::fields::{Field, FieldKind, ModelReference, Relation};
use crate::orm::model::{Model, meta_of};
use crate::orm::modules::contrib::is_generic_relation;
use crate::python::value::Instance;
use crate::python::{Arguments, Interpreter, Value};

/// The class of the relations that are no foreign keys.
pub const RELATION: &str = "django.contrib.contenttypes.fields.GenericRelation";

/// What a join by a generic relation compares beside the key.
pub struct Generic {
    /// The model with the generic foreign key.
    owner: Opts,
    /// Its foreign key to the content type.
    content_type: Field,
    /// The class that the content type is of.
    model: Value,
    for_concrete_model: Value,
}

/// A generic relation that was found by name, and the join that it makes.
pub struct Found {
    /// The relation, as if it were a foreign key.
    pub member: Member,
    /// The join.
    pub path: PathInfo,
}

/// The generic relation of this name: the model's own, or one of another model that says how to name
/// its other side.
pub fn find(opts: &Opts, name: &str) -> Option<Found> {
    let own = relations(opts).into_iter().find(|it| *it.name == *name);
    if let Some(own) = own {
        return own.path(opts, false);
    }
    let key = opts.model.concrete_key();
    opts.apps.get_models().find_map(|model| {
        let other = opts.beside(model);
        let mut declared = relations(&other).into_iter();
        let found = declared.find(|it| it.query_name.as_deref() == Some(name))?;
        match found.to.model.concrete_key() == key {
            true => found.path(&other, true),
            false => None,
        }
    })
}

/// The names that generic relations and generic foreign keys add to those of a model's fields.
pub fn names(opts: &Opts) -> Vec<String> {
    let mut names = Vec::new();
    for class in classes(opts) {
        if let Some(meta) = meta_of(&class) {
            let fields = meta.private_fields.borrow();
            names.extend(fields.keys().map(ToString::to_string));
        }
    }
    names.extend(
        pointing_here(opts)
            .into_iter()
            .map(|it| it.name.to_string()),
    );
    names
}

/// A generic relation that names its other side (`GenericRel`), seen from there.
pub struct GenericRel {
    /// The model that has the relation.
    pub owner: Rc<Model>,
    /// `related_query_name`.
    pub name: Rc<str>,
    /// The `GenericRelation`.
    pub field: Rc<Instance>,
}

/// The generic relations that lead to a model and name their other side.
pub fn pointing_here(opts: &Opts) -> Vec<GenericRel> {
    let key = opts.model.concrete_key();
    let mut found = Vec::new();
    for model in opts.apps.get_models() {
        for declared in relations(&opts.beside(model)) {
            if let Some(name) = declared.query_name
                && declared.to.model.concrete_key() == key
            {
                let (owner, field) = (model.clone(), declared.instance);
                found.push(GenericRel { owner, name, field });
            }
        }
    }
    found
}

/// A `GenericRelation` of a model.
struct Declared {
    name: Rc<str>,
    to: Opts,
    query_name: Option<Rc<str>>,
    instance: Rc<Instance>,
}

fn classes(opts: &Opts) -> Vec<Rc<crate::python::Class>> {
    let class = opts.model.class.as_ref().and_then(Value::as_class);
    class.map_or_else(Vec::new, |class| class.mro().cloned().collect())
}

fn relations(opts: &Opts) -> Vec<Declared> {
    let mut found = Vec::new();
    for class in classes(opts) {
        let Some(meta) = meta_of(&class) else {
            continue;
        };
        for (name, value) in meta.private_fields.borrow().iter() {
            if let Value::Instance(instance) = value
                && is_generic_relation(value)
                && let Some(to) = target(opts, instance)
            {
                found.push(Declared {
                    name: name.clone(),
                    to,
                    query_name: instance
                        .get("related_query_name")
                        .and_then(|it| it.as_text()),
                    instance: instance.clone(),
                });
            }
        }
    }
    found
}

/// The model that a generic relation of a model leads to.
pub fn target(opts: &Opts, instance: &Instance) -> Option<Opts> {
    let to = instance.get("to")?;
    if let Some(class) = to.as_class() {
        let key = meta_of(class)?.model.borrow().key();
        return Opts::get(&opts.apps, &key);
    }
    let to = to.as_text()?;
    let key = match to.split_once('.') {
        Some((app_label, name)) => crate::orm::model::ModelKey::new(app_label, name),
        None => crate::orm::model::ModelKey::new(&opts.model.app_label, &to),
    };
    Opts::get(&opts.apps, &key)
}

impl Declared {
    /// The join from the model of the relation, or to it.
    fn path(&self, from: &Opts, reverse: bool) -> Option<Found> {
        let option = |attribute: &str| {
            let own = self.instance.get(attribute);
            own.or_else(|| self.instance.class.lookup(attribute))
        };
        let text = |attribute: &str| option(attribute).and_then(|it| it.as_text());
        let key = self.to.model.get_field(&text("object_id_field")?).ok()?;
        let content_type = self.to.model.get_field(&text("content_type_field")?).ok()?;
        let name = match reverse {
            true => self.query_name.clone()?,
            false => self.name.clone(),
        };
        let field = foreign_key(&self.to, &key, name, from);
        let generic = Generic {
            owner: self.to.clone(),
            content_type,
            model: from.model.class.clone()?,
            for_concrete_model: option("for_concrete_model")?,
        };
        let generic = Some(Rc::new(generic));
        if reverse {
            let path = PathInfo {
                target: from.model.pk()?,
                to: from.clone(),
                join_field: JoinField {
                    owner: self.to.clone(),
                    field: field.clone(),
                    reverse: false,
                },
                many: false,
                direct: false,
                filtered: None,
                generic,
            };
            let member = Member::Field(field);
            return Some(Found { member, path });
        }
        let related = Related {
            owner: self.to.model.clone(),
            field,
        };
        let path = from.related_path(&related).into_iter().next()?;
        Some(Found {
            member: Member::Related(related),
            path: PathInfo { generic, ..path },
        })
    }
}

/// The column with the key, as if it were a foreign key to the model of the relation.
fn foreign_key(owner: &Opts, key: &Field, name: Rc<str>, to: &Opts) -> Field {
    let column = key.column();
    let mut relation = Relation::to(ModelReference::Scoped {
        app_label: to.model.app_label.clone(),
        model: to.model.name.clone(),
    });
    relation.related_query_name = Some(name.clone());
    key.with(|data| {
        data.kind = FieldKind::ForeignKey;
        data.path = RELATION.into();
        data.name = Some(name);
        data.options.db_column = column;
        data.options.null = true;
        data.options.unique = false;
        data.relation = Some(relation);
        data.instance = None;
        data.custom = None;
        data.internal_type = None;
        data.own_db_type = None;
        data.model = Some(owner.key());
    })
}

impl Generic {
    /// `get_extra_restriction`: the condition on the content type, in the table with this alias.
    ///
    /// # Errors
    ///
    /// What looking for the content type raises.
    pub fn restriction(
        &self,
        interpreter: &mut Interpreter,
        query: &Query,
        alias: &Rc<str>,
    ) -> Outcome<Node> {
        let module = interpreter.import_module("django.contrib.contenttypes.models")?;
        let manager = module.get("ContentType").unwrap_or(Value::None);
        let manager = interpreter.get_attribute(&manager, "objects")?;
        let arguments = Arguments::positional(vec![self.model.clone()])
            .with("for_concrete_model", self.for_concrete_model.clone());
        let content_type = interpreter.call_method(&manager, "get_for_model", arguments)?;
        let key = interpreter.get_attribute(&content_type, "pk")?;
        let key = key
            .as_i64()
            .ok_or_else(|| field_error("a content type without a key"))?;
        Ok(Node::Lookup(Rc::new(Lookup {
            name: "exact",
            lhs: query.col(&self.owner, &self.content_type, alias),
            rhs: Rhs::One(Operand::Value(SqlValue::Integer(key))),
        })))
    }
}
