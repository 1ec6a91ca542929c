//! The container of Offices before 2007, which is in use still: for their own documents, and for those of today that are
//! under a password. What it holds is told by the names in its directory.

/// With these bytes it begins.
pub(super) const SIGNATURE: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/// What is in such a container.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Content {
    /// A document of today under a password.
    Locked,
    /// A workbook.
    Workbook,
    /// Text, slides, mail and what else there is.
    Other,
}

/// What is in it, by the names of its streams. A presentation or a text may hold a workbook, but then says what it is.
pub(super) fn content(bytes: &[u8]) -> Content {
    if names(bytes, "EncryptedPackage") {
        Content::Locked
    } else if names(bytes, "WordDocument") || names(bytes, "PowerPoint Document") {
        Content::Other
    } else if names(bytes, "Workbook") || names(bytes, "Book") {
        Content::Workbook
    } else {
        Content::Other
    }
}

/// An entry of the directory takes so many bytes, and begins at a multiple of these.
const ENTRY: usize = 128;

/// Whether a stream of this name is in the directory.
fn names(bytes: &[u8], name: &str) -> bool {
    let name: Vec<u8> = name.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect();
    bytes.chunks(ENTRY).any(|entry| entry.starts_with(&name))
}
