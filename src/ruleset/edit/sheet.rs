//! A rule file as text that can be changed in places: a key set or taken out, an entry added to a list or taken
//! out of it, with everything else, comments and layout, as it was.
//!
//! Made for what analysts write, in either style, in brackets or in lines; where a file is written in a stranger
//! way there is no answer, and what is answered is read again and compared by whoever asks.

use std::fmt::Write as _;
use std::ops::Range;

use crate::ruleset::mend;
use crate::ruleset::node::{Node, Value};
use crate::text::is_han;

/// A rule file and what is written where in it.
pub(super) struct Sheet<'f> {
    text: &'f str,
    root: Node,
}

/// What to replace by what, in bytes of the file.
pub(super) type Change = (Range<usize>, String);

impl<'f> Sheet<'f> {
    pub(super) fn read(text: &'f str) -> Option<Sheet<'f>> {
        Some(Sheet { text, root: mend::read(text).root? })
    }

    /// The file as a whole.
    pub(super) fn root(&self) -> &Node {
        &self.root
    }

    /// The way from the root to the node that begins at a byte: of several the outermost, the node itself last.
    pub(super) fn way_to(&self, start: usize) -> Option<Vec<&Node>> {
        let mut way = vec![&self.root];
        find(&mut way, start).then_some(way)
    }

    /// What is written in a range.
    pub(super) fn written(&self, span: &Range<usize>) -> &'f str {
        self.text.get(span.clone()).unwrap_or_default()
    }

    /// A text in place of another, in quotation marks where the other has them or it needs some.
    pub(super) fn replace(&self, node: &Node, text: &str) -> Option<Change> {
        let written = self.written(&node.span);
        let new = match written.chars().next()? {
            '"' => double_quoted(text),
            '\'' => single_quoted(text),
            // A block of lines is not a text that can be put in another's place.
            '|' | '>' => return None,
            _ if is_plain(text, |c| written.contains(c)) => text.to_owned(),
            _ => scalar(text),
        };
        Some((node.span.clone(), new))
    }

    /// A key with a value that needs no quotation marks: in place of what it has, or beside the first.
    pub(super) fn set(&self, mapping: &Node, key: &str, value: &str) -> Option<Change> {
        let Value::Mapping(entries) = &mapping.value else { return None };
        if let Some((_, old)) = entries.iter().find(|(name, _)| is_key(name, key)) {
            return matches!(old.value, Value::Text(_)).then(|| (old.span.clone(), value.to_owned()));
        }
        let (beside, _) = entries.get(1).or(entries.first())?;
        Some(self.insert_key(mapping, beside, &format!("{key}: {value}")))
    }

    /// An entry `key: value` before another of a mapping.
    pub(super) fn insert_key(&self, mapping: &Node, before: &Node, entry: &str) -> Change {
        let at = before.span.start;
        let behind = if self.opening(mapping.span.start, '{').is_some() {
            ", ".to_owned()
        } else {
            format!("\n{}", " ".repeat(self.column(at)))
        };
        (at..at, format!("{entry}{behind}"))
    }

    /// A mapping without a key.
    pub(super) fn remove_key(&self, mapping: &Node, key: &str) -> Option<Change> {
        let Value::Mapping(entries) = &mapping.value else { return None };
        let at = entries.iter().position(|(name, _)| is_key(name, key))?;
        let (name, value) = &entries[at];
        let cut = if let Some((next, _)) = entries.get(at + 1).filter(|_| at == 0 || self.is_flow(mapping)) {
            name.span.start..next.span.start
        } else if self.is_flow(mapping) {
            self.end(&entries.get(at.checked_sub(1)?)?.1)..self.end(value)
        } else if at > 0 {
            self.line_start(name.span.start)..self.line_end(self.end(value))
        } else {
            return None;
        };
        Some((cut, String::new()))
    }

    /// A list without an entry, of several.
    pub(super) fn remove_item(&self, list: &Node, item: &Node) -> Option<Change> {
        let Value::List(items) = &list.value else { return None };
        let at = items.iter().position(|one| std::ptr::eq(one, item)).filter(|_| items.len() > 1)?;
        let cut = if self.opening(self.start(&items[0]), '[').is_some() {
            match (items.get(at + 1), at.checked_sub(1)) {
                (Some(next), _) => self.start(item)..self.start(next),
                (None, before) => self.end(&items[before?])..self.end(item),
            }
        } else {
            let line = self.line_start(self.start(item));
            if self.text[line..self.start(item)].trim() != "-" {
                return None;
            }
            line..self.line_end(self.end(item))
        };
        Some((cut, String::new()))
    }

    /// A list, or the single value in its place, with one more entry as its first.
    pub(super) fn insert_item(&self, list: &Node, item: &str) -> Option<Change> {
        let Value::List(items) = &list.value else {
            let single = self.start(list)..self.end(list);
            let written = self.written(&single);
            let is_on_its_own = match list.value {
                Value::Text(_) => !written.starts_with(['|', '>']),
                _ => written.starts_with('{'),
            };
            return is_on_its_own.then(|| (single, format!("[{item}, {written}]")));
        };
        let first = self.start(items.first()?);
        if self.opening(first, '[').is_some() {
            return Some((first..first, format!("{item}, ")));
        }
        let dash = self.line_start(first) + self.text[self.line_start(first)..first].find('-')?;
        Some((dash..dash, format!("- {item}\n{}", " ".repeat(self.column(dash)))))
    }

    fn is_flow(&self, mapping: &Node) -> bool {
        self.opening(mapping.span.start, '{').is_some()
    }

    /// Where a node begins, its bracket included.
    fn start(&self, node: &Node) -> usize {
        let bracket = match node.value {
            Value::Mapping(_) => self.opening(node.span.start, '{'),
            Value::Text(_) | Value::Empty | Value::List(_) => None,
        };
        bracket.unwrap_or(node.span.start)
    }

    /// Where a node ends, its bracket included.
    fn end(&self, node: &Node) -> usize {
        let opening = match &node.value {
            Value::Mapping(_) => self.opening(node.span.start, '{'),
            Value::List(items) => items.first().and_then(|first| self.opening(self.start(first), '[')),
            Value::Text(_) | Value::Empty => None,
        };
        if let Some(opening) = opening {
            return self.closing(opening);
        }
        match &node.value {
            Value::Text(_) | Value::Empty => node.span.end,
            Value::List(items) => items.iter().map(|item| self.end(item)).max().unwrap_or(node.span.end),
            Value::Mapping(entries) => {
                entries.iter().map(|(_, value)| self.end(value)).max().unwrap_or(node.span.end)
            }
        }
    }

    /// The bracket that stands directly before a byte, blanks and line ends aside.
    fn opening(&self, at: usize, bracket: char) -> Option<usize> {
        let before = self.text[..at].trim_end_matches([' ', '\n', '\r', '\t']);
        before.ends_with(bracket).then(|| before.len() - 1)
    }

    /// Where the bracket that opens at a byte is closed, one past it.
    fn closing(&self, opening: usize) -> usize {
        let bytes = self.text.as_bytes();
        let (mut at, mut depth) = (opening, 0);
        // The last sign that is no blank: only behind a mark does a quotation mark open a text.
        let mut last = b'[';
        while let Some(byte) = bytes.get(at).copied() {
            at += 1;
            match byte {
                b'[' | b'{' => depth += 1,
                b']' | b'}' => depth -= 1,
                b'"' | b'\'' if matches!(last, b'[' | b'{' | b',' | b':') => {
                    at = self.end_of_quoted(at, byte);
                }
                b'#' if bytes[at - 2].is_ascii_whitespace() => at = self.line_end(at),
                _ => {}
            }
            if depth == 0 {
                return at;
            }
            if !byte.is_ascii_whitespace() && byte != b'#' {
                last = byte;
            }
        }
        self.text.len()
    }

    /// One past the quotation mark that closes the text which begins at a byte.
    fn end_of_quoted(&self, start: usize, mark: u8) -> usize {
        let bytes = self.text.as_bytes();
        let mut at = start;
        while let Some(byte) = bytes.get(at).copied() {
            let is_pair = mark == b'\'' && byte == mark && bytes.get(at + 1) == Some(&mark);
            if is_pair || (mark == b'"' && byte == b'\\') {
                at += 2;
            } else if byte == mark {
                return at + 1;
            } else {
                at += 1;
            }
        }
        at
    }

    fn line_start(&self, at: usize) -> usize {
        self.text[..at].rfind('\n').map_or(0, |end| end + 1)
    }

    /// One past the end of the line, its line end included.
    fn line_end(&self, at: usize) -> usize {
        self.text[at..].find('\n').map_or(self.text.len(), |end| at + end + 1)
    }

    fn column(&self, at: usize) -> usize {
        self.text[self.line_start(at)..at].chars().filter(|c| *c != '\u{FEFF}').count()
    }
}

/// Goes on from the last node of a way to the outermost below it that begins at `start`.
fn find(way: &mut Vec<&Node>, start: usize) -> bool {
    let Some(node) = way.last().copied() else { return false };
    let is_root = way.len() == 1;
    if !is_root && node.span.start == start && !matches!(node.value, Value::List(_)) {
        return true;
    }
    let children: Vec<&Node> = match &node.value {
        Value::List(items) => items.iter().collect(),
        Value::Mapping(entries) => entries.iter().map(|(_, value)| value).collect(),
        Value::Text(_) | Value::Empty => Vec::new(),
    };
    children.into_iter().any(|child| {
        way.push(child);
        find(way, start) || {
            way.pop();
            false
        }
    })
}

fn is_key(name: &Node, key: &str) -> bool {
    matches!(&name.value, Value::Text(text) if text == key)
}

/// A key of a mapping.
pub(super) fn key_node<'n>(mapping: &'n Node, key: &str) -> Option<&'n Node> {
    let Value::Mapping(entries) = &mapping.value else { return None };
    entries.iter().map(|(name, _)| name).find(|name| is_key(name, key))
}

/// The value of a key.
pub(super) fn value<'n>(mapping: &'n Node, key: &str) -> Option<&'n Node> {
    let Value::Mapping(entries) = &mapping.value else { return None };
    entries.iter().find(|(name, _)| is_key(name, key)).map(|(_, value)| value)
}

/// The entries of a list, or the single value in its place.
pub(super) fn items(node: &Node) -> Vec<&Node> {
    match &node.value {
        Value::List(items) => items.iter().collect(),
        _ => vec![node],
    }
}

/// A text as YAML, in quotation marks where it needs some.
pub(crate) fn scalar(text: &str) -> String {
    if is_plain(text, |_| false) {
        text.to_owned()
    } else if text.chars().any(char::is_control) {
        double_quoted(text)
    } else {
        single_quoted(text)
    }
}

/// Whether a text needs no quotation marks; `is_fine` tells of further characters that these do not matter.
fn is_plain(text: &str, is_fine: impl Fn(char) -> bool) -> bool {
    let is_word = |c: char| is_han(c) || c.is_ascii_alphanumeric();
    text.starts_with(|c| is_word(c) || c == '<')
        && text.ends_with(|c| is_word(c) || c == '>')
        && text.chars().all(|c| is_word(c) || "|…~<>.".contains(c) || is_fine(c))
}

fn single_quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

fn double_quoted(text: &str) -> String {
    let mut quoted = String::from('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            // Writing to a string cannot fail.
            c if c.is_control() => _ = write!(quoted, "\\U{:08X}", u32::from(c)),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}
