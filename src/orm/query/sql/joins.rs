//! From names to joined tables: `names_to_path`, `setup_joins`, `trim_joins`, `resolve_ref`.

use std::rc::Rc;

use super::{Aliases, Join, Query};
use crate::orm::fields::Field;
use crate::orm::query::failure::{Failure, Outcome, field_error};
use crate::orm::query::node::{Col, Node};
use crate::orm::query::opts::{Member, Opts, PathInfo};

/// Where a name leads.
#[derive(Clone)]
pub struct JoinInfo {
    /// What stands at the end: a field or a relation.
    pub member: Member,
    /// The field whose column is compared.
    pub target: Field,
    /// The model at the end.
    pub opts: Opts,
    /// The tables on the way, the first one included.
    pub joins: Vec<Rc<str>>,
    /// The joins.
    pub path: Vec<PathInfo>,
    /// Names after the field: transforms.
    pub transforms: Vec<String>,
}

/// A name with the joins that it made.
pub type NameWithPath = (String, Vec<PathInfo>);

/// Why a name leads nowhere.
pub enum PathError {
    /// An exception.
    Failure(Failure),
    /// It leads to many rows, which the caller does not want (`MultiJoin`).
    Many(Vec<NameWithPath>),
}

impl From<Failure> for PathError {
    fn from(failure: Failure) -> Self {
        Self::Failure(failure)
    }
}

/// What [`Query::names_to_path`] answers.
pub struct NamePath {
    /// The joins.
    pub path: Vec<PathInfo>,
    /// What stands at the end.
    pub member: Member,
    /// The field whose column is compared.
    pub target: Field,
    /// The model at the end.
    pub opts: Opts,
    /// The names that are left: lookups and transforms.
    pub rest: Vec<String>,
}

impl Query {
    /// Follows names from a model as far as they are fields.
    pub fn names_to_path(
        &self,
        names: &[String],
        start: Option<&Opts>,
        allow_many: bool,
        fail_on_missing: bool,
    ) -> Result<NamePath, PathError> {
        let mut path: Vec<PathInfo> = Vec::new();
        let mut names_with_path: Vec<NameWithPath> = Vec::new();
        let mut opts = start.cloned();
        let mut found: Option<(Member, Field)> = None;
        let mut used = 0;
        for (place, name) in names.iter().enumerate() {
            let member = self.member(opts.as_ref(), name);
            if let (None, 0, Some(filtered)) = (&member, place, self.filtered.get(name.as_str())) {
                let names: Vec<String> = filtered.relation.split("__").map(str::to_owned).collect();
                let mut inner = self.names_to_path(&names, start, allow_many, true)?;
                if let Some(last) = inner.path.last_mut() {
                    last.filtered = Some(name.as_str().into());
                }
                used = 1;
                names_with_path.push((name.clone(), inner.path.clone()));
                path.extend(inner.path);
                opts = Some(inner.opts);
                found = Some((inner.member, inner.target));
                continue;
            }
            let mut generic = None;
            let member = member.or_else(|| {
                let found = super::super::generic::find(opts.as_ref()?, name)?;
                generic = Some(found.path);
                Some(found.member)
            });
            let (Some(member), Some(own)) = (member, opts.clone()) else {
                if place == 0 || fail_on_missing {
                    return Err(self.unknown_keyword(name, opts.as_ref()).into());
                }
                break;
            };
            used = place + 1;
            let mut own_path = Vec::new();
            let declared = match &member {
                Member::Field(field) => own.owner_of(field).concrete().key(),
                Member::Related(related) => own
                    .beside(&related.owner)
                    .remote(&related.field)
                    .map_or_else(|| own.key(), |remote| remote.concrete().key()),
            };
            let mut at = own.clone();
            if declared != own.key() {
                let to_parent = own.path_to_parent(&declared);
                if let Some(last) = to_parent.last() {
                    at = last.to.clone();
                }
                own_path.extend(to_parent);
            }
            let infos = match (&member, generic) {
                (_, Some(path)) => vec![path],
                (Member::Field(field), None) => at.field_path(field),
                (Member::Related(related), None) => at.related_path(related),
            };
            let Some(last) = infos.last().cloned() else {
                path.extend(own_path);
                let Member::Field(field) = &member else { break };
                if fail_on_missing && let Some(next) = names.get(place + 1) {
                    return Err(field_error(format!(
                        "Cannot resolve keyword '{next}' into field. Join on '{name}' not \
                         permitted."
                    ))
                    .into());
                }
                let field = field.clone();
                opts = Some(at);
                found = Some((member, field));
                break;
            };
            if !allow_many && let Some(many) = infos.iter().position(|info| info.many) {
                own_path.extend(infos.into_iter().take(many + 1));
                names_with_path.push((name.clone(), own_path));
                return Err(PathError::Many(names_with_path));
            }
            own_path.extend(infos);
            path.extend(own_path.iter().cloned());
            names_with_path.push((name.clone(), own_path));
            opts = Some(last.to.clone());
            found = Some((member, last.target));
        }
        match (found, opts) {
            (Some((member, target)), Some(opts)) => Ok(NamePath {
                path,
                member,
                target,
                opts,
                rest: names[used..].to_vec(),
            }),
            _ => Err(self
                .unknown_keyword(names.first().map_or("", String::as_str), start)
                .into()),
        }
    }

    fn member(&self, opts: Option<&Opts>, name: &str) -> Option<Member> {
        let opts = opts?;
        if name == "pk" {
            return opts.model.pk().map(Member::Field);
        }
        opts.get_field(name)
    }

    /// `Cannot resolve keyword …`.
    pub(super) fn unknown_keyword(&self, name: &str, opts: Option<&Opts>) -> Failure {
        let class = opts.and_then(|opts| opts.model.class.as_ref()?.as_class().cloned());
        let private = class.and_then(|class| crate::orm::model::private_field(&class, name));
        if private.is_some() {
            return field_error(format!(
                "Field '{name}' does not generate an automatic reverse relation and therefore \
                 cannot be used for reverse querying. If it is a GenericForeignKey, consider \
                 adding a GenericRelation."
            ));
        }
        self.not_among_choices(name, opts)
    }

    /// `Cannot resolve keyword …`, whatever else the name may be.
    pub(super) fn not_among_choices(&self, name: &str, opts: Option<&Opts>) -> Failure {
        let mut choices = opts.map(Opts::field_names).unwrap_or_default();
        choices.extend(self.annotation_select().map(|(name, _)| name.to_string()));
        choices.extend(self.filtered.keys().map(ToString::to_string));
        choices.sort();
        choices.dedup();
        field_error(format!(
            "Cannot resolve keyword '{name}' into field. Choices are: {}",
            choices.join(", ")
        ))
    }

    /// `setup_joins`: joins the tables on the way that names lead.
    ///
    /// # Errors
    ///
    /// `FieldError` for a name that is no field; [`PathError::Many`] when a row may meet more than
    /// one and `allow_many` is not set.
    pub fn setup_joins(
        &mut self,
        names: &[String],
        opts: Option<&Opts>,
        alias: &Rc<str>,
        reuse: Option<&Aliases>,
        allow_many: bool,
    ) -> Result<JoinInfo, PathError> {
        let mut last_failure = None;
        let mut pivot = names.len();
        let found = loop {
            match self.names_to_path(&names[..pivot], opts, allow_many, true) {
                Ok(found) => break found,
                Err(PathError::Failure(failure)) if pivot > 1 => {
                    // The message about the first name that is no field says most.
                    last_failure = Some(failure);
                    pivot -= 1;
                }
                Err(error) => return Err(error),
            }
        };
        let transforms = names[pivot..].to_vec();
        let is_plain = matches!(&found.member, Member::Field(field) if !field.is_relation());
        if let (Some(failure), false) = (last_failure, transforms.is_empty())
            && !(is_plain && self.has_transforms(&found.target, &transforms))
        {
            return Err(failure.into());
        }
        let mut joins = vec![alias.clone()];
        let mut alias = alias.clone();
        for info in &found.path {
            let nullable = !info.direct || info.join_field.field.options.null;
            let join = Join {
                parent_alias: alias,
                outer: false,
                field: info.join_field.clone(),
                nullable: nullable || info.filtered.is_some(),
                filtered: info.filtered.clone(),
                generic: info.generic.clone(),
            };
            let reuse = if info.many { reuse } else { None };
            alias = self.join(info.to.model.db_table(), Some(join), reuse);
            joins.push(alias.clone());
        }
        Ok(JoinInfo {
            member: found.member,
            target: found.target,
            opts: found.opts,
            joins,
            path: found.path,
            transforms,
        })
    }

    /// `trim_joins`: leaves out the last joins when the column that they lead to stands in the
    /// table before them.
    pub fn trim_joins(&mut self, info: &JoinInfo) -> (Field, Rc<str>, Vec<Rc<str>>) {
        let mut target = info.target.clone();
        let mut joins = info.joins.clone();
        for step in info.path.iter().rev() {
            if joins.len() == 1 || !step.direct || step.filtered.is_some() {
                break;
            }
            let Some((own, other)) = step.join_field.related_fields() else {
                break;
            };
            if other.column() != target.column() {
                break;
            }
            target = own;
            if let Some(alias) = joins.pop() {
                self.unref_alias(&alias);
            }
        }
        let alias = joins.last().cloned().unwrap_or_default();
        (target, alias, joins)
    }

    /// `_get_col`: the column that names led to.
    pub(super) fn column(&self, info: &JoinInfo, target: Field, alias: &Rc<str>) -> Node {
        let (output, related) = match &info.member {
            Member::Field(field) if field.is_relation() => (field.clone(), Some(info.opts.clone())),
            Member::Field(_) => (target.clone(), None),
            Member::Related(related) => (related.field.clone(), Some(info.opts.clone())),
        };
        let owner = info.opts.owner_of(&target);
        Node::Col(Col {
            alias: self.alias_cols.then(|| alias.clone()),
            target,
            output,
            owner,
            related,
        })
    }

    /// The column of a field of a model whose table has this alias (`field.get_col(alias)`).
    pub fn col(&self, opts: &Opts, field: &Field, alias: &Rc<str>) -> Node {
        let related = field.is_relation().then(|| opts.remote(field)).flatten();
        Node::Col(Col {
            alias: self.alias_cols.then(|| alias.clone()),
            target: field.clone(),
            output: field.clone(),
            owner: opts.owner_of(field),
            related,
        })
    }

    /// `resolve_ref(name)`: what `F(name)` stands for. `reuse` are the joins that may be used
    /// again; all when there is no such set.
    ///
    /// # Errors
    ///
    /// `FieldError`.
    pub fn resolve_ref(
        &mut self,
        name: &str,
        allow_joins: bool,
        reuse: &mut Option<Aliases>,
        summarize: bool,
    ) -> Outcome<Node> {
        if let Some(annotation) = self.annotations.get(name).cloned() {
            return self.resolve_annotation(name, annotation, allow_joins, summarize);
        }
        let names: Vec<String> = name.split("__").map(str::to_owned).collect();
        let first = names.first().map_or("", String::as_str);
        if let Some(annotation) = self.annotations.get(first).cloned() {
            return names[1..].iter().try_fold(annotation, |node, transform| {
                self.try_transform(&node, transform, None)
            });
        }
        let (opts, alias) = (self.opts.clone(), self.initial_alias());
        let info = self
            .setup_joins(&names, opts.as_ref(), &alias, reuse.as_ref(), true)
            .map_err(PathError::into_failure)?;
        let (target, alias, joins) = self.trim_joins(&info);
        if !allow_joins && joins.len() > 1 {
            return Err(joined_reference());
        }
        if let Some(reuse) = reuse {
            reuse.extend(joins);
        }
        let column = self.transformed_column(&info, target, &alias)?;
        Ok(column)
    }

    /// The column that names led to, with the transforms after it. As in Django a reference to a
    /// relation is one to its key.
    pub(super) fn transformed_column(
        &self,
        info: &JoinInfo,
        target: Field,
        alias: &Rc<str>,
    ) -> Outcome<Node> {
        let opts = info.opts.owner_of(&target);
        let column = self.col(&opts, &target, alias);
        info.transforms
            .iter()
            .try_fold(column, |node, name| self.try_transform(&node, name, None))
    }

    fn resolve_annotation(
        &self,
        name: &str,
        annotation: Node,
        allow_joins: bool,
        summarize: bool,
    ) -> Outcome<Node> {
        if !allow_joins {
            let mut columns = Vec::new();
            annotation.columns(true, &mut columns);
            let joined = columns.iter().any(|col| {
                let table = col
                    .alias
                    .as_ref()
                    .and_then(|alias| self.alias_map.get(alias));
                table.is_some_and(|table| table.join.is_some())
            });
            if joined {
                return Err(joined_reference());
            }
        }
        if !summarize {
            return Ok(annotation);
        }
        if self.selected_annotation(name).is_none() {
            return Err(field_error(format!(
                "Cannot aggregate over the '{name}' alias. Use annotate() to promote it."
            )));
        }
        Ok(Node::Ref {
            name: name.into(),
            source: Rc::new(annotation),
        })
    }
}

impl PathError {
    /// The exception.
    pub fn into_failure(self) -> Failure {
        match self {
            Self::Failure(failure) => failure,
            Self::Many(names) => {
                let name = names.last().map(|(name, _)| name.clone());
                field_error(format!(
                    "Invalid field name: '{}'",
                    name.unwrap_or_default()
                ))
            }
        }
    }
}

/// The error for a join where none may be.
pub(super) fn joined_reference() -> Failure {
    field_error("Joined field references are not permitted in this query")
}
