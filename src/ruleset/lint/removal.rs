//! How a superfluous term is taken out of the file: from among its alternatives, from a list in brackets, or
//! with its whole line. What stands beside a comment, or is given a name, is left to the analyst.

use std::ops::Range;

use crate::ruleset::diagnostic::Place;

/// The bytes to delete so that the term at `place` is gone from the pattern at `whole`.
pub(super) fn of(place: &Place, whole: &Place) -> Option<Range<usize>> {
    let text = place.file.text.as_str();
    if is_part(place, whole, text) { from_pattern(text, &place.span) } else { entry(text, &whole.span) }
}

/// Whether a term is one of several in its pattern.
fn is_part(place: &Place, whole: &Place, text: &str) -> bool {
    let marks = ['"', '\''];
    let written = text.get(whole.span.clone()).unwrap_or_default().trim_matches(marks);
    text.get(place.span.clone()).unwrap_or_default().trim_matches(marks) != written
}

/// An entry of a list.
fn entry(text: &str, span: &Range<usize>) -> Option<Range<usize>> {
    in_brackets(text, span).or_else(|| line(text, span))
}

/// An alternative and the sign before it, or behind it where it is the first.
fn from_pattern(text: &str, span: &Range<usize>) -> Option<Range<usize>> {
    let before = text[..span.start].trim_end_matches(' ');
    if before.ends_with(['|', '｜']) {
        let sign = before.chars().next_back().map_or(0, char::len_utf8);
        return Some(before.len() - sign..span.end);
    }
    let after = text[span.end..].trim_start_matches(' ');
    let sign = after.chars().next().filter(|c| matches!(c, '|' | '｜'))?;
    let rest = after[sign.len_utf8()..].trim_start_matches(' ');
    Some(span.start..text.len() - rest.len())
}

/// An entry in brackets with the comma before it.
fn in_brackets(text: &str, span: &Range<usize>) -> Option<Range<usize>> {
    let before = text[..span.start].trim_end_matches([' ', '\n', '\r']);
    let is_followed = text[span.end..].trim_start_matches([' ', '\n', '\r']).starts_with([',', ']']);
    (is_followed && before.ends_with(',')).then(|| before.len() - 1..span.end)
}

/// An entry that has a line for itself.
fn line(text: &str, span: &Range<usize>) -> Option<Range<usize>> {
    let start = text[..span.start].rfind('\n')? + 1;
    let is_dash = text[start..span.start].trim() == "-";
    let rest = text[span.end..].split_inclusive('\n').next().unwrap_or_default();
    (is_dash && rest.trim().is_empty()).then(|| start..span.end + rest.len())
}
