//! How many columns of a terminal a text takes, and what of it a terminal may be sent at all.
//!
//! Characters of ambiguous width, such as “ ” … — ·, count as narrow, as terminals show them unless told
//! otherwise. What a terminal would obey instead of show (control characters, ESC first among them, and
//! the marks that turn the direction of writing) is shown as U+FFFD, so that no document can move the
//! cursor, set colours or reorder what the reader sees.

use std::borrow::Cow;

use crate::text::{width, width_of};

/// No reader's character has more; a flood of combining marks is cut into pieces of this size.
const MOST_CHARACTERS: usize = 16;

const JOINER: char = '\u{200D}';

/// A character as a reader sees it: a base with the marks, selectors and joined emoji that follow it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cluster<'t> {
    /// Its first byte in the text.
    pub(super) at: usize,
    pub(super) text: &'t str,
    pub(super) columns: usize,
}

impl Cluster<'_> {
    /// What a terminal is sent for it.
    pub(super) fn shown(&self) -> &str {
        match self.text.chars().next() {
            Some('\t' | '\n' | '\r') => " ",
            Some(c) if is_obeyed(c) => "\u{FFFD}",
            _ => self.text,
        }
    }

    pub(super) fn first(&self) -> char {
        self.text.chars().next().unwrap_or_default()
    }

    pub(super) fn end(&self) -> usize {
        self.at + self.text.len()
    }
}

/// The clusters of a text, in order and without gaps.
pub(super) fn clusters(text: &str) -> impl Iterator<Item = Cluster<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let length = cluster_length(&text[at..])?;
        let cluster = &text[at..at + length];
        let columns = if cluster.starts_with(is_obeyed) { 1 } else { width(cluster) };
        at += length;
        Some(Cluster { at: at - length, text: cluster, columns })
    })
}

/// The bytes of the first cluster of `text`; none at its end.
fn cluster_length(text: &str) -> Option<usize> {
    let mut characters = text.chars();
    let mut last = characters.next()?;
    let mut length = last.len_utf8();
    if is_obeyed(last) {
        return Some(length);
    }
    for c in characters.take(MOST_CHARACTERS) {
        let longer = length + c.len_utf8();
        let melts = || (is_skin_tone(c) || last == JOINER && is_emoji(c)) && width(&text[..longer]) <= 2;
        if is_obeyed(c) || width_of(c) != Some(0) && !melts() {
            break;
        }
        length = longer;
        last = c;
    }
    Some(length)
}

/// Whether a terminal would obey the character rather than show it.
fn is_obeyed(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

fn is_skin_tone(c: char) -> bool {
    matches!(c, '\u{1F3FB}'..='\u{1F3FF}')
}

/// Roughly: what can follow a joiner and melt with what stands before it.
fn is_emoji(c: char) -> bool {
    matches!(c, '\u{2190}'..='\u{2BFF}' | '\u{1F000}'..='\u{1FAFF}')
}

/// A text on one line, fit for a terminal.
pub(super) fn visible(text: &str) -> Cow<'_, str> {
    if text.contains(is_obeyed) {
        Cow::Owned(clusters(text).map(|cluster| cluster.shown().to_owned()).collect())
    } else {
        Cow::Borrowed(text)
    }
}

/// The columns a text takes on one line.
pub(super) fn columns(text: &str) -> usize {
    clusters(text).map(|cluster| cluster.columns).sum()
}

/// A text that takes at most `most` columns: its beginning and its end, and `…` for the middle, because of
/// a path and of evidence with gaps both ends count.
pub(super) fn shortened(text: &str, most: usize) -> Cow<'_, str> {
    // Longer than this it need not be measured, and must not: evidence may be as long as a book.
    let short = text.len() <= 8 * most;
    if short && columns(text) <= most {
        return visible(text);
    }
    let room = most.saturating_sub(1);
    let head = prefix(text, room.div_ceil(2));
    let tail = suffix(&text[head.len()..], room / 2);
    Cow::Owned(format!("{}…{}", visible(head), visible(tail)))
}

/// As much of the beginning as takes at most `most` columns.
fn prefix(text: &str, most: usize) -> &str {
    let mut taken = 0;
    let fits = |cluster: &Cluster| {
        taken += cluster.columns;
        taken <= most
    };
    let end = clusters(text).take_while(fits).last().map_or(0, |cluster| cluster.end());
    &text[..end]
}

/// As much of the end as takes at most `most` columns.
fn suffix(text: &str, most: usize) -> &str {
    // Clusters are found from the front only; begin not far before the end.
    let from = text.char_indices().rev().take(2 * most + MOST_CHARACTERS).last().map_or(0, |(at, _)| at);
    let near = &text[from..];
    let mut left = columns(near);
    let start = clusters(near).find_map(|cluster| {
        let fits = left <= most && cluster.columns > 0;
        left -= cluster.columns;
        fits.then_some(cluster.at)
    });
    &near[start.unwrap_or(near.len())..]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_of_mixed_text() {
        for (text, expected) in [
            ("abc", 3),
            ("措施", 4),
            ("“措施”……", 8),
            ("ＡＢ，。", 8),
            ("cafe\u{301}", 4),
            ("한국", 4),
            ("👍🏽", 2),
            ("👨\u{200D}👩\u{200D}👧", 2),
            ("☎\u{FE0F}", 2),
            ("a\u{200B}b", 2),
            ("\u{1b}[0m", 4),
            ("一\t二", 5),
        ] {
            assert_eq!(columns(text), expected, "{text:?}");
        }
    }

    #[test]
    fn clusters_are_the_text() {
        for text in ["", "e\u{301}\u{1b}\u{301}措", "\u{301}a", &"\u{300}".repeat(100), "👩\u{200D}a\u{200D}"]
        {
            assert_eq!(clusters(text).map(|cluster| cluster.text).collect::<String>(), text);
        }
    }

    #[test]
    fn what_a_terminal_would_obey_is_shown() {
        assert_eq!(visible("a\u{1b}[31mb\u{9b}0m\u{7}\r\n\u{202E}x\u{2029}"), "a�[31mb�0m�  �x�");
        assert!(matches!(visible("“措施”"), Cow::Borrowed(_)));
    }

    #[test]
    fn both_ends_of_a_shortened_text_remain() {
        assert_eq!(shortened("给予一次性补贴", 14), "给予一次性补贴");
        assert_eq!(shortened("给予一次性补贴", 11), "给予…补贴");
        assert_eq!(shortened("给予一次性补贴", 9), "给予…补贴");
        assert_eq!(shortened("措", 1), "…");
        let long = format!("始{}终", "，".repeat(100_000));
        assert_eq!(shortened(&long, 10), "始，…，终");
    }
}
