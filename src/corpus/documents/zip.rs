//! ZIP archives, read within bounds: an archive of a few kilobytes may unpack to more than a machine has, and may
//! claim any size. What counts is what comes out.

use std::io::{Cursor, Read};

use ::zip::ZipArchive;
use ::zip::result::ZipError;

use crate::corpus::trouble::Defect;

/// So many members an archive may have.
const MEMBERS: usize = 65_536;

/// So many bytes a member may unpack to.
const MEMBER: u64 = 96 << 20;

/// So many bytes all members that are read may unpack to.
const ALL: u64 = 256 << 20;

/// Beyond this size a member may not unpack to more than `RATIO` times its packed size. Text packs to a tenth; what
/// packs to a five-hundredth repeats itself.
const FREE: u64 = 8 << 20;
const RATIO: u64 = 500;

/// An archive, and what may still be unpacked of it.
pub(super) struct Zip<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    left: u64,
}

impl<'b> Zip<'b> {
    /// Reads the list of members.
    ///
    /// Fails when there is none that can be read, or a far too long one.
    pub(super) fn open(bytes: &'b [u8]) -> Result<Self, Defect> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| problem(&error))?;
        if archive.len() > MEMBERS {
            return Err(Defect::Bomb);
        }
        Ok(Zip { archive, left: ALL })
    }

    /// How many members there are.
    pub(super) fn len(&self) -> usize {
        self.archive.len()
    }

    /// The bytes of the name of a member; older archives of Chinese systems have them in GBK.
    pub(super) fn raw_name(&mut self, index: usize) -> Option<Vec<u8>> {
        Some(self.archive.by_index_raw(index).ok()?.name_raw().to_vec())
    }

    /// The member of this name, unpacked; none if there is none.
    ///
    /// Fails when it is damaged, encrypted, or exceeds the bounds.
    pub(super) fn read(&mut self, name: &str) -> Result<Option<Vec<u8>>, Defect> {
        match self.archive.index_for_name(name) {
            None => Ok(None),
            Some(index) => self.read_at(index).map(Some),
        }
    }

    /// The member at this place, unpacked.
    ///
    /// Fails when it is damaged, encrypted, or exceeds the bounds.
    pub(super) fn read_at(&mut self, index: usize) -> Result<Vec<u8>, Defect> {
        let member = self.archive.by_index(index).map_err(|error| problem(&error))?;
        let packed = member.compressed_size();
        let bound = self.left.min(MEMBER).min(packed.saturating_mul(RATIO).max(FREE));
        let mut bytes = Vec::new();
        // A damaged end is told by the check sum, which is read with the last byte.
        member.take(bound + 1).read_to_end(&mut bytes).map_err(|_| Defect::Damaged)?;
        let size = bytes.len() as u64;
        if size > bound {
            return Err(Defect::Bomb);
        }
        self.left -= size;
        Ok(bytes)
    }
}

fn problem(error: &ZipError) -> Defect {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) | ZipError::InvalidPassword => {
            Defect::Encrypted
        }
        _ => Defect::Damaged,
    }
}
