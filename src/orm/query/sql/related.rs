//! `select_related`: the columns of related objects.

use std::rc::Rc;

use super::compiler::{KlassInfo, RelatedKlassInfo, SQLCompiler};
use super::joins::PathError;
use super::{Names, SelectRelated};
use crate::orm::fields::Field;
use crate::orm::query::failure::{Outcome, field_error};
use crate::orm::query::node::Node;
use crate::orm::query::opts::{Opts, Related};

/// How far related objects of related objects are followed without names.
const MAX_DEPTH: usize = 5;

type Items = Vec<(Node, Option<Rc<str>>)>;

impl SQLCompiler {
    /// `get_related_selections`.
    pub(super) fn related_selections(
        &mut self,
        select: &mut Items,
        mask: &Names,
    ) -> Outcome<Vec<RelatedKlassInfo>> {
        let Some(opts) = self.query.opts.clone() else {
            return Ok(Vec::new());
        };
        let alias = self.query.initial_alias();
        let requested = match &self.query.select_related {
            SelectRelated::Names(names) => Some(names.clone()),
            _ => None,
        };
        self.selections_of(select, mask, &opts, &alias, requested.as_ref(), 1)
    }

    fn selections_of(
        &mut self,
        select: &mut Items,
        mask: &Names,
        opts: &Opts,
        alias: &Rc<str>,
        requested: Option<&Names>,
        depth: usize,
    ) -> Outcome<Vec<RelatedKlassInfo>> {
        let mut infos = Vec::new();
        if requested.is_none() && depth > MAX_DEPTH {
            return Ok(infos);
        }
        let fields: Vec<Field> = opts.model.fields_with_inherited().cloned().collect();
        let mut found: Vec<Rc<str>> = Vec::new();
        for field in fields {
            let name = field.name();
            found.push(name.clone());
            let next = requested.and_then(|names| names.0.get(&name));
            if requested.is_some() && !field.is_relation() {
                if next.is_some() {
                    return Err(field_error(format!(
                        "Non-relational field given in select_related: '{name}'. Choices are: {}",
                        choices(opts)
                    )));
                }
                continue;
            }
            if !descends(opts, &field, requested, next.is_some(), mask, &name)? {
                continue;
            }
            let Some(remote) = opts.owner_of(&field).remote(&field) else {
                continue;
            };
            let related = field.unique().then(|| {
                let back = Related {
                    owner: opts.owner_of(&field).model,
                    field: field.clone(),
                };
                back.accessor_name().unwrap_or_else(|| back.name())
            });
            let step = Step {
                names: [name.to_string()],
                field: field.clone(),
                remote,
                local_name: name.clone(),
                remote_name: related,
                from_parent: None,
            };
            let below = mask.0.get(&name).cloned().unwrap_or_default();
            infos.push(self.selection(select, &below, opts, alias, step, next, requested, depth)?);
        }
        let Some(names) = requested else {
            return Ok(infos);
        };
        for related in opts.related_objects() {
            let unique = related.field.unique() && !related.field.many_to_many();
            let name = related.name();
            let Some(next) = names.0.get(&name).filter(|_| unique) else {
                continue;
            };
            found.push(name.clone());
            let owner = opts.beside(&related.owner);
            let from_parent = !owner.base_chain(&opts.key()).is_empty();
            let step = Step {
                names: [name.to_string()],
                field: related.field.clone(),
                local_name: related.accessor_name().unwrap_or_else(|| name.clone()),
                remote_name: Some(related.field.name()),
                remote: owner,
                from_parent: from_parent.then(|| opts.clone()),
            };
            let below = mask.0.get(&name).cloned().unwrap_or_default();
            infos.push(self.selection(
                select,
                &below,
                opts,
                alias,
                step,
                Some(next),
                requested,
                depth,
            )?);
        }
        let unknown: Vec<String> = names
            .0
            .keys()
            .filter(|name| !found.contains(name))
            .map(|name| format!("'{name}'"))
            .collect();
        if unknown.is_empty() {
            return Ok(infos);
        }
        Err(field_error(format!(
            "Invalid field name(s) given in select_related: {}. Choices are: {}",
            unknown.join(", "),
            choices(opts)
        )))
    }

    fn selection(
        &mut self,
        select: &mut Items,
        mask: &Names,
        opts: &Opts,
        alias: &Rc<str>,
        step: Step,
        next: Option<&Names>,
        requested: Option<&Names>,
        depth: usize,
    ) -> Outcome<RelatedKlassInfo> {
        let info = self
            .query
            .setup_joins(&step.names, Some(opts), alias, None, true)
            .map_err(PathError::into_failure)?;
        let alias = info.joins.last().cloned().unwrap_or_default();
        let parent = step.from_parent.as_ref();
        let columns = self.default_columns(mask, Some(alias.clone()), Some(&step.remote), parent);
        let first = select.len();
        select.extend(columns.into_iter().map(|column| (column, None)));
        let select_fields = (first..select.len()).collect();
        let empty = Names::default();
        let requested = requested.map(|_| next.unwrap_or(&empty));
        let related =
            self.selections_of(select, mask, &step.remote, &alias, requested, depth + 1)?;
        Ok(RelatedKlassInfo {
            klass: KlassInfo {
                opts: step.remote,
                select_fields,
                related,
            },
            field: step.field,
            local_name: step.local_name,
            remote_name: step.remote_name,
            from_parent: step.from_parent.is_some(),
        })
    }
}

/// A relation that is followed.
struct Step {
    names: [String; 1],
    field: Field,
    remote: Opts,
    local_name: Rc<str>,
    remote_name: Option<Rc<str>>,
    from_parent: Option<Opts>,
}

/// `select_related_descend`.
fn descends(
    opts: &Opts,
    field: &Field,
    requested: Option<&Names>,
    is_requested: bool,
    mask: &Names,
    name: &Rc<str>,
) -> Outcome<bool> {
    let Some(relation) = field.relation.as_ref().filter(|_| !field.many_to_many()) else {
        return Ok(false);
    };
    if relation.parent_link && !is_requested {
        return Ok(false);
    }
    if requested.is_some() && !is_requested {
        return Ok(false);
    }
    if requested.is_none() && field.options.null {
        return Ok(false);
    }
    if requested.is_some() && !mask.0.is_empty() && !mask.0.contains_key(name) {
        let model = opts.owner_of(field).model.name.clone();
        return Err(field_error(format!(
            "Field {model}.{name} cannot be both deferred and traversed using select_related at \
             the same time."
        )));
    }
    Ok(true)
}

fn choices(opts: &Opts) -> String {
    let direct = opts
        .model
        .fields_with_inherited()
        .filter(|field| field.is_relation())
        .map(|field| field.name().to_string());
    let reverse = opts.related_objects().into_iter();
    let reverse = reverse
        .filter(|related| related.field.unique())
        .map(|related| related.name().to_string());
    let all: Vec<String> = direct.chain(reverse).collect();
    if all.is_empty() {
        return "(none)".to_owned();
    }
    all.join(", ")
}
