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

    /// Notes the value of a number that has none.
    #[inline]
    pub(super) fn insert(&mut self, at: usize, value: T) {
        self.places[at] = number(self.known.len());
        self.known.push((number(at), value));
    }
}

impl<T> Default for Sparse<T> {
    fn default() -> Self {
        Sparse { places: Vec::new(), known: Vec::new() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
