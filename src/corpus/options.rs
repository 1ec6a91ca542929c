//! What the reader is told about its input; everything else it finds out itself.

use std::path::PathBuf;

use super::file_kind::FileKind;

/// How documents are read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// The format of every input; none to go by the extension.
    pub input: Option<Format>,
    /// How a text becomes paragraphs.
    pub split: Split,
    /// The name of the encoding of every input that has no byte order mark; none to detect it.
    pub encoding: Option<String>,
    /// The field or column that holds the text of a record.
    pub text_field: String,
    /// The field or column that holds the id of a record.
    pub id_field: String,
    /// Further fields or columns that travel with each paragraph, in this order.
    pub keep: Vec<String>,
    /// What else can be kept, from elsewhere; named where a field to be kept is in nothing that was read.
    pub other_fields: Vec<String>,
    /// Whether a table with two columns of a name that matters is refused; else the first of them counts.
    pub unique_columns: bool,
    /// Whether a record without text is given out too, as one paragraph that holds nothing.
    pub empty_records: bool,
    /// Whether damage is told, but left in the text.
    pub as_is: bool,
    /// A file that is passed over where it lies in a folder: the table that says more of documents.
    pub metadata: Option<PathBuf>,
    /// A file that is left out where it lies in a folder: the one the result goes to.
    pub leave_out: Option<PathBuf>,
    /// The program that documents are read by, so that none of them can harm the one that asks; none to read them in
    /// a thread, which bounds the time they take, but not the memory.
    #[cfg(feature = "documents")]
    pub helper: Option<super::documents::Helper>,
}

/// The field that holds the id of a record where no other is named.
const USUAL_ID: &str = "id";

impl Options {
    /// Whether the user has named the field that holds the id of a record.
    pub(super) fn names_id(&self) -> bool {
        self.id_field != USUAL_ID
    }
}

impl Default for Options {
    fn default() -> Self {
        Options {
            input: None,
            split: Split::Auto,
            encoding: None,
            text_field: "text".to_owned(),
            id_field: USUAL_ID.to_owned(),
            keep: Vec::new(),
            other_fields: Vec::new(),
            unique_columns: false,
            empty_records: false,
            as_is: false,
            metadata: None,
            leave_out: None,
            #[cfg(feature = "documents")]
            helper: None,
        }
    }
}

/// The formats a document or a file of records can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// Plain text: the file is one document.
    Text,
    /// Markdown: the file is one document, its markers are not part of the text.
    Markdown,
    /// JSON objects, one a line, in a list, or one over several lines: each is a document.
    JsonLines,
    /// Comma-separated rows under a header row: each row is a document. Semicolons or tabs are
    /// taken for the separator where the header plainly uses them.
    Csv,
    /// Tab-separated rows under a header row: each row is a document.
    Tsv,
    /// A web page: its main text is one document.
    Html,
    /// A document of Word since 2007, or of a program that writes the same.
    Docx,
    /// Pages with a text layer.
    Pdf,
    /// A spreadsheet, XLSX or ODS: each row below a row of names is a document.
    Spreadsheet,
    /// A book in EPUB.
    Epub,
    /// A table in Parquet: each row is a document.
    Parquet,
}

impl Format {
    /// What an input that is read so turned out to be.
    pub(super) fn found(self) -> FileKind {
        match self {
            Format::Csv | Format::Tsv => FileKind::Table,
            Format::JsonLines => FileKind::JsonLines,
            _ => self.kind().unwrap_or(FileKind::Text),
        }
    }

    /// What files of this format look like; none for text.
    pub(super) fn kind(self) -> Option<FileKind> {
        match self {
            Format::Text | Format::Markdown | Format::JsonLines | Format::Csv | Format::Tsv => None,
            Format::Html => Some(FileKind::Html),
            Format::Docx => Some(FileKind::Word),
            Format::Pdf => Some(FileKind::Pdf),
            Format::Spreadsheet => Some(FileKind::Spreadsheet),
            Format::Epub => Some(FileKind::Epub),
            Format::Parquet => Some(FileKind::Parquet),
        }
    }
}

/// How a text becomes paragraphs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Split {
    /// `Line`, unless the text is evidently hard-wrapped, then `Blank`.
    #[default]
    Auto,
    /// Each line that is not blank.
    Line,
    /// Blank lines separate, lines within are joined.
    Blank,
    /// The whole text is one paragraph.
    None,
}
