//! `Field.deconstruct()`: the constructor call that makes an equal field.

use crate::python::value::Namespace;
use std::rc::Rc;

use super::{Field, FieldKind, ModelReference, Relation};
use crate::orm::deconstruct::{Deconstruction, settings_reference};
use crate::python::Value;

type Kwargs = Namespace;

impl Field {
    /// The class's path with the arguments, as Django's `deconstruct()` answers them: what a
    /// project's own `deconstruct()` answered comes first.
    pub fn deconstruct(&self) -> Deconstruction {
        match &self.custom {
            Some(custom) => custom.clone(),
            None => self.builtin_deconstruct(),
        }
    }

    /// What `super().deconstruct()` answers to a project's subclass.
    pub fn builtin_deconstruct(&self) -> Deconstruction {
        let mut kwargs = self.common_kwargs();
        if let Some(relation) = &self.relation {
            self.add_relation(relation, &mut kwargs);
        }
        self.adapt_to_class(&mut kwargs);
        let args = match self.extra.get("field_names") {
            Some(names) => names.as_sequence().unwrap_or_default(),
            None => Vec::new(),
        };
        Deconstruction {
            path: self.path.clone(),
            args,
            kwargs,
        }
    }

    /// Options of `Field` itself that differ from their default, in Django's order.
    fn common_kwargs(&self) -> Kwargs {
        let options = &self.options;
        let mut kwargs = Kwargs::default();
        let mut set = |name: &str, value: Option<Value>| {
            if let Some(value) = value {
                kwargs.insert(name.into(), value);
            }
        };
        let when = |condition: bool, value: bool| condition.then_some(Value::Bool(value));
        let text = |text: &Option<Rc<str>>| text.clone().map(Value::Str);
        set("verbose_name", options.verbose_name.clone());
        set("primary_key", when(options.primary_key, true));
        set("max_length", options.max_length.clone());
        set("unique", when(options.unique, true));
        set("blank", when(options.blank, true));
        set("null", when(options.null, true));
        set("db_index", when(options.db_index, true));
        set("default", options.default.clone());
        set("db_default", options.db_default.clone());
        set("editable", when(!options.editable, false));
        set("serialize", when(!options.serialize, false));
        set("unique_for_date", text(&options.unique_for_date));
        set("unique_for_month", text(&options.unique_for_month));
        set("unique_for_year", text(&options.unique_for_year));
        set("choices", options.choices.clone());
        set("help_text", options.help_text.clone());
        set("db_column", text(&options.db_column));
        set("db_comment", text(&options.db_comment));
        set("db_tablespace", text(&options.db_tablespace));
        set("auto_created", when(options.auto_created, true));
        let validators = &options.validators;
        set(
            "validators",
            (!validators.is_empty()).then(|| Value::list(validators.clone())),
        );
        set("error_messages", options.error_messages.clone());
        kwargs
    }

    fn add_relation(&self, relation: &Relation, kwargs: &mut Kwargs) {
        let mut set = |name: &str, value: Value| {
            kwargs.insert(name.into(), value);
        };
        if let Some(limit) = &relation.limit_choices_to {
            set("limit_choices_to", limit.clone());
        }
        if let Some(name) = &relation.related_name {
            set("related_name", Value::Str(name.clone()));
        }
        if let Some(name) = &relation.related_query_name {
            set("related_query_name", Value::Str(name.clone()));
        }
        if self.many_to_many() {
            add_many_to_many(self, relation, &mut set);
            return;
        }
        if let Some(on_delete) = &relation.on_delete {
            set("on_delete", on_delete.clone());
        }
        if self.kind == FieldKind::ForeignObject {
            set(
                "from_fields",
                self.field_list("from_fields", &relation.from_fields),
            );
            set(
                "to_fields",
                self.field_list("to_fields", &relation.to_fields),
            );
        }
        if relation.parent_link {
            set("parent_link", Value::Bool(true));
        }
        set("to", to_value(&relation.to));
        if !self.kind.is_foreign_key() {
            return;
        }
        if !relation.db_constraint {
            set("db_constraint", Value::Bool(false));
        }
        if let Some(to_field) = &relation.to_field {
            set("to_field", Value::Str(to_field.clone()));
        }
    }

    /// A list of field names as it was written; as a tuple once a field in it was renamed.
    fn field_list(&self, option: &str, names: &[Rc<str>]) -> Value {
        let written = self.extra.get(option).cloned().unwrap_or(Value::None);
        let items = written.as_sequence().unwrap_or_default();
        if items
            .iter()
            .filter_map(Value::as_text)
            .eq(names.iter().cloned())
        {
            return written;
        }
        Value::tuple(names.iter().cloned().map(Value::Str).collect())
    }

    /// What the class's own `deconstruct()` adds and removes.
    fn adapt_to_class(&self, kwargs: &mut Kwargs) {
        let kind = self.kind;
        for (name, value) in &self.extra {
            if !matches!(
                name.as_ref(),
                "field_names" | "from_fields" | "to_fields" | "through_fields"
            ) {
                kwargs.insert(name.clone(), value.clone());
            }
        }
        if self.is_auto_now() {
            kwargs.shift_remove("editable");
            kwargs.shift_remove("blank");
        }
        if kind.is_auto() {
            kwargs.shift_remove("blank");
            kwargs.insert("primary_key".into(), Value::Bool(true));
        }
        if let Some(length) = default_max_length(kind) {
            let given = kwargs.get("max_length").and_then(Value::as_i64);
            if given == Some(length) {
                kwargs.shift_remove("max_length");
            }
        }
        match kind {
            FieldKind::BinaryField => {
                kwargs.shift_remove("editable");
                if self.options.editable {
                    kwargs.insert("editable".into(), Value::Bool(true));
                }
            }
            FieldKind::NullBooleanField => {
                kwargs.shift_remove("null");
                kwargs.shift_remove("blank");
            }
            FieldKind::GeneratedField => {
                kwargs.shift_remove("blank");
                kwargs.shift_remove("editable");
            }
            FieldKind::SlugField | FieldKind::ForeignKey | FieldKind::OneToOneField => {
                kwargs.shift_remove("db_index");
                if !self.options.db_index {
                    kwargs.insert("db_index".into(), Value::Bool(false));
                }
                if kind == FieldKind::OneToOneField {
                    kwargs.shift_remove("unique");
                }
            }
            _ => {}
        }
    }
}

/// The `max_length` that `deconstruct()` leaves out because the constructor sets it.
fn default_max_length(kind: FieldKind) -> Option<i64> {
    match kind {
        FieldKind::FileField | FieldKind::ImageField | FieldKind::FilePathField => Some(100),
        FieldKind::SlugField => Some(50),
        FieldKind::URLField => Some(200),
        FieldKind::UUIDField => Some(32),
        FieldKind::IPAddressField => Some(15),
        FieldKind::GenericIPAddressField => Some(39),
        _ => None,
    }
}

fn add_many_to_many(field: &Field, relation: &Relation, set: &mut impl FnMut(&str, Value)) {
    if let Some(table) = &relation.db_table {
        set("db_table", Value::Str(table.clone()));
    }
    if !relation.db_constraint {
        set("db_constraint", Value::Bool(false));
    }
    set("to", to_value(&relation.to));
    if let Some(through) = &relation.through {
        set("through", Value::Str(through.written()));
    }
    if let Some(fields) = field.extra.get("through_fields") {
        set("through_fields", fields.clone());
    }
}

/// The `to` argument: the label, as a reference to the setting when it is one.
fn to_value(to: &ModelReference) -> Value {
    match to {
        ModelReference::Setting { setting, .. } => settings_reference(setting, &to.label()),
        _ => Value::Str(to.label()),
    }
}

impl ModelReference {
    /// The reference as text, case as written: `self`, `Book`, `books.Book`.
    pub fn written(&self) -> Rc<str> {
        match self {
            Self::Recursive => "self".into(),
            Self::Unscoped(model) => model.clone(),
            Self::Scoped { app_label, model }
            | Self::Setting {
                app_label, model, ..
            } => format!("{app_label}.{model}").into(),
        }
    }

    /// The reference as a migration has it, the model's name in lower case: `self`, `book`,
    /// `books.book`.
    pub fn label(&self) -> Rc<str> {
        match self {
            Self::Recursive => self.written(),
            Self::Unscoped(model) => model.to_lowercase().into(),
            Self::Scoped { app_label, model }
            | Self::Setting {
                app_label, model, ..
            } => format!("{app_label}.{}", model.to_lowercase()).into(),
        }
    }

    /// The reference that a text means.
    pub fn parse(text: &str) -> Self {
        match text.split_once('.') {
            _ if text == "self" => Self::Recursive,
            Some((app_label, model)) => Self::Scoped {
                app_label: app_label.into(),
                model: model.into(),
            },
            None => Self::Unscoped(text.into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::orm::testing::Blog;

    /// What `deconstruct()` of a field answers after its name, or the error of its constructor.
    fn check(field: &str, expected: &str) {
        let shown = Blog::with("")
            .and_then(|mut blog| blog.shown(&format!("(models.{field}).deconstruct()[1:]")));
        assert_eq!(shown.unwrap_or_else(|error| error), expected);
    }

    #[test]
    fn options_with_their_defaults_are_left_out() {
        check(
            "CharField('a name', max_length=5, null=False)",
            "('django.db.models.CharField', [], {'verbose_name': 'a name', 'max_length': 5})",
        );
        check(
            "EmailField()",
            "('django.db.models.EmailField', [], {'max_length': 254})",
        );
        check("SlugField()", "('django.db.models.SlugField', [], {})");
        check(
            "DateField(auto_now=True)",
            "('django.db.models.DateField', [], {'auto_now': True})",
        );
        check(
            "AutoField()",
            "('django.db.models.AutoField', [], {'primary_key': True})",
        );
        check(
            "ManyToManyField('Tag', related_name='+')",
            "('django.db.models.ManyToManyField', [], {'related_name': '+', 'to': 'tag'})",
        );
    }

    #[test]
    fn choices_are_normalised() {
        check(
            "CharField(choices={'a': 'A', 'G': {'b': 'B'}})",
            "('django.db.models.CharField', [], {'choices': [('a', 'A'), ('G', [('b', 'B')])]})",
        );
    }

    #[test]
    fn wrong_calls_fail_as_in_django() {
        check(
            "ForeignKey('Tag')",
            "TypeError: ForeignKey.__init__() missing 1 required positional argument: 'on_delete'",
        );
        check(
            "CharField(foo=1)",
            "TypeError: Field.__init__() got an unexpected keyword argument 'foo'",
        );
        check(
            "ForeignKey('Tag', on_delete=3)",
            "TypeError: on_delete must be callable.",
        );
    }
}
