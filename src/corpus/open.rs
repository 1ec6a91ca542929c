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
    rejoined: usize,
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
        Ok(Ok(Open { name, body, is_silent: true, rejoined: 0 }))
    }

    /// A document taken apart.
    #[cfg(feature = "documents")]
    pub(super) fn parts(name: String, extracted: Extracted, options: &Options) -> Open {
        let body = Body::Parts(Parts::new(name.clone(), extracted, options));
        Open { name, body, is_silent: true, rejoined: 0 }
    }

    /// The tables of a file.
    #[cfg(feature = "documents")]
    pub(super) fn sheets(name: String, sheets: Vec<Sheet>, options: &Arc<Options>) -> Open {
        let body = Body::Sheets(Box::new(Sheets::new(name.clone(), sheets, Arc::clone(options))));
        Open { name, body, is_silent: true, rejoined: 0 }
    }

    /// The next paragraph or trouble, with notes on the whole input after its last paragraph.
    pub(super) fn next(&mut self) -> Option<Result<Paragraph, Trouble>> {
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

    /// Says first what stopped the reading, then what is doubtful about what was read.
    fn end(&mut self, stop: Option<Problem>) -> Option<Result<Paragraph, Trouble>> {
        let doubt = self.body.doubt();
        if let Body::Text(text) = &self.body {
            self.rejoined = text.rejoined();
        }
        let silence = (self.is_silent && stop.is_none()).then_some(Problem::NoText);
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
        match self {
            Body::Text(text) => text.decoded().doubt(),
            Body::Json(lines) => lines.decoded().doubt(),
            Body::Table(table) => table.decoded().doubt(),
            #[cfg(feature = "documents")]
            Body::Parts(_) | Body::Sheets(_) => None,
            Body::Ended(_) => None,
        }
    }
}
