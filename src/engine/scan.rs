//! All literals of all categories in a paragraph, at once: first those that say whether anything can be found, then, where
//! something can, the others. The one door to the automaton.

use std::ops::Range;
use std::slice;

use aho_corasick::{AhoCorasick, AhoCorasickKind};

use crate::text::{Alphabet, Edges, Folded, Page};

use super::audience::Audience;
use super::hits::Hits;
use super::index::Index;
use super::program::{Literal, LiteralId, Program};
use super::trie::{Entry, Trie, number};

/// In a tree, each place of a text may cost as many steps as the longest string has letters; the time of an automaton does
/// not depend on them. A tree holds so many letters of a longer literal, and shorter ones whole.
const LONG: usize = 32;

/// The search for all literals.
#[derive(Debug)]
pub(super) struct Scan {
    /// For the literals of patterns of categories, and of what conditions look for in the whole paragraph.
    first: Search,
    others: Search,
    audiences: Vec<Audience>,
}

/// The search for some of them.
#[derive(Debug)]
struct Search {
    tree: Trie,
    /// Those that do not stand for themselves everywhere.
    edged: Vec<Edged>,
    /// Those that no tree can hold.
    long: Option<Long>,
}

#[derive(Debug)]
struct Edged {
    literal: u32,
    characters: usize,
    edges: Edges,
}

#[derive(Debug)]
struct Long {
    automaton: AhoCorasick,
    literals: Vec<LiteralId>,
    edges: Vec<Edges>,
}

/// The entry of what a long literal begins with; those below are literals.
const BEGINS_LONG: Entry = 1 << 30;

/// The entries of those with edges, from the first on.
const EDGED: Entry = 1 << 31;

impl Scan {
    /// The search for all literals of a program.
    pub(super) fn of(program: &Program, alphabet: &Alphabet) -> Scan {
        let of_categories = program.patterns.iter().zip(&program.entries_of);
        let of_categories = of_categories.filter(|(_, entries)| !entries.is_empty());
        let segments = of_categories.flat_map(|(pattern, _)| &pattern.segments);
        let mut is_first = vec![false; program.literals.len()];
        for literal in segments.chain([&program.far]).flat_map(|segment| program.segments.get(*segment)) {
            is_first[*literal as usize] = true;
        }
        let (first, others) = (0..program.literals.len()).partition(|literal| is_first[*literal]);
        Scan {
            first: Search::of(first, program, alphabet),
            others: Search::of(others, program, alphabet),
            audiences: program.audiences(),
        }
    }

    /// Adds the hits of the literals that say whether anything can be found in a part of a paragraph.
    pub(super) fn look(&self, page: Page, part: Range<usize>, index: &mut Index, hits: &mut Hits) {
        self.first.find(page, slice::from_ref(&part), index, |literal, start| hits.add(literal, start));
    }

    /// Whether parts of a paragraph can be looked at one by one: long literals are looked for in all of it.
    pub(super) fn is_by_parts(&self) -> bool {
        self.first.long.is_none()
    }

    /// Adds the hits of the others in some parts of it, as far as they matter to an audience.
    pub(super) fn look_closely(
        &self,
        page: Page,
        parts: &[Range<usize>],
        audience: Audience,
        index: &mut Index,
        hits: &mut Hits,
    ) {
        self.others.find(page, parts, index, |literal, start| {
            if self.audiences[literal as usize].meets(audience) {
                hits.add(literal, start);
            }
        });
    }
}

impl Search {
    fn of(ids: Vec<LiteralId>, program: &Program, alphabet: &Alphabet) -> Search {
        let (mut strings, mut edged, mut long) = (Vec::new(), Vec::new(), Vec::new());
        for id in ids {
            let Literal { text, edges } = &program.literals[id];
            let mut letters = alphabet.spell(text);
            if letters.len() >= LONG || !Alphabet::is_exact(&letters) {
                letters.truncate(LONG);
                strings.push((letters, BEGINS_LONG));
                long.push(id);
            } else if edges.are_free() {
                strings.push((letters, number(id)));
            } else {
                let characters = letters.len();
                strings.push((letters, EDGED + number(edged.len())));
                edged.push(Edged { literal: number(id), characters, edges: *edges });
            }
        }
        Search {
            tree: Trie::of(&strings, alphabet.len()),
            edged,
            long: (!long.is_empty()).then(|| Long::of(long, program)),
        }
    }

    /// Tells `found` of all occurrences that begin in some parts of a paragraph and stand on their own at ASCII edges,
    /// overlapping ones included: of long literals, of those in all of it, after the others.
    fn find(&self, page: Page, parts: &[Range<usize>], index: &mut Index, mut found: impl FnMut(u32, usize)) {
        let mut has_long = false;
        for part in parts {
            index.look_up(page, part.clone(), &self.tree, |entry, start| match entry {
                literal @ ..BEGINS_LONG => found(literal, start),
                BEGINS_LONG => has_long = true,
                _ => {
                    let Edged { literal, characters, edges } = self.edged[(entry - EDGED) as usize];
                    let line = page.line();
                    if edges.allow(line.original(), &line.origin(start, start + characters)) {
                        found(literal, start);
                    }
                }
            });
        }
        if let Some(long) = self.long.as_ref().filter(|_| has_long) {
            long.find(page.line().original(), found);
        }
    }
}

impl Long {
    fn of(literals: Vec<LiteralId>, program: &Program) -> Long {
        let texts = literals.iter().map(|id| &program.literals[*id].text);
        #[expect(
            clippy::expect_used,
            reason = "rule files are bounded far below the automaton's two thousand million states"
        )]
        let automaton = AhoCorasick::builder()
            .kind(Some(AhoCorasickKind::ContiguousNFA))
            .build(texts)
            .expect("the automaton holds all literals");
        let edges = literals.iter().map(|id| program.literals[*id].edges).collect();
        Long { automaton, literals, edges }
    }

    #[cold]
    fn find(&self, original: &str, mut found: impl FnMut(u32, usize)) {
        let folded = Folded::new(original);
        for place in self.automaton.find_overlapping_iter(folded.text()) {
            let literal = place.pattern().as_usize();
            let (start, end) = (folded.character_at(place.start()), folded.character_at(place.end()));
            if self.edges[literal].allow(original, &folded.line().origin(start, end)) {
                found(number(self.literals[literal]), start);
            }
        }
    }
}
