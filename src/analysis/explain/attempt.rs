//! Ways through a pattern: where its segments stand, be it as they must or not, and how much is wrong with each
//! way. What explains a miss is the way with which least is wrong.

use crate::engine::{Interval, Sighting, Trace, View};
use crate::ruleset::Pattern;

/// Of a segment that stands at more places, so many are looked at.
const MOST_PLACES: usize = 120;

/// So many ways through a pattern are compared.
const MOST_WAYS: usize = 12;

/// What each fault weighs: the heavier, the further a rule is from what it would have to be.
pub(super) mod weight {
    pub(crate) const LOST: usize = 18;
    pub(crate) const MASKED: usize = 20;
    pub(crate) const GAP: usize = 16;
    pub(crate) const MOST_EXCESS: usize = 40;
    pub(crate) const CUT: usize = 24;
    pub(crate) const ORDER: usize = 22;
    pub(crate) const OVERLAP: usize = 28;
    pub(crate) const SENTENCE: usize = 32;
    pub(crate) const MISSING: usize = 48;
    pub(crate) const UNLESS: usize = 22;
    pub(crate) const IF: usize = 20;
    pub(crate) const IF_ABSENT: usize = 32;
    pub(crate) const AT_LEAST: usize = 18;
}

/// A way through a pattern.
#[derive(Clone, Debug)]
pub(super) struct Attempt {
    /// The segments in the order in which they are sought, by their numbers in the pattern, each with where it
    /// stands.
    pub(super) steps: Vec<(usize, Option<Sighting>)>,
    /// How much is wrong.
    pub(super) cost: usize,
}

impl Attempt {
    /// A way with which nothing is wrong.
    pub(super) fn of_match(hits: &[(usize, Interval)]) -> Attempt {
        let found = |place| Some(Sighting { place, is_cut: false, is_lost: false });
        Attempt { steps: hits.iter().map(|(segment, place)| (*segment, found(*place))).collect(), cost: 0 }
    }

    /// From the first to the last character of what was found.
    pub(super) fn place(&self) -> Option<Interval> {
        let places = || self.steps.iter().filter_map(|(_, sighting)| Some(sighting.as_ref()?.place));
        Some(Interval {
            start: places().map(|place| place.start).min()?,
            end: places().map(|place| place.end).max()?,
        })
    }
}

/// The best way through a pattern all of whose segments stand somewhere.
pub(super) fn whole(trace: &Trace, pattern: &Pattern, view: View) -> Option<Attempt> {
    let is_whole = |attempt: &Attempt| attempt.steps.iter().all(|(_, sighting)| sighting.is_some());
    all(trace, pattern, view).into_iter().find(is_whole)
}

/// The best ways through a pattern of which something stands in the paragraph, the best first.
pub(super) fn all(trace: &Trace, pattern: &Pattern, view: View) -> Vec<Attempt> {
    let sightings: Vec<Vec<Sighting>> = pattern
        .segments
        .iter()
        .map(|segment| {
            let mut all = trace.sightings(segment);
            // Of very many, those that count are looked at first.
            all.sort_by_key(|sighting| !view.counts(sighting));
            all.truncate(MOST_PLACES);
            all.sort_by_key(|sighting| sighting.place);
            all
        })
        .collect();
    if sightings.iter().all(Vec::is_empty) {
        return Vec::new();
    }
    let forward: Vec<usize> = (0..pattern.segments.len()).collect();
    let mut attempts = in_order(trace, pattern, &forward, &sightings, view);
    if pattern.either {
        let backward: Vec<usize> = forward.into_iter().rev().collect();
        attempts.extend(in_order(trace, pattern, &backward, &sightings, view));
    }
    attempts.sort_by_key(|attempt| attempt.cost);
    attempts.truncate(MOST_WAYS);
    attempts
}

/// The best way to each place of the last segment.
fn in_order(
    trace: &Trace,
    pattern: &Pattern,
    order: &[usize],
    sightings: &[Vec<Sighting>],
    view: View,
) -> Vec<Attempt> {
    let mut ways: Vec<Attempt> = Vec::new();
    for (step, segment) in order.iter().enumerate() {
        let gap = step.checked_sub(1).map_or(0, |before| pattern.gaps[before]);
        let places = sightings[*segment].iter().copied().map(Some).chain([None]);
        ways = places
            .filter_map(|here| {
                let own = own_cost(here.as_ref(), view);
                if step == 0 {
                    return Some(Attempt { steps: vec![(*segment, here)], cost: own });
                }
                let cost = |way: &Attempt| {
                    let before = way.steps.last().and_then(|(_, sighting)| sighting.as_ref());
                    way.cost + own + pair_cost(trace, before, here.as_ref(), gap)
                };
                let best = ways.iter().min_by_key(|way| cost(way))?;
                let mut steps = best.steps.clone();
                steps.push((*segment, here));
                Some(Attempt { cost: cost(best), steps })
            })
            .collect();
    }
    ways.retain(|way| way.place().is_some());
    ways
}

fn own_cost(here: Option<&Sighting>, view: View) -> usize {
    match here {
        None => weight::MISSING,
        Some(sighting) if view.counts(sighting) => 0,
        Some(sighting) if sighting.is_cut => weight::CUT,
        Some(sighting) if view.phrases.over(sighting.place).is_some() => weight::MASKED,
        Some(_) => weight::LOST,
    }
}

fn pair_cost(trace: &Trace, before: Option<&Sighting>, here: Option<&Sighting>, gap: usize) -> usize {
    let (Some(before), Some(here)) = (before, here) else { return 0 };
    let (before, here) = (before.place, here.place);
    let apart = |first, second: Interval| {
        let excess = second.distance(first).saturating_sub(gap);
        match (trace.has_sentence_end(first, second), excess) {
            (true, _) => weight::SENTENCE,
            (false, 0) => 0,
            (false, excess) => weight::GAP + excess.min(weight::MOST_EXCESS) / 2,
        }
    };
    if here.start >= before.end {
        apart(before, here)
    } else if here.end <= before.start {
        weight::ORDER + apart(here, before)
    } else {
        weight::OVERLAP
    }
}
