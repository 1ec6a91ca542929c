//! The hits of one paragraph, by literal and by segment.

use std::ops::Range;

use super::hints::Hints;
use super::intervals::Interval;
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

/// A literal of a segment that has a hit.
#[derive(Clone, Copy, Debug)]
struct Link {
    segment: u32,
    literal: u32,
    /// One more than where the next literal of the segment stands; 0 behind the last.
    next: u32,
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
    /// By segment, one more than where in `links` the chain of its literals that have a hit begins; 0 where it has none.
    chains: Vec<u32>,
    links: Vec<Link>,
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
        }
        for link in &self.links {
            self.chains[link.segment as usize] = 0;
        }
        if self.counts.len() < program.literals.len() {
            self.counts.resize(program.literals.len(), 0);
            self.ends.resize(program.literals.len(), 0);
        }
        if self.chains.len() < program.segments.len() {
            self.chains.resize(program.segments.len(), 0);
        }
        self.all.clear();
        self.seen.clear();
        self.links.clear();
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

    /// What hints at the segments that have a hit.
    pub(super) fn hints(&self, program: &Program) -> Hints {
        let hints = self.seen.iter().map(|literal| program.segments_of.hints(*literal as usize));
        hints.fold(Hints::default(), Hints::join)
    }

    /// Puts what was added in a turn in order, where it was not added by place.
    pub(super) fn put_in_order(&mut self, program: &Program) {
        let characters = |literal: u32| program.terms[literal as usize].characters;
        self.all[self.arranged.1..].sort_by_key(|hit| (hit.start, characters(hit.literal)));
    }

    /// Ends a turn: arranges what was added in it, by literal and by segment.
    pub(super) fn arrange(&mut self, program: &Program) {
        let (seen, all) = self.arranged;
        self.second_turn = if all == 0 { HitId::MAX } else { number(all) };
        let mut begin = number(all);
        for literal in &self.seen[seen..] {
            self.ends[*literal as usize] = begin;
            begin += self.counts[*literal as usize];
            for segment in program.segments_of.get(*literal as usize) {
                let chain = &mut self.chains[*segment as usize];
                self.links.push(Link { segment: *segment, literal: *literal, next: *chain });
                *chain = number(self.links.len());
            }
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

    /// The hits of a literal, sorted, of those that are arranged.
    #[inline]
    pub(super) fn of_literal(&self, literal: u32) -> &[HitId] {
        let (end, count) = (self.ends[literal as usize], self.counts[literal as usize]);
        if count == 0 { &[] } else { &self.by_literal[(end - count) as usize..end as usize] }
    }

    /// Whether a segment has a hit among those that are not arranged, of which these are the hints.
    pub(super) fn may_have(&self, segment: SegmentId, hints: Hints, program: &Program) -> bool {
        // From whichever side is shorter.
        let literals = program.segments.get(segment);
        hints.may_have(segment)
            && if literals.len() < self.seen.len() {
                literals.iter().any(|literal| self.counts[*literal as usize] > 0)
            } else {
                self.seen.iter().any(|literal| program.segments_of.contain(*literal as usize, segment))
            }
    }

    /// Whether a segment has a hit among those that are arranged.
    #[inline]
    pub(super) fn has(&self, segment: SegmentId) -> bool {
        self.chains[segment] != 0
    }

    /// The hits of a segment, sorted: the positions at which `gathered` and `places` have them.
    #[inline]
    pub(super) fn gather(&mut self, segment: SegmentId, program: &Program) -> Range<usize> {
        if !self.has(segment) {
            return 0..0;
        }
        match self.by_segment.get(segment) {
            Some((start, end)) => *start as usize..*end as usize,
            None => self.gather_anew(segment, program),
        }
    }

    fn gather_anew(&mut self, segment: SegmentId, program: &Program) -> Range<usize> {
        let mut gathered = std::mem::take(&mut self.gathered);
        let start = gathered.len();
        let mut literals = 0;
        let mut chain = self.chains[segment];
        while let Some(link) = chain.checked_sub(1) {
            let Link { literal, next, .. } = self.links[link as usize];
            gathered.extend_from_slice(self.of_literal(literal));
            literals += 1;
            chain = next;
        }
        if literals > 1 {
            let gathered = &mut gathered[start..];
            gathered.sort_unstable();
            // Of each turn they are in order then.
            let is_first = |hit: &HitId| *hit < self.second_turn;
            if !gathered.last().is_none_or(is_first) && gathered.first().is_some_and(is_first) {
                gathered.sort_by_key(|hit| self.place(*hit, program));
            }
        }
        let places = gathered[start..].iter().map(|hit| {
            let Hit { literal, start } = self.all[*hit as usize];
            let start = start as usize;
            Interval { start, end: start + program.terms[literal as usize].characters as usize }
        });
        self.places.extend(places);
        let end = gathered.len();
        self.gathered = gathered;
        self.by_segment.insert(segment, (number(start), number(end)));
        start..end
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
