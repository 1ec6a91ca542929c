//! Documents that are more than text: from the bytes of a file to its paragraphs, in order, each with what it
//! is. Each format has a file here, and each outside crate one door.

mod archive_links;
mod archive_tar;
mod archive_zip;
mod compressed;
mod document_names;
mod docx;
mod epub;
mod flow;
mod helper;
mod html;
mod isolated;
mod limits;
mod look;
mod member_name;
mod odt;
mod old_office;
mod parquet;
mod pdf;
mod source;
mod spreadsheet;
mod web_archive;
mod wire;
mod xml;
mod zip;
mod zip_names;

use std::fmt;
use std::io;

use encoding_rs::Encoding;
use serde_json::Value;

use super::bytes::Bytes;
use super::file_kind::FileKind;
use super::gap::Missing;
use super::kind::Kind;
use super::problem::{Defect, Problem};
use super::said::{self, Said};
use isolated::Request;
use source::Source;

pub use helper::help;
pub use isolated::Helper;
pub(super) use isolated::Isolation;
pub(super) use limits::Within;

/// More bytes than so many are in no file that a person wrote.
const MOST_BYTES: usize = 96 << 20;

/// What is in a file that is no plain text.
pub(super) enum Content {
    /// One document.
    Document(Extracted),
    /// Tables of records, one after the other, and what is missing.
    Sheets(Vec<Sheet>, Gaps),
    /// Files, each to be read like one found in a folder, or what is wrong with the archive itself.
    Members(Box<dyn Iterator<Item = Result<Member, Problem>> + Send>),
    /// Another file, which was compressed.
    Unpacked(Bytes),
}

/// What of a document is missing.
pub(super) type Gaps = Vec<Missing>;

/// What a document holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Extracted {
    /// What the document says of itself: `title`, `date`, `source`, `author`; those that it has, in this order.
    pub(super) metadata: Vec<(&'static str, String)>,
    /// Its paragraphs, in reading order.
    pub(super) parts: Vec<Part>,
    /// What of it could not be had.
    pub(super) gaps: Gaps,
}

/// A paragraph of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) kind: Kind,
    /// One paragraph without line ends; the cells of a table row stand apart by tabs.
    pub(super) text: String,
}

/// A table under a row of names: each row is a record, as in CSV.
pub(super) struct Sheet {
    /// What it is called, where the file has several.
    pub(super) name: Option<String>,
    /// The names of its columns.
    pub(super) header: Vec<String>,
    /// The rows below that are not empty.
    pub(super) rows: Box<dyn Iterator<Item = Result<Row, Problem>> + Send>,
}

/// A row of a table.
#[derive(Debug)]
pub(super) struct Row {
    /// As the program that made the table shows it, from 1, the row of names counted too.
    pub(super) number: usize,
    /// Its cells, as many as there are columns; null where one is empty.
    pub(super) cells: Vec<Value>,
}

/// A file in an archive.
pub(super) struct Member {
    /// Its path in the archive, with `/` between the parts.
    pub(super) name: String,
    /// Its bytes, or why they cannot be had.
    pub(super) bytes: Result<Bytes, Problem>,
}

/// What is known of a file beyond its bytes.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Hints {
    /// The encoding that the user named.
    pub(super) encoding: Option<&'static Encoding>,
    /// The kind of document that its name says it is.
    pub(super) named: Option<FileKind>,
}

/// What is in a file that looks like this kind, and what it turns out to be. A kind that is not read is refused by
/// name.
///
/// Fails when the system fails to read.
pub(super) fn open(
    kind: FileKind,
    bytes: Bytes,
    hints: Hints,
    isolation: &Isolation,
) -> io::Result<Result<(FileKind, Content), Problem>> {
    let content = match kind {
        FileKind::Gzip | FileKind::Zstandard => compressed::unpacked(kind, bytes)?.map(Content::Unpacked),
        FileKind::Tar => bytes
            .origin()
            .1
            .deeper(kind)
            .map(|within| Content::Members(Box::new(archive_tar::Members::new(bytes, within)))),
        FileKind::Zip | FileKind::Word | FileKind::OpenText | FileKind::Spreadsheet | FileKind::Epub => {
            return open_zip(kind, bytes, hints, isolation);
        }
        FileKind::Pdf | FileKind::Html | FileKind::WebArchive | FileKind::Parquet => {
            whole(kind, bytes)?.and_then(|bytes| isolation.read(Request { kind, hints }, bytes))
        }
        FileKind::OldOffice => return open_old_office(bytes, hints, isolation),
        kind => Err(Problem::NotText { kind }),
    };
    Ok(content.map(|content| (kind, content)))
}

/// What is in a file in the container of older Offices: a workbook, or any document of today under a password.
fn open_old_office(
    bytes: Bytes,
    hints: Hints,
    isolation: &Isolation,
) -> io::Result<Result<(FileKind, Content), Problem>> {
    let bytes = match whole(FileKind::OldOffice, bytes)? {
        Ok(bytes) => bytes,
        Err(problem) => return Ok(Err(problem)),
    };
    let kind = FileKind::Spreadsheet;
    Ok(match old_office::content(&bytes) {
        old_office::Content::Locked => {
            let kind = hints.named.unwrap_or(FileKind::OldOffice);
            Err(Problem::Defective { kind, defect: Defect::Encrypted })
        }
        old_office::Content::Workbook => {
            isolation.read(Request { kind, hints }, bytes).map(|content| (kind, content))
        }
        old_office::Content::Other => Err(Problem::NotText { kind: FileKind::OldOffice }),
    })
}

/// What is in a ZIP file: what that is, is said by its list of members, which stands at its end.
fn open_zip(
    kind: FileKind,
    bytes: Bytes,
    hints: Hints,
    isolation: &Isolation,
) -> io::Result<Result<(FileKind, Content), Problem>> {
    let within = bytes.origin().1.deeper(kind);
    let source = match Source::of(kind, bytes)? {
        Ok(source) => source,
        Err(problem) => return Ok(Err(problem)),
    };
    let mut directory = match zip::Directory::open(source.clone()) {
        Ok(directory) => directory,
        Err(defect) => return Ok(Err(Problem::Defective { kind, defect })),
    };
    let kind = zip_names::kind(&mut directory, hints.named);
    if kind == FileKind::Zip {
        return Ok(within.map(|within| {
            (kind, Content::Members(Box::new(archive_zip::Members::new(directory, source, within))))
        }));
    }
    if !kind.is_read() {
        return Ok(Err(Problem::NotText { kind }));
    }
    drop(directory);
    let bytes = Bytes::new(Box::new(source));
    let content = whole(kind, bytes)?.and_then(|bytes| isolation.read(Request { kind, hints }, bytes));
    Ok(content.map(|content| (kind, content)))
}

/// What is in the bytes of a file of this kind. One line a format.
#[allow(unused_variables)]
fn extract(kind: FileKind, bytes: &[u8], hints: Hints) -> Result<Content, Problem> {
    let defective = |defect| Problem::Defective { kind, defect };
    let document = match kind {
        FileKind::Html => Ok(html::extract(bytes, hints.encoding)),
        FileKind::WebArchive => web_archive::extract(bytes),
        FileKind::Word => docx::extract(bytes),
        FileKind::Pdf => pdf::extract(bytes),
        FileKind::Spreadsheet => {
            let is_old = bytes.starts_with(old_office::SIGNATURE);
            let whole = if is_old { Ok(()) } else { archive_zip::verify(bytes) };
            let sheets = whole.and_then(|()| spreadsheet::sheets(bytes));
            return sheets.map(|(sheets, gaps)| Content::Sheets(sheets, gaps)).map_err(defective);
        }
        FileKind::Parquet => {
            let sheet = parquet::sheet(bytes.to_vec()).map_err(defective)?;
            return Ok(Content::Sheets(vec![sheet], Gaps::new()));
        }
        FileKind::OpenText => odt::extract(bytes),
        FileKind::Epub => epub::extract(bytes),
        kind => return Err(Problem::NotText { kind }),
    };
    let is_dated_by_itself =
        matches!(kind, FileKind::Word | FileKind::OpenText | FileKind::Pdf | FileKind::Epub);
    let document = document.map(|document| if is_dated_by_itself { by_text(document) } else { document });
    document.map(Content::Document).map_err(defective)
}

/// A document of an office or a book, with what its text says of it: its file was made on another day as a rule, or
/// copied, so that the date of the file counts where the text has none. Where the file has no title, the text begins with
/// it.
fn by_text(document: Extracted) -> Extracted {
    let Extracted { mut metadata, parts, gaps } = document;
    if !metadata.iter().any(|(name, _)| *name == "title") {
        let title = look::title(&parts, |at| parts[at].kind == Kind::Heading);
        metadata.extend(title.map(|title| ("title", title)));
    }
    let said = said::by_lines(parts.iter().map(|part| part.text.as_str()));
    let (dates, others): (Said, Said) = said.into_iter().partition(|(name, _)| *name == "date");
    let metadata = said::joined(said::joined(dates, metadata), others);
    Extracted { metadata, parts, gaps }
}

/// What it is that a document suffers from.
fn defect_of(problem: &Problem) -> Defect {
    match problem {
        Problem::Defective { defect, .. } => *defect,
        _ => Defect::Unsupported,
    }
}

/// All of a file, unless it is too large.
fn whole(kind: FileKind, mut bytes: Bytes) -> io::Result<Result<Vec<u8>, Problem>> {
    bytes.fill(MOST_BYTES + 1)?;
    if bytes.held().len() > MOST_BYTES {
        let defect = Defect::TooLarge { mebibytes: MOST_BYTES >> 20 };
        return Ok(Err(Problem::Defective { kind, defect }));
    }
    Ok(Ok(bytes.take_held()))
}

impl fmt::Debug for Sheet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sheet")
            .field("name", &self.name)
            .field("header", &self.header)
            .finish_non_exhaustive()
    }
}
