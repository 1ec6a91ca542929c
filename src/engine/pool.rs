//! Working memory that is used again, paragraph after paragraph, by whichever thread comes next.

use std::sync::{Mutex, PoisonError};

/// Spare values, each used by one at a time.
#[derive(Debug, Default)]
pub(super) struct Pool<T> {
    spare: Mutex<Vec<T>>,
}

impl<T: Default> Pool<T> {
    /// Lends a value; what a use leaves in it, the next one finds.
    pub(super) fn with<A>(&self, use_it: impl FnOnce(&mut T) -> A) -> A {
        let spare = || self.spare.lock().unwrap_or_else(PoisonError::into_inner);
        let mut value = spare().pop().unwrap_or_default();
        let answer = use_it(&mut value);
        spare().push(value);
        answer
    }
}
