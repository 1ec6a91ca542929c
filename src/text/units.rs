//! Sentences and clauses of a folded paragraph: the units within which parts of a rule must meet.

use super::characters::is_ascii_like_alphanumeric;
use super::fold::Folded;

/// How far a condition looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Unit {
    /// Up to 。！？； on either side.
    Sentence,
    /// Up to a comma or colon too.
    Clause,
    /// As far as the paragraph goes.
    Paragraph,
}

impl Unit {
    /// The wider of the two.
    pub(crate) fn widened(self, other: Unit) -> Unit {
        if other.is_wider_than(self) { other } else { self }
    }

    /// Whether it reaches further than the other.
    pub(crate) fn is_wider_than(self, other: Unit) -> bool {
        let width = |unit| match unit {
            Unit::Clause => 0,
            Unit::Sentence => 1,
            Unit::Paragraph => 2,
        };
        width(self) > width(other)
    }
}

/// Whether a sign that may end a unit begins with a byte; some others do too.
const FIRST_OF_SIGNS: [bool; 256] = {
    let mut first = [false; 256];
    // The last two begin 。 and ｡.
    let bytes = [b'!', b'?', b';', b',', b':', 0xE3, 0xEF];
    let mut at = 0;
    while at < bytes.len() {
        first[bytes[at] as usize] = true;
        at += 1;
    }
    first
};

/// Where sentences and clauses end, as positions in folded characters, one past the sign.
#[derive(Debug)]
pub(crate) struct Units {
    sentences: Vec<usize>,
    clauses: Vec<usize>,
}

impl Units {
    pub(crate) fn of(folded: &Folded) -> Units {
        let mut units = Units { sentences: Vec::new(), clauses: Vec::new() };
        let text = folded.text();
        let may_end = |byte: &u8| FIRST_OF_SIGNS[usize::from(*byte)];
        let signs = text.bytes().enumerate().filter(|(_, byte)| may_end(byte));
        for (at, c) in signs.filter_map(|(at, _)| Some((at, text[at..].chars().next()?))) {
            let ends_sentence = may_end_sentence(c);
            let ends_clause = ends_sentence || matches!(c, ',' | ':');
            if !ends_clause || joins_latin(folded, at, c) {
                continue;
            }
            let end = folded.character_at(at) + 1;
            units.clauses.push(end);
            if ends_sentence {
                units.sentences.push(end);
            }
        }
        units
    }

    /// Where the last sentence that ends at or before `position` ends; 0 where there is none.
    pub(crate) fn last_sentence_end(&self, position: usize) -> usize {
        begin_of_unit(&self.sentences, position)
    }

    /// The unit in which the characters `start..end` (not empty) lie whole, as its borders.
    pub(crate) fn around(&self, unit: Unit, start: usize, end: usize) -> Option<(usize, usize)> {
        let ends = match unit {
            Unit::Paragraph => return Some((0, usize::MAX)),
            Unit::Sentence => &self.sentences,
            Unit::Clause => &self.clauses,
        };
        let unit_end = ends.get(ends.partition_point(|at| *at <= start)).copied().unwrap_or(usize::MAX);
        (end <= unit_end).then(|| (begin_of_unit(ends, start), unit_end))
    }
}

fn begin_of_unit(ends: &[usize], position: usize) -> usize {
    match ends.partition_point(|at| *at <= position) {
        0 => 0,
        after => ends[after - 1],
    }
}

/// Whether a sentence ends behind this character of a text as it was written, whatever stands beside it.
pub(crate) fn surely_ends_sentence(c: char) -> bool {
    matches!(c, '。' | '｡' | '！' | '？' | '；')
}

/// Whether a sentence may end behind this character of folded text.
pub(crate) fn may_end_sentence(c: char) -> bool {
    matches!(c, '。' | '｡' | '!' | '?' | ';')
}

/// Whether the sign at `byte` is an ASCII one that stands directly between two letters or digits of
/// the original, as in `10:30` or `a?b`, and so ends nothing.
fn joins_latin(folded: &Folded, byte: usize, sign: char) -> bool {
    let original = folded.original();
    let at = folded.origin_of(byte);
    sign.is_ascii()
        && original[at..].starts_with(sign)
        && original[..at].chars().next_back().is_some_and(is_ascii_like_alphanumeric)
        && original[at + 1..].chars().next().is_some_and(is_ascii_like_alphanumeric)
}
