//! The canonical form of a rule set: what the digest that names it in every result is made over.

//!
//! It is JSON, written as it is read from the rules: rules may be of many thousand terms, and are named each time they
//! are loaded.

use std::fmt::Write as _;

use serde::{Serialize, Serializer};
use sha2::{Digest, Sha256};

use super::rules::{Category, Clause, Condition, Conditions, Flag, Label, Pattern, RuleSet, Segment};
use super::word;

/// How many bytes of the digest are shown, as twice as many hexadecimal digits.
const SHOWN: usize = 6;

/// The first 12 hexadecimal digits of a SHA-256 over the canonical form.
pub(super) fn digest(rules: &RuleSet) -> String {
    let digest = Sha256::digest(form(rules));
    digest.iter().take(SHOWN).fold(String::new(), |mut digits, byte| {
        // Writing to a string cannot fail.
        let _ = write!(digits, "{byte:02x}");
        digits
    })
}

/// How many bytes a fingerprint has.
pub(super) const FINGERPRINT: usize = 32;

/// What tells texts from all others: a SHA-256 over them, each after its length.
pub(super) fn fingerprint<'t>(texts: impl Iterator<Item = &'t str>) -> [u8; FINGERPRINT] {
    let mut digest = Sha256::new();
    for text in texts {
        digest.update((text.len() as u64).to_le_bytes());
        digest.update(text);
    }
    digest.finalize().into()
}

/// Everything of a rule set that can change a result, in one fixed order.
pub(super) fn form(rules: &RuleSet) -> String {
    // A file that demands nothing is no level: how rules are spread over files says nothing about them.
    let levels = rules.conditions.iter().filter(|level| level.must.is_some() || !level.must_not.is_empty());
    written(&Whole {
        version: 1,
        mask: list(&rules.masks),
        conditions: levels.map(Form).collect(),
        flags: list(&rules.flags),
        lexicon: &rules.lexicon,
        categories: list(&rules.categories),
    })
}

/// The same of a clause.
pub(super) fn clause(clause: &Clause) -> String {
    written(&Form(clause))
}

/// The same of a pattern.
pub(super) fn pattern(pattern: &Pattern) -> String {
    written(&Form(pattern))
}

fn written(form: &impl Serialize) -> String {
    let written = serde_json::to_string(form);
    debug_assert!(written.is_ok(), "a string takes everything, and all keys are text");
    written.unwrap_or_default()
}

#[derive(Serialize)]
struct Whole<'r> {
    version: u8,
    mask: Vec<Form<'r, Pattern>>,
    conditions: Vec<Form<'r, Conditions>>,
    flags: Vec<Form<'r, Flag>>,
    lexicon: &'r [String],
    categories: Vec<Form<'r, Category>>,
}

/// A part of a rule set, which is written in its canonical form.
struct Form<'r, T>(&'r T);

fn list<T>(items: &[T]) -> Vec<Form<'_, T>> {
    items.iter().map(Form).collect()
}

impl Serialize for Form<'_, Category> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Category { id, label, masks, conditions, clauses, meta, .. } = self.0;
        let label = label.as_ref().map(Form);
        (id, label, list(masks), Form(conditions), list(clauses), meta).serialize(serializer)
    }
}

impl Serialize for Form<'_, Flag> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Flag { name, label, conditions } = self.0;
        (name, label.as_ref().map(Form), list(conditions)).serialize(serializer)
    }
}

impl Serialize for Form<'_, Label> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (&self.0.zh, &self.0.en).serialize(serializer)
    }
}

impl Serialize for Form<'_, Clause> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Clause { patterns, conditions, boundary, unconditional, at_least, .. } = self.0;
        let boundary = word::boundary(*boundary);
        (list(patterns), Form(conditions), boundary, unconditional, at_least).serialize(serializer)
    }
}

impl Serialize for Form<'_, Conditions> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Conditions { must, must_not } = self.0;
        (must.as_deref().map(list), list(must_not)).serialize(serializer)
    }
}

impl Serialize for Form<'_, Condition> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Condition::All(all) => serializer.collect_map([("all", list(all))]),
            Condition::Around { relation, patterns, boundary, within, distance, .. } => {
                let (relation, boundary) = (word::relation(*relation), word::boundary(*boundary));
                (relation, list(patterns), boundary, word::unit(*within), distance).serialize(serializer)
            }
        }
    }
}

impl Serialize for Form<'_, Pattern> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Pattern { source, segments, gaps, either, .. } = self.0;
        (source, list(segments), gaps, either).serialize(serializer)
    }
}

impl Serialize for Form<'_, Segment> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.0.serialize(serializer)
    }
}
