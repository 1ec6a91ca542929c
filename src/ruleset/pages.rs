//! The page of each code: why it matters, a bad example and a good one. The pages are data; a test runs the
//! examples.

use crate::language::Language;

use super::code::Code;

const ENGLISH: &str = include_str!("pages.en.md");
const CHINESE: &str = include_str!("pages.zh.md");

impl Code {
    /// The page that explains the code: why it matters, rules that get it, and rules that do not.
    ///
    /// ```
    /// assert!(cuoshi::Code::FullWidthColon.page(cuoshi::Language::English).contains("any：[补贴]"));
    /// ```
    pub fn page(self, language: Language) -> &'static str {
        let pages = match language {
            Language::English => ENGLISH,
            Language::Chinese => CHINESE,
        };
        page(pages, self.word()).unwrap_or_default()
    }
}

/// The part of the pages from the heading with this word to the next.
fn page(pages: &'static str, word: &str) -> Option<&'static str> {
    let mut starts = pages.match_indices("\n## ").map(|(at, _)| at + 1);
    let start = starts.find(|start| pages[start + 3..].lines().next() == Some(word))?;
    let end = starts.next().unwrap_or(pages.len());
    Some(&pages[start..end])
}
