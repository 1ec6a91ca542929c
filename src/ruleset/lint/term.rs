//! The terms that tag alone: patterns without gaps, each alternative a term, sets written out.

use crate::ruleset::diagnostic::Place;
use crate::ruleset::dictionary::{CategoryEntry, PatternEntry};
use crate::ruleset::pattern::Alternative;
use crate::ruleset::rules::{Boundary, Category, Clause, Pattern};
use crate::text::is_han;

/// A term that tags alone.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a property of its own, asked for alone")]
pub(crate) struct Term {
    /// Folded.
    pub(crate) literal: String,
    /// As the analyst wrote it; of a member of a set, folded.
    pub(crate) written: String,
    /// Where it is written; of a member of a set, where the set is referred to.
    pub(crate) place: Place,
    /// Where its pattern is written.
    pub(crate) pattern: Place,
    /// As a position among the categories.
    pub(crate) category: usize,
    pub(crate) clause: usize,
    /// Whether it is written there itself, and not in a set.
    pub(crate) is_written: bool,
    /// Whether its clause asks for nothing beside it.
    pub(crate) is_free: bool,
    /// Whether the conditions of the levels above do not concern it.
    pub(crate) is_unconditional: bool,
    /// Whether the word boundaries may drop hits of it.
    pub(crate) asks_for_words: bool,
}

impl Term {
    /// Whether this one holds wherever the other would, if it stands there.
    pub(super) fn covers(&self, other: &Term) -> bool {
        self.is_free
            && (self.is_unconditional || !other.is_unconditional)
            && (!self.asks_for_words || other.asks_for_words || !other.literal.chars().all(is_han))
    }
}

/// The terms of all categories, in the order of the rules.
pub(super) fn all(categories: &[(&CategoryEntry, &Category)]) -> Vec<Term> {
    let mut terms = Vec::new();
    for (category, (entry, rules)) in categories.iter().enumerate() {
        for (clause, (entry, rules)) in entry.clauses.iter().zip(&rules.clauses).enumerate() {
            for (entry, pattern) in entry.patterns.iter().zip(&rules.patterns) {
                add(entry, pattern, (category, clause), rules, &mut terms);
            }
        }
    }
    terms
}

fn add(entry: &PatternEntry, pattern: &Pattern, at: (usize, usize), rules: &Clause, terms: &mut Vec<Term>) {
    let ([alternatives], [segment]) = (&entry.text.segments[..], &pattern.segments[..]) else { return };
    let term = |literal: &str, written: String, place: Place, is_written: bool| Term {
        literal: literal.to_owned(),
        written,
        place,
        pattern: entry.place.clone(),
        category: at.0,
        clause: at.1,
        is_written,
        is_free: rules.conditions.must.is_none()
            && rules.conditions.must_not.is_empty()
            && rules.at_least == 1,
        is_unconditional: rules.unconditional,
        asks_for_words: rules.boundary == Boundary::Word && literal.chars().all(is_han),
    };
    let mut written = Vec::new();
    let mut reference = None;
    for alternative in alternatives {
        match alternative {
            Alternative::Literal(literal, span) => {
                written.push(literal);
                terms.push(term(literal, entry.written(span), entry.place_of(span), true));
            }
            Alternative::Reference(_, span) => reference = Some(entry.place_of(span)),
        }
    }
    if let Some(place) = reference {
        let members = segment.0.iter().filter(|literal| !written.contains(literal));
        terms.extend(members.map(|literal| term(literal, literal.clone(), place.clone(), false)));
    }
}
