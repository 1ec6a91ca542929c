//! What is said about trouble, in English: all sentences in one place, so that a second language is
//! a second file like this one.

use std::fmt;

use super::trouble::{JsonType, Kind, Problem};

/// A problem in English.
pub(super) struct English<'p>(pub(super) &'p Problem);

impl fmt::Display for English<'_> {
    #[allow(clippy::too_many_lines)] // all sentences in one place
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Problem::Missing => write!(f, "there is no such file or folder; check the path"),
            Problem::Forbidden => write!(f, "it may not be read; ask for the permission to read it"),
            Problem::Unreadable { reason } => write!(f, "it could not be read to its end: {reason}"),
            Problem::StandardInputTwice => {
                write!(f, "standard input can be read only once; name `-` once")
            }
            Problem::UnknownEncoding { label, near: None } => {
                write!(
                    f,
                    "there is no encoding `{label}`; common ones are utf-8, gb18030, gbk, big5, utf-16le"
                )
            }
            Problem::UnknownEncoding { label, near: Some(near) } => {
                write!(f, "there is no encoding `{label}`; did you mean `{near}`?")
            }
            Problem::NotText { kind } => write!(f, "{}", looks(*kind)),
            Problem::NotJsonLines => write!(
                f,
                "this JSON file does not have one object a line; write each record on a line of its own, \
                 for example with `jq -c '.[]'`, into a file named .jsonl"
            ),
            Problem::YamlInFolder => write!(
                f,
                "a YAML file found in a folder is taken for rules or settings and left out; to tag it, name \
                 the file itself"
            ),
            Problem::Undecodable { count: 1, encoding } => write!(
                f,
                "one place cannot be decoded as {encoding} and became U+FFFD; if the text looks wrong, name \
                 its encoding with --encoding"
            ),
            Problem::Undecodable { count, encoding } => write!(
                f,
                "{count} places cannot be decoded as {encoding} and became U+FFFD; if the text looks wrong, \
                 name its encoding with --encoding"
            ),
            Problem::Empty => write!(f, "the file is empty"),
            Problem::NoText => write!(f, "there is no text in it to tag"),
            Problem::EmptyFolder => write!(f, "there is no file in this folder (hidden ones do not count)"),
            Problem::LinkLoop { ancestor } => {
                write!(f, "this link leads back to {ancestor}, which is being read; it is not followed")
            }
            Problem::EnormousLine { bytes } => write!(
                f,
                "this line has {} MiB; it is tagged all the same, but line breaks may be missing",
                bytes >> 20
            ),
            Problem::NotJson { reason, column } => {
                write!(f, "this line is not JSON: {reason} at character {column}; mend the line or remove it")
            }
            Problem::NotAnObject { found } => {
                write!(f, "this line is {}, not an object with fields like {{\"text\": …}}", article(*found))
            }
            Problem::NoField { field, present } => write!(
                f,
                "there is no field `{field}`; {}; name the one that holds the text with --text-field",
                there_are("field", present)
            ),
            Problem::FieldNotText { field, found, present } => write!(
                f,
                "the field `{field}` is {}, not a text; {}; name the one that holds the text with --text-field",
                article(*found),
                there_are("field", present)
            ),
            Problem::IdNotText { field, found } => write!(
                f,
                "the field `{field}` is {}, neither text nor number; this record, and all like it, goes by its \
                 line; name the field that holds the id with --id-field",
                article(*found)
            ),
            Problem::NoColumn { column, present } => write!(
                f,
                "there is no column `{column}`; {}; name the one that holds the text with --text-field",
                there_are("column", present)
            ),
            Problem::NothingToKeep { column, present } => write!(
                f,
                "there is no column `{column}` to keep, so it is null; {}",
                there_are("column", present)
            ),
            Problem::OwnResult => {
                write!(f, "the result goes to this file, so it is left out; choose a file outside the folder")
            }
            Problem::OpenQuote => write!(
                f,
                "a quotation mark that is opened in this row is never closed, and the rest of the file is \
                 taken into it; close it, or double it if it is part of the text"
            ),
            Problem::WrongLength { expected, found } => write!(
                f,
                "the row has {}, the header row has {expected}; check the separators and quotation marks",
                counted(*found, "field")
            ),
        }
    }
}

fn looks(kind: Kind) -> &'static str {
    match kind {
        Kind::Pdf => "it looks like a PDF document; convert it to text first",
        Kind::Word => "it looks like a Word document; save it as plain text (UTF-8) first",
        Kind::Spreadsheet => "it looks like a spreadsheet; save it as CSV (UTF-8) first",
        Kind::Slides => "it looks like a slide show; convert it to text first",
        Kind::OldOffice => "it looks like a document of an older Office; save it as plain text or CSV first",
        Kind::Zip => "it looks like a ZIP archive; unpack it first",
        Kind::Image => "it looks like an image; if it shows a text, have the text recognised first",
        Kind::Sound => "it looks like sound or video, which cannot be tagged; leave it out",
        Kind::Compressed => "it looks like a compressed file; unpack it first, or pipe it in unpacked",
        Kind::Archive => "it looks like an archive; unpack it first",
        Kind::Program => "it looks like a program, which cannot be tagged; leave it out",
        Kind::Database => "it looks like a database; export its texts as CSV or JSON lines first",
        Kind::Parquet => "it looks like a Parquet file; export its texts as CSV or JSON lines first",
        Kind::Html => {
            "it looks like a web page (HTML); convert it to text first, or tag its markup along with --input text"
        }
        Kind::Xml => {
            "it looks like an XML document; convert it to text first, or tag its markup along with --input text"
        }
        Kind::Rtf => "it looks like rich text (RTF); save it as plain text (UTF-8) first",
        Kind::Utf32 => "it is text in UTF-32, which is not supported; convert it to UTF-8 first",
        Kind::Unknown => "it is not text; leave it out, or convert it to text first",
    }
}

fn article(found: JsonType) -> &'static str {
    match found {
        JsonType::Null => "null",
        JsonType::Bool => "true or false",
        JsonType::Number => "a number",
        JsonType::String => "a text",
        JsonType::Array => "a list",
        JsonType::Object => "an object",
    }
}

/// The names that are there; a long list is cut, it is there to find a misspelling.
fn there_are(what: &str, present: &[String]) -> String {
    const SHOWN: usize = 12;
    match present {
        [] => format!("it has no {what}s"),
        [one] => format!("the only {what} is `{one}`"),
        few if few.len() <= SHOWN => format!("the {what}s are {}", quoted(few)),
        many => {
            format!("the {what}s are {} and {} more", quoted(&many[..SHOWN]), many.len() - SHOWN)
        }
    }
}

fn quoted(names: &[String]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

fn counted(count: usize, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}
