//! The one pass over the text: all literals of all categories at once. The one door to the automaton.

use aho_corasick::{AhoCorasick, AhoCorasickKind};

use crate::text::Folded;

use super::program::{Literal, LiteralId};

/// Up to so many bytes of literals the automaton is a table, the fastest form, of some ten megabytes;
/// beyond, it is the smaller form. So it is for a literal that is a whole text, of which a table takes time by
/// the square of its length to make; the library would choose a table wherever there are few literals.
const TABLE_LIMIT: usize = 300_000;
const LONG_LITERAL: usize = 3_000;

/// One occurrence of one literal.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hit {
    pub(super) literal: LiteralId,
    /// In folded characters.
    pub(super) start: usize,
    pub(super) end: usize,
    /// In bytes of the folded text.
    pub(super) start_byte: usize,
    pub(super) end_byte: usize,
}

/// The automaton over all literals.
#[derive(Debug)]
pub(super) struct Scan {
    automaton: AhoCorasick,
}

impl Scan {
    pub(super) fn of(literals: &[Literal]) -> Scan {
        let bytes: usize = literals.iter().map(|literal| literal.text.len()).sum();
        let has_long = literals.iter().any(|literal| literal.text.len() > LONG_LITERAL);
        let is_table = bytes <= TABLE_LIMIT && !has_long;
        Scan::new(literals, if is_table { AhoCorasickKind::DFA } else { AhoCorasickKind::ContiguousNFA })
    }

    /// One that is made quickly, for texts that are soon searched.
    pub(super) fn for_few(literals: &[Literal]) -> Scan {
        Scan::new(literals, AhoCorasickKind::NoncontiguousNFA)
    }

    fn new(literals: &[Literal], kind: AhoCorasickKind) -> Scan {
        let build =
            |kind| AhoCorasick::builder().kind(kind).build(literals.iter().map(|literal| &literal.text));
        #[expect(
            clippy::expect_used,
            reason = "rule files are bounded far below the automaton's two thousand million states"
        )]
        let automaton = build(Some(kind)).or_else(|_| build(None)).expect("the automaton holds all literals");
        Scan { automaton }
    }

    /// All occurrences that stand on their own at ASCII edges, overlapping ones included.
    pub(super) fn hits(&self, folded: &Folded, literals: &[Literal]) -> Vec<Hit> {
        let mut hits = Vec::new();
        for found in self.automaton.find_overlapping_iter(folded.text()) {
            let (start_byte, end_byte) = (found.start(), found.end());
            let literal = found.pattern().as_usize();
            let edges = literals[literal].edges;
            if !edges.are_free() && !edges.allow(folded.original(), &folded.origin(start_byte, end_byte)) {
                continue;
            }
            let start = folded.character_at(start_byte);
            let end = start + literals[literal].characters;
            hits.push(Hit { literal, start, end, start_byte, end_byte });
        }
        hits
    }
}
