//! Exception groups: making them, taking them apart, and what `except*` does with them.

use std::rc::Rc;

use crate::python::arguments::Arguments;
use crate::python::error::{PyError, PyResult};
use crate::python::interpreter::Interpreter;
use crate::python::types::exception::{ExceptionState, Hint};
use crate::python::types::method::Method;
use crate::python::value::{Class, Instance, Value};

/// What of an exception fits, and what does not.
type Split = (Option<Value>, Option<Value>);

pub(super) const METHODS: &[Method] = &[
    ("derive", "excs, /", |py, it, mut a| {
        let (message, _) = parts(it).unwrap_or((Value::str(""), Vec::new()));
        py.group(message, a.take_or_none("excs"))
    }),
    ("split", "condition, /", |py, it, mut a| {
        let condition = a.take_or_none("condition");
        py.check_condition(&condition)?;
        let (fitting, rest) = py.split_group(it, &condition)?;
        let or_none = |it: Option<Value>| it.unwrap_or(Value::None);
        Ok(Value::tuple(vec![or_none(fitting), or_none(rest)]))
    }),
    ("subgroup", "condition, /", |py, it, mut a| {
        let condition = a.take_or_none("condition");
        py.check_condition(&condition)?;
        let (fitting, _) = py.split_group(it, &condition)?;
        Ok(fitting.unwrap_or(Value::None))
    }),
];

/// The message and the exceptions of a group; `None` of every other exception.
pub(in crate::python) fn parts(exception: &Value) -> Option<(Value, Vec<Value>)> {
    let state = exception.native::<ExceptionState>()?;
    match &*state.hint.borrow() {
        Hint::Group(message, exceptions) => Some((message.clone(), exceptions.clone())),
        _ => None,
    }
}

/// Whether both came up at the same place: one is a part of the other that nobody has raised anew.
fn is_same_event(one: &Value, other: &Value) -> bool {
    let (Some(one), Some(other)) = (
        one.native::<ExceptionState>(),
        other.native::<ExceptionState>(),
    ) else {
        return false;
    };
    let same = |one: &Option<Value>, other: &Option<Value>| match (one, other) {
        (None, None) => true,
        (Some(one), Some(other)) => one.is(other),
        _ => false,
    };
    one.traceback.borrow().len() == other.traceback.borrow().len()
        && same(&one.context.borrow(), &other.context.borrow())
        && same(&one.cause.borrow(), &other.cause.borrow())
}

impl Interpreter {
    /// A group of these exceptions.
    fn group(&mut self, message: Value, exceptions: Value) -> PyResult<Value> {
        let class = self.builtin("BaseExceptionGroup").map(Value::Class);
        let arguments = Arguments::positional(vec![message, exceptions]);
        self.call(&class.unwrap_or(Value::None), arguments)
    }

    /// What `BaseExceptionGroup.__new__` makes of its arguments: the class, and the parts.
    pub(super) fn group_parts(
        &mut self,
        class: &Rc<Class>,
        arguments: &[Value],
    ) -> PyResult<(Rc<Class>, Hint)> {
        let [message, exceptions] = arguments else {
            let given = arguments.len();
            return Err(self.type_error(format!(
                "BaseExceptionGroup.__new__() takes exactly 2 arguments ({given} given)"
            )));
        };
        if message.as_str().is_none() {
            let found = self.operand_name(message);
            return Err(self.type_error(format!(
                "BaseExceptionGroup.__new__() argument 1 must be str, not {found}"
            )));
        }
        let is_sequence = matches!(
            exceptions.unboxed(),
            Value::List(_) | Value::Tuple(_) | Value::Str(_) | Value::Bytes(_) | Value::Range(..)
        ) || self.special(exceptions, "__getitem__").is_some();
        if !is_sequence {
            let message = "second argument (exceptions) must be a sequence";
            return Err(self.type_error(message));
        }
        let members = self.iterate(exceptions)?;
        if members.is_empty() {
            let message = "second argument (exceptions) must be a non-empty sequence";
            return Err(self.value_error(message));
        }
        self.charge(members.len())?;
        let ordinary = self.builtin("Exception");
        let mut all_ordinary = true;
        for (index, member) in members.iter().enumerate() {
            if member.native::<ExceptionState>().is_none() {
                return Err(self.value_error(format!(
                    "Item {index} of second argument (exceptions) is not an exception"
                )));
            }
            let is = ordinary.as_ref().map(|it| self.is_instance(member, it));
            all_ordinary &= is == Some(true);
        }
        let class = self.group_class(class, all_ordinary)?;
        Ok((class, Hint::Group(message.clone(), members)))
    }

    /// A group of nothing but `Exception`s is one itself, and no other may say that it is.
    fn group_class(&mut self, class: &Rc<Class>, all_ordinary: bool) -> PyResult<Rc<Class>> {
        let (Some(base), Some(ordinary)) =
            (self.builtin("ExceptionGroup"), self.builtin("Exception"))
        else {
            return Ok(class.clone());
        };
        if all_ordinary {
            let is_plain = class.path() == "BaseExceptionGroup";
            return Ok(if is_plain { base } else { class.clone() });
        }
        if Rc::ptr_eq(class, &base) {
            let message = "Cannot nest BaseExceptions in an ExceptionGroup";
            return Err(self.type_error(message));
        }
        if class.is_subclass(&ordinary) {
            let name = &class.name;
            return Err(self.type_error(format!("Cannot nest BaseExceptions in '{name}'")));
        }
        Ok(class.clone())
    }

    fn check_condition(&mut self, condition: &Value) -> PyResult<()> {
        let base = self.builtin("BaseException");
        let is_kind = |it: &Value| match (it, &base) {
            (Value::Class(class), Some(base)) => class.is_subclass(base),
            _ => false,
        };
        let fits = match condition {
            Value::Tuple(items) => items.iter().all(is_kind),
            Value::Class(_) => is_kind(condition),
            other => self.is_callable(other),
        };
        if fits {
            return Ok(());
        }
        let message = "expected a function, exception type or tuple of exception types";
        Err(self.type_error(message))
    }

    fn fits_condition(&mut self, exception: &Value, condition: &Value) -> PyResult<bool> {
        match condition {
            Value::Class(_) | Value::Tuple(_) => self.is_instance_of(exception, condition),
            function => {
                let arguments = Arguments::positional(vec![exception.clone()]);
                let answer = self.call(function, arguments)?;
                self.truthy(&answer)
            }
        }
    }

    /// An exception, or a group member by member, by whether it fits.
    fn split_group(&mut self, exception: &Value, condition: &Value) -> PyResult<Split> {
        self.charge(1)?;
        if self.fits_condition(exception, condition)? {
            return Ok((Some(exception.clone()), None));
        }
        let Some((_, members)) = parts(exception) else {
            return Ok((None, Some(exception.clone())));
        };
        self.enter_native(" in exceptiongroup_split_recursive")?;
        let (mut fitting, mut rest, mut failed) = (Vec::new(), Vec::new(), None);
        for member in &members {
            match self.split_group(member, condition) {
                Ok((one, other)) => {
                    fitting.extend(one);
                    rest.extend(other);
                }
                Err(error) => {
                    failed = Some(error);
                    break;
                }
            }
        }
        self.leave_native();
        if let Some(error) = failed {
            return Err(error);
        }
        Ok((
            self.derived(exception, fitting)?,
            self.derived(exception, rest)?,
        ))
    }

    /// A group like this one, of some of its exceptions.
    fn derived(&mut self, group: &Value, members: Vec<Value>) -> PyResult<Option<Value>> {
        if members.is_empty() {
            return Ok(None);
        }
        let arguments = Arguments::positional(vec![Value::list(members)]);
        let derived = self.call_method(group, "derive", arguments)?;
        if parts(&derived).is_none() {
            let message = "derive must return an instance of BaseExceptionGroup";
            return Err(self.type_error(message));
        }
        if let (Some(from), Some(to)) = (
            group.native::<ExceptionState>(),
            derived.native::<ExceptionState>(),
        ) {
            *to.traceback.borrow_mut() = from.traceback.borrow().clone();
            *to.cause.borrow_mut() = from.cause.borrow().clone();
            *to.context.borrow_mut() = from.context.borrow().clone();
            to.suppress_context.set(from.suppress_context.get());
        }
        let notes = group.as_instance().and_then(|it| it.get("__notes__"));
        if let (Some(notes), Value::Instance(to)) =
            (notes.and_then(|it| it.as_sequence()), &derived)
        {
            to.set("__notes__", Value::list(notes));
        }
        Ok(Some(derived))
    }

    /// What of an exception `except*` with this class, or these, handles.
    pub(in crate::python) fn match_group(
        &mut self,
        exception: &Value,
        class: &Value,
    ) -> PyResult<Split> {
        self.check_handled(class)?;
        if self.is_instance_of(exception, class)? {
            if parts(exception).is_some() {
                return Ok((Some(exception.clone()), None));
            }
            let members = Value::tuple(vec![exception.clone()]);
            return Ok((Some(self.group(Value::str(""), members)?), None));
        }
        match parts(exception) {
            Some(_) => self.split_group(exception, class),
            None => Ok((None, Some(exception.clone()))),
        }
    }

    fn check_handled(&mut self, class: &Value) -> PyResult<()> {
        if let Value::Tuple(items) = class {
            for item in items.iter() {
                self.check_handled(item)?;
            }
            return Ok(());
        }
        let is = |class: &Value, base: Option<Rc<Class>>| match (class, base) {
            (Value::Class(class), Some(base)) => class.is_subclass(&base),
            _ => false,
        };
        if !is(class, self.builtin("BaseException")) {
            let message = "catching classes that do not inherit from BaseException is not allowed";
            return Err(self.type_error(message));
        }
        if is(class, self.builtin("BaseExceptionGroup")) {
            let message =
                "catching ExceptionGroup with except* is not allowed. Use except instead.";
            return Err(self.type_error(message));
        }
        Ok(())
    }

    /// What is raised after all clauses of `except*`: what they raised, and what none has handled.
    pub(in crate::python) fn left_of_group(
        &mut self,
        original: &Value,
        mut raised: Vec<Value>,
        rest: Option<Value>,
    ) -> PyResult<Option<Value>> {
        if parts(original).is_none() {
            return Ok(raised.into_iter().chain(rest).next());
        }
        let again: Vec<Value> = raised
            .extract_if(.., |it| is_same_event(it, original))
            .chain(rest)
            .collect();
        let mut kept = Vec::new();
        for exception in &again {
            self.leaves(exception, &mut kept)?;
        }
        let again = self.only_leaves(original, &kept)?;
        if raised.is_empty() {
            return Ok(again);
        }
        if raised.len() == 1 && again.is_none() {
            return Ok(raised.pop());
        }
        raised.extend(again);
        self.group(Value::str(""), Value::list(raised)).map(Some)
    }

    /// The exceptions of a group that are no groups.
    fn leaves(&mut self, exception: &Value, found: &mut Vec<Value>) -> PyResult<()> {
        self.charge(1)?;
        let Some((_, members)) = parts(exception) else {
            found.push(exception.clone());
            return Ok(());
        };
        self.enter_native("")?;
        let result = members.iter().try_for_each(|it| self.leaves(it, found));
        self.leave_native();
        result
    }

    /// The group with no other exceptions than these.
    fn only_leaves(&mut self, group: &Value, kept: &[Value]) -> PyResult<Option<Value>> {
        self.charge(1 + kept.len() / 8)?;
        let Some((_, members)) = parts(group) else {
            let is_kept = kept.iter().any(|it| it.is(group));
            return Ok(is_kept.then(|| group.clone()));
        };
        self.enter_native("")?;
        let (mut found, mut failed) = (Vec::new(), None);
        for member in &members {
            match self.only_leaves(member, kept) {
                Ok(one) => found.extend(one),
                Err(error) => failed = Some(error),
            }
        }
        self.leave_native();
        match failed {
            Some(error) => Err(error),
            None => self.derived(group, found),
        }
    }
}

/// The error that raises an exception where it came up before.
pub(in crate::python) fn again(exception: Value) -> Box<PyError> {
    let traceback = exception
        .as_instance()
        .and_then(|it| Instance::native::<ExceptionState>(it))
        .map(|state| state.traceback.borrow().clone());
    let mut error = PyError::new(exception);
    error.traceback = traceback.unwrap_or_default();
    error.reraised = true;
    error
}
