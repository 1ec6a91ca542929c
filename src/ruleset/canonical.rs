//! The canonical form of a rule set: what the digest that names it in every result is made over.

use std::fmt::Write as _;

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::rules::{Category, Clause, Condition, Conditions, Label, Pattern, RuleSet};
use super::word;

/// How many bytes of the digest are shown, as twice as many hexadecimal digits.
const SHOWN: usize = 6;

/// The first 12 hexadecimal digits of a SHA-256 over the canonical form.
pub(super) fn digest(rules: &RuleSet) -> String {
    let digest = Sha256::digest(form(rules).to_string());
    digest.iter().take(SHOWN).fold(String::new(), |mut digits, byte| {
        // Writing to a string cannot fail.
        let _ = write!(digits, "{byte:02x}");
        digits
    })
}

/// Everything of a rule set that can change a result, in one fixed order.
pub(super) fn form(rules: &RuleSet) -> Value {
    let flags = rules
        .flags
        .iter()
        .map(|flag| json!([flag.name, label(flag.label.as_ref()), list(&flag.conditions, condition)]));
    // A file that demands nothing is no level: how rules are spread over files says nothing about them.
    let levels = rules.conditions.iter().filter(|level| level.must.is_some() || !level.must_not.is_empty());
    json!({
        "version": 1,
        "mask": list(&rules.masks, pattern),
        "conditions": levels.map(conditions).collect::<Vec<_>>(),
        "flags": flags.collect::<Vec<_>>(),
        "lexicon": rules.lexicon,
        "categories": list(&rules.categories, category),
    })
}

fn category(category: &Category) -> Value {
    json!([
        category.id,
        label(category.label.as_ref()),
        list(&category.masks, pattern),
        conditions(&category.conditions),
        list(&category.clauses, clause),
        category.meta,
    ])
}

fn label(label: Option<&Label>) -> Value {
    label.map_or(Value::Null, |label| json!([label.zh, label.en]))
}

pub(super) fn clause(clause: &Clause) -> Value {
    json!([
        list(&clause.patterns, pattern),
        conditions(&clause.conditions),
        word::boundary(clause.boundary),
        clause.unconditional,
        clause.at_least,
    ])
}

fn conditions(conditions: &Conditions) -> Value {
    let must = conditions.must.as_ref().map(|must| list(must, condition));
    json!([must, list(&conditions.must_not, condition)])
}

fn condition(one: &Condition) -> Value {
    match one {
        Condition::All(all) => json!({"all": list(all, condition)}),
        Condition::Around { relation, patterns, boundary: words, within, distance, .. } => {
            let (relation, within) = (word::relation(*relation), word::unit(*within));
            json!([relation, list(patterns, pattern), word::boundary(*words), within, distance])
        }
    }
}

pub(super) fn pattern(pattern: &Pattern) -> Value {
    let segments: Vec<&[String]> = pattern.segments.iter().map(|segment| &segment.0[..]).collect();
    json!([pattern.source, segments, pattern.gaps, pattern.either])
}

fn list<T>(items: &[T], form: impl Fn(&T) -> Value) -> Value {
    items.iter().map(form).collect()
}
