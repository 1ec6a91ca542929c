//! Reading on after a trap: the text with its traps mended is read in place of the one that YAML refuses,
//! and every place in it is led back to the text as written.

use std::ops::Range;

use super::node::{self, Node, SyntaxFault, Value};
use super::trap_lines;
use super::traps::Trap;

/// What could be read of a file, and what was in the way.
pub(super) struct Mended {
    pub(super) root: Option<Node>,
    pub(super) traps: Vec<Trap>,
    /// What YAML still refuses, with the byte of the file.
    pub(super) fault: Option<(SyntaxFault, usize)>,
}

/// Reads a file, around its traps if need be.
pub(super) fn read(text: &str) -> Mended {
    let (fault, traps) = match node::read(text) {
        Ok(root) => {
            let traps = trap_lines::indents(text);
            if traps.is_empty() {
                return Mended { root: Some(root), traps, fault: None };
            }
            (SyntaxFault::default(), traps)
        }
        Err(fault) => (fault, trap_lines::in_lines(text)),
    };
    if traps.is_empty() {
        let at = byte_of(text, &fault);
        return Mended { root: None, traps, fault: Some((fault, at)) };
    }
    let edits = Edits::of(&traps);
    let mended = edits.apply(text);
    match node::read(&mended) {
        Ok(mut root) => {
            edits.lead_back(&mut root);
            Mended { root: Some(root), traps, fault: None }
        }
        Err(fault) => {
            let at = edits.origin(byte_of(&mended, &fault));
            // A fault on a line that is told already says nothing new.
            let line = |at: usize| text[..at.min(text.len())].matches('\n').count();
            let is_told = traps.iter().any(|trap| line(trap.span.start) == line(at));
            Mended { root: None, traps, fault: (!is_told).then_some((fault, at)) }
        }
    }
}

/// The byte of a text at which YAML stumbled.
fn byte_of(text: &str, fault: &SyntaxFault) -> usize {
    let start = match fault.line {
        0 | 1 => 0,
        line => text.match_indices('\n').nth(line - 2).map_or(text.len(), |(at, _)| at + 1),
    };
    let character = text[start..].char_indices().nth(fault.column.saturating_sub(1));
    character.map_or(text.len(), |(at, _)| start + at)
}

/// The edits of all traps, in the order of the text.
struct Edits<'t> {
    edits: Vec<&'t (Range<usize>, String)>,
}

impl<'t> Edits<'t> {
    fn of(traps: &'t [Trap]) -> Edits<'t> {
        let mut edits: Vec<_> = traps.iter().flat_map(|trap| &trap.edits).collect();
        edits.sort_by_key(|(span, _)| span.start);
        Edits { edits }
    }

    fn apply(&self, text: &str) -> String {
        let mut mended = String::with_capacity(text.len() + self.edits.len());
        let mut copied = 0;
        for (span, replacement) in &self.edits {
            mended.push_str(&text[copied..span.start]);
            mended.push_str(replacement);
            copied = span.end;
        }
        mended + &text[copied..]
    }

    /// The byte of the text as written from which a byte of the mended text comes.
    fn origin(&self, byte: usize) -> usize {
        let mut behind = 0;
        let mut before = 0;
        for (span, replacement) in &self.edits {
            let start = behind + (span.start - before);
            if byte < start {
                break;
            }
            if byte < start + replacement.len() {
                return span.start;
            }
            behind = start + replacement.len();
            before = span.end;
        }
        before + (byte - behind)
    }

    fn lead_back(&self, node: &mut Node) {
        let back = |span: &Range<usize>| {
            let start = self.origin(span.start);
            start..self.origin(span.end).max(start)
        };
        node.alias = node.alias.as_ref().map(back);
        node.span = back(&node.span);
        match &mut node.value {
            Value::Empty | Value::Text(_) => {}
            Value::List(items) => items.iter_mut().for_each(|item| self.lead_back(item)),
            Value::Mapping(entries) => entries.iter_mut().for_each(|(key, value)| {
                self.lead_back(key);
                self.lead_back(value);
            }),
        }
    }
}
