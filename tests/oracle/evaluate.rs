//! The tags of a text by brute force: every definition of the language page written out as it stands
//! there, without an automaton, without an index.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use super::fold::{self, Folded};
use super::rules::{Alternative, Boundary, Category, Clause, Condition, Pattern, Place, Relation, Rules};
use super::rules::{Surroundings, Within};

/// Folded characters, half-open.
type Interval = (usize, usize);

/// One piece of evidence: category, start, end, pattern as written, flags.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    pub category: String,
    pub start: usize,
    pub end: usize,
    pub pattern: String,
    pub flags: Vec<String>,
}

pub fn evidence(rules: &Rules, text: &str) -> Vec<Evidence> {
    let folded = fold::fold(text);
    let reading = Reading {
        rules,
        tokens: fold::tokens(&folded, &rules.lexicon()),
        sentences: folded.sentences(),
        clauses: folded.clauses(),
        folded,
        known: RefCell::default(),
    };
    rules.categories.iter().flat_map(|category| reading.category(category)).collect()
}

struct Reading<'r> {
    rules: &'r Rules,
    folded: Folded,
    tokens: Vec<Interval>,
    sentences: Vec<usize>,
    clauses: Vec<usize>,
    known: RefCell<BTreeMap<String, Vec<Interval>>>,
}

impl Reading<'_> {
    fn category(&self, category: &Category) -> Vec<Evidence> {
        let parents = self.rules.parents(category.id);
        let own_masks = parents.iter().flat_map(|parent| &parent.masks).chain(&category.masks);
        let masks = self.masks(self.rules.masks.iter().chain(own_masks));
        let mut levels = vec![&self.rules.surroundings];
        levels.extend(parents.iter().map(|parent| &parent.surroundings));
        levels.push(&category.surroundings);

        let mut matches: Vec<(Interval, &Pattern)> = Vec::new();
        for clause in &category.clauses {
            matches.extend(self.clause(clause, &levels, &masks));
        }
        // Equal ones are credited to the first in the file, so later ones are left out.
        let mut evidence: BTreeMap<Interval, &Pattern> = BTreeMap::new();
        for (interval, pattern) in &matches {
            if !matches.iter().any(|(other, _)| other != interval && is_within(*interval, *other)) {
                evidence.entry(*interval).or_insert(pattern);
            }
        }
        let flag_masks = self.masks(self.rules.masks.iter());
        let piece = |(interval, pattern): (Interval, &Pattern)| Evidence {
            category: category.id.to_owned(),
            start: self.folded.origins[interval.0],
            end: self.folded.origins[interval.1 - 1] + 1,
            pattern: super::yaml::pattern(self.rules, pattern),
            flags: self.flags(interval, &flag_masks),
        };
        evidence.into_iter().map(piece).collect()
    }

    /// The matches of a clause that pass everything, or none where too few of its patterns have one.
    fn clause<'c>(
        &self,
        clause: &'c Clause,
        levels: &[&Surroundings],
        masks: &[Interval],
    ) -> Vec<(Interval, &'c Pattern)> {
        let mut levels = if clause.unconditional == Some(true) { Vec::new() } else { levels.to_vec() };
        levels.push(&clause.surroundings);
        let mut matches = Vec::new();
        let mut count = 0;
        for pattern in &clause.patterns {
            let mut intervals = self.intervals(pattern, clause.boundary, masks);
            intervals.retain(|interval| levels.iter().all(|level| self.passes(level, *interval, masks)));
            count += usize::from(!intervals.is_empty());
            matches.extend(intervals.into_iter().map(|interval| (interval, pattern)));
        }
        if count < clause.at_least().unwrap_or(1) { Vec::new() } else { matches }
    }

    fn passes(&self, level: &Surroundings, interval: Interval, masks: &[Interval]) -> bool {
        (level.ifs.is_empty() || level.ifs.iter().any(|condition| self.holds(condition, interval, masks)))
            && !level.unless.iter().any(|condition| self.holds(condition, interval, masks))
    }

    fn flags(&self, interval: Interval, masks: &[Interval]) -> Vec<String> {
        let holds = |conditions: &[Condition]| conditions.iter().any(|c| self.holds(c, interval, masks));
        let flags = self.rules.flags.iter().filter(|(_, conditions)| holds(conditions));
        flags.map(|(name, _)| name.clone()).collect()
    }

    fn holds(&self, condition: &Condition, interval: Interval, masks: &[Interval]) -> bool {
        match condition {
            Condition::All(conditions) => conditions.iter().all(|c| self.holds(c, interval, masks)),
            Condition::Pattern(pattern) => {
                let others = self.intervals(pattern, None, masks);
                others.into_iter().any(|other| {
                    !is_within(other, interval) && self.share_unit(Within::Sentence, interval, other)
                })
            }
            Condition::Place(place) => place
                .patterns
                .iter()
                .flat_map(|pattern| self.intervals(pattern, place.boundary, masks))
                .any(|other| self.stands(place, interval, other)),
        }
    }

    fn stands(&self, place: &Place, interval: Interval, other: Interval) -> bool {
        // At most one of the two is above 0: the gap before the match, or that after it.
        let distance = interval.0.saturating_sub(other.1) + other.0.saturating_sub(interval.1);
        let is_placed = match place.relation {
            Relation::Near => !is_within(other, interval),
            Relation::Before => other.1 <= interval.0,
            Relation::After => other.0 >= interval.1,
            Relation::Inside => is_within(other, interval),
        };
        is_placed
            && place.distance.is_none_or(|limit| distance <= limit)
            && (place.relation == Relation::Inside
                || self.share_unit(place.within.unwrap_or(Within::Sentence), interval, other))
    }

    fn share_unit(&self, within: Within, one: Interval, other: Interval) -> bool {
        let units = match within {
            Within::Paragraph => return true,
            Within::Sentence => &self.sentences,
            Within::Clause => &self.clauses,
        };
        let unit = units[one.0];
        [one.1 - 1, other.0, other.1 - 1].into_iter().all(|i| units[i] == unit)
    }

    fn masks<'p>(&self, patterns: impl Iterator<Item = &'p Pattern>) -> Vec<Interval> {
        patterns.flat_map(|pattern| self.intervals(pattern, Some(Boundary::None), &[])).collect()
    }

    /// The intervals of a pattern among the hits that neither a mask nor a boundary drops.
    fn intervals(&self, pattern: &Pattern, boundary: Option<Boundary>, masks: &[Interval]) -> Vec<Interval> {
        let boundary = boundary.or(self.rules.boundary).unwrap_or(Boundary::Word);
        let first = self.hits(&pattern.first, boundary, masks);
        let rest: Vec<(usize, Vec<Interval>)> = pattern
            .rest
            .iter()
            .map(|(gap, segment)| (gap.or(self.rules.gap).unwrap_or(12), self.hits(segment, boundary, masks)))
            .collect();
        if rest.is_empty() {
            return first;
        }
        let mut intervals: BTreeSet<Interval> = minimal(&self.chains(&first, &rest)).into_iter().collect();
        if pattern.is_either() {
            let (gap, second) = &rest[0];
            intervals.extend(minimal(&self.chains(second, &[(*gap, first)])));
        }
        intervals.into_iter().collect()
    }

    /// Every way through the segments, each as the interval from its first to its last character.
    fn chains(&self, first: &[Interval], rest: &[(usize, Vec<Interval>)]) -> BTreeSet<Interval> {
        let mut chains: BTreeSet<(usize, Interval)> = first.iter().map(|hit| (hit.0, *hit)).collect();
        for (gap, hits) in rest {
            let mut longer = BTreeSet::new();
            for (start, last) in chains {
                for hit in hits {
                    let follows = hit.0 >= last.1
                        && hit.0 - last.1 <= *gap
                        && !(last.1..hit.0).any(|i| self.folded.ends_sentence(i));
                    if follows {
                        longer.insert((start, *hit));
                    }
                }
            }
            chains = longer;
        }
        chains.into_iter().map(|(start, last)| (start, last.1)).collect()
    }

    fn hits(&self, segment: &[Alternative], boundary: Boundary, masks: &[Interval]) -> Vec<Interval> {
        let mut hits = BTreeSet::new();
        for alternative in segment {
            for literal in self.rules.literals(*alternative, self.rules.sets.len()) {
                let literal = fold::folded_text(&literal);
                let found = self.occurrences(&literal);
                hits.extend(found.into_iter().filter(|hit| {
                    !masks.iter().any(|mask| is_within(*hit, *mask))
                        && (boundary == Boundary::None || self.respects_words(&literal, *hit))
                }));
            }
        }
        hits.into_iter().collect()
    }

    /// Where a folded literal stands with its edges in order.
    fn occurrences(&self, literal: &str) -> Vec<Interval> {
        if let Some(known) = self.known.borrow().get(literal) {
            return known.clone();
        }
        let characters: Vec<char> = literal.chars().collect();
        let mut found = Vec::new();
        for start in 0..self.folded.characters.len() {
            let end = start + characters.len();
            if self.folded.characters.get(start..end) == Some(&characters[..])
                && self.has_clean_edges((start, end))
            {
                found.push((start, end));
            }
        }
        self.known.borrow_mut().insert(literal.to_owned(), found.clone());
        found
    }

    fn has_clean_edges(&self, (start, end): Interval) -> bool {
        let text = &self.folded.original;
        let (first, last) = (self.folded.origins[start], self.folded.origins[end - 1]);
        let before = |n: usize| first.checked_sub(n).map(|i| text[i]);
        let after = |n: usize| text.get(last + n).copied();
        let alphanumeric = |c: Option<char>| c.is_some_and(fold::is_alphanumeric);
        let digit = |c: Option<char>| c.is_some_and(fold::is_digit);
        let touches = alphanumeric(before(0)) && alphanumeric(before(1))
            || alphanumeric(after(0)) && alphanumeric(after(1));
        let groups_of_three = |comma: usize| {
            text[comma] == ',' && text[comma + 1..].iter().take_while(|c| fold::is_digit(**c)).count() == 3
        };
        let cuts_before = digit(before(0))
            && digit(before(2))
            && (before(1) == Some('.') || before(1) == Some(',') && groups_of_three(first - 1));
        let cuts_after = digit(after(0))
            && digit(after(2))
            && (after(1) == Some('.') || after(1) == Some(',') && groups_of_three(last + 1));
        !touches && !cuts_before && !cuts_after
    }

    fn respects_words(&self, literal: &str, (start, end): Interval) -> bool {
        if !literal.chars().all(fold::is_han) || end - start > 3 {
            return true;
        }
        if end - start == 1 {
            return !self.tokens.iter().any(|token| is_within((start, end), *token) && token.1 - token.0 > 1);
        }
        let inside = |edge: usize| self.tokens.iter().find(|token| token.0 < edge && edge < token.1);
        match (inside(start), inside(end)) {
            (Some(one), Some(other)) => one == other,
            _ => true,
        }
    }
}

fn is_within(inner: Interval, outer: Interval) -> bool {
    outer.0 <= inner.0 && inner.1 <= outer.1
}

/// Those that contain no other.
fn minimal(intervals: &BTreeSet<Interval>) -> Vec<Interval> {
    let contains_other =
        |one: &Interval| intervals.iter().any(|other| other != one && is_within(*other, *one));
    intervals.iter().filter(|interval| !contains_other(interval)).copied().collect()
}
