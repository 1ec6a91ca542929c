//! How the terminal view may look, and the few escape sequences it uses.
//!
//! Groups of categories have colours of middle brightness from the palette of 256, which can be read on
//! dark and on light grounds; the sixteen basic ones hold hardly five of which that is true.

use crate::language::{Language, Message};

/// No view is narrower than this, whatever the window says.
pub(super) const NARROWEST: usize = 40;

/// How a view is shown: what the reader's window allows, and in which language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// The columns of the window.
    pub width: usize,
    /// Whether it shows colours. Without them the view is plain text that any editor shows aligned.
    pub colour: bool,
    /// The language of the words around texts and names.
    pub language: Language,
}

impl Style {
    /// A message in the language of the reader.
    pub(super) fn text(self, message: &Message) -> String {
        message.text(self.language)
    }
}

/// How a run of characters is shown; the parameters of an escape sequence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Look(&'static str);

impl Look {
    pub(super) const PLAIN: Look = Look("");
    pub(super) const STRONG: Look = Look("1");
    pub(super) const FAINT: Look = Look("2");
    /// Of flags, which often turn the meaning round; no group has this colour.
    pub(super) const WARNING: Look = Look("1;31");
    /// Of lines of a file that a change would take out or add.
    pub(super) const REMOVED: Look = Look("31");
    pub(super) const ADDED: Look = Look("32");
}

/// The looks of a group's evidence and of its labels. None is red, which is the flags'.
const GROUPS: [(Look, Look); 8] = [
    (Look("4;38;5;33"), Look("1;38;5;33")),
    (Look("4;38;5;166"), Look("1;38;5;166")),
    (Look("4;38;5;64"), Look("1;38;5;64")),
    (Look("4;38;5;162"), Look("1;38;5;162")),
    (Look("4;38;5;37"), Look("1;38;5;37")),
    (Look("4;38;5;136"), Look("1;38;5;136")),
    (Look("4;38;5;98"), Look("1;38;5;98")),
    (Look("4;38;5;131"), Look("1;38;5;131")),
];

/// The look of evidence of the group number `group`.
pub(super) fn of_evidence(group: usize) -> Look {
    GROUPS[group % GROUPS.len()].0
}

/// The look of the labels of the group number `group`.
pub(super) fn of_label(group: usize) -> Look {
    GROUPS[group % GROUPS.len()].1
}

/// A line that is being put together, with the columns it takes so far.
#[derive(Debug, Default)]
pub(super) struct Row {
    pub(super) text: String,
    pub(super) columns: usize,
}

impl Row {
    /// A row that begins with `columns` blanks.
    pub(super) fn indented(columns: usize) -> Row {
        Row { text: " ".repeat(columns), columns }
    }

    /// Appends `shown`, which takes `columns` and must be fit for a terminal.
    pub(super) fn push(&mut self, shown: &str, columns: usize) {
        self.text.push_str(shown);
        self.columns += columns;
    }

    /// Appends text that is made visible first, in a look of its own where colours are shown.
    pub(super) fn say(&mut self, text: &str, look: Look, style: Style) {
        let shown = super::width::visible(text);
        let columns = super::width::columns(&shown);
        if style.colour && !shown.is_empty() && look != Look::PLAIN {
            self.begin(look);
            self.push(&shown, columns);
            self.end();
        } else {
            self.push(&shown, columns);
        }
    }

    /// Appends text that is made visible first, as it is.
    pub(super) fn write(&mut self, text: &str) {
        let shown = super::width::visible(text);
        self.push(&shown, super::width::columns(&shown));
    }

    pub(super) fn begin(&mut self, look: Look) {
        self.text.push_str("\x1b[");
        self.text.push_str(look.0);
        self.text.push('m');
    }

    pub(super) fn end(&mut self) {
        self.text.push_str("\x1b[0m");
    }

    /// Appends blanks up to column `columns`.
    pub(super) fn pad_to(&mut self, columns: usize) {
        while self.columns < columns {
            self.push(" ", 1);
        }
    }

    /// Ends the line, without blanks at its end.
    pub(super) fn print(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(self.text.trim_end_matches(' ').as_bytes());
        out.push(b'\n');
    }
}
