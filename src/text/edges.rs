//! The edges of a literal that is a letter or digit: 5G is not in 15G, 5GHz or 2.5G.
//!
//! Judged on the original, where any deleted character separates and full-width letters and digits
//! count like ASCII ones.

use std::ops::Range;

use super::characters::{is_ascii_like_alphanumeric, is_digit};

/// Which demands a literal makes on its neighbours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Edges {
    first: Edge,
    last: Edge,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Edge {
    Free,
    Letter,
    Digit,
}

impl Edges {
    /// The edges of a folded literal.
    pub(crate) fn of(literal: &str) -> Edges {
        Edges { first: edge(literal.chars().next()), last: edge(literal.chars().next_back()) }
    }

    /// Whether any occurrence will do.
    pub(crate) fn are_free(self) -> bool {
        self.first == Edge::Free && self.last == Edge::Free
    }

    /// Whether the occurrence at `bytes` of the original stands on its own.
    pub(crate) fn allow(self, original: &str, bytes: &Range<usize>) -> bool {
        let before = &original[..bytes.start];
        let from_first = &original[bytes.start..];
        let after = &original[bytes.end..];
        (self.first == Edge::Free || !touches(before.chars().next_back()))
            && (self.last == Edge::Free || !touches(after.chars().next()))
            && (self.first != Edge::Digit || !continues_number(before, from_first))
            && (self.last != Edge::Digit || !goes_on_as_number(after))
    }
}

/// The bytes of a text at which a literal stands on its own in it; both are folded.
pub(crate) fn places_in<'t>(literal: &'t str, text: &'t str) -> impl Iterator<Item = Range<usize>> + use<'t> {
    let edges = Edges::of(literal);
    let places = text.match_indices(literal).map(|(start, found)| start..start + found.len());
    places.filter(move |place| edges.allow(text, place))
}

/// Whether a literal stands on its own somewhere in a text; both are folded.
pub(crate) fn stands_in(literal: &str, text: &str) -> bool {
    places_in(literal, text).next().is_some()
}

fn edge(c: Option<char>) -> Edge {
    match c {
        Some('0'..='9') => Edge::Digit,
        Some('a'..='z') => Edge::Letter,
        _ => Edge::Free,
    }
}

fn touches(neighbour: Option<char>) -> bool {
    neighbour.is_some_and(is_ascii_like_alphanumeric)
}

/// Whether a first digit is cut from a number: behind a digit and full stop, or digit and comma where
/// exactly three digits follow the comma.
fn continues_number(before: &str, from_first: &str) -> bool {
    let mut backwards = before.chars().rev();
    let separator = backwards.next();
    backwards.next().is_some_and(is_digit) && separates(separator, from_first)
}

/// Whether a last digit is cut from a number: before a full stop and digit, or comma and exactly three
/// digits.
fn goes_on_as_number(after: &str) -> bool {
    let mut forwards = after.chars();
    let separator = forwards.next();
    separates(separator, forwards.as_str())
}

/// Whether `separator` joins the digits before it to those that `following` begins with.
fn separates(separator: Option<char>, following: &str) -> bool {
    let digits = following.chars().take(4).take_while(|c| is_digit(*c)).count();
    match separator {
        Some('.') => digits > 0,
        Some(',') => digits == 3,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_literal_stands_in_another_where_it_would_be_found_there() {
        for (literal, text) in [("补贴", "稳岗补贴"), ("5g", "华为5g网"), ("12", "第12条"), ("ai", "open ai")]
        {
            assert!(stands_in(literal, text), "{literal} in {text}");
        }
        for (literal, text) in
            [("g", "5g"), ("ai", "openai"), ("12", "120"), ("2", "2.5倍"), ("100", "1,100元")]
        {
            assert!(!stands_in(literal, text), "{literal} in {text}");
        }
        assert!(places_in("5g", "15g和5g").eq(std::iter::once(6..8)));
    }
}
