//! A first answer to whether something is among a few of many, from so little memory that it costs next to nothing.

use super::program::SegmentId;

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

impl FromIterator<SegmentId> for Hints {
    fn from_iter<I: IntoIterator<Item = SegmentId>>(segments: I) -> Hints {
        let mut hints = Hints::default();
        for segment in segments {
            hints.0[segment % 4] |= 1 << (segment / 4 % 64);
        }
        hints
    }
}
