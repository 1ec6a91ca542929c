//! Finds out the format of an input: by its extension, and by what it begins with where that says
//! too little.

use std::io;
use std::path::Path;

use super::decode::Decoded;
use super::file_kind;
use super::json;
use super::lines::line_end;
use super::options::Format;
use super::table;
use super::trouble::{Defect, FileKind, Problem};

/// How much is looked at to recognise a format, in bytes; more if the first line is longer.
const FIRST_LOOK: usize = 4096;

/// The form of a file of records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Records {
    /// One JSON list.
    List,
    /// One record after the other.
    Lines(Format),
}

/// What the extension of an input says of its format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Guess {
    Is(Format),
    /// Text, unless it turns out to be markup.
    Unknown,
    /// JSON, which may be JSON lines under another name.
    Json,
    Yaml,
    /// A document of this kind, unless its content says otherwise.
    Document(FileKind),
    ByContent,
}

impl Guess {
    pub(super) fn by_extension(path: &Path) -> Guess {
        let extension = path.extension().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
        match extension.as_str() {
            "md" | "markdown" => Guess::Is(Format::Markdown),
            "jsonl" | "ndjson" => Guess::Is(Format::JsonLines),
            "csv" => Guess::Is(Format::Csv),
            "tsv" => Guess::Is(Format::Tsv),
            "json" => Guess::Json,
            "yml" | "yaml" => Guess::Yaml,
            "html" | "htm" | "xhtml" | "shtml" => Guess::Document(FileKind::Html),
            "xml" => Guess::Document(FileKind::Xml),
            "pdf" => Guess::Document(FileKind::Pdf),
            "docx" | "docm" | "dotx" => Guess::Document(FileKind::Word),
            "odt" => Guess::Document(FileKind::OpenText),
            "xlsx" | "xlsm" | "ods" => Guess::Document(FileKind::Spreadsheet),
            "epub" => Guess::Document(FileKind::Epub),
            "parquet" => Guess::Document(FileKind::Parquet),
            "zip" => Guess::Document(FileKind::Zip),
            "tar" => Guess::Document(FileKind::Tar),
            "gz" | "tgz" => Guess::Document(FileKind::Gzip),
            "zst" | "tzst" => Guess::Document(FileKind::Zstandard),
            _ => Guess::Unknown,
        }
    }

    /// Which kind of document the input is that begins with `head`; none where it is text, or is to be refused as such.
    #[cfg(feature = "documents")]
    pub(super) fn document(self, head: &[u8]) -> Option<FileKind> {
        let recognised = file_kind::recognise(head);
        let is_packed =
            |kind| matches!(kind, FileKind::Gzip | FileKind::Zstandard | FileKind::Tar | FileKind::Zip);
        match (self, recognised) {
            (Guess::Is(format), Some(kind)) => {
                let wanted = format.kind();
                let may_be_meant = kind == FileKind::Zip
                    && matches!(wanted, Some(FileKind::Word | FileKind::Spreadsheet | FileKind::Epub));
                if is_packed(kind) && !may_be_meant { Some(kind) } else { wanted }
            }
            (Guess::Is(format), None) => format.kind(),
            (_, Some(kind)) => Some(kind),
            (Guess::Document(FileKind::Pdf), None) if file_kind::is_late_pdf(head) => Some(FileKind::Pdf),
            (Guess::Document(FileKind::Html), None) if file_kind::has_tags(head) => Some(FileKind::Html),
            (Guess::Document(FileKind::Xml) | Guess::ByContent | Guess::Unknown, None) => {
                file_kind::markup_of_bytes(head).filter(|kind| *kind == FileKind::Html)
            }
            _ => None,
        }
    }

    /// What to say of an input that is no text but looks like `kind`.
    pub(super) fn refusal(self, kind: FileKind) -> Problem {
        match (self, kind) {
            (Guess::Document(kind), FileKind::Unknown) if kind != FileKind::Xml => {
                Problem::Defective { kind, defect: Defect::Damaged }
            }
            _ => Problem::NotText { kind },
        }
    }

    /// The format, with the help of what the input begins with.
    ///
    /// Fails when the system fails to read.
    pub(super) fn settle(self, decoded: &mut Decoded) -> io::Result<Result<Format, Problem>> {
        Ok(match self {
            Guess::Is(format) => Ok(format),
            // Without the feature that reads documents.
            Guess::Document(kind @ (FileKind::Html | FileKind::Xml))
                if file_kind::recognise_markup(decoded.peek(FIRST_LOOK)?).is_some()
                    || kind == FileKind::Xml =>
            {
                Err(Problem::NotText { kind })
            }
            Guess::Json | Guess::ByContent if begins_with_object(decoded)? => Ok(Format::JsonLines),
            Guess::Json => Err(Problem::NotJsonLines),
            Guess::ByContent | Guess::Unknown | Guess::Yaml | Guess::Document(_) => {
                match file_kind::recognise_markup(decoded.peek(FIRST_LOOK)?) {
                    Some(kind) => Err(Problem::NotText { kind }),
                    None => Ok(Format::Text),
                }
            }
        })
    }

    /// The form of a file of records, by its name as far as that says it, else by what it begins with.
    ///
    /// Fails when the system fails to read.
    pub(super) fn settle_records(
        self,
        given: Option<Format>,
        decoded: &mut Decoded,
        text_field: &str,
    ) -> io::Result<Result<Records, Problem>> {
        let is_table = |format| matches!(format, Format::Csv | Format::Tsv);
        let by_name = match self {
            Guess::Is(format) if format == Format::JsonLines || is_table(format) => Some(format),
            _ => None,
        };
        let format = given.or(by_name);
        let head = decoded.peek(FIRST_LOOK)?.trim_start();
        if !format.is_some_and(is_table) && head.starts_with('[') {
            return Ok(Ok(Records::List));
        }
        let begins_with_brace = head.starts_with('{');
        let format = match (format, self) {
            (Some(format), _) => format,
            (None, Guess::Json) if !begins_with_object(decoded)? => return Ok(Err(Problem::NotJsonLines)),
            (None, _) if begins_with_brace => Format::JsonLines,
            (None, _) if table::names_column(decoded.peek(FIRST_LOOK)?, text_field) => Format::Csv,
            (None, _) => return Ok(Err(Problem::NotCoded { text_field: text_field.to_owned() })),
        };
        Ok(Ok(Records::Lines(format)))
    }
}

/// Whether the first line that is not blank is a JSON object.
fn begins_with_object(decoded: &mut Decoded) -> io::Result<bool> {
    let mut length = FIRST_LOOK;
    loop {
        let text = decoded.peek(length)?.trim_start();
        if !text.is_empty() && !text.starts_with('{') {
            return Ok(false);
        }
        match line_end(text.as_bytes()) {
            Some(end) => return Ok(json::is_object(text[..end].trim_end())),
            None if !decoded.has_more() => return Ok(json::is_object(decoded.peek(0)?.trim())),
            None => length *= 4,
        }
    }
}
