//! All short literals in one tree, letter by letter, entered by the first two at once: most places of a text
//! are dismissed by the pair of letters that stands there, without a look at the tree.

use std::ops::Range;

use crate::text::{Letter, flat_table};

/// The number of a string in the list a tree is made of; where strings are equal, of the last.
pub(super) type Entry = u32;

const NO_ENTRY: Entry = Entry::MAX;

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
    /// One more than there are, for the end of the children of the last.
    nodes: Vec<Joint>,
}

/// What is known of a node.
#[derive(Clone, Copy, Debug)]
struct Joint {
    /// Where its children begin; they end where those of the next begin.
    children: u32,
    /// The string that ends here.
    entry: Entry,
}

/// A place in the tree: the string of two or more letters read so far.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node(u32);

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
            Trie { single, singles, pairs: Pairs::default(), letters: Vec::new(), nodes: Vec::new() };
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
            let mut joint = Joint { children: number(nodes.len()), entry: NO_ENTRY };
            let letter_of = |(string, _): &(&[Letter], Entry)| string.get(depth).copied();
            let mut from = range.start;
            while from < range.end {
                let Some(letter) = letter_of(&strings[from]) else {
                    joint.entry = strings[from].1;
                    from += 1;
                    continue;
                };
                let same =
                    strings[from..range.end].partition_point(|string| letter_of(string) == Some(letter));
                nodes.push((depth + 1, from..from + same));
                trie.letters.push(letter);
                from += same;
            }
            trie.nodes.push(joint);
            next += 1;
        }
        trie.nodes.push(Joint { children: number(nodes.len()), entry: NO_ENTRY });
        trie.pairs = Pairs::of(&found);
        trie
    }

    /// The places in a list of letters, the last one aside, at which a string may begin: a few too many, never one
    /// too few. They are written into `places`.
    pub(super) fn places<'p, const N: usize>(
        &self,
        letters: &[Letter],
        places: &'p mut [u16; N],
    ) -> &'p [u16] {
        match &self.pairs.beginnings {
            Beginnings::Few(table) => self.places_by(table, letters, places),
            Beginnings::Many(table) => self.places_by(table, letters, places),
        }
    }

    fn places_by<'p, const M: usize, const N: usize>(
        &self,
        beginnings: &[u8; M],
        letters: &[Letter],
        places: &'p mut [u16; N],
    ) -> &'p [u16] {
        let mut count = 0;
        for (at, pair) in (0..).zip(letters.windows(2)) {
            if let Some(place) = places.get_mut(count) {
                *place = at;
            }
            // No branch: whether a string may begin cannot be foretold.
            let begins = beginnings[hash(pair[0], pair[1]) % M] | self.singles[usize::from(pair[0])];
            count += usize::from(begins);
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
        self.pairs.get(first, second).map(Node)
    }

    /// The node one letter further.
    #[inline]
    pub(super) fn step(&self, node: Node, letter: Letter) -> Option<Node> {
        let at = node.0 as usize;
        let children = self.nodes[at].children as usize..self.nodes[at + 1].children as usize;
        let letters = &self.letters[children.clone()];
        let child = if letters.len() <= FEW_CHILDREN {
            letters.iter().position(|other| *other == letter)
        } else {
            letters.binary_search(&letter).ok()
        };
        child.map(|child| Node(number(children.start + child)))
    }

    /// The string that is read to its end at a node.
    #[inline]
    pub(super) fn entry(&self, node: Node) -> Option<Entry> {
        let entry = self.nodes[node.0 as usize].entry;
        (entry != NO_ENTRY).then_some(entry)
    }
}

/// A position as the short numbers of the engine's tables, which are bounded far below their limit by the
/// size of rule files.
pub(super) fn number(position: usize) -> u32 {
    u32::try_from(position).unwrap_or(u32::MAX)
}

/// The pairs of letters that strings begin with, and the node of each.
#[derive(Debug, Default)]
struct Pairs {
    beginnings: Beginnings,
    /// At its hash or behind, each pair with its node; a pair is never 0, which says that a place is free.
    slots: Vec<(u32, u32)>,
}

/// At the hash of each pair of letters that strings begin with, 1: wrongly so at those of a few others. The table is
/// small where there are few, to stay near the processor.
#[derive(Debug)]
enum Beginnings {
    Few(Box<[u8; 1 << 16]>),
    Many(Box<[u8; 1 << 19]>),
}

/// More pairs would let too many others pass in the small table.
const MANY_PAIRS: usize = 12_000;

impl Default for Beginnings {
    fn default() -> Beginnings {
        Beginnings::Few(flat_table(0))
    }
}

impl Beginnings {
    fn of(pairs: &[([Letter; 2], u32)]) -> Beginnings {
        let hashes = pairs.iter().map(|([first, second], _)| hash(*first, *second));
        if pairs.len() < MANY_PAIRS {
            let mut table = flat_table(0);
            hashes.for_each(|hash| table[hash % (1 << 16)] = 1);
            Beginnings::Few(table)
        } else {
            let mut table = flat_table(0);
            hashes.for_each(|hash| table[hash % (1 << 19)] = 1);
            Beginnings::Many(table)
        }
    }
}

impl Pairs {
    fn of(pairs: &[([Letter; 2], u32)]) -> Pairs {
        let slots = (pairs.len() * 2 + 1).next_power_of_two();
        let mut all = Pairs { beginnings: Beginnings::of(pairs), slots: vec![(0, 0); slots] };
        for ([first, second], node) in pairs {
            let hash = hash(*first, *second);
            let mut slot = hash & (slots - 1);
            while all.slots[slot].0 != 0 {
                slot = (slot + 1) & (slots - 1);
            }
            all.slots[slot] = (joined(*first, *second), *node);
        }
        all
    }

    #[inline]
    fn get(&self, first: Letter, second: Letter) -> Option<u32> {
        let pair = joined(first, second);
        let mut slot = hash(first, second) & (self.slots.len() - 1);
        loop {
            match self.slots[slot] {
                (0, _) => return None,
                (other, node) if other == pair => return Some(node),
                _ => slot = (slot + 1) & (self.slots.len() - 1),
            }
        }
    }
}

#[inline]
fn joined(first: Letter, second: Letter) -> u32 {
    u32::from(first) << 16 | u32::from(second)
}

/// The upper bits of a product by an odd number near 2^32 divided by the golden ratio are well mixed.
#[inline]
fn hash(first: Letter, second: Letter) -> usize {
    (joined(first, second).wrapping_mul(0x9E37_79B1) >> 11) as usize
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
                found.extend(trie.entry(here));
                node = rest.next().and_then(|letter| trie.step(here, *letter));
            }
            let begins = |string: &&(Vec<Letter>, Entry)| text.starts_with(&string.0);
            let mut expected: Vec<&(Vec<Letter>, Entry)> = strings.iter().filter(begins).collect();
            expected.sort_by_key(|(string, _)| string.len());
            prop_assert_eq!(found, expected.iter().map(|(_, entry)| *entry).collect::<Vec<_>>());
        }
    }
}
