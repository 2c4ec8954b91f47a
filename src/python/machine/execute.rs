//! What each instruction does.

mod calls;
mod iteration;
mod names;

use std::rc::Rc;

use calls::spread_arguments;

use super::Flow;
use super::frame::{Block, Frame};
use super::stack::{
    drop_top, leave_number, push_copy, quick_binary, quick_store_item, two_numbers,
};
use crate::python::arguments::Arguments;
use crate::python::code::{Code, Comparison, Conversion, Instruction};
use crate::python::error::PyResult;
use crate::python::interpreter::Interpreter;
use crate::python::types::complex::Complex;
use crate::python::value::{Dict, Value};

use Instruction as I;

impl Interpreter {
    /// Runs a frame until it calls another, returns or yields.
    pub(super) fn run_frame(&mut self, frame: &mut Frame) -> PyResult<Flow> {
        if let Some(error) = frame.pending.take() {
            return Err(error);
        }
        let code = frame.code.clone();
        loop {
            self.counters.steps += 1;
            if self.counters.steps >= self.counters.check_at {
                self.check_bounds()?;
            }
            let Some(instruction) = code.instructions.get(frame.at).copied() else {
                frame.push(Value::None);
                return Ok(Flow::Return);
            };
            frame.at += 1;
            // The most frequent; what they do not deal with at once goes on below.
            match instruction {
                I::LoadConstant(index) => match code.constants.get(index as usize) {
                    Some(value) => push_copy(&mut frame.stack, value),
                    None => frame.push(Value::None),
                },
                I::LoadLocal(slot) => match frame.locals.get(slot as usize) {
                    Some(Some(value)) => push_copy(&mut frame.stack, value),
                    _ => return Err(self.unbound_local(frame, slot)),
                },
                I::StoreLocal(slot) => frame.store_local(slot),
                I::Pop => drop_top(&mut frame.stack, 1),
                I::Jump(target) => frame.at = target as usize,
                I::Binary(operator) | I::InPlace(operator) if quick_binary(frame, operator) => {}
                I::Compare(comparison) => self.compare_and_jump(frame, &code, comparison)?,
                I::PopJumpIfFalse(target) => self.jump_if_false(frame, target)?,
                I::ForIterate(target) => self.for_iterate(frame, &code, target)?,
                I::LoadGlobal(index) => self.load_global(frame, &code, index)?,
                I::LoadAttribute(index) => {
                    if !self.quick_attribute(&code, index, &mut frame.stack) {
                        let target = frame.pop();
                        let value = self.read_attribute(&target, &name(frame, index))?;
                        frame.push(value);
                    }
                }
                I::LoadMethod(index) => {
                    if !self.quick_method(&code, index, &mut frame.stack) {
                        let target = frame.pop();
                        let value = self.read_attribute(&target, &name(frame, index))?;
                        frame.push(value);
                        frame.push(Value::None);
                    }
                }
                I::StoreAttribute(index) => {
                    if !self.quick_store(&code, index, &mut frame.stack) {
                        let (target, value) = (frame.pop(), frame.pop());
                        self.set_attribute(&target, &name(frame, index), value)?;
                    }
                }
                I::LoadItem => self.load_item(frame)?,
                I::StoreItem => {
                    if !quick_store_item(&mut frame.stack) {
                        let (key, container) = (frame.pop(), frame.pop());
                        let value = frame.pop();
                        self.set_item(&container, &key, value)?;
                    }
                }
                I::Call(count, names) => {
                    let flow = self.call_instruction(frame, count, names)?;
                    if !matches!(flow, Flow::Next) {
                        return Ok(flow);
                    }
                }
                I::CallMethod(count, names) => {
                    let flow = self.call_method_instruction(frame, count, names)?;
                    if !matches!(flow, Flow::Next) {
                        return Ok(flow);
                    }
                }
                I::Return => return Ok(Flow::Return),
                _ => {
                    let flow = self.execute_name(frame, instruction)?;
                    if !matches!(flow, Flow::Next) {
                        return Ok(flow);
                    }
                }
            }
        }
    }

    /// The comparison, and the jump that it mostly is for.
    #[inline]
    fn compare_and_jump(
        &mut self,
        frame: &mut Frame,
        code: &Code,
        comparison: Comparison,
    ) -> PyResult<()> {
        let numbers = two_numbers(&frame.stack);
        let truth = numbers.and_then(|(left, right)| comparison.of_numbers(left, right));
        let Some(truth) = truth else {
            let (right, left) = (frame.pop(), frame.pop());
            let value = self.compare_instruction(comparison, &left, &right)?;
            frame.push(value);
            return Ok(());
        };
        drop_top(&mut frame.stack, 2);
        match code.instructions.get(frame.at) {
            Some(I::PopJumpIfFalse(target)) => {
                self.counters.steps += 1;
                frame.at = if truth {
                    frame.at + 1
                } else {
                    *target as usize
                };
            }
            _ => frame.push(Value::Bool(truth)),
        }
        Ok(())
    }

    #[inline]
    fn jump_if_false(&mut self, frame: &mut Frame, target: u32) -> PyResult<()> {
        let truth = match frame.stack.last() {
            Some(Value::Bool(truth)) => *truth,
            Some(Value::Int(number)) => *number != 0,
            Some(value) => self.truthy(value)?,
            None => false,
        };
        drop_top(&mut frame.stack, 1);
        if !truth {
            frame.at = target as usize;
        }
        Ok(())
    }

    /// The next item of a loop, and the variable that it mostly goes to.
    #[inline]
    fn for_iterate(&mut self, frame: &mut Frame, code: &Code, target: u32) -> PyResult<()> {
        let next = match frame.stack.last() {
            Some(Value::Iterator(iterator)) => iterator.next(self),
            _ => None,
        };
        let slot = match code.instructions.get(frame.at) {
            Some(I::StoreLocal(slot)) => Some(*slot),
            _ => None,
        };
        match (next, slot) {
            (Some(Ok(Some(Value::Int(number)))), Some(slot)) => {
                self.counters.steps += 1;
                frame.at += 1;
                frame.store_number(slot, number);
            }
            (Some(Ok(Some(item))), _) => frame.push(item),
            (Some(Ok(None)), _) => {
                drop_top(&mut frame.stack, 1);
                frame.at = target as usize;
            }
            (Some(Err(error)), _) => return Err(error),
            (None, _) => match self.next_item(&frame.top())? {
                Some(item) => frame.push(item),
                None => {
                    drop_top(&mut frame.stack, 1);
                    frame.at = target as usize;
                }
            },
        }
        Ok(())
    }

    #[inline]
    fn load_item(&mut self, frame: &mut Frame) -> PyResult<()> {
        if let [.., Value::List(items), Value::Int(index)] = frame.stack.as_slice() {
            let at = usize::try_from(*index).unwrap_or(usize::MAX);
            let items = items.borrow();
            let found = match items.get(at) {
                Some(Value::Int(number)) => {
                    let number = *number;
                    drop(items);
                    leave_number(&mut frame.stack, 2, number);
                    return Ok(());
                }
                found => found.cloned(),
            };
            drop(items);
            if let Some(found) = found {
                drop_top(&mut frame.stack, 2);
                frame.push(found);
                return Ok(());
            }
        }
        let (key, container) = (frame.pop(), frame.pop());
        let value = self.get_item(&container, &key)?;
        frame.push(value);
        Ok(())
    }

    fn execute_name(&mut self, frame: &mut Frame, instruction: I) -> PyResult<Flow> {
        match instruction {
            I::Decorate => return self.decorate(frame),
            I::Binary(operator) => {
                let right = frame.pop();
                let left = frame.pop();
                let value = self.binary(operator, &left, &right)?;
                frame.push(value);
            }
            I::Yield => return Ok(Flow::Yield),
            I::DeleteLocal(slot) => {
                let local = frame.locals.get_mut(slot as usize);
                if local.is_none_or(|local| local.take().is_none()) {
                    return Err(self.unbound_local(frame, slot));
                }
            }
            I::LoadCell(index) => match cell(frame, index) {
                Some(value) => frame.push(value),
                None => return Err(self.unbound_cell(frame, index)),
            },
            I::StoreCell(index) => {
                let value = frame.pop();
                if let Some(cell) = frame.cells.get(index as usize) {
                    cell.set(Some(value));
                }
            }
            I::DeleteCell(index) => {
                if cell(frame, index).is_none() {
                    return Err(self.unbound_cell(frame, index));
                }
                if let Some(cell) = frame.cells.get(index as usize) {
                    cell.set(None);
                }
            }
            I::LoadClassCell(index) => {
                let name = frame.code.cells.get(index as usize).cloned();
                let local = name.and_then(|name| namespace_get(frame, &name));
                match local.or_else(|| cell(frame, index)) {
                    Some(value) => frame.push(value),
                    None => return Err(self.unbound_cell(frame, index)),
                }
            }
            I::LoadName(index) => {
                let local = namespace_get(frame, &name(frame, index));
                let value = match local {
                    Some(value) => value,
                    None => self.global(frame, index)?,
                };
                frame.push(value);
            }
            I::StoreName(index) => {
                let value = frame.pop();
                let name = name(frame, index);
                let value = self.assigned(frame, &name, value)?;
                match &frame.namespace {
                    Some(names) => names.borrow_mut().insert(name, value),
                    None => frame.globals.globals.borrow_mut().insert(name, value),
                };
            }
            I::DeleteName(index) => {
                let name = name(frame, index);
                let removed = match &frame.namespace {
                    Some(names) => names.borrow_mut().shift_remove(&name),
                    None => frame.globals.globals.borrow_mut().shift_remove(&name),
                };
                if removed.is_none() {
                    return Err(self.undefined_name(frame, &name));
                }
            }
            I::StoreGlobal(index) => {
                let value = frame.pop();
                let name = name(frame, index);
                frame.globals.globals.borrow_mut().insert(name, value);
            }
            I::DeleteGlobal(index) => {
                let name = name(frame, index);
                let removed = frame.globals.globals.borrow_mut().shift_remove(&name);
                if removed.is_none() {
                    return Err(self.undefined_name(frame, &name));
                }
            }
            _ => return self.execute_stack(frame, instruction),
        }
        Ok(Flow::Next)
    }

    /// What a class body stores under a name, which a base may have changed.
    fn assigned(&mut self, frame: &Frame, name: &Rc<str>, value: Value) -> PyResult<Value> {
        match (&frame.assigned, &frame.namespace) {
            (Some((native, base)), Some(names)) => {
                let names = names.borrow().clone();
                native.assigned(self, base, &names, name, value)
            }
            _ => Ok(value),
        }
    }

    fn execute_stack(&mut self, frame: &mut Frame, instruction: I) -> PyResult<Flow> {
        match instruction {
            I::Duplicate => frame.push(frame.top()),
            I::DuplicateTwo => {
                let two: Vec<Value> = frame.stack.iter().rev().take(2).rev().cloned().collect();
                frame.stack.extend(two);
            }
            I::Swap => rotate(frame, 2),
            I::RotateThree => rotate(frame, 3),
            I::PopJumpIfTrue(target) => {
                let value = frame.pop();
                if self.truthy(&value)? {
                    frame.at = target as usize;
                }
            }
            I::JumpIfFalseOrPop(target) => {
                if self.truthy(&frame.top())? {
                    frame.pop();
                } else {
                    frame.at = target as usize;
                }
            }
            I::JumpIfTrueOrPop(target) => {
                if self.truthy(&frame.top())? {
                    frame.at = target as usize;
                } else {
                    frame.pop();
                }
            }
            I::GetIterator => {
                let iterable = frame.pop();
                let iterator = self.iterator(&iterable)?;
                frame.push(iterator);
            }
            I::UnpackSequence(count) => self.unpack(frame, count as usize, None)?,
            I::UnpackStar(before, after) => {
                self.unpack(frame, before as usize, Some(after as usize))?;
            }
            _ => return self.execute_object(frame, instruction),
        }
        Ok(Flow::Next)
    }

    fn execute_object(&mut self, frame: &mut Frame, instruction: I) -> PyResult<Flow> {
        match instruction {
            I::DeleteAttribute(index) => {
                let target = frame.pop();
                self.delete_attribute(&target, &name(frame, index))?;
            }
            I::DeleteItem => {
                let key = frame.pop();
                let container = frame.pop();
                self.delete_item(&container, &key)?;
            }
            I::Unary(operator) => {
                let value = frame.pop();
                let value = self.unary(operator, &value)?;
                frame.push(value);
            }
            I::Not => {
                let value = frame.pop();
                let truth = self.truthy(&value)?;
                frame.push(Value::Bool(!truth));
            }
            I::InPlace(operator) => {
                let right = frame.pop();
                let left = frame.pop();
                let value = self.binary_in_place(operator, &left, &right)?;
                frame.push(value);
            }
            _ => return self.execute_display(frame, instruction),
        }
        Ok(Flow::Next)
    }

    fn execute_display(&mut self, frame: &mut Frame, instruction: I) -> PyResult<Flow> {
        match instruction {
            I::BuildTuple(count) => {
                let items = frame.pop_many(count as usize);
                frame.push(Value::tuple(items));
            }
            I::BuildList(count) => {
                let items = frame.pop_many(count as usize);
                frame.push(Value::list(items));
            }
            I::BuildSet(count) => {
                let items = frame.pop_many(count as usize);
                let set = self.set_of(items)?;
                frame.push(Value::set(set));
            }
            I::BuildDict(count) => {
                let items = frame.pop_many(2 * count as usize);
                let mut dict = Dict::default();
                let mut items = items.into_iter();
                while let (Some(key), Some(value)) = (items.next(), items.next()) {
                    dict.insert(self.hash_key(&key)?, key, value);
                }
                frame.push(Value::dict(dict));
            }
            I::BuildSlice => {
                let step = frame.pop();
                let stop = frame.pop();
                let start = frame.pop();
                frame.push(Value::Slice(Rc::new((start, stop, step))));
            }
            I::BuildString(count) => {
                let first = frame.stack.len().saturating_sub(count as usize);
                let parts = frame.stack.iter().skip(first).filter_map(Value::as_str);
                let length = parts.clone().map(str::len).sum();
                self.check_size(length)?;
                let mut text = String::with_capacity(length);
                parts.for_each(|part| text.push_str(part));
                drop_top(&mut frame.stack, count as usize);
                frame.push(Value::str(text));
            }
            I::BuildComplex => {
                let imag = frame.pop().as_f64().unwrap_or_default();
                frame.push(self.complex(Complex { real: 0.0, imag }));
            }
            I::Format(conversion, has_specification) => {
                self.format_instruction(frame, conversion, has_specification)?;
            }
            _ => return self.execute_append(frame, instruction),
        }
        Ok(Flow::Next)
    }

    fn execute_append(&mut self, frame: &mut Frame, instruction: I) -> PyResult<Flow> {
        match instruction {
            I::ListAppend(depth) => {
                let value = frame.pop();
                if let Some(Value::List(list)) = below(frame, depth) {
                    list.borrow_mut().push(value);
                    let length = list.borrow().len();
                    if length > self.options.limits.size {
                        self.check_size(length)?;
                    }
                }
            }
            I::SetAdd(depth) => {
                let value = frame.pop();
                let key = self.hash_key(&value)?;
                if let Some(Value::Set(set)) = below(frame, depth) {
                    set.borrow_mut().insert(key, value, Value::None);
                }
            }
            I::DictSet(depth) => {
                let value = frame.pop();
                let key = frame.pop();
                let hash = self.hash_key(&key)?;
                if let Some(Value::Dict(dict)) = below(frame, depth) {
                    dict.borrow_mut().insert(hash, key, value);
                }
            }
            I::ListExtend => {
                let iterable = frame.pop();
                let items = self.spread(&iterable)?;
                if let Some(Value::List(list)) = below(frame, 0) {
                    list.borrow_mut().extend(items);
                }
            }
            I::ArgumentsExtend => {
                let iterable = frame.pop();
                let callable = frame.stack.iter().rev().nth(1).cloned();
                let items = self.spread_argument(callable.as_ref(), &iterable)?;
                if let Some(Value::List(list)) = below(frame, 0) {
                    list.borrow_mut().extend(items);
                }
            }
            I::SetUpdate => {
                let iterable = frame.pop();
                for item in self.iterate(&iterable)? {
                    let key = self.hash_key(&item)?;
                    if let Some(Value::Set(set)) = below(frame, 0) {
                        set.borrow_mut().insert(key, item, Value::None);
                    }
                }
            }
            I::DictUpdate => {
                let mapping = frame.pop();
                let entries = self.mapping_items(&mapping)?;
                let Some(entries) = entries else {
                    let name = self.operand_name(&mapping);
                    return Err(self.type_error(format!("'{name}' object is not a mapping")));
                };
                if let Some(Value::Dict(dict)) = below(frame, 0) {
                    for (key, value) in entries {
                        let hash = self.hash_key(&key)?;
                        dict.borrow_mut().insert(hash, key, value);
                    }
                }
            }
            I::KeywordsMerge => self.merge_keywords(frame)?,
            I::ListToTuple => {
                let list = frame.pop();
                frame.push(Value::tuple(list.as_sequence().unwrap_or_default()));
            }
            _ => return self.execute_call(frame, instruction),
        }
        Ok(Flow::Next)
    }

    fn execute_call(&mut self, frame: &mut Frame, instruction: I) -> PyResult<Flow> {
        match instruction {
            I::CallSpread => {
                let arguments = spread_arguments(frame);
                let callable = frame.pop();
                self.note_call(frame);
                return self.call_flow(frame, &callable, arguments);
            }
            I::MakeFunction(index, parts) => self.make_function(frame, index, parts),
            I::MakeClass => return self.class_statement(frame),
            I::YieldFrom => return self.yield_from(frame),
            I::Import(index, level) => {
                let name = name(frame, index);
                let module = self.import_instruction(frame, &name, level, false)?;
                frame.push(module);
            }
            I::ImportFull(index, level) => {
                let name = name(frame, index);
                let module = self.import_instruction(frame, &name, level, true)?;
                frame.push(module);
            }
            I::ImportFrom(index) => {
                let (module, name) = (frame.top(), name(frame, index));
                let value = match self.import_from(&module, &name) {
                    Ok(value) => value,
                    Err(error) => {
                        self.advise_name(&error, frame, &module, &name);
                        return Err(error);
                    }
                };
                frame.push(value);
            }
            I::ImportStar => {
                let module = frame.pop();
                let names = self.import_star(&module)?;
                let globals = frame.globals.clone();
                let target = frame.namespace.as_deref().unwrap_or(&globals.globals);
                target.borrow_mut().extend(names);
            }
            I::SetupAnnotations => {
                let annotations = Value::dict(Dict::default());
                let globals = frame.globals.clone();
                let target = frame.namespace.as_deref().unwrap_or(&globals.globals);
                target
                    .borrow_mut()
                    .entry("__annotations__".into())
                    .or_insert(annotations);
            }
            I::Unsupported(index) => {
                let what = frame
                    .code
                    .constants
                    .get(index as usize)
                    .and_then(Value::as_text);
                let line = frame.code.source.line(frame.range().0);
                return Err(
                    self.unsupported(&format!("{} (line {line})", what.unwrap_or_default()))
                );
            }
            _ => return self.execute_exception(frame, instruction),
        }
        Ok(Flow::Next)
    }

    fn execute_exception(&mut self, frame: &mut Frame, instruction: I) -> PyResult<Flow> {
        match instruction {
            I::SetupBlock(handler) => self.push_block(frame, handler),
            I::PopBlock => {
                frame.blocks.pop();
            }
            I::SetupWith(handler) => {
                let manager = frame.pop();
                let (exit, entered) = self.enter_context(&manager)?;
                frame.push(exit);
                self.push_block(frame, handler);
                frame.push(entered);
            }
            I::ExitWith => {
                if let Some(block) = frame.blocks.pop()
                    && block.height > 0
                    && block.height <= frame.stack.len()
                {
                    let exit = frame.stack.remove(block.height - 1);
                    let nothing = vec![Value::None, Value::None, Value::None];
                    self.call(&exit, Arguments::positional(nothing))?;
                }
            }
            I::ExitWithException => {
                let exit = frame.pop();
                let exception = self.handling.last().cloned().unwrap_or(Value::None);
                let class = Value::Class(self.class_of(&exception));
                let traceback = self.get_attribute(&exception, "__traceback__")?;
                let arguments = vec![class, exception, traceback];
                let result = self.call(&exit, Arguments::positional(arguments))?;
                let suppressed = self.truthy(&result)?;
                frame.push(Value::Bool(suppressed));
            }
            I::LoadException => frame.push(self.handling.last().cloned().unwrap_or(Value::None)),
            I::MatchException => {
                let class = frame.pop();
                let matches = self.match_exception(&class)?;
                frame.push(Value::Bool(matches));
            }
            I::PopException => {
                self.handling.pop();
            }
            I::MatchGroup(target) => self.handle_group(frame, target)?,
            I::KeepRaised => {
                let raised = self.handling.pop();
                self.handling.pop();
                if let (Some(Value::List(list)), Some(raised)) = (frame.stack.last(), raised) {
                    list.borrow_mut().push(raised);
                }
            }
            I::EndGroup => self.end_group(frame)?,
            I::Reraise => return Err(self.reraise()),
            I::Raise(count) => return Err(self.raise_statement(frame, count)),
            I::LoadAssertionError => {
                let class = self.builtin("AssertionError");
                frame.push(class.map_or(Value::None, Value::Class));
            }
            _ => self.execute_match(frame, instruction)?,
        }
        Ok(Flow::Next)
    }

    fn push_block(&mut self, frame: &mut Frame, handler: u32) {
        let height = frame.stack.len();
        // A generator's frame may go on upon another number of them.
        let handling = self.handling.len() - frame.handling_base;
        frame.blocks.push(Block {
            handler: handler as usize,
            height,
            handling,
        });
    }

    fn compare_instruction(
        &mut self,
        comparison: Comparison,
        left: &Value,
        right: &Value,
    ) -> PyResult<Value> {
        Ok(Value::Bool(match comparison {
            Comparison::Is => left.is(right),
            Comparison::IsNot => !left.is(right),
            Comparison::In => self.contains(right, left)?,
            Comparison::NotIn => !self.contains(right, left)?,
            _ => return self.rich_compare(comparison, left, right),
        }))
    }

    fn format_instruction(
        &mut self,
        frame: &mut Frame,
        conversion: Conversion,
        has_specification: bool,
    ) -> PyResult<()> {
        let is_text = matches!(frame.stack.last(), Some(Value::Str(_)));
        if is_text && !has_specification && matches!(conversion, Conversion::None | Conversion::Str)
        {
            return Ok(());
        }
        let specification = if has_specification {
            frame.pop()
        } else {
            Value::None
        };
        let value = frame.pop();
        let value = match conversion {
            Conversion::None => value,
            Conversion::Str => Value::Str(self.str(&value)?),
            Conversion::Repr => Value::Str(self.repr(&value)?),
            Conversion::Ascii => {
                let text = self.repr(&value)?;
                Value::str(crate::python::text::ascii(&text))
            }
        };
        let text = self.format(&value, specification.as_str().unwrap_or_default())?;
        frame.push(Value::Str(text));
        Ok(())
    }

    fn import_instruction(
        &mut self,
        frame: &Frame,
        name: &str,
        level: u32,
        full: bool,
    ) -> PyResult<Value> {
        let globals = frame.globals.clone();
        let result = self.import_statement(name, level, &globals, full);
        if let Err(error) = &result
            && level == 0
        {
            self.advise(error, frame, name);
        }
        result
    }

    fn enter_context(&mut self, manager: &Value) -> PyResult<(Value, Value)> {
        let enter = self.context_method(manager, "__enter__")?;
        let exit = self.context_method(manager, "__exit__")?;
        let missed = if enter.is_none() {
            ""
        } else {
            " (missed __exit__ method)"
        };
        let (Some(enter), Some(exit)) = (enter, exit) else {
            let name = self.operand_name(manager);
            return Err(self.type_error(format!(
                "'{name}' object does not support the context manager protocol{missed}"
            )));
        };
        let entered = self.call(&enter, Arguments::default())?;
        Ok((exit, entered))
    }

    fn context_method(&mut self, manager: &Value, name: &str) -> PyResult<Option<Value>> {
        self.find_attribute(manager, name)
    }
}

fn name(frame: &Frame, index: u32) -> Rc<str> {
    frame
        .code
        .names
        .get(index as usize)
        .cloned()
        .unwrap_or_default()
}

fn cell(frame: &Frame, index: u32) -> Option<Value> {
    frame.cells.get(index as usize)?.get()
}

fn namespace_get(frame: &Frame, name: &str) -> Option<Value> {
    frame.namespace.as_ref()?.borrow().get(name).cloned()
}

fn rotate(frame: &mut Frame, count: usize) {
    let at = frame.stack.len().saturating_sub(count);
    frame.stack[at..].rotate_right(1);
}

/// The collection that many values below the top.
fn below(frame: &Frame, depth: u32) -> Option<Value> {
    frame.stack.iter().rev().nth(depth as usize).cloned()
}
