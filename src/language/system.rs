//! Why the system refuses a file, in the reader's words.

use std::io::{Error, ErrorKind};

use super::Message;

/// The usual refusals, and the key of each.
const REFUSALS: &[(ErrorKind, &str)] = &[
    (ErrorKind::NotFound, "system.not_found"),
    (ErrorKind::PermissionDenied, "system.forbidden"),
    (ErrorKind::IsADirectory, "system.folder"),
    (ErrorKind::NotADirectory, "system.no_folder"),
    (ErrorKind::AlreadyExists, "system.taken"),
    (ErrorKind::ReadOnlyFilesystem, "system.read_only"),
    (ErrorKind::StorageFull, "system.full"),
    (ErrorKind::QuotaExceeded, "system.full"),
    (ErrorKind::ResourceBusy, "system.busy"),
    (ErrorKind::InvalidFilename, "system.name"),
    (ErrorKind::TimedOut, "system.slow"),
];

/// Why the system refuses: in the reader's words where that is usual, else in its own.
///
/// ```
/// use cuoshi::{Language, Message};
///
/// let error = std::fs::read("no such file").unwrap_err();
/// assert_eq!(Message::from(&error).text(Language::English), "there is no such file or folder");
/// ```
impl From<&Error> for Message {
    fn from(error: &Error) -> Message {
        match REFUSALS.iter().find(|(kind, _)| *kind == error.kind()) {
            Some((_, key)) => Message::new(key),
            None => Message::new("system.other").with("reason", error),
        }
    }
}
