//! From hits of segments to the intervals of a pattern, in time near-linear in the number of hits.

use std::collections::VecDeque;
use std::ops::Range;

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

/// Where segments are put in order; what is written on it is used again, so that no step asks for memory.
#[derive(Debug, Default)]
pub(super) struct Workbench {
    chains: Vec<Chain>,
    extended: Vec<Chain>,
    reachable: VecDeque<Chain>,
    reached: Vec<bool>,
    /// The same backwards.
    reached_back: Vec<bool>,
    positions: Vec<usize>,
}

/// A run of segments in order, from the first character of its first to the end of its last.
#[derive(Clone, Copy, Debug)]
struct Chain {
    start: usize,
    end: usize,
}

/// The hits of the segments of a pattern, and the most characters between neighbours.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row<'a> {
    pub(super) places: &'a [Interval],
    /// Where in `places` those of each segment stand, sorted.
    pub(super) segments: &'a [Range<usize>],
    pub(super) gaps: &'a [usize],
    /// Whether they may stand in the opposite order too.
    pub(super) either: bool,
}

impl<'a> Row<'a> {
    /// How many segments there are.
    fn len(self) -> usize {
        self.segments.len()
    }

    fn segment(self, at: usize) -> &'a [Interval] {
        &self.places[self.segments[at].clone()]
    }

    /// The segment that stands at a position in one of the two orders.
    fn number(self, at: usize, is_reversed: bool) -> usize {
        if is_reversed { self.len() - 1 - at } else { at }
    }
}

impl Workbench {
    /// Adds the minimal intervals of segments in order to `found`: sorted by start, and so by end too.
    /// `last_sentence_end` tells where the last sentence that ends at or before a position ends.
    pub(super) fn put_in_order(
        &mut self,
        row: Row,
        last_sentence_end: impl Fn(usize) -> usize,
        found: &mut Vec<Interval>,
    ) {
        let before = found.len();
        self.put_in_this_order(row, false, &last_sentence_end, found);
        if row.either {
            let forwards = found.len();
            self.put_in_this_order(row, true, &last_sentence_end, found);
            if before < forwards && forwards < found.len() {
                let mut both = found.split_off(before);
                both.sort_unstable();
                both.dedup();
                found.append(&mut both);
            }
        }
    }

    fn put_in_this_order(
        &mut self,
        row: Row,
        is_reversed: bool,
        last_sentence_end: impl Fn(usize) -> usize,
        found: &mut Vec<Interval>,
    ) {
        // For each hit of the segment reached so far, the latest start of a chain that ends with it: for the
        // same end, an earlier start can only give a longer interval.
        self.chains.clear();
        let first = row.segment(row.number(0, is_reversed));
        self.chains.extend(first.iter().map(|hit| Chain { start: hit.start, end: hit.end }));
        for (at, gap) in (1..row.len()).zip(row.gaps) {
            self.chains.sort_unstable_by_key(|chain| chain.end);
            self.extend(row.segment(row.number(at, is_reversed)), *gap, &last_sentence_end);
        }
        // Those that contain no other.
        self.chains.sort_unstable_by_key(|chain| (std::cmp::Reverse(chain.start), chain.end));
        let before = found.len();
        let mut least_end = usize::MAX;
        for Chain { start, end } in &self.chains {
            if *end < least_end {
                found.push(Interval { start: *start, end: *end });
                least_end = *end;
            }
        }
        found[before..].reverse();
    }

    /// Extends each chain, sorted by end, by the hits of the next segment, sorted by start.
    fn extend(&mut self, hits: &[Interval], gap: usize, last_sentence_end: impl Fn(usize) -> usize) {
        self.extended.clear();
        let mut coming = self.chains.iter().peekable();
        // The chains within reach, by end; none that starts earlier than one behind it can be the best.
        let reachable = &mut self.reachable;
        reachable.clear();
        for hit in hits {
            while let Some(chain) = coming.next_if(|chain| chain.end <= hit.start) {
                while reachable.back().is_some_and(|other| other.start <= chain.start) {
                    reachable.pop_back();
                }
                reachable.push_back(*chain);
            }
            if reachable.is_empty() {
                continue;
            }
            let earliest_end = hit.start.saturating_sub(gap).max(last_sentence_end(hit.start));
            while reachable.front().is_some_and(|chain| chain.end < earliest_end) {
                reachable.pop_front();
            }
            if let Some(best) = reachable.front() {
                self.extended.push(Chain { start: best.start, end: hit.end });
            }
        }
        std::mem::swap(&mut self.chains, &mut self.extended);
    }

    /// Which hits stand in some run of all segments in order, sentences aside: no other can be part of an interval. They are
    /// told segment by segment.
    pub(super) fn reach(&mut self, row: Row) -> &[bool] {
        if row.len() == 2 && row.segments[0].len() * row.segments[1].len() <= FEW_PAIRS {
            reach_pairs(row, &mut self.reached);
            return &self.reached;
        }
        reach_in_this_order(row, false, &mut self.reached, &mut self.positions);
        if row.either {
            reach_in_this_order(row, true, &mut self.reached_back, &mut self.positions);
            for (reached, other) in self.reached.iter_mut().zip(&self.reached_back) {
                *reached |= other;
            }
        }
        &self.reached
    }
}

/// Where there are so few pairs of hits, each is looked at.
const FEW_PAIRS: usize = 64;

/// For two segments: a look at every pair of hits.
fn reach_pairs(row: Row, reached: &mut Vec<bool>) {
    let (first, second, gap) = (row.segment(0), row.segment(1), row.gaps[0]);
    reached.clear();
    reached.resize(first.len() + second.len(), false);
    let (of_first, of_second) = reached.split_at_mut(first.len());
    let follows = |one: &Interval, other: &Interval| one.end <= other.start && other.start - one.end <= gap;
    for (one, of_one) in first.iter().zip(of_first) {
        for (other, of_other) in second.iter().zip(of_second.iter_mut()) {
            if follows(one, other) || row.either && follows(other, one) {
                (*of_one, *of_other) = (true, true);
            }
        }
    }
}

fn reach_in_this_order(row: Row, is_reversed: bool, reached: &mut Vec<bool>, positions: &mut Vec<usize>) {
    reached.clear();
    reached.resize(row.segments.iter().map(Range::len).sum(), true);
    let segment = |at: usize| {
        let number = row.number(at, is_reversed);
        let start = row.segments[..number].iter().map(Range::len).sum::<usize>();
        (row.segment(number), start..start + row.segments[number].len())
    };
    let is_one_within = |sorted: &[usize], least: usize, most: usize| {
        sorted.get(sorted.partition_point(|position| *position < least)).is_some_and(|one| *one <= most)
    };
    let those =
        |hits: &[Interval], reached: &[bool], position: fn(&Interval) -> usize, to: &mut Vec<usize>| {
            let hits = hits.iter().zip(reached).filter(|(_, reached)| **reached);
            to.clear();
            to.extend(hits.map(|(hit, _)| position(hit)));
            to.sort_unstable();
        };
    let pairs = (0..row.len() - 1).zip(row.gaps);
    for (at, gap) in pairs.clone() {
        let ((before, of_before), (next, of_next)) = (segment(at), segment(at + 1));
        those(before, &reached[of_before], |hit| hit.end, positions);
        for (hit, reached) in next.iter().zip(&mut reached[of_next]) {
            *reached = is_one_within(positions, hit.start.saturating_sub(*gap), hit.start);
        }
    }
    for (at, gap) in pairs.rev() {
        let ((before, of_before), (next, of_next)) = (segment(at), segment(at + 1));
        those(next, &reached[of_next], |hit| hit.start, positions);
        for (hit, reached) in before.iter().zip(&mut reached[of_before]) {
            *reached &= is_one_within(positions, hit.end, hit.end.saturating_add(*gap));
        }
    }
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
