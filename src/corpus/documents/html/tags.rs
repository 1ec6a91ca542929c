//! Tags that a page is better parsed without: they would take the parser for ever, or lie one in the other without end.

use std::borrow::Cow;

/// A tag with more blanks than this is passed over: attributes are compared each with each.
const BLANKS: usize = 5000;

/// Marks within a line, which the parser opens again in each paragraph until they are closed.
const MARKS: &[&str] =
    &["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];

/// A page without tags of so many blanks that the parser would be busy with them for ever.
pub(super) fn without_blanks(page: &str) -> Cow<'_, str> {
    filtered(page, |_, blanks| if blanks <= BLANKS { Fate::Kept } else { Fate::Dropped })
}

/// A page without marks of bold, colour and the like.
pub(super) fn without_marks(page: &str) -> Cow<'_, str> {
    filtered(page, |name, _| if MARKS.contains(&name) { Fate::Dropped } else { Fate::Kept })
}

/// A page in which nothing lies in anything but paragraphs.
pub(super) fn flat(page: &str) -> Cow<'_, str> {
    filtered(page, |name, _| flattened(name))
}

/// What becomes of a tag before a page is parsed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    Kept,
    Dropped,
    /// A paragraph begins instead, or ends.
    Parts,
}

/// What becomes of a tag where elements would lie one in the other without end: what nests parts paragraphs, which
/// cannot nest.
fn flattened(name: &str) -> Fate {
    match name {
        "html" | "head" | "body" | "meta" | "title" | "script" | "style" | "p" | "br" | "h1" | "h2"
        | "h3" | "h4" => Fate::Kept,
        "td" | "th" | "span" => Fate::Dropped,
        name if MARKS.contains(&name) => Fate::Dropped,
        _ => Fate::Parts,
    }
}

/// A page without the tags that are not wanted, judged by their name and how many blanks they have.
fn filtered(page: &str, fate: impl Fn(&str, usize) -> Fate) -> Cow<'_, str> {
    let mut kept = String::new();
    let mut from = 0;
    let mut at = 0;
    while let Some(begin) = page[at..].find('<').map(|found| at + found) {
        let first = page[begin + 1..].chars().find(|c| *c != '/');
        if !first.is_some_and(|first| first.is_ascii_alphabetic()) {
            at = begin + 1;
            continue;
        }
        let Some(end) = page[begin..].find('>').map(|found| begin + found + 1) else { break };
        let tag = &page[begin + 1..end - 1];
        let name = tag
            .trim_start_matches('/')
            .split(|c: char| !c.is_ascii_alphanumeric())
            .next()
            .unwrap_or_default();
        let blanks = tag.bytes().filter(|byte| byte.is_ascii_whitespace() || *byte == b'/').count();
        let fate = fate(&name.to_ascii_lowercase(), blanks);
        if fate != Fate::Kept {
            kept.push_str(&page[from..begin]);
            kept.push_str(if fate == Fate::Parts { "<p>" } else { "" });
            from = end;
        }
        at = end;
    }
    if from == 0 {
        return Cow::Borrowed(page);
    }
    kept.push_str(&page[from..]);
    Cow::Owned(kept)
}
