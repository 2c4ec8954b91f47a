//! `django.db.models.expressions`, `.functions`, `.aggregates`, `.lookups` and `.query_utils`.

mod windows;

use std::collections::BTreeMap;
use std::rc::Rc;

use super::{Context, ModuleSet};
use crate::orm::deconstruct::DECONSTRUCTIBLE;
use crate::orm::expressions::classes::{CLASSES, ExpressionClass, KEYS};
use crate::orm::expressions::compiler::quote_name;
use crate::orm::expressions::object::{
    EXPRESSIONS, Expression, expression_repr, expression_text, is_expression, make, same,
};
use crate::orm::expressions::own;
use crate::orm::expressions::q::is_conditional;
use crate::orm::expressions::{Q, output_field};
use crate::orm::fields::Field;
use crate::orm::query::sql::filtered::FilteredObject;
use crate::python::value::Instance;
use crate::python::{
    Arguments, Bound, Class, ClassBuilder, Interpreter, NativeClass, PyResult, Signature, Value,
};

const QUERY_UTILS: &str = "django.db.models.query_utils";
const FUNCTIONS: &str = "django.db.models.functions";

/// What `django.db.models` exports of these modules, beside the aggregates.
const EXPORTED: &[&str] = &[
    "Case",
    "Exists",
    "Expression",
    "ExpressionList",
    "ExpressionWrapper",
    "F",
    "Func",
    "OrderBy",
    "OuterRef",
    "RowRange",
    "Subquery",
    "Value",
    "ValueRange",
    "When",
    "Window",
    "WindowFrame",
    "Lookup",
    "Transform",
];

/// Adds the modules.
pub(super) fn add(modules: &mut ModuleSet, interpreter: &Interpreter, context: &Rc<Context>) {
    let mut classes: BTreeMap<&str, Rc<Class>> = BTreeMap::new();
    for class in CLASSES {
        let built = build(interpreter, class, classes.get(class.base), context);
        modules.class(&built);
        if class.module.starts_with(FUNCTIONS) {
            modules.export(FUNCTIONS, &built);
        }
        if class.module == "django.db.models.aggregates" || EXPORTED.contains(&class.name) {
            modules.export("django.db.models", &built);
        }
        classes.insert(class.name, built);
    }
    windows::add(modules, interpreter);
    compilers(modules, interpreter);
    modules.function(KEYS, "KT", |interpreter, arguments| {
        from_lookup(interpreter, &super::utils::nth(&arguments, 0))
    });
    let q = interpreter
        .class_builder("Q", QUERY_UTILS)
        .native(Rc::new(QClass))
        .attribute("AND", Value::str("AND"))
        .attribute("OR", Value::str("OR"))
        .attribute("XOR", Value::str("XOR"))
        .attribute("conditional", Value::Bool(true))
        .method("__repr__", |_, arguments| {
            Ok(Value::str(expression_repr(&super::utils::nth(
                &arguments, 0,
            ))))
        })
        .method("deconstruct", |_, arguments| {
            let this = super::utils::nth(&arguments, 0);
            let Some(parts) = this.native::<Q>().map(Q::deconstruct) else {
                return Ok(Value::None);
            };
            let kwargs = parts.kwargs.into_iter();
            let kwargs = Value::dict(crate::python::Dict::from_text_keys(kwargs));
            let path = Value::Str(parts.path);
            Ok(Value::tuple(vec![path, Value::tuple(parts.args), kwargs]))
        })
        .method("flatten", |interpreter, arguments| {
            let mut flat = Vec::new();
            flatten(interpreter, super::utils::nth(&arguments, 0), &mut flat)?;
            interpreter.iterator(&Value::list(flat))
        })
        .method("__str__", |_, arguments| {
            Ok(Value::str(expression_text(&super::utils::nth(
                &arguments, 0,
            ))))
        })
        .build();
    modules
        .class(&q)
        .export("django.db.models", &q)
        .export(EXPRESSIONS, &q);
    let filtered = interpreter
        .class_builder("FilteredRelation", QUERY_UTILS)
        .native(Rc::new(FilteredClass))
        .build();
    modules
        .class(&filtered)
        .export("django.db.models", &filtered);
}

/// What `as_sql` is given.
fn compilers(modules: &mut ModuleSet, interpreter: &Interpreter) {
    let compiler = interpreter
        .class_builder("SQLCompiler", own::MODULE)
        .method("compile", |interpreter, arguments| {
            let [compiler, part] = [0, 1].map(|at| super::utils::nth(&arguments, at));
            own::compile_part(interpreter, &compiler, &part)
        })
        .method("quote_name_unless_alias", |interpreter, arguments| {
            let name = interpreter.str(&super::utils::nth(&arguments, 1))?;
            Ok(Value::str(quote_name(&name)))
        })
        .build();
    let resolved = interpreter
        .class_builder("Resolved", own::MODULE)
        .method("as_sql", |interpreter, arguments| {
            let [part, compiler] = [0, 1].map(|at| super::utils::nth(&arguments, at));
            own::compile_part(interpreter, &compiler, &part)
        })
        .build();
    modules.class(&compiler).class(&resolved);
}

/// `KeyTextTransform.from_lookup`: the key of a JSON value that `field__key__1` names.
fn from_lookup(interpreter: &mut Interpreter, lookup: &Value) -> PyResult<Value> {
    let lookup = interpreter.str(lookup)?;
    let mut keys = lookup.split("__");
    let field = Value::str(keys.next().unwrap_or_default());
    let keys: Vec<&str> = keys.collect();
    if keys.is_empty() {
        return Err(interpreter.value_error("Lookup must contain key or index transforms."));
    }
    keys.into_iter().try_fold(field, |source, key| {
        let arguments = Arguments::positional(vec![Value::str(key), source]);
        make(interpreter, "KeyTextTransform", arguments)
    })
}

fn build(
    interpreter: &Interpreter,
    class: &'static ExpressionClass,
    base: Option<&Rc<Class>>,
    context: &Rc<Context>,
) -> Rc<Class> {
    let mut builder = interpreter
        .class_builder(class.name, class.module)
        .native(Rc::new(ExpressionType { class }));
    if let Some(base) = base {
        builder = builder.base(base);
    }
    if !class.function.is_empty() {
        builder = builder.attribute("function", Value::str(class.function));
    }
    let path = if class.path.is_empty() {
        Value::None
    } else {
        Value::str(class.path)
    };
    builder = builder.attribute(DECONSTRUCTIBLE, path);
    if class.name == "F" {
        builder = builder
            .method("__getitem__", |interpreter, arguments| {
                let [this, key] = [0, 1].map(|at| super::utils::nth(&arguments, at));
                sliced(interpreter, this, &key)
            })
            .method("__contains__", |interpreter, arguments| {
                let this = super::utils::nth(&arguments, 0);
                let name = interpreter.type_name(&this);
                let message = format!("argument of type '{name}' is not iterable");
                Err(interpreter.type_error(message))
            });
    }
    if class.name == "Func" {
        builder = builder.method("as_sql", own::function_sql);
    }
    if let Some(name) = lookup_name(class) {
        builder = builder.attribute("lookup_name", Value::str(name));
    }
    if class.name == "Transform" {
        builder = super::fields::with_lookups(builder, context);
    }
    if matches!(class.name, "Combinable" | "BaseExpression") {
        builder = with_methods(builder);
    }
    builder.build()
}

/// `F("name")[start:stop]`: a part of a text.
fn sliced(interpreter: &mut Interpreter, this: Value, key: &Value) -> PyResult<Value> {
    let edge = |interpreter: &mut Interpreter, name: &str| -> PyResult<Option<i64>> {
        let edge = interpreter.get_attribute(key, name)?;
        if edge.as_i64().is_some_and(|edge| edge < 0) {
            return Err(interpreter.value_error("Negative indexing is not supported."));
        }
        Ok(edge.as_i64())
    };
    let (start, length) = match key {
        Value::Int(index) if *index < 0 => {
            return Err(interpreter.value_error("Negative indexing is not supported."));
        }
        Value::Int(index) => (*index, Some(1)),
        _ if &*interpreter.type_name(key) == "slice" => {
            if !interpreter.get_attribute(key, "step")?.is_none() {
                return Err(interpreter.value_error("Step argument is not supported."));
            }
            let start = edge(interpreter, "start")?.unwrap_or(0);
            let stop = edge(interpreter, "stop")?;
            (start, stop.map(|stop| (stop - start).max(0)))
        }
        _ => {
            let message = "Argument to slice must be either int or slice instance.";
            return Err(interpreter.type_error(message));
        }
    };
    let mut parts = vec![this, Value::Int(start + 1)];
    parts.extend(length.map(Value::Int));
    make(interpreter, "Substr", Arguments::positional(parts))
}

/// Under which name a class is registered.
fn lookup_name(class: &ExpressionClass) -> Option<String> {
    let known = crate::orm::query::lookups::lookup_of_class(class.name);
    let is_transform = class.base == "Transform"
        && matches!(
            class.module,
            "django.db.models.functions.text" | "django.db.models.functions.math"
        );
    known
        .map(str::to_owned)
        .or_else(|| is_transform.then(|| class.name.to_lowercase()))
}

/// The methods that every expression has.
fn with_methods(builder: ClassBuilder) -> ClassBuilder {
    let order = |descending: bool| {
        move |interpreter: &mut Interpreter, mut arguments: Arguments| {
            if descending {
                arguments = arguments.with("descending", Value::Bool(true));
            }
            make(interpreter, "OrderBy", arguments)
        }
    };
    let builder = [
        ("bitand", "&"),
        ("bitor", "|"),
        ("bitxor", "#"),
        ("bitleftshift", "<<"),
        ("bitrightshift", ">>"),
    ]
    .into_iter()
    .fold(builder, |builder, (name, connector)| {
        builder.method(name, move |interpreter, mut arguments| {
            if let Some(operand) = arguments.positional.get(1).filter(|it| !is_expression(it)) {
                let operand = Arguments::positional(vec![operand.clone()]);
                arguments.positional[1] = make(interpreter, "Value", operand)?;
            }
            arguments.positional.insert(1, Value::str(connector));
            make(interpreter, "CombinedExpression", arguments)
        })
    });
    builder
        .method("asc", order(false))
        .method("desc", order(true))
        .method("__repr__", |_, arguments| {
            Ok(Value::str(expression_repr(&super::utils::nth(
                &arguments, 0,
            ))))
        })
        .method("__str__", |_, arguments| {
            Ok(Value::str(expression_text(&super::utils::nth(
                &arguments, 0,
            ))))
        })
        .method("__eq__", |_, arguments| {
            let (left, right) = (
                super::utils::nth(&arguments, 0),
                super::utils::nth(&arguments, 1),
            );
            Ok(Value::Bool(same(&left, &right)))
        })
        .method("__hash__", |_, arguments| {
            let this = super::utils::nth(&arguments, 0);
            Ok(Value::Int(
                this.address().map_or(0, |address| (address >> 4) as i64),
            ))
        })
        .method("resolve_expression", |interpreter, _| {
            Err(interpreter.unsupported("resolve_expression()"))
        })
}

/// `Q.flatten()`: the condition, those in it and their values.
fn flatten(interpreter: &mut Interpreter, part: Value, flat: &mut Vec<Value>) -> PyResult<()> {
    interpreter.charge(1)?;
    let children = match (part.native::<Q>(), part.native::<Expression>()) {
        (Some(q), _) => q.children.clone(),
        (_, Some(expression)) => expression.sources.clone(),
        _ => Vec::new(),
    };
    flat.push(part);
    interpreter.enter_native("")?;
    for child in children {
        let child = match &child {
            Value::Tuple(pair) => pair.get(1).cloned().unwrap_or(Value::None),
            _ => child,
        };
        flatten(interpreter, child, flat)?;
    }
    interpreter.leave_native();
    Ok(())
}

/// `Q`.
struct QClass;

impl NativeClass for QClass {
    fn init(
        &self,
        interpreter: &mut Interpreter,
        instance: &Rc<Instance>,
        arguments: Arguments,
    ) -> PyResult<()> {
        let q = Q::from_arguments(interpreter, arguments)?;
        // The cell of a new instance is empty.
        let _ = instance.native.set(Rc::new(q));
        Ok(())
    }
}

/// `FilteredRelation`.
struct FilteredClass;

impl NativeClass for FilteredClass {
    fn init(
        &self,
        interpreter: &mut Interpreter,
        instance: &Rc<Instance>,
        arguments: Arguments,
    ) -> PyResult<()> {
        let parameters = "relation_name, *, condition=None";
        let signature = Signature::new("FilteredRelation.__init__", parameters);
        let mut bound = signature.bind(interpreter, arguments)?;
        let relation = bound.take_or_none("relation_name");
        if !interpreter.truthy(&relation)? {
            return Err(interpreter.value_error("relation_name cannot be empty."));
        }
        let condition = match bound.take("condition") {
            None => Q::from_arguments(interpreter, Arguments::default())?,
            Some(condition) => match condition.native::<Q>() {
                Some(q) => q.clone(),
                None => {
                    let message = "condition argument must be a Q() instance.";
                    return Err(interpreter.value_error(message));
                }
            },
        };
        let relation = interpreter.str(&relation)?;
        let object = FilteredObject {
            relation,
            condition,
        };
        // The cell of a new instance is empty.
        let _ = instance.native.set(Rc::new(object));
        Ok(())
    }
}

/// An expression class in the evaluator.
struct ExpressionType {
    class: &'static ExpressionClass,
}

impl NativeClass for ExpressionType {
    fn init(
        &self,
        interpreter: &mut Interpreter,
        instance: &Rc<Instance>,
        arguments: Arguments,
    ) -> PyResult<()> {
        let expression = read(interpreter, self.class, &instance.class, arguments)?;
        // The cell of a new instance is empty.
        let _ = instance.native.set(Rc::new(expression));
        Ok(())
    }
}

/// `F(text)` for a text, the value itself otherwise: how indexes read their expressions.
pub(super) fn expression_of(interpreter: &mut Interpreter, value: Value) -> PyResult<Value> {
    match value.as_str() {
        Some(_) => make(interpreter, "F", Arguments::positional(vec![value])),
        None => Ok(value),
    }
}

/// `_parse_expressions`: what is no expression becomes `F` or `Value`.
fn parsed(interpreter: &mut Interpreter, value: Value) -> PyResult<Value> {
    if is_expression(&value) {
        return Ok(value);
    }
    let class = if value.as_str().is_some() {
        "F"
    } else {
        "Value"
    };
    make(interpreter, class, Arguments::positional(vec![value]))
}

fn read(
    interpreter: &mut Interpreter,
    class: &'static ExpressionClass,
    own: &Rc<Class>,
    arguments: Arguments,
) -> PyResult<Expression> {
    let name = init_name(class);
    if class.module == KEYS && !arguments.keywords.contains_key("expression") {
        check_source_count(interpreter, own, &arguments)?;
    }
    let mut bound = Signature::new(name, class.parameters).bind(interpreter, arguments)?;
    check_count(interpreter, class, own, &bound)?;
    if class.name == "When" {
        when_condition(interpreter, &mut bound)?;
    }
    windows::check(interpreter, class.name, &bound)?;
    check_aggregate(interpreter, class, own, &bound)?;
    let mut sources = Vec::new();
    for source in class.sources {
        match *source {
            "*" => {
                for value in std::mem::take(&mut bound.rest) {
                    sources.push(parsed(interpreter, value)?);
                }
            }
            name => source_argument(interpreter, class, name, &mut bound, &mut sources)?,
        }
    }
    if class.name == "Window" {
        windows::parts(interpreter, &mut bound, &mut sources)?;
    }
    if class.name == "JSONObject" {
        for (key, value) in std::mem::take(&mut bound.keywords) {
            sources.push(make(
                interpreter,
                "Value",
                Arguments::positional(vec![Value::Str(key)]),
            )?);
            sources.push(parsed(interpreter, value)?);
        }
    }
    let output_field = bound.take("output_field").filter(|it| !it.is_none());
    if let Some(field) = output_field.as_ref().filter(|it| Field::is_field(it)) {
        Field::from_value(interpreter, field)?;
    }
    let extra = std::mem::take(&mut bound.keywords);
    let options = bound.into_values();
    let expression = Expression {
        class: class.name,
        sources,
        options,
        extra,
        output_field,
    };
    check_options(interpreter, &expression)?;
    Ok(expression)
}

/// The name in CPython's errors: a class without `__init__` of its own has its base's.
fn init_name(class: &'static ExpressionClass) -> &'static str {
    match class.name {
        "F" => "F.__init__",
        "Value" => "Value.__init__",
        "ExpressionWrapper" => "ExpressionWrapper.__init__",
        "When" => "When.__init__",
        "Case" => "Case.__init__",
        "OrderBy" => "OrderBy.__init__",
        "CombinedExpression" => "CombinedExpression.__init__",
        "Cast" => "Cast.__init__",
        "Substr" => "Substr.__init__",
        "Replace" => "Replace.__init__",
        "Left" | "Right" => "Left.__init__",
        "LPad" | "RPad" => "LPad.__init__",
        "Repeat" => "Repeat.__init__",
        "KeyTransform" | "KeyTextTransform" => "KeyTransform.__init__",
        "Round" => "Round.__init__",
        "Trunc" => "Trunc.__init__",
        "Extract" => "Extract.__init__",
        "Collate" => "Collate.__init__",
        "Lag" | "Lead" => "LagLeadFunction.__init__",
        "NthValue" => "NthValue.__init__",
        "Ntile" => "Ntile.__init__",
        "Window" => "Window.__init__",
        "WindowFrame" | "RowRange" | "ValueRange" => "WindowFrame.__init__",
        _ => "Func.__init__",
    }
}

/// The key of a JSON value is named first, and what is left is for `Func`.
fn check_source_count(
    interpreter: &mut Interpreter,
    own: &Rc<Class>,
    arguments: &Arguments,
) -> PyResult<()> {
    let named = usize::from(!arguments.keywords.contains_key("key_name"));
    match arguments.positional.len().checked_sub(named) {
        None | Some(1) => Ok(()),
        Some(given) => {
            let message = format!("'{}' takes exactly 1 argument ({given} given)", own.name);
            Err(interpreter.type_error(message))
        }
    }
}

fn check_count(
    interpreter: &mut Interpreter,
    class: &ExpressionClass,
    own: &Rc<Class>,
    bound: &Bound,
) -> PyResult<()> {
    let given = bound.rest.len();
    if matches!(class.name, "Coalesce" | "Concat" | "Greatest" | "Least") && given < 2 {
        let message = format!("{} must take at least two expressions", class.name);
        return Err(interpreter.value_error(message));
    }
    let arity = own.lookup("arity").and_then(|it| it.as_i64());
    let arity = arity
        .and_then(|it| usize::try_from(it).ok())
        .or(class.arity);
    match arity {
        Some(arity) if class.sources == ["*"] && given != arity => {
            let plural = if arity == 1 { "argument" } else { "arguments" };
            let name = &own.name;
            let message = format!("'{name}' takes exactly {arity} {plural} ({given} given)");
            Err(interpreter.type_error(message))
        }
        _ => Ok(()),
    }
}

/// What an aggregate cannot be asked for.
fn check_aggregate(
    interpreter: &mut Interpreter,
    class: &ExpressionClass,
    own: &Rc<Class>,
    bound: &Bound,
) -> PyResult<()> {
    if class.module != "django.db.models.aggregates" {
        return Ok(());
    }
    let is = |name: &str| matches!(own.lookup(name), Some(Value::Bool(true)));
    let wants_distinct = matches!(bound.get("distinct"), Some(Value::Bool(true)));
    let can = matches!(class.name, "Avg" | "Count" | "Sum") || is("allow_distinct");
    let refused = match () {
        () if wants_distinct && !can => "distinct",
        () if class.name == "Count" && bound.get("default").is_some_and(|it| !it.is_none()) => {
            "default"
        }
        () => return Ok(()),
    };
    let name = &own.name;
    Err(interpreter.type_error(format!("{name} does not allow {refused}.")))
}

/// Reads a named parameter that is an expression; its default is Django's.
fn source_argument(
    interpreter: &mut Interpreter,
    class: &ExpressionClass,
    name: &str,
    bound: &mut Bound,
    sources: &mut Vec<Value>,
) -> PyResult<()> {
    let default = match (class.name, name) {
        ("LPad" | "RPad", "fill_text") => Some(Value::str(" ")),
        ("Replace", "replacement") => Some(Value::str("")),
        ("Round", "precision") => Some(Value::Int(0)),
        ("Lag" | "Lead", "offset") | ("NthValue", "nth") | ("Ntile", "num_buckets") => {
            Some(Value::Int(1))
        }
        ("Case", "default") | ("When", "then") => Some(Value::None),
        _ => None,
    };
    match bound.take(name) {
        Some(Value::None) if matches!(name, "length") => {}
        Some(Value::None) if matches!(class.name, "Lag" | "Lead") && name == "default" => {}
        Some(value) => sources.push(parsed(interpreter, value)?),
        None => {
            if let Some(default) = default {
                let default = Arguments::positional(vec![default]);
                sources.push(make(interpreter, "Value", default)?);
            }
        }
    }
    Ok(())
}

/// The condition of `When`: a `Q` of the lookups, or a condition, or both.
fn when_condition(interpreter: &mut Interpreter, bound: &mut Bound) -> PyResult<()> {
    let lookups = std::mem::take(&mut bound.keywords);
    let condition = bound.take("condition").filter(|it| !it.is_none());
    let conditional = match &condition {
        Some(condition) => is_conditional(interpreter, condition)?,
        None => !lookups.is_empty(),
    };
    if !conditional {
        return Err(interpreter.type_error(
            "When() supports a Q object, a boolean expression, or lookups as a condition.",
        ));
    }
    let condition = match (condition, lookups.is_empty()) {
        (Some(condition), true) => condition,
        (condition, _) => {
            let positional = condition.into_iter().collect();
            make(
                interpreter,
                "Q",
                Arguments {
                    positional,
                    keywords: lookups,
                },
            )?
        }
    };
    if condition
        .native::<Q>()
        .is_some_and(|q| q.children.is_empty())
    {
        return Err(interpreter.value_error("An empty Q() can't be used as a When() condition."));
    }
    let then = bound.take_or_none("then");
    let signature = Signature::new("When.__init__", "condition=None, then=None");
    *bound = signature.bind(interpreter, Arguments::positional(vec![condition, then]))?;
    Ok(())
}

fn check_options(interpreter: &mut Interpreter, expression: &Expression) -> PyResult<()> {
    let is_when = |value: &Value| {
        value
            .native::<Expression>()
            .is_some_and(|it| it.class == "When")
    };
    let constant = |index: usize| {
        let value = expression.sources.get(index)?.native::<Expression>()?;
        value.option("value").and_then(Value::as_i64)
    };
    let is_false = |name: &str| matches!(expression.option(name), Some(Value::Bool(false)));
    let too_small = |least: i64| constant(1).is_some_and(|value| value < least);
    let value_error = match expression.class {
        "Case" => {
            let cases = &expression.sources[..expression.sources.len().saturating_sub(1)];
            if cases.iter().all(is_when) {
                return Ok(());
            }
            return Err(interpreter.type_error("Positional arguments must all be When objects."));
        }
        "OrderBy" if expression.flag("nulls_first") && expression.flag("nulls_last") => {
            "nulls_first and nulls_last are mutually exclusive".to_owned()
        }
        "OrderBy" if ["nulls_first", "nulls_last"].into_iter().any(is_false) => {
            "nulls_first and nulls_last values must be True or None.".to_owned()
        }
        "Left" | "Right" if too_small(1) => "'length' must be greater than 0.".to_owned(),
        "LPad" | "RPad" if too_small(0) => "'length' must be greater or equal to 0.".to_owned(),
        "Repeat" if too_small(0) => "'number' must be greater or equal to 0.".to_owned(),
        "Substr" if too_small(1) => "'pos' must be greater than 0".to_owned(),
        "Collate" => match expression.text("collation") {
            Some(name) if !name.is_empty() && output_field::is_collation(&name) => return Ok(()),
            _ => {
                let shown = expression
                    .options
                    .get("collation")
                    .cloned()
                    .unwrap_or(Value::None);
                format!("Invalid collation name: {}.", interpreter.repr(&shown)?)
            }
        },
        _ => return Ok(()),
    };
    Err(interpreter.value_error(value_error))
}
