//! All short literals in one tree, letter by letter, entered by the first two at once: most places of a text
//! are dismissed by the pair of letters that stands there, without a look at the tree.

use std::ops::Range;

use crate::text::Letter;

use super::beginnings::Beginnings;

/// The number of a string in the list a tree is made of; where strings are equal, of the last.
pub(super) type Entry = u32;

/// No string.
const NO_ENTRY: Entry = Entry::MAX;

/// A node with more children is searched by halves.
const FEW_CHILDREN: usize = 16;

/// A set of strings of letters, none of them empty.
#[derive(Debug)]
pub(super) struct Trie {
    /// By letter, the string that is this letter alone; empty where there is no such string.
    single: Vec<Entry>,
    /// These letters, and the first two of all longer strings.
    beginnings: Beginnings,
    /// The node of each pair of these, by its slot.
    roots: Vec<Node>,
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
    leads_on: u32,
}

impl Trie {
    /// The tree of `strings`, over so many letters.
    pub(super) fn of(strings: &[(Vec<Letter>, Entry)], letters: usize) -> Trie {
        let mut strings: Vec<(&[Letter], Entry)> =
            strings.iter().map(|(s, entry)| (&s[..], *entry)).collect();
        strings.sort_unstable();
        let mut single = Vec::new();
        let mut alone = Vec::new();
        for (string, entry) in &strings {
            if let [letter] = string {
                alone.push(*letter);
                single.resize(letters + 1, NO_ENTRY);
                if let Some(single) = single.get_mut(usize::from(*letter)) {
                    *single = *entry;
                }
            }
        }
        let mut trie = Trie {
            single,
            beginnings: Beginnings::of(&[], &[]),
            roots: Vec::new(),
            letters: Vec::new(),
            nodes: Vec::new(),
        };
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
                found.push(*pair);
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
                node.leads_on |= 1 << (letter % 32);
                from += same;
            }
            trie.nodes.push(node);
            next += 1;
        }
        trie.beginnings = Beginnings::of(&alone, &found);
        for (pair, node) in found.iter().zip(&trie.nodes) {
            if let Some(slot) = trie.beginnings.slot(pair[0], pair[1]) {
                if slot >= trie.roots.len() {
                    trie.roots.resize(slot + 1, Node::NONE);
                }
                trie.roots[slot] = *node;
            }
        }
        trie
    }

    /// The places below `end` in a list of letters at which a string may begin: it is a letter, or begins with two, that stand
    /// there. They are written into `places`. The list goes on behind `end` for a `STRIDE` at least.
    pub(super) fn places<'p, const N: usize>(
        &self,
        letters: &[Letter],
        end: usize,
        places: &'p mut [u16; N],
    ) -> &'p [u16] {
        self.beginnings.places(letters, end, places)
    }

    /// Whether any string is a letter alone.
    pub(super) fn has_singles(&self) -> bool {
        !self.single.is_empty()
    }

    /// The string that is this letter alone.
    #[inline]
    pub(super) fn single(&self, letter: Letter) -> Option<Entry> {
        self.single.get(usize::from(letter)).copied().filter(|entry| *entry != NO_ENTRY)
    }

    /// The node of the first two letters of a string; of others, one that nothing leads on from.
    #[inline]
    pub(super) fn begin(&self, first: Letter, second: Letter) -> Node {
        let slot = self.beginnings.slot(first, second);
        slot.and_then(|slot| self.roots.get(slot)).copied().unwrap_or(Node::NONE)
    }

    /// The node one letter further.
    #[inline]
    pub(super) fn step(&self, node: Node, letter: Letter) -> Option<Node> {
        if !node.may_lead_on(letter) {
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

    /// Whether a letter may lead on: at times wrongly so, never wrongly not.
    #[inline]
    pub(super) fn may_lead_on(self, letter: Letter) -> bool {
        self.leads_on >> (letter % 32) & 1 == 1
    }
}

/// A position as the short numbers of the engine's tables, which are bounded far below their limit by the
/// size of rule files.
pub(super) fn number(position: usize) -> u32 {
    u32::try_from(position).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::beginnings::STRIDE;
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
            let mut letters = text.clone();
            letters.resize(text.len() + 1 + STRIDE, 0);
            let begins = text.len() > 1 && trie.places(&letters, 1, &mut [0; 32]) == [0];
            let mut node = begins.then(|| trie.begin(letters[0], letters[1]));
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
