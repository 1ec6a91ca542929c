//! Folding: the one form in which terms and text are compared, with the way back to the original.
//!
//! Offsets into folded text never leave the engine. The way back is kept as a list of runs, one
//! entry wherever the two texts stop marching in step, so that plain simplified text costs almost
//! nothing.

use std::ops::Range;

use super::characters::{Fate, Fates, is_han};

/// How many bytes of text one checkpoint of [`Positions`] covers.
const BLOCK: usize = 64;

/// A paragraph in the form that is searched, with the way back to the original.
///
/// ```
/// use cuoshi::Folded;
/// let folded = Folded::new("發放“招聘 補貼”，ＡＰＰ");
/// assert_eq!(folded.text(), "发放招聘补贴,app");
/// ```
#[derive(Debug)]
pub struct Folded<'t> {
    original: &'t str,
    sheet: Sheet,
}

/// What folding writes on, to be used again for the next paragraph.
#[derive(Debug, Default)]
pub(crate) struct Sheet {
    text: String,
    runs: Vec<Run>,
    positions: Positions,
    has_blanks: bool,
}

/// From the byte `folded` on, both texts march in step, the original from its byte `original` on.
#[derive(Clone, Copy, Debug)]
struct Run {
    folded: usize,
    original: usize,
}

/// The folded form of `text`, without the way back.
///
/// ```
/// assert_eq!(cuoshi::fold("５Ｇ 基站"), "5g基站");
/// ```
pub fn fold(text: &str) -> String {
    Folding::of(text, std::slice::from_ref(&(0..text.len())), String::new(), Vec::new()).text
}

impl<'t> Folded<'t> {
    /// Folds a paragraph.
    pub fn new(original: &'t str) -> Self {
        Folded::of_parts(original, std::slice::from_ref(&(0..original.len())), Sheet::default())
    }

    /// Folds some parts of a paragraph, given as bytes in their order, as if nothing stood between them.
    pub(crate) fn of_parts(original: &'t str, parts: &[Range<usize>], sheet: Sheet) -> Self {
        let Sheet { text, runs, mut positions, .. } = sheet;
        let Folding { text, runs, keeps_blanks, .. } = Folding::of(original, parts, text, runs);
        positions.count(&text);
        Folded { original, sheet: Sheet { text, runs, positions, has_blanks: keeps_blanks } }
    }

    /// What it was written on.
    pub(crate) fn into_sheet(self) -> Sheet {
        self.sheet
    }

    /// The folded text.
    pub fn text(&self) -> &str {
        &self.sheet.text
    }

    /// The paragraph as it was given.
    pub fn original(&self) -> &'t str {
        self.original
    }

    /// Whether there are blanks in the folded text.
    pub(crate) fn has_blanks(&self) -> bool {
        self.sheet.has_blanks
    }

    /// How many folded characters stand before the byte `byte` of the folded text.
    pub(crate) fn character_at(&self, byte: usize) -> usize {
        self.sheet.positions.character_at(&self.sheet.text, byte)
    }

    /// Where in the folded text its character number `character` begins, in bytes.
    pub(crate) fn byte_of(&self, character: usize) -> usize {
        self.sheet.positions.byte_of(&self.sheet.text, character)
    }

    /// Where in the original the origin of the folded character at byte `byte` begins, in bytes.
    pub(crate) fn origin_of(&self, byte: usize) -> usize {
        let runs = &self.sheet.runs;
        let run = runs[runs.partition_point(|run| run.folded <= byte) - 1];
        run.original + (byte - run.folded)
    }

    /// The way from the original to the folded text.
    pub(crate) fn way(&self) -> Way<'_> {
        Way { runs: &self.sheet.runs }
    }

    /// The bytes of the original from which the folded bytes `start..end` come (not empty): from the
    /// origin of the first character to one past the origin of the last.
    pub(crate) fn origin(&self, start: usize, end: usize) -> std::ops::Range<usize> {
        let last = self.text()[..end].char_indices().next_back().map_or(start, |(at, _)| at);
        let last = self.origin_of(last);
        let width = self.original[last..].chars().next().map_or(0, char::len_utf8);
        self.origin_of(start)..last + width
    }
}

/// From bytes of the original to bytes of the folded text, in order.
pub(crate) struct Way<'f> {
    /// From the run on that was reached.
    runs: &'f [Run],
}

impl Way<'_> {
    /// Where the character at the byte `original` of the original stands in the folded text, which holds it. Asked from
    /// left to right.
    pub(crate) fn folded(&mut self, original: usize) -> usize {
        while let [_, rest @ ..] = self.runs
            && rest.first().is_some_and(|next| next.original <= original)
        {
            self.runs = rest;
        }
        self.runs.first().map_or(0, |run| run.folded + (original - run.original))
    }
}

/// The work of folding: the text written so far and what is not yet decided.
struct Folding {
    text: String,
    runs: Vec<Run>,
    /// Where the first blank of a run of blanks stands that waits for what follows it.
    blank: Option<usize>,
    /// Whether a blank was written.
    keeps_blanks: bool,
}

impl Folding {
    /// Writes on what `text` and `runs` are.
    fn of(original: &str, parts: &[Range<usize>], mut text: String, mut runs: Vec<Run>) -> Folding {
        text.clear();
        text.reserve(parts.iter().map(Range::len).sum());
        runs.clear();
        let mut folding = Folding { text, runs, blank: None, keeps_blanks: false };
        for part in parts {
            folding.add(original, part);
        }
        if folding.runs.is_empty() {
            folding.runs.push(Run { folded: 0, original: 0 });
        }
        folding
    }

    fn add(&mut self, original: &str, part: &Range<usize>) {
        self.blank = None;
        self.step(part.start);
        let fates = Fates::all();
        let (mut copied, mut at) = (part.start, part.start);
        while at < part.end {
            if self.blank.is_none() {
                at = fates.stay_up_to(&original[..part.end], at);
            }
            let Some(c) = original[at..part.end].chars().next() else { break };
            self.text.push_str(&original[copied..at]);
            copied = at + c.len_utf8();
            match fates.of(c) {
                Fate::Stay => self.push(at, c),
                Fate::Become(other) => self.push(at, other),
                Fate::Blank => self.blank = self.blank.or(Some(at)),
                Fate::Vanish => {}
            }
            self.step(copied);
            at = copied;
        }
        self.text.push_str(&original[copied..part.end]);
    }

    /// Writes a character that stays, after the blank before it if that stays too.
    fn push(&mut self, at: usize, c: char) {
        if let Some(blank) = self.blank.take() {
            if !is_han(c) && self.text.chars().next_back().is_some_and(|last| !is_han(last)) {
                self.step(blank);
                self.text.push(' ');
                self.keeps_blanks = true;
            }
            self.step(at);
        }
        self.text.push(c);
    }

    /// Notes that what is written next comes from the byte `original` on.
    fn step(&mut self, original: usize) {
        let folded = self.text.len();
        match self.runs.last_mut() {
            Some(run) if original.wrapping_sub(run.original) == folded - run.folded => {}
            Some(run) if run.folded == folded => run.original = original,
            _ => self.runs.push(Run { folded, original }),
        }
    }
}

/// Counts of characters before each block of bytes: from bytes to characters and back in constant
/// and logarithmic time.
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

    fn byte_of(&self, text: &str, character: usize) -> usize {
        let block = self.before.partition_point(|before| *before <= character).saturating_sub(1);
        let mut missing = character - self.before[block];
        let mut at = (block * BLOCK).min(text.len());
        // In strides first.
        while let Some(stride) = text.as_bytes()[at..].first_chunk::<8>() {
            let count = count_characters(stride);
            if count > missing {
                break;
            }
            missing -= count;
            at += stride.len();
        }
        let mut begins =
            text.as_bytes()[at..].iter().enumerate().filter(|(_, byte)| begins_character(**byte));
        begins.nth(missing).map_or(text.len(), |(offset, _)| at + offset)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_fold_as_they_do_in_the_whole_and_lead_back_to_it() {
        let original = "發放　補貼。不讀這句。ＡＰＰ 上線；";
        let first = 0..original.find('不').unwrap_or_default();
        let last = original.find('Ａ').unwrap_or_default()..original.len();
        let folded = Folded::of_parts(original, &[first, last], Sheet::default());
        assert_eq!(folded.text(), "发放补贴。app上线;");
        let online = folded.text().find("上线").unwrap_or_default();
        assert_eq!(&original[folded.origin(online, online + "上线".len())], "上線");
        assert_eq!(Folded::of_parts(original, &[], Sheet::default()).text(), "");
    }
}
