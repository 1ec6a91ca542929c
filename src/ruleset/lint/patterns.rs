//! Patterns that say something else than they seem to: gaps and alternatives that bind otherwise than
//! meant, and gaps too wide to mean anything.

use super::Subject;
use super::walk::all_patterns;
use crate::language::{Argument, Message};
use crate::ruleset::code::Code;
use crate::ruleset::diagnostic::Diagnostic;
use crate::ruleset::dictionary::PatternEntry;
use crate::ruleset::pattern::Alternative;
use crate::ruleset::rules::Pattern;
use crate::text::stands_in;

/// Words further apart hardly belong together.
const WIDEST: usize = 50;

/// What stands behind a number that counts something.
const UNITS: [&str; 9] = ["元", "万元", "亿元", "万", "亿", "%", "折", "倍", "个百分点"];

pub(super) fn find(subject: &Subject, faults: &mut Vec<Diagnostic>) {
    for (entry, pattern) in all_patterns(subject) {
        if let Some(phrases) = phrases_read_into(entry).or_else(|| self_sufficient(entry)) {
            let segments: Vec<String> = entry.text.segments.iter().map(|segment| written(segment)).collect();
            let fault = Diagnostic::new(Code::GapBesideAlternatives, entry.place.clone());
            let fault = fault.with("pattern", &entry.source).with("count", segments.len());
            let fault = fault.with_argument("segments", in_order(segments));
            faults.push(fault.with_list("phrases", phrases));
        }
        wide_gap(entry, pattern, faults);
    }
    for file in &subject.dictionary.files {
        if let Some(defaults) = file.defaults.as_ref().filter(|defaults| defaults.value.gap > WIDEST) {
            let what = Message::new("wide_gap.defaults").with("gap", defaults.value.gap);
            let fault = Diagnostic::new(Code::WideGap, defaults.place.clone()).with_message("what", what);
            faults.push(fault.with_message("help", Message::new("wide_gap.narrow")));
        }
    }
}

/// Two phrases read into one pattern: `设置…卡点|检疫…站` has a single term at each end, and between each two
/// gaps exactly two alternatives, the end of one phrase and the beginning of the next.
fn phrases_read_into(entry: &PatternEntry) -> Option<Vec<String>> {
    let [first, middle @ .., last] = &entry.text.segments[..] else { return None };
    let is_term = |segment: &[Alternative]| matches!(segment, [Alternative::Literal(..)]);
    let is_seam = |segment: &Vec<Alternative>| {
        matches!(segment[..], [Alternative::Literal(..), Alternative::Literal(..)])
    };
    if middle.is_empty() || !is_term(first) || !is_term(last) || !middle.iter().all(is_seam) {
        return None;
    }
    let ends: Vec<String> = entry
        .text
        .segments
        .iter()
        .flatten()
        .map(|alternative| written(std::slice::from_ref(alternative)))
        .collect();
    let phrases: Vec<String> = ends.chunks(2).map(|ends| ends.join("…")).collect();
    Some(quoted(&phrases))
}

/// An alternative beside a gap that says all the pattern says: in `减免租金|减免…租金` the first could stand alone.
fn self_sufficient(entry: &PatternEntry) -> Option<Vec<String>> {
    let literals = |segment: &'_ Vec<Alternative>| -> Vec<String> {
        segment.iter().map(|alternative| written(std::slice::from_ref(alternative))).collect()
    };
    let [one, other] = &entry.text.segments[..] else { return None };
    let (one, other) = (literals(one), literals(other));
    let whole = |own: &[String], across: &[String]| -> Vec<String> {
        let says_all = |phrase: &&String| {
            own.iter().any(|part| part != *phrase && stands_in(part, phrase))
                && across.iter().any(|part| part != *phrase && stands_in(part, phrase))
        };
        own.iter().filter(says_all).cloned().collect()
    };
    let (left, right) = (whole(&one, &other), whole(&other, &one));
    if left.is_empty() && right.is_empty() {
        return None;
    }
    let rest = |all: &[String], out: &[String]| {
        let kept: Vec<&str> = all.iter().filter(|one| !out.contains(one)).map(String::as_str).collect();
        kept.join("|")
    };
    let mark = if entry.text.either { "~" } else { "…" };
    let gap = entry.text.gaps[0].map_or(mark.to_owned(), |number| format!("{mark}{number}{mark}"));
    let pattern = format!("{}{gap}{}", rest(&one, &left), rest(&other, &right));
    Some(quoted(&[left, right, vec![pattern]].concat()))
}

fn quoted(phrases: &[String]) -> Vec<String> {
    phrases.iter().map(|phrase| format!("`{phrase}`")).collect()
}

/// Segments, each behind the one before.
fn in_order(segments: Vec<String>) -> Argument {
    let segments = segments.into_iter().map(Argument::from);
    let then = |before, after| {
        let both = Message::new("then").with_argument("before", before);
        both.with_argument("after", after).into()
    };
    segments.reduce(then).unwrap_or(Argument::List(Vec::new()))
}

fn written(segment: &[Alternative]) -> String {
    let alternatives: Vec<String> = segment
        .iter()
        .map(|alternative| match alternative {
            Alternative::Literal(literal, _) => literal.clone(),
            Alternative::Reference(name, _) => format!("<{name}>"),
        })
        .collect();
    alternatives.join("|")
}

fn wide_gap(entry: &PatternEntry, pattern: &Pattern, faults: &mut Vec<Diagnostic>) {
    let gaps = entry.text.gaps.iter().zip(&pattern.segments[1..]);
    for (gap, next) in gaps.filter_map(|(gap, next)| Some(((*gap)?, next))) {
        let counts = next.0.iter().all(|literal| UNITS.contains(&literal.as_str()));
        let (what, help) = if counts {
            let what = Message::new("wide_gap.amount").with("unit", next.0.join("|"));
            (what, Message::new("wide_gap.as_text").with("amount", format_args!("{gap}{}", next.0[0])))
        } else if gap > WIDEST {
            (Message::new("wide_gap.far"), Message::new("wide_gap.narrow"))
        } else {
            continue;
        };
        let fault = Diagnostic::new(Code::WideGap, entry.place.clone());
        faults.push(fault.with_message("what", what.with("gap", gap)).with_message("help", help));
    }
}
