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

impl<'r> Tag<'r> {
    /// The tag as it is of a part of the paragraph, given in bytes: on the evidence that lies there; none where none
    /// does. Its `bytes` are those of the part, its `span` stays that of the whole paragraph.
    #[must_use]
    pub fn within(&self, part: &Range<usize>) -> Option<Tag<'r>> {
        let of_part = |found: &Match<'r>| found.bytes.start - part.start..found.bytes.end - part.start;
        let first = self.evidence.partition_point(|found| found.bytes.start < part.start);
        let evidence = self.evidence[first..].iter().take_while(|found| found.bytes.start < part.end);
        let evidence = evidence.filter(|found| found.bytes.end <= part.end);
        let evidence: Vec<_> =
            evidence.map(|found| Match { bytes: of_part(found), ..found.clone() }).collect();
        (!evidence.is_empty()).then_some(Tag { category: self.category, evidence })
    }
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
