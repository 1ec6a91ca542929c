//! Terms, masks and words that stand twice: in one place, which is a slip, or terms in two categories, which
//! tags each text twice.

use std::collections::HashMap;

use super::{Subject, Term, patterns_of_any, removal};
use crate::language::Message;
use crate::ruleset::code::Code;
use crate::ruleset::diagnostic::{Diagnostic, Place};
use crate::ruleset::dictionary::{MemberText, PatternEntry};
use crate::ruleset::rules::{Boundary, Clause, Pattern, Segment};

pub(super) fn find(subject: &Subject, faults: &mut Vec<Diagnostic>) {
    in_category(subject, faults);
    in_two_categories(subject, faults);
    members(subject, faults);
    masks(subject, faults);
    lexicon(subject, faults);
}

/// Terms, and patterns with gaps, that stand twice in a category.
fn in_category(subject: &Subject, faults: &mut Vec<Diagnostic>) {
    let mut seen: HashMap<(usize, Key), Vec<Entry>> = HashMap::new();
    let terms = subject.terms.iter().map(|term| {
        let clause = &subject.rules.categories[term.category].clauses[term.clause];
        let Term { written, place, pattern, is_written, .. } = term;
        let entry = Entry { written, place, pattern, clause, is_written: *is_written };
        (term.category, Key::Term(&term.literal), entry)
    });
    let with_gaps = patterns_of_any(subject).filter(|(.., pattern)| pattern.segments.len() > 1);
    let patterns = with_gaps.map(|(category, clause, entry, pattern)| {
        let key = Key::Pattern(&pattern.segments, &pattern.gaps, pattern.either);
        let (written, place) = (&entry.source, &entry.place);
        (category, key, Entry { written, place, pattern: place, clause, is_written: true })
    });
    for (category, key, entry) in terms.chain(patterns) {
        let earlier = seen.entry((category, key)).or_default();
        entry.compare(earlier, subject.id(category), faults);
    }
}

/// What makes two entries of a category the same.
#[derive(PartialEq, Eq, Hash)]
enum Key<'s> {
    Term(&'s str),
    Pattern(&'s [Segment], &'s [usize], bool),
}

/// A term or a pattern with gaps, in its clause.
#[derive(Clone, Copy)]
struct Entry<'s> {
    written: &'s str,
    place: &'s Place,
    pattern: &'s Place,
    clause: &'s Clause,
    is_written: bool,
}

impl<'s> Entry<'s> {
    /// Tells which of the same entries adds nothing; `earlier` are those that are not told.
    fn compare(self, earlier: &mut Vec<Entry<'s>>, id: &str, faults: &mut Vec<Diagnostic>) {
        if let Some(first) = earlier.iter().find(|first| self.adds_nothing_to(first)) {
            faults.push(self.superfluous(first, id));
            return;
        }
        earlier.retain(|first| {
            let is_superfluous = first.adds_nothing_to(&self);
            faults.extend(is_superfluous.then(|| first.superfluous(&self, id)));
            !is_superfluous
        });
        // What `at_least` counts by position is not superfluous, but hardly meant to count twice.
        let is_counted_too = |first: &&Entry| self.is_written && std::ptr::eq(first.clause, self.clause);
        if let Some(first) = earlier.iter().find(is_counted_too) {
            let (own, other) = ((self.written, self.place), (first.written, first.place));
            faults.push(duplicate(own, other, id, "duplicate_term.counts_twice"));
        }
        earlier.push(self);
    }

    /// Whether it finds nothing that the other does not, and can be taken out where it stands.
    fn adds_nothing_to(&self, other: &Entry) -> bool {
        let is_same_pattern =
            self.pattern.is_same_text(other.pattern) && self.pattern.alias == other.pattern.alias;
        let is_same_clause = std::ptr::eq(self.clause, other.clause);
        let is_found_there = is_same_clause || is_as_wide(other.clause, self.clause);
        self.is_written && (is_same_pattern || (self.clause.at_least == 1 && is_found_there))
    }

    fn superfluous(&self, other: &Entry, id: &str) -> Diagnostic {
        let (own, other) = ((self.written, self.place), (other.written, other.place));
        let fault = duplicate(own, other, id, "duplicate_term.enough");
        without(fault, self.place, self.pattern)
    }
}

/// Whether all that a pattern finds in `narrow` it finds in `wide` too.
fn is_as_wide(wide: &Clause, narrow: &Clause) -> bool {
    let asks_nothing = wide.conditions.must.is_none() && wide.conditions.must_not.is_empty();
    asks_nothing
        && wide.at_least == 1
        && (wide.unconditional || !narrow.unconditional)
        && (wide.boundary == Boundary::None || narrow.boundary == Boundary::Word)
}

/// Terms of two categories, of which neither is below the other.
fn in_two_categories(subject: &Subject, faults: &mut Vec<Diagnostic>) {
    let mut seen: HashMap<&str, Vec<&Term>> = HashMap::new();
    for term in subject.terms.iter().filter(|term| term.is_free) {
        let earlier = seen.entry(&term.literal).or_default();
        let is_repeated = earlier.iter().any(|other| other.category == term.category);
        let is_sharer = |other: &&&Term| !subject.are_related(term.category, other.category);
        if let Some(other) = earlier.iter().find(is_sharer).filter(|_| term.is_written && !is_repeated) {
            let fault =
                Diagnostic::new(Code::SharedTerm, term.place.clone()).with("id", subject.id(other.category));
            let fault = fault.with("term", &term.written).with("other", subject.id(term.category));
            faults.push(fault.and_at(other.place.clone()));
        }
        earlier.push(term);
    }
}

/// Members that stand twice in one set.
fn members(subject: &Subject, faults: &mut Vec<Diagnostic>) {
    for set in subject.dictionary.files.iter().flat_map(|file| &file.sets) {
        let literals = set.members.iter().filter_map(|member| match &member.value {
            MemberText::Literal(literal) => {
                Some((Key::Term(literal), as_written(&member.place), &member.place))
            }
            MemberText::Reference(_) => None,
        });
        twice(literals, &format!("<{}>", set.name.value), faults);
    }
}

/// Masks that stand twice at one level.
fn masks(subject: &Subject, faults: &mut Vec<Diagnostic>) {
    let files = &subject.dictionary.files;
    let shared = files.iter().flat_map(|file| &file.masks).zip(&subject.rules.masks);
    twice(shared.map(mask), "mask", faults);
    for (entry, category) in &subject.categories {
        twice(entry.masks.iter().zip(&category.masks).map(mask), "mask", faults);
    }
}

fn mask<'m>((entry, mask): (&'m PatternEntry, &'m Pattern)) -> (Key<'m>, &'m str, &'m Place) {
    (Key::Pattern(&mask.segments, &mask.gaps, mask.either), &entry.source, &entry.place)
}

fn lexicon(subject: &Subject, faults: &mut Vec<Diagnostic>) {
    let words = subject.dictionary.files.iter().flat_map(|file| &file.lexicon);
    let named = words.map(|word| (Key::Term(&word.value), as_written(&word.place), &word.place));
    twice(named, "lexicon", faults);
}

/// Entries of one list that stand in it twice, each as written.
fn twice<'m>(
    entries: impl Iterator<Item = (Key<'m>, &'m str, &'m Place)>,
    id: &str,
    faults: &mut Vec<Diagnostic>,
) {
    let mut seen: HashMap<Key, (&str, &Place)> = HashMap::new();
    for (key, written, place) in entries {
        if let Some((first, first_place)) = seen.get(&key) {
            let fault = duplicate((written, place), (first, first_place), id, "duplicate_term.enough");
            faults.push(without(fault, place, place));
        } else {
            seen.insert(key, (written, place));
        }
    }
}

/// What stands at the place of a term, without quotation marks.
fn as_written(place: &Place) -> &str {
    place.file.text.get(place.bytes()).unwrap_or_default().trim_matches(['"', '\''])
}

/// With the way out, where it is certain: the term at its place is taken out of its pattern.
fn without(fault: Diagnostic, place: &Place, pattern: &Place) -> Diagnostic {
    let is_part_of_named = place.alias.is_some() && place.bytes() != pattern.bytes();
    let removal = removal::of(&place.of_use(), &pattern.of_use());
    match removal.filter(|_| !is_part_of_named) {
        Some(span) => fault.mend(span, ""),
        None => fault,
    }
}

/// A term and its place, and the same one elsewhere; `help` is the key of the way out.
fn duplicate(
    (written, place): (&str, &Place),
    (other, other_place): (&str, &Place),
    id: &str,
    help: &'static str,
) -> Diagnostic {
    let what = if written == other { "duplicate_term.same" } else { "duplicate_term.spelling" };
    let what = Message::new(what).with("term", written).with("other", other).with("id", id);
    let fault = Diagnostic::new(Code::DuplicateTerm, place.clone()).with_message("what", what);
    fault.with_message("help", Message::new(help)).and_at(other_place.clone())
}
