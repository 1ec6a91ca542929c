//! What a ZIP file is, by the names of its members: office documents and books are ZIP files too. It goes by the list
//! at the end of the file, since a document may hold others with the same names inside.

use super::zip::Directory;
use crate::corpus::file_kind::FileKind;

/// The member that says what the file is. It has to be the first, stored as it is; where somebody has packed the file anew,
/// it may be neither.
const MIME_TYPE: &[u8] = b"mimetype";

/// The media types of the formats that say it so.
const MIME_TYPES: &[(&str, FileKind)] = &[
    ("application/epub", FileKind::Epub),
    ("application/vnd.oasis.opendocument.text", FileKind::OpenText),
    ("application/vnd.oasis.opendocument.spreadsheet", FileKind::Spreadsheet),
    ("application/vnd.oasis.opendocument.presentation", FileKind::Slides),
];

/// Those that lists of content types are in; without the parts proper, they are damaged.
const PACKAGES: [FileKind; 2] = [FileKind::Word, FileKind::Spreadsheet];

/// What the file with these members is. `named` is what its name says, which counts where its members say too little.
pub(super) fn kind(directory: &mut Directory, named: Option<FileKind>) -> FileKind {
    if let Some(kind) = stated(directory) {
        return kind;
    }
    let has = |name: &[u8]| directory.names().any(|known| known.eq_ignore_ascii_case(name));
    let any_in = |folder: &[u8]| directory.names().any(|name| name.starts_with(folder));
    match () {
        () if has(b"META-INF/container.xml") => FileKind::Epub,
        () if has(b"OFD.xml") => FileKind::Ofd,
        () if !has(b"[Content_Types].xml") => FileKind::Zip,
        () if any_in(b"word/") => FileKind::Word,
        () if any_in(b"xl/") => FileKind::Spreadsheet,
        () if any_in(b"ppt/") => FileKind::Slides,
        () => named.filter(|kind| PACKAGES.contains(kind)).unwrap_or(FileKind::Zip),
    }
}

/// What it says itself.
fn stated(directory: &mut Directory) -> Option<FileKind> {
    let index = directory.names().position(|name| name == MIME_TYPE)?;
    let text = directory.begin(index, 100)?;
    let known = MIME_TYPES.iter().find(|(name, _)| text.starts_with(name.as_bytes()));
    known.map(|(_, kind)| *kind)
}
