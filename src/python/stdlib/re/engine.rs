//! Matches by backtracking, with the steps counted and the way forward on the heap.

use std::rc::Rc;

use super::parse::{ASCII, Class, ClassItem, DOT_ALL, IGNORE_CASE, MULTILINE, Node, Program};
use crate::python::error::PyResult;
use crate::python::interpreter::Interpreter;

/// The byte ranges of the groups; the whole match comes first.
pub(super) type Groups = Vec<Option<(usize, usize)>>;

/// What is left to match, as a linked list that alternatives share.
#[derive(Clone)]
enum Next {
    Done,
    Node(Rc<Link>),
}

struct Link {
    task: Task,
    next: Next,
}

#[derive(Clone)]
enum Task {
    Node(Node),
    CloseGroup(usize, usize),
    /// Another round of a repetition: rounds so far, and where the last began.
    Again(Rc<Node>, u32, Option<u32>, bool, u32, usize),
}

fn then(task: Task, next: Next) -> Next {
    Next::Node(Rc::new(Link { task, next }))
}

impl Drop for Link {
    fn drop(&mut self) {
        // A long chain is freed link by link, not by recursion.
        let mut next = std::mem::replace(&mut self.next, Next::Done);
        while let Next::Node(link) = next {
            match Rc::try_unwrap(link) {
                Ok(mut link) => next = std::mem::replace(&mut link.next, Next::Done),
                Err(_) => break,
            }
        }
    }
}

/// Where to go on when the present way fails.
struct Choice {
    next: Next,
    at: usize,
    groups: Groups,
}

/// Matches at one place.
pub(super) fn run(
    interpreter: &mut Interpreter,
    program: &Program,
    text: &str,
    at: usize,
    full: bool,
) -> PyResult<Option<Groups>> {
    let mut groups = vec![None; program.groups + 1];
    let mut matcher = Matcher {
        interpreter,
        text,
        flags: program.flags,
    };
    let start = then(Task::Node(program.node.clone()), Next::Done);
    let end = matcher.search(start, at, &mut groups, full)?;
    Ok(end.map(|end| {
        if let Some(whole) = groups.first_mut() {
            *whole = Some((at, end));
        }
        groups
    }))
}

struct Matcher<'a> {
    interpreter: &'a mut Interpreter,
    text: &'a str,
    flags: i64,
}

impl Matcher<'_> {
    /// The end of the match; the groups are set when there is one.
    fn search(
        &mut self,
        start: Next,
        at: usize,
        groups: &mut Groups,
        full: bool,
    ) -> PyResult<Option<usize>> {
        let mut choices = vec![Choice {
            next: start,
            at,
            groups: groups.clone(),
        }];
        while let Some(choice) = choices.pop() {
            let Choice {
                mut next,
                mut at,
                groups: mut current,
            } = choice;
            loop {
                self.interpreter.charge(1)?;
                let link = match next {
                    Next::Done if full && at < self.text.len() => break,
                    Next::Done => {
                        *groups = current;
                        return Ok(Some(at));
                    }
                    Next::Node(link) => link,
                };
                let after = link.next.clone();
                match self.step(&link.task, after, &mut at, &mut current, &mut choices)? {
                    Some(on) => next = on,
                    None => break,
                }
            }
            self.interpreter.check_size(choices.len())?;
        }
        Ok(None)
    }

    /// Does one task; answers what follows, or `None` when it fails.
    fn step(
        &mut self,
        task: &Task,
        next: Next,
        at: &mut usize,
        groups: &mut Groups,
        choices: &mut Vec<Choice>,
    ) -> PyResult<Option<Next>> {
        match task {
            Task::Node(node) => self.node(node, next, at, groups, choices),
            Task::CloseGroup(index, start) => {
                if let Some(group) = groups.get_mut(*index) {
                    *group = Some((*start, *at));
                }
                Ok(Some(next))
            }
            Task::Again(node, least, most, greedy, rounds, began) => {
                // A round that matched nothing would go on for ever.
                if *rounds > *least && *began == *at {
                    return Ok(Some(next));
                }
                let repetition = (node, *least, *most, *greedy);
                Ok(self.repeat(repetition, *rounds, next, *at, groups, choices))
            }
        }
    }

    fn repeat(
        &mut self,
        repetition: (&Rc<Node>, u32, Option<u32>, bool),
        rounds: u32,
        next: Next,
        at: usize,
        groups: &Groups,
        choices: &mut Vec<Choice>,
    ) -> Option<Next> {
        let (node, least, most, greedy) = repetition;
        if most.is_some_and(|most| rounds >= most) {
            return Some(next);
        }
        let again = Task::Again(node.clone(), least, most, greedy, rounds + 1, at);
        let another = then(Task::Node(node.as_ref().clone()), then(again, next.clone()));
        if rounds < least {
            return Some(another);
        }
        let (first, second) = if greedy {
            (another, next)
        } else {
            (next, another)
        };
        choices.push(Choice {
            next: second,
            at,
            groups: groups.clone(),
        });
        Some(first)
    }

    fn node(
        &mut self,
        node: &Node,
        next: Next,
        at: &mut usize,
        groups: &mut Groups,
        choices: &mut Vec<Choice>,
    ) -> PyResult<Option<Next>> {
        let matched = match node {
            Node::Empty => true,
            Node::Character(_) | Node::Any | Node::Class(_) => self.one(node, at),
            Node::Start
            | Node::End
            | Node::TextStart
            | Node::TextEnd
            | Node::WordBoundary
            | Node::NotWordBoundary => self.holds(node, *at),
            Node::Backreference(index) => {
                let group = groups.get(*index).copied().flatten();
                let wanted = group.and_then(|(start, end)| self.text.get(start..end));
                match wanted.and_then(|wanted| self.same(wanted, *at)) {
                    Some(end) => {
                        *at = end;
                        true
                    }
                    None => false,
                }
            }
            Node::Flagged(flags, inner) => {
                let outer = std::mem::replace(&mut self.flags, *flags);
                let result = self.node(inner, next, at, groups, choices);
                self.flags = outer;
                return result;
            }
            Node::Sequence(nodes) => {
                let next = nodes
                    .iter()
                    .rev()
                    .fold(next, |next, node| then(Task::Node(node.clone()), next));
                return Ok(Some(next));
            }
            Node::Alternatives(branches) => {
                let mut branches = branches.iter();
                let Some(first) = branches.next() else {
                    return Ok(None);
                };
                for branch in branches.rev() {
                    let next = then(Task::Node(branch.clone()), next.clone());
                    choices.push(Choice {
                        next,
                        at: *at,
                        groups: groups.clone(),
                    });
                }
                return Ok(Some(then(Task::Node(first.clone()), next)));
            }
            Node::Group(None, inner) => {
                return Ok(Some(then(Task::Node(inner.as_ref().clone()), next)));
            }
            Node::Group(Some(index), inner) => {
                let close = then(Task::CloseGroup(*index, *at), next);
                return Ok(Some(then(Task::Node(inner.as_ref().clone()), close)));
            }
            Node::Repeat {
                node,
                least,
                most,
                possessive: true,
                ..
            } => {
                let inner = Node::Repeat {
                    node: node.clone(),
                    least: *least,
                    most: *most,
                    greedy: true,
                    possessive: false,
                };
                self.alone(&inner, at, groups)?
            }
            Node::Repeat {
                node,
                least,
                most,
                greedy,
                ..
            } => {
                let repetition = (node, *least, *most, *greedy);
                return Ok(self.repeat(repetition, 0, next, *at, groups, choices));
            }
            Node::Atomic(inner) => self.alone(inner, at, groups)?,
            Node::Look {
                node,
                ahead,
                negative,
                width,
            } => {
                let found = self.look(node, *ahead, *width, *at, groups)?;
                found != *negative
            }
            Node::Conditional(index, yes, no) => {
                let taken = groups.get(*index).copied().flatten().is_some();
                let branch = if taken { yes } else { no };
                return Ok(Some(then(Task::Node(branch.as_ref().clone()), next)));
            }
        };
        Ok(matched.then_some(next))
    }

    /// Matches a node for itself, without coming back to it.
    fn alone(&mut self, node: &Node, at: &mut usize, groups: &mut Groups) -> PyResult<bool> {
        self.interpreter.enter_native("")?;
        let start = then(Task::Node(node.clone()), Next::Done);
        let result = self.search(start, *at, groups, false);
        self.interpreter.leave_native();
        Ok(result?.inspect(|end| *at = *end).is_some())
    }

    fn look(
        &mut self,
        node: &Node,
        ahead: bool,
        width: usize,
        at: usize,
        groups: &mut Groups,
    ) -> PyResult<bool> {
        let start = if ahead {
            Some(at)
        } else {
            let before = self.text.get(..at).unwrap_or_default();
            match width {
                0 => Some(at),
                _ => before
                    .char_indices()
                    .rev()
                    .nth(width - 1)
                    .map(|(start, _)| start),
            }
        };
        match start {
            Some(mut start) => self.alone(node, &mut start, groups),
            None => Ok(false),
        }
    }

    /// Where a text ends that is the same as the wanted one.
    fn same(&self, wanted: &str, at: usize) -> Option<usize> {
        let mut end = at;
        for character in wanted.chars() {
            if !self.one(&Node::Character(character), &mut end) {
                return None;
            }
        }
        Some(end)
    }

    fn rest(&self, at: usize) -> &str {
        self.text.get(at..).unwrap_or_default()
    }

    fn one(&self, node: &Node, at: &mut usize) -> bool {
        let Some(character) = self.rest(*at).chars().next() else {
            return false;
        };
        let fits = match node {
            Node::Character(wanted) => {
                character == *wanted
                    || (self.flags & IGNORE_CASE != 0
                        && self.folded(character) == self.folded(*wanted))
            }
            Node::Any => self.flags & DOT_ALL != 0 || character != '\n',
            Node::Class(class) => self.in_class(class, character),
            _ => false,
        };
        if fits {
            *at += character.len_utf8();
        }
        fits
    }

    fn in_class(&self, class: &Class, character: char) -> bool {
        let has = |character: char| class.items.iter().any(|item| self.in_item(item, character));
        let found = has(character)
            || (self.flags & IGNORE_CASE != 0
                && (has(self.folded(character)) || self.raised(character).any(has)));
        found != class.negative
    }

    fn in_item(&self, item: &ClassItem, character: char) -> bool {
        let ascii = self.flags & ASCII != 0;
        match item {
            ClassItem::Range(low, high) => (*low..=*high).contains(&character),
            ClassItem::Digit(wanted) => {
                let digit = character.is_ascii_digit()
                    || (!ascii && crate::python::text::decimal_digit(character).is_some());
                digit == *wanted
            }
            ClassItem::Word(wanted) => self.is_word(character) == *wanted,
            ClassItem::Space(wanted) => {
                let space = character.is_ascii_whitespace()
                    || character == '\x0b'
                    || (!ascii && character.is_whitespace());
                space == *wanted
            }
        }
    }

    fn is_word(&self, character: char) -> bool {
        let ascii = self.flags & ASCII != 0;
        character == '_'
            || if ascii {
                character.is_ascii_alphanumeric()
            } else {
                character.is_alphanumeric()
            }
    }

    fn holds(&self, node: &Node, at: usize) -> bool {
        let before = self
            .text
            .get(..at)
            .and_then(|text| text.chars().next_back());
        let after = self.rest(at).chars().next();
        let multiline = self.flags & MULTILINE != 0;
        let boundary = || {
            let word = |it: Option<char>| it.is_some_and(|it| self.is_word(it));
            word(before) != word(after)
        };
        match node {
            Node::Start => before.is_none() || (multiline && before == Some('\n')),
            Node::End => {
                after.is_none() || self.rest(at) == "\n" || (multiline && after == Some('\n'))
            }
            Node::TextStart => before.is_none(),
            Node::TextEnd => after.is_none(),
            Node::WordBoundary => boundary(),
            _ => !boundary(),
        }
    }

    /// With `ASCII`, letters beyond it have no case.
    fn folded(&self, character: char) -> char {
        if self.flags & ASCII != 0 {
            return character.to_ascii_lowercase();
        }
        character.to_lowercase().next().unwrap_or(character)
    }

    fn raised(&self, character: char) -> impl Iterator<Item = char> {
        let (own, raised) = if self.flags & ASCII != 0 {
            (Some(character.to_ascii_uppercase()), None)
        } else {
            (None, Some(character.to_uppercase()))
        };
        own.into_iter().chain(raised.into_iter().flatten())
    }
}
