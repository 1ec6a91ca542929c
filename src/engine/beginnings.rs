//! Where strings begin: at the letters that are strings, and at the pairs of letters that longer ones begin with. Told for each
//! place of a text without a branch, from tables small enough to stay near the processor.

use crate::text::{Letter, NOTHING, flat_table};

/// So many places are looked at at a time.
pub(super) const STRIDE: usize = 16;

/// A set of letters, and a set of pairs of letters, each with a slot of its own: the offset of its first letter and its second
/// letter added up. The offsets are such that no two pairs meet.
#[derive(Debug)]
pub(super) struct Beginnings {
    /// By letter, with [`ALONE`] where it is in the set itself. Letters that begin no pair have any offset.
    offsets: Box<[u32; LETTERS]>,
    firsts: Firsts,
}

/// By slot, the first letter of the pair that has it.
#[derive(Debug)]
enum Firsts {
    /// Of a length known beforehand, so that no slot can lie beyond.
    Few(Box<[Letter; LETTERS]>),
    /// A power of two.
    Many(Vec<Letter>),
}

/// As many letters as there can be, and so the least number of slots with which the pairs of a letter never meet.
const LETTERS: usize = 1 << 16;

/// In the place of the first letter of a pair: there is none. No string has it.
const FREE: Letter = NOTHING;

/// Above all offsets.
const ALONE: u32 = 1 << 31;

impl Beginnings {
    /// The sets of these letters and of these pairs, which are sorted.
    pub(super) fn of(letters: &[Letter], pairs: &[[Letter; 2]]) -> Beginnings {
        let mut slots = LETTERS;
        let mut beginnings = loop {
            match Beginnings::of_pairs(pairs, slots) {
                Some(beginnings) => break beginnings,
                None => slots *= 2,
            }
        };
        for letter in letters {
            beginnings.offsets[usize::from(*letter)] |= ALONE;
        }
        beginnings
    }

    fn of_pairs(pairs: &[[Letter; 2]], slots: usize) -> Option<Beginnings> {
        let mut rows: Vec<&[[Letter; 2]]> = pairs.chunk_by(|a, b| a[0] == b[0]).collect();
        // Those that are hardest to place first.
        rows.sort_by_key(|row| std::cmp::Reverse(row.len()));
        let mut offsets = flat_table(0);
        let mut firsts = vec![FREE; slots];
        let mut taken = Taken::new(slots);
        for row in rows {
            let offset = taken.offset_for(row)?;
            for [first, second] in row {
                let slot = (offset + usize::from(*second)) % slots;
                taken.take(slot);
                firsts[slot] = *first;
                offsets[usize::from(*first)] = u32::try_from(offset).ok()?;
            }
        }
        let firsts = match <Box<[Letter; LETTERS]>>::try_from(firsts) {
            Ok(firsts) => Firsts::Few(firsts),
            Err(firsts) => Firsts::Many(firsts),
        };
        Some(Beginnings { offsets, firsts })
    }

    /// The slot of a pair that is in the set.
    #[inline]
    pub(super) fn slot(&self, first: Letter, second: Letter) -> Option<usize> {
        let sum = sum(self.offsets[usize::from(first)], second);
        let (slot, found) = match &self.firsts {
            Firsts::Few(firsts) => (sum % LETTERS, firsts[sum % LETTERS]),
            Firsts::Many(firsts) => (sum & (firsts.len() - 1), firsts[sum & (firsts.len() - 1)]),
        };
        (found == first).then_some(slot)
    }

    /// The places below `end` in a list of letters at which a letter or a pair of the sets stands. They are written into `places`.
    /// The list goes on behind `end` for a [`STRIDE`] at least.
    pub(super) fn places<'p, const N: usize>(
        &self,
        letters: &[Letter],
        end: usize,
        places: &'p mut [u16; N],
    ) -> &'p [u16] {
        match &self.firsts {
            Firsts::Few(firsts) => self.places_by(|sum| firsts[sum % LETTERS], letters, end, places),
            Firsts::Many(firsts) => {
                self.places_by(|sum| firsts[sum & (firsts.len() - 1)], letters, end, places)
            }
        }
    }

    #[inline]
    fn places_by<'p, const N: usize>(
        &self,
        first_at: impl Fn(usize) -> Letter,
        letters: &[Letter],
        end: usize,
        places: &'p mut [u16; N],
    ) -> &'p [u16] {
        let mut count = 0;
        for (start, first) in (0..end).step_by(STRIDE).zip((0_u16..).step_by(STRIDE)) {
            let Some(letters) = letters[start..].first_chunk::<{ STRIDE + 1 }>() else { break };
            for (at, place) in (0..STRIDE).zip(first..) {
                // No branch: whether a string may begin cannot be foretold.
                places[count % N] = place;
                let offset = self.offsets[usize::from(letters[at])];
                let begins = first_at(sum(offset, letters[at + 1])) == letters[at];
                count += usize::from(begins) | usize::from(offset >= ALONE);
            }
        }
        while count > 0 && usize::from(places[count - 1]) >= end {
            count -= 1;
        }
        &places[..count]
    }
}

#[inline]
fn sum(offset: u32, second: Letter) -> usize {
    (offset & !ALONE) as usize + usize::from(second)
}

/// Which slots are taken, a bit each.
struct Taken {
    bits: Vec<u64>,
    /// All slots below are taken.
    full_below: usize,
}

impl Taken {
    fn new(slots: usize) -> Taken {
        Taken { bits: vec![0; slots / 64], full_below: 0 }
    }

    fn take(&mut self, slot: usize) {
        self.bits[slot / 64] |= 1 << (slot % 64);
        while self.bits.get(self.full_below / 64).is_some_and(|bits| *bits == u64::MAX) {
            self.full_below += 64;
        }
    }

    /// The least offset with which all pairs of one first letter get slots that are free; the slots go round.
    fn offset_for(&self, row: &[[Letter; 2]]) -> Option<usize> {
        let slots = self.bits.len() * 64;
        let least = row.iter().map(|pair| usize::from(pair[1])).min()?;
        let begin = (self.full_below + slots - least) % slots;
        (0..self.bits.len()).find_map(|step| {
            let offset = (begin + step * 64) % slots;
            let mut taken = 0;
            for [_, second] in row {
                taken |= self.from((offset + usize::from(*second)) % slots);
                if taken == u64::MAX {
                    return None;
                }
            }
            Some((offset + taken.trailing_ones() as usize) % slots)
        })
    }

    /// The bits of the 64 slots from one on.
    fn from(&self, slot: usize) -> u64 {
        let (word, bit) = (slot / 64, slot % 64);
        let next = self.bits[(word + 1) % self.bits.len()];
        self.bits[word] >> bit | if bit == 0 { 0 } else { next << (64 - bit) }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    /// The places at which a letter or a pair of the sets stands, one by one.
    fn expected(alone: &[Letter], pairs: &BTreeSet<[Letter; 2]>, text: &[Letter]) -> Vec<u16> {
        let begins = |pair: &[Letter]| alone.contains(&pair[0]) || pairs.contains(&[pair[0], pair[1]]);
        (0..).zip(text.windows(2)).filter(|(_, pair)| begins(pair)).map(|(at, _)| at).collect()
    }

    fn found(beginnings: &Beginnings, text: &[Letter]) -> Vec<u16> {
        let mut letters = text.to_vec();
        letters.resize(text.len() + STRIDE, 0);
        beginnings.places(&letters, text.len() - 1, &mut [0; 128]).to_vec()
    }

    proptest! {
        /// Letters from both ends, so that slots go round.
        #[test]
        fn all_beginnings_are_found_and_no_others(
            alone in prop::collection::vec(letter(), 0..3),
            pairs in prop::collection::btree_set([letter(), letter()], 0..60),
            text in prop::collection::vec(letter(), 2..80),
        ) {
            let list: Vec<[Letter; 2]> = pairs.iter().copied().collect();
            prop_assert_eq!(found(&Beginnings::of(&alone, &list), &text), expected(&alone, &pairs, &text));
        }
    }

    fn letter() -> impl Strategy<Value = Letter> {
        prop_oneof![1_u16..9, (NOTHING - 4)..NOTHING]
    }

    #[test]
    fn there_is_room_for_more_pairs_than_letters() {
        let row = |first: Letter| (0..225).map(move |second: Letter| [first, 1 + 7 * second]);
        let pairs: BTreeSet<[Letter; 2]> = (1..401).flat_map(row).collect();
        let list: Vec<[Letter; 2]> = pairs.iter().copied().collect();
        let beginnings = Beginnings::of(&[], &list);
        let slots: BTreeSet<Option<usize>> =
            list.iter().map(|pair| beginnings.slot(pair[0], pair[1])).collect();
        assert!(slots.len() == list.len() && !slots.contains(&None), "each pair has a slot of its own");
        let text: Vec<Letter> = (0..100).flat_map(|n| [n, n * 7 + 1]).collect();
        assert_eq!(found(&beginnings, &text[..120]), expected(&[], &pairs, &text[..120]));
    }
}
