//! Words that the end of a line cuts in two, where each line is a paragraph: the lines belong together, and the words
//! are found by what stands on both sides.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::split::Piece;
use super::wrapped::is_item;
use crate::text::{dictionary_words, is_han};

/// A line that may be cut is running text of so many characters at least.
const SHORTEST: usize = 20;

/// A word of two characters with this frequency in the dictionary is one that policy texts use.
const FREQUENT: usize = 300;

/// Such words; constant data.
static WORDS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    let is_one = |(word, frequency): &(&str, usize)| *frequency >= FREQUENT && word.chars().count() == 2;
    dictionary_words().filter(is_one).map(|(word, _)| word).collect()
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
    let is_prose = |text: &str| text.contains(['，', '。', '；', '、', ',']);
    let (Some(last), Some(first)) = (before.chars().next_back(), after.chars().next()) else { return false };
    is_han(last)
        && is_han(first)
        && before.chars().nth(SHORTEST - 1).is_some()
        && is_prose(before)
        && is_prose(after)
        && !is_item(after)
        && WORDS.contains(&*[last, first].iter().collect::<String>())
        // A word that is whole was not cut.
        && before.char_indices().nth_back(1).is_some_and(|(at, _)| !WORDS.contains(&before[at..]))
}
