//! What is known of a few of many numbered things: found as fast as in a list, forgotten at once.

use super::trie::number;

/// Values by number. To forget all takes no longer than there are values, however high the numbers go.
#[derive(Debug)]
pub(super) struct Sparse<T> {
    /// By number, where in `known` its value would stand; old places remain, and point at others or nowhere.
    places: Vec<u32>,
    known: Vec<(u32, T)>,
}

impl<T> Sparse<T> {
    /// Forgets everything, and makes room for the numbers below `count`.
    pub(super) fn clear(&mut self, count: usize) {
        self.known.clear();
        if self.places.len() < count {
            self.places.resize(count, 0);
        }
    }

    #[inline]
    pub(super) fn get(&self, at: usize) -> Option<&T> {
        self.known.get(self.places[at] as usize).filter(|known| known.0 as usize == at).map(|known| &known.1)
    }

    #[inline]
    pub(super) fn get_mut(&mut self, at: usize) -> Option<&mut T> {
        let known = self.known.get_mut(self.places[at] as usize);
        known.filter(|known| known.0 as usize == at).map(|known| &mut known.1)
    }

    /// Notes the value of a number that has none.
    #[inline]
    pub(super) fn insert(&mut self, at: usize, value: T) {
        self.places[at] = number(self.known.len());
        self.known.push((number(at), value));
    }

    /// The numbers that have a value, in the order in which they got one.
    pub(super) fn known(&self) -> &[(u32, T)] {
        &self.known
    }
}

impl<T> Default for Sparse<T> {
    fn default() -> Self {
        Sparse { places: Vec::new(), known: Vec::new() }
    }
}

/// A set of numbers. To forget all takes little time, however high the numbers go, if there are few members.
#[derive(Debug, Default)]
pub(super) struct Marks {
    bits: Vec<u64>,
    /// The blocks of `bits` that may not be 0, a bit each; blocks share one if there are many.
    taken: u64,
}

/// The words of a block.
const BLOCK: usize = 64;

impl Marks {
    /// Forgets everything, and makes room for the numbers below `count`.
    pub(super) fn clear(&mut self, count: usize) {
        for (at, block) in self.bits.chunks_mut(BLOCK).enumerate() {
            if self.taken >> (at % 64) & 1 == 1 {
                block.fill(0);
            }
        }
        self.taken = 0;
        if self.bits.len() < count.div_ceil(64) {
            self.bits.resize(count.div_ceil(64), 0);
        }
    }

    #[inline]
    pub(super) fn insert(&mut self, member: usize) {
        self.bits[member / 64] |= 1 << (member % 64);
        self.taken |= 1 << (member / 64 / BLOCK % 64);
    }

    #[inline]
    pub(super) fn contains(&self, member: usize) -> bool {
        self.bits[member / 64] >> (member % 64) & 1 == 1
    }

    /// The members, in order.
    pub(super) fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        self.bits.iter().enumerate().flat_map(|(word, bits)| {
            let mut bits = *bits;
            std::iter::from_fn(move || {
                let bit = (bits != 0).then(|| bits.trailing_zeros() as usize)?;
                bits &= bits - 1;
                Some(word * 64 + bit)
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_members_until_they_are_forgotten() {
        let mut marks = Marks::default();
        marks.clear(300_000);
        for member in [130, 3, 299_999, 3] {
            marks.insert(member);
        }
        assert_eq!(marks.iter().collect::<Vec<_>>(), [3, 130, 299_999]);
        assert!(marks.contains(130) && !marks.contains(131));
        marks.clear(300_000);
        assert_eq!(marks.iter().count(), 0);
        assert!(!marks.contains(130));
    }

    #[test]
    fn what_is_forgotten_does_not_come_back() {
        let mut sparse = Sparse::default();
        sparse.clear(5);
        sparse.insert(3, 'a');
        sparse.insert(0, 'b');
        assert_eq!((sparse.get(3), sparse.get(0), sparse.get(1)), (Some(&'a'), Some(&'b'), None));
        sparse.clear(5);
        assert_eq!(sparse.get(3), None);
        sparse.insert(1, 'c');
        assert_eq!((sparse.get(3), sparse.get(0), sparse.get(1)), (None, None, Some(&'c')));
    }
}
