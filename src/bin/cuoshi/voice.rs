//! What the program says to its user beside the result: on standard error, in their language. Where nobody
//! reads it, the work goes on all the same.

use std::fmt::Display;
use std::io::Write as _;

use cuoshi::{Language, Message};

/// Says something, and who says it.
pub(crate) fn say(message: &Message, language: Language) {
    tell(format_args!("cuoshi: {}", message.text(language)));
}

/// Writes a line as it is.
pub(crate) fn tell(line: impl Display) {
    let _ = writeln!(std::io::stderr(), "{line}");
}
