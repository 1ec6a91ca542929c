//! Bytes of which any part can be read at any time: those of a file where they lie, others from memory.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::sync::{Arc, Mutex, PoisonError};

use super::limits::Within;
use crate::corpus::bytes::Bytes;
use crate::corpus::file_kind::FileKind;
use crate::corpus::problem::{Defect, Problem};

/// A range of bytes and a place in it; many can be of the same bytes.
#[derive(Clone, Debug)]
pub(super) struct Source {
    store: Store,
    /// Where the range begins among all bytes.
    begin: u64,
    length: u64,
    /// The place, from the beginning of the range.
    at: u64,
}

#[derive(Clone, Debug)]
enum Store {
    /// The place of a file belongs to all who read it.
    File(Arc<Mutex<File>>),
    Memory(Arc<Vec<u8>>),
}

impl Source {
    /// All bytes of an input of this kind. What is no file is held in memory, unless it is too large.
    ///
    /// Fails when the system fails to read.
    pub(super) fn of(kind: FileKind, mut bytes: Bytes) -> io::Result<Result<Source, Problem>> {
        let (file, within) = bytes.origin();
        let within: Within = within.clone();
        if let Some(file) = file {
            let (length, file) = (file.metadata()?.len(), file.try_clone()?);
            within.came_in(usize::try_from(length).unwrap_or(usize::MAX));
            return Ok(Ok(Source::new(Store::File(Arc::new(Mutex::new(file))), length)));
        }
        let most = within.may_hold();
        bytes.fill(most + 1)?;
        let held = bytes.take_held();
        if held.len() > most {
            let defect = Defect::TooLarge { mebibytes: most >> 20 };
            return Ok(Err(Problem::Defective { kind, defect }));
        }
        Ok(Ok(Source::held(held)))
    }

    /// Bytes at hand.
    pub(super) fn held(bytes: Vec<u8>) -> Source {
        let length = bytes.len() as u64;
        Source::new(Store::Memory(Arc::new(bytes)), length)
    }

    fn new(store: Store, length: u64) -> Source {
        Source { store, begin: 0, length, at: 0 }
    }

    /// The bytes of a part.
    pub(super) fn part(&self, begin: u64, length: u64) -> Source {
        let begin = begin.min(self.length);
        let length = length.min(self.length - begin);
        Source { store: self.store.clone(), begin: self.begin + begin, length, at: 0 }
    }

    pub(super) fn len(&self) -> u64 {
        self.length
    }
}

impl Read for Source {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = self.length.saturating_sub(self.at);
        let count = buffer.len().min(usize::try_from(left).unwrap_or(usize::MAX));
        if count == 0 {
            return Ok(0);
        }
        let (buffer, begin) = (&mut buffer[..count], self.begin + self.at);
        let read = match &self.store {
            Store::File(file) => {
                let mut file = file.lock().unwrap_or_else(PoisonError::into_inner);
                file.seek(SeekFrom::Start(begin))?;
                file.read(buffer)?
            }
            Store::Memory(bytes) => {
                let rest = usize::try_from(begin).ok().and_then(|begin| bytes.get(begin..));
                rest.unwrap_or_default().read(buffer)?
            }
        };
        self.at += read as u64;
        Ok(read)
    }
}

impl Seek for Source {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let at = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::End(by) => self.length.checked_add_signed(by),
            SeekFrom::Current(by) => self.at.checked_add_signed(by),
        };
        self.at = at.ok_or(io::ErrorKind::InvalidInput)?;
        Ok(self.at)
    }
}
