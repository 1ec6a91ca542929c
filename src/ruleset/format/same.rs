//! Whether two texts of a file say the same: the net under every change of form.

use std::collections::BTreeMap;

use super::events;
use crate::ruleset::node::{Node, Value};

/// Whether two values are the same but for the order of keys.
pub(super) fn values(one: &Node, other: &Node) -> bool {
    match (&one.value, &other.value) {
        (Value::Empty, Value::Empty) => true,
        (Value::Text(a), Value::Text(b)) => {
            // Without quotation marks a text may be a number.
            a == b
                && (one.is_plain == other.is_plain || serde_json::from_str::<serde_json::Value>(a).is_err())
        }
        (Value::List(a), Value::List(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| values(a, b)),
        (Value::Mapping(a), Value::Mapping(b)) => a.len() == b.len() && pairs(a, b),
        _ => false,
    }
}

fn pairs(one: &[(Node, Node)], other: &[(Node, Node)]) -> bool {
    let (one, other) = (by_key(one), by_key(other));
    one.len() == other.len()
        && one.iter().zip(&other).all(|((key, a), (other, b))| {
            key == other && a.len() == b.len() && a.iter().zip(b).all(|(a, b)| values(a, b))
        })
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

/// Whether two texts have the same comments, in whatever order.
pub(super) fn comments(one: &str, other: &str) -> bool {
    match (comments_of(one), comments_of(other)) {
        (Some(one), Some(other)) => one == other,
        _ => false,
    }
}

fn comments_of(text: &str) -> Option<Vec<&str>> {
    let events = events::read(text).ok()?;
    let mut comments: Vec<&str> = events.comments.into_iter().map(|span| text[span].trim_end()).collect();
    comments.sort_unstable();
    Some(comments)
}
