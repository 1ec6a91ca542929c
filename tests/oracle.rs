//! The engine against a slow oracle that follows the language page word by word, on random rule sets
//! and texts; and what must hold of any input at all.
//!
//! `ORACLE_CASES` sets the number of rule sets (each with eight to twelve texts), `ORACLE_SEED` repeats a
//! run; a failure prints its seed, and the smallest rules and text that still fail.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
#![allow(missing_docs, unreachable_pub)]

#[path = "oracle/agreement.rs"]
mod agreement;
#[path = "oracle/any_form.rs"]
mod any_form;
#[path = "oracle/any_rules.rs"]
mod any_rules;
#[path = "oracle/any_text.rs"]
mod any_text;
#[path = "oracle/evaluate.rs"]
mod evaluate;
#[path = "oracle/explained.rs"]
mod explained;
#[path = "oracle/extension.rs"]
mod extension;
#[path = "oracle/fold.rs"]
mod fold;
#[path = "oracle/generate.rs"]
mod generate;
#[path = "oracle/rules.rs"]
mod rules;
#[path = "oracle/runner.rs"]
mod runner;
#[path = "oracle/slips.rs"]
mod slips;
#[path = "oracle/style.rs"]
mod style;
#[path = "oracle/write.rs"]
mod write;
#[path = "oracle/yaml.rs"]
mod yaml;
