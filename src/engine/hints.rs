//! A first answer to whether something is among a few of many, from so little memory that it costs next to nothing.

use super::lists::Lists;
use super::program::SegmentId;
use super::trie::number;

/// A bit for each of some segments: that of a segment which is not among them is mostly 0.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Hints([u64; 4]);

impl Hints {
    /// Whether a segment may be among them: never wrongly no.
    #[inline]
    pub(super) fn may_have(self, segment: SegmentId) -> bool {
        self.0[segment % 4] >> (segment / 4 % 64) & 1 == 1
    }

    /// Those of both.
    #[inline]
    pub(super) fn join(self, other: Hints) -> Hints {
        Hints(std::array::from_fn(|at| self.0[at] | other.0[at]))
    }
}

/// The segments of each of many words, sorted.
#[derive(Debug, Default)]
pub(super) struct Memberships {
    segments: Lists,
    hints: Vec<Hints>,
}

impl Memberships {
    /// Of the segments of each word, sorted.
    pub(super) fn of<S: AsRef<[SegmentId]>>(words: &[S]) -> Memberships {
        Memberships {
            segments: Lists::of(words.iter().map(|segments| segments.as_ref().iter().copied())),
            hints: words.iter().map(|segments| segments.as_ref().iter().copied().collect()).collect(),
        }
    }

    /// The segments of a word.
    #[inline]
    pub(super) fn get(&self, word: usize) -> &[u32] {
        self.segments.get(word)
    }

    /// What hints at the segments of a word.
    #[inline]
    pub(super) fn hints(&self, word: usize) -> Hints {
        self.hints[word]
    }

    /// Whether a segment is one of a word.
    #[inline]
    pub(super) fn contain(&self, word: usize, segment: SegmentId) -> bool {
        self.hints[word].may_have(segment) && self.segments.get(word).binary_search(&number(segment)).is_ok()
    }
}

impl FromIterator<SegmentId> for Hints {
    fn from_iter<I: IntoIterator<Item = SegmentId>>(segments: I) -> Hints {
        let mut hints = Hints::default();
        for segment in segments {
            hints.0[segment % 4] |= 1 << (segment / 4 % 64);
        }
        hints
    }
}
