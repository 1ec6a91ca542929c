//! What can be wrong with an input, or doubtful about it: each problem with what there is to say about it.

use std::fmt;
use std::io;

use crate::language::{Language, Message};

use super::damage::Found;
use super::file_kind::FileKind;
use super::gap::Gap;
use super::json::JsonType;

/// What is wrong with an input, with what there is to say about it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Problem {
    /// There is nothing at this path.
    Missing,
    /// The path may not be read.
    Forbidden,
    /// The system failed to read it.
    Unreadable {
        /// Why.
        reason: Message,
    },
    /// Standard input is named more than once.
    StandardInputTwice,
    /// No encoding has this name.
    UnknownEncoding {
        /// The name.
        label: String,
        /// The name that may have been meant.
        near: Option<String>,
    },
    /// It is no text that can be tagged.
    NotText {
        /// What it looks like.
        kind: FileKind,
    },
    /// It is a document of a format that is read, but this one cannot be.
    Defective {
        /// What it looks like.
        kind: FileKind,
        /// Why it cannot be read.
        defect: Defect,
    },
    /// A file named `.json` that holds neither a list of objects nor one object a line.
    NoJsonObjects,
    /// A JSON list does not end.
    CutOffList,
    /// A file named `.yml` or `.yaml` was found in a folder and left out.
    YamlInFolder,
    /// Some bytes mean nothing in the encoding and became U+FFFD.
    Undecodable {
        /// How many such places there are.
        count: u64,
        /// The name of the encoding.
        encoding: &'static str,
    },
    /// Scraping or conversion damaged the text; some of that is mended.
    Damaged {
        /// What was found, each kind of damage once mended and once not.
        found: Vec<Found>,
    },
    /// The file has no byte.
    Empty,
    /// The file has bytes, but no paragraph came of it.
    NoText,
    /// All paragraphs that came of the file are furniture, which is not tagged unless asked for.
    OnlyFurniture,
    /// The extension of its name says one thing, its content another, and that counts.
    Misnamed {
        /// The extension.
        ending: String,
        /// What it is by its content.
        kind: FileKind,
    },
    /// A table lacks the column of texts, which others of the file have; it is left out.
    SheetWithoutText {
        /// The column.
        column: String,
    },
    /// Something of it is missing from what was read.
    Gap {
        /// What.
        gap: Gap,
        /// How many.
        count: usize,
        /// Where: pages, cells; nothing where that is not known.
        places: Vec<String>,
    },
    /// What there is of it up to a line was read and given out, and then something was wrong.
    Stopped {
        /// The line.
        line: usize,
        /// What was wrong.
        problem: Box<Problem>,
    },
    /// It is not of the format that the user named.
    NotAsGiven {
        /// What it would have to be.
        given: FileKind,
        /// What it is.
        kind: FileKind,
    },
    /// A column that matters stands more than once in the header row, and the first counts.
    RepeatedTextColumn {
        /// The column.
        column: String,
    },
    /// A link in an archive.
    ArchivedLink {
        /// Where it leads.
        target: String,
        /// Whether that is a member of the archive, which is read by its own name.
        is_read: bool,
    },
    /// Members of an archive have names that others behind them have too, and cannot be had.
    RepeatedMembers {
        /// How many.
        count: usize,
    },
    /// Nothing that was read has a field that should travel along.
    NeverKept {
        /// The field.
        column: String,
        /// What could be kept; nothing where it is a field that documents mostly have.
        present: Vec<String>,
    },
    /// The folder has no file that is not hidden.
    EmptyFolder,
    /// A link in a folder leads back to a folder it lies in.
    LinkLoop {
        /// That folder.
        ancestor: String,
    },
    /// A line is so long that it is hardly meant to be one.
    EnormousLine {
        /// Its length in bytes of UTF-8.
        bytes: usize,
    },
    /// A line of JSON lines is not JSON.
    NotJson {
        /// Why.
        reason: Message,
        /// The character at which it stopped, from 1.
        column: usize,
    },
    /// A file that is one JSON list is not JSON throughout.
    NotAList {
        /// Why.
        reason: Message,
        /// The character of the line at which it stopped, from 1.
        column: usize,
    },
    /// A line of JSON lines, or an item of a list, is JSON, but no object.
    NotAnObject {
        /// What it is.
        found: JsonType,
    },
    /// A record lacks the field that should hold its text.
    NoField {
        /// The field.
        field: String,
        /// The fields that are there.
        present: Vec<String>,
    },
    /// No record up to this place has the field, neither the first nor these.
    NoFieldEither {
        /// The field.
        field: String,
        /// How many more records lack it.
        count: usize,
        /// Where the last of them is.
        last: String,
    },
    /// The field that should hold the text holds something else.
    FieldNotText {
        /// The field.
        field: String,
        /// What it holds.
        found: JsonType,
        /// The fields that are there.
        present: Vec<String>,
    },
    /// The field that should hold the id of a record holds something else, and its line stands for it.
    IdNotText {
        /// The field.
        field: String,
        /// What it holds.
        found: JsonType,
    },
    /// No record has the field that was named to hold its id.
    NoId {
        /// The field.
        field: String,
        /// The fields that are there.
        present: Vec<String>,
    },
    /// Records have ids that records before them have, in this input or in another.
    RepeatedIds {
        /// How many of this input.
        count: usize,
        /// The id of the first of them.
        first: String,
    },
    /// The header row lacks the column that should hold the text.
    NoColumn {
        /// The column.
        column: String,
        /// The columns that are there.
        present: Vec<String>,
    },
    /// The header row lacks a column that should travel along; it is null throughout.
    NothingToKeep {
        /// The column.
        column: String,
        /// The columns that are there.
        present: Vec<String>,
    },
    /// A column that matters stands twice in the header row.
    RepeatedColumn {
        /// The column.
        column: String,
    },
    /// The header row of coded paragraphs has no column with their categories.
    NoTagsColumn {
        /// The column that was looked for.
        column: String,
        /// The columns that are there.
        present: Vec<String>,
    },
    /// What should hold coded paragraphs is neither records nor a table of them.
    NotCoded {
        /// The field that should hold the text.
        text_field: String,
    },
    /// No value of a field or control of coded paragraphs is a category, while others have some.
    NoCategories {
        /// The field or control.
        control: String,
        /// In how many paragraphs it has a value.
        paragraphs: usize,
    },
    /// Parts of paragraphs are coded with categories that the paragraphs as a whole are not.
    PartsPassedOver {
        /// The first of them.
        first: String,
        /// The fields or controls that code parts.
        controls: Vec<String>,
        /// How many.
        paragraphs: usize,
    },
    /// Paragraphs without a category have something that is not read.
    OnlyRemarks {
        /// Of which types.
        kinds: Vec<String>,
        /// How many.
        paragraphs: usize,
    },
    /// A file in a folder holds what was written by an earlier run.
    EarlierResult,
    /// The file that the result goes to lies in the folder that is read.
    OwnResult,
    /// Documents have no row in the file that says more of them.
    NoRow {
        /// The documents.
        documents: Vec<String>,
        /// The column that names them.
        column: String,
    },
    /// Rows of the file that says more of documents are of none that was read.
    NoDocument {
        /// What the rows call them.
        names: Vec<String>,
    },
    /// A document has a second row in the file that says more of documents.
    RepeatedRow {
        /// What the rows call it.
        name: String,
        /// The line of the first row.
        first: usize,
    },
    /// The file that says more of documents has no column that names them.
    NoNameColumn {
        /// The column that was looked for.
        column: String,
        /// The columns that are there.
        present: Vec<String>,
    },
    /// A quotation mark opened in a row is never closed.
    OpenQuote,
    /// A row has not as many fields as the header row.
    WrongLength {
        /// The number of fields of the header row.
        expected: usize,
        /// The number of fields of the row.
        found: usize,
    },
}

impl Problem {
    /// The problem that an error carries.
    pub(super) fn told(error: &(dyn std::error::Error + 'static)) -> Option<Self> {
        error.downcast_ref().map(|Told(problem)| problem.clone())
    }

    /// The problem that an error of the system amounts to.
    pub(super) fn of(error: &io::Error) -> Self {
        if let Some(problem) = error.get_ref().and_then(|inner| Problem::told(inner)) {
            return problem;
        }
        match error.kind() {
            io::ErrorKind::NotFound => Problem::Missing,
            io::ErrorKind::PermissionDenied => Problem::Forbidden,
            _ => Problem::Unreadable { reason: error.into() },
        }
    }
}

/// A problem that a reader meets amid its bytes, and that its caller is told as an error of the system.
#[derive(Debug)]
struct Told(Problem);

impl fmt::Display for Told {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.message().text(Language::English))
    }
}

impl std::error::Error for Told {}

impl From<Problem> for io::Error {
    fn from(problem: Problem) -> Self {
        io::Error::other(Told(problem))
    }
}

/// Why a document of a format that is read cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Defect {
    /// It is cut off, or bytes of it are wrong.
    Damaged,
    /// It can be opened with a password only.
    Encrypted,
    /// Its pages are images without text.
    OnlyImages,
    /// It is larger than anything that is read, packed or unpacked.
    TooLarge {
        /// How much is read at most.
        mebibytes: usize,
    },
    /// It holds far more than its size lets one expect, as nothing does that was packed in good faith.
    Bomb,
    /// Archives lie in archives, or parts in parts, without end.
    TooDeep,
    /// Reading it took too long.
    TooSlow {
        /// How long was waited.
        seconds: u64,
    },
    /// Reading it failed in a way that was not foreseen.
    Crashed,
    /// It is packed in a way that is not read.
    Unsupported,
}
