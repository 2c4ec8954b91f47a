//! Reads a regular expression.

use std::rc::Rc;

/// One piece of a pattern.
#[derive(Clone, Debug)]
pub(super) enum Node {
    Empty,
    Character(char),
    /// `.`
    Any,
    Class(Rc<Class>),
    Start,
    End,
    TextStart,
    TextEnd,
    WordBoundary,
    NotWordBoundary,
    Group(Option<usize>, Rc<Node>),
    Backreference(usize),
    Sequence(Vec<Node>),
    Alternatives(Vec<Node>),
    Repeat {
        node: Rc<Node>,
        least: u32,
        most: Option<u32>,
        greedy: bool,
        possessive: bool,
    },
    Look {
        node: Rc<Node>,
        ahead: bool,
        negative: bool,
        width: usize,
    },
    /// `(?(1)yes|no)`
    Conditional(usize, Rc<Node>, Rc<Node>),
    /// `(?>…)`
    Atomic(Rc<Node>),
    /// What has other flags than the whole.
    Flagged(i64, Rc<Node>),
}

/// `[…]` and `\d` and its like.
#[derive(Clone, Debug, Default)]
pub(super) struct Class {
    pub negative: bool,
    pub items: Vec<ClassItem>,
}

#[derive(Clone, Debug)]
pub(super) enum ClassItem {
    Range(char, char),
    Digit(bool),
    Word(bool),
    Space(bool),
}

/// A pattern that was read.
#[derive(Debug)]
pub(super) struct Program {
    pub node: Node,
    /// How many groups there are.
    pub groups: usize,
    /// The named ones.
    pub names: Vec<(Rc<str>, usize)>,
    /// The outermost group around each group, which may be itself.
    pub outermost: Vec<usize>,
    pub flags: i64,
}

/// An error that CPython finds when it compiles, and has no position.
pub(super) const VARIABLE_LOOK_BEHIND: &str = "look-behind requires fixed-width pattern";

pub(super) const IGNORE_CASE: i64 = 2;
pub(super) const MULTILINE: i64 = 8;
pub(super) const DOT_ALL: i64 = 16;
const VERBOSE: i64 = 64;
pub(super) const ASCII: i64 = 256;
const UNICODE: i64 = 32;
const MOST_NESTING: usize = 100;

/// What is wrong, and where.
type ParseError = (String, usize);

/// Reads a pattern; answers the flags with those that it sets itself.
pub(super) fn parse(pattern: &str, flags: i64) -> Result<(Program, i64), ParseError> {
    let mut parser = Parser {
        characters: pattern.chars().collect(),
        at: 0,
        groups: 0,
        open: Vec::new(),
        names: Vec::new(),
        outermost: vec![0],
        flags,
        is_scoped: false,
        depth: 0,
    };
    let node = parser.alternatives()?;
    if parser.at < parser.characters.len() {
        return Err(("unbalanced parenthesis".to_owned(), parser.at));
    }
    let flags = parser.flags;
    let program = Program {
        node,
        groups: parser.groups,
        names: parser.names,
        outermost: parser.outermost,
        flags,
    };
    Ok((program, flags))
}

struct Parser {
    characters: Vec<char>,
    at: usize,
    groups: usize,
    open: Vec<usize>,
    names: Vec<(Rc<str>, usize)>,
    outermost: Vec<usize>,
    flags: i64,
    /// Whether these flags are those of a group.
    is_scoped: bool,
    depth: usize,
}

impl Parser {
    fn peek(&self) -> Option<char> {
        self.characters.get(self.at).copied()
    }

    fn next(&mut self) -> Option<char> {
        let character = self.peek()?;
        self.at += 1;
        Some(character)
    }

    fn eat(&mut self, character: char) -> bool {
        let found = self.peek() == Some(character);
        self.at += usize::from(found);
        found
    }

    fn eat_text(&mut self, text: &str) -> bool {
        let wanted: Vec<char> = text.chars().collect();
        let found = self.characters[self.at..].starts_with(&wanted);
        self.at += if found { wanted.len() } else { 0 };
        found
    }

    fn alternatives(&mut self) -> Result<Node, ParseError> {
        self.depth += 1;
        if self.depth > MOST_NESTING {
            return Err(("too many nested groups".to_owned(), self.at));
        }
        let mut branches = vec![self.sequence()?];
        while self.eat('|') {
            branches.push(self.sequence()?);
        }
        self.depth -= 1;
        Ok(if branches.len() == 1 {
            branches.remove(0)
        } else {
            Node::Alternatives(branches)
        })
    }

    fn sequence(&mut self) -> Result<Node, ParseError> {
        let mut nodes = Vec::new();
        while let Some(character) = self.peek() {
            if matches!(character, '|' | ')') {
                break;
            }
            if self.flags & VERBOSE != 0 {
                if character.is_whitespace() {
                    self.at += 1;
                    continue;
                }
                if character == '#' {
                    while self.peek().is_some_and(|it| it != '\n') {
                        self.at += 1;
                    }
                    continue;
                }
            }
            let start = self.at;
            let atom = self.atom()?;
            nodes.push(self.repeated(atom, start)?);
        }
        Ok(match nodes.len() {
            0 => Node::Empty,
            1 => nodes.remove(0),
            _ => Node::Sequence(nodes),
        })
    }

    fn repeated(&mut self, atom: Node, start: usize) -> Result<Node, ParseError> {
        let mut node = atom;
        let mut already = false;
        loop {
            let at = self.at;
            let (least, most) = match self.peek() {
                Some('*') => (0, None),
                Some('+') => (1, None),
                Some('?') => (0, Some(1)),
                Some('{') => match self.bounds()? {
                    Some(bounds) => bounds,
                    None => return Ok(node),
                },
                _ => return Ok(node),
            };
            if self.at == at {
                self.at += 1;
            }
            if already {
                return Err(("multiple repeat".to_owned(), at));
            }
            if matches!(node, Node::Empty | Node::Start | Node::TextStart) && start == at {
                return Err(("nothing to repeat".to_owned(), at));
            }
            already = true;
            let greedy = !self.eat('?');
            let possessive = greedy && self.eat('+');
            node = Node::Repeat {
                node: Rc::new(node),
                least,
                most,
                greedy,
                possessive,
            };
        }
    }

    /// `{2,3}`; `None` when the brace is a plain character.
    fn bounds(&mut self) -> Result<Option<(u32, Option<u32>)>, ParseError> {
        let start = self.at;
        self.at += 1;
        let least = self.number();
        let most = if self.eat(',') { self.number() } else { least };
        let comma = self.characters[start..self.at].contains(&',');
        if !self.eat('}') || (least.is_none() && !comma) {
            self.at = start;
            return Ok(None);
        }
        if let (Some(least), Some(most)) = (least, most)
            && most < least
        {
            let message = "min repeat greater than max repeat".to_owned();
            return Err((message, start + 1));
        }
        Ok(Some((least.unwrap_or(0), most)))
    }

    fn number(&mut self) -> Option<u32> {
        let start = self.at;
        while self.peek().is_some_and(|it| it.is_ascii_digit()) {
            self.at += 1;
        }
        self.characters[start..self.at]
            .iter()
            .collect::<String>()
            .parse()
            .ok()
    }

    fn atom(&mut self) -> Result<Node, ParseError> {
        let at = self.at;
        let node = match self.next() {
            Some('.') => Node::Any,
            Some('^') => Node::Start,
            Some('$') => Node::End,
            Some('(') => return self.group(at),
            Some('[') => Node::Class(Rc::new(self.class(at)?)),
            Some('\\') => self.escape()?,
            Some('*' | '+' | '?') => return Err(("nothing to repeat".to_owned(), at)),
            Some(character) => Node::Character(character),
            None => Node::Empty,
        };
        Ok(self.flagged(node))
    }

    fn group(&mut self, start: usize) -> Result<Node, ParseError> {
        if !self.eat('?') {
            return self.capture(None, start);
        }
        if self.eat_text("P<") {
            let name: String = self.until('>')?;
            return self.capture(Some(name), start);
        }
        if self.eat_text("P=") {
            let name = self.until(')')?;
            let found = self.names.iter().find(|(known, _)| **known == *name);
            return match found {
                Some((_, index)) => Ok(self.flagged(Node::Backreference(*index))),
                None => Err((format!("unknown group name '{name}'"), start + 4)),
            };
        }
        if self.eat('#') {
            if self.until(')').is_err() {
                return Err(("missing ), unterminated comment".to_owned(), start));
            }
            return Ok(Node::Empty);
        }
        if self.eat('(') {
            return self.conditional(start);
        }
        for (prefix, ahead, negative) in [
            ("=", true, false),
            ("!", true, true),
            ("<=", false, false),
            ("<!", false, true),
        ] {
            if self.eat_text(prefix) {
                let node = self.alternatives()?;
                self.close(start)?;
                let width = if ahead {
                    0
                } else {
                    width(&node).ok_or_else(|| (VARIABLE_LOOK_BEHIND.to_owned(), 0))?
                };
                return Ok(Node::Look {
                    node: Rc::new(node),
                    ahead,
                    negative,
                    width,
                });
            }
        }
        if self.eat('>') {
            let node = self.alternatives()?;
            self.close(start)?;
            return Ok(Node::Atomic(Rc::new(node)));
        }
        self.flag_group(start)
    }

    fn conditional(&mut self, start: usize) -> Result<Node, ParseError> {
        let key = self.until(')')?;
        let named = self
            .names
            .iter()
            .find(|(known, _)| **known == *key)
            .map(|(_, index)| *index);
        let Some(index) = key.parse().ok().or(named) else {
            return Err((format!("unknown group name '{key}'"), start + 3));
        };
        let yes = self.sequence()?;
        let no = if self.eat('|') {
            self.sequence()?
        } else {
            Node::Empty
        };
        self.close(start)?;
        Ok(Node::Conditional(index, Rc::new(yes), Rc::new(no)))
    }

    fn capture(&mut self, name: Option<String>, start: usize) -> Result<Node, ParseError> {
        self.groups += 1;
        let index = self.groups;
        if let Some(name) = name {
            if !crate::python::types::str::is_identifier(&name) {
                return Err((format!("bad character in group name '{name}'"), start + 4));
            }
            if let Some((_, known)) = self.names.iter().find(|(known, _)| **known == *name) {
                let message = format!(
                    "redefinition of group name '{name}' as group {index}; was group {known}"
                );
                return Err((message, start + 4));
            }
            self.names.push((name.into(), index));
        }
        self.open.push(index);
        self.outermost.push(self.open[0]);
        let node = self.alternatives()?;
        self.open.pop();
        self.close(start)?;
        Ok(Node::Group(Some(index), Rc::new(node)))
    }

    fn close(&mut self, start: usize) -> Result<(), ParseError> {
        if self.eat(')') {
            return Ok(());
        }
        Err(("missing ), unterminated subpattern".to_owned(), start))
    }

    fn until(&mut self, end: char) -> Result<String, ParseError> {
        let mut text = String::new();
        loop {
            match self.next() {
                Some(character) if character == end => return Ok(text),
                Some(character) => text.push(character),
                None => return Err((format!("missing {end}, unterminated name"), self.at)),
            }
        }
    }

    /// `(?:…)`, `(?i)` and `(?i:…)`.
    fn flag_group(&mut self, start: usize) -> Result<Node, ParseError> {
        if self.eat(':') {
            let node = self.alternatives()?;
            self.close(start)?;
            return Ok(Node::Group(None, Rc::new(node)));
        }
        match self.peek() {
            Some('i' | 'm' | 's' | 'x' | 'a' | 'u' | 'L' | '-') => {}
            Some(other) => return Err((format!("unknown extension ?{other}"), start + 1)),
            None => return Err(("unexpected end of pattern".to_owned(), self.at)),
        }
        let mut added = 0;
        loop {
            let bit = self.flag("missing -, : or )")?;
            added |= bit;
            if added & ASCII != 0 && added & UNICODE != 0 {
                let message = "bad inline flags: flags 'a', 'u' and 'L' are incompatible";
                return Err((message.to_owned(), self.at));
            }
            if bit != 0 {
                continue;
            }
            self.at += 1;
            return match self.characters.get(self.at - 1) {
                Some(')') if start == 0 => {
                    self.flags |= added & !UNICODE;
                    Ok(Node::Empty)
                }
                Some(')') => {
                    let message = "global flags not at the start of the expression";
                    Err((message.to_owned(), start))
                }
                Some('-') => {
                    let removed = self.removed_flags(added)?;
                    self.scoped(start, added & !UNICODE, removed)
                }
                _ => self.scoped(start, added & !UNICODE, 0),
            };
        }
    }

    /// A letter of a flag; 0 before what ends the flags.
    fn flag(&mut self, missing: &str) -> Result<i64, ParseError> {
        let bit = match self.peek() {
            Some('i') => IGNORE_CASE,
            Some('m') => MULTILINE,
            Some('s') => DOT_ALL,
            Some('x') => VERBOSE,
            Some('a') => ASCII,
            Some('u') => UNICODE,
            Some('L') => {
                let message = "bad inline flags: cannot use 'L' flag with a str pattern";
                return Err((message.to_owned(), self.at + 1));
            }
            Some('-' | ':' | ')') => return Ok(0),
            Some(other) if other.is_alphabetic() => {
                return Err(("unknown flag".to_owned(), self.at));
            }
            _ => return Err((missing.to_owned(), self.at)),
        };
        self.at += 1;
        Ok(bit)
    }

    /// What stands between `-` and `:`.
    fn removed_flags(&mut self, added: i64) -> Result<i64, ParseError> {
        let mut removed = 0;
        loop {
            let missing = if removed == 0 {
                "missing flag"
            } else {
                "missing :"
            };
            let bit = self.flag(missing)?;
            if bit & (ASCII | UNICODE) != 0 {
                let message = "bad inline flags: cannot turn off flags 'a', 'u' and 'L'";
                return Err((message.to_owned(), self.at));
            }
            removed |= bit;
            if added & bit != 0 {
                let message = "bad inline flags: flag turned on and off";
                return Err((message.to_owned(), self.at));
            }
            if bit == 0 {
                if removed == 0 || !self.eat(':') {
                    return Err((missing.to_owned(), self.at));
                }
                return Ok(removed);
            }
        }
    }

    /// A group with flags of its own.
    fn scoped(&mut self, start: usize, added: i64, removed: i64) -> Result<Node, ParseError> {
        let (flags, was_scoped) = (self.flags, self.is_scoped);
        self.flags = (flags | added) & !removed;
        self.is_scoped = true;
        let node = self.alternatives()?;
        self.close(start)?;
        (self.flags, self.is_scoped) = (flags, was_scoped);
        Ok(Node::Group(None, Rc::new(node)))
    }

    /// What flags decide about, in a group with flags of its own.
    fn flagged(&self, node: Node) -> Node {
        if !self.is_scoped || matches!(node, Node::Group(..) | Node::Empty) {
            return node;
        }
        Node::Flagged(self.flags, Rc::new(node))
    }

    fn escape(&mut self) -> Result<Node, ParseError> {
        let at = self.at - 1;
        let Some(character) = self.next() else {
            return Err(("bad escape (end of pattern)".to_owned(), at));
        };
        Ok(match character {
            'A' => Node::TextStart,
            'Z' => Node::TextEnd,
            'b' => Node::WordBoundary,
            'B' => Node::NotWordBoundary,
            '1'..='9' => {
                self.at -= 1;
                let mut number = self.next().and_then(|it| it.to_digit(10)).unwrap_or(0);
                if let Some(digit) = self.peek().and_then(|it| it.to_digit(10)) {
                    self.at += 1;
                    number = number * 10 + digit;
                }
                let index = number as usize;
                if index > self.groups {
                    return Err((format!("invalid group reference {index}"), at + 1));
                }
                if self.open.contains(&index) {
                    return Err(("cannot refer to an open group".to_owned(), at));
                }
                Node::Backreference(index)
            }
            _ => match class_escape(character) {
                Some(item) => Node::Class(Rc::new(Class {
                    negative: false,
                    items: vec![item],
                })),
                None => Node::Character(self.plain_escape(character, at)?),
            },
        })
    }

    fn plain_escape(&mut self, character: char, at: usize) -> Result<char, ParseError> {
        Ok(match character {
            'n' => '\n',
            't' => '\t',
            'r' => '\r',
            'f' => '\x0c',
            'v' => '\x0b',
            'a' => '\x07',
            '0' => '\0',
            'x' => self.hex(2, at)?,
            'u' => self.hex(4, at)?,
            'U' => self.hex(8, at)?,
            other if other.is_ascii_alphabetic() => {
                return Err((format!("bad escape \\{other}"), at));
            }
            other => other,
        })
    }

    fn hex(&mut self, length: usize, at: usize) -> Result<char, ParseError> {
        let digits: String = self.characters[self.at..].iter().take(length).collect();
        let code = u32::from_str_radix(&digits, 16)
            .ok()
            .filter(|_| digits.len() == length);
        self.at += length.min(self.characters.len() - self.at);
        code.and_then(char::from_u32)
            .ok_or_else(|| (format!("incomplete escape \\x{digits}"), at))
    }

    fn class(&mut self, start: usize) -> Result<Class, ParseError> {
        let mut class = Class {
            negative: self.eat('^'),
            items: Vec::new(),
        };
        let first = self.at;
        loop {
            let at = self.at;
            let Some(character) = self.next() else {
                return Err(("unterminated character set".to_owned(), start));
            };
            if character == ']' && at != first {
                return Ok(class);
            }
            let low = match self.class_item(character, at)? {
                Ok(character) => character,
                Err(item) => {
                    class.items.push(item);
                    continue;
                }
            };
            let is_range = self.peek() == Some('-')
                && self
                    .characters
                    .get(self.at + 1)
                    .is_some_and(|it| *it != ']');
            if !is_range {
                class.items.push(ClassItem::Range(low, low));
                continue;
            }
            self.at += 1;
            let high_at = self.at;
            let next = self.next().unwrap_or(']');
            match self.class_item(next, high_at)? {
                Ok(high) if low <= high => class.items.push(ClassItem::Range(low, high)),
                Ok(high) => {
                    return Err((format!("bad character range {low}-{high}"), at));
                }
                Err(_) => return Err((format!("bad character range {low}-\\{next}"), at)),
            }
        }
    }

    /// A character, or an item such as `\d`.
    fn class_item(
        &mut self,
        character: char,
        at: usize,
    ) -> Result<Result<char, ClassItem>, ParseError> {
        if character != '\\' {
            return Ok(Ok(character));
        }
        let Some(escaped) = self.next() else {
            return Err(("unterminated character set".to_owned(), at));
        };
        if escaped == 'b' {
            return Ok(Ok('\x08'));
        }
        match class_escape(escaped) {
            Some(item) => Ok(Err(item)),
            None => self.plain_escape(escaped, at).map(Ok),
        }
    }
}

fn class_escape(character: char) -> Option<ClassItem> {
    Some(match character {
        'd' => ClassItem::Digit(true),
        'D' => ClassItem::Digit(false),
        'w' => ClassItem::Word(true),
        'W' => ClassItem::Word(false),
        's' => ClassItem::Space(true),
        'S' => ClassItem::Space(false),
        _ => return None,
    })
}

/// How many characters a node matches, when that is always the same.
fn width(node: &Node) -> Option<usize> {
    Some(match node {
        Node::Character(_) | Node::Any | Node::Class(_) => 1,
        Node::Group(_, inner) | Node::Atomic(inner) | Node::Flagged(_, inner) => width(inner)?,
        Node::Sequence(nodes) => nodes.iter().map(width).sum::<Option<usize>>()?,
        Node::Alternatives(nodes) => {
            let widths: Option<Vec<usize>> = nodes.iter().map(width).collect();
            let widths = widths?;
            let first = widths.first().copied()?;
            if widths.iter().any(|other| *other != first) {
                return None;
            }
            first
        }
        Node::Repeat {
            node, least, most, ..
        } if Some(*least) == *most => width(node)? * *least as usize,
        Node::Repeat { .. } | Node::Backreference(_) | Node::Conditional(..) => return None,
        _ => 0,
    })
}
