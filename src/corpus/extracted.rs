//! The paragraphs of a document that a format has taken apart.

use std::vec;

use serde_json::Value;

use super::document::Paragraph;
use super::documents::{Extracted, Gaps, Part};
use super::gap::Missing;
use super::options::Options;
use super::problem::Problem;
use super::said;
use super::split::trim;

/// The paragraphs as they are asked for.
#[derive(Debug)]
pub(super) struct Parts {
    name: String,
    kept: Vec<(String, Value)>,
    rest: vec::IntoIter<Part>,
    number: usize,
    gaps: Gaps,
}

impl Parts {
    /// What the document says of itself can be kept like the fields of a record.
    pub(super) fn new(name: String, extracted: Extracted, options: &Options) -> Parts {
        let kept = said::kept(&extracted.metadata, &options.keep);
        Parts { name, kept, rest: extracted.parts.into_iter(), number: 0, gaps: extracted.gaps }
    }

    /// What is doubtful about the whole.
    pub(super) fn doubts(&self) -> Vec<Problem> {
        self.gaps.iter().map(Missing::problem).collect()
    }

    /// The next paragraph that holds something.
    pub(super) fn next(&mut self) -> Option<Paragraph> {
        let Part { kind, text } = self.rest.find(|part| !trim(&part.text).is_empty())?;
        self.number += 1;
        Some(Paragraph {
            document: self.name.clone(),
            number: self.number,
            line: None,
            record: None,
            kind,
            sentence: None,
            text: trim(&text).to_owned(),
            kept: self.kept.clone(),
        })
    }
}
