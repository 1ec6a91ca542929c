//! What stands in brackets and braces, over as many lines as they are open. Brackets that are left open end
//! before the next line that stands too far left to be in them.

use super::outline::{Shape, Style};
use super::scanner::Scanner;

/// Brackets or braces that are open.
struct Open {
    /// The list or mapping; nothing where they stand too deep.
    part: Option<usize>,
    is_mapping: bool,
    /// The key whose value is next.
    entry: Option<usize>,
    /// Whether it is a single pair within brackets, which ends with it.
    is_pair: bool,
}

impl Scanner<'_> {
    /// Reads the brackets or braces that open at `from`, and gives their part. `owner` is the column of the key
    /// or dash they belong to.
    pub(super) fn flow(&mut self, from: usize, parent: Option<usize>, owner: Option<usize>) -> Option<usize> {
        let mut open: Vec<Open> = Vec::new();
        let mut first = None;
        self.at = from;
        while let Some(sign) = self.text[self.at..].chars().next() {
            let at = self.at;
            match sign {
                '[' | '{' => {
                    let part = self.opened(&open, sign == '{', parent);
                    first = first.or(part);
                    open.push(Open { part, is_mapping: sign == '{', entry: None, is_pair: false });
                    self.at += 1;
                }
                ']' | '}' => {
                    self.at += 1;
                    close_pair(&mut open);
                    if let Some(part) = open.pop().and_then(|closed| closed.part) {
                        self.extend(part, at + 1);
                    }
                    if let Some(outer) = open.last_mut() {
                        outer.entry = None;
                    } else {
                        return first;
                    }
                }
                ',' => {
                    self.at += 1;
                    close_pair(&mut open);
                    if let Some(open) = open.last_mut() {
                        open.entry = None;
                    }
                }
                '\n' if self.begins_something(at + 1, owner) => return first,
                '#' if self.text[..at].ends_with([' ', '\t', '\n']) => {
                    self.at += self.line_from(at).len().max(1);
                }
                c if c.is_whitespace() => self.at += c.len_utf8(),
                _ => self.flow_text(&mut open, owner),
            }
        }
        first
    }

    /// The part that a bracket opens here.
    fn opened(&mut self, open: &[Open], is_mapping: bool, parent: Option<usize>) -> Option<usize> {
        if self.is_too_deep(open.len()) {
            return None;
        }
        let parent = match open.last() {
            Some(outer) => Some(outer.entry.or(outer.part)?),
            None => parent,
        };
        let shape =
            if is_mapping { Shape::Mapping { in_braces: true } } else { Shape::List { in_brackets: true } };
        Some(self.add(parent, shape, self.at..self.at + 1))
    }

    /// Reads a text in brackets or braces: a key, if a colon follows.
    fn flow_text(&mut self, open: &mut Vec<Open>, owner: Option<usize>) {
        let from = self.at;
        let is_quoted = self.text[from..].starts_with(['"', '\'']);
        let end = if is_quoted { self.quoted_end(from, owner) } else { self.plain_end(from, owner) };
        let end = end.max(from + self.text[from..].chars().next().map_or(1, char::len_utf8));
        self.at = end;
        let behind = self.text[end..].trim_start_matches([' ', '\t']);
        let after_colon = behind.strip_prefix(':');
        let is_key = after_colon.is_some_and(|rest| is_quoted || ends_key(rest));
        let Some(inner) = open.last_mut() else { return };
        let Some(part) = inner.part else { return };
        if is_key {
            self.at = self.text.len() - behind.len() + 1;
            let mut mapping = part;
            if !inner.is_mapping {
                mapping = self.add(Some(part), Shape::Mapping { in_braces: false }, from..end);
                open.push(Open { part: Some(mapping), is_mapping: true, entry: None, is_pair: true });
            }
            let entry =
                self.add(Some(mapping), Shape::Entry { key: from..end, has_colon: true }, from..self.at);
            if let Some(inner) = open.last_mut() {
                inner.entry = Some(entry);
            }
            return;
        }
        let style = match self.text.as_bytes()[from] {
            _ if is_quoted => Style::Quoted,
            b'*' => Style::Alias,
            _ => Style::Plain,
        };
        match (inner.entry.take(), inner.is_mapping) {
            (Some(entry), _) => _ = self.add(Some(entry), Shape::Text(style), from..end),
            (None, true) => {
                _ = self.add(Some(part), Shape::Entry { key: from..end, has_colon: false }, from..end);
            }
            (None, false) => _ = self.add(Some(part), Shape::Text(style), from..end),
        }
    }

    /// Where the plain text ends that begins at `from`.
    fn plain_end(&self, from: usize, owner: Option<usize>) -> usize {
        let mut end = from;
        let mut before = 'x';
        for (at, c) in self.text[from..].char_indices() {
            let at = from + at;
            match c {
                ',' | '[' | ']' | '{' | '}' => break,
                ':' if ends_key(&self.text[at + 1..]) => break,
                '#' if before.is_whitespace() => break,
                '\n' if self.begins_something(at + 1, owner) => break,
                c if c.is_whitespace() => {}
                c => end = at + c.len_utf8(),
            }
            before = c;
        }
        end
    }
}

/// Whether a colon before this ends a key.
fn ends_key(behind: &str) -> bool {
    behind.is_empty() || behind.starts_with([' ', '\t', '\r', '\n', ',', ']', '}'])
}

/// A pair within brackets ends where the next entry begins.
fn close_pair(open: &mut Vec<Open>) {
    if open.last().is_some_and(|inner| inner.is_pair) {
        open.pop();
    }
}
