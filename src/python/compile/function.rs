//! Functions and classes.

use ruff_python_ast::{self as ast, Expr, Stmt};
use ruff_text_size::Ranged;

use super::scope::{NodeKind, mangle};
use super::{CompileError, CompileResult, Compiler, bounds, docstring};
use crate::python::code::{CodeKind, FunctionParts, Instruction};
use crate::python::value::Value;

use Instruction as I;

impl<'a> Compiler<'a> {
    pub(super) fn function(&mut self, function: &'a ast::StmtFunctionDef) -> CompileResult {
        for decorator in &function.decorator_list {
            self.expression(&decorator.expression)?;
        }
        let mut parts = self.defaults(&function.parameters)?;
        parts.annotations = self.annotations(function)?;
        let scope = self.scopes.of_node(function.range, NodeKind::Function);

        self.enter(&function.name, CodeKind::Function, scope, function.range);
        self.declare_parameters(&function.parameters);
        self.unit.code.doc = docstring(&function.body);
        match function.is_async {
            // There is no event loop to run it, so that only a call of it is an error.
            true => self.unsupported("'async def'", function),
            false => self.body(&function.body)?,
        }
        self.return_none();
        let index = self.leave();
        self.emit(I::MakeFunction(index, parts));
        for decorator in function.decorator_list.iter().rev() {
            self.emit_at(&decorator.expression, I::Decorate);
        }
        self.store_name(&function.name);
        Ok(())
    }

    pub(super) fn class(&mut self, class: &'a ast::StmtClassDef) -> CompileResult {
        for decorator in &class.decorator_list {
            self.expression(&decorator.expression)?;
        }
        let scope = self.scopes.of_node(class.range, NodeKind::Class);
        self.enter(&class.name, CodeKind::Class, scope, class.range);
        self.docstring(&class.body);
        self.body(&class.body)?;
        self.return_none();
        let index = self.leave();
        // An error while the class is made is one of the whole statement, whose line is the first.
        let range = self.without_decorators(class);
        let outer = std::mem::replace(&mut self.range, range);
        self.emit(I::MakeFunction(index, FunctionParts::default()));
        match &class.arguments {
            Some(arguments) => {
                refuse_repeated(&arguments.keywords)?;
                self.spread_arguments(&arguments.args, &arguments.keywords)?;
            }
            None => self.spread_arguments(&[], &[])?,
        }
        self.emit(I::MakeClass);
        for decorator in class.decorator_list.iter().rev() {
            self.emit_at(&decorator.expression, I::Decorate);
        }
        self.store_name(&class.name);
        self.range = outer;
        Ok(())
    }

    /// The class statement without its decorators.
    fn without_decorators(&self, class: &ast::StmtClassDef) -> (u32, u32) {
        let (start, end) = bounds(class.range);
        let name: u32 = class.name.range.start().into();
        let before = self.source.text.get(..name as usize);
        let keyword = before.and_then(|before| before.rfind("class"));
        (keyword.map_or(start, |at| at as u32), end)
    }

    /// Stores a body's documentation string as `__doc__`.
    pub(super) fn docstring(&mut self, body: &'a [Stmt]) {
        if let Some(doc) = docstring(body) {
            self.load(Value::Str(doc));
            self.store_name("__doc__");
        }
    }

    /// `(-- defaults… )` for [`Instruction::MakeFunction`].
    pub(super) fn defaults(
        &mut self,
        parameters: &'a ast::Parameters,
    ) -> Result<FunctionParts, CompileError> {
        let mut parts = FunctionParts::default();
        let positional: Vec<&'a Expr> = parameters
            .posonlyargs
            .iter()
            .chain(&parameters.args)
            .filter_map(|parameter| parameter.default())
            .collect();
        if !positional.is_empty() {
            let count = positional.len() as u32;
            for default in positional {
                self.expression(default)?;
            }
            self.emit(I::BuildTuple(count));
            parts.defaults = true;
        }
        let mut keyword_only = 0;
        for parameter in &parameters.kwonlyargs {
            if let Some(default) = parameter.default() {
                let name = mangle(self.unit.class_name.as_ref(), parameter.name());
                self.load(Value::Str(name));
                self.expression(default)?;
                keyword_only += 1;
            }
        }
        if keyword_only > 0 {
            self.emit(I::BuildDict(keyword_only));
            parts.keyword_defaults = true;
        }
        Ok(parts)
    }

    fn annotations(&mut self, function: &'a ast::StmtFunctionDef) -> Result<bool, CompileError> {
        let mut count = 0;
        for parameter in function.parameters.iter_source_order() {
            if let Some(annotation) = parameter.annotation() {
                self.load(Value::str(parameter.name().as_str()));
                self.annotation(annotation)?;
                count += 1;
            }
        }
        if let Some(returns) = &function.returns {
            self.load(Value::str("return"));
            self.annotation(returns)?;
            count += 1;
        }
        if count > 0 {
            self.emit(I::BuildDict(count));
        }
        Ok(count > 0)
    }

    /// An annotation's value, or its text under `from __future__ import annotations`.
    pub(super) fn annotation(&mut self, annotation: &'a Expr) -> CompileResult {
        if self.postponed_annotations {
            let range = annotation.range();
            let text = &self.source.text[range.start().to_usize()..range.end().to_usize()];
            self.load(Value::str(text));
            return Ok(());
        }
        match annotation {
            Expr::Starred(starred) => self.expression(&starred.value),
            _ => self.expression(annotation),
        }
    }

    pub(super) fn declare_parameters(&mut self, parameters: &'a ast::Parameters) {
        let class_name = self.unit.class_name.clone();
        let mut declared = crate::python::arguments::Parameters {
            positional_only: parameters.posonlyargs.len(),
            positional: parameters.posonlyargs.len() + parameters.args.len(),
            keyword_only: parameters.kwonlyargs.len(),
            rest: parameters.vararg.is_some(),
            keyword_rest: parameters.kwarg.is_some(),
            ..Default::default()
        };
        let named = parameters
            .posonlyargs
            .iter()
            .chain(&parameters.args)
            .chain(&parameters.kwonlyargs);
        for parameter in named {
            declared
                .names
                .push(mangle(class_name.as_ref(), parameter.name()));
            declared.defaulted.push(parameter.default().is_some());
        }
        for parameter in [&parameters.vararg, &parameters.kwarg]
            .into_iter()
            .flatten()
        {
            declared
                .names
                .push(mangle(class_name.as_ref(), parameter.name()));
        }
        for name in declared.names.clone() {
            let slot = self.local_index(&name) as usize;
            let cells = &self.unit.code.cells[..self.unit.code.own_cells];
            if let Some(cell) = cells.iter().position(|cell| *cell == name) {
                self.unit.code.parameter_cells.push((slot, cell));
            }
        }
        self.unit.code.parameters = declared;
    }
}

/// A class statement names each keyword once; for calls the parser sees to it.
fn refuse_repeated(keywords: &[ast::Keyword]) -> CompileResult {
    for (index, keyword) in keywords.iter().enumerate() {
        let Some(name) = &keyword.arg else {
            continue;
        };
        let mut before = keywords[..index].iter().filter_map(|it| it.arg.as_ref());
        if before.any(|known| known.as_str() == name.as_str()) {
            let message = format!("keyword argument repeated: {name}");
            return Err(CompileError::new(message, keyword.range));
        }
    }
    Ok(())
}
