//! The hits of one paragraph, by literal and by segment.

use std::ops::Range;

use super::intervals::Interval;
use super::memberships::{LiteralSet, Memberships};
use super::program::{LiteralId, Program, SegmentId};
use super::sparse::Sparse;
use super::trie::number;

/// One occurrence of one literal.
#[derive(Clone, Copy, Debug)]
struct Hit {
    literal: u32,
    /// In folded characters.
    start: u32,
    /// The hit of the literal before.
    previous: HitId,
}

/// A hit, as its position among those of the paragraph.
pub(super) type HitId = u32;

/// No hit.
const NONE: HitId = HitId::MAX;

/// So much is gathered before it is forgotten. Ordinary paragraphs have far less; of terms that many patterns share, a long
/// one has more than there is memory.
const MOST_GATHERED: usize = 1 << 18;

/// The hits of one paragraph. Those of a literal are added by place, and all before the first segment that it fills is
/// gathered.
#[derive(Debug, Default)]
pub(super) struct Hits {
    all: Vec<Hit>,
    /// The last hit of each literal.
    last: Vec<HitId>,
    /// The literals that have one: in the order of their first, and for asking.
    seen: Vec<u32>,
    noted: LiteralSet,
    /// Where in `gathered` and `places` the hits of the segments stand that were asked for.
    by_segment: Sparse<(u32, u32)>,
    gathered: Vec<HitId>,
    places: Vec<Interval>,
}

impl Hits {
    /// Forgets those of the paragraph before, whichever program was looked for in it.
    pub(super) fn clear(&mut self, program: &Program) {
        for literal in &self.seen {
            self.last[*literal as usize] = NONE;
            self.noted.clear(*literal as usize);
        }
        if self.last.len() < program.literals.len() {
            self.last.resize(program.literals.len(), NONE);
            self.noted.reserve(program.literals.len());
        }
        self.all.clear();
        self.seen.clear();
        self.by_segment.clear(program.segments.len());
        self.gathered.clear();
        self.places.clear();
    }

    /// Adds a hit.
    #[inline]
    pub(super) fn add(&mut self, literal: u32, start: usize) {
        let last = &mut self.last[literal as usize];
        if *last == NONE {
            self.seen.push(literal);
            self.noted.insert(literal as usize);
        }
        self.all.push(Hit { literal, start: number(start), previous: *last });
        *last = number(self.all.len() - 1);
    }

    /// Adds the hits that stand further on in the same paragraph.
    pub(super) fn add_all(&mut self, others: &Hits) {
        for hit in &others.all {
            self.add(hit.literal, hit.start as usize);
        }
    }

    /// The literals that have a hit, in the order of their first.
    pub(super) fn seen(&self) -> &[u32] {
        &self.seen
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
        place(&self.all[hit as usize], program)
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
        match self.by_segment.get(segment) {
            Some((start, end)) => *start as usize..*end as usize,
            None => self.gather_anew(segment, program),
        }
    }

    fn gather_anew(&mut self, segment: SegmentId, program: &Program) -> Range<usize> {
        let Hits { all, last, noted, gathered, places, .. } = self;
        let start = gathered.len();
        let mut literals = 0;
        program.memberships.common(segment, noted, |literal| {
            literals += 1;
            let mut hit = last[literal];
            while let Some(Hit { previous, .. }) = all.get(hit as usize) {
                gathered.push(hit);
                hit = *previous;
            }
        });
        let hits = &mut gathered[start..];
        match literals {
            0 => return 0..0,
            1 => hits.reverse(),
            _ => sort_runs(hits),
        }
        let place_of = |hit: &HitId| place(&all[*hit as usize], program);
        for hit in &*hits {
            places.push(place_of(hit));
        }
        if !places[start..].is_sorted() {
            // What a closer look finds, and long literals, are added behind what stands further on.
            hits.sort_by_key(place_of);
            places[start..].sort();
        }
        let end = gathered.len();
        self.by_segment.insert(segment, (number(start), number(end)));
        start..end
    }

    /// Forgets what was gathered, with all its positions, where it has become too much to keep.
    #[inline]
    pub(super) fn make_room(&mut self, program: &Program) {
        if self.places.len() > MOST_GATHERED {
            self.by_segment.clear(program.segments.len());
            self.gathered.clear();
            self.places.clear();
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

/// Sorts hits of which those of each literal stand in a row.
#[expect(clippy::stable_sort_primitive, reason = "the unstable sort does not make use of rows")]
fn sort_runs(hits: &mut [HitId]) {
    hits.sort();
}

#[inline]
fn place(hit: &Hit, program: &Program) -> Interval {
    let start = hit.start as usize;
    Interval { start, end: start + program.terms[hit.literal as usize].characters as usize }
}
