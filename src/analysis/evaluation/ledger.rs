//! The ledger of patterns: what each brings that nothing else brings, and how much of it is right.

use std::cmp::Reverse;

use crate::analysis::statistics::{Counts, share};
use crate::engine::{Claim, Tagger};
use crate::ruleset::Place;

use super::{Evaluation, Judged, JudgedParagraph};

/// What each pattern of the rules is worth.
#[derive(Clone, Debug)]
pub struct Ledger<'g> {
    /// The patterns: harmful ones first, then those without which nothing would change, then those
    /// that are never found, then useful ones, each kind by weight.
    pub entries: Vec<LedgerEntry<'g>>,
}

/// What one pattern is worth.
#[derive(Clone, Debug)]
pub struct LedgerEntry<'g> {
    /// The category it is judged as.
    pub category: &'g Judged,
    /// As the analyst wrote it.
    pub pattern: &'g str,
    /// Where it is written.
    pub place: &'g Place,
    /// How many matches it has.
    pub matches: usize,
    /// In how many paragraphs.
    pub paragraphs: usize,
    /// How many of these have the category by the coder too.
    pub right: usize,
    /// How many paragraphs would lose the category without it.
    pub alone: usize,
    /// How many of these have the category by the coder too.
    pub alone_right: usize,
    /// What F1 of the category would gain without it; negative where it would lose.
    pub gain_without: f64,
}

/// What a pattern is worth to the scores.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Worth {
    /// Without it the category would score better, or no worse.
    Harmful,
    /// Others find all that it finds.
    Idle,
    /// It has no match.
    Unused,
    /// Without it the category would score worse.
    Useful,
}

impl Worth {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Worth::Harmful => "harmful",
            Worth::Unused => "unused",
            Worth::Idle => "idle",
            Worth::Useful => "useful",
        }
    }
}

impl LedgerEntry<'_> {
    /// What it is worth to the scores.
    pub fn worth(&self) -> Worth {
        match (self.matches, self.alone) {
            (0, _) => Worth::Unused,
            (_, 0) => Worth::Idle,
            _ if self.gain_without >= 0.0 => Worth::Harmful,
            _ => Worth::Useful,
        }
    }

    /// The share of its paragraphs that have the category by the coder too.
    pub fn share_right(&self) -> Option<f64> {
        share(self.right, self.paragraphs)
    }

    fn count(&mut self, matches: usize, is_alone: bool, is_right: bool) {
        self.matches += matches;
        self.paragraphs += 1;
        self.right += usize::from(is_right);
        self.alone += usize::from(is_alone);
        self.alone_right += usize::from(is_alone && is_right);
    }

    /// What F1 gains without it, where `counts` are those of the category. A category that nobody coded scores best
    /// when nothing gets it.
    fn gain(&self, counts: Counts) -> f64 {
        let wrong = self.alone - self.alone_right;
        let without = Counts {
            right: counts.right - self.alone_right,
            wrong: counts.wrong - wrong,
            missed: counts.missed + self.alone_right,
        };
        let score =
            |counts: Counts| share(2 * counts.right, counts.support() + counts.tagged()).unwrap_or(1.0);
        score(without) - score(counts)
    }
}

impl<'g> Evaluation<'g> {
    /// What each pattern of the rules is worth.
    pub fn ledger(&self) -> Ledger<'g> {
        let mut rows = Rows::of(self.tagger, self);
        for judged in &self.paragraphs {
            rows.add(judged, &self.tagger.claims(&judged.paragraph.text));
        }
        let totals = self.totals();
        let settle = |(at, mut entry): (usize, LedgerEntry<'g>)| {
            entry.gain_without = entry.gain(totals[at]);
            entry
        };
        let mut entries: Vec<LedgerEntry> = rows.rows.into_iter().map(settle).collect();
        entries.sort_by_key(|entry| {
            let wrong_alone = entry.alone - entry.alone_right;
            let weight = (wrong_alone.abs_diff(entry.alone_right), entry.alone, entry.paragraphs);
            (entry.worth(), Reverse(weight))
        });
        Ledger { entries }
    }
}

/// The entries in the order of the rules, each with the position of the category it is judged as.
struct Rows<'g> {
    rows: Vec<(usize, LedgerEntry<'g>)>,
    /// Of each category that is judged: its id and where its first pattern stands.
    starts: Vec<(&'g str, usize)>,
}

impl<'g> Rows<'g> {
    fn of(tagger: &'g Tagger, evaluation: &Evaluation<'g>) -> Rows<'g> {
        let scheme = &evaluation.gold.scheme;
        let mut all = Rows { rows: Vec::new(), starts: Vec::new() };
        for category in tagger.rules().categories() {
            let Some(at) = scheme.position(category.id()) else { continue };
            all.starts.push((category.id(), all.rows.len()));
            let patterns = category.clauses.iter().flat_map(|clause| &clause.patterns);
            all.rows.extend(patterns.map(|pattern| {
                let entry = LedgerEntry {
                    category: &scheme.judged()[at],
                    pattern: &pattern.source,
                    place: &pattern.place,
                    matches: 0,
                    paragraphs: 0,
                    right: 0,
                    alone: 0,
                    alone_right: 0,
                    gain_without: 0.0,
                };
                (at, entry)
            }));
        }
        all
    }

    /// Counts a paragraph, in which these clauses hold.
    fn add(&mut self, judged: &JudgedParagraph, claims: &[Claim]) {
        let start = |claim: &Claim| {
            let found = self.starts.iter().find(|(id, _)| *id == claim.category.id());
            found.map(|(_, start)| *start)
        };
        let own: Vec<(&Claim, usize)> =
            claims.iter().filter_map(|claim| Some((claim, start(claim)?))).collect();
        for (claim, start) in &own {
            for claimant in &claim.patterns {
                let row = start + claimant.number;
                let at = self.rows[row].0;
                // Of all clauses that give the judged category, which hold without the pattern?
                let mut others = own.iter().filter(|(_, start)| self.rows[*start].0 == at);
                let remains = others.any(|(other, start)| match row.checked_sub(*start) {
                    Some(number) if other.category.id() == claim.category.id() => other.holds_without(number),
                    _ => true,
                });
                self.rows[row].1.count(claimant.matches, !remains, judged.is_coded(at));
            }
        }
    }
}
