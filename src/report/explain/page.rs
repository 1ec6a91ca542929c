//! Entries below each other: a word that says what kind of entry it is, and sentences beside it, wrapped.

use super::super::style::{Look, Row, Style};
use super::super::width::columns;
use super::super::wrap::wrap;

/// The columns before an entry, and of its first word.
pub(super) const INDENT: usize = 2;
pub(super) const LABEL: usize = 7;

/// No text is narrower than this, however narrow the window.
const NARROWEST: usize = 24;

/// Lines that are put together.
pub(super) struct Page<'o> {
    pub(super) style: Style,
    pub(super) out: &'o mut Vec<u8>,
}

impl Page<'_> {
    pub(super) fn row(&mut self, row: &Row) {
        row.print(self.out);
    }

    pub(super) fn blank(&mut self) {
        self.out.push(b'\n');
    }

    /// A line of its own.
    pub(super) fn line(&mut self, indent: usize, text: &str, look: Look) {
        for line in wrap(text, self.width(indent)) {
            let mut row = Row::indented(indent);
            row.say(&text[line], look, self.style);
            self.row(&row);
        }
    }

    /// An entry: `label` in the first column, the text beside it.
    pub(super) fn entry(&mut self, indent: usize, label: &str, look: Look, text: &str) {
        let beside = indent + LABEL.max(columns(label) + 1);
        for (number, line) in wrap(text, self.width(beside)).into_iter().enumerate() {
            let mut row = Row::indented(indent);
            if number == 0 {
                row.say(label, look, self.style);
            }
            row.pad_to(beside);
            row.write(&text[line]);
            self.row(&row);
        }
    }

    /// A line of a file before or after a change.
    pub(super) fn code(&mut self, indent: usize, sign: &str, look: Look, text: &str) {
        for (number, line) in wrap(text, self.width(indent + 2)).into_iter().enumerate() {
            let mut row = Row::indented(indent);
            row.say(if number == 0 { sign } else { " " }, look, self.style);
            row.write(" ");
            row.say(&text[line], look, self.style);
            self.row(&row);
        }
    }

    fn width(&self, taken: usize) -> usize {
        self.style.width.saturating_sub(taken).max(NARROWEST)
    }
}
