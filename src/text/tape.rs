//! A paragraph as the engine reads it: folded, and each character a letter of the alphabet of what is searched for. One
//! table does both at once.

use std::ops::Range;

use super::alphabet::{Alphabet, BLANK, FOREIGN, Letter, NOTHING};
use super::fold::keeps_blank;
use super::line::{Line, folded_at, readable};
use super::units::SIGNS;

/// So many letters stand behind those of the paragraph, so that whoever looks at many at a time need not ask where it
/// ends. The first of them is one that nothing goes on with.
const MARGIN: usize = 64;

/// So many letters are read before there is room made for more.
const STEP: usize = 1024;

/// A folded paragraph in letters; used again for the next.
#[derive(Debug, Default)]
pub(crate) struct Tape {
    letters: Vec<Letter>,
    /// Where in the original each comes from, in bytes; a blank, from the first of its run.
    origins: Vec<u32>,
}

/// A paragraph that was read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Page<'t> {
    original: &'t str,
    /// With the [`MARGIN`] behind the last.
    letters: &'t [Letter],
    origins: &'t [u32],
}

impl Tape {
    /// Reads a paragraph; of one of more than 4 GiB, no more.
    pub(crate) fn read<'t>(&'t mut self, original: &'t str, alphabet: &Alphabet) -> Page<'t> {
        let original = readable(original);
        let (mut count, mut at) = (0, 0);
        loop {
            if self.letters.len() < count + STEP + MARGIN {
                let room = (count + STEP + MARGIN) / 8 * 9;
                self.letters.resize(room, FOREIGN);
                self.origins.resize(room, 0);
            }
            let most = count + STEP;
            (count, at) = self.read_some(original, alphabet, count..most, at);
            if at == original.len() {
                break;
            }
        }
        self.letters[count] = FOREIGN;
        Page { original, letters: &self.letters, origins: &self.origins[..count] }
    }

    /// Reads from the byte `at` on, to the letters of `room`, a few of which may remain free; up to which letter, and to
    /// which byte.
    #[inline]
    fn read_some(
        &mut self,
        original: &str,
        alphabet: &Alphabet,
        room: Range<usize>,
        mut at: usize,
    ) -> (usize, usize) {
        let bytes = original.as_bytes();
        let letters = &mut self.letters[..room.end];
        let origins = &mut self.origins[..room.end];
        let mut count = room.start;
        // There is room for four.
        while count + 4 <= room.end {
            // Nearly everything is of three bytes, and stays.
            if let Some(four) = bytes[at..].first_chunk()
                && let Some(read) = alphabet.letters_of_four(four)
                && read.iter().all(|letter| *letter < BLANK)
                && let Some(letters) = letters.get_mut(count..count + 4)
                && let Some(origins) = origins.get_mut(count..count + 4)
            {
                letters.copy_from_slice(&read);
                let origin = origin(at);
                origins.copy_from_slice(&[origin, origin + 3, origin + 6, origin + 9]);
                count += 4;
                at += 12;
                continue;
            }
            // They are not all so.
            for _ in 0..4 {
                let (letter, width) = match bytes[at..] {
                    [first @ 0xE0..0xF0, second, third, ..] => {
                        (alphabet.letter_of_three(first, second, third), 3)
                    }
                    [ascii @ ..0x80, ..] => (alphabet.letter_of_ascii(ascii), 1),
                    [] => return (count, at),
                    _ => alphabet.letter_at(original, at),
                };
                if letter == BLANK && !is_between_ascii(bytes, alphabet, at) {
                    let next = next_visible(original, alphabet, at + width);
                    if count > 0 && stays_between(original, origins[count - 1], next) {
                        (letters[count], origins[count]) = (BLANK, origin(at));
                        count += 1;
                    }
                    at = next;
                    continue;
                }
                // What folding deletes is written over.
                (letters[count], origins[count]) = (letter, origin(at));
                count += usize::from(letter < NOTHING);
                at += width;
            }
        }
        (count, at)
    }
}

impl<'t> Page<'t> {
    /// How many letters it has.
    pub(crate) fn len(self) -> usize {
        self.origins.len()
    }

    /// The letters from one on, with the [`MARGIN`] behind the last.
    #[inline]
    pub(crate) fn letters_from(self, start: usize) -> &'t [Letter] {
        &self.letters[start..]
    }

    /// The paragraph as numbered characters.
    pub(crate) fn line(self) -> Line<'t> {
        Line::new(self.original, self.origins)
    }

    /// Tells `found` where the signs stand behind which a clause may end, and which of [`SIGNS`] it is.
    pub(crate) fn signs(self, mut found: impl FnMut(usize, char)) {
        const PIECE: usize = u64::BITS as usize;
        for (start, letters) in (0..).step_by(PIECE).zip(self.letters[..self.len()].chunks(PIECE)) {
            // They have the first letters of every alphabet behind that of foreign characters. Where the next stands cannot be
            // foretold: no branch.
            let number = |letter: Letter| usize::from(letter.wrapping_sub(FOREIGN + 1));
            let mut signs = 0_u64;
            for (letter, at) in letters.iter().zip(0..PIECE) {
                signs |= u64::from(number(*letter) < SIGNS.len()) << at;
            }
            while signs != 0 {
                let at = signs.trailing_zeros() as usize;
                found(start + at, SIGNS[number(letters[at])]);
                signs &= signs - 1;
            }
        }
    }
}

/// Whether the byte `at` is a blank that stays: between two ASCII characters, as most that stay are.
#[inline]
fn is_between_ascii(bytes: &[u8], alphabet: &Alphabet, at: usize) -> bool {
    let is_visible = |byte: u8| byte.is_ascii() && alphabet.letter_of_ascii(byte) < BLANK;
    match bytes.get(at.wrapping_sub(1)..at + 2) {
        Some([before, blank, behind]) => blank.is_ascii() && is_visible(*before) && is_visible(*behind),
        _ => false,
    }
}

/// The first byte, from `at` on, at which a character begins that is neither white space nor deleted by folding; the end
/// if there is none.
#[inline(never)]
fn next_visible(original: &str, alphabet: &Alphabet, at: usize) -> usize {
    let next = original[at..].char_indices().find(|(_, c)| alphabet.letter(*c) < BLANK);
    next.map_or(original.len(), |(offset, _)| at + offset)
}

/// Whether a run of white space stays that stands between the characters at these bytes.
#[inline(never)]
fn stays_between(original: &str, before: u32, behind: usize) -> bool {
    let around = folded_at(original, before as usize).zip(folded_at(original, behind));
    around.is_some_and(|(before, behind)| keeps_blank(before, behind))
}

/// A position in what is readable, which none is beyond.
#[inline]
fn origin(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::fold::Folded;
    use super::*;

    proptest! {
        /// What is read again is longer or shorter than what was read before.
        #[test]
        fn it_folds_as_everything_does(
            texts in prop::collection::vec("[補贴“”　 \u{200B}A5５Ａ，。;ß𠀀é]{0,40}|[补贴企业]{0,9} ?[a-z]{0,5}", 1..4),
            times in 1_usize..60,
        ) {
            let alphabet = Alphabet::of(["补贴", "a5", "𠀀", "x y"].into_iter());
            let mut tape = Tape::default();
            for text in texts.iter().map(|text| text.repeat(times)) {
                let page = tape.read(&text, &alphabet);
                let folded = Folded::new(&text);
                let letters = &page.letters_from(0)[..page.len()];
                prop_assert_eq!(letters, &alphabet.spell(folded.text()));
                prop_assert_eq!(page.line().folded(0..page.len()), folded.text());
                let origins = |line: Line| (0..line.len()).map(|at| line.origin_of(at)).collect::<Vec<_>>();
                prop_assert_eq!(origins(page.line()), origins(folded.line()));
                let mut signs = Vec::new();
                page.signs(|at, sign| signs.push((at, sign)));
                let is_sign = |(_, c): &(usize, char)| SIGNS.contains(c);
                let expected: Vec<(usize, char)> = folded.text().chars().enumerate().filter(is_sign).collect();
                prop_assert_eq!(signs, expected);
            }
        }
    }
}
