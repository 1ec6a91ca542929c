//! The way a text runs past the strings that are searched for: first its characters become letters, then every
//! pair of neighbours that no string begins with is dropped, and only what is left is looked up.

use crate::text::{Alphabet, BLANK, FOREIGN, Letter, flat_table};

use super::beginnings::STRIDE;
use super::trie::{Entry, Trie};

/// So many places of a text are looked at before the next letters are read: little enough to stay near the
/// processor.
const PLACES: usize = 1024;

/// The longest string that can be searched for, in letters.
pub(super) const LONGEST: usize = 32;

/// So many letters are read at most, so that a string that begins at one of the places can be read to its end.
const LETTERS: usize = PLACES + LONGEST;

/// What is read of a text at a time, used again for the next.
#[derive(Debug)]
pub(super) struct Tape {
    /// One more than were read, for a letter that nothing goes on with.
    letters: Box<[Letter; LETTERS + 1 + STRIDE]>,
    /// Where each letter begins in the text, and where the last one ends, in bytes.
    bytes: Box<[usize; LETTERS + 1]>,
    index: Index,
}

/// Where in the letters on a tape strings begin, worked out step by step.
#[derive(Debug)]
struct Index {
    /// The places at which a string may begin.
    places: Box<[u16; 2 * PLACES]>,
    /// The strings of one letter or two, and the places at which they stand.
    short: Box<[(u16, Entry); 2 * PLACES]>,
    /// The places at which a string may have more than two letters.
    longer: Box<[u16; PLACES]>,
    /// These strings.
    long: Vec<(u16, Entry)>,
}

impl Default for Tape {
    fn default() -> Self {
        Tape {
            letters: flat_table(FOREIGN),
            bytes: flat_table(0),
            index: Index {
                places: flat_table(0),
                short: flat_table((0, 0)),
                longer: flat_table(0),
                long: Vec::new(),
            },
        }
    }
}

/// Where a string stands in a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found {
    /// In letters.
    pub(super) start: usize,
    /// In bytes.
    pub(super) start_byte: usize,
}

/// Which characters of a text count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Counted {
    /// All of them.
    All,
    /// All but white space and what folding deletes.
    Visible,
}

impl Tape {
    /// Tells `found` of every occurrence of every string, by start, then end.
    pub(super) fn run(
        &mut self,
        text: &str,
        counted: Counted,
        alphabet: &Alphabet,
        trie: &Trie,
        mut found: impl FnMut(Entry, Found),
    ) {
        let (mut start, mut kept) = (0, 0);
        self.bytes[0] = 0;
        loop {
            let count = self.read(text, kept, counted, alphabet);
            let is_last = count < LETTERS;
            let places = if is_last { count } else { PLACES };
            let bytes = &self.bytes;
            self.index.look_up(&self.letters[..], places, trie, |entry, place| {
                found(entry, Found { start: start + place, start_byte: bytes[place] });
            });
            if is_last {
                return;
            }
            self.letters.copy_within(PLACES..LETTERS, 0);
            self.bytes.copy_within(PLACES..=LETTERS, 0);
            kept = LONGEST;
            start += PLACES;
        }
    }

    /// Reads letters behind those that are kept, as many as there is room for; how many there are then.
    fn read(&mut self, text: &str, kept: usize, counted: Counted, alphabet: &Alphabet) -> usize {
        let last_counted = if counted == Counted::All { Letter::MAX } else { BLANK - 1 };
        let (letters, bytes) = (&mut *self.letters, &mut *self.bytes);
        let mut count = kept;
        let mut rest = &text.as_bytes()[bytes[kept]..];
        'letters: while count < LETTERS {
            let at = text.len() - rest.len();
            // Nearly everything is of three bytes, and counts.
            if let Some((four, behind)) = rest.split_first_chunk()
                && let Some(read) = alphabet.letters_of_four(four)
                && read.iter().all(|letter| *letter <= last_counted)
                && let Some(letters) = letters[..LETTERS].get_mut(count..count + 4)
                && let Some(bytes) = bytes.get_mut(count..count + 4)
            {
                letters.copy_from_slice(&read);
                bytes.copy_from_slice(&[at, at + 3, at + 6, at + 9]);
                count += 4;
                rest = behind;
                continue;
            }
            // They are not all so.
            for _ in 0..4 {
                let at = text.len() - rest.len();
                let letter;
                (letter, rest) = match rest {
                    [first @ 0xE0..0xF0, second, third, rest @ ..] => {
                        (alphabet.letter_of_three(*first, *second, *third), rest)
                    }
                    [ascii @ ..0x80, rest @ ..] => (alphabet.letter_of_ascii(*ascii), rest),
                    [] => break 'letters,
                    _ => {
                        let (letter, width) = alphabet.letter_at(text, at);
                        (letter, &rest[width..])
                    }
                };
                // What does not count is written over.
                letters[count] = letter;
                bytes[count] = at;
                count += usize::from(letter <= last_counted);
                if count == LETTERS {
                    break 'letters;
                }
            }
        }
        letters[count] = FOREIGN;
        bytes[count] = text.len() - rest.len();
        count
    }
}

impl Index {
    /// Tells `found` of every string that begins at one of the first `places` places, in order. What comes next in a text cannot be
    /// foretold: so as far as strings are short, no branch depends on what is found, and longer ones, which are few, are put in
    /// their places afterwards.
    fn look_up(
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
