//! What a tag rests on: for each match the words of its segments, and the conditions it passed with the words
//! these rest on.

use crate::engine::{Interval, Match};
use crate::ruleset::{Clause, ClauseAt, Condition, Flag, Level, List, Pattern};

use super::obstacle;
use super::scene::{Finding, Scene, Words};

/// A match and everything that lets it count.
#[derive(Clone, Debug)]
pub(crate) struct Held<'r> {
    pub(crate) at: ClauseAt,
    pub(crate) clause: &'r Clause,
    /// The number of the pattern in the clause.
    pub(crate) number: usize,
    pub(crate) pattern: &'r Pattern,
    pub(crate) words: Words,
    /// The segments in the order of the text, by their numbers in the pattern.
    pub(crate) segments: Vec<(usize, Words)>,
    /// Between a segment and the next: the characters, and how many there may be.
    pub(crate) gaps: Vec<(usize, usize)>,
    /// How many patterns of the clause have a match, where more than one is needed.
    pub(crate) at_least: Option<usize>,
    /// The levels that ask something, the outermost first.
    pub(crate) levels: Vec<Passed<'r>>,
    pub(crate) flags: Vec<(&'r Flag, Option<Finding<'r>>)>,
}

/// The conditions of a level, which the match passed.
#[derive(Clone, Debug)]
pub(crate) struct Passed<'r> {
    pub(crate) level: Level,
    /// The condition of its `if` that holds; none where it has no `if`.
    pub(crate) must: Option<Finding<'r>>,
    /// The conditions of its `unless`, none of which holds.
    pub(crate) must_not: Vec<&'r Condition>,
}

impl<'r> Scene<'_, 'r> {
    /// What a match rests on. None where the rules do not have its pattern.
    pub(super) fn held(&self, found: &Match) -> Option<Held<'r>> {
        let clauses = &self.rules.categories[self.category].clauses;
        let (clause, number) = clauses.iter().enumerate().find_map(|(at, clause)| {
            let is_it = |pattern: &Pattern| std::ptr::eq(pattern.source.as_str(), found.pattern);
            Some((at, clause.patterns.iter().position(is_it)?))
        })?;
        let at = ClauseAt { category: self.category, clause };
        let clause = &clauses[clause];
        let pattern = &clause.patterns[number];
        let place = self.trace.place_of(&found.bytes)?;
        let chain = self.trace.chain(pattern, place, self.view(clause.boundary))?;
        let measured = chain.hits.windows(2).map(|pair| pair[0].1.distance(pair[1].1));
        let is_flagged = |flag: &&Flag| found.flags.iter().any(|given| given.name() == flag.name());
        let flags = self.rules.flags.iter().filter(is_flagged);
        Some(Held {
            at,
            clause,
            number,
            pattern,
            words: self.words(place),
            gaps: measured.zip(pattern.gaps.iter().copied()).collect(),
            segments: chain.hits.iter().map(|(segment, hit)| (*segment, self.words(*hit))).collect(),
            at_least: (clause.at_least > 1).then(|| self.patterns_that_hold(at, clause)),
            levels: self.passed(at, clause, place),
            flags: flags.map(|flag| (flag, self.flag(&flag.conditions, place))).collect(),
        })
    }

    fn patterns_that_hold(&self, at: ClauseAt, clause: &'r Clause) -> usize {
        let holds = |pattern: &&'r Pattern| {
            let places = self.intervals(pattern, clause.boundary);
            places.iter().any(|place| obstacle::of_place(self, at, *place).0.is_empty())
        };
        clause.patterns.iter().filter(holds).count()
    }

    fn passed(&self, at: ClauseAt, clause: &Clause, place: Interval) -> Vec<Passed<'r>> {
        let above = self.levels().filter(|_| !clause.unconditional);
        let passed = above.chain([Level::Clause(at)]).map(|level| {
            let must = self.findings(level, List::If, place).into_iter().find(|finding| finding.holds);
            let conditions = self.rules.conditions(level);
            let must_not = conditions.map_or(&[][..], |conditions| &conditions.must_not).iter().collect();
            Passed { level, must, must_not }
        });
        passed.filter(|passed| passed.must.is_some() || !passed.must_not.is_empty()).collect()
    }
}
