//! An input that is being read: its paragraphs, then what there is to say about the whole of it.

use std::io;
use std::sync::Arc;

use super::decode::Decoded;
use super::document::Paragraph;
#[cfg(feature = "documents")]
use super::documents::{Extracted, Sheet};
#[cfg(feature = "documents")]
use super::extracted::Parts;
use super::json::JsonLines;
use super::options::{Format, Options};
#[cfg(feature = "documents")]
use super::sheets::Sheets;
use super::table::Table;
use super::text::Text;
use super::trouble::{FileKind, Problem, Trouble};

/// An input that is being read.
#[derive(Debug)]
pub(super) struct Open {
    name: String,
    body: Body,
    /// Whether nothing has come of it so far.
    is_silent: bool,
    /// Whether a paragraph has come of it that is no furniture.
    has_text: bool,
    rejoined: usize,
    nuls: usize,
    /// What is told first.
    note: Option<Problem>,
}

/// What an input is read as.
#[derive(Debug)]
enum Body {
    Text(Text),
    Json(JsonLines),
    Table(Box<Table>),
    #[cfg(feature = "documents")]
    Parts(Parts),
    #[cfg(feature = "documents")]
    Sheets(Box<Sheets>),
    /// There is nothing more; notes may remain.
    Ended(Option<Problem>),
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
    pub(super) fn sheets(name: String, sheets: Vec<Sheet>, options: &Arc<Options>) -> Open {
        let sheets = Sheets::new(name.clone(), sheets, Arc::clone(options));
        Open::of(name, Body::Sheets(Box::new(sheets)))
    }

    fn of(name: String, body: Body) -> Open {
        Open { name, body, is_silent: true, has_text: false, rejoined: 0, nuls: 0, note: None }
    }

    /// The same, with something told before its first paragraph.
    pub(super) fn noting(self, note: Option<Problem>) -> Open {
        Open { note, ..self }
    }

    /// The next paragraph or trouble, with notes on the whole input after its last paragraph.
    pub(super) fn next(&mut self) -> Option<Result<Paragraph, Trouble>> {
        if let Some(note) = self.note.take() {
            return Some(Err(Trouble::new(&self.name, None, note)));
        }
        let item = match &mut self.body {
            Body::Text(text) => text.next(),
            Body::Json(lines) => lines.next(),
            Body::Table(table) => table.next(),
            #[cfg(feature = "documents")]
            Body::Parts(parts) => Ok(parts.next().map(Ok)),
            #[cfg(feature = "documents")]
            Body::Sheets(sheets) => Ok(sheets.next()),
            Body::Ended(note) => {
                return note.take().map(|note| Err(Trouble::new(&self.name, None, note)));
            }
        };
        match item {
            Ok(Some(item)) => {
                self.is_silent = false;
                self.has_text |= item.as_ref().map_or(true, |paragraph| !paragraph.kind.is_furniture());
                Some(item)
            }
            Ok(None) => self.end(None),
            Err(error) => self.end(Some(Problem::of(&error))),
        }
    }

    /// What it is called.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// How many words that the end of a line had cut were put together.
    pub(super) fn rejoined(&self) -> usize {
        self.rejoined
    }

    /// How often NULs stood in it.
    pub(super) fn nuls(&self) -> usize {
        self.nuls
    }

    /// Says first what stopped the reading, then what is doubtful about what was read.
    fn end(&mut self, stop: Option<Problem>) -> Option<Result<Paragraph, Trouble>> {
        let doubt = self.body.doubt();
        if let Body::Text(text) = &self.body {
            self.rejoined = text.rejoined();
        }
        self.nuls = self.body.decoded().map_or(0, Decoded::nuls);
        let silence = match (self.is_silent, self.has_text) {
            _ if stop.is_some() => None,
            (true, _) => Some(Problem::NoText),
            (false, is_text) => (!is_text).then_some(Problem::OnlyFurniture),
        };
        let mut notes = [stop, silence, doubt].into_iter().flatten();
        let first = notes.next();
        self.body = Body::Ended(notes.next());
        first.map(|problem| Err(Trouble::new(&self.name, None, problem)))
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
            Format::Markdown => Body::Text(Text::markdown(name, decoded, options.split)),
            Format::JsonLines => Body::Json(JsonLines::new(name, decoded, records)),
            Format::Csv | Format::Tsv => Body::Table(Box::new(Table::new(name, decoded, format, records)?)),
            // Without the feature that reads documents.
            format => return Ok(Err(Problem::NotText { kind: format.kind().unwrap_or(FileKind::Unknown) })),
        }))
    }

    fn doubt(&self) -> Option<Problem> {
        self.decoded().and_then(Decoded::doubt)
    }

    /// The text that it is read from, where it is text.
    fn decoded(&self) -> Option<&Decoded> {
        match self {
            Body::Text(text) => Some(text.decoded()),
            Body::Json(lines) => Some(lines.decoded()),
            Body::Table(table) => Some(table.decoded()),
            #[cfg(feature = "documents")]
            Body::Parts(_) | Body::Sheets(_) => None,
            Body::Ended(_) => None,
        }
    }
}
