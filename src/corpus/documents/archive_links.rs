//! Links in archives. They hold no text: that is where they lead, which is a member that is read under its own name, or
//! nowhere in the archive.

use std::collections::{HashSet, VecDeque};
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};

use super::Member;
use crate::corpus::problem::Problem;

/// The links of an archive, told when its members are known.
#[derive(Debug, Default)]
pub(super) struct Links {
    /// Names and targets.
    links: VecDeque<(String, String)>,
    /// Hashes of the names of members and of the folders they lie in; the names themselves may be many.
    known: HashSet<u64>,
}

impl Links {
    /// A member that is read.
    pub(super) fn member(&mut self, name: &str) {
        let folders = name.match_indices('/').map(|(at, _)| &name[..at]);
        self.known.extend(folders.chain([name]).map(hash));
    }

    /// A link, and where it leads: a path from the top of the archive.
    pub(super) fn push(&mut self, name: String, target: String) {
        self.links.push_back((name, target));
    }

    /// What there is to say of the next link.
    pub(super) fn next(&mut self) -> Option<Member> {
        let (name, target) = self.links.pop_front()?;
        let is_read = self.known.contains(&hash(&target));
        Some(Member { name, bytes: Err(Problem::ArchivedLink { target, is_read }) })
    }
}

fn hash(name: &str) -> u64 {
    BuildHasherDefault::<DefaultHasher>::default().hash_one(name)
}
