//! Where strings stand in a paragraph: every pair of neighbours that no string begins with is dropped, and only what is
//! left is looked up.

use std::ops::Range;

use crate::text::{Letter, Page, flat_table};

use super::trie::{Entry, Trie};

/// So many places of a text are looked at at a time: little enough to stay near the processor.
const PLACES: usize = 1024;

/// Where strings begin on a piece of a tape, worked out step by step, on memory that is used again for the next piece.
#[derive(Debug)]
pub(super) struct Index {
    /// The places at which a string may begin.
    places: Box<[u16; 2 * PLACES]>,
    /// The strings of one letter or two, and the places at which they stand.
    short: Box<[(u16, Entry); 2 * PLACES]>,
    /// The places at which a string may have more than two letters.
    longer: Box<[u16; PLACES]>,
    /// These strings.
    long: Vec<(u16, Entry)>,
}

impl Default for Index {
    fn default() -> Self {
        Index { places: flat_table(0), short: flat_table((0, 0)), longer: flat_table(0), long: Vec::new() }
    }
}

impl Index {
    /// Tells `found` of every string that begins in a part of a paragraph, given in letters, and where: by start, then
    /// end.
    pub(super) fn look_up(
        &mut self,
        page: Page,
        part: Range<usize>,
        trie: &Trie,
        mut found: impl FnMut(Entry, usize),
    ) {
        for start in part.clone().step_by(PLACES) {
            let count = PLACES.min(part.end - start);
            self.look_up_piece(page.letters_from(start), count, trie, |entry, place| {
                found(entry, start + place);
            });
        }
    }

    /// Tells `found` of every string that begins at one of the first `places` places, in order. What comes next in a text cannot be
    /// foretold: so as far as strings are short, no branch depends on what is found, and longer ones, which are few, are put in
    /// their places afterwards.
    fn look_up_piece(
        &mut self,
        letters: &[Letter],
        places: usize,
        trie: &Trie,
        mut found: impl FnMut(Entry, usize),
    ) {
        let Index { places: begins, short, longer, long } = self;
        let (mut shorts, mut longers) = (0, 0);
        for place in trie.places(letters, places, begins) {
            let at = usize::from(*place);
            if trie.has_singles() {
                let entry = trie.single(letters[at]);
                short[shorts % (2 * PLACES)] = (*place, entry.unwrap_or(0));
                shorts += usize::from(entry.is_some());
            }
            let node = trie.begin(letters[at], letters[at + 1]);
            short[shorts % (2 * PLACES)] = (*place, node.entry().unwrap_or(0));
            shorts += usize::from(node.entry().is_some());
            longer[longers % PLACES] = *place;
            longers += usize::from(node.may_lead_on(letters[at + 2]));
        }
        long.clear();
        for place in &longer[..longers] {
            let at = usize::from(*place);
            let mut node = trie.begin(letters[at], letters[at + 1]);
            for letter in &letters[at + 2..] {
                let Some(next) = trie.step(node, *letter) else { break };
                if let Some(entry) = next.entry() {
                    long.push((*place, entry));
                }
                node = next;
            }
        }
        let (mut short, mut long) = (&short[..shorts], &long[..]);
        while let (Some(one), Some(other)) = (short.first(), long.first()) {
            let is_short = one.0 <= other.0;
            let (place, entry) = if is_short { *one } else { *other };
            short = &short[usize::from(is_short)..];
            long = &long[usize::from(!is_short)..];
            found(entry, usize::from(place));
        }
        for (place, entry) in short.iter().chain(long) {
            found(*entry, usize::from(*place));
        }
    }
}
