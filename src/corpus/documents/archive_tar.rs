//! Tar archives, read as a stream: one member after the other, as they lie there.

use std::io::{self, Read};
use std::sync::{Arc, Mutex};

use encoding_rs::Encoding;
use tar::{EntryType, Header, PaxExtensions};

use super::archive_links::Links;
use super::limits::{Unpacking, Within, checked};
use super::{Member, member_name};
use crate::corpus::bytes::Bytes;
use crate::corpus::file_kind::FileKind;
use crate::corpus::problem::{Defect, Problem};

const KIND: FileKind = FileKind::Tar;

/// Headers and members are padded to a multiple of so many bytes.
const BLOCK: u64 = 512;

/// A name that is longer than so many bytes is none.
const LONGEST_NAME: u64 = 64 * 1024;

/// The members of an archive, one by one.
pub(super) struct Members {
    stream: Arc<Mutex<Stream>>,
    within: Within,
    links: Links,
    is_ended: bool,
}

/// The archive, and how much of the member at hand has not been read.
struct Stream {
    bytes: Bytes,
    /// Which member is at hand, from 1.
    member: usize,
    left: u64,
    padding: u64,
}

/// What a header and those before it that extend it say of a member.
struct Entry {
    name: Vec<u8>,
    /// Where a link leads.
    target: Vec<u8>,
    kind: EntryType,
}

impl Members {
    /// `within` is for what lies in the archive.
    pub(super) fn new(bytes: Bytes, within: Within) -> Self {
        let stream = Stream { bytes, member: 0, left: 0, padding: 0 };
        Members { stream: Arc::new(Mutex::new(stream)), within, links: Links::default(), is_ended: false }
    }

    /// The next member that is a file, none at the end.
    fn advance(&mut self) -> io::Result<Option<Member>> {
        loop {
            let (entry, number) = {
                let mut stream = lock(&self.stream)?;
                let Some(entry) = stream.entry()? else { return Ok(self.links.next()) };
                (entry, stream.member)
            };
            let encoding: &'static Encoding = member_name::encoding([entry.name.as_slice()].into_iter());
            let is_folder = entry.name.ends_with(b"/") || entry.kind.is_dir();
            let Some(name) = member_name::shown(&entry.name, encoding).filter(|_| !is_folder) else {
                continue;
            };
            let target = |of: &str| member_name::target(&entry.target, encoding, of);
            let bytes = match entry.kind {
                EntryType::Regular | EntryType::Continuous => self.bytes(number),
                EntryType::GNUSparse => Err(Problem::Defective { kind: KIND, defect: Defect::Unsupported }),
                EntryType::Link => {
                    self.links.push(name, target(""));
                    continue;
                }
                EntryType::Symlink => {
                    let target = target(&name);
                    self.links.push(name, target);
                    continue;
                }
                // Devices are no documents.
                _ => continue,
            };
            self.links.member(&name);
            return Ok(Some(Member { name, bytes }));
        }
    }

    fn bytes(&self, number: usize) -> Result<Bytes, Problem> {
        let content = Content { stream: Arc::clone(&self.stream), number };
        let source = checked(Unpacking::new(content, KIND, self.within.clone()));
        Ok(Bytes::packed(source.map_err(|error| Problem::of(&error))?, self.within.clone()))
    }
}

impl Iterator for Members {
    type Item = Result<Member, Problem>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.is_ended {
            return None;
        }
        let next = self.advance();
        self.is_ended = !matches!(next, Ok(Some(_)));
        next.map_err(|error| Problem::of(&error)).transpose()
    }
}

impl Stream {
    /// The next header, with the long name that may stand before it; none at the end.
    fn entry(&mut self) -> io::Result<Option<Entry>> {
        let (mut long_name, mut long_target, mut size) = (None, None, None);
        loop {
            self.pass(self.left + self.padding)?;
            let Some(header) = self.header()? else { return Ok(None) };
            let entry_type = header.entry_type();
            let length = size.take().map_or_else(|| header.entry_size(), Ok).map_err(|_| damaged())?;
            self.member += 1;
            self.left = length;
            self.padding = (BLOCK - length % BLOCK) % BLOCK;
            match entry_type {
                EntryType::GNULongName | EntryType::GNULongLink => {
                    let mut name = self.extension()?;
                    name.truncate(name.iter().position(|byte| *byte == 0).unwrap_or(name.len()));
                    let is_target = entry_type == EntryType::GNULongLink;
                    *(if is_target { &mut long_target } else { &mut long_name }) = Some(name);
                }
                EntryType::XHeader => {
                    let extension = self.extension()?;
                    for field in PaxExtensions::new(&extension).flatten() {
                        match field.key_bytes() {
                            b"linkpath" => long_target = Some(field.value_bytes().to_vec()),
                            b"path" => long_name = Some(field.value_bytes().to_vec()),
                            b"size" => size = field.value().ok().and_then(|size| size.parse().ok()),
                            _ => {}
                        }
                    }
                }
                EntryType::XGlobalHeader => {}
                _ => {
                    let name = long_name.unwrap_or_else(|| header.path_bytes().into_owned());
                    let stated = || header.link_name_bytes().map(std::borrow::Cow::into_owned);
                    let target = long_target.or_else(stated).unwrap_or_default();
                    return Ok(Some(Entry { name, target, kind: entry_type }));
                }
            }
        }
    }

    /// None at the end, which two blocks of zeros mark, or nothing.
    fn header(&mut self) -> io::Result<Option<Header>> {
        let mut header = Header::new_old();
        let block = header.as_mut_bytes();
        let mut read = 0;
        while read < block.len() {
            match self.bytes.read(&mut block[read..])? {
                0 if read == 0 => return Ok(None),
                0 => return Err(damaged()),
                more => read += more,
            }
        }
        if block.iter().all(|byte| *byte == 0) {
            // What is around the archive may have a check sum at its end.
            io::copy(&mut self.bytes, &mut io::sink())?;
            return Ok(None);
        }
        let sum = block
            .iter()
            .enumerate()
            .map(|(at, byte)| u32::from(if (148..156).contains(&at) { b' ' } else { *byte }));
        let sum: u32 = sum.sum();
        if header.cksum().map_err(|_| damaged())? != sum {
            return Err(damaged());
        }
        Ok(Some(header))
    }

    /// All of the member at hand, which extends the header of the next.
    fn extension(&mut self) -> io::Result<Vec<u8>> {
        if self.left > LONGEST_NAME {
            return Err(damaged());
        }
        let mut extension = Vec::new();
        self.bytes.by_ref().take(self.left).read_to_end(&mut extension)?;
        if (extension.len() as u64) < self.left {
            return Err(damaged());
        }
        self.left = 0;
        Ok(extension)
    }

    fn pass(&mut self, count: u64) -> io::Result<()> {
        let passed = io::copy(&mut self.bytes.by_ref().take(count), &mut io::sink())?;
        // Some write no padding behind the last member.
        if passed + self.padding < count { Err(damaged()) } else { Ok(()) }
    }
}

/// The bytes of a member, as long as it is the one at hand.
struct Content {
    stream: Arc<Mutex<Stream>>,
    number: usize,
}

impl Read for Content {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut stream = lock(&self.stream)?;
        if stream.member != self.number || stream.left == 0 || buffer.is_empty() {
            return Ok(0);
        }
        let most = usize::try_from(stream.left).unwrap_or(usize::MAX).min(buffer.len());
        let read = stream.bytes.read(&mut buffer[..most])?;
        if read == 0 {
            return Err(damaged());
        }
        stream.left -= read as u64;
        Ok(read)
    }
}

fn damaged() -> io::Error {
    Problem::Defective { kind: KIND, defect: Defect::Damaged }.into()
}

fn lock(stream: &Mutex<Stream>) -> io::Result<std::sync::MutexGuard<'_, Stream>> {
    stream.lock().map_err(|_| damaged())
}
