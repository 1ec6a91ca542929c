//! Floor 3: rule files while they are written. What is wrong with them, what may stand where one is typing, what
//! stands under the pointer, where a name is given and used, and ways out of diagnostics.
//!
//! All of it is asked of texts in memory and answered in bytes of them: no file is read here, and no protocol is
//! spoken. A [`Draft`] is one file, [`Drafts`] are the files of one rule set.
//!
//! ```
//! use std::sync::Arc;
//!
//! use cuoshi::Language;
//! use cuoshi::editor::{Draft, Drafts};
//!
//! let text = "version: 1\nsets:\n  车辆: [包车]\ncategories:\n  - id: x\n    any: [<车\n";
//! let draft = Arc::new(Draft::new("mine.yml", text));
//! let drafts = Drafts::new(vec![draft.clone()]);
//! let completions = drafts.completions(&draft, text.len() - 1, Language::English);
//! assert_eq!(completions[0].text, "车辆>");
//! ```

mod completion;
mod draft;
mod drafts;
mod fix;
mod flow;
mod hover;
mod mention;
mod outline;
mod rename;
mod role;
mod scanner;
mod symbol;
mod words;

#[cfg(test)]
mod tests;

pub use completion::{Completion, Sort};
pub use draft::{Content, Draft};
pub use drafts::{Drafts, Target};
pub use fix::{Edit, Fix};
pub use hover::Hover;
pub use symbol::{Symbol, SymbolSort};
