//! Patterns as they are written: changing one without touching the rest of it.

use std::fmt::Write as _;
use std::ops::Range;

use super::Written;
use crate::ruleset::pattern::{self, Alternative, PatternText};

/// A folded literal as it stands in a pattern, with a backslash before what would be an operator.
pub(super) fn literal(word: &str) -> String {
    let characters: Vec<char> = word.chars().collect();
    let is_dotted = |at: Option<&char>| at.is_some_and(|c| matches!(c, '.' | '…'));
    let mut written = String::with_capacity(word.len());
    for (at, c) in characters.iter().enumerate() {
        let has_dots_beside = is_dotted(characters.get(at + 1))
            || at.checked_sub(1).is_some_and(|before| is_dotted(characters.get(before)));
        if matches!(c, '|' | '<' | '…' | '~' | '\\') || (*c == '.' && has_dots_beside) {
            written.push('\\');
        }
        written.push(*c);
    }
    written
}

/// A segment of a pattern as it is written.
pub(crate) fn segment(source: &str, number: usize) -> String {
    let cut = || {
        let text = pattern::parse(source).ok()?;
        let alternatives = text.segments.get(number)?;
        let span = span(alternatives.first()?).start..span(alternatives.last()?).end;
        Some(source.chars().skip(span.start).take(span.len()).collect())
    };
    cut().unwrap_or_default()
}

/// A pattern with no more than the first alternatives of each segment, and what is said of how many others.
#[cfg(feature = "report")]
pub(crate) fn briefly(source: &str, most: usize, more: impl Fn(usize) -> String) -> String {
    let Ok(text) = pattern::parse(source) else { return source.to_owned() };
    let mut brief = String::new();
    let mut at = 0;
    for alternatives in &text.segments {
        let Some((last, rest)) = most.checked_sub(1).and_then(|last| alternatives.get(last..)?.split_first())
        else {
            continue;
        };
        if let Some(end) = rest.last() {
            brief.extend(source.chars().skip(at).take(span(last).end - at));
            brief += &more(rest.len());
            at = span(end).end;
        }
    }
    brief.extend(source.chars().skip(at));
    brief
}

/// The alternatives of a segment.
fn alternatives(source: &str, number: usize) -> Vec<Alternative> {
    let text = pattern::parse(source).ok();
    text.and_then(|text| text.segments.into_iter().nth(number)).unwrap_or_default()
}

/// Whether a segment takes some of its alternatives from sets.
pub(crate) fn names_sets(source: &str, number: usize) -> bool {
    alternatives(source, number).iter().any(|one| matches!(one, Alternative::Reference(..)))
}

/// Whether an alternative, folded, can be taken out of a segment: it is one of several, written once, and no set
/// may bring it back.
pub(crate) fn may_lose(source: &str, number: usize, word: &str) -> bool {
    let is_it = |one: &&Alternative| matches!(one, Alternative::Literal(literal, _) if literal == word);
    let all = alternatives(source, number);
    all.len() > 1 && !names_sets(source, number) && all.iter().filter(is_it).count() == 1
}

/// Segments with gaps between them.
pub(super) fn joined(segments: &[Written], gaps: &[usize]) -> String {
    let mut source = String::new();
    for (number, segment) in segments.iter().enumerate() {
        if let Some(gap) = number.checked_sub(1).and_then(|before| gaps.get(before)) {
            // Writing to a string cannot fail.
            let _ = write!(source, "…{gap}…");
        }
        source.push_str(&segment.source);
    }
    source
}

pub(super) fn with_gap(source: &str, gap: usize, most: usize) -> String {
    changed(source, |text| {
        let span = text.gap_spans.get(gap)?.clone();
        let written: String = source.chars().skip(span.start).take(span.len()).collect();
        let mark = mark(&written);
        Some((span, format!("{mark}{most}{mark}")))
    })
}

pub(super) fn either(source: &str) -> String {
    changed(source, |text| {
        let number = text.gaps.first()?.map_or_else(String::new, |number| format!("{number}~"));
        Some((text.gap_spans.first()?.clone(), format!("~{number}")))
    })
}

pub(super) fn with_alternative(source: &str, segment: usize, word: &str) -> String {
    changed(source, |text| {
        let end = span(text.segments.get(segment)?.last()?).end;
        Some((end..end, format!("|{}", literal(word))))
    })
}

pub(super) fn without_alternative(source: &str, segment: usize, word: &str) -> String {
    changed(source, |text| {
        let all = text.segments.get(segment)?;
        let is_it = |one: &Alternative| matches!(one, Alternative::Literal(literal, _) if literal == word);
        let at = all.iter().position(is_it)?;
        let here = span(&all[at]);
        let cut = match (at.checked_sub(1).and_then(|before| all.get(before)), all.get(at + 1)) {
            (Some(before), _) => span(before).end..here.end,
            (None, Some(next)) => here.start..span(next).start,
            (None, None) => return None,
        };
        Some((cut, String::new()))
    })
}

/// A pattern in which some characters are replaced; the same where nothing is to be.
fn changed(source: &str, change: impl FnOnce(&PatternText) -> Option<(Range<usize>, String)>) -> String {
    let Some((span, written)) = pattern::parse(source).ok().and_then(|text| change(&text)) else {
        return source.to_owned();
    };
    let characters = || source.chars();
    characters().take(span.start).chain(written.chars()).chain(characters().skip(span.end)).collect()
}

fn span(alternative: &Alternative) -> Range<usize> {
    match alternative {
        Alternative::Literal(_, span) | Alternative::Reference(_, span) => span.clone(),
    }
}

/// The mark of a gap as it is written.
fn mark(gap: &str) -> &str {
    match gap.chars().next() {
        Some('.') => "...",
        Some('~' | '～') => "~",
        _ => "…",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_literal_reads_as_itself() {
        for word in ["补贴", "2.5g", "a|b", "a<b", "..", "…", "a~b\\", "\\|", ".…"] {
            let text = pattern::parse(&literal(word)).unwrap();
            assert!(
                matches!(&text.segments[..], [one] if matches!(&one[..], [Alternative::Literal(read, _)] if read == word)),
                "{word}: {text:?}"
            );
        }
        assert_eq!(literal("2.5g"), "2.5g");
    }

    #[test]
    fn the_rest_of_a_pattern_stays_as_written() {
        assert_eq!(with_gap("减免 | 免收…租金", 0, 17), "减免 | 免收…17…租金");
        assert_eq!(with_gap("减免...８...租金...元", 0, 17), "减免...17...租金...元");
        assert_eq!(with_gap("减免～租金", 0, 17), "减免~17~租金");
        assert_eq!(either("减免…8…租金|<费>"), "减免~8~租金|<费>");
        assert_eq!(either("减免…租金"), "减免~租金");
        assert_eq!(with_alternative("减免 …租金|<费> ", 1, "a|b"), "减免 …租金|<费>|a\\|b ");
        assert_eq!(without_alternative("减免|免收|缓收…租金", 0, "免收"), "减免|缓收…租金");
        assert_eq!(without_alternative("减免 | 免收…租金", 0, "减免"), "免收…租金");
        assert_eq!(without_alternative("减免…租金", 0, "减免"), "减免…租金");
        assert_eq!(segment(" 减免 | <费>…租金", 0), "减免 | <费>");
    }
}
