//! The one pass over the text: all literals of all categories at once. The one door to the automaton.

use aho_corasick::{AhoCorasick, AhoCorasickKind};

use crate::text::{Alphabet, Edges, Folded, SIGNS, Units};

use super::audience::Audience;
use super::hits::Hit;
use super::intervals::Interval;
use super::program::{LiteralId, Program};
use super::tape::{Counted, Found, LONGEST, Tape};
use super::trie::{Trie, number};

/// The search for all literals.
#[derive(Debug)]
pub(super) struct Scan {
    short: Trie,
    long: Option<(AhoCorasick, Vec<LiteralId>)>,
    /// Of each literal: for whom it matters, and what it demands of its neighbours.
    terms: Vec<(Audience, Edges)>,
    /// The literal that each sign is at the same time. In the tree, signs stand behind the literals.
    signs: [Option<LiteralId>; SIGNS.len()],
}

impl Scan {
    pub(super) fn of(program: &Program, alphabet: &Alphabet) -> Scan {
        let literals = &program.literals;
        let mut short = Vec::new();
        let mut long = Vec::new();
        let mut signs = [None; SIGNS.len()];
        for (number_of_sign, sign) in SIGNS.iter().enumerate() {
            short.push((vec![alphabet.letter(*sign)], number(literals.len() + number_of_sign)));
        }
        for (id, literal) in literals.iter().enumerate() {
            if let Some(sign) = sign(&literal.text) {
                signs[sign] = Some(id);
                continue;
            }
            let letters = alphabet.spell(&literal.text);
            // In the tree, each place of a text may cost as many steps as the longest literal has characters; the time
            // of an automaton does not depend on them.
            if letters.len() <= LONGEST && Alphabet::is_exact(&letters) {
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
            terms: program.matters_to.iter().copied().zip(literals.iter().map(|l| l.edges)).collect(),
            signs,
        }
    }

    /// Adds all occurrences that matter to an audience and stand on their own at ASCII edges, overlapping ones
    /// included, and notes where clauses end.
    pub(super) fn find(
        &self,
        folded: &Folded,
        alphabet: &Alphabet,
        program: &Program,
        audience: Audience,
        tape: &mut Tape,
        (hits, units): (&mut Vec<Hit>, &mut Units),
    ) {
        let mut add = |hit: Hit| {
            let (asked_by, edges) = self.terms[hit.literal];
            if asked_by.meets(audience)
                && (edges.are_free()
                    || edges.allow(folded.original(), &folded.origin(hit.start_byte, hit.end_byte)))
            {
                hits.push(hit);
            }
        };
        let literals = self.terms.len();
        tape.run(folded.text(), Counted::All, alphabet, &self.short, |entry, found| {
            let Found { start, end, start_byte, end_byte } = found;
            let mut literal = Some(entry as usize);
            if let Some(sign) = literal.and_then(|entry| entry.checked_sub(literals)) {
                units.add(folded, SIGNS[sign], start, start_byte);
                literal = self.signs[sign];
            }
            if let Some(literal) = literal {
                add(Hit { literal, place: Interval { start, end }, start_byte, end_byte });
            }
        });
        if let Some((automaton, ids)) = &self.long {
            for found in automaton.find_overlapping_iter(folded.text()) {
                let literal = ids[found.pattern().as_usize()];
                let (start_byte, end_byte) = (found.start(), found.end());
                let start = folded.character_at(start_byte);
                let end = start + program.literals[literal].characters;
                add(Hit { literal, place: Interval { start, end }, start_byte, end_byte });
            }
        }
    }
}

/// The sign that a literal is.
fn sign(literal: &str) -> Option<usize> {
    let mut characters = literal.chars();
    let only = characters.next().filter(|_| characters.as_str().is_empty())?;
    SIGNS.iter().position(|sign| *sign == only)
}
