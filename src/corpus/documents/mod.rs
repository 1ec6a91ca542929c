//! Documents that are more than text: from the bytes of a file to its paragraphs, in order, each with what it
//! is. Each format has a file here, and each outside crate one door.

use super::kind::Kind;

/// What a document holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Extracted {
    /// What the document says of itself: `title`, `date`, `source`, `author`; those that it has, in this order.
    pub(super) metadata: Vec<(&'static str, String)>,
    /// Its paragraphs, in reading order.
    pub(super) parts: Vec<Part>,
}

/// A paragraph of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) kind: Kind,
    /// One paragraph without line ends; the cells of a table row stand apart by tabs.
    pub(super) text: String,
}
