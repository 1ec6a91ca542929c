//! A record as a document: its paragraphs, whatever file it comes from.

use serde_json::Value;

use super::document::Paragraph;
use super::inferred::{Inferred, Line};
use super::kind::Kind;
use super::lines::{TextLines, line_end};
use super::options::{Options, Split};
use super::split::{Piece, Splitter, is_blank};
use super::text;
use super::wrapped;

/// One record and how far its paragraphs have been given out.
#[derive(Debug)]
pub(super) struct Record {
    id: String,
    line: Option<usize>,
    kept: Vec<(String, Value)>,
    number: usize,
    rest: Rest,
    /// Whether there is a paragraph even where there is no text.
    may_be_empty: bool,
}

/// What is left of a record's text.
#[derive(Debug)]
enum Rest {
    /// One paragraph, as it is: what is alone in its record was put there on purpose, and is body.
    One(String),
    /// The lines not yet read.
    Lines(Box<(TextLines, Splitter, Inferred<String>)>),
    Nothing,
}

impl Record {
    /// The text is split by the rules for plain text. With `Split::None` it is one paragraph, kept to
    /// the letter, even if there is nothing in it, so that each record yields one.
    pub(super) fn new(
        id: String,
        line: Option<usize>,
        kept: Vec<(String, Value)>,
        mut text: String,
        options: &Options,
    ) -> Self {
        let split = options.split;
        let rest = if split == Split::None {
            Rest::One(text)
        } else if line_end(text.as_bytes()).is_some() {
            let sample = wrapped::sample(&text);
            let manner = text::manner(split, sample, sample.len() < text.len());
            Rest::Lines(Box::new((TextLines::new(text), Splitter::new(manner), Inferred::default())))
        } else {
            // A long text of one line is not copied.
            text.truncate(text.trim_end_matches(is_blank).len());
            text.drain(..text.len() - text.trim_start_matches(is_blank).len());
            if text.is_empty() { Rest::Nothing } else { Rest::One(text) }
        };
        Record { id, line, kept, number: 0, rest, may_be_empty: options.empty_records }
    }

    /// The next paragraph.
    pub(super) fn next(&mut self) -> Option<Paragraph> {
        let text = match &mut self.rest {
            Rest::Nothing => None,
            Rest::Lines(lines) => next_line(lines),
            Rest::One(text) => {
                let text = std::mem::take(text);
                self.rest = Rest::Nothing;
                Some((text, Kind::Body))
            }
        };
        let is_missing = || self.may_be_empty && self.number == 0;
        let (text, kind) = text.or_else(|| is_missing().then(Default::default))?;
        self.number += 1;
        let (document, kept) = (self.id.clone(), self.kept.clone());
        Some(Paragraph {
            document,
            number: self.number,
            line: None,
            record: self.line,
            kind,
            sentence: None,
            text,
            kept,
        })
    }
}

/// The next paragraph of several, with its kind.
fn next_line(rest: &mut (TextLines, Splitter, Inferred<String>)) -> Option<(String, Kind)> {
    let (lines, splitter, inferred) = rest;
    loop {
        if let Some(settled) = inferred.pop(false) {
            return Some(settled);
        }
        let Some(piece) = next_piece(lines, splitter) else { return inferred.pop(true) };
        let line = piece.kind.map_or_else(|| Line::of(&piece.text), Line::known);
        inferred.push(piece.text, line);
    }
}

fn next_piece(lines: &mut TextLines, splitter: &mut Splitter) -> Option<Piece> {
    while let Some(line) = lines.next() {
        if let Some(piece) = splitter.push(line) {
            return Some(piece);
        }
    }
    splitter.finish()
}
