//! What files are by their first bytes, so that what is no text is read as what it is or refused by name.

#[cfg(feature = "documents")]
use encoding_rs::{Encoding, UTF_8};

use super::encoding::is_utf_8;

/// What a file looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
#[allow(missing_docs)]
pub enum FileKind {
    Pdf,
    Word,
    OpenText,
    Spreadsheet,
    Epub,
    Ofd,
    Slides,
    OldOffice,
    Zip,
    Image,
    Sound,
    Gzip,
    Zstandard,
    Compressed,
    Tar,
    Archive,
    Program,
    Database,
    Parquet,
    Html,
    WebArchive,
    Xml,
    Rtf,
    Utf32,
    Text,
    Table,
    JsonLines,
    Unknown,
}

impl FileKind {
    /// Whether files of this kind are read.
    #[cfg(feature = "documents")]
    pub(super) fn is_read(self) -> bool {
        use FileKind::{Epub, Html, OpenText, Parquet, Pdf, Spreadsheet, Text, WebArchive, Word};
        matches!(self, Epub | Html | OpenText | Parquet | Pdf | Spreadsheet | Text | WebArchive | Word)
    }

    /// Whether files of this kind are ZIP files.
    #[cfg(feature = "documents")]
    pub(super) fn is_package(self) -> bool {
        use FileKind::{Epub, OpenText, Slides, Spreadsheet, Word, Zip};
        matches!(self, Epub | OpenText | Slides | Spreadsheet | Word | Zip)
    }
}

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
    #[cfg(feature = "documents")]
    if is_web_archive(head) {
        return Some(FileKind::WebArchive);
    }
    let begins = |(at, bytes, _): &&(usize, &[u8], FileKind)| {
        head.get(*at..).is_some_and(|rest| rest.starts_with(bytes))
    };
    let (_, _, kind) = SIGNATURES.iter().find(begins)?;
    // Some signatures are letters, with which a text may begin too.
    let is_written_in_text = matches!(kind, FileKind::Pdf | FileKind::Rtf);
    (is_written_in_text || head.contains(&0) || !is_utf_8(head)).then_some(*kind)
}

/// Whether the bytes begin with the head of a page that was saved with its parts, or of mail: lines of fields, one of
/// which says that they are such a head.
#[cfg(feature = "documents")]
fn is_web_archive(head: &[u8]) -> bool {
    const LONGEST: usize = 16 * 1024;
    let head = &head[..head.len().min(LONGEST)];
    let is_field = |line: &&[u8]| {
        let name = line.iter().take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'-').count();
        line.starts_with(b" ") || line.starts_with(b"\t") || name > 0 && line.get(name) == Some(&b':')
    };
    let mut fields = head.split(|byte| *byte == b'\n').take_while(is_field);
    fields.any(|line| line.to_ascii_lowercase().starts_with(b"mime-version:"))
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

/// Whether the bytes, in an encoding that extends ASCII, belong to no text: NULs beyond a stray one, or more than one
/// control character in ten bytes.
pub(super) fn is_binary(head: &[u8]) -> bool {
    const STRAY: usize = 1000;
    let controls = head.iter().filter(|byte| matches!(byte, 0x01..=0x08 | 0x0E..=0x1A | 0x1C..=0x1F | 0x7F));
    let (controls, nuls) = (controls.count(), nul_runs(head));
    // Where a disk or a program lost something there are NULs in a row, in texts that have no other such bytes.
    controls > head.len() / 10 || nuls > 0 && (controls > 0 || nuls > 1 + head.len() / STRAY || head[0] == 0)
}

/// How often NULs stand in a row, or alone.
fn nul_runs(bytes: &[u8]) -> usize {
    if !bytes.contains(&0) {
        return 0;
    }
    bytes.chunk_by(|a, b| (*a == 0) == (*b == 0)).filter(|run| run[0] == 0).count()
}

/// Which markup a text that is to be read as plain text begins with.
pub(super) fn recognise_markup(text: &str) -> Option<FileKind> {
    markup(text.trim_start_matches('\u{FEFF}').trim_start().as_bytes())
}

/// Which markup the bytes begin with, in an encoding that extends ASCII, or in UTF-16 with its mark.
#[cfg(feature = "documents")]
pub(super) fn markup_of_bytes(head: &[u8]) -> Option<FileKind> {
    match Encoding::for_bom(head) {
        Some((encoding, mark)) if encoding != UTF_8 => {
            let sample = &head[mark..head.len().min(MARKUP)];
            markup(encoding.decode_without_bom_handling(sample).0.trim_start().as_bytes())
        }
        Some((_, mark)) => markup(head[mark..].trim_ascii_start()),
        // In UTF-16, every other byte of a tag is nothing.
        None if head.iter().take(8).filter(|byte| **byte == 0).count() > 2 => {
            let sample: Vec<u8> = head.iter().take(MARKUP).copied().filter(|byte| *byte != 0).collect();
            markup(sample.trim_ascii_start())
        }
        None => markup(head.trim_ascii_start()),
    }
}

/// A web page, by its first bytes. `may_be_piece`: it may as well be a part of one, as programs export tables that they
/// name like those of a spreadsheet.
#[cfg(feature = "documents")]
pub(super) fn page(head: &[u8], may_be_piece: bool) -> Option<FileKind> {
    let is_page = markup_of_bytes(head) == Some(FileKind::Html) || may_be_piece && is_piece(head);
    is_page.then_some(FileKind::Html)
}

/// Tags with which a part of a page begins.
#[cfg(feature = "documents")]
const PIECE_TAGS: [&str; 9] = ["table", "div", "p", "style", "center", "article", "section", "h1", "ul"];

/// Whether the bytes begin with an element of a page that is closed in them.
#[cfg(feature = "documents")]
fn is_piece(head: &[u8]) -> bool {
    let mark = Encoding::for_bom(head).map_or(0, |(_, mark)| mark);
    let is_letter = |byte: &u8| *byte != 0 && !byte.is_ascii_whitespace();
    if head[mark..].iter().copied().find(is_letter) != Some(b'<') {
        return false;
    }
    let letters = head[mark..].iter().copied().filter(|byte| *byte != 0).take(MARKUP);
    let sample = letters.collect::<Vec<u8>>().trim_ascii_start().to_ascii_lowercase();
    PIECE_TAGS.iter().any(|tag| {
        let rest = sample.strip_prefix(b"<").and_then(|rest| rest.strip_prefix(tag.as_bytes()));
        let close = format!("</{tag}>");
        rest.is_some_and(|rest| rest.starts_with(b">") || rest.starts_with(b" "))
            && sample.windows(close.len()).any(|window| window == close.as_bytes())
    })
}

/// Whether there are tags in what is named like a web page.
#[cfg(feature = "documents")]
pub(super) fn has_tags(head: &[u8]) -> bool {
    let is_tag =
        |pair: &[u8]| pair[0] == b'<' && (pair[1].is_ascii_alphabetic() || b"!/?".contains(&pair[1]));
    // In UTF-16, every other byte of a tag is nothing.
    let letters: Vec<u8> = head.iter().copied().filter(|byte| *byte != 0).collect();
    !is_binary(&letters) && letters.windows(2).any(is_tag)
}

/// Whether a PDF begins after some other bytes, as readers allow.
#[cfg(feature = "documents")]
pub(super) fn is_late_pdf(head: &[u8]) -> bool {
    head[..head.len().min(1024)].windows(5).any(|window| window == b"%PDF-")
}

/// How much is looked at to see past comments, in bytes.
const MARKUP: usize = 64 * 1024;

/// Tags with which nothing but a web page begins.
const PAGE_TAGS: [&[u8]; 7] = [b"html", b"head", b"body", b"meta", b"title", b"script", b"!doctype html"];

fn markup(mut text: &[u8]) -> Option<FileKind> {
    text = &text[..text.len().min(MARKUP)];
    let mut is_xml = false;
    loop {
        if text.starts_with(b"<!--") {
            text = after(text, b"-->")?;
        } else if text.starts_with(b"<?xml") {
            is_xml = true;
            match after(text, b"?>") {
                Some(rest) => text = rest,
                None => return Some(FileKind::Xml),
            }
        } else {
            break;
        }
        text = text.trim_ascii_start();
    }
    let begins = |tag: &&[u8]| {
        let rest = text.strip_prefix(b"<").filter(|rest| rest.len() > tag.len());
        rest.is_some_and(|rest| {
            rest[..tag.len()].eq_ignore_ascii_case(tag) && !rest[tag.len()].is_ascii_alphanumeric()
        })
    };
    if PAGE_TAGS.iter().any(begins) { Some(FileKind::Html) } else { is_xml.then_some(FileKind::Xml) }
}

fn after<'t>(text: &'t [u8], end: &[u8]) -> Option<&'t [u8]> {
    let at = text.windows(end.len()).position(|window| window == end)?;
    Some(&text[at + end.len()..])
}
