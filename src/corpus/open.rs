//! An input that is being read: its paragraphs, then what there is to say of the whole of it.

use std::io;
use std::sync::Arc;

use super::decode::Decoded;
use super::document::Paragraph;
#[cfg(feature = "documents")]
use super::documents::{Extracted, Gaps, Sheet};
#[cfg(feature = "documents")]
use super::extracted::Parts;
use super::file_kind::FileKind;
use super::json::Json;
use super::options::{Format, Options};
use super::problem::Problem;
#[cfg(feature = "documents")]
use super::sheets::Sheets;
use super::step::{End, Raw};
use super::table::Table;
use super::text::Text;
use super::trouble::Trouble;

/// An input that is being read.
#[derive(Debug)]
pub(super) struct Open {
    body: Body,
    /// What is told first.
    note: Option<Problem>,
    /// The line that the last paragraph begins at, where there are lines.
    last_line: Option<usize>,
    end: End,
}

/// What an input is read as.
#[derive(Debug)]
enum Body {
    Text(Text),
    Json(Json),
    Table(Box<Table>),
    #[cfg(feature = "documents")]
    Parts(Parts),
    #[cfg(feature = "documents")]
    Sheets(Box<Sheets>),
}

impl Open {
    /// Fails when the system fails to read.
    pub(super) fn new(
        name: String,
        decoded: Decoded,
        format: Format,
        options: &Arc<Options>,
    ) -> io::Result<Result<Open, Problem>> {
        let body = match Body::new(name.clone(), decoded, format, options)? {
            Ok(body) => body,
            Err(problem) => return Ok(Err(problem)),
        };
        Ok(Ok(Open::of(name, body)))
    }

    /// A document taken apart.
    #[cfg(feature = "documents")]
    pub(super) fn parts(name: String, extracted: Extracted, options: &Options) -> Open {
        Open::of(name.clone(), Body::Parts(Parts::new(name, extracted, options)))
    }

    /// The tables of a file.
    #[cfg(feature = "documents")]
    pub(super) fn sheets(name: String, sheets: Vec<Sheet>, gaps: &Gaps, options: &Arc<Options>) -> Open {
        let sheets = Sheets::new(name.clone(), sheets, gaps, Arc::clone(options));
        Open::of(name, Body::Sheets(Box::new(sheets)))
    }

    fn of(name: String, body: Body) -> Open {
        Open { body, note: None, last_line: None, end: End { name, is_silent: true, ..End::default() } }
    }

    /// The same, with something told before its first paragraph.
    pub(super) fn noting(self, note: Option<Problem>) -> Open {
        Open { note, ..self }
    }

    /// The next paragraph or trouble; none at the end.
    pub(super) fn next(&mut self) -> Option<Result<Raw, Trouble>> {
        if let Some(note) = self.note.take() {
            return Some(Err(Trouble::new(&self.end.name, None, note)));
        }
        if self.end.stop.is_some() {
            return None;
        }
        let raw = |paragraph| Raw::new(paragraph, true);
        let known = |item: Option<Result<Paragraph, Trouble>>| item.map(|item| item.map(raw));
        let item = match &mut self.body {
            Body::Text(text) => text.next(),
            Body::Json(json) => json.next().map(known),
            Body::Table(table) => table.next().map(known),
            #[cfg(feature = "documents")]
            Body::Parts(parts) => Ok(parts.next().map(raw).map(Ok)),
            #[cfg(feature = "documents")]
            Body::Sheets(sheets) => Ok(known(sheets.next())),
        };
        let item = item.unwrap_or_else(|error| {
            let problem = Problem::of(&error);
            let is_defect = matches!(problem, Problem::Defective { .. });
            self.end.stop = Some(match self.last_line.filter(|_| is_defect) {
                Some(line) => Problem::Stopped { line, problem: Box::new(problem) },
                None => problem,
            });
            None
        });
        if let Some(Ok(raw)) = &item {
            self.last_line = raw.paragraph.line;
        }
        if let Some(item) = &item {
            self.end.is_silent = false;
            self.end.has_troubles |= item.is_err();
        }
        item
    }

    /// What there is to say of the whole.
    pub(super) fn end(self) -> End {
        let decoded = self.body.decoded();
        let rejoined = match &self.body {
            Body::Text(text) => text.rejoined(),
            _ => 0,
        };
        let doubts = match &self.body {
            #[cfg(feature = "documents")]
            Body::Parts(parts) => parts.doubts(),
            _ => decoded.and_then(Decoded::doubt).into_iter().collect(),
        };
        let nuls = decoded.map_or(0, Decoded::nuls);
        End { doubts, rejoined, nuls, ..self.end }
    }
}

impl Body {
    /// Fails when the system fails to read.
    fn new(
        name: String,
        decoded: Decoded,
        format: Format,
        options: &Arc<Options>,
    ) -> io::Result<Result<Body, Problem>> {
        let records = Arc::clone(options);
        Ok(Ok(match format {
            Format::Text => Body::Text(Text::plain(name, decoded, options)?),
            Format::Markdown => Body::Text(Text::markdown(name, decoded, options)?),
            Format::JsonLines => Body::Json(Json::new(name, decoded, records)?),
            Format::Csv | Format::Tsv => Body::Table(Box::new(Table::new(name, decoded, format, records)?)),
            // Without the feature that reads documents.
            format => return Ok(Err(Problem::NotText { kind: format.kind().unwrap_or(FileKind::Unknown) })),
        }))
    }

    /// The text that it is read from, where it is text.
    #[cfg_attr(not(feature = "documents"), allow(clippy::unnecessary_wraps))] // documents have none
    fn decoded(&self) -> Option<&Decoded> {
        match self {
            Body::Text(text) => Some(text.decoded()),
            Body::Json(json) => Some(json.decoded()),
            Body::Table(table) => Some(table.decoded()),
            #[cfg(feature = "documents")]
            Body::Parts(_) | Body::Sheets(_) => None,
        }
    }
}
