//! Where comments belong: behind what stands on their line, above the entry they precede, or, by their
//! indentation, at the end of the entries before them.

use std::ops::Range;

use super::tree::{Entries, Entry, Remark, column};

struct Comment<'t> {
    text: &'t str,
    at: usize,
    column: usize,
    /// Whether nothing stands before it on its line.
    is_alone: bool,
    is_apart: bool,
}

impl<'t> Comment<'t> {
    fn remark(self) -> Remark<'t> {
        Remark { text: self.text, is_apart: self.is_apart }
    }
}

/// Puts a comment where it belongs. Comments come in their order.
pub(super) fn settle<'t>(root: &mut Entry<'t>, text: &'t str, span: &Range<usize>) {
    let line = text[..span.start].rfind('\n').map_or(0, |at| at + 1);
    let is_alone = text[line..span.start].trim().is_empty();
    let comment = Comment {
        text: text[span.clone()].trim_end(),
        at: span.start,
        column: column(text, span.start),
        is_alone,
        is_apart: is_alone && is_apart(text, span.start),
    };
    match root.value.entries_mut() {
        Some(entries) if !entries.is_flow || comment.at > root.span.end => among(entries, comment, text),
        _ => inside(root, comment, text),
    }
}

/// Whether a blank line stands before the line of a byte.
pub(super) fn is_apart(text: &str, at: usize) -> bool {
    let before = text[..at].rfind('\n').map_or("", |end| &text[..end]);
    !before.is_empty() && before.rsplit('\n').next().is_some_and(|line| line.trim().is_empty())
}

/// Between the first sign of an entry and its last.
fn inside<'t>(entry: &mut Entry<'t>, comment: Comment<'t>, text: &'t str) {
    let is_alone = comment.is_alone;
    match entry.value.entries_mut() {
        Some(entries) => {
            let is_before = entries.items.first().is_none_or(|first| comment.at < first.span.start);
            let is_outside = comment.at < entries.start;
            if is_before && !is_alone {
                entry.head.push(comment.text);
            } else if is_outside && entries.is_flow {
                entry.above.push(comment.remark());
            } else {
                among(entries, comment, text);
            }
        }
        None if is_alone => entry.above.push(comment.remark()),
        None => entry.head.push(comment.text),
    }
}

/// Somewhere among entries, or below the last of them.
fn among<'t>(entries: &mut Entries<'t>, comment: Comment<'t>, text: &'t str) {
    let next = entries.items.partition_point(|entry| entry.span.start < comment.at);
    let Some(before) = next.checked_sub(1) else {
        match entries.items.first_mut() {
            Some(first) => first.above.push(comment.remark()),
            None => entries.end.push(comment.remark()),
        }
        return;
    };
    let here = entries.items.get(next).map_or(&entries.end, |following| &following.above);
    let may_be_deeper = here.is_empty() && !entries.is_flow && comment.column > entries.column;
    let entry = &mut entries.items[before];
    if comment.at < entry.span.end {
        inside(entry, comment, text);
        return;
    }
    if !comment.is_alone && !text[entry.span.end..comment.at].contains('\n') {
        behind(entry, comment.text);
        return;
    }
    if may_be_deeper
        && comment.is_alone
        && let Some(inner) = entry.value.entries_mut()
        && !inner.is_flow
        && comment.column >= inner.column
    {
        among(inner, comment, text);
        return;
    }
    match entries.items.get_mut(next) {
        Some(following) => following.above.push(comment.remark()),
        None => entries.end.push(comment.remark()),
    }
}

/// Puts a comment behind the innermost entry that ends where this one ends.
fn behind<'t>(entry: &mut Entry<'t>, text: &'t str) {
    match entry.value.entries_mut() {
        Some(entries) if !entries.is_flow && !entries.items.is_empty() => {
            entries.items.last_mut().into_iter().for_each(|last| behind(last, text));
        }
        _ => entry.tail.push(text),
    }
}
