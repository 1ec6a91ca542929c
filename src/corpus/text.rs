//! A file that is one document: plain text or Markdown.

use std::collections::VecDeque;
use std::io;

use super::decode::Decoded;
use super::document::Paragraph;
use super::kind::Kind;
use super::lines::Lines;
use super::markdown::Markdown;
use super::options::Split;
use super::split::{Manner, Piece, Splitter};
use super::trouble::{Problem, Trouble};
use super::wrapped;

/// A line beyond this many bytes is hardly meant to be one.
pub(super) const ENORMOUS: usize = 64 << 20;

/// The paragraphs of a text as it streams in.
#[derive(Debug)]
pub(super) struct Text {
    name: String,
    lines: Lines,
    splitter: Splitter,
    /// How many paragraphs have been given out.
    number: usize,
    /// What comes next, in order, before another line is read.
    ready: VecDeque<Result<Paragraph, Trouble>>,
}

impl Text {
    /// Fails when the system fails to read.
    pub(super) fn plain(name: String, mut decoded: Decoded, split: Split) -> io::Result<Self> {
        let manner = match split {
            Split::Auto => {
                let sample = decoded.peek(wrapped::SAMPLE)?.to_owned();
                manner(split, &sample, decoded.has_more())
            }
            split => manner(split, "", false),
        };
        Ok(Text::new(name, decoded, manner))
    }

    pub(super) fn markdown(name: String, decoded: Decoded, split: Split) -> Self {
        let manner = match split {
            Split::Auto | Split::Blank => Manner::Markdown,
            Split::Line => Manner::MarkdownLine,
            Split::None => Manner::MarkdownWhole,
        };
        Text::new(name, decoded, manner(Markdown::default()))
    }

    fn new(name: String, decoded: Decoded, manner: Manner) -> Self {
        let lines = Lines::new(decoded);
        Text { name, lines, splitter: Splitter::new(manner), number: 0, ready: VecDeque::new() }
    }

    /// The input that it is read from.
    pub(super) fn decoded(&self) -> &Decoded {
        self.lines.decoded()
    }

    /// The next paragraph or trouble; none at the end, and from then on.
    ///
    /// Fails when the system fails to read.
    pub(super) fn next(&mut self) -> io::Result<Option<Result<Paragraph, Trouble>>> {
        while self.ready.is_empty() {
            let Some(line) = self.lines.next()? else {
                let piece = self.splitter.finish();
                return Ok(piece.map(|piece| Ok(self.paragraph(piece))));
            };
            let problem = Problem::EnormousLine { bytes: line.text.len() };
            if line.text.len() > ENORMOUS {
                self.ready.push_back(Err(Trouble::new(&self.name, Some(line.number), problem)));
            }
            if let Some(piece) = self.splitter.push(line) {
                let paragraph = self.paragraph(piece);
                self.ready.push_back(Ok(paragraph));
            }
        }
        Ok(self.ready.pop_front())
    }

    fn paragraph(&mut self, piece: Piece) -> Paragraph {
        self.number += 1;
        Paragraph {
            document: self.name.clone(),
            number: self.number,
            line: Some(piece.line),
            record: None,
            kind: Kind::Body,
            text: piece.text,
            kept: Vec::new(),
        }
    }
}

/// How a plain text is split that begins with `sample`; `is_cut`: it goes on after the sample.
pub(super) fn manner(split: Split, sample: &str, is_cut: bool) -> Manner {
    match split {
        Split::Auto => wrapped::recognise(sample, is_cut).map_or(Manner::Line, Manner::Wrapped),
        Split::Line => Manner::Line,
        Split::Blank => Manner::Blank,
        Split::None => Manner::Whole,
    }
}
