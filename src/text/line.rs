//! A folded paragraph as the characters of the original that it is made of: what is asked around a place, whoever
//! folded it.

use std::ops::Range;

use super::characters::{Fates, of_three};

/// Of a text of more bytes, the rest is not read.
pub(super) const MOST_BYTES: usize = u32::MAX as usize;

/// As much of a text as is read.
pub(super) fn readable(text: &str) -> &str {
    let mut ends = (0..=MOST_BYTES.min(text.len())).rev();
    &text[..ends.find(|end| text.is_char_boundary(*end)).unwrap_or_default()]
}

/// A folded paragraph, its characters numbered.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Line<'t> {
    original: &'t str,
    /// Where in the original each character comes from, in bytes; a blank, from the first of its run.
    origins: &'t [u32],
}

impl<'t> Line<'t> {
    pub(super) fn new(original: &'t str, origins: &'t [u32]) -> Line<'t> {
        Line { original, origins }
    }

    /// The paragraph as it was given.
    pub(crate) fn original(self) -> &'t str {
        self.original
    }

    /// How many characters it has.
    pub(crate) fn len(self) -> usize {
        self.origins.len()
    }

    /// A character, folded.
    #[inline]
    pub(crate) fn character(self, at: usize) -> Option<char> {
        folded_at(self.original, *self.origins.get(at)? as usize)
    }

    /// The characters of a place, folded.
    pub(crate) fn folded(self, place: Range<usize>) -> String {
        let mut folded = String::with_capacity(3 * place.len());
        folded.extend(place.filter_map(|at| self.character(at)));
        folded
    }

    /// Where in the original a character comes from, in bytes.
    #[inline]
    pub(crate) fn origin_of(self, at: usize) -> usize {
        self.origins[at] as usize
    }

    /// The bytes of the original from which a place (not empty) comes: from the origin of the first character to one past
    /// the origin of the last.
    #[inline]
    pub(crate) fn origin(self, start: usize, end: usize) -> Range<usize> {
        let last = self.origin_of(end - 1);
        let width = self.original[last..].chars().next().map_or(0, char::len_utf8);
        self.origin_of(start)..last + width
    }
}

/// The character at a byte of a text, folded.
#[inline]
pub(super) fn folded_at(text: &str, at: usize) -> Option<char> {
    let c = match text.as_bytes().get(at..)? {
        // As nearly all are.
        [first @ 0xE0..0xF0, second, third, ..] => char::from_u32(of_three(*first, *second, *third).into())?,
        _ => text[at..].chars().next()?,
    };
    Some(Fates::all().folded(c))
}
