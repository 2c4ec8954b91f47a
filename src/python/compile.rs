//! Lowers the syntax tree to [`Code`].
//!
//! The tree's depth is bounded before it is parsed, so the recursion here is too.

mod expression;
mod function;
mod pattern;
mod scope;
mod statement;

use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::rc::Rc;

use ruff_python_ast::{self as ast, Expr, Stmt};
use ruff_text_size::{Ranged, TextRange};

use super::arguments::Parameters;
use super::code::{Code, CodeKind, Instruction, SourceText};
use super::value::Value;
use scope::{Access, Scopes, mangle};

/// More instructions than this in one scope are refused: nested `finally` blocks can multiply.
const MOST_INSTRUCTIONS: usize = 1 << 20;

/// A `SyntaxError` that only shows after parsing.
#[derive(Debug)]
pub(super) struct CompileError {
    pub message: String,
    pub range: TextRange,
}

impl CompileError {
    fn new(message: impl Into<String>, range: TextRange) -> Self {
        Self {
            message: message.into(),
            range,
        }
    }
}

type CompileResult = Result<(), CompileError>;

/// Compiles a module.
pub(super) fn module(
    source: Rc<SourceText>,
    body: &[Stmt],
    interactive: bool,
) -> Result<Rc<Code>, CompileError> {
    let mut compiler = Compiler::new(source, Scopes::analyse(body)?);
    compiler.futures_end = if interactive {
        u32::MAX
    } else {
        futures_end(body)
    };
    let docless = if interactive {
        compiler.interactive(body)?
    } else {
        body
    };
    if !interactive {
        compiler.docstring(body);
    }
    compiler.body(docless)?;
    compiler.finish()
}

/// Compiles an expression to code that returns its value.
pub(super) fn expression(
    source: Rc<SourceText>,
    expression: &Expr,
) -> Result<Rc<Code>, CompileError> {
    let mut compiler = Compiler::new(source, Scopes::analyse_expression(expression)?);
    compiler.expression(expression)?;
    compiler.emit(Instruction::Return);
    compiler.finish()
}

/// What encloses the statement being compiled, and has to be left by `return` and `break`.
enum Enclosure<'a> {
    /// A loop: its start, the jumps to its end, and whether its iterator is on the stack.
    Loop {
        start: u32,
        breaks: Vec<usize>,
        has_iterator: bool,
    },
    /// A block that `PopBlock` leaves.
    Block,
    /// A `try` whose `finally` has to run.
    Finally(&'a [Stmt]),
    /// A handler: the exception's name, if it has one.
    Handler(Option<&'a str>),
    /// A `with`.
    With,
    /// A clause of `except*`, which nothing may leave but by its end.
    GroupHandler,
}

struct Unit<'a> {
    code: Code,
    scope: usize,
    enclosures: Vec<Enclosure<'a>>,
    class_name: Option<Rc<str>>,
    is_comprehension: bool,
}

struct Compiler<'a> {
    source: Rc<SourceText>,
    scopes: Scopes,
    units: Vec<Unit<'a>>,
    unit: Unit<'a>,
    range: (u32, u32),
    /// The names of attributes and globals, each once, so that equal ones are mostly the same.
    names: BTreeSet<Rc<str>>,
    postponed_annotations: bool,
    /// Where the statements end that `from __future__` may stand among.
    futures_end: u32,
    error: Option<CompileError>,
}

impl<'a> Compiler<'a> {
    fn new(source: Rc<SourceText>, scopes: Scopes) -> Self {
        let code = new_code(&source, "<module>", "<module>", CodeKind::Module, (0, 0));
        let unit = Unit {
            code,
            scope: 0,
            enclosures: Vec::new(),
            class_name: None,
            is_comprehension: false,
        };
        Self {
            source,
            scopes,
            units: Vec::new(),
            unit,
            range: (0, 0),
            names: BTreeSet::new(),
            postponed_annotations: false,
            futures_end: 0,
            error: None,
        }
    }

    fn finish(mut self) -> Result<Rc<Code>, CompileError> {
        self.return_none();
        match self.error {
            Some(error) => Err(error),
            None => Ok(Rc::new(self.unit.code)),
        }
    }

    /// Opens the unit of an inner scope.
    fn enter(&mut self, name: &str, kind: CodeKind, scope: usize, range: TextRange) {
        let qualname = self.qualname(name);
        let code = new_code(&self.source, name, &qualname, kind, bounds(range));
        let class_name = match kind {
            CodeKind::Class => Some(name.into()),
            _ => self.unit.class_name.clone(),
        };
        let unit = Unit {
            code,
            scope,
            enclosures: Vec::new(),
            class_name,
            is_comprehension: false,
        };
        self.units.push(std::mem::replace(&mut self.unit, unit));
        self.declare_cells();
    }

    /// Closes it and answers its index among the outer unit's codes.
    fn leave(&mut self) -> u32 {
        let Some(outer) = self.units.pop() else {
            return 0;
        };
        let inner = std::mem::replace(&mut self.unit, outer);
        let mut code = inner.code;
        code.captures = code.cells[code.own_cells..]
            .iter()
            .map(|name| {
                self.unit
                    .code
                    .cells
                    .iter()
                    .position(|own| own == name)
                    .unwrap_or(0)
            })
            .collect();
        self.unit.code.codes.push(Rc::new(code));
        (self.unit.code.codes.len() - 1) as u32
    }

    fn declare_cells(&mut self) {
        let scope = self.scopes.get(self.unit.scope);
        self.unit.code.cells = scope.cells.iter().chain(&scope.free).cloned().collect();
        self.unit.code.own_cells = scope.cells.len();
        self.unit.code.is_generator = scope.is_generator;
    }

    fn qualname(&self, name: &str) -> String {
        match self.unit.code.kind {
            CodeKind::Module => name.to_owned(),
            CodeKind::Class => format!("{}.{name}", self.unit.code.qualname),
            CodeKind::Function => format!("{}.<locals>.{name}", self.unit.code.qualname),
        }
    }

    // Emitting.

    fn emit(&mut self, instruction: Instruction) -> usize {
        let code = &mut self.unit.code;
        if code.instructions.len() >= MOST_INSTRUCTIONS {
            let range = text_range(self.range);
            self.error
                .get_or_insert_with(|| CompileError::new("too many statements", range));
            return 0;
        }
        code.instructions.push(instruction);
        code.ranges.push(self.range);
        code.instructions.len() - 1
    }

    /// Emits for a node, so that errors point to it.
    fn emit_at(&mut self, node: impl Ranged, instruction: Instruction) -> usize {
        let outer = std::mem::replace(&mut self.range, bounds(node.range()));
        let at = self.emit(instruction);
        self.range = outer;
        at
    }

    fn here(&self) -> u32 {
        self.unit.code.instructions.len() as u32
    }

    /// Emits a jump whose target comes later: see [`Self::land`].
    fn jump(&mut self, instruction: fn(u32) -> Instruction) -> usize {
        self.emit(instruction(u32::MAX))
    }

    /// Lets a jump land here.
    fn land(&mut self, jump: usize) {
        let here = self.here();
        let Some(instruction) = self.unit.code.instructions.get_mut(jump) else {
            return;
        };
        match instruction {
            Instruction::Jump(target)
            | Instruction::PopJumpIfFalse(target)
            | Instruction::PopJumpIfTrue(target)
            | Instruction::JumpIfFalseOrPop(target)
            | Instruction::JumpIfTrueOrPop(target)
            | Instruction::ForIterate(target)
            | Instruction::SetupBlock(target)
            | Instruction::MatchGroup(target)
            | Instruction::SetupWith(target) => *target = here,
            _ => {}
        }
    }

    fn land_all(&mut self, jumps: Vec<usize>) {
        for jump in jumps {
            self.land(jump);
        }
    }

    fn constant(&mut self, value: Value) -> u32 {
        self.unit.code.constants.push(value);
        (self.unit.code.constants.len() - 1) as u32
    }

    fn load(&mut self, value: Value) {
        let index = self.constant(value);
        self.emit(Instruction::LoadConstant(index));
    }

    fn name_index(&mut self, name: &str) -> u32 {
        let names = &mut self.unit.code.names;
        if let Some(index) = names.iter().position(|known| known.as_ref() == name) {
            return index as u32;
        }
        let name = match self.names.get(name) {
            Some(known) => known.clone(),
            None => {
                let name: Rc<str> = name.into();
                self.names.insert(name.clone());
                name
            }
        };
        names.push(name);
        (names.len() - 1) as u32
    }

    fn attribute_index(&mut self, name: &str) -> u32 {
        let mangled = mangle(self.unit.class_name.as_ref(), name);
        self.name_index(&mangled)
    }

    fn local_index(&mut self, name: &str) -> u32 {
        let locals = &mut self.unit.code.locals;
        let index = locals
            .iter()
            .position(|known| known.as_ref() == name)
            .unwrap_or_else(|| {
                locals.push(name.into());
                locals.len() - 1
            });
        index as u32
    }

    fn cell_index(&self, name: &str) -> u32 {
        self.unit
            .code
            .cells
            .iter()
            .position(|known| known.as_ref() == name)
            .unwrap_or(0) as u32
    }

    // Names.

    fn load_name(&mut self, name: &str) {
        use Instruction as I;
        let name = mangle(self.unit.class_name.as_ref(), name);
        let instruction = match self.scopes.access(self.unit.scope, &name) {
            Access::Local => I::LoadLocal(self.local_index(&name)),
            Access::Cell => I::LoadCell(self.cell_index(&name)),
            Access::ClassCell => I::LoadClassCell(self.cell_index(&name)),
            Access::Name => I::LoadName(self.name_index(&name)),
            Access::Global => I::LoadGlobal(self.name_index(&name)),
        };
        self.emit(instruction);
    }

    fn store_name(&mut self, name: &str) {
        use Instruction as I;
        let name = mangle(self.unit.class_name.as_ref(), name);
        let instruction = match self.scopes.access(self.unit.scope, &name) {
            Access::Local => I::StoreLocal(self.local_index(&name)),
            Access::Cell => I::StoreCell(self.cell_index(&name)),
            Access::ClassCell | Access::Name => I::StoreName(self.name_index(&name)),
            Access::Global => I::StoreGlobal(self.name_index(&name)),
        };
        self.emit(instruction);
    }

    fn delete_name(&mut self, name: &str) {
        use Instruction as I;
        let name = mangle(self.unit.class_name.as_ref(), name);
        let instruction = match self.scopes.access(self.unit.scope, &name) {
            Access::Local => I::DeleteLocal(self.local_index(&name)),
            Access::Cell => I::DeleteCell(self.cell_index(&name)),
            Access::ClassCell | Access::Name => I::DeleteName(self.name_index(&name)),
            Access::Global => I::DeleteGlobal(self.name_index(&name)),
        };
        self.emit(instruction);
    }

    fn return_none(&mut self) {
        self.load(Value::None);
        self.emit(Instruction::Return);
    }

    fn unsupported(&mut self, what: &str, node: impl Ranged) {
        let index = self.constant(Value::str(what));
        self.emit_at(node, Instruction::Unsupported(index));
    }
}

fn new_code(
    source: &Rc<SourceText>,
    name: &str,
    qualname: &str,
    kind: CodeKind,
    range: (u32, u32),
) -> Code {
    Code {
        name: name.into(),
        qualname: qualname.into(),
        source: source.clone(),
        kind,
        parameters: Parameters::default(),
        locals: Vec::new(),
        cells: Vec::new(),
        own_cells: 0,
        parameter_cells: Vec::new(),
        captures: Vec::new(),
        instructions: Vec::new(),
        ranges: Vec::new(),
        constants: Vec::new(),
        names: Vec::new(),
        codes: Vec::new(),
        is_generator: false,
        sites: OnceCell::new(),
        doc: None,
        range,
    }
}

fn bounds(range: TextRange) -> (u32, u32) {
    (range.start().into(), range.end().into())
}

fn text_range(range: (u32, u32)) -> TextRange {
    TextRange::new(range.0.into(), range.1.into())
}

fn futures_end(body: &[Stmt]) -> u32 {
    let docstring = usize::from(docstring(body).is_some());
    let is_future = |statement: &&Stmt| match statement {
        Stmt::ImportFrom(it) => it.module.as_deref() == Some("__future__"),
        _ => false,
    };
    let last = body[docstring..].iter().take_while(is_future).last();
    last.map_or(0, |it| it.range().end().into())
}

/// The documentation string that a body begins with.
fn docstring(body: &[Stmt]) -> Option<Rc<str>> {
    match body.first()? {
        Stmt::Expr(ast::StmtExpr { value, .. }) => match value.as_ref() {
            Expr::StringLiteral(literal) => Some(literal.value.to_str().into()),
            _ => None,
        },
        _ => None,
    }
}
