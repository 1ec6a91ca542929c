//! Records that share an id, in one input or in several: a result names them alike.

use std::collections::HashSet;
use std::collections::hash_map::RandomState;
use std::hash::BuildHasher as _;
use std::mem;

use super::document::Paragraph;
use super::problem::Problem;

/// So many ids are remembered, so that it takes little memory however many records there are.
const MOST: usize = 1 << 19;

/// The ids of the records so far.
#[derive(Debug, Default)]
pub(super) struct Ids {
    /// Their hashes, which differ for different ids but for one chance in millions of millions.
    known: HashSet<u64>,
    hash: RandomState,
    /// How many records of the input have the id of one before them, and the first such id.
    repeated: usize,
    first: String,
    is_told: bool,
}

impl Ids {
    /// Takes a paragraph.
    pub(super) fn see(&mut self, paragraph: &Paragraph) {
        if self.is_told || paragraph.record.is_none() || paragraph.number != 1 {
            return;
        }
        let id = self.hash.hash_one(&paragraph.document);
        let is_new = if self.known.len() < MOST { self.known.insert(id) } else { !self.known.contains(&id) };
        if is_new {
            return;
        }
        if self.repeated == 0 {
            self.first.clone_from(&paragraph.document);
        }
        self.repeated += 1;
    }

    /// What there is to say of the input that ends here. It is said once: where records of many inputs are numbered from 1
    /// each, one says it for all.
    pub(super) fn end(&mut self) -> Option<Problem> {
        let count = mem::take(&mut self.repeated);
        self.is_told |= count > 0;
        (count > 0).then(|| Problem::RepeatedIds { count, first: mem::take(&mut self.first) })
    }
}
