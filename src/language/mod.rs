//! Floor 0: what is said to people, in each language they read. Messages are data with named arguments, in
//! one table a language; code names a message and never words it.
//!
//! A table is text: blocks with blank lines between, the key of the message first, then its lines. In them
//! `{name}` stands for an argument, `{name:one|more}` for the word that goes with a number, `{{` for a brace.
//!
//! Two longer texts stand elsewhere, one a language: the pages of the codes beside the rules, and the help of
//! the program beside its arguments.

mod message;
mod system;
mod tables;

use std::fmt;

pub use message::{Argument, Message};

/// A language in which people are spoken to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// Simplified Chinese.
    Chinese,
}

impl Language {
    /// All of them.
    pub const ALL: [Language; 2] = [Language::English, Language::Chinese];

    /// Its short name: `en` or `zh`.
    pub fn word(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::Chinese => "zh",
        }
    }

    /// The language that a locale names, such as `zh_CN.UTF-8`, `zh-Hans` or `en`; English for `C` and
    /// `POSIX`.
    ///
    /// ```
    /// use cuoshi::Language;
    ///
    /// assert_eq!(Language::of_locale("zh_CN.UTF-8"), Some(Language::Chinese));
    /// assert_eq!(Language::of_locale("C.UTF-8"), Some(Language::English));
    /// assert_eq!(Language::of_locale("fr_FR"), None);
    /// ```
    pub fn of_locale(locale: &str) -> Option<Language> {
        let name = locale.split(['_', '-', '.', '@']).next().unwrap_or_default();
        match name.to_ascii_lowercase().as_str() {
            "zh" => Some(Language::Chinese),
            "en" | "c" | "posix" => Some(Language::English),
            _ => None,
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str(self.word())
    }
}
