//! From bytes to text, chunk by chunk, so that memory does not grow with the input.

use std::io;

use encoding_rs::{Decoder, DecoderResult, Encoding};

use super::bytes::Bytes;
use super::encoding;
use super::file_kind;
use super::file_kind::FileKind;
use super::problem::Problem;

/// How much is looked at to recognise an encoding, in bytes.
pub(super) const HEAD: usize = 256 * 1024;

/// How much is decoded at a time, in bytes.
const CHUNK: usize = 64 * 1024;

/// The text of an input, decoded as it is asked for. Every place that means nothing in the encoding
/// becomes U+FFFD and is counted.
#[derive(Debug)]
pub(super) struct Decoded {
    bytes: Bytes,
    /// None as long as there was nothing but ASCII, which says nothing about what will come.
    decoder: Option<Decoder>,
    /// Text that was looked at and not yet taken.
    ahead: String,
    undecodable: u64,
    /// How often NULs stood in a row, or alone; they are left out.
    nuls: usize,
    finished: bool,
}

impl Decoded {
    /// Decides on the encoding: by the byte order mark, else as `named`, else by what is there.
    ///
    /// Fails with what the input is, if it is no text. The system may fail to read.
    pub(super) fn new(
        mut bytes: Bytes,
        named: Option<&'static Encoding>,
    ) -> io::Result<Result<Decoded, FileKind>> {
        bytes.fill(HEAD)?;
        let head = bytes.held();
        if let Some(kind) = file_kind::recognise(head) {
            return Ok(Err(kind));
        }
        let (encoding, mark) = match (Encoding::for_bom(head), named) {
            (Some((encoding, mark)), _) => (Some(encoding), mark),
            (None, Some(encoding)) => (Some(encoding), 0),
            (None, None) => (encoding::detect(head), 0),
        };
        if !encoding.is_some_and(encoding::is_utf_16) && file_kind::is_binary(head) {
            return Ok(Err(FileKind::Unknown));
        }
        bytes.used(mark);
        let decoder = encoding.map(Encoding::new_decoder_without_bom_handling);
        Ok(Ok(Decoded { bytes, decoder, ahead: String::new(), undecodable: 0, nuls: 0, finished: false }))
    }

    /// Appends more text to `text`; says whether it did, or else the end is reached.
    ///
    /// Fails when the system fails to read.
    pub(super) fn more(&mut self, text: &mut String) -> io::Result<bool> {
        if !self.ahead.is_empty() {
            text.push_str(&self.ahead);
            self.ahead = String::new();
            return Ok(true);
        }
        let before = text.len();
        while text.len() == before && !self.finished {
            self.decode_chunk(text)?;
        }
        Ok(text.len() > before)
    }

    /// The text that comes next, at least `length` bytes of it unless the end is nearer; it stays.
    ///
    /// Fails when the system fails to read.
    pub(super) fn peek(&mut self, length: usize) -> io::Result<&str> {
        let mut ahead = std::mem::take(&mut self.ahead);
        while ahead.len() < length && !self.finished {
            self.decode_chunk(&mut ahead)?;
        }
        self.ahead = ahead;
        Ok(&self.ahead)
    }

    /// Whether the text reaches beyond what has been looked at.
    pub(super) fn has_more(&self) -> bool {
        !self.finished
    }

    /// What there is to say about undecodable bytes up to here.
    pub(super) fn doubt(&self) -> Option<Problem> {
        let encoding = self.decoder.as_ref()?.encoding().name();
        (self.undecodable > 0).then_some(Problem::Undecodable { count: self.undecodable, encoding })
    }

    /// How often NULs stood in the text up to here.
    pub(super) fn nuls(&self) -> usize {
        self.nuls
    }

    fn decode_chunk(&mut self, text: &mut String) -> io::Result<()> {
        let before = text.len();
        self.decode_raw(text)?;
        if text.as_bytes()[before..].contains(&0) {
            let whole = text.split_off(before);
            self.nuls += whole.split('\0').filter(|part| !part.is_empty()).count().saturating_sub(1).max(1);
            text.extend(whole.split('\0'));
        }
        Ok(())
    }

    fn decode_raw(&mut self, text: &mut String) -> io::Result<()> {
        self.bytes.fill(CHUNK)?;
        if self.decoder.is_none() && !self.pass_ascii(text)? {
            return Ok(());
        }
        let Some(decoder) = &mut self.decoder else { return Ok(()) };
        let mut rest = self.bytes.held();
        self.finished = self.bytes.ended();
        loop {
            // Enough for all of `rest`, so the decoder never stops for lack of room.
            text.reserve(
                decoder.max_utf8_buffer_length_without_replacement(rest.len()).unwrap_or(rest.len() * 4),
            );
            let (result, used) = decoder.decode_to_string_without_replacement(rest, text, self.finished);
            rest = &rest[used..];
            match result {
                DecoderResult::InputEmpty => break,
                DecoderResult::OutputFull => {}
                DecoderResult::Malformed(..) => {
                    text.push(char::REPLACEMENT_CHARACTER);
                    self.undecodable += 1;
                }
            }
        }
        let used = self.bytes.held().len();
        self.bytes.used(used);
        Ok(())
    }

    /// Passes on what is ASCII; decides on the encoding at the first byte that is not, and says
    /// whether it came to that.
    fn pass_ascii(&mut self, text: &mut String) -> io::Result<bool> {
        let held = self.bytes.held();
        let end = if held.is_ascii() { None } else { held.iter().position(|byte| !byte.is_ascii()) };
        let ascii = end.unwrap_or(held.len());
        text.extend(std::str::from_utf8(&held[..ascii]));
        self.bytes.used(ascii);
        if end.is_none() {
            self.finished = self.bytes.ended();
            return Ok(false);
        }
        self.bytes.fill(HEAD)?;
        self.decoder = Some(encoding::detect_within(self.bytes.held()).new_decoder_without_bom_handling());
        Ok(true)
    }
}
