//! The clauses that came nearest to holding, and what stopped each.

use crate::engine::{Interval, Sighting};
use crate::ruleset::{Clause, ClauseAt, Pattern, PatternAt};

use super::attempt::{self, Attempt, weight};
use super::obstacle::{self, Obstacle};
use super::remedy::Remedy;
use super::scene::{Scene, Words};

/// Of a pattern with more matches, so many are looked at.
const MOST_MATCHES: usize = 60;

/// A clause that did not hold, by the pattern of it that came nearest.
#[derive(Clone, Debug)]
pub(crate) struct Miss<'r> {
    pub(crate) at: ClauseAt,
    pub(crate) clause: &'r Clause,
    pub(crate) pattern: &'r Pattern,
    /// The segments in the order in which they were sought, each with its words where it stands.
    pub(crate) segments: Vec<(usize, Option<Words>)>,
    /// Never empty.
    pub(crate) obstacles: Vec<Obstacle<'r>>,
    /// What would change the result, each by itself.
    pub(crate) remedies: Vec<Remedy>,
    /// How much is missing.
    pub(super) cost: usize,
}

impl Miss<'_> {
    /// How many things would have to be otherwise; what is not there at all counts twice.
    pub(super) fn lacks(&self) -> usize {
        let weight = |obstacle: &Obstacle| if matches!(obstacle, Obstacle::Missing { .. }) { 2 } else { 1 };
        self.obstacles.iter().map(weight).sum()
    }

    /// Whether what stands there speaks for the category: all of the pattern, or at least one of its segments that
    /// counts and is more than a character, which stands in any text.
    pub(super) fn is_telling(&self) -> bool {
        let is_whole = self.segments.iter().all(|(_, words)| words.is_some());
        let found = || self.segments.iter().filter_map(|(_, words)| words.as_ref());
        let counts = |found: &&Words| {
            !self.obstacles.iter().any(|obstacle| match obstacle {
                Obstacle::Lost { words, .. }
                | Obstacle::Cut { words, .. }
                | Obstacle::Masked { words, .. } => words == *found,
                _ => false,
            })
        };
        is_whole || found().filter(counts).any(|words| words.span.len() > 1)
    }

    /// From the first to the last character of what stands there.
    pub(super) fn place(&self) -> Option<Interval> {
        let places = || self.segments.iter().filter_map(|(_, words)| Some(words.as_ref()?.place));
        let start = places().map(|place| place.start).min()?;
        Some(Interval { start, end: places().map(|place| place.end).max()? })
    }
}

impl<'r> Scene<'_, 'r> {
    /// For each clause of which something stands in the paragraph, what came nearest; the nearest first.
    pub(super) fn misses(&self) -> Vec<Miss<'r>> {
        let clauses = 0..self.rules.categories[self.category].clauses.len();
        let clause = |clause| self.miss(ClauseAt { category: self.category, clause });
        let mut misses: Vec<Miss> = clauses.filter_map(clause).collect();
        misses.sort_by_key(|miss| (miss.lacks(), miss.cost));
        misses
    }

    /// Of these, those that say something of the category.
    pub(super) fn telling_misses(&self) -> Vec<Miss<'r>> {
        let mut misses = self.misses();
        misses.retain(Miss::is_telling);
        misses
    }

    /// What came nearest in a clause that does not hold.
    pub(super) fn miss(&self, at: ClauseAt) -> Option<Miss<'r>> {
        let clause = self.rules.clause(at)?;
        let mut tries: Vec<Miss> = Vec::new();
        let mut others = Vec::new();
        for number in 0..clause.patterns.len() {
            let nearest = self.nearest_try(at, clause, number);
            if nearest.as_ref().is_none_or(|nearest| !nearest.obstacles.is_empty()) {
                others.push(&clause.patterns[number]);
            }
            tries.extend(nearest);
        }
        tries.sort_by_key(|one| one.cost);
        let found = clause.patterns.len() - others.len();
        let is_short = found < clause.at_least && clause.at_least > 1;
        let mut miss = if is_short && found > 0 {
            // What lacks most simply is a further pattern; the one that is there stands for the clause.
            tries.into_iter().next()?
        } else {
            tries.into_iter().find(|one| !one.obstacles.is_empty())?
        };
        if is_short {
            let needed = clause.at_least;
            miss.obstacles.push(Obstacle::AtLeast { clause: at, found, needed, others });
            miss.cost += weight::AT_LEAST * (needed - found);
        }
        Some(miss)
    }

    /// The try at a pattern with which least is wrong.
    fn nearest_try(&self, at: ClauseAt, clause: &'r Clause, number: usize) -> Option<Miss<'r>> {
        let pattern = &clause.patterns[number];
        let view = self.view(clause.boundary);
        let matches = self.intervals(pattern, clause.boundary);
        // Where patterns are counted, each must be seen to hold.
        let most = if clause.at_least > 1 { usize::MAX } else { MOST_MATCHES };
        let attempts: Vec<Attempt> = if matches.is_empty() {
            attempt::all(self.trace, pattern, view)
        } else {
            let chain = |place: &Interval| self.trace.chain(pattern, *place, view);
            matches.iter().take(most).filter_map(chain).map(|chain| Attempt::of_match(&chain.hits)).collect()
        };
        let tries = attempts.iter().filter_map(|attempt| {
            let (conditions, cost) = obstacle::of_place(self, at, attempt.place()?);
            Some((attempt, conditions, attempt.cost + cost))
        });
        let (attempt, conditions, cost) = tries.min_by_key(|(_, _, cost)| *cost)?;
        let pattern_at = PatternAt::Match(at, number);
        let mut obstacles = obstacle::of_attempt(self, &pattern_at, pattern, attempt, clause.boundary);
        obstacles.extend(conditions);
        let words = |(segment, sighting): &(usize, Option<Sighting>)| {
            (*segment, sighting.as_ref().map(|sighting| self.words(sighting.place)))
        };
        let segments = attempt.steps.iter().map(words).collect();
        Some(Miss { at, clause, pattern, segments, obstacles, remedies: Vec::new(), cost })
    }
}
