//! Where bytes and strings are in a text, looked for many bytes at a time. The one door to memchr.

use memchr::memmem::Finder;

/// Where the first of two bytes is.
#[inline]
pub(crate) fn first_of_two(bytes: &[u8], [one, other]: [u8; 2]) -> Option<usize> {
    memchr::memchr2(one, other, bytes)
}

/// A string that many texts are searched for.
#[derive(Debug)]
pub(crate) struct Sought(Finder<'static>);

impl Sought {
    pub(crate) fn new(string: &'static str) -> Sought {
        Sought(Finder::new(string))
    }

    /// Whether a text holds it.
    pub(crate) fn is_in(&self, text: &str) -> bool {
        self.0.find(text.as_bytes()).is_some()
    }
}
