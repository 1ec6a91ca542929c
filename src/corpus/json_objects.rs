//! Where each object of a JSON input stands: on a line of its own, so that a broken one harms no other; or in a list, or alone
//! over several lines, as databases and programs write them.

use std::io;

use super::decode::Decoded;
use super::lines::Lines;
use crate::text::{count_bytes, first_of_two};

/// The objects of an input as it streams in. The one at hand is held in memory, and little else.
#[derive(Debug)]
pub(super) enum Objects {
    Lines(Lines),
    Listed(Listed),
}

/// What stands in a list, or one after the other, however many lines it takes.
#[derive(Debug)]
pub(super) struct Listed {
    decoded: Decoded,
    buffer: String,
    /// Where what is not yet given out begins in the buffer, and on which line.
    start: usize,
    line: usize,
    /// How many characters stand before it on that line.
    column: usize,
    /// How many were given out.
    count: usize,
    is_open: bool,
}

/// One object, or what stands in the place of one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Object<'t> {
    /// The line on which it begins, from 1.
    pub(super) line: usize,
    /// How many characters stand before it on this line.
    pub(super) column: usize,
    pub(super) text: &'t str,
    /// Which one of a list it is, from 1.
    number: Option<usize>,
}

impl Object<'_> {
    /// What it is called in an input of this name, where it has no name of its own.
    pub(super) fn name(self, input: &str) -> String {
        match self.number {
            None => format!("{input}:{}", self.line),
            Some(number) => in_list(input, number),
        }
    }

    /// Where to look for it: in an input of this name, on this line, if it has one of its own.
    pub(super) fn place(self, input: &str) -> (String, Option<usize>) {
        match self.number {
            None => (input.to_owned(), Some(self.line)),
            Some(_) => (self.name(input), None),
        }
    }
}

/// What an object of a list is called.
pub(super) fn in_list(input: &str, number: usize) -> String {
    format!("{input}#{number}")
}

impl Objects {
    /// Those of an input that is told by so many bytes of its beginning.
    ///
    /// Fails when the system fails to read.
    pub(super) fn new(mut decoded: Decoded, head: usize) -> io::Result<Objects> {
        Ok(if begins_over_lines(decoded.peek(head)?) {
            let buffer = String::new();
            Objects::Listed(Listed {
                decoded,
                buffer,
                start: 0,
                line: 1,
                column: 0,
                count: 0,
                is_open: false,
            })
        } else {
            Objects::Lines(Lines::new(decoded))
        })
    }

    /// The next object; none at the end.
    ///
    /// Fails when the system fails to read.
    pub(super) fn next(&mut self) -> io::Result<Option<Object<'_>>> {
        match self {
            Objects::Lines(lines) => {
                let line = lines.next()?;
                Ok(line.map(|line| Object { line: line.number, column: 0, text: line.text, number: None }))
            }
            Objects::Listed(listed) => listed.next(),
        }
    }

    /// Whether, at the end, a list has not ended.
    pub(super) fn are_cut_off(&self) -> bool {
        matches!(self, Objects::Listed(Listed { is_open: true, .. }))
    }

    /// The input that they stand in.
    pub(super) fn decoded(&self) -> &Decoded {
        match self {
            Objects::Lines(lines) => lines.decoded(),
            Objects::Listed(listed) => &listed.decoded,
        }
    }
}

/// Whether a text begins like a list of JSON objects, or like an object over several lines: as no prose does, and no JSON
/// lines.
pub(super) fn begins_over_lines(text: &str) -> bool {
    let text = text.trim_start_matches('\u{FEFF}').trim_start();
    let object = match text.strip_prefix('[') {
        Some(items) => items.trim_start().strip_prefix('{'),
        None => text
            .strip_prefix('{')
            .filter(|rest| rest.trim_start_matches([' ', '\t']).starts_with(['\n', '\r'])),
    };
    object.is_some_and(|object| object.trim_start().starts_with('"'))
}

impl Listed {
    fn next(&mut self) -> io::Result<Option<Object<'_>>> {
        if !self.find_start()? {
            return Ok(None);
        }
        let length = self.length()?;
        let (start, line, column) = (self.start, self.line, self.column);
        self.pass(length);
        self.count += 1;
        let text = &self.buffer[start..start + length];
        Ok(Some(Object { line, column, text, number: Some(self.count) }))
    }

    /// Goes to where the next item begins; says whether there is one.
    fn find_start(&mut self) -> io::Result<bool> {
        loop {
            match self.buffer.as_bytes().get(self.start).copied() {
                None if !self.fill()? => return Ok(false),
                None => {}
                Some(b' ' | b'\t' | b'\n' | b'\r' | b',') => self.pass(1),
                Some(b'[') if !self.is_open => {
                    self.is_open = true;
                    self.pass(1);
                }
                Some(b']') => {
                    self.is_open = false;
                    self.pass(1);
                }
                Some(_) => return Ok(true),
            }
        }
    }

    /// The length of the item that begins at the start: up to where its brackets are closed and its quotation marks paired,
    /// else up to the end of all.
    fn length(&mut self) -> io::Result<usize> {
        let (mut at, mut depth, mut is_quoted) = (0, 0_usize, false);
        loop {
            let bytes = &self.buffer.as_bytes()[self.start..];
            while let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty()) {
                let was_inside = is_quoted || depth > 0;
                if is_quoted {
                    let mark = first_of_two(rest, [b'"', b'\\']);
                    is_quoted = mark.is_none_or(|mark| rest[mark] == b'\\');
                    // What a backslash stands before is no mark.
                    at += mark.map_or(rest.len(), |mark| mark + if is_quoted { 2 } else { 1 });
                } else {
                    match rest[0] {
                        b',' | b']' | b' ' | b'\t' | b'\n' | b'\r' if depth == 0 => return Ok(at),
                        b'"' => is_quoted = true,
                        b'{' | b'[' => depth += 1,
                        b'}' | b']' => depth = depth.saturating_sub(1),
                        _ => {}
                    }
                    at += 1;
                }
                if was_inside && !is_quoted && depth == 0 {
                    return Ok(at);
                }
            }
            if !self.fill()? {
                // What is wrong with the item says as much as that its list does not end.
                self.is_open = false;
                return Ok(self.buffer.len() - self.start);
            }
        }
    }

    /// Goes on by so many bytes.
    fn pass(&mut self, length: usize) {
        let passed = &self.buffer[self.start..self.start + length];
        let last = passed.rfind('\n').map(|at| at + 1);
        let characters = passed[last.unwrap_or(0)..].chars().count();
        self.column = if last.is_some() { characters } else { self.column + characters };
        self.line += count_bytes(passed, |byte| byte == b'\n');
        self.start += length;
    }

    /// Reads on; says whether there was more.
    fn fill(&mut self) -> io::Result<bool> {
        self.buffer.drain(..self.start);
        self.start = 0;
        self.decoded.more(&mut self.buffer)
    }
}
