//! From paths to paragraphs: opens one input after the other and finds out how each is to be read.

use std::fmt;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use encoding_rs::Encoding;

use super::bytes::Bytes;
use super::decode::Decoded;
use super::document::Paragraph;
use super::encoding;
use super::format::Guess;
use super::json::JsonLines;
use super::options::{Format, Options};
use super::table::Table;
use super::text::Text;
use super::trouble::{Problem, Trouble};
use super::walk::{Found, Walk};

/// The paragraphs of all that a list of paths leads to, and what went wrong on the way, in order.
///
/// An error concerns one input, one line of it or one row; reading goes on after it. Its severity
/// tells a failure from a mere note.
pub struct Corpus {
    walk: Walk,
    input: Option<Box<dyn Read + Send>>,
    options: Arc<Options>,
    encoding: Option<&'static Encoding>,
    open: Option<Open>,
}

impl Corpus {
    /// Takes files, folders and `-`, which stands for `input`. Nothing is opened yet.
    ///
    /// Standard input, and a pipe given as a path, is read as `Options::input` says; without it as
    /// JSON lines if its first line that is not blank is a JSON object, else as plain text.
    ///
    /// # Errors
    ///
    /// When there is no encoding of the name that the options give.
    pub fn new(
        paths: Vec<PathBuf>,
        input: impl Read + Send + 'static,
        options: Options,
    ) -> Result<Corpus, Trouble> {
        let encoding = options.encoding.as_deref().map(encoding::named).transpose()?;
        let input: Option<Box<dyn Read + Send>> = Some(Box::new(input));
        Ok(Corpus {
            walk: Walk::new(paths, options.leave_out.as_deref()),
            input,
            options: Arc::new(options),
            encoding,
            open: None,
        })
    }

    fn open(&mut self, found: Found) -> Result<Open, Trouble> {
        let name = found.name().to_owned();
        let opened = match found {
            Found::StandardInput => match self.input.take() {
                None => Ok(Err(Problem::StandardInputTwice)),
                Some(input) => self.read(&name, input, Guess::ByContent),
            },
            Found::File { path, in_folder, .. } => self.open_file(&path, &name, in_folder),
        };
        let body = opened.unwrap_or_else(|error| Err(Problem::of(&error)));
        let body = body.map_err(|problem| Trouble::new(&name, None, problem))?;
        Ok(Open { name, body, is_silent: true })
    }

    fn open_file(&self, path: &Path, name: &str, in_folder: bool) -> io::Result<Result<Body, Problem>> {
        let guess = match self.options.input {
            Some(format) => Guess::Is(format),
            None => Guess::by_extension(path),
        };
        if in_folder && guess == Guess::Yaml {
            return Ok(Err(Problem::YamlInFolder));
        }
        let file = File::open(path)?;
        // What comes through a pipe has no extension to go by.
        let guess = if file.metadata()?.is_file() { guess } else { Guess::ByContent };
        self.read(name, Box::new(file), guess)
    }

    /// Fails when the system fails to read.
    fn read(
        &self,
        name: &str,
        source: Box<dyn Read + Send>,
        guess: Guess,
    ) -> io::Result<Result<Body, Problem>> {
        let mut bytes = Bytes::new(source);
        bytes.fill(1)?;
        if bytes.held().is_empty() {
            return Ok(Err(Problem::Empty));
        }
        let mut decoded = match Decoded::new(bytes, self.encoding)? {
            Ok(decoded) => decoded,
            Err(kind) => return Ok(Err(Problem::NotText { kind })),
        };
        match self.options.input.map_or_else(|| guess.settle(&mut decoded), |format| Ok(Ok(format)))? {
            Ok(format) => Ok(Ok(Body::new(name.to_owned(), decoded, format, &self.options)?)),
            Err(problem) => Ok(Err(problem)),
        }
    }
}

impl Iterator for Corpus {
    type Item = Result<Paragraph, Trouble>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(open) = &mut self.open {
                if let Some(item) = open.next() {
                    return Some(item);
                }
                self.open = None;
            }
            match self.walk.next()?.and_then(|found| self.open(found)) {
                Ok(open) => self.open = Some(open),
                Err(trouble) => return Some(Err(trouble)),
            }
        }
    }
}

impl fmt::Debug for Corpus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Corpus").field("walk", &self.walk).field("open", &self.open).finish_non_exhaustive()
    }
}

/// An input that is being read.
#[derive(Debug)]
pub(super) struct Open {
    name: String,
    body: Body,
    /// Whether nothing has come of it so far.
    is_silent: bool,
}

/// What an input is read as.
#[derive(Debug)]
enum Body {
    Text(Text),
    Json(JsonLines),
    Table(Box<Table>),
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
    ) -> io::Result<Open> {
        let body = Body::new(name.clone(), decoded, format, options)?;
        Ok(Open { name, body, is_silent: true })
    }

    /// The next paragraph or trouble, with notes on the whole input after its last paragraph.
    pub(super) fn next(&mut self) -> Option<Result<Paragraph, Trouble>> {
        let item = match &mut self.body {
            Body::Text(text) => text.next(),
            Body::Json(lines) => lines.next(),
            Body::Table(table) => table.next(),
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

    /// Says first what stopped the reading, then what is doubtful about what was read.
    fn end(&mut self, stop: Option<Problem>) -> Option<Result<Paragraph, Trouble>> {
        let doubt = self.body.doubt();
        let silence = (self.is_silent && stop.is_none()).then_some(Problem::NoText);
        let mut notes = [stop, silence, doubt].into_iter().flatten();
        let first = notes.next();
        self.body = Body::Ended(notes.next());
        first.map(|problem| Err(Trouble::new(&self.name, None, problem)))
    }
}

impl Body {
    /// Fails when the system fails to read.
    fn new(name: String, decoded: Decoded, format: Format, options: &Arc<Options>) -> io::Result<Body> {
        let records = Arc::clone(options);
        Ok(match format {
            Format::Text => Body::Text(Text::plain(name, decoded, options.split)?),
            Format::Markdown => Body::Text(Text::markdown(name, decoded, options.split)),
            Format::JsonLines => Body::Json(JsonLines::new(name, decoded, records)),
            Format::Csv | Format::Tsv => Body::Table(Box::new(Table::new(name, decoded, format, records)?)),
        })
    }

    fn doubt(&self) -> Option<Problem> {
        match self {
            Body::Text(text) => text.decoded().doubt(),
            Body::Json(lines) => lines.decoded().doubt(),
            Body::Table(table) => table.decoded().doubt(),
            Body::Ended(_) => None,
        }
    }
}
