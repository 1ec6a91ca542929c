//! Places in a text as the protocol counts them: lines, and in them UTF-16 units or bytes.

use std::ops::Range;

use gen_lsp_types::Position;

/// What the columns of the protocol count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Encoding {
    Utf8,
    #[default]
    Utf16,
}

/// In a long line, a mark stands after so many bytes at most.
const STRIDE: usize = 1024;

/// Marks from which places are counted: at the beginning of every line, and within long ones.
#[derive(Clone, Debug)]
pub(super) struct Lines {
    marks: Vec<Mark>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Mark {
    byte: usize,
    line: u32,
    /// UTF-16 units of the line before it.
    units: u32,
    /// Bytes of the line before it.
    bytes: u32,
}

impl Lines {
    pub(super) fn of(text: &str) -> Lines {
        let start = Mark { byte: 0, line: 0, units: 0, bytes: 0 };
        let mut lines = Lines { marks: vec![start] };
        lines.read(text, start, text.len());
        lines
    }

    /// Follows an edit of the text: `text` has `new` bytes now where it had `old`. Only the lines around are
    /// read anew.
    pub(super) fn follow(&mut self, text: &str, old: &Range<usize>, new: usize) {
        let line = self.mark_before(old.start).line.saturating_sub(1);
        let first = self.marks.partition_point(|mark| mark.line < line);
        // A line further on, since an edit may join or part the two signs of a line end.
        let line = self.mark_before(old.end).line.saturating_add(2);
        let behind = self.marks.partition_point(|mark| mark.line < line);
        let mut rest = self.marks.split_off(behind);
        let start = self.marks[first];
        self.marks.truncate(first + 1);
        let shift = |byte: usize| byte - old.end + old.start + new;
        let end = rest.first().map_or(text.len(), |mark| shift(mark.byte));
        self.read(text, start, end);
        let read = self.marks.last().map_or(0, |mark| mark.line);
        let lost = rest.first().map_or(0, |mark| mark.line);
        for mark in &mut rest {
            mark.byte = shift(mark.byte);
            mark.line = mark.line - lost + read;
        }
        // The first of them begins where the reading ended, and so is there already.
        self.marks.extend(rest.into_iter().skip(1));
    }

    /// Sets marks behind `here` up to the byte `end`.
    fn read(&mut self, text: &str, mut here: Mark, end: usize) {
        let begin = here.byte;
        let mut last = begin;
        for (at, c) in text[begin..end].char_indices() {
            let next = begin + at + c.len_utf8();
            let ends_line = c == '\n' || (c == '\r' && !text[next..].starts_with('\n'));
            if ends_line {
                here = Mark { byte: next, line: here.line.saturating_add(1), units: 0, bytes: 0 };
            } else {
                here.byte = next;
                here.units = here.units.saturating_add(units(c));
                here.bytes = here.bytes.saturating_add(narrow(c.len_utf8()));
            }
            if ends_line || next - last >= STRIDE {
                self.marks.push(here);
                last = next;
            }
        }
    }

    /// The last mark at or before a byte.
    fn mark_before(&self, byte: usize) -> Mark {
        self.marks[self.marks.partition_point(|mark| mark.byte <= byte).max(1) - 1]
    }

    /// The place of a byte.
    pub(super) fn position(&self, text: &str, byte: usize, encoding: Encoding) -> Position {
        let byte = byte.min(text.len());
        let mark = self.mark_before(byte);
        let between = text.get(mark.byte..byte).unwrap_or_default();
        let character = match encoding {
            Encoding::Utf8 => mark.bytes.saturating_add(narrow(between.len())),
            Encoding::Utf16 => mark.units.saturating_add(between.chars().map(units).sum()),
        };
        Position { line: mark.line, character }
    }

    pub(super) fn range(&self, text: &str, span: &Range<usize>, encoding: Encoding) -> gen_lsp_types::Range {
        gen_lsp_types::Range {
            start: self.position(text, span.start, encoding),
            end: self.position(text, span.end, encoding),
        }
    }

    /// The byte of a place: behind the last character of a line that is shorter, at the end of a text that has
    /// fewer lines, before a character that the place would cut.
    pub(super) fn byte(&self, text: &str, place: Position, encoding: Encoding) -> usize {
        let column = |mark: &Mark| match encoding {
            Encoding::Utf8 => mark.bytes,
            Encoding::Utf16 => mark.units,
        };
        let sought = (place.line, place.character);
        let mark =
            self.marks[self.marks.partition_point(|mark| (mark.line, column(mark)) <= sought).max(1) - 1];
        if mark.line < place.line {
            return text.len();
        }
        let mut left = place.character - column(&mark);
        for (at, c) in text[mark.byte..].char_indices() {
            let width = match encoding {
                Encoding::Utf8 => narrow(c.len_utf8()),
                Encoding::Utf16 => units(c),
            };
            if left < width || matches!(c, '\n' | '\r') {
                return mark.byte + at;
            }
            left -= width;
        }
        text.len()
    }

    pub(super) fn span(&self, text: &str, range: gen_lsp_types::Range, encoding: Encoding) -> Range<usize> {
        let start = self.byte(text, range.start, encoding);
        start..self.byte(text, range.end, encoding).max(start)
    }
}

fn units(c: char) -> u32 {
    narrow(c.len_utf16())
}

fn narrow(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text() -> String {
        "补贴 𠀀 😀 a\r\n\n二\r三\n".to_owned() + &"长𠀀".repeat(700) + "\n末"
    }

    /// The last place at or before a byte that cuts no character.
    fn floor(text: &str, byte: usize) -> usize {
        (0..=byte.min(text.len())).rev().find(|byte| text.is_char_boundary(*byte)).unwrap()
    }

    /// Lines and columns counted one character after the other.
    fn counted(text: &str, byte: usize, encoding: Encoding) -> Position {
        let mut place = Position { line: 0, character: 0 };
        for (at, c) in text[..byte].char_indices() {
            if c == '\n' || (c == '\r' && !text[at + 1..].starts_with('\n')) {
                place = Position { line: place.line + 1, character: 0 };
            } else {
                place.character += match encoding {
                    Encoding::Utf8 => narrow(c.len_utf8()),
                    Encoding::Utf16 => units(c),
                };
            }
        }
        place
    }

    #[test]
    fn places_lead_to_bytes_and_back() {
        let text = text();
        let lines = Lines::of(&text);
        for encoding in [Encoding::Utf8, Encoding::Utf16] {
            for (byte, c) in text.char_indices() {
                let place = lines.position(&text, byte, encoding);
                assert_eq!(place, counted(&text, byte, encoding), "byte {byte}");
                if !(c == '\n' && text[..byte].ends_with('\r')) {
                    assert_eq!(lines.byte(&text, place, encoding), byte, "{place:?}");
                }
            }
        }
    }

    #[test]
    fn marks_follow_edits() {
        let mut text = text();
        let mut lines = Lines::of(&text);
        let pieces = ["", "\n", "\r", "\r\n", "甲\n𠀀", "a", "\n\n\n", &"长".repeat(900)];
        let mut number: usize = 7;
        for step in 0..600 {
            let mut any = |below: usize| {
                number =
                    number.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                (number >> 33) % below
            };
            let near = if step % 2 == 0 { text.len() } else { text.len().min(60) };
            let start = floor(&text, any(near + 1));
            let end = floor(&text, start + any(12));
            let piece = pieces[any(pieces.len())];
            text.replace_range(start..end.max(start), piece);
            lines.follow(&text, &(start..end.max(start)), piece.len());
            let expected = Lines::of(&text);
            let begins = |lines: &Lines| -> Vec<Mark> {
                lines.marks.iter().copied().filter(|mark| mark.bytes == 0).collect()
            };
            assert_eq!(begins(&lines), begins(&expected), "step {step}");
            let byte = floor(&text, any(text.len() + 1));
            for encoding in [Encoding::Utf8, Encoding::Utf16] {
                let place = lines.position(&text, byte, encoding);
                assert_eq!(place, expected.position(&text, byte, encoding), "step {step}");
            }
        }
    }

    #[test]
    fn places_that_are_none_lead_near() {
        let text = text();
        let lines = Lines::of(&text);
        let byte = |line, character| lines.byte(&text, Position { line, character }, Encoding::Utf16);
        assert_eq!(&text[..byte(0, 4)], "补贴 ", "a character is not cut");
        assert_eq!(&text[..byte(0, 99)], "补贴 𠀀 😀 a");
        assert_eq!(byte(99, 0), text.len());
        assert_eq!(Lines::of("").byte("", Position { line: 0, character: 7 }, Encoding::Utf16), 0);
    }
}
