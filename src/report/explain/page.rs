//! Entries below each other: a word that says what kind of entry it is, and a sentence beside it, wrapped.

use crate::language::{Language, Message};

use crate::report::style::{Look, Row, Style};
use crate::report::width::columns;
use crate::report::wrap::wrap;

/// The columns before a heading; before an entry there are twice as many.
pub(super) const INDENT: usize = 2;

/// Where the sentence of an entry begins.
pub(super) const BESIDE: usize = 2 * INDENT + 7;

/// No text is narrower than this, however narrow the window.
const NARROWEST: usize = 24;

/// Lines that are put together.
pub(super) struct Page<'o> {
    pub(super) style: Style,
    pub(super) language: Language,
    pub(super) out: &'o mut Vec<u8>,
}

impl Page<'_> {
    pub(super) fn row(&mut self, row: &Row) {
        row.print(self.out);
    }

    pub(super) fn blank(&mut self) {
        self.out.push(b'\n');
    }

    /// A sentence of its own.
    pub(super) fn sentence(&mut self, indent: usize, look: Look, message: &Message) {
        self.line(indent, look, &message.text(self.language));
    }

    /// A text of its own.
    pub(super) fn line(&mut self, indent: usize, look: Look, text: &str) {
        for line in wrap(text, self.width(indent)) {
            let mut row = Row::indented(indent);
            row.say(&text[line], look, self.style);
            self.row(&row);
        }
    }

    /// An entry: its word and its sentence.
    pub(super) fn entry(&mut self, label: &str, look: Look, message: &Message) {
        self.beside(label, look, &message.text(self.language));
    }

    /// An entry: its word and a text.
    pub(super) fn beside(&mut self, label: &str, look: Look, text: &str) {
        self.hanging(2 * INDENT, BESIDE, label, look, text);
    }

    /// A text in a list below an entry.
    pub(super) fn listed(&mut self, sign: &str, look: Look, text: &str) {
        self.hanging(BESIDE, BESIDE + 2, sign, look, text);
    }

    /// A word and, from a column on, a text.
    fn hanging(&mut self, indent: usize, column: usize, label: &str, look: Look, text: &str) {
        let column = column.max(indent + columns(label) + 1);
        for (number, line) in wrap(text, self.width(column)).into_iter().enumerate() {
            let mut row = Row::indented(indent);
            if number == 0 {
                row.say(label, look, self.style);
            }
            row.pad_to(column);
            row.write(&text[line]);
            self.row(&row);
        }
    }

    fn width(&self, taken: usize) -> usize {
        self.style.width.saturating_sub(taken).max(NARROWEST)
    }
}
