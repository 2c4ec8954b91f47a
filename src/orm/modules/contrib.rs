//! Parts of `django.contrib` that are no plain models: generic relations and PostgreSQL's fields.

use std::rc::Rc;

use super::{Context, ModuleSet};
use crate::orm::deconstruct::DECONSTRUCTIBLE;
use crate::orm::fields::construct::construct_other;
use crate::orm::fields::{Field, FieldObject};
use crate::orm::model::classes::opts_of;
use crate::orm::model::{ModelMeta, meta_of};
use crate::orm::query::generic;
use crate::python::value::Instance;
use crate::python::{
    Arguments, Interpreter, NativeClass, NativeObject, PyResult, Signature, Value,
};

const CONTENTTYPES: &str = "django.contrib.contenttypes.fields";
const POSTGRES: &str = "django.contrib.postgres.fields";

/// Adds the modules.
pub(super) fn add(modules: &mut ModuleSet, interpreter: &Interpreter, context: &Rc<Context>) {
    let classes = [
        (
            "GenericForeignKey",
            Signature::new(
                "GenericForeignKey.__init__",
                "ct_field='content_type', fk_field='object_id', for_concrete_model=True",
            ),
        ),
        (
            "GenericRelation",
            Signature::new(
                "GenericRelation.__init__",
                "to, object_id_field='object_id', content_type_field='content_type', \
                 for_concrete_model=True, related_query_name=None, limit_choices_to=None, **kwargs",
            ),
        ),
    ];
    for (name, signature) in classes {
        let has_many = name == "GenericRelation";
        let builder = interpreter
            .class_builder(name, CONTENTTYPES)
            .native(Rc::new(GenericClass { signature }))
            .attribute("is_relation", Value::Bool(true))
            .attribute("many_to_one", Value::Bool(!has_many))
            .attribute("one_to_many", Value::Bool(has_many));
        let absent = [
            "many_to_many",
            "one_to_one",
            "auto_created",
            "concrete",
            "editable",
            "hidden",
        ];
        let class = absent
            .into_iter()
            .fold(builder, |builder, flag| {
                builder.attribute(flag, Value::Bool(false))
            })
            .attribute("column", Value::None)
            .property("related_model", |interpreter, arguments| {
                related_model(interpreter, &arguments)
            })
            .method("__str__", |interpreter, arguments| {
                let this = super::utils::nth(&arguments, 0);
                let text = match named(&this) {
                    Some((model, name)) => format!("{}.{name}", model.model.borrow().label()),
                    None => interpreter.repr(&this)?.to_string(),
                };
                Ok(Value::str(text))
            })
            .method("__repr__", |_, arguments| {
                let this = super::utils::nth(&arguments, 0);
                let path = this
                    .as_instance()
                    .map(|it| it.class.path())
                    .unwrap_or_default();
                Ok(Value::str(match named(&this) {
                    Some((_, name)) => format!("<{path}: {name}>"),
                    None => format!("<{path}>"),
                }))
            })
            .method("contribute_to_class", |_, arguments| {
                if let [this, Value::Class(class), name, ..] = arguments.positional.as_slice()
                    && let (Some(meta), Some(text)) = (meta_of(class), name.as_text())
                    && let Some(instance) = this.as_instance()
                {
                    instance.set("name", name.clone());
                    instance.set("attname", name.clone());
                    instance.set("model", Value::Class(class.clone()));
                    meta.private_fields.borrow_mut().insert(text, this.clone());
                }
                Ok(Value::None)
            })
            .build();
        modules.class(&class);
    }
    if let Some(base) = modules.find_class(
        "django.db.models.fields.reverse_related",
        "ForeignObjectRel",
    ) {
        let class = interpreter
            .class_builder("GenericRel", CONTENTTYPES)
            .base(&base)
            .build();
        modules.class(&class);
    }
    postgres(modules, interpreter, context);
}

/// The model that a private field is of, and its name there.
fn named(field: &Value) -> Option<(Rc<ModelMeta>, Rc<str>)> {
    let instance = field.as_instance()?;
    let model = meta_of(instance.get("model")?.as_class()?)?;
    Some((model, instance.get("name")?.as_text()?))
}

/// `related_model`: of a generic relation, the model that it leads to.
fn related_model(interpreter: &mut Interpreter, arguments: &Arguments) -> PyResult<Value> {
    let this = super::utils::nth(arguments, 0);
    let Some(relation) = this.as_instance().filter(|_| is_generic_relation(&this)) else {
        return Ok(Value::None);
    };
    let Some(Value::Class(model)) = relation.get("model") else {
        return Ok(Value::None);
    };
    let opts = opts_of(interpreter, &model)?;
    let to = generic::target(&opts, relation);
    Ok(to
        .and_then(|to| to.model.class.clone())
        .unwrap_or(Value::None))
}

/// A field that is no column and that migrations do not see.
struct GenericClass {
    signature: Signature,
}

/// The host's part of a generic relation.
struct PrivateField;

impl NativeObject for PrivateField {
    fn as_any(&self) -> &dyn std::any::Any {
        self
    }
}

impl NativeClass for GenericClass {
    fn init(
        &self,
        interpreter: &mut Interpreter,
        instance: &Rc<Instance>,
        arguments: Arguments,
    ) -> PyResult<()> {
        let bound = self.signature.bind(interpreter, arguments)?;
        for (name, value) in bound.into_values() {
            instance.set(&name, value);
        }
        // The cell of a new instance is empty.
        let _ = instance.native.set(Rc::new(PrivateField));
        Ok(())
    }
}

/// Whether the value is a field that is no column: a generic relation.
pub(crate) fn is_private_field(value: &Value) -> bool {
    value.native::<PrivateField>().is_some()
}

/// Whether the value is the side of a generic relation that has many objects.
pub(crate) fn is_generic_relation(value: &Value) -> bool {
    let class = value.as_instance().map(|instance| &instance.class);
    class.is_some_and(|class| class.lookup("bulk_related_objects").is_some())
}

/// A field like this one that no class has yet.
pub(crate) fn copied(value: &Value) -> Value {
    let Value::Instance(instance) = value else {
        return value.clone();
    };
    let copy = Instance::with_native(&instance.class, Rc::new(PrivateField));
    copy.attributes
        .replace(instance.attributes.borrow().clone());
    Value::Instance(copy)
}

/// A field class of `django.contrib.postgres`: name, module, column type.
const FIELDS: &[(&str, &str, &str)] = &[
    ("ArrayField", "array", ""),
    ("HStoreField", "hstore", "hstore"),
    ("CICharField", "citext", "citext"),
    ("CIEmailField", "citext", "citext"),
    ("CITextField", "citext", "citext"),
    ("RangeField", "ranges", ""),
    ("IntegerRangeField", "ranges", "int4range"),
    ("BigIntegerRangeField", "ranges", "int8range"),
    ("DecimalRangeField", "ranges", "numrange"),
    ("DateTimeRangeField", "ranges", "tstzrange"),
    ("DateRangeField", "ranges", "daterange"),
];

fn postgres(modules: &mut ModuleSet, interpreter: &Interpreter, context: &Rc<Context>) {
    let Some(field) = modules.find_class("django.db.models.fields", "Field") else {
        return;
    };
    let own = FIELDS.iter().map(|(name, module, column)| {
        (
            *name,
            format!("{POSTGRES}.{module}"),
            format!("{POSTGRES}.{name}"),
            *column,
        )
    });
    let search = [(
        "SearchVectorField",
        "django.contrib.postgres.search".to_owned(),
        "django.contrib.postgres.search.SearchVectorField".to_owned(),
        "tsvector",
    )];
    for (name, module, path, column) in own.chain(search) {
        let native = Rc::new(PostgresField {
            name,
            path,
            column,
            context: context.clone(),
        });
        let class = interpreter
            .class_builder(name, &module)
            .base(&field)
            .native(native)
            .build();
        modules.class(&class);
        if module.starts_with(POSTGRES) {
            modules.export(POSTGRES, &class);
        }
    }
    let anything = Rc::new(super::inert::AnyArguments);
    for (name, module) in [
        ("OpClass", "indexes"),
        ("ExclusionConstraint", "constraints"),
    ] {
        let class = interpreter
            .class_builder(name, &format!("django.contrib.postgres.{module}"))
            .native(anything.clone())
            .attribute(DECONSTRUCTIBLE, Value::None)
            .build();
        modules.class(&class);
    }
}

struct PostgresField {
    name: &'static str,
    path: String,
    column: &'static str,
    context: Rc<Context>,
}

impl NativeClass for PostgresField {
    fn init(
        &self,
        interpreter: &mut Interpreter,
        instance: &Rc<Instance>,
        mut arguments: Arguments,
    ) -> PyResult<()> {
        let mut extra = Vec::new();
        if self.name == "ArrayField" {
            let signature =
                Signature::new("ArrayField.__init__", "base_field, size=None, **kwargs");
            let mut bound = signature.bind(interpreter, arguments)?;
            extra.push(("base_field", bound.take_or_none("base_field")));
            extra.push(("size", bound.take_or_none("size")));
            arguments = Arguments {
                positional: bound.rest,
                keywords: bound.keywords,
            };
        }
        let own = instance.class.module.starts_with("django.");
        let path = if own {
            self.path.clone()
        } else {
            instance.class.path()
        };
        let mut field = construct_other(interpreter, &self.context, &path, arguments)?;
        for (name, value) in extra {
            if Field::is_field(&value) {
                Field::from_value(interpreter, &value)?;
            }
            field = field.with(|data| {
                data.extra.insert(name.into(), value);
            });
        }
        let column = match field.extra.get("base_field").and_then(Field::of_instance) {
            Some(base) => base.own_column_type().map(|column| format!("{column}[]")),
            None => Some(self.column.to_owned()),
        };
        let field = field.with(|data| data.own_db_type = Some(column.map(Into::into)));
        match instance.native::<FieldObject>() {
            Some(object) => object.set(field),
            // The cell is empty, or it holds something that no field class put there.
            None => drop(instance.native.set(Rc::new(FieldObject::new(field)))),
        }
        Ok(())
    }
}
