//! Where the terms stand in a paragraph, before masks and word boundaries have their say, and what these
//! do to each: what a look at a corpus counts.

use std::ops::Range;

use crate::text::{Folded, is_han};

use super::hits::HitId;
use super::program::ScopeId;
use super::reading::Reading;
use super::tagger::{Desk, Tagger};
use super::trie::number;

/// Every occurrence of every string that the rules search for in one paragraph.
#[derive(Clone, Debug)]
pub struct Occurrences<'t> {
    /// The paragraph, folded.
    pub folded: String,
    /// Sorted by string, then place; overlapping ones included.
    pub all: Vec<Occurrence<'t>>,
}

/// One place at which a string stands.
#[derive(Clone, Debug)]
pub struct Occurrence<'t> {
    /// The string, folded.
    pub literal: &'t str,
    /// Where it stands, in bytes of the folded paragraph.
    pub bytes: Range<usize>,
    /// Whether the word boundaries drop it, where they are asked.
    pub is_lost: bool,
    masked_in: Vec<ScopeId>,
}

impl Tagger {
    /// Where the strings of the rules stand in a paragraph, masked and dropped occurrences included.
    ///
    /// ```
    /// let rules = "version: 1\ncategories:\n  - {id: x, any: 助企}\n";
    /// let tagger = cuoshi::Tagger::new(cuoshi::RuleSet::from_yaml("mine.yml", rules)?);
    /// assert!(tagger.occurrences("帮助企业").all[0].is_lost);
    /// # Ok::<(), cuoshi::Diagnostics>(())
    /// ```
    pub fn occurrences(&self, paragraph: &str) -> Occurrences<'_> {
        let folded = Folded::new(paragraph);
        let mut desk = Desk::default();
        let mut reading = self.read(paragraph, &mut desk);
        let mut all = Vec::new();
        let mut hits: Vec<HitId> = (0..number(reading.notes.hits.len())).collect();
        let place = |reading: &Reading, hit| reading.notes.hits.place(hit, &self.program);
        hits.sort_unstable_by_key(|hit| (reading.notes.hits.literal(*hit), place(&reading, *hit)));
        for hit in hits {
            let literal = &self.program.literals[reading.notes.hits.literal(hit)].text;
            let place = place(&reading, hit);
            let start = folded.byte_of(place.start);
            all.push(Occurrence {
                literal,
                bytes: start..start + literal.len(),
                is_lost: reading.is_lost(hit),
                masked_in: (0..self.program.scopes.len())
                    .filter(|scope| reading.is_masked(place, *scope))
                    .collect(),
            });
        }
        Occurrences { folded: folded.text().to_owned(), all }
    }

    /// Whether a mask hides an occurrence from a category, given by its position in the rule set.
    pub fn is_masked(&self, occurrence: &Occurrence, category: usize) -> bool {
        let scope = self.program.categories.get(category).map(|category| category.scope);
        scope.is_some_and(|scope| occurrence.masked_in.contains(&scope))
    }
}

impl Occurrences<'_> {
    /// The occurrence with the Han characters beside it, at most so many on each side.
    pub fn widened(&self, occurrence: &Occurrence, before: usize, after: usize) -> Option<&str> {
        let Range { start, end } = occurrence.bytes;
        let left = self.folded[..start].chars().rev().take(before).take_while(|c| is_han(*c));
        let right = self.folded[end..].chars().take(after).take_while(|c| is_han(*c));
        let (left, right): (Vec<char>, Vec<char>) = (left.collect(), right.collect());
        let width = |side: &[char]| side.iter().map(|c| c.len_utf8()).sum::<usize>();
        let is_whole = left.len() == before && right.len() == after;
        is_whole.then(|| &self.folded[start - width(&left)..end + width(&right)])
    }
}
