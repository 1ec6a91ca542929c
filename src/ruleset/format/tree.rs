//! A rule file as a tree of what an analyst sees: entries with the comments and blank lines around them, the
//! names given to values, and how each text is written.

use std::borrow::Cow;
use std::ops::Range;

use super::events::{Events, Kind, Sign, Style};
use super::remarks;

/// A file.
#[derive(Debug)]
pub(super) struct Tree<'t> {
    /// Lines such as `%YAML 1.2` before the document.
    pub(super) directives: Vec<&'t str>,
    /// The whole file as one entry without a key.
    pub(super) root: Entry<'t>,
}

/// An entry of a list or mapping.
#[derive(Debug)]
pub(super) struct Entry<'t> {
    /// Of a mapping.
    pub(super) key: Option<Node<'t>>,
    pub(super) value: Node<'t>,
    /// The comments on lines of their own before it.
    pub(super) above: Vec<Remark<'t>>,
    /// Whether a blank line stands right before it.
    pub(super) is_apart: bool,
    /// The comments behind its key, dash or opening bracket.
    pub(super) head: Vec<&'t str>,
    /// The comments behind its end.
    pub(super) tail: Vec<&'t str>,
    /// From its dash or key to the end of its last sign.
    pub(super) span: Range<usize>,
}

/// A comment on a line of its own.
#[derive(Debug)]
pub(super) struct Remark<'t> {
    pub(super) text: &'t str,
    pub(super) is_apart: bool,
}

#[derive(Debug)]
pub(super) struct Node<'t> {
    /// Its anchor and its tag as written, with blanks between.
    pub(super) properties: String,
    pub(super) shape: Shape<'t>,
}

#[derive(Debug)]
pub(super) enum Shape<'t> {
    Nothing,
    Alias(&'t str),
    Text(Text<'t>),
    List(Entries<'t>),
    Mapping(Entries<'t>),
}

#[derive(Debug)]
pub(super) struct Text<'t> {
    pub(super) value: Cow<'t, str>,
    pub(super) style: Style,
    /// Whether it stands within brackets or braces.
    pub(super) is_in_flow: bool,
}

#[derive(Debug)]
pub(super) struct Entries<'t> {
    pub(super) items: Vec<Entry<'t>>,
    /// In brackets or braces.
    pub(super) is_flow: bool,
    /// Where it begins: its opening bracket or its first entry.
    pub(super) start: usize,
    /// The column of its entries where each begins a line.
    pub(super) column: usize,
    /// The comments below the last entry.
    pub(super) end: Vec<Remark<'t>>,
}

impl<'t> Node<'t> {
    pub(super) fn entries(&self) -> Option<&Entries<'t>> {
        match &self.shape {
            Shape::List(entries) | Shape::Mapping(entries) => Some(entries),
            _ => None,
        }
    }

    pub(super) fn entries_mut(&mut self) -> Option<&mut Entries<'t>> {
        match &mut self.shape {
            Shape::List(entries) | Shape::Mapping(entries) => Some(entries),
            _ => None,
        }
    }
}

/// The tree of a text that has no byte order mark and no line ends but `\n`.
pub(super) fn build<'t>(text: &'t str, events: Events<'t>) -> Tree<'t> {
    let Events { signs, comments, begins } = events;
    let head = if begins > 0 { &text[..begins] } else { "" };
    let directives = head.lines().filter(|line| line.starts_with('%'));
    let directives = directives.map(|line| line.split(" #").next().unwrap_or_default().trim_end()).collect();
    let mut builder = Builder { text, signs: signs.into_iter(), cursor: begins, last: begins, depth: 0 };
    let value = builder.node();
    let mut root = Entry::new(None, value, begins..builder.last);
    for comment in comments {
        remarks::settle(&mut root, text, &comment);
    }
    Tree { directives, root }
}

impl<'t> Entry<'t> {
    fn new(key: Option<Node<'t>>, value: Node<'t>, span: Range<usize>) -> Entry<'t> {
        Entry { key, value, above: Vec::new(), is_apart: false, head: Vec::new(), tail: Vec::new(), span }
    }
}

struct Builder<'t> {
    text: &'t str,
    signs: std::vec::IntoIter<Sign<'t>>,
    /// How far the text has been looked at.
    cursor: usize,
    /// The end of the last sign that is no blank and no comment.
    last: usize,
    /// How many brackets and braces are open.
    depth: usize,
}

impl<'t> Builder<'t> {
    /// The next value.
    fn node(&mut self) -> Node<'t> {
        let nothing = Node { properties: String::new(), shape: Shape::Nothing };
        self.signs.next().map_or(nothing, |sign| self.node_of(sign))
    }

    fn node_of(&mut self, sign: Sign<'t>) -> Node<'t> {
        let properties: Vec<&str> = sign.properties.iter().map(|span| &self.text[span.clone()]).collect();
        if let Some(last) = sign.properties.last() {
            self.take(last.end);
        }
        let shape = match sign.kind {
            Kind::End => Shape::Nothing,
            Kind::Text(_, Style::Plain) if sign.span.is_empty() => Shape::Nothing,
            Kind::Text(value, style) => {
                self.take(sign.span.end);
                Shape::Text(Text { value, style, is_in_flow: self.depth > 0 })
            }
            Kind::Alias => {
                self.take(sign.span.end);
                Shape::Alias(&self.text[sign.span])
            }
            Kind::List { is_flow } => Shape::List(self.entries(is_flow, false)),
            Kind::Mapping { is_flow } => Shape::Mapping(self.entries(is_flow, true)),
        };
        Node { properties: properties.join(" "), shape }
    }

    /// The entries of a list or mapping up to its end.
    fn entries(&mut self, is_flow: bool, has_keys: bool) -> Entries<'t> {
        self.skip_blanks();
        let start = self.cursor;
        // A pair within brackets is a mapping without braces.
        let is_bracketed = is_flow && self.take_sign(if has_keys { '{' } else { '[' });
        self.depth += usize::from(is_bracketed);
        let mut items = Vec::new();
        while let Some(sign) = self.signs.next() {
            if matches!(sign.kind, Kind::End) {
                if is_bracketed {
                    self.take(sign.span.end);
                    self.depth -= 1;
                }
                break;
            }
            items.push(if has_keys { self.pair(sign) } else { self.item(sign, is_flow) });
        }
        let column = items.first().map_or(0, |entry: &Entry| column(self.text, entry.span.start));
        Entries { items, is_flow, start, column, end: Vec::new() }
    }

    fn item(&mut self, sign: Sign<'t>, is_flow: bool) -> Entry<'t> {
        self.skip_separators(is_flow);
        let start = self.cursor;
        if !is_flow {
            self.take_sign('-');
        }
        let value = self.node_of(sign);
        self.entry(None, value, start)
    }

    fn pair(&mut self, sign: Sign<'t>) -> Entry<'t> {
        self.skip_separators(self.depth > 0);
        let start = self.cursor;
        if self.text[start..].starts_with("? ") || self.text[start..].starts_with("?\n") {
            self.take(start + 1);
        }
        let key = self.node_of(sign);
        self.skip_blanks();
        self.take_sign(':');
        let value = self.node();
        self.entry(Some(key), value, start)
    }

    fn entry(&self, key: Option<Node<'t>>, value: Node<'t>, start: usize) -> Entry<'t> {
        let mut entry = Entry::new(key, value, start..self.last.max(start));
        entry.is_apart = remarks::is_apart(self.text, start);
        entry
    }

    fn take(&mut self, end: usize) {
        self.cursor = self.cursor.max(end);
        self.last = self.last.max(end);
    }

    fn take_sign(&mut self, sign: char) -> bool {
        let is_there = self.text[self.cursor..].starts_with(sign);
        if is_there {
            self.take(self.cursor + sign.len_utf8());
        }
        is_there
    }

    /// Moves over blanks, line ends and comments.
    fn skip_blanks(&mut self) {
        let rest = |at: usize| &self.text[at..];
        loop {
            let trimmed = rest(self.cursor).trim_start_matches([' ', '\t', '\n']);
            self.cursor = self.text.len() - trimmed.len();
            if !trimmed.starts_with('#') {
                return;
            }
            self.cursor += trimmed.find('\n').unwrap_or(trimmed.len());
        }
    }

    fn skip_separators(&mut self, is_flow: bool) {
        self.skip_blanks();
        while is_flow && self.text[self.cursor..].starts_with(',') {
            self.cursor += 1;
            self.skip_blanks();
        }
    }
}

/// The column of a byte in its line, from 0.
pub(super) fn column(text: &str, at: usize) -> usize {
    text[..at].rsplit('\n').next().unwrap_or_default().chars().count()
}
