//! What a model class inherits: fields of abstract bases, links to concrete ones.

use std::collections::BTreeSet;
use std::rc::Rc;

use indexmap::IndexMap;

use super::Builder;
use crate::orm::apps::{field_clash, parent_link, parent_link_clash, parent_link_name};
use crate::orm::fields::{Field, FieldKind};
use crate::orm::model::ModelKey;
use crate::orm::model::meta::{ModelMeta, add_field, meta_of};
use crate::python::{Arguments, Class, PyResult, Value};

type Links = IndexMap<ModelKey, Rc<str>>;

impl Builder<'_> {
    /// The part of `ModelBase.__new__` that goes through the bases.
    pub(super) fn inherit(&mut self) -> PyResult<()> {
        let own_names: BTreeSet<Rc<str>> = self
            .meta
            .local_fields()
            .iter()
            .map(Field::name)
            .chain(self.private_names())
            .collect();
        let concrete = match self.meta.is_proxy() {
            true => self.proxied()?.concrete_key(),
            false => self.meta.key(),
        };
        *self.meta.concrete.borrow_mut() = Some(concrete);
        let mut links = self.parent_links();
        let parents = self.parents();
        let mut inherited: BTreeSet<Rc<str>> = BTreeSet::new();
        for base in self.class.mro().cloned().collect::<Vec<_>>() {
            let parent = parents.iter().find(|(class, _)| Rc::ptr_eq(class, &base));
            let Some((_, meta)) = parent else {
                inherited.extend(base.attributes.borrow().keys().cloned());
                continue;
            };
            if meta.is_abstract {
                self.inherit_abstract(meta, &own_names, &inherited)?;
            } else {
                self.inherit_concrete(&base, meta, &own_names, &mut inherited, &mut links)?;
            }
            self.inherit_private(&base, meta, &own_names)?;
        }
        let bases = self.state_bases();
        self.meta.model.borrow_mut().bases = bases;
        Ok(())
    }

    fn private_names(&self) -> Vec<Rc<str>> {
        self.meta.private_fields.borrow().keys().cloned().collect()
    }

    /// The one model that a proxy stands for.
    fn proxied(&mut self) -> PyResult<Rc<ModelMeta>> {
        let name = self.class.name.clone();
        let mut base: Option<Rc<ModelMeta>> = None;
        for (_, parent) in self.parents() {
            if parent.is_abstract {
                if !parent.local_fields().is_empty() {
                    return Err(self.interpreter.type_error(format!(
                        "Abstract base class containing model fields not permitted for proxy \
                         model '{name}'."
                    )));
                }
                continue;
            }
            match &base {
                None => base = Some(parent),
                Some(base) if base.concrete_key() == parent.concrete_key() => {}
                Some(_) => {
                    return Err(self.interpreter.type_error(format!(
                        "Proxy model '{name}' has more than one non-abstract model base class."
                    )));
                }
            }
        }
        base.ok_or_else(|| {
            self.interpreter.type_error(format!(
                "Proxy model '{name}' has no non-abstract model base class."
            ))
        })
    }

    /// Fields declared with `parent_link=True`, on the class or on an abstract base.
    fn parent_links(&self) -> Links {
        let mut links = Links::new();
        let abstract_bases = self
            .parents()
            .into_iter()
            .map(|(_, meta)| meta)
            .filter(|meta| meta.is_abstract);
        let classes: Vec<Rc<ModelMeta>> = std::iter::once(self.meta.clone())
            .chain(abstract_bases)
            .collect();
        for meta in classes.iter().rev() {
            for field in meta.local_fields() {
                let is_link = field.kind == FieldKind::OneToOneField
                    && field
                        .relation
                        .as_ref()
                        .is_some_and(|relation| relation.parent_link);
                let own = self.meta.key();
                if let (true, Some(key)) = (
                    is_link,
                    field.remote_model_key(&own.app_label, &own.model_name),
                ) {
                    links.insert(key, field.name());
                }
            }
        }
        links
    }

    fn inherit_concrete(
        &mut self,
        base: &Rc<Class>,
        meta: &Rc<ModelMeta>,
        own_names: &BTreeSet<Rc<str>>,
        inherited: &mut BTreeSet<Rc<str>>,
        links: &mut Links,
    ) -> PyResult<()> {
        for field in meta.local_fields() {
            if own_names.contains(&field.name()) {
                return self.clash(&field.name(), base);
            }
            inherited.insert(field.name());
        }
        let concrete = meta.concrete_key();
        let link = match links.get(&concrete) {
            Some(link) => Some(link.clone()),
            None if self.meta.is_proxy() => None,
            None => Some(self.add_parent_link(base, &concrete, own_names)?),
        };
        self.meta.parents.borrow_mut().insert(concrete, link);
        Ok(())
    }

    fn add_parent_link(
        &mut self,
        base: &Rc<Class>,
        concrete: &ModelKey,
        own_names: &BTreeSet<Rc<str>>,
    ) -> PyResult<Rc<str>> {
        let name = parent_link_name(&concrete.model_name);
        if own_names.contains(&name) {
            let message = parent_link_clash(&name, &self.class.name, &base.name);
            return self.error("django.core.exceptions.FieldError", message);
        }
        let parent = self.context.registry.borrow().model(concrete).cloned();
        if let Some(parent) = parent {
            let counter = self.context.registry.borrow_mut().next_counter(true);
            let field = parent_link(&name, &parent).with(|data| data.creation_counter = counter);
            add_field(self.interpreter, &self.meta, field)?;
        }
        Ok(name)
    }

    fn inherit_abstract(
        &mut self,
        meta: &Rc<ModelMeta>,
        own_names: &BTreeSet<Rc<str>>,
        inherited: &BTreeSet<Rc<str>>,
    ) -> PyResult<()> {
        for field in meta.local_fields() {
            let name = field.name();
            let is_known = self.meta.model.borrow().fields.contains_key(&name)
                || self.class.get(&name).is_some();
            if own_names.contains(&name) || inherited.contains(&name) || is_known {
                continue;
            }
            match field.own_copy("contribute_to_class") {
                Some(copy) => self.contribute(&name, &copy)?,
                None => add_field(self.interpreter, &self.meta, field)?,
            }
        }
        for (parent, link) in meta.parents.borrow().iter() {
            self.meta
                .parents
                .borrow_mut()
                .insert(parent.clone(), link.clone());
        }
        Ok(())
    }

    fn inherit_private(
        &mut self,
        base: &Rc<Class>,
        meta: &Rc<ModelMeta>,
        own_names: &BTreeSet<Rc<str>>,
    ) -> PyResult<()> {
        let fields: Vec<(Rc<str>, Value)> = meta
            .private_fields
            .borrow()
            .iter()
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect();
        for (name, value) in fields {
            if !own_names.contains(&name) {
                // A copy that knows the model that inherits it.
                let copy = crate::orm::modules::contrib::copied(&value);
                let arguments = [Value::Class(self.class.clone()), Value::Str(name)];
                let arguments = Arguments::positional(arguments.to_vec());
                let method = "contribute_to_class";
                self.interpreter.call_method(&copy, method, arguments)?;
            } else if !meta.is_abstract {
                return self.clash(&name, base);
            }
        }
        Ok(())
    }

    fn clash(&mut self, field: &str, base: &Rc<Class>) -> PyResult<()> {
        let message = field_clash(field, &self.class.name, &base.name);
        self.error("django.core.exceptions.FieldError", message)
    }

    /// Every model in the method resolution order, the class itself first.
    pub(super) fn model_ancestors(&self) -> Vec<Rc<ModelMeta>> {
        self.class.mro().filter_map(meta_of).collect()
    }
}
