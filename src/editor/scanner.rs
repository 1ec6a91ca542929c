//! The lines of a rule file, and what their indentation, dashes and colons make of them. What stands in
//! brackets and braces is read in `flow`.

use std::ops::Range;

use super::outline::{Part, Shape, Style};
use super::role::Role;

/// So deep may parts stand in each other; what stands deeper is passed over.
const DEEPEST: usize = 100;

/// Reads the parts of a text.
pub(super) struct Scanner<'t> {
    pub(super) text: &'t str,
    /// How far it is read.
    pub(super) at: usize,
    parts: Vec<Part>,
    open: Vec<Frame>,
    /// The plain text that deeper lines go on with.
    plain: Option<usize>,
}

/// A part that what follows may stand in.
struct Frame {
    kind: FrameKind,
    /// The part; of an item the list it belongs to.
    part: usize,
    /// The column at which its keys or dashes stand.
    column: usize,
    /// What stands there already.
    value: Option<usize>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum FrameKind {
    Mapping,
    Entry,
    List,
    Item,
}

impl<'t> Scanner<'t> {
    /// The parts of a text, each after the one it stands in.
    pub(super) fn parts(text: &'t str) -> Vec<Part> {
        let start = if text.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 };
        let mut scanner = Scanner { text, at: start, parts: Vec::new(), open: Vec::new(), plain: None };
        while scanner.at < text.len() {
            scanner.line();
        }
        scanner.parts
    }

    fn line(&mut self) {
        let start = self.at;
        let content = self.text[start..].trim_start_matches(is_blank);
        let from = self.text.len() - content.len();
        let column = columns(&self.text[start..from]);
        let line = content.split('\n').next().unwrap_or_default().trim_end();
        let is_mark = column == 0 && matches!(line, "---" | "...");
        if line.is_empty() || line.starts_with('#') || is_mark {
            self.at = self.line_end(from);
            return;
        }
        match self.plain.take() {
            Some(text) if column > self.owner_column() && key_of(line).is_none() => {
                let end = from + without_comment(line).len();
                self.extend(text, end);
                self.plain = Some(text);
                self.at = self.line_end(from);
            }
            _ => self.content(from, column),
        }
    }

    /// The column of the key or dash that the open value belongs to; nothing is left of the first line.
    fn owner_column(&self) -> usize {
        self.open.last().map_or(0, |frame| frame.column)
    }

    /// Reads a line from its first sign on: dashes, a key, a value.
    fn content(&mut self, mut from: usize, mut column: usize) {
        loop {
            let rest = self.line_from(from);
            let is_dash = rest == "-" || rest.starts_with("- ") || rest.starts_with("-\t");
            self.close(column, is_dash);
            if self.is_too_deep(0) {
                self.at = self.line_end(from);
                return;
            }
            if !is_dash {
                break;
            }
            self.item(from, column);
            let blanks = rest[1..].len() - rest[1..].trim_start().len();
            from += 1 + blanks;
            column += 1 + blanks;
            if self.line_from(from).is_empty() || self.line_from(from).starts_with('#') {
                self.at = self.line_end(from);
                return;
            }
        }
        match key_of(self.line_from(from)) {
            Some((key, colon)) => {
                self.entry(from..from + key, true, column);
                self.value(from + colon);
            }
            None => self.value(from),
        }
    }

    /// Closes what a line that begins in this column does not stand in.
    fn close(&mut self, column: usize, is_dash: bool) {
        while let Some(top) = self.open.last() {
            let takes_list = is_dash && top.column == column;
            let has_list =
                top.value.is_none_or(|value| matches!(self.parts[value].shape, Shape::List { .. }));
            let stays = match top.kind {
                FrameKind::Mapping => top.column <= column,
                FrameKind::Entry => top.column < column || (takes_list && has_list),
                FrameKind::List => top.column < column || takes_list,
                FrameKind::Item => top.column < column,
            };
            if stays {
                return;
            }
            self.open.pop();
        }
    }

    fn item(&mut self, from: usize, column: usize) {
        let is_open =
            matches!(self.open.last(), Some(top) if top.kind == FrameKind::List && top.column == column);
        if !is_open {
            let list = self.container(Shape::List { in_brackets: false }, from);
            self.open.push(Frame { kind: FrameKind::List, part: list, column, value: None });
        }
        let list = self.open.last().map_or(0, |frame| frame.part);
        self.extend(list, from + 1);
        self.open.push(Frame { kind: FrameKind::Item, part: list, column, value: None });
    }

    fn entry(&mut self, key: Range<usize>, has_colon: bool, column: usize) {
        let is_open = matches!(self.open.last(), Some(top) if top.kind == FrameKind::Mapping);
        if !is_open {
            let mapping = self.container(Shape::Mapping { in_braces: false }, key.start);
            self.open.push(Frame { kind: FrameKind::Mapping, part: mapping, column, value: None });
        }
        let mapping = self.open.last().map(|frame| frame.part);
        let part = self.add(mapping, Shape::Entry { key: key.clone(), has_colon }, key);
        self.open.push(Frame { kind: FrameKind::Entry, part, column, value: None });
    }

    /// The list or mapping that begins here: the one that a wrongly indented line goes on with, or a new one.
    fn container(&mut self, shape: Shape, from: usize) -> usize {
        let is_same = |part: &Part| std::mem::discriminant(&part.shape) == std::mem::discriminant(&shape);
        let (parent, known) = match self.open.last() {
            Some(frame) => (Some(frame.part), frame.value),
            None => (None, (!self.parts.is_empty()).then_some(0)),
        };
        if let Some(known) = known.filter(|known| is_same(&self.parts[*known])) {
            return known;
        }
        self.attach(parent, shape, from..from)
    }

    /// Adds what stands in the innermost open part; beside a value that stands there already, it means nothing.
    fn attach(&mut self, parent: Option<usize>, shape: Shape, span: Range<usize>) -> usize {
        let part = self.add(parent, shape, span);
        if let Some(frame) = self.open.last_mut()
            && *frame.value.get_or_insert(part) != part
        {
            self.parts[part].role = Role::Unknown;
        }
        part
    }

    /// Reads the value that begins at `from`, behind a key or dash or on a line of its own.
    fn value(&mut self, from: usize) {
        let rest = self.line_from(from);
        let value = behind_names(rest);
        let from = from + rest.len() - value.len();
        self.at = self.line_end(from);
        let plain = from..from + without_comment(value).len();
        let Some(first) = value.chars().next().filter(|first| *first != '#') else { return };
        let inner = self.open.last().map(|frame| (frame.kind, frame.part, frame.column));
        let (parent, owner) = (inner.map(|inner| inner.1), inner.map(|inner| inner.2));
        let is_root = inner.is_none() && !matches!(first, '[' | '{');
        match first {
            _ if is_root || inner.is_some_and(|inner| inner.0 == FrameKind::Mapping) => {
                // A key without its colon yet.
                self.entry(plain, false, owner.unwrap_or(0));
            }
            '[' | '{' => {
                let part = self.flow(from, parent, owner);
                if let (Some(part), Some(frame)) = (part, self.open.last_mut()) {
                    frame.value.get_or_insert(part);
                }
                self.at = self.line_end(self.at);
            }
            '|' | '>' if is_block_sign(value) => {
                self.at = self.block_end(from, owner);
                let end = from + self.text[from..self.at].trim_end().len();
                self.attach(parent, Shape::Text(Style::Block), from..end);
            }
            '"' | '\'' => {
                let end = self.quoted_end(from, owner);
                self.attach(parent, Shape::Text(Style::Quoted), from..end);
                self.at = self.line_end(end);
            }
            '*' => _ = self.attach(parent, Shape::Text(Style::Alias), plain),
            _ => self.plain = Some(self.attach(parent, Shape::Text(Style::Plain), plain)),
        }
    }

    /// Where a block of lines ends whose sign stands at `from`: before the next line that is not deeper than
    /// the key or dash it belongs to.
    fn block_end(&self, from: usize, owner: Option<usize>) -> usize {
        let mut end = self.line_end(from);
        while let Some(line) = self.text[end..].split_inclusive('\n').next() {
            let indent = columns(&line[..line.len() - line.trim_start_matches(is_blank).len()]);
            if !line.trim().is_empty() && owner.is_some_and(|owner| indent <= owner) {
                break;
            }
            end += line.len();
        }
        end
    }

    /// Where the text in quotation marks ends that begins at `from`. One that is left open ends with its line.
    pub(super) fn quoted_end(&self, from: usize, owner: Option<usize>) -> usize {
        let mark = self.text.as_bytes()[from];
        let mut bytes = self.text.as_bytes().iter().enumerate().skip(from + 1).peekable();
        while let Some((at, byte)) = bytes.next() {
            match *byte {
                b'\\' if mark == b'"' => _ = bytes.next(),
                byte if byte == mark => match bytes.peek() {
                    Some((_, next)) if **next == mark && mark == b'\'' => _ = bytes.next(),
                    _ => return at + 1,
                },
                b'\n' if self.begins_something(at + 1, owner) => {
                    return from + self.line_from(from).len();
                }
                _ => {}
            }
        }
        self.text.len()
    }

    /// Whether the line at `from` stands too far left to belong to a value of the key or dash in column
    /// `owner`.
    pub(super) fn begins_something(&self, from: usize, owner: Option<usize>) -> bool {
        let Some(owner) = owner else { return false };
        let content = self.text[from..].trim_start_matches(is_blank);
        let indent = columns(&self.text[from..self.text.len() - content.len()]);
        indent <= owner && !content.starts_with(['\n', '\r', ']', '}', '#'])
    }

    /// Adds a part and makes all that it stands in reach as far.
    pub(super) fn add(&mut self, parent: Option<usize>, shape: Shape, span: Range<usize>) -> usize {
        let key = match &shape {
            Shape::Entry { key, .. } => super::outline::unquoted(&self.text[key.clone()]),
            _ => "",
        };
        let role = Role::within(parent.map(|parent| &self.parts[parent]), &shape, key);
        let end = span.end;
        self.parts.push(Part { parent, shape, span, role });
        let part = self.parts.len() - 1;
        self.extend(part, end);
        part
    }

    /// Makes a part, and all that it stands in, reach to `end`.
    pub(super) fn extend(&mut self, part: usize, end: usize) {
        let mut next = Some(part);
        while let Some(at) = next {
            let part = &mut self.parts[at];
            part.span.end = part.span.end.max(end);
            next = part.parent;
        }
    }

    /// Whether no deeper part may be added.
    pub(super) fn is_too_deep(&self, brackets: usize) -> bool {
        self.open.len() + brackets >= DEEPEST
    }

    /// The rest of the line at `from`, without blanks at its end.
    pub(super) fn line_from(&self, from: usize) -> &'t str {
        self.text[from..].split('\n').next().unwrap_or_default().trim_end()
    }

    /// Where the line at `from` ends, its end included.
    fn line_end(&self, from: usize) -> usize {
        self.text[from..].find('\n').map_or(self.text.len(), |at| from + at + 1)
    }
}

/// What may indent a line, by mistake too.
fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\u{3000}' | '\u{A0}')
}

/// How many columns an indentation takes.
fn columns(indent: &str) -> usize {
    indent.chars().map(|c| if matches!(c, '\t' | '\u{3000}') { 2 } else { 1 }).sum()
}

/// A plain text without the comment behind it.
pub(super) fn without_comment(text: &str) -> &str {
    let comment = text.find(" #").or_else(|| text.find("\t#"));
    comment.map_or(text, |at| &text[..at]).trim_end()
}

/// How many bytes the key at the beginning of a line takes, and how many with its colon.
fn key_of(line: &str) -> Option<(usize, usize)> {
    if let Some(mark) = line.chars().next().filter(|mark| matches!(mark, '"' | '\'')) {
        let end = line[1..].find(mark)? + 2;
        let behind = line[end..].trim_start();
        let colon = line.len() - behind.len() + 1;
        let ends = behind.strip_prefix(':')?;
        return (ends.is_empty() || ends.starts_with([' ', '\t'])).then_some((end, colon));
    }
    if line.starts_with(['[', '{', '#', '|', '>']) {
        return None;
    }
    let plain = without_comment(line);
    let colon = plain.match_indices(':').map(|(at, _)| at).find(|at| {
        let behind = &plain[at + 1..];
        behind.is_empty() || behind.starts_with([' ', '\t'])
    })?;
    Some((plain[..colon].trim_end().len(), colon + 1))
}

/// Whether a value announces a block of lines.
fn is_block_sign(value: &str) -> bool {
    without_comment(value)[1..].chars().all(|c| matches!(c, '+' | '-' | '1'..='9'))
}

/// What stands behind the names `&name` and tags `!tag` before a value.
fn behind_names(value: &str) -> &str {
    let mut rest = value.trim_start();
    while rest.starts_with(['&', '!']) {
        rest = rest.find([' ', '\t']).map_or("", |end| rest[end..].trim_start());
    }
    rest
}
