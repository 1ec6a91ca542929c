//! Many short lists of numbers in one piece of memory.

use std::ops::Range;

use super::trie::number;

/// Lists of numbers, each with a number.
#[derive(Debug, Default)]
pub(super) struct Lists {
    /// Where each list begins; one more for the end of the last.
    begins: Vec<u32>,
    all: Vec<u32>,
}

impl Lists {
    pub(super) fn of(lists: impl IntoIterator<Item = impl IntoIterator<Item = usize>>) -> Lists {
        let mut begins = vec![0];
        let mut all = Vec::new();
        for list in lists {
            all.extend(list.into_iter().map(number));
            begins.push(number(all.len()));
        }
        Lists { begins, all }
    }

    /// How many lists there are.
    pub(super) fn len(&self) -> usize {
        self.begins.len().saturating_sub(1)
    }

    #[inline]
    pub(super) fn get(&self, at: usize) -> &[u32] {
        let Range { start, end } = self.begins[at]..self.begins[at + 1];
        &self.all[start as usize..end as usize]
    }
}
