//! ZIP archives, read within bounds: an archive of a few kilobytes may unpack to more than a machine has, and may
//! claim any size. What counts is what comes out.

use std::io::{Cursor, Read};

use ::zip::result::ZipError;
use ::zip::{CompressionMethod, ZipArchive};

use super::source::Source;
use crate::corpus::problem::Defect;

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

/// How many members the end of an archive says there are; none where it does not say so here.
fn stated_count(source: &Source) -> Option<usize> {
    const SIGNATURE: &[u8] = b"PK\x05\x06";
    /// The end, with the longest remark behind it.
    const LONGEST: u64 = 22 + 65_535;
    let mut end = Vec::new();
    let begin = source.len().saturating_sub(LONGEST);
    source.part(begin, LONGEST).read_to_end(&mut end).ok()?;
    let at = end.windows(SIGNATURE.len()).rposition(|window| window == SIGNATURE)?;
    let count = u16::from_le_bytes(end.get(at + 10..at + 12)?.try_into().ok()?);
    (count < u16::MAX).then_some(usize::from(count))
}

/// What a member is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Entry {
    File,
    Folder,
    Link,
}

/// The list of members of an archive that is read where it lies.
pub(super) struct Directory(ZipArchive<Source>);

/// A member of it.
pub(super) struct Listed {
    /// Its packed bytes, which are of no use where it is encrypted.
    pub(super) packed: Source,
    /// How long it is packed and, as the list says, unpacked, in bytes.
    pub(super) sizes: [u64; 2],
    pub(super) packing: Packing,
    pub(super) is_encrypted: bool,
    /// The check sum of what is packed.
    pub(super) crc: u32,
}

/// How a member is packed.
pub(super) enum Packing {
    Stored,
    Deflated,
    Other,
}

impl Directory {
    /// Fails when there is no list of members that can be read.
    pub(super) fn open(source: Source) -> Result<Self, Defect> {
        Ok(Directory(ZipArchive::new(source).map_err(|error| problem(&error))?))
    }

    /// The bytes of the names of all members, in the order of the list.
    pub(super) fn names(&self) -> impl Iterator<Item = &[u8]> {
        self.0.file_names_raw()
    }

    /// The bytes of the name of a member, and what it is; none beyond the last.
    pub(super) fn name(&self, index: usize) -> Option<(Vec<u8>, Entry)> {
        let entry = self.0.by_index_data(index).ok()?;
        let is = if entry.is_symlink() {
            Entry::Link
        } else if entry.is_file() {
            Entry::File
        } else {
            Entry::Folder
        };
        Some((entry.name_raw().to_vec(), is))
    }

    /// How many members cannot be had, since others behind them have the same name.
    pub(super) fn repeated(&self, source: &Source) -> usize {
        stated_count(source).map_or(0, |count| count.saturating_sub(self.0.len()))
    }

    /// The first bytes of a member, unpacked; none where they cannot be had.
    pub(super) fn begin(&mut self, index: usize, count: u64) -> Option<Vec<u8>> {
        let mut bytes = Vec::new();
        self.0.by_index(index).ok()?.take(count).read_to_end(&mut bytes).ok()?;
        Some(bytes)
    }

    /// Where a member lies in the source of the archive.
    ///
    /// Fails when it is not where the list says.
    pub(super) fn member(&mut self, index: usize, source: &Source) -> Result<Listed, Defect> {
        let member = self.0.by_index_raw(index).map_err(|error| problem(&error))?;
        let begin = member.data_start().ok_or(Defect::Damaged)?;
        let packed = source.part(begin, member.compressed_size());
        if packed.len() < member.compressed_size() {
            return Err(Defect::Damaged);
        }
        let packing = match member.compression() {
            CompressionMethod::Stored => Packing::Stored,
            CompressionMethod::Deflated => Packing::Deflated,
            _ => Packing::Other,
        };
        let sizes = [member.compressed_size(), member.size()];
        Ok(Listed { packed, sizes, packing, is_encrypted: member.encrypted(), crc: member.crc32() })
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
