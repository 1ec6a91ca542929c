//! Which literals fill which segments, so that whether a segment has a hit, and of which literals, is told by a few looks
//! at a set of literals.

use super::lists::Lists;
use super::program::{LiteralId, SegmentId};
use super::trie::number;

/// The bits of a word of a set.
const BITS: usize = u64::BITS as usize;

/// The literals of each segment: those that one word of a [`LiteralSet`] tells of, as bits of it, and the number of the
/// word. Literals whose numbers are close share words.
#[derive(Debug, Default)]
pub(super) struct Memberships {
    /// Where in `masks` those of each segment begin; one more for the end of the last.
    begins: Vec<u32>,
    masks: Vec<(u32, u64)>,
}

/// A set of literals.
#[derive(Debug, Default)]
pub(super) struct LiteralSet {
    words: Vec<u64>,
}

impl Memberships {
    /// Of the literals of each segment, sorted.
    pub(super) fn of(segments: &Lists) -> Memberships {
        let mut memberships = Memberships { begins: vec![0], masks: Vec::new() };
        for segment in 0..segments.len() {
            let literals = segments.get(segment).iter().map(|literal| *literal as usize);
            for word in literals.collect::<Vec<_>>().chunk_by(|a, b| a / BITS == b / BITS) {
                let bits = word.iter().fold(0, |bits, literal| bits | 1 << (literal % BITS));
                memberships.masks.push((number(word[0] / BITS), bits));
            }
            memberships.begins.push(number(memberships.masks.len()));
        }
        memberships
    }

    /// How many segments there are.
    pub(super) fn len(&self) -> usize {
        self.begins.len().saturating_sub(1)
    }

    #[inline]
    fn masks(&self, segment: SegmentId) -> &[(u32, u64)] {
        &self.masks[self.begins[segment] as usize..self.begins[segment + 1] as usize]
    }

    /// Whether a literal of a segment is in a set.
    #[inline]
    pub(super) fn meet(&self, segment: SegmentId, set: &LiteralSet) -> bool {
        self.masks(segment).iter().any(|(word, bits)| set.words[*word as usize] & bits != 0)
    }

    /// Tells `found` of the literals of a segment that are in a set.
    #[inline]
    pub(super) fn common(&self, segment: SegmentId, set: &LiteralSet, mut found: impl FnMut(LiteralId)) {
        for (word, bits) in self.masks(segment) {
            let mut common = set.words[*word as usize] & bits;
            while common != 0 {
                found(*word as usize * BITS + common.trailing_zeros() as usize);
                common &= common - 1;
            }
        }
    }
}

impl LiteralSet {
    /// Makes room for so many.
    pub(super) fn reserve(&mut self, literals: usize) {
        if self.words.len() < literals.div_ceil(BITS) {
            self.words.resize(literals.div_ceil(BITS), 0);
        }
    }

    #[inline]
    pub(super) fn insert(&mut self, literal: LiteralId) {
        self.words[literal / BITS] |= 1 << (literal % BITS);
    }

    /// Takes out a literal, and perhaps others.
    #[inline]
    pub(super) fn clear(&mut self, literal: LiteralId) {
        self.words[literal / BITS] = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn segments_meet_what_fills_them() {
        let segments = Lists::of([vec![0, 63, 64, 200], vec![1], vec![]]);
        let memberships = Memberships::of(&segments);
        let mut set = LiteralSet::default();
        set.reserve(201);
        set.insert(200);
        set.insert(63);
        set.insert(2);
        assert_eq!([0, 1, 2].map(|segment| memberships.meet(segment, &set)), [true, false, false]);
        let common = |set: &LiteralSet| {
            let mut common = Vec::new();
            memberships.common(0, set, |literal| common.push(literal));
            common
        };
        assert_eq!(common(&set), [63, 200]);
        set.clear(200);
        assert_eq!(common(&set), [63]);
    }
}
