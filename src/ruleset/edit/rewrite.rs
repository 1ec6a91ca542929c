//! A change of rules as an analyst would type it: which lines of which file become which.
//!
//! Each change is made in the text, the text is read again, and the outcome is compared with the change made to
//! the rules themselves. What does not come to the same is not shown.

use std::ops::Range;

use super::sheet::Change;
use super::{ConditionAt, Edit, PatternAt};
use crate::ruleset::dictionary::Dictionary;
use crate::ruleset::rules::RuleSet;

/// Rule files after a change, and where they differ from before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rewriting {
    /// Name and text of every file.
    pub files: Vec<(String, String)>,
    /// The lines that differ, in the order in which they were changed.
    pub hunks: Vec<Hunk>,
}

/// Lines of a file before and after a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hunk {
    /// The name of the file.
    pub file: String,
    /// The number of the first line, from 1, as it was before.
    pub line: usize,
    /// The lines as they were; none where some are only added.
    pub now: Vec<String>,
    /// The lines as they would be; none where some are only taken out.
    pub then: Vec<String>,
}

impl RuleSet {
    /// The files after some changes of their rules. None where these are written in a way that is not understood.
    pub(crate) fn rewritten(&self, edits: &[Edit]) -> Option<Rewriting> {
        let files = self.files.iter().map(|file| (file.name.clone(), file.text.clone()));
        let mut rewriting = Rewriting { files: files.collect(), hunks: Vec::new() };
        let mut rules = self.clone();
        for edit in in_order(edits) {
            let (file, changes) = rules.changes(edit)?;
            rewriting.change(file, changes)?;
            rules = Dictionary::parse(rewriting.files.clone()).check().ok()?.0;
        }
        (rules.digest == self.edited(edits).digest).then_some(rewriting)
    }
}

impl Rewriting {
    /// Makes changes in a file, and notes the lines. Where a value stands elsewhere than it is read, as an alias does,
    /// there may be nothing to be changed.
    fn change(&mut self, file: usize, mut changes: Vec<Change>) -> Option<()> {
        changes.sort_by_key(|(span, _)| std::cmp::Reverse(span.start));
        let (name, text) = self.files.get_mut(file)?;
        let is_there = |(span, _): &Change| text.get(span.clone()).is_some();
        let is_apart = |pair: &[Change]| pair[1].0.end <= pair[0].0.start;
        if !changes.iter().all(is_there) || !changes.windows(2).all(is_apart) {
            return None;
        }
        let before = text.clone();
        for (span, new) in &changes {
            text.replace_range(span.clone(), new);
        }
        let ((last, _), (first, _)) = (changes.first()?, changes.last()?);
        let touched = whole_lines(&before, first.start..last.end);
        let tail = before.len() - touched.end;
        let hunk = Hunk {
            file: name.clone(),
            line: before[..touched.start].matches('\n').count() + 1,
            now: lines(&before[touched.clone()]),
            then: lines(&text[touched.start..text.len() - tail]),
        }
        .trimmed();
        // A second change of the same lines goes on with the first.
        match self
            .hunks
            .iter_mut()
            .find(|old| old.file == hunk.file && !hunk.now.is_empty() && old.then == hunk.now)
        {
            Some(old) => old.then = hunk.then,
            None => self.hunks.push(hunk),
        }
        Some(())
    }
}

impl Hunk {
    /// Without the lines that are the same before and after.
    fn trimmed(mut self) -> Hunk {
        while self.now.first().is_some_and(|line| self.then.first() == Some(line)) {
            self.now.remove(0);
            self.then.remove(0);
            self.line += 1;
        }
        while self.now.last().is_some_and(|line| self.then.last() == Some(line)) {
            self.now.pop();
            self.then.pop();
        }
        self
    }
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

fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::to_owned).collect()
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
