//! The stack code that source is compiled to.
//!
//! Every instruction works on the value stack of its frame; `(a b -- c)` in a comment below means
//! that it takes `a b` (top last) and leaves `c`.

use std::cell::{Cell, OnceCell};
use std::rc::Rc;

use super::arguments::Parameters;
use super::error::Span;
use super::object::{BinaryOperator, UnaryOperator};
use super::value::{Found, Value};

/// A source text with its lines.
pub(super) struct SourceText {
    /// The project path.
    pub path: Rc<str>,
    /// The text.
    pub text: Rc<str>,
    line_starts: Vec<u32>,
}

impl SourceText {
    pub fn new(path: Rc<str>, text: Rc<str>) -> Self {
        let ends = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let line_starts = std::iter::once(0)
            .chain(ends.map(|(at, _)| at as u32 + 1))
            .collect();
        Self {
            path,
            text,
            line_starts,
        }
    }

    /// The line of a byte, from 1.
    pub fn line(&self, offset: u32) -> u32 {
        self.line_starts.partition_point(|start| *start <= offset) as u32
    }

    pub fn span(&self, range: (u32, u32)) -> Span {
        Span {
            file: self.path.clone(),
            start: range.0,
            end: range.1,
        }
    }
}

/// The code of a module, class body, function or comprehension.
pub(super) struct Code {
    pub name: Rc<str>,
    pub qualname: Rc<str>,
    pub source: Rc<SourceText>,
    pub kind: CodeKind,
    pub parameters: Parameters,
    /// Names of the local slots; the parameters come first.
    pub locals: Vec<Rc<str>>,
    /// Names of the cells: its own first, then the free ones that the closure brings.
    pub cells: Vec<Rc<str>>,
    pub own_cells: usize,
    /// Parameters that live in a cell: slot and cell.
    pub parameter_cells: Vec<(usize, usize)>,
    /// For each free cell, the cell of the enclosing frame.
    pub captures: Vec<usize>,
    pub instructions: Vec<Instruction>,
    /// The source range of each instruction.
    pub ranges: Vec<(u32, u32)>,
    pub constants: Vec<Value>,
    pub names: Vec<Rc<str>>,
    pub codes: Vec<Rc<Code>>,
    pub is_generator: bool,
    /// What its names led to, once one was looked up.
    pub sites: OnceCell<Box<[Site]>>,
    pub doc: Option<Rc<str>>,
    pub range: (u32, u32),
}

impl Code {
    /// The source range of the instruction before a place.
    pub fn range_before(&self, at: usize) -> (u32, u32) {
        let range = self.ranges.get(at.saturating_sub(1));
        range.copied().unwrap_or((0, 0))
    }

    /// What a name led to when it was looked up last.
    pub fn site(&self, name: u32) -> Option<&Site> {
        let sites = self
            .sites
            .get_or_init(|| self.names.iter().map(|_| Site::default()).collect());
        sites.get(name as usize)
    }
}

/// What a name of some code led to when it was looked up last: where to look first.
#[derive(Default)]
pub(super) struct Site {
    /// The place among the globals, a module's names, or an instance's `__dict__`.
    pub at: Cell<usize>,
    /// What a class had under the name.
    pub class: Cell<ClassSite>,
}

/// What a class had under a name.
#[derive(Clone, Copy, Default)]
pub(super) struct ClassSite {
    /// The address of the class.
    pub class: usize,
    /// As of which change of classes.
    pub changes: u64,
    pub holds: Holds,
    /// Whether `instance.name = value` does no more than to store it.
    pub stores: bool,
}

/// What a class has under a name.
#[derive(Clone, Copy, Default)]
pub(super) enum Holds {
    /// Something that may have a say in how it is read.
    #[default]
    Other,
    /// Nothing.
    Nothing,
    /// A function that binds the value it is read from.
    Method(Found),
    /// A value that is read as it is.
    Value(Found),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CodeKind {
    Module,
    Class,
    Function,
}

/// A comparison operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Comparison {
    Equal,
    NotEqual,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    Is,
    IsNot,
    In,
    NotIn,
}

impl Comparison {
    /// The comparison of two numbers; `None` when it is of other things than their order.
    pub fn of_numbers(self, left: i64, right: i64) -> Option<bool> {
        Some(match self {
            Self::Equal => left == right,
            Self::NotEqual => left != right,
            Self::Less => left < right,
            Self::LessEqual => left <= right,
            Self::Greater => left > right,
            Self::GreaterEqual => left >= right,
            _ => return None,
        })
    }
}

/// How a replacement field of an f-string converts its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Conversion {
    None,
    Str,
    Repr,
    Ascii,
}

/// What a function is made with besides its code.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct FunctionParts {
    /// A tuple of positional defaults is on the stack.
    pub defaults: bool,
    /// A dict of keyword-only defaults is on the stack.
    pub keyword_defaults: bool,
    /// A dict of annotations is on the stack.
    pub annotations: bool,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Instruction {
    // Names.
    LoadConstant(u32),
    LoadLocal(u32),
    StoreLocal(u32),
    DeleteLocal(u32),
    LoadCell(u32),
    StoreCell(u32),
    DeleteCell(u32),
    /// A free name in a class body: the class's namespace first, then the cell.
    LoadClassCell(u32),
    LoadName(u32),
    StoreName(u32),
    DeleteName(u32),
    LoadGlobal(u32),
    StoreGlobal(u32),
    DeleteGlobal(u32),
    // The stack.
    /// `(a --)`
    Pop,
    /// `(a -- a a)`
    Duplicate,
    /// `(a b -- a b a b)`
    DuplicateTwo,
    /// `(a b -- b a)`
    Swap,
    /// `(a b c -- c a b)`
    RotateThree,
    // Attributes and items.
    /// `(value -- value.name)`
    LoadAttribute(u32),
    /// The same for a call by [`Self::CallMethod`]: `(value -- value function)` when it is a method, and
    /// otherwise `(value -- value.name None)`.
    LoadMethod(u32),
    /// `(value target --)`
    StoreAttribute(u32),
    DeleteAttribute(u32),
    /// `(container key -- item)`
    LoadItem,
    /// `(value container key --)`
    StoreItem,
    DeleteItem,
    // Operators.
    Unary(UnaryOperator),
    Not,
    Binary(BinaryOperator),
    InPlace(BinaryOperator),
    Compare(Comparison),
    // Displays.
    BuildTuple(u32),
    BuildList(u32),
    BuildSet(u32),
    /// `(k v … -- dict)`
    BuildDict(u32),
    /// `(start stop step -- slice)`
    BuildSlice,
    BuildString(u32),
    /// The float on top becomes the imaginary part of a complex number.
    BuildComplex,
    /// `(value [spec] -- text)`
    Format(Conversion, bool),
    /// `(… list … value --)`: appends to the collection that many below the value.
    ListAppend(u32),
    SetAdd(u32),
    /// `(… dict … key value --)`
    DictSet(u32),
    /// `(list iterable -- list)`
    ListExtend,
    /// The same for the arguments of a call: `(callable list iterable -- callable list)`.
    ArgumentsExtend,
    SetUpdate,
    /// `(dict mapping -- dict)`
    DictUpdate,
    /// The same for `f(**mapping)`, where a repeated key is an error.
    KeywordsMerge,
    ListToTuple,
    // Control.
    Jump(u32),
    PopJumpIfFalse(u32),
    PopJumpIfTrue(u32),
    JumpIfFalseOrPop(u32),
    JumpIfTrueOrPop(u32),
    GetIterator,
    /// `(iterator -- iterator item)`, or `(iterator --)` and a jump at its end.
    ForIterate(u32),
    UnpackSequence(u32),
    /// Unpacks with a star: so many before, so many after.
    UnpackStar(u32, u32),
    // Calls.
    /// `(callee args… kwargs… -- result)`: so many positional, and the constant tuple of names.
    Call(u32, Option<u32>),
    /// `(receiver function args… kwargs… -- result)` after [`Self::LoadMethod`].
    CallMethod(u32, Option<u32>),
    /// `(callee args-list kwargs-dict -- result)`
    CallSpread,
    /// `(parts… -- function)`
    MakeFunction(u32, FunctionParts),
    /// `(body-function bases-list keywords-dict -- class)`
    MakeClass,
    Return,
    Yield,
    /// `(iterator sent -- result)`, suspended once for each item.
    YieldFrom,
    /// `(decorator decorated -- result)`
    Decorate,

    // Imports.
    /// `(-- module)`: the name's index and the level; the top-level package unless `from`.
    Import(u32, u32),
    ImportFull(u32, u32),
    /// `(module -- module attribute)`
    ImportFrom(u32),
    /// `(module --)`
    ImportStar,
    // Exceptions.
    SetupBlock(u32),
    PopBlock,
    /// `(manager -- exit result)`, with a block like `SetupBlock`'s between the two.
    SetupWith(u32),
    /// `(exit … -- …)`: leaves the block of `SetupWith` and calls its exit without an exception.
    /// Above it may lie what a `return` carries.
    ExitWith,
    /// `(exit -- suppressed)`: calls it with the exception being handled.
    ExitWithException,
    /// `(-- exception)`: the one being handled.
    LoadException,
    /// `(class -- matches)`
    /// `(rest raised class -- rest raised)`: handles what of the rest fits the class, or jumps.
    MatchGroup(u32),
    /// `(raised -- raised)`: what a clause of `except*` has raised is put to the others.
    KeepRaised,
    /// `(rest raised --)`: raises what is left after all clauses of `except*`.
    EndGroup,
    MatchException,
    /// The exception has been handled.
    PopException,
    Reraise,
    /// `(--)` for 0, `(exception --)` for 1, `(exception cause --)` for 2.
    Raise(u32),
    LoadAssertionError,
    // `match`.
    /// `(subject -- subject is-sequence)`
    MatchSequence,
    /// `(subject -- subject is-mapping)`
    MatchMapping,
    /// `(subject keys -- subject values-or-None)`
    MatchKeys,
    /// `(subject keys -- rest-dict)`
    MatchRest,
    /// `(subject class names -- values-or-None)`: so many positional patterns.
    MatchClass(u32),
    Length,
    /// Creates `__annotations__` in the namespace.
    SetupAnnotations,
    /// What the sandbox does not run; the constant names it.
    Unsupported(u32),
}
