//! The words of the rule language for what has a fixed choice.

use crate::text::Unit;

use super::rules::{Boundary, Relation};

/// Where a condition looks.
pub(crate) fn relation(relation: Relation) -> &'static str {
    match relation {
        Relation::Near => "near",
        Relation::Before => "before",
        Relation::After => "after",
        Relation::Inside => "inside",
    }
}

/// How far a condition looks.
pub(crate) fn unit(unit: Unit) -> &'static str {
    match unit {
        Unit::Sentence => "sentence",
        Unit::Clause => "clause",
        Unit::Paragraph => "paragraph",
    }
}

/// Whether word boundaries are asked.
pub(crate) fn boundary(boundary: Boundary) -> &'static str {
    match boundary {
        Boundary::Word => "word",
        Boundary::None => "none",
    }
}
