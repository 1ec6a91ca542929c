//! From hits of segments to the intervals of a pattern, in time near-linear in the number of hits.

use std::collections::VecDeque;

/// Folded characters, half-open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Interval {
    pub(crate) start: usize,
    pub(crate) end: usize,
}

impl Interval {
    pub(crate) fn lies_within(self, other: Interval) -> bool {
        other.start <= self.start && self.end <= other.end
    }
}

/// The minimal intervals of segments in order: `segments` holds the hits of each, sorted; `gaps` the most
/// characters between neighbours; `last_sentence_end` tells where the last sentence that ends at or before
/// a position ends. Sorted by start, and so by end too.
pub(super) fn in_order(
    segments: &[&[Interval]],
    gaps: &[usize],
    last_sentence_end: impl Fn(usize) -> usize,
) -> Vec<Interval> {
    let Some((first, rest)) = segments.split_first() else { return Vec::new() };
    // For each hit of the segment reached so far, the latest start of a chain that ends with it: for the
    // same end, an earlier start can only give a longer interval.
    let mut chains: Vec<Chain> = first.iter().map(|hit| Chain { start: hit.start, end: hit.end }).collect();
    for (hits, gap) in rest.iter().zip(gaps) {
        chains.sort_unstable_by_key(|chain| chain.end);
        chains = extend(&chains, hits, *gap, &last_sentence_end);
    }
    minimal(chains.into_iter().map(|chain| Interval { start: chain.start, end: chain.end }).collect())
}

/// Which hits of each segment stand in some run of all segments in order, sentences aside: no other can be part
/// of an interval. `segments` holds the hits of each, sorted.
pub(super) fn in_reach(segments: &[Vec<Interval>], gaps: &[usize], either: bool) -> Vec<Vec<bool>> {
    let mut reached = in_reach_forwards(segments.iter(), gaps);
    if either {
        let backwards = in_reach_forwards(segments.iter().rev(), gaps);
        for (reached, other) in reached.iter_mut().zip(backwards.into_iter().rev()) {
            reached.iter_mut().zip(other).for_each(|(reached, other)| *reached |= other);
        }
    }
    reached
}

fn in_reach_forwards<'s>(
    segments: impl Iterator<Item = &'s Vec<Interval>>,
    gaps: &[usize],
) -> Vec<Vec<bool>> {
    let segments: Vec<&Vec<Interval>> = segments.collect();
    let mut reached: Vec<Vec<bool>> = segments.iter().map(|hits| vec![true; hits.len()]).collect();
    let is_one_within = |sorted: &[usize], least: usize, most: usize| {
        sorted.get(sorted.partition_point(|position| *position < least)).is_some_and(|one| *one <= most)
    };
    let those = |hits: &[Interval], reached: &[bool], position: fn(&Interval) -> usize| {
        let hits = hits.iter().zip(reached).filter(|(_, reached)| **reached);
        let mut positions: Vec<usize> = hits.map(|(hit, _)| position(hit)).collect();
        positions.sort_unstable();
        positions
    };
    for (at, gap) in gaps.iter().enumerate() {
        let ends = those(segments[at], &reached[at], |hit| hit.end);
        for (hit, reached) in segments[at + 1].iter().zip(&mut reached[at + 1]) {
            *reached = is_one_within(&ends, hit.start.saturating_sub(*gap), hit.start);
        }
    }
    for (at, gap) in gaps.iter().enumerate().rev() {
        let starts = those(segments[at + 1], &reached[at + 1], |hit| hit.start);
        for (hit, reached) in segments[at].iter().zip(&mut reached[at]) {
            *reached &= is_one_within(&starts, hit.end, hit.end.saturating_add(*gap));
        }
    }
    reached
}

/// A run of segments in order, from the first character of its first to the end of its last.
struct Chain {
    start: usize,
    end: usize,
}

/// Extends each chain, sorted by end, by the hits of the next segment, sorted by start.
fn extend(
    chains: &[Chain],
    hits: &[Interval],
    gap: usize,
    last_sentence_end: impl Fn(usize) -> usize,
) -> Vec<Chain> {
    let mut extended = Vec::new();
    let mut coming = chains.iter().peekable();
    // The chains within reach, by end; none that starts earlier than one behind it can be the best.
    let mut reachable: VecDeque<&Chain> = VecDeque::new();
    for hit in hits {
        while let Some(chain) = coming.next_if(|chain| chain.end <= hit.start) {
            while reachable.back().is_some_and(|other| other.start <= chain.start) {
                reachable.pop_back();
            }
            reachable.push_back(chain);
        }
        let earliest_end = hit.start.saturating_sub(gap).max(last_sentence_end(hit.start));
        while reachable.front().is_some_and(|chain| chain.end < earliest_end) {
            reachable.pop_front();
        }
        if let Some(best) = reachable.front() {
            extended.push(Chain { start: best.start, end: hit.end });
        }
    }
    extended
}

/// Those that contain no other; sorted.
fn minimal(mut intervals: Vec<Interval>) -> Vec<Interval> {
    intervals.sort_unstable_by_key(|interval| (std::cmp::Reverse(interval.start), interval.end));
    let mut least_end = usize::MAX;
    intervals.retain(|interval| {
        let contains_none = interval.end < least_end;
        least_end = least_end.min(interval.end);
        contains_none
    });
    intervals.reverse();
    intervals
}

/// The outermost of `intervals`: drops what lies inside another, and of equal ones all but the first.
/// `interval` tells where an item stands; items are sorted by it, then in order of preference.
pub(super) fn outermost<T>(items: &mut Vec<T>, interval: impl Fn(&T) -> Interval) {
    items.sort_by_key(|item| (interval(item).start, std::cmp::Reverse(interval(item).end)));
    let mut furthest_end = 0;
    items.retain(|item| {
        let reaches_further = interval(item).end > furthest_end;
        furthest_end = furthest_end.max(interval(item).end);
        reaches_further
    });
}
