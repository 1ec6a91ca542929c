//! Words that the end of a line cuts in two, where each line is a paragraph: the lines belong together, and the words
//! are found by what stands on both sides.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::split::Piece;
use super::wrapped::is_item;
use crate::text::{dictionary_pairs, is_han};

/// A line that may be cut is running text of so many characters at least.
const SHORTEST: usize = 20;

/// A word of two characters with this frequency in the dictionary is one that policy texts use.
const FREQUENT: usize = 300;

/// Such words; constant data.
static WORDS: LazyLock<FxHashSet<[char; 2]>> = LazyLock::new(|| {
    dictionary_pairs().filter(|(_, frequency)| *frequency >= FREQUENT).map(|(word, _)| word).collect()
});

/// Lines as they come, put together again where a word was cut.
#[derive(Debug, Default)]
pub(super) struct Rejoin {
    held: Option<Piece>,
    /// The line that the piece held ends in.
    last_line: usize,
    count: usize,
}

impl Rejoin {
    /// Takes the next piece; gives out the one before unless both are one.
    pub(super) fn push(&mut self, piece: Piece) -> Option<Piece> {
        let line = piece.line;
        match &mut self.held {
            Some(held)
                if self.last_line + 1 == line && piece.kind.is_none() && is_cut(&held.text, &piece.text) =>
            {
                held.text.push_str(&piece.text);
                self.count += 1;
                self.last_line = line;
                None
            }
            _ => {
                self.last_line = line;
                self.held.replace(piece)
            }
        }
    }

    /// The last piece.
    pub(super) fn finish(&mut self) -> Option<Piece> {
        self.held.take()
    }

    /// How many words were put together.
    pub(super) fn count(&self) -> usize {
        self.count
    }
}

/// Whether a word that begins in one line ends in the next.
fn is_cut(before: &str, after: &str) -> bool {
    let mut back = before.chars().rev();
    let (Some(last), Some(first)) = (back.next(), after.chars().next()) else { return false };
    // Most lines end in a sign.
    if !is_han(last) || !is_han(first) || !WORDS.contains(&[last, first]) {
        return false;
    }
    let is_prose = |text: &str| text.contains(['，', '。', '；', '、', ',']);
    let is_whole = back.next().is_some_and(|other| WORDS.contains(&[other, last]));
    !is_whole
        && before.chars().nth(SHORTEST - 1).is_some()
        && is_prose(before)
        && is_prose(after)
        && !is_item(after)
}
