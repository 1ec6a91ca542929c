//! Terms that stand twice: in one category, which is a slip, or in two, which tags each text twice.

use std::collections::HashMap;

use super::{Subject, Term, patterns_of_any};
use crate::ruleset::code::Code;
use crate::ruleset::diagnostic::{Diagnostic, Place};
use crate::ruleset::dictionary::MemberText;

pub(super) fn find(subject: &Subject, faults: &mut Vec<Diagnostic>) {
    terms(subject, faults);
    patterns(subject, faults);
    members(subject, faults);
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
            faults.push(duplicate(&term.literal, id, &term.place, &twin.place));
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

/// Patterns with gaps that stand twice in a clause, or in two clauses without conditions.
fn patterns(subject: &Subject, faults: &mut Vec<Diagnostic>) {
    let mut seen: HashMap<_, &Place> = HashMap::new();
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
        if let Some(first) = seen.get(&key) {
            faults.push(duplicate(&entry.source, subject.id(category), &entry.place, first));
        } else {
            seen.insert(key, &entry.place);
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
                faults.push(duplicate(literal, &name, &member.place, first));
            } else {
                seen.insert(literal, &member.place);
            }
        }
    }
}

fn duplicate(term: &str, id: &str, place: &Place, first: &Place) -> Diagnostic {
    let fault = Diagnostic::new(Code::DuplicateTerm, place.clone()).with("term", term).with("id", id);
    fault.and_at(first.clone())
}
