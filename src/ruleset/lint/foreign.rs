//! Patterns written as regular expressions or search boxes have them: their signs are searched for as they stand,
//! and the rule language has other ways to say what they say. Told once a pattern, at the first of its signs.

use std::ops::Range;

use super::Subject;
use super::signs::{Sign, signs};
use super::walk::all_patterns;
use crate::language::Message;
use crate::ruleset::allow;
use crate::ruleset::code::Code;
use crate::ruleset::diagnostic::{Diagnostic, Place};
use crate::ruleset::dictionary::{MemberText, PatternEntry};
use crate::ruleset::pattern::{Alternative, PatternText, parse};
use crate::text::{is_digit, is_han};

/// A wider gap would rather be told by its number as an amount.
const WIDEST_NUMBER: usize = 50;

/// What follows a number that counts something: 10万元, 3个月.
const COUNTED: &str = "个十百千万亿元块角分折倍成年月日天周旬季时点秒小号家户人名位次项条款章辆台套件吨斤公里米平亩度岁届批期类级层\
                       栋楼室间所处张份笔种对部省市区县镇村座轮价大不多余来至到以";

/// The phrases that a choice is written out to, at most.
const MOST_PHRASES: usize = 8;

/// Tells them, and gives the places of the patterns and members that hold them where that is not allowed: what
/// else is doubtful about these comes of their signs.
pub(super) fn find(subject: &Subject, faults: &mut Vec<Diagnostic>) -> Vec<Place> {
    let mut places = Vec::new();
    let mut tell = |fault: Diagnostic, place: &Place| {
        if !allow::covers(subject.dictionary, &fault) {
            places.push(place.clone());
        }
        faults.push(fault);
    };
    for member in subject.dictionary.files.iter().flat_map(|file| &file.sets).flat_map(|set| &set.members) {
        let MemberText::Literal(_) = &member.value else { continue };
        let written = member.place.file.text.get(member.place.bytes()).unwrap_or_default();
        let text = written.trim_matches(['"', '\'']);
        let Some((at, sign)) = signs(text).into_iter().next() else { continue };
        let help = match sign {
            Sign::Either | Sign::Next => Message::new("foreign_sign.list").with_list("terms", parts(text)),
            _ => Message::new("foreign_sign.set"),
        };
        tell(fault(text, &at, member.place.clone(), help), &member.place);
    }
    for (entry, _) in all_patterns(subject) {
        if let Some((at, help)) = first_of(entry) {
            tell(fault(&entry.source, &at, entry.place_of(&at), help), &entry.place);
        }
    }
    places
}

fn fault(source: &str, at: &Range<usize>, place: Place, help: Message) -> Diagnostic {
    let fault = Diagnostic::new(Code::ForeignSign, place).with("sign", part(source, at).trim());
    fault.with("pattern", source).with_message("help", help)
}

fn part(source: &str, span: &Range<usize>) -> String {
    source.chars().take(span.end).skip(span.start).collect()
}

/// The first sign of a pattern, in characters of it, and the way out.
fn first_of(entry: &PatternEntry) -> Option<(Range<usize>, Message)> {
    let found = signs_of(&entry.source, &entry.text);
    match found.first() {
        Some((at, sign)) => Some((at.clone(), way_out(&entry.source, &entry.text, *sign, &found))),
        None => unclosed_number(&entry.source, &entry.text),
    }
}

/// The signs of all terms of a pattern, in characters of the pattern.
fn signs_of(source: &str, text: &PatternText) -> Vec<(Range<usize>, Sign)> {
    let of_term = |alternative: &Alternative| -> Vec<(Range<usize>, Sign)> {
        let Alternative::Literal(_, span) = alternative else { return Vec::new() };
        let inside = signs(&part(source, span)).into_iter();
        // Who writes bars and gaps knows them, so that a comma there belongs to a phrase.
        let inside = inside.filter(|(_, sign)| *sign != Sign::Next || is_one_term(text));
        inside.map(|(at, sign)| (span.start + at.start..span.start + at.end, sign)).collect()
    };
    text.segments.iter().flatten().flat_map(of_term).collect()
}

/// What to write instead: with the pattern itself, where it is certain.
fn way_out(source: &str, text: &PatternText, sign: Sign, found: &[(Range<usize>, Sign)]) -> Message {
    let key = match sign {
        Sign::Not => return Message::new("foreign_sign.not"),
        Sign::Next if is_one_term(text) && found.iter().all(|(_, sign)| *sign == Sign::Next) => {
            return Message::new("foreign_sign.list").with_list("terms", parts(source));
        }
        Sign::Gap(_) => "foreign_sign.gap",
        Sign::Edge => "foreign_sign.edge",
        Sign::Blank => "foreign_sign.blank",
        Sign::Either | Sign::Next => "foreign_sign.alternatives",
        Sign::Both => "foreign_sign.both",
        Sign::Choice => "foreign_sign.in_full",
        Sign::Other => "foreign_sign.words",
    };
    let instead = match sign {
        Sign::Choice => in_full(source),
        Sign::Other => None,
        _ => replaced(source, text, found),
    };
    match instead.filter(|pattern| is_sound(pattern)) {
        Some(pattern) => Message::new(key).with("instead", pattern),
        None => Message::new("foreign_sign.words"),
    }
}

/// Whether the pattern says something and has no sign left.
fn is_sound(pattern: &str) -> bool {
    parse(pattern)
        .is_ok_and(|text| signs_of(pattern, &text).is_empty() && unclosed_number(pattern, &text).is_none())
}

fn is_one_term(text: &PatternText) -> bool {
    matches!(&text.segments[..], [segment] if segment.len() == 1)
}

/// The terms of a list, each as Markdown has it.
fn parts(source: &str) -> Vec<String> {
    let mut parts = Vec::new();
    let mut start = 0;
    let separators = signs(source).into_iter().filter(|(_, sign)| matches!(sign, Sign::Either | Sign::Next));
    for (at, _) in separators {
        parts.push(part(source, &(start..at.start)));
        start = at.end;
    }
    parts.push(source.chars().skip(start).collect());
    parts.iter().map(|part| format!("`{}`", part.trim())).collect()
}

/// The pattern with each sign as the rule language has it; none where it has none for one of them.
fn replaced(source: &str, text: &PatternText, found: &[(Range<usize>, Sign)]) -> Option<String> {
    let mut instead = String::new();
    let mut start = 0;
    for (at, sign) in found {
        let own = match sign {
            Sign::Gap(Some(most)) if *most > 0 => format!("…{most}…"),
            Sign::Gap(_) => "…".to_owned(),
            Sign::Edge | Sign::Blank => String::new(),
            Sign::Either | Sign::Next => "|".to_owned(),
            Sign::Both if found.len() == 1 && text.gaps.is_empty() => "~".to_owned(),
            Sign::Both | Sign::Not | Sign::Choice | Sign::Other => return None,
        };
        instead.push_str(part(source, &(start..at.start)).trim());
        instead.push_str(&own);
        start = at.end;
    }
    instead.push_str(source.chars().skip(start).collect::<String>().trim());
    Some(instead)
}

/// `(稳岗|留岗)补贴` and `[稳留]岗补贴` as the phrases they stand for.
fn in_full(source: &str) -> Option<String> {
    let is_in = |signs: &'static str| move |c: char| signs.contains(c);
    let open = source.find(is_in("([（［"))?;
    let (head, rest) = source.split_at(open);
    let mark = rest.chars().next()?;
    let is_group = matches!(mark, '(' | '（');
    let (inner, tail) = rest[mark.len_utf8()..].split_once(is_in(if is_group { ")）" } else { "]］" }))?;
    let choices: Vec<String> = if is_group {
        inner.split(is_in("|｜")).map(|choice| choice.trim().to_owned()).collect()
    } else {
        inner.chars().map(String::from).collect()
    };
    let (tail, is_optional) = tail.strip_prefix(is_in("?？")).map_or((tail, false), |tail| (tail, true));
    let is_plain = |part: &str| !part.contains(is_in("|｜^-…~～.<?:"));
    if !is_plain(head) || !is_plain(tail) || !choices.iter().all(|choice| is_plain(choice)) {
        return None;
    }
    let mut phrases: Vec<String> = choices.iter().map(|choice| format!("{head}{choice}{tail}")).collect();
    phrases.extend(is_optional.then(|| format!("{head}{tail}")));
    (phrases.len() <= MOST_PHRASES).then(|| phrases.join("|"))
}

/// The number of a gap without the second mark: `补贴~10租金` looks for 10租金.
fn unclosed_number(source: &str, text: &PatternText) -> Option<(Range<usize>, Message)> {
    let gaps = text.gaps.iter().zip(&text.gap_spans).zip(&text.segments[1..]);
    let mut open = gaps.filter(|((number, _), _)| number.is_none()).filter_map(|((_, gap), segment)| {
        let Some(Alternative::Literal(_, span)) = segment.first() else { return None };
        let written = part(source, span);
        let digits: String = written.chars().take_while(|c| is_digit(*c)).collect();
        let count = digits.chars().count();
        let number: usize = digits.parse().ok().filter(|number| (1..=WIDEST_NUMBER).contains(number))?;
        let next = written.chars().nth(count).filter(|c| is_han(*c))?;
        (!COUNTED.contains(next)).then_some((gap, span.start..span.start + count, number))
    });
    let (gap, at, number) = open.next()?;
    let mark = if text.either { "~" } else { "…" };
    let (head, tail) = (part(source, &(0..gap.start)), source.chars().skip(at.end).collect::<String>());
    let instead = format!("{}{mark}{number}{mark}{}", head.trim(), tail.trim());
    Some((at, Message::new("foreign_sign.number").with("instead", instead)))
}
