//! `defer()` and `only()`: which columns of which models are loaded.

use super::{Names, Query};
use crate::orm::fields::Field;
use crate::orm::query::failure::{Outcome, field_error};
use crate::orm::query::opts::{Member, Opts};

impl Query {
    /// `get_select_mask()`: the fields to load, by model; empty for all.
    pub(super) fn select_mask(&self) -> Outcome<Names> {
        let (names, defer) = &self.deferred_loading;
        let (Some(opts), false) = (&self.opts, names.is_empty()) else {
            return Ok(Names::default());
        };
        let mut mask = Names::default();
        for name in names {
            mask.add(name);
        }
        match defer {
            true => deferred(opts, mask),
            false => only(opts, &mask),
        }
    }
}

fn only(opts: &Opts, mask: &Names) -> Outcome<Names> {
    let mut selected = Names::default();
    add_pk(opts, &mut selected);
    for (name, inner) in &mask.0 {
        let member = opts.get_field(name);
        let Some(member) = member else {
            opts.model.get_field(name)?;
            continue;
        };
        let entry = match &member {
            Member::Field(field) => field.name(),
            Member::Related(related) => related.name(),
        };
        let mut below = Names::default();
        if !inner.0.is_empty() {
            below = only(&remote(opts, &member, inner)?, inner)?;
        }
        selected.0.insert(entry, below);
    }
    Ok(selected)
}

fn deferred(opts: &Opts, mut mask: Names) -> Outcome<Names> {
    let mut selected = Names::default();
    add_pk(opts, &mut selected);
    let fields: Vec<Field> = opts.model.concrete_fields().cloned().collect();
    let members = fields.into_iter().map(Member::Field);
    let related = opts.related_objects().into_iter().map(Member::Related);
    for member in members.chain(related) {
        let (name, attname) = match &member {
            Member::Field(field) => (field.name(), Some(field.attname())),
            Member::Related(related) => (related.name(), None),
        };
        let own = mask.0.shift_remove(&name);
        let by_attname = attname.and_then(|name| mask.0.shift_remove(&name));
        match (own, by_attname) {
            (None, None) => {
                selected.0.entry(name).or_default();
            }
            (Some(inner), _) if !inner.0.is_empty() => {
                let below = deferred(&remote(opts, &member, &inner)?, inner)?;
                selected.0.insert(name, below);
            }
            _ => {}
        }
    }
    for name in mask.0.keys() {
        opts.model.get_field(name)?;
    }
    Ok(selected)
}

fn add_pk(opts: &Opts, selected: &mut Names) {
    for field in opts.model.pk_fields() {
        selected.0.insert(field.name(), Names::default());
    }
}

fn remote(opts: &Opts, member: &Member, inner: &Names) -> Outcome<Opts> {
    let found = match member {
        Member::Field(field) => opts.owner_of(field).remote(field),
        Member::Related(related) => Some(opts.beside(&related.owner)),
    };
    let name = inner.0.keys().next().cloned().unwrap_or_default();
    found
        .map(|opts| opts.concrete())
        .ok_or_else(|| field_error(name.as_ref()))
}
