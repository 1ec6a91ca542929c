//! Tags paragraphs of Chinese policy texts with the policy measures they state, by a keyword dictionary
//! that analysts write.
//!
//! ```text
//! bytes of a file ─ read ─▶ Document ─ split ─▶ Paragraph ─ fold ─▶ Page ─ scan ─▶ Hits ─▶ Matches ─▶ Tags ─▶ Report
//! YAML text ─ parse ─▶ Dictionary (with places) ─ check ─▶ RuleSet ─ compile ─▶ Tagger
//! ```
//!
//! The two lines meet in one place, [`Tagger::tag`]. [`Dictionary::inspect`] looks closer at rules than tagging
//! needs, and [`analysis`] at rules and texts together: whether the examples of a dictionary get what they must, why
//! a text is tagged as it is, and how far rules and coders agree.
//!
//! ```
//! let tagger = cuoshi::Tagger::new(cuoshi::RuleSet::built_in()?);
//! for tag in tagger.tag("对吸纳就业的企业给予一次性补贴。") {
//!     println!("{}: {:?}", tag.category.id(), tag.evidence[0].span);
//! }
//! # Ok::<(), cuoshi::Diagnostics>(())
//! ```

pub mod analysis;
#[cfg(feature = "corpus")]
pub mod corpus;
pub mod editor;
mod engine;
mod language;
#[cfg(feature = "report")]
pub mod report;
mod ruleset;
mod text;

pub use engine::{Claim, Claimant, Match, Occurrence, Occurrences, Tag, Tagger};
pub use language::{Argument, Language, Message};
pub use ruleset::{
    Case, CaseFiles, Category, Code, Diagnostic, Diagnostics, Dictionary, Example, Fixed, Flag, Hunk, Label,
    Names, Place, Rewriting, RuleSet, Severity, case_schema, fix, format, rule_files, rule_schema,
};
pub use text::{Folded, fold, nearest, sentences};
