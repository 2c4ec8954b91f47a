//! Expressions.

use std::rc::Rc;

use num_bigint::BigInt;
use ruff_python_ast::{self as ast, CmpOp, Expr, Number, Operator, UnaryOp};
use ruff_text_size::Ranged;

use super::scope::NodeKind;
use super::{CompileError, CompileResult, Compiler, bounds};
use crate::python::code::{CodeKind, Comparison, Conversion, FunctionParts, Instruction};
use crate::python::object::{BinaryOperator, UnaryOperator};
use crate::python::value::Value;

use Instruction as I;

impl<'a> Compiler<'a> {
    /// Compiles an expression: `(-- value)`.
    ///
    /// Long sums and chains of calls nest to the left, so that side is walked, not recursed into.
    pub(super) fn expression(&mut self, expression: &'a Expr) -> CompileResult {
        let outer = self.range;
        let (innermost, chain) = left_chain(expression);
        self.range = bounds(innermost.range());
        self.expression_here(innermost)?;
        for link in chain.into_iter().rev() {
            self.range = bounds(link.range());
            self.link(link)?;
        }
        self.range = outer;
        Ok(())
    }

    /// `(left -- value)`, for an expression whose left operand is compiled already.
    fn link(&mut self, expression: &'a Expr) -> CompileResult {
        match expression {
            Expr::Attribute(it) => {
                let index = self.attribute_index(&it.attr);
                self.emit(I::LoadAttribute(index));
            }
            Expr::Subscript(it) => {
                self.subscript(&it.slice)?;
                self.emit(I::LoadItem);
            }
            Expr::Call(it) => self.call(it)?,
            Expr::BinOp(it) => {
                self.expression(&it.right)?;
                self.emit(I::Binary(binary_operator(it.op)));
            }
            _ => {}
        }
        Ok(())
    }

    fn expression_here(&mut self, expression: &'a Expr) -> CompileResult {
        match expression {
            Expr::NoneLiteral(_) => self.load(Value::None),
            Expr::BooleanLiteral(it) => self.load(Value::Bool(it.value)),
            Expr::EllipsisLiteral(_) => self.load(Value::Ellipsis),
            Expr::NumberLiteral(it) => self.number(it),
            Expr::StringLiteral(it) => self.load(Value::str(it.value.to_str())),
            Expr::BytesLiteral(it) => {
                let bytes: Vec<u8> = it.value.bytes().collect();
                self.load(Value::bytes(bytes));
            }
            Expr::FString(it) => self.format_string(it)?,
            Expr::TString(it) => self.unsupported("template strings", it),
            Expr::Name(it) => self.load_name(&it.id),
            Expr::Attribute(_) | Expr::Subscript(_) | Expr::Call(_) | Expr::BinOp(_) => {
                self.link(expression)?;
            }
            Expr::Slice(it) => self.slice(it)?,
            Expr::UnaryOp(it) => self.unary(it)?,
            Expr::BoolOp(it) => self.boolean(it)?,
            Expr::Compare(it) => self.comparison(it)?,
            Expr::If(it) => self.conditional(it)?,
            Expr::Named(it) => {
                self.expression(&it.value)?;
                self.emit(I::Duplicate);
                self.store(&it.target)?;
            }
            Expr::Tuple(it) => self.display(&it.elts, I::BuildTuple, true)?,
            Expr::List(it) => self.display(&it.elts, I::BuildList, false)?,
            Expr::Set(it) => self.set(it)?,
            Expr::Dict(it) => self.dict(it)?,
            Expr::Lambda(it) => self.lambda(it)?,
            Expr::ListComp(_) | Expr::SetComp(_) | Expr::DictComp(_) | Expr::Generator(_) => {
                self.comprehension(expression)?;
            }
            Expr::Yield(it) => self.yield_(it)?,
            Expr::YieldFrom(it) => {
                self.require_function("'yield'", it)?;
                self.expression(&it.value)?;
                self.emit(I::GetIterator);
                self.load(Value::None);
                self.emit(I::YieldFrom);
            }
            Expr::Starred(it) => {
                let message = "can't use starred expression here";
                return Err(CompileError::new(message, it.range));
            }
            Expr::Await(it) => self.unsupported("'await'", it),
            Expr::IpyEscapeCommand(it) => self.unsupported("IPython commands", it),
        }
        Ok(())
    }

    fn number(&mut self, literal: &ast::ExprNumberLiteral) {
        match &literal.value {
            Number::Int(int) => {
                let value = match int.as_i64() {
                    Some(small) => Value::Int(small),
                    None => Value::big(large_int(&int.to_string())),
                };
                self.load(value);
            }
            Number::Float(float) => self.load(Value::Float(*float)),
            Number::Complex { imag, .. } => {
                self.load(Value::Float(*imag));
                self.emit(I::BuildComplex);
            }
        }
    }

    fn format_string(&mut self, literal: &'a ast::ExprFString) -> CompileResult {
        let mut parts = 0;
        for part in &literal.value {
            match part {
                ast::FStringPart::Literal(text) => {
                    self.load(Value::str(text.as_str()));
                    parts += 1;
                }
                ast::FStringPart::FString(string) => {
                    parts += self.format_elements(&string.elements)?;
                }
            }
        }
        self.emit(I::BuildString(parts));
        Ok(())
    }

    /// Leaves the parts on the stack and answers how many.
    fn format_elements(
        &mut self,
        elements: &'a ast::InterpolatedStringElements,
    ) -> Result<u32, CompileError> {
        let mut parts = 0;
        for element in elements {
            match element {
                ast::InterpolatedStringElement::Literal(text) => {
                    self.load(Value::str(text.value.as_ref()));
                    parts += 1;
                }
                ast::InterpolatedStringElement::Interpolation(field) => {
                    parts += self.replacement_field(field)?;
                }
            }
        }
        Ok(parts)
    }

    fn replacement_field(
        &mut self,
        field: &'a ast::InterpolatedElement,
    ) -> Result<u32, CompileError> {
        let mut parts = 1;
        if let Some(debug) = &field.debug_text {
            self.load(Value::str(debug.as_str()));
            parts += 1;
        }
        self.expression(&field.expression)?;
        let conversion = match field.conversion {
            ast::ConversionFlag::Str => Conversion::Str,
            ast::ConversionFlag::Repr => Conversion::Repr,
            ast::ConversionFlag::Ascii => Conversion::Ascii,
            // `f"{x=}"` shows the repr, unless a format is given.
            ast::ConversionFlag::None
                if field.debug_text.is_some() && field.format_spec.is_none() =>
            {
                Conversion::Repr
            }
            ast::ConversionFlag::None => Conversion::None,
        };
        if let Some(specification) = &field.format_spec {
            let inner = self.format_elements(&specification.elements)?;
            self.emit(I::BuildString(inner));
        }
        // CPython gives a replacement field the place of the whole string.
        self.emit(I::Format(conversion, field.format_spec.is_some()));
        Ok(parts)
    }

    pub(super) fn subscript(&mut self, slice: &'a Expr) -> CompileResult {
        self.expression(slice)
    }

    fn slice(&mut self, slice: &'a ast::ExprSlice) -> CompileResult {
        for part in [&slice.lower, &slice.upper, &slice.step] {
            match part {
                Some(part) => self.expression(part)?,
                None => self.load(Value::None),
            }
        }
        self.emit(I::BuildSlice);
        Ok(())
    }

    /// `(callee -- result)`
    /// `(callee -- value)`
    fn call(&mut self, call: &'a ast::ExprCall) -> CompileResult {
        let arguments = &call.arguments;
        self.check_keywords(arguments)?;
        let spread = arguments.args.iter().any(Expr::is_starred_expr)
            || arguments
                .keywords
                .iter()
                .any(|keyword| keyword.arg.is_none());
        if spread {
            self.spread_arguments(&arguments.args, &arguments.keywords)?;
            self.emit(I::CallSpread);
            return Ok(());
        }
        let is_method = call.func.is_attribute_expr() && self.load_method();
        for argument in &arguments.args {
            self.expression(argument)?;
        }
        let mut names = Vec::new();
        for keyword in &arguments.keywords {
            self.expression(&keyword.value)?;
            names.extend(keyword.arg.as_ref().map(|name| Value::str(name.as_str())));
        }
        let names = (!names.is_empty()).then(|| self.constant(Value::tuple(names)));
        let call = if is_method { I::CallMethod } else { I::Call };
        self.emit(call(arguments.args.len() as u32, names));
        Ok(())
    }

    /// Has the attribute that was loaded last be a method to call.
    fn load_method(&mut self) -> bool {
        match self.unit.code.instructions.last_mut() {
            Some(instruction @ I::LoadAttribute(_)) => {
                if let I::LoadAttribute(index) = *instruction {
                    *instruction = I::LoadMethod(index);
                }
                true
            }
            _ => false,
        }
    }

    fn check_keywords(&mut self, arguments: &ast::Arguments) -> CompileResult {
        let mut seen: Vec<&str> = Vec::new();
        for keyword in &arguments.keywords {
            let Some(name) = &keyword.arg else { continue };
            if seen.contains(&name.as_str()) {
                let message = format!("keyword argument repeated: {name}");
                return Err(CompileError::new(message, keyword.range));
            }
            seen.push(name);
        }
        Ok(())
    }

    /// `(-- list dict)`
    pub(super) fn spread_arguments(
        &mut self,
        positional: &'a [Expr],
        keywords: &'a [ast::Keyword],
    ) -> CompileResult {
        self.emit(I::BuildList(0));
        for argument in positional {
            match argument {
                Expr::Starred(starred) => {
                    self.expression(&starred.value)?;
                    self.emit(I::ArgumentsExtend);
                }
                _ => {
                    self.expression(argument)?;
                    self.emit(I::ListAppend(0));
                }
            }
        }
        self.emit(I::BuildDict(0));
        for keyword in keywords {
            match &keyword.arg {
                Some(name) => {
                    self.load(Value::str(name.as_str()));
                    self.expression(&keyword.value)?;
                    self.emit(I::BuildDict(1));
                }
                None => self.expression(&keyword.value)?,
            }
            self.emit(I::KeywordsMerge);
        }
        Ok(())
    }

    fn unary(&mut self, unary: &'a ast::ExprUnaryOp) -> CompileResult {
        if let (UnaryOp::USub, Expr::NumberLiteral(literal)) = (unary.op, unary.operand.as_ref())
            && let Number::Int(int) = &literal.value
        {
            let value = match int.as_i64() {
                Some(small) => Value::Int(-small),
                None => Value::big(-large_int(&int.to_string())),
            };
            self.load(value);
            return Ok(());
        }
        self.expression(&unary.operand)?;
        self.emit(match unary.op {
            UnaryOp::Not => I::Not,
            UnaryOp::USub => I::Unary(UnaryOperator::Negative),
            UnaryOp::UAdd => I::Unary(UnaryOperator::Positive),
            UnaryOp::Invert => I::Unary(UnaryOperator::Invert),
        });
        Ok(())
    }

    fn boolean(&mut self, boolean: &'a ast::ExprBoolOp) -> CompileResult {
        let jump = match boolean.op {
            ast::BoolOp::And => I::JumpIfFalseOrPop,
            ast::BoolOp::Or => I::JumpIfTrueOrPop,
        };
        let mut jumps = Vec::new();
        for (index, value) in boolean.values.iter().enumerate() {
            if index > 0 {
                jumps.push(self.jump(jump));
            }
            self.expression(value)?;
        }
        self.land_all(jumps);
        Ok(())
    }

    fn comparison(&mut self, compare: &'a ast::ExprCompare) -> CompileResult {
        self.expression(&compare.left)?;
        let last = compare.ops.len().saturating_sub(1);
        let mut jumps = Vec::new();
        for (index, (operator, right)) in compare.ops.iter().zip(&compare.comparators).enumerate() {
            self.expression(right)?;
            if index == last {
                self.emit(I::Compare(comparison(*operator)));
            } else {
                self.emit(I::Duplicate);
                self.emit(I::RotateThree);
                self.emit(I::Compare(comparison(*operator)));
                jumps.push(self.jump(I::JumpIfFalseOrPop));
            }
        }
        if !jumps.is_empty() {
            let end = self.jump(I::Jump);
            self.land_all(jumps);
            self.emit(I::Swap);
            self.emit(I::Pop);
            self.land(end);
        }
        Ok(())
    }

    fn conditional(&mut self, conditional: &'a ast::ExprIf) -> CompileResult {
        self.expression(&conditional.test)?;
        let otherwise = self.jump(I::PopJumpIfFalse);
        self.expression(&conditional.body)?;
        let end = self.jump(I::Jump);
        self.land(otherwise);
        self.expression(&conditional.orelse)?;
        self.land(end);
        Ok(())
    }

    fn display(&mut self, items: &'a [Expr], build: fn(u32) -> I, is_tuple: bool) -> CompileResult {
        if !items.iter().any(Expr::is_starred_expr) {
            for item in items {
                self.expression(item)?;
            }
            self.emit(build(items.len() as u32));
            return Ok(());
        }
        self.emit(I::BuildList(0));
        for item in items {
            match item {
                Expr::Starred(starred) => {
                    self.expression(&starred.value)?;
                    self.emit(I::ListExtend);
                }
                _ => {
                    self.expression(item)?;
                    self.emit(I::ListAppend(0));
                }
            }
        }
        if is_tuple {
            self.emit(I::ListToTuple);
        }
        Ok(())
    }

    fn set(&mut self, set: &'a ast::ExprSet) -> CompileResult {
        self.emit(I::BuildSet(0));
        for item in &set.elts {
            match item {
                Expr::Starred(starred) => {
                    self.expression(&starred.value)?;
                    self.emit(I::SetUpdate);
                }
                _ => {
                    self.expression(item)?;
                    self.emit(I::SetAdd(0));
                }
            }
        }
        Ok(())
    }

    fn dict(&mut self, dict: &'a ast::ExprDict) -> CompileResult {
        self.emit(I::BuildDict(0));
        for item in &dict.items {
            match &item.key {
                Some(key) => {
                    self.expression(key)?;
                    self.expression(&item.value)?;
                    self.emit(I::DictSet(0));
                }
                None => {
                    self.expression(&item.value)?;
                    self.emit(I::DictUpdate);
                }
            }
        }
        Ok(())
    }

    fn lambda(&mut self, lambda: &'a ast::ExprLambda) -> CompileResult {
        let parameters = lambda.parameters.as_deref();
        let parts = match parameters {
            Some(parameters) => self.defaults(parameters)?,
            None => FunctionParts::default(),
        };
        let scope = self.scopes.of_node(lambda.range, NodeKind::Lambda);
        self.enter("<lambda>", CodeKind::Function, scope, lambda.range);
        if let Some(parameters) = parameters {
            self.declare_parameters(parameters);
        }
        self.expression(&lambda.body)?;
        self.emit(I::Return);
        let index = self.leave();
        self.emit(I::MakeFunction(index, parts));
        Ok(())
    }

    fn yield_(&mut self, yielded: &'a ast::ExprYield) -> CompileResult {
        self.require_function("'yield'", yielded)?;
        match &yielded.value {
            Some(value) => self.expression(value)?,
            None => self.load(Value::None),
        }
        self.emit(I::Yield);
        Ok(())
    }

    pub(super) fn require_function(&self, what: &str, node: impl Ranged) -> CompileResult {
        if self.unit.code.kind == CodeKind::Function && !self.unit.is_comprehension {
            return Ok(());
        }
        let message = if self.unit.is_comprehension {
            format!("{what} inside {}", comprehension_name(&self.unit.code.name))
        } else {
            format!("{what} outside function")
        };
        Err(CompileError::new(message, node.range()))
    }

    fn comprehension(&mut self, expression: &'a Expr) -> CompileResult {
        let (name, generators, elements, build, is_generator): (
            &str,
            &'a [ast::Comprehension],
            Vec<&'a Expr>,
            Option<I>,
            bool,
        ) = match expression {
            Expr::ListComp(it) => (
                "<listcomp>",
                &it.generators,
                vec![&it.elt],
                Some(I::BuildList(0)),
                false,
            ),
            Expr::SetComp(it) => (
                "<setcomp>",
                &it.generators,
                vec![&it.elt],
                Some(I::BuildSet(0)),
                false,
            ),
            Expr::DictComp(it) => {
                let elements = it
                    .key
                    .as_deref()
                    .into_iter()
                    .chain([it.value.as_ref()])
                    .collect();
                (
                    "<dictcomp>",
                    &it.generators,
                    elements,
                    Some(I::BuildDict(0)),
                    false,
                )
            }
            Expr::Generator(it) => ("<genexpr>", &it.generators, vec![&it.elt], None, true),
            _ => return Ok(()),
        };
        if let Some(generator) = generators.iter().find(|generator| generator.is_async) {
            self.unsupported("asynchronous comprehensions", generator);
        }
        let scope = self
            .scopes
            .of_node(expression.range(), NodeKind::Comprehension);
        self.enter(name, CodeKind::Function, scope, expression.range());
        self.unit.is_comprehension = true;
        self.unit.code.parameters.names.push(".0".into());
        self.unit.code.parameters.positional = 1;
        self.unit.code.parameters.defaulted.push(false);
        self.local_index(".0");
        if let Some(build) = build {
            self.emit(build);
        }
        self.comprehension_loop(generators, 0, &elements, is_generator)?;
        if is_generator {
            self.load(Value::None);
        }
        self.emit(I::Return);
        let index = self.leave();
        self.emit(I::MakeFunction(index, FunctionParts::default()));
        if let Some(first) = generators.first() {
            self.expression(&first.iter)?;
            self.emit(I::GetIterator);
        }
        self.emit(I::Call(1, None));
        Ok(())
    }

    fn comprehension_loop(
        &mut self,
        generators: &'a [ast::Comprehension],
        depth: u32,
        elements: &[&'a Expr],
        is_generator: bool,
    ) -> CompileResult {
        let Some((generator, rest)) = generators.split_first() else {
            return self.comprehension_element(depth, elements, is_generator);
        };
        if depth == 0 {
            self.emit(I::LoadLocal(0));
        } else {
            self.expression(&generator.iter)?;
            self.emit(I::GetIterator);
        }
        let start = self.here();
        let end = self.jump(I::ForIterate);
        self.store(&generator.target)?;
        for condition in &generator.ifs {
            self.expression(condition)?;
            self.emit(I::PopJumpIfFalse(start));
        }
        self.comprehension_loop(rest, depth + 1, elements, is_generator)?;
        self.emit(I::Jump(start));
        self.land(end);
        Ok(())
    }

    fn comprehension_element(
        &mut self,
        depth: u32,
        elements: &[&'a Expr],
        is_generator: bool,
    ) -> CompileResult {
        for element in elements {
            self.expression(element)?;
        }
        if is_generator {
            self.emit(I::Yield);
            self.emit(I::Pop);
            return Ok(());
        }
        self.emit(match self.unit.code.name.as_ref() {
            "<listcomp>" => I::ListAppend(depth),
            "<setcomp>" => I::SetAdd(depth),
            _ => I::DictSet(depth),
        });
        Ok(())
    }
}

/// The innermost left operand, and the expressions around it from the outside in.
pub(super) fn left_chain(expression: &Expr) -> (&Expr, Vec<&Expr>) {
    let (mut innermost, mut chain) = (expression, Vec::new());
    loop {
        let left = match innermost {
            Expr::Attribute(it) => &it.value,
            Expr::Subscript(it) => &it.value,
            Expr::Call(it) => &it.func,
            Expr::BinOp(it) => &it.left,
            _ => return (innermost, chain),
        };
        chain.push(innermost);
        innermost = left;
    }
}

fn comprehension_name(name: &Rc<str>) -> &'static str {
    match name.as_ref() {
        "<listcomp>" => "list comprehension",
        "<setcomp>" => "set comprehension",
        "<dictcomp>" => "dict comprehension",
        _ => "generator expression",
    }
}

/// An integer literal beyond 64 bits, with or without a base prefix.
fn large_int(text: &str) -> BigInt {
    let digits = text.replace('_', "").to_ascii_lowercase();
    let (body, radix) = match digits.get(..2) {
        Some("0x") => (&digits[2..], 16),
        Some("0o") => (&digits[2..], 8),
        Some("0b") => (&digits[2..], 2),
        _ => (digits.as_str(), 10),
    };
    BigInt::parse_bytes(body.as_bytes(), radix).unwrap_or_default()
}

pub(super) fn binary_operator(operator: Operator) -> BinaryOperator {
    match operator {
        Operator::Add => BinaryOperator::Add,
        Operator::Sub => BinaryOperator::Sub,
        Operator::Mult => BinaryOperator::Mul,
        Operator::MatMult => BinaryOperator::MatMul,
        Operator::Div => BinaryOperator::Div,
        Operator::Mod => BinaryOperator::Mod,
        Operator::Pow => BinaryOperator::Pow,
        Operator::LShift => BinaryOperator::LShift,
        Operator::RShift => BinaryOperator::RShift,
        Operator::BitOr => BinaryOperator::BitOr,
        Operator::BitXor => BinaryOperator::BitXor,
        Operator::BitAnd => BinaryOperator::BitAnd,
        Operator::FloorDiv => BinaryOperator::FloorDiv,
    }
}

fn comparison(operator: CmpOp) -> Comparison {
    match operator {
        CmpOp::Eq => Comparison::Equal,
        CmpOp::NotEq => Comparison::NotEqual,
        CmpOp::Lt => Comparison::Less,
        CmpOp::LtE => Comparison::LessEqual,
        CmpOp::Gt => Comparison::Greater,
        CmpOp::GtE => Comparison::GreaterEqual,
        CmpOp::Is => Comparison::Is,
        CmpOp::IsNot => Comparison::IsNot,
        CmpOp::In => Comparison::In,
        CmpOp::NotIn => Comparison::NotIn,
    }
}
