//! Field constructors: from the arguments of a call to a field.

use std::rc::Rc;

use super::choices::normalize_choices;
use super::prepare::is_callable;
use super::{Field, FieldData, FieldKind, FieldObject, FieldOptions, ModelReference, Relation};
use crate::orm::exceptions::raised_during;
use crate::orm::model::meta_of;
use crate::orm::modules::Context;
use crate::python::value::Instance;
use crate::python::{
    Arguments, Bound, Class, Interpreter, Namespace, NativeClass, PyResult, Signature, Value,
};

/// The parameters of `Field.__init__`.
const FIELD: Signature = Signature::new(
    "Field.__init__",
    "verbose_name=None, name=None, primary_key=False, max_length=None, unique=False, blank=False, \
     null=False, db_index=False, rel=None, default=NOT_PROVIDED, editable=True, serialize=True, \
     unique_for_date=None, unique_for_month=None, unique_for_year=None, choices=None, \
     help_text='', db_column=None, db_tablespace=None, auto_created=False, validators=(), \
     error_messages=None, db_comment=None, db_default=NOT_PROVIDED",
);

/// The attribute of a field class that stands in for another.
const STANDS_IN: &str = "_stands_in";

/// A built-in field class in the evaluator.
pub(crate) struct FieldClass {
    /// Which class.
    pub kind: FieldKind,
    /// The registry and settings that the classes share.
    pub context: Rc<Context>,
}

impl NativeClass for FieldClass {
    fn stand_in_names(&self, _interpreter: &mut Interpreter) -> Namespace {
        [(STANDS_IN.into(), Value::Bool(true))]
            .into_iter()
            .collect()
    }

    fn init(
        &self,
        interpreter: &mut Interpreter,
        instance: &Rc<Instance>,
        arguments: Arguments,
    ) -> PyResult<()> {
        if let Some(rel) = arguments.keywords.get("rel").filter(|rel| !rel.is_none()) {
            instance.set("remote_field", rel.clone());
        }
        let field = construct(
            interpreter,
            &self.context,
            self.kind,
            &instance.class,
            arguments,
        )?;
        match instance.native::<FieldObject>() {
            Some(object) => object.set(field),
            // The cell is empty, or it holds something that no field class put there.
            None => drop(instance.native.set(Rc::new(FieldObject::new(field)))),
        }
        Ok(())
    }
}

fn construct(
    interpreter: &mut Interpreter,
    context: &Context,
    kind: FieldKind,
    class: &Rc<Class>,
    mut arguments: Arguments,
) -> PyResult<Field> {
    let mut data = FieldData::clone(&Field::of_kind(kind));
    data.path = deconstruct_path(class).into();
    let type_name = class.name.clone();
    for step in std::iter::successors(Some(kind), |kind| kind.base()) {
        arguments = Step {
            interpreter,
            context,
            data: &mut data,
            type_name: &type_name,
        }
        .of_class(step, arguments)?;
    }
    if class.lookup(STANDS_IN).is_some() {
        keep_unknown(&mut data, &mut arguments);
    }
    let bound = FIELD.bind(interpreter, arguments)?;
    let name = read_common(interpreter, &mut data.options, bound)?;
    data.name = name.or(data.name);
    let counter = context
        .registry
        .borrow_mut()
        .next_counter(data.options.auto_created);
    data.creation_counter = counter;
    Ok(data.into())
}

/// Takes off the keyword arguments that only the class knows that this one stands in for: they are
/// written back as they were given.
fn keep_unknown(data: &mut FieldData, arguments: &mut Arguments) {
    let known = |name: &str| {
        let mut parameters = FIELD.parameters.split(", ");
        parameters.any(|parameter| parameter.split('=').next() == Some(name))
    };
    let names: Vec<Rc<str>> = arguments.keywords.keys().cloned().collect();
    for name in names.into_iter().filter(|name| !known(name)) {
        if let Some(value) = arguments.take(&name) {
            data.extra.insert(name, value);
        }
    }
}

/// A field of a class that is known only by its path: `Field.__init__` reads all its arguments.
pub(crate) fn construct_other(
    interpreter: &mut Interpreter,
    context: &Context,
    path: &str,
    arguments: Arguments,
) -> PyResult<Field> {
    let mut data = FieldData::clone(&Field::of_kind(FieldKind::Custom));
    data.path = path.into();
    let bound = FIELD.bind(interpreter, arguments)?;
    data.name = read_common(interpreter, &mut data.options, bound)?;
    data.creation_counter = context
        .registry
        .borrow_mut()
        .next_counter(data.options.auto_created);
    Ok(data.into())
}

/// The path that `deconstruct()` writes: Django's own classes are shortened.
fn deconstruct_path(class: &Class) -> String {
    let path = class.path();
    let modules = [
        "related.",
        "files.",
        "generated.",
        "json.",
        "proxy.",
        "composite.",
        "",
    ];
    for module in modules {
        if let Some(rest) = path.strip_prefix(&format!("django.db.models.fields.{module}")) {
            return format!("django.db.models.{rest}");
        }
    }
    path
}

/// The work of one class's `__init__`, which passes the rest on to its base class.
struct Step<'a> {
    interpreter: &'a mut Interpreter,
    context: &'a Context,
    data: &'a mut FieldData,
    type_name: &'a str,
}

impl Step<'_> {
    fn of_class(&mut self, kind: FieldKind, arguments: Arguments) -> PyResult<Arguments> {
        match kind {
            FieldKind::AutoField | FieldKind::BigAutoField | FieldKind::SmallAutoField => {
                Ok(arguments.with("blank", Value::Bool(true)))
            }
            FieldKind::NullBooleanField => Ok(arguments
                .with("null", Value::Bool(true))
                .with("blank", Value::Bool(true))),
            FieldKind::OrderWrt => Ok(arguments
                .with("name", Value::str("_order"))
                .with("editable", Value::Bool(false))),
            FieldKind::EmailField => Ok(with_default(arguments, "max_length", Value::Int(254))),
            FieldKind::IPAddressField => Ok(arguments.with("max_length", Value::Int(15))),
            FieldKind::BinaryField => Ok(with_default(arguments, "editable", Value::Bool(false))),
            FieldKind::CharField | FieldKind::TextField => self.text(kind, arguments),
            FieldKind::SlugField => self.slug(arguments),
            FieldKind::URLField => self.url(arguments),
            FieldKind::DateField => self.moment("DateField.__init__", arguments),
            FieldKind::TimeField => self.moment("TimeField.__init__", arguments),
            FieldKind::DecimalField => self.decimal(arguments),
            FieldKind::FilePathField => self.file_path(arguments),
            FieldKind::FileField => self.file(arguments),
            FieldKind::ImageField => self.image(arguments),
            FieldKind::GenericIPAddressField => self.ip_address(arguments),
            FieldKind::JSONField => self.json(arguments),
            FieldKind::UUIDField => self.uuid(arguments),
            FieldKind::GeneratedField => self.generated(arguments),
            FieldKind::CompositePrimaryKey => self.composite(arguments),
            FieldKind::OneToOneField => self.one_to_one(arguments),
            FieldKind::ForeignKey => self.foreign_key(arguments),
            FieldKind::ForeignObject => self.foreign_object(arguments),
            FieldKind::ManyToManyField => self.many_to_many(arguments),
            _ => Ok(arguments),
        }
    }

    fn bind(
        &mut self,
        name: &'static str,
        parameters: &'static str,
        arguments: Arguments,
    ) -> PyResult<Bound> {
        Signature::new(name, parameters).bind(self.interpreter, arguments)
    }

    /// Keeps an option of the class itself unless it has the default.
    fn keep(&mut self, name: &str, value: Option<Value>, is_default: impl Fn(&Value) -> bool) {
        if let Some(value) = value.filter(|value| !is_default(value)) {
            self.data.extra.insert(name.into(), value);
        }
    }

    fn keep_truthy(&mut self, name: &str, value: Option<Value>) -> PyResult<()> {
        if let Some(value) = value
            && self.interpreter.truthy(&value)?
        {
            self.data.extra.insert(name.into(), value);
        }
        Ok(())
    }

    fn text(&mut self, kind: FieldKind, arguments: Arguments) -> PyResult<Arguments> {
        let name = if kind == FieldKind::CharField {
            "CharField.__init__"
        } else {
            "TextField.__init__"
        };
        let mut bound = self.bind(name, "*args, db_collation=None, **kwargs", arguments)?;
        let collation = bound.take("db_collation");
        self.keep_truthy("db_collation", collation)?;
        Ok(passed_on(bound))
    }

    fn slug(&mut self, arguments: Arguments) -> PyResult<Arguments> {
        let parameters = "*args, max_length=50, db_index=True, allow_unicode=False, **kwargs";
        let mut bound = self.bind("SlugField.__init__", parameters, arguments)?;
        let unicode = bound.take("allow_unicode");
        self.keep("allow_unicode", unicode, |value| {
            matches!(value, Value::Bool(false))
        });
        let length = bound.take("max_length").unwrap_or(Value::Int(50));
        let index = bound.take("db_index").unwrap_or(Value::Bool(true));
        Ok(passed_on(bound)
            .with("max_length", length)
            .with("db_index", index))
    }

    fn url(&mut self, arguments: Arguments) -> PyResult<Arguments> {
        let parameters = "verbose_name=None, name=None, **kwargs";
        let bound = self.bind("URLField.__init__", parameters, arguments)?;
        Ok(with_default(named(bound), "max_length", Value::Int(200)))
    }

    fn moment(&mut self, name: &'static str, arguments: Arguments) -> PyResult<Arguments> {
        let parameters =
            "verbose_name=None, name=None, auto_now=False, auto_now_add=False, **kwargs";
        let mut bound = self.bind(name, parameters, arguments)?;
        let mut automatic = false;
        for option in ["auto_now", "auto_now_add"] {
            if let Some(value) = bound.take(option)
                && self.interpreter.truthy(&value)?
            {
                automatic = true;
                self.data.extra.insert(option.into(), Value::Bool(true));
            }
        }
        let arguments = named(bound);
        if !automatic {
            return Ok(arguments);
        }
        Ok(arguments
            .with("editable", Value::Bool(false))
            .with("blank", Value::Bool(true)))
    }

    fn decimal(&mut self, arguments: Arguments) -> PyResult<Arguments> {
        let parameters =
            "verbose_name=None, name=None, max_digits=None, decimal_places=None, **kwargs";
        let mut bound = self.bind("DecimalField.__init__", parameters, arguments)?;
        for option in ["max_digits", "decimal_places"] {
            let value = bound.take(option);
            self.keep(option, value, Value::is_none);
        }
        Ok(named(bound))
    }

    fn file_path(&mut self, arguments: Arguments) -> PyResult<Arguments> {
        let parameters = "verbose_name=None, name=None, path='', match=None, recursive=False, \
                          allow_files=True, allow_folders=False, **kwargs";
        let mut bound = self.bind("FilePathField.__init__", parameters, arguments)?;
        let path = bound.take("path");
        self.keep("path", path, |value| value.as_str() == Some(""));
        let pattern = bound.take("match");
        self.keep("match", pattern, Value::is_none);
        for (option, default) in [
            ("recursive", false),
            ("allow_files", true),
            ("allow_folders", false),
        ] {
            let value = bound.take(option);
            self.keep(option, value, |value| value.as_bool() == Some(default));
        }
        Ok(with_default(named(bound), "max_length", Value::Int(100)))
    }

    fn file(&mut self, arguments: Arguments) -> PyResult<Arguments> {
        let parameters = "verbose_name=None, name=None, upload_to='', storage=None, **kwargs";
        let mut bound = self.bind("FileField.__init__", parameters, arguments)?;
        let upload_to = bound.take("upload_to").unwrap_or_else(|| Value::str(""));
        self.data.extra.insert("upload_to".into(), upload_to);
        if let Some(storage) = bound.take("storage")
            && !crate::orm::modules::storage::is_default(&storage)
            && self.interpreter.truthy(&storage)?
        {
            self.data.extra.insert("storage".into(), storage);
        }
        Ok(with_default(named(bound), "max_length", Value::Int(100)))
    }

    fn image(&mut self, arguments: Arguments) -> PyResult<Arguments> {
        let parameters =
            "verbose_name=None, name=None, width_field=None, height_field=None, **kwargs";
        let mut bound = self.bind("ImageField.__init__", parameters, arguments)?;
        for option in ["width_field", "height_field"] {
            let value = bound.take(option);
            self.keep_truthy(option, value)?;
        }
        Ok(named(bound))
    }

    fn ip_address(&mut self, arguments: Arguments) -> PyResult<Arguments> {
        let parameters = "verbose_name=None, name=None, protocol='both', unpack_ipv4=False, \
                          *args, **kwargs";
        let mut bound = self.bind("GenericIPAddressField.__init__", parameters, arguments)?;
        let unpack = bound.take("unpack_ipv4");
        let protocol = bound.take("protocol");
        self.check_protocol(protocol.as_ref(), unpack.as_ref())?;
        self.keep("unpack_ipv4", unpack, |value| {
            value.as_bool() == Some(false)
        });
        self.keep("protocol", protocol, |value| value.as_str() == Some("both"));
        let rest = std::mem::take(&mut bound.rest);
        let mut arguments = named(bound);
        arguments.positional.extend(rest);
        Ok(arguments.with("max_length", Value::Int(39)))
    }

    /// `ip_address_validators()`
    fn check_protocol(&mut self, protocol: Option<&Value>, unpack: Option<&Value>) -> PyResult<()> {
        let Some(protocol) = protocol else {
            return Ok(());
        };
        let unpacks = match unpack {
            Some(unpack) => self.interpreter.truthy(unpack)?,
            None => false,
        };
        if unpacks && protocol.as_str() != Some("both") {
            return Err(self
                .interpreter
                .value_error("You can only use `unpack_ipv4` if `protocol` is set to 'both'"));
        }
        let Some(text) = protocol.as_text() else {
            let type_name = self.interpreter.type_name(protocol);
            let message = format!("'{type_name}' object has no attribute 'lower'");
            return Err(self.interpreter.attribute_error(message));
        };
        if !["both", "ipv4", "ipv6"].contains(&text.to_lowercase().as_str()) {
            let missing = vec![Value::str(text.to_lowercase())];
            let handled = match self.interpreter.builtin("KeyError") {
                Some(class) => self.interpreter.raise_with(&class, missing),
                None => self.interpreter.raise("KeyError", &*text),
            };
            let error = self.interpreter.value_error(format!(
                "The protocol '{text}' is unknown. Supported: ['both', 'ipv4', 'ipv6']"
            ));
            return Err(raised_during(error, &handled));
        }
        Ok(())
    }

    fn json(&mut self, arguments: Arguments) -> PyResult<Arguments> {
        let parameters = "verbose_name=None, name=None, encoder=None, decoder=None, **kwargs";
        let mut bound = self.bind("JSONField.__init__", parameters, arguments)?;
        for option in ["encoder", "decoder"] {
            let Some(value) = bound.take(option).filter(|value| !value.is_none()) else {
                continue;
            };
            if !is_callable(self.interpreter, &value)? {
                return Err(self
                    .interpreter
                    .value_error(format!("The {option} parameter must be a callable object.")));
            }
            self.data.extra.insert(option.into(), value);
        }
        Ok(named(bound))
    }

    fn uuid(&mut self, arguments: Arguments) -> PyResult<Arguments> {
        let bound = self.bind(
            "UUIDField.__init__",
            "verbose_name=None, **kwargs",
            arguments,
        )?;
        Ok(named(bound).with("max_length", Value::Int(32)))
    }

    fn generated(&mut self, arguments: Arguments) -> PyResult<Arguments> {
        let parameters = "*, expression, output_field, db_persist=None, **kwargs";
        let mut bound = self.bind("GeneratedField.__init__", parameters, arguments)?;
        let given = |name: &str| bound.keywords.get(name);
        let message = if given("editable").is_some_and(|it| it.as_bool() != Some(false)) {
            "GeneratedField cannot be editable."
        } else if given("blank").is_some_and(|it| it.as_bool() == Some(false)) {
            "GeneratedField must be blank."
        } else if given("default").is_some_and(|it| !is_not_provided(it)) {
            "GeneratedField cannot have a default."
        } else if given("db_default").is_some_and(|it| !is_not_provided(it)) {
            "GeneratedField cannot have a database default."
        } else if !matches!(bound.get("db_persist"), Some(Value::Bool(_))) {
            "GeneratedField.db_persist must be True or False."
        } else {
            ""
        };
        if !message.is_empty() {
            return Err(self.interpreter.value_error(message));
        }
        for option in ["db_persist", "expression", "output_field"] {
            let value = bound.take_or_none(option);
            if option == "output_field" && Field::is_field(&value) {
                Field::from_value(self.interpreter, &value)?;
            }
            self.data.extra.insert(option.into(), value);
        }
        let arguments = with_default(passed_on(bound), "editable", Value::Bool(false));
        Ok(with_default(arguments, "blank", Value::Bool(true)))
    }

    fn composite(&mut self, arguments: Arguments) -> PyResult<Arguments> {
        let names: Vec<&str> = arguments
            .positional
            .iter()
            .filter_map(Value::as_str)
            .collect();
        let unique: std::collections::BTreeSet<&str> = names.iter().copied().collect();
        let given = |name: &str| arguments.keywords.get(name);
        let all_unique_strings = !names.is_empty()
            && names.len() == arguments.positional.len()
            && unique.len() == names.len();
        let message = if !all_unique_strings {
            "CompositePrimaryKey args must be unique strings."
        } else if names.len() == 1 {
            "CompositePrimaryKey must include at least two fields."
        } else if given("default").is_some_and(|it| !is_not_provided(it)) {
            "CompositePrimaryKey cannot have a default."
        } else if given("db_default").is_some_and(|it| !is_not_provided(it)) {
            "CompositePrimaryKey cannot have a database default."
        } else if given("db_column").is_some_and(|it| !it.is_none()) {
            "CompositePrimaryKey cannot have a db_column."
        } else if given("editable").is_some_and(|it| it.as_bool() != Some(false)) {
            "CompositePrimaryKey cannot be editable."
        } else if given("primary_key").is_some_and(|it| it.as_bool() == Some(false)) {
            "CompositePrimaryKey must be a primary key."
        } else if given("blank").is_some_and(|it| it.as_bool() == Some(false)) {
            "CompositePrimaryKey must be blank."
        } else {
            ""
        };
        if !message.is_empty() {
            return Err(self.interpreter.value_error(message));
        }
        let names = Value::tuple(arguments.positional);
        self.data.extra.insert("field_names".into(), names);
        let arguments = Arguments {
            positional: Vec::new(),
            keywords: arguments.keywords,
        };
        let arguments = with_default(arguments, "editable", Value::Bool(false));
        let arguments = with_default(arguments, "primary_key", Value::Bool(true));
        Ok(with_default(arguments, "blank", Value::Bool(true)))
    }

    fn one_to_one(&mut self, arguments: Arguments) -> PyResult<Arguments> {
        let parameters = "to, on_delete, to_field=None, **kwargs";
        let mut bound = self.bind("OneToOneField.__init__", parameters, arguments)?;
        let (to, on_delete) = (bound.take_or_none("to"), bound.take_or_none("on_delete"));
        let to_field = bound.take_or_none("to_field");
        let mut arguments = passed_on(bound).with("unique", Value::Bool(true));
        arguments.positional = vec![to, on_delete];
        Ok(arguments.with("to_field", to_field))
    }

    fn foreign_key(&mut self, arguments: Arguments) -> PyResult<Arguments> {
        let parameters = "to, on_delete, related_name=None, related_query_name=None, \
                          limit_choices_to=None, parent_link=False, to_field=None, \
                          db_constraint=True, **kwargs";
        let mut bound = self.bind("ForeignKey.__init__", parameters, arguments)?;
        let to = bound.take_or_none("to");
        let mut relation = self.relation_to("ForeignKey", &to)?;
        relation.on_delete = Some(self.on_delete(&mut bound)?);
        self.read_relation(&mut relation, &mut bound)?;
        relation.to_field = bound.take("to_field").and_then(|name| name.as_text());
        relation.db_constraint = self.flag(bound.take("db_constraint"), true)?;
        self.data.relation = Some(relation);
        Ok(with_default(
            passed_on(bound),
            "db_index",
            Value::Bool(true),
        ))
    }

    fn foreign_object(&mut self, arguments: Arguments) -> PyResult<Arguments> {
        if self.data.relation.is_some() {
            return self.swappable(arguments);
        }
        let parameters = "to, on_delete, from_fields, to_fields, rel=None, related_name=None, \
                          related_query_name=None, limit_choices_to=None, parent_link=False, \
                          swappable=True, **kwargs";
        let mut bound = self.bind("ForeignObject.__init__", parameters, arguments)?;
        let to = bound.take_or_none("to");
        let mut relation = self.relation_to("ForeignObject", &to)?;
        relation.on_delete = Some(bound.take_or_none("on_delete"));
        self.read_relation(&mut relation, &mut bound)?;
        relation.swappable = self.flag(bound.take("swappable"), true)?;
        for (option, names) in [
            ("from_fields", &mut relation.from_fields),
            ("to_fields", &mut relation.to_fields),
        ] {
            let value = bound.take_or_none(option);
            let items = value.as_sequence().unwrap_or_default();
            *names = items.iter().filter_map(Value::as_text).collect();
            self.data.extra.insert(option.into(), value);
        }
        self.data.relation = Some(relation);
        Ok(passed_on(bound))
    }

    /// What a `ForeignKey` passes on to `ForeignObject`: only `swappable` is left to read.
    fn swappable(&mut self, mut arguments: Arguments) -> PyResult<Arguments> {
        let swappable = arguments.take("swappable");
        let swappable = self.flag(swappable, true)?;
        if let Some(relation) = &mut self.data.relation {
            relation.swappable = swappable;
        }
        Ok(arguments)
    }

    fn many_to_many(&mut self, arguments: Arguments) -> PyResult<Arguments> {
        let parameters = "to, related_name=None, related_query_name=None, limit_choices_to=None, \
                          symmetrical=None, through=None, through_fields=None, \
                          db_constraint=True, db_table=None, swappable=True, **kwargs";
        let mut bound = self.bind("ManyToManyField.__init__", parameters, arguments)?;
        let to = bound.take_or_none("to");
        let mut relation = self.relation_to("ManyToManyField", &to)?;
        self.read_relation(&mut relation, &mut bound)?;
        relation.symmetrical = match bound.take("symmetrical").filter(|it| !it.is_none()) {
            Some(value) => Some(self.interpreter.truthy(&value)?),
            None => Some(relation.to == ModelReference::Recursive),
        };
        relation.db_constraint = self.flag(bound.take("db_constraint"), true)?;
        relation.db_table = bound.take("db_table").and_then(|table| table.as_text());
        if let Some(through) = bound.take("through").filter(|it| !it.is_none()) {
            if relation.db_table.is_some() {
                return Err(self
                    .interpreter
                    .value_error("Cannot specify a db_table if an intermediary model is used."));
            }
            relation.through = Some(self.through(&through)?);
        }
        if let Some(fields) = bound.take("through_fields").filter(|it| !it.is_none()) {
            let names = self.interpreter.iterate(&fields)?;
            if relation.through.is_none() && !names.is_empty() {
                return Err(self
                    .interpreter
                    .value_error("Cannot specify through_fields without a through model"));
            }
            relation.through_fields = Some(names.iter().filter_map(Value::as_text).collect());
            self.data.extra.insert("through_fields".into(), fields);
        }
        relation.swappable = self.flag(bound.take("swappable"), true)?;
        self.data.relation = Some(relation);
        Ok(passed_on(bound))
    }

    fn read_relation(&mut self, relation: &mut Relation, bound: &mut Bound) -> PyResult<()> {
        let text = |value: Option<Value>| value.and_then(|value| value.as_text());
        relation.related_name = text(bound.take("related_name"));
        relation.related_query_name = text(bound.take("related_query_name"));
        if let Some(limit) = bound.take("limit_choices_to")
            && self.interpreter.truthy(&limit)?
        {
            relation.limit_choices_to = Some(limit);
        }
        relation.parent_link = self.flag(bound.take("parent_link"), false)?;
        Ok(())
    }

    fn on_delete(&mut self, bound: &mut Bound) -> PyResult<Value> {
        let on_delete = bound.take_or_none("on_delete");
        if is_callable(self.interpreter, &on_delete)? {
            return Ok(on_delete);
        }
        Err(self.interpreter.type_error("on_delete must be callable."))
    }

    fn flag(&mut self, value: Option<Value>, default: bool) -> PyResult<bool> {
        match value {
            Some(value) => self.interpreter.truthy(&value),
            None => Ok(default),
        }
    }

    fn relation_to(&mut self, class: &str, to: &Value) -> PyResult<Relation> {
        let reference = self.reference(class, to)?;
        Ok(Relation {
            is_class: to.as_class().is_some(),
            ..Relation::to(reference)
        })
    }

    /// The model that `to` means: a class, a name, or `"self"`.
    fn reference(&mut self, class: &str, to: &Value) -> PyResult<ModelReference> {
        if let Some(reference) = model_reference(to) {
            return Ok(self.with_setting(reference));
        }
        let (shown, type_name) = (self.interpreter.repr(to)?, self.type_name);
        let first = if class == "ManyToManyField" {
            class
        } else {
            "ForeignKey"
        };
        let owner = match to {
            Value::Class(class) => format!("type object '{}'", class.name),
            // Functions of Django's own are Python's there.
            Value::NativeFunction(_) => "'function' object".to_owned(),
            other => format!("'{}' object", self.interpreter.type_name(other)),
        };
        let handled = self
            .interpreter
            .attribute_error(format!("{owner} has no attribute '_meta'"));
        let error = self.interpreter.type_error(format!(
            "{type_name}({shown}) is invalid. First parameter to {first} must be either a model, a \
             model name, or the string 'self'"
        ));
        Err(raised_during(error, &handled))
    }

    fn through(&mut self, through: &Value) -> PyResult<ModelReference> {
        match model_reference(through) {
            Some(reference) => Ok(reference),
            None => {
                let shown = self.interpreter.repr(through)?;
                Err(self
                    .interpreter
                    .type_error(format!("through={shown} is no model")))
            }
        }
    }

    fn with_setting(&self, reference: ModelReference) -> ModelReference {
        let ModelReference::Scoped { app_label, model } = &reference else {
            return reference;
        };
        let label = format!("{app_label}.{model}");
        match self.context.registry.borrow().swappable_setting(&label) {
            Some(setting) => ModelReference::Setting {
                setting,
                app_label: app_label.clone(),
                model: model.clone(),
            },
            None => reference,
        }
    }
}

/// The model that a class or a text refers to.
pub(crate) fn model_reference(value: &Value) -> Option<ModelReference> {
    if let Some(text) = value.as_str() {
        return Some(ModelReference::parse(text));
    }
    let meta = meta_of(value.as_class()?)?;
    let (app_label, model) = (meta.app_label(), meta.object_name());
    Some(ModelReference::Scoped { app_label, model })
}

/// Whether the value is `NOT_PROVIDED`.
pub(crate) fn is_not_provided(value: &Value) -> bool {
    value
        .as_class()
        .is_some_and(|class| class.path() == "django.db.models.fields.NOT_PROVIDED")
}

fn with_default(arguments: Arguments, name: &str, value: Value) -> Arguments {
    if arguments.keywords.contains_key(name) {
        return arguments;
    }
    arguments.with(name, value)
}

/// `*args, **kwargs`.
fn passed_on(bound: Bound) -> Arguments {
    Arguments {
        positional: bound.rest,
        keywords: bound.keywords,
    }
}

/// `verbose_name, name, **kwargs`.
fn named(mut bound: Bound) -> Arguments {
    let verbose_name = bound.take("verbose_name");
    let name = bound.take("name");
    let mut arguments = Arguments {
        positional: Vec::new(),
        keywords: bound.keywords,
    };
    for (parameter, value) in [("verbose_name", verbose_name), ("name", name)] {
        if let Some(value) = value {
            arguments.keywords.insert(parameter.into(), value);
        }
    }
    arguments
}

/// Reads what `Field.__init__` takes; answers `name`.
fn read_common(
    interpreter: &mut Interpreter,
    options: &mut FieldOptions,
    mut bound: Bound,
) -> PyResult<Option<Rc<str>>> {
    options.verbose_name = given(bound.take("verbose_name"));
    options.max_length = given(bound.take("max_length"));
    options.default = bound
        .take("default")
        .filter(|value| !is_not_provided(value));
    options.db_default = bound
        .take("db_default")
        .filter(|value| !is_not_provided(value));
    options.help_text = bound
        .take("help_text")
        .filter(|value| !matches!(value, Value::Str(text) if text.is_empty()));
    options.error_messages = given(bound.take("error_messages"));
    for (name, flag) in [
        ("primary_key", &mut options.primary_key),
        ("unique", &mut options.unique),
        ("blank", &mut options.blank),
        ("null", &mut options.null),
        ("db_index", &mut options.db_index),
        ("editable", &mut options.editable),
        ("serialize", &mut options.serialize),
        ("auto_created", &mut options.auto_created),
    ] {
        if let Some(value) = bound.take(name) {
            *flag = interpreter.truthy(&value)?;
        }
    }
    for (name, text) in [
        ("unique_for_date", &mut options.unique_for_date),
        ("unique_for_month", &mut options.unique_for_month),
        ("unique_for_year", &mut options.unique_for_year),
        ("db_column", &mut options.db_column),
        ("db_comment", &mut options.db_comment),
        ("db_tablespace", &mut options.db_tablespace),
    ] {
        *text = bound.take(name).and_then(|value| value.as_text());
    }
    if let Some(choices) = given(bound.take("choices")) {
        options.choices = Some(normalize_choices(interpreter, &choices, 0)?);
    }
    if let Some(validators) = bound.take("validators") {
        options.validators = interpreter.iterate(&validators)?;
    }
    Ok(bound.take("name").and_then(|name| name.as_text()))
}

fn given(value: Option<Value>) -> Option<Value> {
    value.filter(|value| !value.is_none())
}
