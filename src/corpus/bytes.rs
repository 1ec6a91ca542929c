//! The bytes of an input, read in chunks, with a look ahead as far as recognition needs it.

use std::fmt;
use std::io::{self, Read};

/// The bytes read and not yet used, and where more come from.
pub(super) struct Bytes {
    source: Box<dyn Read + Send>,
    held: Vec<u8>,
    ended: bool,
}

impl Bytes {
    pub(super) fn new(source: Box<dyn Read + Send>) -> Self {
        Bytes { source, held: Vec::new(), ended: false }
    }

    /// Reads until at least `count` bytes are held or the input ends.
    ///
    /// Fails when the system fails to read.
    pub(super) fn fill(&mut self, count: usize) -> io::Result<()> {
        if self.ended || self.held.len() >= count {
            return Ok(());
        }
        let missing = count - self.held.len();
        let read = self.source.by_ref().take(missing as u64).read_to_end(&mut self.held)?;
        self.ended = read < missing;
        Ok(())
    }

    /// The bytes read and not yet used.
    pub(super) fn held(&self) -> &[u8] {
        &self.held
    }

    /// Whether nothing comes after the bytes held.
    pub(super) fn ended(&self) -> bool {
        self.ended
    }

    /// Lets go of the first `count` bytes held.
    pub(super) fn used(&mut self, count: usize) {
        self.held.drain(..count);
    }

    /// The bytes held, which count as used.
    #[cfg(feature = "documents")]
    pub(super) fn take_held(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.held)
    }
}

impl Read for Bytes {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.held.is_empty() {
            return if self.ended { Ok(0) } else { self.source.read(buffer) };
        }
        let count = buffer.len().min(self.held.len());
        buffer[..count].copy_from_slice(&self.held[..count]);
        self.used(count);
        Ok(count)
    }
}

impl fmt::Debug for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Bytes")
            .field("held", &self.held.len())
            .field("ended", &self.ended)
            .finish_non_exhaustive()
    }
}
