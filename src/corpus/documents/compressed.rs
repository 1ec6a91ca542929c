//! Files that were compressed one by one: gzip and Zstandard, unpacked as a stream.

use std::io::{self, BufRead, BufReader, Read};

pub(super) use flate2::Crc;
use flate2::bufread::{DeflateDecoder, MultiGzDecoder};
use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};

use super::limits::{Unpacking, Within, checked};
use crate::corpus::bytes::Bytes;
use crate::corpus::file_kind::FileKind;
use crate::corpus::problem::Problem;

/// What a compressed file holds.
///
/// Fails when the system fails to read.
pub(super) fn unpacked(kind: FileKind, bytes: Bytes) -> io::Result<Result<Bytes, Problem>> {
    let within: Within = match bytes.origin().1.deeper(kind) {
        Ok(within) => within,
        Err(problem) => return Ok(Err(problem)),
    };
    let packed = BufReader::with_capacity(64 * 1024, bytes);
    let unpacking: Box<dyn Read + Send> = match kind {
        FileKind::Zstandard => Box::new(Frames::new(packed)),
        _ => Box::new(MultiGzDecoder::new(packed)),
    };
    let source = checked(Unpacking::new(unpacking, kind, within.clone()))?;
    Ok(Ok(Bytes::packed(source, within)))
}

/// What was packed by deflate alone, as in ZIP archives.
pub(super) fn inflated(packed: impl BufRead + Send) -> impl Read + Send {
    DeflateDecoder::new(packed)
}

/// The content of Zstandard frames, of which a file may have several, with others between that are to be skipped.
struct Frames<R> {
    packed: BufReader<R>,
    decoder: FrameDecoder,
    is_open: bool,
}

impl<R: Read> Frames<R> {
    fn new(packed: BufReader<R>) -> Self {
        Frames { packed, decoder: FrameDecoder::new(), is_open: false }
    }

    /// Begins the next frame; says whether there is one.
    fn begin(&mut self) -> io::Result<bool> {
        loop {
            if self.packed.fill_buf()?.is_empty() {
                return Ok(false);
            }
            match self.decoder.reset(&mut self.packed) {
                Ok(()) => return Ok(true),
                Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame {
                    length,
                    ..
                })) => {
                    let length = u64::from(length);
                    if io::copy(&mut self.packed.by_ref().take(length), &mut io::sink())? < length {
                        return Err(io::ErrorKind::UnexpectedEof.into());
                    }
                }
                Err(error) => return Err(io::Error::other(error)),
            }
        }
    }

    fn is_whole(&self) -> bool {
        let (stated, found) = (self.decoder.get_checksum_from_data(), self.decoder.get_calculated_checksum());
        stated.is_none() || found.is_none() || stated == found
    }
}

impl<R: Read> Read for Frames<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            if !self.is_open {
                self.is_open = self.begin()?;
                if !self.is_open {
                    return Ok(0);
                }
            }
            while self.decoder.can_collect() == 0 && !self.decoder.is_finished() {
                let one = BlockDecodingStrategy::UptoBlocks(1);
                self.decoder.decode_blocks(&mut self.packed, one).map_err(io::Error::other)?;
            }
            let read = self.decoder.read(buffer)?;
            if read > 0 || buffer.is_empty() {
                return Ok(read);
            }
            if !self.is_whole() {
                return Err(io::ErrorKind::InvalidData.into());
            }
            self.is_open = false;
        }
    }
}
