//! Finds out the format of an input: by what it begins with, and by its extension where that says too little. What
//! sites export "to Excel" is a web page, and what is saved as `.csv` may be a workbook.

use std::io;
use std::path::Path;

use super::decode::Decoded;
#[cfg(feature = "documents")]
use super::encoding;
use super::file_kind;
use super::file_kind::FileKind;
use super::json;
use super::json_objects::begins_over_lines;
use super::lines::line_end;
use super::options::Format;
use super::problem::{Defect, Problem};
use super::table;

/// How much is looked at to recognise a format, in bytes; more if the first line is longer.
pub(super) const FIRST_LOOK: usize = 4096;

/// The form of a file of records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Records {
    /// One JSON list.
    List,
    /// One record after the other.
    Lines(Format),
}

/// What is known of the format of an input before it is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Guess {
    /// The user says so.
    Given(Format),
    /// The extension says so, unless its content says otherwise.
    Is(Format),
    /// Text, unless its content says otherwise.
    Unknown,
    /// JSON of whatever form.
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
            "txt" | "text" => Guess::Is(Format::Text),
            "md" | "markdown" => Guess::Is(Format::Markdown),
            "jsonl" | "ndjson" => Guess::Is(Format::JsonLines),
            "csv" => Guess::Is(Format::Csv),
            "tsv" => Guess::Is(Format::Tsv),
            "json" => Guess::Json,
            "yml" | "yaml" => Guess::Yaml,
            "html" | "htm" | "xhtml" | "shtml" => Guess::Document(FileKind::Html),
            "mht" | "mhtml" | "eml" => Guess::Document(FileKind::WebArchive),
            "xml" => Guess::Document(FileKind::Xml),
            "pdf" => Guess::Document(FileKind::Pdf),
            "docx" | "docm" | "dotx" => Guess::Document(FileKind::Word),
            "doc" => Guess::Document(FileKind::OldOffice),
            "odt" => Guess::Document(FileKind::OpenText),
            "xlsx" | "xlsm" | "ods" | "xls" => Guess::Document(FileKind::Spreadsheet),
            "epub" => Guess::Document(FileKind::Epub),
            "sql" => Guess::Document(FileKind::Database),
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
            (Guess::Given(format), Some(kind)) => {
                let wanted = format.kind();
                let is_office = matches!(wanted, Some(FileKind::Word | FileKind::Spreadsheet));
                let may_be_meant = kind == FileKind::Zip && (is_office || wanted == Some(FileKind::Epub));
                // Older forms of what is wanted.
                let is_older = kind == FileKind::OldOffice && is_office
                    || kind == FileKind::WebArchive && wanted == Some(FileKind::Html);
                if is_older || is_packed(kind) && !may_be_meant { Some(kind) } else { wanted }
            }
            (Guess::Given(format), None) => format.kind(),
            (_, Some(kind)) => Some(kind),
            (Guess::Document(FileKind::Pdf), None) if file_kind::is_late_pdf(head) => Some(FileKind::Pdf),
            (Guess::Document(FileKind::Html), None) if file_kind::has_tags(head) => Some(FileKind::Html),
            // Markdown may begin with an element of a page; what else does is a piece of a page.
            (Guess::Is(Format::Markdown) | Guess::Json | Guess::Yaml, None) => file_kind::page(head, false),
            (_, None) => file_kind::page(head, true),
        }
    }

    /// What to say where the user names a kind of document, and the bytes are another thing.
    #[cfg(feature = "documents")]
    pub(super) fn contradicted(self, head: &[u8]) -> Option<Problem> {
        let given =
            self.named().filter(|given| matches!(self, Guess::Given(_)) && *given != FileKind::Html)?;
        let kind = match file_kind::recognise(head) {
            _ if given == FileKind::Pdf && file_kind::is_late_pdf(head) => return None,
            Some(kind) if self.document(head) != Some(given) || kind == given => return None,
            // What a package is, is told by its list of members.
            Some(kind) if kind.is_package() && (given.is_package() || kind == FileKind::Zip) => return None,
            Some(kind) => kind,
            None if file_kind::page(head, true).is_some() => FileKind::Html,
            None if file_kind::is_binary(head)
                && encoding::detect(head).is_none_or(|known| !encoding::is_utf_16(known)) =>
            {
                return None;
            }
            None => FileKind::Text,
        };
        Some(if kind.is_read() { Problem::NotAsGiven { given, kind } } else { Problem::NotText { kind } })
    }

    /// The kind of document that the name says it is.
    #[cfg(feature = "documents")]
    pub(super) fn named(self) -> Option<FileKind> {
        match self {
            Guess::Document(kind) => Some(kind),
            Guess::Given(format) => format.kind(),
            _ => None,
        }
    }

    /// Whether the extension promises something else than what the content turned out to be.
    pub(super) fn is_belied_by(self, found: FileKind) -> bool {
        let promised = match self {
            Guess::Is(Format::Csv | Format::Tsv) => FileKind::Table,
            Guess::Is(Format::JsonLines) | Guess::Json => FileKind::JsonLines,
            Guess::Is(_) => FileKind::Text,
            // What is compressed is as it should be or not once it is unpacked.
            Guess::Document(FileKind::Gzip | FileKind::Zstandard | FileKind::Xml)
            | Guess::Given(_)
            | Guess::Unknown
            | Guess::Yaml
            | Guess::ByContent => return false,
            Guess::Document(kind) => kind,
        };
        promised != found
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
    pub(super) fn settle(
        self,
        decoded: &mut Decoded,
        text_field: &str,
    ) -> io::Result<Result<Format, Problem>> {
        let markup = file_kind::recognise_markup(decoded.peek(FIRST_LOOK)?);
        Ok(match self {
            Guess::Given(format) => Ok(format),
            // Without the feature that reads documents.
            Guess::Document(kind @ (FileKind::Html | FileKind::Xml))
                if markup.is_some() || kind == FileKind::Xml =>
            {
                Err(Problem::NotText { kind })
            }
            // What a database is written out as: statements, with texts within.
            Guess::Document(kind @ FileKind::Database) => Err(Problem::NotText { kind }),
            Guess::Json | Guess::ByContent
                if begins_with_object(decoded, |line| json::is_object(line, None))? =>
            {
                Ok(Format::JsonLines)
            }
            _ if begins_with_object(decoded, |line| json::is_object(line, Some(text_field)))? => {
                Ok(Format::JsonLines)
            }
            _ if table::names_column(decoded.peek(FIRST_LOOK)?, text_field) => {
                Ok(if self == Guess::Is(Format::Tsv) { Format::Tsv } else { Format::Csv })
            }
            Guess::Json | Guess::ByContent | Guess::Unknown
                if begins_over_lines(decoded.peek(FIRST_LOOK)?) =>
            {
                Ok(Format::JsonLines)
            }
            Guess::Json => Err(Problem::NoJsonObjects),
            Guess::Is(format @ (Format::Markdown | Format::JsonLines)) => Ok(format),
            _ => match (markup, self) {
                (Some(kind), _) => Err(Problem::NotText { kind }),
                (None, Guess::Is(format)) => Ok(format),
                // What is named like a spreadsheet is a table, and what it lacks is told as of a table.
                (None, Guess::Document(FileKind::Spreadsheet)) => Ok(Format::Csv),
                (None, _) => Ok(Format::Text),
            },
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
            (None, Guess::Json) if !begins_with_object(decoded, |line| json::is_object(line, None))? => {
                return Ok(Err(Problem::NoJsonObjects));
            }
            (None, _) if begins_with_brace => Format::JsonLines,
            (None, _) if table::names_column(decoded.peek(FIRST_LOOK)?, text_field) => Format::Csv,
            (None, _) => return Ok(Err(Problem::NotCoded { text_field: text_field.to_owned() })),
        };
        Ok(Ok(Records::Lines(format)))
    }
}

/// Whether an input of this format is what tagging has written.
///
/// Fails when the system fails to read.
pub(super) fn is_result(format: Format, decoded: &mut Decoded) -> io::Result<bool> {
    match format {
        Format::JsonLines => begins_with_object(decoded, json::is_result),
        Format::Csv => {
            let head = decoded.peek(FIRST_LOOK)?.trim_start_matches('\u{FEFF}');
            let names = &head[..line_end(head.as_bytes()).unwrap_or(head.len())];
            Ok(names.starts_with("document,paragraph,line,")
                && names.contains(",category,label,start,end,evidence,pattern,flags,text"))
        }
        _ => Ok(false),
    }
}

/// Whether the first line that is not blank is so, which is true of JSON objects alone.
fn begins_with_object(decoded: &mut Decoded, is_so: impl Fn(&str) -> bool) -> io::Result<bool> {
    let mut length = FIRST_LOOK;
    loop {
        let text = decoded.peek(length)?.trim_start();
        if !text.is_empty() && !text.starts_with('{') {
            return Ok(false);
        }
        match line_end(text.as_bytes()) {
            Some(end) => return Ok(is_so(text[..end].trim_end())),
            None if !decoded.has_more() => return Ok(is_so(decoded.peek(0)?.trim())),
            None => length *= 4,
        }
    }
}
