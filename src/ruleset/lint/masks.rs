//! Masks that hide nothing, or more than they should.

use std::collections::BTreeSet;

use super::{LONGEST_PART, Subject, Term, parts, phrases};
use crate::ruleset::code::Code;
use crate::ruleset::diagnostic::Diagnostic;
use crate::ruleset::dictionary::PatternEntry;
use crate::ruleset::pattern::Alternative;
use crate::ruleset::rules::{Condition, Conditions, Pattern};
use crate::text::stands_in;

pub(super) fn find(subject: &Subject, faults: &mut Vec<Diagnostic>) {
    let rules = subject.rules;
    let everything: Vec<usize> = (0..rules.categories.len()).collect();
    let shared = Terms::of(subject, &everything, true);
    let written = subject.dictionary.files.iter().flat_map(|file| &file.masks);
    for (entry, mask) in written.zip(&rules.masks) {
        never_applies(subject, entry, mask, &shared, faults);
    }
    for (at, (entry, category)) in subject.categories.iter().enumerate() {
        if category.masks.is_empty() {
            continue;
        }
        let below: Vec<usize> = everything
            .iter()
            .copied()
            .filter(|other| rules.categories[*other].is_within(&category.id))
            .collect();
        let searched = Terms::of(subject, &below, false);
        for (entry, mask) in entry.masks.iter().zip(&category.masks) {
            never_applies(subject, entry, mask, &searched, faults);
            hides_term(subject, at, entry, mask, faults);
        }
    }
}

/// Every string whose hits some masks may hide.
struct Terms<'d> {
    literals: BTreeSet<&'d str>,
}

impl<'d> Terms<'d> {
    fn of(subject: &Subject<'d>, categories: &[usize], with_flags: bool) -> Terms<'d> {
        let rules = subject.rules;
        let mut terms = Terms { literals: BTreeSet::new() };
        rules.conditions.iter().for_each(|conditions| terms.conditions(conditions));
        if with_flags {
            rules.flags.iter().for_each(|flag| terms.condition_list(&flag.conditions));
        }
        for category in categories.iter().map(|at| &rules.categories[*at]) {
            let levels = category.parents.iter().map(|parent| &rules.categories[*parent]).chain([category]);
            levels.for_each(|level| terms.conditions(&level.conditions));
            for clause in &category.clauses {
                terms.patterns(&clause.patterns);
                terms.conditions(&clause.conditions);
            }
        }
        terms
    }

    /// Whether one of them stands in a phrase.
    fn stand_in(&self, phrase: &str) -> bool {
        // What is longer than the parts looked at has more bytes than they have characters.
        let mut long = self.literals.iter().filter(|literal| literal.len() > LONGEST_PART);
        parts(phrase).any(|(_, part)| self.literals.contains(part))
            || long.any(|literal| stands_in(literal, phrase))
    }

    fn patterns(&mut self, patterns: &'d [Pattern]) {
        let segments = patterns.iter().flat_map(|pattern| &pattern.segments);
        self.literals.extend(segments.flat_map(|segment| &segment.0).map(String::as_str));
    }

    fn conditions(&mut self, conditions: &'d Conditions) {
        conditions.must.iter().for_each(|list| self.condition_list(list));
        self.condition_list(&conditions.must_not);
    }

    fn condition_list(&mut self, list: &'d [Condition]) {
        for condition in list {
            match condition {
                Condition::All(all) => self.condition_list(all),
                Condition::Around { patterns, .. } => self.patterns(patterns),
            }
        }
    }
}

/// Tells the phrases of a mask without gaps in which no term stands; in a gap any term may.
fn never_applies(
    subject: &Subject,
    entry: &PatternEntry,
    mask: &Pattern,
    terms: &Terms,
    faults: &mut Vec<Diagnostic>,
) {
    if mask.segments.len() > 1 || subject.is_misread(&entry.place) {
        return;
    }
    for alternative in entry.text.segments.iter().flatten() {
        if let Alternative::Literal(phrase, span) = alternative
            && !terms.stand_in(phrase)
        {
            let fault = Diagnostic::new(Code::MaskNeverApplies, entry.place_of(span));
            faults.push(fault.with("mask", entry.written(span)));
        }
    }
}

/// Tells a mask aimed at one term that hides the whole of a longer one.
fn hides_term(
    subject: &Subject,
    category: usize,
    entry: &PatternEntry,
    mask: &Pattern,
    faults: &mut Vec<Diagnostic>,
) {
    let own: Vec<&Term> = subject.terms.iter().filter(|term| term.category == category).collect();
    for phrase in phrases(mask) {
        let inside: Vec<&Term> = own
            .iter()
            .copied()
            .filter(|term| term.literal.len() < phrase.len() && stands_in(&term.literal, phrase))
            .collect();
        let pair = inside.iter().find_map(|longer| {
            let is_shorter =
                |term: &&&Term| term.literal != longer.literal && stands_in(&term.literal, &longer.literal);
            Some((inside.iter().find(is_shorter)?, longer))
        });
        if let Some((shorter, longer)) = pair {
            let fault = Diagnostic::new(Code::MaskHidesTerm, entry.place.clone()).with("mask", phrase);
            let fault = fault.with("shorter", &shorter.written).with("term", &longer.written);
            faults.push(fault.and_at(longer.place.clone()));
        }
    }
}
