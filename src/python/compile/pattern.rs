//! `match` statements.

use ruff_python_ast::{self as ast, Expr, Pattern};
use ruff_text_size::{Ranged, TextRange};

use super::{CompileError, CompileResult, Compiler, bounds};
use crate::python::code::{Comparison, Instruction};
use crate::python::value::Value;

use Instruction as I;

impl<'a> Compiler<'a> {
    pub(super) fn match_(&mut self, match_: &'a ast::StmtMatch) -> CompileResult {
        check_cases(match_)?;
        self.expression(&match_.subject)?;
        let mut ends = Vec::new();
        for case in &match_.cases {
            self.emit(I::Duplicate);
            let mut failures = Failures::default();
            self.pattern(&case.pattern, &mut failures, 0)?;
            self.emit(I::Pop);
            let mut guard = None;
            if let Some(condition) = &case.guard {
                self.expression(condition)?;
                guard = Some(self.jump(I::PopJumpIfFalse));
            }
            self.emit(I::Pop);
            self.body(&case.body)?;
            ends.push(self.jump(I::Jump));
            self.land_failures(failures);
            if let Some(guard) = guard {
                self.land(guard);
            }
        }
        self.emit(I::Pop);
        self.land_all(ends);
        Ok(())
    }

    /// Compiles a pattern: `(subject -- subject)` when it matches. A failure jumps with `depth`
    /// more values above the subject than at the start of the case.
    fn pattern(
        &mut self,
        pattern: &'a Pattern,
        failures: &mut Failures,
        depth: usize,
    ) -> CompileResult {
        self.range = bounds(pattern.range());
        match pattern {
            Pattern::MatchValue(it) => {
                self.emit(I::Duplicate);
                self.expression(&it.value)?;
                self.emit(I::Compare(Comparison::Equal));
                self.fail_unless(failures, depth);
            }
            Pattern::MatchSingleton(it) => {
                self.emit(I::Duplicate);
                self.load(match it.value {
                    ast::Singleton::None => Value::None,
                    ast::Singleton::True => Value::Bool(true),
                    ast::Singleton::False => Value::Bool(false),
                });
                self.emit(I::Compare(Comparison::Is));
                self.fail_unless(failures, depth);
            }
            Pattern::MatchAs(it) => {
                if let Some(inner) = &it.pattern {
                    self.pattern(inner, failures, depth)?;
                }
                self.bind_pattern(it.name.as_ref());
            }
            Pattern::MatchStar(it) => self.bind_pattern(it.name.as_ref()),
            Pattern::MatchOr(it) => self.alternatives(&it.patterns, failures, depth)?,
            Pattern::MatchSequence(it) => self.sequence(&it.patterns, failures, depth)?,
            Pattern::MatchMapping(it) => self.mapping(it, failures, depth)?,
            Pattern::MatchClass(it) => self.class_pattern(it, failures, depth)?,
        }
        Ok(())
    }

    fn bind_pattern(&mut self, name: Option<&'a ast::Identifier>) {
        if let Some(name) = name {
            self.emit(I::Duplicate);
            self.store_name(name);
        }
    }

    fn fail_unless(&mut self, failures: &mut Failures, depth: usize) {
        let jump = self.jump(I::PopJumpIfFalse);
        failures.add(depth, jump);
    }

    fn alternatives(
        &mut self,
        patterns: &'a [Pattern],
        failures: &mut Failures,
        depth: usize,
    ) -> CompileResult {
        let mut matched = Vec::new();
        let last = patterns.len().saturating_sub(1);
        for (index, pattern) in patterns.iter().enumerate() {
            if index == last {
                self.pattern(pattern, failures, depth)?;
                continue;
            }
            let mut inner = Failures::default();
            self.pattern(pattern, &mut inner, 0)?;
            matched.push(self.jump(I::Jump));
            // A failure leaves the subject of the alternatives in place.
            self.land_inner_failures(inner);
        }
        self.land_all(matched);
        Ok(())
    }

    fn sequence(
        &mut self,
        patterns: &'a [Pattern],
        failures: &mut Failures,
        depth: usize,
    ) -> CompileResult {
        self.emit(I::MatchSequence);
        self.fail_unless(failures, depth);
        let star = patterns.iter().position(Pattern::is_match_star);
        let least = patterns.len() - usize::from(star.is_some());
        self.emit(I::Duplicate);
        self.emit(I::Length);
        self.load(Value::Int(least as i64));
        let comparison = if star.is_some() {
            Comparison::GreaterEqual
        } else {
            Comparison::Equal
        };
        self.emit(I::Compare(comparison));
        self.fail_unless(failures, depth);
        self.emit(I::Duplicate);
        match star {
            Some(at) => self.emit(I::UnpackStar(at as u32, (least - at) as u32)),
            None => self.emit(I::UnpackSequence(least as u32)),
        };
        self.elements(patterns.iter(), patterns.len(), failures, depth)
    }

    /// Matches the values on the stack, first on top: `(values… --)`.
    fn elements(
        &mut self,
        patterns: impl Iterator<Item = &'a Pattern>,
        count: usize,
        failures: &mut Failures,
        depth: usize,
    ) -> CompileResult {
        for (index, pattern) in patterns.enumerate() {
            self.pattern(pattern, failures, depth + count - index)?;
            self.emit(I::Pop);
        }
        Ok(())
    }

    fn mapping(
        &mut self,
        mapping: &'a ast::PatternMatchMapping,
        failures: &mut Failures,
        depth: usize,
    ) -> CompileResult {
        self.emit(I::MatchMapping);
        self.fail_unless(failures, depth);
        self.mapping_keys(&mapping.keys)?;
        self.emit(I::MatchKeys);
        self.unpack_matches(mapping.patterns.len(), failures, depth);
        self.elements(
            mapping.patterns.iter(),
            mapping.patterns.len(),
            failures,
            depth,
        )?;
        if let Some(rest) = &mapping.rest {
            self.emit(I::Duplicate);
            self.mapping_keys(&mapping.keys)?;
            self.emit(I::MatchRest);
            self.store_name(rest);
        }
        Ok(())
    }

    fn mapping_keys(&mut self, keys: &'a [Expr]) -> CompileResult {
        for key in keys {
            self.expression(key)?;
        }
        self.emit(I::BuildTuple(keys.len() as u32));
        Ok(())
    }

    /// `(values-or-None -- values…)`, first on top, or a failure.
    fn unpack_matches(&mut self, count: usize, failures: &mut Failures, depth: usize) {
        self.emit(I::Duplicate);
        self.load(Value::None);
        self.emit(I::Compare(Comparison::IsNot));
        self.fail_unless(failures, depth + 1);
        self.emit(I::UnpackSequence(count as u32));
    }

    fn class_pattern(
        &mut self,
        class: &'a ast::PatternMatchClass,
        failures: &mut Failures,
        depth: usize,
    ) -> CompileResult {
        self.expression(&class.cls)?;
        let arguments = &class.arguments;
        let names: Vec<Value> = arguments
            .keywords
            .iter()
            .map(|keyword| Value::str(keyword.attr.as_str()))
            .collect();
        let count = arguments.patterns.len() + names.len();
        self.load(Value::tuple(names));
        self.emit(I::MatchClass(arguments.patterns.len() as u32));
        self.unpack_matches(count, failures, depth);
        let keywords = arguments.keywords.iter().map(|keyword| &keyword.pattern);
        self.elements(
            arguments.patterns.iter().chain(keywords),
            count,
            failures,
            depth,
        )
    }

    /// Failures of a case land before the next, with the subject alone on the stack.
    fn land_failures(&mut self, failures: Failures) {
        self.land_at_depth(failures, 1);
    }

    fn land_inner_failures(&mut self, failures: Failures) {
        self.land_at_depth(failures, 0);
    }

    fn land_at_depth(&mut self, failures: Failures, extra: usize) {
        let skip = self.jump(I::Jump);
        let mut jumps = failures.0;
        jumps.sort_by_key(|(depth, _)| std::cmp::Reverse(*depth));
        let mut at = jumps.first().map_or(0, |(depth, _)| *depth);
        for (depth, jump) in jumps {
            while at > depth {
                self.emit(I::Pop);
                at -= 1;
            }
            self.land(jump);
        }
        for _ in 0..at + extra {
            self.emit(I::Pop);
        }
        self.land(skip);
    }
}

/// What CPython refuses of the patterns of a statement.
fn check_cases(match_: &ast::StmtMatch) -> CompileResult {
    let last = match_.cases.len().saturating_sub(1);
    for (index, case) in match_.cases.iter().enumerate() {
        let is_last = index == last || case.guard.is_some();
        check_irrefutable(&case.pattern, is_last)?;
        names_of(&case.pattern, &mut Vec::new())?;
    }
    Ok(())
}

/// A pattern that always matches must come last.
fn check_irrefutable(pattern: &Pattern, is_last: bool) -> CompileResult {
    match pattern {
        Pattern::MatchAs(it) if it.pattern.is_none() && !is_last => {
            let message = match &it.name {
                Some(name) => {
                    format!("name capture '{name}' makes remaining patterns unreachable")
                }
                None => "wildcard makes remaining patterns unreachable".to_owned(),
            };
            Err(CompileError::new(message, pattern.range()))
        }
        Pattern::MatchAs(it) => match &it.pattern {
            Some(inner) => check_irrefutable(inner, is_last),
            None => Ok(()),
        },
        Pattern::MatchOr(it) => {
            let last = it.patterns.len().saturating_sub(1);
            for (index, pattern) in it.patterns.iter().enumerate() {
                check_irrefutable(pattern, index == last && is_last)?;
            }
            Ok(())
        }
        _ => Ok(()),
    }
}

/// Collects the names that a pattern binds, each only once.
fn names_of(pattern: &Pattern, names: &mut Vec<String>) -> CompileResult {
    match pattern {
        Pattern::MatchValue(it) => {
            if matches!(*it.value, Expr::FString(_)) {
                let message = "patterns may only match literals and attribute lookups";
                return Err(CompileError::new(message, pattern.range()));
            }
            Ok(())
        }
        Pattern::MatchSingleton(_) => Ok(()),
        Pattern::MatchAs(it) => {
            if let Some(inner) = &it.pattern {
                names_of(inner, names)?;
            }
            bind_once(it.name.as_ref(), names, pattern)
        }
        Pattern::MatchStar(it) => bind_once(it.name.as_ref(), names, pattern),
        Pattern::MatchSequence(it) => {
            let stars = it.patterns.iter().filter(|it| it.is_match_star()).count();
            if stars > 1 {
                let message = "multiple starred names in sequence pattern";
                return Err(CompileError::new(message, pattern.range()));
            }
            it.patterns.iter().try_for_each(|it| names_of(it, names))
        }
        Pattern::MatchMapping(it) => {
            check_keys(it)?;
            it.patterns.iter().try_for_each(|it| names_of(it, names))?;
            bind_once(it.rest.as_ref(), names, pattern)
        }
        Pattern::MatchClass(it) => {
            let mut known: Vec<&str> = Vec::new();
            for keyword in &it.arguments.keywords {
                let name = keyword.attr.as_str();
                if known.contains(&name) {
                    let message = format!("attribute name repeated in class pattern: {name}");
                    return Err(CompileError::new(message, keyword.pattern.range()));
                }
                known.push(name);
            }
            let positional = it.arguments.patterns.iter();
            let keywords = it.arguments.keywords.iter().map(|it| &it.pattern);
            positional
                .chain(keywords)
                .try_for_each(|it| names_of(it, names))
        }
        Pattern::MatchOr(it) => {
            let mut first: Option<Vec<String>> = None;
            for alternative in &it.patterns {
                let mut own = Vec::new();
                names_of(alternative, &mut own)?;
                own.sort();
                if first.get_or_insert_with(|| own.clone()) != &own {
                    let message = "alternative patterns bind different names";
                    let range = TextRange::empty(last_part(alternative).range().start());
                    return Err(CompileError::new(message, range));
                }
            }
            for name in first.unwrap_or_default() {
                bind_name(&name, names, pattern)?;
            }
            Ok(())
        }
    }
}

fn bind_once(
    name: Option<&ast::Identifier>,
    names: &mut Vec<String>,
    pattern: &Pattern,
) -> CompileResult {
    name.map_or(Ok(()), |name| bind_name(name, names, pattern))
}

fn bind_name(name: &str, names: &mut Vec<String>, pattern: &Pattern) -> CompileResult {
    if names.iter().any(|known| known == name) {
        let message = format!("multiple assignments to name '{name}' in pattern");
        return Err(CompileError::new(message, pattern.range()));
    }
    names.push(name.to_owned());
    Ok(())
}

/// The part of a pattern that CPython compiles last.
fn last_part(pattern: &Pattern) -> &Pattern {
    let inner = match pattern {
        Pattern::MatchAs(it) => it.pattern.as_deref(),
        Pattern::MatchSequence(it) => it.patterns.last(),
        Pattern::MatchMapping(it) => it.patterns.last(),
        Pattern::MatchOr(it) => it.patterns.last(),
        Pattern::MatchClass(it) => match it.arguments.keywords.last() {
            Some(keyword) => Some(&keyword.pattern),
            None => it.arguments.patterns.last(),
        },
        _ => None,
    };
    inner.map_or(pattern, last_part)
}

/// A literal stands in a mapping pattern once only.
fn check_keys(mapping: &ast::PatternMatchMapping) -> CompileResult {
    let mut known: Vec<String> = Vec::new();
    for key in &mapping.keys {
        let shown = match key {
            Expr::StringLiteral(it) => crate::python::text::string_repr(it.value.to_str()),
            Expr::NumberLiteral(it) => format!("{:?}", it.value),
            _ => continue,
        };
        if known.contains(&shown) {
            let message = format!("mapping pattern checks duplicate key ({shown})");
            return Err(CompileError::new(message, mapping.range()));
        }
        known.push(shown);
    }
    Ok(())
}

/// Jumps of a failed pattern, each with how many values it leaves to pop.
#[derive(Default)]
struct Failures(Vec<(usize, usize)>);

impl Failures {
    fn add(&mut self, depth: usize, jump: usize) {
        self.0.push((depth, jump));
    }
}
