//! The page of each code: why it matters, a bad example and a good one. The pages are data; a test runs the
//! examples.

use super::code::Code;

const PAGES: &str = include_str!("pages.en.md");

impl Code {
    /// The page that explains the code: why it matters, rules that get it, and rules that do not.
    ///
    /// ```
    /// assert!(cuoshi::Code::FullWidthColon.page().contains("any：[补贴]"));
    /// ```
    pub fn page(self) -> &'static str {
        page(self.word()).unwrap_or_default()
    }
}

/// The part of the pages from the heading with this word to the next.
fn page(word: &str) -> Option<&'static str> {
    let mut starts = PAGES.match_indices("\n## ").map(|(at, _)| at + 1);
    let start = starts.find(|start| PAGES[start + 3..].lines().next() == Some(word))?;
    let end = starts.next().unwrap_or(PAGES.len());
    Some(&PAGES[start..end])
}
