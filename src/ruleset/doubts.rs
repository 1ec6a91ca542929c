//! Rules that mean something, but hardly what was meant: what can never match. The page of the language
//! gives such rules a meaning, so they are warnings.

use super::code::Code;
use super::diagnostic::Diagnostic;
use super::dictionary::{CategoryEntry, Dictionary, PatternEntry};
use super::rules::{Category, Pattern, RuleSet};

/// Adds the doubts about a dictionary and the rules it gives.
pub(super) fn find(dictionary: &Dictionary, rules: &RuleSet, faults: &mut Vec<Diagnostic>) {
    let entries = dictionary.files.iter().flat_map(|file| &file.categories);
    for (entry, category) in entries.zip(&rules.categories) {
        let masks: Vec<&Pattern> =
            levels(category, rules).flat_map(|level| &level.masks).chain(&rules.masks).collect();
        masks_equal_to_a_term(entry, category, faults);
        never_matches(entry, category, rules, &masks, faults);
    }
}

fn levels<'r>(category: &'r Category, rules: &'r RuleSet) -> impl Iterator<Item = &'r Category> {
    category.parents.iter().map(|parent| &rules.categories[*parent]).chain([category])
}

/// Masks that hide the whole of a term of their own category.
fn masks_equal_to_a_term(entry: &CategoryEntry, category: &Category, faults: &mut Vec<Diagnostic>) {
    let terms: Vec<(&PatternEntry, &Pattern)> = entry
        .clauses
        .iter()
        .zip(&category.clauses)
        .flat_map(|(entry, clause)| entry.patterns.iter().zip(&clause.patterns))
        .collect();
    for (mask, rule) in entry.masks.iter().zip(&category.masks) {
        if let Some((term, _)) = terms.iter().find(|(_, pattern)| hides(rule, pattern)) {
            let fault = Diagnostic::new(Code::MaskEqualsTerm, mask.place.clone());
            faults.push(fault.with("mask", &mask.source).and_at(term.place.clone()));
        }
    }
}

fn never_matches(
    entry: &CategoryEntry,
    category: &Category,
    rules: &RuleSet,
    masks: &[&Pattern],
    faults: &mut Vec<Diagnostic>,
) {
    let can_match = category.clauses.iter().any(|clause| {
        let live = clause.patterns.iter().filter(|pattern| {
            pattern.segments.iter().all(|segment| !segment.0.is_empty())
                && !masks.iter().any(|mask| hides(mask, pattern))
        });
        live.count() >= clause.at_least
    });
    let is_parent =
        rules.categories.iter().any(|other| other.id != category.id && other.is_within(&category.id));
    let only_names_a_group = is_parent && entry.clauses.is_empty();
    if !can_match && !only_names_a_group {
        let fault = Diagnostic::new(Code::NeverMatches, entry.id.place.clone());
        faults.push(fault.with("id", &category.id));
    }
}

/// Whether every match of `pattern` lies within a match of `mask` because they are the same text. Both
/// lists of literals are sorted.
fn hides(mask: &Pattern, pattern: &Pattern) -> bool {
    let ([mask], [pattern]) = (&mask.segments[..], &pattern.segments[..]) else { return false };
    !pattern.0.is_empty() && pattern.0.iter().all(|term| mask.0.binary_search(term).is_ok())
}
