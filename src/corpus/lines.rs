//! The lines of an input as it streams in, and of a text that is at hand.
//!
//! LF, CR and CRLF end a line; U+2028 and its kind do not, since editors and JSON do not count them.

use std::io;
use std::ops::Range;

use super::decode::Decoded;
use crate::text::first_of_two;

/// What is kept of the buffer once a long line has passed, in bytes.
const SPARE: usize = 1 << 20;

/// One line, without what ends it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Line<'t> {
    /// From 1.
    pub number: usize,
    pub text: &'t str,
}

/// The lines of an input. The line at hand is held in memory, and little else.
#[derive(Debug)]
pub(super) struct Lines {
    decoded: Decoded,
    buffer: String,
    /// Where the next line begins in the buffer.
    start: usize,
    /// Up to where there is no line end in the buffer.
    searched: usize,
    number: usize,
    after_return: bool,
}

impl Lines {
    pub(super) fn new(decoded: Decoded) -> Self {
        Lines { decoded, buffer: String::new(), start: 0, searched: 0, number: 0, after_return: false }
    }

    /// The next line.
    ///
    /// Fails when the system fails to read.
    pub(super) fn next(&mut self) -> io::Result<Option<Line<'_>>> {
        let Some(range) = self.locate()? else { return Ok(None) };
        self.number += 1;
        Ok(Some(Line { number: self.number, text: &self.buffer[range] }))
    }

    /// The input that the lines are of.
    pub(super) fn decoded(&self) -> &Decoded {
        &self.decoded
    }

    /// Where the next line is in the buffer.
    fn locate(&mut self) -> io::Result<Option<Range<usize>>> {
        loop {
            if self.after_return && self.start < self.buffer.len() {
                self.start += usize::from(self.buffer.as_bytes()[self.start] == b'\n');
                self.searched = self.start;
                self.after_return = false;
            }
            if let Some(at) = line_end(&self.buffer.as_bytes()[self.searched..]) {
                let line = self.start..self.searched + at;
                self.after_return = self.buffer.as_bytes()[line.end] == b'\r';
                self.start = line.end + 1;
                self.searched = self.start;
                return Ok(Some(line));
            }
            self.drop_used();
            self.searched = self.buffer.len();
            if !self.decoded.more(&mut self.buffer)? {
                let line = 0..self.buffer.len();
                self.start = line.end;
                return Ok((!line.is_empty()).then_some(line));
            }
        }
    }

    fn drop_used(&mut self) {
        self.buffer.drain(..self.start);
        self.start = 0;
        if self.buffer.len() < SPARE && self.buffer.capacity() > 2 * SPARE {
            self.buffer.shrink_to(SPARE);
        }
    }
}

/// The lines of a text at hand.
#[derive(Debug)]
pub(super) struct TextLines {
    text: String,
    start: usize,
    number: usize,
}

impl TextLines {
    pub(super) fn new(text: String) -> Self {
        TextLines { text, start: 0, number: 0 }
    }

    pub(super) fn next(&mut self) -> Option<Line<'_>> {
        let rest = self.text.get(self.start..).filter(|rest| !rest.is_empty())?;
        let end = line_end(rest.as_bytes()).unwrap_or(rest.len());
        self.start += end + if rest[end..].starts_with("\r\n") { 2 } else { 1 };
        self.number += 1;
        Some(Line { number: self.number, text: &rest[..end] })
    }
}

/// Where the first line end is.
pub(super) fn line_end(bytes: &[u8]) -> Option<usize> {
    first_of_two(bytes, [b'\n', b'\r'])
}
