//! How much may come out of what is packed. A few bytes can stand for terabytes, archives can lie in archives, and
//! members can share their bytes; so all that is unpacked from one input draws on one budget, which grows with the
//! input alone.

use std::fmt;
use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::corpus::file_kind::FileKind;
use crate::corpus::problem::{Defect, Problem};

/// So many archives or compressed files may lie one in the other.
const DEEPEST: u32 = 6;

/// So many bytes may be unpacked from anything.
const ANYWAY: u64 = 64 << 20;

/// So many bytes may be unpacked from a byte more. Text packs to a tenth, the most repetitive tables to a hundredth.
const RATIO: u64 = 200;

/// What takes too much is given up and does not count any more, so that the members behind it can be read; but all that
/// was ever unpacked is no more than so many times what may be.
const ATTEMPTS: u64 = 4;

/// An archive that cannot be read where it lies is held in memory: so much of one, half as much of one inside.
const HELD: usize = 128 << 20;

/// How deep an input lies in archives, and what may still be unpacked from the outermost.
#[derive(Clone, Debug, Default)]
pub(in crate::corpus) struct Within {
    depth: u32,
    budget: Arc<Budget>,
}

/// Bytes of the input itself, and bytes unpacked from it.
#[derive(Debug, Default)]
struct Budget {
    came_in: AtomicU64,
    unpacked: AtomicU64,
    /// With those of what was given up.
    ever: AtomicU64,
}

impl Budget {
    fn allowed(&self) -> u64 {
        allowed(self.came_in.load(Ordering::Relaxed))
    }
}

/// How much may be unpacked from so many bytes.
pub(super) fn allowed(packed: u64) -> u64 {
    ANYWAY.saturating_add(RATIO.saturating_mul(packed))
}

impl Within {
    /// For what lies in an archive that lies here.
    pub(super) fn deeper(&self, kind: FileKind) -> Result<Within, Problem> {
        if self.depth == DEEPEST {
            return Err(Problem::Defective { kind, defect: Defect::TooDeep });
        }
        Ok(Within { depth: self.depth + 1, budget: Arc::clone(&self.budget) })
    }

    /// So many bytes were read here; they count if this is the input itself.
    pub(in crate::corpus) fn came_in(&self, bytes: usize) {
        if self.depth == 0 {
            self.budget.came_in.fetch_add(bytes as u64, Ordering::Relaxed);
        }
    }

    /// How much of an archive that lies here may be held in memory, in bytes.
    pub(super) fn may_hold(&self) -> usize {
        HELD >> self.depth
    }

    /// So many bytes were unpacked; fails if nothing packed in good faith holds so many.
    fn unpacked(&self, bytes: usize) -> io::Result<()> {
        let bytes = bytes as u64;
        self.budget.ever.fetch_add(bytes, Ordering::Relaxed);
        let sum = self.budget.unpacked.fetch_add(bytes, Ordering::Relaxed) + bytes;
        if sum > self.budget.allowed() { Err(bomb().into()) } else { Ok(()) }
    }

    /// So many of the bytes unpacked were given up.
    fn given_up(&self, bytes: u64) {
        self.budget.unpacked.fetch_sub(bytes, Ordering::Relaxed);
    }

    /// Whether nothing may be unpacked any more.
    pub(super) fn is_spent(&self) -> bool {
        self.budget.ever.load(Ordering::Relaxed) > self.budget.allowed().saturating_mul(ATTEMPTS)
    }
}

/// Whatever it is, it is packed.
pub(super) fn bomb() -> Problem {
    Problem::Defective { kind: FileKind::Compressed, defect: Defect::Bomb }
}

/// What comes out of something packed of this kind: counted, and its errors named.
pub(super) struct Unpacking<R> {
    packed: R,
    kind: FileKind,
    within: Within,
    /// How many bytes came out so far.
    count: u64,
    is_given_up: bool,
}

impl<R: Read> Unpacking<R> {
    pub(super) fn new(packed: R, kind: FileKind, within: Within) -> Self {
        Unpacking { packed, kind, within, count: 0, is_given_up: false }
    }
}

impl<R: Read> Read for Unpacking<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.is_given_up {
            return Err(bomb().into());
        }
        let read = self.packed.read(buffer).map_err(|error| named(error, self.kind))?;
        self.count += read as u64;
        if let Err(error) = self.within.unpacked(read) {
            self.is_given_up = true;
            self.within.given_up(self.count);
            return Err(error);
        }
        Ok(read)
    }
}

impl<R> fmt::Debug for Unpacking<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Unpacking").field("kind", &self.kind).finish_non_exhaustive()
    }
}

/// An error of the system as it is, and one of what unpacks as damage, unless it says more already.
fn named(error: io::Error, kind: FileKind) -> io::Error {
    let is_of_system = error.raw_os_error().is_some() || error.kind() == io::ErrorKind::Interrupted;
    let mut source = error.get_ref().map(|inner| inner as &(dyn std::error::Error + 'static));
    while let Some(inner) = source {
        if let Some(problem) = Problem::told(inner) {
            return problem.into();
        }
        source = inner.source();
    }
    if is_of_system { error } else { Problem::Defective { kind, defect: Defect::Damaged }.into() }
}

/// So much is unpacked, and known to be whole, before the first of it is given out, in bytes.
const CHECKED: u64 = 2 << 20;

/// The same bytes; what is short is given out only if it is whole.
///
/// Fails if it is short and damaged.
pub(super) fn checked(mut source: impl Read + Send + 'static) -> io::Result<Box<dyn Read + Send>> {
    let mut first = Vec::new();
    let read = source.by_ref().take(CHECKED).read_to_end(&mut first)?;
    let first = io::Cursor::new(first);
    Ok(if (read as u64) < CHECKED { Box::new(first) } else { Box::new(first.chain(source)) })
}
