//! Sentences and clauses of a folded paragraph: the units within which parts of a rule must meet.

use std::ops::Range;

use memchr::memchr2_iter;

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

/// The signs of folded text behind which a clause may end.
pub(crate) const SIGNS: [char; 7] = ['。', '｡', '!', '?', ';', ',', ':'];

/// Where sentences and clauses end, as positions in folded characters, one past the sign.
#[derive(Debug, Default)]
pub(crate) struct Units {
    sentences: Vec<usize>,
    clauses: Vec<usize>,
}

impl Units {
    pub(crate) fn of(folded: &Folded) -> Units {
        let mut units = Units::default();
        for (at, sign) in folded.text().match_indices(SIGNS) {
            if let Some(sign) = sign.chars().next() {
                units.add(folded, sign, folded.character_at(at), at);
            }
        }
        units
    }

    /// Notes the next sign, which stands at the character `at` of the folded text, its byte `byte`.
    pub(crate) fn add(&mut self, folded: &Folded, sign: char, at: usize, byte: usize) {
        if joins_latin(folded, byte, sign) {
            return;
        }
        self.clauses.push(at + 1);
        if may_end_sentence(sign) {
            self.sentences.push(at + 1);
        }
    }

    /// Forgets all signs.
    pub(crate) fn clear(&mut self) {
        self.sentences.clear();
        self.clauses.clear();
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

/// The bytes around the byte `at` of a text as it was written within which its sentence lies: from one sign behind which
/// a sentence ends, whatever stands beside it, to behind the next.
pub(crate) fn sentence_around(text: &str, at: usize) -> Range<usize> {
    let bytes = text.as_bytes();
    let ends = |sign: &usize| bytes[*sign..].first_chunk().copied().is_some_and(surely_ends_sentence);
    let start = signs(&bytes[..at]).rev().find(ends).map(|sign| sign + 3);
    let end = signs(&bytes[at..]).map(|offset| at + offset).find(ends).map(|sign| sign + 3);
    start.unwrap_or(0)..end.unwrap_or(bytes.len())
}

/// Where characters of three bytes begin as `。` and `！` do.
fn signs(bytes: &[u8]) -> impl DoubleEndedIterator<Item = usize> {
    memchr2_iter(0xE3, 0xEF, bytes)
}

/// Whether three bytes are `。`, `｡`, `！`, `？` or `；`.
fn surely_ends_sentence(bytes: [u8; 3]) -> bool {
    matches!(bytes, [0xE3, 0x80, 0x82] | [0xEF, 0xBD, 0xA1] | [0xEF, 0xBC, 0x81 | 0x9B | 0x9F])
}

/// Whether a sentence may end behind this character of folded text.
pub(crate) fn may_end_sentence(c: char) -> bool {
    matches!(c, '。' | '｡' | '!' | '?' | ';')
}

/// Whether the sign at `byte` is an ASCII one that stands directly between two letters or digits of
/// the original, as in `10:30` or `a?b`, and so ends nothing.
fn joins_latin(folded: &Folded, byte: usize, sign: char) -> bool {
    let (before, behind) = folded.text().as_bytes().split_at(byte);
    let is_latin = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
    if !sign.is_ascii() || !is_latin(before.last()) || !is_latin(behind.get(1)) {
        return false;
    }
    let original = folded.original();
    let at = folded.origin_of(byte);
    original[at..].starts_with(sign)
        && original[..at].chars().next_back().is_some_and(is_ascii_like_alphanumeric)
        && original[at + 1..].chars().next().is_some_and(is_ascii_like_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_reaches_from_sign_to_sign() {
        let sentences = ["甲，乙、丙：ぁ丁。", "戊;庚!辛?《壬》｡", "癸！", "？", "子；", "丑。", "寅，卯"];
        let text = sentences.concat();
        let mut start = 0;
        for sentence in sentences {
            let place = start..start + sentence.len();
            for (offset, _) in sentence.char_indices() {
                assert_eq!(sentence_around(&text, start + offset), place, "{sentence}");
            }
            start = place.end;
        }
        assert_eq!(sentence_around("", 0), 0..0);
    }
}
