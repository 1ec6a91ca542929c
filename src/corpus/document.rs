//! Documents and their paragraphs: what is sampled and what is coded.

use super::kind::Kind;

/// Where a paragraph comes from and what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paragraph {
    /// The id of the document: the path as walked, or the id of the record.
    pub document: String,
    /// Its number within the document, from 1, counted over all its paragraphs.
    pub number: usize,
    /// The line of its first character, from 1; none for records, and for documents that have no lines.
    pub line: Option<usize>,
    /// The line at which the record begins in its file, from 1; none where the document is no record.
    pub record: Option<usize>,
    /// What it is in its document.
    pub kind: Kind,
    /// Its text.
    pub text: String,
    /// Other fields of the record, or of what the document says of itself, that travel with it, in the order
    /// asked for.
    pub kept: Vec<(String, serde_json::Value)>,
}
