//! Programs by a grammar: every statement and expression of the language, with the names of the
//! built-ins, and values at the edges of what they take.

use super::mutate::Random;

pub struct Generator<'a> {
    random: &'a mut Random,
    text: String,
    /// How deep the next expression may nest.
    fuel: usize,
}

const NAMES: &[&str] = &["a", "b", "c", "d", "f", "g", "x", "self", "A", "B"];
const ATTRIBUTES: &[&str] = &[
    "x",
    "y",
    "__class__",
    "__dict__",
    "__name__",
    "__mro__",
    "__init__",
    "__doc__",
    "append",
    "update",
    "items",
    "keys",
    "format",
    "join",
    "split",
    "send",
    "throw",
    "close",
    "__next__",
    "__eq__",
    "real",
    "copy",
    "sort",
    "pop",
    "insert",
    "__getattr__",
    "__code__",
    "__globals__",
    "args",
    "__cause__",
    "__context__",
    "__traceback__",
    "__defaults__",
    "__annotations__",
    "replace",
    "encode",
    "strip",
    "count",
    "index",
    "extend",
    "reverse",
    "setdefault",
    "union",
];
const ATOMS: &[&str] = &[
    "0",
    "1",
    "-1",
    "2",
    "3",
    "7",
    "255",
    "10**18",
    "2**63",
    "-2**63",
    "2**64",
    "10**30",
    "1.5",
    "-0.0",
    "1e308",
    "float('nan')",
    "float('inf')",
    "''",
    "'a'",
    "'abc' * 20",
    "'é\\u0301'",
    "'\\0'",
    "b'\\xff'",
    "'%s %d'",
    "'{} {0} {x!r:>10}'",
    "[]",
    "()",
    "{}",
    "set()",
    "[1, 2, 3]",
    "(1, 'a')",
    "{1: 2, 'x': 3}",
    "{1, 2}",
    "frozenset({1})",
    "range(5)",
    "range(10**18)",
    "slice(1, None, -1)",
    "None",
    "True",
    "False",
    "...",
    "NotImplemented",
    "object()",
    "int",
    "str",
    "type",
    "Exception",
    "ValueError('x')",
    "lambda *p, **k: (p, k)",
    "iter([1, 2])",
    "print",
    "len",
    "[[]] * 3",
    "Decimal('1.10')",
    "date(2020, 2, 29)",
    "timedelta(1)",
    "re.compile('(a+)+b')",
    "Counter('aab')",
    "deque([1], 2)",
    "itertools.count()",
    "itertools.cycle('ab')",
    "partial(print, 1)",
];
const FUNCTIONS: &[&str] = &[
    "abs",
    "all",
    "any",
    "ascii",
    "bin",
    "bool",
    "bytes",
    "callable",
    "chr",
    "dict",
    "dir",
    "divmod",
    "enumerate",
    "eval",
    "exec",
    "filter",
    "float",
    "format",
    "frozenset",
    "getattr",
    "hasattr",
    "hash",
    "hex",
    "id",
    "int",
    "isinstance",
    "issubclass",
    "iter",
    "len",
    "list",
    "map",
    "max",
    "min",
    "next",
    "object",
    "oct",
    "ord",
    "pow",
    "print",
    "property",
    "range",
    "repr",
    "reversed",
    "round",
    "set",
    "setattr",
    "slice",
    "sorted",
    "staticmethod",
    "classmethod",
    "str",
    "sum",
    "super",
    "tuple",
    "type",
    "vars",
    "zip",
    "Decimal",
    "date",
    "datetime",
    "timedelta",
    "Counter",
    "OrderedDict",
    "defaultdict",
    "deque",
    "namedtuple",
    "partial",
    "reduce",
    "lru_cache",
    "itertools.chain",
    "itertools.product",
    "itertools.islice",
    "itertools.groupby",
    "itertools.combinations",
    "json.dumps",
    "json.loads",
    "copy.copy",
    "copy.deepcopy",
    "re.sub",
    "re.match",
    "re.findall",
    "re.split",
    "math.sqrt",
    "math.factorial",
    "math.comb",
    "math.floor",
    "textwrap.dedent",
    "hashlib.md5",
    "uuid.UUID",
    "operator.itemgetter",
    "Enum",
    "dataclass",
    "contextmanager",
];
const BINARY: &[&str] = &[
    "+", "-", "*", "/", "//", "%", "**", "<<", ">>", "&", "|", "^", "==", "!=", "<", "<=", ">",
    ">=", "is", "is not", "in", "not in", "and", "or",
];
const SPECIAL: &[&str] = &[
    "__init__",
    "__repr__",
    "__str__",
    "__eq__",
    "__lt__",
    "__hash__",
    "__len__",
    "__getitem__",
    "__setitem__",
    "__contains__",
    "__iter__",
    "__next__",
    "__call__",
    "__getattr__",
    "__setattr__",
    "__add__",
    "__radd__",
    "__bool__",
    "__enter__",
    "__exit__",
    "__format__",
    "__new__",
    "__get__",
    "__set__",
    "__del__",
    "__index__",
    "__neg__",
    "__init_subclass__",
    "__set_name__",
    "__class_getitem__",
    "__missing__",
    "__iadd__",
    "__mul__",
];
const HEAD: &str = "\
import copy, hashlib, itertools, json, math, operator, re, textwrap, uuid
from collections import Counter, OrderedDict, defaultdict, deque, namedtuple
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import Enum
from functools import lru_cache, partial, reduce
a = b = c = d = x = self = 1
f = g = A = B = object
";

impl<'a> Generator<'a> {
    pub fn new(random: &'a mut Random) -> Self {
        Self {
            random,
            text: HEAD.to_owned(),
            fuel: 0,
        }
    }

    pub fn program(mut self) -> String {
        for _ in 0..2 + self.below(8) {
            // What one statement raises must not end the program.
            if self.below(3) > 0 {
                self.line(0, "try:");
                self.statement(1, 3);
                self.line(0, "except Exception as e:");
                self.line(1, "x = e");
            } else {
                self.statement(0, 3);
            }
        }
        self.text
    }

    fn below(&mut self, bound: usize) -> usize {
        self.random.below(bound)
    }

    fn pick(&mut self, from: &[&str]) -> String {
        let at = self.below(from.len());
        from[at].to_owned()
    }

    fn line(&mut self, indent: usize, text: &str) {
        self.text.push_str(&" ".repeat(indent));
        self.text.push_str(text);
        self.text.push('\n');
    }

    fn block(&mut self, indent: usize, depth: usize) {
        for _ in 0..1 + self.below(3) {
            self.statement(indent + 1, depth.saturating_sub(1));
        }
    }

    fn headed(&mut self, indent: usize, depth: usize, head: &str) {
        self.line(indent, head);
        self.block(indent, depth);
    }

    fn statement(&mut self, indent: usize, depth: usize) {
        let simple = depth == 0;
        match self.below(if simple { 10 } else { 20 }) {
            0..=2 => {
                let text = self.expression();
                self.line(indent, &text);
            }
            3..=5 => {
                let text = format!("{} = {}", self.target(), self.expression());
                self.line(indent, &text);
            }
            6 => {
                let operator = self.pick(&[
                    "+", "-", "*", "/", "//", "%", "**", "|", "&", "^", "<<", ">>",
                ]);
                let text = format!("{} {operator}= {}", self.pick(NAMES), self.expression());
                self.line(indent, &text);
            }
            7 => {
                let text = match self.below(6) {
                    0 => format!("del {}", self.target()),
                    1 => format!("assert {}, {}", self.expression(), self.expression()),
                    2 => format!("raise {}", self.expression()),
                    3 => format!("raise {} from {}", self.expression(), self.expression()),
                    4 => format!("print({}, {})", self.expression(), self.expression()),
                    _ => format!(
                        "{}: {} = {}",
                        self.pick(NAMES),
                        self.expression(),
                        self.expression()
                    ),
                };
                self.line(indent, &text);
            }
            8 => {
                let text = format!(
                    "{}, *{} = {}",
                    self.target(),
                    self.pick(NAMES),
                    self.expression()
                );
                self.line(indent, &text);
            }
            9 => {
                let text = format!(
                    "f'{{{}!r:{}}}'",
                    self.pick(NAMES),
                    self.pick(&[">10", "x", ".3f", "1000000000", "{a}", "%Y"])
                );
                self.line(indent, &text);
            }
            10 | 11 => self.function(indent, depth),
            12 | 13 => self.class(indent, depth),
            14 => {
                let head = format!("for {} in {}:", self.target(), self.expression());
                self.headed(indent, depth, &head);
            }
            15 => {
                let head = format!("while {}:", self.expression());
                self.headed(indent, depth, &head);
                if self.below(2) == 0 {
                    let end = self.pick(&["break", "continue", "a = not a"]);
                    self.line(indent + 1, &end);
                }
            }
            16 => {
                let head = format!("if {}:", self.expression());
                self.headed(indent, depth, &head);
                self.headed(indent, depth, "else:");
            }
            17 => {
                self.headed(indent, depth, "try:");
                let head = self.pick(&[
                    "except BaseException as e:",
                    "except (ValueError, TypeError):",
                    "except:",
                    "except A:",
                ]);
                self.headed(indent, depth, &head);
                if self.below(2) == 0 {
                    self.headed(indent, depth, "finally:");
                }
            }
            18 => {
                let head = format!("with {} as {}:", self.expression(), self.target());
                self.headed(indent, depth, &head);
            }
            _ => {
                let head = format!("match {}:", self.expression());
                self.line(indent, &head);
                let pattern = self.pick(&[
                    "[x, *b]",
                    "{'x': a, **c}",
                    "A(x=1)",
                    "int() | str()",
                    "(1, 2, _)",
                    "None",
                    "A.x",
                    "str(a) if a",
                    "_",
                ]);
                self.headed(indent + 1, depth, &format!("case {pattern}:"));
            }
        }
    }

    fn function(&mut self, indent: usize, depth: usize) {
        if self.below(5) == 0 {
            let decorator = self.pick(&[
                "staticmethod",
                "classmethod",
                "property",
                "contextmanager",
                "lru_cache",
                "f",
            ]);
            self.line(indent, &format!("@{decorator}"));
        }
        let (name, parameters) = (self.pick(&["f", "g", "d"]), self.parameters());
        self.headed(indent, depth, &format!("def {name}({parameters}):"));
        let end = match self.below(5) {
            0 => format!("yield {}", self.expression()),
            1 => format!("yield from {}", self.expression()),
            2 => format!("return {name}()"),
            _ => format!("return {}", self.expression()),
        };
        self.line(indent + 1, &end);
    }

    fn parameters(&mut self) -> String {
        self.pick(&[
            "",
            "a",
            "a=1",
            "*a",
            "**b",
            "a, b=2, *c, d=3, **x",
            "self, *a",
            "a, /, b",
            "*, a=1",
        ])
    }

    fn class(&mut self, indent: usize, depth: usize) {
        let bases = self.pick(&[
            "",
            "(A)",
            "(B, A)",
            "(int)",
            "(str)",
            "(list)",
            "(dict)",
            "(Exception)",
            "(type)",
            "(Enum)",
            "(tuple)",
            "(metaclass=B)",
        ]);
        let name = self.pick(&["A", "B"]);
        if self.below(6) == 0 {
            self.line(indent, "@dataclass");
        }
        self.line(indent, &format!("class {name}{bases}:"));
        self.line(indent + 1, "x: int = 1");
        for _ in 0..self.below(4) {
            let (method, value) = (self.pick(SPECIAL), self.method_value());
            self.line(indent + 1, &format!("def {method}(self, *a, **b):"));
            if depth > 1 && self.below(3) == 0 {
                self.statement(indent + 2, 1);
            }
            self.line(indent + 2, &value);
        }
    }

    fn method_value(&mut self) -> String {
        match self.below(6) {
            0 => "return self".to_owned(),
            1 => format!(
                "return {}(self)",
                self.pick(&[
                    "repr",
                    "str",
                    "len",
                    "hash",
                    "bool",
                    "iter",
                    "next",
                    "f",
                    "type(self)"
                ])
            ),
            2 => "return self == a or self[a]".to_owned(),
            3 => "return getattr(self, 'x') + self".to_owned(),
            4 => "self.x = a".to_owned(),
            _ => format!("return {}", self.expression()),
        }
    }

    fn target(&mut self) -> String {
        match self.below(6) {
            0 => format!("{}.{}", self.pick(NAMES), self.pick(ATTRIBUTES)),
            1 => format!("{}[{}]", self.pick(NAMES), self.pick(ATOMS)),
            2 => format!(
                "{}[{}:{}]",
                self.pick(NAMES),
                self.pick(&["", "0", "-1", "10**30"]),
                self.pick(&["", "1", "-5"])
            ),
            _ => self.pick(NAMES),
        }
    }

    fn expression(&mut self) -> String {
        self.fuel = 12;
        self.nested()
    }

    fn nested(&mut self) -> String {
        if self.fuel == 0 {
            return self.pick(ATOMS);
        }
        self.fuel -= 1;
        match self.below(22) {
            0..=3 => self.pick(NAMES),
            4..=6 => self.pick(ATOMS),
            7 | 8 => format!(
                "({} {} {})",
                self.nested(),
                self.pick(BINARY),
                self.nested()
            ),
            9..=11 => {
                let name = self.pick(FUNCTIONS);
                let arguments = self.arguments();
                format!("{name}({arguments})")
            }
            12 | 13 => {
                let (value, name, arguments) =
                    (self.nested(), self.pick(ATTRIBUTES), self.arguments());
                format!("({value}).{name}({arguments})")
            }
            14 => format!("({}).{}", self.nested(), self.pick(ATTRIBUTES)),
            15 => format!("({})[{}]", self.nested(), self.nested()),
            16 => format!(
                "[{} for x in {} if {}]",
                self.nested(),
                self.nested(),
                self.nested()
            ),
            17 => format!(
                "{{{}: {} for a, b in {}}}",
                self.nested(),
                self.nested(),
                self.nested()
            ),
            18 => format!("({} for x in {})", self.nested(), self.nested()),
            19 => format!(
                "({} if {} else {})",
                self.nested(),
                self.nested(),
                self.nested()
            ),
            20 => format!(
                "(lambda {}: {})",
                self.pick(&["", "a", "*a", "x=1"]),
                self.nested()
            ),
            _ => format!("{}({})", self.pick(&["not ", "-", "~", "+"]), self.nested()),
        }
    }

    fn arguments(&mut self) -> String {
        let mut arguments: Vec<String> = (0..self.below(4)).map(|_| self.nested()).collect();
        match self.below(8) {
            0 => arguments.push(format!("*{}", self.nested())),
            1 => arguments.push(format!("**{}", self.pick(NAMES))),
            2 => arguments.push(format!("key={}", self.nested())),
            _ => {}
        }
        arguments.join(", ")
    }
}
