//! The way a text runs past the strings that are searched for: first its characters become letters, then every
//! pair of neighbours that no string begins with is dropped, and only what is left is looked up.

use crate::text::{Alphabet, BLANK, FOREIGN, Letter, flat_table};

use super::trie::{Entry, STRIDE, Trie};

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
    /// The places at which a string may begin.
    places: Box<[u16; 2 * PLACES]>,
}

impl Default for Tape {
    fn default() -> Self {
        Tape { letters: flat_table(FOREIGN), bytes: flat_table(0), places: flat_table(0) }
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
            for place in trie.places(&self.letters[..], places, &mut self.places) {
                let place = usize::from(*place);
                let at = Found { start: start + place, start_byte: self.bytes[place] };
                if let Some(entry) = trie.single(self.letters[place]) {
                    found(entry, at);
                }
                let mut node = trie.begin(self.letters[place], self.letters[place + 1]);
                let mut end = place + 2;
                while let Some(here) = node {
                    if let Some(entry) = here.entry() {
                        found(entry, at);
                    }
                    node = self.letters.get(end).and_then(|letter| trie.step(here, *letter));
                    end += 1;
                }
            }
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
