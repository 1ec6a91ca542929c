//! ZIP archives: the members in the order of their list, each unpacked as it is read.

use std::io::{self, BufReader, Read};

use encoding_rs::Encoding;

use super::archive_links::Links;
use super::compressed::{Crc, inflated};
use super::limits::{Unpacking, Within, allowed, bomb, checked};
use super::source::Source;
use super::zip::{Directory, Entry, Listed, Packing};
use super::{Member, defect_of, member_name};
use crate::corpus::bytes::Bytes;
use crate::corpus::file_kind::FileKind;
use crate::corpus::problem::{Defect, Problem};

const KIND: FileKind = FileKind::Zip;

/// No path is longer, in bytes.
const LONGEST_TARGET: u64 = 4096;

/// The members of an archive, one by one.
pub(super) struct Members {
    directory: Directory,
    source: Source,
    /// That of the names which are not UTF-8.
    encoding: &'static Encoding,
    next: usize,
    within: Within,
    links: Links,
    /// How many members cannot be had for their names.
    repeated: usize,
    /// Whether those that follow are not read any more.
    is_given_up: bool,
}

impl Members {
    /// `within` is for what lies in the archive.
    pub(super) fn new(directory: Directory, source: Source, within: Within) -> Self {
        let encoding = member_name::encoding(directory.names());
        let repeated = directory.repeated(&source);
        Members {
            directory,
            source,
            encoding,
            next: 0,
            within,
            links: Links::default(),
            repeated,
            is_given_up: false,
        }
    }

    /// Where a link leads, which is what it holds.
    fn target(&mut self, index: usize, name: &str) -> String {
        let mut target = Vec::new();
        // What cannot be read leads nowhere.
        let _ = self.bytes(index).map(|bytes| bytes.take(LONGEST_TARGET).read_to_end(&mut target));
        member_name::target(&target, self.encoding, name)
    }

    fn bytes(&mut self, index: usize) -> Result<Bytes, Problem> {
        let defective = |defect| Problem::Defective { kind: KIND, defect };
        let member = self.directory.member(index, &self.source).map_err(defective)?;
        let [packed, unpacked] = member.sizes;
        // What says so itself need not be tried.
        if unpacked > allowed(packed) {
            return Err(bomb());
        }
        let unpacking = unpacking(member, self.within.clone()).map_err(defective)?;
        let source = checked(unpacking).map_err(|error| Problem::of(&error))?;
        Ok(Bytes::packed(source, self.within.clone()))
    }
}

impl Iterator for Members {
    type Item = Result<Member, Problem>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if self.within.is_spent() {
                self.next = usize::MAX;
                let is_told = std::mem::replace(&mut self.is_given_up, true);
                return (!is_told).then(|| Err(Problem::Defective { kind: KIND, defect: Defect::Bomb }));
            }
            let index = self.next;
            let Some((name, entry)) = self.directory.name(index) else { return self.last() };
            self.next += 1;
            let name = member_name::shown(&name, self.encoding).filter(|_| entry != Entry::Folder);
            if let Some(name) = name {
                if entry == Entry::Link {
                    let target = self.target(index, &name);
                    self.links.push(name, target);
                    continue;
                }
                self.links.member(&name);
                let bytes = self.bytes(index);
                return Some(Ok(Member { name, bytes }));
            }
        }
    }
}

impl Members {
    /// What there is to say when all members are read.
    fn last(&mut self) -> Option<Result<Member, Problem>> {
        let count = std::mem::take(&mut self.repeated);
        if count > 0 {
            return Some(Err(Problem::RepeatedMembers { count }));
        }
        self.links.next().map(Ok)
    }
}

/// What a member holds.
fn unpacking(member: Listed, within: Within) -> Result<Unpacking<Verified>, Defect> {
    if member.is_encrypted {
        return Err(Defect::Encrypted);
    }
    let packed = BufReader::with_capacity(64 * 1024, member.packed);
    let unpacked: Box<dyn Read + Send> = match member.packing {
        Packing::Stored => Box::new(packed),
        Packing::Deflated => Box::new(inflated(packed)),
        Packing::Other => return Err(Defect::Unsupported),
    };
    Ok(Unpacking::new(Verified { unpacked, crc: Crc::new(), stated: member.crc }, KIND, within))
}

/// Checks that all members are whole and within bounds, for readers that look at neither.
pub(super) fn verify(bytes: &[u8]) -> Result<(), Defect> {
    let within = Within::default();
    within.came_in(bytes.len());
    let source = Source::held(bytes.to_vec());
    let mut directory = Directory::open(source.clone())?;
    for index in 0..directory.names().count() {
        let mut unpacking = unpacking(directory.member(index, &source)?, within.clone())?;
        io::copy(&mut unpacking, &mut io::sink()).map_err(|error| defect_of(&Problem::of(&error)))?;
    }
    Ok(())
}

/// What is unpacked; fails at its end if it is not what was packed.
struct Verified {
    unpacked: Box<dyn Read + Send>,
    crc: Crc,
    stated: u32,
}

impl Read for Verified {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.unpacked.read(buffer)?;
        if read == 0 && !buffer.is_empty() && self.crc.sum() != self.stated {
            return Err(io::ErrorKind::InvalidData.into());
        }
        self.crc.update(&buffer[..read]);
        Ok(read)
    }
}
