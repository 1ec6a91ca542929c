//! The one pass over the text: all literals of all categories at once. The one door to the automaton.

use std::str::Chars;

use aho_corasick::{AhoCorasick, AhoCorasickKind};

use crate::text::{Alphabet, Edges, Folded};

use super::hits::Hit;
use super::intervals::Interval;
use super::program::{Literal, LiteralId};
use super::trie::{Trie, number};

/// Literals of more characters are searched by an automaton, whose time does not depend on their length: in
/// the tree, each place of a text may cost as many steps.
const LONG: usize = 32;

/// The search for all literals.
#[derive(Debug)]
pub(super) struct Scan {
    short: Trie,
    long: Option<(AhoCorasick, Vec<LiteralId>)>,
    /// Of each literal.
    edges: Vec<Edges>,
}

impl Scan {
    pub(super) fn of(literals: &[Literal], alphabet: &Alphabet) -> Scan {
        let mut short = Vec::new();
        let mut long = Vec::new();
        for (id, literal) in literals.iter().enumerate() {
            let letters = alphabet.spell(&literal.text);
            if letters.len() <= LONG && Alphabet::is_exact(&letters) {
                short.push((letters, number(id)));
            } else {
                long.push(id);
            }
        }
        let automaton = |long: Vec<LiteralId>| {
            let texts = long.iter().map(|id| &literals[*id].text);
            #[expect(
                clippy::expect_used,
                reason = "rule files are bounded far below the automaton's two thousand million states"
            )]
            let automaton = AhoCorasick::builder()
                .kind(Some(AhoCorasickKind::ContiguousNFA))
                .build(texts)
                .expect("the automaton holds all literals");
            (automaton, long)
        };
        Scan {
            short: Trie::of(&short, alphabet.len()),
            long: (!long.is_empty()).then(|| automaton(long)),
            edges: literals.iter().map(|literal| literal.edges).collect(),
        }
    }

    /// Adds all occurrences that stand on their own at ASCII edges, overlapping ones included.
    pub(super) fn find(
        &self,
        folded: &Folded,
        alphabet: &Alphabet,
        literals: &[Literal],
        hits: &mut Vec<Hit>,
    ) {
        let mut add = |hit: Hit| {
            let edges = self.edges[hit.literal];
            if edges.are_free()
                || edges.allow(folded.original(), &folded.origin(hit.start_byte, hit.end_byte))
            {
                hits.push(hit);
            }
        };
        self.short_hits(folded.text(), alphabet, &mut add);
        if let Some((automaton, ids)) = &self.long {
            for found in automaton.find_overlapping_iter(folded.text()) {
                let literal = ids[found.pattern().as_usize()];
                let (start_byte, end_byte) = (found.start(), found.end());
                let start = folded.character_at(start_byte);
                let end = start + literals[literal].characters;
                add(Hit { literal, place: Interval { start, end }, start_byte, end_byte });
            }
        }
    }

    fn short_hits(&self, text: &str, alphabet: &Alphabet, add: &mut impl FnMut(Hit)) {
        let mut rest = text.chars();
        let byte_before = |rest: &Chars| text.len() - rest.as_str().len();
        let (mut start, mut start_byte) = (0, 0);
        let mut first = rest.next().map(|c| alphabet.letter(c));
        while let Some(letter) = first {
            let mut add = |literal, end, end_byte| {
                add(Hit { literal: literal as usize, place: Interval { start, end }, start_byte, end_byte });
            };
            let next_byte = byte_before(&rest);
            if let Some(literal) = self.short.single(letter) {
                add(literal, start + 1, next_byte);
            }
            first = rest.next().map(|c| alphabet.letter(c));
            let mut node = first.and_then(|second| self.short.begin(letter, second));
            let mut ahead = rest.clone();
            let mut end = start + 2;
            while let Some(here) = node {
                if let Some(literal) = self.short.entry(here) {
                    add(literal, end, byte_before(&ahead));
                }
                node = ahead.next().and_then(|c| self.short.step(here, alphabet.letter(c)));
                end += 1;
            }
            start += 1;
            start_byte = next_byte;
        }
    }
}
