//! Statements.

use ruff_python_ast::{self as ast, Expr, Stmt};
use ruff_text_size::{Ranged, TextRange};

use super::expression::binary_operator;
use super::{CompileError, CompileResult, Compiler, Enclosure, bounds};
use crate::python::code::{CodeKind, Instruction};
use crate::python::value::Value;

use Instruction as I;

impl<'a> Compiler<'a> {
    pub(super) fn body(&mut self, body: &'a [Stmt]) -> CompileResult {
        for statement in body {
            self.statement(statement)?;
        }
        Ok(())
    }

    /// Compiles what the interactive prompt runs; answers the statements that are left to compile.
    pub(super) fn interactive(&mut self, body: &'a [Stmt]) -> Result<&'a [Stmt], CompileError> {
        let Some((Stmt::Expr(last), start)) = body.split_last() else {
            return Ok(body);
        };
        self.body(start)?;
        self.expression(&last.value)?;
        self.emit(I::Return);
        Ok(&[])
    }

    fn statement(&mut self, statement: &'a Stmt) -> CompileResult {
        self.range = bounds(statement.range());
        match statement {
            Stmt::Expr(it) => {
                // A literal alone, such as a docstring, has no effect.
                if !it.value.is_literal_expr() {
                    self.expression(&it.value)?;
                    self.emit(I::Pop);
                }
            }
            Stmt::Assign(it) => self.assignment(it)?,
            Stmt::AugAssign(it) => self.augmented_assignment(it)?,
            Stmt::AnnAssign(it) => self.annotated_assignment(it)?,
            Stmt::Delete(it) => {
                for target in &it.targets {
                    self.delete(target)?;
                }
            }
            Stmt::FunctionDef(it) => self.function(it)?,
            Stmt::ClassDef(it) => self.class(it)?,
            Stmt::Return(it) => self.return_(it)?,
            Stmt::If(it) => self.if_(it)?,
            Stmt::While(it) => self.while_(it)?,
            Stmt::For(it) => self.for_(it)?,
            Stmt::Break(it) => self.break_(it)?,
            Stmt::Continue(it) => self.continue_(it)?,
            Stmt::With(it) if it.is_async => self.unsupported("'async with'", it),
            Stmt::With(it) => self.with(&it.items, &it.body)?,
            Stmt::Try(it) => self.try_(it)?,
            Stmt::Raise(it) => self.raise(it)?,
            Stmt::Assert(it) => self.assert(it)?,
            Stmt::Import(it) => self.import(it),
            Stmt::ImportFrom(it) => self.import_from(it)?,
            Stmt::Match(it) => self.match_(it)?,
            Stmt::TypeAlias(it) => self.unsupported("the 'type' statement", it),
            Stmt::IpyEscapeCommand(it) => self.unsupported("IPython commands", it),
            Stmt::Pass(_) | Stmt::Global(_) | Stmt::Nonlocal(_) => {}
        }
        Ok(())
    }

    fn assignment(&mut self, assignment: &'a ast::StmtAssign) -> CompileResult {
        self.expression(&assignment.value)?;
        let last = assignment.targets.len().saturating_sub(1);
        for (index, target) in assignment.targets.iter().enumerate() {
            if index < last {
                self.emit(I::Duplicate);
            }
            self.store(target)?;
        }
        Ok(())
    }

    fn augmented_assignment(&mut self, assignment: &'a ast::StmtAugAssign) -> CompileResult {
        let operator = I::InPlace(binary_operator(assignment.op));
        match assignment.target.as_ref() {
            Expr::Name(name) => {
                self.load_name(&name.id);
                self.expression(&assignment.value)?;
                self.emit(operator);
                self.store_name(&name.id);
            }
            Expr::Attribute(attribute) => {
                self.expression(&attribute.value)?;
                self.emit(I::Duplicate);
                let index = self.attribute_index(&attribute.attr);
                self.emit(I::LoadAttribute(index));
                self.expression(&assignment.value)?;
                self.emit(operator);
                self.emit(I::Swap);
                self.emit(I::StoreAttribute(index));
            }
            Expr::Subscript(subscript) => {
                self.expression(&subscript.value)?;
                self.subscript(&subscript.slice)?;
                self.emit(I::DuplicateTwo);
                self.emit(I::LoadItem);
                self.expression(&assignment.value)?;
                self.emit(operator);
                self.emit(I::RotateThree);
                self.emit(I::StoreItem);
            }
            other => {
                let message = "illegal expression for augmented assignment";
                return Err(CompileError::new(message, other.range()));
            }
        }
        Ok(())
    }

    fn annotated_assignment(&mut self, assignment: &'a ast::StmtAnnAssign) -> CompileResult {
        if let Some(value) = &assignment.value {
            self.expression(value)?;
            self.store(&assignment.target)?;
        }
        if self.unit.code.kind == CodeKind::Function {
            return Ok(());
        }
        match assignment.target.as_ref() {
            Expr::Name(name) if assignment.simple => {
                self.emit(I::SetupAnnotations);
                self.annotation(&assignment.annotation)?;
                self.load_name("__annotations__");
                self.load(Value::str(name.id.as_str()));
                self.emit(I::StoreItem);
            }
            _ => {
                self.annotation(&assignment.annotation)?;
                self.emit(I::Pop);
            }
        }
        Ok(())
    }

    /// Stores to a target: `(value --)`.
    pub(super) fn store(&mut self, target: &'a Expr) -> CompileResult {
        let outer = std::mem::replace(&mut self.range, bounds(target.range()));
        match target {
            Expr::Name(name) => self.store_name(&name.id),
            Expr::Attribute(attribute) => {
                self.expression(&attribute.value)?;
                let index = self.attribute_index(&attribute.attr);
                self.emit(I::StoreAttribute(index));
            }
            Expr::Subscript(subscript) => {
                self.expression(&subscript.value)?;
                self.subscript(&subscript.slice)?;
                self.emit(I::StoreItem);
            }
            Expr::Tuple(tuple) => self.unpack(&tuple.elts)?,
            Expr::List(list) => self.unpack(&list.elts)?,
            Expr::Starred(starred) => {
                let message = "starred assignment target must be in a list or tuple";
                return Err(CompileError::new(message, starred.range));
            }
            other => {
                return Err(CompileError::new(
                    "cannot assign to expression",
                    other.range(),
                ));
            }
        }
        self.range = outer;
        Ok(())
    }

    fn unpack(&mut self, targets: &'a [Expr]) -> CompileResult {
        let mut stars = targets
            .iter()
            .enumerate()
            .filter(|(_, target)| target.is_starred_expr());
        match (stars.next(), stars.next()) {
            (None, _) => {
                self.emit(I::UnpackSequence(targets.len() as u32));
            }
            (Some((at, _)), None) => {
                self.emit(I::UnpackStar(at as u32, (targets.len() - at - 1) as u32));
            }
            (_, Some(_)) => {
                let message = "multiple starred expressions in assignment";
                let first = targets.first().map_or(0.into(), Ranged::start);
                let end = targets.last().map_or(first, Ranged::end);
                return Err(CompileError::new(message, TextRange::new(first, end)));
            }
        }
        for target in targets {
            match target {
                Expr::Starred(starred) => self.store(&starred.value)?,
                _ => self.store(target)?,
            }
        }
        Ok(())
    }

    fn delete(&mut self, target: &'a Expr) -> CompileResult {
        self.range = bounds(target.range());
        match target {
            Expr::Name(name) => self.delete_name(&name.id),
            Expr::Attribute(attribute) => {
                self.expression(&attribute.value)?;
                let index = self.attribute_index(&attribute.attr);
                self.emit(I::DeleteAttribute(index));
            }
            Expr::Subscript(subscript) => {
                self.expression(&subscript.value)?;
                self.subscript(&subscript.slice)?;
                self.emit(I::DeleteItem);
            }
            Expr::Tuple(ast::ExprTuple { elts, .. }) | Expr::List(ast::ExprList { elts, .. }) => {
                for element in elts {
                    self.delete(element)?;
                }
            }
            other => {
                return Err(CompileError::new("cannot delete expression", other.range()));
            }
        }
        Ok(())
    }

    fn if_(&mut self, if_: &'a ast::StmtIf) -> CompileResult {
        let mut ends = Vec::new();
        self.expression(&if_.test)?;
        let mut next = Some(self.jump(I::PopJumpIfFalse));
        self.body(&if_.body)?;
        for clause in &if_.elif_else_clauses {
            ends.push(self.jump(I::Jump));
            if let Some(jump) = next.take() {
                self.land(jump);
            }
            if let Some(test) = &clause.test {
                self.expression(test)?;
                next = Some(self.jump(I::PopJumpIfFalse));
            }
            self.body(&clause.body)?;
        }
        if let Some(jump) = next {
            self.land(jump);
        }
        self.land_all(ends);
        Ok(())
    }

    fn while_(&mut self, while_: &'a ast::StmtWhile) -> CompileResult {
        let start = self.here();
        self.expression(&while_.test)?;
        let end = self.jump(I::PopJumpIfFalse);
        self.enclose(Enclosure::Loop {
            start,
            breaks: Vec::new(),
            has_iterator: false,
        });
        self.body(&while_.body)?;
        let breaks = self.leave_loop();
        self.emit(I::Jump(start));
        self.land(end);
        self.body(&while_.orelse)?;
        self.land_all(breaks);
        Ok(())
    }

    fn for_(&mut self, for_: &'a ast::StmtFor) -> CompileResult {
        if for_.is_async {
            self.unsupported("'async for'", for_);
        }
        self.expression(&for_.iter)?;
        self.emit(I::GetIterator);
        let start = self.here();
        let end = self.jump(I::ForIterate);
        self.store(&for_.target)?;
        self.enclose(Enclosure::Loop {
            start,
            breaks: Vec::new(),
            has_iterator: true,
        });
        self.body(&for_.body)?;
        let breaks = self.leave_loop();
        self.emit(I::Jump(start));
        self.land(end);
        self.body(&for_.orelse)?;
        self.land_all(breaks);
        Ok(())
    }

    fn enclose(&mut self, enclosure: Enclosure<'a>) {
        self.unit.enclosures.push(enclosure);
    }

    fn leave_loop(&mut self) -> Vec<usize> {
        match self.unit.enclosures.pop() {
            Some(Enclosure::Loop { breaks, .. }) => breaks,
            _ => Vec::new(),
        }
    }

    fn break_(&mut self, node: &ast::StmtBreak) -> CompileResult {
        let Some(at) = self.innermost_loop() else {
            return Err(CompileError::new("'break' outside loop", node.range));
        };
        self.unwind_to(at + 1)?;
        if let Some(Enclosure::Loop {
            has_iterator: true, ..
        }) = self.unit.enclosures.get(at)
        {
            self.emit(I::Pop);
        }
        let jump = self.jump(I::Jump);
        if let Some(Enclosure::Loop { breaks, .. }) = self.unit.enclosures.get_mut(at) {
            breaks.push(jump);
        }
        Ok(())
    }

    fn continue_(&mut self, node: &ast::StmtContinue) -> CompileResult {
        let Some(at) = self.innermost_loop() else {
            return Err(CompileError::new(
                "'continue' not properly in loop",
                node.range,
            ));
        };
        self.unwind_to(at + 1)?;
        if let Some(Enclosure::Loop { start, .. }) = self.unit.enclosures.get(at) {
            let start = *start;
            self.emit(I::Jump(start));
        }
        Ok(())
    }

    fn innermost_loop(&self) -> Option<usize> {
        self.unit
            .enclosures
            .iter()
            .rposition(|it| matches!(it, Enclosure::Loop { .. }))
    }

    fn return_(&mut self, return_: &'a ast::StmtReturn) -> CompileResult {
        if self.unit.code.kind != CodeKind::Function {
            return Err(CompileError::new(
                "'return' outside function",
                return_.range,
            ));
        }
        match &return_.value {
            Some(value) => self.expression(value)?,
            None => self.load(Value::None),
        }
        self.unwind_to(0)?;
        self.emit(I::Return);
        Ok(())
    }

    /// Emits what leaving the enclosures down to a depth takes. They stay open for what follows.
    fn unwind_to(&mut self, depth: usize) -> CompileResult {
        let mut left = Vec::new();
        while self.unit.enclosures.len() > depth {
            let Some(enclosure) = self.unit.enclosures.pop() else {
                break;
            };
            match &enclosure {
                Enclosure::Loop { .. } => {}
                Enclosure::Block => {
                    self.emit(I::PopBlock);
                }
                Enclosure::Finally(body) => {
                    let body = *body;
                    self.emit(I::PopBlock);
                    let range = self.range;
                    self.body(body)?;
                    self.range = range;
                }
                Enclosure::Handler(name) => {
                    self.emit(I::PopException);
                    if let Some(name) = name {
                        self.forget(name);
                    }
                }
                Enclosure::With => {
                    self.emit(I::ExitWith);
                }
                Enclosure::GroupHandler => {
                    let range = super::text_range(self.range);
                    let message =
                        "'break', 'continue' and 'return' cannot appear in an except* block";
                    return Err(CompileError::new(message, range));
                }
            }
            left.push(enclosure);
        }
        self.unit.enclosures.extend(left.into_iter().rev());
        Ok(())
    }

    /// `del name` for the name of an `except … as name`, which may be unbound by now.
    fn forget(&mut self, name: &str) {
        self.load(Value::None);
        self.store_name(name);
        self.delete_name(name);
    }

    fn with(&mut self, items: &'a [ast::WithItem], body: &'a [Stmt]) -> CompileResult {
        let Some((item, rest)) = items.split_first() else {
            return self.body(body);
        };
        let statement = self.range;
        self.expression(&item.context_expr)?;
        let setup = self.jump(I::SetupWith);
        self.enclose(Enclosure::With);
        match &item.optional_vars {
            Some(target) => self.store(target)?,
            None => {
                self.emit(I::Pop);
            }
        }
        self.with(rest, body)?;
        self.unit.enclosures.pop();
        self.range = statement;
        self.emit(I::ExitWith);
        let end = self.jump(I::Jump);
        self.land(setup);
        self.emit(I::ExitWithException);
        let suppressed = self.jump(I::PopJumpIfTrue);
        self.emit(I::Reraise);
        self.land(suppressed);
        self.emit(I::PopException);
        self.land(end);
        Ok(())
    }

    fn try_(&mut self, try_: &'a ast::StmtTry) -> CompileResult {
        if try_.finalbody.is_empty() {
            return self.try_except(try_);
        }
        let setup = self.jump(I::SetupBlock);
        self.enclose(Enclosure::Finally(&try_.finalbody));
        if try_.handlers.is_empty() {
            self.body(&try_.body)?;
        } else {
            self.try_except(try_)?;
        }
        self.unit.enclosures.pop();
        self.emit(I::PopBlock);
        self.body(&try_.finalbody)?;
        let end = self.jump(I::Jump);
        self.land(setup);
        self.enclose(Enclosure::Handler(None));
        self.body(&try_.finalbody)?;
        self.unit.enclosures.pop();
        self.emit(I::Reraise);
        self.land(end);
        Ok(())
    }

    fn try_except(&mut self, try_: &'a ast::StmtTry) -> CompileResult {
        if try_.is_star {
            return self.try_groups(try_);
        }
        let setup = self.jump(I::SetupBlock);
        self.enclose(Enclosure::Block);
        self.body(&try_.body)?;
        self.unit.enclosures.pop();
        self.emit(I::PopBlock);
        self.body(&try_.orelse)?;
        let mut ends = vec![self.jump(I::Jump)];
        self.land(setup);
        for (index, handler) in try_.handlers.iter().enumerate() {
            let ast::ExceptHandler::ExceptHandler(handler) = handler;
            if handler.type_.is_none() && index + 1 < try_.handlers.len() {
                let message = "default 'except:' must be last";
                return Err(CompileError::new(message, handler.range));
            }
            ends.push(self.handler(handler)?);
        }
        self.emit(I::Reraise);
        self.land_all(ends);
        Ok(())
    }

    /// `try … except* …`. The exceptions that are left, and a list of those that the clauses raise,
    /// stay on the stack from clause to clause.
    fn try_groups(&mut self, try_: &'a ast::StmtTry) -> CompileResult {
        let setup = self.jump(I::SetupBlock);
        self.enclose(Enclosure::Block);
        self.body(&try_.body)?;
        self.unit.enclosures.pop();
        self.emit(I::PopBlock);
        self.body(&try_.orelse)?;
        let end = self.jump(I::Jump);
        self.land(setup);
        self.emit(I::LoadException);
        self.emit(I::BuildList(0));
        for handler in &try_.handlers {
            let ast::ExceptHandler::ExceptHandler(handler) = handler;
            self.group_handler(handler)?;
        }
        self.emit(I::EndGroup);
        self.land(end);
        Ok(())
    }

    fn group_handler(&mut self, handler: &'a ast::ExceptHandlerExceptHandler) -> CompileResult {
        let Some(class) = &handler.type_ else {
            return Err(CompileError::new(
                "expected one or more exception types",
                handler.range,
            ));
        };
        self.expression(class)?;
        self.range = bounds(handler.range);
        let next = self.jump(I::MatchGroup);
        let setup = self.jump(I::SetupBlock);
        let name = handler.name.as_ref().map(ast::Identifier::as_str);
        if let Some(name) = name {
            self.emit(I::LoadException);
            self.store_name(name);
        }
        self.enclose(Enclosure::GroupHandler);
        self.body(&handler.body)?;
        self.unit.enclosures.pop();
        self.emit(I::PopBlock);
        self.emit(I::PopException);
        if let Some(name) = name {
            self.forget(name);
        }
        let end = self.jump(I::Jump);
        self.land(setup);
        if let Some(name) = name {
            self.forget(name);
        }
        self.emit(I::KeepRaised);
        self.land_all(vec![next, end]);
        Ok(())
    }

    /// Compiles one handler and answers the jump from its end.
    fn handler(
        &mut self,
        handler: &'a ast::ExceptHandlerExceptHandler,
    ) -> Result<usize, CompileError> {
        let mut next = None;
        if let Some(class) = &handler.type_ {
            self.expression(class)?;
            self.emit_at(handler, I::MatchException);
            next = Some(self.jump(I::PopJumpIfFalse));
        }
        let name = handler.name.as_ref().map(ast::Identifier::as_str);
        if let Some(name) = name {
            self.emit(I::LoadException);
            self.store_name(name);
        }
        self.enclose(Enclosure::Handler(name));
        self.body(&handler.body)?;
        self.unit.enclosures.pop();
        self.emit(I::PopException);
        if let Some(name) = name {
            self.forget(name);
        }
        let end = self.jump(I::Jump);
        if let Some(next) = next {
            self.land(next);
        }
        Ok(end)
    }

    fn raise(&mut self, raise: &'a ast::StmtRaise) -> CompileResult {
        let mut count = 0;
        for part in [&raise.exc, &raise.cause].into_iter().flatten() {
            self.expression(part)?;
            count += 1;
        }
        self.range = bounds(raise.range);
        self.emit(I::Raise(count));
        Ok(())
    }

    fn assert(&mut self, assert: &'a ast::StmtAssert) -> CompileResult {
        // CPython has arrived at the last comparison by then, or else at the statement.
        let place = last_comparison(&assert.test).unwrap_or(assert.range);
        self.expression(&assert.test)?;
        let holds = self.jump(I::PopJumpIfTrue);
        self.emit(I::LoadAssertionError);
        if let Some(message) = &assert.msg {
            self.expression(message)?;
            self.emit(I::Call(1, None));
        }
        self.emit_at(place, I::Raise(1));
        self.land(holds);
        Ok(())
    }

    fn import(&mut self, import: &'a ast::StmtImport) {
        for alias in &import.names {
            let name = self.name_index(&alias.name);
            match &alias.asname {
                Some(bound) => {
                    self.emit(I::ImportFull(name, 0));
                    self.store_name(bound);
                }
                None => {
                    self.emit(I::Import(name, 0));
                    let top = alias.name.split('.').next().unwrap_or(&alias.name);
                    self.store_name(top);
                }
            }
        }
    }

    fn import_from(&mut self, import: &'a ast::StmtImportFrom) -> CompileResult {
        let module = import.module.as_ref().map_or("", ast::Identifier::as_str);
        if module == "__future__" && import.level == 0 {
            self.future(import)?;
        }
        let name = self.name_index(module);
        self.emit(I::ImportFull(name, import.level));
        for alias in &import.names {
            if alias.name.as_str() == "*" {
                if self.unit.code.kind != CodeKind::Module {
                    let message = "import * only allowed at module level";
                    return Err(CompileError::new(message, alias.range));
                }
                self.emit(I::ImportStar);
                return Ok(());
            }
            let attribute = self.name_index(&alias.name);
            self.emit(I::ImportFrom(attribute));
            self.store_name(alias.asname.as_ref().unwrap_or(&alias.name));
        }
        self.emit(I::Pop);
        Ok(())
    }

    fn future(&mut self, import: &ast::StmtImportFrom) -> CompileResult {
        const FEATURES: &[&str] = &[
            "nested_scopes",
            "generators",
            "division",
            "absolute_import",
            "with_statement",
            "print_function",
            "unicode_literals",
            "barry_as_FLUFL",
            "generator_stop",
            "annotations",
        ];
        for alias in &import.names {
            let name = alias.name.as_str();
            if !FEATURES.contains(&name) {
                let message = format!("future feature {name} is not defined");
                let start = TextRange::empty(import.range.start());
                return Err(CompileError::new(message, start));
            }
            self.postponed_annotations |= name == "annotations";
        }
        if u32::from(import.range.end()) > self.futures_end {
            let message = "from __future__ imports must occur at the beginning of the file";
            return Err(CompileError::new(message, import.range));
        }
        Ok(())
    }
}

/// The comparison of a condition that is looked at last.
fn last_comparison(condition: &Expr) -> Option<TextRange> {
    match condition {
        Expr::Compare(it) => Some(it.range),
        Expr::UnaryOp(it) if it.op == ast::UnaryOp::Not => last_comparison(&it.operand),
        Expr::BoolOp(it) => it.values.iter().rev().find_map(last_comparison),
        Expr::If(it) => last_comparison(&it.orelse)
            .or_else(|| last_comparison(&it.body))
            .or_else(|| last_comparison(&it.test)),
        _ => None,
    }
}
