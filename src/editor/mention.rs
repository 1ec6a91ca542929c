//! What has a name in a file, where it is given and where it is used: sets, ids, flags, and the terms
//! themselves.

use std::ops::Range;

use crate::ruleset::{Alternative, Takes, parse_member, parse_pattern};

use super::draft::Draft;
use super::outline::Shape;
use super::role::Role;

/// A place at which a name is given or used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mention {
    pub(super) what: What,
    /// Of a term its folded form.
    pub(super) name: String,
    /// Whether it is given here, and not used.
    pub(super) is_given: bool,
    /// In bytes of the text; of a reference between `<` and `>`.
    pub(super) span: Range<usize>,
    /// Whether exactly it stands at `span`, and not somewhere in a text that is written otherwise than it reads.
    pub(super) is_placed: bool,
    /// The text or entry it stands in.
    pub(super) part: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    Set,
    Id,
    Flag,
    Term,
}

/// All mentions of a file, in its order.
pub(super) fn all(draft: &Draft) -> Vec<Mention> {
    let mut mentions = Vec::new();
    for (at, part) in draft.outline().parts().iter().enumerate() {
        match (&part.shape, part.role) {
            (Shape::Entry { has_colon: true, .. }, Role::Members) => {
                mentions.extend(entry(draft, at, What::Set));
            }
            (Shape::Entry { has_colon: true, .. }, Role::Flag) => {
                mentions.extend(entry(draft, at, What::Flag));
            }
            (Shape::Text(_), Role::Members) => text(draft, at, true, &mut mentions),
            (Shape::Text(_), role) if role.is_pattern() => text(draft, at, false, &mut mentions),
            (Shape::Text(_), Role::Value(key)) => match key.takes {
                Takes::Id => mentions.extend(id(draft, at, true)),
                Takes::Ids | Takes::IdsOrNone => mentions.extend(id(draft, at, false)),
                _ => {}
            },
            _ => {}
        }
    }
    mentions
}

/// A name that is given by a key.
fn entry(draft: &Draft, at: usize, what: What) -> Option<Mention> {
    let Shape::Entry { key, .. } = &draft.outline().part(at).shape else { return None };
    let name = draft.outline().key(draft.text(), at)?.to_owned();
    let edge = (key.len() - name.len()) / 2;
    let span = key.start + edge..key.end - edge;
    Some(Mention { what, name, is_given: true, span, is_placed: true, part: at })
}

fn id(draft: &Draft, at: usize, is_given: bool) -> Option<Mention> {
    let (name, place) = draft.read(at)?;
    let is_placed = place.is_some();
    let span = place.unwrap_or_else(|| draft.outline().part(at).span.clone());
    Some(Mention { what: What::Id, name, is_given, span, is_placed, part: at })
}

/// The terms and references of a pattern or member.
fn text(draft: &Draft, at: usize, is_member: bool, mentions: &mut Vec<Mention>) {
    let Some((source, place)) = draft.read(at) else { return };
    let alternatives = if is_member {
        parse_member(&source).map(|member| vec![member]).unwrap_or_default()
    } else {
        parse_pattern(&source).map(|pattern| pattern.segments.concat()).unwrap_or_default()
    };
    let whole = draft.outline().part(at).span.clone();
    let mut bytes = Bytes { text: &source, characters: 0, byte: 0 };
    for alternative in alternatives {
        let (what, name, span) = match alternative {
            Alternative::Literal(folded, span) => (What::Term, folded, span),
            // Without the `<` and `>`.
            Alternative::Reference(name, span) => (What::Set, name, span.start + 1..span.end - 1),
        };
        let (start, end) = (bytes.of(span.start), bytes.of(span.end));
        let span =
            place.as_ref().map_or_else(|| whole.clone(), |place| place.start + start..place.start + end);
        mentions.push(Mention { what, name, is_given: false, span, is_placed: place.is_some(), part: at });
    }
}

/// From characters to bytes of a text, asked in rising order.
struct Bytes<'t> {
    text: &'t str,
    characters: usize,
    byte: usize,
}

impl Bytes<'_> {
    fn of(&mut self, character: usize) -> usize {
        let ahead = character.saturating_sub(self.characters);
        let rest = &self.text[self.byte..];
        self.byte += rest.char_indices().nth(ahead).map_or(rest.len(), |(at, _)| at);
        self.characters = character;
        self.byte
    }
}
