//! Whether two texts of a file say the same: the net under every change of form.

use std::collections::BTreeMap;

use super::events;
use crate::ruleset::code::Code;
use crate::ruleset::diagnostic::Diagnostic;
use crate::ruleset::node::{Node, Value};

/// The byte at which one value is not the other but for the order of keys.
pub(super) fn values(one: &Node, other: &Node) -> Result<(), usize> {
    let is_same = match (&one.value, &other.value) {
        (Value::Empty, Value::Empty) => true,
        // Without quotation marks a text may be a number.
        (Value::Text(a), Value::Text(b)) => {
            a == b
                && (one.is_plain == other.is_plain || serde_json::from_str::<serde_json::Value>(a).is_err())
        }
        (Value::List(a), Value::List(b)) if a.len() == b.len() => {
            return a.iter().zip(b).try_for_each(|(a, b)| values(a, b));
        }
        (Value::Mapping(a), Value::Mapping(b)) if a.len() == b.len() => {
            let (a, b) = (by_key(a), by_key(b));
            if a.keys().eq(b.keys()) {
                return a.values().zip(b.values()).try_for_each(|(a, b)| all_values(a, b));
            }
            false
        }
        _ => false,
    };
    if is_same { Ok(()) } else { Err(one.span.start) }
}

fn all_values(one: &[&Node], other: &[&Node]) -> Result<(), usize> {
    match one.first() {
        Some(first) if one.len() != other.len() => Err(first.span.start),
        _ => one.iter().zip(other).try_for_each(|(a, b)| values(a, b)),
    }
}

/// The values of each key, in their order.
fn by_key(entries: &[(Node, Node)]) -> BTreeMap<Option<&str>, Vec<&Node>> {
    let mut keys: BTreeMap<_, Vec<&Node>> = BTreeMap::new();
    for (key, value) in entries {
        let name = match &key.value {
            Value::Text(text) => Some(&**text),
            _ => None,
        };
        keys.entry(name).or_default().push(value);
    }
    keys
}

/// The byte at which one text has a comment that the other has not, or the other way round; in whatever order
/// they stand.
pub(super) fn comments(one: &str, other: &str) -> Result<(), usize> {
    let (one, other) = (comments_of(one)?, comments_of(other)?);
    let difference = one.iter().zip(&other).find(|((a, _), (b, _))| a != b);
    match difference {
        Some(((_, at), _)) => Err(*at),
        None if one.len() == other.len() => Ok(()),
        None => Err(one.last().map_or(0, |(_, at)| *at)),
    }
}

/// The comments, sorted, and where each stands.
fn comments_of(text: &str) -> Result<Vec<(&str, usize)>, usize> {
    let comments = events::read(text)?.comments;
    let mut comments: Vec<(&str, usize)> =
        comments.into_iter().map(|span| (text[span.clone()].trim_end(), span.start)).collect();
    comments.sort_unstable();
    Ok(comments)
}

/// Whether two lists of faults tell the same, wherever; the place of the first if not.
pub(super) fn faults(one: &[Diagnostic], other: &[Diagnostic]) -> Result<(), usize> {
    let codes = |faults: &[Diagnostic]| {
        let mut codes: Vec<Code> = faults.iter().map(|fault| fault.code).collect();
        codes.sort_unstable();
        codes
    };
    let place = one.iter().chain(other).find_map(|fault| fault.place.as_ref());
    if codes(one) == codes(other) { Ok(()) } else { Err(place.map_or(0, |place| place.span.start)) }
}
