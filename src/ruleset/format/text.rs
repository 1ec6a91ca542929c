//! How a text is written: without quotation marks where YAML and the loader take it for itself, else between
//! single ones, and between double ones only where nothing else can show it.

use std::borrow::Cow;
use std::fmt::Write as _;

use super::events::{self, Kind, Style};
use super::place::Place;
use super::tree::Text;
use crate::ruleset::traps::{self, Surrounding};
use crate::text::is_han;

/// Where a text is put.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Spot {
    pub(super) place: Place,
    /// Within brackets or braces.
    pub(super) is_in_flow: bool,
    /// An entry of a list.
    pub(super) is_item: bool,
}

/// The text on one line, with the quotation marks it needs.
pub(super) fn written<'w>(text: &'w Text, spot: Spot) -> Cow<'w, str> {
    let value = &*text.value;
    let can_stand = !value.contains('\n');
    if can_stand && text.style == Style::Plain && is_bare(text, spot) {
        return Cow::Borrowed(value);
    }
    if !is_printable(value) {
        return Cow::Owned(doubly_quoted(value));
    }
    if is_bare(text, spot) {
        Cow::Borrowed(value)
    } else {
        Cow::Owned(format!("'{}'", value.replace('\'', "''")))
    }
}

/// Whether a text needs no quotation marks.
pub(super) fn is_bare(text: &Text, spot: Spot) -> bool {
    let value = &*text.value;
    let was_there = spot.is_in_flow == text.is_in_flow;
    if text.style != Style::Plain {
        return !looks_typed(value)
            && value.trim() == value
            && is_plain(value, spot.is_in_flow)
            && !is_trap(value, spot, true)
            && (spot.place.is_prose() || traps::curly_quotes(value).is_none());
    }
    // A fault that is told where it stood must not vanish.
    let is_told = || is_trap(value, Spot { is_in_flow: text.is_in_flow, ..spot }, false);
    (was_there || is_plain(value, spot.is_in_flow)) && (!is_trap(value, spot, true) || is_told())
}

/// Whether YAML reads a text as it is.
fn is_plain(value: &str, is_in_flow: bool) -> bool {
    let is_usual = |c: char| is_han(c) || c.is_ascii_alphanumeric() || "_<>|~…。．·（）".contains(c);
    let begins_well = value.starts_with(|c| is_han(c) || c == '<' || char::is_ascii_alphanumeric(&c));
    if begins_well && value.chars().all(is_usual) {
        return true;
    }
    // Such a sign begins a text only where more follows.
    if value.starts_with(['-', '?', ':']) && value.chars().nth(1).is_none_or(|c| !c.is_alphanumeric()) {
        return false;
    }
    let (open, close) = if is_in_flow { ("[", "]") } else { ("- ", "\n") };
    let asked = format!("{open}{value}{close}");
    let Ok(events) = events::read(&asked) else { return false };
    let mut texts = events.signs.iter().filter_map(|sign| match &sign.kind {
        Kind::Text(text, style) => Some((text, *style)),
        _ => None,
    });
    // A list, its one entry and its end.
    let is_one = events.signs.len() == 3 && events.comments.is_empty();
    is_one && texts.next().is_some_and(|(text, style)| style == Style::Plain && text == value)
}

/// Whether the loader takes a text without quotation marks for a slip. In brackets, a text may come to begin a
/// line, where a dash would be taken for one.
fn is_trap(value: &str, spot: Spot, may_begin_line: bool) -> bool {
    let Spot { place, is_in_flow, is_item } = spot;
    let holds_key = || is_in_flow && value.contains(['，', '、', '；']) && value.contains([':', '：']);
    if place.is_prose() || value.chars().all(is_han) {
        return holds_key();
    }
    let surrounding = Surrounding { begins_line: may_begin_line && is_item && is_in_flow, is_in_flow };
    holds_key()
        || !traps::in_term(value, surrounding).is_empty()
        || traps::in_list_value(value).is_some()
        || (is_in_flow && is_item && traps::in_list_item(value).is_some())
}

/// Whether YAML would make something else of a text than text: a number, a date, a truth value, nothing. The
/// loader never does, save under `meta`, but other programs do.
fn looks_typed(value: &str) -> bool {
    let word = value.to_ascii_lowercase();
    let is_word = ["", "~", "null", "true", "false", "yes", "no", "on", "off", "y", "n"].contains(&&*word);
    let is_number = word.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | '.'))
        && word.chars().all(|c| c.is_ascii_hexdigit() || "+-._:xotzinfa ".contains(c));
    is_word || is_number
}

/// Whether every character may stand in a file as it is, on one line, and shows.
fn is_printable(value: &str) -> bool {
    let is_odd = |c: char| {
        c.is_control()
            || matches!(c, '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}' | '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}')
    };
    !value.contains(is_odd)
}

fn doubly_quoted(value: &str) -> String {
    let mut quoted = String::from('"');
    for c in value.chars() {
        // Writing to a string cannot fail.
        let _ = match c {
            '"' | '\\' => write!(quoted, "\\{c}"),
            '\n' => write!(quoted, "\\n"),
            '\t' => write!(quoted, "\\t"),
            c if is_printable(c.encode_utf8(&mut [0; 4])) => write!(quoted, "{c}"),
            c if u32::from(c) > 0xFFFF => write!(quoted, "\\U{:08X}", u32::from(c)),
            c => write!(quoted, "\\u{:04X}", u32::from(c)),
        };
    }
    quoted + "\""
}
