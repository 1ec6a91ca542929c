//! How lines become paragraphs, one line at a time.

use super::kind::Kind;
use super::lines::Line;
use super::markdown::{self, Markdown};
use super::wrapped::{self, Wrapping};

/// A paragraph before it is known what number it gets in which document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Piece {
    /// The line of its first character, from 1.
    pub line: usize,
    /// What it is, where its markers tell.
    pub kind: Option<Kind>,
    /// Whether nothing in it is a marker, be it written like one.
    pub is_verbatim: bool,
    pub text: String,
}

/// What a line is to the paragraphs around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// It ends the paragraph before it and is in none.
    Blank,
    /// It is a paragraph.
    Alone,
    /// It begins one.
    Begins,
    /// It continues the paragraph before it, if there is one.
    Continues,
}

/// How the role of a line is found.
#[derive(Debug)]
pub(super) enum Manner {
    /// Each line is a paragraph.
    Line,
    /// Blank lines separate.
    Blank,
    /// Blank lines separate, and so does what else shows in wrapped text where a paragraph begins.
    Wrapped(Wrapping),
    /// All lines are one paragraph, which keeps its line breaks.
    Whole,
    /// Markers tell.
    Markdown(Markdown),
    /// Each line is a paragraph, without its markers.
    MarkdownLine(Markdown),
    /// All lines are one paragraph, without their markers.
    MarkdownWhole(Markdown),
}

/// Puts lines together to paragraphs. Paragraphs are trimmed and never empty.
#[derive(Debug)]
pub(super) struct Splitter {
    manner: Manner,
    open: Option<Piece>,
    /// Whether the open paragraph takes no further line.
    is_sealed: bool,
}

impl Splitter {
    pub(super) fn new(manner: Manner) -> Self {
        Splitter { manner, open: None, is_sealed: false }
    }

    /// Takes the next line; returns the paragraph that it shows to be complete.
    pub(super) fn push(&mut self, line: Line<'_>) -> Option<Piece> {
        let (role, text) = self.role(line.text);
        match role {
            Role::Blank => {
                self.underline();
                self.finish()
            }
            Role::Continues if !self.is_sealed => {
                self.extend(line.number, text);
                None
            }
            Role::Alone | Role::Begins | Role::Continues => self.begin(line.number, text, role),
        }
    }

    /// The paragraph that the end of the text completes.
    pub(super) fn finish(&mut self) -> Option<Piece> {
        self.is_sealed = false;
        let piece = self.open.take()?;
        self.finished(piece)
    }

    /// Makes a heading of the open paragraph if the line just read says so.
    fn underline(&mut self) {
        if let (Manner::Markdown(markdown), Some(open)) = (&self.manner, &mut self.open)
            && open.kind.is_none()
            && markdown.underlines(&open.text)
        {
            open.kind = Some(Kind::Heading);
        }
    }

    /// What a line is, and what of it belongs to the paragraph.
    fn role<'t>(&mut self, line: &'t str) -> (Role, &'t str) {
        let text = trim(line);
        match &mut self.manner {
            Manner::Line | Manner::Blank if text.is_empty() => (Role::Blank, text),
            Manner::Line => (Role::Alone, text),
            Manner::Blank => (Role::Continues, text),
            Manner::Whole => (Role::Continues, if self.open.is_none() { text } else { line.trim_end() }),
            Manner::Wrapped(wrapping) => (wrapping.role(line), text),
            Manner::Markdown(markdown) => markdown.read(line),
            Manner::MarkdownLine(markdown) => match markdown.read(line) {
                (Role::Blank, text) => (Role::Blank, text),
                (_, text) => (Role::Alone, text),
            },
            Manner::MarkdownWhole(markdown) => (Role::Continues, markdown.read(line).1),
        }
    }

    fn begin(&mut self, line: usize, text: &str, role: Role) -> Option<Piece> {
        let piece = self.piece(line, text);
        let before = self.finish();
        if role == Role::Alone && before.is_none() {
            return self.finished(piece);
        }
        self.open = Some(piece);
        self.is_sealed = role == Role::Alone;
        before
    }

    /// A paragraph that begins with the line just read, with what its markers say it is.
    fn piece(&self, line: usize, text: &str) -> Piece {
        let (kind, is_verbatim) = match &self.manner {
            Manner::Markdown(markdown) | Manner::MarkdownLine(markdown) => {
                (markdown.kind(), markdown.is_code())
            }
            _ => (None, false),
        };
        Piece { line, kind, is_verbatim, text: text.to_owned() }
    }

    fn extend(&mut self, line: usize, text: &str) {
        match &mut self.open {
            // A whole text begins with its first character, not with its first line.
            None if text.is_empty() => {}
            None => self.open = Some(self.piece(line, text)),
            Some(piece) if matches!(self.manner, Manner::Whole | Manner::MarkdownWhole(_)) => {
                piece.text.push('\n');
                piece.text.push_str(text);
            }
            Some(piece) => wrapped::join(&mut piece.text, text),
        }
    }

    fn finished(&self, mut piece: Piece) -> Option<Piece> {
        match self.manner {
            _ if piece.is_verbatim => trim(&piece.text.clone()).clone_into(&mut piece.text),
            Manner::Markdown(_) | Manner::MarkdownLine(_) | Manner::MarkdownWhole(_) => {
                trim(&markdown::plain(&piece.text)).clone_into(&mut piece.text);
            }
            Manner::Whole => piece.text.truncate(trim(&piece.text).len()),
            Manner::Line | Manner::Blank | Manner::Wrapped(_) => {}
        }
        (!piece.text.is_empty()).then_some(piece)
    }
}

/// The text without the blanks around it, those of no width included.
pub(super) fn trim(text: &str) -> &str {
    text.trim_matches(is_blank)
}

/// White space of any width, U+3000 included, and byte order marks and joiners of no width.
pub(super) fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{FEFF}' | '\u{200B}')
}
