//! Which fields the records of an input have, and which none of them has although it was asked for: told once, not with each
//! record.

use std::collections::BTreeSet;
use std::mem;

use serde_json::{Map, Value};

use super::options::Options;
use super::problem::Problem;

/// The fields of all records so far, where some are to be kept.
#[derive(Debug, Default)]
pub(super) struct Fields {
    present: BTreeSet<String>,
}

/// So many are remembered.
const MOST_FIELDS: usize = 100;

impl Fields {
    pub(super) fn see(&mut self, record: &Map<String, Value>, options: &Options) {
        if !options.keep.is_empty() && self.present.len() < MOST_FIELDS {
            let new = record.keys().filter(|name| !self.present.contains(*name));
            self.present.extend(new.cloned().collect::<Vec<_>>());
        }
    }

    /// Those to be kept that no record had.
    pub(super) fn missing(&self, options: &Options) -> Vec<Problem> {
        if self.present.is_empty() {
            return Vec::new();
        }
        let missing = options.keep.iter().filter(|field| !self.present.contains(*field));
        let present: Vec<String> = self.present.iter().cloned().collect();
        missing
            .map(|column| Problem::NothingToKeep { column: column.clone(), present: present.clone() })
            .collect()
    }
}

/// Whether a record has the field that the user named to hold its id.
#[derive(Debug, Default)]
pub(super) enum Idless {
    #[default]
    Unknown,
    /// None so far; the fields of the first.
    All(Vec<String>),
    NotAll,
}

impl Idless {
    pub(super) fn see(&mut self, record: &Map<String, Value>, options: &Options) {
        if matches!(self, Idless::NotAll) || !options.names_id() {
            return;
        }
        if record.contains_key(&options.id_field) {
            *self = Idless::NotAll;
        } else if matches!(self, Idless::Unknown) {
            *self = Idless::All(record.keys().cloned().collect());
        }
    }

    /// What there is to say if none has it.
    pub(super) fn problem(&mut self, options: &Options) -> Option<Problem> {
        match mem::take(self) {
            Idless::All(present) => Some(Problem::NoId { field: options.id_field.clone(), present }),
            _ => None,
        }
    }
}

/// The records before the first that has the field of the text: where the field is called otherwise, there is no other, and
/// all is said with the first of them.
#[derive(Debug, Default)]
pub(super) enum Textless {
    #[default]
    None,
    /// One was told, and so many more there are.
    Some { more: usize, last: String },
    /// They are behind.
    Past,
}

impl Textless {
    /// Whether a record without the field at this place goes without saying.
    pub(super) fn take(&mut self, name: &str, line: Option<usize>) -> bool {
        match self {
            Textless::None => {
                *self = Textless::Some { more: 0, last: String::new() };
                false
            }
            Textless::Some { more, last } => {
                *more += 1;
                *last = line.map_or_else(|| name.to_owned(), |line| format!("{name}:{line}"));
                true
            }
            Textless::Past => false,
        }
    }

    /// What is left to say of them, once.
    pub(super) fn end(&mut self, field: &str) -> Option<Problem> {
        match mem::replace(self, Textless::Past) {
            Textless::Some { more: count @ 1.., last } => {
                Some(Problem::NoFieldEither { field: field.to_owned(), count, last })
            }
            _ => None,
        }
    }
}
