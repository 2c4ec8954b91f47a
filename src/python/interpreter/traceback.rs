//! Tracebacks as Python prints them.

use std::rc::Rc;

use crate::python::code::SourceText;
use crate::python::error::{Frame, PyError};
use crate::python::interpreter::Interpreter;
use crate::python::syntax::{self, SyntaxProblem};
use crate::python::types::exception::{ExceptionState, Hint, SyntaxPlace};
use crate::python::types::exception_group;
use crate::python::value::Value;

mod suggestion;

const CAUSE: &str = "\nThe above exception was the direct cause of the following exception:\n\n";
const CONTEXT: &str = "\nDuring handling of the above exception, another exception occurred:\n\n";

impl Interpreter {
    /// The last line of a traceback: `ValueError: text`, with the suggestion for a misspelt name.
    pub(in crate::python) fn exception_summary(&mut self, exception: &Value) -> String {
        let class = self.class_of(exception);
        let name = match class.module.as_ref() {
            "builtins" | "__main__" => class.qualname.to_string(),
            module => format!("{module}.{}", class.qualname),
        };
        let text = self.str(exception).map_or_else(
            |_| "<exception str() failed>".to_owned(),
            |text| text.to_string(),
        );
        let suggestion =
            exception
                .native::<ExceptionState>()
                .and_then(|state| match &*state.hint.borrow() {
                    Hint::Misspelt(name, candidates) => suggestion::closest(name, candidates),
                    _ => None,
                });
        match (text.is_empty(), suggestion) {
            (true, _) => name,
            (false, None) => format!("{name}: {text}"),
            (false, Some(suggestion)) => format!("{name}: {text}. Did you mean: '{suggestion}'?"),
        }
    }

    pub(in crate::python) fn render_traceback(&mut self, error: &PyError) -> String {
        let mut page = Page::default();
        self.render_chain(&error.exception, &error.traceback, &mut page, 0);
        page.output
    }

    /// The traceback without those of the causes.
    pub(in crate::python) fn render_unchained(&mut self, error: &PyError) -> String {
        let mut page = Page::default();
        self.render_one(&error.exception, &error.traceback, &mut page, 0);
        page.output
    }

    /// One frame with its line and marks.
    pub(in crate::python) fn shown_frame(&self, frame: &Frame) -> String {
        let mut output = String::new();
        self.render_frame(frame, &mut output);
        output
    }

    fn render_chain(
        &mut self,
        exception: &Value,
        traceback: &[Frame],
        page: &mut Page,
        depth: usize,
    ) {
        const LONGEST: usize = 50;
        if let Some(state) = exception.native::<ExceptionState>()
            && depth < LONGEST
        {
            let cause = state.cause.borrow().clone();
            let context = state
                .context
                .borrow()
                .clone()
                .filter(|_| !state.suppress_context.get());
            if let Some((earlier, text)) = cause
                .map(|it| (it, CAUSE))
                .or(context.map(|it| (it, CONTEXT)))
            {
                let frames = frames_of(&earlier);
                self.render_chain(&earlier, &frames, page, depth + 1);
                page.add(text, '|');
            }
        }
        self.render_one(exception, traceback, page, depth);
    }

    fn render_one(
        &mut self,
        exception: &Value,
        traceback: &[Frame],
        page: &mut Page,
        depth: usize,
    ) {
        let members = exception_group::parts(exception).map(|(_, members)| members);
        let is_outermost = page.level == 0;
        if members.is_some() && page.level > Page::DEEPEST {
            page.add(
                &format!("... (max_group_depth is {})\n", Page::DEEPEST),
                '|',
            );
            return;
        }
        page.level += usize::from(members.is_some() && is_outermost);
        if !traceback.is_empty() {
            let margin = if is_outermost { '+' } else { '|' };
            match members {
                Some(_) => page.add(
                    "Exception Group Traceback (most recent call last):\n",
                    margin,
                ),
                None => page.add("Traceback (most recent call last):\n", '|'),
            }
        }
        let text = self.rendered_alone(exception, traceback);
        page.add(&text, '|');
        if let Some(members) = members {
            self.render_members(&members, page, depth);
            page.level -= usize::from(is_outermost);
        }
    }

    /// The exceptions of a group, each behind a line with its number.
    fn render_members(&mut self, members: &[Value], page: &mut Page, depth: usize) {
        for (index, member) in members.iter().enumerate().take(Page::WIDEST + 1) {
            let is_last = index + 1 == members.len() || index == Page::WIDEST;
            page.is_open |= is_last;
            let (start, number) = (if index == 0 { "+-" } else { "  " }, index + 1);
            let is_cut = index == Page::WIDEST || page.output.len() > Page::LONGEST;
            let title = if is_cut {
                "...".to_owned()
            } else {
                number.to_string()
            };
            page.ruled(&format!(
                "{start}+---------------- {title} ----------------\n"
            ));
            page.level += 1;
            if is_cut {
                let more = members.len() - index;
                let plural = if more == 1 { "" } else { "s" };
                page.add(&format!("and {more} more exception{plural}\n"), '|');
            } else {
                let frames = frames_of(member);
                self.render_chain(member, &frames, page, depth + 1);
            }
            if is_last && page.is_open {
                page.ruled("+------------------------------------\n");
                page.is_open = false;
            }
            page.level -= 1;
            if is_cut {
                break;
            }
        }
    }

    /// The frames and the summary of an exception.
    fn rendered_alone(&mut self, exception: &Value, traceback: &[Frame]) -> String {
        let mut text = String::new();
        let output = &mut text;
        let is_shown = |frame: &&Frame| !self.is_of_host(frame);
        let shown: Vec<Frame> = traceback.iter().filter(is_shown).cloned().collect();
        if shown.is_empty() && !traceback.is_empty() {
            output.push_str("  ...\n");
        }
        let traceback = shown.as_slice();
        let mut repeated = 0;
        for (index, frame) in traceback.iter().enumerate() {
            let same = |other: &Frame| {
                other.line == frame.line
                    && other.function == frame.function
                    && other.file == frame.file
            };
            let before = index.checked_sub(1).and_then(|at| traceback.get(at));
            repeated = if before.is_some_and(same) {
                repeated + 1
            } else {
                0
            };
            if repeated < 3 {
                self.render_frame(frame, output);
                continue;
            }
            if !traceback.get(index + 1).is_some_and(same) {
                let more = repeated - 2;
                let plural = if more == 1 { "" } else { "s" };
                output.push_str(&format!(
                    "  [Previous line repeated {more} more time{plural}]\n"
                ));
            }
        }
        let place =
            exception
                .native::<ExceptionState>()
                .and_then(|state| match &*state.hint.borrow() {
                    Hint::Syntax(place) => Some(place.clone()),
                    _ => None,
                });
        match place {
            Some(place) => {
                self.render_syntax_place(&place, output);
                let message = self.syntax_message(exception);
                let name = self.type_name(exception);
                output.push_str(&format!("{name}: {message}\n"));
            }
            None => {
                output.push_str(&self.exception_summary(exception));
                output.push('\n');
            }
        }
        self.render_notes(exception, output);
        text
    }

    /// What `add_note()` added.
    fn render_notes(&mut self, exception: &Value, output: &mut String) {
        let notes = match exception {
            Value::Instance(instance) => instance.get("__notes__"),
            _ => None,
        };
        for note in notes
            .and_then(|notes| notes.as_sequence())
            .unwrap_or_default()
        {
            if let Ok(note) = self.str(&note) {
                output.push_str(&note);
                output.push('\n');
            }
        }
    }

    fn syntax_message(&mut self, exception: &Value) -> Rc<str> {
        let first = exception
            .native::<ExceptionState>()
            .and_then(|state| state.arguments.borrow().first().cloned());
        first.and_then(|it| it.as_text()).unwrap_or_default()
    }

    /// Whether the frame is of a text that the host has brought, whose lines nobody may look up.
    fn is_of_host(&self, frame: &Frame) -> bool {
        !frame.file.starts_with('<') && !self.sources.contains_key(&frame.file)
    }

    /// A project path as Python would print it.
    fn shown_path(&self, path: &str) -> String {
        if path.starts_with('<') || path.starts_with('/') {
            return path.to_owned();
        }
        format!("{}/{path}", self.options.root)
    }

    fn render_frame(&self, frame: &Frame, output: &mut String) {
        let path = self.shown_path(&frame.file);
        output.push_str(&format!(
            "  File \"{path}\", line {}, in {}\n",
            frame.line, frame.function
        ));
        let Some(text) = self.sources.get(&frame.file) else {
            return;
        };
        let Some(line) = text.lines().nth(frame.line.saturating_sub(1) as usize) else {
            return;
        };
        let stripped = line.trim();
        if stripped.is_empty() {
            return;
        }
        output.push_str(&format!("    {stripped}\n"));
        let start = line_start(text, frame.line);
        let indent = line.len() - line.trim_start().len();
        let from = (frame.span.start as usize).saturating_sub(start + indent);
        let to = (frame.span.end as usize)
            .saturating_sub(start + indent)
            .min(stripped.len());
        // A part that is the whole line is marked only when it has an operator to point to.
        let whole = from == 0 && to == stripped.len();
        if from >= to || (whole && syntax::anchor(stripped).is_none()) {
            return;
        }
        if let (Some(before), Some(part)) = (stripped.get(..from), stripped.get(from..to)) {
            let spaces = " ".repeat(width(before));
            output.push_str(&format!("    {spaces}{}\n", carets(part)));
        }
    }

    fn render_syntax_place(&self, place: &SyntaxPlace, output: &mut String) {
        let path = self.shown_path(&place.file);
        output.push_str(&format!("  File \"{path}\", line {}\n", place.line));
        if place.text.trim().is_empty() {
            return;
        }
        output.push_str(&format!("    {}\n", place.text.trim_start()));
        if place.column == 0 {
            return;
        }
        let trimmed = place.text.trim_start();
        let indent = place.text.chars().count() - trimmed.chars().count();
        let Some(column) = (place.column as usize).checked_sub(1 + indent) else {
            return;
        };
        let width = place.end_column.saturating_sub(place.column).max(1) as usize;
        output.push_str(&format!(
            "    {}{}\n",
            " ".repeat(column),
            "^".repeat(width)
        ));
    }

    /// The exception of a syntax error.
    pub(in crate::python) fn syntax_error(
        &self,
        source: &SourceText,
        problem: &SyntaxProblem,
    ) -> Box<PyError> {
        let line = source
            .text
            .lines()
            .nth(problem.line.saturating_sub(1) as usize);
        let text = problem.shown.as_deref().or(line);
        let text: Rc<str> = text.unwrap_or_default().into();
        let class = self
            .builtin(problem.class)
            .unwrap_or_else(|| self.types.runtime_error());
        let file = self.shown_path(&source.path);
        let details = Value::tuple(vec![
            Value::str(file.clone()),
            Value::Int(i64::from(problem.line)),
            Value::Int(i64::from(problem.column)),
            Value::str(text.clone()),
        ]);
        let error = self.raise_with(&class, vec![Value::str(problem.message.as_str()), details]);
        if let Value::Instance(instance) = &error.exception {
            instance.set("msg", Value::str(problem.message.as_str()));
            instance.set("filename", Value::str(file));
            instance.set("lineno", Value::Int(i64::from(problem.line)));
            instance.set("offset", Value::Int(i64::from(problem.column)));
            instance.set("text", Value::str(text.clone()));
        }
        // CPython marks one column of a line that is indented wrongly, or none.
        let (column, end_column) = match (problem.class, problem.message.as_str()) {
            ("IndentationError", "unexpected indent") => (0, 0),
            ("IndentationError", _) => (problem.column, problem.column + 1),
            _ => (problem.column, problem.end_column),
        };
        let place = SyntaxPlace {
            file: source.path.clone(),
            line: problem.line,
            column,
            end_column,
            text,
        };
        self.with_hint(error, Hint::Syntax(place))
    }

    pub(in crate::python) fn compile_error(
        &self,
        source: &SourceText,
        error: &crate::python::compile::CompileError,
    ) -> Box<PyError> {
        let problem = SyntaxProblem::at(&source.text, error.range, "SyntaxError", &error.message);
        self.syntax_error(source, &problem)
    }
}

/// `str()` of a `SyntaxError`: the message, the file's name and the line.
pub(in crate::python) fn syntax_error_text(message: &str, state: &ExceptionState) -> String {
    match &*state.hint.borrow() {
        Hint::Syntax(place) => {
            let file = place.file.rsplit('/').next().unwrap_or(&place.file);
            format!("{message} ({file}, line {})", place.line)
        }
        _ => message.to_owned(),
    }
}

fn frames_of(exception: &Value) -> Vec<Frame> {
    let state = exception.native::<ExceptionState>();
    state
        .map(|it| it.traceback.borrow().clone())
        .unwrap_or_default()
}

/// A traceback as it is written: what is in a group is indented, with a line at the margin.
#[derive(Default)]
struct Page {
    output: String,
    /// How many groups there are around.
    level: usize,
    /// Whether the line below the last exception of a group is still to come.
    is_open: bool,
}

impl Page {
    /// Groups in groups are shown no deeper.
    const DEEPEST: usize = 10;
    /// So many exceptions of a group are shown.
    const WIDEST: usize = 15;
    /// What is longer, in bytes, shows no more of the groups that are in it.
    const LONGEST: usize = 1 << 20;

    fn add(&mut self, text: &str, margin: char) {
        if self.level == 0 {
            self.output.push_str(text);
            return;
        }
        for line in text.split_inclusive('\n') {
            self.ruled(&format!("{margin} {line}"));
        }
    }

    fn ruled(&mut self, line: &str) {
        self.output.push_str(&"  ".repeat(self.level));
        self.output.push_str(line);
    }
}

fn line_start(text: &str, line: u32) -> usize {
    match line {
        0 | 1 => 0,
        _ => text
            .match_indices('\n')
            .nth(line as usize - 2)
            .map_or(0, |(at, _)| at + 1),
    }
}

/// The markers under a part of a line: `~~^~~` for a binary operator and a subscript.
fn carets(part: &str) -> String {
    let whole = width(part);
    match syntax::anchor(part) {
        Some((from, to)) if from < to && to <= part.len() => {
            let count = |range: std::ops::Range<usize>| part.get(range).map_or(0, width);
            let (left, middle) = (count(0..from), count(from..to));
            let right = whole.saturating_sub(left + middle);
            format!(
                "{}{}{}",
                "~".repeat(left),
                "^".repeat(middle),
                "~".repeat(right)
            )
        }
        _ => "^".repeat(whole),
    }
}

/// How many columns a terminal gives a text: characters of East Asia and pictures take two.
fn width(text: &str) -> usize {
    let wide = |it: char| {
        matches!(u32::from(it),
            0x1100..=0x115f | 0x2e80..=0x303e | 0x3041..=0xa4cf | 0xa960..=0xa97f
            | 0xac00..=0xd7a3 | 0xf900..=0xfaff | 0xfe30..=0xfe6f | 0xff00..=0xff60
            | 0xffe0..=0xffe6 | 0x1f300..=0x1f64f | 0x1f680..=0x1f6ff | 0x1f900..=0x1f9ff
            | 0x20000..=0x3fffd)
    };
    text.chars().map(|it| 1 + usize::from(wide(it))).sum()
}
