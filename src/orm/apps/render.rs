//! Makes models complete: automatic fields, inheritance, `through` models.

use crate::python::value::Namespace;
use std::ops::Range;
use std::rc::Rc;

use indexmap::IndexMap;

use super::Apps;
use super::relations::m2m_table_name;
use crate::orm::exceptions::{DjangoResult, Exception};
use crate::orm::fields::{Field, FieldKind, ModelReference, Relation};
use crate::orm::model::{Base, Model, ModelKey, Resolved};
use crate::orm::settings::Settings;
use crate::python::Value;

type Models = IndexMap<ModelKey, Rc<Model>>;

/// A model on its way into a registry.
pub enum Rendering {
    /// Not rendered yet.
    Fresh(Box<Model>),
    /// Rendered before, after the `through` models that it made.
    Done(Rc<[Rc<Model>]>),
}

/// Renders the models of a migration state.
pub(super) fn render(models: Vec<Rendering>, settings: Rc<Settings>) -> DjangoResult<Apps> {
    let mut labels: Vec<Rc<str>> = models.iter().filter_map(app_label).collect();
    labels.sort();
    labels.dedup();
    let mut apps = Apps {
        models: Models::with_capacity(models.len()),
        settings,
        app_labels: labels,
        has_waited: false,
        gone: Vec::new(),
        unrelated: None,
        relation_tree: Default::default(),
    };
    apps.register_all(models, true)?;
    Ok(apps)
}

fn app_label(model: &Rendering) -> Option<Rc<str>> {
    match model {
        Rendering::Fresh(model) => Some(model.app_label.clone()),
        Rendering::Done(models) => models.last().map(|model| model.app_label.clone()),
    }
}

/// Registers models, each after its bases, as `render_multiple` does.
pub(super) fn collect(
    models: Vec<Model>,
    settings: Rc<Settings>,
    app_labels: Vec<Rc<str>>,
) -> DjangoResult<Apps> {
    let models = models
        .into_iter()
        .map(|model| Rendering::Fresh(Box::new(model)))
        .collect();
    let mut apps = Apps {
        models: Models::new(),
        settings,
        app_labels,
        has_waited: false,
        gone: Vec::new(),
        unrelated: None,
        relation_tree: Default::default(),
    };
    apps.register_all(models, false)?;
    Ok(apps)
}

impl Apps {
    /// `render_multiple`: takes models out and renders models of a migration state in.
    ///
    /// # Errors
    ///
    /// See [`Apps::new`].
    pub(crate) fn render_again<'a>(
        &mut self,
        keys: impl Iterator<Item = &'a ModelKey>,
        models: Vec<Model>,
    ) -> DjangoResult<()> {
        let before = self.models.clone();
        for key in keys {
            self.models.shift_remove(key);
        }
        for model in &models {
            self.add_label(&model.app_label);
        }
        let models = models.into_iter().map(|it| Rendering::Fresh(Box::new(it)));
        self.forget_relations();
        self.register_all(models.collect(), true)?;
        // What has been rendered again looks for its relations anew.
        let (gone, models) = (&mut self.gone, &self.models);
        let is_same = |key: &ModelKey| match (before.get(key), models.get(key)) {
            (Some(before), Some(model)) => Rc::ptr_eq(before, model),
            _ => false,
        };
        for (_, holders) in &mut *gone {
            holders.retain(is_same);
        }
        gone.retain(|(_, holders)| !holders.is_empty());
        Ok(())
    }

    /// `unregister_model`: takes a model out. The relations of other models still lead to it.
    pub(crate) fn unregister(&mut self, key: &ModelKey) {
        self.forget_relations();
        let Some(model) = self.models.shift_remove(key) else {
            return;
        };
        let leads_to_it = |holder: &&Rc<Model>| {
            let mut fields = holder.fields.values();
            fields.any(|field| field.remote_key(holder).as_ref() == Some(key))
        };
        let holders = self.models.values().filter(leads_to_it);
        let holders = holders.map(|holder| holder.key()).collect();
        self.gone.push((model, holders));
    }

    /// The model that was taken out while a relation of `holder` led to it.
    pub(super) fn gone(&self, key: &ModelKey, holder: &ModelKey) -> Option<&Rc<Model>> {
        let mut gone = self.gone.iter().rev();
        let found = gone.find(|(model, holders)| model.key() == *key && holders.contains(holder));
        found.map(|(model, _)| model)
    }

    /// Registers models, each after its bases. Those of a state are classes that are made only now.
    fn register_all(&mut self, models: Vec<Rendering>, of_state: bool) -> DjangoResult<()> {
        let mut waiting = Vec::new();
        for model in models {
            match model {
                Rendering::Fresh(model) if of_state => {
                    let model = in_creation_order(*model);
                    waiting.extend(self.register_after_bases(model, of_state)?);
                }
                Rendering::Fresh(model) => {
                    waiting.extend(self.register_after_bases(*model, of_state)?);
                }
                Rendering::Done(models) => {
                    let entries = models.iter().map(|model| (model.key(), model.clone()));
                    self.models.extend(entries);
                }
            }
        }
        self.has_waited |= !waiting.is_empty();
        while !waiting.is_empty() {
            let before = waiting.len();
            let mut later = Vec::new();
            for model in waiting {
                later.extend(self.register_after_bases(model, of_state)?);
            }
            if later.len() == before {
                return Err(invalid_bases(&later));
            }
            waiting = later;
        }
        Ok(())
    }

    /// Registers a model; gives it back when a base is not there.
    fn register_after_bases(
        &mut self,
        model: Model,
        of_state: bool,
    ) -> DjangoResult<Option<Model>> {
        if !bases_known(&model, &self.models) {
            return Ok(Some(model));
        }
        if of_state {
            check_class(&model, &self.models)?;
        }
        register(model, &mut self.models, &self.settings)?;
        Ok(None)
    }

    fn add_label(&mut self, label: &Rc<str>) {
        if let Err(place) = self.app_labels.binary_search(label) {
            self.app_labels.insert(place, label.clone());
        }
    }
}

impl Apps {
    /// The registry with a model in the place of the one of its key, to which no other model
    /// relates, as it stands for a model that is in no registry with them.
    pub(crate) fn with_model(self: &Rc<Self>, model: Rc<Model>) -> Self {
        let key = model.key();
        let mut apps = Self::clone(self);
        apps.models.insert(key.clone(), model);
        apps.forget_relations();
        apps.unrelated = Some((key, self.clone()));
        apps
    }

    /// Puts a model that depends on no other, after the `through` models that it made, where a new
    /// rendering of all models would put it: where the model of its key and what that made stand,
    /// or at the end. Answers whether that could be told; if not, nothing has changed.
    pub(crate) fn put(&mut self, key: &ModelKey, rendered: &[Rc<Model>]) -> bool {
        let Some(range) = self.place_of(key) else {
            return false;
        };
        let keys: Vec<ModelKey> = rendered.iter().map(|model| model.key()).collect();
        let is_elsewhere = |key: &ModelKey| {
            let place = self.models.get_index_of(key);
            place.is_some_and(|place| !range.contains(&place))
        };
        if self.has_waited || keys.iter().any(is_elsewhere) {
            return false;
        }
        self.forget_relations();
        self.add_label(&key.app_label);
        let entries = keys.into_iter().zip(rendered.iter().cloned());
        drop(self.models.splice(range, entries));
        true
    }

    /// Takes a model and the `through` models that it made out; answers whether they could be told.
    pub(crate) fn remove(&mut self, key: &ModelKey) -> bool {
        let Some(range) = self.place_of(key) else {
            return false;
        };
        self.forget_relations();
        self.models.drain(range);
        let mut others = self.models.keys();
        if !others.any(|other| other.app_label == key.app_label) {
            self.app_labels.retain(|label| *label != key.app_label);
        }
        true
    }

    /// Where a model stands, after the `through` models that it made; the end when there is none.
    /// `None` when one of those has taken the place of another model.
    fn place_of(&self, key: &ModelKey) -> Option<Range<usize>> {
        let Some((last, _, model)) = self.models.get_full(key) else {
            return Some(self.models.len()..self.models.len());
        };
        let start = last.checked_sub(made_by(model))?;
        let made = self.models.get_range(start..last)?;
        let is_made = |through: &Rc<Model>| through.auto_created() == Some(key);
        made.values().all(is_made).then_some(start..last + 1)
    }
}

/// How many `through` models a model of no other's makes.
fn made_by(model: &Model) -> usize {
    if model.swapped() {
        return 0;
    }
    automatic_relations(model).count()
}

/// Fields made in the order written; automatic ones come first, the latest before the others, as
/// Django's two creation counters make them.
fn in_creation_order(mut model: Model) -> Model {
    let fields = std::mem::take(&mut model.fields);
    let (automatic, declared): (Vec<_>, Vec<_>) = fields
        .into_iter()
        .partition(|(_, field)| field.options.auto_created);
    model.fields = automatic.into_iter().rev().chain(declared).collect();
    model
}

fn bases_known(model: &Model, rendered: &Models) -> bool {
    model.bases.iter().all(|base| match base {
        Base::Key(key) => rendered.contains_key(key),
        Base::Named(label) => ModelKey::parse(label).is_some_and(|key| rendered.contains_key(&key)),
        Base::Model | Base::Class(_) => true,
    })
}

fn invalid_bases(models: &[Model]) -> Exception {
    let names: Vec<String> = models
        .iter()
        .map(|model| format!("<ModelState: '{}'>", model.label()))
        .collect();
    let names = names.join(", ");
    Exception::new(
        "django.db.migrations.exceptions.InvalidBasesError",
        format!(
            "Cannot resolve bases for [{names}]\nThis can happen if you are inheriting models from \
             an app with migrations (e.g. contrib.auth)\n in an app with no migrations; see \
             https://docs.djangoproject.com/en/5.2/topics/migrations/#dependencies for more"
        ),
    )
}

/// What the metaclass refuses. A class statement in `models.py` was refused before it came here.
fn check_class(model: &Model, rendered: &Models) -> DjangoResult<()> {
    check_inherited(model, rendered)?;
    let owner = model.options.text("order_with_respect_to");
    let Some(owner) = owner.filter(|name| !name.is_empty()) else {
        return Ok(());
    };
    let is_owner = |field: &Field| *field.name() == *owner || *field.attname() == *owner;
    let inherited = model.bases.iter().filter_map(|base| match base {
        Base::Key(key) => rendered.get(key),
        Base::Model | Base::Named(_) | Base::Class(_) => None,
    });
    let mut inherited = inherited.flat_map(|base| &base.resolved.all_fields);
    let is_own = |(name, field): (&Rc<str>, &Field)| {
        *name == owner || field.kind.is_foreign_key() && *format!("{name}_id") == *owner
    };
    if model.fields.iter().any(is_own) || inherited.any(is_owner) {
        return Ok(());
    }
    let message = format!("{} has no field named '{owner}'", model.name);
    let error = Exception::new("django.core.exceptions.FieldDoesNotExist", message);
    Err(error.during(&["StopIteration".to_owned()]))
}

/// A field that a base has already.
fn check_inherited(model: &Model, rendered: &Models) -> DjangoResult<()> {
    let error = |text| Err(Exception::new("django.core.exceptions.FieldError", text));
    for base in &model.bases {
        let Base::Key(key) = base else { continue };
        let Some(base) = rendered.get(key) else {
            continue;
        };
        if let Some(name) = base.fields.keys().find(|it| model.fields.contains_key(*it)) {
            return error(field_clash(name, &model.name, &base.name));
        }
        let Some(parent) = rendered.get(&base.concrete_key()) else {
            continue;
        };
        let link = parent_link_name(&parent.model_name());
        let is_taken = model.fields.contains_key(&*link);
        if is_taken && !model.proxy() && declared_link(model, &parent.key()).is_none() {
            return error(parent_link_clash(&link, &model.name, &parent.name));
        }
    }
    Ok(())
}

/// Why a class cannot have a field of the name of one of its base's.
pub(crate) fn field_clash(name: &str, class: &str, base: &str) -> String {
    format!(
        "Local field '{name}' in class '{class}' clashes with field of the same name from base \
         class '{base}'."
    )
}

/// Why a class cannot have a field of the name that the link to its base gets.
pub(crate) fn parent_link_clash(name: &str, class: &str, base: &str) -> String {
    format!(
        "Auto-generated field '{name}' in class '{class}' for parent_link to base class '{base}' \
         clashes with declared field of the same name."
    )
}

fn register(mut model: Model, rendered: &mut Models, settings: &Settings) -> DjangoResult<()> {
    let key = model.key();
    let auto_created = model.resolved.auto_created.take();
    model.resolved = Resolved {
        auto_created,
        swapped: swapped(&model, settings),
        ..Resolved::default()
    };
    let proxied = proxied_model(&model, rendered);
    match &proxied {
        Some(target) => {
            model.resolved.db_table = target.db_table();
            model.resolved.concrete_model = Some(target.concrete_key());
            model.resolved.proxy_for_model = Some(target.key());
        }
        None => {
            model.resolved.db_table = model.db_table();
            model.resolved.concrete_model = Some(key.clone());
        }
    }
    add_parents(&mut model, rendered);
    add_order(&mut model);
    add_primary_key(&mut model, proxied.as_deref(), settings);
    bind_fields(&mut model, &key);
    model.resolved.all_fields = all_fields(&model, rendered);
    model.resolved.pk = primary_key(&model, proxied.as_deref());
    if !model.swapped() && proxied.is_none() {
        for through in through_models(&model) {
            register(through, rendered, settings)?;
        }
    }
    rendered.insert(key, Rc::new(model));
    Ok(())
}

/// `_meta.swapped`: the value of the model's swappable setting when that is another model.
fn swapped(model: &Model, settings: &Settings) -> Option<Rc<str>> {
    let setting = model.options.text("swappable")?;
    let value = settings.text(&setting)?;
    (value.to_lowercase() != model.label_lower()).then_some(value)
}

fn proxied_model(model: &Model, rendered: &Models) -> Option<Rc<Model>> {
    if !model.proxy() {
        return None;
    }
    model.bases.iter().find_map(|base| match base {
        Base::Key(key) => rendered.get(key).cloned(),
        Base::Model | Base::Named(_) | Base::Class(_) => None,
    })
}

/// Multi-table inheritance: a link to every concrete parent.
fn add_parents(model: &mut Model, rendered: &Models) {
    let mut parents: Vec<(ModelKey, Option<Rc<str>>)> = Vec::new();
    for base in model.bases.clone() {
        let Base::Key(base) = base else { continue };
        let Some(base) = rendered.get(&base) else {
            continue;
        };
        let Some(concrete) = rendered.get(&base.concrete_key()) else {
            continue;
        };
        let link = if let Some(link) = declared_link(model, &concrete.key()) {
            Some(link)
        } else if model.proxy() {
            None
        } else {
            Some(add_link(model, concrete))
        };
        set_parent(&mut parents, concrete.key(), link);
    }
    model.resolved.parents = parents;
}

fn set_parent(
    parents: &mut Vec<(ModelKey, Option<Rc<str>>)>,
    key: ModelKey,
    link: Option<Rc<str>>,
) {
    match parents.iter_mut().find(|(known, _)| *known == key) {
        Some(known) => known.1 = link,
        None => parents.push((key, link)),
    }
}

fn declared_link(model: &Model, parent: &ModelKey) -> Option<Rc<str>> {
    let is_link = |field: &Field| {
        field.kind == FieldKind::OneToOneField
            && field
                .relation
                .as_ref()
                .is_some_and(|relation| relation.parent_link)
            && field
                .remote_model_key(&model.app_label, &model.name)
                .as_ref()
                == Some(parent)
    };
    model
        .fields
        .iter()
        .find(|(_, field)| is_link(field))
        .map(|(name, _)| name.clone())
}

fn add_link(model: &mut Model, parent: &Model) -> Rc<str> {
    let name = parent_link_name(&parent.model_name());
    if !model.fields.contains_key(&name) {
        let field = parent_link(&name, parent);
        model.fields.shift_insert(0, name.clone(), field);
    }
    name
}

/// The name of the link to a concrete parent, unless the class gives it another.
pub(crate) fn parent_link_name(parent: &str) -> Rc<str> {
    format!("{parent}_ptr").into()
}

/// The `OneToOneField` that Django adds for a concrete parent.
pub(crate) fn parent_link(name: &str, parent: &Model) -> Field {
    let to = ModelReference::Scoped {
        app_label: parent.app_label.clone(),
        model: parent.name.clone(),
    };
    let on_delete = crate::orm::modules::deletion::cascade();
    Field::of_kind(FieldKind::OneToOneField).with(|data| {
        data.name = Some(name.into());
        data.options.auto_created = true;
        data.options.unique = true;
        data.options.db_index = true;
        data.creation_counter = -1;
        data.relation = Some(Relation {
            parent_link: true,
            on_delete: Some(on_delete),
            ..Relation::to(to)
        });
    })
}

/// `order_with_respect_to` adds the column `_order`.
fn add_order(model: &mut Model) {
    let wanted = model
        .options
        .text("order_with_respect_to")
        .is_some_and(|name| !name.is_empty());
    if !wanted
        || model
            .fields
            .values()
            .any(|field| field.kind == FieldKind::OrderWrt)
    {
        return;
    }
    let field = Field::of_kind(FieldKind::OrderWrt).with(|data| {
        data.name = Some("_order".into());
        data.options.editable = false;
    });
    model.fields.insert("_order".into(), field);
}

fn add_primary_key(model: &mut Model, proxied: Option<&Model>, settings: &Settings) {
    if proxied.is_some() || model.is_abstract() {
        return;
    }
    if let Some(field) = model
        .fields
        .values_mut()
        .find(|field| field.options.primary_key)
    {
        without_serialize(field);
        return;
    }
    let link = model
        .resolved
        .parents
        .first()
        .and_then(|(_, link)| link.clone());
    if let Some(field) = link.and_then(|link| model.fields.get_mut(&link)) {
        *field = field.with(|data| data.options.primary_key = true);
        without_serialize(field);
        return;
    }
    // A field of one's own has the name: the system checks say so.
    if model.fields.contains_key("id") {
        return;
    }
    let kind = settings
        .default_auto_field
        .rsplit('.')
        .next()
        .and_then(FieldKind::from_name);
    let field = Field::auto(
        kind.filter(|kind| kind.is_auto())
            .unwrap_or(FieldKind::AutoField),
    );
    model.fields.shift_insert(0, "id".into(), field);
}

/// `setup_pk`: a primary key is not serialized.
fn without_serialize(field: &mut Field) {
    if field.options.serialize {
        *field = field.with(|data| data.options.serialize = false);
    }
}

fn bind_fields(model: &mut Model, key: &ModelKey) {
    for (name, field) in &mut model.fields {
        if field.model.as_ref() != Some(key) || field.name.as_ref() != Some(name) {
            *field = field.with(|data| {
                data.model = Some(key.clone());
                data.name = Some(name.clone());
            });
        }
    }
}

/// `_meta.fields` and `_meta.many_to_many`: each parent's, then the model's own.
fn all_fields(model: &Model, rendered: &Models) -> Vec<Field> {
    let mut fields: Vec<Field> = Vec::new();
    for (parent, _) in model.parents() {
        let Some(parent) = rendered.get(parent) else {
            continue;
        };
        for field in &parent.resolved.all_fields {
            let is_known = fields
                .iter()
                .any(|known| known.model == field.model && known.name == field.name);
            if !is_known {
                fields.push(field.clone());
            }
        }
    }
    fields.extend(model.local_fields().cloned());
    fields.extend(model.local_many_to_many().cloned());
    fields
}

fn primary_key(model: &Model, proxied: Option<&Model>) -> Option<Field> {
    match proxied {
        Some(target) => target.pk(),
        None => model
            .fields
            .values()
            .find(|field| field.options.primary_key)
            .cloned(),
    }
}

/// The models that many-to-many fields without `through` stand on.
fn through_models(model: &Model) -> Vec<Model> {
    automatic_relations(model)
        .filter_map(|field| through_model(model, field))
        .collect()
}

fn automatic_relations(model: &Model) -> impl Iterator<Item = &Field> {
    model.local_many_to_many().filter(|field| {
        let relation = field.relation.as_ref();
        relation.is_some_and(|it| it.through.is_none())
    })
}

/// `create_many_to_many_intermediary_model`.
fn through_model(model: &Model, field: &Field) -> Option<Model> {
    let relation = field.relation.as_ref()?;
    let target = relation.to.resolve(&model.app_label, &model.name);
    let name = format!("{}_{}", model.name, field.name());
    let (mut from, mut to) = (model.model_name(), target.model_name.clone());
    if from == to {
        (from, to) = (format!("from_{from}").into(), format!("to_{to}").into());
    }
    let own = ModelReference::Scoped {
        app_label: model.app_label.clone(),
        model: model.name.clone(),
    };
    let other = match &relation.to {
        ModelReference::Recursive => own.clone(),
        ModelReference::Unscoped(other) => ModelReference::Scoped {
            app_label: model.app_label.clone(),
            model: other.clone(),
        },
        scoped => scoped.clone(),
    };
    let mut through = Model::new(&model.app_label, &name);
    through.module = model.module.clone();
    for (link, reference) in [(&from, own), (&to, other)] {
        through
            .fields
            .insert(link.clone(), through_link(link, reference, field, &name));
    }
    through.options.values = through_options(model, field, &from, &to);
    through.resolved.auto_created = Some(model.key());
    Some(through)
}

fn through_link(name: &Rc<str>, to: ModelReference, field: &Field, through: &str) -> Field {
    let db_constraint = field.db_constraint();
    let tablespace = field.options.db_tablespace.clone();
    Field::of_kind(FieldKind::ForeignKey).with(|data| {
        data.name = Some(name.clone());
        data.options.db_index = true;
        data.options.db_tablespace = tablespace;
        data.relation = Some(Relation {
            related_name: Some(format!("{through}+").into()),
            db_constraint,
            on_delete: Some(crate::orm::modules::deletion::cascade()),
            ..Relation::to(to)
        });
    })
}

fn through_options(model: &Model, field: &Field, from: &Rc<str>, to: &Rc<str>) -> Namespace {
    let pair = Value::tuple(vec![Value::Str(from.clone()), Value::Str(to.clone())]);
    let mut options: Namespace = IndexMap::default();
    options.insert(
        "verbose_name".into(),
        Value::str(format!("{from}-{to} relationship")),
    );
    options.insert(
        "verbose_name_plural".into(),
        Value::str(format!("{from}-{to} relationships")),
    );
    options.insert("db_table".into(), Value::Str(m2m_table_name(model, field)));
    options.insert("unique_together".into(), Value::tuple(vec![pair]));
    if !model.managed() {
        options.insert("managed".into(), Value::Bool(false));
    }
    options
}
