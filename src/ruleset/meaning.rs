//! What rules find, whatever they look like: how mending tells that a change left every tag where it was.

use std::collections::{BTreeMap, HashSet};

use super::canonical;
use super::rules::{Boundary, Clause, Condition, Conditions, Pattern, RuleSet, Segment};

/// A form that rules share only if they give the same tags, with evidence at the same places, on any text: the
/// canonical form without the spelling of patterns, and without those that another one of the same category
/// makes superfluous.
pub(super) fn form(rules: &RuleSet) -> String {
    let mut bare = rules.clone();
    each_once(&mut bare.masks);
    let mut words = HashSet::new();
    bare.lexicon.retain(|word| words.insert(word.clone()));
    bare.conditions.iter_mut().for_each(forget_in_conditions);
    bare.flags.iter_mut().flat_map(|flag| &mut flag.conditions).for_each(forget_in_condition);
    for category in &mut bare.categories {
        each_once(&mut category.masks);
        forget_in_conditions(&mut category.conditions);
        for clause in &mut category.clauses {
            clause.patterns.iter_mut().for_each(forget_spelling);
            forget_in_conditions(&mut clause.conditions);
        }
        category.clauses = needed(&category.clauses);
    }
    canonical::form(&bare)
}

fn forget_spelling(pattern: &mut Pattern) {
    pattern.source.clear();
}

/// Masks without their spelling, each once.
fn each_once(masks: &mut Vec<Pattern>) {
    masks.iter_mut().for_each(forget_spelling);
    let mut seen = HashSet::new();
    masks.retain(|mask| seen.insert(canonical::pattern(mask)));
}

fn forget_in_conditions(conditions: &mut Conditions) {
    conditions.must.iter_mut().flatten().chain(&mut conditions.must_not).for_each(forget_in_condition);
}

fn forget_in_condition(condition: &mut Condition) {
    match condition {
        Condition::All(all) => all.iter_mut().for_each(forget_in_condition),
        Condition::Around { patterns, .. } => patterns.iter_mut().for_each(forget_spelling),
    }
}

/// The clauses that find anything of their own, in a fixed order; where nothing is counted, each with one
/// pattern.
fn needed(clauses: &[Clause]) -> Vec<Clause> {
    let mut groups: BTreeMap<String, Vec<Clause>> = BTreeMap::new();
    for clause in clauses.iter().flat_map(parts_of_clause) {
        let patterns: Vec<String> = clause.patterns.iter().map(canonical::pattern).collect();
        let group = groups.entry(format!("{} {}", clause.at_least, patterns.join(" "))).or_default();
        if !group.iter().any(|other| covers(other, &clause)) {
            group.retain(|other| !covers(&clause, other));
            group.push(clause);
        }
    }
    for group in groups.values_mut() {
        group.sort_by_cached_key(canonical::clause);
    }
    groups.into_values().flatten().collect()
}

fn parts_of_clause(clause: &Clause) -> Vec<Clause> {
    if clause.at_least != 1 {
        return vec![clause.clone()];
    }
    let alone = |pattern| Clause { patterns: vec![pattern], ..clause.clone() };
    clause.patterns.iter().flat_map(parts_of_pattern).map(alone).collect()
}

/// A pattern without gaps is one pattern for each of its terms.
fn parts_of_pattern(pattern: &Pattern) -> Vec<Pattern> {
    let [Segment(terms)] = &pattern.segments[..] else { return vec![pattern.clone()] };
    let alone = |term: &String| Pattern { segments: vec![Segment(vec![term.clone()])], ..pattern.clone() };
    terms.iter().map(alone).collect()
}

/// Whether a clause holds wherever another one with the same patterns does.
fn covers(one: &Clause, other: &Clause) -> bool {
    let is_free = one.conditions.must.is_none() && one.conditions.must_not.is_empty();
    let is_as_bound = || {
        let bound =
            |clause: &Clause| canonical::clause(&Clause { boundary: Boundary::None, ..clause.clone() });
        bound(one) == bound(other)
    };
    let holds = (is_free && (one.unconditional || !other.unconditional)) || is_as_bound();
    holds && (one.boundary == other.boundary || one.boundary == Boundary::None)
}
