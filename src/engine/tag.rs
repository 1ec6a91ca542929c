//! What tagging gives back.

use std::ops::Range;

use crate::ruleset::{Category, Flag};

/// This paragraph has this category, on this evidence.
#[derive(Clone, Debug)]
pub struct Tag<'r> {
    /// The category.
    pub category: &'r Category,
    /// The matches it rests on, by start, then end; never empty.
    pub evidence: Vec<Match<'r>>,
}

/// One interval at which a clause of the category held.
#[derive(Clone, Debug)]
pub struct Match<'r> {
    /// Where it stands: code points of the original paragraph, half-open.
    pub span: Range<usize>,
    /// Where it stands, in bytes of the original paragraph.
    pub bytes: Range<usize>,
    /// The pattern that matched, as the analyst wrote it.
    pub pattern: &'r str,
    /// The flags that its surroundings give it, in the order of the rule set.
    pub flags: Vec<&'r Flag>,
}
