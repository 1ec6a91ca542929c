//! All literals of all categories in a paragraph, at once. What the first look has seen is not sought again. The one
//! door to the automaton.

use aho_corasick::{AhoCorasick, AhoCorasickKind};

use crate::text::{Alphabet, Edges, Folded, SIGNS, Units};

use super::audience::Audience;
use super::hits::Hit;
use super::intervals::Interval;
use super::program::{Literal, LiteralId, Program};
use super::sieve::{Prospect, Sieve};
use super::tape::{Counted, Found, LONGEST, Tape};
use super::trie::{Trie, number};

/// The search for all literals.
#[derive(Debug)]
pub(super) struct Scan {
    /// The literals that a sieve does not look for, and behind them in number the signs.
    others: Trie,
    /// Those that no tree can hold.
    long: Option<(AhoCorasick, Vec<LiteralId>)>,
    terms: Vec<Term>,
    /// The literal that each sign is at the same time.
    signs: [Option<LiteralId>; SIGNS.len()],
}

/// What must be known of a literal to take a hit of it.
#[derive(Clone, Copy, Debug)]
struct Term {
    /// For whom it matters.
    audience: Audience,
    characters: u32,
    bytes: u32,
    edges: Edges,
}

/// What is searched, and with what.
#[derive(Clone, Copy, Debug)]
pub(super) struct Search<'s> {
    pub(super) folded: &'s Folded<'s>,
    pub(super) alphabet: &'s Alphabet,
    pub(super) sieve: &'s Sieve,
    /// What the sieve has seen, if it was asked.
    pub(super) prospect: Option<Prospect<'s>>,
    /// Nobody else asks for the hits.
    pub(super) audience: Audience,
}

impl Scan {
    /// The search for all literals of a program beside its sieve.
    pub(super) fn of(program: &Program, alphabet: &Alphabet, sieve: &Sieve) -> Scan {
        let literals = &program.literals;
        let mut others = Vec::new();
        let mut long = Vec::new();
        let mut signs = [None; SIGNS.len()];
        for (number_of_sign, sign) in SIGNS.iter().enumerate() {
            others.push((vec![alphabet.letter(*sign)], number(literals.len() + number_of_sign)));
        }
        let mut is_word = vec![false; literals.len()];
        for literal in sieve.literals() {
            is_word[literal] = true;
        }
        for (id, literal) in literals.iter().enumerate().filter(|(id, _)| !is_word[*id]) {
            if let Some(sign) = sign(&literal.text) {
                signs[sign] = Some(id);
                continue;
            }
            let letters = alphabet.spell(&literal.text);
            // In the tree, each place of a text may cost as many steps as the longest literal has characters; the time
            // of an automaton does not depend on them.
            if letters.len() <= LONGEST && Alphabet::is_exact(&letters) {
                others.push((letters, number(id)));
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
        let term = |(audience, literal): (&Audience, &Literal)| Term {
            audience: *audience,
            characters: number(literal.characters),
            bytes: number(literal.text.len()),
            edges: literal.edges,
        };
        Scan {
            others: Trie::of(&others, alphabet.len()),
            long: (!long.is_empty()).then(|| automaton(long)),
            terms: program.matters_to.iter().zip(literals).map(term).collect(),
            signs,
        }
    }

    /// Adds all occurrences that matter and stand on their own at ASCII edges, overlapping ones included, and notes
    /// where clauses end.
    pub(super) fn find(&self, search: Search, tape: &mut Tape, (hits, units): (&mut Vec<Hit>, &mut Units)) {
        let Search { folded, alphabet, sieve, prospect, audience } = search;
        let text = folded.text();
        let mut add = |literal: LiteralId, start: usize, start_byte: usize| {
            let Term { audience: asks, characters, bytes, edges } = self.terms[literal];
            if asks.meets(audience) {
                let is_free = edges.are_free()
                    || edges
                        .allow(folded.original(), &folded.origin(start_byte, start_byte + bytes as usize));
                if is_free {
                    let place = Interval { start, end: start + characters as usize };
                    hits.push(Hit { literal, place, start_byte });
                }
            }
        };
        match prospect {
            // Blanks that folding keeps part what the sieve sees side by side.
            Some(prospect) if !folded.has_blanks() => {
                in_parts(folded, prospect, |word, start, start_byte| {
                    if let Some(literal) = sieve.literal_of(word) {
                        add(literal, start, start_byte);
                    }
                });
            }
            _ => tape.run(text, Counted::All, alphabet, sieve.words(), |word, found| {
                if let Some(literal) = sieve.literal_of(word) {
                    add(literal, found.start, found.start_byte);
                }
            }),
        }
        tape.run(text, Counted::All, alphabet, &self.others, |entry, Found { start, start_byte }| {
            let entry = entry as usize;
            match entry.checked_sub(self.terms.len()) {
                None => add(entry, start, start_byte),
                Some(sign) => {
                    units.add(folded, SIGNS[sign], start, start_byte);
                    if let Some(literal) = self.signs[sign] {
                        add(literal, start, start_byte);
                    }
                }
            }
        });
        if let Some((automaton, ids)) = &self.long {
            for found in automaton.find_overlapping_iter(text) {
                add(ids[found.pattern().as_usize()], folded.character_at(found.start()), found.start());
            }
        }
    }
}

/// Tells `found` of the sightings in the parts that were folded: the word, and the character and the byte of the folded
/// text at which it begins.
fn in_parts(folded: &Folded, prospect: Prospect, mut found: impl FnMut(u32, usize, usize)) {
    let mut sightings = prospect.sightings.iter().peekable();
    let mut way = folded.way();
    for part in prospect.parts {
        while sightings.next_if(|sighting| sighting.start_byte < part.start).is_some() {}
        // From the first one on, letters and characters of folded text march in step.
        let mut step = None;
        while let Some(sighting) = sightings.next_if(|sighting| sighting.start_byte < part.end) {
            let (start, start_byte) = (sighting.start as usize, way.folded(sighting.start_byte));
            let (first, character) = *step.get_or_insert_with(|| (start, folded.character_at(start_byte)));
            found(sighting.word, character + (start - first), start_byte);
        }
    }
}

/// The sign that a literal is.
fn sign(literal: &str) -> Option<usize> {
    let mut characters = literal.chars();
    let only = characters.next().filter(|_| characters.as_str().is_empty())?;
    SIGNS.iter().position(|sign| *sign == only)
}
