//! The bytes of an input, read in chunks, with a look ahead as far as recognition needs it.

use std::fmt;
#[cfg(feature = "documents")]
use std::fs::File;
use std::io::{self, Read};

#[cfg(feature = "documents")]
use super::documents::Within;

/// The bytes read and not yet used, and where more come from.
pub(super) struct Bytes {
    source: Box<dyn Read + Send>,
    held: Vec<u8>,
    ended: bool,
    /// The file that they are of, where they are of one.
    #[cfg(feature = "documents")]
    file: Option<File>,
    #[cfg(feature = "documents")]
    within: Within,
}

impl Bytes {
    pub(super) fn new(source: Box<dyn Read + Send>) -> Self {
        Bytes {
            source,
            held: Vec::new(),
            ended: false,
            #[cfg(feature = "documents")]
            file: None,
            #[cfg(feature = "documents")]
            within: Within::default(),
        }
    }

    /// Those of a regular file, parts of which can be read by themselves.
    ///
    /// Fails when the system does.
    #[cfg(feature = "documents")]
    pub(super) fn of_file(file: File) -> io::Result<Self> {
        let twin = file.try_clone()?;
        Ok(Bytes { file: Some(twin), ..Bytes::new(Box::new(file)) })
    }

    /// Those of something packed.
    #[cfg(feature = "documents")]
    pub(super) fn packed(source: Box<dyn Read + Send>, within: Within) -> Self {
        Bytes { within, ..Bytes::new(source) }
    }

    /// The file that they are of, where they are of one, and how deep they lie.
    #[cfg(feature = "documents")]
    pub(super) fn origin(&self) -> (Option<&File>, &Within) {
        (self.file.as_ref(), &self.within)
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
        self.count(read);
        Ok(())
    }

    /// What comes in decides how much may be unpacked from it.
    #[allow(clippy::unused_self)] // without documents nothing is unpacked
    fn count(&self, read: usize) {
        #[cfg(feature = "documents")]
        self.within.came_in(read);
        #[cfg(not(feature = "documents"))]
        let _ = read;
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
            let read = if self.ended { 0 } else { self.source.read(buffer)? };
            self.count(read);
            return Ok(read);
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
