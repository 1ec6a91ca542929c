//! Folding: the one form in which terms and text are compared, with the way back to the original.
//!
//! Offsets into folded text never leave the engine. Tagging reads a paragraph as a [`Tape`](super::Tape), folded by the
//! same rules; here it is made a text, for whoever looks at it slowly.

use super::characters::{Fate, Fates, is_han};
use super::line::{Line, readable};

/// How many bytes of text one checkpoint of [`Positions`] covers.
const BLOCK: usize = 64;

/// A paragraph in the form that is searched, with the way back to the original. Of one of more than 4 GiB, the rest is
/// left out.
///
/// ```
/// use cuoshi::Folded;
/// let folded = Folded::new("發放“招聘 補貼”，ＡＰＰ");
/// assert_eq!(folded.text(), "发放招聘补贴,app");
/// ```
#[derive(Debug)]
pub struct Folded<'t> {
    original: &'t str,
    text: String,
    /// Where in `text` each character begins, in bytes.
    starts: Vec<u32>,
    /// Where in the original it comes from, in bytes.
    origins: Vec<u32>,
}

/// The folded form of `text`, without the way back.
///
/// ```
/// assert_eq!(cuoshi::fold("５Ｇ 基站"), "5g基站");
/// ```
pub fn fold(text: &str) -> String {
    Folding::of(text).map(|(_, c)| c).collect()
}

impl<'t> Folded<'t> {
    /// Folds a paragraph.
    pub fn new(original: &'t str) -> Self {
        let mut folded = Folded { original, text: String::new(), starts: Vec::new(), origins: Vec::new() };
        for (origin, c) in Folding::of(readable(original)) {
            folded.starts.push(short(folded.text.len()));
            folded.origins.push(short(origin));
            folded.text.push(c);
        }
        folded
    }

    /// The folded text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The paragraph as it was given.
    pub fn original(&self) -> &'t str {
        self.original
    }

    /// The folded text as numbered characters.
    pub(crate) fn line(&self) -> Line<'_> {
        Line::new(self.original, &self.origins)
    }

    /// How many folded characters stand before the byte `byte` of the folded text.
    pub(crate) fn character_at(&self, byte: usize) -> usize {
        self.starts.partition_point(|start| (*start as usize) < byte)
    }

    /// Where in the folded text its character number `character` begins, in bytes; its end if there is none.
    pub(crate) fn byte_of(&self, character: usize) -> usize {
        self.starts.get(character).map_or(self.text.len(), |start| *start as usize)
    }
}

/// A position in a text that is read, which none is beyond.
fn short(position: usize) -> u32 {
    u32::try_from(position).unwrap_or(u32::MAX)
}

/// Whether a run of blanks between two folded characters stays, as one.
pub(super) fn keeps_blank(before: char, behind: char) -> bool {
    !is_han(before) && !is_han(behind)
}

/// The characters of a folded text, each with where it comes from in the original.
struct Folding<'t> {
    rest: std::str::CharIndices<'t>,
    fates: &'static Fates,
    /// The last character given.
    last: Option<char>,
    /// What comes next, behind a blank that was kept.
    waiting: Option<(usize, char)>,
}

impl<'t> Folding<'t> {
    fn of(text: &'t str) -> Folding<'t> {
        Folding { rest: text.char_indices(), fates: Fates::all(), last: None, waiting: None }
    }
}

impl Iterator for Folding<'_> {
    type Item = (usize, char);

    fn next(&mut self) -> Option<(usize, char)> {
        let mut blank = None;
        let next = self.waiting.take().or_else(|| {
            self.rest.find_map(|(at, c)| match self.fates.of(c) {
                Fate::Stay => Some((at, c)),
                Fate::Become(other) => Some((at, other)),
                Fate::Blank => {
                    blank = blank.or(Some(at));
                    None
                }
                Fate::Vanish => None,
            })
        })?;
        let before = self.last.replace(next.1);
        match blank {
            Some(blank) if before.is_some_and(|before| keeps_blank(before, next.1)) => {
                self.waiting = Some(next);
                Some((blank, ' '))
            }
            _ => Some(next),
        }
    }
}

/// Counts of characters before each block of bytes: from bytes to characters in constant time.
#[derive(Debug, Default)]
pub(crate) struct Positions {
    before: Vec<usize>,
}

impl Positions {
    pub(crate) fn of(text: &str) -> Positions {
        let mut positions = Positions::default();
        positions.count(text);
        positions
    }

    /// Counts the characters of another text.
    pub(crate) fn count(&mut self, text: &str) {
        self.before.clear();
        self.before.reserve(text.len() / BLOCK + 2);
        let mut count = 0;
        for block in text.as_bytes().chunks(BLOCK) {
            self.before.push(count);
            count += count_characters(block);
        }
        self.before.push(count);
    }

    /// How many characters stand before the byte `byte` of `text`, the text that was counted.
    pub(crate) fn character_at(&self, text: &str, byte: usize) -> usize {
        let block = byte / BLOCK;
        self.before[block] + count_characters(&text.as_bytes()[block * BLOCK..byte])
    }
}

/// How many characters begin in some bytes, at most 255 of them.
#[inline]
fn count_characters(bytes: &[u8]) -> usize {
    // A sum of bytes is made of many at a time.
    usize::from(bytes.iter().map(|byte| u8::from(begins_character(*byte))).sum::<u8>())
}

fn begins_character(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}
