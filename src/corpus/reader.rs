//! From paths to the steps of reading: opens one input after the other and finds out how each is to be read.

use std::fmt;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use encoding_rs::Encoding;

use super::bytes::Bytes;
use super::decode::{Decoded, HEAD};
use super::document::Paragraph;
#[cfg(feature = "documents")]
use super::documents::{self, Content, Hints, Isolation, Member};
use super::encoding;
use super::file_kind::FileKind;
use super::format::{Guess, is_result};
use super::open::Open;
use super::options::Options;
use super::problem::Problem;
use super::step::{Content as StepContent, Raw, Step};
use super::trouble::Trouble;
use super::walk::{Found, Walk};

/// What reading all that a list of paths leads to gives, in order.
pub struct Steps {
    walk: Walk,
    input: Option<Box<dyn Read + Send>>,
    options: Arc<Options>,
    encoding: Option<&'static Encoding>,
    open: Option<Box<Open>>,
    /// Of the fields to keep, those that nothing read so far has, and of which nothing was said.
    missing: Vec<String>,
    /// Whether any paragraph was read.
    has_paragraphs: bool,
    /// The archives that are being unpacked, the innermost last.
    #[cfg(feature = "documents")]
    archives: Vec<Archive>,
    #[cfg(feature = "documents")]
    isolation: Isolation,
}

/// An archive that is being unpacked.
#[cfg(feature = "documents")]
struct Archive {
    name: String,
    members: Box<dyn Iterator<Item = Result<Member, Problem>> + Send>,
    /// What is told first.
    note: Option<Problem>,
    /// Whether nothing has come of it so far.
    is_silent: bool,
}

/// What an input turned out to be.
enum Opened {
    Document(Box<Open>),
    #[cfg(feature = "documents")]
    Archive(Archive),
}

/// An input: what it is called, and what that says of it.
#[derive(Clone, Copy)]
struct Input<'n> {
    name: &'n str,
    guess: Guess,
    /// Whether it was found in a folder.
    in_folder: bool,
}

impl Input<'_> {
    /// What is told where its name belies its content.
    fn note(&self, kind: FileKind) -> Option<Problem> {
        let ending = Path::new(self.name).extension()?.to_string_lossy().to_lowercase();
        self.guess.is_belied_by(kind).then_some(Problem::Misnamed { ending, kind })
    }
}

impl Steps {
    /// Fails where there is no encoding of the name that the options give.
    pub(super) fn new(
        paths: Vec<PathBuf>,
        input: impl Read + Send + 'static,
        options: Options,
    ) -> Result<Steps, Trouble> {
        let encoding = options.encoding.as_deref().map(encoding::named).transpose()?;
        let input: Option<Box<dyn Read + Send>> = Some(Box::new(input));
        Ok(Steps {
            walk: Walk::new(paths, options.leave_out.as_deref()).passing(options.metadata.as_deref()),
            #[cfg(feature = "documents")]
            isolation: Isolation::new(options.helper.clone()),
            input,
            missing: options.keep.clone(),
            has_paragraphs: false,
            options: Arc::new(options),
            encoding,
            open: None,
            #[cfg(feature = "documents")]
            archives: Vec::new(),
        })
    }

    /// The next input that can be read; none where there are no more.
    fn advance(&mut self) -> Option<Result<Opened, Trouble>> {
        #[cfg(feature = "documents")]
        while let Some(archive) = self.archives.last_mut() {
            if let Some(note) = archive.note.take() {
                return Some(Err(Trouble::new(&archive.name, None, note)));
            }
            let is_silent = std::mem::replace(&mut archive.is_silent, false);
            match archive.members.next() {
                Some(Ok(member)) => {
                    let name = format!("{}/{}", archive.name, member.name);
                    return Some(self.open_member(&name, member));
                }
                Some(Err(problem)) => return Some(Err(Trouble::new(&archive.name, None, problem))),
                None => {
                    let archive = self.archives.pop().filter(|_| is_silent);
                    if let Some(archive) = archive {
                        return Some(Err(Trouble::new(&archive.name, None, Problem::NoText)));
                    }
                }
            }
        }
        Some(self.walk.next()?.and_then(|found| self.open(found)))
    }

    /// What is said at the end of a field to keep that nothing had.
    fn never_kept(&mut self) -> Option<Trouble> {
        let column = self.missing.pop().filter(|_| self.has_paragraphs)?;
        let others = self.options.other_fields.iter().cloned();
        let present = SAID.map(str::to_owned).into_iter().chain(others);
        let present = if SAID.contains(&column.as_str()) { Vec::new() } else { present.collect() };
        Some(Trouble::new("--keep", None, Problem::NeverKept { column, present }))
    }

    fn paragraph(&mut self, mut raw: Raw) -> Step {
        self.has_paragraphs = true;
        if !self.missing.is_empty() {
            self.missing.retain(|field| !has_value(&raw.paragraph, field));
        }
        raw.as_is = self.options.as_is;
        Step(StepContent::Paragraph(raw))
    }

    fn trouble(&mut self, trouble: Trouble) -> Step {
        if let Problem::NothingToKeep { column, .. } = trouble.problem() {
            self.missing.retain(|field| field != column);
        }
        Step(StepContent::Trouble(trouble))
    }

    fn open(&mut self, found: Found) -> Result<Opened, Trouble> {
        let name = found.name().to_owned();
        let opened = match found {
            Found::StandardInput => match self.input.take() {
                None => Ok(Err(Problem::StandardInputTwice)),
                Some(source) => self.read(
                    Bytes::new(source),
                    Input { name: &name, guess: self.nameless(), in_folder: false },
                ),
            },
            Found::File { path, in_folder, .. } => self.open_file(&path, &name, in_folder),
        };
        settled(&name, opened)
    }

    fn open_file(&self, path: &Path, name: &str, in_folder: bool) -> io::Result<Result<Opened, Problem>> {
        let guess = self.guess(path);
        if in_folder && guess == Guess::Yaml {
            return Ok(Err(Problem::YamlInFolder));
        }
        let file = File::open(path)?;
        // What comes through a pipe has no extension to go by.
        if !file.metadata()?.is_file() {
            return self.read(Bytes::new(Box::new(file)), Input { name, guess: self.nameless(), in_folder });
        }
        #[cfg(feature = "documents")]
        let bytes = Bytes::of_file(file)?;
        #[cfg(not(feature = "documents"))]
        let bytes = Bytes::new(Box::new(file));
        self.read(bytes, Input { name, guess, in_folder })
    }

    #[cfg(feature = "documents")]
    fn open_member(&self, name: &str, member: Member) -> Result<Opened, Trouble> {
        let guess = self.guess(Path::new(&member.name));
        let opened = match member.bytes {
            Err(problem) => Ok(Err(problem)),
            Ok(_) if guess == Guess::Yaml => Ok(Err(Problem::YamlInFolder)),
            Ok(bytes) => self.read(bytes, Input { name, guess, in_folder: true }),
        };
        settled(name, opened)
    }

    fn guess(&self, path: &Path) -> Guess {
        self.options.input.map_or_else(|| Guess::by_extension(path), Guess::Given)
    }

    /// What is known of what has no name.
    fn nameless(&self) -> Guess {
        self.options.input.map_or(Guess::ByContent, Guess::Given)
    }

    /// Fails when the system fails to read.
    fn read(&self, mut bytes: Bytes, input: Input<'_>) -> io::Result<Result<Opened, Problem>> {
        bytes.fill(1)?;
        if bytes.held().is_empty() {
            return Ok(Err(Problem::Empty));
        }
        bytes.fill(HEAD)?;
        #[cfg(feature = "documents")]
        if let Some(problem) = input.guess.contradicted(bytes.held()) {
            return Ok(Err(problem));
        }
        #[cfg(feature = "documents")]
        if let Some(kind) = input.guess.document(bytes.held()) {
            return self.open_document(kind, bytes, input);
        }
        let mut decoded = match Decoded::new(bytes, self.encoding)? {
            Ok(decoded) => decoded,
            Err(kind) => return Ok(Err(input.guess.refusal(kind))),
        };
        let format = match input.guess.settle(&mut decoded, &self.options.text_field)? {
            Ok(format) => format,
            Err(problem) => return Ok(Err(problem)),
        };
        if input.in_folder && is_result(format, &mut decoded)? {
            return Ok(Err(Problem::EarlierResult));
        }
        let note = input.note(format.found());
        let open = Open::new(input.name.to_owned(), decoded, format, &self.options)?;
        Ok(open.map(|open| Opened::Document(Box::new(open.noting(note)))))
    }

    /// Fails when the system fails to read.
    #[cfg(feature = "documents")]
    fn open_document(
        &self,
        kind: FileKind,
        bytes: Bytes,
        input: Input<'_>,
    ) -> io::Result<Result<Opened, Problem>> {
        let hints = Hints { encoding: self.encoding, named: input.guess.named() };
        let (kind, content) = match documents::open(kind, bytes, hints, &self.isolation)? {
            Ok(content) => content,
            Err(problem) => return Ok(Err(problem)),
        };
        let name = input.name.to_owned();
        let note = input.note(kind);
        Ok(Ok(match content {
            Content::Document(extracted) => {
                Opened::Document(Box::new(Open::parts(name, extracted, &self.options).noting(note)))
            }
            Content::Sheets(sheets, gaps) => {
                Opened::Document(Box::new(Open::sheets(name, sheets, &gaps, &self.options).noting(note)))
            }
            Content::Members(members) => Opened::Archive(Archive { name, members, note, is_silent: true }),
            Content::Unpacked(bytes) => {
                let guess = match (input.guess, input.name.rsplit_once('.')) {
                    (Guess::Document(FileKind::Gzip | FileKind::Zstandard), Some((inner, _))) => {
                        self.guess(Path::new(inner))
                    }
                    (guess, _) => guess,
                };
                return self.read(bytes, Input { guess, ..input });
            }
        }))
    }
}

/// What documents say of themselves, as far as they do.
const SAID: [&str; 4] = ["title", "date", "source", "author"];

fn has_value(paragraph: &Paragraph, field: &str) -> bool {
    paragraph.kept.iter().any(|(known, value)| known == field && !value.is_null())
}

/// Takes an error of the system for a problem like any other.
fn settled(name: &str, opened: io::Result<Result<Opened, Problem>>) -> Result<Opened, Trouble> {
    let opened = opened.unwrap_or_else(|error| Err(Problem::of(&error)));
    opened.map_err(|problem| Trouble::new(name, None, problem))
}

impl Iterator for Steps {
    type Item = Step;

    fn next(&mut self) -> Option<Step> {
        loop {
            if let Some(mut open) = self.open.take() {
                let Some(item) = open.next() else { return Some(Step(StepContent::End(open.end()))) };
                self.open = Some(open);
                return Some(match item {
                    Ok(raw) => self.paragraph(raw),
                    Err(trouble) => self.trouble(trouble),
                });
            }
            match self.advance() {
                Some(Ok(Opened::Document(open))) => self.open = Some(open),
                #[cfg(feature = "documents")]
                Some(Ok(Opened::Archive(archive))) => self.archives.push(archive),
                Some(Err(trouble)) => return Some(Step(StepContent::Trouble(trouble))),
                None => return self.never_kept().map(|trouble| Step(StepContent::Trouble(trouble))),
            }
        }
    }
}

impl fmt::Debug for Steps {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Steps").field("walk", &self.walk).field("open", &self.open).finish_non_exhaustive()
    }
}
