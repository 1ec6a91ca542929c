//! Floor 4: tags and analyses as bytes. What a paragraph and its tags look like in each format, and the table after the
//! last paragraph. Opens no file, knows no window: where bytes go and how wide they may be is told.
//!
//! Each paragraph is rendered by itself into a buffer of the caller's, so that threads can render and one
//! place can keep the order:
//!
//! ```
//! use cuoshi::{RuleSet, Tagger, corpus::{Kind, Paragraph}, report::{Format, JsonLines}};
//!
//! let tagger = Tagger::new(RuleSet::from_yaml("mine.yml", "
//! version: 1
//! categories:
//!   - id: fiscal.subsidies
//!     any: [补贴]
//! ")?);
//! let paragraph = Paragraph {
//!     document: "notice.txt".into(), number: 1, line: Some(1), record: None, kind: Kind::Body, sentence: None,
//!     text: "发放补贴。".into(), kept: vec![],
//! };
//! let format = Format::JsonLines(JsonLines::new(tagger.rules()));
//! let mut out = Vec::new();
//! format.head(&mut out);
//! format.paragraph(&paragraph, &tagger.tag(&paragraph.text), &mut out);
//! assert!(out.starts_with(br#"{"document":"notice.txt","paragraph":1,"line":1,"kind":"body","#));
//! # Ok::<(), cuoshi::Diagnostics>(())
//! ```

mod agreement;
pub mod codebook;
mod coding_tools;
mod csv;
mod evaluation;
mod excerpt;
pub mod explain;
mod figures;
mod json_lines;
mod labels;
mod passage;
mod style;
mod summary;
mod table;
mod terminal;
pub mod trials;
mod width;
mod wrap;

use crate::corpus::{Kind, Paragraph};
use crate::engine::{Match, Tag};
use crate::language::Message;
use crate::ruleset::{Category, RuleSet};

pub use agreement::AgreementReport;
pub use coding_tools::{Doccano, LabelStudio, label_studio_interface};
pub use csv::Csv;
pub use evaluation::{By, EvaluationReport, Show};
pub use json_lines::JsonLines;
pub use style::Style;
pub use summary::Summary;
pub use terminal::Terminal;

/// The form in which results are written. One value serves any number of threads.
///
/// Which paragraphs are written is the caller's choice: one without tags is written like any other.
#[derive(Clone, Debug)]
pub enum Format {
    /// Made for reading in a terminal window.
    Text(Terminal),
    /// One JSON object a line, one line a paragraph.
    JsonLines(JsonLines),
    /// One row a piece of evidence.
    Csv(Csv),
    /// One JSON object a line, to be coded in doccano.
    Doccano(Doccano),
    /// One JSON list, to be coded in Label Studio.
    LabelStudio(LabelStudio),
}

impl Format {
    /// What comes before the first paragraph, be there one or not.
    pub fn head(&self, out: &mut Vec<u8>) {
        match self {
            Format::Csv(csv) => csv.head(out),
            Format::LabelStudio(_) => out.push(b'['),
            Format::Text(_) | Format::JsonLines(_) | Format::Doccano(_) => {}
        }
    }

    /// One paragraph with its tags.
    pub fn paragraph(&self, paragraph: &Paragraph, tags: &[Tag], out: &mut Vec<u8>) {
        match self {
            Format::Text(terminal) => terminal.paragraph(paragraph, tags, out),
            Format::JsonLines(json_lines) => json_lines.paragraph(paragraph, tags, out),
            Format::Csv(csv) => csv.rows(paragraph, tags).for_each(|row| out.extend_from_slice(&row)),
            Format::Doccano(doccano) => doccano.paragraph(paragraph, tags, out),
            Format::LabelStudio(label_studio) => label_studio.paragraph(paragraph, tags, out),
        }
    }

    /// The same, piece by piece: none is much longer than the paragraph, however many pieces there are.
    pub fn pieces<'a>(
        &'a self,
        paragraph: &'a Paragraph,
        tags: &'a [Tag<'a>],
    ) -> Box<dyn Iterator<Item = Vec<u8>> + 'a> {
        if let Format::Csv(csv) = self {
            return Box::new(csv.rows(paragraph, tags));
        }
        let mut whole = Vec::new();
        self.paragraph(paragraph, tags, &mut whole);
        Box::new(std::iter::once(whole))
    }

    /// About how many bytes a paragraph with its tags takes: a row a piece of evidence, each with the whole text, may be
    /// far more than there is memory for.
    pub fn size(&self, paragraph: &Paragraph, tags: &[Tag]) -> usize {
        match self {
            Format::Csv(_) => Csv::size(paragraph, tags),
            _ => paragraph.text.len(),
        }
    }

    /// What is rendered before each paragraph and must not stand before the first of all.
    pub fn separator(&self) -> &'static [u8] {
        match self {
            Format::LabelStudio(_) => LabelStudio::SEPARATOR,
            _ => b"",
        }
    }

    /// Whether it is meant for people who code, and so for paragraphs without a tag too.
    pub fn is_for_coding(&self) -> bool {
        matches!(self, Format::Doccano(_) | Format::LabelStudio(_))
    }

    /// What comes after the last paragraph: for readers the table of what was found among the categories
    /// that were looked for, for programs nothing.
    pub fn tail(&self, summary: &Summary, rules: &RuleSet, looked_for: &[&Category], out: &mut Vec<u8>) {
        match self {
            Format::Text(terminal) => terminal.tail(summary, rules, looked_for, out),
            Format::LabelStudio(_) => out.extend_from_slice(b"]\n"),
            Format::JsonLines(_) | Format::Csv(_) | Format::Doccano(_) => {}
        }
    }
}

/// The words of a piece of evidence, as they stand in the paragraph.
fn words<'p>(paragraph: &'p Paragraph, evidence: &Match) -> &'p str {
    paragraph.text.get(evidence.bytes.clone()).unwrap_or_default()
}

/// What a kind of paragraphs is called.
fn kind(kind: Kind) -> Message {
    Message::new(match kind {
        Kind::Body => "report.body",
        Kind::Heading => "report.heading",
        Kind::ListItem => "report.list_item",
        Kind::TableRow => "report.table_row",
        Kind::Caption => "report.caption",
        Kind::Footnote => "report.footnote",
        Kind::Furniture => "report.furniture",
    })
}

/// A number with its digits in groups of three.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut grouped = String::with_capacity(digits.len() * 4 / 3);
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// A message about a number of things.
fn counted(key: &'static str, count: usize) -> Message {
    Message::new(key).with("count", grouped(count))
}
