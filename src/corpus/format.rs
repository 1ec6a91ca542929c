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
use super::trouble::{FileKind, Problem};

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
    Markup(FileKind),
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
            "html" | "htm" | "xhtml" | "shtml" => Guess::Markup(FileKind::Html),
            "xml" => Guess::Markup(FileKind::Xml),
            _ => Guess::Unknown,
        }
    }

    /// The format, with the help of what the input begins with.
    ///
    /// Fails when the system fails to read.
    pub(super) fn settle(self, decoded: &mut Decoded) -> io::Result<Result<Format, Problem>> {
        Ok(match self {
            Guess::Is(format) => Ok(format),
            Guess::Markup(kind) => Err(Problem::NotText { kind }),
            Guess::Json | Guess::ByContent if begins_with_object(decoded)? => Ok(Format::JsonLines),
            Guess::Json => Err(Problem::NotJsonLines),
            Guess::ByContent | Guess::Unknown | Guess::Yaml => {
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
