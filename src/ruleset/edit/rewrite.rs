//! A change of rules as an analyst would type it: which lines of which file become which.
//!
//! Each change is made in the text, the text is read again, and the outcome is compared with the change made to
//! the rules themselves. What does not come to the same is not shown.

use std::ops::Range;

use super::hunk::{Hunk, Replaced, Touched};
use super::sheet::Change;
use super::{ConditionAt, Edit, PatternAt};
use crate::ruleset::dictionary::Dictionary;
use crate::ruleset::rules::RuleSet;

/// Rule files after a change, and where they differ from before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rewriting {
    /// Name and text of every file.
    pub files: Vec<(String, String)>,
    /// The lines that differ, in the order of the files and their lines.
    pub hunks: Vec<Hunk>,
}

impl RuleSet {
    /// The files after some changes of their rules. None where these are written in a way that is not understood.
    pub(crate) fn rewritten(&self, edits: &[Edit]) -> Option<Rewriting> {
        let files = self.files.iter().map(|file| (file.name.clone(), file.text.clone()));
        let mut files: Vec<(String, String)> = files.collect();
        let mut touched = vec![Touched::default(); files.len()];
        let mut rules = self.clone();
        for edit in in_order(edits) {
            let (file, changes) = rules.changes(edit)?;
            touched.get_mut(file)?.note(change(&mut files.get_mut(file)?.1, changes)?);
            rules = Dictionary::parse(files.clone()).check().ok()?.0;
        }
        let both = self.files.iter().zip(&files).zip(touched);
        let hunks = both.flat_map(|((now, (_, then)), touched)| touched.hunks(&now.name, &now.text, then));
        let hunks = hunks.collect();
        (rules.digest == self.edited(edits).digest).then_some(Rewriting { files, hunks })
    }
}

/// Makes changes in a file, and says which of its lines they concern. Where a value stands elsewhere than it is
/// read, as an alias does, there may be nothing to be changed.
fn change(text: &mut String, mut changes: Vec<Change>) -> Option<Replaced> {
    changes.sort_by_key(|(span, _)| std::cmp::Reverse(span.start));
    let is_there = |(span, _): &Change| text.get(span.clone()).is_some();
    let is_apart = |pair: &[Change]| pair[1].0.end <= pair[0].0.start;
    if !changes.iter().all(is_there) || !changes.windows(2).all(is_apart) {
        return None;
    }
    let ((last, _), (first, _)) = (changes.first()?, changes.last()?);
    let touched = whole_lines(text, first.start..last.end);
    let tail = text.len() - touched.end;
    let from = text[..touched.start].matches('\n').count();
    let mut lines = from..from + text[touched.clone()].lines().count();
    for (span, new) in &changes {
        text.replace_range(span.clone(), new);
    }
    let mut end = text.len() - tail;
    if tail > 0 && end > touched.start && !text[..end].ends_with('\n') {
        // What is left of the last line, as a byte order mark may be, goes on in the line behind.
        lines.end += 1;
        end += text[end..].find('\n').map_or(tail, |line_end| line_end + 1);
    }
    Some(Replaced { lines, by: text[touched.start..end].lines().count() })
}

/// The lines that a range touches, whole.
fn whole_lines(text: &str, span: Range<usize>) -> Range<usize> {
    let start = text[..span.start].rfind('\n').map_or(0, |end| end + 1);
    let ends_line = span.end > span.start && text[..span.end].ends_with('\n');
    let end = if ends_line {
        span.end
    } else {
        text[span.end..].find('\n').map_or(text.len(), |end| span.end + end + 1)
    };
    start..end
}

/// Edits in an order in which none moves what a later one names: first those in place, then those that take
/// something out, the last first, then those that add.
fn in_order(edits: &[Edit]) -> Vec<&Edit> {
    // What is added comes first where it is added, so that the last must be added first.
    let mut edits: Vec<&Edit> = edits.iter().rev().collect();
    edits.sort_by(|one, other| {
        rank(one).cmp(&rank(other)).then_with(|| where_taken(other).cmp(&where_taken(one)))
    });
    edits
}

fn rank(edit: &Edit) -> usize {
    match edit {
        Edit::WithoutPattern { .. } => 1,
        Edit::WithoutCondition { .. } => 2,
        Edit::WithoutIf { .. } => 3,
        Edit::NewCondition { .. } => 4,
        Edit::NewMask { .. } => 5,
        Edit::NewClause(_) => 6,
        _ => 0,
    }
}

fn where_taken(edit: &Edit) -> Option<(Option<&PatternAt>, Option<&ConditionAt>)> {
    match edit {
        Edit::WithoutPattern { pattern } => Some((Some(pattern), None)),
        Edit::WithoutCondition { condition } => Some((None, Some(condition))),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_of_a_line_goes_on_in_the_next() {
        let mut text = "\u{FEFF}if:\n  near: 补贴\nversion: 1\nmask: 房租\n".to_owned();
        let end = text.find("version").unwrap_or_default();
        let replaced =
            change(&mut text, vec![(3..end, String::new())]).map(|Replaced { lines, by }| (lines, by));
        assert_eq!((&text[..], replaced), ("\u{FEFF}version: 1\nmask: 房租\n", Some((0..3, 1))));
    }
}
