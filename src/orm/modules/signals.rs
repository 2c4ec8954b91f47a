//! `django.dispatch` and `django.db.models.signals`.

use std::cell::RefCell;
use std::rc::Rc;

use super::ModuleSet;
use crate::orm::query::queryset::{Method, with_methods};
use crate::python::object::NativeObject;
use crate::python::value::Instance;
use crate::python::{Arguments, Bound, Class, Dict, Interpreter, NativeClass, PyResult, Value};

const DISPATCH: &str = "django.dispatch.dispatcher";
const SIGNALS: &str = "django.db.models.signals";
/// The signals of models and migrations.
const NAMES: &[&str] = &[
    "pre_init",
    "post_init",
    "pre_save",
    "post_save",
    "pre_delete",
    "post_delete",
    "m2m_changed",
    "pre_migrate",
    "post_migrate",
    "class_prepared",
];

/// Signals that nothing in the sandbox sends.
const UNSENT: &[(&str, &[&str])] = &[
    (
        "django.core.signals",
        &[
            "request_started",
            "request_finished",
            "got_request_exception",
            "setting_changed",
        ],
    ),
    (
        "django.contrib.auth.signals",
        &["user_logged_in", "user_logged_out", "user_login_failed"],
    ),
];

/// The host's part of a signal: who hears it.
#[derive(Default)]
pub(crate) struct SignalObject {
    receivers: RefCell<Vec<Receiver>>,
}

#[derive(Clone)]
struct Receiver {
    function: Value,
    /// Only what this one sends.
    sender: Option<Value>,
    /// What tells it from others, instead of the function.
    uid: Option<Rc<str>>,
}

impl NativeObject for SignalObject {
    fn as_any(&self) -> &dyn std::any::Any {
        self
    }
}

/// Adds the modules.
pub(super) fn add(modules: &mut ModuleSet, interpreter: &Interpreter) {
    let signal = interpreter
        .class_builder("Signal", DISPATCH)
        .native(Rc::new(SignalClass));
    let signal = with_methods(signal, "Signal", METHODS).build();
    modules.class(&signal).export("django.dispatch", &signal);
    let of_models = interpreter
        .class_builder("ModelSignal", SIGNALS)
        .base(&signal)
        .build();
    modules.class(&of_models);
    let instance = |class: &Rc<Class>| {
        let object = Rc::new(SignalObject::default());
        Value::Instance(Instance::with_native(class, object))
    };
    for name in NAMES {
        let class = match *name {
            "pre_migrate" | "post_migrate" | "class_prepared" => &signal,
            _ => &of_models,
        };
        modules.value(SIGNALS, name, instance(class));
    }
    for (module, names) in UNSENT {
        for name in *names {
            modules.value(module, name, instance(&signal));
        }
    }
    for module in ["django.dispatch", DISPATCH] {
        modules.function(module, "receiver", receiver);
    }
    let signals = modules.module(SIGNALS);
    modules.value("django.db.models", "signals", Value::Module(signals));
}

/// `Signal`.
struct SignalClass;

impl NativeClass for SignalClass {
    fn init(
        &self,
        _interpreter: &mut Interpreter,
        instance: &Rc<Instance>,
        _arguments: Arguments,
    ) -> PyResult<()> {
        // The cell of a new instance is empty.
        let _ = instance.native.set(Rc::new(SignalObject::default()));
        Ok(())
    }
}

fn object<'a>(interpreter: &Interpreter, this: &'a Value) -> PyResult<&'a SignalObject> {
    this.native::<SignalObject>()
        .ok_or_else(|| interpreter.type_error("descriptor requires a 'Signal' object"))
}

const METHODS: &[Method] = &[
    (
        "connect",
        "receiver, sender=None, weak=True, dispatch_uid=None",
        |interpreter, this, mut bound| {
            let receiver = Receiver {
                function: bound.take_or_none("receiver"),
                sender: sender(interpreter, bound.take_or_none("sender"))?,
                uid: bound.take_or_none("dispatch_uid").as_text(),
            };
            let weak = !matches!(bound.take("weak"), Some(Value::Bool(false)));
            let function = &receiver.function;
            if weak && matches!(function, Value::Str(_) | Value::Int(_) | Value::None) {
                let kind = interpreter.type_name(function);
                let message = format!("cannot create weak reference to '{kind}' object");
                return Err(interpreter.type_error(message));
            }
            let mut receivers = object(interpreter, this)?.receivers.borrow_mut();
            if !receivers.iter().any(|known| known.same(&receiver)) {
                receivers.push(receiver);
            }
            Ok(Value::None)
        },
    ),
    (
        "disconnect",
        "receiver=None, sender=None, dispatch_uid=None",
        |interpreter, this, mut bound| {
            let receiver = Receiver {
                function: bound.take_or_none("receiver"),
                sender: sender(interpreter, bound.take_or_none("sender"))?,
                uid: bound.take_or_none("dispatch_uid").as_text(),
            };
            let mut receivers = object(interpreter, this)?.receivers.borrow_mut();
            let before = receivers.len();
            receivers.retain(|known| !known.same(&receiver));
            Ok(Value::Bool(receivers.len() < before))
        },
    ),
    (
        "has_listeners",
        "sender=None",
        |interpreter, this, mut bound| {
            let sender = bound.take_or_none("sender");
            let found = !hearing(object(interpreter, this)?, &sender).is_empty();
            Ok(Value::Bool(found))
        },
    ),
    ("send", "sender, **named", |interpreter, this, bound| {
        call_receivers(interpreter, this, bound, false)
    }),
    (
        "send_robust",
        "sender, **named",
        |interpreter, this, bound| call_receivers(interpreter, this, bound, true),
    ),
];

/// Calls the receivers; what they raise is an answer of theirs when it is sent robustly.
fn call_receivers(
    interpreter: &mut Interpreter,
    this: &Value,
    mut bound: Bound,
    robust: bool,
) -> PyResult<Value> {
    let sender = bound.take_or_none("sender");
    let receivers = hearing(object(interpreter, this)?, &sender);
    let mut answers = Vec::new();
    for function in receivers {
        let mut arguments = Arguments::default()
            .with("signal", this.clone())
            .with("sender", sender.clone());
        arguments.keywords.extend(bound.keywords.clone());
        let answer = match interpreter.call(&function, arguments) {
            Ok(answer) => answer,
            Err(error) if robust => error.exception.clone(),
            Err(error) => return Err(error),
        };
        answers.push(Value::tuple(vec![function, answer]));
    }
    Ok(Value::list(answers))
}

impl Receiver {
    fn same(&self, other: &Self) -> bool {
        let same_sender = match (&self.sender, &other.sender) {
            (Some(one), Some(other)) => one.is(other),
            (None, None) => true,
            _ => false,
        };
        let same_function = match (&self.uid, &other.uid) {
            (None, None) => self.function.is(&other.function),
            (one, other) => one == other,
        };
        same_sender && same_function
    }
}

/// A sender, which may be named: `"app.Model"`.
fn sender(interpreter: &mut Interpreter, value: Value) -> PyResult<Option<Value>> {
    if value.is_none() {
        return Ok(None);
    }
    let Some(label) = value.as_text() else {
        return Ok(Some(value));
    };
    if label.split('.').count() != 2 {
        let message = format!(
            "Invalid model reference '{label}'. String model references must be of the form \
             'app_label.ModelName'."
        );
        return Err(interpreter.value_error(message));
    }
    let apps = interpreter.import_module("django.apps")?;
    let apps = apps.get("apps").unwrap_or(Value::None);
    let arguments = Arguments::positional(vec![Value::Str(label)]);
    interpreter
        .call_method(&apps, "get_model", arguments)
        .map(Some)
}

fn hearing(signal: &SignalObject, sender: &Value) -> Vec<Value> {
    let heard = hearing_in_places(signal, sender).into_iter();
    heard.map(|(_, function)| function).collect()
}

/// The receivers, each with the number of those that were connected before.
fn hearing_in_places(signal: &SignalObject, sender: &Value) -> Vec<(usize, Value)> {
    let receivers = signal.receivers.borrow();
    let hears = |receiver: &Receiver| match &receiver.sender {
        Some(wanted) => wanted.is(sender),
        None => true,
    };
    let places = receivers.iter().enumerate();
    let heard = places.filter(|(_, receiver)| hears(receiver));
    heard
        .map(|(place, receiver)| (place, receiver.function.clone()))
        .collect()
}

/// `@receiver(signal, **kwargs)`.
fn receiver(_: &mut Interpreter, arguments: Arguments) -> PyResult<Value> {
    Ok(Value::function(
        "_decorator",
        DISPATCH,
        move |interpreter, decorated| {
            let function = super::utils::nth(&decorated, 0);
            let signals = match arguments.positional.first() {
                Some(several @ (Value::List(_) | Value::Tuple(_))) => {
                    interpreter.iterate(several)?
                }
                Some(one) => vec![one.clone()],
                None => Vec::new(),
            };
            for signal in signals {
                let mut connect = Arguments::positional(vec![function.clone()]);
                connect.keywords.clone_from(&arguments.keywords);
                interpreter.call_method(&signal, "connect", connect)?;
            }
            Ok(function)
        },
    ))
}

/// The signal of this name.
fn signal(interpreter: &mut Interpreter, name: &str) -> PyResult<Value> {
    let module = interpreter.import_module(SIGNALS)?;
    Ok(module.get(name).unwrap_or(Value::None))
}

/// How many receivers are connected to `pre_migrate` or `post_migrate`.
///
/// # Errors
///
/// When the module of the signals cannot be imported.
pub(crate) fn receiver_count(interpreter: &mut Interpreter, name: &str) -> PyResult<usize> {
    let signal = signal(interpreter, name)?;
    let object = signal.native::<SignalObject>();
    Ok(object.map_or(0, |object| object.receivers.borrow().len()))
}

/// The receivers of `pre_migrate` or `post_migrate` that hear a sender, each with the number of those
/// that were connected before.
///
/// # Errors
///
/// When the module of the signals cannot be imported.
pub(crate) fn heard_by(
    interpreter: &mut Interpreter,
    name: &str,
    sender: &Value,
) -> PyResult<Vec<(usize, Value)>> {
    let signal = signal(interpreter, name)?;
    let object = signal.native::<SignalObject>();
    Ok(object.map_or_else(Vec::new, |object| hearing_in_places(object, sender)))
}

/// Calls a receiver of `pre_migrate` or `post_migrate` with what the sender tells it.
///
/// # Errors
///
/// What the receiver raises.
pub(crate) fn tell(
    interpreter: &mut Interpreter,
    name: &str,
    receiver: &Value,
    told: Arguments,
) -> PyResult<()> {
    let signal = signal(interpreter, name)?;
    let arguments = told.with("signal", signal);
    interpreter.call(receiver, arguments).map(drop)
}

/// Whether someone hears a model's signal.
///
/// # Errors
///
/// When the module of the signals cannot be imported.
pub(crate) fn has_listeners(
    interpreter: &mut Interpreter,
    name: &str,
    sender: &Rc<Class>,
) -> PyResult<bool> {
    let signal = signal(interpreter, name)?;
    let sender = Value::Class(sender.clone());
    let heard = signal.native::<SignalObject>();
    Ok(heard.is_some_and(|object| !hearing(object, &sender).is_empty()))
}

/// Sends a model's signal, when someone hears it.
///
/// # Errors
///
/// What a receiver raises.
pub(crate) fn send(
    interpreter: &mut Interpreter,
    name: &str,
    sender: &Rc<Class>,
    arguments: Arguments,
) -> PyResult<()> {
    if !has_listeners(interpreter, name, sender)? {
        return Ok(());
    }
    let signal = signal(interpreter, name)?;
    let arguments = arguments.with("sender", Value::Class(sender.clone()));
    interpreter
        .call_method(&signal, "send", arguments)
        .map(drop)
}

/// `pre_init` and `post_init`.
///
/// # Errors
///
/// What a receiver raises.
pub(crate) fn send_init(
    interpreter: &mut Interpreter,
    name: &str,
    sender: &Rc<Class>,
    instance: Option<&Value>,
    given: &Arguments,
) -> PyResult<()> {
    if !has_listeners(interpreter, name, sender)? {
        return Ok(());
    }
    let arguments = match instance {
        Some(instance) => Arguments::default().with("instance", instance.clone()),
        None => {
            let keywords = given.keywords.clone();
            Arguments::default()
                .with("args", Value::tuple(given.positional.clone()))
                .with("kwargs", Value::dict(Dict::from_text_keys(keywords)))
        }
    };
    send(interpreter, name, sender, arguments)
}

/// `pre_save` and `post_save`.
///
/// # Errors
///
/// What a receiver raises.
pub(crate) fn send_save(
    interpreter: &mut Interpreter,
    name: &str,
    sender: &Rc<Class>,
    instance: &Value,
    (created, raw): (Option<bool>, bool),
    update_fields: &Option<Vec<Rc<str>>>,
) -> PyResult<()> {
    if !has_listeners(interpreter, name, sender)? {
        return Ok(());
    }
    let names = match update_fields {
        Some(names) => {
            let names = Value::list(names.iter().cloned().map(Value::Str).collect());
            let frozenset = interpreter.builtin("frozenset");
            let frozenset = frozenset.map_or(Value::None, Value::Class);
            interpreter.call(&frozenset, Arguments::positional(vec![names]))?
        }
        None => Value::None,
    };
    let mut arguments = Arguments::default().with("instance", instance.clone());
    if let Some(created) = created {
        arguments = arguments.with("created", Value::Bool(created));
    }
    let arguments = arguments
        .with("update_fields", names)
        .with("raw", Value::Bool(raw))
        .with("using", Value::str("default"));
    send(interpreter, name, sender, arguments)
}
