//! Which patterns a tag rests on: all that hold, also those whose matches lie inside longer ones and so are no
//! evidence. It shows what would become of a tag without a pattern.

use crate::ruleset::Category;

use super::program::Entry;
use super::reading::Reading;
use super::tagger::{Desk, Tagger};

/// A clause that holds somewhere in a paragraph, and so is enough for the tag of its category.
#[derive(Clone, Debug)]
pub struct Claim<'r> {
    /// The category.
    pub category: &'r Category,
    /// The patterns of the clause that have a match.
    pub patterns: Vec<Claimant<'r>>,
    /// How many of these are needed.
    pub at_least: usize,
}

/// A pattern with a match.
#[derive(Clone, Copy, Debug)]
pub struct Claimant<'r> {
    /// Its number among the patterns of its category, from 0.
    pub number: usize,
    /// As the analyst wrote it.
    pub pattern: &'r str,
    /// How many matches it has.
    pub matches: usize,
}

impl Claim<'_> {
    /// Whether the clause holds without the pattern of this number too.
    pub fn holds_without(&self, number: usize) -> bool {
        self.patterns.iter().filter(|claimant| claimant.number != number).count() >= self.at_least
    }
}

impl Tagger {
    /// The clauses that hold in a paragraph, in the order of the rules: [`tag`](Tagger::tag) gives a category
    /// exactly where it has one.
    pub fn claims(&self, paragraph: &str) -> Vec<Claim<'_>> {
        let mut desk = Desk::default();
        let mut reading = self.read(paragraph, &mut desk);
        let entries = self.entries(&reading);
        let of_one_clause = |a: &Entry, b: &Entry| (a.category, a.clause) == (b.category, b.clause);
        entries.chunk_by(of_one_clause).filter_map(|entries| self.claim(&mut reading, entries)).collect()
    }

    /// The claim of a clause, of which `entries` may match.
    fn claim(&self, reading: &mut Reading, entries: &[Entry]) -> Option<Claim<'_>> {
        let Entry { category: at, clause, .. } = *entries.first()?;
        let category = &self.rules().categories()[at];
        let clause = &self.program.categories[at].clauses[clause];
        let mut patterns = Vec::new();
        for entry in entries {
            let view = reading.view(clause.boundary, self.program.categories[at].scope);
            let mut intervals = Vec::new();
            reading.intervals(clause.patterns[entry.position], view, &mut intervals);
            let held = intervals.iter().filter(|place| self.holds(reading, at, clause, **place));
            let matches = held.count();
            let number = clause.patterns_before + entry.position;
            let pattern = &self.pattern(*entry).source;
            if matches > 0 {
                patterns.push(Claimant { number, pattern, matches });
            }
        }
        let claim = Claim { category, patterns, at_least: clause.at_least };
        (claim.patterns.len() >= claim.at_least).then_some(claim)
    }
}
