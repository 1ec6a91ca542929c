//! The hits of one paragraph, by literal and by segment.

use std::ops::Range;

use super::intervals::Interval;
use super::memberships::{LiteralSet, Memberships};
use super::program::{LiteralId, Program, SegmentId};
use super::sparse::Sparse;
use super::trie::number;

/// One occurrence of one literal.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hit {
    literal: u32,
    /// In folded characters.
    start: u32,
}

/// A hit, as its position among those of the paragraph.
pub(super) type HitId = u32;

/// The hits of one paragraph. They are added in two turns: first those of literals that patterns of categories have, and
/// what else says whether anything can be found; then the others. No literal has hits from both.
#[derive(Debug, Default)]
pub(super) struct Hits {
    /// By place within each turn.
    all: Vec<Hit>,
    /// How many hits each literal has.
    counts: Vec<u32>,
    /// The literals that have one, in the order of their first.
    seen: Vec<u32>,
    /// Those of them that are noted.
    noted: LiteralSet,
    /// The hits that are arranged, literal by literal, and where those of each that has any end.
    by_literal: Vec<HitId>,
    ends: Vec<u32>,
    /// How many of `seen` and of `all` are arranged.
    arranged: (usize, usize),
    /// The first hit of the second turn.
    second_turn: HitId,
    /// Where in `gathered` and `places` the hits of the segments stand that were asked for.
    by_segment: Sparse<(u32, u32)>,
    gathered: Vec<HitId>,
    places: Vec<Interval>,
}

impl Hits {
    /// Forgets those of the paragraph before, whichever program was looked for in it.
    pub(super) fn clear(&mut self, program: &Program) {
        for literal in &self.seen {
            self.counts[*literal as usize] = 0;
            self.noted.clear(*literal as usize);
        }
        if self.counts.len() < program.literals.len() {
            self.counts.resize(program.literals.len(), 0);
            self.ends.resize(program.literals.len(), 0);
            self.noted.reserve(program.literals.len());
        }
        self.all.clear();
        self.seen.clear();
        self.by_literal.clear();
        self.arranged = (0, 0);
        self.by_segment.clear(program.segments.len());
        self.gathered.clear();
        self.places.clear();
    }

    /// Adds a hit.
    #[inline]
    pub(super) fn add(&mut self, literal: u32, start: usize) {
        self.all.push(Hit { literal, start: number(start) });
        let count = &mut self.counts[literal as usize];
        *count += 1;
        if *count == 1 {
            self.seen.push(literal);
        }
    }

    /// The literals that have a hit, in the order of their first.
    pub(super) fn seen(&self) -> &[u32] {
        &self.seen
    }

    /// Ends a turn.
    pub(super) fn end_turn(&mut self) {
        self.note();
        self.arrange();
    }

    /// Notes which literals have a hit, so that segments can be asked about: the first half of the end of a turn.
    pub(super) fn note(&mut self) {
        for literal in &self.seen[self.arranged.0..] {
            self.noted.insert(*literal as usize);
        }
    }

    /// Puts what was added in a turn in order, where it was not added by place.
    pub(super) fn put_in_order(&mut self, program: &Program) {
        let characters = |literal: u32| program.terms[literal as usize].characters;
        self.all[self.arranged.1..].sort_by_key(|hit| (hit.start, characters(hit.literal)));
    }

    /// Arranges what was added by literal, so that segments can be gathered: the second half.
    pub(super) fn arrange(&mut self) {
        let (seen, all) = self.arranged;
        self.second_turn = if all == 0 { HitId::MAX } else { number(all) };
        let mut begin = number(all);
        for literal in &self.seen[seen..] {
            self.ends[*literal as usize] = begin;
            begin += self.counts[*literal as usize];
        }
        self.by_literal.resize(self.all.len(), 0);
        for (hit, at) in self.all[all..].iter().zip(number(all)..) {
            let end = &mut self.ends[hit.literal as usize];
            self.by_literal[*end as usize] = at;
            *end += 1;
        }
        self.arranged = (self.seen.len(), self.all.len());
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    /// The literal that stands there.
    #[inline]
    pub(super) fn literal(&self, hit: HitId) -> LiteralId {
        self.all[hit as usize].literal as usize
    }

    /// Where a hit stands.
    #[inline]
    pub(super) fn place(&self, hit: HitId, program: &Program) -> Interval {
        let Hit { literal, start } = self.all[hit as usize];
        let start = start as usize;
        Interval { start, end: start + program.terms[literal as usize].characters as usize }
    }

    /// Whether a segment has a hit.
    #[inline]
    pub(super) fn has(&self, segment: SegmentId, program: &Program) -> bool {
        program.memberships.meet(segment, &self.noted)
    }

    /// The same of segments that are made for asking alone.
    #[inline]
    pub(super) fn has_of(&self, memberships: &Memberships, segment: SegmentId) -> bool {
        memberships.meet(segment, &self.noted)
    }

    /// The hits of a segment, sorted: the positions at which `gathered` and `places` have them.
    #[inline]
    pub(super) fn gather(&mut self, segment: SegmentId, program: &Program) -> Range<usize> {
        if !self.has(segment, program) {
            return 0..0;
        }
        match self.by_segment.get(segment) {
            Some((start, end)) => *start as usize..*end as usize,
            None => self.gather_anew(segment, program),
        }
    }

    fn gather_anew(&mut self, segment: SegmentId, program: &Program) -> Range<usize> {
        let start = self.gathered.len();
        let mut literals = 0;
        program.memberships.common(segment, &self.noted, |literal| {
            literals += 1;
            let (end, count) = (self.ends[literal] as usize, self.counts[literal] as usize);
            for hit in &self.by_literal[end - count..end] {
                self.gathered.push(*hit);
            }
        });
        if literals > 1 {
            self.gathered[start..].sort_unstable();
            self.merge_turns(start, program);
        }
        for hit in &self.gathered[start..] {
            self.places.push(self.place(*hit, program));
        }
        let end = self.gathered.len();
        self.by_segment.insert(segment, (number(start), number(end)));
        start..end
    }

    /// Puts hits in order of which those of the first turn stand in order, and behind them those of the second.
    fn merge_turns(&mut self, start: usize, program: &Program) {
        let is_first = |hit: &HitId| *hit < self.second_turn;
        let Some((first, last)) = self.gathered.get(start).zip(self.gathered.last()) else { return };
        if is_first(first) && !is_first(last) {
            let mut gathered = self.gathered.split_off(start);
            gathered.sort_by_key(|hit| self.place(*hit, program));
            self.gathered.append(&mut gathered);
        }
    }

    /// The hit that [`gather`](Hits::gather) has put at this position.
    #[inline]
    pub(super) fn gathered(&self, at: usize) -> HitId {
        self.gathered[at]
    }

    /// Where the hits stand that [`gather`](Hits::gather) has put at these positions, and at all others.
    #[inline]
    pub(super) fn places(&self) -> &[Interval] {
        &self.places
    }
}
