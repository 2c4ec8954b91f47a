//! `itertools`.

use std::cell::{Cell, RefCell};

use crate::python::arguments::{Arguments, Bound};
use crate::python::error::PyResult;
use crate::python::interpreter::Interpreter;
use crate::python::limits::how_many;
use crate::python::stdlib::functions;
use crate::python::types::iterator::{Adaptation, Adapter, Items};
use crate::python::value::{Module, Value};

/// The module `itertools`.
pub(super) fn module(_interpreter: &mut Interpreter) -> Module {
    let module = Module::new("itertools");
    functions(
        &module,
        &[
            ("chain", "*iterables", |py, a| {
                chain(py, &Value::tuple(a.rest))
            }),
            ("islice", "iterable, *args", slice),
            ("count", "start=0, step=1", |py, mut a| {
                let start = a.take("start").unwrap_or(Value::Int(0));
                let step = a.take("step").unwrap_or(Value::Int(1));
                if !is_number(py, &start) || !is_number(py, &step) {
                    return Err(py.type_error("a number is required"));
                }
                Ok(adapter(
                    "itertools.count",
                    Vec::new(),
                    Adaptation::Count(RefCell::new(start), step),
                ))
            }),
            ("repeat", "object, times=None", |py, mut a| {
                let times = match a.take("times") {
                    Some(times) => Some(py.index_argument(&times)?),
                    None => None,
                };
                let left = times.map(how_many);
                let adaptation = Adaptation::Repeat(a.take_or_none("object"), Cell::new(left));
                Ok(adapter("itertools.repeat", Vec::new(), adaptation))
            }),
            ("cycle", "iterable, /", |py, mut a| {
                let adaptation =
                    Adaptation::Cycle(RefCell::default(), Cell::new(0), Cell::new(false));
                over(
                    py,
                    &a.take_or_none("iterable"),
                    "itertools.cycle",
                    adaptation,
                )
            }),
            (
                "accumulate",
                "iterable, func=None, *, initial=None",
                |py, mut a| {
                    let iterable = a.take_or_none("iterable");
                    let function = a.take_or_none("func");
                    let iterable = match a.take("initial").filter(|it| !it.is_none()) {
                        Some(initial) => chain(
                            py,
                            &Value::tuple(vec![Value::tuple(vec![initial]), iterable]),
                        )?,
                        None => iterable,
                    };
                    let adaptation = Adaptation::Accumulate(function, RefCell::new(None));
                    over(py, &iterable, "itertools.accumulate", adaptation)
                },
            ),
            ("starmap", "function, iterable, /", |py, mut a| {
                let adaptation = Adaptation::StarMap(a.take_or_none("function"));
                over(
                    py,
                    &a.take_or_none("iterable"),
                    "itertools.starmap",
                    adaptation,
                )
            }),
            ("takewhile", "predicate, iterable, /", |py, mut a| {
                let adaptation =
                    Adaptation::TakeWhile(a.take_or_none("predicate"), Cell::new(false));
                over(
                    py,
                    &a.take_or_none("iterable"),
                    "itertools.takewhile",
                    adaptation,
                )
            }),
            ("dropwhile", "predicate, iterable, /", |py, mut a| {
                let adaptation =
                    Adaptation::DropWhile(a.take_or_none("predicate"), Cell::new(false));
                over(
                    py,
                    &a.take_or_none("iterable"),
                    "itertools.dropwhile",
                    adaptation,
                )
            }),
            ("filterfalse", "function, iterable, /", |py, mut a| {
                let adaptation = Adaptation::Filter(a.take_or_none("function"), false);
                over(
                    py,
                    &a.take_or_none("iterable"),
                    "itertools.filterfalse",
                    adaptation,
                )
            }),
            ("pairwise", "iterable, /", |py, mut a| {
                let adaptation = Adaptation::Pairwise(RefCell::new(None));
                over(
                    py,
                    &a.take_or_none("iterable"),
                    "itertools.pairwise",
                    adaptation,
                )
            }),
            ("compress", "data, selectors", |py, mut a| {
                let data = py.iterate(&a.take_or_none("data"))?;
                let selectors = py.iterate(&a.take_or_none("selectors"))?;
                let mut kept = Vec::new();
                for (item, selector) in data.into_iter().zip(selectors) {
                    if py.truthy(&selector)? {
                        kept.push(item);
                    }
                }
                Ok(Value::iterator(Items::named(kept, "itertools.compress")))
            }),
            ("product", "*iterables, repeat=1", product),
            ("permutations", "iterable, r=None", |py, a| {
                arrangements(py, a, true, false)
            }),
            ("combinations", "iterable, r", |py, a| {
                arrangements(py, a, false, false)
            }),
            ("combinations_with_replacement", "iterable, r", |py, a| {
                arrangements(py, a, false, true)
            }),
            ("groupby", "iterable, key=None", group_by),
            ("zip_longest", "*iterables, **kwargs", zip_longest),
            ("tee", "iterable, n=2, /", |py, mut a| {
                let items = py.iterate(&a.take_or_none("iterable"))?;
                let count = a.take("n").and_then(|it| it.as_i64()).unwrap_or(2);
                let count = how_many(count);
                py.check_size(items.len().saturating_mul(count))?;
                Ok(Value::tuple(
                    (0..count)
                        .map(|_| Value::iterator(Items::new(items.clone())))
                        .collect(),
                ))
            }),
        ],
    );
    if let Some(Value::NativeFunction(chain_function)) = module.get("chain") {
        // `chain.from_iterable`: the function is an object with one attribute.
        module.set("chain", chain_object(Value::NativeFunction(chain_function)));
    }
    module
}

/// `chain`, which is callable and has `from_iterable`.
struct Chain(Value);

impl crate::python::NativeObject for Chain {
    fn as_any(&self) -> &dyn std::any::Any {
        self
    }

    fn attribute(&self, name: &str) -> Option<Value> {
        (name == "from_iterable").then(|| {
            Value::function(name, "itertools", |py, arguments| {
                let iterables = arguments.positional.first().cloned().unwrap_or(Value::None);
                chain(py, &iterables)
            })
        })
    }

    fn repr(&self, _interpreter: &mut Interpreter) -> Option<PyResult<String>> {
        Some(Ok("<class 'itertools.chain'>".to_owned()))
    }

    fn call(
        &self,
        interpreter: &mut Interpreter,
        _this: &Value,
        arguments: Arguments,
    ) -> Option<PyResult<Value>> {
        Some(interpreter.call(&self.0, arguments))
    }

    fn is_callable(&self) -> bool {
        true
    }
}

fn chain_object(function: Value) -> Value {
    let class = std::rc::Rc::new(crate::python::Class {
        name: "type".into(),
        qualname: "type".into(),
        module: "builtins".into(),
        bases: Vec::new(),
        ancestors: Vec::new(),
        attributes: Default::default(),
        native: None,
        attachment: Default::default(),
        span: None,
    });
    super::instance(&class, Chain(function))
}

fn adapter(name: &'static str, sources: Vec<Value>, adaptation: Adaptation) -> Value {
    Value::iterator(Adapter::new(name, sources, adaptation))
}

fn over(
    interpreter: &mut Interpreter,
    iterable: &Value,
    name: &'static str,
    adaptation: Adaptation,
) -> PyResult<Value> {
    let source = interpreter.iterator(iterable)?;
    Ok(adapter(name, vec![source], adaptation))
}

fn chain(interpreter: &mut Interpreter, iterables: &Value) -> PyResult<Value> {
    over(interpreter, iterables, "itertools.chain", Adaptation::Chain)
}

fn is_number(interpreter: &mut Interpreter, value: &Value) -> bool {
    let inner = value.unboxed();
    inner.as_bigint().is_some()
        || inner.as_f64().is_some()
        || ["__index__", "__float__", "__int__"]
            .iter()
            .any(|name| interpreter.special(value, name).is_some())
}

fn slice(interpreter: &mut Interpreter, mut arguments: Bound) -> PyResult<Value> {
    let iterable = arguments.take_or_none("iterable");
    let given = arguments.rest.len();
    if given == 0 || given > 3 {
        let (bound, count) = if given == 0 {
            ("at least 2 arguments", given + 1)
        } else {
            ("at most 4 arguments", given + 1)
        };
        return Err(interpreter.type_error(format!("islice expected {bound}, got {count}")));
    }
    let mut part = |at: usize, message: &str| -> PyResult<Option<usize>> {
        let Some(value) = arguments.rest.get(at).filter(|it| !it.is_none()) else {
            return Ok(None);
        };
        let index = interpreter.index_of(value)?;
        match index.and_then(|index| usize::try_from(index).ok()) {
            Some(index) => Ok(Some(index)),
            None => Err(interpreter.value_error(message)),
        }
    };
    const STOP: &str =
        "Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.";
    const PARTS: &str = "Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.";
    const STEP: &str = "Step for islice() must be a positive integer or None.";
    let (start, stop, step) = if given == 1 {
        (0, part(0, STOP)?, 1)
    } else {
        let stop = part(1, STOP)?;
        (
            part(0, PARTS)?.unwrap_or(0),
            stop,
            part(2, STEP)?.unwrap_or(1),
        )
    };
    if step == 0 {
        return Err(interpreter.value_error(STEP));
    }
    let left = stop.map(|stop| stop.saturating_sub(start).div_ceil(step));
    let adaptation = Adaptation::Slice {
        skip: Cell::new(start),
        left: Cell::new(left),
        step,
    };
    over(interpreter, &iterable, "itertools.islice", adaptation)
}

fn product(interpreter: &mut Interpreter, mut arguments: Bound) -> PyResult<Value> {
    let times = arguments.take("repeat").unwrap_or(Value::Int(1));
    let times = interpreter.index_argument(&times)?;
    if times < 0 {
        return Err(interpreter.value_error("repeat argument cannot be negative"));
    }
    let mut pools = Vec::new();
    for iterable in &arguments.rest {
        pools.push(interpreter.iterate(iterable)?);
    }
    let pools: Vec<_> = (0..times).flat_map(|_| pools.clone()).collect();
    let mut tuples: Vec<Vec<Value>> = vec![Vec::new()];
    for pool in pools {
        interpreter.check_size(tuples.len().saturating_mul(pool.len()))?;
        tuples = tuples
            .into_iter()
            .flat_map(|tuple| {
                pool.iter()
                    .map(move |item| {
                        let mut longer = tuple.clone();
                        longer.push(item.clone());
                        longer
                    })
                    .collect::<Vec<_>>()
            })
            .collect();
    }
    Ok(Value::iterator(Items::new(
        tuples.into_iter().map(Value::tuple).collect(),
    )))
}

/// Permutations and combinations, in the order of positions.
fn arrangements(
    interpreter: &mut Interpreter,
    mut arguments: Bound,
    any_order: bool,
    repeats: bool,
) -> PyResult<Value> {
    let pool = interpreter.iterate(&arguments.take_or_none("iterable"))?;
    let length = match arguments.take("r").filter(|it| !it.is_none()) {
        Some(length) => match usize::try_from(interpreter.index_argument(&length)?) {
            Ok(length) => length,
            Err(_) => return Err(interpreter.value_error("r must be non-negative")),
        },
        None => pool.len(),
    };
    let mut results = Vec::new();
    let mut stack: Vec<Vec<usize>> = vec![Vec::new()];
    while let Some(chosen) = stack.pop() {
        interpreter.charge(1)?;
        if chosen.len() == length {
            let items = chosen
                .iter()
                .filter_map(|at| pool.get(*at).cloned())
                .collect();
            results.push(Value::tuple(items));
            interpreter.check_size(results.len())?;
            continue;
        }
        let first = match (any_order, chosen.last()) {
            (true, _) | (_, None) => 0,
            (false, Some(last)) => last + usize::from(!repeats),
        };
        for at in (first..pool.len()).rev() {
            if any_order && chosen.contains(&at) {
                continue;
            }
            let mut longer = chosen.clone();
            longer.push(at);
            stack.push(longer);
        }
    }
    Ok(Value::iterator(Items::new(results)))
}

fn group_by(interpreter: &mut Interpreter, mut arguments: Bound) -> PyResult<Value> {
    let items = interpreter.iterate(&arguments.take_or_none("iterable"))?;
    let key = arguments.take_or_none("key");
    let mut groups: Vec<(Value, Vec<Value>)> = Vec::new();
    for item in items {
        let by = match &key {
            Value::None => item.clone(),
            key => interpreter.call(key, Arguments::positional(vec![item.clone()]))?,
        };
        match groups.last_mut() {
            Some((last, group)) if interpreter.equals(last, &by)? => group.push(item),
            _ => groups.push((by, vec![item])),
        }
    }
    let pairs = groups
        .into_iter()
        .map(|(key, group)| Value::tuple(vec![key, Value::iterator(Items::new(group))]))
        .collect();
    Ok(Value::iterator(Items::new(pairs)))
}

fn zip_longest(interpreter: &mut Interpreter, mut arguments: Bound) -> PyResult<Value> {
    let fill = arguments.keywords.shift_remove("fillvalue");
    let fill = fill.unwrap_or(Value::None);
    if !arguments.keywords.is_empty() {
        let message = "zip_longest() got an unexpected keyword argument";
        return Err(interpreter.type_error(message));
    }
    let mut columns = Vec::new();
    for iterable in &arguments.rest {
        columns.push(interpreter.iterate(iterable)?);
    }
    let length = columns.iter().map(Vec::len).max().unwrap_or(0);
    let rows = (0..length)
        .map(|at| {
            let row = columns
                .iter()
                .map(|column| column.get(at).unwrap_or(&fill).clone());
            Value::tuple(row.collect())
        })
        .collect();
    Ok(Value::iterator(Items::new(rows)))
}
