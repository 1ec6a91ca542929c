//! Recognises by its first bytes what is no text to be tagged, so that it is refused by name.

use super::encoding::is_utf_8;
use super::trouble::FileKind;

/// Signatures: the bytes, and where they stand.
const SIGNATURES: &[(usize, &[u8], FileKind)] = &[
    (0, b"%PDF-", FileKind::Pdf),
    (0, b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", FileKind::OldOffice),
    (0, b"\x89PNG\r\n", FileKind::Image),
    (0, b"\xFF\xD8\xFF", FileKind::Image),
    (0, b"GIF8", FileKind::Image),
    (0, b"II*\0", FileKind::Image),
    (0, b"MM\0*", FileKind::Image),
    (8, b"WEBP", FileKind::Image),
    (0, b"ID3", FileKind::Sound),
    (0, b"OggS", FileKind::Sound),
    (8, b"WAVE", FileKind::Sound),
    (4, b"ftyp", FileKind::Sound),
    (0, b"\x1F\x8B", FileKind::Gzip),
    (0, b"BZh", FileKind::Compressed),
    (0, b"\xFD7zXZ\0", FileKind::Compressed),
    (0, b"\x28\xB5\x2F\xFD", FileKind::Zstandard),
    (0, b"7z\xBC\xAF\x27\x1C", FileKind::Archive),
    (0, b"Rar!\x1A\x07", FileKind::Archive),
    (257, b"ustar", FileKind::Tar),
    (0, b"\x7FELF", FileKind::Program),
    (0, b"SQLite format 3\0", FileKind::Database),
    (0, b"PAR1", FileKind::Parquet),
    (0, b"\0\0\xFE\xFF", FileKind::Utf32),
    (0, b"\xFF\xFE\0\0", FileKind::Utf32),
    (0, b"{\\rtf", FileKind::Rtf),
];

/// What the file that begins with `head` is, if that is known and no text to be tagged.
pub(super) fn recognise(head: &[u8]) -> Option<FileKind> {
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        return Some(inside_zip(head));
    }
    let begins = |(at, bytes, _): &&(usize, &[u8], FileKind)| {
        head.get(*at..).is_some_and(|rest| rest.starts_with(bytes))
    };
    let (_, _, kind) = SIGNATURES.iter().find(begins)?;
    // Some signatures are letters, with which a text may begin too.
    let is_written_in_text = matches!(kind, FileKind::Pdf | FileKind::Rtf);
    (is_written_in_text || head.contains(&0) || !is_utf_8(head)).then_some(*kind)
}

/// Office documents are ZIP archives whose member names tell them apart.
fn inside_zip(head: &[u8]) -> FileKind {
    let holds = |name: &[u8]| head.windows(name.len()).any(|window| window == name);
    if holds(b"application/epub") {
        FileKind::Epub
    } else if holds(b"opendocument.text") {
        FileKind::OpenText
    } else if holds(b"word/") {
        FileKind::Word
    } else if holds(b"xl/") || holds(b"opendocument.spreadsheet") {
        FileKind::Spreadsheet
    } else if holds(b"ppt/") || holds(b"opendocument.presentation") {
        FileKind::Slides
    } else {
        FileKind::Zip
    }
}

/// Whether the bytes, in an encoding that extends ASCII, belong to no text: a NUL, or more than one
/// control character in ten bytes.
pub(super) fn is_binary(head: &[u8]) -> bool {
    let controls = head.iter().filter(|byte| matches!(byte, 0x01..=0x08 | 0x0E..=0x1A | 0x1C..=0x1F | 0x7F));
    head.contains(&0) || controls.count() > head.len() / 10
}

/// Which markup a text that is to be read as plain text begins with.
pub(super) fn recognise_markup(text: &str) -> Option<FileKind> {
    let text = text.trim_start().as_bytes();
    let begins =
        |with: &str| text.get(..with.len()).is_some_and(|head| head.eq_ignore_ascii_case(with.as_bytes()));
    if begins("<!doctype html") || begins("<html") {
        Some(FileKind::Html)
    } else if begins("<?xml") {
        Some(FileKind::Xml)
    } else {
        None
    }
}
