//! Which names a scope binds, uses and shares with the scopes around it.

use std::collections::BTreeMap;
use std::rc::Rc;

use indexmap::IndexSet;
use ruff_python_ast::visitor::{self, Visitor};
use ruff_python_ast::{self as ast, Expr, ExprContext, Pattern, Stmt};
use ruff_text_size::{Ranged, TextRange};

use super::CompileError;
use super::expression::left_chain;

/// A set of names in the order of first mention, so that compiling is deterministic.
pub(super) type Names = IndexSet<Rc<str>>;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ScopeKind {
    Module,
    Class,
    Function,
    Comprehension,
}

/// One scope of the source.
pub(super) struct Scope {
    pub kind: ScopeKind,
    parent: usize,
    pub bound: Names,
    pub globals: Names,
    pub nonlocals: Names,
    used: Names,
    /// Bound here and used by an inner scope.
    pub cells: Names,
    /// Bound by an enclosing function.
    pub free: Names,
    pub is_generator: bool,
    class_name: Option<Rc<str>>,
    /// How many of the bound names, the first, are parameters.
    parameters: usize,
    /// The `nonlocal` statements.
    nonlocal_ranges: Vec<(Rc<str>, TextRange)>,
}

/// How a name is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Access {
    Local,
    Cell,
    ClassCell,
    Name,
    Global,
}

/// Every scope of a source text.
pub(super) struct Scopes {
    scopes: Vec<Scope>,
    by_node: BTreeMap<(u32, u32, u8), usize>,
}

/// Distinguishes scopes whose nodes have the same range.
#[derive(Clone, Copy)]
pub(super) enum NodeKind {
    Function = 0,
    Class = 1,
    Lambda = 2,
    Comprehension = 3,
}

impl Scopes {
    /// Analyses a module, or an expression when the body is a single one.
    pub fn analyse(body: &[Stmt]) -> Result<Self, CompileError> {
        let mut collector = Collector::new();
        collector.visit_body(body);
        collector.finish()
    }

    /// Analyses an expression.
    pub fn analyse_expression(expression: &Expr) -> Result<Self, CompileError> {
        let mut collector = Collector::new();
        collector.visit_expr(expression);
        collector.finish()
    }

    pub fn get(&self, id: usize) -> &Scope {
        &self.scopes[id]
    }

    /// The scope that a node opens; the module's if there is none.
    pub fn of_node(&self, range: TextRange, kind: NodeKind) -> usize {
        self.by_node.get(&key(range, kind)).copied().unwrap_or(0)
    }

    pub fn access(&self, id: usize, name: &str) -> Access {
        let scope = &self.scopes[id];
        match scope.kind {
            _ if scope.globals.contains(name) => Access::Global,
            ScopeKind::Module => Access::Name,
            ScopeKind::Class if scope.nonlocals.contains(name) => Access::Cell,
            ScopeKind::Class if scope.free.contains(name) => Access::ClassCell,
            ScopeKind::Class => Access::Name,
            _ if scope.cells.contains(name) || scope.free.contains(name) => Access::Cell,
            _ if scope.bound.contains(name) => Access::Local,
            _ => Access::Global,
        }
    }

    /// Makes the name reachable as a cell of the scope, if an enclosing function binds it.
    fn capture(&mut self, id: usize, name: &Rc<str>) -> bool {
        let scope = &self.scopes[id];
        let parent = scope.parent;
        match scope.kind {
            ScopeKind::Module => false,
            ScopeKind::Class if name.as_ref() == "__class__" => {
                self.scopes[id].cells.insert(name.clone());
                true
            }
            ScopeKind::Function | ScopeKind::Comprehension if scope.globals.contains(name) => false,
            ScopeKind::Function | ScopeKind::Comprehension
                if scope.bound.contains(name) && !scope.nonlocals.contains(name) =>
            {
                self.scopes[id].cells.insert(name.clone());
                true
            }
            _ => {
                let found = self.capture(parent, name);
                if found {
                    self.scopes[id].free.insert(name.clone());
                }
                found
            }
        }
    }

    fn resolve(&mut self) -> Result<(), CompileError> {
        for id in 1..self.scopes.len() {
            let scope = &self.scopes[id];
            let parent = scope.parent;
            for name in scope.nonlocals.clone() {
                if !self.capture(parent, &name) {
                    let message = format!("no binding for nonlocal '{name}' found");
                    let mut declared = self.scopes[id].nonlocal_ranges.iter();
                    let declared = declared.find(|(known, _)| *known == name);
                    let range = declared.map(|(_, range)| *range).unwrap_or_default();
                    return Err(CompileError::new(message, range));
                }
                self.scopes[id].free.insert(name);
            }
            let scope = &self.scopes[id];
            let outer: Vec<Rc<str>> = scope
                .used
                .iter()
                .filter(|name| !scope.bound.contains(*name) && !scope.globals.contains(*name))
                .cloned()
                .collect();
            for name in outer {
                if self.capture(parent, &name) {
                    self.scopes[id].free.insert(name);
                }
            }
        }
        Ok(())
    }
}

fn key(range: TextRange, kind: NodeKind) -> (u32, u32, u8) {
    (range.start().into(), range.end().into(), kind as u8)
}

/// `__name` inside a class is `_Class__name`.
pub(super) fn mangle(class_name: Option<&Rc<str>>, name: &str) -> Rc<str> {
    match class_name {
        Some(class_name) if name.starts_with("__") && !name.ends_with("__") => {
            format!("_{}{name}", class_name.trim_start_matches('_')).into()
        }
        _ => name.into(),
    }
}

struct Collector {
    scopes: Scopes,
    current: usize,
    error: Option<CompileError>,
    /// How many iterables of comprehensions enclose the expression.
    iterables: usize,
}

impl Collector {
    fn new() -> Self {
        let scopes = Scopes {
            scopes: Vec::new(),
            by_node: BTreeMap::new(),
        };
        let mut collector = Self {
            scopes,
            current: 0,
            error: None,
            iterables: 0,
        };
        collector.push(ScopeKind::Module, None);
        collector
    }

    fn finish(mut self) -> Result<Scopes, CompileError> {
        if let Some(error) = self.error {
            return Err(error);
        }
        self.scopes.resolve()?;
        Ok(self.scopes)
    }

    fn push(&mut self, kind: ScopeKind, class_name: Option<Rc<str>>) -> usize {
        let class_name = class_name.or_else(|| {
            self.scopes
                .scopes
                .get(self.current)
                .and_then(|it| it.class_name.clone())
        });
        self.scopes.scopes.push(Scope {
            kind,
            parent: self.current,
            bound: Names::new(),
            globals: Names::new(),
            nonlocals: Names::new(),
            used: Names::new(),
            cells: Names::new(),
            free: Names::new(),
            is_generator: false,
            class_name,
            parameters: 0,
            nonlocal_ranges: Vec::new(),
        });
        self.scopes.scopes.len() - 1
    }

    fn enter(
        &mut self,
        kind: ScopeKind,
        node: (TextRange, NodeKind),
        class_name: Option<Rc<str>>,
    ) -> usize {
        let id = self.push(kind, class_name);
        self.scopes.by_node.insert(key(node.0, node.1), id);
        std::mem::replace(&mut self.current, id)
    }

    fn scope(&mut self) -> &mut Scope {
        &mut self.scopes.scopes[self.current]
    }

    fn mangled(&mut self, name: &str) -> Rc<str> {
        let class_name = self.scope().class_name.clone();
        mangle(class_name.as_ref(), name)
    }

    fn bind(&mut self, name: &str) {
        let name = self.mangled(name);
        self.scope().bound.insert(name);
    }

    fn reference(&mut self, name: &str) {
        let mangled = self.mangled(name);
        self.scope().used.insert(mangled);
        if name == "super" {
            self.scope().used.insert("__class__".into());
        }
    }

    /// `:=` in a comprehension binds in the function around it.
    fn bind_walrus(&mut self, target: &ast::ExprName, range: TextRange) {
        let name = target.id.as_str();
        let mangled = self.mangled(name);
        if self.iterables > 0 {
            let message =
                "assignment expression cannot be used in a comprehension iterable expression";
            self.error.get_or_insert(CompileError::new(message, range));
        }
        let mut id = self.current;
        while self.scopes.scopes[id].kind == ScopeKind::Comprehension {
            if self.scopes.scopes[id].bound.contains(&mangled) {
                let message = format!(
                    "assignment expression cannot rebind comprehension iteration variable '{name}'"
                );
                self.error
                    .get_or_insert(CompileError::new(message, target.range));
            }
            id = self.scopes.scopes[id].parent;
        }
        if id != self.current && self.scopes.scopes[id].kind == ScopeKind::Class {
            let message =
                "assignment expression within a comprehension cannot be used in a class body";
            self.error
                .get_or_insert(CompileError::new(message, target.range));
        }
        if id != self.current {
            self.reference(name);
        }
        self.scopes.scopes[id].bound.insert(mangled.clone());
        if id == self.current {
            return;
        }
        // In a module the comprehension has to store a global.
        if self.scopes.scopes[id].kind == ScopeKind::Module {
            let mut inner = self.current;
            while inner != id {
                self.scopes.scopes[inner].globals.insert(mangled.clone());
                inner = self.scopes.scopes[inner].parent;
            }
        }
    }

    fn parameters<'a>(&mut self, parameters: &'a ast::Parameters) {
        let mut names = Names::new();
        for parameter in parameters {
            let name: &'a ast::Identifier = parameter.name();
            if !names.insert(name.as_str().into()) && self.error.is_none() {
                let message = format!("duplicate argument '{name}' in function definition");
                self.error = Some(CompileError::new(message, name.range()));
            }
        }
        for name in names {
            self.bind(&name);
        }
        let scope = self.scope();
        scope.parameters = scope.bound.len();
    }

    fn defaults_and_annotations(&mut self, parameters: &ast::Parameters) {
        for parameter in parameters.iter_non_variadic_params() {
            if let Some(default) = parameter.default() {
                self.visit_expr(default);
            }
        }
        for parameter in parameters {
            if let Some(annotation) = parameter.annotation() {
                self.visit_expr(annotation);
            }
        }
    }

    fn visit_innermost(&mut self, expression: &Expr) {
        match expression {
            Expr::Name(name) => match name.ctx {
                ExprContext::Load | ExprContext::Invalid => self.reference(&name.id),
                ExprContext::Store => self.bind(&name.id),
                ExprContext::Del => {
                    self.bind(&name.id);
                    self.reference(&name.id);
                }
            },
            Expr::Named(named) => {
                self.visit_expr(&named.value);
                if let Expr::Name(name) = named.target.as_ref() {
                    self.bind_walrus(name, named.range);
                }
            }
            Expr::Lambda(lambda) => {
                if let Some(parameters) = &lambda.parameters {
                    self.defaults_and_annotations(parameters);
                }
                let node = (lambda.range, NodeKind::Lambda);
                let outer = self.enter(ScopeKind::Function, node, None);
                if let Some(parameters) = &lambda.parameters {
                    self.parameters(parameters);
                }
                self.visit_expr(&lambda.body);
                self.current = outer;
            }
            Expr::ListComp(it) => self.comprehension(it.range, &[&it.elt], &it.generators, false),
            Expr::SetComp(it) => self.comprehension(it.range, &[&it.elt], &it.generators, false),
            Expr::DictComp(it) => {
                let mut elements: Vec<&Expr> = it.key.as_deref().into_iter().collect();
                elements.push(&it.value);
                self.comprehension(it.range, &elements, &it.generators, false);
            }
            Expr::Generator(it) => self.comprehension(it.range, &[&it.elt], &it.generators, true),
            Expr::Yield(_) | Expr::YieldFrom(_) => {
                self.scope().is_generator = true;
                visitor::walk_expr(self, expression);
            }
            _ => visitor::walk_expr(self, expression),
        }
    }

    fn comprehension<'a>(
        &mut self,
        range: TextRange,
        elements: &[&'a Expr],
        generators: &'a [ast::Comprehension],
        is_generator: bool,
    ) {
        let Some((first, rest)) = generators.split_first() else {
            return;
        };
        self.visit_iterable(&first.iter);
        let node = (range, NodeKind::Comprehension);
        let outer = self.enter(ScopeKind::Comprehension, node, None);
        self.scope().bound.insert(".0".into());
        self.scope().is_generator = is_generator;
        self.visit_expr(&first.target);
        for condition in &first.ifs {
            self.visit_expr(condition);
        }
        for generator in rest {
            self.visit_iterable(&generator.iter);
            self.visit_expr(&generator.target);
            for condition in &generator.ifs {
                self.visit_expr(condition);
            }
        }
        for element in elements {
            self.visit_expr(element);
        }
        self.current = outer;
    }

    fn visit_iterable(&mut self, iterable: &Expr) {
        self.iterables += 1;
        self.visit_expr(iterable);
        self.iterables -= 1;
    }

    fn declare(&mut self, range: TextRange, names: &[ast::Identifier], is_global: bool) {
        let keyword = if is_global { "global" } else { "nonlocal" };
        for name in names {
            let mangled = self.mangled(name.as_str());
            let at_module = self.scope().kind == ScopeKind::Module;
            let scope = self.scope();
            let problem = if at_module && !is_global {
                Some("nonlocal declaration not allowed at module level".to_owned())
            } else if at_module {
                None
            } else if let Some(at) = scope.bound.get_index_of(&mangled)
                && at < scope.parameters
            {
                Some(format!("name '{name}' is parameter and {keyword}"))
            } else if scope.bound.contains(&mangled) {
                Some(format!(
                    "name '{name}' is assigned to before {keyword} declaration"
                ))
            } else if scope.used.contains(&mangled) {
                Some(format!(
                    "name '{name}' is used prior to {keyword} declaration"
                ))
            } else {
                None
            };
            if let Some(message) = problem {
                self.error.get_or_insert(CompileError::new(message, range));
            }
            let scope = self.scope();
            if !is_global {
                scope.nonlocal_ranges.push((mangled.clone(), range));
            }
            if is_global {
                &mut scope.globals
            } else {
                &mut scope.nonlocals
            }
            .insert(mangled);
        }
    }
}

impl<'a> Visitor<'a> for Collector {
    fn visit_stmt(&mut self, statement: &'a Stmt) {
        match statement {
            Stmt::FunctionDef(function) => {
                for decorator in &function.decorator_list {
                    self.visit_expr(&decorator.expression);
                }
                self.defaults_and_annotations(&function.parameters);
                if let Some(returns) = &function.returns {
                    self.visit_expr(returns);
                }
                self.bind(&function.name);
                let node = (function.range, NodeKind::Function);
                let outer = self.enter(ScopeKind::Function, node, None);
                self.parameters(&function.parameters);
                self.visit_body(&function.body);
                self.current = outer;
            }
            Stmt::ClassDef(class) => {
                for decorator in &class.decorator_list {
                    self.visit_expr(&decorator.expression);
                }
                if let Some(arguments) = &class.arguments {
                    self.visit_arguments(arguments);
                }
                self.bind(&class.name);
                let node = (class.range, NodeKind::Class);
                let outer = self.enter(ScopeKind::Class, node, Some(class.name.as_str().into()));
                self.visit_body(&class.body);
                self.current = outer;
            }
            Stmt::Global(global) => self.declare(global.range, &global.names, true),
            Stmt::Nonlocal(nonlocal) => self.declare(nonlocal.range, &nonlocal.names, false),
            Stmt::Import(import) => {
                for alias in &import.names {
                    let name = alias.asname.as_ref().unwrap_or(&alias.name).as_str();
                    let bound = if alias.asname.is_some() {
                        name
                    } else {
                        name.split('.').next().unwrap_or(name)
                    };
                    self.bind(bound);
                }
            }
            Stmt::ImportFrom(import) => {
                for alias in &import.names {
                    let name = alias.asname.as_ref().unwrap_or(&alias.name).as_str();
                    if name != "*" {
                        self.bind(name);
                    }
                }
            }
            Stmt::AugAssign(assignment) => {
                if let Expr::Name(name) = assignment.target.as_ref() {
                    self.reference(&name.id);
                }
                visitor::walk_stmt(self, statement);
            }
            Stmt::AnnAssign(assignment) => {
                // The annotation of a local is not evaluated, but still declares it.
                self.visit_expr(&assignment.target);
                self.visit_expr(&assignment.annotation);
                if let Some(value) = &assignment.value {
                    self.visit_expr(value);
                }
                if self.scope().kind != ScopeKind::Function {
                    self.bind("__annotations__");
                }
            }
            _ => visitor::walk_stmt(self, statement),
        }
    }

    fn visit_expr(&mut self, expression: &'a Expr) {
        let (innermost, chain) = left_chain(expression);
        self.visit_innermost(innermost);
        for link in chain.into_iter().rev() {
            match link {
                Expr::Subscript(it) => self.visit_expr(&it.slice),
                Expr::Call(it) => self.visit_arguments(&it.arguments),
                Expr::BinOp(it) => self.visit_expr(&it.right),
                _ => {}
            }
        }
    }

    fn visit_except_handler(&mut self, handler: &'a ast::ExceptHandler) {
        let ast::ExceptHandler::ExceptHandler(inner) = handler;
        if let Some(name) = &inner.name {
            self.bind(name);
        }
        visitor::walk_except_handler(self, handler);
    }

    fn visit_pattern(&mut self, pattern: &'a Pattern) {
        let name = match pattern {
            Pattern::MatchAs(it) => it.name.as_ref(),
            Pattern::MatchStar(it) => it.name.as_ref(),
            Pattern::MatchMapping(it) => it.rest.as_ref(),
            _ => None,
        };
        if let Some(name) = name {
            self.bind(name);
        }
        visitor::walk_pattern(self, pattern);
    }
}
