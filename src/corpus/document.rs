//! Documents and their paragraphs: what is sampled and what is coded.

use std::ops::Range;

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
    /// Which of the sentences of its paragraph it is, where paragraphs are given out in sentences.
    pub sentence: Option<Sentence>,
    /// Its text.
    pub text: String,
    /// Other fields of the record, or of what the document says of itself, that travel with it, in the order
    /// asked for.
    pub kept: Vec<(String, serde_json::Value)>,
}

/// Which sentence of a paragraph something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Its number within the paragraph, from 1.
    pub number: usize,
    /// Where it begins in the paragraph, in code points.
    pub start: usize,
}

impl Paragraph {
    /// The parts of it at these bytes, which follow each other, as its sentences.
    pub fn sentences<'p>(&'p self, parts: &'p [Range<usize>]) -> impl Iterator<Item = Paragraph> + 'p {
        let (mut byte, mut start) = (0, 0);
        (1..).zip(parts).map(move |(number, part)| {
            start += self.text[byte..part.start].chars().count();
            byte = part.start;
            Paragraph {
                document: self.document.clone(),
                number: self.number,
                line: self.line,
                record: self.record,
                kind: self.kind,
                sentence: Some(Sentence { number, start }),
                text: self.text[part.clone()].to_owned(),
                kept: self.kept.clone(),
            }
        })
    }
}
