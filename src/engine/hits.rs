//! The hits of one paragraph, by literal and by segment.

use std::ops::Range;

use super::hints::Hints;
use super::intervals::Interval;
use super::program::{LiteralId, Program, SegmentId};
use super::sparse::{Marks, Sparse};
use super::trie::number;

/// One occurrence of one literal.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hit {
    pub(super) literal: LiteralId,
    /// In folded characters.
    pub(super) place: Interval,
    /// In bytes of the folded text.
    pub(super) start_byte: usize,
}

/// A hit, as its position among those of the paragraph.
pub(super) type HitId = u32;

/// The hits of one paragraph.
#[derive(Debug, Default)]
pub(super) struct Hits {
    /// Sorted by place.
    all: Vec<Hit>,
    /// For each hit the next one of the same literal; of the last one, itself.
    next: Vec<HitId>,
    /// The first and the last hit of each literal that has any.
    by_literal: Sparse<(HitId, HitId)>,
    /// What hints at the segments of these literals, in the same order.
    hints: Vec<Hints>,
    /// Which segments have a hit.
    present: Marks,
    /// Where in `gathered` the hits of the segments stand that were asked for.
    by_segment: Sparse<(u32, u32)>,
    gathered: Vec<HitId>,
}

impl Hits {
    /// Takes the hits that `find` adds.
    pub(super) fn begin(&mut self, program: &Program, find: impl FnOnce(&mut Vec<Hit>)) {
        self.all.clear();
        find(&mut self.all);
        if !self.all.is_sorted_by_key(|hit| hit.place) {
            // They come in runs that are sorted.
            self.all.sort_by_key(|hit| hit.place);
        }
        self.next.clear();
        self.by_literal.clear(program.literals.len());
        self.hints.clear();
        self.present.clear(program.segments.len());
        self.by_segment.clear(program.segments.len());
        self.gathered.clear();
        for (hit, at) in self.all.iter().zip(0..) {
            self.next.push(at);
            if let Some((_, last)) = self.by_literal.get_mut(hit.literal) {
                self.next[*last as usize] = at;
                *last = at;
                continue;
            }
            self.by_literal.insert(hit.literal, (at, at));
            self.hints.push(program.segments_of.hints(hit.literal));
            for segment in program.segments_of.get(hit.literal) {
                self.present.insert(*segment as usize);
            }
        }
    }

    pub(super) fn all(&self) -> &[Hit] {
        &self.all
    }

    pub(super) fn get(&self, at: HitId) -> &Hit {
        &self.all[at as usize]
    }

    /// Whether a segment has a hit.
    #[inline]
    pub(super) fn has(&self, segment: SegmentId) -> bool {
        self.present.contains(segment)
    }

    /// The segments that have a hit.
    pub(super) fn segments(&self) -> impl Iterator<Item = SegmentId> + '_ {
        self.present.iter()
    }

    /// The hits of a segment, sorted; `gathered` tells them.
    pub(super) fn gather(&mut self, segment: SegmentId, program: &Program) -> Range<usize> {
        if let Some((start, end)) = self.by_segment.get(segment) {
            return *start as usize..*end as usize;
        }
        let start = self.gathered.len();
        let mut literals = 0;
        let mut add = |(first, last): (HitId, HitId), gathered: &mut Vec<HitId>| {
            literals += 1;
            gathered.push(first);
            let mut at = first;
            while at != last {
                at = self.next[at as usize];
                gathered.push(at);
            }
        };
        // From whichever side is shorter.
        let fillings = program.segments.get(segment);
        if fillings.len() < self.by_literal.known().len() {
            for literal in fillings {
                if let Some(ends) = self.by_literal.get(*literal as usize) {
                    add(*ends, &mut self.gathered);
                }
            }
        } else {
            for ((literal, ends), hints) in self.by_literal.known().iter().zip(&self.hints) {
                if hints.may_have(segment) && program.segments_of.contain(*literal as usize, segment) {
                    add(*ends, &mut self.gathered);
                }
            }
        }
        let end = self.gathered.len();
        if literals > 1 {
            self.gathered[start..end].sort_unstable();
        }
        self.by_segment.insert(segment, (number(start), number(end)));
        start..end
    }

    /// What [`gather`](Hits::gather) has put at these positions.
    #[inline]
    pub(super) fn gathered(&self, range: Range<usize>) -> &[HitId] {
        &self.gathered[range]
    }
}
