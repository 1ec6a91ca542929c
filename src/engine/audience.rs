//! For whom a term matters: what nobody at hand looks for is passed over.

/// A set of categories, in which each stands for those whose number is the same but for multiples of 64 too.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Audience(u64);

impl Audience {
    pub(super) const ALL: Audience = Audience(u64::MAX);

    pub(super) fn add(&mut self, category: usize) {
        self.0 |= 1 << (category % 64);
    }

    /// Whether there may be a category in both.
    #[inline]
    pub(super) fn meets(self, other: Audience) -> bool {
        self.0 & other.0 != 0
    }

    pub(super) fn join(&mut self, other: Audience) {
        self.0 |= other.0;
    }
}
