//! Terms, masks and words that stand twice: in one place, which is a slip, or terms in two categories, which
//! tags each text twice.

use std::collections::HashMap;

use super::{Subject, Term, patterns_of_any, removal};
use crate::ruleset::code::Code;
use crate::ruleset::diagnostic::{Diagnostic, Place};
use crate::ruleset::dictionary::{MemberText, PatternEntry};
use crate::ruleset::rules::Pattern;

pub(super) fn find(subject: &Subject, faults: &mut Vec<Diagnostic>) {
    terms(subject, faults);
    patterns(subject, faults);
    members(subject, faults);
    masks(subject, faults);
    lexicon(subject, faults);
}

fn terms(subject: &Subject, faults: &mut Vec<Diagnostic>) {
    let mut seen: HashMap<&str, Vec<&Term>> = HashMap::new();
    for term in &subject.terms {
        let earlier = seen.entry(&term.literal).or_default();
        let twin = earlier.iter().find(|twin| is_duplicate(twin, term));
        let sharer = earlier.iter().find(|other| {
            let are_free = term.is_free && other.is_free;
            are_free && term.is_written && !subject.are_related(term.category, other.category)
        });
        if let Some(twin) = twin {
            let id = subject.id(term.category);
            let fault = duplicate(&term.literal, id, &term.place, &twin.place);
            let is_safe = term.is_written && is_superfluous(subject, term, twin);
            faults.push(if is_safe { without(fault, &term.pattern) } else { fault });
        } else if let Some(other) = sharer {
            let fault =
                Diagnostic::new(Code::SharedTerm, term.place.clone()).with("id", subject.id(other.category));
            let fault = fault.with("term", &term.literal).with("other", subject.id(term.category));
            faults.push(fault.and_at(other.place.clone()));
        }
        earlier.push(term);
    }
}

fn is_duplicate(one: &Term, other: &Term) -> bool {
    one.category == other.category
        && (one.is_written || other.is_written)
        && (one.clause == other.clause || one.covers(other) || other.covers(one))
}

/// Whether a term finds nothing that an earlier one does not.
fn is_superfluous(subject: &Subject, term: &Term, earlier: &Term) -> bool {
    let clause = &subject.rules.categories[term.category].clauses[term.clause];
    clause.at_least == 1 && (term.clause == earlier.clause || earlier.covers(term))
}

/// Patterns with gaps that stand twice in a clause, or in two clauses without conditions.
fn patterns(subject: &Subject, faults: &mut Vec<Diagnostic>) {
    let mut seen: HashMap<_, (&Place, _)> = HashMap::new();
    for (category, entry, pattern) in patterns_of_any(subject) {
        let clauses = &subject.rules.categories[category].clauses;
        let clause = clauses
            .iter()
            .position(|clause| clause.patterns.iter().any(|other| std::ptr::eq(other, pattern)));
        let is_free = clause.is_some_and(|at| {
            let clause = &clauses[at];
            clause.conditions.must.is_none() && clause.conditions.must_not.is_empty() && !clause.unconditional
        });
        if pattern.segments.len() < 2 {
            continue;
        }
        let group = if is_free { None } else { clause };
        let key = (category, group, &pattern.segments, &pattern.gaps, pattern.either);
        let bounds = clause.map(|at| (clauses[at].at_least, clauses[at].boundary));
        if let Some((first, earlier)) = seen.get(&key) {
            let fault = duplicate(&entry.source, subject.id(category), &entry.place, first);
            let is_safe = bounds == *earlier && bounds.is_some_and(|(at_least, _)| at_least == 1);
            faults.push(if is_safe { without(fault, &entry.place) } else { fault });
        } else {
            seen.insert(key, (&entry.place, bounds));
        }
    }
}

/// Members that stand twice in one set.
fn members(subject: &Subject, faults: &mut Vec<Diagnostic>) {
    for set in subject.dictionary.files.iter().flat_map(|file| &file.sets) {
        let mut seen: HashMap<&str, &Place> = HashMap::new();
        for member in &set.members {
            let MemberText::Literal(literal) = &member.value else { continue };
            if let Some(first) = seen.get(literal.as_str()) {
                let name = format!("<{}>", set.name.value);
                faults.push(without(duplicate(literal, &name, &member.place, first), &member.place));
            } else {
                seen.insert(literal, &member.place);
            }
        }
    }
}

/// Masks that stand twice at one level.
fn masks(subject: &Subject, faults: &mut Vec<Diagnostic>) {
    let files = &subject.dictionary.files;
    let shared = files.iter().flat_map(|file| &file.masks).zip(&subject.rules.masks);
    twice(shared, faults);
    for (entry, category) in &subject.categories {
        twice(entry.masks.iter().zip(&category.masks), faults);
    }
}

fn twice<'m>(masks: impl Iterator<Item = (&'m PatternEntry, &'m Pattern)>, faults: &mut Vec<Diagnostic>) {
    let mut seen: HashMap<_, &Place> = HashMap::new();
    for (entry, mask) in masks {
        let key = (&mask.segments, &mask.gaps, mask.either);
        if let Some(first) = seen.get(&key) {
            faults.push(without(duplicate(&entry.source, "mask", &entry.place, first), &entry.place));
        } else {
            seen.insert(key, &entry.place);
        }
    }
}

fn lexicon(subject: &Subject, faults: &mut Vec<Diagnostic>) {
    let mut seen: HashMap<&str, &Place> = HashMap::new();
    for word in subject.dictionary.files.iter().flat_map(|file| &file.lexicon) {
        if let Some(first) = seen.get(word.value.as_str()) {
            faults.push(without(duplicate(&word.value, "lexicon", &word.place, first), &word.place));
        } else {
            seen.insert(&word.value, &word.place);
        }
    }
}

/// With the way out, where it is certain: the term at its place is taken out of its pattern.
fn without(fault: Diagnostic, pattern: &Place) -> Diagnostic {
    let removal = fault.place.as_ref().and_then(|place| removal::of(place, pattern));
    match removal {
        Some(span) => fault.mend(span, ""),
        None => fault,
    }
}

fn duplicate(term: &str, id: &str, place: &Place, first: &Place) -> Diagnostic {
    let fault = Diagnostic::new(Code::DuplicateTerm, place.clone()).with("term", term).with("id", id);
    fault.and_at(first.clone())
}
