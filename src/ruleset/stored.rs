//! A rule set as bytes, from which it is back at once: for the shipped dictionary, whose files need not be read and
//! checked again at each start. Nothing is stored that could go out of step: every type is taken apart field by field,
//! so that a new field is a compile error here until it is stored too.
//!
//! Numbers take seven bits a byte, the lowest first. A list, a text or a file's part begins with its length. Places
//! count from the place before, and a text that stands in a file as it reads is not stored twice; so little changes
//! where little was changed.

use std::ops::Range;
use std::sync::Arc;

use serde_json::{Map, Value};

use super::diagnostic::{Place, SourceFile};
use super::rules::{
    Boundary, Category, Clause, Condition, Conditions, Example, Flag, Label, Pattern, Relation, RuleSet,
    Segment,
};
use crate::text::Unit;

/// The bytes of a rule set, without its files.
#[cfg_attr(not(test), expect(dead_code, reason = "what is shipped was written by the test that compares it"))]
pub(super) fn write(rules: &RuleSet) -> Vec<u8> {
    let RuleSet { name, files, masks, conditions, flags, lexicon, categories, digest } = rules;
    let mut to = Writer { bytes: Vec::new(), files, start: 0 };
    name.write(&mut to);
    masks.write(&mut to);
    conditions.write(&mut to);
    flags.write(&mut to);
    lexicon.write(&mut to);
    categories.write(&mut to);
    digest.write(&mut to);
    to.bytes
}

/// The rule set of some bytes and its files; nothing where these are not what was written.
pub(super) fn read(bytes: &[u8], files: Vec<Arc<SourceFile>>) -> Option<RuleSet> {
    let mut from = Reader { rest: bytes, files: &files, start: 0 };
    let name = Stored::read(&mut from)?;
    let masks = Stored::read(&mut from)?;
    let conditions = Stored::read(&mut from)?;
    let flags = Stored::read(&mut from)?;
    let lexicon = Stored::read(&mut from)?;
    let categories = Stored::read(&mut from)?;
    let digest = Stored::read(&mut from)?;
    let is_at_end = from.rest.is_empty();
    is_at_end.then_some(RuleSet { name, files, masks, conditions, flags, lexicon, categories, digest })
}

struct Writer<'f> {
    bytes: Vec<u8>,
    files: &'f [Arc<SourceFile>],
    /// Where the last place began.
    start: usize,
}

struct Reader<'b> {
    rest: &'b [u8],
    files: &'b [Arc<SourceFile>],
    /// Where the last place began.
    start: usize,
}

impl<'b> Reader<'b> {
    fn bytes(&mut self, count: usize) -> Option<&'b [u8]> {
        let (bytes, rest) = self.rest.split_at_checked(count)?;
        self.rest = rest;
        Some(bytes)
    }
}

/// What has a form in bytes.
trait Stored: Sized {
    fn write(&self, to: &mut Writer);

    /// What was written; nothing where the bytes say otherwise.
    fn read(from: &mut Reader) -> Option<Self>;
}

impl Stored for usize {
    fn write(&self, to: &mut Writer) {
        let mut left = *self;
        loop {
            let [low, ..] = left.to_le_bytes();
            left >>= 7;
            if left == 0 {
                to.bytes.push(low);
                return;
            }
            to.bytes.push(low | 0x80);
        }
    }

    fn read(from: &mut Reader) -> Option<usize> {
        let mut number = 0;
        for shift in (0..usize::BITS).step_by(7) {
            let byte = from.bytes(1)?[0];
            number |= usize::from(byte & 0x7F) << shift;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }
}

impl Stored for bool {
    fn write(&self, to: &mut Writer) {
        usize::from(*self).write(to);
    }

    fn read(from: &mut Reader) -> Option<bool> {
        Some(usize::read(from)? == 1)
    }
}

impl Stored for String {
    fn write(&self, to: &mut Writer) {
        self.len().write(to);
        to.bytes.extend_from_slice(self.as_bytes());
    }

    fn read(from: &mut Reader) -> Option<String> {
        let length = usize::read(from)?;
        std::str::from_utf8(from.bytes(length)?).ok().map(str::to_owned)
    }
}

impl<T: Stored> Stored for Vec<T> {
    fn write(&self, to: &mut Writer) {
        self.len().write(to);
        for item in self {
            item.write(to);
        }
    }

    fn read(from: &mut Reader) -> Option<Vec<T>> {
        let length = usize::read(from)?;
        (0..length).map(|_| T::read(from)).collect()
    }
}

impl<T: Stored> Stored for Option<T> {
    fn write(&self, to: &mut Writer) {
        self.is_some().write(to);
        if let Some(item) = self {
            item.write(to);
        }
    }

    fn read(from: &mut Reader) -> Option<Option<T>> {
        if bool::read(from)? { T::read(from).map(Some) } else { Some(None) }
    }
}

impl Stored for Range<usize> {
    fn write(&self, to: &mut Writer) {
        self.start.write(to);
        (self.end - self.start).write(to);
    }

    fn read(from: &mut Reader) -> Option<Range<usize>> {
        let start = usize::read(from)?;
        Some(start..start.checked_add(usize::read(from)?)?)
    }
}

impl Stored for Map<String, Value> {
    fn write(&self, to: &mut Writer) {
        serde_json::to_string(self).unwrap_or_default().write(to);
    }

    fn read(from: &mut Reader) -> Option<Map<String, Value>> {
        serde_json::from_str(&String::read(from)?).ok()
    }
}

impl Stored for Place {
    fn write(&self, to: &mut Writer) {
        let Place { file, span, alias } = self;
        let file = to.files.iter().position(|other| Arc::ptr_eq(other, file));
        file.unwrap_or(to.files.len()).write(to);
        let is_before = span.start < to.start;
        is_before.write(to);
        span.start.abs_diff(to.start).write(to);
        span.len().write(to);
        alias.write(to);
        to.start = span.start;
    }

    fn read(from: &mut Reader) -> Option<Place> {
        let file = from.files.get(usize::read(from)?)?.clone();
        let (is_before, distance) = (bool::read(from)?, usize::read(from)?);
        let start =
            if is_before { from.start.checked_sub(distance) } else { from.start.checked_add(distance) }?;
        let end = start.checked_add(usize::read(from)?)?;
        from.start = start;
        Some(Place { file, span: start..end, alias: Stored::read(from)? })
    }
}

/// A text and where it is written. What is stored is the text only where the file has another one there.
fn write_at(place: &Place, text: &String, to: &mut Writer) {
    place.write(to);
    let stands_there = place.file.text.get(place.span.clone()) == Some(text);
    (!stands_there).then_some(text).cloned().write(to);
}

fn read_at(from: &mut Reader) -> Option<(Place, String)> {
    let place = Place::read(from)?;
    let text = match Option::read(from)? {
        Some(text) => text,
        None => place.file.text.get(place.span.clone())?.to_owned(),
    };
    Some((place, text))
}

impl Stored for Pattern {
    fn write(&self, to: &mut Writer) {
        let Pattern { source, place, segments, gaps, either } = self;
        write_at(place, source, to);
        segments.write(to);
        gaps.write(to);
        either.write(to);
    }

    fn read(from: &mut Reader) -> Option<Pattern> {
        let (place, source) = read_at(from)?;
        let (segments, gaps, either) = (Stored::read(from)?, Stored::read(from)?, Stored::read(from)?);
        Some(Pattern { source, place, segments, gaps, either })
    }
}

impl Stored for Example {
    fn write(&self, to: &mut Writer) {
        let Example { text, place } = self;
        write_at(place, text, to);
    }

    fn read(from: &mut Reader) -> Option<Example> {
        let (place, text) = read_at(from)?;
        Some(Example { text, place })
    }
}

impl Stored for Segment {
    fn write(&self, to: &mut Writer) {
        self.0.write(to);
    }

    fn read(from: &mut Reader) -> Option<Segment> {
        Stored::read(from).map(Segment)
    }
}

impl Stored for Condition {
    fn write(&self, to: &mut Writer) {
        match self {
            Condition::All(all) => {
                true.write(to);
                all.write(to);
            }
            Condition::Around { place, relation, patterns, boundary, within, distance } => {
                false.write(to);
                place.write(to);
                relation.write(to);
                patterns.write(to);
                boundary.write(to);
                within.write(to);
                distance.write(to);
            }
        }
    }

    fn read(from: &mut Reader) -> Option<Condition> {
        if bool::read(from)? {
            return Stored::read(from).map(Condition::All);
        }
        Some(Condition::Around {
            place: Stored::read(from)?,
            relation: Stored::read(from)?,
            patterns: Stored::read(from)?,
            boundary: Stored::read(from)?,
            within: Stored::read(from)?,
            distance: Stored::read(from)?,
        })
    }
}

/// Types that are their fields, one after the other.
macro_rules! stored_by_fields {
    ($($type:ident { $($field:ident),* })*) => {$(
        impl Stored for $type {
            fn write(&self, to: &mut Writer) {
                let $type { $($field),* } = self;
                $($field.write(to);)*
            }

            fn read(from: &mut Reader) -> Option<$type> {
                $(let $field = Stored::read(from)?;)*
                Some($type { $($field),* })
            }
        }
    )*};
}

stored_by_fields! {
    Category { id, place, label, about, masks, conditions, clauses, parents, examples, counterexamples, meta }
    Label { zh, en }
    Flag { name, label, conditions }
    Clause { place, patterns, conditions, boundary, unconditional, at_least }
    Conditions { must, must_not }
}

/// Types with a fixed choice.
macro_rules! stored_by_number {
    ($($type:ident: $($choice:ident),*;)*) => {$(
        impl Stored for $type {
            fn write(&self, to: &mut Writer) {
                // A choice that is not listed below is a compile error here.
                match self {
                    $($type::$choice)|* => (*self as usize).write(to),
                }
            }

            fn read(from: &mut Reader) -> Option<$type> {
                let number = usize::read(from)?;
                [$($type::$choice),*].into_iter().find(|choice| *choice as usize == number)
            }
        }
    )*};
}

stored_by_number! {
    Relation: Near, Before, After, Inside;
    Boundary: Word, None;
    Unit: Sentence, Clause, Paragraph;
}
