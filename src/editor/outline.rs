//! What stands where in a rule file as far as it is written. An editor asks while an analyst types, when most
//! files are unfinished and YAML would refuse them; so this reads line by line and goes on after whatever it
//! does not understand.

use std::ops::Range;

use super::role::Role;
use super::scanner::Scanner;

/// The parts of one file, each after the one it stands in.
#[derive(Debug)]
pub(super) struct Outline {
    parts: Vec<Part>,
}

/// One thing that stands in a file.
#[derive(Clone, Debug)]
pub(super) struct Part {
    /// What it stands in, as a position among the parts.
    pub(super) parent: Option<usize>,
    pub(super) shape: Shape,
    /// Where it stands, in bytes of the text, from its first sign to its last.
    pub(super) span: Range<usize>,
    /// What the language has it stand for.
    pub(super) role: Role,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    Mapping {
        in_braces: bool,
    },
    List {
        in_brackets: bool,
    },
    /// A key, with quotation marks if it has some; what it leads to is its child. Without a colon it may be a
    /// key that is being typed.
    Entry {
        key: Range<usize>,
        has_colon: bool,
    },
    Text(Style),
}

/// How a text is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    Plain,
    /// In quotation marks.
    Quoted,
    /// As lines below `|` or `>`.
    Block,
    /// `*name`: what another part says.
    Alias,
}

impl Outline {
    pub(super) fn of(text: &str) -> Outline {
        Outline { parts: Scanner::parts(text) }
    }

    pub(super) fn parts(&self) -> &[Part] {
        &self.parts
    }

    pub(super) fn part(&self, at: usize) -> &Part {
        &self.parts[at]
    }

    /// The innermost text or key that stands at a byte, its end included.
    pub(super) fn at(&self, byte: usize) -> Option<usize> {
        let is_there = |part: &Part| match &part.shape {
            Shape::Text(_) => part.span.start <= byte && byte <= part.span.end,
            Shape::Entry { key, .. } => key.start <= byte && byte <= key.end,
            Shape::Mapping { .. } | Shape::List { .. } => false,
        };
        self.parts.iter().rposition(is_there)
    }

    /// A part and all that it stands in, from the inside out.
    pub(super) fn lineage(&self, at: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(Some(at), |at| self.parts[*at].parent)
    }

    /// The parts that stand right in another.
    pub(super) fn children(&self, of: usize) -> impl Iterator<Item = usize> + '_ {
        // Whatever stands in a part comes after it and before the next part that does not.
        let after = self.parts.iter().enumerate().skip(of + 1);
        let end = self.parts[of].span.end;
        after
            .take_while(move |(_, part)| part.span.start < end)
            .filter(move |(_, part)| part.parent == Some(of))
            .map(|(at, _)| at)
    }

    /// The entry of a mapping with this key.
    pub(super) fn entry(&self, text: &str, mapping: usize, name: &str) -> Option<usize> {
        self.children(mapping).find(|at| self.key(text, *at) == Some(name))
    }

    /// The key of an entry, without quotation marks.
    pub(super) fn key<'t>(&self, text: &'t str, at: usize) -> Option<&'t str> {
        match &self.parts[at].shape {
            Shape::Entry { key, .. } => Some(unquoted(text.get(key.clone())?)),
            _ => None,
        }
    }

    /// What a key leads to.
    pub(super) fn value(&self, entry: usize) -> Option<usize> {
        self.children(entry).next()
    }

    /// How many entries a value has: those of a list, or the one that stands there alone.
    pub(super) fn entries(&self, value: usize) -> usize {
        match self.parts[value].shape {
            Shape::List { .. } => self.children(value).count(),
            _ => 1,
        }
    }

    /// The texts of a value: those of a list, or the one that stands there alone.
    pub(super) fn texts(&self, value: usize) -> Vec<usize> {
        match self.parts[value].shape {
            Shape::Text(_) => vec![value],
            Shape::List { .. } => {
                let is_text = |at: &usize| matches!(self.parts[*at].shape, Shape::Text(_));
                self.children(value).filter(is_text).collect()
            }
            _ => Vec::new(),
        }
    }
}

/// A scalar as written without the quotation marks around it.
pub(super) fn unquoted(written: &str) -> &str {
    let inner = |mark: char| written.strip_prefix(mark)?.strip_suffix(mark);
    inner('"').or_else(|| inner('\'')).unwrap_or(written)
}
