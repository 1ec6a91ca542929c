//! Terms inside longer terms: of the same category the longer adds nothing, of another one each text with
//! the longer gets both categories. Each part of a term is looked up, so that hundreds of categories are
//! compared in one pass.

use std::collections::{BTreeMap, HashMap};

use super::{SHOWN, Subject, Term, parts};
use crate::language::{Argument, Message};
use crate::ruleset::code::Code;
use crate::ruleset::diagnostic::Diagnostic;

pub(super) fn find(subject: &Subject, faults: &mut Vec<Diagnostic>) {
    let mut known: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, term) in subject.terms.iter().enumerate().filter(|(_, term)| term.is_free) {
        let twins = known.entry(&term.literal).or_default();
        if twins.iter().all(|twin| !is_twin(&subject.terms[*twin], term)) {
            twins.push(at);
        }
    }
    // The longer terms of other categories in which each term stands.
    let mut shadows: BTreeMap<usize, Vec<&Term>> = BTreeMap::new();
    for longer in subject.terms.iter().filter(|term| term.is_free) {
        let shorter = parts(&longer.literal).filter(|(_, part)| part.len() < longer.literal.len());
        let mut inner: Vec<usize> =
            shorter.filter_map(|(_, part)| known.get(part)).flatten().copied().collect();
        inner.sort_unstable();
        inner.dedup();
        let is_redundant = |at: &&usize| is_redundant(subject, &subject.terms[**at], longer);
        if let Some(shorter) = inner.iter().find(is_redundant).filter(|_| longer.is_written) {
            let shorter = &subject.terms[*shorter];
            let fault = Diagnostic::new(Code::RedundantTerm, longer.place.clone());
            let fault = fault.with("term", &longer.written).with("shorter", &shorter.written);
            faults.push(fault.and_at(shorter.place.clone()));
        }
        for at in inner {
            if is_shadowed(subject, &known, &subject.terms[at], longer) {
                shadows.entry(at).or_default().push(longer);
            }
        }
    }
    for (at, longer) in shadows {
        faults.push(shadowed(subject, &subject.terms[at], &longer));
    }
}

/// Whether two equal terms would be told the same.
fn is_twin(one: &Term, other: &Term) -> bool {
    one.category == other.category && (one.covers(other) || !other.is_written)
}

/// Whether wherever `longer` stands, `shorter` of the same category is found too.
fn is_redundant(subject: &Subject, shorter: &Term, longer: &Term) -> bool {
    shorter.category == longer.category
        && shorter.covers(longer)
        && !touches_a_mask(subject, shorter, longer)
        && subject.is_found(shorter, &longer.literal)
}

/// Whether a mask of the category may hide the shorter term where the longer one stands.
fn touches_a_mask(subject: &Subject, shorter: &Term, longer: &Term) -> bool {
    let category = &subject.rules.categories[shorter.category];
    let levels = category.parents.iter().map(|parent| &subject.rules.categories[*parent]).chain([category]);
    let masks = levels.flat_map(|level| &level.masks).chain(&subject.rules.masks);
    let mut literals = masks.flat_map(|mask| &mask.segments).flat_map(|segment| &segment.0);
    literals.any(|mask| mask.contains(shorter.literal.as_str()) && !mask.contains(longer.literal.as_str()))
}

fn is_shadowed(subject: &Subject, known: &HashMap<&str, Vec<usize>>, shorter: &Term, longer: &Term) -> bool {
    let is_wanted = |at: &usize| subject.terms[*at].category == shorter.category;
    let is_own = |term: &Term| !subject.dictionary.is_of_base(&term.place);
    shorter.is_written
        && (is_own(shorter) || is_own(longer))
        && !subject.are_related(shorter.category, longer.category)
        && !known.get(longer.literal.as_str()).is_some_and(|terms| terms.iter().any(is_wanted))
        && !subject.is_masked(shorter.category, &shorter.literal, &longer.literal)
        && subject.is_found(shorter, &longer.literal)
}

fn shadowed(subject: &Subject, term: &Term, longer: &[&Term]) -> Diagnostic {
    let of_category = |longer: &&Term| {
        let id = subject.id(longer.category);
        Message::new("term_of").with("term", &longer.written).with("id", id)
    };
    let mut names: Vec<Message> = longer.iter().map(of_category).collect();
    names.dedup();
    let mut masks: Vec<(&str, &str)> =
        longer.iter().map(|longer| (longer.literal.as_str(), longer.written.as_str())).collect();
    masks.sort_unstable();
    masks.dedup_by_key(|(literal, _)| *literal);
    let (literals, written): (Vec<&str>, Vec<&str>) = masks.into_iter().unzip();
    let fault = Diagnostic::new(Code::ShadowedTerm, term.place.clone()).with("term", &term.written);
    let fault = fault.with("id", subject.id(term.category));
    let fault = fault.with_argument("longer", Argument::first_of(names, SHOWN));
    let fault = fault.with("mask", written.join(", ")).and_at(longer[0].place.clone());
    fault.settled_by(literals)
}
