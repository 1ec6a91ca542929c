//! All short literals in one tree, letter by letter, entered by the first two at once: most places of a text
//! are dismissed by the pair of letters that stands there, without a look at the tree.

use std::ops::Range;

use crate::text::{Letter, flat_table};

/// The number of a string in the list a tree is made of; where strings are equal, of the last.
pub(super) type Entry = u32;

const NO_ENTRY: Entry = Entry::MAX;

/// So many places are looked at at a time.
pub(super) const STRIDE: usize = 16;

/// A node with more children is searched by halves.
const FEW_CHILDREN: usize = 16;

/// A set of strings of letters, none of them empty.
#[derive(Debug)]
pub(super) struct Trie {
    /// By letter, the string that is this letter alone; empty where there is no such string.
    single: Vec<Entry>,
    /// By letter, 1 where there is such a string.
    singles: Box<[u8; 1 << 16]>,
    pairs: Pairs,
    /// The letter that leads to each node. The children of a node stand side by side, sorted by it.
    letters: Vec<Letter>,
    nodes: Vec<Node>,
}

/// A place in the tree: the string of two or more letters read so far.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node {
    /// The string that ends here.
    entry: Entry,
    /// Where its children stand, and how many they are.
    children: u32,
    count: u16,
    /// A bit for some of the letters that lead on, 0 for all others: most ends are seen by it.
    leads_on: u16,
}

impl Trie {
    /// The tree of `strings`, over so many letters.
    pub(super) fn of(strings: &[(Vec<Letter>, Entry)], letters: usize) -> Trie {
        let mut strings: Vec<(&[Letter], Entry)> =
            strings.iter().map(|(s, entry)| (&s[..], *entry)).collect();
        strings.sort_unstable();
        let mut single = Vec::new();
        let mut singles = flat_table(0);
        for (string, entry) in &strings {
            if let [letter] = string {
                singles[usize::from(*letter)] = 1;
                single.resize(letters + 1, NO_ENTRY);
                if let Some(single) = single.get_mut(usize::from(*letter)) {
                    *single = *entry;
                }
            }
        }
        let mut trie =
            Trie { single, singles, pairs: Pairs::of(&[], &[]), letters: Vec::new(), nodes: Vec::new() };
        let mut found = Vec::new();
        // Breadth first, so that siblings are neighbours: each node with its strings, which share what it
        // stands for, and the length of that.
        let mut nodes: Vec<(usize, Range<usize>)> = Vec::new();
        let pair = |at: usize| strings[at].0.first_chunk::<2>();
        let mut from = 0;
        while from < strings.len() {
            let same =
                strings[from..].iter().take_while(|(string, _)| string.first_chunk() == pair(from)).count();
            if let Some(pair) = pair(from) {
                found.push((*pair, number(nodes.len())));
                nodes.push((2, from..from + same));
                trie.letters.push(pair[1]);
            }
            from += same;
        }
        let mut next = 0;
        while let Some((depth, range)) = nodes.get(next).cloned() {
            let mut node = Node { children: number(nodes.len()), ..Node::NONE };
            let letter_of = |(string, _): &(&[Letter], Entry)| string.get(depth).copied();
            let mut from = range.start;
            while from < range.end {
                let Some(letter) = letter_of(&strings[from]) else {
                    node.entry = strings[from].1;
                    from += 1;
                    continue;
                };
                let same =
                    strings[from..range.end].partition_point(|string| letter_of(string) == Some(letter));
                nodes.push((depth + 1, from..from + same));
                trie.letters.push(letter);
                node.count += 1;
                node.leads_on |= 1 << (letter % 16);
                from += same;
            }
            trie.nodes.push(node);
            next += 1;
        }
        trie.pairs = Pairs::of(&found, &trie.nodes);
        trie
    }

    /// The places below `end` in a list of letters at which a string may begin: a few too many, never one too few. They
    /// are written into `places`. The list goes on behind `end` for a [`STRIDE`] at least.
    pub(super) fn places<'p, const N: usize>(
        &self,
        letters: &[Letter],
        end: usize,
        places: &'p mut [u16; N],
    ) -> &'p [u16] {
        match &self.pairs.beginnings {
            Beginnings::Few(table) => self.places_by(table, letters, end, places),
            Beginnings::Many(table) => self.places_by(table, letters, end, places),
        }
    }

    fn places_by<'p, const M: usize, const N: usize>(
        &self,
        beginnings: &[u32; M],
        letters: &[Letter],
        end: usize,
        places: &'p mut [u16; N],
    ) -> &'p [u16] {
        let mut count = 0;
        for (start, first) in (0..end).step_by(STRIDE).zip((0_u16..).step_by(STRIDE)) {
            let Some(letters) = letters[start..].first_chunk::<{ STRIDE + 1 }>() else { break };
            let hashes: [u16; STRIDE] = std::array::from_fn(|at| hash(letters[at], letters[at + 1]));
            for (at, place) in (0..STRIDE).zip(first..) {
                // No branch: whether a string may begin cannot be foretold.
                places[count % N] = place;
                let begins = beginnings[usize::from(hashes[at]) % M] >> (letters[at + 1] % 32) & 1;
                count += begins as usize | usize::from(self.singles[usize::from(letters[at])]);
            }
        }
        while count > 0 && usize::from(places[count - 1]) >= end {
            count -= 1;
        }
        &places[..count]
    }

    /// The string that is this letter alone.
    #[inline]
    pub(super) fn single(&self, letter: Letter) -> Option<Entry> {
        self.single.get(usize::from(letter)).copied().filter(|entry| *entry != NO_ENTRY)
    }

    /// The node of the first two letters of a string.
    #[inline]
    pub(super) fn begin(&self, first: Letter, second: Letter) -> Option<Node> {
        self.pairs.get(first, second)
    }

    /// The node one letter further.
    #[inline]
    pub(super) fn step(&self, node: Node, letter: Letter) -> Option<Node> {
        if node.leads_on >> (letter % 16) & 1 == 0 {
            return None;
        }
        let letters = &self.letters[node.children as usize..][..usize::from(node.count)];
        let child = if letters.len() <= FEW_CHILDREN {
            letters.iter().position(|other| *other == letter)
        } else {
            letters.binary_search(&letter).ok()
        };
        child.map(|child| self.nodes[node.children as usize + child])
    }
}

impl Node {
    const NONE: Node = Node { entry: NO_ENTRY, children: 0, count: 0, leads_on: 0 };

    /// The string that is read to its end here.
    #[inline]
    pub(super) fn entry(self) -> Option<Entry> {
        (self.entry != NO_ENTRY).then_some(self.entry)
    }
}

/// A position as the short numbers of the engine's tables, which are bounded far below their limit by the
/// size of rule files.
pub(super) fn number(position: usize) -> u32 {
    u32::try_from(position).unwrap_or(u32::MAX)
}

/// The pairs of letters that strings begin with, and the node of each.
#[derive(Debug)]
struct Pairs {
    beginnings: Beginnings,
    /// At its hash or behind, each pair. Not all are taken.
    slots: Vec<Slot>,
}

/// A place for a pair, with a copy of its node, so that only one piece of memory is looked at.
#[derive(Clone, Copy, Debug)]
struct Slot {
    /// 0 where nothing is here.
    pair: u32,
    node: Node,
}

const FREE: Slot = Slot { pair: 0, node: Node::NONE };

/// At the hash of each pair of letters that strings begin with, a bit: wrongly so at those of a few others. The table is
/// small where there are few, to stay near the processor.
#[derive(Debug)]
enum Beginnings {
    Few(Box<[u32; 1 << 14]>),
    Many(Box<[u32; 1 << 16]>),
}

/// More pairs would let too many others pass in the small table.
const MANY_PAIRS: usize = 40_000;

impl Beginnings {
    fn of(pairs: &[([Letter; 2], u32)]) -> Beginnings {
        if pairs.len() < MANY_PAIRS {
            let mut table = flat_table(0);
            set_bits(&mut table, pairs);
            Beginnings::Few(table)
        } else {
            let mut table = flat_table(0);
            set_bits(&mut table, pairs);
            Beginnings::Many(table)
        }
    }
}

/// Sets the bit of each pair in a table of them.
fn set_bits<const M: usize>(bits: &mut [u32; M], pairs: &[([Letter; 2], u32)]) {
    for ([first, second], _) in pairs {
        bits[usize::from(hash(*first, *second)) % M] |= 1 << (second % 32);
    }
}

impl Pairs {
    /// Pairs of letters with the numbers of their nodes.
    fn of(pairs: &[([Letter; 2], u32)], nodes: &[Node]) -> Pairs {
        let slots = (pairs.len() * 3 / 2 + 1).next_power_of_two();
        let mut all = Pairs { beginnings: Beginnings::of(pairs), slots: vec![FREE; slots] };
        for ([first, second], node) in pairs {
            let mut slot = slot(*first, *second, slots);
            while all.slots[slot].pair != 0 {
                slot = (slot + 1) & (slots - 1);
            }
            all.slots[slot] = Slot { pair: joined(*first, *second), node: nodes[*node as usize] };
        }
        all
    }

    #[inline]
    fn get(&self, first: Letter, second: Letter) -> Option<Node> {
        let pair = joined(first, second);
        let mut slot = slot(first, second, self.slots.len());
        loop {
            let found = &self.slots[slot];
            if found.pair == pair {
                return Some(found.node);
            }
            if found.pair == 0 {
                return None;
            }
            slot = (slot + 1) & (self.slots.len() - 1);
        }
    }
}

#[inline]
fn joined(first: Letter, second: Letter) -> u32 {
    u32::from(first) << 16 | u32::from(second)
}

/// Of few instructions that work on many pairs at a time. The second letter's lower bits are not in it.
#[inline]
fn hash(first: Letter, second: Letter) -> u16 {
    first.wrapping_mul(0x9E35).wrapping_add(second >> 5)
}

/// Where a pair stands in a table of so many slots, a power of two: the upper bits of a product by an odd number near 2^32
/// divided by the golden ratio are well mixed.
#[inline]
fn slot(first: Letter, second: Letter, slots: usize) -> usize {
    (joined(first, second).wrapping_mul(0x9E37_79B1) >> 8) as usize & (slots - 1)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// Small letters make strings that are parts of each other, and pairs that share their places.
        #[test]
        fn it_finds_what_begins_a_text(
            strings in prop::collection::btree_set(prop::collection::vec(1_u16..5, 1..5), 0..40),
            text in prop::collection::vec(0_u16..6, 0..8),
        ) {
            let strings: Vec<(Vec<Letter>, Entry)> = strings.into_iter().zip(0..).collect();
            let trie = Trie::of(&strings, 5);
            let mut found: Vec<Entry> = text.first().and_then(|letter| trie.single(*letter)).into_iter().collect();
            let mut rest = text.iter().skip(2);
            let mut node = text.first_chunk().and_then(|[first, second]| trie.begin(*first, *second));
            while let Some(here) = node {
                found.extend(here.entry());
                node = rest.next().and_then(|letter| trie.step(here, *letter));
            }
            let begins = |string: &&(Vec<Letter>, Entry)| text.starts_with(&string.0);
            let mut expected: Vec<&(Vec<Letter>, Entry)> = strings.iter().filter(begins).collect();
            expected.sort_by_key(|(string, _)| string.len());
            prop_assert_eq!(found, expected.iter().map(|(_, entry)| *entry).collect::<Vec<_>>());
        }
    }
}
