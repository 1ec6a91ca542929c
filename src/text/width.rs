//! How many columns a text takes where a Chinese character takes two. The one door to the table of widths.

use unicode_width::UnicodeWidthStr;

/// The columns of a text on one line.
pub(crate) fn width(text: &str) -> usize {
    text.width()
}

/// The columns of a character; none where it is a control character.
#[cfg(feature = "report")]
pub(crate) fn width_of(c: char) -> Option<usize> {
    unicode_width::UnicodeWidthChar::width(c)
}
