//! Sentences and clauses of a folded paragraph: the units within which parts of a rule must meet.

use std::iter;
use std::ops::Range;

use super::characters::is_ascii_like_alphanumeric;
use super::line::Line;
use super::tape::Page;

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
    /// The units of a paragraph.
    pub(crate) fn of(line: Line) -> Units {
        let mut units = Units::default();
        for at in 0..line.len() {
            if let Some(sign) = line.character(at).filter(|c| SIGNS.contains(c)) {
                units.add(line, at, sign);
            }
        }
        units
    }

    /// Notes the units of another paragraph.
    pub(crate) fn note(&mut self, page: Page) {
        self.sentences.clear();
        self.clauses.clear();
        page.signs(|at, sign| self.add(page.line(), at, sign));
    }

    /// Notes the next sign.
    fn add(&mut self, line: Line, at: usize, sign: char) {
        if joins_latin(line, at, sign) {
            return;
        }
        self.clauses.push(at + 1);
        if may_end_sentence(sign) {
            self.sentences.push(at + 1);
        }
    }

    /// A paragraph of so many characters in stretches of whole sentences, each of so many at least but the last.
    pub(crate) fn stretches(&self, characters: usize, least: usize) -> impl Iterator<Item = Range<usize>> {
        let mut ends = self.sentences.iter().copied();
        let mut start = 0;
        iter::from_fn(move || {
            let end = ends.find(|end| *end >= start + least).unwrap_or(characters);
            let stretch = start..end;
            start = end;
            (!stretch.is_empty()).then_some(stretch)
        })
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

/// Whether a sentence may end behind this character of folded text.
pub(crate) fn may_end_sentence(c: char) -> bool {
    matches!(c, '。' | '｡' | '!' | '?' | ';')
}

/// Whether the sign at `at` is an ASCII one that stands directly between two letters or digits of
/// the original, as in `10:30` or `a?b`, and so ends nothing.
fn joins_latin(line: Line, at: usize, sign: char) -> bool {
    let origin = line.origin_of(at);
    if line.original().as_bytes()[origin] >= 0x80 {
        return false;
    }
    let (before, behind) = line.original().split_at(origin);
    let is_latin = |c: Option<char>| c.is_some_and(is_ascii_like_alphanumeric);
    let mut behind = behind.chars();
    behind.next() == Some(sign) && is_latin(behind.next()) && is_latin(before.chars().next_back())
}
