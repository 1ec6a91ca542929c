//! What a ZIP file is, by the names of its members: office documents and books are ZIP files too. Read from the list
//! at the end of the file, since a document may hold others with the same names inside.

use crate::corpus::trouble::FileKind;

/// Where the list of members says where it is: at most so far from the end.
const LONGEST_TAIL: usize = 22 + 65_535;

/// So many members are looked at.
const MOST: usize = 100_000;

/// What the file is; none where the list cannot be found.
pub(super) fn kind(bytes: &[u8]) -> Option<FileKind> {
    let names = names(bytes)?;
    let has = |name: &[u8]| names.iter().any(|known| known.eq_ignore_ascii_case(name));
    let mime = names.iter().any(|name| *name == b"mimetype").then(|| mime_type(bytes)).flatten();
    Some(match mime {
        Some(mime) if mime.starts_with(b"application/epub") => FileKind::Epub,
        Some(mime) if mime.starts_with(b"application/vnd.oasis.opendocument.text") => FileKind::OpenText,
        Some(mime) if mime.starts_with(b"application/vnd.oasis.opendocument.spreadsheet") => {
            FileKind::Spreadsheet
        }
        Some(mime) if mime.starts_with(b"application/vnd.oasis.opendocument.presentation") => {
            FileKind::Slides
        }
        _ if has(b"META-INF/container.xml") => FileKind::Epub,
        _ if !has(b"[Content_Types].xml") => FileKind::Zip,
        _ if has(b"word/document.xml") || any_in(&names, b"word/") => FileKind::Word,
        _ if has(b"xl/workbook.xml") || any_in(&names, b"xl/") => FileKind::Spreadsheet,
        _ if any_in(&names, b"ppt/") => FileKind::Slides,
        _ => FileKind::Zip,
    })
}

fn any_in(names: &[&[u8]], folder: &[u8]) -> bool {
    names.iter().any(|name| name.starts_with(folder))
}

/// The names of the members.
fn names(bytes: &[u8]) -> Option<Vec<&[u8]>> {
    let tail = bytes.len().saturating_sub(LONGEST_TAIL);
    let end = tail + bytes[tail..].windows(4).rposition(|window| window == b"PK\x05\x06")?;
    let mut rest = bytes.get(number(bytes, end + 16, 4)?..end)?;
    let mut names = Vec::new();
    while rest.starts_with(b"PK\x01\x02") && names.len() < MOST {
        let lengths = (number(rest, 28, 2)?, number(rest, 30, 2)?, number(rest, 32, 2)?);
        names.push(rest.get(46..46 + lengths.0)?);
        rest = rest.get(46 + lengths.0 + lengths.1 + lengths.2..)?;
    }
    Some(names)
}

/// What the first member holds, if it is named so and stored as it is, as it has to be.
fn mime_type(bytes: &[u8]) -> Option<&[u8]> {
    let (name, extra) = (number(bytes, 26, 2)?, number(bytes, 28, 2)?);
    (bytes.get(30..30 + name)? == b"mimetype").then(|| bytes.get(30 + name + extra..)).flatten()
}

/// A number of so many bytes, the lowest first.
fn number(bytes: &[u8], at: usize, length: usize) -> Option<usize> {
    let bytes = bytes.get(at..at.checked_add(length)?)?;
    Some(bytes.iter().rev().fold(0, |number, byte| number << 8 | usize::from(*byte)))
}
