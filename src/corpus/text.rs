//! A file that is one document: plain text or Markdown.

use std::collections::VecDeque;
use std::io;

use serde_json::Value;

use super::decode::Decoded;
use super::document::Paragraph;
use super::lines::Lines;
use super::markdown::Markdown;
use super::options::{Options, Split};
use super::problem::Problem;
use super::rejoin::Rejoin;
use super::said::{self, Said};
use super::split::{Manner, Piece, Splitter};
use super::step::Raw;
use super::trouble::Trouble;
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
    ready: VecDeque<Result<Raw, Trouble>>,
    /// Puts together what the end of a line has cut.
    rejoin: Option<Rejoin>,
    /// Whether the whole text is one paragraph, which is body whatever it says.
    is_whole: bool,
    /// What the text says of itself, as far as it is to be kept.
    kept: Vec<(String, Value)>,
    /// Why reading stopped.
    stopped: Option<io::Error>,
    is_end: bool,
}

impl Text {
    /// Fails when the system fails to read.
    pub(super) fn plain(name: String, mut decoded: Decoded, options: &Options) -> io::Result<Self> {
        let split = options.split;
        let kept = kept(&mut decoded, options, |text| said::by_lines(text.lines()))?;
        let manner = match split {
            Split::Auto => {
                let sample = decoded.peek(wrapped::SAMPLE)?.to_owned();
                manner(split, &sample, decoded.has_more())
            }
            split => manner(split, "", false),
        };
        // Whoever asks for lines gets lines.
        let may_rejoin = split == Split::Auto && !options.as_is && matches!(manner, Manner::Line);
        let rejoin = may_rejoin.then(Rejoin::default);
        Ok(Text { rejoin, kept, ..Text::new(name, decoded, manner) })
    }

    /// Fails when the system fails to read.
    pub(super) fn markdown(name: String, mut decoded: Decoded, options: &Options) -> io::Result<Self> {
        let kept = kept(&mut decoded, options, said::by_markdown)?;
        let manner = match options.split {
            Split::Auto | Split::Blank => Manner::Markdown,
            Split::Line => Manner::MarkdownLine,
            Split::None => Manner::MarkdownWhole,
        };
        Ok(Text { kept, ..Text::new(name, decoded, manner(Markdown::default())) })
    }

    fn new(name: String, decoded: Decoded, manner: Manner) -> Self {
        let is_whole = matches!(manner, Manner::Whole | Manner::MarkdownWhole(_));
        Text {
            name,
            lines: Lines::new(decoded),
            splitter: Splitter::new(manner),
            number: 0,
            ready: VecDeque::new(),
            rejoin: None,
            is_whole,
            kept: Vec::new(),
            stopped: None,
            is_end: false,
        }
    }

    /// The input that it is read from.
    pub(super) fn decoded(&self) -> &Decoded {
        self.lines.decoded()
    }

    /// How many words that the end of a line had cut were put together.
    pub(super) fn rejoined(&self) -> usize {
        self.rejoin.as_ref().map_or(0, Rejoin::count)
    }

    /// The next paragraph or trouble; none at the end, and from then on.
    ///
    /// Fails when the system fails to read.
    pub(super) fn next(&mut self) -> io::Result<Option<Result<Raw, Trouble>>> {
        loop {
            if let Some(item) = self.ready.pop_front() {
                return Ok(Some(item));
            }
            if self.is_end {
                return self.stopped.take().map_or(Ok(None), Err);
            }
            self.read_line();
        }
    }

    /// Takes another line, or finds the end.
    fn read_line(&mut self) {
        let piece = match self.lines.next() {
            Ok(Some(line)) => {
                let bytes = line.text.len();
                if bytes > ENORMOUS {
                    let problem = Problem::EnormousLine { bytes };
                    self.ready.push_back(Err(Trouble::new(&self.name, Some(line.number), problem)));
                }
                self.splitter.push(line)
            }
            Ok(None) => {
                self.is_end = true;
                self.splitter.finish()
            }
            // What was read of a paragraph before the system failed is not all of it.
            Err(error) => {
                self.is_end = true;
                self.stopped = Some(error);
                None
            }
        };
        let Some(rejoin) = &mut self.rejoin else {
            return piece.into_iter().for_each(|piece| self.take(piece));
        };
        let whole = piece.and_then(|piece| rejoin.push(piece));
        let last = if self.is_end { rejoin.finish() } else { None };
        whole.into_iter().chain(last).for_each(|piece| self.take(piece));
    }

    fn take(&mut self, piece: Piece) {
        self.number += 1;
        let known = piece.kind;
        let paragraph = Paragraph {
            document: self.name.clone(),
            number: self.number,
            line: Some(piece.line),
            record: None,
            kind: known.unwrap_or_default(),
            sentence: None,
            text: piece.text,
            kept: self.kept.clone(),
        };
        let is_known = known.is_some() || self.is_whole;
        self.ready.push_back(Ok(Raw::new(paragraph, is_known)));
    }
}

/// What the begin of a text says of all of it, as far as it is to be kept.
///
/// Fails when the system fails to read.
fn kept(
    decoded: &mut Decoded,
    options: &Options,
    said: impl Fn(&str) -> Said,
) -> io::Result<Vec<(String, Value)>> {
    if options.keep.is_empty() {
        return Ok(Vec::new());
    }
    Ok(said::kept(&said(decoded.peek(wrapped::SAMPLE)?), &options.keep))
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
